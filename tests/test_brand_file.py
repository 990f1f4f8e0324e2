"""A `_brand.yml` gives a new clinic its look, and a file of a stranger gives it nothing else."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.errors import MisuseError
from leaflets.project import Project, open_project
from leaflets.project.brand_file import take_brand
from leaflets.readers.structure import DEEPEST

GIVEN = (
    "--region", "CA-AB", "--address", "1 Birch Lane", "--phone", "+1 780 555 0144",
    "--regulator", "College of Physiotherapists of Alberta", "--topics", "aftercare",
)  # fmt: skip
WHOLE = """\
meta:
  name: {short: Birch, full: Birch Lane Physiotherapy}
  link: {home: "https://birch.example", github: "https://code.example"}
logo:
  images:
    mark: {path: art/mark.svg, alt: A mark}
  small: art/icon.png
  medium: {light: mark, dark: art/white.svg}
color:
  palette: {sea: "#123a5c", house: sea, sun: "#d97a1f"}
  primary: house
  secondary: "#707073"
  tertiary: sun
typography:
  base: {family: Source Sans Pro, size: 12pt}
  headings: Source Serif 4
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a project without a clinic, with a logo in a folder."""
    (tmp_path / "clinics").mkdir()
    (tmp_path / "art").mkdir()
    shutil.copyfile(ROOT / "clinics" / "aspen-row" / "logo.svg", tmp_path / "art" / "mark.svg")
    return tmp_path


def new(place: Path, text: str, *more: str) -> tuple[int, str]:
    """Make a clinic of a brand's file; return the exit code and what was told."""
    (place / "_brand.yml").write_text(text, "utf-8")
    done = run_leaflets("clinic", "new", "--brand-file", "_brand.yml", *GIVEN, *more, cwd=place)
    return done.returncode, done.stdout


def faults(project: Project, place: Path, text: str) -> dict[str, str]:
    """Return what is wrong with a brand's file, by place."""
    (place / "_brand.yml").write_text(text, "utf-8")
    with pytest.raises(MisuseError) as caught:
        take_brand(project, place / "_brand.yml", ())
    return {one.place.removeprefix(f"{place.as_posix()}/"): one.reason for one in caught.value.problems}


def test_a_whole_brand_makes_a_clinic(place: Path) -> None:
    """Name, website, logo, colours by their names, and a typeface; what is not used is named, once."""
    code, told = new(place, WHOLE)
    assert 0 == code, told
    clinic = open_project(place).clinics["birch-lane-physiotherapy"]
    brand = clinic.brand
    assert ("Birch Lane Physiotherapy", "https://birch.example") == (clinic.name, clinic.contact.website)
    assert ("#123a5c", "#d97a1f", "source-serif") == (brand.primary, brand.accent, brand.typeface)
    assert clinic.logo.read_bytes() == (place / "art" / "mark.svg").read_bytes()
    assert "brand.primary = #123a5c, from color.palette.sea" in told
    [unused] = [line for line in told.splitlines() if line.startswith("Not used")]
    for key in ("meta.name.short", "meta.link.github", "logo.small", "logo.medium.dark", "color.secondary"):
        assert (key in unused) == (key != "color.secondary"), unused  # a grey was looked at, and passed over


def test_what_is_said_goes_before_the_file(place: Path) -> None:
    """An option wins; what the file lacks comes from the logo; and a typeface that is not ours is told."""
    text = "logo: {path: ./art/mark.svg}\ncolor: {primary: '#ff0000'}\ntypography: {base: Comic Sans}\n"
    code, told = new(place, text, "Mine", "--primary", "#123a5c")
    assert 0 == code, told
    brand = open_project(place).clinics["mine"].brand
    assert ("#123a5c", "source-sans") == (brand.primary, brand.typeface)
    assert "“Comic Sans” is not among our typefaces. The leaflets are set in source-sans" in told
    assert "brand.accent = #" in told
    assert "Not used of _brand.yml: color" in told


def test_what_the_group_says_is_not_taken(place: Path) -> None:
    """A group's colours and logo stand for its clinics, whatever a brand's file says."""
    group = place / "clinics" / "_groups" / "rows"
    group.mkdir(parents=True)
    shutil.copyfile(place / "art" / "mark.svg", group / "logo.svg")
    look = 'locked = ["brand"]\n[brand]\nlogo = "logo.svg"\nprimary = "#0b3f4d"\naccent = "#d97a1f"\n'
    (group / "group.toml").write_text(f'{look}typeface = "atkinson"\n', "utf-8")
    code, told = new(place, WHOLE, "--group", "rows")
    assert 0 == code, told
    assert "brand" not in (place / "clinics" / "birch-lane-physiotherapy" / "clinic.toml").read_text("utf-8")


