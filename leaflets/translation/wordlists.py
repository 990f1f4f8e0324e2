"""Drafts a language's list of words: what CLDR and the glossary know, and a place for whatever the rules still lack."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import cast

import tomlkit
from tomlkit.items import Table

from leaflets.model import Language, Term
from leaflets.rules.scripts import has_spaces
from leaflets.rules.units import UNITS, forms_of
from leaflets.rules.watching import missing_halves, missing_meanings, missing_numbers

HEAD = """\
# What the rules look for in a translation into {name}. Nothing can be released before a native speaker has filled
# in every empty list. Behind each list stands the English; the guide for translators tells how forms are written.
"""
ROUND = ("1000", "1000000")
"""Numbers that CLDR says in words."""


def draft(language: Language, source: Language, terms: Iterable[Term], before: str = "") -> str:
    """Return a list of words with a place for all that is missing; what stands in it already stays as it is."""
    document = tomlkit.parse(before or HEAD.format(name=language.name))
    if "negation" not in document:
        _place(document, "negation", source.words.negation)
    if not before:
        _add_known(document, language, terms)
    _add_lists(document, "half_negation", dict.fromkeys(missing_halves(language, source), ()))
    _add_lists(document, "contrast", {one: source.words.contrast[one] for one in missing_meanings(language, source)})
    words = {one: source.words.numbers.get(one, ()) for one in missing_numbers(language, source)}
    _add_lists(document, "numbers", words, {} if before else numbers_of(language))
    return tomlkit.dumps(document)


def numbers_of(language: Language) -> dict[str, tuple[str, ...]]:
    """Return CLDR's words for a thousand and a million; not where it counts them in another unit, as in Hindi."""
    patterns = language.locale.compact_decimal_formats.get("long", {})
    found: dict[str, dict[str, None]] = {}
    for form in patterns.values():
        for number in ROUND:
            text = str(form[number].pattern).partition(";")[0] if number in form else ""
            word = text.replace("0", "").strip()
            if text.count("0") == 1 and word and not set(word) & set(". ") and (len(word) > 1 or not has_spaces(word)):
                found.setdefault(number, {})[word.casefold()] = None
    return {number: tuple(forms) for number, forms in found.items()}


def same_words(language: Language, terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the words that the glossary says in the language as in English."""
    found: dict[str, None] = {}
    for term in terms:
        english = {one.casefold() for one in (term.term, *term.forms)}
        forms = term.languages.get(language.code)
        for form in forms.allowed if forms else ():
            if form.casefold() in english:
                found |= dict.fromkeys(form.casefold().split())
    return tuple(found)


def _add_known(document: tomlkit.TOMLDocument, language: Language, terms: Iterable[Term]) -> None:
    if same := same_words(language, terms):
        document.add("same_words", list(same))
    known = "; ".join(", ".join(forms) for unit in UNITS if (forms := forms_of(unit, language.locale)))
    if known:
        document.add(tomlkit.comment(f"Words for units of time that CLDR knows: {known}."))


def _add_lists(
    document: tomlkit.TOMLDocument,
    name: str,
    english: Mapping[str, tuple[str, ...]],
    known: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> None:
    """Add a list for each thing that has none to a table, which is made if it is not there; and what is known."""
    there = document.get(name, {})
    lacking = {key: forms for key, forms in english.items() if key not in there}
    if not lacking and not known:
        return
    if name not in document:
        document.add(tomlkit.nl())
        document.add(name, tomlkit.table())
    table = cast("Table", document[name])
    for key, forms in lacking.items():
        _place(table, key, forms)
    for key, forms in known.items():
        table.add(key, list(forms))


def _place(table: tomlkit.TOMLDocument | Table, key: str, english: Iterable[str]) -> None:
    """Put an empty list there, with the English words behind it."""
    place = tomlkit.array()
    told = ", ".join(english)
    if told not in ("", key):
        place.comment(told)
    table.add(key, place)
