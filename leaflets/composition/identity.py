"""The content id: a digest of exactly what a reviewer of a topic in a language would read."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from leaflets.model import Content, Fact, Frequency, Region, Section, Statement

EVIDENCE = {"figures", "certainty", "sources", "contraindication"}
"""What a reviewer relies on in a fact. Its dates and who looked it up may change without another review."""
UNPRINTED = {"figures": {"__all__": {"period"}}}
"""What is written down of a figure but never printed."""


def evidence_of(fact: Fact) -> dict[str, Any]:
    """Return what a reviewer relies on in a fact, as plain data; 1.0 and 1 are the same number."""
    read = fact.model_dump(include=EVIDENCE, exclude=UNPRINTED)
    plain: dict[str, Any] = json.loads(json.dumps(read, default=_plain))
    return plain


def _plain(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def neutral(region: Region) -> Region:
    """Return a region with names in place of its telephone numbers, where help answers in English.

    A text is reviewed once for every place.
    """
    numbers = {"emergency": "(emergency)", "nurse_line": "(nurse line)" if region.nurse_line else None}
    return region.model_copy(update={**numbers, "languages": ("en",)})


def content_id(content: Content, evidence: Iterable[Fact], drawings: Mapping[str, str]) -> str:
    """Return eight hex digits over words, their places, drawings and the facts behind them, as `7f3a-92c1`.

    `content` has to be of a neutral region. What belongs to a clinic is not in it.
    """
    read = {
        "topic": [content.title, content.lead, content.version, content.dated.isoformat(), content.per],
        "sections": [_read(section) for section in content.sections],
        "drawings": drawings,
        "evidence": {fact.id: evidence_of(fact) for fact in evidence},
    }
    digest = digest_of(read)
    return f"{digest[:4]}-{digest[4:8]}"


def statement_marks(content: Content, facts: Mapping[str, Fact]) -> tuple[tuple[str, str], ...]:
    """Return eight hex digits for each statement and the facts that it names, so that a sheet can tell what changed."""
    return tuple(
        (
            one.id,
            digest_of([_read(one), [evidence_of(facts[fact]) for fact in one.facts]])[:8],
        )
        for one in content.statements
    )


def write_marks(marks: Iterable[tuple[str, str]]) -> str:
    """Return marks as they stand in a PDF's metadata."""
    return " ".join(f"{name}={mark}" for name, mark in marks)


def parse_marks(text: str) -> dict[str, str]:
    """Return the marks that `write_marks` wrote; what is no mark is left out."""
    return dict(re.findall(r"(?<!\S)(\S+)=([0-9a-f]{8})(?!\S)", text))


def digest_of(data: Any) -> str:
    """Return the SHA-256 over plain data, as 64 hex digits."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read(item: Section | Statement) -> list[Any]:
    if isinstance(item, Statement):
        seen = _seen(item.frequency) if item.frequency else []
        seen += [str(item.extent.low), str(item.extent.high), str(item.extent.whole)] if item.extent else []
        seen += ["caption"] if item.is_captioned else []
        return [item.id, item.kind, item.critical, *item.facts, item.heading, item.text, item.staff, *seen]
    return [item.id, item.kind, item.title, item.number, item.say, [_read(inner) for inner in item.items]]


def _seen(frequency: Frequency) -> list[Any]:
    """Return what a picture of a frequency shows, and its words on the scale of medicine leaflets."""
    return [str(frequency.low), str(frequency.high), frequency.total, frequency.band]
