"""How publications are named: by a CSL style of the project, which citeproc-py sets."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree
from markupsafe import Markup

from leaflets.composition.direction import ltr
from leaflets.errors import LeafletsError, Problem, ProjectError
from leaflets.model import Source
from leaflets.project import EVIDENCE, SOURCES_FILE
from leaflets.readers.files import CITATION_STYLE, read_bytes

_ROOT = "{http://purl.org/net/xbiblio/csl}style"
_SOUND = {
    "id": "sound",
    "type": "book",
    "title": "Title",
    "publisher": "Publisher",
    "author": [{"family": "Family", "given": "Given"}],
    "issued": {"date-parts": [[2020, 1, 31]]},
}
"""A publication that every style can name: where one cannot, the style is at fault."""


IN_A_LINE = 50
"""Characters of a citation that stay in one line at most: “Fernández-de-las-Peñas et al. 2022” has 34."""


class Citations:
    """Names the publications of a project. `style` is a CSL file, whose citation is short and whose entry is whole.

    Names, years and identifiers read from left to right in every language.
    """

    def __init__(self, style: Path, sources: Mapping[str, Source]) -> None:
        self._path = style
        self._sources = sources
        self._short, self._full = _remembered(_text_of(style), tuple(map(Source.model_dump_json, sources.values())))

    def short(self, identifier: str) -> Markup:
        """Return author and year, such as “Boyce 2020”; without authors, the publisher or the journal.

        Raise `ProjectError` for a style or a publication that cannot be set.
        """
        if identifier not in self._short:
            with self._blaming(identifier):
                citation = Citation([CitationItem(identifier.lower())])
                self._bibliography.register(citation)
                self._short[identifier] = _named(_clean(self._bibliography.cite(citation, _known)))
        return self._short[identifier]

    def full(self, identifier: str) -> Markup:
        """Return the whole reference, as a list of references has it; raise `ProjectError` as `short` does."""
        if identifier not in self._full:
            with self._blaming(identifier):
                text = _clean(_whole(self._style, self._item(identifier)))
            self._full[identifier] = Markup('<span dir="ltr">{}</span>').format(text)
        return self._full[identifier]

    @contextmanager
    def _blaming(self, identifier: str) -> Iterator[None]:
        """Turn whatever the library stumbles over into a problem of the style, or else of the publication."""
        try:
            yield
        except LeafletsError:
            raise
        except Exception as error:
            self._try_style()
            reason = "The publication cannot be named: something in it is not written as CSL-JSON has it."
            hint = "Export it again from the reference manager; look at its authors and dates first."
            raise ProjectError([Problem(f"{EVIDENCE}/{SOURCES_FILE}", reason, hint, key=identifier)]) from error

    def _try_style(self) -> None:
        try:
            _whole(self._style, _SOUND)
        except LeafletsError:
            raise
        except Exception as error:
            raise _no_style(self._name, "It cannot name a publication") from error

    @cached_property
    def _bibliography(self) -> Any:
        """Every publication that can be set; one that cannot is at fault where it is cited."""
        return _bibliography(self._style, [self._item(one) for one in self._sources if self._is_sound(one)])

    def _is_sound(self, identifier: str) -> bool:
        try:
            _items([self._item(identifier)])
        except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over
            return False
        return True

    def _item(self, identifier: str) -> dict[str, Any]:
        return {**self._sources[identifier].csl, "id": identifier}

    @property
    def _name(self) -> str:
        return "/".join(self._path.parts[-3:])

    @cached_property
    def _style(self) -> Any:
        """The style, read without entities, which could bring in other files."""
        try:
            data = read_bytes(self._path, self._name, CITATION_STYLE)
        except OSError as error:
            raise _no_style(self._name, f"The file cannot be read: {error.strerror}") from error
        try:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
            if root.tag != _ROOT or root.getroottree().docinfo.doctype:
                raise _no_style(self._name, "Its root is no <style> of CSL, or it declares XML entities")
            return CitationStylesStyle(BytesIO(data), validate=False)
        except (etree.XMLSyntaxError, ValueError, TypeError, AttributeError) as error:
            raise _no_style(self._name, "It is not valid XML, or asks for a language that is not known") from error


def _text_of(style: Path) -> bytes:
    """Return what a style says; why it cannot be read is told to whoever asks for a citation."""
    try:
        return read_bytes(style, style.name, CITATION_STYLE)
    except OSError:
        return b""


@lru_cache(maxsize=8)
def _remembered(_style: bytes, _sources: tuple[str, ...]) -> tuple[dict[str, Markup], dict[str, Markup]]:
    """Return the citations and entries that were made in a style for these publications, by their ids."""
    return {}, {}


def _no_style(name: str, why: str) -> ProjectError:
    hint = "Put back the style that comes with the program, or another CSL style with citation and bibliography."
    return ProjectError([Problem(name, f"This is not a CSL style that can be used. {why}.", hint)])


def _items(items: Iterable[Mapping[str, Any]]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # reference managers export variables that no citation needs
        return CiteProcJSON(list(items))


def _bibliography(style: Any, items: Iterable[Mapping[str, Any]]) -> Any:
    return CitationStylesBibliography(style, _items(items), formatter.plain)


def _whole(style: Any, item: Mapping[str, Any]) -> object:
    """Return one publication's entry in a list of references."""
    alone = _bibliography(style, [item])
    alone.register(Citation([CitationItem(item["id"].lower())]))
    return alone.bibliography()[0]


def _named(text: str) -> Markup:
    """Return a citation that reads left to right; one that is a whole title may break, or it would leave the page."""
    return ltr(text) if len(text) <= IN_A_LINE else Markup('<span dir="ltr">{}</span>').format(text)


def _clean(text: object) -> str:
    """Return a citation without the markup that titles may hold, and without a full stop behind a question mark."""
    return re.sub(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>", "", str(text)).replace("?.", "?")


def _known(_: object) -> None:
    """Every publication that is cited is known: facts were checked when the project was opened."""
