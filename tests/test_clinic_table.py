"""A table makes and changes clinics: exactly those whose rows changed, by the rules of any clinic, faults by cell."""

import csv
import io
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets
from openpyxl import Workbook, load_workbook

from leaflets.names.folding import letters
from leaflets.project import open_project
from leaflets.project.spreadsheet.columns import HEADINGS, columns
from leaflets.project.spreadsheet.edits import changed_text
from leaflets.project.spreadsheet.rows import MOST_COLUMNS, MOST_ROWS, read_table
from leaflets.readers.separated import guarded

GROUP = """
locked = ["brand.primary"]
region = "CA-AB"
languages = ["en"]
topics = ["aftercare"]

[contact]
website = "https://{name}.example"

[regulator]
name = "College of Physiotherapists of Alberta"

[brand]
logo = "logo.svg"
primary = "{primary}"
accent = "#d97a1f"
"""
COLOURS = {"rows": "#0b3f4d", "lanes": "#2d4a2b"}
HEAD = ("Name", "Group", "Address", "Telephone", "E-mail", "Monday", "Fri", "brand.accent", "# our notes")
Rows = list[list[str]]


def made_rows(count: int = 50) -> Rows:
    """Return the rows of clinics of two groups, headings first."""
    rows = [
        [
            f"Clinic {number} Physiotherapy",
            "rows" if number % 2 else "lanes",
            f"Suite {number}\n{number} Long Row",
            f"+1 780 555 01{number:02d}",
            f"c{number}@rows.example",
            "7:30 a.m. to 7 p.m.",
            "8:00-12:00, 13:00-17:00",
            "#d97a1f" if number % 3 else "#2a6db5",
            "owner: Kim",
        ]
        for number in range(count)
    ]
    return [list(HEAD), *rows]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Return rows as a person's spreadsheet program saves them."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()


def as_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """Return the same as a workbook."""
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def files(root: Path) -> dict[str, bytes]:
    """Return every file below `clinics/` by its path."""
    return {
        one.relative_to(root).as_posix(): one.read_bytes() for one in (root / "clinics").rglob("*") if one.is_file()
    }


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """Return the paths of files that are not what they were."""
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a project with two groups and no clinic."""
    root = tmp_path / "project"
    for name, primary in COLOURS.items():
        group = root / "clinics" / "_groups" / name
        group.mkdir(parents=True)
        (group / "group.toml").write_text(GROUP.format(name=name, primary=primary), "utf-8")
        shutil.copyfile(ROOT / "clinics" / "aspen-row" / "logo.svg", group / "logo.svg")
    return root


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that a table of fifty clinics in two groups made."""
    root = tmp_path_factory.mktemp("fifty") / "project"
    for name, primary in COLOURS.items():
        group = root / "clinics" / "_groups" / name
        group.mkdir(parents=True)
        (group / "group.toml").write_text(GROUP.format(name=name, primary=primary), "utf-8")
        shutil.copyfile(ROOT / "clinics" / "aspen-row" / "logo.svg", group / "logo.svg")
    (root / "clinics.csv").write_text(as_csv(made_rows()), "utf-8")
    done = run_leaflets("clinic", "import", "clinics.csv", "--yes", cwd=root)
    assert 0 == done.returncode, done.stdout
    assert "Written: 50 new clinics" in done.stdout
    return root


def told(root: Path, table: bytes | str, name: str = "table.csv") -> list[str]:
    """Return the places and reasons of what is wrong with a table; nothing may have been written."""
    before = files(root)
    (root / name).write_bytes(table if isinstance(table, bytes) else table.encode())
    done = run_leaflets("clinic", "import", name, "--yes", cwd=root)
    assert 1 <= done.returncode <= 2, done.stdout
    assert before == files(root)
    assert "Traceback" not in done.stdout
    lines = done.stdout.split("\n")
    return [f"{line} | {lines[at + 1].strip()}" for at, line in enumerate(lines) if line.startswith(name)]


