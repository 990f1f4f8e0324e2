"""A subject that patients ask about and clinics write about, and where leaflets answer it."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from leaflets.model.written import Written, wrong

Told = Annotated[str, Field(min_length=3)]


class Subject(Written):
    """One entry of `evidence/coverage.toml`: a question as people ask it, in our own words, and what becomes of it.

    `statements` answer it, as `topic/statement`. `refused` is the claim that leaflets do not make about it, `because`
    says why. `elsewhere` says where a clinic's own words answer it. `open` says why nothing answers it yet.
    """

    shown_by: ClassVar[str] = "the guide for clinicians"

    id: str
    group: Told
    question: Told
    statements: tuple[str, ...] = ()
    refused: str | None = None
    because: Told | None = None
    elsewhere: Told | None = None
    open: Told | None = None

    @property
    def is_answered(self) -> bool:
        """Whether anything answers it, or says why leaflets do not."""
        return bool(self.statements or self.refused or self.elsewhere)

    @model_validator(mode="after")
    def _has_one_state(self) -> Self:
        if not self.is_answered and self.open is None:
            hint = "Name statements that answer it or the claim that is refused, or say with elsewhere or open why not."
            raise wrong("Nothing answers this subject.", hint)
        if self.is_answered and self.open is not None:
            raise wrong("An open subject has no answer.", "Take out open, or what answers it.")
        if (self.refused is None) != (self.because is None):
            hint = "Write both: the id of the claim, and why leaflets do not make it."
            raise wrong("“refused” and “because” belong together.", hint)
        return self
