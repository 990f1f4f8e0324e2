"""How publications are named: by a CSL style of the project, which citeproc-py sets."""

import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup

from leaflets.composition.direction import ltr
from leaflets.model import Source


class Citations:
    """Names the publications of a project. `style` is a CSL file, whose citation is short and whose entry is whole.

    Names, years and identifiers read from left to right in every language.
    """

    def __init__(self, style: Path, sources: Mapping[str, Source]) -> None:
        self._style = style
        self._sources = sources
        self._short: dict[str, Markup] = {}
        self._full: dict[str, Markup] = {}

    def short(self, identifier: str) -> Markup:
        """Return author and year, such as “Boyce 2020”; without authors, the publisher or the journal."""
        if identifier not in self._short:
            citation = Citation([CitationItem(identifier.lower())])
            self._bibliography.register(citation)
            self._short[identifier] = ltr(_clean(self._bibliography.cite(citation, _known)))
        return self._short[identifier]

    def full(self, identifier: str) -> Markup:
        """Return the whole reference, as a list of references has it."""
        if identifier not in self._full:
            alone = self._bibliography_of([identifier])
            alone.register(Citation([CitationItem(identifier.lower())]))
            text = _clean(alone.bibliography()[0])
            self._full[identifier] = Markup('<span dir="ltr">{}</span>').format(text)
        return self._full[identifier]

    @cached_property
    def _bibliography(self) -> Any:
        return self._bibliography_of(self._sources)

    def _bibliography_of(self, identifiers: Iterable[str]) -> Any:
        style = CitationStylesStyle(str(self._style), validate=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # reference managers export variables that no citation needs
            items = CiteProcJSON([{**self._sources[one].csl, "id": one} for one in identifiers])
        return CitationStylesBibliography(style, items, formatter.plain)


def _clean(text: object) -> str:
    """Return a citation without the markup that titles may hold, and without a full stop behind a question mark."""
    return re.sub(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>", "", str(text)).replace("?.", "?")


def _known(_: object) -> None:
    """Every publication that is cited is known: facts were checked when the project was opened."""
