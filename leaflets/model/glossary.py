"""The words that every translation keeps to: what translators and clinicians write in `locales/glossary.toml`."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from leaflets.model.written import Written, wrong

Form = Annotated[str, Field(min_length=1)]


class TermForms(Written):
    """How one term is said in one language. `sure` is false where a native medical translator has to look at it.

    `stems` are beginnings of words that the check takes for the term, too; people are shown the whole words only.
    """

    allowed: tuple[Form, ...] = Field(min_length=1)
    stems: tuple[Form, ...] = ()
    forbidden: tuple[Form, ...] = ()
    sure: bool
    note: str | None = None

    @property
    def taken(self) -> tuple[str, ...]:
        """Everything that stands for the term in a translation: whole words and stems."""
        return (*self.allowed, *self.stems)


class Term(Written):
    """One English term with its other forms, and how each language says it.

    A term to `keep` is a name: its allowed form, or the English one where a language has none, stands in the
    translation letter for letter. A `medical` term is one that ordinary readers may not know; one of its explanations
    has to stand in the same leaflet.
    """

    id: str
    term: Form
    forms: tuple[Form, ...] = ()
    note: str | None = None
    keep: bool = False
    medical: bool = False
    explained: tuple[Form, ...] = ()
    languages: dict[str, TermForms] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _can_be_explained(self) -> Self:
        if self.medical and not self.explained:
            raise wrong("A medical term needs an explanation.", 'Add explained = ["plain words for it"].')
        return self
