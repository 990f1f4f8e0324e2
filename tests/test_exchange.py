"""Export and import: a translator's file changes exactly what the translator changed, or nothing at all.

Files are edited with other libraries than the ones that wrote them knows of: by their bytes, lxml, csv and openpyxl.
"""

import csv
import dataclasses
import io
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po
from conftest import ROOT, run_leaflets
from forking import HANGS
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from translate.storage.xliff import xlifffile

from leaflets.composition import Composer
from leaflets.errors import LeafletsError
from leaflets.model import Composition, Leaflet, MessageKey
from leaflets.model.reworded import REWORDED, topic_and_edition
from leaflets.project import Project, open_project
from leaflets.readers.separated import guarded, unguarded
from leaflets.translation.exchange.changes import Import, Skipped, read_import
from leaflets.translation.exchange.formats import FORMATS, read_returned, write_job
from leaflets.translation.exchange.job import NOT_TRANSLATED, TRANSLATED, Job, Unit
from leaflets.translation.exchange.lacking import lacking
from leaflets.translation.exchange.making import make_job
from leaflets.translation.splice import Wanted, splice

LANGUAGES = ("ar", "en", "es_US", "fr_CA", "pa", "zh_Hans")
REST = "Do not drive if you feel sleepy or dizzy."
REST_IN_ARABIC = "لا تقودوا السيارة إذا أحسستم بنعاس أو\u00a0دوخة."
SESSIONS = "%(count)s sessions"
X = "{urn:oasis:names:tc:xliff:document:1.2}"

ODD_TEXTS = (
    '=HYPERLINK("http://x.example","a")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "'=1+1",
    "''-",
    "'tis",
    " =1",
    "\t=1",
    "＝1",
    "\r",
    "a\r\nb\nc\rd",
    'He said "no", then; left\tnow',
    "اطلبوا\u200c المساعدة\u200d\u00a0فورًا",
    "zero\u200bwidth \u2066isolate\u2069 \ufeffmark",
    "简体中文，引号“”",
    "ਪੰਜਾਬੀ",
    "  edges  ",
    "_x000D_ and _x0041_",
    "]]> & < > &amp; <b>",
    "\U0001f469\u200d\u2695\ufe0f",
    "#N/A",
    "00123",
    "1e5",
    "TRUE",
    "e\u0301 versus é",
    "\\n \\ %(days)s",
    "x" * 5000,
)
"""Texts that spreadsheets, XML or line ends would like to change."""


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the sample project as it is shipped."""
    return open_project(ROOT)


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return a person's folder that holds one clinic; everything else comes from the package."""
    folder = tmp_path / "overlay"
    shutil.copytree(ROOT / "clinics" / "heron-mill", folder / "clinics" / "heron-mill")
    return folder


def _po(folder: Path, code: str) -> Path:
    return folder / "locales" / code / "LC_MESSAGES" / "leaflets.po"


def _emptied(folder: Path, code: str) -> bytes:
    """Return a catalogue with all its messages and none of its words."""
    catalog = read_po(io.BytesIO(_po(folder, code).read_bytes()))
    for message in catalog:
        if message.id:
            message.string = ("",) * catalog.num_plurals if message.pluralizable else ""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0)
    return buffer.getvalue()


def _job(*texts: str) -> Job:
    """Return a job whose source and translation are odd texts."""
    units = tuple(
        Unit(MessageKey(None, f"{number} {text}"), 0, 1, text, TRANSLATED if text else NOT_TRANSLATED, (text,))
        for number, text in enumerate(texts)
    )
    return Job("=leaflets", "ar", (), units, "Arabic", rtl=True)


def _import(project: Project, data: bytes, **options: bool) -> Import:
    return read_import(project, data, "back.file", Skipped(**options))


def _refused(project: Project, data: bytes, **options: bool) -> list[str]:
    """Return what an import of a file says against it, each with its line."""
    with pytest.raises(LeafletsError) as trouble:
        _import(project, data, **options)
    assert {"back.file"} >= {problem.path for problem in trouble.value.problems}
    assert all(problem.hint for problem in trouble.value.problems)
    return [f"{problem.line}: {problem.reason}" for problem in trouble.value.problems]


Edit = dict[str, dict[str, str]]
"""Cells to write by the id of the row: column → text."""


