"""What was read of a project is taken from its store only while the files that it was read from are what they were."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, lay_locales
from perturbing import Change, all_changes, lay_groups, sampled
from sampling import EVERYTHING
from test_kept import CHANGES

from leaflets.errors import LeafletsError
from leaflets.project import memory, open_project
from leaflets.project.memory import Memory
from leaflets.store import state
from leaflets.translation.checking import Checked, check_catalogues

SEED = int(os.environ.get("LEAFLETS_SEED", "12"))
USUAL, MOST = (24, {"clinic": 1000}) if EVERYTHING else (1, {"clinic": 3})
"""How many changes of each kind are made: of a clinic's fields all, or those that a seed takes."""
TABLES = (
    "clinics", "regions", "languages", "topics", "facts", "sources", "claims", "glossary", "signoffs", "revocations",
    "waivers", "fonts", "faults", "faulty_offers", "withdrawals", "therapies", "main_therapy",
    "layout_messages",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the content whose files count as settled, and a store beside it."""
    for name in ("clinics", "templates", "evidence"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    lay_groups(tmp_path / "project")
    lay_locales(tmp_path / "project", "en", "ar", "es_US", "pa")
    monkeypatch.setenv("LEAFLETS_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(state, "SETTLED", -(10**18))
    return tmp_path / "project"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of what is kept anew."""
    kept: list[str] = []
    keep, keep_clinics = Memory.keep, Memory.keep_clinics

    def listing(self: Memory, name: str, value: object, *others: Any) -> None:
        kept.append(name)
        keep(self, name, value, *others)

    def listing_clinics(self: Memory, known: Any, read: Any) -> None:
        kept.extend(read)
        keep_clinics(self, known, read)

    monkeypatch.setattr(Memory, "keep", listing)
    monkeypatch.setattr(Memory, "keep_clinics", listing_clinics)
    return kept


def read(place: Path, *, fresh: bool = False) -> object:
    """Return all that a project says, or what is wrong with all of it."""
    try:
        project = open_project(place, fresh=fresh)
    except LeafletsError as trouble:
        return trouble.problems
    return {name: project.glossary.terms if name == "glossary" else getattr(project, name) for name in TABLES}


def checked(place: Path, *, fresh: bool = False) -> list[Checked]:
    """Return what the rules find in two languages."""
    return check_catalogues(open_project(place, fresh=fresh), ("ar", "es_US"))


def changes_of(place: Path) -> Iterator[Change]:
    """Yield the changes of files that are made."""
    topics = {name: {key.id for key in one.messages} for name, one in open_project(place).topics.items()}
    yield from (one for one in sampled(all_changes(place, topics), MOST, USUAL, SEED) if one.files())


def test_what_is_remembered_is_what_is_there(place: Path) -> None:
    """After each change of a file, and after it was taken back, all tables are those of who reads everything."""
    read(place)
    wrong = []
    for change in list(changes_of(place)):
        files = change.files()
        before = {name: path.read_bytes() if (path := place / name).is_file() else None for name in files}
        for version in (files, before):
            for name, data in version.items():
                lay(place / name, data)
            if read(place) != read(place, fresh=True):
                wrong.append(str(change))
    assert not wrong


def lay(path: Path, data: bytes | None) -> None:
    """Write a file, or take it away."""
    path.unlink(missing_ok=True)
    if data is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_of_what_is_shared_is_read(
    change: Callable[[Path], object], place: Path, readings: list[str]
) -> None:
    """What clinics share is read again after a change of any kind; what was not changed is not."""
    assert read(place) == read(place)
    assert ["shared", "aspen-row", "cottonwood-lane", "heron-mill", "layout messages"] == readings
    change(place)
    assert read(place) == read(place, fresh=True)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("locales/ar/LC_MESSAGES/leaflets.po", 'msgstr "', 'msgstr "9 '),
        ("locales/es_US/LC_MESSAGES/leaflets.po", 'msgstr "', 'msgstr "9 '),
        ("locales/en/words.toml", '"before", "after"', '"before", "behind"'),
        ("locales/glossary.toml", "punción seca", "punción húmeda"),
        ("templates/topics/aftercare.html.j2", "Eat and drink as usual.", "Eat and drink as always."),
        ("clinics/heron-mill/clinic.toml", 'name = "', 'name = "Agujas '),
    ],
)
def test_findings_of_the_rules_are_those_of_now(file: str, before: str, after: str, place: Path) -> None:
    """What rules found in a catalogue is told again only while all that it was measured by is the same."""
    assert checked(place) == checked(place) == checked(place, fresh=True)
    path = place / file
    path.write_text(path.read_text("utf-8").replace(before, after, 3), "utf-8")
    assert checked(place) == checked(place) == checked(place, fresh=True)


def test_only_the_catalogue_that_changed_is_checked(place: Path, readings: list[str]) -> None:
    """A translator's next check holds one language against the rules, not all."""
    checked(place)
    readings.clear()
    path = place / "locales" / "es_US" / "LC_MESSAGES" / "leaflets.po"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    checked(place)
    assert ["checked"] == readings


def test_a_clinic_and_a_catalogue_are_read_alone(place: Path, readings: list[str]) -> None:
    """A telephone number has its clinic read again, and a word nothing but its catalogue."""
    read(place)
    readings.clear()
    clinic = place / "clinics" / "aspen-row" / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace("555 0143", "555 0144"), "utf-8")
    catalogue = place / "locales" / "ar" / "LC_MESSAGES" / "leaflets.po"
    catalogue.write_text(catalogue.read_text("utf-8") + "\n", "utf-8")
    now = read(place)
    assert ["aspen-row"] == readings
    assert now == read(place, fresh=True)


def test_what_has_faults_is_read_each_time(place: Path, readings: list[str]) -> None:
    """A clinic with a fault stops no other from being remembered; a register with one is read again with all else."""
    clinic = place / "clinics" / "aspen-row" / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace("phone = ", "phones = "), "utf-8")
    read(place)
    assert ["shared", "cottonwood-lane", "heron-mill", "layout messages"] == readings
    facts = place / "evidence" / "facts.toml"
    facts.write_text(facts.read_text("utf-8").replace("[F36]", "[F36]\nodd = 1", 1), "utf-8")
    readings.clear()
    now = read(place)
    assert "shared" not in readings
    assert now == read(place, fresh=True)


def test_what_changed_just_now_or_meanwhile_is_not_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether a file was read before or after its change."""
    monkeypatch.setattr(state, "SETTLED", 10**18)
    open_project(place)
    assert not list((place.parent / "store").glob("read/*/*"))
    monkeypatch.setattr(state, "SETTLED", -(10**18))
    before = memory.memory_of((place,))
    (place / "clinics" / "regions.toml").write_text("# other\n", "utf-8")
    before.keep("anything", 1)
    assert memory.memory_of((place,)).find("anything") is None
    assert before.find("anything") is None


def test_what_somebody_else_put_there_is_not_read(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that came with a folder was sealed by another user's secret: nothing of it is ever unpacked."""
    read(place)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another user"))
    assert memory.memory_of((place, ROOT)).find("shared") is None
    assert read(place) == read(place, fresh=True)


def test_another_program_or_library_remembers_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values are those of the modules that made them."""
    read(place)
    for name, value in (("digest_of_program", "other"), ("installed_libraries", ())):
        with monkeypatch.context() as patch:
            patch.setattr(memory, name, lambda value=value: value)
            memory._made_with.cache_clear()
            assert memory.memory_of((place.resolve(), ROOT)).find("shared") is None
        memory._made_with.cache_clear()
    assert memory.memory_of((place.resolve(), ROOT)).find("shared") is not None
