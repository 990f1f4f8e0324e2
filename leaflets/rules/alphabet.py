"""Rules on single letters: those of a related language (L4), and shapes that only old files have (C10)."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from leaflets.model import Language
from leaflets.model.characters import script_of
from leaflets.rules.entry import PLACEHOLDER, Entry
from leaflets.rules.registry import Finding

_FARSI = {"ي": "ی", "ك": "ک"}
RIGHT = {"fa": _FARSI, "ur": _FARSI, "ckb": _FARSI, "ar": {right: wrong for wrong, right in _FARSI.items()}}
"""Letters of a related language that look alike and are other characters: what is wrong, and what is right."""
CHINESE = {"Hans": "simplified", "Hant": "traditional"}


def check(entry: Entry) -> Iterator[Finding]:
    """Find letters that are not the language's (L4), and letters in a shape of their own (C10)."""
    if entry.is_source:
        return
    letters = _letters(entry.texts) - set(entry.original)
    shaped = {one for one in letters if _is_shaped(one)}
    for one in sorted(shaped):
        plain = unicodedata.normalize("NFKC", one)
        yield Finding("C10", f"U+{ord(one):04X} is a shape of {plain} for old files.", f"Type {plain} anew.")
    composed = _letters(entry.bare_texts) - set(_kept(entry))
    strange = {one for one in composed - shaped if _is_strange(one, entry.language)}
    if strange and entry.language.script in CHINESE:
        what = CHINESE[entry.language.script]
        yield Finding("L4", f"Characters that {what} Chinese does not have: {' '.join(sorted(strange))}")
    elif strange:
        yield from _of_another(sorted(strange), entry.language)


def _of_another(letters: list[str], language: Language) -> Iterator[Finding]:
    for letter in letters:
        right = RIGHT.get(language.locale.language, {}).get(letter)
        hint = f"Write {right} (U+{ord(right):04X})." if right else ""
        yield Finding("L4", f"{letter} (U+{ord(letter):04X}) is not a letter of {language.name}.", hint)


def _is_strange(letter: str, language: Language) -> bool:
    """Return whether a letter belongs to another language; other scripts are left to L1 and L2."""
    if language.script in CHINESE:
        strange = letter not in _characters(language.script) or _is_japanese(letter)
        return strange and script_of(letter) not in {"Latn", "Cyrl", "Grek", "Arab"}
    if letter in RIGHT.get(language.locale.language, {}):
        return True
    own = language.words.letters
    same_script = script_of(letter) in {language.script, "Zyyy"}
    return own is not None and same_script and letter not in own and letter.lower() not in own


def _kept(entry: Entry) -> Iterator[str]:
    """Yield the letters of names that the glossary keeps, and those of the source."""
    yield from entry.bare_source
    for term in entry.terms:
        if term.keep and (forms := term.languages.get(entry.language.code)):
            yield from unicodedata.normalize("NFC", "".join(forms.taken))


@lru_cache(maxsize=2**15)
def _letters(texts: tuple[str, ...]) -> frozenset[str]:
    found = {one for text in texts for one in PLACEHOLDER.sub("", text)}
    return frozenset(one for one in found if unicodedata.category(one)[0] == "L")


@lru_cache(maxsize=65536)
def _is_shaped(letter: str) -> bool:
    return unicodedata.normalize("NFKC", letter) != unicodedata.normalize("NFC", letter)


@lru_cache(maxsize=2)
def _characters(script: str) -> frozenset[str]:
    """Return the characters of one way of writing Chinese, as the dictionary CC-CEDICT knows them."""
    from zhon import cedict

    return frozenset(cedict.simplified if script == "Hans" else cedict.traditional)


@lru_cache(maxsize=65536)
def _is_japanese(letter: str) -> bool:
    """Return whether only the Japanese set of characters has a character, neither of the Chinese sets."""
    return _encodes(letter, "shift_jis") and not _encodes(letter, "gb2312") and not _encodes(letter, "big5")


def _encodes(letter: str, charset: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
