"""The drawings that open topics: which topics have one, and which drawings no topic shows."""

from collections.abc import Iterator
from functools import lru_cache

from leaflets.errors import Problem
from leaflets.folders import TEMPLATES
from leaflets.names import meant
from leaflets.project.project import Project
from leaflets.readers.templates import DRAWINGS, SUFFIX_OF_PICTURES, topic_slugs


@lru_cache(maxsize=4)
def opening_drawings(project: Project) -> dict[str, str]:
    """Return the template of each opening drawing by what it is called: its topic, unless nobody shows it."""
    names = project.environment.list_templates(
        filter_func=lambda name: name.startswith(f"{DRAWINGS}/") and name.endswith(SUFFIX_OF_PICTURES)
    )
    return {name.removeprefix(f"{DRAWINGS}/").removesuffix(SUFFIX_OF_PICTURES): name for name in names}


def check_openings(project: Project) -> Iterator[Problem]:
    """Find drawings that are called like no topic: nothing would ever show them."""
    topics = topic_slugs(project.environment)
    for called, name in opening_drawings(project).items():
        if called not in topics:
            reason = f"No topic is called “{called}”, so nothing shows this drawing."
            yield Problem(f"{TEMPLATES}/{name}", reason, meant(called, topics), severity="warning")