def _edit_csv(data: bytes, edit: Edit) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for row in rows[1:]:
        for column, text in edit.get(row[0], {}).items():
            row[rows[0].index(column)] = text
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _sheet(data: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def _saved(sheet: Worksheet) -> bytes:
    buffer = io.BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(buffer)
    return buffer.getvalue()


def _edit_xlsx(data: bytes, edit: Edit) -> bytes:
    sheet = _sheet(data)
    columns = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        for column, text in edit.get(str(sheet.cell(row, 1).value), {}).items():
            sheet.cell(row, columns.index(column) + 1).value = text
    return _saved(sheet)


def _edit_xliff(data: bytes, edit: Edit) -> bytes:
    root = etree.fromstring(data)
    states = {"needs work": "needs-review-translation", "erase": "x-erase", "translated": "final"}
    for unit in root.iter(f"{X}trans-unit"):
        for column, text in edit.get(unit.get("id"), {}).items():
            if column == "state":
                unit.find(f"{X}target").set("state", states[text])
            else:
                unit.find(f"{X}{ {'translation': 'target', 'source': 'source'}[column] }").text = text
    return bytes(etree.tostring(root, encoding="utf-16" if edit else "utf-8"))


EDITORS: dict[str, Callable[[bytes, Edit], bytes]] = {"xliff": _edit_xliff, "csv": _edit_csv, "xlsx": _edit_xlsx}


def _unit(job: Job, source: str, form: int = 0) -> Unit:
    return next(unit for unit in job.units if source in unit.key and unit.form == form)


def _changed_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """Return the lines that differ, where no line was added or lost."""
    pairs = zip(before.decode().split("\n"), after.decode().split("\n"), strict=True)
    return [(old, new) for old, new in pairs if old != new]


class TestRoundTrip:
    """What goes out comes back."""

    @pytest.mark.parametrize("form", FORMATS)
    @pytest.mark.parametrize("code", LANGUAGES)
    def test_changes_nothing(self, project: Project, code: str, form: str) -> None:
        """A file that nobody edited leaves the catalogue byte for byte as it was, in every language and format."""
        found = _import(project, write_job(make_job(project, code), form))
        assert ((), found.before) == (found.changes, found.after)

    @pytest.mark.parametrize("form", FORMATS)
    def test_saved_by_another_program(self, project: Project, form: str) -> None:
        """Another program's way of writing the format (delimiter, encoding, archive) is no edit."""
        data = write_job(make_job(project, "ar"), form)
        saved = EDITORS[form](data, {})
        assert data != saved
        assert () == _import(project, saved).changes

    @pytest.mark.parametrize("form", FORMATS)
    def test_commands(self, overlay: Path, form: str) -> None:
        """The two commands together write nothing into the project."""
        done = run_leaflets("catalogue", "export", "ar", "--format", form, "--out", "job", cwd=overlay)
        assert 0 == done.returncode, done.stdout
        before = sorted(overlay.rglob("*"))
        done = run_leaflets("catalogue", "import", "job", "--yes", cwd=overlay)
        assert (0, "The file changes nothing in ar.\n") == (done.returncode, done.stdout)
        assert before == sorted(overlay.rglob("*"))

    @pytest.mark.parametrize("form", FORMATS)
    def test_odd_texts(self, form: str) -> None:
        """Texts that a sheet would compute, that XML would change, or that end lines survive exactly."""
        job = _job(*ODD_TEXTS)
        returned, problems = read_returned(write_job(job, form), "job")
        assert [] == problems
        assert [*ODD_TEXTS] == [row.text for row in returned.rows]
        assert [f"{number} {text}" for number, text in enumerate(ODD_TEXTS)] == [
            row.sources[0] for row in returned.rows
        ]
        assert [unit.id for unit in job.units] == [row.id for row in returned.rows]
        assert ("=leaflets", job.digest) == (returned.project, returned.digest)

    @pytest.mark.parametrize("form", FORMATS)
    def test_random_texts(self, form: str) -> None:
        """So do texts thrown together from what is dangerous."""
        dice = random.Random(2026)  # noqa: S311 - nothing here is secret
        letters = [*"'\"=+-@,;\t\r\n _x0D<>&]\\aé", "ع", "ਪ", "中", "\u200c", "\u200d", "\u00a0", "\u2066", "_x000A_"]
        texts = ["".join(dice.choices(letters, k=dice.randint(0, 12))) for _ in range(400)]
        returned, _ = read_returned(write_job(_job(*texts), form), "job")
        assert texts == [row.text for row in returned.rows]
        assert [] == [row.text for row in returned.rows if row.edited]

    @pytest.mark.parametrize("form", FORMATS)
    def test_same_bytes(self, project: Project, form: str) -> None:
        """The same catalogue gives the same file."""
        job = make_job(project, "pa", ["aftercare"])
        assert write_job(job, form) == write_job(job, form)


class TestExport:
    """What a translator gets."""

    def test_all_that_a_topic_needs(self, project: Project) -> None:
        """An export of topics holds their messages and those of every sheet: they alone print the topic."""
        keys = {unit.key for unit in make_job(project, "ar", ["aftercare"]).units}
        assert project.layout_messages | project.topics["aftercare"].messages == keys
        assert len(keys) < len({unit.key for unit in make_job(project, "ar").units})
        whole = project.catalogue("ar")
        words = {key: text for key, text in whole.translations.items() if key in keys}
        alone = dataclasses.replace(project, _catalogues={"ar": dataclasses.replace(whole, translations=words)})
        assert isinstance(Composer(alone).compose(Leaflet("aspen-row", "ar", "aftercare")), Composition)

    @pytest.mark.parametrize("topic", ["aftercare", "screening", "aftercare.easy-read"])
    def test_it_makes_the_pages_of_its_topic(self, project: Project, overlay: Path, topic: str) -> None:
        """Imported into a catalogue with no words at all, the job of one topic prints all its editions, everywhere.

        An edition with words of its own has a job of its own.
        """
        shutil.copytree(ROOT / "clinics", overlay / "clinics", dirs_exist_ok=True)
        _po(overlay, "fr_CA").parent.mkdir(parents=True)
        _po(overlay, "fr_CA").write_bytes(_emptied(ROOT, "fr_CA"))
        words = {unit.id: {"translation": unit.text} for unit in make_job(project, "fr_CA").units}
        job = make_job(open_project(overlay), "fr_CA", [topic])
        assert {""} == {unit.text for unit in job.units}
        found = _import(open_project(overlay), EDITORS["csv"](write_job(job, "csv"), words))
        _po(overlay, "fr_CA").write_bytes(found.after)
        filled = open_project(overlay)
        composer = Composer(filled)
        about, own = topic_and_edition(topic)
        editions = [own] if own in REWORDED else [one for one in filled.editions if one not in REWORDED]
        leaflets = [Leaflet(clinic, "fr_CA", about, edition) for clinic in filled.clinics for edition in editions]
        assert len(leaflets) >= len(filled.clinics)
        assert {Composition} == {type(composer.compose(one)) for one in leaflets}

    def test_what_it_cannot_bring_is_said(self, overlay: Path) -> None:
        """An export says which words are missing beside the catalogue: those for the rules, those of the glossary."""
        project = open_project(overlay)
        assert [] == list(lacking(project, "fr_CA", make_job(project, "fr_CA")))
        locales = overlay / "locales"
        (locales / "fr_CA").mkdir(parents=True)
        (locales / "fr_CA" / "words.toml").write_text('negation = ["ne … pas"]\n', "utf-8")
        (locales / "glossary.toml").write_text('[pharmacist]\nterm = "pharmacist"\n', "utf-8")
        shown = run_leaflets("catalogue", "export", "fr_CA", "--format", "csv", cwd=overlay, check=True).stdout
        assert "Not in it either, and needed for these texts:" in shown
        assert "No rule sees in French (Canada) when these are lost or wrong" in shown
        assert "The glossary does not say in French (Canada) what these texts speak of: “pharmacist”." in shown

    def test_what_is_not_in_it_is_said(self, overlay: Path) -> None:
        """An export of one topic names the topics that it does not hold."""
        shown = run_leaflets("catalogue", "export", "ar", "--format", "csv", "-t", "aftercare", cwd=overlay, check=True)
        said = "With the words of every sheet. Not in it: what only these topics say: aftercare.easy-read, conditions"
        assert said in shown.stdout

    def test_everything(self, project: Project) -> None:
        """An export without topics holds each message of the catalogue, and each plural form of it."""
        catalog = read_po(io.BytesIO(project.catalogue_path("ar").read_bytes()))
        expected = sum(6 if isinstance(message.id, tuple) else 1 for message in catalog if message.id)
        assert expected == len(make_job(project, "ar").units)

    def test_ids(self, project: Project) -> None:
        """Ids are the same in every language, change with source and context, and never look like a number."""
        arabic, chinese = (make_job(project, code) for code in ("ar", "zh_Hans"))
        assert {unit.id for unit in chinese.units} <= {unit.id for unit in arabic.units}
        assert all(re.fullmatch(r"m[0-9a-f]{16}(-\d)?", unit.id) for unit in arabic.units)
        one, two = (Unit(MessageKey(context, "Open"), 0, 1, "", "") for context in ("a door", "a mouth"))
        assert one.id != two.id

    def test_plural_forms(self, project: Project) -> None:
        """Each plural form says which numbers it is for, and shows the source that belongs to it."""
        job = make_job(project, "ar")
        forms = [_unit(job, SESSIONS, form) for form in range(6)]
        assert [
            "1 of 6: for 0",
            "2 of 6: for 1",
            "3 of 6: for 2",
            "4 of 6: for 3, 4, 5 …",
            "5 of 6: for 11, 12, 13 …",
            "6 of 6: for 100, 101, 102 …",
        ] == [unit.form_note for unit in forms]
        assert [1] == [unit.form for unit in forms if unit.source == "%(count)s session"]

    def test_notes(self, project: Project) -> None:
        """A text comes with its places, whether it is critical, and what translators are told."""
        unit = _unit(make_job(project, "ar"), REST)
        assert any(note.startswith("aftercare › ") and note.endswith("critical") for note in unit.notes)

    def test_xliff(self, project: Project) -> None:
        """Another toolkit reads the XLIFF: languages, source, target, state, notes and the forms of a plural."""
        job = make_job(project, "fr_CA")
        store: Any = xlifffile(io.BytesIO(write_job(job, "xliff")))
        assert ("en", "fr-CA") == (store.getsourcelanguage(), store.gettargetlanguage())
        assert [(unit.source, unit.text) for unit in job.units] == [(one.source, one.target) for one in store.units]
        assert ["\n".join(unit.notes) for unit in job.units if unit.key.plural is None] == [
            one.getnotes() for one, unit in zip(store.units, job.units, strict=True) if unit.key.plural is None
        ]
        assert not any(one.isapproved() for one in store.units), "machine drafts are approved by nobody"

    def test_csv(self, project: Project) -> None:
        """The CSV starts with the mark by which Excel knows UTF-8, and no cell in it can be computed."""
        data = write_job(_job(*ODD_TEXTS), "csv")
        assert b"\xef\xbb\xbf" == data[:3]
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
        assert [] == [cell for cell in cells if re.match(r"[\t\r\n]|\s*[=+\-@＝＋－＠]", cell)]
        assert "fr-CA" in write_job(make_job(project, "fr_CA"), "csv").decode("utf-8-sig")

    def test_guard(self) -> None:
        """The apostrophe before a formula comes off again, and only that one; words keep theirs."""
        assert ["'=1", "''=1", "'tis", "a=1", ""] == [guarded(text) for text in ("=1", "'=1", "'tis", "a=1", "")]
        assert ["=1", "=1", "'tis"] == [unguarded(text) for text in ("'=1", "=1", "'tis")]

    def test_workbook(self, project: Project) -> None:
        """The workbook has a frozen header, wrapped cells, locked sources, open translations, choices for the state."""
        sheet = _sheet(write_job(make_job(project, "ar"), "xlsx"))
        columns = {str(cell.value): cell.column_letter for cell in sheet[1]}
        source, target = sheet[f"{columns['source']}2"], sheet[f"{columns['translation']}2"]
        assert ("A2", True, True) == (sheet.freeze_panes, sheet.protection.sheet, sheet.sheet_view.rightToLeft)
        assert (True, False) == (source.protection.locked, target.protection.locked)
        assert (True, True) == (source.alignment.wrap_text, target.alignment.wrap_text)
        assert (1, 2) == (source.alignment.readingOrder, target.alignment.readingOrder)
        assert (48, 48) == tuple(sheet.column_dimensions[columns[name]].width for name in ("source", "translation"))
        hidden = {name for name, letter in columns.items() if sheet.column_dimensions[letter].hidden}
        assert {"id", "exported", "project", "language", "topics", "catalogue"} == hidden
        assert ['"translated,needs work,erase"'] == [one.formula1 for one in sheet.data_validations.dataValidation]
        assert {"s"} == {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}

    def test_left_to_right_workbook(self, project: Project) -> None:
        """A language that is written from left to right has its sheet that way."""
        sheet = _sheet(write_job(make_job(project, "zh_Hans", ["aftercare"]), "xlsx"))
        assert not sheet.sheet_view.rightToLeft
        assert 1 == sheet["F2"].alignment.readingOrder

    def test_work_is_not_overwritten(self, overlay: Path) -> None:
        """A file that is already there and differs is left alone: a translator may have worked in it."""
        command = ("catalogue", "export", "pa", "--format", "csv", "-t", "aftercare")
        done = run_leaflets(*command, cwd=overlay)
        assert "import pa-aftercare.csv" in " ".join(done.stdout.split())
        (overlay / "pa-aftercare.csv").write_text("work", "utf-8")
        done = run_leaflets(*command, cwd=overlay)
        assert 2 == done.returncode
        assert "A file is already there, and may hold a translator's work." in done.stdout
        assert "work" == (overlay / "pa-aftercare.csv").read_text("utf-8")

    @pytest.mark.parametrize(
        ("arguments", "said"), [(("aa",), "Afar (aa) is not here"), (("ar", "-t", "x"), "“x” is not")]
    )
    def test_misuse(self, overlay: Path, arguments: tuple[str, ...], said: str) -> None:
        """A language or a topic that does not exist is misuse."""
        done = run_leaflets("catalogue", "export", *arguments, "--format", "csv", cwd=overlay)
        assert 2 == done.returncode
        assert said in done.stdout


class TestImport:
    """An edited file imports exactly the edits."""

    @pytest.mark.parametrize("form", FORMATS)
    def test_exactly_the_edits(self, project: Project, form: str) -> None:
        """One text and one plural form edited are two lines changed in the catalogue."""
        job = make_job(project, "ar")
        rest, three = _unit(job, REST), _unit(job, SESSIONS, 3)
        edit = {
            rest.id: {"translation": REST_IN_ARABIC},
            three.id: {"translation": "عدد %(count)s جلسات"},
        }
        found = _import(project, EDITORS[form](write_job(job, form), edit))
        assert [
            (f'msgstr "{rest.text}"', f'msgstr "{REST_IN_ARABIC}"'),
            (f'msgstr[3] "{three.text}"', 'msgstr[3] "عدد %(count)s جلسات"'),
        ] == sorted(_changed_lines(found.before, found.after), key=lambda pair: "[" in pair[0])
        assert [rest.text, three.text] == sorted((one.unit.text for one in found.changes), key=lambda text: "%" in text)

    @pytest.mark.parametrize("form", FORMATS)
    def test_all_six_forms(self, project: Project, form: str) -> None:
        """All six forms of an Arabic plural can be edited at once."""
        job = make_job(project, "ar")
        forms = [_unit(job, SESSIONS, number) for number in range(6)]
        edit = {unit.id: {"translation": f"%(count)s {'ج' * (unit.form + 1)}"} for unit in forms}
        found = _import(project, EDITORS[form](write_job(job, form), edit))
        assert [f'msgstr[{number}] "%(count)s {"ج" * (number + 1)}"' for number in range(6)] == [
            new for _, new in _changed_lines(found.before, found.after)
        ]

    @pytest.mark.parametrize("form", FORMATS)
    def test_empty_erases_nothing(self, project: Project, form: str) -> None:
        """An emptied text is left as it is and counted, unless its state says erase."""
        job = make_job(project, "ar")
        unit = _unit(job, REST)
        found = _import(project, EDITORS[form](write_job(job, form), {unit.id: {"translation": ""}}))
        assert ((), 1, found.before) == (found.changes, len(found.emptied), found.after)
        edit = {unit.id: {"translation": "", "state": "erase"}}
        found = _import(project, EDITORS[form](write_job(job, form), edit))
        assert [(f'msgstr "{unit.text}"', 'msgstr ""')] == _changed_lines(found.before, found.after)

    def test_state_alone_is_shown_once(self, overlay: Path) -> None:
        """Of a text that is only doubted, the words are shown once; JSON says that nothing was written."""
        job = make_job(open_project(overlay), "ar")
        unit = _unit(job, REST)
        data = _edit_csv(write_job(job, "csv"), {unit.id: {"state": "needs work"}})
        (overlay / "back.csv").write_bytes(data)
        done = run_leaflets("catalogue", "import", "back.csv", cwd=overlay)
        assert f"  {REST}\n  = {unit.text}\n  state: translated → needs work\n" in done.stdout
        done = run_leaflets("catalogue", "import", "back.csv", "--json", cwd=overlay)
        answer = json.loads(done.stdout)
        assert (1, False, ["needs work"]) == (
            done.returncode,
            answer["written"],
            [change["new state"] for change in answer["changes"]],
        )

    @pytest.mark.parametrize("form", FORMATS)
    def test_state(self, project: Project, form: str) -> None:
        """A text that a translator doubts is marked as fuzzy, and stays out of print."""
        job = make_job(project, "ar")
        unit = _unit(job, REST)
        found = _import(project, EDITORS[form](write_job(job, form), {unit.id: {"state": "needs work"}}))
        block = f'#, fuzzy\nmsgid "{REST}"\nmsgstr "{unit.text}"'
        assert found.before.decode().replace(block.removeprefix("#, fuzzy\n"), block) == found.after.decode()

    def test_twice(self, overlay: Path) -> None:
        """A file that was imported already changes nothing."""
        project = open_project(overlay)
        job = make_job(project, "ar")
        edit = {
            _unit(job, REST).id: {"translation": REST_IN_ARABIC},
            job.units[0].id: {"translation": "", "state": "erase"},
            job.units[1].id: {"state": "needs work"},
        }
        data = _edit_csv(write_job(job, "csv"), edit)
        _write(overlay, _import(project, data))
        assert () == _import(open_project(overlay), data).changes

    def test_fuzzy_and_empty(self, overlay: Path) -> None:
        """Filling in an empty text and settling a doubtful one make both translated, and take the mark off."""
        text = _po(ROOT, "ar").read_text("utf-8")
        rest = re.search(rf'msgid "{REST}"\nmsgstr "(.*)"\n', text)
        assert rest
        text = text.replace(rest[0], f'#, fuzzy\nmsgid "{REST}"\nmsgstr "مسودة"\n')
        text = re.sub(r'(msgid "Get help right away"\nmsgstr) ".*"', r'\1 ""', text)
        _po(overlay, "ar").parent.mkdir(parents=True)
        _po(overlay, "ar").write_text(text, "utf-8")
        project = open_project(overlay)
        job = make_job(project, "ar")
        doubtful, empty = _unit(job, REST), _unit(job, "Get help right away")
        assert ("needs work", "not translated") == (doubtful.state, empty.state)
        edit = {
            doubtful.id: {"translation": rest[1], "state": "translated"},
            empty.id: {"translation": "اطلبوا المساعدة فورًا"},
        }
        for form in FORMATS:
            found = _import(project, EDITORS[form](write_job(job, form), edit))
            assert _po(ROOT, "ar").read_bytes() == found.after

    def test_writes_into_the_project(self, overlay: Path) -> None:
        """A language that comes with the package is written into the person's folder, after it was shown."""
        project = open_project(overlay)
        job = make_job(project, "ar", ["aftercare"])
        unit = _unit(job, REST)
        data = _edit_xlsx(write_job(job, "xlsx"), {unit.id: {"translation": REST_IN_ARABIC}})
        (overlay / "back.xlsx").write_bytes(data)
        shipped = _po(ROOT, "ar").read_bytes()

        done = run_leaflets("catalogue", "import", "back.xlsx", cwd=overlay)
        assert 1 == done.returncode
        assert f"  - {unit.text}\n  + {REST_IN_ARABIC}\n" in done.stdout
        assert "aftercare › " in done.stdout
        assert "Nothing was written. To write these changes, run it again with --yes." in done.stdout
        assert not _po(overlay, "ar").exists()

        done = run_leaflets("catalogue", "import", "back.xlsx", "--yes", cwd=overlay)
        assert 0 == done.returncode, done.stdout
        assert done.stdout.endswith("Written: 1 text in ar.\n")
        assert [(f'msgstr "{unit.text}"', f'msgstr "{REST_IN_ARABIC}"')] == _changed_lines(
            shipped, _po(overlay, "ar").read_bytes()
        )
        assert shipped == _po(ROOT, "ar").read_bytes()

    @pytest.mark.parametrize("moment", ["open", "os.rename"])
    def test_killed(self, overlay: Path, moment: str) -> None:
        """A run that is killed while it writes leaves the old catalogue, byte for byte."""
        _po(overlay, "ar").parent.mkdir(parents=True)
        shutil.copy(_po(ROOT, "ar"), _po(overlay, "ar"))
        job = make_job(open_project(overlay), "ar")
        data = _edit_csv(write_job(job, "csv"), {_unit(job, REST).id: {"translation": REST_IN_ARABIC}})
        (overlay / "back.csv").write_bytes(data)
        done = subprocess.run([sys.executable, "-c", DYING, moment], cwd=overlay, check=False, timeout=HANGS)
        assert -signal.SIGKILL == done.returncode
        assert _po(ROOT, "ar").read_bytes() == _po(overlay, "ar").read_bytes()


DYING = """
import os, signal, sys
from leaflets.cli import main

def die(event, arguments, moment=sys.argv[1]):
    if event == moment and str(arguments[0]).endswith(".part"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(die)
sys.argv = ["leaflets", "catalogue", "import", "back.csv", "--yes"]
main()
"""
"""Runs an import and kills it at the moment when the new catalogue is opened, or written but not yet in its place."""


def _write(folder: Path, found: Import) -> None:
    path = _po(folder, found.code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(found.after)


def _bomb() -> str:
    return '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _zipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def _cut(part: str, name: str, content: bytes) -> bytes:
    return content[:99] if part in name else content


class TestRules:
    """The rules read what came back before it is written, with all that they know: meaning, terms, exceptions."""

    def test_what_a_rule_stops_is_refused_or_left_out(self, project: Project) -> None:
        """A lost “Do not” refuses the file with its row; `--skip-faulty` writes the others, and says why not this."""
        job = make_job(project, "fr_CA")
        drive = _unit(job, "Do not drive if you feel sleepy or dizzy.")
        eat = _unit(job, "Eat and drink as usual.")
        edit = {
            drive.id: {"translation": "Conduisez si vous avez sommeil ou des étourdissements."},
            eat.id: {"translation": "Vous pouvez manger et boire normalement."},
        }
        data = EDITORS["csv"](write_job(job, "csv"), edit)
        (said,) = _refused(project, data)
        assert "The source says “not”; no word for it stands in the translation." in said
        found = _import(project, data, faulty=True)
        assert [eat.id] == [change.unit.id for change in found.changes]
        assert [("S2", "error")] == [(one.rule, one.severity) for one in found.faulty]
        assert "normalement" in found.after.decode()
        assert "Conduisez" not in found.after.decode()

    def test_a_warning_is_shown_and_stops_nothing(self, project: Project) -> None:
        """What a rule only doubts is among the warnings of the import, at its row."""
        job = make_job(project, "fr_CA")
        eat = _unit(job, "Eat and drink as usual.")
        edit = {eat.id: {"translation": "Ne mangez pas et buvez comme d’habitude."}}
        found = _import(project, EDITORS["csv"](write_job(job, "csv"), edit))
        assert 1 == len(found.changes)
        assert ["S2"] == [one.rule for one in found.warnings]
        assert found.warnings[0].line


class TestRefusals:
    """A file that could do harm is refused as a whole, with every fault at once."""

    @pytest.mark.parametrize("form", FORMATS)
    def test_broken_texts(self, project: Project, form: str) -> None:
        """Whatever the catalogue's reader finds in an edited text is told at its row, and all of it together."""
        job = make_job(project, "ar")
        lost = next(unit for unit in job.units if "%(number)s" in unit.source and unit.key.plural is None)
        edit = {
            lost.id: {"translation": "بلا رقم"},
            _unit(job, REST).id: {"translation": "لا تقودوا 5 <b>"},
            _unit(job, SESSIONS, 2).id: {"translation": "جلستان"},
        }
        said = "\n".join(_refused(project, EDITORS[form](write_job(job, form), edit)))
        for reason in ("%(number)s is missing", "A digit stands", "Markup stands", "%(count)s is missing"):
            assert reason in said
        assert "None:" not in said

    @pytest.mark.parametrize("form", FORMATS)
    def test_doubtful_texts_have_to_be_sound(self, project: Project, form: str) -> None:
        """A broken text does not slip in by being marked as needing work."""
        job = make_job(project, "ar")
        edit = {_unit(job, SESSIONS, 2).id: {"translation": "جلستان", "state": "needs work"}}
        assert "%(count)s is missing" in "\n".join(_refused(project, EDITORS[form](write_job(job, form), edit)))

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_plural_form_erased(self, project: Project, form: str) -> None:
        """One form of a plural cannot be erased alone."""
        job = make_job(project, "ar")
        edit = {_unit(job, SESSIONS, 2).id: {"translation": "", "state": "erase"}}
        assert "5 of 6 plural forms are there" in "\n".join(
            _refused(project, EDITORS[form](write_job(job, form), edit))
        )

    @pytest.mark.parametrize("form", FORMATS)
    def test_changed_source(self, project: Project, form: str) -> None:
        """A source text that was changed in the file is refused."""
        job = make_job(project, "ar")
        edit = {_unit(job, REST).id: {"source": "You may drive."}}
        [said] = _refused(project, EDITORS[form](write_job(job, form), edit))
        assert said.endswith(": The source text was changed in the file.")

    def test_rows(self, project: Project) -> None:
        """Missing, additional and doubled rows are all named."""
        rows = write_job(make_job(project, "ar"), "csv").decode("utf-8-sig").replace("\r\n", "\n")
        records = list(csv.reader(io.StringIO(rows)))
        other = [*records[5]]
        other[0] = "m0123456789abcdef"
        data = _csv([*records[:3], *records[4:], records[7], other])
        said = _refused(project, data)
        assert 2 == sum("This text is in the file more than once." in one for one in said)
        assert [f"{len(records) + 1}: This row was not in the export."] == [one for one in said if "not in the" in one]
        assert ["None: This text is missing in the file."] == [one for one in said if "missing" in one]

    @pytest.mark.parametrize("form", FORMATS)
    def test_another_language(self, project: Project, form: str) -> None:
        """A file in a language that is not here is refused."""
        job = make_job(project, "ar")
        [said] = _refused(project, write_job(Job(job.project, "tlh", (), job.units, "Klingon"), form))
        assert "The file is in the language “tlh”, which this project does not have." in said

    @pytest.mark.parametrize("form", FORMATS)
    def test_swapped_language(self, project: Project, form: str) -> None:
        """A file whose language was rewritten to another one does not put Arabic into French."""
        arabic = make_job(project, "ar")
        french = Job(arabic.project, "fr-CA", (), arabic.units, "French")
        assert _refused(project, write_job(french, form))

    @pytest.mark.parametrize("form", FORMATS)
    def test_another_project(self, project: Project, form: str) -> None:
        """A file of another project is refused, by its name or because none of its texts is here."""
        job = make_job(project, "ar")
        [said] = _refused(project, write_job(Job("recipes", "ar", (), job.units, "Arabic"), form))
        assert "The file belongs to the project “recipes”, not to “leaflets”." in said
        foreign = Job(job.project, "ar", (), _job("Soup").units, "Arabic")
        assert "not made by leaflets catalogue export" in _refused(project, write_job(foreign, form))[0]

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_topic_that_went(self, project: Project, form: str) -> None:
        """A file about a topic that is no longer here is refused."""
        job = make_job(project, "ar", ["aftercare"])
        gone = Job(job.project, "ar", ("acupuncture",), job.units, "Arabic")
        assert "topics that are not here: acupuncture" in _refused(project, write_job(gone, form))[0]

    @pytest.mark.parametrize("form", FORMATS)
    def test_the_source_language(self, project: Project, form: str) -> None:
        """English comes from the templates; an import does not change it."""
        job = make_job(project, "en")
        edit = {_unit(job, REST).id: {"translation": "Do not drive when you feel sleepy or dizzy."}}
        said = _refused(project, EDITORS[form](write_job(job, form), edit))
        assert "None: The words of the source language are the templates' own." in said

    @pytest.mark.parametrize("form", FORMATS)
    def test_older_than_the_catalogue(self, overlay: Path, form: str) -> None:
        """A text that was edited both in the file and in the catalogue is a conflict, and nobody's words are lost."""
        job = make_job(open_project(overlay), "ar")
        unit = _unit(job, REST)
        data = EDITORS[form](write_job(job, form), {unit.id: {"translation": REST_IN_ARABIC}})
        other = _edit_csv(
            write_job(job, "csv"), {unit.id: {"translation": "لا تقودوا السيارة إذا شعرتم بنعاس أو دوخة."}}
        )
        _write(overlay, _import(open_project(overlay), other))
        said, *_ = _refused(open_project(overlay), data)
        assert "It says now: لا تقودوا السيارة إذا شعرتم بنعاس أو دوخة." in said
        assert () == _import(open_project(overlay), write_job(job, form)).changes

    @pytest.mark.parametrize("form", FORMATS)
    def test_stale(self, overlay: Path, form: str) -> None:
        """A file whose source texts changed is refused by name; the rest can be imported when asked for."""
        job = make_job(open_project(overlay), "ar", ["aftercare"])
        other = next(unit for unit in job.units if unit.key.id != REST and "%" not in unit.source)
        edit = {
            _unit(job, REST).id: {"translation": REST_IN_ARABIC},
            other.id: {"state": "needs work"},
        }
        data = EDITORS[form](write_job(job, form), edit)
        _reword(overlay)
        project = open_project(overlay)
        said = _refused(project, data)
        assert ["The source text changed since the export.", "1 text is new in the templates since the export."] == [
            one.partition(": ")[2] for one in said
        ]
        found = _import(project, data, stale=True)
        assert ([other.key], [REST]) == (
            [change.unit.key for change in found.changes],
            [row.sources[0] for row in found.stale],
        )

    def test_catalogue_behind(self, overlay: Path) -> None:
        """A catalogue that was not brought up to date with its templates has to be first."""
        job = make_job(open_project(overlay), "ar")
        _reword(overlay, update=False)
        for action in (
            lambda project: make_job(project, "ar"),
            lambda project: _import(project, write_job(job, "csv")),
        ):
            with pytest.raises(LeafletsError, match="leaflets catalogue update -l ar"):
                action(open_project(overlay))

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "The file is empty."),
            (b"PK\x03\x04 and no more", "The workbook is damaged"),
            (b"\xd0\xcf\x11\xe0 old", "an old Excel workbook"),
            (b"<xliff", "The file is not valid XML"),
            (b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "not made by leaflets"),
            (b"<html></html>", "not made by leaflets"),
            (b"a,b,c\r\n1,2,3\r\n", "not made by leaflets"),
            (b'msgid ""\nmsgstr ""\n', "not made by leaflets"),
            ("é".encode("latin-1"), "The file is not UTF-8 text."),
            (b"\x00\x01\x02\x03", "not made by leaflets"),
            (b"\xff\xfei\x00d\x00", "The file is not UTF-8 text."),
        ],
    )
    def test_foreign_files(self, project: Project, data: bytes, said: str) -> None:
        """A file that no export made, or that is broken, is refused in plain words."""
        assert said in _refused(project, data)[0]

    def test_entities(self, project: Project) -> None:
        """Declared entities are refused, in XLIFF and inside a workbook, before anything expands them."""
        job = make_job(project, "ar", ["aftercare"])
        xliff = write_job(job, "xliff").decode().replace("<xliff", _bomb() + "<xliff", 1)
        xliff = re.sub(r"(<target[^>]*>)", r"\1&b;", xliff)
        for data in (xliff.encode(), xliff.replace("utf-8", "utf-16").encode("utf-16")):
            assert ["1: The file declares XML entities."] == _refused(project, data)

        def plant(name: str, content: bytes) -> bytes:
            return content.replace(b"<worksheet", _bomb().encode() + b"<worksheet") if "sheet1" in name else content

        book = _zipped(write_job(job, "xlsx"), plant)
        assert "The workbook declares XML entities" in _refused(project, book)[0]

    def test_zip_bomb(self, project: Project) -> None:
        """A workbook that would unpack to a huge size is not unpacked."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b" " * (65 * 1024 * 1024))
        assert "unpacks to far more" in _refused(project, buffer.getvalue())[0]

    def test_damaged_workbooks(self, project: Project) -> None:
        """A workbook with a broken part, or another archive, is refused without a traceback."""
        data = write_job(make_job(project, "ar", ["aftercare"]), "xlsx")
        for part in ("sheet1", "workbook.xml", "styles"):
            assert "The workbook is damaged." in _refused(project, _zipped(data, partial(_cut, part)))[0]
        assert "damaged" in _refused(project, data[: len(data) // 2])[0]
        renamed = data.replace(b"xl/workbook.xml", b"xl/workbook.xmm")
        assert "not an XLSX workbook" in _refused(project, renamed)[0]

    def test_cells_that_are_no_text(self, project: Project) -> None:
        """A formula, a number, a date or an error in a cell is told by its place."""
        sheet = _sheet(write_job(make_job(project, "ar"), "xlsx"))
        sheet["F3"].value, sheet["F4"].value, sheet["F5"].value = "=1+1", 5, True
        assert [
            "3: In cell F3 stands a formula, not a text.",
            "4: In cell F4 stands a number, not a text.",
            "5: In cell F5 stands true or false, not a text.",
        ] == _refused(project, _saved(sheet))

    def test_endless_sheet(self, project: Project) -> None:
        """A format that reaches to the last cell of the sheet, and a column of the translator's own, change nothing."""
        sheet = _sheet(write_job(make_job(project, "ar", ["aftercare"]), "xlsx"))
        sheet.cell(1_048_576, 16_384).number_format = "@"
        sheet["M1"].value, sheet["M2"].value = "my thoughts", 5
        assert () == _import(project, _saved(sheet)).changes

    def test_tags_in_xliff(self, project: Project) -> None:
        """Marks of segments are looked through; other tags in a translation are refused."""
        data = write_job(make_job(project, "ar"), "xliff")
        marked = re.sub(rb"(<target[^>]*>)([^<]+)(</target>)", rb'\1<mrk mtype="seg" mid="1">\2</mrk>\3', data)
        assert marked != data
        assert () == _import(project, marked).changes
        tagged = re.sub(rb"(<target[^>]*>)([^<]+)(</target>)", rb'\1<g id="1">\2</g>\3', data, count=1)
        assert "A tag <g> stands in the text." in _refused(project, tagged)[0]

    @pytest.mark.parametrize("form", FORMATS)
    def test_lost_marks(self, project: Project, form: str) -> None:
        """A row that lost the digest of its exported translation could hide a conflict, and is refused."""
        job = make_job(project, "ar", ["aftercare"])
        mark = job.units[0].exported
        data = write_job(job, form)
        if form == "xlsx":
            lost = _edit_xlsx(data, {job.units[0].id: {"exported": ""}})
        else:
            lost = data.replace(mark.encode(), b"")
        assert "The mark of the exported translation is missing." in "\n".join(_refused(project, lost))

    def test_unknown_states(self, project: Project) -> None:
        """A state that nobody knows is named with its row."""
        job = make_job(project, "ar")
        data = _edit_csv(write_job(job, "csv"), {job.units[0].id: {"state": "Fertig"}})
        assert ["2: The state “fertig” is not known."] == _refused(project, data)

    def test_controls(self, project: Project) -> None:
        """Characters that would break the catalogue's lines are refused."""
        job = make_job(project, "ar")
        for text in ("a\u2028b", "a\x85b", "a\x0bb", "a\x00b"):
            edit = {job.units[0].id: {"translation": text}}
            assert "2: An invisible control character stands in the translation." in _refused(
                project, _edit_csv(write_job(job, "csv"), edit)
            )

    def test_broken_csv(self, project: Project) -> None:
        """A quote that is never closed is told with its row."""
        data = write_job(make_job(project, "ar", ["aftercare"]), "csv")
        assert any("The row is not valid CSV." in one for one in _refused(project, data[:-5]))

    def test_missing_file(self, overlay: Path) -> None:
        """A file that is not there, or is a folder, is misuse."""
        for name in ("none.csv", "clinics"):
            done = run_leaflets("catalogue", "import", name, cwd=overlay)
            assert 2 == done.returncode
            assert "The file cannot be read" in done.stdout


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _reword(overlay: Path, *, update: bool = True) -> None:
    """Change one English word in the person's own copy of a topic."""
    for template in (ROOT / "templates").rglob("*.j2"):
        text = template.read_text("utf-8")
        if REST in text:
            own = overlay / template.relative_to(ROOT)
            own.parent.mkdir(parents=True, exist_ok=True)
            own.write_text(text.replace(REST, REST.replace("sleepy", "tired")), "utf-8")
    if update:
        done = run_leaflets("catalogue", "update", "-l", "ar", cwd=overlay)
        assert 0 == done.returncode, done.stdout


