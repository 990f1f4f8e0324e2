"""What an edition takes of a topic that has no room for all of it: whole sections, as they are signed.

Its content id and marks stay those of the topic, so that a sign-off of the topic covers it, and a change is told.
"""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.errors import Problem
from leaflets.model import Content, Section, Statement
from leaflets.model.shape import shape_of

KEY, WARNING, PICTURE = "key", "warning", "picture"


def excerpt(content: Content, edition: str) -> Content:
    """Return what an edition says of a topic: all of it, or its main messages and the first of its warnings.

    Clinicians put the gravest warning first. A drawing of the topic stands beside the messages.
    """
    takes = shape_of(edition).takes
    if not takes:
        return content
    warned = next((one.id for one in content.sections if one.kind == WARNING), None)
    taken = [one for one in content.sections if one.kind in takes and (one.kind != WARNING or one.id == warned)]
    return replace(content, sections=tuple(_drawn(one, content) if one.kind == KEY else one for one in taken))


def find_nothing_taken(content: Content, edition: str, topic: str) -> Iterator[Problem]:
    """Find that a topic has nothing of what an edition says."""
    if shape_of(edition).takes and not content.sections:
        reason = f"It has neither main messages nor warning signs, so a {edition} would say nothing."
        yield Problem(f"templates/topics/{topic}.html.j2", reason, "Add key_messages() to it, or leave this one out.")


def _drawn(key: Section, content: Content) -> Section:
    """Return the main messages with a drawing: their own, or the first of the topic that is no sign of a warning."""
    drawings = (
        statement
        for section in (key, *content.sections)
        if section.kind != WARNING
        for statement in section.statements
        if statement.kind == PICTURE
    )
    drawing = next(drawings, None)
    others = tuple(one for one in key.items if not (isinstance(one, Statement) and one.kind == PICTURE))
    return replace(key, items=(drawing, *others) if drawing else others)
