"""Catalogues that hold the wording of a region: only the messages that differ from those of their parent."""

from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.readers.catalogues import Catalogue, message_key
from leaflets.readers.overriding import note_over, noted_over
from leaflets.readers.po_faults import shown
from leaflets.rules import RULES
from leaflets.translation.hints import words_of


@dataclass(frozen=True)
class Over:
    """What a catalogue lies over. `more` are messages that get a place in it, `renewed` have been written anew."""

    base: Catalogue
    more: frozenset[MessageKey] = frozenset()
    renewed: frozenset[MessageKey] = frozenset()

    def part_of(self, template: Catalog, catalog: Catalog) -> Catalog:
        """Return the messages of a template that a catalogue has, or had and may have again, and those that it gets."""
        messages = [one for one in (*catalog, *catalog.obsolete.values()) if one.id]
        wanted = self.more.union(map(message_key, messages))
        part = Catalog(fuzzy=False)
        for message in template:
            if message.id and message_key(message) in wanted:
                part.add(message.id, context=message.context, locations=message.locations)
        return part

    def thin(self, catalog: Catalog) -> None:
        """Take out of a catalogue what says nothing: the parent's words stand there."""
        for message in list(catalog):
            notes = set(message.user_comments) - {noted_over(message)}
            says_nothing = not (words_of(message) or message.fuzzy or notes)
            if message.id and says_nothing and message_key(message) not in self.more:
                catalog.delete(message.id, message.context)

    def note(self, message: Message) -> None:
        """Write beside a message of a region over which words it is written, and which these are now if others."""
        key = message_key(message)
        below = self.base.translations.get(key)
        if key in self.renewed:
            message.user_comments = [one for one in message.user_comments if one != noted_over(message)]
        if below is None or not any(below.texts) or not words_of(message):
            return
        now, noted = note_over(below.texts), noted_over(message)
        if noted is None:
            message.user_comments.append(now)
        elif noted != now:
            message.auto_comments.append(f"{self.base.language.code} now: {now.partition(' ')[2]}")


def over_of(project: Project, code: str) -> Over | None:
    """Return what a language's catalogue lies over; None for a language that has all of its words."""
    base = project.base_of(code)
    return None if base is None else Over(base)


def check_overriding(catalogue: Catalogue) -> Iterator[Problem]:
    """Find words of a region that say what their parent says (X4), or were written over other words of it (X5)."""
    for message in catalogue.messages if catalogue.base else ():
        base, key = catalogue.base, message_key(message)
        below = base.translations.get(key) if base else None
        if base is None or below is None:
            continue
        if below.texts == catalogue.translations[key].texts:
            reason = f"These are the words of {base.language.code}, which stand there without them."
            yield _warning(catalogue, message, "X4", reason)
        elif noted_over(message) not in {None, note_over(below.texts)}:
            reason = f"{base.language.code} has other words now: “{' | '.join(below.texts)}”"
            yield _warning(catalogue, message, "X5", reason)


def _warning(catalogue: Catalogue, message: Message, rule: str, reason: str) -> Problem:
    key = shown(message_key(message))
    return Problem(catalogue.path, reason, RULES[rule].hint, message.lineno, key, "warning", rule)
