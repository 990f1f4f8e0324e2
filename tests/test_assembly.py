"""Leaflets that are made of a body and a clinic's stationery are the leaflets that are typeset whole."""

import datetime as dt
import json
import random
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import twins
from conftest import ROOT, run_leaflets
from long_clinics import HOURS
from made_clinics import made_clinic

from leaflets.assembly import Shelf, assemble
from leaflets.assembly.assembling import Assembler
from leaflets.assembly.parting import PALETTE, part
from leaflets.composition import Composer
from leaflets.model import Approval, Clinic, Composition, Failed, Held, Leaflet, Printed, SignOff
from leaflets.model.hours import Hours
from leaflets.model.signoff import ROLES
from leaflets.printing.batch import typeset_all
from leaflets.printing.executors import InlineExecutor, KilledError
from leaflets.printing.sharing import LEAST, MOST, Batch, Sharing, sharing_of
from leaflets.project import Project
from leaflets.typesetting import seal, typeset

DAY = dt.date(2026, 11, 20)
SEEDS = range(700, 760)
SAMPLED = (
    ("ar", "side-effects", "standard", "draft"),
    ("pa", "screening", "standard", "final"),
    ("zh_Hans", "questions", "standard", "draft"),
    ("fr_CA", "aftercare", "standard", "final"),
    ("en", "preparation", "staff", "draft"),
)
"""Language, topic, edition and state: all scripts and directions, fields to fill in, both editions."""

BEGIN = 5000
"""So many bytes of a page's stream paint the title and the key points."""
NAMES = ("Birch", "Cedar", "Maple")

Compose = Callable[..., Composition]


def _approved(_topic: str, _language: str) -> Approval:
    people = (
        SignOff.model_construct(
            topic="", role=role, name="Test Reader", credential="physiotherapist", date=DAY, digest="", seal=""
        )
        for role in ROLES
    )
    return Approval(tuple(Held(one, DAY.replace(year=2027)) for one in people))


@pytest.fixture(scope="module")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> list[Clinic]:
    """Return made clinics of which nobody's words or logo are refused."""
    places = ((seed, tmp_path_factory.mktemp(f"clinic-{seed}")) for seed in SEEDS)
    made = (made_clinic(seed, place) for seed, place in places)
    named = [one for one in made if isinstance(one, Clinic) and len(one.name.split()) > 2]
    return [one.model_copy(update={"region": "CA-AB"}) for one in named]


@pytest.fixture(scope="module")
def compose(project: Project) -> Compose:
    """Compose a clinic's leaflet."""
    seal(project.fonts.all_folders)

    def composed(
        clinic: Clinic, language: str, topic: str, edition: str = "standard", *, is_final: bool = False
    ) -> Composition:
        approvals = _approved if is_final else Composer.__init__.__defaults__[0]  # type: ignore[index]
        composer = Composer(replace(project, clinics={clinic.slug: clinic}), approvals)
        found = composer.compose(Leaflet(clinic.slug, language, topic, edition))
        assert isinstance(found, Composition), found
        return found

    return composed


@pytest.fixture(scope="module")
def aspen(project: Project) -> Clinic:
    """Return a sample clinic."""
    return project.clinics["aspen-row"]


