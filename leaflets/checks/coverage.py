"""What can be wrong with the subjects that a project's own folder says are answered."""

from collections.abc import Collection, Iterator

from leaflets.errors import Problem
from leaflets.evidence.coverage import COVERAGE_PATH, own_subjects
from leaflets.model import Subject
from leaflets.names import meant
from leaflets.project import Project


def check_coverage(project: Project) -> Iterator[Problem]:
    """Find subjects that nothing answers, and answers that are not there.

    Only those of the project's own folder: its topics may well say less than the program's that they replace.
    """
    problems: list[Problem] = []
    subjects = own_subjects(project, problems)
    yield from problems
    known = {f"{topic.slug}/{one.id}" for topic in project.topics.values() for one in topic.statements}
    for subject in subjects.values():
        yield from _unknown_statements(subject, known, project.faults.names("topic"))
        if subject.refused and subject.refused not in project.claims.keys() | project.faults.names("claim"):
            reason = f"No claim has the id “{subject.refused}”."
            yield Problem(COVERAGE_PATH, reason, meant(subject.refused, project.claims), key=f"{subject.id}.refused")


def _unknown_statements(subject: Subject, known: Collection[str], faulty: Collection[str]) -> Iterator[Problem]:
    """Find statements that are named and are not there; what a topic with faults says cannot be known."""
    for statement in subject.statements:
        topic, slash, _ = statement.partition("/")
        if statement not in known and topic not in faulty:
            alike = {one for one in known if one.partition("/")[0] == topic}
            hint = meant(statement, alike or known) if slash else "Write topic/statement, such as “questions/hurt”."
            reason = f"No statement is called “{statement}”."
            yield Problem(COVERAGE_PATH, reason, hint, key=f"{subject.id}.statements")
