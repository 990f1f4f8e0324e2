"""Reads the glossary, and finds its terms in English texts."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from leaflets.errors import Problem
from leaflets.model import Term
from leaflets.readers.tables import read_entries
from leaflets.rules import PLACEHOLDER


def read_terms(path: Path, name: str, problems: list[Problem]) -> dict[str, Term]:
    """Return the terms of a glossary by id."""
    return read_entries(Term, path, name, problems)


class Glossary:
    """Finds terms in English texts: whole words, in any case; inside a longer term the longer one counts."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms

    def terms_in(self, text: str) -> list[Term]:
        """Return the terms of an English text, each once, in reading order."""
        return list({term.id: term for term, _ in self.forms_in(text)}.values())

    def forms_in(self, text: str) -> Iterator[tuple[Term, str]]:
        """Yield each term of an English text with the form in which it stands there."""
        bare = PLACEHOLDER.sub(" ", text).casefold().replace("’", "'")
        for found in self._pattern.finditer(bare):
            yield self._by_form[found[0]], found[0]

    @cached_property
    def _by_form(self) -> dict[str, Term]:
        return {
            form.casefold().replace("’", "'"): term
            for term in reversed(list(self.terms.values()))
            for form in (term.term, *term.forms)
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])" if forms else r"(?!)")
