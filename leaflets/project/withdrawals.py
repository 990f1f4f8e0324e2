"""What was withdrawn, and the facts that do not stand because of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from leaflets.errors import Problem
from leaflets.folders import EVIDENCE
from leaflets.model import Fact, Withdrawal
from leaflets.names import meant
from leaflets.project.faults import FaultFinding, resting_on
from leaflets.project.project import FACTS_PATH, WITHDRAWN_FILE, Project

WITHDRAWN_PATH = f"{EVIDENCE}/{WITHDRAWN_FILE}"


@dataclass(frozen=True)
class Fallen:
    """A fact that does not stand: it was withdrawn itself, or one of its sources was.

    `left` are its other sources, as far as they hold; `by` is what takes the place of the withdrawn thing today.
    """

    fact: Fact
    withdrawal: Withdrawal
    left: tuple[str, ...]
    by: str | None

    @property
    def is_fact(self) -> bool:
        """Whether the fact itself was withdrawn."""
        return self.withdrawal.id == self.fact.id

    @property
    def why(self) -> str:
        """Why it does not stand, as a sentence without its full stop."""
        if self.is_fact:
            return f"{self.fact.id} {self.withdrawal.told}"
        return f"{self.fact.id} rests on {self.withdrawal.id}, which {self.withdrawal.told}"

    @property
    def problem(self) -> Problem:
        """What to tell about it, and what to do."""
        place = (WITHDRAWN_PATH, self.fact.id) if self.is_fact else (FACTS_PATH, f"{self.fact.id}.sources")
        return Problem(place[0], f"{self.why}. {self._support}".strip(), self._hint, key=place[1])

    @property
    def _support(self) -> str:
        """Whether anything else carries the fact; nobody but a person can tell whether that is enough."""
        if self.is_fact:
            return ""
        others = f"still has {', '.join(self.left)}" if self.left else "has no other source, so nothing carries it"
        return f"This fact {others}."

    @property
    def _hint(self) -> str:
        fact, gone, by = self.fact.id, self.withdrawal.id, self.by
        impact = f"To see what rests on it: leaflets evidence impact {fact}"
        if self.is_fact:
            other = f"on {by}" if by else "on another fact"
            return f"Let its statements rest {other}, or take them out. {impact}"
        dates = "and set checked and due"
        if by and by not in self.fact.sources:
            return f"Read {by}. If it carries the fact, name it in sources in place of {gone}, {dates}. {impact}"
        if self.left:
            alone = "Read whether what is left carries the fact and each of its figures"
            return f"{alone}. If so, take {gone} out of its sources, {dates}; if not, find another. {impact}"
        return f"Find a source that carries it and name it in place of {gone}, {dates}; or withdraw the fact. {impact}"


def fallen_of(project: Project, facts: Iterable[Fact]) -> Iterator[Fallen]:
    """Yield why facts do not stand. One that names a withdrawn source does not until somebody took it out of it."""
    gone = project.withdrawals
    for fact in facts if gone else ():
        left = tuple(one for one in fact.sources if one not in gone)
        for one in (gone[name] for name in (fact.id, *fact.sources) if name in gone):
            yield Fallen(fact, one, left, _heir(project, one))


def _heir(project: Project, withdrawal: Withdrawal) -> str | None:
    """Return what takes the place of a withdrawn thing, over others that were withdrawn since; None for nothing."""
    seen, by = {withdrawal.id}, withdrawal.by
    while by is not None and by in project.withdrawals and by not in seen:
        seen.add(by)
        by = project.withdrawals[by].by
    return None if by in seen else by


def fallen_beneath(project: Project, topic: str) -> tuple[Fallen, ...]:
    """Return why facts do not stand that a topic rests on, those that its figures are rounded from included."""
    return tuple(fallen_of(project, _facts_beneath(project, (topic,))))


def fallen_in_print(project: Project) -> tuple[Fallen, ...]:
    """Return why facts do not stand that any topic rests on."""
    return tuple(fallen_of(project, _facts_beneath(project, project.topics)))


def withdrawal_warnings(project: Project, topics: Iterable[str]) -> list[Problem]:
    """Return why facts do not stand that these topics rest on, as warnings: their leaflets are drafts."""
    facts = _facts_beneath(project, (one for one in topics if one in project.topics))
    return [replace(one.problem, severity="warning") for one in fallen_of(project, facts)]


def _facts_beneath(project: Project, topics: Iterable[str]) -> list[Fact]:
    """Return the facts that topics rest on, by id; those that cannot be read are told apart."""
    named = {fact for topic in topics for fact in project.topics[topic].facts}
    names = sorted({thing.name for thing in resting_on(project.facts, named)})
    return [project.facts[name] for name in names if name in project.facts]


def sort_faults(project: Project, problems: Iterable[Problem], found: FaultFinding) -> None:
    """Note what is wrong with entries: the fault of what they name, since it may be withdrawn."""
    for problem in problems:
        named = [one for one in _known(project) if f"{problem.key}.".startswith(f"{one}.")]
        if problem.key is None:
            found.shared.append(problem)
        elif named:
            _add(project, max(named, key=len), problem, found)
        else:
            found.add("withdrawal", problem.key, [problem])


def check_withdrawals(project: Project, found: FaultFinding) -> None:
    """Find entries that name nothing, and those in whose place something is named that is not here."""
    known = _known(project)
    for one in project.withdrawals.values():
        if one.id not in known and not (found.has("fact", one.id) or found.has("source", one.id)):
            reason = f"No fact and no source has the id “{one.id}”, so nobody can tell what was withdrawn."
            found.add("withdrawal", one.id, [Problem(WITHDRAWN_PATH, reason, meant(one.id, known), key=one.id)])
        elif one.by is not None and one.by not in known:
            reason = f"No fact and no source has the id “{one.by}”."
            _add(project, one.id, Problem(WITHDRAWN_PATH, reason, meant(one.by, known), key=f"{one.id}.by"), found)


def _known(project: Project) -> list[str]:
    return [*project.facts, *project.sources]


def _add(project: Project, name: str, problem: Problem, found: FaultFinding) -> None:
    if name in project.facts:
        found.add("fact", name, [problem])
    if name in project.sources:
        found.add("source", name, [problem])
