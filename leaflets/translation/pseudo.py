"""Pseudo-languages: every word of the templates in letters that prove a page, before any translation exists."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from babel import Locale

from leaflets.errors import MisuseError, Problem
from leaflets.model import Composition, Failed, Fate, Language, Layout, Leaflet, MessageKey, Preview, Printed
from leaflets.names import Named, found, meant
from leaflets.project import Project
from leaflets.project.memory import Memory
from leaflets.project.plurals import plural_forms_of
from leaflets.readers.catalogues import Catalogue, Translation
from leaflets.readers.plural_rules import plural_index
from leaflets.translation import letters
from leaflets.typesetting import typeset_preview

BOUNDLESS = 99
"""So many pages a pseudo-leaflet may fill: that it needs too many is a finding, and people want to look at it."""
LONG_WORDS = "html { overflow-wrap: break-word }"
"""No dictionary hyphenates a pseudo-language, so its words break anywhere rather than stand over their neighbours."""

T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """One way to prove a page. `code` is CLDR's pseudo-locale, or a BCP 47 private use of a real language.

    `cldr` gives script, direction, dates and numbers. It is never English: English left on a page is a string that
    nobody can translate.
    """

    name: str
    code: str
    cldr: str
    proves: str
    disguise: Callable[[str], str]

    @property
    def language(self) -> Language:
        """The pseudo-language; its names say so, in English and in its own letters."""
        return Language(
            code=self.code,
            cldr=self.cldr,
            plural_forms=plural_forms_of(Locale.parse(self.cldr)),
            provenance="machine draft",
            own_name=self.disguise(self.proves),
            english_name=f"Pseudo ({self.name})",
        )


KINDS = {
    kind.name: kind
    for kind in (
        Kind("long", "en_XA", "de", "two fifths longer", letters.accented),
        Kind("rtl", "ar_XB", "ar", "right to left", letters.arabic),
        Kind("tall", "pa_x_tall", "pa", "marks above and below", letters.gurmukhi),
        Kind("stacked", "vi_x_stacked", "vi", "stacked Latin marks", letters.stacked),
        Kind("cjk", "zh_Hans_x_wide", "zh_Hans", "wide letters without spaces", letters.han),
    )
}


def find_kinds(names: Iterable[str]) -> list[Kind]:
    """Return the kinds with these names, or all; raise `MisuseError` with the ones that were probably meant."""
    same = {name: found(name, [Named(one) for one in KINDS], parts=False) for name in names}
    unknown = [name for name, those in same.items() if not those]
    if unknown:
        raise MisuseError(Problem("--kind", f"“{name}” is not known here.", meant(name, KINDS)) for name in unknown)
    return list(dict.fromkeys(KINDS[those[0].name] for those in same.values())) or list(KINDS.values())


def pseudo_project(project: Project, kinds: Iterable[Kind]) -> Project:
    """Return a project whose clinics offer pseudo-languages and nothing else. It is never written anywhere."""
    languages = {kind.code: kind.language for kind in kinds}
    words = {kind.code: pseudo_catalogue(project, kind, languages[kind.code]) for kind in kinds}
    clinics = {
        slug: clinic.model_copy(update={"languages": tuple(languages)}) for slug, clinic in project.clinics.items()
    }
    known = {**project.languages, **languages}
    return replace(project, languages=known, clinics=clinics, signoffs={}, memory=Memory(), _catalogues=words)


def pseudo_catalogue(project: Project, kind: Kind, language: Language) -> Catalogue:
    """Return a catalogue of every message in disguise: same placeholders, same contexts, all plural forms."""
    messages = project.layout_messages.union(*(topic.messages for topic in project.topics.values()))
    translations = {key: Translation(_texts(key, kind, language)) for key in messages}
    return Catalogue(language, f"the pseudo-language {kind.name}", translations)


def _texts(key: MessageKey, kind: Kind, language: Language) -> tuple[str, ...]:
    if key.plural is None:
        return (kind.disguise(key.id),)
    forms = [key.plural] * language.plural_count
    if language.plural_count > 1:
        forms[plural_index(language.plural_forms)(1)] = key.id
    return tuple(map(kind.disguise, forms))


@dataclass(frozen=True)
class TooLong:
    """A pseudo-leaflet that fills more pages than its topic may have."""

    leaflet: Leaflet
    paper: str
    pages: int
    allowed: int


class Limits:
    """Lets pseudo-leaflets run over their pages, and remembers which did."""

    def __init__(self, project: Project) -> None:
        self.too_long: list[TooLong] = []
        self._project = project
        self._waiting: dict[Leaflet, Composition] = {}

    def lift(self, compositions: Iterable[T]) -> Iterator[T]:
        """Pass leaflets on to be typeset, without their limits and with words that break."""
        for item in compositions:
            if isinstance(item, Composition):
                breaking = replace(item, stylesheet=f"{item.stylesheet}\n{LONG_WORDS}")
                self._waiting[item.leaflet] = breaking
                yield replace(breaking, pages=BOUNDLESS)
            else:
                yield item

    def watch(self, outcomes: Iterable[Fate]) -> Iterator[Fate]:
        """Pass outcomes on, and note those that fill more pages than they may."""
        for outcome in outcomes:
            if isinstance(outcome, Printed):
                allowed = self._waiting.pop(outcome.leaflet).pages
                if outcome.pages > allowed:
                    paper = self._project.region_of(self._project.clinics[outcome.leaflet.clinic]).paper
                    self.too_long.append(TooLong(outcome.leaflet, paper, outcome.pages, allowed))
            yield outcome

    def proofs(self, failed: Iterable[Failed]) -> Iterator[tuple[Leaflet, bytes]]:
        """Yield the pages of what failed on the press, as PDF: people want to look at those most of all."""
        for one in failed:
            if one.leaflet in self._waiting:
                composition = self._waiting[one.leaflet]
                layout = {field.name: getattr(composition, field.name) for field in fields(Layout)}
                proof = typeset_preview(Preview(**layout, problems=one.problems, left=0))
                if proof.pdf:
                    yield one.leaflet, proof.pdf
