"""What is remembered of leaflets is believed only while their files, their grounds and the user are the same."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from standing import LEAFLETS, Bench, Looked

from leaflets.store import state

CLINIC = "clinics/aspen-row/clinic.toml"
ALL = set(LEAFLETS)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return a project of which all was made once, most of it of parts that clinics share."""
    yield from begun(tmp_path_factory.mktemp("records"), alike=True)


@pytest.fixture(params=[False, True], ids=["typeset whole", "made of parts"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """Return such a project, and one whose clinics share nothing."""
    if request.param:
        yield request.getfixturevalue("bench")
    else:
        yield from begun(tmp_path, alike=False)


def begun(place: Path, *, alike: bool) -> Iterator[Bench]:
    """Yield a project of which all was made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "SETTLED", -(10**18))
        one = Bench(place, alike=alike)
        patch.setenv("LEAFLETS_STORE", str(one.store))
        one.begin()
        yield one


def looked(bench: Bench) -> Looked:
    """Build; what is delivered is what a fresh build delivers."""
    now, fresh = bench.look()
    assert now.files == fresh.files
    return now


def all_stand(bench: Bench) -> bool:
    """Tell whether all stand after a few builds: one beside which a file of the program changed remembers nothing."""
    return any(ALL == looked(bench).standing for _ in range(5))


def alter(path: Path) -> None:
    """Change a byte of a file, and give it its old times."""
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-1] + b"!")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def link(path: Path) -> None:
    """Put a link to another file with the same bytes in the place of a file."""
    other = path.with_name("other")
    path.rename(other)
    path.symlink_to(other)


FILES: tuple[Callable[[Path], object], ...] = (
    lambda path: path.unlink(),
    alter,
    lambda path: path.write_bytes(path.read_bytes() + b"!"),
    lambda path: path.write_bytes(b"!" * path.stat().st_size),
    link,
)
"""How a file may be no longer what was delivered: gone, altered with its times set back, longer, another, a link."""


def test_files_that_are_not_what_was_delivered_are_delivered_again(either: Bench) -> None:
    """They come from the store, or are made again; all others stand."""
    either.restore()
    looked(either)
    changed = dict(zip(LEAFLETS, FILES, strict=False))
    for leaflet, change in changed.items():
        change(either.out / leaflet.path)
    now = looked(either)
    assert ALL - set(changed) <= now.standing
    assert now.made <= set(changed)
    assert all_stand(either)


def test_a_file_that_was_only_touched_or_copied_stands(bench: Bench) -> None:
    """It is read once, and found to be the same."""
    bench.restore()
    (bench.out / LEAFLETS[0].path).touch()
    assert (ALL, set()) == (looked(bench).standing, looked(bench).made)


def test_without_the_store_all_is_made_again(bench: Bench) -> None:
    """It may be deleted at any time, also by halves."""
    bench.restore()
    shutil.rmtree(bench.store / "records")
    assert not looked(bench).standing
    assert all_stand(bench)
    shutil.rmtree(bench.store)
    assert ALL == looked(bench).made


def test_records_of_somebody_else_are_not_believed(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that comes with its store says what another user's builds made."""
    bench.restore()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert ALL == looked(bench).made


def test_a_damaged_record_is_not_believed(bench: Bench) -> None:
    """What is cut short or changed costs that its leaflets are composed."""
    bench.restore()
    for path in (bench.store / "records").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert not looked(bench).standing


def test_two_builds_at_once_do_no_harm(bench: Bench) -> None:
    """Both make the same, and what is remembered afterwards is true."""
    bench.restore()
    with phone(bench):
        (one, go_on), (other, go_on_too) = bench.run(), bench.run()
        first, second = go_on(), go_on_too()
        other.close()
        one.close()
        assert first.files == second.files
        assert all_stand(bench)


def test_a_build_that_was_killed_is_taken_up_again(bench: Bench) -> None:
    """What it delivered and did not come to remember is composed once more, and is the same."""
    bench.restore()
    with phone(bench):
        _, go_on = bench.run()
        delivered = go_on().files
        now = looked(bench)
        assert delivered == now.files
        assert {one for one in LEAFLETS if one.clinic != "aspen-row"} == now.standing
        assert all_stand(bench)


def test_what_changed_just_now_or_by_a_clock_that_went_back_is_composed_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whether a file was read before or after its change. A page that is the same is not made again."""
    bench.restore()
    shutil.rmtree(bench.store / "records")
    monkeypatch.setattr(state, "SETTLED", 10**18)
    looked(bench)
    again = looked(bench)
    assert (set(), set()) == (again.standing, again.made)


@contextmanager
def phone(bench: Bench) -> Iterator[None]:
    """Give the first clinic another telephone number for a while."""
    path = bench.place / CLINIC
    text = path.read_text("utf-8")
    path.write_text(text.replace("0143", "0199"), "utf-8")
    yield
    path.write_text(text, "utf-8")


def test_leaflets_with_a_fault_do_not_stand(bench: Bench) -> None:
    """Their older files go out of the way, and come back when the faults are mended."""
    bench.restore()
    files = {
        bench.place / "clinics" / clinic / "clinic.toml": fault
        for clinic, fault in (("aspen-row", "languages = []"), ("heron-mill", "name = 3"))
    }
    sound = {path: path.read_text("utf-8") for path in files}
    for path, fault in files.items():
        key = f"{fault.partition(' ')[0]} ="
        lines = (fault if line.startswith(key) else line for line in sound[path].split("\n"))
        path.write_text("\n".join(lines), "utf-8")
    try:
        now, fresh = bench.look()
        assert now.files == fresh.files
        assert {"aspen-row", "heron-mill"} == {one.clinic for one in now.failed}
        assert not now.failed & now.standing
    finally:
        for path, text in sound.items():
            path.write_text(text, "utf-8")
    assert bench.first.files == looked(bench).files