class TestSplice:
    """Only what changed is written."""

    PO = (
        'msgid ""\nmsgstr ""\n"Language: pl\\n"\n\n# note\n#, fuzzy\n#, python-format\n#| msgid "Old"\n'
        'msgctxt "a \\"door\\""\nmsgid ""\n"Open"\n" wide"\nmsgstr "x"\n\n'
        'msgid "cup"\nmsgid_plural "cups"\nmsgstr[0] "a"\nmsgstr[1] ""\n"b"\n"c"\n\n'
        '#, fuzzy\n#~ msgid "gone"\n#~ msgstr "weg"\n\nmsgid "last"\nmsgstr "z"'
    )

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_every_other_byte_stays(self, ending: str) -> None:
        """Comments, obsolete texts, wrapped lines, line ends and the missing last one stay as they were."""
        wanted = {
            MessageKey('a "door"', "Open wide"): Wanted({0: 'y\t"\\'}, fuzzy=False),
            MessageKey(None, "cup", "cups"): Wanted({1: "two", 2: "three"}, fuzzy=True),
            MessageKey(None, "last"): Wanted({0: "ż"}, fuzzy=False),
            MessageKey(None, "unknown"): Wanted({0: "?"}, fuzzy=False),
        }
        expected = (
            self.PO.replace("#, fuzzy\n#, python-format\n", "#, python-format\n")
            .replace('msgstr "x"', 'msgstr "y\\t\\"\\\\"')
            .replace('msgid "cup"', '#, fuzzy\nmsgid "cup"')
            .replace('msgstr[1] ""\n"b"\n"c"\n', 'msgstr[1] "two"\nmsgstr[2] "three"\n')
            .replace('msgstr "z"', 'msgstr "ż"')
        )
        before, after = (text.replace("\n", ending).encode() for text in (self.PO, expected))
        assert after.decode() == splice(before, wanted).decode()
        assert before == splice(before, {})

    def test_flags_are_sorted(self) -> None:
        """A mark joins the flags that are there."""
        po = b'#, python-format\nmsgid "a"\nmsgstr "b"\n'
        wanted = {MessageKey(None, "a"): Wanted({}, fuzzy=True)}
        assert po.replace(b"#, ", b"#, fuzzy, ") == splice(po, wanted)
