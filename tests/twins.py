"""What readers, screen readers and programs can tell of a PDF, to compare two that were made in different ways."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

NOISE = 8
"""By how much a rasteriser may draw a pixel otherwise, of 255: places are rounded to millionths of a pixel."""
UNSEEN = "\u2060\u061c"
"""Signs that nobody sees, at which a reader's line ends."""


def differences(one: bytes, other: bytes) -> list[str]:
    """Return in what two PDFs differ, by name."""
    told = {"text": texts, "tree": tree, "annotations": annotations, "bookmarks": bookmarks, "document": document}
    found = [name for name, tell in told.items() if tell(one) != tell(other)]
    return [*found, *(["pixels"] if _differ(one, other) else [])]


def texts(pdf: bytes) -> list[list[str]]:
    """Return the lines of each page, as pdfium reads them."""
    with pypdfium2.PdfDocument(pdf) as pages:
        whole = [page.get_textpage().get_text_bounded() for page in pages]
    return [[line for line in text.splitlines() if line.strip(UNSEEN + " ")] for text in whole]


def tree(pdf: bytes) -> Any:
    """Return the structure tree: kinds, words for those who listen, attributes, and whose each content is."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return _element(document.Root.StructTreeRoot.K[0], [page.obj.objgen for page in document.pages])


def _element(one: Any, pages: list[Any]) -> Any:
    if isinstance(one, int):
        return "content"
    if one.get("/Type") == "/OBJR":
        return (pages.index(one.Pg.objgen), _annotation(one.Obj))
    said = [str(one.get(name, "")) for name in ("/S", "/Alt", "/ActualText", "/Lang")]
    page = pages.index(one.Pg.objgen) if "/Pg" in one else None
    attributes = sorted(_attribute(*item) for item in one.A.items()) if "/A" in one else []
    return (*said, page, attributes, [_element(kid, pages) for kid in one.K])


def _attribute(name: str, value: Any) -> tuple[str, str]:
    """Return an attribute; headers of table cells have names that are only compared with each other."""
    if name == "/BBox":
        return name, str(_rounded(value))
    return name, str(len(value)) if name == "/Headers" else str(value)


def annotations(pdf: bytes) -> list[list[Any]]:
    """Return links and boxes to tick of each page in their order."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [[_annotation(one) for one in page.obj.get("/Annots", [])] for page in document.pages]


def _annotation(one: Any) -> Any:
    names = ("/Subtype", "/Contents", "/T", "/TU", "/DA", "/F", "/FT", "/AS", "/V")
    said = [str(one.get(name, "")) for name in names]
    target = str(one.A.URI) if "/A" in one else ""
    frame = [_rounded(one.MK.BC), str(one.MK.CA)] if "/MK" in one else []
    looks = sorted(one.AP.N.keys()) if "/AP" in one else []
    return (*said, target, frame, looks, _rounded(one.Rect))


def _rounded(numbers: Any) -> list[float]:
    return [round(float(one), 3) for one in numbers]


def bookmarks(pdf: bytes) -> list[Any]:
    """Return bookmarks with their depth and where they lead."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = [page.obj.objgen for page in document.pages]
        return [
            (depth, str(one.Title), pages.index(one.Dest[0].objgen), _rounded(one.Dest[2:4]), int(one.Count))
            for depth, one in _outline(document.Root.Outlines.First, 0)
        ]


def _outline(one: Any, depth: int) -> Iterator[tuple[int, Any]]:
    while one is not None:
        yield depth, one
        if "/First" in one:
            yield from _outline(one.First, depth + 1)
        one = one.get("/Next")


def document(pdf: bytes) -> Any:
    """Return what the file says of itself, where it can be gone to, and what its form is like."""
    with pikepdf.open(BytesIO(pdf)) as found:
        root = found.Root
        said = {name: str(value) for name, value in found.trailer.Info.items()}
        names = [str(one) for one in list(root.Names.Dests.Names)[::2]] if "/Names" in root else []
        form = [str(one.T) for one in root.AcroForm.Fields] if "/AcroForm" in root else []
        sizes = [_rounded(page.obj.MediaBox) for page in found.pages]
        kinds = [str(root.Lang), str(root.MarkInfo.Marked), str(root.ViewerPreferences.DisplayDocTitle)]
        colours = [(str(one.S), bytes(one.DestOutputProfile.read_bytes())) for one in root.OutputIntents]
        return said, bytes(root.Metadata.read_bytes()), names, form, sizes, kinds, colours


def owners(pdf: bytes) -> Iterator[tuple[set[int], set[int]]]:
    """Yield for each page the marked contents that it has, and those that a structure element owns."""
    with pikepdf.open(BytesIO(pdf)) as found:
        numbers = list(found.Root.StructTreeRoot.ParentTree.Nums)
        owned = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in found.pages:
            painted = {
                int(part.operands[1].MCID)
                for part in pikepdf.parse_content_stream(page)
                if str(part.operator) == "BDC" and "/MCID" in part.operands[1]
            }
            kept = owned[int(page.obj.StructParents)]
            yield painted, {number for number, one in enumerate(kept) if one is not None}


def _differ(one: bytes, other: bytes) -> bool:
    """Tell whether a page looks otherwise."""
    pairs = list(zip(_pictures(one), _pictures(other), strict=True))
    return any(
        max(channel[1] for channel in ImageChops.difference(first, second).getextrema()) > NOISE  # type: ignore[index]
        for first, second in pairs
    )


def _pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as pages:
        return [page.render(scale=100 / 72).to_pil().convert("RGB") for page in pages]
