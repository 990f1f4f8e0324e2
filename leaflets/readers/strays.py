"""Finds what a topic cannot have. What it can have is listed; all else is refused, before anything is filled.

A topic is words and macros: text that nothing would print, values that no reviewer would see, and whatever only
running the template would show have no place in it.
"""

from collections.abc import Iterator

from jinja2 import nodes

from leaflets.readers.grammar import (
    REGION,
    SECTIONS,
    STATEMENTS,
    UNREADABLE,
    VOCABULARY,
    Worlds,
    arms,
    calls,
    is_of_region,
    is_words,
    worlds_of,
)
from leaflets.readers.messages import GETTEXT
from leaflets.readers.templates import BLOCKS, SUFFIX, TOPICS

Stray = tuple[int, str, str]
"""Line, reason and hint."""


def unknown_names(tree: nodes.Template) -> Iterator[Stray]:
    """Yield line, reason and hint for each name that topics cannot use."""
    names = list(tree.find_all(nodes.Name))
    own = {node.name for node in names if node.ctx != "load"}
    for unknown in sorted({node.name for node in names} - own - VOCABULARY):
        line = min(node.lineno for node in names if node.name == unknown)
        hint = f"Topics may use: {', '.join(sorted(VOCABULARY - set(GETTEXT)))} and _( )."
        yield line, f"“{unknown}” is not a name that topics can use.", hint


def find_strays(node: nodes.Node, worlds: Worlds) -> Iterator[Stray]:
    """Yield line, reason and hint for everything below a node that a topic cannot have.

    `worlds` are the places in which the node is printed.
    """
    match node:
        case nodes.Template(body=body):
            yield from _all(body, worlds)
        case nodes.Output(nodes=shown):
            for one in shown:
                yield from _shown(one, worlds)
        case nodes.CallBlock(call=call, body=body):
            yield from _container(node, call, worlds)
            yield from _all(body, worlds)
        case nodes.If():
            yield from _branches(node, worlds)
        case nodes.Include():
            yield from _block(node)
        case _ if isinstance(node, UNREADABLE):
            reason = f"Topics do without {{% {_tag(node)} %}}: what they say has to be plain to see."
            yield node.lineno, reason, "Write each statement out, or put it into a shared block."
        case _:
            yield _unknown(node)


def _all(body: list[nodes.Node], worlds: Worlds) -> Iterator[Stray]:
    for one in body:
        yield from find_strays(one, worlds)


def _shown(node: nodes.Node, worlds: Worlds) -> Iterator[Stray]:
    """Find strays in what stands in {{ … }} or between the tags."""
    if isinstance(node, nodes.TemplateData):
        yield from _loose_text(node)
    elif isinstance(node, nodes.Call) and any(calls(node, one) for one in (*STATEMENTS, "topic")):
        yield from _arguments(node, worlds)
    else:
        hint = "Put the words into bullet(…), text(…) or another macro."
        yield node.lineno, "This stands outside a macro and would not be printed.", hint


def _container(block: nodes.CallBlock, call: nodes.Node, worlds: Worlds) -> Iterator[Stray]:
    if not isinstance(call, nodes.Call) or not any(calls(call, one) for one in SECTIONS):
        hint = f"After {{% call %}} stands one of: {', '.join(sorted(SECTIONS))}."
        yield block.lineno, "This {% call %} opens nothing that a topic can have.", hint
        return
    if block.args:
        yield block.lineno, "This {% call %} takes values, which no topic can have.", "Write {% call section(…) %}."
    yield from _arguments(call, worlds)


def _branches(node: nodes.If, worlds: Worlds) -> Iterator[Stray]:
    """Find strays in the variants of a text, each with the places in which it is printed."""
    for arm in arms(node, worlds):
        if arm.test is not None and worlds_of(arm.test) is None:
            reason = "Topics may ask only whether there is a nurse line: a reviewer is shown both ways, and no others."
            yield arm.line, reason, "Write {% if region.nurse_line %} or {% if not region.nurse_line %}."
        if arm.body and not arm.places:
            reason = "A part of this condition can never be printed, so nobody would ever read it."
            yield arm.line, reason, "Leave that part out, or correct the condition."
        else:
            yield from _all(arm.body, arm.places)


