"""What a drawing shows: whether it holds shapes only, in which tones, and how many dots."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tinycss2.color4 import parse_color

from leaflets.typesetting.contrast import OF_GRAPHICS, Colour, colour, least_contrast

SHAPES = frozenset({"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"})
GEOMETRY = frozenset(
    {"d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "points", "transform", "viewBox"}
    | {"width", "height", "version", "preserveAspectRatio"}
)
PAINT = frozenset(
    {"fill", "stroke", "fill-rule", "fill-opacity", "stroke-opacity", "stroke-width", "stroke-linecap"}
    | {"stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset"}
)
FINE_STROKE, FINE_DOT = 0.06, 0.1
"""Up to these parts of its height the strokes and dots of a drawing behind text are an ornament."""
FAINT = 1.1
"""Below this contrast a dot is not to be seen."""
LEAST_DOT = 0.2
"""The least radius of a dot, as a part of the distance between two."""
MOST_DOTS = 20_000

_ROWS = re.compile(r"(?:M[\d.]+ [\d.]+H[\d.]+)*")
_ROW = re.compile(r"M([\d.]+) ([\d.]+)H([\d.]+)")
_MIRROR = re.compile(r"matrix\(-1 0 0 1 [\d.]+ 0\)")


class Dots(NamedTuple):
    """How many dots a picture of a frequency has: dark ones, ringed ones, and pale ones."""

    certain: int
    uncertain: int
    rest: int


class _Shape(NamedTuple):
    """A shape with what it inherits."""

    tag: str
    own: Any
    paint: dict[str, str]


def find_fault(picture: Any) -> str | None:
    """Return what a picture holds besides shapes, if it does."""
    root = _root(picture)
    if root is None:
        return "is no drawing of shapes"
    for element in root.iter():
        tag = _tag(element)
        if tag not in SHAPES:
            return f"holds more than shapes ({tag or 'a remark'})"
        strange = sorted({name for name in element.attrib if not name.startswith("{")} - GEOMETRY - PAINT)
        if strange:
            return f"holds more than shapes ({strange[0]})"
    return None


def is_ornament(picture: Any) -> bool:
    """Tell whether a drawing is an ornament of fine lines, which leaves the text upon it readable."""
    root = _root(picture)
    if root is None or find_fault(picture):
        return False
    try:
        height = min(_view(root)[2:])
        return all(_is_fine(shape, height) for shape in _shapes(root, {}))
    except ValueError:
        return False


def tones(picture: Any) -> set[Colour]:
    """Return the colours in which a drawing of shapes is painted."""
    found: set[Colour] = set()
    for shape in _shapes(_root(picture), {}):
        for kind in ("fill", "stroke"):
            tone = _tone(shape.paint, kind)
            if tone is not None and (kind == "fill" or _number(shape.paint, "stroke-width", 1) > 0):
                found.add(tone)
    return found


def count_dots(picture: Any, grounds: tuple[Colour, ...]) -> Dots | None:
    """Return how many dots of each kind are to be seen, or None for a drawing of anything but dots on a grid."""
    root = _root(picture)
    if root is None or find_fault(picture):
        return None
    layers: list[tuple[float, Colour]] = []
    seen: dict[tuple[float, float], tuple[int, ...]] = {}
    try:
        left, top, width, height = _view(root)
        for shape in _shapes(root, {}):
            places, radius, tone = _dots_of(shape)
            for x, y in places:
                if left <= x <= left + width and top <= y <= top + height:
                    seen[x, y] = (*seen.get((x, y), ()), len(layers))
            layers.append((radius, tone))
    except ValueError:
        return None
    counts: Counter[str] = Counter()
    for stack, count in Counter(seen.values()).items():
        counts[_kind([layers[one] for one in stack], grounds)] += count
    return Dots(*(counts[kind] for kind in Dots._fields))


def _kind(layers: Sequence[tuple[float, Colour]], grounds: tuple[Colour, ...]) -> str:
    """Return which kind of dot the layers at one place make; an empty word is none."""
    shown: list[tuple[float, Colour]] = []
    for radius, tone in layers:
        shown = [one for one in shown if one[0] > radius]
        shown.append((radius, tone))
    outer, middle = (least_contrast(tone, grounds, FAINT, OF_GRAPHICS) for _, tone in (shown[0], shown[-1]))
    if middle >= OF_GRAPHICS:
        return "certain"
    if outer >= OF_GRAPHICS:
        return "uncertain"
    return "rest" if outer >= FAINT else ""


def _dots_of(shape: _Shape) -> tuple[Sequence[tuple[float, float]], float, Colour]:
    """Return the middles of dots with their radius and tone; raise ValueError for anything else."""
    if shape.tag == "circle":
        tone = _tone(shape.paint, "fill")
        if tone is None or _tone(shape.paint, "stroke") is not None:
            raise ValueError
        middle = round(_number(shape.own, "cx"), 1), round(_number(shape.own, "cy"), 1)
        return [middle], _radius(_number(shape.own, "r")), tone
    tone, path = _tone(shape.paint, "stroke"), shape.own.get("d", "")
    dash, gap = (float(one) for one in shape.paint.get("stroke-dasharray", "").split())
    is_dotted = shape.paint.get("stroke-linecap") == "round" and dash <= 0.01 and abs(dash + gap - 1) < 0.01
    if shape.tag != "path" or tone is None or not is_dotted or not _ROWS.fullmatch(path):
        raise ValueError
    if _tone(shape.paint, "fill") is not None:
        raise ValueError
    return _places(path), _radius(_number(shape.paint, "stroke-width", 1) / 2), tone


@lru_cache(maxsize=256)
def _places(path: str) -> tuple[tuple[float, float], ...]:
    """Return the places of the dots that dashes of no length draw along rows."""
    rows = [[float(one) for one in row] for row in _ROW.findall(path)]
    counts = [int(last - first) + 1 for first, _, last in rows]
    if sum(counts) > MOST_DOTS:
        raise ValueError
    return tuple(
        (round(first + step, 1), round(y, 1))
        for (first, y, _), count in zip(rows, counts, strict=True)
        for step in range(max(0, count))
    )


def _radius(value: float) -> float:
    if not LEAST_DOT <= value <= 0.5:
        raise ValueError
    return value


def _shapes(element: Any, around: dict[str, str]) -> Iterator[_Shape]:
    """Yield the shapes of a drawing in the order of painting."""
    paint = {**around, **{name: value for name, value in element.attrib.items() if name in PAINT}}
    tag = _tag(element)
    if tag in ("svg", "g"):
        for child in element:
            yield from _shapes(child, paint)
    else:
        yield _Shape(tag, element, paint)


def _is_fine(shape: _Shape, height: float) -> bool:
    is_filled = shape.paint.get("fill", "black") != "none"
    is_dot = shape.tag == "circle" and _number(shape.own, "r") <= height * FINE_DOT
    fine = shape.tag in ("path", "circle", "line") and _number(shape.paint, "stroke-width", 0) <= height * FINE_STROKE
    return fine and (is_dot or not is_filled)


def _root(picture: Any) -> Any:
    """Return the element of a drawing; None for other pictures."""
    drawing = getattr(picture, "_svg", None)
    return None if drawing is None else drawing.tree._etree_node  # noqa: SLF001 - the engine keeps what it has read


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _view(root: Any) -> tuple[float, float, float, float]:
    left, top, width, height = (float(one) for one in root.get("viewBox", "").replace(",", " ").split())
    return left, top, width, height


def _number(values: Any, name: str, otherwise: float | None = None) -> float:
    return float(values.get(name, "" if otherwise is None else otherwise))


def _tone(paint: dict[str, str], kind: str) -> Colour | None:
    """Return the colour of a fill or stroke; None if there is none."""
    value = paint.get(kind, "black" if kind == "fill" else "none").strip()
    return None if value == "none" else _parsed(value, float(paint.get(f"{kind}-opacity", 1)))


@lru_cache(maxsize=512)
def _parsed(value: str, opacity: float) -> Colour:
    known = parse_color(value)
    if known is None or isinstance(known, str):
        raise ValueError
    return colour(known, opacity)
