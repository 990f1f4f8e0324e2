"""Finds what an element of an SVG may not hold: what runs, what lies elsewhere, what cannot be drawn on paper."""

import base64
import binascii
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from PIL import Image

from leaflets.readers.png import MOST_PIXELS, strictly

Fault = tuple[str, str]
"""A reason and a hint."""
Finding = tuple[str, str, bytes | None]
"""A reason and a hint, or an SVG within the SVG, which is to be read as well."""

_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_DATA = re.compile(r"data:([\w/+.-]*)((?:;[\w=-]+)*),(.*)", re.IGNORECASE | re.DOTALL)
_TEXTS = {"text", "tspan", "textPath", "tref", "altGlyph"}
_OUTLINES = (
    "Convert the text to outlines: in Inkscape Path → Object to Path, in Illustrator Type → Create Outlines, "
    "in Figma Outline Text when exporting; from Canva, download the logo as PNG."
)
_PLAIN = "Export it as plain SVG, without scripts."
_FLATTEN = (
    "In Inkscape use Edit → Make a Bitmap Copy, in Illustrator Object → Rasterize, in Figma Export → PNG; "
    "or use plain colours and gradients."
)
_UNKNOWN = {
    re.compile(r"\bvar\(", re.IGNORECASE): (
        "colours by name (var)",
        (
            "In Illustrator choose Styling → Presentation Attributes when exporting; "
            "in Inkscape, File → Save As → Plain SVG."
        ),
    ),
    re.compile(r"\b(?:conic-gradient|color-mix|oklch|oklab|lch|lab|hwb)\(", re.IGNORECASE): (
        "colours that only browsers know",
        _FLATTEN,
    ),
    re.compile(r"(?:clip-path|mask(?:-image)?)\s*:\s*(?!url|none|inherit)[\w-]+\(", re.IGNORECASE): (
        "clipping that only browsers know",
        _FLATTEN,
    ),
    re.compile(r"\bbackdrop-filter\b", re.IGNORECASE): ("a blurred background", _FLATTEN),
}
"""What neither the press nor the second renderer draws: compared with each other, they would agree on nothing."""
_UNDRAWN = {"meshgradient": "a mesh gradient", "mesh": "a mesh gradient", "hatch": "a hatch"}
_MOST_OCTAVES = 10


def local(tag: object) -> str:
    """Return an element's or attribute's name without its namespace."""
    return str(tag).rpartition("}")[2]


def is_blank_text(element: Any) -> bool:
    """Tell whether this is text that says nothing, as Illustrator leaves behind."""
    return local(element.tag) == "text" and not "".join(element.itertext()).strip()


def element_faults(element: Any) -> Iterator[Finding]:
    """Find what an element may not hold."""
    tag = local(element.tag)
    if tag in {"script", "foreignObject", "iframe"}:
        yield f"The SVG holds a <{tag}> element, which is not printed.", _PLAIN, None
    if tag in _TEXTS:
        yield "The SVG holds live text, which needs a font.", _OUTLINES, None
    if tag in _UNDRAWN:
        yield f"The SVG holds {_UNDRAWN[tag]}, which is not printed.", _FLATTEN, None
    if tag == "feTurbulence" and not _few(element.get("numOctaves", "1")):
        yield "The SVG holds a noise filter that takes too long to draw.", _FLATTEN, None
    for attribute, value in element.attrib.items():
        yield from _attribute_faults(tag, local(attribute), value)
    if tag == "style" and element.text:
        yield from _style_faults(element.text)


def _few(octaves: str) -> bool:
    return octaves.strip().isdigit() and int(octaves[:9]) <= _MOST_OCTAVES


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[Finding]:
    if name.lower().startswith("on"):
        yield "The SVG holds a script.", _PLAIN, None
    target = value.strip()
    if name in {"href", "src"} and target and not target.startswith("#"):
        if tag in {"image", "feImage"} and target[:5].lower() == "data:":
            yield from _data_faults(target)
        else:
            yield _refers(value)
    if _OUTSIDE.search(value):
        yield _refers(value)
    for pattern, (what, hint) in _UNKNOWN.items():
        if pattern.search(value if name != "style" else f"style:{value}"):
            yield f"The SVG uses {what}, which are not printed.", hint, None


def _style_faults(text: str) -> Iterator[Finding]:
    if "@import" in text.lower() or _OUTSIDE.search(text):
        yield _refers("its style sheet")
    for pattern, (what, hint) in _UNKNOWN.items():
        if pattern.search(text):
            yield f"The SVG uses {what}, which are not printed.", hint, None


def _refers(target: str) -> Finding:
    shown = "data in its attributes" if target.strip()[:5].lower() == "data:" else target.strip()[:60]
    reason = f"The SVG refers to something outside itself: {shown}."
    return reason, "Embed pictures in the file, and export it as plain SVG.", None


def _data_faults(target: str) -> Iterator[Finding]:
    """Look into a picture that stands inside the SVG."""
    hint = "Embed it as PNG or JPEG: in Inkscape with Extensions → Images → Embed, in Illustrator with Embed."
    match = _DATA.fullmatch(target)
    try:
        data = _decoded(match[2], match[3]) if match else b""
        if match and "svg" in match[1].lower():
            yield "", "", data
        else:
            _decode(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        reason = "A picture inside the SVG has far more pixels than can be printed."
        yield reason, "Save it smaller; two thousand pixels across are plenty.", None
    except (OSError, ValueError, SyntaxError, binascii.Error):
        yield "A picture inside the SVG cannot be read.", hint, None


def _decode(data: bytes) -> None:
    """Decode a picture; raise what the library raises."""
    with strictly(), Image.open(BytesIO(data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        image.load()


def _decoded(parameters: str, text: str) -> bytes:
    raw = unquote_to_bytes(text)
    return base64.b64decode(b"".join(raw.split()), validate=True) if ";base64" in parameters.lower() else raw
