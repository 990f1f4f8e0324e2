"""One slip stops what rests on it, and nothing else: every other leaflet is the same, byte for byte."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_leaflets

from leaflets.composition import compose_all
from leaflets.errors import ProjectError
from leaflets.logos import check_logos
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import Project, open_project
from leaflets.selection import Selection, choose

TOPICS, LANGUAGES = ("questions", "side-effects"), ("ar", "en")
CHOICE = ("-t", "aftercare", "-t", "questions", "-t", "side-effects", "-l", "ar", "-l", "en", "-l", "pa")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Return a copy of everything that people wrote, without a fault."""
    root = tmp_path / "project"
    for part in ("clinics", "evidence", "locales", "templates"):
        shutil.copytree(ROOT / part, root / part)
    return root


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _append(path: Path, text: str) -> None:
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{text}\n", "utf-8")


def _of_clinic(root: Path) -> None:
    _change(root / "clinics/heron-mill/clinic.toml", "primary = ", 'primary = "#ffee00"\nwas = ')


def _of_logo(root: Path) -> None:
    (root / "clinics/heron-mill/logo.svg").write_text("<svg>", "utf-8")


def _of_bomb(root: Path) -> None:
    """Add a clinic with a logo of a kilobyte that would take days to draw: each level draws the one below ten times."""
    levels = ["<path id='l0' d='M0 0h9v9z'/>"]
    levels += [f"<g id='l{level}'>" + f"<use href='#l{level - 1}'/>" * 10 + "</g>" for level in range(1, 8)]
    shutil.copytree(root / "clinics/aspen-row", root / "clinics/birch-row")
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    bomb = f"{head}<defs>{''.join(levels)}</defs><use href='#l7'/></svg>"
    (root / "clinics/birch-row/logo.svg").write_text(bomb, "utf-8")


def _of_region(root: Path) -> None:
    _change(root / "clinics/regions.toml", '[GB]\nemergency = "999"', '[GB]\nemergency = "nine"')


def _of_language(root: Path) -> None:
    _append(root / "locales/ar/words.toml", "no toml")


def _of_exceptions(root: Path) -> None:
    _append(root / "locales/ar/exceptions.toml", '[[exception]]\nrule = "C99"')


def _of_line(root: Path) -> None:
    _change(root / "locales/languages.toml", "\nar = {", '\nar = { spoken = "widely",')


def _of_signoffs(root: Path) -> None:
    _append(root / "locales/ar/signoffs.toml", '[[signoff]]\ntopic = "aftercare"')


def _of_source(root: Path) -> None:
    _change(root / "evidence/facts.toml", '"nice-ng59"', '"nice-that-is-gone"')


def _of_unreadable_source(root: Path) -> None:
    sources = json.loads((root / "evidence/sources.json").read_text("utf-8"))
    faulty = [one | {"title": 7} if one["id"] == "nice-ng59" else one for one in sources]
    (root / "evidence/sources.json").write_text(json.dumps(faulty), "utf-8")


def _of_topic(root: Path) -> None:
    _append(root / "templates/topics/side-effects.html.j2", "{% if %}")


def _of_typeface(root: Path) -> None:
    shutil.copytree(ROOT / "fonts", root / "fonts")
    face = 'headings = "Source Serif 4"'
    _change(root / "fonts/fonts.toml", face, f'{face}\nitalics = "none"')


def _is(**names: str) -> Any:
    return lambda leaflet: all(name == getattr(leaflet, key) for key, name in names.items())


Leaflets = dict[Leaflet, Composition | Failed]


def _composed(project: Project) -> Leaflets:
    leaflets = choose(project, Selection(topics=TOPICS, languages=LANGUAGES))
    return dict(zip(leaflets, compose_all(project, leaflets), strict=True))


@pytest.fixture(scope="module")
def without_faults(project: Project) -> Leaflets:
    """Compose the leaflets of a project in which nothing is wrong."""
    return _composed(project)


@pytest.mark.parametrize(
    ("slip", "touched"),
    [
        (_of_clinic, _is(clinic="heron-mill")),
        (_of_logo, _is(clinic="heron-mill")),
        (_of_region, _is(clinic="heron-mill")),
        (_of_language, _is(language="ar")),
        (_of_exceptions, _is(language="ar")),
        (_of_line, _is(language="ar")),
        (_of_signoffs, _is(language="ar")),
        (_of_source, _is(topic="questions")),
        (_of_unreadable_source, _is(topic="questions")),
        (_of_topic, _is(topic="side-effects")),
    ],
    ids=lambda one: getattr(one, "__name__", "").removeprefix("_of_"),
)
def test_a_slip_stops_what_rests_on_it(slip: Any, touched: Any, sound: Path, without_faults: Leaflets) -> None:
    """Leaflets that rest on a slip fail with its problems, each names its file; all others are as without it."""
    slip(sound)
    project = open_project(sound)
    found = _composed(project)
    assert without_faults.keys() == found.keys()
    failed = {leaflet for leaflet, outcome in found.items() if isinstance(outcome, Failed)}
    assert {leaflet for leaflet in found if touched(leaflet)} == failed
    assert {one: without_faults[one] for one in found if one not in failed} == {
        one: outcome for one, outcome in found.items() if one not in failed
    }
    told = {problem for outcome in found.values() if isinstance(outcome, Failed) for problem in outcome.problems}
    assert set(project.faults.all) == told


