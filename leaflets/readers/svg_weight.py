"""Counts what an SVG would draw when all that it uses is filled in, before any of it is drawn."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from leaflets.readers.svg_faults import Fault, local

HEAVIEST = 100_000
"""The most shapes that a logo may draw. Large, real logos draw a few thousand."""
DEEPEST_USE = 150
"""How many groups and uses may stand inside each other."""
LAYER = 100
"""What a filter or a mask weighs: it is a picture of its own."""
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_WORD = re.compile(r"[.#]?[\w-]+")
_NUMBER = re.compile(r"\d+")
_HINT = (
    "Turn repeated parts into paths: in Inkscape Edit → Clone → Unlink Clone, in Illustrator Object → Expand, "
    "in Figma Flatten."
)


class _TooHeavyError(Exception):
    """The count is past what a logo may draw."""


def weight_fault(root: Any) -> Iterator[Fault]:
    """Find an SVG that refers to itself, or draws more than can be drawn."""
    try:
        _Weights(root).weigh(root)
    except _LoopError:
        yield "A part of the SVG uses itself.", _HINT
        return
    except (_TooHeavyError, RecursionError):
        yield f"The SVG would draw more than {HEAVIEST:,} shapes, since its parts use each other.", _HINT


class _LoopError(Exception):
    """A part uses itself."""


class _Weights:
    def __init__(self, root: Any) -> None:
        self._by_id = {element.get("id"): element for element in root.iter(etree.Element) if element.get("id")}
        self._rules = _rules_by_word(root, self._by_id.keys())
        self._known: dict[Any, tuple[int, int]] = {}
        self._open: set[Any] = set()

    def weigh(self, element: Any) -> tuple[int, int]:
        """Return how many shapes an element draws with all that it refers to, and how deep they nest."""
        if element in self._known:
            return self._known[element]
        if element in self._open:
            raise _LoopError
        self._open.add(element)
        weight, depth = 1, 0
        parts = [*((child, 1) for child in element if isinstance(child.tag, str)), *self._references(element)]
        for part, times in parts:
            heavy, deep = self.weigh(part)
            weight, depth = weight + times * heavy, max(depth, deep)
        self._open.discard(element)
        self._known[element] = weight, depth + 1
        if weight > HEAVIEST or depth >= DEEPEST_USE:
            raise _TooHeavyError
        return self._known[element]

    def _references(self, element: Any) -> Iterator[tuple[Any, int]]:
        for attribute, value in element.attrib.items():
            if local(attribute) == "href" and value.strip().startswith("#"):
                yield from self._target(value.strip()[1:], 1)
            times = _vertices(element) if "marker" in value or "marker" in local(attribute) else 1
            for name in _REFERENCE.findall(value):
                yield from self._target(name, times)
        words = {local(element.tag), f"#{element.get('id')}", *(f".{one}" for one in element.get("class", "").split())}
        rules = dict.fromkeys(rule for word in (*sorted(words), "") for rule in self._rules.get(word, ()))
        for names, marks in rules:
            times = _vertices(element) if marks else 1
            for name in names:
                yield from self._target(name, times)

    def _target(self, name: str, times: int) -> Iterator[tuple[Any, int]]:
        target = self._by_id.get(name)
        if target is not None:
            yield target, times * (LAYER if local(target.tag) in {"filter", "mask"} else 1)


def _rules_by_word(root: Any, known: Collection[str]) -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """Return what the style sheets refer to, by the words of their selectors: the ids, and whether they are markers.

    A rule for all elements has no word. Rules that refer to nothing that is there are left out.
    """
    rules: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
    for style in root.iter(etree.Element):
        if local(style.tag) == "style":
            for rule in (style.text or "").split("}"):
                selector, _, body = rule.rpartition("{")
                names = tuple(name for name in _REFERENCE.findall(body) if name in known)
                for word in (set(_WORD.findall(selector)) or {""}) if names else ():
                    rules[word].append((names, "marker" in body))
    return rules


def _vertices(element: Any) -> int:
    shapes = (one.get("d", "") + one.get("points", "") for one in element.iter(etree.Element))
    return 1 + sum(len(_NUMBER.findall(shape)) for shape in shapes)
