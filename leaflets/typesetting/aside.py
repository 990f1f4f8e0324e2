"""What a PDF says beside its pages: its title, its bookmarks, words for those who listen, links and attached files."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from leaflets.model.shape import Papers
from leaflets.typesetting.areas import MILLIMETRE
from leaflets.typesetting.findings import Finding, shortened
from leaflets.typesetting.spoken import squeezed

SPOKEN = ("title", "aria-label", "aria-description", "placeholder", "label", "summary")
"""Attributes whose words are read aloud or shown."""
PREVIEW = "preview·"
JOINT = "·"
"""Stands between what two languages say of the same thing."""
NOWHERE = "is said beside the pages and stands nowhere on them"


def find_asides(root: Any, body: Sequence[Any], document: Any, papers: Papers) -> Iterator[Finding]:
    """Yield what the file says or holds beside its pages, and the pages do not; and pages that are no paper."""
    said = sorted({squeezed("".join(one.itertext())) for one in body} - {""}, key=len, reverse=True)
    for words in _beside(root, body, document):
        if not _is_said(squeezed(words).removeprefix(PREVIEW), said):
            yield Finding(f"“{shortened(words)}”", NOWHERE)
    addresses = {one.get("href") for one in body}
    for kind, target, *_ in (link for page in document.pages for link in page.links):
        if kind == "attachment" or (kind == "external" and target not in addresses):
            yield Finding(f"the link to {shortened(str(target))}", "is put there by the stylesheet")
    if document.metadata.attachments:
        yield Finding("a file", "is attached to the pages")
    for number, page in enumerate(document.pages, 1):
        if page.width > papers.widest * MILLIMETRE or page.height > papers.highest * MILLIMETRE:
            yield Finding(f"page {number}", "is larger than the paper, so that printers make its words smaller")


def _beside(root: Any, body: Iterable[Any], document: Any) -> Iterator[str]:
    yield from (one.text for one in root.iter("title") if one.text)
    for element in body:
        yield from (words for name in SPOKEN if (words := element.get(name)))
    yield from (label for page in document.pages for _, label, *_ in page.bookmarks)


def _is_said(words: str, said: Sequence[str]) -> bool:
    """Tell whether words are made of whole texts that stand on the pages."""
    while words:
        piece = next((one for one in said if words.startswith(one)), "")
        if not piece:
            return False
        words = words.removeprefix(piece).removeprefix(JOINT)
    return True
