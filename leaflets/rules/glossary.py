"""Rules G: the words that every translation keeps to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from leaflets.model import Term
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding

_OVER = re.compile("[\u0640\u064b-\u0652\u0670]")
"""Arabic vowel signs and the stretching sign: writers set them or leave them out."""


def check(entry: Entry) -> Iterator[Finding]:
    """Find terms that are missing or said in a forbidden way (G1), and names that are not kept (G2)."""
    if entry.is_source:
        return
    for term in entry.terms:
        for text in entry.bare_texts:
            yield from _names(term, text, entry.language.code) if term.keep else _term(term, text, entry)


def _term(term: Term, text: str, entry: Entry) -> Iterator[Finding]:
    forms = term.languages.get(entry.language.code)
    if forms is None:
        return
    plain = folded(text)
    if not any(folded(form) in plain for form in forms.allowed):
        hint = f"Say it as the glossary does: {_listed(forms.allowed)}."
        yield Finding("G1", f"The glossary's word for “{term.term}” is missing.", hint)
    rest = _without(plain, _allowed(entry))
    for form in forms.forbidden:
        if folded(form) in rest:
            hint = f"Say it as the glossary does: {_listed(forms.allowed)}."
            yield Finding("G1", f"“{form}” must not be said for “{term.term}”.", hint)


def _names(term: Term, text: str, language: str) -> Iterator[Finding]:
    """Find a name that does not stand there letter for letter."""
    forms = term.languages.get(language)
    allowed = forms.allowed if forms else (term.term, *term.forms)
    if not any(_stands(unicodedata.normalize("NFC", form), text) for form in allowed):
        hint = f"Write it letter for letter: {_listed(allowed)}."
        yield Finding("G2", f"The name “{term.term}” is missing or changed.", hint)


def _stands(form: str, text: str) -> bool:
    """Return whether a name stands in a text, and is no part of a longer Latin word."""
    return re.search(rf"(?<![A-Za-zÀ-ɏ]){re.escape(form)}(?![A-Za-zÀ-ɏ])", text) is not None


def _allowed(entry: Entry) -> Iterator[str]:
    """Yield the forms that the terms of the source allow; a form forbidden for one term may be right for another."""
    for term in entry.terms:
        forms = term.languages.get(entry.language.code)
        yield from forms.allowed if forms else ()


def _without(text: str, forms: Iterable[str]) -> str:
    for form in sorted(map(folded, forms), key=len, reverse=True):
        text = text.replace(form, " ")
    return text


def folded(text: str) -> str:
    """Return a text for comparing: composed, in lower case, without what Arabic writers may leave out."""
    return _OVER.sub("", unicodedata.normalize("NFC", text)).casefold().replace("'", "’")


def _listed(forms: Iterable[str]) -> str:
    return ", ".join(f"“{form}”" for form in forms)