def test_all_slips_at_once(sound: Path, tmp_path: Path) -> None:
    """With a slip of each kind in one project, a build prints all other leaflets as ever and names each slip once."""
    for slip in (_of_clinic, _of_language, _of_source, _of_topic, _of_bomb):
        slip(sound)
    _append(sound / "clinics/regions.toml", "[XX]\nemergency = 1")
    _change(sound / "clinics/cottonwood-lane/clinic.toml", 'region = "CA-AB"', 'region = "XX"')
    done = run_leaflets("build", *CHOICE, "--out", "out", cwd=sound)
    report = json.loads((sound / "out/report.json").read_text("utf-8"))
    printed = {path.relative_to(sound / "out") for path in (sound / "out").rglob("*.pdf")}
    wanted = {Path(Leaflet("aspen-row", language, "aftercare").path) for language in ("en", "pa")}
    assert 1 == done.returncode
    assert wanted == printed
    whole = tmp_path / "whole"
    chosen = ("-c", "aspen-row", "-t", "aftercare", "-l", "en", "-l", "pa")
    run_leaflets("build", *chosen, "--out", str(whole), cwd=ROOT, check=True)
    assert {path: (whole / path).read_bytes() for path in wanted} == {
        path: (sound / "out" / path).read_bytes() for path in printed
    }
    project = open_project(sound)
    expected = [*project.faults.all, *check_logos(project, ["birch-row"])]
    faults = {
        tuple(one[key] for key in ("path", "reason")) for leaflet in report["leaflets"] for one in leaflet["problems"]
    }
    assert {(one.path, one.reason) for one in expected} == faults
    assert {one.place: 1 for one in expected} == {one.place: done.stdout.count(f"{one.place}\n") for one in expected}
    assert "clinics/birch-row/logo.svg" in {one.path for one in expected}
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("slip", [_of_clinic, _of_region], ids=["clinic", "region"])
def test_other_clinics_are_not_asked(slip: Any, sound: Path) -> None:
    """A build of one clinic, and a list, need no other clinic to be sound."""
    slip(sound)
    project = open_project(sound)
    leaflets = choose(project, Selection(["aspen-row"], ["aftercare"], ["en"]))
    assert [Composition] == [type(one) for one in compose_all(project, leaflets)]


def test_a_list_marks_what_has_faults(sound: Path) -> None:
    """What has faults stands in the list with its name, so that nobody looks for it in vain."""
    for slip in (_of_clinic, _of_language, _of_topic):
        slip(sound)
    mark = "(has faults, see: leaflets check)"
    for kind, name in (("clinics", "heron-mill"), ("languages", "ar"), ("topics", "side-effects")):
        listed = run_leaflets("list", kind, cwd=sound)
        rows = [line.split("\t")[:2] for line in listed.stdout.splitlines()]
        assert (0, 1) == (listed.returncode, rows.count([name, mark])), listed.stdout


def test_a_clinic_of_which_nothing_is_known_fails_once(sound: Path) -> None:
    """A clinic whose file cannot be read at all is named once, and the rest is printed."""
    (sound / "clinics/heron-mill/clinic.toml").write_text("no toml", "utf-8")
    done = run_leaflets("build", "-t", "aftercare", "-l", "en", "--out", "out", cwd=sound)
    report = json.loads((sound / "out/report.json").read_text("utf-8"))
    assert 1 == done.returncode
    assert ["clinics/heron-mill/clinic.toml"] == [one["path"] for one in report["problems"]]
    assert ["aspen-row", "cottonwood-lane"] == [one["clinic"] for one in report["leaflets"]]
    assert 1 == done.stdout.count("clinics/heron-mill/clinic.toml")


@pytest.mark.parametrize(
    "file", ["locales/languages.toml", "evidence/facts.toml", "evidence/sources.json", "clinics/regions.toml"]
)
def test_what_all_of_it_rests_on_stops_all(file: str, sound: Path) -> None:
    """A shared file that cannot be read at all stops every command, with one problem that names it."""
    (sound / file).write_text("{ no toml", "utf-8")
    with pytest.raises(ProjectError) as caught:
        open_project(sound)
    assert [file] == [one.path for one in caught.value.problems]


def test_unreadable_signoffs_make_nothing_final(sound: Path) -> None:
    """Where sign-offs cannot be read, a leaflet is neither final nor a draft: it fails, and says why."""
    _of_signoffs(sound)
    [outcome] = compose_all(open_project(sound), [Leaflet("aspen-row", "ar", "aftercare")])
    assert isinstance(outcome, Failed)
    assert {"locales/ar/signoffs.toml"} == {one.path for one in outcome.problems}
