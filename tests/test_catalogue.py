"""Catalogues: what templates say reaches translators, and nothing that translators wrote is ever lost.

Every test works on a copy of all content, or on a person's folder that lies over what comes with the program.
"""

import hashlib
import re
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from conftest import ROOT, keep_one_clinic, run_leaflets
from forking import HANGS
from msgfmt import objections
from sampling import LANGUAGES

from leaflets.cli.catalogue.update import update
from leaflets.composition.pages import Pages
from leaflets.delivery import write_whole
from leaflets.errors import DeliveryError, ProjectError
from leaflets.model import MessageKey
from leaflets.project import Project, open_project
from leaflets.readers.catalogues import Catalogue, Translation, load_po
from leaflets.selection import Selection, choose
from leaflets.translation import extraction

NOTE = """\
{{ topic(_("A small note"), lead=_("What to do at home."), version="1.0", dated="2026-01-31") }}
{% call section("sore", _("Sore places")) %}
  {% call group("first", _("At first")) %}
    {{ bullet("rest", _("Rest your left arm."), facts="F35", critical=true) }}
  {% endcall %}
  {{ bullet("again", _("Ask us if you are not sure about this."), facts="F35") }}
{% endcall %}
{% call section("later", _("Later on")) %}
  {{ bullet("sure", _("Ask us if you are not sure about this."), facts="F35", critical=true) }}
  {{ bullet("open", pgettext("a door", "Open wide"), facts="F35") }}
  {{ bullet("wide", pgettext("a mouth", "Open wide"), facts="F35") }}
  {{ bullet("cups", ngettext("Count %(cups)s cup.", "Count %(cups)s cups.", 3, cups=figure("F36.soreness")),
            facts="F36") }}
{% endcall %}
"""
"""A topic that no other content shares its words with."""
REST, CUPS = "Rest your left arm.", "Count %(cups)s cup."
CUPS_IN_POLISH = ("Wypij %(cups)s kubek.", "Wypij %(cups)s kubki.", "Wypij %(cups)s kubków.")
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"

Id = str | tuple[str, ...]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of all content."""
    return _copied(tmp_path / "content")


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of all content whose catalogues are up to date; tests only look at it, or update it again."""
    copy = _copied(tmp_path_factory.mktemp("updated") / "content")
    _catalogue(copy, "update")
    return copy


def _copied(place: Path) -> Path:
    for name in ("clinics", "templates", "locales", "evidence"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("*.part"))
    return place


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return a person's folder over the content: one clinic, a topic and a language of its own."""
    folder = tmp_path / "overlay"
    shutil.copytree(ROOT / "clinics" / "heron-mill", folder / "clinics" / "heron-mill")
    (folder / "templates" / "topics").mkdir(parents=True)
    _note(folder).write_text(NOTE, "utf-8")
    _add_language(folder, "hr", POLISH)
    return folder


def _note(folder: Path) -> Path:
    return folder / "templates" / "topics" / "note.html.j2"


def _add_language(folder: Path, code: str, plural_forms: str, more: str = "") -> None:
    registry = folder / "locales" / "languages.toml"
    registry.parent.mkdir(exist_ok=True)
    with registry.open("a", encoding="utf-8") as file:
        file.write(f'\n{code} = {{ provenance = "machine draft", plural_forms = "{plural_forms}"{more} }}\n')


def _catalogue(folder: Path, *arguments: str) -> str:
    """Run `leaflets catalogue …`, which has to succeed; return what it printed."""
    done = run_leaflets("catalogue", *arguments, cwd=folder)
    assert 0 == done.returncode, done.stdout
    return done.stdout


def _po(folder: Path, code: str) -> Path:
    return folder / "locales" / code / "LC_MESSAGES" / "leaflets.po"


