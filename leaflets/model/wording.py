"""What a language's words look like: what CLDR does not know and the rules for translations need."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from leaflets.model.written import Written, wrong

Form = Annotated[str, Field(min_length=1)]
"""A word or phrase. A star behind a word stands for any ending: `évit*`; one in front for any beginning: `*mayın`, and
in Arabic script for what is written in front of a word; three dots for other words between: `ne … pas`; `%s` for a
placeholder: `under %s`."""
Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]


def _filled(lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out what waits to be filled in: a meaning without any word cannot be looked for."""
    return {name: forms for name, forms in lists.items() if forms}


Lists = Annotated[dict[Form, tuple[Form, ...]], AfterValidator(_filled)]
"""Words by what they mean; an empty list counts as none."""


def _is_case_name(value: str) -> str:
    """Refuse what cannot stand in curly brackets behind a placeholder."""
    if not value.isidentifier():
        raise wrong(f"“{value}” cannot be the name of a case.", "Write one word of letters, such as oblique.")
    return value


def _counts_once(value: str) -> str:
    """Refuse words that hold a number of their own, or more than one place for one."""
    bare = value.replace("{0}", "", 1)
    if any(one.isnumeric() or one in "{}%" for one in bare):
        raise wrong("This is no word with a place for its number.", "Write {0} once where the number stands.")
    return value


Case = Annotated[str, AfterValidator(_is_case_name)]
Counted = Annotated[Form, AfterValidator(_counts_once)]
"""A unit with a place for its number: `{0} days`."""


class Wording(Written):
    """The words of `locales/<code>/words.toml`, which the rules look for. Every key can be left out.

    Meaning. `negation`: words of which one stands in a negated sentence; `companions`: words for “not” that are none
    without another one, after the first word of a sentence; `opening_negation`: those of them that each need one of
    their own, such as `ne`. `half_negation`: for an English phrase what says it in this
    language, maybe with a “not”; one of them has to stand there. `set_phrases`: phrases with a “not” that
    may stand where the source has none. `idioms`: phrases in which a word is not what it seems; no negation, number or
    unit is looked for in them. `contrast`: the words for meanings that have an opposite, such as
    `before`. `conditions`: words that open a clause with “if”, where sentences begin with their verb. `numbers`: the
    words for a number. `ones`: the words for one or a. `units`: more words for a unit of time than CLDR has.

    Figures. `cases`: what sentences may ask for behind a placeholder, `%(days)s{oblique}`: by the name of a case and by
    unit the words of each plural form, as CLDR names the forms.

    Writing. `signs`: punctuation; `letters`: small letters; `full_stop`: the sign at the end of a statement.
    `reversed_pairs`: two placeholders that the language says the other way round, in the source's order. `may_repeat`:
    words that may stand twice. `same_words`: words and names that are as in the source. `spaced_marks`: signs that a
    space that does not break stands before; without any, no sign has one. `ends_sentences`: whether sentences end in a
    sign at all. `length`: lowest and highest number of characters for each character of the source. `joiners`: whether
    U+200C and U+200D are letters. `leftovers`: what a translator or a program says about the translation.

    Of the source language only: `prohibitions`: what begins a sentence that forbids. `opposites`: pairs of contrasts;
    `reversals`: for one what would turn it round; `shades`: those whose loss alone is never more than a warning.
    `small_words`: words of which four in a row are no accident. `critical`: words that make a message critical.
    """

    negation: tuple[Form, ...] = ()
    companions: dict[Form, tuple[Form, ...]] = Field(default_factory=dict)
    opening_negation: tuple[Form, ...] = ()
    set_phrases: tuple[Form, ...] = ()
    half_negation: Lists = Field(default_factory=dict)
    idioms: tuple[Form, ...] = ()
    contrast: Lists = Field(default_factory=dict)
    conditions: tuple[Form, ...] = ()
    numbers: Lists = Field(default_factory=dict)
    ones: tuple[Form, ...] = ()
    units: dict[Unit, tuple[Form, ...]] = Field(default_factory=dict)
    cases: dict[Case, dict[str, dict[str, Counted]]] = Field(default_factory=dict)
    signs: str | None = None
    letters: str | None = None
    full_stop: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    reversed_pairs: tuple[tuple[Form, Form], ...] = ()
    may_repeat: tuple[Form, ...] = ()
    same_words: tuple[Form, ...] = ()
    spaced_marks: str | None = None
    ends_sentences: bool = True
    length: tuple[float, float] | None = None
    joiners: bool | None = None
    leftovers: tuple[Form, ...] = ()
    prohibitions: tuple[Form, ...] = ()
    opposites: tuple[tuple[Form, Form], ...] = ()
    reversals: dict[Form, Form] = Field(default_factory=dict)
    shades: tuple[Form, ...] = ()
    small_words: tuple[Form, ...] = ()
    critical: tuple[Form, ...] = ()

    @cached_property
    def number_forms(self) -> tuple[str, ...]:
        """Every word for any number."""
        return tuple(form for forms in self.numbers.values() for form in forms)
