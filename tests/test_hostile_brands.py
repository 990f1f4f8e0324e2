"""A hostile folder of a brand is refused with a clear message, or harmless: what it cannot do, it does not.

What style sheets, templates, drawings and pictures may try is tried where each is read; here it is counted with the
rest, so that no kind is lost. What is tried here is what a clinic's or a group's folder can do beyond that.
"""

import base64
import os
import shutil
import struct
import zlib
from collections.abc import Callable, Mapping, Sized
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pngs
import pytest
import test_finished_page
import test_sandbox
import test_sealed
import test_stylesheets
import test_ways_round
from conftest import ROOT
from drawings import AS_DRAWN, LINKS, NO_AREA, NO_NUMBERS, REFUSED, SHAPES, svg
from fontTools.ttLib import TTFont
from hostile.cell import run
from PIL import Image, ImageDraw
from signing import TODAY

from leaflets.composition import Composer
from leaflets.errors import MisuseError, Problem
from leaflets.logos import print_logo
from leaflets.model import Composition, Leaflet
from leaflets.model.brand import Brand
from leaflets.prepress.brand import faults_of_inks
from leaflets.prepress.profile import press_profile
from leaflets.project import Project, open_project
from leaflets.project.overrides import overrides_of
from leaflets.readers.clinics import read_clinics
from leaflets.readers.groups import read_groups
from leaflets.readers.tables import read_value
from leaflets.reviewing.design import standing_of

SLUG, SECRET = "aspen-row", "secret.svg"
TABLE = (ROOT / "clinics" / SLUG / "clinic.toml").read_text("utf-8")
Change = Callable[[Path], None]


def logo_named(name: str) -> Change:
    """Name a logo so, in the clinic's own file."""
    return lambda clinics: _write(clinics / SLUG / "clinic.toml", TABLE.replace("logo.svg", name))


def said(text: str) -> Change:
    """Write so at the head of the clinic's file."""
    return lambda clinics: _write(clinics / SLUG / "clinic.toml", text + TABLE)


def of_group(name: str, text: str = "") -> Change:
    """Make the clinic one of a group; its file says what `text` is."""

    def change(clinics: Path) -> None:
        _write(clinics / "_groups" / "rows" / "group.toml", text)
        _write(clinics / SLUG / "clinic.toml", f"group = {name}\n{TABLE}")

    return change


def linked(place: str, target: str) -> Change:
    """Put a link in the place of a file or folder."""

    def change(clinics: Path) -> None:
        path = clinics / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return change


def both(*changes: Change) -> Change:
    """Do one after the other."""

    def change(clinics: Path) -> None:
        for one in changes:
            one(clinics)

    return change


def piped(place: str) -> Change:
    """Put a pipe, from which nothing ever comes, in the place of a file."""

    def change(clinics: Path) -> None:
        (clinics / place).unlink(missing_ok=True)
        os.mkfifo(clinics / place)

    return change


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


