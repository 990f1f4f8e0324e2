"""The languages of a sheet, side by side: what each says in the place of one thing, and what they are together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from leaflets.composition.sheet import Sheet
from leaflets.composition.spacing import TIGHT, leading_beside
from leaflets.composition.words import Words
from leaflets.errors import Problem
from leaflets.model import Content, Passage, Section, Statement
from leaflets.project import SOURCE_LANGUAGE
from leaflets.readers.sandbox import offered

BOTH = "+"
"""Stands between the content ids of a sheet in two languages."""
ONCE = ("the number of", "the words to say of")
"""How the places of passages begin that a sheet in two languages prints once: they are the same in both."""


@dataclass(frozen=True)
class Side:
    """What one language of a sheet says, with its words and the clinic's matter in it."""

    content: Content
    sheet: Sheet
    words: Words

    @property
    def lang(self) -> str:
        """The language tag."""
        return self.sheet.language.bcp47

    @property
    def is_english(self) -> bool:
        """Whether it is the language in which staff and whoever helps are told, in the wording of any region."""
        return self.sheet.language.is_in(SOURCE_LANGUAGE)

    @property
    def dir(self) -> str:
        """The direction of its words, `ltr` or `rtl`."""
        return self.sheet.language.direction

    @offered
    def gettext(self, message: str, /, **variables: object) -> Markup:
        """Return a message of the layout in this language."""
        return self.words.gettext(message, **variables)

    @offered
    def pgettext(self, context: str, message: str, /, **variables: object) -> Markup:
        """Return a message of the layout in a context, in this language."""
        return self.words.pgettext(context, message, **variables)

    @offered
    def of(self, item: Section | Statement) -> Section | Statement:
        """Return what this language says in the place of an item of any language of the sheet."""
        return self._items[type(item), item.id]

    @cached_property
    def _items(self) -> dict[tuple[type, str], Section | Statement]:
        return {(type(one), one.id): one for section in self.content.sections for one in _all_in(section)}

    @offered
    def custom_properties(self, sides: Sequence["Side"]) -> dict[str, str]:
        """Return the CSS custom properties of its words beside those of all sides: families and line heights."""
        own, others = self.sheet.line_height, [one.sheet.line_height for one in sides]
        heights = {"leading": leading_beside(own, others), "close": leading_beside(own, others, TIGHT)}
        return {**self.sheet.families, **{name: f"{value:g}" for name, value in heights.items()}}


def _all_in(section: Section) -> list[Section | Statement]:
    """Return a section and all that is in it, in reading order."""
    inner = [_all_in(one) if isinstance(one, Section) else [one] for one in section.items]
    return [section, *(one for items in inner for one in items)]


def together(contents: Sequence[Content], codes: Sequence[str]) -> Content:
    """Return what a sheet in these languages says, by the first of them: it has the ids and the marks of all."""
    if len(contents) == 1:
        return contents[0]
    marks = tuple(
        (f"{code}:{name}", mark) for content, code in zip(contents, codes, strict=True) for name, mark in content.marks
    )
    return replace(contents[0], id=BOTH.join(one.id for one in contents), marks=marks)


def find_unlike(contents: Sequence[Content], topic: str) -> list[Problem]:
    """Return the problem of a topic that has other statements in one language than in another: no row could be set."""
    if len(set(map(_shape, contents))) == 1:
        return []
    reason = "It has other statements in one language than in another, so that they cannot stand beside each other."
    return [Problem(f"templates/topics/{topic}.html.j2", reason, "Let it say the same in every language.")]


def _shape(content: Content) -> tuple[tuple[str, str], ...]:
    """Return ids and kinds of all items of a content, in reading order."""
    return tuple((one.id, one.kind) for section in content.sections for one in _all_in(section))


def passages_together(each: Sequence[Sequence[Passage]], codes: Sequence[str]) -> tuple[Passage, ...]:
    """Return what has to be readable of each language of a sheet; what is the same in all, once."""
    if len(each) == 1:
        return tuple(each[0])
    found: dict[Passage, None] = {}
    for passages, code in zip(each, codes, strict=True):
        for one in passages:
            is_shared = one.on_every_page or one.place.startswith(ONCE)
            found[one if is_shared else replace(one, place=f"{one.place} ({code})")] = None
    return tuple(found)
