"""What leaflets are composed from, as digests, so that one whose ground is the same does not even have to be composed.

A leaflet reads what all share (templates, evidence, registers, fonts, and English words, which reviewers read beside
the others), the folders of its clinic and of the clinic's group, and its language's. Of its language's catalogue it
reads the messages of its topic and of the layouts. Whatever is none of these counts as shared.
`tests/test_grounds.py` changes each of them once.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from leaflets.folders import CLINICS, GROUPS, LOCALES
from leaflets.model import Leaflet
from leaflets.printing.basis import Basis, programs
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.project.look import look_of
from leaflets.project.typefaces import lacking_typefaces
from leaflets.readers.catalogues import po_path
from leaflets.readers.files import FONT, read_bytes
from leaflets.readers.signoffs import BACK_TRANSLATIONS_FILE, SIGNED, SIGNOFFS_FILE
from leaflets.store import key_of

Part = tuple[str, str]
"""What of a project a file belongs to: a `clinic`, `group` or `language`, its `words`, what was `signed`, or all."""
SHARED: Part = ("shared", "")
ONLY_ITS_OWN = {SIGNOFFS_FILE, SIGNED, BACK_TRANSLATIONS_FILE}
"""What of a language no leaflet in another one reads."""


@dataclass(frozen=True)
class Ground:
    """Digests of all that a leaflet is composed from: with the whole catalogue of its language, and without it."""

    whole: str
    beside_words: str


class Grounds:
    """Tells what the leaflets of a project are composed from.

    `basis` is all that was there before the project was opened, `fonts` the digest of its fonts, or None where they
    cannot be read. `asked` tells what else a leaflet's outcome rests on: what was asked for, and the day.
    """

    def __init__(self, project: Project, basis: Basis, fonts: str | None, asked: Callable[[Leaflet], object]) -> None:
        self._project, self._basis, self._fonts, self._asked = project, basis, fonts, asked
        self._words: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], str] = {}

    def of(self, leaflet: Leaflet) -> Ground | None:
        """Return what a leaflet is composed from; None where not all of it can be seen, or something has faults."""
        if self._parts is None or self._project.faults_of(leaflet) or lacking_typefaces(self._project, leaflet):
            return None
        around = [self._around(leaflet.clinic, code) for code in leaflet.languages]
        beside = key_of(around, str(leaflet), self._asked(leaflet))
        words = [self._files_of_words(code) for code in leaflet.languages]
        return Ground(key_of(beside, self._names, words), beside)

    def words_of(self, leaflet: Leaflet) -> str:
        """Return a digest of all that a leaflet reads of its languages' catalogues.

        Where layouts are the folder's own, nobody knows which messages they ask for, and it is of the whole.
        """
        topics = self._project.topics_of(leaflet) or ("",)
        keys = [(code, topic) for code in leaflet.languages for topic in topics]
        for key in keys:
            if key not in self._words:
                self._words[key] = self._digest_of_words(*key)
        return key_of([self._words[key] for key in keys])

    @property
    def stand(self) -> bool:
        """Whether all files are still what they were before the project was opened."""
        return self._basis.stands

    def _digest_of_words(self, language: str, topic: str) -> str:
        project = self._project
        catalogue = project.catalogue(language)
        if look_of(project).templates:
            return key_of(self._files_of_words(language), self._names)
        own = project.topics[topic].messages if topic else frozenset()
        keys = sorted(own | project.layout_messages, key=str)
        texts = [(key, one.texts if (one := catalogue.translations.get(key)) else None) for key in keys]
        faults = [bool(catalogue.faults(key)) for key in keys]
        return key_of(catalogue.path, catalogue.translators, bool(catalogue.problems), texts, faults)

    def _files_of_words(self, language: str) -> list[str | None]:
        """Return the digests of a language's catalogue, and of its parent's."""
        return [(self._parts or {}).get(("words", code)) for code in self._project.languages[language].lineage]

    def _around(self, clinic: str, language: str) -> str:
        """Return the digest of all files that a clinic's leaflets in a language read, but for its catalogue."""
        if (clinic, language) not in self._known:
            lineage = self._project.languages[language].lineage
            group = self._project.clinics[clinic].group or ""
            names = [SHARED, ("clinic", clinic), ("group", group), *(("language", one) for one in lineage)]
            names += [("signed", one) for one in lineage]
            if language != SOURCE_LANGUAGE:
                names += [("language", SOURCE_LANGUAGE), ("words", SOURCE_LANGUAGE)]
            parts = self._parts or {}
            self._known[clinic, language] = key_of(self._made_with, [parts.get(one) for one in names])
        return self._known[clinic, language]

    @cached_property
    def _names(self) -> str:
        """A digest of the clinics' names, which no translation may hold."""
        return key_of(sorted(one.name for one in self._project.clinics.values()))

    @cached_property
    def _made_with(self) -> str:
        """A digest of all that is no file of a project, and of fonts."""
        return key_of(programs(), self._fonts)

    @cached_property
    def _parts(self) -> Mapping[Part, str] | None:
        """The digest of the files of each part, and of their names; None where not all can be read."""
        if self._basis.state is None or self._fonts is None:
            return None
        found: dict[Part, list[tuple[int, str, str]]] = defaultdict(list)
        try:
            for path, signature in self._basis.state.paths:
                name = PurePosixPath(self._project.name_of(Path(path)))
                layer = self._layer(Path(path))
                part = None if layer is None else self._part(layer, name)
                if layer is not None and part is not None:
                    data = read_bytes(Path(path), name.as_posix(), FONT) if signature else b""
                    found[part].append((layer, name.as_posix(), hashlib.sha256(data).hexdigest()))
        except OSError:
            return None
        return {part: key_of(files) for part, files in found.items()}

    def _layer(self, path: Path) -> int | None:
        """Return the number of the layer that a file is in; none for what belongs to an installed typeface."""
        place = self._project.place_of(path)
        return None if place is None or place not in self._project.layers else self._project.layers.index(place)

    def _part(self, layer: int, name: PurePosixPath) -> Part | None:
        """Return what a file is part of; None for one that is not read, or whose digest is among those of fonts."""
        match name.parts:
            case (folder, groups, *inside) if (folder, groups) == (CLINICS, GROUPS):
                return ("group", inside[0]) if layer == 0 and inside else None
            case (folder, slug, *_) if folder == CLINICS and (self._project.layers[layer] / CLINICS / slug).is_dir():
                return ("clinic", slug) if layer == 0 else None
            case (folder, code, _, *_) if folder == LOCALES:
                if name == PurePosixPath(LOCALES, po_path(Path(), code)):
                    return "words", code
                return "signed" if name.parts[2] in ONLY_ITS_OWN else "language", code
            case _:
                fonts = any((self._project.layers[layer] / name).is_relative_to(one) for one in self._fonts_folders)
                return None if fonts else SHARED

    @cached_property
    def _fonts_folders(self) -> tuple[Path, ...]:
        return tuple(folder.resolve() for folder in self._project.fonts.all_folders)