LOGO, CLINIC_TOML, GROUP_TOML = f"{SLUG}/logo.svg", f"{SLUG}/clinic.toml", "_groups/rows/group.toml"
PATHS: dict[str, Change] = {
    f"logo named {name[:40]}": logo_named(name)
    for name in (
        "../secret.svg",
        "art/../../../secret.svg",
        "/etc/passwd",
        "..\\\\..\\\\secret.svg",
        "C:\\\\secret.svg",
        "file:///etc/passwd",
        "https://127.0.0.1:9/logo.svg",
        "//127.0.0.1/share/logo.svg",
        "data:image/svg+xml,<svg/>",
        "~/logo.svg",
        "$HOME/logo.svg",
        "%2e%2e/secret.svg",
        "LOGO.SVG",
        "logo.svg\\u0000.png",
        "\\u202Egvs.ogol",
        "{{ sheet.clinic.folder }}.svg",
        ".",
        "",
        "clinic.toml",
        "a" * 5000,
    )
} | {
    "logo is a link outside": linked(LOGO, f"../../../{SECRET}"),
    "logo is a link to a device": linked(LOGO, "/dev/zero"),
    "logo is a link to itself": linked(LOGO, "logo.svg"),
    "logo is a pipe": piped(LOGO),
    "logo in a folder that is a link outside": both(linked(f"{SLUG}/art", "../../.."), logo_named(f"art/{SECRET}")),
    "clinic is a link outside": linked(SLUG, f"../../{SLUG}"),
    "file is a link outside": linked(CLINIC_TOML, "/etc/passwd"),
    "file is a pipe": piped(CLINIC_TOML),
    "group of another folder": of_group(f'"../{SLUG}"'),
    "group of the folder of groups": of_group('"."'),
    "group by its whole path": of_group('"/etc"'),
    "group in other letters": of_group('"ROWS"'),
    "group of no name": of_group('""'),
    "group is a table": of_group('{ name = "rows" }'),
    "group is a link outside": both(of_group('"rows"'), linked("_groups/rows", f"../../../{SLUG}")),
    "group’s file is a link outside": both(of_group('"rows"'), linked(GROUP_TOML, "/etc/passwd")),
    "group’s file is a pipe": both(of_group('"rows"'), piped(GROUP_TOML)),
    "group’s logo lies outside": both(
        of_group('"rows"', '[brand]\nlogo = "../../../secret.svg"\n'),
        lambda clinics: _write(clinics / CLINIC_TOML, 'group = "rows"\n' + TABLE.replace('logo = "logo.svg"\n', "")),
    ),
}
"""Names and links that lead elsewhere."""
DEEP = {
    "arrays": "deep = " + "[" * 90_000,
    "closed arrays": "deep = " + "[" * 4000 + "]" * 4000,
    "tables in tables": "deep = " + "{a = " * 3000 + "1" + "}" * 3000,
    "a long path of keys": ".".join("a" * 20_000) + " = 1",
    "a number without end": f"deep = {'9' * 200_000}",
    "a name without end": f'deep = "{"a" * 3_000_000}"',
    "thousands of tables": "\n".join(f"[x{number}]\na = 1" for number in range(5000)),
}
TOML_BOMBS: dict[str, Change] = {
    **{f"{name}, of a clinic": said(f"{text}\n") for name, text in DEEP.items()},
    **{f"{name}, of a group": of_group('"rows"', f"{text}\n") for name, text in DEEP.items()},
}
"""Files that are small, or deep, or large, and say nothing."""


@pytest.fixture
def clinics(tmp_path: Path) -> Path:
    """Return the clinics of a project with one clinic; beside the project lies what is nobody's business."""
    folder = tmp_path / "project" / "clinics"
    for place in (folder, tmp_path):
        shutil.copytree(ROOT / "clinics" / SLUG, place / SLUG)
    _write(tmp_path / SECRET, svg(SHAPES))
    return folder


@pytest.mark.parametrize("name", [*PATHS, *TOML_BOMBS])
def test_a_folder_that_leads_elsewhere_is_refused(name: str, clinics: Path, tmp_path: Path) -> None:
    """The clinic stops, with a place, a reason and a hint; nothing outside is opened, and nothing takes long."""
    {**PATHS, **TOML_BOMBS}[name](clinics)
    ending = run(partial(_read, clinics), clinics.parent, tmp_path / "log")
    assert (None, 1) == (ending.fault, ending.code), ending.printed[-2000:]


def _read(clinics: Path) -> int:
    """Read all clinics; return 1 if each that is refused is refused in words, and nothing is left."""
    told: list[Problem] = []
    groups = read_groups(clinics)
    found = read_clinics(clinics, groups, lambda _, problems: told.extend(problems), [])
    clear = told and all(one.path.startswith("clinics/") and one.reason and one.hint for one in told)
    is_short = all(len(str(one)) < 1200 for one in told)
    print(*told, sorted(found), sep="\n")  # noqa: T201 - what is shown where it fails
    return 1 if clear and is_short and any(one.severity == "error" for one in told) else 0


