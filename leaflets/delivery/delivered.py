"""What a report's entry leads back to: its leaflet, and the PDF just as it was delivered."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leaflets.errors import Problem
from leaflets.model import Failed, Leaflet
from leaflets.readers.files import PDF, RefusedError, read_bytes

AGAIN = "Build it again; perhaps another program has taken it away."


def leaflet_of(entry: Mapping[str, Any]) -> Leaflet:
    """Return the leaflet of which a report says something."""
    others = tuple(map(str, entry.get("with", ())))
    return Leaflet(str(entry["clinic"]), str(entry["language"]), str(entry["topic"]), str(entry["edition"]), others)


def delivered_pdf(entry: Mapping[str, Any], out: Path) -> bytes | Failed:
    """Return a leaflet's PDF as it was delivered, or why it cannot be read."""
    leaflet = leaflet_of(entry)
    place = str(leaflet.path)
    try:
        data = read_bytes(out / leaflet.path, place, PDF)
        if hashlib.sha256(data).hexdigest() != entry["sha256"]:
            raise RefusedError("another program has changed it")
    except OSError as error:
        return Failed(leaflet, (Problem(place, f"This PDF cannot be read: {error.strerror}.", AGAIN),))
    return data
