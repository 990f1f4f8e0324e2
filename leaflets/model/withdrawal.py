"""A fact or a publication that nobody is to rely on any more."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from leaflets.model.written import Written


class Withdrawal(Written):
    """One entry of `evidence/withdrawn.toml`; its id is that of a fact or a source.

    `retracted`: the publisher took it back. `superseded`: a newer one takes its place, named by `by` where it is known.
    `withdrawn`: whoever answers for these leaflets does not rely on it. It counts at once, whatever its date.
    """

    shown_by: ClassVar[str] = "the guide for clinicians"

    id: str
    status: Literal["retracted", "superseded", "withdrawn"]
    date: dt.date
    reason: Annotated[str, Field(min_length=3)]
    by: str | None = None

    @property
    def told(self) -> str:
        """What became of it, as the end of a sentence without its full stop."""
        return f"was {self.status} on {self.date}: {self.reason.rstrip('.')}"
