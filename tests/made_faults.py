"""Faults that any translation into any language can have, made from the shipped ones by rule.

Each kind turns a good translation into a faulty one, or into nothing where it cannot be made of that text. What a fault
means in one language alone (a lost “not”, another unit) stands in `slips/<language>.toml`.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from leaflets.model import Language

Mend = Callable[["Good", random.Random], str | None]


class Good(NamedTuple):
    """A good translation of a message without plural forms, with what else the catalogues hold."""

    english: str
    text: str
    language: Language
    others: tuple[str, ...]
    """Translations of other messages into the same language."""
    foreign: str
    """The same message in a language of another script."""

    @property
    def placeholders(self) -> list[str]:
        """Placeholders of the translation, as they stand there."""
        return re.findall(r"%\(\w+\)s(?:\{\w+\})?", self.text)

    @property
    def words(self) -> list[str]:
        """Words of at least four letters, signs above and below them included, that stand once."""
        plain = re.sub(r"%\(\w+\)s(?:\{\w+\})?", " ", self.text)
        runs = "".join(one if unicodedata.category(one)[0] in "LM" else " " for one in plain).split()
        return [word for word in runs if len(word) > 3 and self.text.count(word) == 1]

    @property
    def sentences(self) -> list[str]:
        """Sentences of the translation, each with the space before it; none where it does not have the English ones."""
        parts = re.split(r"(?<=[.!?؟۔។።])(?= )|(?<=[。？！।])(?=.)", self.text)
        return parts if len(parts) == len(re.split(r"(?<=[.!?]) ", self.english)) else []


KINDS: dict[tuple[str, str], Mend] = {}
"""What can be made of a translation, by the rule that has to find it and by name."""


def _kind(rule: str, name: str) -> Callable[[Mend], Mend]:
    def keep(make: Mend) -> Mend:
        KINDS[rule, name] = make
        return make

    return keep


def _first(good: Good) -> str | None:
    return good.placeholders[0] if good.placeholders else None


@_kind("F2", "placeholder dropped")
def _dropped(good: Good, _: random.Random) -> str | None:
    one = _first(good)
    return one and good.text.replace(one, "")


@_kind("F2", "placeholder misspelt")
def _misspelt(good: Good, _: random.Random) -> str | None:
    one = _first(good)
    return one and good.text.replace(one, one.replace("%(", "%(x"))


@_kind("F2", "placeholder of another message")
def _of_another(good: Good, _: random.Random) -> str | None:
    return f"{good.text} %(nothing)s"


@_kind("F1", "placeholder without its letter")
def _without_letter(good: Good, _: random.Random) -> str | None:
    one = _first(good)
    return one and good.text.replace(one, one.replace(")s", ")"))


@_kind("F1", "percent sign")
def _percent(good: Good, _: random.Random) -> str | None:
    return _inside(good.text, " % ")


@_kind("F3", "markup")
def _markup(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, "<b>", "</b>")


@_kind("F4", "curly brackets")
def _braces(good: Good, _: random.Random) -> str | None:
    return f"{good.text} {{days}}"


@_kind("F5", "space in front")
def _in_front(good: Good, _: random.Random) -> str | None:
    return f" {good.text}"


@_kind("F5", "new line at the end")
def _line(good: Good, _: random.Random) -> str | None:
    return f"{good.text}\n"


@_kind("N1", "digit")
def _digit(good: Good, chance: random.Random) -> str | None:
    return _inside(good.text, f" {chance.randrange(2, 10)} ")


@_kind("N1", "digit of another script")
def _other_digit(good: Good, chance: random.Random) -> str | None:
    return _inside(good.text, f" {chr(chance.choice((0x663, 0x6F4, 0x967, 0x9E9, 0xAE8, 0xA6A, 0xFF15)))} ")


@_kind("N6", "web address")
def _address(good: Good, _: random.Random) -> str | None:
    return _inside(good.text, " heron-mill.example ")


@_kind("L1", "another script")
def _foreign(good: Good, _: random.Random) -> str | None:
    return good.foreign if any(map(str.isalpha, re.sub(r"%\(\w+\)s", "", good.foreign))) else None


LIKE = dict(zip("aceopxyкоАВЕКМНОРСТХасеорху", "асеорхуkoABEKMHOPCTXaceopxy", strict=True))
"""Letters of Latin and Cyrillic that look alike."""


@_kind("L2", "letter that looks alike")
def _alike(good: Good, _: random.Random) -> str | None:
    for word in good.words:
        letter = next((one for one in word[1:] if one in LIKE), None)
        if letter:
            return good.text.replace(word, word[0] + word[1:].replace(letter, LIKE[letter], 1))
    return None


@_kind("L3", "English text")
def _english(good: Good, _: random.Random) -> str | None:
    words = re.findall(r"[a-z]{2,}", re.sub(r"%\(\w+\)s", "", good.english))
    return good.english if good.english != good.text and len(words) > 1 else None


@_kind("L5", "English words")
def _fragment(good: Good, chance: random.Random) -> str | None:
    words = re.findall(r"(?<!%\()\b[a-z]{4,} (?:if|the|you|we|or) [a-z]{4,}\b", good.english)
    word = chance.choice(good.words) if good.words else None
    return good.text.replace(word, words[0]) if word and words else None


@_kind("L6", "end of the sentence lost")
def _end(good: Good, _: random.Random) -> str | None:
    return good.text[:-1] if good.english[-1] in ".?" and good.text[-1] in ".?。？।؟۔។።" else None


@_kind("L6", "bracket does not close")
def _bracket(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, " (", "")


@_kind("L7", "word twice")
def _twice(good: Good, chance: random.Random) -> str | None:
    alone = [word for word in good.words if f" {word} " in f" {good.text} "]
    fitting = [word for word in alone if word.lower() not in good.language.words.may_repeat]
    word = chance.choice(fitting) if fitting else None
    return word and good.text.replace(word, f"{word} {word}")


@_kind("L7", "sentence twice")
def _sentence_twice(good: Good, _: random.Random) -> str | None:
    return f"{good.text} {good.sentences[-1].strip()}" if good.sentences and good.english[-1] == "." else None


@_kind("L8", "space without width")
def _unseen(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, "\ufeff", "")


@_kind("L8", "direction override")
def _turned(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, "\u202e", "")


@_kind("L9", "many times as long")
def _long(good: Good, chance: random.Random) -> str | None:
    more = chance.sample(good.others, 12)
    return " ".join((good.text, *more)) if len(good.english) > 30 else None


@_kind("L11", "stars")
def _stars(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, "**", "**")


@_kind("L11", "picture")
def _picture(good: Good, _: random.Random) -> str | None:
    return f"{good.text} 🍴"


@_kind("L12", "sentence lost")
def _lost(good: Good, _: random.Random) -> str | None:
    parts = good.sentences
    longest = max(parts, key=len, default="")
    return "".join(one for one in parts if one != longest).strip() if len(parts) > 1 else None


@_kind("L12", "sentence added")
def _added(good: Good, chance: random.Random) -> str | None:
    more = chance.choice([one for one in good.others if one[-1] in ".。।۔។።" and "%" not in one])
    return f"{good.text} {more}" if good.sentences and good.english[-1] == "." else None


@_kind("C7", "lost character")
def _replaced(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, "\ufffd", "")


@_kind("C7", "private character")
def _private(good: Good, chance: random.Random) -> str | None:
    return _around(good, chance, "\ue000", "")


@_kind("C9", "accents apart")
def _apart(good: Good, _: random.Random) -> str | None:
    text = unicodedata.normalize("NFD", good.text)
    return text if unicodedata.normalize("NFC", text) == good.text != text else None


def _inside(text: str, what: str) -> str:
    """Put something at the first space, or before the last letter."""
    return text.replace(" ", what, 1) if " " in text else f"{text[:-1]}{what}{text[-1]}"


def _around(good: Good, chance: random.Random, before: str, after: str) -> str | None:
    word = chance.choice(good.words) if good.words else None
    return word and good.text.replace(word, f"{before}{word}{after}", 1)
