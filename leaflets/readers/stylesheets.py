"""Checks a style sheet: it stands alone. Whatever would bring in another file or ask an address is refused."""

from collections.abc import Iterator
from typing import Any

import tinycss2

from leaflets.errors import Problem

AT_RULES = frozenset({"page", "media", "supports", "layer", "counter-style", "charset", "namespace"})
MARGINS = ("top-", "bottom-", "left-", "right-")
"""How the names of a page's margin boxes begin."""
FETCHING = frozenset({"src", "image-set", "-webkit-image-set", "image", "cross-fade"})
"""Functions that name a file, besides url()."""
INSIDE = ("#", "data:image/")
DEEPEST = 50
"""How many brackets may stand inside each other."""
_HINT = "A style sheet holds all that it needs: leave it out, or write a picture as url(data:image/…)."


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
        case "url" if not token.value.strip().lower().startswith(INSIDE):
            yield f"The style sheet refers to something outside itself: {token.value.strip()[:60]}."
        case "function" if token.lower_name == "url":
            address = "".join(one.value for one in token.arguments if one.type == "string").strip()
            if not address.lower().startswith(INSIDE):
                yield f"The style sheet refers to something outside itself: {address[:60]}."
        case "function" if token.lower_name in FETCHING:
            yield f"The style sheet uses {token.name}(), which refers to other files."
        case "function" if token.lower_name == "attr":
            if any(one.type == "ident" and one.lower_value == "url" for one in token.arguments):
                yield "The style sheet takes an address from the page."
        case "error":
            yield f"The style sheet cannot be read here: {token.message}."