def test_every_fault_is_told_at_its_key(project: Project, place: Path) -> None:
    """All at once, with the line, and in the words of a clinic's file."""
    text = (
        "meta:\n  name: [Birch]\n  link: birch\nlogo: ../art/mark.svg\ncolor:\n  palette: {a: b, b: a}\n"
        '  primary: a\n  secondary: "#ff0000"\n'
    )
    found = faults(project, place, text)
    assert [
        "_brand.yml:2, meta.name",
        "_brand.yml:3, meta.link",
        "_brand.yml:4, logo",
        "_brand.yml:6, color.palette.a",
        "_brand.yml:8, color.secondary",
    ] == list(found)
    assert "red of emergencies" in found["_brand.yml:8, color.secondary"]
    code, told = new(place, text)
    assert (2, []) == (code, list((place / "clinics").iterdir())), told


def test_a_colour_that_became_a_note_is_explained(project: Project, place: Path) -> None:
    """Without quotes, a # makes a note of what follows."""
    assert {"_brand.yml:1, color.primary": "No colour stands here."} == faults(
        project, place, "color: {primary:  #0b3f4d\n  }\n"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", "An alias stands for a whole table or list"),
        ("a: &a\n  b: *a\n", "An alias stands for a whole table or list"),
        ("base: &b {a: x}\ncolor:\n  <<: *b\n", "An alias stands for a whole table or list"),
        ("a: *nobody\n", "An alias names nothing"),
        ("a: !!python/object/apply:os.system [ls]\n", "A tag such as !!python"),
        ("a: !!python/name:os.system ''\n", "A tag such as !!python"),
        ("a: 1\na: 2\n", "stands twice"),
        ("? [a]\n: b\n", "A key has to be a text"),
        ("a: b\n---\na: b\n", "more than one document"),
        ("a: b: c\n", "This is not valid YAML"),
        ('a: "\\ud800"\n', "half of a character"),
        ('a: "\\UFFFFFFFF"\n', "far too large"),
        ("a: \x07\n", "a character that YAML does not know"),
        ("- a\n", "no table of keys"),
        ("", "no table of keys"),
        ("[" * 30_000, "far too deep"),
        ("{a: " * (DEEPEST + 1) + "}" * (DEEPEST + 1), "far too deep"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(200)), "far too deep"),
        (f"a: {'x' * 100_000}\n", "larger than 64 kB"),
    ],
)
def test_what_no_brand_needs_is_refused(project: Project, place: Path, text: str, told: str) -> None:
    """Nothing is made of tags, nothing swells, nothing lies deep, and nothing is guessed."""
    [reason] = faults(project, place, text).values()
    assert told in reason


@pytest.mark.parametrize(
    ("logo", "told"),
    [
        ("https://birch.example/logo.svg", "lies elsewhere"),
        ("data:image/svg+xml;base64,AAAA", "lies elsewhere"),
        ("/etc/hostname", "lies elsewhere"),
        ("C:\\logo.svg", "lies elsewhere"),
        ("art/none.svg", "is not there"),
        ("art", "it is a folder"),
        ("art/out.svg", "a link to a place outside"),
        ("_brand.yml", "neither SVG nor PNG"),
    ],
)
def test_a_logo_lies_beside_the_file(project: Project, place: Path, logo: str, told: str) -> None:
    """Nothing is fetched, and no link leads out of the folder."""
    (place / "art" / "out.svg").symlink_to(ROOT / "clinics" / "aspen-row" / "logo.svg")
    [reason] = faults(project, place, f"logo: '{logo}'\n").values()
    assert told in reason


def test_a_name_may_look_like_another_kind_of_value(project: Project, place: Path) -> None:
    """Nobody asks what else `2026` could mean; a text may be repeated by an alias."""
    (place / "_brand.yml").write_text("meta:\n  name: &n 2026\n  link: null\nother: *n\n", "utf-8")
    assert {"name": "2026"} == take_brand(project, place / "_brand.yml", ()).values


def test_without_a_name_it_is_asked_for(place: Path) -> None:
    """Where nobody can be asked, it is told as missing."""
    code, told = new(place, "logo: art/mark.svg\n")
    assert (2, True) == (code, "NAME is missing" in told)
