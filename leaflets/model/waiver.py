"""An exception from a rule for one message: what somebody answers for in `locales/<code>/exceptions.toml`."""

from typing import Annotated

from pydantic import Field

from leaflets.model.topic import MessageKey
from leaflets.model.written import Written

Filled = Annotated[str, Field(min_length=1)]


class Waiver(Written):
    """One `[[exception]]`: rule, message (its English text, and its context if it has one), why, and who says so."""

    rule: Filled
    message: Filled
    context: str | None = None
    reason: Filled
    name: Filled

    def concerns(self, key: MessageKey) -> bool:
        """Return whether this is about a message."""
        return self.message == key.id and self.context == key.context
