"""An exception from a rule for one translation: what somebody answers for in `locales/<code>/exceptions.toml`."""

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, StringConstraints

from leaflets.model.topic import MessageKey
from leaflets.model.written import Written

Filled = Annotated[str, Field(min_length=1)]
Text = Annotated[str, StringConstraints(strip_whitespace=False)]
"""A text as it stands: a space at its end may be what the exception is about."""


def _as_list(value: Any) -> Any:
    """Return the texts of all plural forms; a message without them has one."""
    return value if isinstance(value, list) else [value]


class Waiver(Written):
    """One `[[exception]]`: rule, message (its English text, and its context if it has one), why, and who says so.

    It holds for one `translation` (a text, or a list with every plural form) and not for a later one.
    """

    shown_by: ClassVar[str] = "the guide for translators"

    rule: Filled
    message: Filled
    context: str | None = None
    translation: Annotated[tuple[Text, ...], BeforeValidator(_as_list)] = ()
    reason: Filled
    name: Filled

    def concerns(self, key: MessageKey) -> bool:
        """Return whether this is about a message."""
        return self.message == key.id and self.context == key.context

    def holds_for(self, key: MessageKey, texts: Iterable[str]) -> bool:
        """Return whether this is about a message as it is translated now."""
        return self.concerns(key) and _composed(self.translation) == _composed(texts)


def _composed(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in Unicode form NFC, in which editors may save one file and not the other."""
    return tuple(unicodedata.normalize("NFC", text) for text in texts)
