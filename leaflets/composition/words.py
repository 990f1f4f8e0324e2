"""One language's words for one leaflet: strict, and with a record of what was used."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from leaflets.composition.direction import isolate_runs, plain
from leaflets.composition.phrase import Phrase
from leaflets.errors import Problem
from leaflets.model import Language, MessageKey
from leaflets.readers.catalogues import Catalogue
from leaflets.readers.sandbox import offered
from leaflets.rules import CASED

_CASED = re.compile(r"%\((\w+)\.(\w+)\)s")


class Words:
    """Looks messages up in a catalogue. Nothing falls back to English in silence.

    A faulty message adds its problems to `problems` and stands in for itself, so that one run finds every gap.
    `used` maps each message that was asked for to its texts; `faulty` holds those that could not be used.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.problems: dict[Problem, None] = dict.fromkeys(catalogue.problems)
        self.used: dict[MessageKey, tuple[str, ...]] = {}
        self.faulty: set[MessageKey] = set()
        self._catalogue = catalogue
        self._usable = not catalogue.problems
        self._right_to_left = catalogue.language.direction == "rtl"
        self._plural_index = catalogue.plural_index

    @property
    def language(self) -> Language:
        """The language of the words."""
        return self._catalogue.language

    @property
    def path(self) -> str:
        """The catalogue's file, as people know it."""
        return self._catalogue.path

    @property
    def functions(self) -> Mapping[str, Callable[..., Markup]]:
        """The gettext functions for a template's context."""
        functions = (self.gettext, self.ngettext, self.pgettext, self.npgettext)
        return {"_": self.gettext, **{function.__name__: function for function in functions}}

    @offered
    def gettext(self, message: str, /, **variables: Any) -> Markup:
        """Return the translation with its placeholders filled; what is not markup is escaped."""
        return self._fill(MessageKey(None, message), None, variables)

    @offered
    def pgettext(self, context: str, message: str, /, **variables: Any) -> Markup:
        """Return the translation of a message in a context."""
        return self._fill(MessageKey(context, message), None, variables)

    @offered
    def ngettext(self, one: str, many: str, number: float, /, **variables: Any) -> Markup:
        """Return the plural form for a number; a fraction takes the form of the next whole number."""
        return self._fill(MessageKey(None, one, many), number, variables)

    @offered
    def npgettext(self, context: str, one: str, many: str, number: float, /, **variables: Any) -> Markup:
        """Return the plural form for a number, of a message in a context."""
        return self._fill(MessageKey(context, one, many), number, variables)

    def _fill(self, key: MessageKey, number: float | None, variables: Mapping[str, Any]) -> Markup:
        faults = self._faults(key) if self._usable else ()
        if self._usable and not faults:
            text = self._translated(key, 0 if number is None else self._plural_index(math.ceil(number)))
            cases = _CASED.findall(text)
            faults = tuple(self._lacking(key, cases, variables))
            if not faults:
                forms = {f"{name}.{case}": self._form(key, variables[name], case) for name, case in cases}
                return self._filled(text, {**variables, **forms} if variables else variables)
        self.problems.update(dict.fromkeys(faults))
        self.faulty.add(key)
        return self._filled(self._stand_in(key, number, faults), variables)

    @staticmethod
    def _filled(text: Markup, variables: Mapping[str, Any]) -> Markup:
        """Return a text with its placeholders filled."""
        return text % variables if variables else text

    def _translated(self, key: MessageKey, index: int) -> Markup:
        """Return the escaped text; its `%(days)s{oblique}` has become `%(days.oblique)s`, which can be filled."""
        texts = self._catalogue.translations[key].texts
        self.used[key] = texts
        text = Markup(CASED.sub(r"%(\1.\2)s", escape(texts[index])))  # noqa: S704 - escaped
        return isolate_runs(text) if self._right_to_left else text

    def _lacking(
        self, key: MessageKey, cases: Iterable[tuple[str, str]], variables: Mapping[str, Any]
    ) -> Iterator[Problem]:
        """Yield a problem for each case that a translation asks for, and that what fills it does not have."""
        for name, case in cases:
            value = variables.get(name)
            if isinstance(value, Phrase) and case not in value.cases:
                reason = f"%({name})s{{{case}}} cannot be filled in: words.toml has no “{value.unit}” in that case."
                hint = f"Add {value.unit} to [cases.{case}] there, or write %({name})s alone."
                if value.unit is None:
                    reason, hint = f"%({name})s is how often something happens.", f"Write it alone, without {{{case}}}."
                yield Problem(self.path, reason, hint, key=f"“{key.id}”")

    def _form(self, key: MessageKey, value: Any, case: str) -> Any:
        """Return what fills a placeholder in a case; a bare number is the same in all of them."""
        if not isinstance(value, Phrase):
            return value
        form = value.in_case(case)
        self.used[key] += (plain(form),)
        return form

    def _faults(self, key: MessageKey) -> Sequence[Problem]:
        return self._catalogue.faults(key)

    def _stand_in(self, key: MessageKey, number: float | None, _faults: Sequence[Problem]) -> Markup:
        """Return the source text in place of a faulty message, with its placeholders as they are."""
        return escape(key.plural if key.plural and number != 1 else key.id)


def font_fault(path: str, key: MessageKey, characters: str) -> Problem:
    """Return the problem of a message with characters that no font has."""
    names = ", ".join(f"{one} (U+{ord(one):04X})" for one in characters)
    hint = "Write it with other characters, or add a font that has them to fonts/."
    return Problem(path, f"No font here has the character {names}.", hint, key=f"“{key.id}”")
