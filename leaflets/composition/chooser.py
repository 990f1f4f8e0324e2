"""What the front desk's sheet says: each language that a clinic offers, by its own name, with a request in it.

It is no topic: its words belong to the layouts, and whoever reviews a topic in a language reads them with it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import escape

from leaflets.composition.identity import content_id, statement_marks
from leaflets.composition.words import Words
from leaflets.model import Content, Language, Section, Statement

REQUEST = "Please point to your language."
"""What it says in each language; `templates/sides/request.html.j2` brings it to the translators."""
TO_STAFF = "For staff: show this sheet and say these words. Then print the leaflet in that language."
"""What it says to staff, in the clinic's own language."""
LANGUAGES = "languages"
"""The section with the languages, and what their statements are called by."""
VERSION, DATED = "1.0", dt.date(2026, 11, 28)
"""Of its English words."""


def chooser_content(each: Sequence[Words]) -> Content:
    """Return what the sheet says; the first of the languages is the clinic's own."""
    languages = [words.language for words in each]
    statements = tuple(
        Statement(
            id=words.language.code,
            kind="language",
            text=words.gettext(REQUEST),
            facts=(),
            critical=False,
            heading=escape(own_name(words.language, languages)),
        )
        for words in each
    )
    first = each[0]
    section = Section(LANGUAGES, LANGUAGES, escape(""), items=statements)
    content = Content(first.gettext(REQUEST), first.gettext(TO_STAFF), VERSION, DATED, 1, None, (section,))
    return replace(content, id=content_id(content, (), {}), marks=statement_marks(content, {}))


def own_name(language: Language, beside: Sequence[Language]) -> str:
    """Return what readers call their language, as the first word of a line: without its country if that is plain."""
    alike = [one for one in beside if one.locale.language == language.locale.language]
    short = language.locale.get_language_name() if len(alike) == 1 and language.own_name is None else None
    name = short or language.endonym
    return name[:1].upper() + name[1:]
