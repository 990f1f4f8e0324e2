"""What changed since a sign-off is told statement by statement, with the words that are there."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, lay_locales, run_leaflets
from signing import sign_all

from leaflets.project import open_project
from leaflets.reviewing.difference import AROUND, ORDER, TOPIC, Change, differences

DRIVE = "Do not drive if you feel sleepy or dizzy."
LOST = "Conduisez si vous avez sommeil ou des étourdissements."
"""The same without its “not”: rule S2 stops it."""


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project in which one topic is signed in French."""
    place = tmp_path_factory.mktemp("signed") / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    shutil.copytree(ROOT / "templates" / "topics", place / "templates" / "topics")
    lay_locales(place, "en", "fr_CA")
    sign_all(place, "fr_CA", topics=("aftercare",))
    return place


@pytest.fixture
def project(signed: Path, tmp_path: Path) -> Path:
    """Copy that project to a place that the test may change."""
    return Path(shutil.copytree(signed, tmp_path / "project"))


def changes_in(project: Path) -> list[Change]:
    """Return what changed in the topic since it was signed."""
    return list(differences(open_project(project), "fr_CA", ["aftercare"])[0].changes)


def translate(project: Path, message: str, words: str) -> str:
    """Give a message other words in French; return those that it had."""
    file = project / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po"
    text = file.read_text("utf-8")
    found = re.search(rf'msgid "{re.escape(message)}"\nmsgstr "(.*)"', text)
    assert found is not None
    file.write_text(text.replace(found[0], f'msgid "{message}"\nmsgstr "{words}"'), "utf-8")
    return found[1]


def rewrite_topic(project: Path, change: Callable[[str], str]) -> None:
    """Change the topic's template."""
    file = project / "templates" / "topics" / "aftercare.html.j2"
    text = file.read_text("utf-8")
    assert text != change(text)
    file.write_text(change(text), "utf-8")


def line_of(text: str, name: str) -> str:
    """Return the line of a topic's template that holds a statement."""
    return next(line for line in text.splitlines(keepends=True) if f'("{name}"' in line)


def section_of(text: str, name: str) -> str:
    """Return a section of a topic's template."""
    found = re.search(rf'{{% call section\("{name}".*?{{% endcall %}}\n\n', text, re.DOTALL)
    assert found is not None
    return found[0]


def moved(text: str, name: str, before: str) -> str:
    """Return a template in which a statement stands before another one."""
    line, place = line_of(text, name), line_of(text, before)
    return text.replace(line, "").replace(place, line + place)


def exchanged(text: str) -> str:
    """Return a template in which two sections have changed places."""
    first, second = section_of(text, "moving"), section_of(text, "daily")
    return text.replace(second, "").replace(first, second + first)


def added(text: str) -> str:
    """Return a template with one statement more, in words that the catalogue has."""
    line = line_of(text, "press")
    return text.replace(line, line + line.replace('"press"', '"press-again"'))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: moved(text, "press", "warm-cool"), [(ORDER, "structure")]),
        (lambda text: moved(text, "warm-cool", "exercises"), [(ORDER, "structure")]),
        (exchanged, [(ORDER, "structure")]),
        (added, [("press-again", "new")]),
        (lambda text: text.replace(line_of(text, "press"), ""), [("press", "gone")]),
    ],
    ids=["moved", "moved to another section", "sections exchanged", "added", "removed"],
)
def test_each_statement_is_compared_with_itself(
    project: Path, change: Callable[[str], str], told: list[tuple[str, str]]
) -> None:
    """Wherever statements stand, one that stayed is no change, and no words are told beside those of another."""
    rewrite_topic(project, change)
    found = changes_in(project)
    assert told == [(one.place, one.kind) for one in found if one.place != AROUND and one.kind != "figure"]
    assert not [one for one in found if one.kind in {"source", "translation"}]


@pytest.mark.parametrize("reorder", [False, True])
def test_words_that_a_rule_stops_are_shown_as_written(project: Path, *, reorder: bool) -> None:
    """A translation that cannot be printed stands there with its rule, beside its own English, in whatever order."""
    signed = translate(project, DRIVE, LOST)
    if reorder:
        rewrite_topic(project, exchanged)
    (change, *others) = changes_in(project)
    assert ("key-drive", "translation", True) == (change.place, change.kind, change.critical)
    assert (DRIVE, DRIVE, signed, LOST) == (
        change.old_source,
        change.new_source,
        change.old_translation,
        change.new_translation,
    )
    assert "S2" in {one.rule for one in change.faults}
    assert ([ORDER] if reorder else []) == [one.place for one in others]


@pytest.mark.parametrize(
    ("message", "words", "shown", "rule"),
    [
        (DRIVE, "", "", "C1"),
        ("Eat and drink as usual.", "Mangez <b>bien</b> 3 fois.", "Mangez <b>bien</b> 3 fois.", "N1"),
        ("Most people feel sore after treatment. It usually lasts %(days)s.", "Un %(jour)s.", "Un %(jour)s.", "F2"),
        ("Moving and exercise", "Bouger 3", "Bouger 3", "N1"),
        ("References", "", "", "C1"),
    ],
)
def test_a_fault_stands_beside_its_own_words(project: Path, message: str, words: str, shown: str, rule: str) -> None:
    """Words of statements, headings and the layout are told once, as they are written or as missing, with the rule."""
    translate(project, message, words)
    (change,) = changes_in(project)
    assert (shown, "translation") == (change.new_translation, change.kind)
    assert change.old_source == change.new_source
    assert change.old_translation
    assert rule in {one.rule for one in change.faults}


def test_words_that_stayed_and_are_stopped_now_are_told(project: Path) -> None:
    """A new rule of the language, which stops what somebody signed, is told beside the words that it stops."""
    words = project / "locales" / "fr_CA" / "words.toml"
    text = words.read_text("utf-8")
    words.write_text(re.sub(r"(?ms)^negation = .*?\]", 'negation = ["zéro"]', text), "utf-8")
    found = [one for one in changes_in(project) if one.place == "key-drive"]
    assert ["stopped"] == [one.kind for one in found]
    assert found[0].old_translation == found[0].new_translation
    assert "S2" in {fault.rule for fault in found[0].faults}


def test_a_topic_that_cannot_be_read_has_lost_nothing(project: Path) -> None:
    """Where a part that words figures has a fault, the fault is told, and no statement as gone."""
    parts = project / "templates" / "parts"
    parts.mkdir()
    text = (ROOT / "templates" / "parts" / "figures.html.j2").read_text("utf-8")
    (parts / "figures.html.j2").write_text(text.replace('"%(low)s to %(high)s"', "low.nothing"), "utf-8")
    assert {(TOPIC, "stopped")} == {(one.place, one.kind) for one in changes_in(project)}


def test_the_command_and_the_page_show_words_and_fault(project: Path, tmp_path: Path) -> None:
    """Where words stand nobody is told of nothing, and missing ones are said to be missing; on the page, too."""
    translate(project, DRIVE, LOST)
    translate(project, "Eat and drink as usual.", "")
    page = tmp_path / "changes.html"
    done = run_leaflets("catalogue", "diff", "fr_CA", "-t", "aftercare", "--page", str(page), cwd=project)
    assert f"+ fr_CA  {LOST}" in done.stdout
    assert "! S2 The source says “not”; no word for it stands in the translation." in done.stdout
    assert "+ fr_CA  (missing)" in done.stdout
    assert "! C1 The message is not translated." in done.stdout
    html = page.read_text("utf-8")
    assert "<b>S2</b> The source says “not”" in html
    assert "(missing)" in html
    assert "(nothing)" not in html + done.stdout
