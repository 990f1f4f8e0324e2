"""One language's words for one leaflet: strict, and with a record of what was used."""

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from leaflets.composition.direction import isolate_runs
from leaflets.model import Language, MessageKey
from leaflets.readers.catalogues import Catalogue

if TYPE_CHECKING:
    from leaflets.errors import Problem


class Words:
    """Looks messages up in a catalogue. Nothing falls back to English in silence.

    A faulty message adds its problems to `problems` and stands in for itself, so that one run finds every gap.
    `used` maps each message that was asked for to its texts.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.problems: dict[Problem, None] = dict.fromkeys(catalogue.problems)
        self.used: dict[MessageKey, tuple[str, ...]] = {}
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

    def gettext(self, message: str, /, **variables: Any) -> Markup:
        """Return the translation with its placeholders filled; what is not markup is escaped."""
        return self._fill(MessageKey(None, message), 0, variables)

    def pgettext(self, context: str, message: str, /, **variables: Any) -> Markup:
        """Return the translation of a message in a context."""
        return self._fill(MessageKey(context, message), 0, variables)

    def ngettext(self, one: str, many: str, number: float, /, **variables: Any) -> Markup:
        """Return the plural form for a number; a fraction takes the form of the next whole number."""
        return self._fill(MessageKey(None, one, many), self._plural_index(math.ceil(number)), variables)

    def npgettext(self, context: str, one: str, many: str, number: float, /, **variables: Any) -> Markup:
        """Return the plural form for a number, of a message in a context."""
        return self._fill(MessageKey(context, one, many), self._plural_index(math.ceil(number)), variables)

    def _fill(self, key: MessageKey, index: int, variables: Mapping[str, Any]) -> Markup:
        text = escape(self._text(key, index))
        if self._right_to_left:
            text = isolate_runs(text)
        return text % variables if variables else text

    def _text(self, key: MessageKey, index: int) -> str:
        if self._usable:
            faults = self._catalogue.faults(key)
            if not faults:
                texts = self._catalogue.translations[key].texts
                self.used[key] = texts
                return texts[index]
            self.problems.update(dict.fromkeys(faults))
        return key.id
