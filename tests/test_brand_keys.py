"""What else a brand may choose: each choice changes what it is about, and nothing that keeps patients safe."""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import twins
from pages import read_texts
from typeset_once import pdf_of

from leaflets.assembly import assemble
from leaflets.assembly.assembling import Assembler
from leaflets.composition import Composer
from leaflets.model import Brand, Composition, Leaflet, Printed
from leaflets.model.work import BILINGUAL, LARGE_PRINT, POSTER, TRIFOLD
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
