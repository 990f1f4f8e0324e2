"""The drawings of a leaflet as SVG files: those of its topic, the dots and bars of its figures, what opens it."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from jinja2 import Environment

from leaflets.composition.sheet import Sheet


def drawings_of(sheet: Sheet, environment: Environment) -> Iterator[tuple[str, str]]:
    """Yield the name of each drawing of a leaflet and its SVG, in the clinic's tones and the reading direction."""

    def drawn(template: str, **variables: Any) -> str:
        return environment.get_template(template).render({"sheet": sheet, **variables})

    yield "opening", drawn(sheet.opening or sheet.motif)
    for one in sheet.references.content.statements:
        if one.kind == "picture":
            yield one.id, drawn(f"pictures/{one.id}.svg.j2")
        elif one.frequency:
            yield f"dots-{one.id}", drawn("parts/dots.svg.j2", picture=sheet.dots(one.frequency))
        elif one.extent:
            yield f"bar-{one.id}", drawn("parts/bar.svg.j2", bar=sheet.bar(one.extent))


def picture_in(uri: str) -> tuple[str, bytes]:
    """Return the suffix and the bytes of a picture in a data URI."""
    head, _, data = uri.partition(",")
    suffix = {"data:image/svg+xml": "svg", "data:image/png": "png", "data:image/jpeg": "jpg"}[head.partition(";")[0]]
    return suffix, base64.b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