def _block(node: nodes.Include) -> Iterator[Stray]:
    match node.template:
        case nodes.Const(value=str(name)) if name.startswith((f"{BLOCKS}/", f"{TOPICS}/")) and name.endswith(SUFFIX):
            if node.ignore_missing or not node.with_context:
                hint = f'Write {{% include "{name}" %}}.'
                yield node.lineno, "A shared block stands in a topic as it is, and is never left out.", hint
        case nodes.Const(value=name):
            hint = f"Shared blocks lie in templates/{BLOCKS}/, and are called “{BLOCKS}/<name>{SUFFIX}”."
            yield node.lineno, f"“{name}” is no shared block.", hint
        case _:
            yield node.lineno, "The name of a shared block must be written out.", "Write it in quotes."


def _arguments(call: nodes.Call, worlds: Worlds) -> Iterator[Stray]:
    """Find strays among the arguments of a macro."""
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        hint = "Write each argument as name=value, such as number=region.emergency."
        yield call.lineno, "Arguments with * or ** hide what is printed.", hint
    for value in call.args:
        yield from _value(value, worlds)
    for one in call.kwargs:
        if one.key == "critical" and not (isinstance(one.value, nodes.Const) and isinstance(one.value.value, bool)):
            yield one.lineno, "critical is not written as it has to be.", "Write critical=true, or leave it out."
        elif one.key == "number" and calls(call, "warning"):
            yield from _number(one.value)
        else:
            yield from _value(one.value, worlds)


def _number(value: nodes.Node) -> Iterator[Stray]:
    """Find a number in the head of a warning that is not the region's; one that is not there is left out by itself."""
    if not (is_of_region(value) and isinstance(value, nodes.Getattr) and value.attr in REGION):
        hint = "Write number=region.emergency or number=region.nurse_line."
        yield value.lineno, "The number of this warning is not the region's.", hint


def _value(value: nodes.Node, worlds: Worlds) -> Iterator[Stray]:
    """Find strays in one value: it is written out, marked for translation, a figure, or the region's."""
    match value:
        case nodes.Const():
            yield from ()
        case nodes.Call() if is_words(value):
            if not value.args or not all(isinstance(one, nodes.Const) for one in value.args):
                yield value.lineno, "Words have to be written out in quotes.", 'Write _("The words.").'
            yield from _arguments(value, worlds)
        case nodes.Call(node=nodes.Name(name=name)) if name not in VOCABULARY:
            yield from ()  # that the name is unknown is told elsewhere
        case nodes.Call(args=[nodes.Const(value=str())], kwargs=[], dyn_args=None, dyn_kwargs=None):
            if not calls(value, "figure"):
                yield _unknown(value)
        case nodes.Getattr(attr=attribute) if is_of_region(value):
            yield from _of_region(attribute, value.lineno, worlds)
        case nodes.Filter(name=name):
            yield value.lineno, f"The filter “|{name}” would change what is printed.", "Leave it out."
        case _:
            yield _unknown(value)


def _of_region(attribute: str, line: int, worlds: Worlds) -> Iterator[Stray]:
    if attribute not in REGION:
        hint = f"Topics may print {' and '.join(f'region.{one}' for one in REGION)}."
        yield line, f"“region.{attribute}” is nothing that topics can print.", hint
    elif attribute == "nurse_line" and False in worlds:
        reason = "Not every place has a nurse line, and this stands outside of its {% if region.nurse_line %}."
        yield line, reason, "Put the statement into {% if region.nurse_line %} … {% else %} … {% endif %}."


def _unknown(node: nodes.Node) -> Stray:
    reason = "This is nothing that a topic can have: only macros, words, figures and the region's numbers."
    line = next((one.lineno for one in (node, *node.find_all(nodes.Node)) if one.lineno), 1)
    return line, reason, "Write each value out, or compare the line with another topic."


def _tag(node: nodes.Node) -> str:
    """Return how a kind of node is written in a template."""
    return {"FilterBlock": "filter", "AssignBlock": "set", "Assign": "set", "FromImport": "from"}.get(
        type(node).__name__, type(node).__name__.lower()
    )


def _loose_text(node: nodes.TemplateData) -> Iterator[Stray]:
    if not node.data.strip():
        return
    line = node.lineno + node.data[: len(node.data) - len(node.data.lstrip())].count("\n")
    text = node.data.strip().splitlines()[0][:50]
    if "<" in text:
        yield line, f"An HTML tag stands in a topic: {text}", "Topics hold words and macros; the layout makes the HTML."
    else:
        hint = "Put them into bullet(…), text(…) or another macro."
        yield line, f"These words stand outside a macro and would not be translated: {text}", hint
