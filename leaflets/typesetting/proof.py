"""Reads the finished pages back, and compares them with what was to be printed."""

from collections.abc import Iterator, Sequence
from typing import Any

from leaflets.model import Layout, Preview
from leaflets.model.shape import Shape
from leaflets.typesetting.aside import find_asides
from leaflets.typesetting.drawn import Drawn
from leaflets.typesetting.findings import Finding
from leaflets.typesetting.glyphs import find_ill_set
from leaflets.typesetting.insertions import Numbering, find_foreign_pictures, find_insertions, places_of
from leaflets.typesetting.legible import find_illegible
from leaflets.typesetting.order import find_disorder, find_lonely_headings, find_misplaced
from leaflets.typesetting.pictures import find_missing_pictures, find_unseen
from leaflets.typesetting.reading import Run, read_page
from leaflets.typesetting.room import find_out_of_room
from leaflets.typesetting.sizes import find_small
from leaflets.typesetting.spoken import find_changes, find_missing, readable


def proofread(document: Any, drawn: Sequence[Drawn], layout: Layout, shape: Shape) -> Iterator[Finding]:
    """Yield what is wrong with the finished pages, of which `shape` says what they keep to.

    Previews have a band of the stylesheet's in their margin, which says so.
    """
    pages = document.pages
    root = pages[0]._page_box.children[0].element  # noqa: SLF001 - the layout tree is not public
    read: list[list[Run]] = [read_page(number, page) for number, page in enumerate(pages, 1)]
    if isinstance(layout, Preview):
        read = [[run for run in runs if not run.is_band] for runs in read]
    hidden: set[int] = set()
    places = places_of(pages)
    for number, (runs, seen) in enumerate(zip(read, drawn, strict=True), 1):
        for run, finding in find_illegible(runs, seen, shape.smallest):
            hidden.add(id(run.box))
            yield finding
        yield from find_small(root, runs, seen, shape.body)
        yield from find_unseen(runs, seen, layout.depicted)
        yield from find_insertions(runs, Numbering(number, len(read), places))
        yield from find_foreign_pictures(seen, root)
        yield from find_disorder(runs)
        yield from find_out_of_room(runs, seen)
        yield from find_ill_set(runs)
    every, body = [run for runs in read for run in runs], readable(root)
    yield from find_misplaced(root, list(zip(read, drawn, strict=True)))
    yield from find_lonely_headings(root, read)
    yield from find_changes(body, every)
    yield from find_missing_pictures(root, every, layout.depicted)
    yield from find_missing(read, layout.passages, hidden)
    yield from find_asides(root, body, document, shape.papers)
