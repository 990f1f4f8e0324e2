"""Lays leaflets out: one topic in one language is read once, then set into the page of each clinic.

Everything that is wrong is collected. Whether it stops a leaflet is for those to say who build on it: the composer,
which refuses any fault, and the composer of previews, which shows faults on the page.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, ClassVar

from leaflets.composition.booklets import Chapter, bound, chapters_of, passages_in_order, pieces_of
from leaflets.composition.breaks import with_breaks
from leaflets.composition.chooser import chooser_content
from leaflets.composition.citations import Citations
from leaflets.composition.excerpts import excerpt, find_nothing_taken
from leaflets.composition.figures import FIGURES, Figures
from leaflets.composition.identity import content_id, neutral, statement_marks
from leaflets.composition.layout import layout_functions
from leaflets.composition.lock import Lock
from leaflets.composition.naming import painted
from leaflets.composition.passages import depicted_in, find_unprinted, passages_of
from leaflets.composition.references import References
from leaflets.composition.rendering import TEMPLATE_TROUBLE, render, template_problem
from leaflets.composition.sheet import Sheet
from leaflets.composition.sides import Side, find_unlike, passages_together, together
from leaflets.composition.spacing import EVEN, recorded
from leaflets.composition.styles import Stylesheets
from leaflets.composition.vocabulary import ContentBuilder
from leaflets.composition.words import Words, font_fault
from leaflets.errors import Problem
from leaflets.logos import logo_of
from leaflets.model import Approval, Content, Depicted, Language, Leaflet, MessageKey, Passage, Region, Spacing
from leaflets.model.approval import joint
from leaflets.model.family import family_in, style_of, style_of_corners
from leaflets.model.work import BOOKLET, CHOOSER, MEASURED, STAFF, STANDARD
from leaflets.project import Project
from leaflets.project.look import Look, look_of

Approvals = Callable[[str, str], Approval]
"""Tells who approved a topic in a language."""


Spacings = Callable[[Leaflet, Content], Spacing]
"""Tells how a leaflet with some content is set."""


def by_nobody(_topic: str, _language: str) -> Approval:
    """Return the approval of words that nobody has read."""
    return Approval()


@dataclass(frozen=True)
class Filled:
    """A topic in a language and region: its content, unless something stops it; what is wrong; its faulty messages."""

    content: Content | None
    problems: tuple[Problem, ...]
    faulty: frozenset[MessageKey] = frozenset()


@dataclass(frozen=True)
class LaidOut:
    """What was made of a leaflet. `html` and `stylesheet` are empty where there is nothing to look at.

    `metadata` is what its PDF has to say of itself, `named` the page with the names of tones; empty where it has none.
    `used` are the messages of its layout.
    """

    content: Content | None
    approval: Approval
    html: str
    stylesheet: str
    problems: tuple[Problem, ...]
    faulty: frozenset[MessageKey]
    metadata: Mapping[str, str]
    sheet: Sheet | None = None
    passages: tuple[Passage, ...] = ()
    depicted: tuple[Depicted, ...] = ()
    named: str = ""
    used: frozenset[MessageKey] = frozenset()


class Pages:
    """Lays out the leaflets of one project, strictly unless a class that builds on it says otherwise."""

    is_preview: ClassVar[bool] = False
    """Whether pages say that they are previews."""
    is_lenient: ClassVar[bool] = False
    """Whether pages are laid out in spite of faulty words."""

    def __init__(self, project: Project, approvals: Approvals = by_nobody, spacings: Spacings | None = None) -> None:
        self._project = project
        self._approvals = approvals
        self._spacings = spacings or self._recorded
        self._filled_topics: dict[tuple[str, str, Region], Filled] = {}
        self._reviewed: dict[tuple[str, str, bool], Content] = {}
        self._stylesheets = Stylesheets(project)
        self._citations = Citations(project.citation_style, project.sources)

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that leaflets can have."""
        return self._project.editions

    @property
    def look(self) -> Look:
        """How pages look, and which of that is the folder's own."""
        return look_of(self._project)

    def content(self, topic: str, language: Language, region: Region) -> Content | None:
        """Return a topic's content in a language, as a place has it; None if something is missing for it."""
        return self._filled(topic, language, region).content

    def content_of(self, leaflet: Leaflet) -> Content | None:
        """Return what a leaflet says in its languages, by the first of them; None if something is missing for it."""
        words = [self._words(code) for code in leaflet.languages]
        filled = self._filled_for(leaflet, words)
        contents = [one.content for one in filled if one.content is not None]
        return self._whole(leaflet, contents, words) if len(contents) == len(filled) else None

    def problems_of(self, topic: str, language: Language, region: Region) -> tuple[Problem, ...]:
        """Return what is missing for a topic in a language."""
        return self._filled(topic, language, region).problems

    def lay_out(self, leaflet: Leaflet) -> LaidOut:
        """Return the leaflet's pages with everything that is wrong with them."""
        project = self._project
        words = [self._words(code) for code in leaflet.languages]
        filled = self._filled_for(leaflet, words)
        problems = [problem for one in filled for problem in one.problems]
        contents = [one.content for one in filled if one.content is not None]
        laid = LaidOut(None, Approval(), "", "", (), frozenset(), {})
        if len(contents) == len(filled):
            problems += find_unlike(contents, leaflet.topic) if leaflet.edition != BOOKLET else ()
            problems += find_nothing_taken(contents[0], leaflet.edition, leaflet.topic)
            laid = self._laid_out(leaflet, contents, words, problems)
        stylesheet = self._stylesheets.of(self._styles(leaflet), leaflet.edition, problems)
        problems += [problem for one in words for problem in (*one.problems, *self._uncovered(one))]
        problems += logo_of(project, project.clinics[leaflet.clinic]).faults
        faulty = frozenset().union(*(one.faulty for one in filled), *(one.faulty for one in words))
        used = frozenset().union(*(one.used for one in words))
        return replace(laid, stylesheet=stylesheet, problems=tuple(dict.fromkeys(problems)), faulty=faulty, used=used)

    def _filled_for(self, leaflet: Leaflet, words: Sequence[Words]) -> list[Filled]:
        """Return what a leaflet says, once for each of its languages or topics; the chooser is one content in all."""
        if leaflet.edition == CHOOSER:
            content = chooser_content(words)
            problems = [problem for one in words for problem in one.problems]
            return [Filled(None if problems and not self.is_lenient else content, tuple(problems))]
        region = self._project.region_of(self._project.clinics[leaflet.clinic])
        languages = [self._project.languages[code] for code in leaflet.languages]
        filled = [self._filled(*one, region) for one in product(self._project.topics_of(leaflet), languages)]
        return [replace(one, content=one.content and excerpt(one.content, leaflet.edition)) for one in filled]

    def _laid_out(
        self, leaflet: Leaflet, contents: Sequence[Content], words: Sequence[Words], problems: list[Problem]
    ) -> LaidOut:
        """Lay out what a leaflet says in each of its languages, without its style; add what is wrong with its page."""
        project, topics, is_booklet = self._project, self._project.topics_of(leaflet), leaflet.edition == BOOKLET
        approvals = [self._approvals(*one) for one in product(topics or ("",), leaflet.languages)]
        chapters = chapters_of(project, topics, contents, approvals) if is_booklet else ()
        approval = joint(approvals)
        spacing = self._spacings(leaflet, contents[0])
        whole = self._whole(leaflet, contents, words)
        shown = (whole, *contents[1:]) if len(contents) == len(words) else (whole,) * len(words)
        languages = tuple(
            Side(said, Sheet(project, leaflet, own, References(project, said, self._citations), approval, spacing), own)
            for said, own in zip(shown, words, strict=True)
        )
        sides, words = languages[: len(contents)], words[: len(contents)]
        sheet = sides[0].sheet
        laid = LaidOut(whole, approval, "", "", (), frozenset(), sheet.metadata, sheet)
        page = self._page(leaflet, sides, languages, chapters, problems)
        if page is None:
            return laid
        html = painted(page, sheet.tones)
        spoken = [words[0]] * len(contents) if is_booklet else words
        passages = [self._passages(leaflet, said, own, approval) for said, own in zip(contents, spoken, strict=True)]
        layout = f"templates/{self._template(leaflet)}"
        pieces = pieces_of(html, topics) if is_booklet else [html] * len(contents)
        for said, piece, own, these in zip(contents, pieces, spoken, passages, strict=True):
            problems += find_unprinted(said, piece, own, these, layout)
        told = (
            tuple(passages_in_order(whole, topics, passages))
            if is_booklet
            else passages_together(passages, leaflet.languages)
        )
        return replace(
            laid,
            html=with_breaks(html),
            named="" if look_of(project).templates else with_breaks(page),
            passages=told,
            depicted=tuple(picture for said in contents for picture in depicted_in(said)),
        )

    def _whole(self, leaflet: Leaflet, contents: Sequence[Content], words: Sequence[Words]) -> Content:
        """Return what a leaflet says as one content: in all of its languages, or of all of its topics."""
        if leaflet.edition == BOOKLET:
            return bound(self._project, self._project.topics_of(leaflet), contents, words[0])
        return together(contents, leaflet.languages)

    def _recorded(self, leaflet: Leaflet, content: Content) -> Spacing:
        """Return what the register says; pages that nobody measures are tight, so that they tell what fits."""
        if leaflet.edition not in MEASURED:
            return EVEN
        return recorded(self._project, leaflet, content) or Spacing()

    def _words(self, code: str) -> Words:
        return Words(self._project.catalogue(code))

    def _styles(self, leaflet: Leaflet) -> dict[str, None]:
        """Return the names of an edition's stylesheets: the standard edition's, its family's, its own, its corners'."""
        brand = self._project.clinics[leaflet.clinic].brand
        family = family_in(leaflet.edition, brand.family)
        return dict.fromkeys((STANDARD, *style_of(family), leaflet.edition, *style_of_corners(brand.corners)))

    def _passages(self, leaflet: Leaflet, content: Content, words: Words, approval: Approval) -> tuple[Passage, ...]:
        """Return what has to be readable on the finished pages."""
        is_final, for_staff = approval.is_final, leaflet.edition == STAFF
        return tuple(passages_of(content, words, is_final=is_final, for_staff=for_staff))

    def _page(
        self,
        leaflet: Leaflet,
        sides: Sequence[Side],
        languages: Sequence[Side],
        chapters: Sequence[Chapter],
        problems: list[Problem],
    ) -> str | None:
        environment, first = self._project.environment, sides[0]
        context = {
            **first.words.functions,
            **layout_functions(environment),
            "content": first.content,
            "sheet": first.sheet,
            "sides": sides,
            "languages": languages,
            "chapters": chapters,
            "is_preview": self.is_preview,
            **self._beside(leaflet, first),
        }
        return render(environment, self._template(leaflet), context, problems)

    def _template(self, leaflet: Leaflet) -> str:
        """Return the name of the template that sets a leaflet."""
        return f"layouts/{leaflet.edition}.html.j2"

    def _beside(self, _leaflet: Leaflet, _side: Side) -> Mapping[str, Any]:
        """Return what a template is given besides what a leaflet says."""
        return {}

    def _filled(self, topic: str, language: Language, region: Region) -> Filled:
        key = (topic, language.code, region)
        if key not in self._filled_topics:
            self._filled_topics[key] = self._fill(topic, language, region)
        return self._filled_topics[key]

    def _fill(self, topic: str, language: Language, region: Region) -> Filled:
        faults = self._project.faults_of(Leaflet("", language.code, topic), approved=False)
        if faults:
            return Filled(None, faults)
        words = self._words(language.code)
        problems: list[Problem] = []

        def figures(per: int | None) -> Figures:
            return Figures(self._project.environment, words, language.locale, per)

        printed = self._built(topic, words, figures, region, problems)
        key = (topic, language.code, region.nurse_line is not None)
        reviewed = self._reviewed.get(key) or self._built(topic, words, figures, neutral(region), problems)
        problems += [*words.problems, *self._uncovered(words)]
        if printed is None or reviewed is None or (problems and not self.is_lenient):
            return Filled(None, tuple(dict.fromkeys(problems)), frozenset(words.faulty))
        self._reviewed[key] = reviewed  # the same for all places of the kind
        lock = Lock(figures(printed.per), self._project.figure, language.locale, region.numbers)
        problems += _misprinted(lock, printed, words.path)
        evidence = self._project.evidence_of(fact for one in printed.statements for fact in one.facts)
        identity = content_id(reviewed, evidence, self._project.drawings_of(topic))
        content = replace(printed, id=identity, marks=statement_marks(reviewed, self._project.facts))
        return Filled(content, tuple(dict.fromkeys(problems)), frozenset(words.faulty))

    def _built(
        self,
        topic: str,
        words: Words,
        figures: Callable[[int | None], Figures],
        region: Region,
        problems: list[Problem],
    ) -> Content | None:
        """Return what a topic's template builds for a region, or None after adding what stops it."""
        try:
            builder = ContentBuilder(words, figures, self._project.figure, region)
        except TEMPLATE_TROUBLE as error:
            problems.append(template_problem(error, FIGURES))
            return None
        filled = render(self._project.environment, f"topics/{topic}.html.j2", builder.vocabulary, problems)
        return None if filled is None else builder.content

    def _uncovered(self, words: Words) -> Iterator[Problem]:
        for key, texts in words.used.items():
            missing = self._project.uncovered("".join(texts), words.language.code)
            if missing:
                yield font_fault(words.path, key, missing)


def _misprinted(lock: Lock, content: Content, path: str) -> Iterator[Problem]:
    for statement in content.statements:
        for reason in lock.misprints(statement):
            hint = "Look for a number, a sign or a unit in the words of this statement; figures come by themselves."
            yield Problem(path, reason, hint, key=statement.id)
