"""The status of translations: honest counts, each message once in the total, and nothing that only looks done."""

import json
import os
import pty
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from conftest import FORKS, ROOT, run_leaflets
from forking import run_in_fork
from sampling import LANGUAGES
from signing import PEOPLE, TODAY, sign

from leaflets.model import MessageKey
from leaflets.model.signoff import ROLES
from leaflets.project import open_project
from leaflets.readers.catalogues import load_po
from leaflets.translation.badge import badge_of
from leaflets.translation.extraction import render
from leaflets.translation.status import LanguageStatus, status_of, word_count

HEAD = 'version="1.0", dated="2026-01-31"'
BLOCK = """\
{{ bullet("shared", _("Drink some water."), facts="F35", critical=true) }}
{{ bullet("cups", ngettext("Count %(cups)s cup today.", "Count %(cups)s cups today.", 3, cups=figure("F36.soreness")),
          facts="F36") }}
"""
MORNING = f"""\
{{{{ topic(_("Good morning"), lead=_("What to do first."), {HEAD}) }}}}
{{% call section("first", _("First")) %}}
  {{{{ bullet("rest", _("Rest your left arm well."), facts="F35", critical=true) }}}}
{{% include "blocks/water.html.j2" %}}
{{% endcall %}}
"""
EVENING = f"""\
{{{{ topic(_("Good evening"), lead=_("What to do last."), {HEAD}) }}}}
{{% call section("last", _("Last")) %}}
  {{{{ bullet("sleep", _("Sleep on your right side."), facts="F35") }}}}
{{% include "blocks/water.html.j2" %}}
{{% endcall %}}
"""
CUPS = ("Count %(cups)s cup today.", "Count %(cups)s cups today.")

Edit = Callable[[Catalog], object]


@pytest.fixture(scope="module")
def czech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a person's folder with two topics that share a block, and Czech with every message translated."""
    place = tmp_path_factory.mktemp("czech")
    shutil.copytree(ROOT / "clinics" / "heron-mill", place / "clinics" / "heron-mill")
    for name, text in {"topics/morning": MORNING, "topics/evening": EVENING, "blocks/water": BLOCK}.items():
        path = place / "templates" / f"{name}.html.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    run_leaflets("catalogue", "add", "cs", cwd=place, check=True)
    _edit(place, _translate_all)
    return place


@pytest.fixture
def folder(czech: Path, copy_of: Callable[[Path], Path]) -> Path:
    """Return a copy of that folder, to be changed."""
    return copy_of(czech)


def _translate_all(catalogue: Catalog) -> None:
    """Give each message words that no check objects to."""
    for message in catalogue:
        if message.id:
            english = message.id if isinstance(message.id, str) else message.id[0]
            words = f"Doušek {english.replace('Let ', 'Nech ')}"  # “let” is Czech for years
            message.string = words if isinstance(message.id, str) else (words,) * 3


def _po(folder: Path) -> Path:
    return folder / "locales" / "cs" / "LC_MESSAGES" / "leaflets.po"


def _edit(folder: Path, edit: Edit) -> None:
    """Change the Czech catalogue as an editor would."""
    catalogue = load_po(_po(folder))
    edit(catalogue)
    _po(folder).write_bytes(render(catalogue, open_project(folder).languages["cs"]))


def _status(folder: Path, *topics: str, language: str = "cs") -> LanguageStatus:
    project = open_project(folder)
    return status_of(project, language, topics or tuple(project.topics), TODAY)


def _fuzzy(message: Message) -> None:
    message.flags.add("fuzzy")


