"""A group's kit is inherited by its clinics, key by key; what it locks stays, and its faults are theirs alone."""

import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import tomlkit
from conftest import ROOT, offer, run_leaflets
from pages import read_texts

from leaflets.errors import Problem
from leaflets.project import Project, open_project
from leaflets.readers.clinics import read_clinics
from leaflets.readers.groups import read_groups

KIT = """
locked = ["brand.primary", "contact.website"]
region = "CA-AB"
languages = ["en"]
topics = ["aftercare"]

[contact]
website = "https://rows.example"

[hours]
monday = "08:00-16:00"
tuesday = "08:00-16:00"

[regulator]
name = "College of Physiotherapists of Alberta"

[brand]
logo = "kit.svg"
typeface = "atkinson"
primary = "#0b3f4d"
accent = "#d97a1f"
"""
NORTH = """
group = "rows"
name = "North Row"

[contact]
address = ["1 North Row"]
phone = "+1 780 555 0143"

[hours]
tuesday = "closed"

[brand]
accent = "#2a6db5"
"""
SOUTH = 'group = "rows"\nname = "South Row"\n[contact]\naddress = ["1 South Row"]\nphone = "+1 780 555 0144"\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a project with a group of two clinics, and a clinic of none."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "clinics" / "heron-mill", root / "clinics" / "heron-mill")
    offer(root, "en", topics=["aftercare"])
    write(root, "_groups/rows/group.toml", KIT)
    shutil.copyfile(ROOT / "clinics" / "aspen-row" / "logo.svg", root / "clinics" / "_groups" / "rows" / "kit.svg")
    write(root, "north/clinic.toml", NORTH)
    write(root, "south/clinic.toml", SOUTH)
    return root


def write(root: Path, name: str, text: str) -> None:
    """Write a file below `clinics/`."""
    path = root / "clinics" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def where(problem: Problem) -> tuple[str, str | None]:
    """Return where something is wrong."""
    return problem.path.removeprefix("clinics/"), problem.key


def faults(project: Project) -> set[tuple[str, str | None, str]]:
    """Return where something is wrong, and what it says first."""
    return {(one.path.removeprefix("clinics/"), one.key, one.reason.split(".")[0]) for one in project.faults.all}


def test_a_clinic_says_only_what_is_its_own(place: Path) -> None:
    """Tables merge key by key; what the clinic says wins; a logo lies in the folder that names it."""
    project = open_project(place)
    assert set() == faults(project)
    north, south = project.clinics["north"], project.clinics["south"]
    assert ("#2a6db5", "#d97a1f") == (north.brand.accent, south.brand.accent)
    assert ("#0b3f4d", "atkinson") == (north.brand.primary, north.brand.typeface)
    assert ("https://rows.example", "1 North Row") == (north.contact.website, north.contact.address[0])
    assert north.hours
    assert south.hours
    assert north.hours.monday == south.hours.monday
    assert north.hours.tuesday != south.hours.tuesday
    kit = place / "clinics" / "_groups" / "rows" / "kit.svg"
    assert (kit.resolve(), kit.resolve()) == (north.logo.resolve(), south.logo.resolve())
    write(place, "north/own.svg", kit.read_text("utf-8"))
    write(place, "north/clinic.toml", NORTH + 'logo = "own.svg"\n')
    assert place / "clinics" / "north" / "own.svg" == open_project(place).clinics["north"].logo


def test_a_group_is_listed_and_its_clinics_print(place: Path) -> None:
    """`list clinics` names the group of each clinic, and a leaflet has the group's website on it."""
    listed = json.loads(run_leaflets("list", "clinics", "--json", cwd=place, check=True).stdout)
    assert {"heron-mill": "", "north": "rows", "south": "rows"} == {one["clinic"]: one["group"] for one in listed}
    done = run_leaflets("build", "-c", "south", cwd=place, check=True)
    assert "1 leaflet" in done.stdout
    [pdf] = place.glob("out/south/**/*.pdf")
    text = "".join(page.text for page in read_texts(pdf))
    assert "rows.example" in text.replace(" ", "")


def test_a_fault_in_a_group_touches_the_clinics_that_inherit_it(place: Path) -> None:
    """A clinic that says the key itself goes on, one of no group too; the fault is told once, where it stands."""
    write(place, "_groups/rows/group.toml", KIT.replace("#d97a1f", "#a3101c").replace("8:00-16", "8:00-8"))
    project = open_project(place)
    assert {("_groups/rows/group.toml", "brand.accent"), ("_groups/rows/group.toml", "hours.monday"),
            ("_groups/rows/group.toml", "hours.tuesday")} == {one[:2] for one in faults(project)}  # fmt: skip
    write(place, "_groups/rows/group.toml", KIT.replace("#d97a1f", "#a3101c"))
    project = open_project(place)
    assert {("_groups/rows/group.toml", "brand.accent")} == {one[:2] for one in faults(project)}
    assert ["heron-mill", "north"] == list(project.clinics)
    assert {"south"} == project.faults.names("clinic")
    shutil.rmtree(place / "clinics" / "south")
    assert {("_groups/rows/group.toml", "brand.accent")} == {one[:2] for one in faults(open_project(place))}


