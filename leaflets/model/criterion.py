"""What published instruments ask of a patient leaflet, and how this project answers."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from leaflets.model.written import Written, wrong

Answer = Literal["checked", "person", "open", "not applicable"]


class Criterion(Written):
    """One criterion of an instrument, in the project's own words.

    `checked` names the tests that prove it in `by`; `person` needs somebody's judgement; `open` is not done yet.
    """

    instrument: Annotated[str, Field(min_length=1)]
    number: Annotated[str, Field(min_length=1)]
    asks: Annotated[str, Field(min_length=1)]
    answer: Answer
    by: tuple[str, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _is_answered(self) -> Self:
        if (self.answer == "checked") != bool(self.by):
            raise wrong("Only what is checked names tests, and it has to.", 'Add by = ["tests/…"], or change answer.')
        if self.answer != "checked" and not self.note:
            raise wrong("There is no note.", "Say who has to judge it, or what is missing.")
        return self