def test_fifty_rows_become_fifty_clinics_that_check_and_build(fifty: Path) -> None:
    """In their groups, with what is their own and nothing that the group says; any of them builds."""
    names = [one.name for one in (fifty / "clinics").iterdir()]
    assert {f"clinic-{number}-physiotherapy" for number in range(50)} | {"_groups"} == set(names)
    made = (fifty / "clinics" / "clinic-1-physiotherapy" / "clinic.toml").read_text("utf-8")
    assert 'address = ["Suite 1", "1 Long Row"]' in made
    assert "brand" not in made, "the accent of row 1 is that of its group"
    assert 'accent = "#2a6db5"' in (fifty / "clinics" / "clinic-3-physiotherapy" / "clinic.toml").read_text("utf-8")
    assert () == open_project(fifty).faults.all
    chosen = ("-c", "clinic-1-physiotherapy", "-c", "clinic-2-physiotherapy")
    for clinic in chosen[1::2]:  # whether what they say fits the page is measured in turn, and they are alike
        checked = run_leaflets("clinic", "check", clinic, cwd=fifty)
        assert 0 == checked.returncode, checked.stdout
    built = run_leaflets("build", *chosen, cwd=fifty)
    assert (0, 2) == (built.returncode, len(list(fifty.glob("out/**/*.pdf")))), built.stdout


def test_one_row_changes_one_clinic(fifty: Path, tmp_path: Path) -> None:
    """The bytes of all other files stay; only the keys whose meaning differs change, and comments stay."""
    root = shutil.copytree(fifty, tmp_path / "project", ignore=shutil.ignore_patterns(".leaflets", "out"))
    file = root / "clinics" / "clinic-7-physiotherapy" / "clinic.toml"
    file.write_text(
        file.read_text("utf-8")
        .replace("[contact]", "# Ask for Kim.\n[contact]")
        .replace("@rows.example", "@rows.example"),
        "utf-8",
    )
    rows = made_rows()
    rows[8][3], rows[8][5] = "+1 780 555 0199", "07:30-19:00"  # another number; the same hours, said otherwise
    (root / "clinics.csv").write_text(as_csv(rows), "utf-8")
    before = files(root)
    shown = run_leaflets("clinic", "import", "clinics.csv", cwd=root)
    assert (1, before) == (shown.returncode, files(root)), "elsewhere than on a terminal, only --yes writes"
    assert "contact.phone: +1 780 555 0107 → +1 780 555 0199" in shown.stdout
    assert "49 clinics stay as they are" in shown.stdout
    assert "hours" not in shown.stdout
    assert 0 == run_leaflets("clinic", "import", "clinics.csv", "--dry-run", cwd=root).returncode
    assert before == files(root)
    done = run_leaflets("clinic", "import", "clinics.csv", "--yes", "--json", cwd=root, check=True)
    assert [("clinic-7-physiotherapy", 9)] == [
        (one["clinic"], one["row"]) for one in json.loads(done.stdout)["clinics"]
    ]
    after = files(root)
    assert {"clinics/clinic-7-physiotherapy/clinic.toml"} == differing(before, after)
    changed = [
        (old, new)
        for old, new in zip(
            before["clinics/clinic-7-physiotherapy/clinic.toml"].splitlines(),
            after["clinics/clinic-7-physiotherapy/clinic.toml"].splitlines(),
            strict=True,
        )
        if old != new
    ]
    assert [(b'phone = "+1 780 555 0107"', b'phone = "+1 780 555 0199"')] == changed


