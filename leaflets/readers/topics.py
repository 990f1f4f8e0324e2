"""Reads `templates/topics/`: what a topic says, found in its template without rendering it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jinja2 import Environment, TemplateNotFound, nodes

from leaflets.errors import Problem
from leaflets.model import Lists, MessageKey, SectionSource, StatementSource, TopicSource
from leaflets.readers.grammar import (
    EVERYWHERE,
    HOLDS,
    SECTIONS,
    STATEMENTS,
    UNREADABLE,
    Worlds,
    arms,
    calls,
    fillings_of,
    is_of_region,
    is_true,
    is_words,
    section_source,
)
from leaflets.readers.heads import EXAMPLE, head_faults, head_of, lists_of, therapy_of
from leaflets.readers.messages import check_source, find_messages
from leaflets.readers.strays import find_strays, unknown_names
from leaflets.readers.templates import SUFFIX, TOPICS, parse, text_of, topic_names

MOST_BLOCKS = 50
"""How many shared blocks a topic may include, those that blocks include counted as well."""


def read_topics(environment: Environment, problems: list[Problem]) -> dict[str, TopicSource]:
    """Return the topics by slug, shared blocks included."""
    topics: dict[str, TopicSource] = {}
    for name in topic_names(environment):
        topic = read_topic(environment, name, problems)
        if topic is not None:
            topics[topic.slug] = topic
    return topics


def read_topic(environment: Environment, name: str, problems: list[Problem]) -> TopicSource | None:
    """Return the topic of a template with the blocks that it includes; None after adding its problems."""
    known = _KNOWN.get(name)
    if known is None or not known.holds(environment):
        reading = _Reading(environment, [])
        known = _Known(reading.read(name), tuple(reading.problems), reading.texts)
        _KNOWN[name] = known
    problems += known.problems
    return known.topic


class _Known(NamedTuple):
    """What reading a topic brought, and the texts of all templates that it was read from."""

    topic: TopicSource | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, str | None]

    def holds(self, environment: Environment) -> bool:
        """Tell whether all of these templates say the same now."""
        return all(text is not None and text == text_of(environment, name) for name, text in self.texts.items())


_KNOWN: dict[str, _Known] = {}
"""The last reading of each topic: a topic is walked again when one of its texts is another."""


@dataclass
class _Reading:
    """One walk through one topic and the blocks that it includes."""

    environment: Environment
    problems: list[Problem]
    statements: list[StatementSource] = field(default_factory=list)
    messages: set[MessageKey] = field(default_factory=set)
    titles: list[MessageKey] = field(default_factory=list)
    head: dict[str, str | int] = field(default_factory=dict)
    lists: Lists | None = None
    therapy: str | None = None
    sections: list[SectionSource] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    inside: list[str] = field(default_factory=list)
    reading: list[str] = field(default_factory=list)
    worlds: Worlds = EVERYWHERE
    blocks: int = 0
    texts: dict[str, str | None] = field(default_factory=dict)

    def read(self, name: str) -> TopicSource | None:
        before = len(self.problems)
        self.read_template(name, section="")
        if len(self.problems) > before:
            return None
        if not self.titles:
            self.add(name, None, "A topic needs exactly one topic(…) line.", f"Begin the template with {EXAMPLE}.")
            return None
        slug = name.removeprefix(f"{TOPICS}/").removesuffix(SUFFIX)
        return TopicSource(
            slug=slug,
            path=f"templates/{name}",
            title=self.titles[0],
            statements=tuple(self.statements),
            messages=frozenset(self.messages),
            head=self.head,
            sections=tuple(self.sections),
            lists=self.lists,
            therapy=self.therapy,
        )

    def add(self, name: str, line: int | None, reason: str, hint: str) -> None:
        self.problems.append(Problem(f"templates/{name}", reason, hint, line))

    def read_template(self, name: str, section: str) -> None:
        self.texts[name] = text_of(self.environment, name)
        tree = parse(self.environment, name, self.problems)
        if tree is None:
            return
        self.reading.append(name)
        for line, reason, hint in (*unknown_names(tree), *find_strays(tree, self.worlds)):
            self.add(name, line, reason, hint)
        for line, key in find_messages(tree):
            self.messages.add(key)
            check_source(key, f"templates/{name}", line, self.problems)
        self.visit(name, tree, section)
        self.reading.pop()

    def visit(self, name: str, node: nodes.Node, section: str) -> None:
        """Walk in reading order, carrying the section that encloses a node."""
        match node:
            case nodes.Include(template=nodes.Const(value=str(block))):
                self.include(name, node, block, section)
                return
            case nodes.CallBlock(call=nodes.Call(node=nodes.Name(name=container)) as call) if container in SECTIONS:
                self.container(name, node, call, container, section)
                return
            case _ if isinstance(node, UNREADABLE):
                return
            case nodes.If():
                self.branches(name, node, section)
                return
            case nodes.Call(node=nodes.Name(name="topic")):
                self.topic(name, node)
            case nodes.Call(node=nodes.Name(name=kind)) if kind in STATEMENTS:
                self.statement(name, node, kind, section)
        self.children(name, node, section)

    def container(self, name: str, node: nodes.CallBlock, call: nodes.Call, container: str, section: str) -> None:
        """Visit a section or a group, after checking that it may stand here and has a title and something in it."""
        identifier = "key" if container == "key_messages" else self.literal(name, call, 0, "id") or ""
        self.check_place(name, call, container)
        if container != "key_messages" and not (len(call.args) > 1 and is_words(call.args[1])):
            hint = f'Write {container}("id", _("Title")).'
            self.add(name, call.lineno, f"The title of this {container} is not marked for translation.", hint)
        say = self.keyword(name, call, "say")
        if say and any(character.isdigit() for character in say):
            self.add(name, call.lineno, f"A digit stands in the words “{say}”.", "Say it without a number.")
        before, faults = len(self.statements), len(self.problems)
        self.sections.append(section_source(call, identifier, container, say))
        self.inside.append(container)
        self.children(name, node, f"{section}/{identifier}".strip("/"))
        self.inside.pop()
        kinds = {statement.kind for statement in self.statements[before:]}
        if len(self.problems) > faults:
            return  # what a fault hides is not missing
        if not kinds:
            self.add(name, call.lineno, f"This {container} is empty.", "Put a statement into it, or leave it out.")
        if container == "warning" and "text" not in kinds:
            hint = "Begin it with text(…) that says whom to call."
            self.add(name, call.lineno, "This warning does not say what to do.", hint)

    def check_place(self, name: str, call: nodes.Call, kind: str) -> None:
        """Check that a statement, section or group may stand where it does."""
        around = self.inside[-1] if self.inside else None
        allowed = HOLDS[around] if around else set(SECTIONS) - {"group"}
        if kind not in allowed:
            where = f"in {around}" if around else "outside a section"
            hint = f"There may stand: {', '.join(sorted(allowed))}."
            self.add(name, call.lineno, f"“{kind}” cannot stand {where}, because it would not be printed.", hint)

    def children(self, name: str, node: nodes.Node, section: str) -> None:
        for child in node.iter_child_nodes():
            self.visit(name, child, section)

    def topic(self, name: str, call: nodes.Call) -> None:
        """Note the title, after checking that title and lead are translated and the rest can be read."""
        self.titles.extend(key for _, key in list(find_messages(call))[:1])
        if len(self.titles) > 1:
            self.add(name, call.lineno, "A topic needs exactly one topic(…) line.", "Leave this one out.")
        if self.inside or self.conditions:
            reason = "The topic(…) line stands in a section or a condition, so that a leaflet could be without it."
            self.add(name, call.lineno, reason, f"Write it once, before all else: {EXAMPLE}.")
        for reason, hint in head_faults(call):
            self.add(name, call.lineno, reason, hint)
        self.head |= head_of(call)
        self.lists, self.therapy = lists_of(call), therapy_of(call)

    def branches(self, name: str, node: nodes.If, section: str) -> None:
        """Visit the variants of a text; a statement may stand in each of them under one id."""
        before, worlds, after = set(self.ids), self.worlds, set(self.ids)
        around = len(self.conditions)
        for arm in arms(node, worlds):
            self.ids, self.worlds = set(before), arm.places
            self.conditions += arm.said
            for child in arm.body:
                self.visit(name, child, section)
            del self.conditions[around:]
            after |= self.ids
        self.ids, self.worlds = after, worlds

    def include(self, name: str, node: nodes.Include, block: str, section: str) -> None:
        self.blocks += 1
        if block in self.reading or self.blocks > MOST_BLOCKS:
            why = "includes itself" if block in self.reading else f"is one of more than {MOST_BLOCKS}"
            self.add(name, node.lineno, f"The shared block “{block}” {why}.", "Leave this include out.")
            return
        try:
            self.read_template(block, section)
        except TemplateNotFound:
            self.add(name, node.lineno, f"The shared block “{block}” does not exist.", "Correct its name.")

    def statement(self, name: str, call: nodes.Call, kind: str, section: str) -> None:
        identifier = self.literal(name, call, 0, "id")
        if identifier is None:
            return
        self.check_texts(name, call, kind)
        self.check_place(name, call, kind)
        if identifier in self.ids:
            reason = f"Two statements of this topic have the id “{identifier}”."
            self.add(name, call.lineno, reason, "Give one of them another id.")
        self.ids.add(identifier)
        figures = [self.literal(name, one, 0, "figure") for one in call.find_all(nodes.Call) if calls(one, "figure")]
        figures.append(self.keyword(name, call, "figure"))
        source = StatementSource(
            id=identifier,
            kind=kind,
            path=f"templates/{name}",
            line=call.lineno,
            section=section,
            critical=is_true(call, "critical"),
            facts=tuple((self.keyword(name, call, "facts") or "").split()),
            figures=tuple(figure for figure in figures if figure),
            messages=tuple(key for _, key in find_messages(call)),
            fillings=fillings_of(call),
            when=tuple(self.conditions),
        )
        if not source.facts:
            hint = 'Add facts="F36" with the ids of the evidence register.'
            self.add(name, call.lineno, f"The statement “{identifier}” rests on no fact.", hint)
        self.statements.append(source)

    def check_texts(self, name: str, call: nodes.Call, kind: str) -> None:
        texts = call.args[1 : 1 + STATEMENTS[kind]]
        for text in texts:
            self.check_placeholders(name, text)
        if len(texts) < STATEMENTS[kind] or not all(is_words(text) for text in texts):
            hint = f'Write {kind}("id", _("The words."), facts="F36").'
            self.add(name, call.lineno, f"The words of this {kind} are not marked for translation.", hint)

    def check_placeholders(self, name: str, text: nodes.Node) -> None:
        """Check that what fills a placeholder is a figure or the region's: anything else would be English for ever."""
        for one in text.kwargs if isinstance(text, nodes.Call) else ():
            if not calls(one.value, "figure") and not is_of_region(one.value):
                hint = 'Fill it with figure("F36.soreness") or region.emergency.'
                self.add(name, one.lineno, f"The placeholder {one.key} is filled with words of its own.", hint)

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