class TestCounts:
    """A message is done, or it is not."""

    def test_everything_is_there(self, folder: Path) -> None:
        """With each message translated, nothing is left, in the total and in every topic."""
        status = _status(folder)
        assert {0} == {one.messages - one.translated for one in (status.total, status.layout, *status.topics.values())}
        assert {0} == {one.words_left + one.stale for one in (status.total, status.layout, *status.topics.values())}
        assert 100 == status.total.percent

    @pytest.mark.parametrize(
        ("edit", "state"),
        [
            (lambda catalogue: setattr(catalogue["Drink some water."], "string", ""), "untranslated"),
            (lambda catalogue: setattr(catalogue["Drink some water."], "string", "  "), "untranslated"),
            (lambda catalogue: _fuzzy(catalogue["Drink some water."]), "fuzzy"),
            (lambda catalogue: setattr(catalogue["Drink some water."], "string", "Vypij 2 sklenice."), "faulty"),
            (lambda catalogue: setattr(catalogue["Drink some water."], "string", "100 %"), "faulty"),
            (lambda catalogue: catalogue.delete("Drink some water."), "untranslated"),
        ],
        ids=["empty", "a space", "fuzzy", "a digit", "a lone percent sign", "absent"],
    )
    def test_a_shared_message_counts_in_each_topic_and_once_in_all(self, edit: Edit, state: str, folder: Path) -> None:
        """A critical message of a shared block that is not done is missing in both topics, and once in the total."""
        before = _status(folder)
        _edit(folder, edit)
        after = _status(folder)
        rows = [after.total, after.topics["morning"], after.topics["evening"]]
        assert [1, 1, 1] == [getattr(one, state) for one in rows]
        assert [1, 1, 1] == [one.critical_left for one in rows]
        assert [3, 3, 3] == [one.words_left for one in rows]
        assert before.total.translated - 1 == after.total.translated
        assert after.total.messages == sum(
            getattr(after.total, one) for one in ("translated", "untranslated", "fuzzy", "faulty")
        )
        assert before.layout == after.layout
        assert before.topics["aftercare"] == after.topics["aftercare"]

    @pytest.mark.parametrize("forms", [("", "", ""), ("Doušek", "", "Doušek"), ("%(cups)s", "%(cups)s")])
    def test_partly_empty_plurals_are_not_translated(self, forms: tuple[str, ...], folder: Path) -> None:
        """A plural counts when every form that Czech has is filled in."""
        _edit(folder, lambda catalogue: setattr(catalogue.get(CUPS), "string", forms))
        status = _status(folder)
        assert (1, 0, 0) == (status.total.untranslated, status.total.faulty, status.total.fuzzy)
        assert 3 == status.total.words_left  # “Drink … cup today.”

    def test_a_message_of_the_layout_has_its_own_row(self, folder: Path) -> None:
        """Words of the layouts are counted in a row of their own and in the total, in no topic."""
        before = _status(folder)
        _edit(folder, lambda catalogue: setattr(catalogue["Text written"], "string", ""))
        after = _status(folder)
        assert (1, 1) == (after.layout.untranslated, after.total.untranslated)
        assert before.topics == after.topics

    def test_the_total_is_no_sum(self, folder: Path) -> None:
        """Each message counts once in the total, however many topics have it."""
        status = _status(folder, "morning", "evening")
        assert (6, 6) == (status.topics["morning"].messages, status.topics["evening"].messages)
        project = open_project(folder)
        words = project.topics["morning"].messages | project.topics["evening"].messages
        assert 10 == len(words)
        assert len(words | project.layout_messages) == status.total.messages

    def test_what_went_from_the_templates_is_stale(self, folder: Path) -> None:
        """A message that only the catalogue has is stale, in the topic that it came from; it is no message left."""
        path = folder / "templates" / "topics" / "morning.html.j2"
        path.write_text(path.read_text("utf-8").replace("left arm", "right arm"), "utf-8")
        status = _status(folder)
        assert (1, 1, 2) == (status.total.gone, status.total.absent, status.total.stale)
        assert (1, 1) == (status.topics["morning"].gone, status.topics["morning"].absent)
        assert (0, 0) == (status.topics["evening"].gone, status.topics["evening"].absent)
        run_leaflets("catalogue", "update", "-l", "cs", cwd=folder, check=True)
        assert (0, 0) == (_status(folder).total.gone, _status(folder).total.absent)

    def test_a_plural_is_another_message(self, folder: Path) -> None:
        """A catalogue that has a message without its plural does not have the message."""
        path = folder / "templates" / "topics" / "evening.html.j2"
        words = 'ngettext("Sleep on your right side.", "Sleep on your right sides.", 2)'
        path.write_text(path.read_text("utf-8").replace('_("Sleep on your right side.")', words), "utf-8")
        assert (1, 1) == (_status(folder).total.absent, _status(folder).total.gone)

    @pytest.mark.parametrize(
        ("text", "words"), [("Don’t eat.", 2), ("About %(days)s of follow-up", 3), ("%(count)s", 0), ("", 0)]
    )
    def test_words(self, text: str, words: int) -> None:
        """Words are counted as translators do; placeholders are none."""
        assert words == word_count(MessageKey(None, text))

    def test_the_source_language_is_like_the_others(self, folder: Path) -> None:
        """English goes the same way: what its catalogue lacks is left."""
        assert 10 == _status(folder, "morning", "evening", language="en").total.absent


