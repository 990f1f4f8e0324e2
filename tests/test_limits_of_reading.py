"""What the one place that opens people's files refuses, and what a name or number of a clinic may hold."""

import os
from pathlib import Path

import pytest
from hostile import bombs

from leaflets.errors import Problem
from leaflets.model import Contact, Region
from leaflets.readers.evidence import read_sources
from leaflets.readers.files import RefusedError, last_read, read_bytes
from leaflets.readers.tables import read_toml, read_value
from leaflets.verification.inspection import Inspected, inspect

CONTACT = {
    "address": ["1 Main Street"],
    "phone": "+1 780 555 0143",
    "email": "hello@clinic.example",
    "website": "https://clinic.example",
    "booking": "https://clinic.example/book",
}
MEGABYTE = 1024 * 1024


def refusal(path: Path, name: str) -> str:
    """Return why a file is not read."""
    with pytest.raises(RefusedError) as refused:
        read_bytes(path, name, MEGABYTE)
    return str(refused.value.strerror)


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    """A pipe is no file."""
    os.mkfifo(tmp_path / "clinic.toml")
    assert refusal(tmp_path / "clinic.toml", "clinic.toml") == "it is no regular file, but a pipe or a device"


def test_a_device_and_a_folder_are_refused(tmp_path: Path) -> None:
    """Neither a device nor a folder is a file."""
    assert refusal(Path("/dev/zero"), "/dev/zero") == "it is no regular file, but a pipe or a device"
    assert refusal(tmp_path, str(tmp_path)) == "it is a folder"


def test_a_link_may_lead_about_in_the_project_but_not_out(tmp_path: Path) -> None:
    """A link inside a project is read; one that leads out of it is refused, whatever lies there."""
    (tmp_path / "p" / "clinics").mkdir(parents=True)
    (tmp_path / "outside.toml").write_bytes(b"a = 1")
    (tmp_path / "p" / "inside.toml").write_bytes(b"b = 2")
    out, about = tmp_path / "p" / "clinics" / "out.toml", tmp_path / "p" / "clinics" / "about.toml"
    out.symlink_to(tmp_path / "outside.toml")
    about.symlink_to(tmp_path / "p" / "inside.toml")
    assert refusal(out, "clinics/out.toml") == "it is a link to a place outside its folder"
    assert read_bytes(about, "clinics/about.toml", MEGABYTE) == b"b = 2"
    assert last_read() == "clinics/about.toml"


def test_a_file_is_measured_before_it_is_read(tmp_path: Path) -> None:
    """A file of four gigabytes is refused by its size."""
    with (tmp_path / "a").open("wb") as file:
        file.truncate(4 * 1024**3)
    assert refusal(tmp_path / "a", "a") == "it is larger than 1 MB"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = " + "9" * 5000, "A number has thousands of digits."),
        ("a = 1e999", "The number 1e999 is too large."),
        ("a = " + "[" * 40 + "]" * 40, "Lists or tables lie far too deep inside each other."),
        ("a = " + "[" * 90_000, "Lists or tables lie far too deep inside each other."),
        (".".join("a" * 20_000) + " = 1", "A key has far too many parts."),
    ],
)
def test_toml_has_limits(text: str, expected: str, tmp_path: Path) -> None:
    """Numbers, depth and keys beyond all measure are told in a sentence."""
    problems: list[Problem] = []
    (tmp_path / "a.toml").write_text(text, "utf-8")
    assert read_toml(tmp_path / "a.toml", "a.toml", problems) is None
    assert [expected] == [one.reason for one in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"id": "a", "type": "book", "year": NaN}]', "NaN is no number that JSON has."),
        ('[{"id": "a", "type": "book", "id": "b"}]', "The key “id” stands twice in one entry."),
        ('[{"id": "a", "type": "book", "title": "\\ud800"}]', "A text holds half of a character."),
        ('[{"id": "a", "type": "book"}, {"id": "a", "type": "book"}]', "Two publications have this id."),
        ("[" * 90_000, "Lists or tables lie far too deep inside each other."),
    ],
)
def test_json_has_limits(text: str, expected: str, tmp_path: Path) -> None:
    """What JSON readers disagree about is told in a sentence."""
    problems: list[Problem] = []
    (tmp_path / "a.json").write_text(text, "utf-8")
    read_sources(tmp_path / "a.json", "a.json", problems)
    assert [expected] == [one.reason for one in problems]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("address", ["Suite \u202e012"], "A sign that nobody sees stands in it: U+202E."),
        ("address", ["Main\u200bStreet"], "A sign that nobody sees stands in it: U+200B."),
        ("address", ["Main\0Street"], "A sign that nobody sees stands in it: U+0000."),
        ("address", ["\u0421linic Street"], "“\u0421linic” mixes letters of scripts that look alike."),
        ("address", ["Z" + "\u0301" * 5], "Too many marks stand on one letter."),
        ("phone", "+1 780 555 ٠١٤٣", "The number has other digits than 0 to 9, or a sign that nobody sees."),
        ("email", "h\u0435llo@clinic.example", "“h\u0435llo” mixes letters of scripts that look alike."),
        ("website", "https://me:secret@clinic.example", "A name or a password stands in the web address."),
        ("website", "http://clinic.example", "“http://clinic.example” is not a safe web address."),
        (
            "booking",
            "https://xn--80ak6aa92e.com",
            "“https://xn--80ak6aa92e.com” has letters that can be taken for others.",
        ),
    ],
)
def test_a_clinic_says_nothing_that_reads_as_something_else(key: str, value: object, expected: str) -> None:
    """Hidden signs, look-alike letters and secrets in a clinic's contact are refused."""
    problems: list[Problem] = []
    read_value(Contact, {**CONTACT, key: value}, "clinic.toml", problems)
    assert [expected] == [one.reason for one in problems]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("address", ["فیزیوتراپی می\u200cخواهم", "Phòng khám Hà Nội", "北京诊所 3楼", "ਪੰਜਾਬੀ ਕਲੀਨਿਕ", "Клиника Plus"]),
        ("website", "https://clinique-été.example"),
        ("website", "https://مثال.example"),
    ],
)
def test_honest_names_of_every_script_pass(key: str, value: object) -> None:
    """Names and addresses in any script raise nothing false."""
    problems: list[Problem] = []
    assert read_value(Contact, {**CONTACT, key: value}, "clinic.toml", problems)


def test_an_emergency_number_has_digits_that_every_telephone_has() -> None:
    """Arabic-Indic digits are no number to dial."""
    problems: list[Problem] = []
    read_value(Region, {"emergency": "٩١١", "paper": "a4", "country": "GB"}, "regions.toml", problems)
    assert ["“٩١١” is not a number that one can dial."] == [one.reason for one in problems]


@pytest.mark.parametrize("bomb", [bombs.swollen_page, bombs.nested_forms], ids=lambda bomb: bomb.__name__)
def test_a_pdf_that_bursts_bursts_alone(bomb: bombs.Bomb, tmp_path: Path) -> None:
    """A small PDF that takes gigabytes to read is told in words, and the next one is read."""
    (tmp_path / "bomb.pdf").write_bytes(bomb())
    (tmp_path / "sheet.pdf").write_bytes(bombs.pdf())
    burst = inspect(tmp_path / "bomb.pdf")
    assert isinstance(burst, Problem)
    assert burst.reason == "This PDF takes far more time or memory than any leaflet."
    assert isinstance(inspect(tmp_path / "sheet.pdf"), Inspected)
