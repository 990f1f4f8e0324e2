"""Papers for staff, such as tickets and brand sheets: HTML becomes a tagged PDF.

They are no leaflets, and no gate reads them.
"""

from collections.abc import Sequence
from pathlib import Path

from leaflets.typesetting.copied import copying
from leaflets.typesetting.engine import reads_left, render, uncollected
from leaflets.typesetting.seal import seal

ACCESSIBLE = "pdf/ua-1"


def set_paper(html: str, name: str, fonts: Sequence[Path]) -> bytes:
    """Return a page of HTML as PDF/UA-1, set in the typefaces of these folders. The same page gives the same bytes."""
    seal(fonts)
    with uncollected(), copying() as copied:
        document = render(html)
        copied.language, copied.reads_left = document.metadata.lang, reads_left(document)
        form = {"pdf_variant": ACCESSIBLE, "pdf_tags": True, "pdf_identifier": name.encode()}
        return bytes(document.write_pdf(finisher=copied.finish, **form))


def set_untagged(html: str, fonts: Sequence[Path]) -> tuple[bytes, int]:
    """Return HTML as PDF without tags, of which a picture is drawn, and how many pages it has."""
    seal(fonts)
    document = render(html)
    return bytes(document.write_pdf()), len(document.pages)