def test_a_workbook_and_other_ways_to_save_say_the_same(fifty: Path, tmp_path: Path) -> None:
    """XLSX, semicolons, tabs, UTF-16 as Excel saves it, with and without a mark: each changes nothing."""
    rows = made_rows()
    ways = {
        "table.xlsx": as_xlsx(rows),
        "semicolons.csv": as_csv(rows, ";").encode("utf-8-sig"),
        "utf-16.csv": as_csv(rows, "\t").encode("utf-16"),
        "guarded.csv": as_csv([[guarded(one) for one in row] for row in rows]).encode(),
    }
    before = files(fifty)
    for name, data in ways.items():
        (tmp_path / name).write_bytes(data)
        done = run_leaflets("clinic", "import", str(tmp_path / name), cwd=fifty)
        assert (0, "50 clinics stay as they are.\n") == (done.returncode, done.stdout), name
    assert before == files(fifty)


def test_what_is_written_out_changes_nothing_when_it_comes_back(fifty: Path, tmp_path: Path) -> None:
    """Also from a spreadsheet program that saved it again, and with samples that say everything."""
    for name in ("table.csv", "table.xlsx"):
        run_leaflets("clinic", "export", str(tmp_path / name), cwd=fifty, check=True)
        done = run_leaflets("clinic", "import", str(tmp_path / name), cwd=fifty)
        assert (0, "50 clinics stay as they are.\n") == (done.returncode, done.stdout), name
    book = load_workbook(tmp_path / "table.xlsx")
    assert "+1 780 555 0100" == book.active["H2"].value, "in a workbook, texts need no guard"
    assert "'+1 780 555 0100" in (tmp_path / "table.csv").read_text("utf-8")
    root = tmp_path / "samples"
    shutil.copytree(ROOT / "clinics", root / "clinics")
    run_leaflets("clinic", "export", "all.csv", cwd=root, check=True)
    assert "3 clinics stay as they are" in run_leaflets("clinic", "import", "all.csv", cwd=root, check=True).stdout
    again = run_leaflets("clinic", "export", "all.xlsx", cwd=root, check=True)
    assert "Not in the table" not in again.stdout
    (root / "all.csv").write_text("mine", "utf-8")
    refused = run_leaflets("clinic", "export", "all.csv", cwd=root)
    assert (2, "mine") == (refused.returncode, (root / "all.csv").read_text("utf-8"))


