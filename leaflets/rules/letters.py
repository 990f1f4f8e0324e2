"""Rules L about letters: scripts, words that mix them, and signs that nobody sees."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from leaflets.model import Language
from leaflets.model.characters import ALIKE, JOINERS, JOINING, is_invisible, script_of
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding
from leaflets.rules.scripts import letters_of, scripts_of
from leaflets.rules.wordlist import as_words

LEAST_SHARE, LEAST_LETTERS = 0.6, 8
"""A text of so many letters is in the language's script if this share of them is."""
LEAST_OF_FEW = 0.2
"""A shorter text is if so many are: `Yes` in Chinese is not."""
INVISIBLE = {
    "\u00ad": "a soft hyphen", "\u200b": "a space without width", "\u200c": "a non-joiner", "\u200d": "a joiner",
    "\u2060": "a word joiner", "\ufeff": "a byte order mark",
}  # fmt: skip
MARKS = "\u200e\u200f\u061c"


def check(entry: Entry) -> Iterator[Finding]:
    """Find other scripts (L1, L2) and invisible signs (L8)."""
    own = scripts_of(entry.language.script)
    for text in entry.bare_texts:
        letters = letters_of(_without_names(text, entry))
        share = sum(script_of(one) in own for one in letters) / len(letters) if letters else 1
        if share < (LEAST_SHARE if len(letters) >= LEAST_LETTERS else LEAST_OF_FEW):
            yield Finding("L1", f"Only {share:.0%} of the letters are in the script of {entry.language.name}.")
        for word in dict.fromkeys(as_words(text).split()):
            yield from _mixed(word, own, entry)
    for text in dict.fromkeys(entry.texts):
        yield from _invisible(text, entry.language)
        yield from _loose_marks(text)


def _without_names(text: str, entry: Entry) -> str:
    """Return a text without what the glossary lets stand in another script."""
    own = scripts_of(entry.language.script)
    forms = (one for term in entry.terms if (found := term.languages.get(entry.language.code)) for one in found.taken)
    for form in forms:
        if not any(script_of(one) in own for one in form):
            text = text.replace(unicodedata.normalize("NFC", form), " ")
    return text


def _mixed(word: str, own: set[str], entry: Entry) -> Iterator[Finding]:
    scripts = _scripts(word)
    if scripts <= own:
        return
    if len(scripts & ALIKE) > 1:
        yield Finding("L2", f"“{word}” mixes {_names(scripts & ALIKE)} letters, which look alike.")
    elif (strange := scripts - own - {"Latn"}) and f" {word} " not in as_words(entry.bare_source):
        yield Finding("L2", f"“{word}” is in {_names(strange)} letters.", "Write it in the catalogue's script.")


@lru_cache(maxsize=65536)
def _scripts(word: str) -> frozenset[str]:
    return frozenset(script_of(one) for one in letters_of(word))


def _names(scripts: Iterable[str]) -> str:
    from babel import Locale

    return " and ".join(sorted(Locale("en").scripts.get(one, one) for one in scripts))


def _invisible(text: str, language: Language) -> Iterator[Finding]:
    joiners = language.words.joiners
    if joiners is None:
        joiners = language.script in JOINING
    for one in sorted(set(text)):
        steers = unicodedata.bidirectional(one) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        if is_invisible(one) and not (joiners and one in JOINERS):
            what = INVISIBLE.get(
                one, "a sign for the direction of text" if steers or one in MARKS else "nobody sees it"
            )
            hint = "Take it out; the program sets directions and breaks."
            yield Finding("L8", f"U+{ord(one):04X} stands in the translation: {what}.", hint)


def _loose_marks(text: str) -> Iterator[Finding]:
    before = " "
    for one in text:
        if unicodedata.category(one) in {"Mn", "Mc"} and unicodedata.category(before)[0] not in "LMN":
            joined = unicodedata.category(before) == "Cf" or before in "\u25cc\u0640"
            if not joined:
                yield Finding("L8", f"The mark U+{ord(one):04X} stands without a letter.")
                return
        before = one
