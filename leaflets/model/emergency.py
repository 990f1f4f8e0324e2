"""The numbers that bring an ambulance in a country, from a register that comes with the program."""

from typing import Annotated

from pydantic import Field

from leaflets.model.written import Written


class EmergencyNumbers(Written):
    """One entry of `evidence/emergency-numbers.toml`; `id` is an ISO 3166-1 code."""

    id: str
    numbers: tuple[Annotated[str, Field(pattern=r"^\d{2,6}$")], ...] = Field(min_length=1)
    source: str = Field(min_length=1)
    verified: bool
