"""`leaflets verify` calls a sheet current only if it may be handed out, and says of any other why not."""

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import ROOT, lay_locales, run_leaflets
from signing import PEOPLE, TODAY, sign, sign_all

from leaflets.delivery.ledger import Entry, Ledger
from leaflets.model import Leaflet
from leaflets.model.filing import folder_of
from leaflets.model.work import LEDGER, OUTDATED
from leaflets.project import open_project
from leaflets.verification import Judge, Verdict
from leaflets.verification.inspection import Inspected, inspect

DAY = ("--today", TODAY.isoformat())
LANGUAGES = ("en", "ar")
Copy = Callable[[Path], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of one clinic with all that it says, and print a topic that is signed in two languages."""
    place = tmp_path_factory.mktemp("verify")
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    shutil.copy(ROOT / "clinics" / "regions.toml", place / "clinics")
    for folder in ("templates/topics", "evidence"):
        shutil.copytree(ROOT / folder, place / folder)
    lay_locales(place, *LANGUAGES)
    sign_all(place, *LANGUAGES, topics=("aftercare",))
    print_again(place, "-e", "standard", "-e", "staff")
    return place


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Copy that project, so that a test may change it."""
    return Path(shutil.copytree(made, tmp_path / "project"))


def print_again(project: Path, *options: str) -> None:
    """Print the aftercare leaflet, in English unless something else is asked for."""
    chosen = options if "-e" in options else ("-l", "en", *options)
    languages = () if "-l" in chosen else ("-l", "en", "-l", "ar")
    done = run_leaflets("build", "-t", "aftercare", *languages, *chosen, *DAY, cwd=project)
    assert 0 == done.returncode, done.stdout


def sheet_of(project: Path, language: str = "en", topic: str = "aftercare", edition: str = "standard") -> Path:
    """Return a leaflet that was printed."""
    return project / "out" / Leaflet("aspen-row", language, topic, edition).path


def judged(project: Path, path: Path, today: dt.date = TODAY) -> Verdict:
    """Return what is known of a PDF."""
    return Judge(open_project(project), today).verdict(path)


def said(project: Path, *arguments: object, code: int) -> list[dict[str, Any]]:
    """Return what the command says of PDFs, after checking its exit code."""
    done = run_leaflets("verify", *map(str, arguments), "--json", *DAY, cwd=project)
    assert code == done.returncode, done.stdout
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def shown(project: Path, *arguments: object, code: int = 1) -> str:
    """Return what people read, in one line."""
    done = run_leaflets("verify", *map(str, arguments), *DAY, cwd=project)
    assert code == done.returncode, done.stdout
    assert "Traceback" not in done.stdout
    return " ".join(done.stdout.split())


def replace_in(path: Path, before: str, after: str) -> None:
    """Replace a text in a file, once."""
    text = path.read_text("utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), "utf-8")


def edit(project: Path, before: str, after: str) -> None:
    """Change the words of the topic."""
    replace_in(project / "templates" / "topics" / "aftercare.html.j2", before, after)
    assert 0 == run_leaflets("catalogue", "update", "-l", "en", cwd=project).returncode


def metadata(path: Path, **values: str | None) -> None:
    """Change what a PDF says of itself; None takes an entry out."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for name, value in values.items():
            if value is None:
                del document.docinfo[f"/{name}"]
            else:
                document.docinfo[f"/{name}"] = value
        document.save(path)


def forget(project: Path) -> None:
    """Take the record of what was delivered away, as on another machine."""
    (project / "out" / LEDGER).unlink()


def test_a_final_sheet_is_current_and_genuine(project: Path) -> None:
    """What was just printed is what the project says, byte for byte, also as a copy elsewhere in the project."""
    copy = project / "copy.pdf"
    shutil.copy(sheet_of(project), copy)
    for one in said(project, sheet_of(project), copy, code=0):
        assert ("current", "genuine") == (one["state"], one["file"])
        assert ("aftercare", "final", "2027-11-20") == tuple(one["sheet"][key] for key in ("topic", "printed", "until"))
    assert shown(project, copy, code=0).startswith("Current: ")


def test_a_staff_copy_that_is_current_is_not_for_patients(project: Path) -> None:
    """The word alone could send it to a patient."""
    assert "not for patients" in shown(project, sheet_of(project, edition="staff"), code=0)


@pytest.mark.parametrize("language", ["en", "fr_CA", "es_US", "ar", "pa", "zh_Hans"])
def test_the_printed_content_id_is_read_in_every_language(language: str, built: Path) -> None:
    """Each sample leaflet prints the content id that its metadata names, and it is found among all other numbers."""
    paths = sorted(built.glob(f"*/{folder_of(language)}/*.pdf"))
    assert paths
    for path in paths:
        pdf = inspect(path)
        assert isinstance(pdf, Inspected)
        assert pdf.sheet is not None
        assert {pdf.sheet.content_id} == pdf.printed


def test_a_draft_is_no_sheet_for_patients(project: Path) -> None:
    """A draft of today's words says that it is one; once the words are approved, it is to be printed again."""
    assert 0 == run_leaflets("build", "-t", "preparation", "-l", "en", cwd=project).returncode
    path = sheet_of(project, topic="preparation")
    told = shown(project, path)
    assert told.startswith("Draft: ")
    assert "not approved for patients" in told
    sign_all(project, "en", topics=("preparation",))
    verdict = judged(project, path)
    assert "draft" == verdict.finding.state
    assert "leaflets build -c aspen-row -t preparation -l en" == verdict.finding.command


def test_a_revoked_approval_withdraws_the_sheet(project: Path) -> None:
    """The reason is told; another clinician's approval does not bring a sheet back that names the first one."""
    options = ("--role", "clinical", "--reason", "wrong dose", *DAY)
    assert 0 == run_leaflets("review", "revoke", "en", "aftercare", *options, cwd=project).returncode
    told = shown(project, sheet_of(project))
    assert told.startswith("Withdrawn: ")
    assert "The clinical sign-off of Test Clinician from 2026-11-20 no longer holds:" in told
    assert "it was revoked on 2026-11-20: wrong dose" in told
    assert judged(project, sheet_of(project, "ar")).is_current
    sign(project, "en", "aftercare", (PEOPLE[1][0], "Other Clinician", PEOPLE[1][2]))
    assert "withdrawn" == judged(project, sheet_of(project)).finding.state
    print_again(project)
    assert judged(project, sheet_of(project)).is_current


def test_a_lapsed_approval_withdraws_the_sheet(project: Path) -> None:
    """On its last day a sheet is current, the day after it is not; `--today` asks for that day."""
    last = dt.date(2027, 11, 20)
    facts = project / "evidence" / "facts.toml"
    facts.write_text(re.sub(r"^due = .*$", "due = 2030-01-01", facts.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert judged(project, sheet_of(project), last).is_current
    done = run_leaflets("verify", str(sheet_of(project)), "--today", "2027-11-21", cwd=project)
    assert 1 == done.returncode
    assert done.stdout.startswith("Withdrawn: ")
    assert "it lapsed after 12 months" in " ".join(done.stdout.split())


def test_an_approval_without_its_entry_withdraws_the_sheet(project: Path) -> None:
    """A sheet whose sign-offs nobody has on record any more is not approved."""
    (project / "locales" / "en" / "signoffs.toml").unlink()
    finding = judged(project, sheet_of(project)).finding
    assert ("withdrawn", ("A sign-off that it rests on is no longer on record.",)) == (finding.state, finding.why)


def test_overdue_evidence_withdraws_the_sheet(project: Path) -> None:
    """What would not be released today is not handed out today."""
    facts = project / "evidence" / "facts.toml"
    text = facts.read_text("utf-8")
    start = text.index("[F65]")
    due = re.compile(r"^due = .*$", re.MULTILINE).search(text, start)
    assert due is not None
    facts.write_text(f"{text[: due.start()]}due = 2026-11-19{text[due.end() :]}", "utf-8")
    finding = judged(project, sheet_of(project)).finding
    assert "withdrawn" == finding.state
    assert ("It rests on the fact F65, which was due to be checked again on 2026-11-19.",) == finding.why


def test_an_outdated_sheet_says_what_changed(project: Path) -> None:
    """After an edit the old draft is outdated, still genuine, and names the statement that is different."""
    (project / "locales" / "en" / "signoffs.toml").unlink()
    print_again(project)
    old = project / "old.pdf"
    shutil.copy(sheet_of(project), old)
    edit(project, "Eat and drink as usual.", "Eat and drink as always.")
    print_again(project)
    verdict = judged(project, old)
    assert ("outdated", "genuine") == (verdict.finding.state, verdict.file)
    assert ("changed: eat-drink",) == verdict.finding.changes
    assert "draft" == judged(project, sheet_of(project)).finding.state


def test_statements_that_come_and_go_are_named(project: Path) -> None:
    """A statement under another id is one that is new and one that is gone; its approval is gone, too."""
    edit(project, 'bullet("eat-drink"', 'bullet("food"')
    finding = judged(project, sheet_of(project)).finding
    assert ("withdrawn", ("new: food", "gone: eat-drink")) == (finding.state, finding.changes)


def test_marks_that_are_none_name_nothing(project: Path) -> None:
    """Junk in the metadata does not become a statement that is gone."""
    edit(project, "Eat and drink as usual.", "Eat and drink as always.")
    forget(project)
    metadata(sheet_of(project), marks="= a=b ==", matter="=")
    changes = judged(project, sheet_of(project)).finding.changes
    assert not [change for change in changes if "=" in change or change.startswith("gone")]


REGIONS, CLINIC = "clinics/regions.toml", "clinics/aspen-row/clinic.toml"


@pytest.mark.parametrize(
    ("file", "before", "after", "changed", "outdated"),
    [
        (REGIONS, 'emergency = "911"', 'emergency = "9 1 1"', "emergency number", "both"),
        (REGIONS, 'nurse_line = "811"', 'nurse_line = "812"', "the health advice line's number", "both"),
        (CLINIC, "+1 780 555 0143", "+1 780 555 0144", "the clinic's contact", "for patients"),
        (CLINIC, "Suite 210", "Suite 211", "the clinic's contact", "for patients"),
        (CLINIC, 'website = "https://aspenrow', 'website = "https://new-aspenrow', "the clinic's contact", "both"),
        (CLINIC, 'monday = "07:30', 'monday = "08:30', "the clinic's opening hours", "for patients"),
        (CLINIC, "Aspen Row Physio", "Aspen Road Physio", "the clinic's name", "both"),
        (CLINIC, "College of Physio", "Council of Physio", "the clinic's regulator", "both"),
    ],
)
def test_what_the_place_adds_is_compared(  # noqa: PLR0913 - what changes, and on which sheets it shows
    file: str, before: str, after: str, changed: str, outdated: str, project: Path
) -> None:
    """Another telephone number, address or name makes the sheets outdated that print it, and no others."""
    replace_in(project / file, before, after)
    for edition in ("standard", "staff"):
        finding = judged(project, sheet_of(project, edition=edition)).finding
        if edition == "standard" or outdated == "both":
            assert ("outdated", (f"changed: {changed}",)) == (finding.state, finding.changes)
        else:
            assert ("current", ()) == (finding.state, finding.changes)


def test_the_sources_are_compared(project: Path) -> None:
    """A source that is named otherwise voids what was signed, since its title was read: the sheet is withdrawn."""
    sources = project / "evidence" / "sources.json"
    facts = open_project(project)
    cited = {
        source
        for statement in facts.topics["aftercare"].statements
        for fact in statement.facts
        for source in facts.facts[fact].sources
    }
    entries = json.loads(sources.read_text("utf-8"))
    next(entry for entry in entries if entry["id"] in cited)["title"] = "Another title"
    sources.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    finding = judged(project, sheet_of(project)).finding
    assert ("withdrawn", ("changed: sources",)) == (finding.state, finding.changes)


def test_another_brand_does_not_make_an_old_sheet_altered(project: Path) -> None:
    """The ledger keeps every file that was delivered, so a sheet in last year's colours is genuine and current."""
    old, before = project / "old.pdf", len((project / "out" / LEDGER).read_text("utf-8").splitlines())
    shutil.copy(sheet_of(project), old)
    replace_in(project / CLINIC, 'primary = "#0b3f4d"', 'primary = "#3d0b4d"')
    print_again(project)
    assert old.read_bytes() != sheet_of(project).read_bytes()
    assert ["current"] * 2 == [one["state"] for one in said(project, old, sheet_of(project), code=0)]
    assert before + 1 == len((project / "out" / LEDGER).read_text("utf-8").splitlines())


def test_an_altered_file_is_told_from_a_genuine_one(project: Path) -> None:
    """One byte more, or another word saved by an editor, is not the file that was delivered."""
    path = sheet_of(project)
    whole = path.read_bytes()
    path.write_bytes(whole + b"\n")
    assert "Altered: " == shown(project, path)[:9]
    path.write_bytes(whole)
    metadata(path, Title="Another title")
    verdict = judged(project, path)
    assert ("altered", "altered") == (verdict.finding.state, verdict.file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_metadata_and_pages_have_to_agree(language: str, project: Path) -> None:
    """A sheet whose metadata was set to today's content id, while its pages print the old one, is altered."""
    path = sheet_of(project, language)
    forget(project)
    metadata(path, Keywords="0123-abcd")
    finding = judged(project, path).finding
    assert "altered" == finding.state
    assert "do not print the content id 0123-abcd" in finding.why[0]


def test_a_file_without_record_is_not_green(project: Path) -> None:
    """Nobody can tell whether it was altered, so it is not current, and the command fails."""
    forget(project)
    told = shown(project, sheet_of(project))
    assert told.startswith("Unknown: ")
    assert "nobody can tell whether it was altered" in told
    assert "not recorded" == said(project, sheet_of(project), code=1)[0]["file"]


def test_every_file_is_recorded_before_it_is_written(project: Path) -> None:
    """A line that a killed run left half-written does not spoil the next one."""
    ledger = project / "out" / LEDGER
    ledger.write_text("91ab03", "utf-8")
    print_again(project)
    assert judged(project, sheet_of(project)).is_current
    assert ledger.read_text("utf-8").startswith("91ab03\n")


def test_a_ledger_that_is_a_link_is_neither_read_nor_written(tmp_path: Path) -> None:
    """What a link in the output folder leads to is nobody's ledger: a build adds no line to it."""
    elsewhere = tmp_path / "elsewhere"
    line = Entry("91ab03", "0000-0000", "aspen-row/english/aspen-row_aftercare_english.pdf")
    elsewhere.write_text(f"{line}\n", "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / LEDGER).symlink_to(elsewhere)
    assert {} == Ledger(out).entries
    with pytest.raises(OSError, match="a link"):
        Ledger(out).record(Entry("77cd", "0000-0000", "aspen-row/english/aspen-row_questions_english.pdf"))
    assert f"{line}\n" == elsewhere.read_text("utf-8")


@pytest.mark.parametrize(
    ("names", "state"),
    [
        ("aspen-row en gone-topic standard", "withdrawn"),
        ("aspen-row xx aftercare standard", "withdrawn"),
        ("aspen-row en aftercare gone-edition", "withdrawn"),
        ("other-clinic en aftercare standard", "unknown"),
        ("../../x en aftercare standard", "unknown"),
        ("aspen-row en ../aftercare standard", "unknown"),
        ("aspen-row en aftercare", "unknown"),
        ("\x1b[31m en aftercare standard", "unknown"),
        ("", "unknown"),
    ],
)
def test_names_that_nothing_has(names: str, state: str, project: Path) -> None:
    """What is no longer offered is withdrawn; another clinic's sheet, and tricks with paths, are unknown or altered."""
    forget(project)
    metadata(sheet_of(project), leaflet=names)
    verdict = judged(project, sheet_of(project))
    assert state == verdict.finding.state or (verdict.sheet is None and "altered" == verdict.finding.state)
    assert verdict.sheet is None or ".." not in str(verdict.sheet.leaflet.path)


def test_a_language_that_a_clinic_dropped_is_withdrawn(project: Path) -> None:
    """Its old sheets are no longer renewed, so they are not handed out."""
    replace_in(project / CLINIC, '"es_US", "ar", ', '"es_US", ')
    told = shown(project, sheet_of(project, "ar"))
    assert told.startswith("Withdrawn: ")
    assert "no longer offers the language “ar”" in told


@pytest.mark.parametrize("known_by", ["its record", "today's words"])
def test_a_sheet_without_metadata_is_known_by_its_imprint(known_by: str, project: Path) -> None:
    """Another program that takes the metadata out leaves the printed content id, which tells which sheet it is."""
    path = sheet_of(project, "ar")
    if known_by != "its record":
        forget(project)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        del document.trailer["/Info"]
        document.save(path)
    told = shown(project, path)
    assert told.startswith("Altered: ")
    assert "It still prints the content id" in told
    assert "aftercare" in told


def test_a_sheet_that_does_not_say_its_state_is_outdated(project: Path) -> None:
    """A sheet of an earlier version of the program cannot tell whether it was approved."""
    forget(project)
    metadata(sheet_of(project), state=None)
    assert "outdated" == judged(project, sheet_of(project)).finding.state


def other(path: Path) -> Path:
    """Make a PDF of other origin."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    return path


def locked(path: Path) -> Path:
    """Make a PDF that asks for a password."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return path


def broken(path: Path) -> Path:
    """Make a file that is a PDF by its name only."""
    path.write_bytes(b"%PDF-1.7\nnothing")
    return path


@pytest.mark.parametrize(
    ("make", "why"),
    [(other, "not made by this project"), (locked, "locked with a password"), (broken, "not a PDF that can be opened")],
)
def test_files_that_are_not_ours(make: Copy, why: str, project: Path, tmp_path: Path) -> None:
    """A PDF of other origin, one with a password and one that is none are unknown, and stop nothing."""
    path = make(tmp_path / "strange.pdf")
    told = shown(project, path)
    assert told.startswith("Unknown: ")
    assert why in told
    assert ["unknown", "current"] == [one["state"] for one in said(project, path, sheet_of(project), code=1)]


def test_names_of_nothing_are_misuse(project: Path, tmp_path: Path) -> None:
    """A file that is missing, a folder without PDFs and a pipe are named at once; nothing hangs."""
    pipe, empty = tmp_path / "pipe.pdf", tmp_path / "empty"
    os.mkfifo(pipe)
    empty.mkdir()
    for path in (tmp_path / "missing.pdf", empty, pipe, Path("/dev/zero")):
        done = run_leaflets("verify", str(path), str(sheet_of(project)), cwd=project)
        assert 2 == done.returncode, done.stdout
        assert str(path) in done.stdout.replace("\n", "")


def test_a_folder_is_shown_in_a_line_each(project: Path) -> None:
    """Every PDF in it has one line with its word first; a summary counts them; the worst decides the exit code."""
    done = run_leaflets("verify", "out", *DAY, cwd=project)
    assert 0 == done.returncode, done.stdout
    assert "4 PDFs: 4 current." in done.stdout
    broken(sheet_of(project))
    aside = project / "out" / OUTDATED / "aspen-row" / "english" / "aspen-row_aftercare_english.pdf"
    aside.parent.mkdir(parents=True)
    shutil.copy(sheet_of(project, "ar"), aside)
    done = run_leaflets("verify", "out", *DAY, cwd=project)
    assert 1 == done.returncode
    assert "4 PDFs: 3 current, 1 unknown." in done.stdout
    lines = [line for line in done.stdout.splitlines() if ".pdf\t" in line]
    assert ["Current", "Current", "Unknown", "Current"] == [line.partition("\t")[0] for line in lines]
    assert 1 == len(said(project, aside.parent, code=0))
