"""Slips of every kind lie in one project: each stops what rests on it and says so, and everything else is as ever."""

import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from conftest import ROOT

from leaflets.composition import compose_all
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import Project, open_project

SOUND = "aspen-row"
Slip = Callable[[Path], None]
Outcomes = dict[Leaflet, Composition | Failed]


def compose(project: Project, leaflets: Iterable[Leaflet]) -> Outcomes:
    """Compose leaflets of a project."""
    chosen = list(leaflets)
    return dict(zip(chosen, compose_all(project, chosen), strict=True))


def printed(outcome: Composition | Failed) -> tuple[str, str, str]:
    """Return what is printed of a leaflet, without the name of its project's look, which slips in drawings change."""
    assert isinstance(outcome, Composition)
    return re.sub(r'<meta name="look"[^>]*>', "", outcome.html), outcome.stylesheet, outcome.content_id


def change(file: str, old: str, new: str) -> Slip:
    """Write something else in the place of a text."""

    def slip(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return slip


def write(file: str, data: bytes) -> Slip:
    """Write something else into a file."""

    def slip(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return slip


def cut(file: str, rest: float) -> Slip:
    """Cut a file off."""

    def slip(folder: Path) -> None:
        data = (folder / file).read_bytes()
        (folder / file).write_bytes(data[: int(len(data) * rest)])

    return slip


def _logo_gone(folder: Path) -> None:
    (folder / "logo.svg").unlink()


def _logo_elsewhere(folder: Path) -> None:
    (folder / "logo.svg").unlink()
    (folder / "logo.svg").symlink_to(ROOT / "clinics" / SOUND / "logo.svg")


def _file_is_a_pipe(folder: Path) -> None:
    (folder / "clinic.toml").unlink()
    os.mkfifo(folder / "clinic.toml")


def _file_is_a_folder(folder: Path) -> None:
    (folder / "clinic.toml").unlink()
    (folder / "clinic.toml").mkdir()


TOML = "clinic.toml"
WORDY = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Hi</text></svg>'
OF_CLINICS: dict[str, Slip] = {
    "typeface": change(TOML, '"source-sans"', '"comic"'),
    "language": change(TOML, '"en", ', '"en", "tlh", '),
    "topic": change(TOML, '"aftercare",', '"aftercare", "horoscope",'),
    "region": change(TOML, '"CA-AB"', '"CA-ZZ"'),
    "hours": change(TOML, "07:30-19:00", "19:00-07:30"),
    "phone": change(TOML, "+1 780 555 0143", "+1 780 555"),
    "e-mail": change(TOML, "hello@", "hello at "),
    "unknown-key": change(TOML, "[brand]", '[brand]\nslogan = "We care"'),
    "missing-key": change(TOML, 'region = "CA-AB"', ""),
    "colour": change(TOML, 'primary = "#', 'primary = "#a4121f"\nwas = "#'),
    "name": change(TOML, 'name = "Aspen', f'name = "{"Aspen " * 20}'),
    "hidden-sign": change(TOML, 'name = "Aspen', 'name = "As\u200bpen'),
    "cut-off": cut(TOML, 0.3),
    "no-utf-8": write(TOML, 'name = "Côte"'.encode("latin-1")),
    "empty": write(TOML, b""),
    "pipe": _file_is_a_pipe,
    "folder": _file_is_a_folder,
    "logo-gone": _logo_gone,
    "logo-elsewhere": _logo_elsewhere,
    "logo-cut-off": cut("logo.svg", 0.5),
    "logo-with-words": write("logo.svg", WORDY),
    "logo-a-page": write("logo.svg", b"<!doctype html><title>Not found</title>"),
}
"""A slip in the folder of one clinic, by its kind."""

CATALOGUE = "locales/{}/LC_MESSAGES/leaflets.po"
ONLY_AFTERCARE = 'msgid "Moving and exercise"'
"""A message of one topic."""
BACK, WORDS = "locales/ar/back-translations.toml", "locales/zh_Hans/words.toml"
CHOICE, WALKING, LYING = (
    f"templates/{name}.j2"
    for name in ("blocks/dry-needling/your-choice.html", "pictures/walking.svg", "pictures/lying-down.svg")
)
TOPICS = ("aftercare", "preparation", "questions", "side-effects", "what-is-dry-needling", "your-session")
OTHER_LANGUAGES = ("ar", "es_US", "fr_CA", "pa", "zh_Hans")
Touched = Callable[[Leaflet], bool]


def _in_language(code: str) -> Touched:
    return lambda one: one.language == code


def _about(*topics: str) -> Touched:
    return lambda one: one.topic in topics


def _one(topic: str, code: str) -> Touched:
    return lambda one: (one.topic, one.language) == (topic, code)


def _for_staff(one: Leaflet) -> bool:
    return one.edition == "staff"


def _none(_: Leaflet) -> bool:
    return False


OF_OTHERS: dict[str, tuple[Slip, Touched]] = {
    CATALOGUE.format("fr_CA"): (cut(CATALOGUE.format("fr_CA"), 0.4), _in_language("fr_CA")),
    CATALOGUE.format("es_US"): (write(CATALOGUE.format("es_US"), 'msgid "é"'.encode("latin-1")), _in_language("es_US")),
    "locales/zh_Hans/words.toml": (
        change("locales/zh_Hans/words.toml", "full_stop", "fullstop"),
        _in_language("zh_Hans"),
    ),
    CATALOGUE.format("pa"): (
        change(CATALOGUE.format("pa"), f'{ONLY_AFTERCARE}\nmsgstr "', f'{ONLY_AFTERCARE}\nmsgstr "7'),
        _one("aftercare", "pa"),
    ),
    BACK: (write(BACK, b"no toml"), _none),
    "templates/pictures/lying-down.svg.j2": (
        write("templates/pictures/lying-down.svg.j2", b"{% if %}"),
        _about("your-session"),
    ),
    "templates/pictures/walking.svg.j2": (
        write("templates/pictures/walking.svg.j2", b"{{ 1 / 0 }}"),
        _about("aftercare"),
    ),
    CHOICE: (write(CHOICE, b"{{ bullet( }}"), _about("preparation", "what-is-dry-needling")),
    "templates/layouts/staff.html.j2": (write("templates/layouts/staff.html.j2", b"{% include 'x' %}"), _for_staff),
    "templates/css/staff.css": (write("templates/css/staff.css", b"@import 'x.css';"), _for_staff),
    "evidence/facts.toml": (change("evidence/facts.toml", "[F06]", "[F06]\nsure = true"), _about("questions")),
    "evidence/claims.toml": (change("evidence/claims.toml", "[wasting]", "[wasting]\nsure = true"), _none),
    "clinics/regions.toml": (change("clinics/regions.toml", 'emergency = "999"', 'emergency = "nine"'), _none),
}
"""A slip in a file that more than one clinic may rest on, by that file, and what rests on it."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with all that people wrote and one sound clinic."""
    for part in ("evidence", "locales", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copytree(ROOT / "clinics" / SOUND, tmp_path / "clinics" / SOUND)
    shutil.copyfile(ROOT / "clinics" / "regions.toml", tmp_path / "clinics" / "regions.toml")
    return tmp_path


def test_slips_of_many_clinics_stop_each_its_own(project: Project, tmp_path: Path) -> None:
    """Beside clinics with every kind of slip a sound one prints as ever; each slip is told by its own folder."""
    shutil.copytree(ROOT / "clinics" / SOUND, tmp_path / "clinics" / SOUND)
    for name, slip in OF_CLINICS.items():
        slip(Path(shutil.copytree(ROOT / "clinics" / SOUND, tmp_path / "clinics" / name)))
    opened = open_project(tmp_path)
    sound = Leaflet(SOUND, "en", "aftercare")
    assert compose(project, [sound]) == compose(opened, [sound])
    assert set(OF_CLINICS) == {problem.path.split("/")[1] for problem in opened.faults.all}
    for leaflet, outcome in compose(
        opened, [Leaflet(name, "en", "aftercare") for name in opened.faulty_offers]
    ).items():
        assert isinstance(outcome, Failed)
        assert {leaflet.clinic} == {problem.path.split("/")[1] for problem in outcome.problems}


def test_slips_of_many_kinds_stop_each_what_rests_on_it(project: Project, place: Path) -> None:
    """Each leaflet fails with files that it rests on and no others; where there are none it is as without any slip."""
    every = set[str]()
    for slip, _ in OF_OTHERS.values():
        slip(place)
    leaflets = [Leaflet(SOUND, "en", topic) for topic in TOPICS]
    leaflets += [Leaflet(SOUND, one, topic) for one in OTHER_LANGUAGES for topic in ("aftercare", "side-effects")]
    leaflets.append(Leaflet(SOUND, "en", "side-effects", "staff"))
    for leaflet, outcome in compose(open_project(place), leaflets).items():
        wanted = {file for file, (_, touches) in OF_OTHERS.items() if touches(leaflet)}
        told = {problem.path for problem in outcome.problems} if isinstance(outcome, Failed) else set[str]()
        assert (leaflet, bool(wanted), told & wanted) == (leaflet, bool(told), told)
        every |= told
        if isinstance(outcome, Composition):
            assert printed(compose(project, [leaflet])[leaflet]) == printed(outcome)
    assert {file for file, (_, touches) in OF_OTHERS.items() if touches is not _none} == every
