"""Where lines of a page may break, in scripts that the engine breaks wrongly.

Khmer, Lao, Burmese and Thai put no spaces between words: ICU's dictionaries know where one ends. Korean does put them,
yet the engine breaks between any two syllables. In Chinese and Japanese it may leave one character alone in the last
line. Signs that nobody sees tell it better. Only the page for the engine has them: catalogues, statements and what
readers of the PDF get do not (`typesetting.sayings`).
"""

import re
from functools import lru_cache

ALLOWED, FORBIDDEN = "\u200b", "\u2060"
"""The space without width, at which a line may break, and the word joiner, at which none does."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9fe\uaa60-\uaa7f"
_HANGUL = "\uac00-\ud7a3"
WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Chinese characters and kana, for a class of characters in a regular expression."""
_BEGINS_NO_LINE = re.compile("^[ៗ។៕៖ៈໆๆฯ၊။]|^[\u1780-\u17a2]$")
"""Signs that repeat a word or end a sentence, and single consonants, which are what a dictionary does not know."""
_CONCERNED = re.compile(f"[{_UNSPACED}{_HANGUL}{WIDE}]")
_RUN = re.compile(f"[{_UNSPACED}]+")
_WITHIN_WORDS = re.compile(rf"(?<=[{_HANGUL}])(?=[^\s<&])|(?<=[^\s>;])(?=[{_HANGUL}])")
_LAST_TWO = re.compile(rf"(?<=[{WIDE}])(?=[{WIDE}][^\w\s<>&]*\s*</(?:p|li|td|th|dd|h[1-6])>)")
_OWN = re.compile(
    f"{ALLOWED}|(?<=[{_HANGUL}]){FORBIDDEN}|{FORBIDDEN}(?=[{_HANGUL}])"
    rf"|(?<=[{WIDE}]){FORBIDDEN}(?=[{WIDE}][^\w\s<>&]*\s*</(?:p|li|td|th|dd|h[1-6])>)"
)
_PARTS = re.compile(r"<(?:style|script|title)\b.*?</(?:style|script|title)>|<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
_INLINE = re.compile(r"</?(?:span|a|strong|em|b|abbr|sup)\b")


def with_breaks(html: str) -> str:
    """Return a page with the signs that tell the engine where lines may break and where not."""
    if not _CONCERNED.search(html):
        return html
    done: list[str] = []
    before = " "
    for part in _PARTS.findall(_LAST_TWO.sub(FORBIDDEN, html)):
        if part.startswith("<"):
            before = before if _INLINE.match(part) else " "
            done.append(part)
            continue
        if re.match(f"[{_HANGUL}]", part) and not before.isspace():
            done.append(FORBIDDEN)  # a word goes on behind a tag
        done.append(_broken(part))
        before = part[-1]
    return "".join(done)


def without_breaks(html: str) -> str:
    """Return a page without those signs."""
    return _OWN.sub("", html)


def _broken(text: str) -> str:
    joined = _WITHIN_WORDS.sub(FORBIDDEN, text)
    return _RUN.sub(lambda run: ALLOWED.join(_words(run[0])), joined)


@lru_cache(maxsize=2**15)
def _words(run: str) -> tuple[str, ...]:
    """Return a run of letters in pieces after which a line may break, by ICU's rules and dictionaries."""
    from icu4py.breakers import LineBreaker

    pieces: list[str] = []
    for piece in LineBreaker(run, "en"):
        if pieces and _BEGINS_NO_LINE.search(piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)
