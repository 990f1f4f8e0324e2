"""A treatment that leaflets are about."""

from pydantic import Field

from leaflets.model.written import Written


class Therapy(Written):
    """A treatment with topics, contraindications, a health check and shared blocks of its own.

    `name` is what it is called in English. `motif` is the ornament of its titles, `templates/motifs/<motif>.svg.j2`.
    """

    id: str
    name: str = Field(min_length=1, max_length=60)
    motif: str = "rings"
