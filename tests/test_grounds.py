"""Whatever is changed in a project, a build that makes only what changed delivers what a fresh one does.

Each change is made once, alone. What is compared are all bytes that a leaflet's PDF is made from: its composed page,
with fonts, engine, program and how it is made. `tests/test_again.py` and `tests/test_store.py` compare PDFs.
"""

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT, lay_fonts
from perturbing import Change, all_changes, sampled
from sampling import EVERYTHING
from signing import PEOPLE, TODAY, sign

from leaflets.cli.making import asked_of
from leaflets.composition import compose_all
from leaflets.delivery import Run, deliver
from leaflets.errors import LeafletsError
from leaflets.model import Composition, Failed, Leaflet, Outcome, Printed
from leaflets.printing.basis import basis_of
from leaflets.printing.keeping import Keeper, open_keeper
from leaflets.project import open_project
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signoffs import approvals
from leaflets.store import key_of, state

LEAFLETS = (
    Leaflet("aspen-row", "en", "aftercare"),
    Leaflet("aspen-row", "ar", "aftercare"),
    Leaflet("aspen-row", "ar", "screening"),
    Leaflet("aspen-row", "en", "side-effects", "staff"),
    Leaflet("heron-mill", "ar", "aftercare"),
    Leaflet("heron-mill", "en", "side-effects"),
    Leaflet("cottonwood-lane", "zh_Hans", "preparation"),
)
"""What is looked at: clinics, languages, topics and editions of which each is in some and not in others."""
SIGNED = (("en", "side-effects"), ("ar", "aftercare"))
SEED = int(os.environ.get("LEAFLETS_SEED", "12"))
"""Which changes of each kind are made: another number makes others."""
USUAL, MOST = (24, {"clinic": 1000}) if EVERYTHING else (1, {"clinic": 3, "words": 3, "templates": 2})
"""How many changes of each kind are made: of a clinic's fields all, or those that a seed takes."""
PARTS = 8 if EVERYTHING else 1
"""In how many tests."""


@dataclass
class Looked:
    """What became of each leaflet: the bytes that lie there, or why there are none; and which were not composed."""

    files: dict[Leaflet, object] = field(default_factory=dict)
    standing: set[Leaflet] = field(default_factory=set)
    made: set[Leaflet] = field(default_factory=set)
    failed: set[Leaflet] = field(default_factory=set)
    is_opened: bool = True


