"""The few functions that layouts have besides Jinja's own."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from leaflets.composition.direction import ltr, plain
from leaflets.composition.endings import ending_together
from leaflets.composition.naming import data_uri
from leaflets.model import Section, Statement
from leaflets.readers.sandbox import offered

_NAMES = re.compile(r'(?<=\sid=")')
LINE_END = 20
"""What a list item wastes at the end of its last line, in characters: half a line."""


def layout_functions(environment: Environment) -> Mapping[str, Callable[..., Any]]:
    """Return what a layout's context holds by name."""

    @offered
    @pass_context
    def svg(context: Context, name: str, **variables: Any) -> str:
        """Return a drawing, made by a template, as a data URI."""
        drawing = environment.get_template(name).render({**context.get_all(), **variables})
        return data_uri(drawing)

    functions = (svg, ltr, runs, halves, counter, plain, ending_together, named_apart)
    return {function.__name__: offered(function) for function in functions}


def halves(statements: Sequence[Statement]) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """Split statements into two columns of about the same length, in reading order."""
    lengths = [len(plain(statement.text)) + LINE_END for statement in statements]
    splits = range(len(statements) + 1)
    best = min(splits, key=lambda split: (max(sum(lengths[:split]), sum(lengths[split:])), -split))
    return statements[:best], statements[best:]


def runs(items: Sequence[Section | Statement]) -> list[tuple[str, list[Section | Statement]]]:
    """Return (kind, neighbours of that kind), in order."""
    return [(kind, list(group)) for kind, group in groupby(items, key=lambda item: item.kind)]


def named_apart(html: Markup, topic: str) -> Markup:
    """Return a part of a page whose elements have names of their own: several topics on a sheet share statements."""
    return Markup(_NAMES.sub(lambda found: f"{found[0]}{topic}--", html))  # noqa: S704 - it was markup before


def counter(name: str) -> Markup:
    """Return a CSS counter (`page` or `pages`) that keeps its direction."""
    return Markup('<span class="counter-{}" dir="ltr"></span>').format(name)
