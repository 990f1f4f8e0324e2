"""Marks words on a preview that are not there yet, so that nobody can take them for finished.

A mark starts and ends with noncharacters of Unicode, which no text holds; `show_marks` puts elements in their place
when the page is whole, and plain brackets where elements cannot stand: in attributes and in the page's title.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, get_args

from markupsafe import Markup

from leaflets.composition.direction import isolate_gaps
from leaflets.composition.words import Words, font_fault
from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.project import SOURCE_LANGUAGE
from leaflets.readers.catalogues import Catalogue

State = Literal["not in the catalogue", "not translated", "fuzzy", "faulty", "wrong figure"]
"""What is wrong. All but the last, which is about a statement's own words, show the source text."""
STATES: tuple[State, ...] = get_args(State)
_STATE_OF_RULE: Mapping[str | None, State] = {"C1": "not translated", "C2": "fuzzy", "C4": "not in the catalogue"}
_START, _END, _FIRST_STATE = "\ufdd0", "\ufdd1", 0xFDD2
_MARK = re.compile(f"([{_START}{_END}])([{chr(_FIRST_STATE)}-{chr(_FIRST_STATE + len(STATES) - 1)}])")
_NO_ELEMENTS = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.DOTALL)
"""Where only text can stand. No attribute holds a “>”: Jinja escapes what is put into it."""


class MarkedWords(Words):
    """The words of a preview: a message that would stop the leaflet shows its source text in a mark.

    `uncovered` returns the characters of a text that no font has.
    """

    def __init__(self, catalogue: Catalogue, uncovered: Callable[[str], str]) -> None:
        super().__init__(catalogue)
        self._uncovered = uncovered
        self._usable = True  # what stops the file as a whole is told, and its sound messages are shown

    def _faults(self, key: MessageKey) -> Sequence[Problem]:
        faults = super()._faults(key)
        missing = "" if faults else self._uncovered("".join(self._catalogue.translations[key].texts))
        return [font_fault(self.path, key, missing)] if missing else faults

    def _stand_in(self, key: MessageKey, number: float | None, faults: Sequence[Problem]) -> Markup:
        text = super()._stand_in(key, number, faults)
        filled = isolate_gaps(text) if self._right_to_left else text
        return mark(filled, _state(faults))


def mark(text: Markup, state: State) -> Markup:
    """Return a text between the signs that `show_marks` turns into a mark."""
    sign = chr(_FIRST_STATE + STATES.index(state))
    return Markup("{}{}{}{}{}").format(_START, sign, text, _END, sign)


def show_marks(html: str) -> str:
    """Return a page with its marks to be seen: brackets, and beside them what is wrong."""
    parts = _NO_ELEMENTS.split(html)
    return "".join(_MARK.sub(_bracket if part.startswith("<") else _element, part) for part in parts)


def _state(faults: Iterable[Problem]) -> State:
    return next((_STATE_OF_RULE[one.rule] for one in faults if one.rule in _STATE_OF_RULE), "faulty")


def _bracket(found: re.Match[str]) -> str:
    return "⟦" if found[1] == _START else "⟧"


def _element(found: re.Match[str]) -> str:
    state = STATES[ord(found[2]) - _FIRST_STATE]
    if found[1] == _START:
        english = "" if state == "wrong figure" else f' lang="{SOURCE_LANGUAGE}" dir="ltr"'
        return f'<span class="mark {state.replace(" ", "-")}"{english}>⟦'
    return f'⟧ <span class="state" lang="{SOURCE_LANGUAGE}" dir="ltr">{state}</span></span>'