PICTURE = base64.b64encode(pngs.KINDS["colours"].data).decode()
PROFILE_BOMB = pngs.png(
    pngs.COLOUR, 8, pngs.B, pngs.G, pngs.chunk(b"iCCP", b"A\0\0" + zlib.compress(bytes(90_000_000)))
)
BODIES = {
    "shows a file beside it": '<image href="photo.png" width="9" height="9"/>',
    "shows a file of the system": '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
    "uses a drawing of a file": '<use href="file:///etc/passwd#a"/>',
    "uses a drawing of the web": '<use xlink:href="https://127.0.0.1:9/a.svg#a"/>',
    "shows a share of another machine": '<image href="\\\\127.0.0.1\\a.png" width="9" height="9"/>',
    "filters with a picture of the web": '<filter id="f"><feImage href="https://127.0.0.1:9/a.png"/></filter>',
    "is styled with a picture of the web": '<g style="background: url(https://127.0.0.1:9/a.png)"/>',
    "is painted with a file": '<rect width="9" height="9" fill="url(file:///etc/passwd#a)"/>',
    "is styled from the web": "<style>@import url(https://127.0.0.1:9/a.css);</style>",
    "holds a page": "<foreignObject><p>Call 977</p></foreignObject>",
    "holds a frame": '<iframe src="https://127.0.0.1:9/"/>',
    "runs a script": "<script>alert(1)</script>",
    "runs a script of the web": '<script href="https://127.0.0.1:9/a.js"/>',
    "runs when it is touched": '<rect width="9" height="9" onclick="alert(1)"/>',
    "runs when it begins": '<animate attributeName="x" onbegin="alert(1)"/>',
    "shows a page as a picture": '<image href="data:text/html,<b>x</b>" width="9" height="9"/>',
    "shows a picture with a bomb as its profile": (
        f'<image href="data:image/png;base64,{base64.b64encode(PROFILE_BOMB).decode()}" width="9" height="9"/>'
    ),
    "says a number to call": "<text>Call 977</text>",
}
DRAWINGS: dict[str, str | bytes] = {}
DRAWINGS |= {name: svg(body + SHAPES) for name, body in BODIES.items()} | {
    "brings its definition from the web": f'<!DOCTYPE svg SYSTEM "https://127.0.0.1:9/a.dtd">{svg(SHAPES)}',
    "brings its style from the web": f'<?xml-stylesheet href="https://127.0.0.1:9/a.css"?>{svg(SHAPES)}',
    "includes a file": svg(
        f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>{SHAPES}'
    ),
    "links to a script": svg(f'<a href="javascript:alert(1)">{SHAPES}</a>'),
    "changes while it is looked at": svg(
        f'{SHAPES}<animate attributeName="opacity" to="0" dur="1s"/><set attributeName="href" to="https://127.0.0.1:9"/>'
    ),
}
DRAWINGS["is in another encoding"] = svg(SHAPES + "<script/>").encode("utf-16")
"""Drawings as logos that ask for what is not theirs, run something, or say something."""
TRACES = ("127.0.0.1", "passwd", "javascript", "script", "onclick", "animate", "file:")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_that_asks_or_runs_is_refused_or_stripped(name: str, project: Project, tmp_path: Path) -> None:
    """A logo that is refused says why; of one that prints, nothing is left but what is drawn."""
    content = DRAWINGS[name]
    path = tmp_path / "logo.svg"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    logo = print_logo(path, "clinics/x/logo.svg", tuple(project.fonts.all_folders))
    printed = base64.b64decode(logo.uri.partition(",")[2]).decode("latin-1")
    assert bool(logo.uri) != bool(logo.faults)
    assert all(one.hint for one in logo.faults)
    assert not [one for one in TRACES if one in printed]


RED, DARK = "#a3101c", "#7a5200"
WORD = '<path d="M25 30h70v40H25zM105 30h70v40h-70z" fill="#fff"/>'
FRAME = '<rect x="2" y="2" width="196" height="76" rx="{}" fill="{}" stroke="{}" stroke-width="4"/>'


def _pill() -> bytes:
    picture = Image.new("RGBA", (1200, 400))
    ImageDraw.Draw(picture).rounded_rectangle((0, 0, 1199, 399), 200, fill="#d5001c")
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


