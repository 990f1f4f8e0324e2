"""English sentences by the stems of their words, so that a word is found in all its forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|%|[.!?]+(?=\W|$)|[,;:–—()\n]")
_END = re.compile(r"[.!?\n]+")
_STRONG, _WEAK = ";:–—", ",()"
MARK, PAUSE = ";", ","
"""What stands among the stems for a sign that ends a thought, and for one that only parts words."""
_WRITTEN_TOGETHER = {"cannot": ("can", "not"), "won't": ("will", "not"), "can't": ("can", "not"), "%": ("percent",)}
_SHORTENED = {"'ll": ("will",), "n't": ("not",), "'s": (), "'re": (), "'ve": (), "'d": (), "'m": ()}


@dataclass(frozen=True)
class Sentence:
    """A sentence as ` stem=word stem=word `, where each word stands in the text, whether it asks, and its stems."""

    stems: str
    places: tuple[tuple[int, int], ...]
    asks: bool
    known: frozenset[str]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the stems from one letter to another stand in the text."""
        first, last = self.stems.count(" ", 0, start + 1) - 1, self.stems.count(" ", 0, end) - 1
        return self.places[first][0], self.places[min(last, len(self.places) - 1)][1]


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text that have words."""
    found: list[tuple[str, int, int]] = []
    for token in _TOKEN.finditer(f"{text}\n"):
        if not _END.fullmatch(token[0]):
            found += [(stem, token.start(), token.end()) for stem in _stems(token[0])]
        elif found:
            yield Sentence(
                f" {' '.join(stem for stem, _, _ in found)} ",
                tuple((start, end) for _, start, end in found),
                "?" in token[0],
                frozenset(one.partition("=")[0] for one, _, _ in found),
            )
            found = []


def _stems(token: str) -> Iterator[str]:
    """Yield a word with its stem, or two if they are written together; for a sign what stands for it."""
    if token in _STRONG:
        yield MARK
    elif token in _WEAK:
        yield PAUSE
    else:
        yield from (f"{stem(word)}={word}" for word in _apart(token.casefold().replace("’", "'")))


def _apart(word: str) -> tuple[str, ...]:
    if word in _WRITTEN_TOGETHER:
        return _WRITTEN_TOGETHER[word]
    for ending, more in _SHORTENED.items():
        if word.endswith(ending):
            return (word.removesuffix(ending), *more)
    return (word,)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return what a word has in common with its other forms: `injur` of injury and injuries."""
    return str(_stemmer().stemWord(word.casefold()))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from snowballstemmer.english_stemmer import EnglishStemmer

    return EnglishStemmer()
