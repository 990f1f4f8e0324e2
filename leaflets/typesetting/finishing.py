"""What the engine leaves unfinished in a PDF: words and tags of its links, and the places of its pictures."""

from typing import Any

from leaflets.readers.markup import elements

POINTS = 0.75
"""Points in a pixel of the engine."""


def finish(pdf: Any, page: str) -> None:
    """Complete an unwritten PDF of a page, which is HTML."""
    _take_inner_links_out(pdf)
    _name_links(pdf, page)
    _place_pictures(pdf)


def _name_links(pdf: Any, page: str) -> None:
    """Give each link annotation of an unwritten PDF its words on the page: its target reads badly."""
    import pydyf

    said = {one.get("href"): " ".join(one.text_content().split()) for one in elements(page) if one.tag == "a"}
    for annotation in pdf.objects:
        if isinstance(annotation, dict) and annotation.get("Subtype") == "/Link":
            target = _text(annotation["A"]["URI"]) if "A" in annotation else f"#{_text(annotation['Dest'])}"
            words = said.get(target)
            if words:
                annotation["Contents"] = pydyf.String(words)


def _take_inner_links_out(pdf: Any) -> None:
    """Leave one annotation for each link. The engine gives everything inside of a link another (PDF/UA-1, 7.18.5)."""
    by_reference = {one.reference: one for one in pdf.objects}
    inner: set[Any] = set()
    for element in [one for one in pdf.objects if _is(one, "/StructElem") and one["S"] != "/Link"]:
        for reference in [one for one in element["K"] if _is(by_reference.get(one), "/OBJR")]:
            annotation = by_reference[reference]["Obj"]
            if by_reference[annotation]["Subtype"] == "/Link":
                element["K"].remove(reference)
                inner.add(annotation)
    for page in [one for one in pdf.objects if _is(one, "/Page") and "Annots" in one]:
        page["Annots"][:] = [one for one in page["Annots"] if one not in inner]


def _place_pictures(pdf: Any) -> None:
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


def _text(string: Any) -> str:
    return string if isinstance(string, str) else str(string.string)
