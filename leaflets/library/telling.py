"""What is known of one leaflet as staff see it: its state, what it is called, and what it says of itself."""

from leaflets.composition.direction import plain
from leaflets.library.interface import day_in_words, say
from leaflets.library.items import Copy, Item, State
from leaflets.library.webpages import WebPage
from leaflets.model import Approval, Failed, Leaflet
from leaflets.project import Project
from leaflets.project.withdrawals import fallen_beneath


def state_of(project: Project, leaflet: Leaflet, approval: Approval) -> State:
    """Return whether a leaflet that can be made may be handed out, and why not."""
    if approval.is_final:
        until = approval.lapses
        return State("final", str(say("Signed off. Next review by %(day)s.", day=day_in_words(until))), until)
    fallen = next(iter(fallen_beneath(project, leaflet.topic)), None)
    if fallen is not None:
        return State("withdrawn", str(say("%(why)s.", why=fallen.why.rstrip("."))))
    if project.languages[leaflet.language].provenance == "machine draft":
        return State("draft", str(say("A machine made this translation and no person has checked it.")))
    return State("draft", str(say("No clinician has signed these words off.")))


def state_of_failed(failed: Failed) -> State:
    """Return the state of a leaflet that cannot be made: what was printed of it before is outdated."""
    why = str(say("It could not be printed anew: %(why)s", why=failed.problems[0].reason))
    return State("outdated", why)


def titles_of(project: Project, leaflet: Leaflet) -> tuple[str, str]:
    """Return what a topic is called in a leaflet's language, and in English; in English too while it has no name."""
    key = project.topics[leaflet.topic].title
    known = project.catalogue(leaflet.language).translations.get(key)
    return (known.texts[0] if known else key.id), key.id


def made_item(project: Project, page: WebPage, copy: Copy, shapes: tuple[Copy, ...] = ()) -> Item:
    """Return a leaflet that was made, with all that its page and its PDF say of it."""
    leaflet, content, approval = page.leaflet, page.content, page.approval
    return Item(
        leaflet,
        project.languages[leaflet.language],
        plain(content.title),
        project.topics[leaflet.topic].title.id,
        state_of(project, leaflet, approval),
        copy,
        plain(content.lead),
        content.version,
        content.dated,
        approval.reviewed if approval.is_final else None,
        shapes,
    )
