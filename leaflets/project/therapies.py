"""Whether what a topic says is said of its own treatment: no sheet speaks of another one by mistake."""

from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.folders import EVIDENCE, TEMPLATES
from leaflets.model import TopicSource
from leaflets.names import meant
from leaflets.project.faults import FaultFinding, Thing
from leaflets.project.project import FACTS_PATH, THERAPIES_FILE, Project
from leaflets.readers.templates import BLOCKS, MOTIFS, SUFFIX_OF_PICTURES


def check_therapies(project: Project, found: FaultFinding) -> None:
    """Find therapies that nothing draws, and contraindications of therapies that are not there."""
    motifs = [one for one in project.environment.list_templates() if one.startswith(f"{MOTIFS}/")]
    for therapy in project.therapies.values():
        if f"{MOTIFS}/{therapy.motif}{SUFFIX_OF_PICTURES}" not in motifs:
            known = [one.removeprefix(f"{MOTIFS}/").removesuffix(SUFFIX_OF_PICTURES) for one in motifs]
            reason = f"The ornament {TEMPLATES}/{MOTIFS}/{therapy.motif}{SUFFIX_OF_PICTURES} does not exist."
            hint, key = meant(therapy.motif, known), f"{therapy.id}.motif"
            found.add("therapy", therapy.id, [Problem(f"{EVIDENCE}/{THERAPIES_FILE}", reason, hint, key=key)])
    for fact in project.facts.values():
        if fact.therapy and not _is_known(project, fact.therapy, found):
            reason, hint = f"No therapy is called “{fact.therapy}”.", meant(fact.therapy, project.therapies)
            found.add("fact", fact.id, [Problem(FACTS_PATH, reason, hint, key=f"{fact.id}.therapy")])


def check_therapy(project: Project, topic: TopicSource, found: FaultFinding) -> Iterator[Problem]:
    """Find a topic of a therapy that is not there, and one that includes blocks of another therapy."""
    own = project.therapy_of(topic)
    found.pass_on(Thing("therapy", own), Thing("topic", topic.slug))
    if not _is_known(project, own, found):
        yield Problem(topic.path, f"No therapy is called “{own}”.", meant(own, project.therapies))
        return
    strange = {one.path: other for one in topic.statements if (other := _owner_of(one.path)) not in ("", own)}
    for path, other in strange.items():
        if other in project.therapies:
            reason = f"This topic is about {own}, and its block {path.removeprefix(f'{TEMPLATES}/')} speaks of {other}."
            hint = f"Write a block of its own, {BLOCKS}/{own}/…, with the words and signs of {own}."
            yield Problem(topic.path, reason, hint)
    for statement in topic.statements:
        for fact in (project.facts[one] for one in statement.facts if one in project.facts):
            if fact.contraindication and project.therapy_of(fact) != own and statement.path not in strange:
                other = project.therapy_of(fact)
                reason = f"The contraindication {fact.id} is one of {other}, and this topic is about {own}."
                hint = (
                    f'Name one of {own} here, or a fact that is none; contraindications of {own} say therapy = "{own}".'
                )
                yield Problem(statement.path, reason, hint, statement.line, statement.id)


def _is_known(project: Project, therapy: str, found: FaultFinding) -> bool:
    return therapy in project.therapies or found.has("therapy", therapy)


def _owner_of(path: str) -> str:
    """Return the folder among the shared blocks that a statement was read from, if any."""
    match path.split("/"):
        case [_, folder, owner, *rest] if folder == BLOCKS and rest:
            return owner
    return ""
