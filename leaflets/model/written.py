"""The base of every value that people write in a file: frozen, and strict about its keys."""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Written(BaseModel):
    """A table that a person writes by hand: unknown keys are errors, and nothing changes after reading."""

    shown_by: ClassVar[str] = "the sample clinic"
    """Where people see how it is written."""
    written_as: ClassVar[Literal["table", "text", "texts"]] = "table"
    """Whether people write it as a table of keys, as one text, or as a text or several."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def wrong(reason: str, hint: str) -> PydanticCustomError:
    """Make the error that pydantic reports for a value; `hint` tells the person how to mend it."""
    return PydanticCustomError("leaflets", "{reason}", {"reason": reason, "hint": hint})