class TestTwins:
    """A leaflet made of parts and its twin that was typeset whole cannot be told apart."""

    @pytest.mark.parametrize("sampled", SAMPLED, ids=" ".join)
    def test_what_is_seen_read_and_heard_is_the_same(
        self, clinics: list[Clinic], compose: Compose, sampled: tuple[str, str, str, str]
    ) -> None:
        """Pixels, text, structure, links, fields, bookmarks and metadata are, and each content is somebody's."""
        language, topic, edition, state = sampled
        chance = random.Random(f"{language} {topic}")  # noqa: S311 - to be repeated
        assembler, found = Assembler(), 0
        for clinic in chance.sample(clinics, len(clinics)):
            composition = compose(clinic, language, topic, edition, is_final=state == "final")
            made = assembler.assemble(composition)
            if made is None:
                continue
            whole = typeset(composition)
            assert isinstance(whole, Printed)
            assert twins.differences(made.pdf, whole.pdf) == []
            assert replace(made, pdf=b"", seconds=0) == replace(whole, pdf=b"", seconds=0)
            assert all(painted == owned for painted, owned in twins.owners(made.pdf))
            found += 1
            if found == 1 + (language == "ar"):
                return
        pytest.fail("no clinic's leaflet was made of parts")

    def test_where_something_is_unusual_it_is_typeset_whole(self, clinics: list[Clinic], compose: Compose) -> None:
        """Then whatever is wrong with it is told as ever: a name that runs over, a colour too pale for its tint."""
        long = clinics[0].model_copy(update={"name": "Kinesiotherapeutisches Rehabilitationszentrum " * 6})
        pale = clinics[0].model_copy(
            update={"brand": clinics[0].brand.model_copy(update={"primary": "#767676", "accent": "#0a5c36"})}
        )
        for clinic in (long, pale):
            composition = compose(clinic, "en", "aftercare")
            whole = typeset(composition)
            assert isinstance(whole, Failed)
            assert assemble(composition) == whole

    def test_layouts_of_a_folder_are_never_parted(self, aspen: Clinic, compose: Compose) -> None:
        """A page without names of tones, or with another place of a clinic's, is no page that is known."""
        composition = compose(aspen, "en", "aftercare")
        another = '<main data-slot="name">'
        assert part(composition) is not None
        assert part(replace(composition, named="")) is None
        assert part(replace(composition, named=composition.named.replace("<main>", another))) is None
        assert part(replace(composition, stylesheet=f"p {{ color: {PALETTE['accent']} }}")) is None


class TestParts:
    """A body is shared by all pages that are the same outside of a clinic's places."""

    def test_what_stands_in_places_is_no_part_of_a_body(self, aspen: Clinic, compose: Compose) -> None:
        """Neither a clinic's words nor its colours are; the words of the topic, its place and its typeface are."""
        contact = aspen.contact.model_copy(update={"email": "another@clinic.example"})
        brand = aspen.brand.model_copy(update={"primary": "#123456"})
        body = _body_key(compose(aspen, "en", "aftercare"))
        lined = aspen.brand.model_copy(update={"tagline": {"en": "Moving well"}})
        for change in ({"name": "Birch Row"}, {"contact": contact}, {"brand": brand}, {"brand": lined}):
            assert _body_key(compose(aspen.model_copy(update=change), "en", "aftercare")) == body
        typeface = aspen.brand.model_copy(update={"typeface": "atkinson"})
        for change in ({"region": "US"}, {"region": "GB"}, {"brand": typeface}):
            assert _body_key(compose(aspen.model_copy(update=change), "en", "aftercare")) != body
        assert _body_key(compose(aspen, "en", "aftercare", is_final=True)) != body
        assert _body_key(compose(aspen, "en", "preparation")) != body

    def test_a_clinic_has_one_stationery_for_all_topics(self, aspen: Clinic, compose: Compose) -> None:
        """It rests on the language and on what is the clinic's own."""
        keys = {_stationery_key(compose(aspen, "en", topic)) for topic in ("aftercare", "screening", "questions")}
        assert len(keys) == 1
        assert _stationery_key(compose(aspen, "ar", "aftercare")) not in keys

    def test_one_body_has_a_card_of_either_size(self, aspen: Clinic, compose: Compose, tmp_path: Path) -> None:
        """What stands below the card moves down where there is room; nothing else is typeset again."""
        busy = aspen.model_copy(update={"hours": Hours.model_validate(HOURS[0])})
        shelf = Shelf(tmp_path, "fonts and programs")
        compositions = [compose(clinic, "ar", "aftercare") for clinic in (aspen, busy)]
        assert len({_body_key(one) for one in compositions}) == 1
        for composition in compositions:
            made, whole = Assembler(shelf).assemble(composition), typeset(composition)
            assert made is not None
            assert isinstance(whole, Printed)
            assert twins.differences(made.pdf, whole.pdf) == []
        assert shelf.find(part(compositions[1]).as_large.body_key) is None  # type: ignore[union-attr]

    def test_a_brand_changes_no_stream_of_a_body(self, aspen: Clinic, compose: Compose) -> None:
        """Its tones stand in a colour space of the page."""
        green = aspen.model_copy(update={"brand": aspen.brand.model_copy(update={"primary": "#1d4d2b"})})
        assembler = Assembler()
        spaces = []
        for clinic in (aspen, green):
            made = assembler.assemble(compose(clinic, "en", "aftercare"))
            assert made is not None
            with pikepdf.open(BytesIO(made.pdf)) as pdf:
                space = pdf.pages[0].obj.Resources.ColorSpace.Brand
                spaces.append((str(space[0]), bytes(space[3]).hex()[:6], pdf.pages[0].obj.Contents.read_bytes()))
        assert [one[:2] for one in spaces] == [("/Indexed", "0b3f4d"), ("/Indexed", "1d4d2b")]
        shared = [content[:BEGIN] for _, _, content in spaces]
        assert shared[0] == shared[1]
        assert b"/Brand cs 0 sc" in shared[0]

    def test_parts_are_kept(self, aspen: Clinic, compose: Compose, tmp_path: Path) -> None:
        """Another process makes the same bytes of what the first one kept."""
        composition, shelf = compose(aspen, "en", "preparation"), Shelf(tmp_path, "fonts and programs")
        made = Assembler(shelf).assemble(composition)
        found = part(composition)
        assert made is not None
        assert found is not None
        assert shelf.find(found.body_key) is not None
        assert Shelf(tmp_path, "others").find(found.body_key) is None
        again = Assembler(shelf).assemble(composition)
        assert again is not None
        assert again.pdf == made.pdf


