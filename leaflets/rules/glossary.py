"""Rules G: the words that every translation keeps to."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from leaflets.model import Term
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding, Severity
from leaflets.rules.wordlist import listed, lowered

_OVER = re.compile("\u064b\u0627|\u0627\u064b|[\u0640\u064b-\u0652\u0670]")
"""Arabic vowel signs and the stretching sign: writers set them or leave them out. With its alif, the ending of an
object (`مترجمًا`) is the same word too."""


def check(entry: Entry) -> Iterator[Finding]:
    """Find terms that are missing or said in a forbidden way (G1), and names that are not kept (G2).

    Where a row of the glossary waits for a native medical translator, it may be the row that is wrong: a warning.
    """
    if entry.is_source:
        return
    for term in entry.terms:
        forms = term.languages.get(entry.language.code)
        severity: Severity | None = None if forms is None or forms.sure else "warning"
        for text in entry.bare_texts:
            found = _names(term, text, entry.language.code) if term.keep else _term(term, text, entry)
            yield from (replace(one, severity=severity) for one in found)


def _term(term: Term, text: str, entry: Entry) -> Iterator[Finding]:
    forms = term.languages.get(entry.language.code)
    if forms is None:
        return
    plain = folded(text)
    hint = f"Say it as the glossary does: {listed(forms.allowed)}."
    if not any(folded(form) in _without(plain, _outside(forms.forbidden, forms.taken)) for form in forms.taken):
        yield Finding("G1", f"The glossary's word for “{term.term}” is missing.", hint)
    for form in forms.forbidden:
        if folded(form) in _without(plain, _whole(form, entry)):
            yield Finding("G1", f"“{form}” must not be said for “{term.term}”.", hint)


def _outside(forbidden: Iterable[str], allowed: Iterable[str]) -> Iterator[str]:
    """Yield forbidden forms that are no part of an allowed one: `puncture` is not said where `acupuncture` stands."""
    yield from (form for form in forbidden if not any(folded(form) in folded(one) for one in allowed))


def _whole(forbidden: str, entry: Entry) -> Iterator[str]:
    """Yield the allowed forms but for those that are only a part of a forbidden one: `针` in `针灸`."""
    wrong = folded(forbidden)
    yield from (form for form in _allowed(entry) if folded(form) == wrong or folded(form) not in wrong)


def _names(term: Term, text: str, language: str) -> Iterator[Finding]:
    """Find a name that does not stand there letter for letter."""
    forms = term.languages.get(language)
    allowed = forms.allowed if forms else (term.term, *term.forms)
    if not any(_stands(unicodedata.normalize("NFC", form), text) for form in allowed):
        hint = f"Write it letter for letter: {listed(allowed)}."
        yield Finding("G2", f"The name “{term.term}” is missing or changed.", hint)


def _stands(form: str, text: str) -> bool:
    """Return whether a name stands in a text, and is no part of a longer Latin word."""
    return re.search(rf"(?<![A-Za-zÀ-ɏ]){re.escape(form)}(?![A-Za-zÀ-ɏ])", text) is not None


def _allowed(entry: Entry) -> Iterator[str]:
    """Yield the forms that the terms of the source allow; a form forbidden for one term may be right for another."""
    for term in entry.terms:
        forms = term.languages.get(entry.language.code)
        yield from forms.taken if forms else ()


def _without(text: str, forms: Iterable[str]) -> str:
    for form in sorted(map(folded, forms), key=len, reverse=True):
        text = text.replace(form, " ")
    return text


def folded(text: str) -> str:
    """Return a text for comparing: composed, in lower case, without what Arabic writers may leave out."""
    return lowered(_OVER.sub("", unicodedata.normalize("NFC", text)))
