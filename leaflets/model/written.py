"""The base of every value that people write in a file: frozen, and strict about its keys."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """A table that a person writes by hand: unknown keys are errors, and nothing changes after reading."""

    shown_by: ClassVar[str] = "the sample clinic"
    """Where people see how it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
