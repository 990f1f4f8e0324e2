"""Where sections are torn: what begins a page, and has to say so for the engine to set it rightly."""

from collections.abc import Iterator

from leaflets.model import Section
from leaflets.typesetting.filling import Filling


def torn_in(filling: Filling, sections: tuple[Section, ...], fewest: int) -> Iterator[str]:
    """Yield what has to begin a page: the statement or group with which a torn section goes on, by its id.

    `fewest` statements stand on each page, where a section has enough of them: else its first one begins the page.
    So it does where its drawings would stand on another page than its heading, and where a section with drawings
    begins a page by itself: the engine would paint the drawings twice.
    """
    for before, page in zip(filling.begun, filling.begun[1:], strict=False):
        for section in (one for one in sections if one.kind == "section"):
            items = [item.id for item in section.items if not _is_picture(item)]
            here = [one for one in items if one in page and one not in before]
            first = section.items[0].id if section.items else ""
            if here and any(one in before for one in items):
                start = items.index(here[0])
                is_short = first not in before or start < fewest or len(items) < 2 * fewest
                yield first if is_short else items[min(start, len(items) - fewest)]
            elif here and first not in items and first == page[0]:
                yield first


def _is_picture(item: object) -> bool:
    return getattr(item, "kind", "") == "picture"