class TestUnusable:
    """A catalogue that no leaflet can use has nothing done, and the reason is said."""

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            ("nplurals=3", "nplurals=2", "The header's plural forms are not those of the language."),
            ('msgid "Good morning"', 'msgid "Good morning', "This line is not valid in a catalogue"),
        ],
        ids=["plural forms", "a quote"],
    )
    def test_nothing_is_done(self, before: str, after: str, told: str, folder: Path) -> None:
        """The command counts nothing as done, says why, and is exit code 1; the other languages have their line."""
        _po(folder).write_text(_po(folder).read_text("utf-8").replace(before, after, 1), "utf-8")
        assert 0 == _status(folder).total.translated
        done = run_leaflets("catalogue", "status", cwd=folder)
        assert 1 == done.returncode
        assert told in done.stdout
        assert "Traceback" not in done.stdout
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        assert ["0"] == [line[2] for line in lines if line[0] == "cs"]
        assert 1 == sum(line[0] == "ar" for line in lines)


class TestSignOffs:
    """Sign-offs are those that hold today."""

    def test_roles(self, folder: Path) -> None:
        """A topic is final when both roles are given; one role, and one that has lapsed, are said."""
        _sign(folder, "morning", *ROLES)
        _sign(folder, "evening", "linguistic")
        status = _status(folder)
        assert 1 == status.final
        assert (True, False) == (status.approvals["morning"].is_final, status.approvals["evening"].is_final)
        later = status_of(open_project(folder), "cs", ["morning"], TODAY.replace(year=2028))
        assert 0 == later.final
        (topic,) = later.as_json()["topics"]
        assert ["linguistic", "clinical"] == topic["signed_off"]["missing"]
        assert "it lapsed after 12 months" == topic["signed_off"]["void"][0]["reason"]

    def test_they_are_shown(self, folder: Path) -> None:
        """Piped, each topic's line ends with its sign-off, and a language's line with how many are final."""
        _sign(folder, "morning", *ROLES)
        _sign(folder, "evening", "clinical")
        command = ("catalogue", "status", "-l", "cs", "-t", "morning", "-t", "evening", "--today", str(TODAY))
        told = run_leaflets(*command, cwd=folder).stdout.splitlines()
        lines = [line.split("\t") for line in told if "\t" in line]
        ends = [["evening", "clinical"], ["morning", "final"], ["(every sheet)", ""], ["total", ""]]
        assert ["language", "topic", "sign-off"] == [lines[0][number] for number in (0, 1, -1)]
        assert ends == [[line[1], line[-1]] for line in lines[1:]]
        done = run_leaflets("catalogue", "status", "-l", "cs", "--today", str(TODAY), cwd=folder)
        assert f"1 of {len(open_project(folder).topics)}" in [line.split("\t")[-1] for line in done.stdout.splitlines()]


def _sign(folder: Path, topic: str, *roles: str) -> None:
    """Have people sign who do not exist; what they read is the English too."""
    if not (folder / "locales" / "en").exists():
        run_leaflets("catalogue", "update", "-l", "en", cwd=folder, check=True)
    for person in PEOPLE:
        if person[0] in roles:
            sign(folder, "cs", topic, person)


