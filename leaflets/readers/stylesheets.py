"""Checks a style sheet: it stands alone. Whatever would bring in another file or ask an address is refused."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

from leaflets.errors import Problem
from leaflets.readers.embedded import picture_faults

AT_RULES = frozenset({"page", "media", "layer", "counter-style"})
"""What the engine knows; it would print without the rules that stand in any other."""
MARGINS = ("top-", "bottom-", "left-", "right-")
"""How the names of a page's margin boxes begin."""
FETCHING = frozenset({"src", "image-set", "-webkit-image-set", "image", "cross-fade"})
"""Functions that name a file, besides url()."""
PICTURE = "data:image/"
DEEPEST = 50
"""How many brackets may stand inside each other."""
_CHARSET = re.compile(r'@charset "utf-8";', re.IGNORECASE)
_HINT = "A style sheet holds all that it needs: leave it out, or write a picture as url(data:image/…)."


def without_charset(text: str) -> str:
    """Return a style sheet without the line that says it is UTF-8, which every file here is, and the engine ignores."""
    said = _CHARSET.match(text)
    return text[said.end() :] if said else text


def check_stylesheet(text: str, path: str) -> list[Problem]:
    """Return a problem for everything in a style sheet that would need something outside it."""
    found = [(tinycss2.parse_component_value_list(text, skip_comments=True), 0)]
    problems: dict[Problem, None] = {}
    while found:
        tokens, depth = found.pop()
        if depth > DEEPEST:
            hint = "Write it flatter."
            return [*problems, Problem(path, "Brackets stand far too deep in each other.", hint, tokens[0].source_line)]
        for token in tokens:
            for reason in _faults(token):
                problems[Problem(path, reason, _HINT, token.source_line)] = None
            inside = getattr(token, "content", None) or getattr(token, "arguments", None)
            if isinstance(inside, list):
                found.append((inside, depth + 1))
    return sorted(problems, key=lambda one: (one.line or 0, one.reason))


def _faults(token: Any) -> Iterator[str]:
    match token.type:
        case "at-keyword" if token.lower_value not in AT_RULES and not token.lower_value.startswith(MARGINS):
            yield f"The style sheet holds @{token.value}, which is not used here."
        case "url":
            yield from _address_faults(token.value)
        case "function" if token.lower_name == "url":
            said = [one for one in token.arguments if one.type not in {"whitespace", "comment"}]
            is_plain = len(said) == 1 and said[0].type == "string"
            yield from _address_faults(said[0].value if is_plain else "")
        case "function" if token.lower_name in FETCHING:
            yield f"The style sheet uses {token.name}(), which refers to other files."
        case "function" if token.lower_name == "attr":
            if any(one.type == "ident" and one.lower_value == "url" for one in token.arguments):
                yield "The style sheet takes an address from the page."
        case "error":
            yield f"The style sheet cannot be read here: {token.message}."


def _address_faults(written: str) -> Iterator[str]:
    address = written.strip()
    if address.lower().startswith(PICTURE):
        yield from picture_faults(address)
    elif not address.startswith("#"):
        yield f"The style sheet refers to something outside itself: {address[:60] or 'an address that is not plain'}."
