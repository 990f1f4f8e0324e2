"""Checks a clinic's logo: a picture that stands alone, and draws the same on every machine."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError

from leaflets.errors import Problem

LARGEST = 2 * 1024 * 1024
"""The largest logo, in bytes."""

_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#|data:image/)", re.IGNORECASE)
_INSIDE = ("#", "data:image/")


def check_logo(path: Path, name: str, problems: list[Problem]) -> None:
    """Add a problem for each reason why this logo cannot be printed."""
    problems.extend(Problem(name, reason, hint) for reason, hint in _faults(path))


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    try:
        if not path.is_file():
            yield "The logo is missing.", "Put the file beside clinic.toml, or name another one as brand.logo."
        elif not path.resolve().is_relative_to(path.parent.resolve()):
            yield "The logo lies outside the clinic's folder.", "Put the file itself beside clinic.toml."
        elif path.stat().st_size > LARGEST:
            yield "The logo is larger than 2 MB.", "Save it smaller; a few hundred kB are enough for print."
        else:
            yield from _picture_faults(path.suffix.lower(), path.read_bytes())
    except (OSError, ValueError) as error:
        yield f"The logo cannot be read: {error}.", "Check the file's name and permissions."


def _picture_faults(kind: str, data: bytes) -> Iterator[tuple[str, str]]:
    if kind == ".png":
        yield from _png_faults(data)
    elif kind == ".svg":
        yield from _svg_faults(data)
    else:
        yield "The logo is neither SVG nor PNG.", "Ask your designer for an SVG file."


def _png_faults(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as image:
            image.verify()
    except Image.DecompressionBombError:
        yield "The picture has far too many pixels.", "Save it smaller; two thousand pixels across are plenty."
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        yield "The file is not a PNG picture, whatever its name says.", "Export the logo again as PNG or SVG."


def _svg_faults(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ET.ParseError, DefusedXmlException, ValueError):
        yield "The file is not an SVG picture.", "Export the logo again as plain SVG."
        return
    if _local(root.tag) != "svg":
        yield "The file is not an SVG picture.", "Export the logo again as plain SVG."
        return
    if "viewBox" not in root.attrib and not {"width", "height"} <= root.attrib.keys():
        yield "The SVG does not say how large it is.", "Export it with a viewBox."
    yield from sorted({fault for element in root.iter() for fault in _element_faults(element)})


def _element_faults(element: ET.Element) -> Iterator[tuple[str, str]]:
    tag = _local(element.tag)
    if tag in {"script", "foreignObject"}:
        yield f"The SVG holds a <{tag}> element, which is not printed.", "Export it as plain SVG, without scripts."
    if tag in {"text", "tspan"}:
        yield "The SVG holds live text, which needs a font.", "Convert the text to outlines (paths) before exporting."
    for attribute, value in element.attrib.items():
        name = _local(attribute)
        if name.lower().startswith("on"):
            yield "The SVG holds a script.", "Export it as plain SVG, without scripts."
        if name in {"href", "src"} and value.strip() and not value.strip().startswith(_INSIDE):
            yield _refers(value)
        if _OUTSIDE.search(value):
            yield _refers(value)
    if tag == "style" and element.text and ("@import" in element.text or _OUTSIDE.search(element.text)):
        yield _refers("its style sheet")


def _refers(target: str) -> tuple[str, str]:
    reason = f"The SVG refers to something outside itself: {target.strip()[:60]}."
    return reason, "Embed pictures in the file, and export it as plain SVG."


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
