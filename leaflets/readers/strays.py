"""Finds what stands in a topic where nothing would print or translate it."""

from collections.abc import Iterator

from jinja2 import nodes

from leaflets.readers.grammar import STATEMENTS, calls


def find_strays(node: nodes.TemplateData | nodes.Output) -> Iterator[tuple[int, str, str]]:
    """Yield line, reason and hint for text outside macros, and for what is put out but is no statement."""
    if isinstance(node, nodes.TemplateData):
        yield from _loose_text(node)
        return
    for shown in node.nodes:
        hint = "Put the words into bullet(…), text(…) or another macro."
        known = any(calls(shown, one) for one in (*STATEMENTS, "topic"))
        if not known and not isinstance(shown, nodes.TemplateData):
            yield shown.lineno, "This stands outside a macro and would not be printed.", hint


def _loose_text(node: nodes.TemplateData) -> Iterator[tuple[int, str, str]]:
    if not node.data.strip():
        return
    line = node.lineno + node.data[: len(node.data) - len(node.data.lstrip())].count("\n")
    text = node.data.strip().splitlines()[0][:50]
    if "<" in text:
        yield line, f"An HTML tag stands in a topic: {text}", "Topics hold words and macros; the layout makes the HTML."
    else:
        hint = "Put them into bullet(…), text(…) or another macro."
        yield line, f"These words stand outside a macro and would not be translated: {text}", hint
