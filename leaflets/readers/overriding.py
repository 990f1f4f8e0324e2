"""The note beside words of a region: over which words of its parent they were written.

It is a translator's comment, which every tool for PO keeps. Somebody who has looked at new words of the parent takes
it off; `leaflets catalogue update` then writes it anew.
"""

from collections.abc import Iterable

from babel.messages.catalog import Message

BEGINNING = "over: "
PARTING = " | "
"""What parts plural forms, as in other notes."""


def note_over(texts: Iterable[str]) -> str:
    """Return the note for words that are written over these, one text for each plural form."""
    return f"{BEGINNING}{PARTING.join(' '.join(text.split()) for text in texts)}"


def noted_over(message: Message) -> str | None:
    """Return a message's note; None where it has none."""
    return next((one for one in message.user_comments if one.startswith(BEGINNING)), None)
