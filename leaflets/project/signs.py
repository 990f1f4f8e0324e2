"""One sign, one urgency: a box of warning signs holds only signs that are as urgent as the box says."""

from collections import Counter
from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.model import StatementSource, TopicSource
from leaflets.project.project import Project


def check_signs(project: Project, topic: TopicSource) -> Iterator[Problem]:
    """Find signs in a box of another urgency: a reader would meet one sign with two answers to what to do."""
    for box in (section.id for section in topic.sections if section.kind == "warning"):
        signs = [
            (statement, fact, urgency)
            for statement in topic.statements
            if statement.section.partition("/")[0] == box
            for fact, urgency in _urgencies(project, statement)
        ]
        if not signs:
            continue
        usual = Counter(urgency for _, _, urgency in signs).most_common(1)[0][0]
        for statement, fact, urgency in signs:
            if urgency != usual:
                reason = f"{fact} is a sign for “{urgency}”, and stands in a box of signs for “{usual}”."
                hint = "Move it to the box of its urgency, or correct the urgency of the fact."
                yield Problem(statement.path, reason, hint, statement.line, statement.id)


def _urgencies(project: Project, statement: StatementSource) -> Iterator[tuple[str, str]]:
    for name in statement.facts:
        fact = project.facts.get(name)
        if fact is not None and fact.urgency is not None:
            yield name, fact.urgency