IMITATIONS: dict[str, str | bytes] = {
    "a red box": svg(f'<rect width="200" height="80" fill="{RED}"/>{WORD}'),
    "a red box with round corners": svg(f'<rect width="200" height="80" rx="12" fill="{RED}"/>{WORD}'),
    "a brighter red box": svg(f'<rect width="200" height="80" fill="#e30613"/>{WORD}'),
    "a box that shades into red": svg(
        '<linearGradient id="g"><stop stop-color="#c8102e"/><stop offset="1" stop-color="#8b0000"/></linearGradient>'
        f'<rect width="200" height="80" fill="url(#g)"/>{WORD}'
    ),
    "a red frame": svg(FRAME.format(9, "#fff", RED) + '<path d="M25 30h70v20H25z"/>'),
    "a red frame with a head": svg(FRAME.format(9, "#fff", RED) + f'<path d="M0 0h200v30H0z" fill="{RED}"/>'),
    "a red box on a ground": svg(f'<path d="M0 0h200v100H0z" fill="#eee"/><path d="M9 9h182v70H9z" fill="{RED}"/>'),
    "an amber box with a pale ground": svg(FRAME.format(9, "#ffefcc", DARK)),
    "a red picture": _pill(),
}
HONEST: dict[str, str] = {
    "a red disc": svg(f'<circle cx="50" cy="50" r="50" fill="{RED}"/><path d="M110 40h90v20h-90z"/>'),
    "a red square": svg(f'<path d="M0 0h100v100H0z" fill="{RED}"/>').replace("0 0 200 100", "0 0 100 100"),
    "a red cross": svg(f'<path d="M80 0h40v100H80zM20 30h160v40H20z" fill="{RED}"/>'),
    "red letters": svg(
        "".join(f'<path d="M{x} 20h16v9h-9v12h7v9h-7v12h9v9h-16z" fill="{RED}"/>' for x in range(0, 190, 22))
    ),
    "a red line under a word": svg(f'<path d="M0 20h200v50H0z" fill="#333"/><path d="M0 80h200v6H0z" fill="{RED}"/>'),
    "a blue box": svg(f'<rect width="200" height="80" fill="#123456"/>{WORD}'),
}


@pytest.mark.parametrize("name", [*IMITATIONS, *HONEST])
def test_no_logo_looks_like_the_box_of_a_warning(name: str, project: Project, tmp_path: Path) -> None:
    """A wide box, filled or framed in the colour of a warning, is refused; what is red and no box prints."""
    content = {**IMITATIONS, **HONEST}[name]
    path = tmp_path / ("logo.svg" if isinstance(content, str) else "logo.png")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    logo = print_logo(path, "clinics/x/logo.svg", tuple(project.fonts.all_folders))
    told = " ".join(f"{one.reason} {one.hint}" for one in logo.faults)
    assert (name in IMITATIONS) == ("has to look like nothing else on the page" in told), told
    assert bool(logo.uri) == (name in HONEST)


def _headed(size: int, tags: int, rest: bytes = b"") -> bytes:
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"prtr", b"CMYK", b"Lab ") + bytes(12) + b"acsp"
    return head.ljust(128, b"\0") + struct.pack(">I", tags) + rest


def _grid(points: int) -> bytes:
    """Return a profile whose table of colours promises so many points along each of four inks."""
    tables = b"mft2" + bytes(4) + bytes([4, 3, points, 0]) + bytes(36) + struct.pack(">HH", 4096, 4096) + bytes(64)
    tag = b"".join(struct.pack(">4sII", name, 168, len(tables)) for name in (b"A2B1", b"B2A1", b"A2B0"))
    return _headed(168 + len(tables), 3, tag + tables)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(4 * 1024**3)


PROFILES: dict[str, bytes | Callable[[Path], None]] = {
    "a file of four gigabytes": _sparse,
    "a promise of four gigabytes": _headed(2**32 - 1, 1),
    "billions of tags": _headed(2**32 - 1, 2**32 - 1),
    "a table of four billion colours": _grid(255),
    "a tag that lies beyond the end": _headed(200, 1, struct.pack(">4sII", b"A2B0", 2**31, 2**31)),
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a page": b"<html/>" * 99,
}


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_that_is_a_bomb_is_refused(name: str, tmp_path: Path) -> None:
    """It is refused in words, within a gigabyte and twenty seconds."""
    path, content = tmp_path / "press.icc", PROFILES[name]
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    ending = run(partial(_profiled, path), tmp_path, tmp_path / "log", Path("/dev/zero"))
    assert (None, 2) == (ending.fault, ending.code), ending.printed[-2000:]


