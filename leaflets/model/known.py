"""What is known of a language before anybody adds it."""

from typing import Annotated

from pydantic import Field

from leaflets.model.language import PluralForms
from leaflets.model.written import Written


class KnownLanguage(Written):
    """One language of `locales/registry.toml`; what it leaves out is CLDR's.

    `parent` is the language over whose words it has some of its own, if it is the wording of a region; `font` is the
    family to set it in; `aliases` are other codes for it; `notes` say what nobody can be sure of yet.
    """

    code: str
    plural_forms: PluralForms
    cldr: str | None = None
    parent: str | None = None
    own_name: str | None = None
    english_name: str | None = None
    aliases: tuple[str, ...] = ()
    font: str | None = None
    notes: tuple[Annotated[str, Field(min_length=1)], ...] = ()
