"""Rendered words as runs of text: what Typst sets in place of HTML's spans and links."""

from collections.abc import Iterator
from typing import Any

from lxml import html

Run = dict[str, Any]
"""`text`, or `runs` inside; and what is so of it: `bold`, `together` (it never breaks), `dir`, `link` (its address)."""

BREAK = "\u200b"
"""Where an address may break."""


def runs_of(words: str) -> str | list[Run]:
    """Return rendered words as runs; as they are where nothing is marked in them."""
    if "<" not in words and "&" not in words:
        return str(words)
    found = list(_inside(html.fragment_fromstring(words, create_parent="p")))
    return "".join(run["text"] for run in found) if all(run.keys() == {"text"} for run in found) else found


def _inside(element: html.HtmlElement) -> Iterator[Run]:
    if element.text:
        yield {"text": element.text}
    for child in element:
        yield _run(child)
        if child.tail:
            yield {"text": child.tail}


def _run(element: html.HtmlElement) -> Run:
    if element.tag == "wbr":
        return {"runs": [{"text": BREAK}, *_inside(element)]}  # this reader knows no end of it
    runs, marks = list(_inside(element)), _marks(element)
    alone = len(runs) == 1 and not runs[0].keys() & marks.keys()
    return {**runs[0], **marks} if alone else {"runs": runs, **marks}


def _marks(element: html.HtmlElement) -> Run:
    marks: Run = {"bold": True} if element.tag in ("b", "strong") else {}
    if element.get("class") in ("ltr", "together"):
        marks["together"] = True
    return {**marks, **{name: element.get(key) for key, name in (("href", "link"), ("dir", "dir")) if element.get(key)}}
