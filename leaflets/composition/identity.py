"""The content id: a digest of exactly what a reviewer of a topic in a language would read."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from leaflets.model import Content, Figure, MessageKey, Section, Statement


def content_id(content: Content, used: Mapping[MessageKey, tuple[str, ...]], figures: Mapping[str, Figure]) -> str:
    """Return eight hex digits over structure, source words, translations and figures, as `7f3a-92c1`.

    What belongs to a clinic or its region (names, telephone numbers) is not in it: a text is reviewed once and
    printed for every clinic.
    """
    read = {
        "version": content.version,
        "dated": content.dated.isoformat(),
        "structure": [_structure(section) for section in content.sections],
        "words": sorted([key.context or "", key.id, key.plural or "", *texts] for key, texts in used.items()),
        "figures": {name: figure.model_dump(mode="json") for name, figure in sorted(figures.items())},
    }
    digest = hashlib.sha256(json.dumps(read, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"


def _structure(item: Section | Statement) -> list[Any]:
    if isinstance(item, Statement):
        return [item.id, item.kind, item.critical, *item.facts]
    return [item.id, item.kind, [_structure(inner) for inner in item.items]]
