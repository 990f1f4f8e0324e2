"""Finds what a topic cannot have: text that nothing would print, and whatever only running the template would show."""

from collections.abc import Iterator

from jinja2 import nodes

from leaflets.readers.grammar import STATEMENTS, UNREADABLE, calls

Stray = tuple[int, str, str]
"""Line, reason and hint."""


def find_strays(node: nodes.Node) -> Iterator[Stray]:
    """Yield line, reason and hint for everything in a node itself that a topic cannot have."""
    match node:
        case nodes.TemplateData():
            yield from _loose_text(node)
        case nodes.Output():
            yield from _loose_values(node)
        case nodes.Filter(name=name):
            yield node.lineno, f"The filter “|{name}” would change what is printed.", "Leave it out."
        case nodes.Include(template=template) if not isinstance(template, nodes.Const):
            yield node.lineno, "The name of a shared block must be written out.", "Write it in quotes."
        case nodes.Call():
            yield from _hidden_arguments(node)
        case _ if isinstance(node, UNREADABLE):
            reason = f"Topics do without {{% {_tag(node)} %}}: what they say has to be plain to see."
            yield node.lineno, reason, "Write each statement out, or put it into a shared block."


def _tag(node: nodes.Node) -> str:
    """Return how a kind of node is written in a template."""
    return {"FilterBlock": "filter", "AssignBlock": "set", "Assign": "set", "FromImport": "from"}.get(
        type(node).__name__, type(node).__name__.lower()
    )


def _hidden_arguments(call: nodes.Call) -> Iterator[Stray]:
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        hint = "Write each argument as name=value, such as number=region.emergency."
        yield call.lineno, "Arguments with * or ** hide what is printed.", hint
    for one in call.kwargs:
        if one.key == "critical" and not (isinstance(one.value, nodes.Const) and isinstance(one.value.value, bool)):
            yield one.lineno, "critical is not written as it has to be.", "Write critical=true, or leave it out."


def _loose_values(node: nodes.Output) -> Iterator[Stray]:
    for shown in node.nodes:
        hint = "Put the words into bullet(…), text(…) or another macro."
        known = any(calls(shown, one) for one in (*STATEMENTS, "topic"))
        if not known and not isinstance(shown, nodes.TemplateData):
            yield shown.lineno, "This stands outside a macro and would not be printed.", hint


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