def test_what_is_locked_stays(place: Path) -> None:
    """A clinic that says otherwise stops, by its file and key; one that says the same does not."""
    write(place, "north/clinic.toml", NORTH + 'primary = "#0b3f4d"\n')
    write(place, "south/clinic.toml", f'{SOUTH}website = "https://south.example"\n[brand]\nprimary = "#123a5c"\n')
    project = open_project(place)
    reason = "The group “rows” keeps this key for itself"
    assert {("south/clinic.toml", key, reason) for key in ("brand.primary", "contact.website")} == faults(project)
    assert ["heron-mill", "north"] == list(project.clinics)


@pytest.mark.parametrize(
    ("kit", "place_of_fault"),
    [
        ("brand = [", ("_groups/rows/group.toml", None)),
        (KIT.replace('"contact.website"', '"contact.web"'), ("_groups/rows/group.toml", "locked")),
        (KIT.replace('["brand.primary", "contact.website"]', '"brand.primary"'), ("_groups/rows/group.toml", "locked")),
        (f'group = "others"{KIT}', ("_groups/rows/group.toml", "group")),
        (f'slug = "rows"{KIT}', ("_groups/rows/group.toml", "slug")),
        (f'colour = "red"{KIT}', ("_groups/rows/group.toml", "colour")),
        (KIT.replace("brand.primary", "contact.numbers.mobile"), ("_groups/rows/group.toml", "locked")),
        (KIT.replace("kit.svg", "gone.svg"), ("_groups/rows/gone.svg", None)),
        (KIT.replace("kit.svg", "../../heron-mill/logo.svg"), ("_groups/rows/group.toml", "brand.logo")),
        (KIT.replace("kit.svg", "/etc/hostname"), ("_groups/rows/group.toml", "brand.logo")),
        (KIT.replace('"aftercare"]', '"aftercare", "aftercare"]'), ("_groups/rows/group.toml", "topics")),
    ],
)
def test_every_fault_of_a_group_is_told_where_it_stands(
    kit: str, place_of_fault: tuple[str, str | None], place: Path
) -> None:
    """It stops its clinics, and the clinic of no group prints."""
    write(place, "_groups/rows/group.toml", kit)
    told = defaultdict[str, list[Problem]](list)
    groups = read_groups(place / "clinics")
    clinics = read_clinics(place / "clinics", groups, lambda slug, found: told[slug].extend(found), [])
    for heir in ("north", "south"):
        assert {place_of_fault} == {where(one) for one in told[heir]}
    assert {place_of_fault} == {where(one) for one in groups["rows"].all_faults}
    assert not told["heron-mill"]
    assert "heron-mill" in clinics


def test_a_group_names_only_what_is_known(place: Path) -> None:
    """A region or topic that nobody knows is told in the group's file, once, and stops its clinics."""
    write(place, "_groups/rows/group.toml", KIT.replace("CA-AB", "CA-XX").replace("aftercare", "aftercar"))
    project = open_project(place)
    assert {("_groups/rows/group.toml", "region"), ("_groups/rows/group.toml", "topics")} == {
        one[:2] for one in faults(project)
    }
    assert ["heron-mill"] == list(project.clinics)


def test_a_group_that_is_not_there_is_a_fault_of_the_clinic(place: Path) -> None:
    """The hint names the group that may be meant."""
    document = tomlkit.parse(SOUTH)
    document["group"] = "row"
    write(place, "south/clinic.toml", tomlkit.dumps(document))
    project = open_project(place)
    [problem] = [one for one in project.faults.all if one.key == "group"]
    assert ("clinics/south/clinic.toml", True) == (problem.path, "rows" in problem.hint)
    assert ["heron-mill", "north"] == list(project.clinics)


def test_a_group_may_say_a_part(place: Path) -> None:
    """What is wrong with a whole is not told of a part: clinics add what is missing. Any key can be locked."""
    kit = 'locked = ["contact.numbers.fax", "hours", "brand.logo"]\n[hours]\nholidays = "closed"\n'
    write(place, "_groups/part/group.toml", kit)
    assert () == read_groups(place / "clinics")["part"].all_faults


def test_a_saved_group_is_read_again(place: Path) -> None:
    """What was remembered of a clinic goes when its group changes, and only then."""
    assert "#d97a1f" == open_project(place).clinics["south"].brand.accent
    write(place, "_groups/rows/group.toml", KIT.replace("#d97a1f", "#2d4a2b"))
    assert ["#2d4a2b", "#2a6db5"] == [open_project(place).clinics[one].brand.accent for one in ("south", "north")]