class Bench:
    """A project, an output folder, and all that was kept of it."""

    def __init__(self, place: Path) -> None:
        self.place, self.out, self.store, self.fresh = (place / one for one in ("project", "out", "store", "fresh"))
        self.first = Looked()
        for name in ("clinics", "locales", "templates", "evidence"):
            shutil.copytree(ROOT / name, self.place / name)
        lay_fonts(self.place)
        for language, topic in SIGNED:
            for person in PEOPLE:
                sign(self.place, language, topic, person)

    def look(self, *, days: int = 0, release: bool = False, is_ordinary: bool = False) -> tuple[Looked, Looked]:
        """Make the leaflets as a build does, and as a fresh one does, in a folder of its own."""
        basis, today = basis_of(self.place), TODAY + dt.timedelta(days=days)
        try:
            project = open_project(self.place)
        except LeafletsError as trouble:
            failed = Looked(dict.fromkeys(LEAFLETS, trouble.problems), is_opened=False)
            return failed, failed
        asked = asked_of(project, today, release=release)
        composed = compose_all(project, LEAFLETS, approvals(project, today))
        pages = list(refuse_unreleasable(project, composed, today) if release else composed)
        looked = []
        for out, is_fresh in ((self.out, False), (self.fresh, True)):
            keeper = open_keeper(project, basis, out, asked, fresh=is_fresh, is_ordinary=is_ordinary)
            looked.append(made(keeper, pages, out))
        return looked[0], looked[1]

    def differences(self, change: Change) -> Iterator[str]:
        """Make a change, tell what is not as it should be, and take it back."""
        files = change.files()
        before = {name: path.read_bytes() if (path := self.place / name).exists() else None for name in files}
        self.restore()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in change.environment.items():
                patch.setenv(name, value)
            self.lay(files)
            try:
                now, fresh = self.look(**change.options)
            finally:
                self.lay(before)
        yield from (
            f"{change}: {one} is not what a fresh build makes" for one in LEAFLETS if now.files[one] != fresh.files[one]
        )
        touched = {one for one in LEAFLETS if change.touches(one)}
        if now.is_opened and not now.standing >= set(LEAFLETS) - touched - set(now.failed):
            yield f"{change}: {set(LEAFLETS) - touched - now.standing} would not have to be composed"
        same = {one for one in LEAFLETS if now.files[one] == self.first.files[one]}
        if now.made & same:
            yield f"{change}: {now.made & same} was made again"

    def restore(self) -> None:
        """Bring back what was kept and delivered at first."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        for folder in (self.out, self.store):
            shutil.rmtree(folder)
            shutil.copytree(folder.with_name(f"{folder.name}.before"), folder)

    def lay(self, files: Mapping[str, bytes | None]) -> None:
        """Write files, or take them away."""
        for name, data in files.items():
            path = self.place / name
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(exist_ok=True)
                path.unlink(missing_ok=True)  # a font is a link to the one of the checkout
                path.write_bytes(data)


def made(keeper: Keeper, pages: Sequence[Composition | Failed], out: Path) -> Looked:
    """Deliver leaflets, with the digests of all that their PDFs would be made from in the place of PDFs."""
    looked = Looked()

    def outcomes() -> Iterator[Outcome]:
        standing, left = keeper.standing(LEAFLETS)
        looked.standing = {one.leaflet for one in standing}
        yield from standing
        found = keeper.found(one for one in pages if one.leaflet in left)
        yield from keeper.kept(pressed(keeper, one, looked) if isinstance(one, Composition) else one for one in found)

    report = deliver(outcomes(), out, Run({}), keeper.delivered)
    keeper.close()
    looked.files = {one: path.read_bytes() if (path := out / one.path).exists() else b"" for one in LEAFLETS}
    looked.files |= {one.leaflet: one.problems for one in report.failed}
    looked.failed = {one.leaflet for one in report.failed}
    return looked


def changes_of(bench: Bench) -> list[Change]:
    """Return the changes that are made: some of each kind."""
    topics = open_project(bench.place).topics
    used = sorted({one.topic for one in LEAFLETS})
    return sampled(
        all_changes(bench.place, {name: {key.id for key in topics[name].messages} for name in used}), MOST, USUAL, SEED
    )


def pressed(keeper: Keeper, page: Composition, looked: Looked) -> Printed:
    """Return a leaflet whose bytes are the digest of all that its PDF would be made from."""
    looked.made.add(page.leaflet)
    data = key_of(page, keeper.fonts, keeper.engine, keeper.sharing.is_shared(page.leaflet)).encode()
    return Printed(page.leaflet, data, page.content_id, page.state, page.pages, (), 0.0)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return a project of which all was made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "SETTLED", -(10**18))
        one = Bench(tmp_path_factory.mktemp("grounds"))
        patch.setenv("LEAFLETS_STORE", str(one.store))
        one.first, _ = one.look()
        assert set(LEAFLETS) == one.first.made, one.first.files
        again, _ = one.look()
        assert (set(LEAFLETS), set()) == (again.standing, again.made)
        for name in ("out", "store"):
            shutil.copytree(getattr(one, name), one.place.parent / f"{name}.before")
        yield one


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_delivered_is_what_a_fresh_build_delivers(part: int, bench: Bench) -> None:
    """After each change, byte for byte; and no leaflet is composed that does not read what was changed.

    What is composed and has the same page is not made again.
    """
    wrong = [told for change in changes_of(bench)[part::PARTS] for told in bench.differences(change)]
    assert not wrong, "\n".join(wrong)
