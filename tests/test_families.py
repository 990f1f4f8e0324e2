"""Families of layouts: designs of different character, over the same words, that break their pages alike."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pages import read_texts
from PIL import Image, ImageChops
from sampling import LANGUAGES, TOPICS, share_of
from typeset_once import pdf_of

from leaflets.assembly import assemble
from leaflets.assembly.parting import part
from leaflets.composition import Composer, heads
from leaflets.composition.brand import BLACK, tones_in
from leaflets.composition.fitting import spacing_for
from leaflets.composition.known_heads import known_head
from leaflets.composition.pages import Pages
from leaflets.composition.registers import packaged_register
from leaflets.model import Brand, Composition, Leaflet, Printed
from leaflets.model.family import BOLD, CALM, FAMILIES, PLAIN, Family
from leaflets.model.spacing import OF_HEADS
from leaflets.model.work import MONO, POSTER, STAFF
from leaflets.printing.sharing import sharing_of
from leaflets.project import Project
from leaflets.project.look import HEADS_FILE
from leaflets.readers.tables import read_value
from leaflets.reviewing.readings import read
from leaflets.typesetting import seal
from leaflets.typesetting.filling import filling_of

if TYPE_CHECKING:
    from leaflets.errors import Problem

OTHERS: tuple[Family, ...] = (BOLD, PLAIN)
CLINIC = "aspen-row"
SCALE = 2
TALL = ("ar", "km", "ta")
"""Languages whose letters take the most height, besides those in turn."""
CASES = [(code, share_of(TOPICS, code)[0]) for code in dict.fromkeys((*share_of(LANGUAGES, 0), *TALL))]


def in_family(project: Project, family: Family, **brand: str) -> Project:
    """Return a project of one clinic in a family."""
    clinic = project.clinics[CLINIC]
    own = clinic.model_copy(update={"brand": clinic.brand.model_copy(update={"family": family, **brand})})
    return replace(project, clinics={CLINIC: own})


def composed(project: Project, language: str, topic: str, edition: str = "standard") -> Composition:
    """Return a composed leaflet of the clinic."""
    seal(project.fonts.all_folders)
    composition = Composer(project).compose(Leaflet(CLINIC, language, topic, edition))
    assert isinstance(composition, Composition), composition
    return composition


@pytest.mark.parametrize(("language", "topic"), CASES)
def test_every_family_prints_and_breaks_its_pages_where_the_calm_one_does(
    language: str, topic: str, project: Project
) -> None:
    """The gates of the finished page hold, there are as many pages, and the same statements begin on each."""
    statements = [one.id for one in project.topics[topic].statements]
    calm = composed(in_family(project, CALM), language, topic)
    known = filling_of(calm.html, calm.stylesheet, statements)
    for family in OTHERS:
        composition = composed(in_family(project, family), language, topic)
        assert known.begun == filling_of(composition.html, composition.stylesheet, statements).begun
        assert known.pages == len(read_texts(BytesIO(pdf_of(composition))))


@pytest.mark.parametrize("family", OTHERS)
def test_a_light_brand_prints_in_every_family(family: Family, project: Project) -> None:
    """What stands on its colour, or in place of it, can be read."""
    pdf_of(composed(in_family(project, family, primary="#fff9c4", accent="#f9a825"), "en", "aftercare"))


def test_who_chose_no_family_has_the_calm_one(project: Project) -> None:
    """It is the default, and no style, size or tone of another family is in its page."""
    own = project.clinics[CLINIC].brand
    assert CALM == Brand(**own.model_dump(exclude={"family"})).family == FAMILIES[0]
    left_out = composed(replace(project, clinics={CLINIC: project.clinics[CLINIC]}), "en", "aftercare")
    chosen = composed(in_family(project, CALM), "en", "aftercare")
    assert left_out == chosen
    assert "family" not in chosen.stylesheet.casefold().replace("font-family", "")
    assert "--title" not in chosen.html


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("plane", "Did you mean “plain”?"),
        ("Bold", "Did you mean “bold”?"),
        ("modern", "Use 'calm', 'bold' or 'plain'."),
    ],
)
def test_a_family_that_is_not_there_is_refused_with_a_hint(said: str, hint: str) -> None:
    """The problem names the key."""
    problems: list[Problem] = []
    table = {"logo": "logo.svg", "primary": "#0b3f4d", "accent": "#0b3f4d", "family": said}
    assert read_value(Brand, table, "clinic.toml", problems) is None
    assert [("family", f"“{said}” is not possible here.", hint)] == [
        (one.key, one.reason, one.hint) for one in problems
    ]


def _warnings(pdf: bytes) -> Image.Image:
    """Return both warnings of aftercare, which its second page begins with, as a picture."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        page: Image.Image = document[1].render(scale=SCALE).to_pil().convert("RGB")
    amber = (0x7A, 0x52, 0x00)
    end = max(y for y in range(page.height) if page.getpixel((page.width // 2, y)) == amber)
    return page.crop((0, 0, page.width, end + 1))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_family_touches_the_warnings(language: str, project: Project) -> None:
    """The boxes for an emergency and for the same day are the same in every family, point by point."""
    calm, *others = (
        _warnings(pdf_of(composed(in_family(project, family), language, "aftercare"))) for family in FAMILIES
    )
    for other in others:
        assert calm.size == other.size
        assert ImageChops.difference(calm, other).getbbox() is None


def _sizes(html: str) -> Iterator[tuple[str, float]]:
    """Yield the sizes that a page is set in, in points."""
    for line in html.partition("</style>")[0].splitlines():
        name, _, value = line.strip().rstrip(";").partition(": ")
        if value.endswith("pt"):
            yield name, float(value.removesuffix("pt"))


def test_a_bold_title_is_as_wide_as_the_page_and_a_long_one_steps_down(project: Project) -> None:
    """Sizes are measured, and never smaller than those of the calm family."""
    bold = in_family(project, BOLD)
    short, long = (dict(_sizes(composed(bold, "en", topic).html)) for topic in ("aftercare", "conditions"))
    assert short["--title"] > long["--title"] > 22
    for one in (short, long):
        assert one["--heading"] >= one["--type"] + 0.5
        assert one.get("--point", 99) >= one["--type"] * 1.1


@pytest.mark.parametrize(
    ("primary", "painted"), [("#0b3f4d", "#0b3f4d"), ("#767676", "#000000"), ("#fff9c4", "#000000")]
)
def test_a_plain_page_is_black_but_for_a_strong_colour(primary: str, painted: str) -> None:
    """The brand's colour paints title and rules where it has 7:1 on paper."""
    brand = Brand(logo="logo.svg", primary=primary, accent="#d97a1f", family=PLAIN)
    assert {**BLACK, "accent": painted} == tones_in(PLAIN, brand)


def test_a_body_is_never_that_of_another_family(project: Project) -> None:
    """Clinics of two families share no body, and one that is made of parts looks as one that is typeset whole."""
    keys, looks = set(), set()
    for family in FAMILIES:
        own = in_family(project, family)
        composition = composed(own, "en", "side-effects")
        parted = part(composition)
        assert parted is not None
        keys.add((parted.body_key, parted.stationery_key))
        looks.add(sharing_of(own).looks[CLINIC])
        joined = assemble(composition)
        assert isinstance(joined, Printed), joined
        for one, two in zip(_pages(joined.pdf), _pages(pdf_of(composition)), strict=True):
            assert ImageChops.difference(one, two).point(lambda value: 255 * (value > 40)).getbbox() is None
    assert len(FAMILIES) == len(keys) == len(looks)
    first, second = (part(composed(in_family(project, BOLD), "en", one)) for one in ("side-effects", "aftercare"))
    assert first
    assert second
    assert first.stationery_key == second.stationery_key, "topics share a clinic's stationery"


def test_every_size_of_a_head_is_known_as_one_of_a_topic() -> None:
    """The stationery of a clinic leaves out all sizes that its topics have: it is set once for all of them."""
    entries = [
        entry
        for languages in packaged_register(HEADS_FILE).values()
        for topics in languages.values()
        for contents in topics.values()
        if isinstance(contents, dict)
        for papers in contents.values()
        for entry in papers.values()
    ]
    assert len(entries) > len(TOPICS)
    assert {name for entry in entries for name in entry} == set(OF_HEADS)


def _pages(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        return [page.render(scale=1).to_pil().convert("L") for page in document]


@pytest.mark.parametrize("edition", [STAFF, MONO, POSTER])
def test_editions_with_a_design_of_their_own_keep_it(edition: str, project: Project) -> None:
    """Whatever family a clinic has, they are the same."""
    calm, *others = (composed(in_family(project, family), "en", "aftercare", edition) for family in FAMILIES)
    assert [calm] * len(others) == others


def test_no_sign_off_depends_on_a_family(project: Project) -> None:
    """Reviewers read a sheet of no clinic: its digest is the same whatever families clinics have."""
    digests = {
        read(replace(project, clinics=in_family(project, family).clinics), "aftercare", "en").digest
        for family in FAMILIES
    }
    assert 1 == len(digests)


def test_the_register_of_heads_is_of_the_words_and_the_look_of_today(project: Project) -> None:
    """Each sample leaflet of another family than the calm one has its sizes; run `make spacing`."""
    pages = Pages(project)
    for clinic in (one for one in project.clinics.values() if one.brand.family != CALM):
        region, family = project.region_of(clinic), clinic.brand.family
        for code, topic in product(LANGUAGES, TOPICS):
            said = pages.content(topic, project.languages[code], region)
            assert said
            assert known_head(project, Leaflet(clinic.slug, code, topic), said, family), (clinic.slug, code, topic)


@pytest.mark.parametrize(("language", "topic"), [("fr_CA", "questions"), ("km", "screening")])
def test_the_register_of_heads_is_what_the_pages_say(
    language: str, topic: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is recorded is measured again, in both families."""
    seal(project.fonts.all_folders)
    for slug in (one.slug for one in project.clinics.values() if one.brand.family != CALM):
        leaflet = Leaflet(slug, language, topic)
        region = project.region_of(project.clinics[slug])
        said = Pages(project).content(topic, project.languages[language], region)
        assert said
        spacing = spacing_for(project, leaflet, said)
        recorded = heads.in_family(project, leaflet, said, spacing)
        with monkeypatch.context() as patch:
            patch.setattr(heads, "known_head", lambda *_: None)
            assert recorded == heads.in_family(project, leaflet, said, spacing)
