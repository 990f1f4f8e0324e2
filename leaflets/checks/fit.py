"""Whether what is a clinic's own fits its places on the page: measured on the page itself, as a build does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from leaflets.composition import Probes
from leaflets.composition.slots import is_roomy, longest_in
from leaflets.errors import Problem
from leaflets.model import Clinic, Failed
from leaflets.project import Project
from leaflets.typesetting import seal, typeset


def check_fit(project: Project) -> Iterator[Problem]:
    """Find what does not fit the masthead, the foot, the contact card or the imprint of each clinic's sheets."""
    seal(project.fonts.all_folders)
    probes = Probes(project)
    for clinic in project.clinics.values():
        yield from misfits(project, probes, clinic)


def unmeasured(project: Project) -> Iterator[Problem]:
    """Find what keeps a clinic's sheets from being measured, for where nothing else has told it."""
    probes = Probes(project)
    for clinic in project.clinics.values():
        for probe in (probes.probe(clinic, language) for language in clinic.languages):
            yield from probe.problems if isinstance(probe, Failed) else ()


def _own_first(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return what is wrong in the places of a clinic; if that is nothing, what is wrong around them.

    What runs over its place, or has taller letters than its line, moves the lines below, which then touch.
    """
    return [one for one in problems if one.key] or problems


def misfits(project: Project, probes: Probes, clinic: Clinic) -> Iterator[Problem]:
    """Find what does not fit on the sheets of a clinic; each place is told once, for the first language that has it."""
    seen: set[str | None] = set()
    for language in clinic.languages[:1] if is_roomy(clinic) else clinic.languages:
        probe = probes.probe(clinic, language)
        outcome = None if isinstance(probe, Failed) else typeset(probe)  # what keeps it from that is told elsewhere
        for problem in _own_first(outcome.problems) if isinstance(outcome, Failed) else ():
            own, known = project.clinic_file(clinic), problem.key or problem.reason
            if known not in seen:
                where = f"On sheets in {project.languages[language].name}: " if problem.path == own else ""
                key = longest_in(problem.key, clinic, project.languages[language].lineage) if problem.key else None
                file = project.clinic_file(clinic, key or "")
                yield replace(problem, path=file, key=key, reason=f"{where}{problem.reason}")
            seen.add(known)