def _pos(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every catalogue by its language."""
    return {path.parent.parent.name: path.read_bytes() for path in sorted(folder.glob("locales/*/*/*.po"))}


def _extracted(folder: Path) -> bytes:
    _catalogue(folder, "extract")
    return (folder / "locales" / "leaflets.pot").read_bytes()


def _updated(folder: Path, code: str) -> bytes:
    _catalogue(folder, "update", "-l", code)
    return _po(folder, code).read_bytes()


def _parsed(data: bytes) -> Catalog:
    return read_po(BytesIO(data), abort_invalid=True)


def _key(message: Message) -> tuple[str | None, Id]:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def _messages(data: bytes) -> dict[tuple[str | None, Id], Message]:
    """Return the messages of a catalogue that are in use, without its header."""
    return {_key(message): message for message in _parsed(data) if message.id}


def _words(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _translated(data: bytes) -> set[tuple[tuple[str | None, Id], tuple[str, ...]]]:
    """Return every message with its words where a translator wrote any, in use or not."""
    catalog = _parsed(data)
    everything = [*(message for message in catalog if message.id), *catalog.obsolete.values()]
    return {(_key(message), _words(message)) for message in everything if any(_words(message))}


def _translate(path: Path, changes: dict[str, str]) -> None:
    """Put a translator's words into a catalogue, as an editor would: source lines → the same with words."""
    text = path.read_text("utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")


def _translate_note(path: Path) -> None:
    empty = "\n".join(f'msgstr[{number}] ""' for number in range(3))
    full = "\n".join(f'msgstr[{number}] "{words}"' for number, words in enumerate(CUPS_IN_POLISH))
    plural = f'msgid "{CUPS}"\nmsgid_plural "Count %(cups)s cups."\n'
    _translate(
        path,
        {
            f'msgid "{REST}"\nmsgstr ""': f'msgid "{REST}"\nmsgstr "Oszczędzaj lewą rękę."',
            f"{plural}{empty}": f"{plural}{full}",
            'msgctxt "a door"\nmsgid "Open wide"\nmsgstr ""': 'msgctxt "a door"\nmsgid "Open wide"\nmsgstr "Na oścież"',
            'msgctxt "a mouth"\nmsgid "Open wide"\nmsgstr ""': 'msgctxt "a mouth"\nmsgid "Open wide"\nmsgstr "Szeroko"',
        },
    )


def _snapshot(folder: Path) -> dict[Path, str]:
    """Return a digest of every file in a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


class TestExtract:
    """`leaflets catalogue extract` writes what translators start from."""

    def test_same_bytes_each_time(self, content: Path, overlay: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The template is the same, byte for byte, in every run: whatever the hash seed, the clock and the locale."""
        for folder in (content, overlay):
            monkeypatch.setenv("PYTHONHASHSEED", "1")
            first = _extracted(folder)
            monkeypatch.setenv("PYTHONHASHSEED", "2")
            monkeypatch.setenv("TZ", "Asia/Tokyo")
            monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
            assert first == _extracted(folder)

    def test_no_line_numbers(self, content: Path) -> None:
        """Places are files without line numbers, so moving a line changes no catalogue."""
        places = re.findall(rb"^#: (.*)$", _extracted(content), re.MULTILINE)
        assert places
        assert [] == [place for line in places for place in line.split() if not place.endswith(b".j2")]

    def test_moved_lines_change_nothing(self, overlay: Path) -> None:
        """Lines that are added above the words leave the template as it was."""
        before = _extracted(overlay)
        _note(overlay).write_text("\n\n{# A note between colleagues. #}\n" + NOTE, "utf-8")
        assert before == _extracted(overlay)

    def test_each_text_is_one_line(self, content: Path) -> None:
        """No text is wrapped, so a difference shows the whole sentence."""
        header, _, messages = _extracted(content).decode("utf-8").partition("\n\n")
        assert '\nmsgid ""\n' in header
        assert [] == [line for line in messages.splitlines() if line.startswith('"') or line == 'msgid ""']

    def test_comments_say_where_and_how_grave(self, overlay: Path) -> None:
        """A comment tells translators topic, section and statement, and whether the message is critical."""
        note = {key: message for key, message in _messages(_extracted(overlay)).items() if message.auto_comments}
        assert ["note › sore › first › rest · critical"] == note[None, REST].auto_comments
        assert ["note › later › wide"] == note["a mouth", "Open wide"].auto_comments
        assert (
            ["note › sore › again · critical", "note › later › sure · critical"]
            == note[None, "Ask us if you are not sure about this."].auto_comments
        )  # fmt: skip

    def test_no_digit_in_any_source_text(self, content: Path) -> None:
        """No message id holds a digit, so no translator can change a number."""
        ids = [one for _, key in _messages(_extracted(content)) for one in ([key] if isinstance(key, str) else key)]
        assert ids
        assert [] == [one for one in ids if any(character.isdigit() for character in one)]

    def test_holds_everything_that_leaflets_ask_for(self, content: Path) -> None:
        """Every message that composing any leaflet looks up is in the template, context and plural included.

        What is looked up depends on how many forms a plural has, and on nothing else of a language.
        """
        asked = _asked_for(content)
        there = {(key[0], key[1:]) for key in _extracted_keys(content)}
        assert len(asked) > 100
        assert set() == {(key.context, _plain(key)) for key in asked} - there

    def test_a_fresh_english_catalogue_is_complete(self, content: Path) -> None:
        """A source catalogue made from the templates alone leaves no leaflet without a message."""
        keep_one_clinic(content, "en")
        shutil.rmtree(content / "locales" / "en")
        _catalogue(content, "extract")
        _catalogue(content, "update", "-l", "en")
        assert "locales/en" not in run_leaflets("check", cwd=content).stdout


class _Recorder(dict[MessageKey, Translation]):
    """The words of a language that has every message, and notes which were asked for."""

    def __init__(self, forms: int) -> None:
        super().__init__()
        self.asked: set[MessageKey] = set()
        self._forms = forms

    def get(self, key: MessageKey, _default: object = None) -> Translation:
        return self[key]

    def __getitem__(self, key: MessageKey) -> Translation:
        self.asked.add(key)
        return Translation((key.id,) if key.plural is None else (key.plural,) * self._forms)


def _asked_for(content: Path) -> set[MessageKey]:
    """Lay every leaflet of a project out; return every message that was looked up."""
    project = open_project(content)
    recorders = {code: _Recorder(language.plural_count) for code, language in project.languages.items()}
    for code, recorder in recorders.items():
        project._catalogues[code] = Catalogue(project.languages[code], "recorded", recorder)
    pages = Pages(project)
    by_forms = {language.plural_count: code for code, language in project.languages.items()}
    every = choose(project, Selection(languages=tuple(by_forms.values())))
    assert set() == {one for leaflet in every for one in pages.lay_out(leaflet).problems}
    return {key for recorder in recorders.values() for key in recorder.asked}


def _plain(key: MessageKey) -> tuple[str, ...]:
    return (key.id,) if key.plural is None else (key.id, key.plural)


def _extracted_keys(folder: Path) -> set[tuple[str | None, *tuple[str, ...]]]:
    keys = _messages(_extracted(folder))
    return {(context, one) if isinstance(one, str) else (context, *one) for context, one in keys}


class TestUpdate:
    """`leaflets catalogue update` brings languages up to date and loses nothing."""

    def test_second_update_changes_nothing(self, updated: Path) -> None:
        """On the shipped catalogues, a second update leaves every byte as the first one left it."""
        first = _pos(updated)
        _catalogue(updated, "update")
        assert first == _pos(updated)

    def test_shipped_words_are_kept_and_none_is_marked_fuzzy(self, updated: Path) -> None:
        """An update keeps every word of the shipped catalogues and marks nothing as fuzzy."""
        before = _pos(ROOT)
        for code, data in _pos(updated).items():
            fuzzy = {_key(message) for message in _messages(before[code]).values() if message.fuzzy}
            assert set() == _translated(before[code]) - _translated(data), code
            assert set() == {_key(message) for message in _messages(data).values() if message.fuzzy} - fuzzy, code

    def test_every_catalogue_has_the_template_s_messages(self, updated: Path) -> None:
        """After an update each language has exactly the messages of the template; wording of a region, some of them."""
        ids = set(_messages(_extracted(updated)))
        for code, data in _pos(updated).items():
            assert ids == set(_messages(data)) or (code not in LANGUAGES and ids > set(_messages(data))), code

    def test_changed_message_stays_as_obsolete(self, overlay: Path) -> None:
        """When a message changes, its old translation stays in the file, and the new one is empty, never guessed."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        _note(overlay).write_text(NOTE.replace("left arm", "right arm").replace("cups.", "full cups."), "utf-8")
        data = _updated(overlay, "hr")
        text, messages = data.decode("utf-8"), _messages(data)
        assert f'#~ msgid "{REST}"\n#~ msgstr "Oszczędzaj lewą rękę."' in text
        assert ("",) == _words(messages[None, "Rest your right arm."])
        assert "#, fuzzy" not in text
        assert data == _updated(overlay, "hr")

    def test_translation_returns_with_its_source(self, overlay: Path) -> None:
        """A translation comes back, plural forms and context and all, when its source text comes back."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        before = _updated(overlay, "hr")
        _note(overlay).unlink()
        gone = _updated(overlay, "hr")
        assert gone == _updated(overlay, "hr")
        _note(overlay).write_text(NOTE, "utf-8")
        after = _updated(overlay, "hr")
        messages = _messages(after)
        assert (None, REST) not in _messages(gone)
        assert _translated(before) == _translated(gone)
        assert CUPS_IN_POLISH == _words(messages[None, (CUPS, "Count %(cups)s cups.")])
        assert [("Na oścież",), ("Szeroko",)] == [_words(messages[one, "Open wide"]) for one in ("a door", "a mouth")]
        assert before == after

    def test_doubtful_words_stay_doubtful(self, overlay: Path) -> None:
        """Words that a translator marked as fuzzy do not come back as if someone had checked them."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        place = f'#: templates/topics/note.html.j2\nmsgid "{REST}"'
        _translate(_po(overlay, "hr"), {place: place.replace("\nmsgid", "\n#, fuzzy\nmsgid")})
        assert _messages(_updated(overlay, "hr"))[None, REST].fuzzy
        _note(overlay).write_text(NOTE.replace("left arm", "right arm"), "utf-8")
        _updated(overlay, "hr")
        _note(overlay).write_text(NOTE, "utf-8")
        back = _messages(_updated(overlay, "hr"))[None, REST]
        assert back.fuzzy or ("",) == _words(back)

    def test_two_contexts_keep_their_own_words(self, overlay: Path) -> None:
        """One source text in two contexts has two translations, and an update mixes neither up."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        _note(overlay).write_text(NOTE.replace('pgettext("a door"', 'pgettext("a gate"'), "utf-8")
        data = _updated(overlay, "hr")
        assert ("",) == _words(_messages(data)["a gate", "Open wide"])
        assert ("Szeroko",) == _words(_messages(data)["a mouth", "Open wide"])
        assert (("a door", "Open wide"), ("Na oścież",)) in _translated(data)

    def test_translators_notes_and_names_are_kept(self, overlay: Path) -> None:
        """What a translator writes around the words stays: the file's first comment, their name, their notes."""
        _updated(overlay, "hr")
        place = f'msgid "{REST}"'
        names = {
            '"Last-Translator: \\n"': '"Last-Translator: Ewa Lis <ewa@example.org>\\n"',
            "# Croatian words for patient leaflets.": "# Croatian words.\n# Checked with Poznań’s glossary.",
            f"#. note › sore › first › rest · critical\n#: templates/topics/note.html.j2\n{place}": (
                "# Ramię or ręka? Asked the clinic.\n#. note › sore › first › rest · critical\n"
                f"#: templates/topics/note.html.j2\n{place}"
            ),
        }
        _translate(_po(overlay, "hr"), names)
        data = _updated(overlay, "hr")
        assert data.startswith("# Croatian words.\n# Checked with Poznań’s glossary.\n".encode())
        assert "Ewa Lis <ewa@example.org>" == _parsed(data).last_translator
        assert ["Ramię or ręka? Asked the clinic."] == _messages(data)[None, REST].user_comments

    def test_notes_come_back_with_their_words(self, overlay: Path) -> None:
        """A translator's notes on a text that went stand beside it again when it comes back, long lines whole."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        notes = f"# Ramię or ręka? {'Asked the clinic; ręka is right here. ' * 4}End.\n# See also: bark."
        place = "#. note › sore › first › rest · critical\n"
        _translate(_po(overlay, "hr"), {place: f"{notes}\n{place}"})
        before = _updated(overlay, "hr")
        assert f"{notes}\n{place}" in before.decode("utf-8")
        _note(overlay).unlink()
        assert "\n# See also: bark.\n#~ msgid" in _updated(overlay, "hr").decode("utf-8")
        _note(overlay).write_text(NOTE, "utf-8")
        assert before == _updated(overlay, "hr")

    def test_a_changed_plural_is_a_changed_text(self, overlay: Path) -> None:
        """When only the plural of a text changes, its old words do not stand for it; they return with that plural."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        before = _updated(overlay, "hr")
        for plural in ("full cups", "whole cups"):
            _note(overlay).write_text(NOTE.replace('s cups.", 3', f's {plural}.", 3'), "utf-8")
            data = _updated(overlay, "hr")
            assert ("", "", "") == _words(_messages(data)[None, (CUPS, f"Count %(cups)s {plural}.")])
            assert CUPS_IN_POLISH in {words for _, words in _translated(data)}
            assert data == _updated(overlay, "hr")
            assert not objections(_po(overlay, "hr"))
        _note(overlay).write_text(NOTE, "utf-8")
        assert before == _updated(overlay, "hr")

    def test_words_beside_older_words(self, overlay: Path) -> None:
        """Words typed anew for a text whose older words are still in the file replace them, and both are kept."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        _note(overlay).unlink()
        _updated(overlay, "hr")
        _translate(
            _po(overlay, "hr"), {f'#~ msgid "{REST}"': f'msgid "{REST}"\nmsgstr "Odpocznij."\n\n#~ msgid "{REST}"'}
        )
        _note(overlay).write_text(NOTE, "utf-8")
        data = _updated(overlay, "hr")
        message = _messages(data)[None, REST]
        assert ("Odpocznij.",) == _words(message)
        assert ["earlier: Oszczędzaj lewą rękę."] == message.user_comments
        assert data == _updated(overlay, "hr")
        assert not objections(_po(overlay, "hr"))

    def test_doubts_of_other_tools_are_kept(self, overlay: Path) -> None:
        """Words that another tool made obsolete while they were fuzzy come back as fuzzy."""
        _updated(overlay, "hr")
        with _po(overlay, "hr").open("a", encoding="utf-8") as file:
            file.write('#, fuzzy\n#~| msgid "Rest."\n#~ msgid "Rest your right arm."\n#~ msgstr "Oszczędzaj rękę."\n')
        for _ in range(2):
            _updated(overlay, "hr")
        _note(overlay).write_text(NOTE.replace("left arm", "right arm"), "utf-8")
        message = _messages(_updated(overlay, "hr"))[None, "Rest your right arm."]
        assert (("Oszczędzaj rękę.",), True) == (_words(message), message.fuzzy)

    def test_editors_headers_are_kept(self, overlay: Path) -> None:
        """What an editor writes into the head of the file for itself stays there."""
        _updated(overlay, "hr")
        header = '"Content-Transfer-Encoding: 8bit\\n"\n'
        own = '"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Bookmarks: 3,-1\\n"\n'
        _translate(_po(overlay, "hr"), {header: header + own})
        data = _updated(overlay, "hr")
        assert own in data.decode("utf-8").partition("\n\n")[0] + "\n"
        assert data == _updated(overlay, "hr")

    def test_gettext_accepts_every_catalogue(self, updated: Path) -> None:
        """After an update msgfmt finds no fault in any shipped catalogue."""
        for code in _pos(updated):
            assert not objections(_po(updated, code))

    @pytest.mark.parametrize(
        ("code", "plural_forms", "more", "forms"),
        [
            ("hr", POLISH, "", 3),
            ("id", "nplurals=1; plural=0;", "", 1),
            ("fr", "nplurals=3; plural=(n > 1 ? 2 : n);", "", 3),
            ("hmn", "nplurals=1; plural=0;", ', cldr = "en_US", own_name = "Hmoob"', 1),
        ],
        ids=["three forms", "one form", "other than Babel's", "not in CLDR"],
    )
    def test_new_language(self, code: str, plural_forms: str, more: str, forms: int, content: Path) -> None:
        """A line in languages.toml is enough for a catalogue with its own plural forms and every message empty."""
        _add_language(content, code, plural_forms, more)
        data = _updated(content, code)
        text, messages = data.decode("utf-8"), _messages(data)
        assert f'"Plural-Forms: {plural_forms}\\n"\n' in text
        assert f'"Language: {code}\\n"\n' in text
        assert set(_messages(_extracted(content))) == set(messages)
        assert {("",), ("",) * forms} == {_words(message) for message in messages.values()}
        assert {str(number) for number in range(forms)} == set(re.findall(r"^msgstr\[(\d)\]", text, re.MULTILINE))
        assert not any(message.fuzzy for message in messages.values())
        assert data == _updated(content, code)

    def test_english_words_are_the_source_s(self, overlay: Path) -> None:
        """The source language's catalogue is filled in with the source texts, and follows them when they change."""
        _updated(overlay, "en")
        _note(overlay).write_text(NOTE.replace("left arm", "right arm"), "utf-8")
        messages = _messages(_updated(overlay, "en"))
        assert (None, "Rest your right arm.") in messages
        assert (CUPS, "Count %(cups)s cups.") == _words(messages[None, (CUPS, "Count %(cups)s cups.")])
        for (_, one), message in messages.items():
            assert ((one,) if isinstance(one, str) else one) == _words(message)

    def test_writes_only_the_project_s_own_folder(self, content: Path, overlay: Path) -> None:
        """In a person's folder an update starts from the package's words and leaves the package as it is."""
        before = _snapshot(content)
        _catalogue(overlay, "extract")
        _catalogue(overlay, "update")
        start, data = _po(content, "ar").read_bytes(), _po(overlay, "ar").read_bytes()
        assert before == _snapshot(content)
        assert {"ar", "en", "hr"} <= set(_pos(overlay))
        assert set() == _translated(start) - _translated(data)
        assert (None, REST) in _messages(data)

    def test_own_words_win_over_the_package_s(self, overlay: Path) -> None:
        """A second update starts from the person's own catalogue, so their changes to shipped words stay."""
        _updated(overlay, "ar")
        used = _messages(_po(overlay, "ar").read_bytes())
        key, message = next((key, one) for key, one in used.items() if isinstance(one.id, str) and one.string)
        _translate(_po(overlay, "ar"), {f'msgstr "{message.string}"': 'msgstr "كلمات أخرى"'})
        assert ("كلمات أخرى",) == _words(_messages(_updated(overlay, "ar"))[key])

    def test_counts_are_told(self, overlay: Path) -> None:
        """The command says for each language how many messages came and went."""
        _updated(overlay, "hr")
        _note(overlay).write_text(NOTE.replace("left arm", "right arm"), "utf-8")
        assert re.fullmatch(r"hr: \d+ messages, 1 new, 1 gone\n", _catalogue(overlay, "update", "-l", "hr"))

    def test_words_that_came_back_are_told(self, overlay: Path) -> None:
        """A translation that came back with its source text is no new text to translate, and the command says so."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        _note(overlay).unlink()
        _updated(overlay, "hr")
        _note(overlay).write_text(NOTE, "utf-8")
        shown = _catalogue(overlay, "update", "-l", "hr")
        assert re.fullmatch(r"hr: \d+ messages, \d+ new, 4 back with their old words, 0 gone\n", shown)

    @pytest.mark.parametrize("mark", ["", "#~ "], ids=["in use", "obsolete"])
    def test_a_message_that_stands_twice_is_refused(self, mark: str, overlay: Path) -> None:
        """Of two translations of one text none is dropped: both lines are named, and no catalogue is written."""
        _updated(overlay, "hr")
        path = _po(overlay, "hr")
        twice = "".join(
            f'\n{mark}msgid "Rest well."\n{mark}msgstr "{words}"\n' for words in ("Odpocznij.", "Spocznij.")
        )
        path.write_text(path.read_text("utf-8") + twice, "utf-8")
        lines = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if "Rest well." in line]
        before = _snapshot(overlay)
        done = run_leaflets("catalogue", "update", "-l", "ar", "-l", "hr", cwd=overlay)
        assert 1 == done.returncode
        assert f"leaflets.po:{lines[1]}, “Rest well.”\n  The message stands in line {lines[0]} already." in done.stdout
        assert before == _snapshot(overlay)

    def test_notes_at_the_end_are_kept(self, overlay: Path) -> None:
        """Notes after the last message, which belong to none, stay at the end of the file."""
        _updated(overlay, "hr")
        path = _po(overlay, "hr")
        path.write_text(path.read_text("utf-8") + "\n# Done up to here.\n#\n# Ewa, Monday\n", "utf-8")
        data = _updated(overlay, "hr")
        assert data.endswith(b'"\n\n# Done up to here.\n#\n# Ewa, Monday\n')
        assert data == _updated(overlay, "hr")
        assert not objections(path)

    def test_a_save_in_the_meantime_is_kept(
        self, overlay: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What a translator saves while an update runs stays as it is; the other languages are written."""
        _updated(overlay, "hr")
        _note(overlay).write_text(NOTE.replace("left arm", "right arm"), "utf-8")
        extract = extraction.extract

        def extract_and_save(project: Project) -> extraction.Template:
            _po(overlay, "hr").write_bytes(b"# the translator's own\n" + _po(overlay, "hr").read_bytes())
            return extract(project)

        monkeypatch.setattr(extraction, "extract", extract_and_save)
        monkeypatch.chdir(overlay)
        with pytest.raises(typer.Exit) as end:
            update(["hr", "ar"])
        assert 1 == end.value.exit_code
        assert "saved by someone else while the command ran" in capsys.readouterr().err
        assert _po(overlay, "hr").read_bytes().startswith(b"# the translator's own\n")
        assert b"Rest your right arm." not in _po(overlay, "hr").read_bytes()
        assert b"Rest your right arm." in _po(overlay, "ar").read_bytes()

    def test_unknown_language_is_misuse(self, overlay: Path) -> None:
        """A language that is not registered is refused with the one that was probably meant, and nothing is written."""
        before = _snapshot(overlay)
        done = run_leaflets("catalogue", "update", "-l", "hr", "-l", "fr_CAN", cwd=overlay)
        assert 2 == done.returncode
        assert "Did you mean “fr_CA”" in done.stdout
        assert before == _snapshot(overlay)

    def test_unreadable_catalogue_is_left_alone(self, overlay: Path) -> None:
        """A catalogue that cannot be read is reported with its line, and stays as the translator left it."""
        _updated(overlay, "hr")
        _translate_note(_po(overlay, "hr"))
        _translate(_po(overlay, "hr"), {'"Oszczędzaj lewą rękę."': '"Oszczędzaj lewą rękę.'})
        before = _snapshot(overlay)
        done = run_leaflets("catalogue", "update", "-l", "hr", cwd=overlay)
        line = _po(overlay, "hr").read_text("utf-8").splitlines().index('msgstr "Oszczędzaj lewą rękę.') + 1
        assert 1 == done.returncode
        assert f"locales/hr/LC_MESSAGES/leaflets.po:{line}" in done.stdout
        assert "Traceback" not in done.stdout
        assert before == _snapshot(overlay)


DYING = """\
import resource, signal, sys
import leaflets.translation.extraction, leaflets.delivery
from leaflets.cli import main
signal.signal(signal.SIGXFSZ, getattr(signal, sys.argv.pop(1)))
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
main()
"""
"""Runs the program with a limit that the operating system sets: the write that passes it fails, or kills."""


class TestWholeFiles:
    """A write that does not come to its end leaves the old file."""

    @pytest.mark.parametrize(
        ("command", "target"),
        [(("extract",), "leaflets.pot"), (("update", "-l", "ar"), "ar/LC_MESSAGES/leaflets.po")],
        ids=["extract", "update"],
    )
    @pytest.mark.parametrize(("action", "code"), [("SIG_IGN", 1), ("SIG_DFL", -signal.SIGXFSZ)], ids=["fails", "kills"])
    def test_stopped_in_mid_write(
        self, action: str, code: int, command: tuple[str, ...], target: str, overlay: Path
    ) -> None:
        """A write that fails or is killed after its first page leaves the old file, byte for byte."""
        path = overlay / "locales" / target
        path.parent.mkdir(parents=True, exist_ok=True)
        _catalogue(overlay, *command)
        _note(overlay).write_text(NOTE.replace("left arm", "right arm"), "utf-8")
        before = path.read_bytes()
        done = subprocess.run(
            [sys.executable, "-c", DYING, action, "catalogue", *command],
            cwd=overlay,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=HANGS,
        )
        assert code == done.returncode, done.stdout
        assert before == path.read_bytes()
        assert len(before) > 4096
        assert "Traceback" not in done.stdout
        if action == "SIG_IGN":
            assert f"{path}\n  This cannot be written: File too large." in done.stdout
            assert [] == list(overlay.rglob("*.part"))

    def test_hint_fits_the_command(self, overlay: Path) -> None:
        """A catalogue that cannot be written is not met with the advice to use an option that the command lacks."""
        (overlay / "locales" / "leaflets.pot" / "kept").mkdir(parents=True)
        done = run_leaflets("catalogue", "extract", cwd=overlay)
        assert 1 == done.returncode
        assert "--out" not in done.stdout

    def test_a_folder_in_the_way(self, tmp_path: Path) -> None:
        """A folder where the file has to go is an error with its path, and is left as it was, with nothing aside."""
        target = tmp_path / "leaflets.pot"
        (target / "kept").mkdir(parents=True)
        with pytest.raises(DeliveryError) as trouble:
            write_whole(target, b"new")
        assert [str(target)] == [problem.path for problem in trouble.value.problems]
        assert [target, target / "kept"] == sorted(tmp_path.rglob("*"))

    def test_a_file_where_a_folder_has_to_be(self, tmp_path: Path) -> None:
        """A file where a folder has to be made is an error, and is left as it was."""
        (tmp_path / "hr").write_bytes(b"old")
        with pytest.raises(DeliveryError, match="A file stands where a folder has to be"):
            write_whole(tmp_path / "hr" / "LC_MESSAGES" / "leaflets.po", b"new")
        assert b"old" == (tmp_path / "hr").read_bytes()

    def test_a_whole_write_replaces(self, tmp_path: Path) -> None:
        """A write that ends well makes the folders it needs, replaces the old file and leaves nothing aside."""
        target = tmp_path / "hr" / "leaflets.po"
        write_whole(target, b"old")
        write_whole(target, b"new")
        assert b"new" == target.read_bytes()
        assert [target] == list(target.parent.iterdir())


HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


class TestReader:
    """Babel accepts some files that are not whole; the reader does not."""

    def test_babel_drops_the_last_letter(self) -> None:
        """Babel takes a text without its closing quote and drops its last letter in silence: the trap is there."""
        catalog = _parsed(f'{HEADER}msgid "Sore"\nmsgstr "Muskelkater\n'.encode())
        assert "Muskelkate" == catalog["Sore"].string

    @pytest.mark.parametrize(
        ("entry", "line"),
        [
            ('msgid "Sore"\nmsgstr "Muskelkater\n', 7),
            ('msgid "Sore\nmsgstr "Muskelkater"\n', 6),
            ('msgid "Sore"\nmsgstr Muskelkater"\n', 7),
            ('msgid "Sore"\nmsgstr ""\n"Muskel"\n"kater\n', 9),
            ('msgid "Sore"\nmsgstr "Muskel"kater"\n', 7),
            ('msgid "Sore"\nmsgstr "Muskelkater\\"\n', 7),
            ('msgctxt "arm\nmsgid "Sore"\nmsgstr "Muskelkater"\n', 6),
            ('msgid "Sore"\nmsgid_plural "Sores"\nmsgstr[0] "Kater"\nmsgstr[1] "Kater\n', 9),
            ('#~ msgid "Sore"\n#~ msgstr "Muskelkater\n', 7),
        ],
        ids=[
            "translation not closed",
            "source not closed",
            "translation not opened",
            "second line not closed",
            "bare quote inside",
            "closing quote escaped",
            "context not closed",
            "plural form not closed",
            "obsolete not closed",
        ],
    )
    def test_an_open_quote_is_refused(self, entry: str, line: int, tmp_path: Path) -> None:
        """A quote that is missing anywhere is a problem with its line, not a word without its last letter."""
        path = tmp_path / "leaflets.po"
        path.write_text(HEADER + entry, "utf-8")
        with pytest.raises(ProjectError) as trouble:
            load_po(path)
        assert line == trouble.value.problems[0].line
        assert path.as_posix() == trouble.value.problems[0].path

    @pytest.mark.parametrize(
        "words",
        ['\\"Kater\\"', "Kater\\\\", "# Kater", "msgid", "„Kater“", "Ka\\tter"],
        ids=["quotes", "backslash", "hash", "keyword", "typographic", "tab"],
    )
    def test_odd_but_right_words_are_read(self, words: str, tmp_path: Path) -> None:
        """Words that only look like a mistake are read as they are."""
        path = tmp_path / "leaflets.po"
        path.write_text(f'{HEADER}msgid "Sore"\nmsgstr "{words}"\n', "utf-8")
        read = words.replace('\\"', '"').replace("\\t", "\t").replace("\\\\", "\\")
        assert read == load_po(path)["Sore"].string

    @pytest.mark.parametrize("end", ["\r\n", "\n"], ids=["Windows", "Unix"])
    def test_line_ends_do_not_matter(self, end: str, tmp_path: Path) -> None:
        """A catalogue that an editor on Windows saved is read like any other."""
        path = tmp_path / "leaflets.po"
        path.write_bytes(f'{HEADER}msgid "Sore"\nmsgstr "Muskelkater"\n'.replace("\n", end).encode())
        assert "Muskelkater" == load_po(path)["Sore"].string
