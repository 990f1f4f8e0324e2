"""A session of previews: the project is kept open, and only what a change touches is read and set again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from leaflets.composition import PreviewComposer
from leaflets.errors import MisuseError, Problem, ProjectError
from leaflets.model import Clinic, Failed, Leaflet, Preview
from leaflets.model.reworded import topic_and_edition
from leaflets.previewing.watching import Change
from leaflets.project import CLINICS, Project, open_project
from leaflets.project.faults import Thing
from leaflets.selection import Selection, Understood, understand
from leaflets.typesetting import typeset_preview


@dataclass(frozen=True)
class Wanted:
    """What a translator wants to see: a language, its topics (none means all) and in which clinic's brand."""

    language: str
    topics: tuple[str, ...] = ()
    clinic: str | None = None


@dataclass(frozen=True)
class Rebuilt:
    """What became of one page. `pdf` is None if the last page stays: because it is the same, or cannot be set.

    `left` is how many messages of the page are to be mended; None if there is no page.
    """

    leaflet: Leaflet
    pdf: bytes | None
    problems: tuple[Problem, ...]
    left: int | None


@dataclass(frozen=True)
class _Look:
    """The last look at a page: what became of it, the HTML and stylesheet set last, and the press's problems."""

    rebuilt: Rebuilt
    page: tuple[str, str] | None = None
    found: tuple[Problem, ...] = ()


class Session:
    """The previews of one language, for as long as someone works on it."""

    def __init__(self, root: Path, wanted: Wanted) -> None:
        self._root = root
        self._wanted = wanted
        self._project: Project | None = None
        self._looks: dict[Leaflet, _Look] = {}
        self.meant = Understood()

    @property
    def project(self) -> Project:
        """The project as it was last read; opened again after it could not be read."""
        if self._project is None:
            self._project = open_project(self._root)
        return self._project

    @property
    def language(self) -> str:
        """The code of the language."""
        return self.meant.languages[0]

    def check(self) -> None:
        """Raise `MisuseError` if what is wanted does not exist, `ProjectError` if the project cannot be read."""
        self._leaflets(self.project)

    def rebuild(self, changes: frozenset[Change] = frozenset()) -> Iterator[Rebuilt]:
        """Yield each page that is another one after these changes, or has other problems.

        Raises `LeafletsError` while the project cannot be read, or lacks what is wanted; every page then stays.
        """
        if changes & {Change.BEGIN, Change.PROJECT}:
            self._project = None
        elif changes & {Change.WORDS, Change.PAGE}:
            self._project = self.project.with_words_unread()  # whose look is asked for anew, too
        composer = PreviewComposer(self.project)
        for leaflet in self._leaflets(self.project):
            last = self._looks.get(leaflet) or _Look(Rebuilt(leaflet, None, (), None))
            look = _look(composer.preview(leaflet), last)
            if look.rebuilt.pdf is not None or look.rebuilt.problems != last.rebuilt.problems:
                yield look.rebuilt
            self._looks[leaflet] = look  # only now: a page that could not be written is set again the next time

    def _leaflets(self, project: Project) -> list[Leaflet]:
        self.meant = meant = _understood(project, self._wanted)
        language = meant.languages[0]
        clinic = _named(project, meant.clinics[0]) if meant.clinics else _clinic_for(project, language)
        wanted = map(topic_and_edition, meant.topics or sorted(project.known("topic")))
        return [Leaflet(clinic.slug, language, *words) for words in wanted]


def _look(found: Preview | Failed, last: _Look) -> _Look:
    """Typeset a preview, unless it is the same as the last time; what cannot be set leaves the last page."""
    leaflet = found.leaflet
    if isinstance(found, Failed):
        return replace(last, rebuilt=Rebuilt(leaflet, None, found.problems, None))
    page = (found.html, found.stylesheet)
    if page == last.page:
        return replace(last, rebuilt=Rebuilt(leaflet, None, _once(found.problems, last.found), found.left))
    proof = typeset_preview(found)
    problems = _once(found.problems, proof.problems)
    if proof.pdf is None:
        return replace(last, rebuilt=Rebuilt(leaflet, None, problems, None))
    return _Look(Rebuilt(leaflet, proof.pdf, problems, found.left), page, proof.problems)


def _once(*problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(chain(*problems)))


def _understood(project: Project, wanted: Wanted) -> Understood:
    clinics = [wanted.clinic] if wanted.clinic else []
    return understand(project, Selection(clinics, wanted.topics, [wanted.language]), translators=True)


def _named(project: Project, clinic: str) -> Clinic:
    """Return a clinic; raise `ProjectError` if it has faults."""
    faults = project.faults.of([Thing("clinic", clinic)])
    if faults:
        raise ProjectError(faults)
    return project.clinics[clinic]


def _clinic_for(project: Project, language: str) -> Clinic:
    """Return the first clinic that offers a language, any where none does yet; `ProjectError` if all are faulty."""
    clinics = list(project.clinics.values())
    if not clinics:
        faults = project.faults_in("clinic")
        if faults:
            raise ProjectError(faults)
        hint = "Put a clinic's folder there; leaflets new makes a project that has one."
        raise MisuseError([Problem(CLINICS, "A preview is in a clinic's brand, and there is no clinic here.", hint)])
    return next((one for one in clinics if language in one.languages), clinics[0])
