"""Finds claims in English sentences, by the stems of the words that usually make them.

A sentence that denies a claim, doubts it or asks whether it is so makes none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

from leaflets.model import Claim
from leaflets.model.claim import APART, BOTH, ENDING, EXACT, JOINED, OR
from leaflets.rules.stems import MARK, PAUSE, Sentence, sentences, stem

GAP = 5
"""As many words may stand in the place of a “…”."""
REACH = 9
"""As many words after a “not” are denied by it."""
DENIALS = (
    "not", "no", "nobody", "none", "never", "neither", "nor", "nothing", "unclear", "unknown", "unproven", "unlikely",
    "whether", "doubt", "doubtful", "myth", "wrong", "untrue", "false", "few", "rather than", "instead of",
    "little evidence", "weak evidence", "have read", "have heard", "might read", "may read", "may hear",
    "some people say", "some say", "some people claim", "some claim", "some people think", "some people believe",
    "do they say",
)  # fmt: skip
"""Words that deny or doubt what comes after them in the same thought."""
EMPHASIS = (
    "not only", "not be surprised", "not be alarmed", "not be worried", "not just", "not merely", "not simply",
    "no matter", "no doubt", "no wonder", "no longer", "no need", "why not", "a few", "quite a few", "nothing but",
    "not surprising", "wrong muscle", "no surprise", "do not miss", "do not wait", "whether you", "do not suffer",
    "do not let",
)  # fmt: skip
"""Words among these that deny nothing."""
DENIALS_AFTER = (
    "not proven", "not shown", "not been shown", "not been proven", "not known", "not clear", "not true", "not right",
    "not tested", "unproven", "unclear", "unknown", "a myth", "untrue", "no evidence", "no proof", "no study",
    "no source", "not supported", "nobody knows", "no one knows", "no one can promise", "nobody can promise",
    "never been shown", "never been proven", "not been studied", "not studied", "never been tested",
    "not been tested",
)  # fmt: skip
"""Words that deny or doubt what comes before them in the same sentence."""
ASKS = (
    "am", "are", "is", "was", "were", "do", "does", "did", "can", "could", "will", "would", "shall", "should", "may",
    "might", "must", "has", "have", "had", "how", "what", "when", "where", "who", "whom", "which", "if",
)  # fmt: skip
"""Beginnings of questions."""
URGES = (
    "did you know", "are you ready", "are you tired", "are you look", "do you want", "would you like",
    "have you had enough", "are you sick", "do you wish", "who want", "who would not", "what are you wait",
    "are you fed",
)  # fmt: skip
"""Beginnings of questions that ask nothing, because they only lead to a claim."""
AFFIRMS = ("yes", "absolutely", "definitely", "certainly", "of course")
"""Beginnings of an answer that make a claim of the question."""
BARRIERS = (
    MARK, "but", "yet", "however", "and it", "and you", "and we", "and they", "so it", "so you", "so we", "because it",
    *(f"{PAUSE} {one}" for one in ["it", "you", "we", "they", "there", "this", "your", "our", "i", "dry", "say"]),
)  # fmt: skip
"""Words and signs with which another thought begins."""


def claims_in(text: str, claims: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """Yield the claims that a text makes, each once, with the words that make it as they stand there."""
    for claim in claims:
        found = _place(claim.words, claim.unless, text)
        if found:
            start, end = found
            yield claim, text[start:end]


@lru_cache(maxsize=2**16)
def _place(words: tuple[str, ...], unless: tuple[str, ...], text: str) -> tuple[int, int] | None:
    """Return where a text makes a claim, if it does: the words of a project are asked for more than once."""
    return next(filter(None, (_found(words, unless, one) for one in _stated(text))), None)


@lru_cache(maxsize=2**12)
def _stated(text: str) -> tuple[Sentence, ...]:
    """Return the sentences that state something; a question does if a “yes” follows."""
    every = list(sentences(text))
    return tuple(
        one
        for one, following in zip_longest(every, every[1:])
        if not _only_asks(one) or (following and _any(AFFIRMS).match(following.stems))
    )


def _found(words: tuple[str, ...], unless: tuple[str, ...], sentence: Sentence) -> tuple[int, int] | None:
    """Return where a sentence makes a claim, if it does."""
    made = (match for one in words for match in _matches(one, sentence))
    place = next((match.span() for match in made if not _is_denied(sentence.stems, *match.span())), None)
    if place is None or any(any(_matches(one, sentence)) for one in unless):
        return None
    return sentence.place(*place)


def _matches(words: str, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield where the words of a claim stand; most sentences lack one of them, which is quickly seen."""
    if all(not needed.isdisjoint(sentence.known) for needed in _needed(words)):
        yield from _pattern(words).finditer(sentence.stems)


@lru_cache(maxsize=4096)
def _needed(words: str) -> tuple[frozenset[str], ...]:
    """Return for each place of a pattern the stems of which one has to stand in the sentence."""
    choices = words.replace(APART, " ").replace(BOTH, " ").split()
    firsts = [[one.split(JOINED)[0] for one in choice.split(OR)] for choice in choices]
    return tuple(
        frozenset(stem(word.rstrip(EXACT)) for word in first)
        for first in firsts
        if not any(word.endswith(ENDING) for word in first)
    )


def _only_asks(sentence: Sentence) -> bool:
    begins = sentence.asks and _any(ASKS).match(sentence.stems)
    return bool(begins and not _any(URGES).match(sentence.stems))


def _is_denied(stems: str, start: int, end: int) -> bool:
    """Tell whether words before the claim, in the same thought, or words after it take it back."""
    before = stems[: start + 1]
    ends = [barrier.end() for barrier in _any(BARRIERS).finditer(before)]
    near = before[ends[-1] - 1 :].split()[-REACH:] if ends else before.split()[-REACH:]
    plain = _any(EMPHASIS).sub(" ", f" {' '.join(near)} ")
    return bool(_any(DENIALS).search(plain) or _any(DENIALS_AFTER).search(stems[end:]))


@lru_cache(maxsize=64)
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of these phrases; the space after the last word is left for the next."""
    return re.compile(rf" (?:{'|'.join(_phrase(one.split()) for one in phrases)})(?= )")


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds the words of a claim in a sentence's stems, with the space before them."""
    sides = [_side(side) for side in words.split(BOTH)]
    orders = {f" {_GAP}".join(order) for order in (sides, sides[::-1])}
    return re.compile(rf" (?:{'|'.join(sorted(orders))})(?= )")


_GAP = rf"(?:(?![^ ]*=(?:not|no|never|nobody|nothing|without|but) |{MARK} )[^ ]+ ){{0,{GAP}}}?"


def _side(text: str) -> str:
    return f" {_GAP}".join(_phrase(part.split()) for part in text.split(APART))


def _phrase(words: Iterable[str]) -> str:
    return rf"(?: {PAUSE})? ".join(_choice(word) for word in words)


def _choice(word: str) -> str:
    return f"(?:{'|'.join(_joined(one) for one in word.split(OR))})"


def _joined(word: str) -> str:
    return " ".join(_word(one) for one in word.split(JOINED))


def _word(word: str) -> str:
    """Return the pattern of a word: by its stem, as it stands, or by its beginning."""
    bare = re.escape(word.rstrip(ENDING + EXACT).casefold())
    if word.endswith(ENDING):
        return f"[^ ]*={bare}[^ ]*"
    if word.endswith(EXACT):
        return f"[^ ]*={bare}"
    return word if word in {MARK, PAUSE} else f"{re.escape(stem(word))}=[^ ]*"
