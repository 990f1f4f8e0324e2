"""A sign-off: one named reviewer's approval of exactly what they read."""

import datetime as dt
import unicodedata
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from leaflets.model.written import Written, wrong

Role = Literal["linguistic", "clinical"]
ROLES: tuple[Role, ...] = ("linguistic", "clinical")
"""What a topic in a language needs: somebody who knows the language, and somebody who answers for the treatment."""
DESIGN = "design"
"""What a project needs besides, whose look is not the package's: somebody who has looked at its pages."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def _visible(value: str) -> str:
    """Refuse what nobody sees in a name: it would make two names of one."""
    if any(unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp"} for one in value):
        raise wrong("An invisible character stands in it.", "Type it again by hand.")
    return unicodedata.normalize("NFC", " ".join(value.split()))


Name = Annotated[str, Field(min_length=2, max_length=100), AfterValidator(_visible)]


class SignOff(Written):
    """One entry of `locales/<code>/signoffs.toml`.

    `digest` is the SHA-256 of what was read; `seal` that of the entry itself, so that a copy or an edit by hand shows.
    `again` counts earlier entries that are otherwise the same, such as one that was revoked earlier on that day.
    """

    shown_by: ClassVar[str] = "the guide for clinicians"

    topic: str
    role: Role
    name: Name
    credential: Name
    date: dt.date
    digest: Digest
    again: int = Field(default=0, ge=0)
    seal: Digest


class Revocation(SignOff):
    """A sign-off that somebody took back. It stays in the file, below the sign-offs, with the reason."""

    revoked: dt.date
    reason: Annotated[str, Field(min_length=3)]


class BackTranslation(Written):
    """What a translation says, put back into English by somebody who did not see the source.

    It belongs to one `translation` of one `message`; when either changes, it is shown no longer.
    """

    message: str
    context: str | None = None
    translation: str
    says: Annotated[str, Field(min_length=1)]
    by: Name
    date: dt.date
