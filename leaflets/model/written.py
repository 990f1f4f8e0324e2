"""The base of every value that people write in a file: frozen, and strict about its keys."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Written(BaseModel):
    """A table that a person writes by hand: unknown keys are errors, and nothing changes after reading."""

    shown_by: ClassVar[str] = "the sample clinic"
    """Where people see how it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def wrong(reason: str, hint: str) -> PydanticCustomError:
    """Make the error that pydantic reports for a value; `hint` tells the person how to mend it."""
    return PydanticCustomError("leaflets", "{reason}", {"reason": reason, "hint": hint})
