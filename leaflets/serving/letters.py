"""Typefaces of a server's pages: style sheets at once, each font when a browser asks for it."""

import hashlib
from collections.abc import Iterator, Mapping

from leaflets.composition.chooser import own_name
from leaflets.library.typefaces import ASCII, TYPEFACE, Face, Typefaces
from leaflets.library.webpages import WebPage
from leaflets.project import SOURCE_LANGUAGE
from leaflets.serving.present import Moment
from leaflets.store import key_of

SIGNS = "·’‘“”…–—→←›‹×÷é°±≥≤"
"""Signs beside ASCII in the words for staff."""


class Letters:
    """The fonts of a page, or of several: `rules` is their style sheet."""

    def __init__(self, typefaces: Typefaces) -> None:
        self._typefaces = typefaces
        self._faces: Mapping[str, Face] = dict(self._named())
        self.rules = "".join(face.rule(name) for name, face in self._faces.items()).encode()
        self.by_language = typefaces.by_language()

    def font(self, name: str) -> bytes | None:
        """Return a font by its name; None where these have no such one."""
        face = self._faces.get(name)
        return self._typefaces.cut(face) if face else None

    def _named(self) -> Iterator[tuple[str, Face]]:
        for face in self._typefaces.faces():
            mark = hashlib.sha256(key_of(str(face.path), sorted(face.letters)).encode()).hexdigest()[:8]
            yield f"{face.path.stem.lower()}-{mark}.woff2", face


def letters_for_staff(moment: Moment) -> Letters:
    """Return the fonts of the pages for staff: what languages and topics are called."""
    project = moment.project
    typefaces, english = Typefaces(project, moment.basis.store), project.languages[SOURCE_LANGUAGE]
    words = "".join(map(chr, ASCII)) + SIGNS
    typefaces.set_words(words, english, "source-serif")
    typefaces.set_words(words + "".join(one.name for one in project.clinics.values()), english, TYPEFACE)
    for item in moment.stock.items.values():
        names = f"{own_name(item.language, [item.language])} {item.language.endonym} {item.title}"
        typefaces.set_words(names, item.language, TYPEFACE)
    return Letters(typefaces)


def letters_of_page(moment: Moment, page: WebPage) -> Letters:
    """Return the fonts of one page for patients."""
    project, leaflet = moment.project, page.leaflet
    typefaces = Typefaces(project, moment.basis.store)
    typeface = project.clinics[leaflet.clinic].brand.typeface
    typefaces.set_page(page.html, project.languages[leaflet.language], typeface)
    return Letters(typefaces)
