"""Where the pictures of a finished PDF stand, which the engine says in its own measure."""

from typing import Any

POINTS = 0.75
"""Points in a pixel of the engine."""


def finish(pdf: Any) -> None:
    """Measure the places of pictures as a PDF does: in points from the foot of the page."""
    import pydyf

    heights = {one.reference: one["MediaBox"][3] for one in pdf.objects if _is(one, "/Page")}
    for element in pdf.objects:
        if _is(element, "/StructElem") and element["S"] == "/Figure" and "A" in element:
            left, top, right, bottom = (side * POINTS for side in element["A"]["BBox"])
            height = heights[element["Pg"]]
            element["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _is(one: Any, kind: str) -> bool:
    return isinstance(one, dict) and one.get("Type") == kind
