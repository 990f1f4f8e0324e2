"""What a library tells programs: a catalogue as JSON, the same as a table for Excel, and a sitemap."""

import csv
import io
import json
from typing import Any
from xml.sax.saxutils import escape

from leaflets.library.items import Copy, Holdings, Item
from leaflets.model.contact import ascii_url

COLUMNS = (
    "clinic", "topic", "title", "language", "language_name", "own_name", "own_title", "state", "holds_until", "version",
    "written", "content_id", "pages", "bytes", "sha256", "pdf", "page",
)  # fmt: skip


def catalogue(holdings: Holdings) -> bytes:
    """Return every leaflet of a library as JSON."""
    told = {
        "made": holdings.today.isoformat(),
        "clinics": [{"clinic": one.clinic, "name": one.name, "library": one.address} for one in holdings.shelves],
        "leaflets": [_entry(one, one.copy) for one in holdings.items if one.copy],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def table(holdings: Holdings) -> bytes:
    """Return the same as a table: CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel knows its letters."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(_entry(one, one.copy) for one in holdings.items if one.copy)
    return buffer.getvalue().encode("utf-8-sig")


def sitemap(holdings: Holdings) -> bytes:
    """Return the pages that search engines may show: those for patients that are final (sitemaps.org 0.9).

    Only clinics whose library is on the web have any.
    """
    pages = [
        (f"{ascii_url(shelf.address)}/{one.page_path}", one.dated)
        for shelf in holdings.shelves
        for one in shelf.items
        if shelf.address and one.state.name == "final"
    ]
    lines = [f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>" for address, day in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>\n"]).encode()


def _entry(item: Item, copy: Copy) -> dict[str, Any]:
    leaflet = item.leaflet
    return {
        "clinic": leaflet.clinic,
        "topic": leaflet.topic,
        "title": item.english,
        "language": item.language.bcp47,
        "language_name": item.language.name,
        "own_name": item.language.endonym,
        "own_title": item.title,
        "state": item.state.name,
        "holds_until": item.state.until.isoformat() if item.state.until else None,
        "version": item.version,
        "written": item.dated.isoformat() if item.dated else None,
        "content_id": copy.content_id,
        "pages": copy.pages,
        "bytes": copy.size,
        "sha256": copy.sha256,
        "pdf": copy.path,
        "page": item.page_path,
        "shapes": [{"edition": one.leaflet.edition, "pdf": one.path, "pages": one.pages} for one in item.shapes],
    }
