"""Which messages are critical: the one answer for notes, status, checks and jobs for translators."""

from collections.abc import Iterable

from leaflets.composition.figures import FIGURES
from leaflets.model import MessageKey
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.notes import find_places
from leaflets.readers.uses import Use, find_uses
from leaflets.rules import Entry
from leaflets.rules.safety import is_critical, says_critical_words


def critical_messages(project: Project, uses: Iterable[Use] | None = None) -> frozenset[MessageKey]:
    """Return the messages that can harm when they are wrong (S1): by their place, their words, or a figure in them.

    What fills the words of a sheet is a figure only where figures are worded: a page's number harms nobody.
    """
    source = project.languages[SOURCE_LANGUAGE]
    uses = find_uses(project.environment, project.topics.values()) if uses is None else uses
    marked = {use.key for use in uses if use.critical}
    of_topics = {key for topic in project.topics.values() for key in topic.messages}
    figures = {place.key for place in find_places(project.environment, []) if place.template == FIGURES}

    def harms(key: MessageKey) -> bool:
        entry = Entry(key, (), source, source)
        if key in of_topics or key in figures:
            return is_critical(entry, marked=key in marked)
        return says_critical_words(entry)

    return frozenset(key for key in of_topics | project.layout_messages if harms(key))
