"""What placeholders will look like in a language: the register's figures and the regions' numbers, in its words."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from babel.dates import get_day_names
from jinja2 import TemplateError
from markupsafe import Markup

from leaflets.composition.direction import plain
from leaflets.composition.figures import Figures
from leaflets.composition.phrase import Phrase
from leaflets.composition.words import Words
from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.readers.catalogues import Catalogue
from leaflets.readers.uses import Use, denominator_of

MONDAY, FRIDAY = 0, 4
"""Keys of CLDR's names of days."""
Said = TypeVar("Said", bound=Markup)
_SPACES = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2060"): ""}


class Examples:
    """The examples of one language. What its catalogue has no words for yet has none."""

    def __init__(self, project: Project, catalogue: Catalogue) -> None:
        self._project = project
        self._words = _Recorder(catalogue)
        self._figures = cache(self._make_figures)
        self._phrase = cache(self._find_phrase)

    def of_use(self, use: Use) -> dict[str, str]:
        """Return what fills the placeholders of a message in one of its uses, a figure's in each `days{case}`."""
        figures = {name: self._phrase(reference, use.per) for name, reference in use.figures.items()}
        regional = {name: self._of_regions(field) for name, field in use.regional.items()}
        cases = {
            f"{name}{{{case}}}": words
            for name, phrase in figures.items()
            for case, words in (phrase.cases.items() if phrase else ())
        }
        shown = {name: example for name, example in {**figures, **cases, **regional}.items() if example}
        return {name: plain(example).translate(_SPACES) for name, example in shown.items()}

    def inside(self) -> Mapping[MessageKey, Mapping[str, list[str]]]:
        """Return what fills the placeholders of the messages that figures and days are worded with."""
        for topic in self._project.topics.values():
            for reference in (one for statement in topic.statements for one in statement.figures):
                self._phrase(reference, denominator_of(topic))
        self._say(self._days)
        return self._words.fillings

    def _find_phrase(self, reference: str, per: int | None) -> Phrase | None:
        return self._say(lambda: self._figures(per).phrase(self._project.figure(reference)))

    def _make_figures(self, per: int | None) -> Figures:
        return Figures(self._project.environment, self._words, self._words.language.locale, per)

    def _days(self) -> Markup:
        template = self._project.environment.get_template("parts/hours.html.j2")
        wording: Any = template.make_module(dict(self._words.functions))
        names = get_day_names("wide", context="stand-alone", locale=self._words.language.locale)
        words: Markup = wording.days(names[MONDAY], names[FRIDAY])
        return words

    def _say(self, phrase: Callable[[], Said]) -> Said | None:
        """Return a phrase, or None if words are missing for it; what is wrong with a figure is told elsewhere."""
        self._words.problems.clear()
        try:
            words = phrase()
        except (ValueError, AttributeError, TemplateError):
            return None
        return None if self._words.problems else words

    def _of_regions(self, field: str) -> str | None:
        """Return the first region's value: adding a clinic or a region changes no catalogue."""
        values: Iterator[str | None] = (getattr(region, field, None) for region in self._project.regions.values())
        return next(filter(None, values), None)


class _Recorder(Words):
    """Words that note what filled the placeholders of each message, as long as none was missing for it."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.fillings: dict[MessageKey, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def _fill(self, key: MessageKey, number: float | None, variables: Mapping[str, Any]) -> Markup:
        for name, value in variables.items() if not self.problems else ():
            self._note(key, name, value)
            for case, words in value.cases.items() if isinstance(value, Phrase) else ():
                self._note(key, f"{name}{{{case}}}", words)
        return super()._fill(key, number, variables)

    def _note(self, key: MessageKey, name: str, value: object) -> None:
        shown = plain(str(value)).translate(_SPACES)
        if shown not in self.fillings[key][name]:
            self.fillings[key][name].append(shown)