def test_faults_are_told_by_cell_and_nothing_is_written(place: Path) -> None:
    """All at once: what no model takes, what a lock forbids, what names nothing, what is missing, and twins."""
    head = [*HEAD[:-1], "Primary colour", "Logo", "Folder", "Phonee"]
    good = ["North", "rows", "1 Row", "+1 780 555 0144", "", "closed", "9:00-17:00", "", "", "", "", ""]

    def row(**changes: str) -> list[str]:
        return [changes.get(letters(heading), cell) for heading, cell in zip(head, good, strict=True)]

    table = as_csv([
        head,
        row(name="One", telephone="12345", monday="9-5", email="nobody"),
        row(name="Two", brandaccent="#a3101c", group="rwos"),
        row(name="Three", primarycolour="#43264f"),
        row(name="Four", logo="../../etc/passwd"),
        row(name="Five", logo="nothing.svg"),
        row(name="Six", telephone=""),
        row(name="Seven", folder="../seven"),
        row(name="Eight", folder="_groups"),
        row(name="North"),
        row(name="north"),
        row(name=""),
    ])  # fmt: skip
    found = told(place, table)
    for place_, reason in (
        ("table.csv: row 1, Phonee", "This heading is not known"),
        ("table.csv: row 2, Telephone", "“12345” is not a telephone number"),
        ("table.csv: row 2, Monday", "“9-5” is not a span of time"),
        ("table.csv: row 2, E-mail", "“nobody” is not an e-mail address"),
        ("table.csv: row 3, Group", "There is no group “rwos”"),
        ("table.csv: row 3, brand.accent", "too near to the red of emergencies"),
        ("table.csv: row 4, Primary colour", "The group “rows” keeps this key for itself"),
        ("table.csv: row 5, Logo", "This path leads elsewhere"),
        ("table.csv: row 6, Logo", "There is no file “nothing.svg”"),
        ("table.csv: row 7, Telephone", "This is missing"),
        ("table.csv: row 8, Folder", "may not hold spaces or signs"),
        ("table.csv: row 9, Folder", "may not hold spaces or signs"),
        ("table.csv: row 11, Folder", "the same clinic as row 10"),
        ("table.csv: row 12, Name", "This row names no clinic"),
    ):
        assert any(one.startswith(f"{place_} |") and reason in one for one in found), (place_, found)
    lacking = told(place, "Name,Group\nNorth,rows\nSouth,rows\n")
    assert ["table.csv: row 1, Address", "table.csv: row 1, Phone"] == [one.split(" |")[0] for one in lacking]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (b"", "The table is empty"),
        ("Name;Ort\nZürich;Zürich\n".encode("cp1252"), "The file is not UTF-8 text"),
        ("Name,Phone\nA,1\n".encode("utf-16-le"), "The file is no text"),
        (b"\xff\xfeN\0a\0m", "The file is not UTF-8 text"),
        (b"\xd0\xcf\x11\xe0 old", "an old Excel workbook"),
        (b"PK\x03\x04 and no more", "The workbook is damaged"),
        (as_xlsx([HEAD, HEAD])[:900], "The workbook is damaged"),
        (b"one,two\n1,2\n", "No heading is known"),
        (b"Name,Phone\n", "The table has no clinics"),
        (b'Name,Phone\nA,"1\n', "The row is not valid CSV"),
        (b"Name,Phone\nA,+1 780 555 0144,and more\n", "more cells than there are headings"),
        (b"Name,Phone,\nA,+1 780 555 0144,and more\n", "A column has no heading"),
        (b"Name,Phone,Tel\nA,1,2\n", "Two columns say the same key"),
        (b"Name,Address\nA," + b"x" * 5000 + b"\n", "far too long"),
        (b"Name," + b"x," * 300 + b"\nA\n", f"more than {MOST_COLUMNS} columns"),
        (b"Name\n" + b"A\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS} clinics"),
        (b"Name,Phone\nA," + b"9" * 200_000 + b"\n", "The row is not valid CSV"),
        (as_xlsx([["Name", "Phone"], ["=1+1", "+1 780 555 0144"]]), "In this cell stands a formula"),
        (as_xlsx([["Name", "Phone"], ["A", True]]), "In this cell stands true or false"),
        (as_xlsx([["Name", "Phone"], ["A", 1.5]]), "In this cell stands a number"),
    ],
)  # fmt: skip
def test_hostile_tables_are_refused_in_plain_words(table: bytes, reason: str) -> None:
    """Nothing is guessed: what is no table, not whole or not text is told, in little time."""
    found = read_table(table, "table.csv")
    assert any(reason in one.reason for one in found.problems), found.problems


