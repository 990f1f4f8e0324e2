"""Elements of a page that templates filled: a person's layout may leave a page without words, or without a body."""

from collections.abc import Iterator
from typing import Any

from lxml import etree, html


def elements(page: str) -> Iterator[Any]:
    """Yield the elements of a page's body in reading order: none of a page that is empty, or all head."""
    try:
        body = html.document_fromstring(page).body
    except etree.ParserError:  # raised for a page that holds no element
        return
    if body is not None:
        yield from body.iter(etree.Element)
