"""Reads an SVG: whether it can be drawn at all, and without what is never drawn.

Links, unused fonts, movements, instructions to programs and the private data of drawing programs are taken off, and the
namespaces that older versions of Illustrator write as entities are filled in. An SVG that has none of these stays byte
for byte as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from leaflets.readers.svg_faults import Fault, element_faults, is_blank_text, local
from leaflets.readers.svg_size import size_of, viewbox_for
from leaflets.readers.svg_weight import weight_fault

NAMESPACE = "http://www.w3.org/2000/svg"
MOST_ELEMENTS, DEEPEST, MOST_LEVELS = 30_000, 100, 3
_PLAIN_ENTITY = re.compile(r"[\w:/.#?=%~+-]{0,200}")
"""A namespace, as Illustrator's entities hold; nothing that could hold another entity or an element."""
_PARAMETER_ENTITY = re.compile(rb"<!ENTITY\s+%")
_FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_WIDE_COLOUR = re.compile(r"(?:^|;)\s*[\w-]+\s*:\s*color\([^;]*", re.IGNORECASE)
"""A declaration for screens of more colours, which follows the same in plain colours."""
_MOVING = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"})
_W3C = "http://www.w3.org/"
"""Where the usual document types lie; nothing is read from there."""
_INSIDE = "A picture inside the SVG cannot be printed: "
_NESTED = (
    "Too many SVG pictures lie inside each other.",
    "Ungroup them: in Illustrator with Object → Expand, in Inkscape with Object → Ungroup, in Figma with Flatten.",
)
_NO_SVG = ("The file is not an SVG picture.", "Export the logo again as plain SVG.")


@dataclass(frozen=True)
class Drawing:
    """An SVG that can be drawn. Width and height are in any unit: their proportion counts."""

    data: bytes
    width: float
    height: float


def read_svg(data: bytes, level: int = 1) -> tuple[Drawing | None, tuple[Fault, ...]]:
    """Return a drawing, or None and why it cannot be drawn. `level` counts how far inside other drawings it lies."""
    if level > MOST_LEVELS:
        return None, (_NESTED,)
    faults: tuple[Fault, ...]
    try:
        root = _parsed(data)
    except etree.XMLSyntaxError as error:
        return None, (_syntax_fault(error),)
    faults = tuple(_document_faults(root, data))
    if faults:
        return None, faults
    changed = _clean(root)
    size = size_of(root)
    if isinstance(size, tuple) and isinstance(size[0], str):
        return None, (size,)
    faults = tuple(sorted({fault for element in root.iter(etree.Element) for fault in _faults_of(element, level)}))
    faults = faults or tuple(weight_fault(root))
    if faults:
        return None, faults
    changed = viewbox_for(root) or changed
    width, height = size_of(root)
    return Drawing(etree.tostring(root) if changed else data, float(width), float(height)), ()


def _parsed(data: bytes) -> Any:
    """Return the root of an XML document; nothing outside it is ever opened."""
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.tag == "svg":  # written for a web page, where the namespace may be left out
        named = re.sub(rb"<svg\b", b'<svg xmlns="' + NAMESPACE.encode() + b'"', data, count=1)
        root = etree.fromstring(named, parser)
        root.set("data-named", "")
    return root


def _syntax_fault(error: etree.XMLSyntaxError) -> Fault:
    told = str(error.msg)
    if "entity" in told.lower():
        return _entity_fault("that cannot be filled in")
    if "depth" in told.lower():
        return _too_deep()
    return _NO_SVG


def _document_faults(root: Any, data: bytes) -> Iterator[Fault]:
    if local(root.tag) != "svg" or etree.QName(root).namespace != NAMESPACE:
        yield _NO_SVG
        return
    subset = root.getroottree().docinfo.internalDTD
    entities = list(subset.iterentities()) if subset is not None else []
    odd = [one.name for one in entities if one.content is None or not _PLAIN_ENTITY.fullmatch(one.content)]
    if odd or _PARAMETER_ENTITY.search(data):
        yield _entity_fault(", ".join(str(name) for name in odd)[:60])
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        reason = f"The SVG holds more than {MOST_ELEMENTS} elements."
        yield reason, "Simplify it: in Inkscape with Path → Simplify, in Illustrator with Object → Path → Simplify."
    if _depth(root) > DEEPEST:
        yield _too_deep()


def _entity_fault(names: str) -> Fault:
    reason = f"The SVG holds entities other than namespaces: {names or 'of its document type'}."
    return reason, ("In Illustrator, choose File → Export → Export As → SVG; in Inkscape, File → Save As → Plain SVG.")


def _too_deep() -> Fault:
    reason = f"The SVG holds more than {DEEPEST} groups inside each other."
    return reason, "Ungroup it: in Inkscape and Illustrator with Object → Ungroup, in Figma with Object → Ungroup."


def _depth(root: Any) -> int:
    deepest, level, todo = 0, 0, [(root, 1)]
    while todo:
        element, level = todo.pop()
        deepest = max(deepest, level)
        todo.extend((child, level + 1) for child in element)
    return deepest


def _faults_of(element: Any, level: int) -> Iterator[Fault]:
    for reason, hint, nested in element_faults(element):
        if nested is None:
            yield reason, hint
        else:
            for inner, mend in read_svg(nested, level + 1)[1]:
                prefix = "" if inner.startswith(_INSIDE) else _INSIDE
                yield f"{prefix}{inner}", mend


def _clean(root: Any) -> bool:
    """Take off what is never drawn; tell whether anything was."""
    tree = root.getroottree()
    encoding = (tree.docinfo.encoding or "UTF-8").upper()
    subset = tree.docinfo.internalDTD
    changed = encoding not in {"UTF-8", "US-ASCII", "ASCII"} or root.attrib.pop("data-named", None) is not None
    changed = changed or (subset is not None and any(True for _ in subset.iterentities()))
    changed = changed or any(one.tag is etree.ProcessingInstruction for one in root.itersiblings(preceding=True))
    changed = changed or not (tree.docinfo.system_url or _W3C).startswith(_W3C)
    for element in list(root.iter(etree.Element)):
        changed = _clean_element(element) or changed
    return changed


def _clean_element(element: Any) -> bool:
    name = local(element.tag)
    if name == "a":
        _unlink(element)
    elif name == "switch":
        _choose(element)
    elif name == "style" and element.text and _FONT_FACE.search(element.text):
        element.text = _FONT_FACE.sub("", element.text)
    elif name in {"font", "font-face", *_MOVING} or is_blank_text(element):
        _drop(element)
    elif _WIDE_COLOUR.search(element.get("style", "")):
        element.set("style", _WIDE_COLOUR.sub("", element.get("style")).lstrip("; "))
    else:
        return False
    return True


def _unlink(element: Any) -> None:
    element.tag = f"{{{NAMESPACE}}}g"
    for attribute in list(element.attrib):
        if local(attribute) in {"href", "target", "rel", "download", "type", "show", "title"}:
            del element.attrib[attribute]


def _choose(element: Any) -> None:
    """Keep the first child that needs no drawing program's extension, as every viewer does."""
    element.tag = f"{{{NAMESPACE}}}g"
    kept = False
    for child in list(element):
        if not isinstance(child.tag, str) or kept or "requiredExtensions" in child.attrib:
            element.remove(child)
        else:
            kept = True


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