def test_a_bomb_and_a_file_that_is_too_large_are_not_unpacked(place: Path) -> None:
    """The one by what its archive says, the other by its size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (65 * 1024 * 1024))
    assert "unpacks to far more" in str(read_table(buffer.getvalue(), "t.xlsx").problems)
    (place / "huge.csv").write_bytes(b"Name\n" * 1_000_000)
    done = run_leaflets("clinic", "import", "huge.csv", cwd=place)
    assert (2, True) == (done.returncode, "larger than 4 MB" in done.stdout), done.stdout


def test_endless_formats_and_whole_numbers_are_no_fault() -> None:
    """A format to the last cell of a sheet says nothing; a clinic may be called 360."""
    book, buffer = Workbook(), io.BytesIO()
    for row in (["Name", "Phone"], [360, "+1 780 555 0144"]):
        book.active.append(row)
    book.active.cell(1_048_576, 16_384).number_format = "@"
    book.save(buffer)
    table = read_table(buffer.getvalue(), "t.xlsx")
    assert ([], {"name": "360", "contact.phone": "+1 780 555 0144"}) == (table.problems, table.rows[0].cells)


def test_a_logo_beside_the_table_comes_into_the_folder(place: Path, tmp_path: Path) -> None:
    """Under a name that is free or its own; another picture in it changes that file; a locked one is a fault."""
    beside = tmp_path / "elsewhere"
    (beside / "logos").mkdir(parents=True)
    other = (ROOT / "clinics" / "heron-mill" / "logo.svg").read_bytes()
    (beside / "logos" / "north.svg").write_bytes(other)
    head, row = [*HEAD[:4], "Logo"], ["North", "rows", "1 Row", "+1 780 555 0144", "logos/north.svg"]
    (beside / "t.csv").write_text(as_csv([head, row]), "utf-8")
    run_leaflets("clinic", "import", str(beside / "t.csv"), "--yes", cwd=place, check=True)
    clinic = open_project(place).clinics["north"]
    assert ("north", other) == (clinic.logo.parent.name, clinic.logo.read_bytes())
    assert "stays as it is" in run_leaflets("clinic", "import", str(beside / "t.csv"), cwd=place, check=True).stdout
    third = (ROOT / "clinics" / "cottonwood-lane" / "logo.svg").read_bytes()
    (beside / "logos" / "north.svg").write_bytes(third)
    changed = run_leaflets("clinic", "import", str(beside / "t.csv"), "--yes", cwd=place, check=True)
    assert "another picture" in changed.stdout
    assert (clinic.logo, third) == (open_project(place).clinics["north"].logo, clinic.logo.read_bytes())
    kit = place / "clinics" / "_groups" / "rows" / "group.toml"
    kit.write_text(kit.read_text("utf-8").replace('["brand.primary"]', '["brand.primary", "brand.logo"]'), "utf-8")
    (beside / "logos" / "south.svg").write_bytes(third)
    (beside / "t.csv").write_text(as_csv([head, ["South", *row[1:4], "logos/south.svg"]]), "utf-8")
    refused = run_leaflets("clinic", "import", str(beside / "t.csv"), "--yes", cwd=place)
    assert (1, True) == (refused.returncode, "t.csv: row 2, Logo" in refused.stdout), refused.stdout
    (beside / "logos" / "south.svg").write_bytes((kit.parent / "logo.svg").read_bytes())
    run_leaflets("clinic", "import", str(beside / "t.csv"), "--yes", cwd=place, check=True)
    assert ["clinic.toml"] == [one.name for one in (place / "clinics" / "south").iterdir()]


def test_what_the_group_says_is_taken_out_and_empty_cells_say_nothing(place: Path) -> None:
    """A row that says what the group says takes the clinic's own key out; an empty cell leaves its key."""
    home = place / "clinics" / "north"
    home.mkdir()
    (home / "clinic.toml").write_text(
        'group = "rows"\nname = "North" # as on the sign\n\n[contact]\naddress = ["1 Row"]\nphone = "+17805550144"\n\n'
        '# kept\n[brand]\naccent = "#2a6db5"\n',
        "utf-8",
    )
    (place / "t.csv").write_text("name,phone,accent,e-mail\nNORTH,+1 780 555 0144,#D97A1F,\n", "utf-8")
    run_leaflets("clinic", "import", "t.csv", "--yes", cwd=place, check=True)
    assert (
        'group = "rows"\nname = "NORTH" # as on the sign\n\n[contact]\naddress = ["1 Row"]\nphone = "+17805550144"\n\n'
        "# kept\n[brand]\n"
    ) == (home / "clinic.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "a" # c\n\n# d\n[contact]\nphone = "1"\n\n# e\n[hours]\nmonday = "9"\n',
         'name = "n" # c\nregion = "r"\n\n# d\n[contact]\nphone = "2"\nemail = "e"\n\n# e\n[hours]\nmonday = "9"\n'),
        ('name = "a"\r\n[contact]\r\nphone = "1"\r\n',
         'name = "n"\r\nregion = "r"\r\n[contact]\r\nphone = "2"\r\nemail = "e"\r\n'),
        ('name = "a"\ncontact = {phone = "1"} # c\n',
         'name = "n"\ncontact = {phone = "2",email = "e"} # c\nregion = "r"\n'),
        ('name = "a"\ncontact.phone = "1" # c\n',
         'name = "n"\nregion = "r"\ncontact.phone = "2" # c\ncontact.email = "e"\n'),
        ("name = [\n", None),
    ],
)  # fmt: skip
def test_a_file_changes_in_its_keys_alone(before: str, after: str | None) -> None:
    """In every way in which people write tables; what cannot be changed safely is not changed."""
    changes = {("name",): "n", ("region",): "r", ("contact", "phone"): "2", ("contact", "email"): "e"}
    assert after == changed_text(before, changes)


