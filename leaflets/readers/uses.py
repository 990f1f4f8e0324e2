"""Where and as what a topic uses each of its messages, and what fills their placeholders there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, nodes

from leaflets.model import MessageKey, TopicSource
from leaflets.readers.grammar import SECTIONS, STATEMENTS, calls, is_of_region, is_true, is_words
from leaflets.readers.messages import find_messages
from leaflets.readers.templates import SUFFIX, TOPICS, parse

WARNING = "warning"
"""The container whose heading is critical as well: it says that there is an emergency."""
TITLE, LEAD, HEADING = "title", "line below the title", "heading"
ROLES: Mapping[str, tuple[str, ...]] = {
    "risk": ("name of a side effect, a heading",),
    "question": ("question, a heading", "answer"),
    "item": ("question of a checklist, with boxes for yes and no", "for staff only: what to do if the answer is yes"),
    "picture": ("read aloud in place of a drawing",),
}
"""What the texts of a statement are, in their order, where translators could not guess it."""


@dataclass(frozen=True)
class Use:
    """One use of a message: its place in the topic, what it is there, and whether no language may drop it.

    `figures` and `regional` say what fills its placeholders: a figure's reference (`F36.soreness`), or a field of the
    clinic's region (`emergency`). `per` is the denominator that the topic's frequencies share.
    """

    key: MessageKey
    place: tuple[str, ...]
    role: str | None
    critical: bool
    figures: Mapping[str, str]
    regional: Mapping[str, str]
    per: int | None

    def __str__(self) -> str:
        """Return it in one line: `side-effects › soreness › sore · critical`."""
        return " · ".join(filter(None, (" › ".join(self.place), "critical" if self.critical else None, self.role)))


def find_uses(environment: Environment, topics: Iterable[TopicSource]) -> Iterator[Use]:
    """Yield every use of every message in topics that were read without fault, in reading order."""
    for topic in topics:
        walk = _Walk(environment, denominator_of(topic))
        yield from walk.template(f"{TOPICS}/{topic.slug}{SUFFIX}", (topic.slug,))


def denominator_of(topic: TopicSource) -> int | None:
    """Return the denominator that a topic's frequencies share, where it has one."""
    per = topic.head.get("per")
    return per if isinstance(per, int) else None


@dataclass(frozen=True)
class _Walk:
    """A walk through one topic and the blocks that it includes."""

    environment: Environment
    per: int | None

    def template(self, name: str, place: tuple[str, ...]) -> Iterator[Use]:
        tree = parse(self.environment, name, [])
        if tree is not None:
            yield from self.visit(tree, place)

    def visit(self, node: nodes.Node, place: tuple[str, ...]) -> Iterator[Use]:
        match node:
            case nodes.Include(template=nodes.Const(value=str(block))):
                yield from self.template(block, place)
            case nodes.CallBlock(call=nodes.Call(node=nodes.Name(name=container)) as call) if container in SECTIONS:
                inside = (*place, _identifier(call) or "key")
                yield from self.texts(call.args[1:], inside, (HEADING,), critical=container == WARNING)
                yield from self.children(node.body, inside)
            case nodes.Call(node=nodes.Name(name="topic")):
                lead = [one.value for one in node.kwargs if one.key == "lead"]
                yield from self.texts([*node.args[:1], *lead], place, (TITLE, LEAD))
            case nodes.Call(node=nodes.Name(name=kind)) if kind in STATEMENTS:
                identifier = _identifier(node) or ""
                critical = is_true(node, "critical")
                yield from self.texts(node.args[1:], (*place, identifier), ROLES.get(kind, ()), critical=critical)
            case _:
                yield from self.children(node.iter_child_nodes(), place)

    def children(self, children: Iterable[nodes.Node], place: tuple[str, ...]) -> Iterator[Use]:
        for child in children:
            yield from self.visit(child, place)

    def texts(
        self, texts: Iterable[nodes.Node], place: tuple[str, ...], roles: tuple[str, ...], *, critical: bool = False
    ) -> Iterator[Use]:
        """Yield the uses in the texts of one statement, heading or topic line."""
        for number, text in enumerate(texts):
            role = roles[number] if number < len(roles) else None
            for call in (text, *text.find_all(nodes.Call)):
                if isinstance(call, nodes.Call) and is_words(call):
                    yield self.use(call, place, role, critical=critical)

    def use(self, call: nodes.Call, place: tuple[str, ...], role: str | None, *, critical: bool) -> Use:
        figures = {one.key: _identifier(one.value) for one in call.kwargs if calls(one.value, "figure")}
        regional = {
            one.key: one.value.attr
            for one in call.kwargs
            if isinstance(one.value, nodes.Getattr) and is_of_region(one.value)
        }
        known = {name: reference for name, reference in figures.items() if reference}
        key = next(key for _, key in find_messages(call))
        return Use(key, place, role, critical, known, regional, self.per)


def _identifier(call: nodes.Node) -> str | None:
    """Return the first argument of a call, where it is written out."""
    first = call.args[0] if isinstance(call, nodes.Call) and call.args else None
    return first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else None
