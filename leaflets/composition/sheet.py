"""What a layout can ask for: the clinic's slots, the imprint, the typography, in the reader's language."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from markupsafe import Markup, escape

from leaflets.composition import pictures
from leaflets.composition.brand import BLACK, tones_in
from leaflets.composition.clinic_slots import ClinicSlots
from leaflets.composition.direction import directed
from leaflets.composition.english import english_names, english_title
from leaflets.composition.figures import number
from leaflets.composition.identity import write_marks
from leaflets.composition.naming import tone
from leaflets.composition.provenance import matter_marks, write_state
from leaflets.composition.references import References
from leaflets.composition.spacing import custom_properties, parts_of, warning_after_words
from leaflets.composition.words import Words
from leaflets.model import Approval, Extent, Frequency, Leaflet, Section, Spacing, Statement
from leaflets.model.evidence import asked_about
from leaflets.model.family import family_in
from leaflets.model.shape import FOLDS, MARGIN, shape_of
from leaflets.model.spacing import Panels
from leaflets.model.work import STAFF
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.project.look import look_of
from leaflets.project.openings import opening_drawings
from leaflets.readers.fonts import quoted
from leaflets.readers.sandbox import offered
from leaflets.readers.templates import MOTIFS, SUFFIX_OF_PICTURES

NO_TOPIC = "_"
"""What its PDF says in the place of a topic."""
DOT_ROWS = 10
"""Dots above each other in the picture of a frequency."""


class Sheet(ClinicSlots):
    """One sheet: a clinic's matter around a topic's content."""

    def __init__(  # noqa: PLR0913 - what it is made of
        self,
        project: Project,
        leaflet: Leaflet,
        words: Words,
        references: References,
        approval: Approval,
        spacing: Spacing,
    ) -> None:
        super().__init__(project, leaflet, words)
        self.fonts = project.fonts
        self.references = references
        self.approval = approval
        self.spacing = spacing
        self.for_staff = leaflet.edition == STAFF

    @property
    def custom_properties(self) -> dict[str, str]:
        """CSS custom properties: the brand's tones, the families and the line height."""
        set_as = custom_properties(self.spacing, self.line_height)
        return {**self.named_tones, **self.families, "line-height": f"{self.line_height:g}", **self._fold, **set_as}

    @property
    def families(self) -> dict[str, str]:
        """The families of headings and text, as CSS lists them."""
        language, typeface = self.language, self.clinic.brand.typeface
        stacks = {role: self.fonts.stack(language, typeface, role) for role in ("headings", "text")}
        if self.for_staff:  # names of authors have letters that typefaces of other scripts lack
            stacks["latin"] = self.fonts.stack(self._project.languages[SOURCE_LANGUAGE], typeface, "text")
        return {role: quoted(stack) for role, stack in stacks.items()}

    @property
    def line_height(self) -> float:
        """The language's line height, in type sizes."""
        return self.fonts.typography(self.language).line_height

    @property
    def brackets(self) -> tuple[str, str]:
        """The round brackets that the language writes."""
        return self.language.brackets

    @property
    def tones(self) -> dict[str, str]:
        """The brand's tones by name, as `#rrggbb`."""
        edition, brand = self._leaflet.edition, self.clinic.brand
        return BLACK if shape_of(edition).is_grey else tones_in(family_in(edition, brand.family), brand)

    @property
    def named_tones(self) -> dict[str, str]:
        """What layouts paint with: the names of tones, or the tones where layouts of the folder's own may ask them."""
        return self.tones if look_of(self._project).templates else {name: tone(name) for name in self.tones}

    @offered
    def parts(self, section: Section) -> list[Sequence[Section | Statement]]:
        """Return the items of a section page by page."""
        return parts_of(section, self.spacing)

    @offered
    def begins_page(self, items: Sequence[Section | Statement]) -> bool:
        """Tell whether these items of a section begin a page."""
        return bool(items) and items[0].id in self.spacing.continued

    @property
    def sources_before(self) -> str | None:
        """The id of the warning that the sources stand before; where there is none, they stand in the imprint."""
        return warning_after_words(self.references.content) if self.spacing.sources_first else None

    @property
    def paper(self) -> str:
        """The CSS size of a page, on the paper of the clinic's region."""
        return shape_of(self._leaflet.edition).papers.of(self.region.paper)

    @property
    def panels(self) -> Panels:
        """What stands on which panel of a folded sheet."""
        return self.spacing.panels

    @property
    def _fold(self) -> dict[str, str]:
        """The measures of panels as CSS custom properties, for a sheet that is folded."""
        if not shape_of(self._leaflet.edition).is_folded:
            return {}
        fold = FOLDS[self.region.paper]
        return {"narrow": f"{fold.narrow:g}mm", "wide": f"{fold.wide:g}mm", "tall": f"{fold.height - 2 * MARGIN:g}mm"}

    @property
    def names(self) -> str:
        """Clinic, language, topic, edition and further languages, by which the PDF says which leaflet it is."""
        one = self._leaflet
        return " ".join((one.clinic, one.language, one.topic or NO_TOPIC, one.edition, *one.others))

    @property
    def marks(self) -> str:
        """A mark for each statement, by which an old sheet can tell what has changed since."""
        return write_marks(self.references.content.marks)

    @property
    def matter(self) -> str:
        """A mark for each thing that the place and the clinic add to the words, and for the sources."""
        return write_marks(
            matter_marks(self.clinic, self.region, self.references, for_staff=self.for_staff).items(),
        )

    @property
    def state(self) -> str:
        """Draft, or final with its last day and its sign-offs, by which a sheet can tell whether it still holds."""
        return write_state(self.approval)

    @property
    def look(self) -> str:
        """The look that it is printed in, by which an old sheet can tell whether anybody answered for it."""
        return look_of(self._project).mark

    @property
    def metadata(self) -> dict[str, str]:
        """What the PDF says of itself. A layout writes it, and the press compares it."""
        named = {"leaflet": self.names, "marks": self.marks, "state": self.state, "matter": self.matter}
        return {**named, "look": self.look, "keywords": self.references.content.id}

    @property
    def motif(self) -> str:
        """The template of the ornament that titles have of the first topic's therapy."""
        topic = self._project.topics[self._project.topics_of(self._leaflet)[0]]
        therapy = self._project.therapies[self._project.therapy_of(topic)]
        return f"{MOTIFS}/{therapy.motif}{SUFFIX_OF_PICTURES}"

    @property
    def opening(self) -> str | None:
        """The template of the drawing that opens the topic; None where there is none, and the ornament stands."""
        return self.opening_of(self._leaflet.topic)

    @offered
    def opening_of(self, topic: str) -> str | None:
        """Return the template of the drawing that opens a topic; None where nobody has drawn one, or none is wanted."""
        return opening_drawings(self._project).get(topic) if self.clinic.brand.ornament == "topic" else None

    @property
    def ornament(self) -> str | None:
        """The template of what stands behind a title without a drawing; None if nothing does."""
        return None if self.clinic.brand.ornament == "none" else self.motif

    @property
    def english_title(self) -> str:
        """The title in English, so that staff know what they hold."""
        return english_title(self._project, self._leaflet)

    @property
    def english_names(self) -> str:
        """The names of the sheet's languages in English, or how many they are."""
        return english_names(self._project, self._leaflet)

    @offered
    def contraindication(self, statement: Statement) -> str | None:
        """Return `absolute` or `relative` for a question of a checklist."""
        return self._project.facts[asked_about(statement.id, self._project.facts)].contraindication

    @property
    def reviewers(self) -> Markup:
        """Who signed the words off, with credentials and, where they differ, days, as the language lists people."""
        signers = self.approval.signers
        people = [directed(f"{one.name}, {one.credential}") for one in signers]
        if len({one.date for one in signers}) > 1:  # one day for all is told as the day of the last review
            days = (self.date(one.date, "medium") for one in signers)
            people = [Markup("{} ({})").format(name, day) for name, day in zip(people, days, strict=True)]
        places = [f"{{{number}}}" for number in range(len(people))]
        return Markup(format_list(places, locale=self.language.locale)).format(*people)  # noqa: S704 - CLDR's pattern

    @offered
    def date(self, value: dt.date, form: Literal["long", "medium"] = "long") -> Markup:
        """Return a date as the reader writes it."""
        locale = self.language.locale_in(self.region.country)
        return escape(format_date(value, form, locale=locale))

    @offered
    def month(self, value: dt.date) -> Markup:
        """Return the month and the year of a date as the reader writes them.

        A sentence may end behind them: an abbreviated word for year (`2026 р.`) and the stop of an ordinal number
        (`2026.`) are left out.
        """
        locale = self.language.locale_in(self.region.country)
        return escape(re.sub(r"(\s[^\W\d]+)?\.$", "", format_skeleton("yMMMM", value, locale=locale)))

    @offered
    def number(self, value: int) -> Markup:
        """Return a number with the language's signs."""
        return escape(number(Decimal(value), self.language.locale))

    @offered
    def bar(self, extent: Extent) -> dict[str, float]:
        """Return how far a bar is dark and how far it is ringed, in per cent of its scale."""
        return {"certain": float(100 * extent.low / extent.whole), "highest": float(100 * extent.high / extent.whole)}

    @offered
    def dots(self, frequency: Frequency, rows: int = DOT_ROWS) -> dict[str, str | int]:
        """Return the dots of a frequency's picture as SVG paths, with the size of their grid."""
        certain, uncertain, rest = pictures.dots(int(frequency.certain), int(frequency.high), frequency.total, rows)
        columns = -(-frequency.total // rows)
        return {"certain": certain, "uncertain": uncertain, "rest": rest, "columns": columns, "rows": rows}