class TestBadge:
    """A badge says in one line what is true."""

    def test_a_language(self, folder: Path) -> None:
        """The answer is one that shields.io can read; complete and not signed off is not green."""
        wanted = {"schemaVersion": 1, "label": "Czech", "message": "100 % machine draft, 0 of 2 signed off"}
        assert {**wanted, "color": "blue"} == _badge(folder)
        _sign(folder, "morning", *ROLES)
        _sign(folder, "evening", *ROLES)
        assert "brightgreen" == _badge(folder)["color"]
        _edit(folder, lambda catalogue: setattr(catalogue["Text written"], "string", ""))
        assert ("98 % machine draft, 0 of 2 signed off", "yellow") == (
            _badge(folder)["message"],
            _badge(folder)["color"],
        )

    def test_all_languages(self, folder: Path) -> None:
        """Without a language it counts all but the source language."""
        done = run_leaflets("catalogue", "status", "--badge", "-t", "aftercare", cwd=folder)
        count = len(LANGUAGES)
        assert f"{count} languages" == json.loads(done.stdout)["label"]
        assert f"100 % machine draft, 0 of {count} signed off" == json.loads(done.stdout)["message"]


def _badge(folder: Path) -> dict[str, Any]:
    return badge_of([_status(folder, "morning", "evening")])


class TestShown:
    """People see a table that fits, machines get lines or JSON."""

    def test_json_holds_every_number(self, folder: Path) -> None:
        """The JSON has each language with its total, its layout words and its topics."""
        (answer,) = json.loads(run_leaflets("catalogue", "status", "-l", "cs", "--json", cwd=folder).stdout)
        status = _status(folder)
        assert ("cs", "machine draft") == (answer["language"], answer["provenance"])
        assert status.total.as_json().items() <= answer.items()
        assert status.layout.as_json() == answer["layout"]
        assert list(status.topics) == [topic["topic"] for topic in answer["topics"]]

    @pytest.mark.parametrize("more", [(), ("--topics",)], ids=["languages", "topics"])
    def test_it_fits_a_terminal(self, more: tuple[str, ...]) -> None:
        """On a terminal of 80 columns each line fits, and no name is cut short."""
        shown = _on_a_terminal("catalogue", "status", *more)
        assert "…" not in shown
        assert 80 >= max(map(len, shown.splitlines()))
        assert "zh_Hans" in shown
        assert bool(more) == ("what-is-dry-needling" in shown)

    @pytest.mark.parametrize("command", [("status",), ("status", "--topics"), ("glossary", "-l", "ar")])
    def test_a_narrow_terminal_cuts_nothing(self, command: tuple[str, ...]) -> None:
        """On a terminal of 60 columns words go on in the next line, and no number is broken."""
        shown = _on_a_terminal("catalogue", *command, columns=60)
        assert "…" not in shown
        if command[0] == "status":
            assert re.search(r"\b(\d{3}) +\1 +0 ", shown)
            assert re.search(
                rf" (no|0 of {len(list((ROOT / 'templates' / 'topics').iterdir()))}) *$", shown, re.MULTILINE
            )

    def test_unknown_names_are_misuse(self) -> None:
        """A language or topic that is not there is met with the one that was meant."""
        done = run_leaflets("catalogue", "status", "-l", "frXCA", "-t", "aftrcare", cwd=ROOT)
        assert 2 == done.returncode
        assert "Did you mean “fr_CA”" in done.stdout
        assert "Did you mean “aftercare”?" in done.stdout


def _on_a_terminal(*arguments: str, columns: int = 80) -> str:
    """Run the program on a pseudo-terminal of so many columns and return what a person sees.

    A dumb one has 80 columns to Rich unless its lines are said, too.
    """
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "LINES": "25", "NO_COLOR": "1", "TERM": "dumb"}
    shown = bytearray()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run_in_fork, os.environ[FORKS], arguments, ROOT, env, theirs)
        running.add_done_callback(lambda _: os.close(theirs))
        while part := _next(ours):
            shown += part
    os.close(ours)
    assert 0 == running.result()
    return re.sub(r"\x1b\[\d*m", "", shown.decode().replace("\r\n", "\n"))


def _next(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""
