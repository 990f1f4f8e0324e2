"""What a language's words look like: what CLDR does not know and the rules for translations need."""

from typing import Annotated, Literal

from pydantic import Field

from leaflets.model.written import Written

Form = Annotated[str, Field(min_length=1)]
"""A word or phrase. A star at its end stands for any ending: `évit*`."""
Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]


class Wording(Written):
    """The words of `locales/<code>/words.toml`, which the rules look for. Every key can be left out.

    `negation`: words of which one stands in a negated sentence; `half_negation`: words that may be translated by one.
    `idioms`: phrases in which a word is not what it seems; no negation, number or unit is looked for in them.
    `numbers`: the words for a number. `units`: more words for a unit of time than CLDR has.
    `may_repeat`: words that may stand twice. `spaced_marks`: signs that a space that does not break stands before;
    where it is empty, no sign has one. `ends_sentences`: whether sentences end in a sign at all.
    `length`: lowest and highest number of characters for each character of the source. `joiners`: whether U+200C and
    U+200D are letters of the language. `small_words` and `critical` are asked of the source language only: words of
    which four in a row are no accident, and words that make a message critical.
    """

    negation: tuple[Form, ...] = ()
    half_negation: tuple[Form, ...] = ()
    idioms: tuple[Form, ...] = ()
    numbers: dict[str, tuple[Form, ...]] = Field(default_factory=dict)
    units: dict[Unit, tuple[Form, ...]] = Field(default_factory=dict)
    may_repeat: tuple[Form, ...] = ()
    spaced_marks: str | None = None
    ends_sentences: bool = True
    length: tuple[float, float] | None = None
    joiners: bool | None = None
    small_words: tuple[Form, ...] = ()
    critical: tuple[Form, ...] = ()
