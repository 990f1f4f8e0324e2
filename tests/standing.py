"""A project on which builds are tried: what they deliver, what they do not compose, and what they make again."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import ROOT, lay_fonts, lay_locales
from perturbing import Change, lay_groups
from signing import PEOPLE, TODAY, sign

from leaflets.composition import compose_all
from leaflets.delivery import Run, deliver
from leaflets.errors import LeafletsError
from leaflets.model import Composition, Failed, Fate, Leaflet, Printed
from leaflets.printing.basis import basis_of
from leaflets.printing.keeping import Keeper, open_keeper
from leaflets.printing.making import asked_of
from leaflets.project import open_project
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signoffs import approvals
from leaflets.store import key_of

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
TRIES = 5
"""How often is looked again: tests beside this one link the same fonts, which changes the state of their files."""
SIGNED = (("en", "side-effects"), ("ar", "aftercare"))


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

    def __init__(self, place: Path, *, alike: bool = False) -> None:
        """Lay a project out; where its clinics are `alike`, they share what their leaflets are made of."""
        self.place, self.out, self.store, self.fresh = (place / one for one in ("project", "out", "store", "fresh"))
        self.first = Looked()
        for name in ("clinics", "templates", "evidence"):
            shutil.copytree(ROOT / name, self.place / name)
        lay_locales(self.place, *{one.language for one in LEAFLETS}, "fr_CA")
        for clinic in ("heron-mill", "cottonwood-lane") if alike else ():
            shutil.rmtree(self.place / "clinics" / clinic)
            shutil.copytree(self.place / "clinics" / "aspen-row", self.place / "clinics" / clinic)
        if not alike:
            lay_groups(self.place)
        lay_fonts(self.place)
        for language, topic in SIGNED:
            for person in PEOPLE:
                sign(self.place, language, topic, person)

    def look(self, *, days: int = 0, release: bool = False, is_ordinary: bool = False) -> tuple[Looked, Looked]:
        """Make the leaflets as a build does, and as a fresh one does, which reads all anew, in a folder of its own."""
        today, looked = TODAY + dt.timedelta(days=days), list[Looked]()
        for out, is_fresh in ((self.out, False), (self.fresh, True)):
            basis = basis_of(self.place)
            try:
                project = open_project(self.place, fresh=is_fresh)
            except LeafletsError as trouble:
                looked.append(Looked(dict.fromkeys(LEAFLETS, trouble.problems), is_opened=False))
                continue
            asked = asked_of(project, today, release=release)
            composed = compose_all(project, LEAFLETS, approvals(project, today))
            pages = list(refuse_unreleasable(project, composed, today) if release else composed)
            keeper = open_keeper(project, basis, out, asked, fresh=is_fresh, is_ordinary=is_ordinary)
            looked.append(made(keeper, pages, out))
            keeper.close()
        return looked[0], looked[1]

    def run(self) -> tuple[Keeper, Callable[[], Looked]]:
        """Begin a build; return what keeps its leaflets, and what goes on with it."""
        project = open_project(self.place)
        keeper = open_keeper(project, basis_of(self.place), self.out, asked_of(project, TODAY, release=False))
        pages = list(compose_all(project, LEAFLETS, approvals(project, TODAY)))
        keeper.standing(LEAFLETS)
        return keeper, lambda: made(keeper, pages, self.out)

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

    def begin(self) -> None:
        """Make all once, and keep that."""
        self.first, _ = self.look()
        assert set(LEAFLETS) == self.first.made, self.first.files
        for _ in range(TRIES):
            again, _ = self.look()
            if again.standing == set(LEAFLETS):
                break
        assert (set(LEAFLETS), set()) == (again.standing, again.made)
        for folder in (self.out, self.store):
            shutil.copytree(folder, folder.with_name(f"{folder.name}.before"))

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

    def outcomes() -> Iterator[Fate]:
        standing, left = keeper.standing(LEAFLETS)
        looked.standing = {one.leaflet for one in standing}
        yield from standing
        found = keeper.found(one for one in pages if one.leaflet in left)
        yield from keeper.kept(pressed(keeper, one, looked) if isinstance(one, Composition) else one for one in found)

    report = deliver(outcomes(), out, Run({}), keeper.delivered)
    looked.files = {one: path.read_bytes() if (path := out / one.path).exists() else b"" for one in LEAFLETS}
    looked.files |= {one.leaflet: one.problems for one in report.failed}
    looked.failed = {one.leaflet for one in report.failed}
    return looked


def pressed(keeper: Keeper, page: Composition, looked: Looked) -> Printed:
    """Return a leaflet whose bytes are the digest of all that its PDF would be made from."""
    looked.made.add(page.leaflet)
    data = key_of(page, keeper.fonts, keeper.engine, keeper.sharing.is_shared(page.leaflet)).encode()
    return Printed(page.leaflet, data, page.content_id, page.state, page.pages, (), 0.0)