def _profiled(path: Path) -> int:
    try:
        press_profile(path)
    except MisuseError as refused:
        return 2 if all(one.hint for one in refused.problems) else 3
    return 0


def test_a_picture_whose_profile_is_a_bomb_is_harmless(project: Project, tmp_path: Path) -> None:
    """A PNG prints without a colour profile that would fill the memory, or is refused in words."""
    (tmp_path / "logo.png").write_bytes(PROFILE_BOMB)
    logo = print_logo(tmp_path / "logo.png", "clinics/x/logo.png", tuple(project.fonts.all_folders))
    assert bool(logo.uri) != bool(logo.faults)
    assert len(logo.uri) < 200_000


INKS = {
    "the red of emergencies": ("cmyk", [0, 98, 83, 35]),
    "a brighter red": ("cmyk", [0, 100, 100, 0]),
    "the amber of warnings": ("cmyk", [0, 33, 100, 52]),
    "the pale amber of warnings": ("cmyk", [0, 6, 24, 0]),
    "the yellow of the draft mark": ("cmyk", [0, 4, 17, 0]),
    "no number": ("cmyk", [float("nan")] * 4),
    "numbers without end": ("cmyk", [float("inf")] * 4),
    "less than none": ("cmyk", [-1, 0, 0, 0]),
    "more than the paper takes": ("cmyk", [100, 100, 100, 1]),
    "words": ("cmyk", ["100", "0", "0", "red"]),
    "all plates": ("spot", "All"),
    "the black plate": ("spot", " black "),
    "no plate": ("spot", "None"),
    "signs that nobody sees": ("spot", "Teal\u202e"),
    "a name without end": ("spot", "A" * 61),
}


@pytest.mark.parametrize("name", INKS)
@pytest.mark.parametrize("role", ["primary", "accent"])
def test_inks_of_a_warning_are_refused(name: str, role: str, project: Project) -> None:
    """Inks that print like a warning, that are none, or whose name means another plate, are refused with a hint."""
    clinic = project.clinics[SLUG]
    key, value = INKS[name]
    table = {**clinic.brand.model_dump(mode="json", exclude={"press"}), "press": {role: {key: value}}}
    problems: list[Problem] = []
    looks = read_value(Brand, table, "clinic.toml", problems)
    if looks is not None:
        problems += faults_of_inks(project, clinic.model_copy(update={"brand": looks}), press_profile())
    assert problems
    assert all(one.hint and role in str(one.key) for one in problems)


HIDING = ".draft, .warning { display: none }"
STRAY: Mapping[str, str] = {
    "templates/css/standard.css": HIDING,
    "css/standard.css": HIDING,
    "style.css": HIDING,
    "templates/parts/draft.html.j2": "",
    "templates/parts/warning.html.j2": "<p>Free of risk</p>",
    "templates/layouts/standard.html.j2": "{{ content.title }}",
    "templates/topics/aftercare.html.j2": "{{ svg.__globals__ }}",
    "locales/en/LC_MESSAGES/leaflets.po": 'msgid "Draft"\nmsgstr "Approved"\n',
    "evidence/facts.toml": "[F30]\nsure = true\n",
    "fonts/fonts.toml": '[typeface.source-sans]\ntext = "Other"\n',
    "regions.toml": '[CA-AB]\nemergency = "977"\n',
    "signoffs.toml": "[[signoff]]\n",
    "conftest.py": "raise SystemExit\n",
    ".leaflets.toml": "release = true\n",
}
"""What a clinic's or a group's folder may hold, and nobody reads: by it, content is overridden elsewhere."""


def test_what_lies_in_a_clinics_folder_overrides_nothing(clinics: Path, composer: Composer) -> None:
    """Style sheets, templates, words and sign-offs in the folder of a clinic or a group change no leaflet of theirs."""
    of_group('"rows"')(clinics)
    leaflet = Leaflet(SLUG, "ar", "aftercare")
    before = composer.compose(leaflet)
    for place in (clinics / SLUG, clinics / "_groups" / "rows", clinics / "_groups"):
        for name, text in STRAY.items():
            _write(place / name, text)
    opened = open_project(clinics.parent)
    after = Composer(opened).compose(leaflet)
    assert isinstance(before, Composition), before
    assert (before, ()) == (after, overrides_of(opened))
    assert "draft" in before.state


