"""A booklet: every topic that a clinic offers in a language, whole and one after the other, as one content.

It has no words of its own. Its title is the treatment by the glossary's word, which reviewers read with each topic; the
line below it is one of the layouts' messages. Its id and its marks are those of its topics.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from leaflets.composition.direction import plain
from leaflets.composition.sides import BOTH
from leaflets.composition.words import Words
from leaflets.model import Approval, Content, Passage
from leaflets.project import SOURCE_LANGUAGE, Project

FOR_WHOM = "This leaflet is for people who have this treatment or think about it."
"""What stands below the title; `templates/parts/imprint.html.j2` brings it to the translators."""
COVER_PAGES = 1
"""How many pages cover, sources and back are counted as, of a standard edition."""
_CHAPTER = re.compile(r'data-chapter="([^"]*)"')
"""Where the layout begins a topic; the last one, which is none, is the back."""


@dataclass(frozen=True)
class Chapter:
    """One topic of a booklet: its name, its words, its title in English, and whether it is signed off."""

    topic: str
    content: Content
    english: str
    is_final: bool

    @property
    def anchor(self) -> str:
        """By which the list of topics leads to it."""
        return f"chapter-{self.topic}"


def chapters_of(
    project: Project, topics: Sequence[str], contents: Sequence[Content], approvals: Sequence[Approval]
) -> tuple[Chapter, ...]:
    """Return topics, with what each says and who approved it, as the chapters of a booklet."""
    titles = [project.topics[topic].title.id for topic in topics]
    told = zip(topics, contents, titles, approvals, strict=True)
    return tuple(Chapter(topic, content, title, approval.is_final) for topic, content, title, approval in told)


def bound(project: Project, topics: Sequence[str], contents: Sequence[Content], words: Words) -> Content:
    """Return what topics say in a language as one content, with the ids and the marks of all."""
    marks = tuple(
        (f"{topic}:{name}", mark)
        for topic, content in zip(topics, contents, strict=True)
        for name, mark in content.marks
    )
    return replace(
        contents[0],
        title=_title(project, topics, words) or contents[0].title,
        lead=words.gettext(FOR_WHOM),
        dated=max(one.dated for one in contents),
        pages=sum(one.pages for one in contents) + COVER_PAGES,
        sections=tuple(section for one in contents for section in one.sections),
        id=BOTH.join(one.id for one in contents),
        marks=marks,
    )


def _title(project: Project, topics: Sequence[str], words: Words) -> Markup | None:
    """Return the treatment that topics are about, as the glossary calls it; None for several, or without a word."""
    therapies = {project.therapy_of(project.topics[topic]) for topic in topics}
    term = project.glossary.terms.get(min(therapies)) if len(therapies) == 1 else None
    if term is None:
        return None
    language = words.language
    forms = next((term.languages[code].allowed for code in language.lineage if code in term.languages), ())
    own = forms or ((term.term,) if language.is_in(SOURCE_LANGUAGE) else ())
    return escape(own[0][:1].upper() + own[0][1:]) if own else None


def pieces_of(html: str, topics: Sequence[str]) -> list[str]:
    """Return what a page says in each of these chapters, and on the back; all of it where it has no chapters."""
    ends = [*_CHAPTER.finditer(html)]
    starts = [one.start() for one in ends]
    pieces: Mapping[str, str] = {
        one[1]: html[start:end] for one, start, end in zip(ends, starts, [*starts[1:], len(html)], strict=True)
    }
    return [pieces[topic] + pieces.get("", "") if topic in pieces else html for topic in topics]


def passages_in_order(whole: Content, topics: Sequence[str], each: Sequence[Sequence[Passage]]) -> Iterator[Passage]:
    """Yield what has to be readable of a booklet: its title, then each of its topics. Marks on every page come once."""
    yield Passage(plain(whole.title), "the title of the booklet")
    yield Passage(plain(whole.lead), "the line below the title of the booklet")
    told: dict[Passage, None] = {}
    for topic, passages in zip(topics, each, strict=True):
        told |= {one if one.on_every_page else replace(one, place=f"{one.place} ({topic})"): None for one in passages}
    yield from told
