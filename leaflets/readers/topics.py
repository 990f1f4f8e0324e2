"""Reads `templates/topics/`: what a topic says, found in its template without rendering it."""

from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.meta import find_undeclared_variables

from leaflets.errors import Problem
from leaflets.model import MessageKey, StatementSource, TopicSource
from leaflets.readers.messages import GETTEXT, check_source, find_messages
from leaflets.readers.templates import SUFFIX, TOPICS, parse, topic_names

STATEMENTS = {"bullet": 1, "step": 1, "text": 1, "risk": 1, "question": 2}
"""The macros that make a statement, each with the number of texts it takes after its id."""
SECTIONS = ("key_messages", "section", "group", "risks", "warning")
VOCABULARY = frozenset({"topic", "figure", "region", *STATEMENTS, *SECTIONS, *GETTEXT})
"""Every name that a topic may use."""


def read_topics(environment: Environment, problems: list[Problem]) -> dict[str, TopicSource]:
    """Return the topics by slug, shared blocks included."""
    topics: dict[str, TopicSource] = {}
    for name in topic_names(environment):
        topic = _Reading(environment, problems).read(name)
        if topic is not None:
            topics[topic.slug] = topic
    return topics


@dataclass
class _Reading:
    """One walk through one topic and the blocks that it includes."""

    environment: Environment
    problems: list[Problem]
    statements: list[StatementSource] = field(default_factory=list)
    messages: set[MessageKey] = field(default_factory=set)
    titles: list[MessageKey] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def read(self, name: str) -> TopicSource | None:
        before = len(self.problems)
        self.read_template(name, section="")
        if len(self.problems) > before:
            return None
        if len(self.titles) != 1:
            hint = 'Begin the template with {{ topic(_("Title"), lead=_("…"), version="1.0", dated="2026-01-31") }}.'
            self.add(name, None, "A topic needs exactly one topic(…) line.", hint)
            return None
        slug = name.removeprefix(f"{TOPICS}/").removesuffix(SUFFIX)
        return TopicSource(slug, f"templates/{name}", self.titles[0], tuple(self.statements), frozenset(self.messages))

    def add(self, name: str, line: int | None, reason: str, hint: str) -> None:
        self.problems.append(Problem(f"templates/{name}", reason, hint, line))

    def read_template(self, name: str, section: str) -> None:
        tree = parse(self.environment, name, self.problems)
        if tree is None:
            return
        self.check_names(name, tree)
        for line, key in find_messages(tree):
            self.messages.add(key)
            check_source(key, f"templates/{name}", line, self.problems)
        self.visit(name, tree, section)

    def check_names(self, name: str, tree: nodes.Template) -> None:
        for unknown in sorted(find_undeclared_variables(tree) - VOCABULARY):
            lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == unknown]
            hint = f"Topics may use: {', '.join(sorted(VOCABULARY - set(GETTEXT)))} and _( )."
            self.add(name, min(lines, default=None), f"“{unknown}” is not a name that topics can use.", hint)

    def visit(self, name: str, node: nodes.Node, section: str) -> None:
        """Walk in reading order, carrying the section that encloses a node."""
        match node:
            case nodes.TemplateData():
                self.check_loose_text(name, node)
            case nodes.Filter(name="safe"):
                self.add(name, node.lineno, "“|safe” would let markup through.", "Leave it out.")
            case nodes.Include(template=nodes.Const(value=str(block))):
                self.include(name, node, block, section)
                return
            case nodes.CallBlock(call=nodes.Call(node=nodes.Name(name=container)) as call) if container in SECTIONS:
                inner = "key" if container == "key_messages" else self.literal(name, call, 0, "id") or ""
                self.children(name, node, f"{section}/{inner}".strip("/"))
                return
            case nodes.If():
                self.branches(name, node, section)
                return
            case nodes.Call(node=nodes.Name(name="topic")):
                self.titles.extend(key for _, key in list(find_messages(node))[:1])
            case nodes.Call(node=nodes.Name(name=kind)) if kind in STATEMENTS:
                self.statement(name, node, kind, section)
        self.children(name, node, section)

    def children(self, name: str, node: nodes.Node, section: str) -> None:
        for child in node.iter_child_nodes():
            self.visit(name, child, section)

    def branches(self, name: str, node: nodes.If, section: str) -> None:
        """Visit the variants of a text; a statement may stand in each of them under one id."""
        before = set(self.ids)
        after = set(before)
        others: list[list[nodes.Node]] = [[other] for other in node.elif_]
        branches = [node.body, *others, node.else_]
        for branch in branches:
            self.ids = set(before)
            for child in branch:
                self.visit(name, child, section)
            after |= self.ids
        self.ids = after

    def check_loose_text(self, name: str, node: nodes.TemplateData) -> None:
        if not node.data.strip():
            return
        offset = node.data[: len(node.data) - len(node.data.lstrip())].count("\n")
        text = node.data.strip().splitlines()[0][:50]
        if "<" in text:
            reason = f"An HTML tag stands in a topic: {text}"
            self.add(name, node.lineno + offset, reason, "Topics hold words and macros; the layout makes the HTML.")
        else:
            reason = f"These words stand outside a macro and would not be translated: {text}"
            self.add(name, node.lineno + offset, reason, "Put them into bullet(…), text(…) or another macro.")

    def include(self, name: str, node: nodes.Include, block: str, section: str) -> None:
        try:
            self.read_template(block, section)
        except TemplateNotFound:
            self.add(name, node.lineno, f"The shared block “{block}” does not exist.", "Correct its name.")

    def statement(self, name: str, call: nodes.Call, kind: str, section: str) -> None:
        identifier = self.literal(name, call, 0, "id")
        if identifier is None:
            return
        self.check_texts(name, call, kind)
        if not section:
            hint = 'Put it between {% call section("id", _("Heading")) %} and {% endcall %}.'
            self.add(name, call.lineno, f"The statement “{identifier}” stands outside a section.", hint)
        if identifier in self.ids:
            reason = f"Two statements of this topic have the id “{identifier}”."
            self.add(name, call.lineno, reason, "Give one of them another id.")
        self.ids.add(identifier)
        figures = [self.literal(name, one, 0, "figure") for one in call.find_all(nodes.Call) if _calls(one, "figure")]
        figures.append(self.keyword(name, call, "figure"))
        source = StatementSource(
            id=identifier,
            kind=kind,
            path=f"templates/{name}",
            line=call.lineno,
            section=section,
            critical=_is_true(call, "critical"),
            facts=tuple((self.keyword(name, call, "facts") or "").split()),
            figures=tuple(figure for figure in figures if figure),
            messages=tuple(key for _, key in find_messages(call)),
        )
        if not source.facts:
            hint = 'Add facts="F36" with the ids of the evidence register.'
            self.add(name, call.lineno, f"The statement “{identifier}” rests on no fact.", hint)
        self.statements.append(source)

    def check_texts(self, name: str, call: nodes.Call, kind: str) -> None:
        texts = call.args[1 : 1 + STATEMENTS[kind]]
        if len(texts) < STATEMENTS[kind] or not all(any(_calls(text, one) for one in GETTEXT) for text in texts):
            hint = f'Write {kind}("id", _("The words."), facts="F36").'
            self.add(name, call.lineno, f"The words of this {kind} are not marked for translation.", hint)

    def literal(self, name: str, call: nodes.Call, index: int, what: str) -> str | None:
        value = call.args[index] if len(call.args) > index else None
        return self.text_of(name, call, value, what)

    def keyword(self, name: str, call: nodes.Call, key: str) -> str | None:
        value = next((one.value for one in call.kwargs if one.key == key), None)
        return None if value is None else self.text_of(name, call, value, key)

    def text_of(self, name: str, call: nodes.Call, value: Any, what: str) -> str | None:
        if isinstance(value, nodes.Const) and isinstance(value.value, str):
            return value.value
        self.add(name, call.lineno, f"The {what} must be written out in quotes.", 'Write it as "text".')
        return None


def _calls(node: nodes.Node, function: str) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == function


def _is_true(call: nodes.Call, key: str) -> bool:
    return any(one.key == key and isinstance(one.value, nodes.Const) and one.value.value is True for one in call.kwargs)
