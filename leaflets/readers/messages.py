"""Finds the translatable messages in a template's syntax tree, and what is wrong with their source text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import nodes
from jinja2.ext import extract_from_ast

from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.rules import PLACEHOLDER
from leaflets.rules.numbers import has_digit
from leaflets.rules.placeholders import MARKUP

__all__ = ["GETTEXT", "PLACEHOLDER", "check_source", "find_messages"]

GETTEXT = ("_", "gettext", "ngettext", "pgettext", "npgettext")


@lru_cache(maxsize=2**15)
def find_messages(node: nodes.Node) -> tuple[tuple[int, MessageKey], ...]:
    """Return line and key of every message below a node of a tree that nobody changes, in reading order."""
    return tuple(_messages(node))


def _messages(node: nodes.Node) -> Iterator[tuple[int, MessageKey]]:
    template = node if isinstance(node, nodes.Template) else nodes.Template([nodes.Output([node])])
    for line, function, strings in extract_from_ast(template, GETTEXT, babel_style=True):
        texts = [strings] if isinstance(strings, str) else [one for one in strings or () if one is not None]
        if texts:
            yield line, _key(function, texts)


def _key(function: str, texts: list[str]) -> MessageKey:
    match function, texts:
        case "ngettext", [one, many, *_]:
            return MessageKey(None, one, many)
        case "pgettext", [context, one, *_]:
            return MessageKey(context, one)
        case "npgettext", [context, one, many, *_]:
            return MessageKey(context, one, many)
    return MessageKey(None, texts[0])


def check_source(key: MessageKey, path: str, line: int, problems: list[Problem]) -> None:
    """Add a problem for each rule of the house that the source text of a message breaks."""
    for text in filter(None, (key.id, key.plural)):
        bare = PLACEHOLDER.sub("", text)
        shown = f"“{text}”"
        if has_digit(bare):
            hint = 'Take the number from the evidence register with figure("F36.soreness").'
            problems.append(Problem(path, f"A digit stands in the words {shown}.", hint, line))
        if "%" in bare:
            hint = "Write the word “percent”, or name a placeholder as %(name)s."
            problems.append(Problem(path, f"A single % stands in the words {shown}.", hint, line))
        if MARKUP.search(bare) or re.search(r"[{}]", text):
            hint = "Words are plain text; the layout decides how they look."
            problems.append(Problem(path, f"Markup stands in the words {shown}.", hint, line))
        if text != text.strip() or "\n" in text:
            hint = "Start and end the words with a letter or a full stop."
            problems.append(Problem(path, f"A space or a new line is left over at the edge of {shown}.", hint, line))
