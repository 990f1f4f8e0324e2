"""Pages as their words are written, what rules stop included: nothing stands in, so that a reviewer sees what is there.

Each text that is stopped is followed by signs that say why, as noncharacters of Unicode, which no sound text holds.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from markupsafe import Markup, escape

from leaflets.composition.direction import isolate_runs
from leaflets.composition.pages import Approvals, Pages
from leaflets.composition.words import Words, font_fault
from leaflets.errors import Problem
from leaflets.model import Content, Leaflet, MessageKey, Spacing
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import Catalogue

_START, _END, _ZERO = "\ufdd0", "\ufdd1", 0xFDE0
_NOTE = re.compile(f"{_START}([\ufde0-\ufdef]+){_END}")
_STRAY = re.compile("[\ufdd0-\ufdef]")
"""What no text may hold; one that does is shown without it."""


_FILLED = re.compile(r"%\(([\w.]+)\)s")
"""What is filled: a placeholder, or one in a case."""


class Notes:
    """What is wrong with words, noted in them and read out of them again."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Problem, ...], int] = {}

    def note(self, faults: Sequence[Problem]) -> str:
        """Return the signs for these faults, which print nothing."""
        number = self._numbers.setdefault(tuple(faults), len(self._numbers))
        return f"{_START}{''.join(chr(_ZERO + int(digit, 16)) for digit in f'{number:x}')}{_END}"

    def take(self, *texts: str) -> tuple[list[str], tuple[Problem, ...]]:
        """Return texts without their notes, and every fault that was noted in them."""
        by_number = list(self._numbers)
        noted = (self._number(found) for text in texts for found in _NOTE.findall(text))
        faults = dict.fromkeys(fault for number in noted for fault in by_number[number])
        return [_NOTE.sub("", text).strip() for text in texts], tuple(faults)

    @staticmethod
    def _number(signs: str) -> int:
        return int("".join(f"{ord(sign) - _ZERO:x}" for sign in signs), 16)


class WrittenPages(Pages):
    """Lays pages out with words as they are written, so that they can be compared with what they were."""

    is_lenient = True

    def __init__(self, project: Project, approvals: Approvals) -> None:
        super().__init__(project, approvals, _going_on)
        self.notes = Notes()

    def _words(self, code: str) -> Words:
        return _WrittenWords(self._project.catalogue(code), partial(self._project.uncovered, language=code), self.notes)


def _going_on(_leaflet: Leaflet, content: Content) -> Spacing:
    """Return a spacing by which one section goes on on another page, so that the words for it are read once."""
    parted = (section.items[-1].id for section in content.sections if section.kind == "section" and section.items[1:])
    return Spacing(continued=tuple(islice(parted, 1)))


class _WrittenWords(Words):
    """Words as they are written, each that would stop a leaflet with a note of why. What is missing is a gap.

    Only the source language's gaps are filled: its words stand in the templates.
    """

    def __init__(self, catalogue: Catalogue, uncovered: Callable[[str], str], notes: Notes) -> None:
        super().__init__(catalogue)
        self._uncovered, self._notes = uncovered, notes
        self._usable = bool(catalogue.translations)  # what stops the file as a whole is told beside its words

    def _faults(self, key: MessageKey) -> Sequence[Problem]:
        if not self._usable:
            return self._catalogue.problems
        faults = super()._faults(key)
        missing = "" if faults else self._uncovered("".join(self._catalogue.translations[key].texts))
        return [font_fault(self.path, key, missing)] if missing else faults

    def _stand_in(self, key: MessageKey, number: float | None, faults: Sequence[Problem]) -> Markup:
        """Return what is written for a message, however faulty."""
        translation = self._catalogue.translations.get(key)
        texts = translation.texts if translation else ()
        index = 0 if number is None else self._plural_index(math.ceil(number))
        written = _STRAY.sub("", texts[index]) if index < len(texts) else ""
        if written.strip() or self.language.code != SOURCE_LANGUAGE:
            text = isolate_runs(escape(written)) if self._right_to_left else escape(written)
        else:
            text = super()._stand_in(key, number, faults)
        return text + self._notes.note(faults)

    @staticmethod
    def _filled(text: Markup, variables: Mapping[str, Any]) -> Markup:
        """Return a text with what there is for its placeholders; any other stays as it is written."""
        fill = {name: str(escape(value)) for name, value in variables.items()}
        return Markup(_FILLED.sub(lambda found: fill.get(found[1], found[0]), text))  # noqa: S704 - escaped
