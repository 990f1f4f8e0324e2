"""The macros that topics are written with: calling them builds the content tree."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from leaflets.composition.direction import service_number
from leaflets.composition.figures import Figures
from leaflets.composition.words import Words
from leaflets.model import Content, Extent, Figure, Region, Section, Statement
from leaflets.project import SOURCE_LANGUAGE
from leaflets.readers.sandbox import offered

Item = Section | Statement


class ContentBuilder:
    """Collects what a topic says while its template is rendered; the template's own output is thrown away."""

    def __init__(
        self, words: Words, figures: Callable[[int | None], Figures], figure: Callable[[str], Figure], region: Region
    ) -> None:
        self._words = words
        self._make_figures = figures
        self._figures: Figures = figures(None)
        self._find_figure = figure
        self._region = region
        self._content: Content | None = None
        self._printed: list[str] = []
        self._open: list[list[Item]] = [[]]

    @property
    def vocabulary(self) -> Mapping[str, Any]:
        """The context of a topic template."""
        nurse_line = self._region.nurse_line
        emergency = service_number(self._region.emergency)
        region = SimpleNamespace(emergency=emergency, nurse_line=nurse_line and service_number(nurse_line))
        macros = (self.topic, self.figure, self.bullet, self.step, self.text, self.risk, self.question, self.item,
                  self.picture, self.bar, self.key_messages, self.section, self.group, self.risks, self.checklist,
                  self.warning)  # fmt: skip
        return {**self._words.functions, "region": region, **{macro.__name__: macro for macro in macros}}

    @property
    def content(self) -> Content:
        """The finished tree."""
        if self._content is None:
            raise ValueError("The template has no topic(…) line.")
        return replace(self._content, sections=tuple(self._open[0]))  # type: ignore[arg-type]

    @offered
    def topic(
        self,
        title: Markup,
        *,
        lead: Markup,
        version: str,
        dated: str,
        per: int | None = None,
        pages: int = 2,
        lists: str = "",  # noqa: ARG002 - a promise about the template, which is read there
        therapy: str = "",  # noqa: ARG002 - the same
    ) -> str:
        """Open a topic. `dated` is when its text was written; `per` the denominator that its frequencies share."""
        self._content = Content(title, lead, version, dt.date.fromisoformat(dated), pages, per)
        self._figures = self._make_figures(per)
        return ""

    @offered
    def figure(self, reference: str) -> Markup:
        """Return a figure of the register in words, such as `F36.soreness` as “1 to 3 days”."""
        return self._figures.phrase(self._used(reference))

    @offered
    def bullet(self, id: str, text: Markup, *, facts: str, critical: bool = False) -> str:
        """Add a statement to a list."""
        return self._add(Statement(id, "bullet", text, tuple(facts.split()), critical))

    @offered
    def step(self, id: str, text: Markup, *, facts: str, critical: bool = False) -> str:
        """Add a statement to a numbered list."""
        return self._add(Statement(id, "step", text, tuple(facts.split()), critical))

    @offered
    def text(self, id: str, text: Markup, *, facts: str, critical: bool = False) -> str:
        """Add a statement that stands as a paragraph."""
        return self._add(Statement(id, "text", text, tuple(facts.split()), critical))

    @offered
    def question(
        self,
        id: str,
        question: Markup,
        answer: Markup,
        *,
        facts: str,
        critical: bool = False,
    ) -> str:
        """Add a question with its answer."""
        return self._add(Statement(id, "question", answer, tuple(facts.split()), critical, question))

    @offered
    def risk(
        self,
        id: str,
        name: Markup,
        *,
        figure: str,
        facts: str,
        critical: bool = False,
    ) -> str:
        """Add a side effect whose frequency is shown as a picture and in words."""
        frequency = self._figures.frequency(self._used(figure))
        return self._add(Statement(id, "risk", frequency.caption, tuple(facts.split()), critical, name, frequency))

    @offered
    def item(
        self,
        id: str,
        question: Markup,
        staff: Markup,
        *,
        facts: str,
        critical: bool = False,
    ) -> str:
        """Add a question of a checklist, and what staff do when its answer is yes. `id` names the contraindication."""
        return self._add(Statement(id, "item", question, tuple(facts.split()), critical, staff=staff))

    @offered
    def picture(self, id: str, text: Markup, *, facts: str, critical: bool = False, caption: bool = False) -> str:
        """Add the drawing `templates/pictures/<id>.svg.j2` with the words that are read aloud in its place.

        With `caption` they are printed below it as well.
        """
        return self._add(Statement(id, "picture", text, tuple(facts.split()), critical, is_captioned=caption))

    @offered
    def bar(self, id: str, text: Markup, *, of: str, facts: str, critical: bool = False) -> str:
        """Add a length on a scale: that of the figure in its words, where `of` names the figure of the whole scale."""
        extent = Extent.of(self._find_figure(self._printed[-1]), self._find_figure(of))
        return self._add(Statement(id, "bar", text, tuple(facts.split()), critical, extent=extent))

    @offered
    def key_messages(self, caller: Callable[[], str]) -> str:
        """Add the few messages that a reader must not miss."""
        return self._filled(Section("key", "key", Markup()), caller)

    @offered
    def section(self, id: str, title: Markup, caller: Callable[[], str]) -> str:
        """Add a section with a heading."""
        return self._filled(Section(id, "section", title), caller)

    @offered
    def group(self, id: str, title: Markup, caller: Callable[[], str]) -> str:
        """Add a small group within a section."""
        return self._filled(Section(id, "group", title), caller)

    @offered
    def risks(self, id: str, title: Markup, caller: Callable[[], str]) -> str:
        """Add a section of side effects with their pictures."""
        return self._filled(Section(id, "risks", title), caller)

    @offered
    def checklist(self, id: str, title: Markup, caller: Callable[[], str]) -> str:
        """Add a section of questions with boxes to tick."""
        return self._filled(Section(id, "checklist", title), caller)

    @offered
    def warning(
        self,
        id: str,
        title: Markup,
        caller: Callable[[], str],
        *,
        number: Markup | None = None,
        say: str | None = None,
    ) -> str:
        """Add a box of warning signs with the number to call and the English words to say there.

        Whoever reads the language in which help answers needs no other words.
        """
        language = self._words.language
        understood = language.is_in(SOURCE_LANGUAGE) or self._region.speaks(language.code)
        needed = None if language.code != SOURCE_LANGUAGE and understood else say
        return self._filled(Section(id, "warning", title, number, needed), caller)

    def _filled(self, section: Section, caller: Callable[[], str]) -> str:
        """Add a section with what its caller adds while it is open."""
        self._open.append([])
        self._printed.clear()
        caller()
        return self._add(replace(section, items=tuple(self._open.pop())))

    def _add(self, item: Item) -> str:
        if isinstance(item, Statement):
            item = replace(item, figures=tuple(self._printed))
            self._printed.clear()
        self._open[-1].append(item)
        return ""

    def _used(self, reference: str) -> Figure:
        self._printed.append(reference)
        return self._find_figure(reference)
