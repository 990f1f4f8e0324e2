"""Previews: translators see their words on the page, again after each save, and nothing on it looks finished.

Every test works on a person's folder over the content that comes with the program.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, run_leaflets
from forking import HANGS
from markupsafe import Markup
from pages import in_reading_order, read_pages

from leaflets.composition import Composer, PreviewComposer
from leaflets.composition.marks import STATES, mark, show_marks
from leaflets.model import Composition, Failed, Leaflet, Preview
from leaflets.model.filing import folder_of
from leaflets.previewing import Change
from leaflets.previewing.watching import change_of, watched_folders
from leaflets.project import open_project

CLINIC, TOPIC, LANGUAGE = "heron-mill", "aftercare", "fr_CA"
EXERCISES = "Faites les exercices que nous vous avons donnés."
CONTENT_ID = r"\b[0-9a-f]{4}-[0-9a-f]{4}\b"


def _po(folder: Path, code: str = LANGUAGE) -> Path:
    return folder / "locales" / code / "LC_MESSAGES" / "leaflets.po"


def _pdf(folder: Path, topic: str = TOPIC, code: str = LANGUAGE) -> Path:
    return folder / "preview" / folder_of(code) / Leaflet("heron-mill", code, topic).file_name("preview")


def _text(path: Path) -> str:
    """Return a PDF's text as running words."""
    return " ".join(" ".join(page.text for page in read_pages(path)).split())


def _change(path: Path, before: str, after: str) -> None:
    """Change a file as editors save it: written beside it, then renamed over it."""
    text = path.read_text("utf-8")
    assert before in text
    _save(path, text.replace(before, after, 1))


