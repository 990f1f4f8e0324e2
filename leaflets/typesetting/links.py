"""What a link of a PDF says to those who cannot see it: the words that are printed there."""

from typing import Any

from lxml import html


def name_links(pdf: Any, page: str) -> None:
    """Give each link annotation of an unwritten PDF its words on the page: its target reads badly."""
    import pydyf

    said = {one.get("href"): " ".join(one.text_content().split()) for one in html.document_fromstring(page).iter("a")}
    for annotation in pdf.objects:
        if isinstance(annotation, dict) and annotation.get("Subtype") == "/Link":
            words = said.get(_text(annotation["A"]["URI"]))
            if words:
                annotation["Contents"] = pydyf.String(words)


def _text(string: Any) -> str:
    return string if isinstance(string, str) else str(string.string)
