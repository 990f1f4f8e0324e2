"""The card of a leaflet, which websites and social media show of a link: 1200 × 630 pixels (Open Graph)."""

import re
from functools import cached_property

from PIL import Image

from leaflets.composition.brand import tones
from leaflets.composition.endings import ending_together
from leaflets.composition.passages import DRAFT
from leaflets.composition.rendering import filled
from leaflets.composition.words import Words
from leaflets.gallery.colours import INK, PAPER
from leaflets.gallery.telling import Told
from leaflets.library.library import refuse_own_pages
from leaflets.library.pictures import as_jpeg, as_png, as_uri, first_page, narrowed
from leaflets.logos import logo_of
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.fonts import quoted
from leaflets.readers.templates import LIBRARY, source_of
from leaflets.store import digest_of_program, key_of
from leaflets.typesetting import engine_parts
from leaflets.typesetting.papers import set_untagged

TEMPLATE = f"{LIBRARY}/card.html.j2"
WIDTH, HEIGHT = 1200, 630
PAGE = (400, 560)
"""What a card shows of the first page, in pixels across and down."""
SIZES = (76, 66, 58, 50, 44, 38, 32, 27)
"""Of the title, in pixels: the first that fits is taken."""
COLUMN = 650
"""How wide a line of the title may be, in pixels."""
A_LETTER = 0.56
"""How wide a bold letter is, in sizes of type: words longer than the column are set smaller, not broken."""
CLOSE = frozenset({"Hans", "Hant", "Jpan", "Khmr"})
"""Scripts that have no spaces between words, and break lines within them."""


class Cards:
    """Makes the cards of one project."""

    def __init__(self, project: Project) -> None:
        refuse_own_pages(project)
        self._project = project

    @cached_property
    def basis(self) -> str:
        """A digest of all that a card rests on beside its leaflet's PDF."""
        return key_of(source_of(self._project.environment, TEMPLATE), digest_of_program(), dict(engine_parts()))

    def card(self, told: Told, page: Image.Image) -> bytes:
        """Return the card of a leaflet as PNG. `page` is its first page."""
        context, fonts = self._context(told, page), self._project.fonts.all_folders
        longest = max(map(len, re.split(r"[\s\N{HYPHEN-MINUS}\N{ZERO WIDTH SPACE}]+", told.title)))
        fitting = [one for one in SIZES if longest * A_LETTER * one <= COLUMN or told.language.script in CLOSE]
        for size in fitting or SIZES[-1:]:
            html = filled(self._project.environment, TEMPLATE, {**context, "size": size})
            pdf, pages = set_untagged(html, fonts)
            if pages == 1:
                break
        return as_png(first_page(pdf, WIDTH))

    def _context(self, told: Told, page: Image.Image) -> dict[str, object]:
        clinic, language = self._project.clinics[told.leaflet.clinic], told.language
        tone, words = tones(clinic.brand), Words(self._project.catalogue(language.code))
        headings, text = (
            self._project.fonts.stack(language, clinic.brand.typeface, role) for role in ("headings", "text")
        )
        seen = narrowed(page, 2 * PAGE[0])
        seen = seen.crop((0, 0, 2 * PAGE[0], min(seen.height, 2 * PAGE[1])))
        return {
            "told": told,
            "heading": ending_together(told.heading),
            "tones": tone,
            "ground": tone.get("ground", tone["primary"]),
            "edge": tone.get("accent-edge", tone["accent"]),
            "ink": INK,
            "paper": PAPER,
            "headings": quoted(headings),
            "text": quoted(text),
            "line_height": max(1.14, self._project.fonts.typography(language).line_height * 0.82),
            "logo": logo_of(self._project, clinic).uri,
            "page": as_uri(as_jpeg(seen, 88), "jpeg"),
            "page_size": (PAGE[0], seen.height / 2),
            "draft": [words.gettext(one) for one in DRAFT] if told.is_draft else [],
            "draft_in_english": DRAFT if told.is_draft and not language.is_in(SOURCE_LANGUAGE) else (),
        }