def _save(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def _translate(path: Path, message: str, before: str, after: str) -> None:
    """Change a part of a message's translation."""
    found = re.search(rf'msgid "{re.escape(message)}"\nmsgstr "(.+)"', path.read_text("utf-8"))
    assert found, message
    assert before in found[1]
    _change(path, found[0], f'msgid "{message}"\nmsgstr "{found[1].replace(before, after)}"')


def _empty(path: Path, message: str) -> None:
    """Take the translation of a message away."""
    found = re.search(rf'msgid "{re.escape(message)}"\nmsgstr "(.+)"', path.read_text("utf-8"))
    assert found, message
    _change(path, found[0], f'msgid "{message}"\nmsgstr ""')


def _make_folder(place: Path) -> Path:
    """Make a person's folder with one clinic and copies of what the tests change."""
    folder = place / "my-leaflets"
    shutil.copytree(ROOT / "clinics" / CLINIC, folder / "clinics" / CLINIC)
    shutil.copytree(ROOT / "templates", folder / "templates")
    for code in (LANGUAGE, "ar"):
        shutil.copytree(ROOT / "locales" / code, folder / "locales" / code)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a person's folder that a test may change."""
    return _make_folder(tmp_path)


class TestOnce:
    """Without --watch a preview is printed once."""

    def test_sound_words(self, folder: Path) -> None:
        """Words without fault stand on the page without marks, and the command says where the page is."""
        done = run_leaflets("catalogue", "preview", LANGUAGE, "-t", TOPIC, cwd=folder)
        assert 0 == done.returncode, done.stdout
        name = Leaflet("heron-mill", LANGUAGE, TOPIC).file_name("preview")
        told = rf"^{TOPIC}: no messages left · \d+\.\d\d s · preview/french-canada/{name}$"
        assert re.search(told, done.stdout, re.MULTILINE)
        text = _text(_pdf(folder))
        assert EXERCISES in text
        assert "⟦" not in text
        assert [_pdf(folder)] == [path for path in (folder / "preview").rglob("*") if path.is_file()]
        assert not (folder / "out").exists()

    def test_faulty_words_are_marked_and_named(self, folder: Path) -> None:
        """Each fault shows the source text in a mark with its state, and is listed with line, reason and hint."""
        po = _po(folder)
        _empty(po, "Moving and exercise")
        _change(po, 'msgid "Eat and drink as usual."', '#, fuzzy\nmsgid "Eat and drink as usual."')
        _change(po, 'msgid "Do the exercises we gave you."', 'msgid "Do other exercises."')
        _translate(po, "A bruise fades in about %(weeks)s.", "%(weeks)s", "quelques")
        done = run_leaflets("catalogue", "preview", LANGUAGE, "-t", TOPIC, cwd=folder)
        assert 0 == done.returncode, done.stdout
        text = _text(_pdf(folder))
        for marked in (
            "⟦Moving and exercise⟧ not translated",
            "⟦Eat and drink as usual.⟧ fuzzy",
            "⟦Do the exercises we gave you.⟧ not in the catalogue",
        ):
            assert marked in text
        assert re.search(r"⟦A bruise fades in about 1 à 2 semaines\.⟧ faulty", text.replace("\u00a0", " "))
        lines = po.read_text("utf-8").splitlines()
        for message, reason, hint in (
            ("Moving and exercise", "The message is not translated.", "Translate it."),
            ("Eat and drink as usual.", "The translation is marked as fuzzy.", "Check it, then take the mark off."),
            ("A bruise fades in about %(weeks)s.", "Placeholders differ: %(weeks)s is missing.", "Copy them from"),
        ):
            line = lines.index(f'msgid "{message}"') + 1
            place = f"locales/{LANGUAGE}/LC_MESSAGES/leaflets.po:{line}, “{message}”"
            assert f"{place}\n  {reason}\n  → {hint}" in done.stdout
        assert "“Do the exercises we gave you.”\n  The catalogue does not have this message." in done.stdout
        assert f"{TOPIC}: 4 messages left" in done.stdout

    def test_every_page_says_that_it_is_a_preview(self, folder: Path) -> None:
        """Each page says so in English and in the language, nothing passes as a content id; verify knows it not."""
        run_leaflets("catalogue", "preview", LANGUAGE, "-t", TOPIC, cwd=folder, check=True)
        pages = read_pages(_pdf(folder))
        assert len(pages) > 1
        for page in pages:
            text = " ".join(page.text.split())
            assert "PREVIEW · not for patients" in text
            assert "Pas pour les patients" in text
            assert not re.search(CONTENT_ID, text)
        with pikepdf.open(_pdf(folder)) as document:
            information = {str(key): str(value) for key, value in document.docinfo.items()}
        assert information["/Title"].startswith("Preview · ")
        assert "preview" == information["/Keywords"]
        assert run_leaflets("verify", str(_pdf(folder)), cwd=folder).stdout.startswith("Unknown")

    def test_build_still_refuses(self, folder: Path) -> None:
        """What a preview showed in spite of a fault is refused by build."""
        _empty(_po(folder), "Moving and exercise")
        run_leaflets("catalogue", "preview", LANGUAGE, "-t", TOPIC, cwd=folder, check=True)
        built = run_leaflets("build", "-l", LANGUAGE, "-t", TOPIC, cwd=folder)
        assert 1 == built.returncode
        assert "The message is not translated." in built.stdout
        assert [] == list((folder / "out").rglob("*.pdf"))

    def test_right_to_left(self, folder: Path) -> None:
        """On a right-to-left page a mark is read from left to right."""
        _empty(_po(folder, "ar"), "Keep moving gently. Light exercise may make you less sore.")
        run_leaflets("catalogue", "preview", "ar", "-t", TOPIC, cwd=folder, check=True)
        first = read_pages(_pdf(folder, code="ar"))[0]
        assert in_reading_order(first, "⟦Keep moving gently.")

    def test_chosen_clinic_topics_and_folder(self, folder: Path, tmp_path: Path) -> None:
        """-c, -t and --out choose the brand, the topics and the place."""
        shutil.copytree(ROOT / "clinics" / "aspen-row", folder / "clinics" / "aspen-row")
        choice = ("-t", TOPIC, "-t", "preparation", "-c", "aspen-row", "--out", str(tmp_path / "seen"))
        run_leaflets("catalogue", "preview", "en", *choice, cwd=folder, check=True)
        pdfs = sorted((tmp_path / "seen").rglob("*.pdf"))
        assert [f"aspen-row_{topic}_english_preview.pdf" for topic in (TOPIC, "preparation")] == [
            path.name for path in pdfs
        ]
        assert "Aspen Row" in _text(pdfs[0])

    def test_a_language_that_no_clinic_offers(self, folder: Path) -> None:
        """A new language is seen as soon as it has a catalogue, and until then the command says how to get one."""
        registry = folder / "locales" / "languages.toml"
        registry.write_text(
            'hr = { provenance = "translated", plural_forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && '
            '(n%100<10 || n%100>=20) ? 1 : 2);" }\n',
            "utf-8",
        )
        without = run_leaflets("catalogue", "preview", "hr", "-t", TOPIC, cwd=folder)
        assert (1, 1) == (without.returncode, without.stdout.count("The catalogue is missing."))
        assert "leaflets catalogue update" in without.stdout
        run_leaflets("catalogue", "update", "-l", "hr", cwd=folder, check=True)
        done = run_leaflets("catalogue", "preview", "hr", "-t", TOPIC, cwd=folder)
        assert 0 == done.returncode, done.stdout
        assert "⟦After your dry needling⟧ not translated" in _text(_pdf(folder, code="hr"))
        assert re.search(r"^  and \d+ more$", done.stdout, re.MULTILINE)

    @pytest.mark.parametrize(
        ("arguments", "meant"),
        [("Frensh", "fr_CA"), ("fr_CA -t aftercre", "aftercare"), ("fr_CA -c heorn-mill", "heron-mill")],
    )
    def test_misspelt_names(self, arguments: str, meant: str, folder: Path) -> None:
        """A misspelt name is answered with the one that was meant, before anything is made."""
        done = run_leaflets("catalogue", "preview", *arguments.split(), cwd=folder)
        assert 2 == done.returncode
        assert f"Did you mean “{meant}”" in done.stdout
        assert not (folder / "preview").exists()


class TestStrictness:
    """A preview cannot become a leaflet."""

    @pytest.fixture
    def faulty(self, folder: Path) -> Path:
        """Return a project in which one message is not translated."""
        _empty(_po(folder), "Moving and exercise")
        return folder

    def test_a_preview_is_no_composition(self, faulty: Path) -> None:
        """From one project the composer refuses what the composer of previews shows, whichever comes first."""
        project, leaflet = open_project(faulty), Leaflet(CLINIC, LANGUAGE, TOPIC)
        preview = PreviewComposer(project).preview(leaflet)
        assert isinstance(Composer(project).compose(leaflet), Failed)
        assert isinstance(preview, Preview)
        assert not isinstance(preview, Composition)
        assert not hasattr(preview, "content_id")
        assert not hasattr(PreviewComposer, "compose")
        assert 1 == preview.left

    def test_no_sign_of_a_mark_is_left(self, faulty: Path) -> None:
        """The signs that stand for marks while a page is made are gone from the finished page."""
        preview = PreviewComposer(open_project(faulty)).preview(Leaflet(CLINIC, LANGUAGE, TOPIC))
        assert isinstance(preview, Preview)
        assert not re.search("[\ufdd0-\ufdef]", preview.html)

    @pytest.mark.parametrize("state", STATES)
    def test_marks_in_text_and_attributes(self, state: str) -> None:
        """A mark is an element in running text, and only brackets in attributes and in the title, also nested."""
        inner = mark(Markup("in"), "fuzzy")
        marked = mark(Markup("out {}").format(inner), state)  # type: ignore[arg-type]  # one of STATES
        shown = show_marks(f'<title>{marked}</title><img alt="{marked}"><p>{marked}</p>')
        assert '<title>⟦out ⟦in⟧⟧</title><img alt="⟦out ⟦in⟧⟧">' in shown
        assert f">{state}</span></span></p>" in shown
        assert shown.count("<span") == shown.count("</span>") == 4

    def test_figures_in_the_mark_of_a_right_to_left_page(self, tmp_path: Path) -> None:
        """In the English words of a mark, what was filled in from a right-to-left language is kept together."""
        (tmp_path / "clinics").mkdir()
        po = tmp_path / "locales" / "ar" / "LC_MESSAGES" / "leaflets.po"
        po.parent.mkdir(parents=True)
        shutil.copy(ROOT / po.relative_to(tmp_path), po)
        shutil.copytree(ROOT / "clinics" / CLINIC, tmp_path / "clinics" / CLINIC)
        _change(
            po, 'msgid "A bruise fades in about %(weeks)s."', '#, fuzzy\nmsgid "A bruise fades in about %(weeks)s."'
        )
        preview = PreviewComposer(open_project(tmp_path)).preview(Leaflet(CLINIC, "ar", TOPIC))
        assert isinstance(preview, Preview)
        assert re.search("⟦A bruise fades in about \u2067[^\u2069]*[\u0600-\u06ff][^\u2069]*\u2069\\.⟧", preview.html)

    def test_a_wrong_figure_is_marked(self, folder: Path) -> None:
        """A sign that would change a figure is found by the lock: its statement is marked, and nothing stops."""
        _translate(_po(folder), "A bruise fades in about %(weeks)s.", "%(weeks)s", "–%(weeks)s")
        preview = PreviewComposer(open_project(folder)).preview(Leaflet(CLINIC, LANGUAGE, TOPIC))
        assert isinstance(preview, Preview)
        assert (1, ["bruise-fades"]) == (preview.left, [problem.key for problem in preview.problems])
        assert re.search('<li id="bruise-fades"><span class="mark wrong-figure">⟦Un bleu', preview.html)

    def test_a_character_without_font_is_marked(self, folder: Path) -> None:
        """A character that no font has makes its message faulty, and the page shows the source text."""
        _change(_po(folder), EXERCISES, "Faites \N{RUNIC LETTER FEHU FEOH FE F}")
        preview = PreviewComposer(open_project(folder)).preview(Leaflet(CLINIC, LANGUAGE, TOPIC))
        assert isinstance(preview, Preview)
        assert {"“Do the exercises we gave you.”"} == {problem.key for problem in preview.problems}
        assert "⟦Do the exercises we gave you.⟧" in preview.html


class Watcher:
    """A running `leaflets catalogue preview … --watch`, with the lines that were read of what it prints."""

    def __init__(self, folder: Path, *topics: str) -> None:
        self.folder = folder
        self.printed = ""
        chosen = [part for topic in topics for part in ("-t", topic)]
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background ignores Ctrl-C
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leaflets", "catalogue", "preview", LANGUAGE, *chosen, "--watch"],
            cwd=folder,
            env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        signal.signal(signal.SIGINT, before)
        self._guard = threading.Timer(HANGS, self.process.kill)
        self._guard.daemon = True
        self._guard.start()

    def wait(self, true: Callable[[], object]) -> None:
        """Read line after line until something is true."""
        assert self.process.stdout
        while not true():
            line = self.process.stdout.readline()
            assert line, self.printed
            self.printed += line

    def after(self, save: Callable[[], object], line: str) -> str:
        """Save something, wait for the first line that matches, and return what was printed since."""
        before = len(self.printed)
        save()
        self.wait(lambda: re.search(rf"^{line}\n", self.printed[before:], re.MULTILINE))
        return self.printed[before:]

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit code."""
        self.process.send_signal(signal.SIGINT)
        self.printed += self.process.communicate()[0]
        self._guard.cancel()
        return self.process.returncode

    def end(self) -> None:
        """End it at once."""
        self._guard.cancel()
        self.process.kill()
        self.process.communicate()


REBUILT = rf"{TOPIC}: (no|\d+) messages? left · \d+\.\d\d s · preview/.*"


@pytest.fixture(scope="module")
def watcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watcher]:
    """Watch one folder for all tests; each leaves the files as it found them."""
    watcher = Watcher(_make_folder(tmp_path_factory.mktemp("watched")), TOPIC, "preparation")
    try:
        watcher.wait(lambda: "Watching" in watcher.printed)
        yield watcher
    finally:
        watcher.end()


class TestWatch:
    """With --watch the page is rebuilt after each save."""

    def test_a_saved_translation_shows(self, watcher: Watcher) -> None:
        """A changed translation is on the page a moment after it was saved, and only on the topic that has it."""
        po, other = _po(watcher.folder), _pdf(watcher.folder, "preparation")
        before = other.stat().st_mtime_ns
        printed = watcher.after(lambda: _change(po, EXERCISES, "Faites vos exercices."), REBUILT)
        text = _text(_pdf(watcher.folder))
        assert "Faites vos exercices." in text
        assert EXERCISES not in text
        assert before == other.stat().st_mtime_ns
        assert "preparation" not in printed
        watcher.after(lambda: _change(po, "Faites vos exercices.", EXERCISES), REBUILT)
        assert EXERCISES in _text(_pdf(watcher.folder))

    def test_an_emptied_translation_is_marked(self, watcher: Watcher) -> None:
        """A translation that was emptied is marked and named, and counted until it is back."""
        po = _po(watcher.folder)
        text = po.read_text("utf-8")
        printed = watcher.after(lambda: _empty(po, "Moving and exercise"), REBUILT)
        assert "“Moving and exercise”\n  The message is not translated.\n  → Translate it." in printed
        assert "1 message left" in printed
        assert "⟦Moving and exercise⟧" in _text(_pdf(watcher.folder))
        assert "no messages left" in watcher.after(lambda: _save(po, text), REBUILT)

    @pytest.mark.parametrize(
        ("file", "before", "after"),
        [
            ("templates/topics/aftercare.html.j2", "{% endcall %}", "{% endcal %}"),
            ("templates/parts/key.html.j2", "{% endfor %}", "{% endfr %}"),
            ("templates/parts/figures.html.j2", "{%- endmacro -%}", "{%- endmcro -%}"),
            (f"locales/{LANGUAGE}/LC_MESSAGES/leaflets.po", 'msgid "Closed"', 'msgid "Closed'),
            (f"clinics/{CLINIC}/clinic.toml", "[contact]", "[contact"),
        ],
    )
    def test_a_broken_file_leaves_the_last_page(self, file: str, before: str, after: str, watcher: Watcher) -> None:
        """While a file cannot be read, its line is named and the last good page stays."""
        pdf, path = _pdf(watcher.folder), watcher.folder / file
        page = pdf.read_bytes()
        printed = watcher.after(lambda: _change(path, before, after), ".*; the last one stays\\.?")
        assert re.search(rf"^{re.escape(file)}:\d+\n  \w.*\n  → ", printed, re.MULTILINE)
        assert page == pdf.read_bytes()
        before_mending = len(watcher.printed)
        _change(path, after, before)
        watcher.wait(lambda: "the same" in watcher.printed[before_mending:])
        assert page == pdf.read_bytes()

    def test_templates_styles_and_clinics(self, watcher: Watcher) -> None:
        """A topic, a stylesheet and a clinic's file rebuild the page as well."""
        topic = watcher.folder / "templates" / "topics" / f"{TOPIC}.html.j2"
        style = watcher.folder / "templates" / "css" / "standard.css"
        clinic = watcher.folder / "clinics" / CLINIC / "clinic.toml"
        name = re.search(r'^name = "(.*)"', clinic.read_text("utf-8"), re.MULTILINE)
        assert name
        for path, before, after in (
            (topic, "Do the exercises we gave you.", "Do what we showed you."),
            (style, ".tick { font-size", ".nothing { color: red }\n.tick { font-size"),
            (clinic, name[1], "Quiet Pond"),
        ):
            watcher.after(lambda path=path, old=before, new=after: _change(path, old, new), REBUILT)  # type: ignore[misc]
        text = _text(_pdf(watcher.folder))
        assert "⟦Do what we showed you.⟧ not in the catalogue" in text
        assert "Quiet Pond" in text
        for path, before, after in (
            (topic, "Do the exercises we gave you.", "Do what we showed you."),
            (clinic, name[1], "Quiet Pond"),
            (style, ".tick { font-size", ".nothing { color: red }\n.tick { font-size"),
        ):
            watcher.after(lambda path=path, old=before, new=after: _change(path, new, old), REBUILT)  # type: ignore[misc]

    def test_quick_saves_give_one_rebuild(self, watcher: Watcher) -> None:
        """Saves during a rebuild or a pause are one rebuild, with what was saved last; editors' files are none."""
        po = _po(watcher.folder)
        words = [EXERCISES, *(f"Faites vos exercices {'encore ' * number}." for number in range(1, 5))]

        def save_often() -> None:
            watcher.process.send_signal(signal.SIGSTOP)
            for old, new in pairwise(words):
                _change(po, old, new)
            watcher.process.send_signal(signal.SIGCONT)

        before = len(watcher.printed)
        watcher.after(save_often, REBUILT)
        assert "encore encore encore encore" in _text(_pdf(watcher.folder))
        po.with_name("leaflets.po~").write_text("an editor's copy", "utf-8")
        po.with_name("leaflets.mo").write_bytes(b"what Poedit makes")
        watcher.after(lambda: _change(po, words[-1], EXERCISES), REBUILT)
        assert 2 == len(re.findall(rf"^{REBUILT}$", watcher.printed[before:], re.MULTILINE))

    def test_interrupted(self, folder: Path) -> None:
        """Ctrl-C ends it with code 130, a polite line, and whole files."""
        watcher = Watcher(folder, TOPIC)
        watcher.wait(lambda: "Watching" in watcher.printed)
        assert 130 == watcher.interrupt()
        assert "Traceback" not in watcher.printed
        assert watcher.printed.endswith("Interrupted. Every file that was written is whole.\n")
        assert [_pdf(folder)] == [path for path in (folder / "preview").rglob("*") if path.is_file()]


class TestChanges:
    """What a saved file asks for."""

    @pytest.mark.parametrize(
        ("file", "change"),
        [
            ("locales/fr_CA/LC_MESSAGES/leaflets.po", Change.WORDS),
            ("locales/ar/LC_MESSAGES/leaflets.po", None),
            ("locales/fr_CA/LC_MESSAGES/leaflets.po~", None),
            ("locales/fr_CA/LC_MESSAGES/leaflets.mo", None),
            ("locales/fr_CA/signoffs.toml", Change.PROJECT),
            ("locales/languages.toml", Change.PROJECT),
            ("templates/css/standard.css", Change.PAGE),
            ("templates/parts/key.html.j2", Change.PAGE),
            ("templates/topics/aftercare.html.j2", Change.PROJECT),
            ("templates/topics/.aftercare.html.j2.swp", None),
            ("templates/topics/4913", None),
            ("templates/blocks/dry-needling/emergency.html.j2", Change.PROJECT),
            ("templates/pictures/walking.svg.j2", Change.PROJECT),
            ("clinics/heron-mill/clinic.toml", Change.PROJECT),
            ("clinics/heron-mill/notes.txt", None),
            ("out/report.json", None),
        ],
    )
    def test_asks_for(self, file: str, change: Change | None, folder: Path) -> None:
        """Each file asks for no more than what it touches; other languages and editors' files ask for nothing."""
        assert change == change_of(folder / file, watched_folders(folder), [LANGUAGE])
