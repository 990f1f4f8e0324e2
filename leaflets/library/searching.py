"""What scripts of a library know: what its languages and topics are called, and where its sheets are.

A page that was opened from a folder may read no data, only run scripts; so the data are scripts.
"""

import json
from typing import Any

from leaflets.library.items import Holdings
from leaflets.names.languages import COMMON


def names_for_search(holdings: Holdings) -> bytes:
    """Return the script with all names by which a language or a topic is found."""
    languages = {one.leaflet.language: one.language for one in holdings.items}
    known = {
        code: " ".join(
            dict.fromkeys((one.name, one.endonym, one.bcp47, *(name for name, tag in COMMON.items() if tag == code)))
        )
        for code, one in languages.items()
    }
    topics: dict[str, dict[str, None]] = {}
    for one in holdings.items:
        names = topics.setdefault(one.leaflet.topic, {one.leaflet.topic.replace("-", " "): None})
        names |= {one.english: None, one.title: None}
    data = {
        "clinics": [one.clinic for one in holdings.shelves],
        "languages": known,
        "topics": {topic: " ".join(names) for topic, names in topics.items()},
    }
    return _script("LEAFLETS", data)


def sheets_for_stack(holdings: Holdings) -> bytes:
    """Return the script with every sheet that can be printed in a stack."""
    data = {
        one.id: {
            "english": one.english,
            "language": one.language.name,
            "page": f"{one.leaflet.clinic}/{one.folder}/{one.sheet}",
            "file": f"{one.leaflet.clinic}/{one.folder}/{one.stem}.js",
            "state": one.state.name,
            **({"until": one.state.until.isoformat()} if one.state.until else {}),
        }
        for one in holdings.items
        if one.is_offered
    }
    return _script("LEAFLETS_SHEETS", data)


def _script(name: str, data: dict[str, Any]) -> bytes:
    """Return a script that gives some data a name."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.{name}={text};\n".encode()