def swapped_glyphs(root: Path) -> str:
    """Put a font into the folder in which a seven looks like a one: no reader of the text would see it."""
    path = root / "fonts" / "source-sans-3" / "SourceSans3-Regular.ttf"
    shutil.copytree(ROOT / "fonts" / "source-sans-3", path.parent)
    shutil.copy(ROOT / "fonts" / "fonts.toml", root / "fonts")
    with TTFont(path) as font:
        for table in font["cmap"].tables:
            table.cmap[ord("1")] = table.cmap.get(ord("7"), "seven")
        font.save(path)
    return path.relative_to(root).as_posix()


def styled(rule: str, name: str = "standard") -> Callable[[Path], str]:
    """Add a rule to a style sheet of the folder's own."""

    def change(root: Path) -> str:
        path = root / "templates" / "css" / f"{name}.css"
        text = path if path.exists() else ROOT / "templates" / "css" / path.name
        _write(path, f"{text.read_text('utf-8')}\n{rule}")
        return path.relative_to(root).as_posix()

    return change


OVERRIDES: dict[str, Callable[[Path], str]] = {
    "swapped glyphs": swapped_glyphs,
    "an emergency in the colour of the brand": styled(".warning-head { background: var(--primary) !important }"),
    "an emergency without its stripes": styled(".emergency::before { display: none }", "large-print"),
    "a key point that looks like an emergency": styled(".key li { background: #a3101c; color: #fff }", "bilingual"),
    "a shrunk emergency": styled(".warning { width: 60mm }", "mono"),
    "a mark of drafts as a mark of approval": styled(".draft { color: #060; background: #cfc }", "staff"),
}
"""What a project's own templates and fonts may do to a page that no reader of its words would see."""


def test_no_override_is_final_unseen(clinics: Path) -> None:
    """Each of them is named, and until somebody has signed for the look, every leaflet is a draft."""
    root = clinics.parent
    (root / "locales").mkdir()
    changed = {change(root) for change in OVERRIDES.values()}
    opened = open_project(root)
    assert changed == {one.path for one in overrides_of(opened)}
    assert not standing_of(opened, TODAY).is_covered


def _cases(test: Any) -> Sized:
    """Return the cases of a test that has them in its head."""
    cases: Sized = test.pytestmark[0].args[1]
    return cases


KINDS: Mapping[str, Sized] = {
    "logos that burst, loop, reach out or are none": REFUSED.keys() - NO_NUMBERS.keys() - NO_AREA.keys(),
    "links, fonts and entities in logos": AS_DRAWN.keys() & LINKS.keys(),
    "pictures that burst or are none": pngs.REFUSED_PNGS,
    "style sheets that reach out": _cases(test_stylesheets.test_a_style_sheet_that_reaches_out_is_refused),
    "templates that reach out": _cases(test_sandbox.test_a_layout_reaches_nothing),
    "templates that never end": _cases(test_sandbox.test_a_layout_ends),
    "projects that ask for what lies elsewhere": test_sealed.ATTEMPTS,
    "pages that hide, cover, shrink or add": test_finished_page.HIDDEN,
    "ways round a signature": test_ways_round.WAYS,
    "paths and links": PATHS,
    "deep and endless files": TOML_BOMBS,
    "drawings that ask, run or speak": DRAWINGS,
    "logos like a warning": IMITATIONS,
    "profiles that burst": PROFILES,
    "inks of warnings": INKS,
    "files that are nobody’s": STRAY,
    "overrides that words do not show": OVERRIDES,
}
"""Every kind of hostile brand that is tried, here or where its sort of file is read."""


def test_there_are_hostile_brands_enough() -> None:
    """At least sixty kinds are tried in this file, and each sort that is tried elsewhere is still there."""
    here: tuple[Sized, ...] = (PATHS, TOML_BOMBS, DRAWINGS, IMITATIONS, PROFILES, INKS, STRAY, OVERRIDES)
    assert sum(map(len, here)) >= 60
    assert sum(map(len, KINDS.values())) >= 300
    assert min(map(len, KINDS.values())) >= 6