def test_a_list_changes_in_its_entries_alone() -> None:
    """Comments beside those that stay, stay."""
    text = 'topics = [\n  "a", # first\n  "b",\n  "c", # third\n]\n'
    assert 'topics = [\n  "a", # first\n  "c", # third\n  "d",\n]\n' == changed_text(
        text, {("topics",): ["a", "c", "d"]}
    )
    assert 'topics = [\n  "c",\n  "a",\n]\n' == changed_text(text, {("topics",): ["c", "a"]})


def test_no_two_columns_have_one_name() -> None:
    """What people may call a column means one key, and every key of a clinic that fits a cell has one."""
    every = [name for key, names in HEADINGS.items() for name in {letters(key), *map(letters, names)}]
    assert len(every) == len(set(every))
    assert set(HEADINGS) == set(columns())


def test_a_run_that_is_killed_leaves_whole_folders_and_goes_on(place: Path) -> None:
    """Whatever was made by then is whole, nothing half stands among clinics, and the next run makes the rest."""
    rows = made_rows(30)
    (place / "t.csv").write_text(as_csv(rows), "utf-8")
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom leaflets.cli import main\nimport sys\n"
        "rename, left = Path.rename, [10]\n"
        "def counted(self, target):\n"
        "    left[0] -= 1\n"
        "    if left[0] == 0:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return rename(self, target)\n"
        "Path.rename = counted\nsys.argv = ['leaflets', 'clinic', 'import', 't.csv', '--yes']\nmain()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, check=False)
    assert -signal.SIGKILL == ended.returncode, ended.stderr
    made = [one for one in (place / "clinics").iterdir() if one.name.startswith("clinic-")]
    assert 9 == len(made)
    assert all((one / "clinic.toml").read_bytes().endswith(b"\n") for one in made)
    again = run_leaflets("clinic", "import", "t.csv", "--yes", cwd=place, check=True)
    assert "21 new clinics" in again.stdout
    assert 31 == len(list((place / "clinics").iterdir())), "what the killed run left aside is gone"


def test_in_a_terminal_it_asks(place: Path) -> None:
    """It shows the plan first, and writes when the answer is yes."""
    (place / "t.csv").write_text(as_csv(made_rows(2)), "utf-8")
    for answer, count in ((b"n\n", 0), (b"y\n", 2)):
        pid, terminal = pty.fork()
        if pid == 0:  # pragma: no cover - the other process
            os.chdir(place)
            command = [sys.executable, "-m", "leaflets", "clinic", "import", "t.csv"]
            os.execv(sys.executable, command)  # noqa: S606 - the program itself
        os.write(terminal, answer)
        shown = b""
        try:
            while data := os.read(terminal, 4096):
                shown += data
        except OSError:  # the other end is closed
            pass
        assert int(count == 0) == os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown
        assert b"Write this: 2 new clinics?" in shown
        assert count == len(list((place / "clinics").glob("clinic-*")))
