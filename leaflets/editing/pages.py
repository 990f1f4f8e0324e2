"""A leaflet's web page on which each word leads to its message.

Messages start and end with noncharacters of Unicode, as marks of previews do; when the page is whole, links take their
place. Where no link can stand, in attributes and inside of other links, they are taken out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from leaflets.composition.breaks import without_breaks
from leaflets.composition.marks import MarkedWords, show_marks
from leaflets.composition.pages import Approvals
from leaflets.composition.words import Words
from leaflets.editing.messages import id_of
from leaflets.library.webpages import Links, WebPages
from leaflets.model import Failed, Leaflet, MessageKey
from leaflets.project import Project

START, END, ZERO = "\ufdd8", "\ufdd9", 0xFDE0
DIGITS = 4
"""So many hexadecimal digits, each a noncharacter, tell which message begins: there are a few hundred."""
_SIGN = re.compile(f"{START}([\ufde0-\ufdef]{{{DIGITS}}})|{END}")
_PART = re.compile(r"(<(?P<unseen>title|style|script)\b.*?</(?P=unseen)>|<[^>]*>)", re.DOTALL)
_LINK, _LINK_END = re.compile(r"<a\b"), "</a>"
STYLE = '<link rel="stylesheet" href="{up}assets/edited.css">\n</head>'


@dataclass(frozen=True)
class Edited:
    """A page to be edited: its HTML, and the ids of the messages that it shows, in the order of reading."""

    html: str
    order: tuple[str, ...]


class NumberedWords(MarkedWords):
    """Words that say of each message where it begins and ends. `numbers` gathers the messages."""

    def __init__(self, *arguments: Any, numbers: dict[MessageKey, int]) -> None:
        super().__init__(*arguments)
        self._numbers = numbers

    def _fill(self, key: MessageKey, number: float | None, variables: Mapping[str, Any]) -> Markup:
        place = self._numbers.setdefault(key, len(self._numbers))
        sign = "".join(chr(ZERO + int(digit, 16)) for digit in f"{place:0{DIGITS}x}")
        return Markup("{}{}{}{}").format(START, sign, super()._fill(key, number, variables), END)


class EditedPages(WebPages):
    """Lays a leaflet out for somebody who edits it: faulty words are shown, and marked.

    `up` leads to the page's style sheets, `to` to where a message is edited, by its id.
    """

    is_preview = is_lenient = True

    def __init__(self, project: Project, approvals: Approvals, up: str, to: str) -> None:
        super().__init__(project, approvals, lambda leaflet: Links(up, f"{leaflet.path.name}", ()))
        self._up, self._to = up, to
        self._numbers: dict[MessageKey, int] = {}

    def edited(self, leaflet: Leaflet, chosen: str = "") -> Edited | Failed:
        """Return a page on which the `chosen` message is marked, or why there is none to look at."""
        faults = self._project.faults_of(leaflet, approved=False)
        catalogue = self._project.catalogue(leaflet.language)
        if faults or (catalogue.problems and not catalogue.translations):
            return Failed(leaflet, faults or catalogue.problems)
        laid = self.lay_out(leaflet)
        if not laid.html:
            return Failed(leaflet, laid.problems)
        ids = [id_of(key) for key in self._numbers]
        order: dict[str, None] = {}
        html = "".join(_linked(show_marks(without_breaks(laid.html)), ids, self._to, chosen, order))
        return Edited(html.replace("</head>", STYLE.format(up=self._up), 1), tuple(order))

    def _words(self, code: str) -> Words:
        return NumberedWords(self._project.catalogue(code), self._project.uncovered, numbers=self._numbers)


def _linked(html: str, ids: list[str], to: str, chosen: str, order: dict[str, None]) -> Iterator[str]:
    """Yield a page part by part, with links around the words of messages; note each message when it is met first."""
    open_messages: list[str] = []
    inside = 0
    for number, part in enumerate(_PART.split(html)):
        if number % 3 == 2:  # the name of an element that is not seen
            continue
        if number % 3 == 1:
            inside += bool(_LINK.match(part)) - (part == _LINK_END)
            order.update(dict.fromkeys(ids[_number(one)] for one in _SIGN.finditer(part) if one[1]))
            yield _SIGN.sub("", part)
            continue
        for name, text in _pieces(part, ids, open_messages):
            if not name or inside or not text.strip():
                yield text
                continue
            yield _link(text, name, to, is_chosen=name == chosen, is_first=name not in order)
            order[name] = None


def _pieces(text: str, ids: list[str], open_messages: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text, each with the id of the message that it belongs to, or with none.

    What stands inside of a message, such as the words of a figure, belongs to it. `open_messages` are those that have
    begun and not ended.
    """
    start, piece = 0, ""
    for sign in _SIGN.finditer(text):
        piece += text[start : sign.start()]
        start = sign.end()
        name = open_messages[0] if open_messages else ""
        if sign[1]:
            open_messages.append(ids[_number(sign)])
        elif open_messages:
            open_messages.pop()
        if name != (open_messages[0] if open_messages else ""):
            yield name, piece
            piece = ""
    yield (open_messages[0] if open_messages else ""), piece + text[start:]


def _number(sign: re.Match[str]) -> int:
    return int("".join(f"{ord(one) - ZERO:x}" for one in sign[1]), 16)


def _link(text: str, name: str, to: str, *, is_chosen: bool, is_first: bool) -> str:
    """Return words that lead to their message; only the first of several pieces is reached by Tab."""
    more = f' id="{name}"' if is_first else ' tabindex="-1"'
    more += ' aria-current="true"' if is_chosen else ""
    return f'<a class="to-words" data-message="{name}" href="{escape(to)}{name}" target="_top"{more}>{text}</a>'
