"""What leaflets must not say, and how it is usually said."""

from typing import Annotated

from pydantic import AfterValidator, Field

from leaflets.model.written import Written, wrong

APART, BOTH, OR, JOINED, ENDING, EXACT = "…", "&", "/", "_", "*", "!"
"""Signs in the words of a claim: some words further on; either order; or; beside each other; goes on; only so."""


def _reads_as_words(text: str) -> str:
    """Return the words of a claim if something stands on both sides of every sign."""
    sides = text.split(BOTH)
    parts = [part.split() for side in sides for part in side.split(APART)]
    words = [
        word.rstrip(ENDING + EXACT)
        for part in parts
        for both in part
        for one in both.split(OR)
        for word in one.split(JOINED)
    ]
    if len(sides) > 2 or not all(parts) or not all(any(map(str.isalnum, word)) for word in words):
        hint = "Words stand on both sides of “…”, “/”, “_” and “&”, and “&” stands once: prevent/avoid … injury."
        raise wrong(f"“{text}” cannot be read as the words of a claim.", hint)
    return text


Words = Annotated[str, Field(min_length=3), AfterValidator(_reads_as_words)]


class Claim(Written):
    """Something that leaflets must not say. `words` are how it is usually said; `instead` is what the evidence allows.

    A sentence with the words of `unless` does not make the claim. `finds` are sentences that make it, `passes` others
    that only look alike. `said_in` names the statements, as `topic/statement`, that may use the words all the same.
    `words_in` are words of other languages, by code, that no name of a clinic may hold.
    """

    id: str
    words: tuple[Words, ...] = Field(min_length=1)
    unless: tuple[Words, ...] = ()
    words_in: dict[str, tuple[Annotated[str, Field(min_length=2)], ...]] = Field(default_factory=dict)
    instead: str = Field(min_length=1)
    facts: tuple[str, ...] = ()
    said_in: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
