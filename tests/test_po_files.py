"""Catalogues as other tools save them: the words are read, and what other tools refuse or lose is told.

Poedit, gettext and editors on Windows wrap headers, end lines in their own way and put a mark (BOM) in front.
"""

import codecs
import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, offer, run_leaflets
from msgfmt import wrapped

from leaflets.project import Project
from leaflets.readers.catalogues import read_catalogue
from leaflets.reviewing.readings import read

LANGUAGES = ("ar", "fr_CA", "zh_Hans")
STRANGE_LINES = "# one\u0085two\u000bthree\u2028four\u000cfive\n"
"""A comment with signs at which Python ends a line, and no PO file does."""


SAVED: dict[str, Callable[[bytes], bytes]] = {
    "by gettext": wrapped,
    "with the line ends of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "by gettext on Windows": lambda data: wrapped(data).replace(b"\n", b"\r\n"),
    "with a mark in front": lambda data: codecs.BOM_UTF8 + data,
    "by an editor on Windows": lambda data: codecs.BOM_UTF8 + data.replace(b"\n", b"\r\n"),
    "with strange signs in a comment": lambda data: STRANGE_LINES.encode() + data,
}


def _po(folder: Path, code: str) -> Path:
    return folder / "locales" / code / "LC_MESSAGES" / "leaflets.po"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return a translator's folder with one clinic and the shipped catalogues of some languages."""
    shutil.copytree(ROOT / "clinics" / "heron-mill", tmp_path / "clinics" / "heron-mill")
    offer(tmp_path, *LANGUAGES, topics=("aftercare", "side-effects"))
    for code in LANGUAGES:
        _po(tmp_path, code).parent.mkdir(parents=True)
        shutil.copy(_po(ROOT, code), _po(tmp_path, code))
    return tmp_path


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("code", LANGUAGES)
def test_words_are_read_as_they_are(code: str, saved: str, project: Project, overlay: Path) -> None:
    """However a file is saved, each message has the same words, nothing is an error, and a sign-off still holds."""
    path = _po(overlay, code)
    path.write_bytes(SAVED[saved](path.read_bytes()))
    found = read_catalogue(path, "leaflets.po", project.languages[code])
    assert () == found.problems
    assert project.catalogue(code).translations == found.translations
    over = dataclasses.replace(project, root=overlay, layers=(overlay, *project.layers), _catalogues={})
    before, after = (read(one, "aftercare", code).digest for one in (project, over))
    assert before == after


@pytest.mark.parametrize("saved", ["by gettext on Windows", "by an editor on Windows"])
def test_every_command_reads_them(saved: str, overlay: Path) -> None:
    """Build, check and status work with such a file."""
    path = _po(overlay, "ar")
    path.write_bytes(SAVED[saved](path.read_bytes()))
    build = ("build", "-c", "heron-mill", "-t", "aftercare", "-l", "ar", "--out", "out")
    for command in (build, ("check",), ("catalogue", "check", "-l", "ar"), ("catalogue", "status", "-l", "ar")):
        done = run_leaflets(*command, cwd=overlay)
        assert 0 == done.returncode, done.stdout
    assert (overlay / "out" / "heron-mill" / "arabic" / "heron-mill_aftercare_arabic.pdf").exists()