class TestSharing:
    """Which leaflets are made of parts rests on the project alone."""

    def test_few_clinics_share_nothing(self, project: Project) -> None:
        """Neither the sample clinics, nor those of a folder with layouts of its own, nor any when not wished."""
        leaflet = Leaflet("aspen-row", "en", "aftercare")
        assert not sharing_of(project).is_shared(leaflet)
        many = _with_copies(project, LEAST)
        assert sharing_of(many).is_shared(leaflet)
        assert not sharing_of(many, is_ordinary=True).is_shared(leaflet)
        assert not sharing_of(_with_copies(project, LEAST - 1)).is_shared(leaflet)

    def test_what_shares_a_body_goes_together(self, project: Project, compose: Compose, aspen: Clinic) -> None:
        """A batch is of one topic, the next one has other clinics and another topic; what is alone goes alone."""
        sharing = sharing_of(_with_copies(project, MOST + 1))
        names = [one for one in sharing.looks if one not in {"cottonwood-lane", "heron-mill"}]
        leaflets = [Leaflet(name, "en", topic) for name in names for topic in sharing.topics[:2]]
        alone = Leaflet("heron-mill", "en", sharing.topics[0])
        composition = compose(aspen, "en", "aftercare")
        made = sharing.batches(replace(composition, leaflet=one) for one in sharing.sorted([alone, *leaflets]))
        *batches, last = [[one.leaflet for one in batch.compositions] for batch in made if isinstance(batch, Batch)]
        assert last == [alone]
        assert sorted(one for batch in batches for one in batch) == sorted(leaflets)
        assert all(len(batch) <= MOST and len({one.topic for one in batch}) == 1 for batch in batches)
        first, second = batches[:2]
        assert {one.topic for one in first}.isdisjoint(one.topic for one in second)
        assert {one.clinic for one in first}.isdisjoint(one.clinic for one in second)
        assert [isinstance(one, Batch) and one.is_shared for one in Sharing().batches([composition])] == [False]


