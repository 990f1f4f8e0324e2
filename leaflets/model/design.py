"""A design sign-off: a named person has looked at the pages of a project whose look is not the package's."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field

from leaflets.model.signoff import Digest, Name
from leaflets.model.written import Written


class DesignSignOff(Written):
    """One entry of `templates/signoffs.toml`: “I have looked at these pages”, bound to the digest of the look.

    `seal` and `again` are those of other sign-offs.
    """

    shown_by: ClassVar[str] = "the guide for marketing"

    name: Name
    credential: Name
    date: dt.date
    digest: Digest
    again: int = Field(default=0, ge=0)
    seal: Digest


class DesignRevocation(DesignSignOff):
    """A design sign-off that somebody took back. It stays in the file, with the reason."""

    revoked: dt.date
    reason: Annotated[str, Field(min_length=3)]
