"""What a PDF says of itself besides its words: who approved it and until when, and marks over what its place adds."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leaflets.composition.identity import digest_of
from leaflets.composition.references import References
from leaflets.model import Approval, Clinic, Content, Region, Section, SignOff
from leaflets.model.contact import LIBRARY

DRAFT, FINAL = "draft", "final"
MATTER = {
    "emergency": "emergency number",
    "nurse-line": "the health advice line's number",
    "name": "the clinic's name",
    "contact": "the clinic's contact",
    "hours": "the clinic's opening hours",
    "further": "where readers find more",
    "regulator": "the clinic's regulator",
    "sources": "sources",
}
"""What people call the matter that a sheet prints beside its topic's words."""


@dataclass(frozen=True)
class State:
    """How a sheet was printed. A final one names its last day, and has a mark for each sign-off that it rests on."""

    name: str
    until: dt.date | None = None
    signoffs: tuple[str, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether it was printed without the mark of a draft."""
        return self.name == FINAL


def write_state(approval: Approval) -> str:
    """Return the state as it stands in a PDF's metadata: `draft`, or `final 2027-11-20 91ab03c4 7d02e6f1`."""
    if not approval.is_final:
        return DRAFT
    return " ".join([FINAL, str(approval.lapses), *map(signoff_mark, approval.signers)])


def parse_state(text: str) -> State | None:
    """Return the state that `write_state` wrote; None for anything else."""
    match text.split():
        case ["draft"]:
            return State(DRAFT)
        case ["final", until, *signoffs] if signoffs:
            try:
                return State(FINAL, dt.date.fromisoformat(until), tuple(signoffs))
            except ValueError:
                return None
    return None


def signoff_mark(signoff: SignOff) -> str:
    """Return eight hex digits for what a sheet prints of a sign-off, and its role."""
    return _mark([signoff.role, signoff.name, signoff.credential, signoff.date.isoformat()])


def matter_marks(clinic: Clinic, region: Region, references: References, *, for_staff: bool) -> dict[str, str]:
    """Return a mark for each thing on a sheet that the topic's own words do not hold, by what people call it."""
    contact = clinic.contact.model_dump(mode="json", include={"website"} if for_staff else None, exclude={"code"})
    if clinic.contact.code == LIBRARY and not for_staff:
        contact |= {"library": clinic.library}
    sources = [references.behind_numbers, references.others, references.unverified, references.listed]
    further = [[one.name, one.web] for one in clinic.further_in(region)]
    matter = {
        **dict(_numbers(region, references.content)),
        "name": clinic.name,
        "contact": contact,
        "hours": None if for_staff else clinic.model_dump(mode="json", include={"hours"}),
        "further": None if for_staff or not further else further,
        "regulator": clinic.regulator.model_dump(mode="json"),
        "sources": [*sources, references.notes] if for_staff else sources,
    }
    return {name: _mark(printed) for name, printed in matter.items() if printed is not None}


def _numbers(region: Region, content: Content) -> Iterator[tuple[str, str]]:
    """Yield the telephone numbers of the place that stand in this topic."""
    text = "".join("".join(_texts(content.sections)).split())
    for name, number in (("emergency", region.emergency), ("nurse-line", region.nurse_line)):
        if number and "".join(number.split()) in text:
            yield name, number


def _texts(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.number or ""
        yield from (statement.text for statement in section.statements)


def _mark(printed: Any) -> str:
    return digest_of(printed)[:8]