class Fatal(Executor):
    """A place whose process one leaflet kills, with whatever is made beside it, as a press of a cluster tells it."""

    def __init__(self, leaflet: Leaflet) -> None:
        self.leaflet = leaflet

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Do the work here, unless it kills."""
        [batch] = arguments
        if all(one.leaflet != self.leaflet for one in batch.compositions):
            return InlineExecutor().submit(fn, batch, **options)
        future: Future[Any] = Future()
        future.set_exception(KilledError())
        return future


def test_one_that_kills_is_lost_alone(project: Project, compose: Compose, aspen: Clinic) -> None:
    """The others of its batch are made all the same."""
    sharing = sharing_of(_with_copies(project, MOST))
    composition = compose(aspen, "en", "aftercare")
    names = [one for one in sharing.looks if one not in {"cottonwood-lane", "heron-mill"}]
    leaflets = sharing.sorted(Leaflet(one, "en", "aftercare") for one in names)
    batch = (replace(composition, leaflet=one) for one in leaflets)
    outcomes = {one.leaflet: one for one in typeset_all(batch, Fatal(leaflets[1]), sharing=sharing)}
    assert set(leaflets) == set(outcomes)
    assert [leaflets[1]] == [leaflet for leaflet, one in outcomes.items() if isinstance(one, Failed)]


def test_a_build_of_clinics_that_share(tmp_path: Path) -> None:
    """In a pool and in one process the same bytes; kept, verified, and typeset whole when asked for."""
    for number in range(LEAST):
        folder = Path(shutil.copytree(ROOT / "clinics" / "aspen-row", tmp_path / "clinics" / f"row-{number}"))
        text = (
            (folder / "clinic.toml")
            .read_text("utf-8")
            .replace("Aspen Row", f"{['Birch', 'Cedar', 'Maple'][number]} Row")
        )
        (folder / "clinic.toml").write_text(text.replace("#0b3f4d", f"#0b3f{number}d"), "utf-8")
    wanted = ("-l", "en", "-t", "screening")
    made = _built(tmp_path, "made", *wanted, "--jobs", "2")
    assert _built(tmp_path, "made", *wanted, "--explain")[0].count("kept; nothing") == LEAST
    assert _built(tmp_path, "again", *wanted)[1] == made[1]
    assert _built(tmp_path, "fresh", *wanted, "--fresh", "--jobs", "1")[1] == made[1]
    whole = _built(tmp_path, "whole", *wanted, "--ordinary")
    assert {path: twins.differences(data, whole[1][path]) for path, data in made[1].items()} == {
        path: [] for path in made[1]
    }
    assert all(data != whole[1][path] for path, data in made[1].items())
    files = [str(one) for one in (tmp_path / "made").rglob("*.pdf")]
    assert run_leaflets("verify", *files, cwd=tmp_path).stdout == run_leaflets(
        "verify", *[one.replace("/made/", "/whole/") for one in files], cwd=tmp_path
    ).stdout.replace("/whole/", "/made/")


def _built(place: Path, out: str, *options: str) -> tuple[str, dict[str, bytes]]:
    """Return what a build said, and its PDFs by their paths."""
    done = run_leaflets("build", *options, "--out", out, cwd=place)
    assert done.returncode == 0, done.stdout
    report = json.loads((place / out / "report.json").read_text("utf-8"))
    assert report["printed"] == LEAST
    return done.stdout, {one["path"]: (place / out / one["path"]).read_bytes() for one in report["leaflets"]}


def _with_copies(project: Project, count: int) -> Project:
    """Return a project with so many clinics that look like the first sample."""
    aspen = project.clinics["aspen-row"]
    copies = {f"copy-{number}": aspen.model_copy(update={"slug": f"copy-{number}"}) for number in range(count - 1)}
    return replace(project, clinics={**project.clinics, **copies})


def _body_key(composition: Composition) -> str:
    found = part(composition)
    assert found is not None
    return found.body_key


def _stationery_key(composition: Composition) -> str:
    found = part(composition)
    assert found is not None
    return found.stationery_key
