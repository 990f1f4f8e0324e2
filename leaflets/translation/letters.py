"""Pseudo-words: English texts in letters that prove a page. The same text always gives the same words."""

import math
import re
from collections.abc import Callable, Iterator
from itertools import count, cycle

from leaflets.readers.messages import PLACEHOLDER

EXPANSION = 0.4
"""How much longer a translation may get than its English, as a share: what German or Tamil does to short sentences."""

_ACCENTS = str.maketrans("acdefgiklnoprstuwyzACDEGIKLNOPRSTUWYZ", "åçđèƒğïķļñöþŕšţûŵýžÅÇĐÈĞÏĶĻÑÖÞŔŠŢÛŴÝŽ")
_STACKS = {"a": "ẵặ", "e": "ễệ", "i": "ĩị", "o": "ỗộ", "u": "ữự", "y": "ỹỵ", "d": "đđ"}
_STACKS |= {vowel.upper(): marked.upper() for vowel, marked in _STACKS.items()}
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz,;?", "ابچديفگحئجكلمنوپقرزتعڤؤخىذ،؛؟")
_CONSONANTS = dict(zip("bcdfghjklmnpqrstvwxz", "ਬਚਦਫਗਹਜਕਲਮਨਪਖਰਸਤਵਭਘਝ", strict=True))
_SIGNS = dict(zip("aeiouy", ("ੈਂ", "ੇਂ", "ਿੰ", "ੌਂ", "ੂੰ", "ੀਂ"), strict=True))
_INITIALS = dict(zip("aeiouy", ("ਐਂ", "ਏਂ", "ਇੰ", "ਔਂ", "ਊਂ", "ਈਂ"), strict=True))
_SUBJOINED, _DOUBLED = "੍ਰ", "ੱ"
_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分"
    "对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_WIDE = str.maketrans(",.;:?!()", "，。；：？！（）")


def accented(text: str) -> str:
    """Return a text in accented letters between brackets, two fifths longer: its vowels are drawn out."""
    return f"[{_around_placeholders(text, lambda words: _drawn_out(words).translate(_ACCENTS))}]"


def stacked(text: str) -> str:
    """Return a text with the marks of Vietnamese, above, above each other and below, between brackets."""
    marks = cycle((0, 1))
    changed = _around_placeholders(
        text, lambda words: "".join(_STACKS[one][next(marks)] if one in _STACKS else one for one in words)
    )
    return f"[{changed}]"


def arabic(text: str) -> str:
    """Return a text in Arabic letters, from right to left, between brackets."""
    return f"[{_around_placeholders(text, lambda words: words.lower().translate(_ARABIC))}]"


def gurmukhi(text: str) -> str:
    """Return a text in Gurmukhi letters with marks above and below, between brackets."""
    return f"[{_around_placeholders(text, lambda words: re.sub('[a-z]+', _syllables, words.lower()))}]"


def han(text: str) -> str:
    """Return a text in Chinese characters without spaces, about as many as Chinese needs, between brackets."""
    return f"【{_around_placeholders(text, _characters)}】"


def _around_placeholders(text: str, change: Callable[[str], str]) -> str:
    """Change what stands between placeholders, and leave those as they are."""
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        parts += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join((*parts, change(text[end:])))


def _drawn_out(words: str) -> str:
    """Repeat vowels evenly until the text is longer by its share; without a vowel, an “o” at the end is repeated."""
    more = math.ceil(len(words.strip()) * EXPANSION) if any(map(str.isalpha, words)) else 0
    vowels = sum(one in "aeiouyAEIOUY" for one in words)
    if not vowels:
        return words + "o" * more
    shares = (more * (number + 1) // vowels - more * number // vowels for number in count())
    return "".join(one + one.lower() * next(shares) if one in "aeiouyAEIOUY" else one for one in words)


def _syllables(word: re.Match[str]) -> str:
    """Spell a word so that each consonant carries something: a vowel sign, a letter below or a doubling above."""
    return "".join(_spelled(word[0]))


def _spelled(word: str) -> Iterator[str]:
    for before, letter, after in zip(f" {word}", word, f"{word[1:]} ", strict=False):
        if letter in _CONSONANTS:
            yield _CONSONANTS[letter]
            if after in _CONSONANTS:
                yield _DOUBLED
            elif after == " ":
                yield _SUBJOINED
        else:
            yield _SIGNS[letter] if before in _CONSONANTS else _INITIALS[letter]


def _characters(words: str) -> str:
    """Write each three letters of a word as one character."""
    return re.sub(r"[A-Za-z’'-]+", _threes, words).translate(_WIDE).replace(" ", "")


def _threes(word: re.Match[str]) -> str:
    letters = word[0].lower()
    threes = (letters[start : start + 3] for start in range(0, len(letters), 3))
    return "".join(_HAN[sum(map(ord, three)) % len(_HAN)] for three in threes)