class TestUpdate:
    """`leaflets catalogue update` and `import` change the words and leave the rest as the translator's tool has it."""

    def test_line_ends_are_kept(self, overlay: Path) -> None:
        """A file with the line ends of Windows keeps them, so that a difference shows only what changed."""
        path = _po(overlay, "ar")
        plain = _updated(overlay, "ar")
        path.write_bytes(plain.replace(b"\n", b"\r\n"))
        assert plain.replace(b"\n", b"\r\n") == _updated(overlay, "ar")

    def test_the_mark_is_taken_off(self, overlay: Path) -> None:
        """A byte order mark is a warning, because gettext refuses it; an update takes it off."""
        plain = _updated(overlay, "ar")
        _po(overlay, "ar").write_bytes(codecs.BOM_UTF8 + plain)
        said = run_leaflets("catalogue", "check", "-l", "ar", cwd=overlay)
        assert 0 == said.returncode
        assert "(BOM)" in said.stdout
        assert plain == _updated(overlay, "ar")

    def test_a_wrapped_header_is_put_on_one_line(self, overlay: Path) -> None:
        """An editor's own header comes back whole, also where a tool has wrapped it."""
        own = '"X-Poedit-SourceCharset: UTF-8 and something that is long enough to be wrapped by gettext\\n"\n'
        plain = _updated(overlay, "ar").replace(b'"Plural', own.encode() + b'"Plural', 1)
        _po(overlay, "ar").write_bytes(wrapped(plain))
        assert own not in _po(overlay, "ar").read_text("utf-8")
        assert own in _updated(overlay, "ar").decode() + "\n"

    def test_an_import_changes_one_line(self, overlay: Path) -> None:
        """An import into a file with the line ends of Windows changes the translation and no other byte."""
        path = _po(overlay, "fr_CA")
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
        before = path.read_bytes()
        old, new = "Mangez et buvez comme d’habitude.", "Buvez et mangez comme d’habitude."
        run_leaflets("catalogue", "export", "fr_CA", "--format", "csv", "--out", "job.csv", cwd=overlay, check=True)
        job = overlay / "job.csv"
        job.write_bytes(job.read_bytes().replace(old.encode(), new.encode()))
        done = run_leaflets("catalogue", "import", "job.csv", "--yes", cwd=overlay)
        assert 0 == done.returncode, done.stdout
        assert before.replace(old.encode(), new.encode()) == path.read_bytes()

    def test_forms_in_another_order_are_not_mixed_up(self, overlay: Path) -> None:
        """Words whose forms are numbered otherwise are not put under the language's rule: the update is refused."""
        path = _po(overlay, "fr_CA")
        path.write_text(path.read_text("utf-8").replace("plural=(n > 1)", "plural=(n < 2)"), "utf-8")
        before = path.read_bytes()
        done = run_leaflets("catalogue", "update", "-l", "fr_CA", cwd=overlay)
        assert 1 == done.returncode
        assert "keep msgstr[1] as msgstr[0], msgstr[0] as msgstr[1] and no other" in " ".join(done.stdout.split())
        assert before == path.read_bytes()


class TestNames:
    """Who translated last, as the header says."""

    @pytest.mark.parametrize("name", ["FULL NAME <EMAIL@ADDRESS>", "", "EMAIL@ADDRESS"])
    def test_a_place_for_a_name_is_no_name(self, name: str, project: Project, overlay: Path) -> None:
        """What a tool writes where nobody has written a name yet is not taken for one, and an update takes it out."""
        path = _po(overlay, "ar")
        text = path.read_text("utf-8").replace("Last-Translator: ", f"Last-Translator: {name}")
        path.write_text(text.replace("Language-Team: ", "Language-Team: ar <LL@li.org>"), "utf-8")
        assert "" == read_catalogue(path, "leaflets.po", project.languages["ar"]).translator
        head = _updated(overlay, "ar").decode().partition("\n\n")[0]
        assert '"Last-Translator: \\n"\n"Language: ar\\n"\n"Language-Team: \\n"\n' in head

    def test_a_name_is_kept(self, project: Project, overlay: Path) -> None:
        """A person's name stays, and is who may not sign their own translation."""
        path = _po(overlay, "ar")
        path.write_text(path.read_text("utf-8").replace("lator: ", "lator: Test Writer <t@example.org>"), "utf-8")
        assert b"Test Writer <t@example.org>" in _updated(overlay, "ar")
        assert "Test Writer" == read_catalogue(path, "leaflets.po", project.languages["ar"]).translator


def _updated(folder: Path, code: str) -> bytes:
    done = run_leaflets("catalogue", "update", "-l", code, cwd=folder)
    assert 0 == done.returncode, done.stdout
    return _po(folder, code).read_bytes()
