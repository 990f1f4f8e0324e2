"""Rule L10: messages that say the same in one language and not in the other."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from leaflets.model import Language, MessageKey
from leaflets.rules.entry import bare
from leaflets.rules.registry import Finding
from leaflets.rules.wordlist import as_words, find, without


class Twins:
    """Compares the messages of a catalogue with each other; `translations` are the texts of each."""

    def __init__(self, translations: Mapping[MessageKey, tuple[str, ...]], source: Language | None) -> None:
        self._source = source
        self._by_source: dict[str, list[MessageKey]] = defaultdict(list)
        self._by_words: dict[str, list[MessageKey]] = defaultdict(list)
        self._words: dict[MessageKey, str] = {}
        for key, texts in translations.items():
            words = _folded(texts[0]) if texts else ""
            if words.strip():
                self._words[key] = words
                self._by_source[_source_of(key)].append(key)
                self._by_words[words].append(key)

    def check(self, key: MessageKey) -> Iterator[Finding]:
        """Find messages that a reader of the language cannot tell apart, or that are one text in the source."""
        words = self._words.get(key)
        if words is None:
            return
        for other in self._by_words[words]:
            if other != key and self._meaning(other.id) != self._meaning(key.id):
                reason = f"“{other.id}” has the same translation, and says another thing."
                yield Finding("L10", reason, "Say “not” and numbers in both as their sources do.", "error")
            elif other != key and self._content(other.id) != self._content(key.id):
                yield Finding("L10", f"“{other.id}” has the same translation, and other words.")
        for other in self._by_source[_source_of(key)]:
            if self._words[other] != words:
                yield Finding("L10", f"“{other.id}” is the same text, and is translated in another way.")

    def _meaning(self, text: str) -> tuple[bool, frozenset[str]]:
        """Return whether a source text is negated, and which numbers it names."""
        if self._source is None:
            return False, frozenset()
        wording = self._source.words
        words = without(as_words(text), wording.idioms)
        numbers = (value for value, forms in wording.numbers.items() if find(words, forms))
        return bool(find(words, wording.negation)), frozenset(numbers)

    def _content(self, text: str) -> frozenset[str]:
        """Return the words of a source text that carry its meaning."""
        small = self._source.words.small_words if self._source else ()
        return frozenset(_folded(text).replace("|", " ").split()).difference(small)


def _source_of(key: MessageKey) -> str:
    """Return what messages of one source text share; a question is not one with a heading, whose order may differ."""
    asks = key.id.rstrip().endswith("?")
    return f"{key.context} {_folded(key.id)}{'?' if asks else ''}"


def _folded(text: str) -> str:
    """Return a text without placeholders, case and the signs around it."""
    return as_words(unicodedata.normalize("NFC", bare(text))).strip(" |")
