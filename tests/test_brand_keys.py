"""What else a brand may choose: each choice changes what it is about, and nothing that keeps patients safe."""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import twins
from conftest import ROOT
from pages import read_pages, read_texts
from typeset_once import pdf_of

from leaflets.assembly import assemble
from leaflets.assembly.assembling import Assembler
from leaflets.composition import Composer
from leaflets.model import Brand, Composition, Leaflet, Printed
from leaflets.model.work import BILINGUAL, LARGE_PRINT, MONO, POSTER, STAFF, TRIFOLD
from leaflets.printing.sharing import sharing_of
from leaflets.project import Project
from leaflets.readers.tables import read_value
from leaflets.reviewing.neutral import approved
from leaflets.typesetting import seal

if TYPE_CHECKING:
    from leaflets.errors import Problem

CLINIC, NAME = "aspen-row", "Aspen Row Physiotherapy"


def branded(project: Project, **brand: Any) -> Project:
    """Return a project of one clinic with other values in its brand."""
    own = project.clinics[CLINIC]
    return replace(project, clinics={CLINIC: own.model_copy(update={"brand": own.brand.model_copy(update=brand)})})


def composed(project: Project, language: str = "en", edition: str = "standard", *others: str) -> Composition:
    """Return a composed leaflet of the clinic."""
    seal(project.fonts.all_folders)
    composition = Composer(project).compose(Leaflet(CLINIC, language, "aftercare", edition, others))
    assert isinstance(composition, Composition), composition
    return composition


def masthead(composition: Composition) -> str:
    """Return what stands in the masthead of a page."""
    return composition.html.partition('<header class="masthead"')[2].partition("</header>")[0]


def faults(key: str, value: object) -> list[str]:
    """Return what is wrong with a key of a brand."""
    problems: list[Problem] = []
    look = {"logo": "logo.svg", "primary": "#0b3f4d", "accent": "#d97a1f"}
    read_value(Brand, {**look, key: value}, "clinic.toml", problems)
    return [f"{one.key}: {one.reason} {one.hint}" for one in problems]


class TestNameInLogo:
    """A logo that holds the clinic's name stands alone in the masthead."""

    def test_the_name_stands_everywhere_else(self, project: Project) -> None:
        """At the foot of each page, in place of the logo for screen readers, and in what the PDF says of itself."""
        composition = composed(branded(project, name_in_logo=True))
        assert f'alt="Logo of {NAME}"' in masthead(composition)
        assert 1 == masthead(composition).count(NAME)
        pdf = pdf_of(composition)
        assert all(NAME in page.text for page in read_texts(BytesIO(pdf)))
        with pikepdf.open(BytesIO(pdf)) as document:
            assert str(document.docinfo["/Author"]) == NAME

    @pytest.mark.parametrize("edition", [LARGE_PRINT, POSTER, TRIFOLD, BILINGUAL])
    def test_other_shapes_print_as_well(self, edition: str, project: Project) -> None:
        """The gates of the finished page hold."""
        others = ("ar",) if edition == BILINGUAL else ()
        composition = composed(branded(project, name_in_logo=True), "en", edition, *others)
        assert "Draft" in read_texts(BytesIO(pdf_of(composition)))[0].text

    def test_a_tagline_takes_its_place(self, project: Project) -> None:
        """Also that of a name which would take two lines."""
        said = branded(project, name_in_logo=True, tagline={"en": "Moving well"})
        long = said.clinics[CLINIC].model_copy(update={"name": f"{NAME} and Rehabilitation of Northern Alberta"})
        assert "Moving well" in masthead(composed(replace(said, clinics={CLINIC: long})))

    def test_a_draft_made_of_parts_is_the_same(self, project: Project) -> None:
        """What shares its body with others cannot be told from what was typeset whole."""
        composition = composed(branded(project, name_in_logo=True))
        made = Assembler().assemble(composition)
        assert made is not None
        assert twins.differences(made.pdf, pdf_of(composition)) == []

    def test_a_final_sheet_has_its_logo(self, project: Project) -> None:
        """Though nothing else stands in its masthead: it is typeset whole."""
        seal(project.fonts.all_folders)
        composer = Composer(branded(project, name_in_logo=True), approved)
        composition = composer.compose(Leaflet(CLINIC, "en", "aftercare"))
        assert isinstance(composition, Composition)
        made = assemble(composition)
        assert isinstance(made, Printed)
        assert made.pdf == pdf_of(composition)

    def test_it_is_true_or_false(self) -> None:
        """A text is neither."""
        assert ["name_in_logo: This has to be true or false. Write one of both words, without quotes."] == faults(
            "name_in_logo", "true"
        )
        assert "Did you mean “name_in_logo”?" in faults("name_on_logo", value=True)[0]


class TestCornersAndOrnament:
    """Corners of boxes and what stands behind a title are the brand's; they move no word."""

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_no_word_moves(self, language: str, project: Project) -> None:
        """Every character stands where it stood."""
        usual, other = (
            read_pages(BytesIO(pdf_of(composed(branded(project, **brand), language))))
            for brand in ({}, {"corners": "square", "ornament": "none"})
        )
        assert [page.characters for page in usual] == [page.characters for page in other]

    def test_behind_a_title_stands_what_the_brand_wants(self, project: Project) -> None:
        """The topic's drawing, the ornament of its therapy, or nothing."""
        topic, therapy, nothing = (
            _hero(composed(branded(project, ornament=one))) for one in ("topic", "therapy", "none")
        )
        assert topic.startswith('class="hero opened" style="background-image')
        assert therapy.startswith('class="hero" style="background-image')
        assert nothing == 'class="hero"'

    @pytest.mark.parametrize("edition", [POSTER, TRIFOLD, LARGE_PRINT, MONO, STAFF])
    def test_every_edition_prints_with_them(self, edition: str, project: Project) -> None:
        """The gates of the finished page hold."""
        pdf_of(composed(branded(project, corners="square", ornament="none"), "en", edition))

    def test_warnings_keep_their_corners(self) -> None:
        """Neither they nor the mark of a draft are named where corners are made square."""
        style = (ROOT / "templates" / "css" / "corners-square.css").read_text("utf-8").partition("*/")[2]
        assert [] == [one for one in ("warning", "draft", "number", "strip", "sign") if one in style]

    def test_clinics_with_other_corners_share_no_body(self, project: Project) -> None:
        """What shows outside of a clinic's places is a part of its look."""
        looks = [
            sharing_of(branded(project, **brand)).looks[CLINIC]
            for brand in ({}, {"corners": "square"}, {"ornament": "none"})
        ]
        assert 3 == len(set(looks))

    def test_other_words_are_told(self) -> None:
        """With what was probably meant."""
        assert ["corners: “squared” is not possible here. Did you mean “square”?"] == faults("corners", "squared")
        assert "Use 'topic', 'therapy' or 'none'." in faults("ornament", "flowers")[0]


def _hero(composition: Composition) -> str:
    """Return the attributes of a page's title."""
    return composition.html.partition('<div class="hero')[2].join(['class="hero', ""]).partition(">")[0]
