"""Whether each contraindication of a treatment stands in every topic of it that lists them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from leaflets.errors import Problem
from leaflets.model import Lists, StatementSource, TopicSource
from leaflets.model.evidence import asked_about
from leaflets.names import meant
from leaflets.project.faults import FaultFinding
from leaflets.project.project import Project

Sort = Literal["absolute", "relative"]
SORTS: tuple[Sort, ...] = ("absolute", "relative")
LISTED: Mapping[Lists | None, tuple[Sort, ...]] = {
    "all": SORTS, "absolute": ("absolute",), "relative": ("relative",), "some": (), None: (),
}  # fmt: skip
"""What a topic has to name that says it lists these."""
MANY = 3
"""A topic that names fewer of a sort speaks of one or the other."""


def check_contraindications(project: Project, topic: TopicSource, found: FaultFinding) -> Iterator[Problem]:
    """Find what a topic leaves out that asks for all, or says that it lists them; and whether it may well list them."""
    of_therapy = [fact for fact in project.facts.values() if project.therapy_of(fact) == project.therapy_of(topic)]
    rows = {fact.id: fact.contraindication for fact in of_therapy if fact.contraindication}
    due = {name: sort for name, sort in rows.items() if name not in project.withdrawals}
    items = [statement for statement in topic.statements if statement.kind == "item"]
    asked = {asked_about(item.id, rows) for item in items}
    yield from _check_items((one for one in items if not found.has("fact", asked_about(one.id, rows))), rows)
    for missing in sorted(due.keys() - asked) if items else ():
        hint = f'Add item("{missing}", _("The question?"), _("What staff do."), facts="{missing}").'
        yield Problem(topic.path, f"The contraindication {missing} is not asked about.", hint)
    for missing, sort in sorted(due.items()):
        if sort in LISTED[topic.lists] and missing not in topic.facts and not items:
            hint = f'Name it in a statement, such as bullet("{missing}", _("…"), facts="{missing}", critical=true).'
            reason = f"The contraindication {missing} is not named here, and this topic lists all {sort} ones."
            yield Problem(topic.path, reason, hint)
    if topic.lists is None and not items:
        yield from _check_promise(topic, due)


def _check_items(items: Iterable[StatementSource], rows: Mapping[str, str]) -> Iterator[Problem]:
    """Check that each question of a checklist asks for a contraindication, under its id, and rests on it."""
    for item in items:
        asked = asked_about(item.id, rows)
        if asked not in rows:
            reason = f"“{item.id}” is not a contraindication of the evidence register."
            yield Problem(item.path, reason, meant(item.id, rows), item.line, item.id)
        elif asked not in item.facts:
            reason = f"The item “{item.id}” does not rest on the fact {asked}."
            yield Problem(item.path, reason, f"Add {asked} to its facts.", item.line, item.id)


def _check_promise(topic: TopicSource, due: Mapping[str, str]) -> Iterator[Problem]:
    """Warn of a topic that names most of a sort and does not say whether it means all: a new one would pass it by."""
    for sort in SORTS:
        rows = [name for name, one in due.items() if one == sort]
        named = [name for name in rows if name in topic.facts]
        if len(named) >= MANY and 2 * len(named) > len(rows):
            told = f"This topic names {len(named)} of the {len(rows)} {sort} contraindications"
            reason = f"{told}, and does not say whether it lists all of them."
            hint = f'Add lists="{sort}" to its topic(…) line, or lists="some" if it leaves some out on purpose.'
            yield Problem(topic.path, reason, hint, severity="warning")
