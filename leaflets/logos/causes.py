"""What in an SVG the press is known to draw wrong, and the menu entry that turns it into what it draws right."""

import re
from typing import NamedTuple


class Cause(NamedTuple):
    """What stands in a file, in words for people, and how to do without it."""

    words: str
    sign: re.Pattern[bytes]
    mend: str


_CUT = "cut the shapes: in Inkscape Path → Intersection, in Illustrator Pathfinder → Crop, in Figma Intersect selection"
_EXPAND = "expand it: in Inkscape Path → Object to Path, in Illustrator Object → Expand, in Figma Flatten"
_CAUSES = (
    Cause("masks", re.compile(rb"<(?:\w+:)?mask\b"), _CUT),
    Cause(
        "filters, such as shadows,",
        re.compile(rb"<(?:\w+:)?filter\b|filter\s*:"),
        "take them off: in Inkscape Filters → Remove Filters, in Illustrator the panel Appearance, in Figma Effects",
    ),
    Cause(
        "blend modes",
        re.compile(rb"mix-blend-mode"),
        "choose Normal: in Inkscape in Fill and Stroke, in Illustrator in Transparency, in Figma in Appearance",
    ),
    Cause(
        "strokes with a gradient",
        re.compile(rb"stroke\s*[:=]\s*[\"']?\s*url\("),
        "make shapes of them: in Inkscape Path → Stroke to Path, in Illustrator Object → Path → Outline Stroke, "
        "in Figma Outline stroke",
    ),
    Cause(
        "patterns",
        re.compile(rb"<(?:\w+:)?pattern\b"),
        "expand them: in Inkscape Object → Pattern → Pattern to Objects, in Illustrator Object → Expand, "
        "in Figma Flatten",
    ),
    Cause("clipping", re.compile(rb"<(?:\w+:)?clipPath\b"), _CUT),
    Cause("gradients of this kind", re.compile(rb"<(?:\w+:)?(?:linear|radial)Gradient\b"), "use plain colours"),
    Cause("markers", re.compile(rb"<(?:\w+:)?marker\b"), _EXPAND),
    Cause(
        "style sheets of this kind",
        re.compile(rb"<(?:\w+:)?style\b"),
        "export without them: in Illustrator Styling → Presentation Attributes, in Inkscape Save As → Plain SVG",
    ),
    Cause(
        "parts that are used again",
        re.compile(rb"<(?:\w+:)?use\b"),
        "make shapes of them: in Inkscape Edit → Clone → Unlink Clone, in Illustrator Object → Expand, "
        "in Figma Flatten",
    ),
    Cause("transparency of this kind", re.compile(rb"opacity"), "use plain colours"),
)
"""Most likely first."""
_UNKNOWN = Cause("something in it", re.compile(b""), "draw it with plain shapes")


def cause_of(data: bytes) -> Cause:
    """Return what in an SVG is most likely why the press draws it wrong."""
    return next((cause for cause in _CAUSES if cause.sign.search(data)), _UNKNOWN)
