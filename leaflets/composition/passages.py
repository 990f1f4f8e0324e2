"""What a reader has to find on the finished pages, whatever the layout and its style: the press looks for each."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import escape

from leaflets.composition.direction import plain
from leaflets.composition.endings import without_endings
from leaflets.composition.words import Words
from leaflets.errors import Problem
from leaflets.model import Content, Depicted, Passage, Section, Statement
from leaflets.project import SOURCE_LANGUAGE

DRAFT = ("Draft", "Not approved for patients yet")
"""The mark of what nobody has signed, in English."""
PREVIEW_MARK = "Preview Not for patients"
"""The mark of what is shown to translators only."""

CONTENT = "Look for {{ content.title }}, {{ content.lead }} and {{ content.id }} in the layout and its parts."


class Said(NamedTuple):
    """Words that a layout has to print, `kind` of statement and `place` they come from; `words` may hold spans."""

    kind: str
    place: str
    words: str


def passages_of(content: Content, words: Words, *, is_final: bool, for_staff: bool) -> Iterator[Passage]:
    """Yield every passage of a topic in reading order, then the content id and the mark of a draft."""
    for said in _said_in(content, words, for_staff=for_staff):
        if said.kind != "picture":
            yield Passage(plain(said.words), said.place)
    if not is_final:
        for mark in _draft_marks(words):
            yield Passage(mark, "the mark of a draft", on_every_page=True)


def depicted_in(content: Content) -> Iterator[Depicted]:
    """Yield every picture of a topic: its drawings, and the dots of its frequencies."""
    for statement in content.statements:
        if statement.kind == "picture":
            yield Depicted(plain(statement.text), f"the picture “{statement.id}”")
        elif statement.frequency:
            rate = statement.frequency
            certain, high = int(rate.certain), int(rate.high)
            dots = (certain, high - certain, rate.total - high)
            yield Depicted(plain(statement.text), f"the dots of “{statement.id}”", dots)
        elif statement.extent:
            yield Depicted(plain(statement.text), f"the bar of “{statement.id}”")


def preview_mark() -> Passage:
    """Return what has to stand on every page of a preview; what is marked in it is not there word for word."""
    return Passage(PREVIEW_MARK, "the mark of a preview", on_every_page=True)


def find_unprinted(
    content: Content, html: str, words: Words, passages: tuple[Passage, ...], layout: str
) -> Iterator[Problem]:
    """Find what a layout leaves out or changes: words of the content, or a mark that stands on every page."""
    printed = without_endings(html)
    for kind, place, text in _said_in(content, words, for_staff=False):
        if str(text) not in printed and escape(plain(text)) not in printed:
            hint = CONTENT if kind == "topic" else f"Look for its kind ({kind}) in the parts of the layout."
            yield Problem(layout, f"The layout does not print {place} as it is.", hint)
    shown = "".join(plain(html).split())
    for passage in passages:
        if passage.on_every_page and "".join(passage.words.split()) not in shown:
            hint = 'Let it include "parts/draft.html.j2", in its foot too: the mark has to stand on every page.'
            yield Problem(layout, f"The layout does not print {passage.place}.", hint)


def _draft_marks(words: Words) -> Iterator[str]:
    yield plain(" ".join(map(words.gettext, DRAFT)))
    if not words.language.is_in(SOURCE_LANGUAGE):
        yield " ".join(DRAFT)


def _said_in(content: Content, words: Words, *, for_staff: bool) -> Iterator[Said]:
    yield Said("topic", "the title", content.title)
    yield Said("topic", "the line below the title", content.lead)
    translated = not words.language.is_in(SOURCE_LANGUAGE)
    for section in content.sections:
        yield from _of_section(section, translated=translated, for_staff=for_staff)
    yield Said("topic", "the content id", content.id)


def _of_section(section: Section, *, translated: bool, for_staff: bool) -> Iterator[Said]:
    say = section.say if translated else None
    for name, words in (("heading", section.title), ("number", section.number), ("words to say", say)):
        if words:
            yield Said(section.kind, f"the {name} of “{section.id}”", words)
    for item in section.items:
        if isinstance(item, Section):
            yield from _of_section(item, translated=translated, for_staff=for_staff)
        else:
            yield from _of_statement(item, for_staff=for_staff)


def _of_statement(statement: Statement, *, for_staff: bool) -> Iterator[Said]:
    if statement.heading:
        yield Said(statement.kind, f"the heading of “{statement.id}”", statement.heading)
    yield Said(statement.kind, f"the statement “{statement.id}”", statement.text)
    if statement.frequency:
        yield Said(statement.kind, f"the frequency word of “{statement.id}”", statement.frequency.band)
    if statement.staff and for_staff:
        yield Said(statement.kind, f"the advice of “{statement.id}”", statement.staff)
