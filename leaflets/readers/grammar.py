"""The small vocabulary of topics: what it holds, what may stand where, and how to know it in a syntax tree."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import nodes

from leaflets.model import SectionSource
from leaflets.readers.messages import GETTEXT, find_messages

STATEMENTS = {"bullet": 1, "step": 1, "text": 1, "risk": 1, "question": 2, "item": 2, "picture": 1, "bar": 1}
"""The macros that make a statement, each with the number of texts it takes after its id."""
HOLDS = {
    "key_messages": {"bullet", "picture"},
    "section": {"bullet", "step", "text", "question", "group", "picture", "bar"},
    "group": {"bullet", "step", "text"},
    "risks": {"risk", "text"},
    "checklist": {"item"},
    "warning": {"bullet", "text", "picture"},
}
"""What may stand in each container, so that no layout ever leaves a statement out. All but groups stand at the top."""
SECTIONS = tuple(HOLDS)
UNREADABLE = (
    nodes.For, nodes.Macro, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.Assign, nodes.AssignBlock,
    nodes.With, nodes.FilterBlock, nodes.ScopedEvalContextModifier,
)  # fmt: skip
"""What topics do without: a statement has to be found, and reviewed, without running the template."""
REGION = ("emergency", "nurse_line")
"""The values of the region that topics may print."""
Worlds = frozenset[bool]
"""The kinds of places that a part of a topic is printed in: True is one with a nurse line. A reading shows both."""
EVERYWHERE: Worlds = frozenset({True, False})
MOST_DENIED = 10
"""How many earlier variants of one condition are said of a later one; no topic that is read has more than two."""
VOCABULARY = frozenset({"topic", "figure", "region", *STATEMENTS, *SECTIONS, *GETTEXT})
"""Every name that a topic may use."""


def calls(node: nodes.Node, function: str) -> bool:
    """Tell whether a node calls a function by this name."""
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == function


def is_words(node: nodes.Node | None) -> bool:
    """Tell whether a node is a text that is marked for translation."""
    return node is not None and any(calls(node, one) for one in GETTEXT)


def is_true(call: nodes.Call, key: str) -> bool:
    """Tell whether a call has this keyword set to true."""
    return any(one.key == key and isinstance(one.value, nodes.Const) and one.value.value is True for one in call.kwargs)


def as_said(node: nodes.Node) -> str:
    """Return what fills a placeholder or decides a variant: `F36.soreness`, `not region.nurse_line`."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
            return f"{name}.{attribute}"
        case nodes.Call(node=nodes.Name(name="figure"), args=[nodes.Const(value=reference)]):
            return str(reference)
        case nodes.Not(node=inner):
            return f"not {as_said(inner)}"
        case nodes.And(left=left, right=right):
            return f"({as_said(left)} and {as_said(right)})"
        case nodes.Or(left=left, right=right):
            return f"({as_said(left)} or {as_said(right)})"
    return repr(node)


def is_of_region(node: nodes.Node) -> bool:
    """Tell whether a node is a value of the region, such as `region.emergency`."""
    return isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "region"


def worlds_of(condition: nodes.Node) -> Worlds | None:
    """Return where a condition holds; None for one that a topic may not ask, since a reading would not show it."""
    match condition:
        case nodes.Getattr(node=nodes.Name(name="region"), attr="nurse_line"):
            return frozenset({True})
        case nodes.Not(node=inner):
            found = worlds_of(inner)
            return None if found is None else EVERYWHERE - found
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            first, second = worlds_of(left), worlds_of(right)
            if first is None or second is None:
                return None
            return first & second if isinstance(condition, nodes.And) else first | second
    return None


class Arm(NamedTuple):
    """One variant of a condition: its line, what is asked in it, what is said of it, and where it is printed."""

    line: int
    test: nodes.Node | None
    said: list[str]
    places: Worlds
    body: list[nodes.Node]


def arms(condition: nodes.If, worlds: Worlds) -> Iterator[Arm]:
    """Yield the variants of a condition that stands in some places: if, each elif, and else where there is one."""
    denied: list[str] = []
    for one in (condition, *condition.elif_):
        held, said = worlds_of(one.test), as_said(one.test)
        yield Arm(one.lineno, one.test, [*denied, said], worlds if held is None else worlds & held, one.body)
        if held is None or worlds & held:
            denied = [*denied, f"not {said}"][-MOST_DENIED:]
        worlds = worlds if held is None else worlds - held
    if condition.else_:
        yield Arm(condition.lineno, None, denied, worlds, condition.else_)


def section_source(call: nodes.Call, identifier: str, kind: str, say: str | None) -> SectionSource:
    """Return what the call that opens a section says of it."""
    title = next((key for _, key in find_messages(call)), None)
    number = next((as_said(one.value) for one in call.kwargs if one.key == "number"), None)
    return SectionSource(identifier, kind, title, number, say)


def fillings_of(call: nodes.Call) -> tuple[tuple[str, str], ...]:
    """Return what fills the placeholders of a statement's texts."""
    texts = [text for text in call.args[1:] if isinstance(text, nodes.Call)]
    return tuple((one.key, as_said(one.value)) for text in texts for one in text.kwargs)
