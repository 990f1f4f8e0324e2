"""PDFs and workbooks that are small on disk and burst, or never end, when somebody reads them."""

import io
import zipfile
import zlib
from collections.abc import Callable
from random import Random

import pikepdf

OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSING = b"</sheetData></worksheet>"

Bomb = Callable[[], bytes]


def pdf(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return a sheet of one page that says of itself what a leaflet says."""
    return _saved(_sheet(b"BT /F 12 Tf 72 700 Td (abcd-0123) Tj ET"))


def swollen_page(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return a page whose stream unpacks to gigabytes."""
    packed = b"".join(_endless(b"0 0 m 1 1 l S\n" * 1000, 6_000))
    document = _sheet(b"")
    document.pages[0].obj.Contents = pikepdf.Stream(document, packed, Filter=pikepdf.Name.FlateDecode)
    return _saved(document)


def nested_forms(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return a form that draws another one a hundred times, which draws another one a hundred times, and so on."""
    document = _sheet(b"/X Do")
    inner = pikepdf.Stream(document, b"BT /F 12 Tf (abcd-0123) Tj ET")
    for _number in range(12):
        inner.Type, inner.Subtype, inner.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 600, 800]
        inner = pikepdf.Stream(
            document, b"/X Do\n" * 100, Resources={"/XObject": {"/X": document.make_indirect(inner)}}
        )
    inner.Type, inner.Subtype, inner.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 600, 800]
    document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X=document.make_indirect(inner))
    return _saved(document)


def form_in_itself(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return a form that draws itself."""
    document = _sheet(b"/X Do")
    form = document.make_indirect(pikepdf.Stream(document, b"/X Do /X Do"))
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 600, 800]
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    document.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X=form)
    return _saved(document)


def deep_objects(_: bytes = b"", dice: Random | None = None) -> bytes:
    """Return arrays or dictionaries inside each other, thousands deep."""
    opening, closing = (b"[", b"]") if dice is None else dice.choice(((b"[", b"]"), (b"<</A ", b">>")))
    body = b"%PDF-1.7\n1 0 obj\n" + opening * 60_000 + b"1" + closing * 60_000 + b"\nendobj\n"
    return body + b"trailer <</Root 1 0 R>>\n%%EOF"


def pages_in_a_ring(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return a tree of pages that is its own branch."""
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Count 999999999/Kids[2 0 R 2 0 R]>>"
        b"\nendobj\ntrailer <</Root 1 0 R/Size 3>>\n%%EOF"
    )


def many_pages(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return thousands of pages, all the same."""
    document = _sheet(b"BT /F 12 Tf 72 700 Td (" + b"abcd-0123 " * 500 + b") Tj ET")
    for _number in range(3000):
        document.pages.append(document.pages[0])
    return _saved(document)


def much_text(_: bytes = b"", __: Random | None = None) -> bytes:
    """Return a page of millions of letters."""
    packed = b"".join(_endless(b"(abcd-0123) Tj\n" * 1000, 900))
    document = _sheet(b"")
    stream = zlib.compress(b"BT /F 12 Tf 72 700 Td\n" + zlib.decompress(packed) + b"ET")
    document.pages[0].obj.Contents = pikepdf.Stream(document, stream, Filter=pikepdf.Name.FlateDecode)
    return _saved(document)


PDFS = (swollen_page, nested_forms, form_in_itself, deep_objects, pages_in_a_ring, many_pages, much_text)


def swollen_workbook(data: bytes, dice: Random) -> bytes:
    """Change one file of a workbook: zeros without end, rows without number, cells that have no place, what is deep."""
    sheet = "xl/worksheets/sheet1.xml"
    name = dice.choice(
        (sheet, sheet, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")
    )
    rows = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>{number}</v></c></row>' for number in range(1, 90_000))
    new = dice.choice(
        (
            b"\0" * 90_000_000,
            b"",
            b"<a>" * 200_000,
            rows.encode(),
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            OPENING + b'<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>' + CLOSING,
            OPENING + b'<row r="x"/></sheetData>',
            OPENING + rows.encode() + CLOSING,
        )
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fresh:
        for entry in old.namelist():
            fresh.writestr(entry, new if entry == name else old.read(entry))
    return buffer.getvalue()


def _sheet(content: bytes) -> pikepdf.Pdf:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    document.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    document.pages[0].obj.Contents = pikepdf.Stream(document, content)
    document.trailer.Info = document.make_indirect(
        pikepdf.Dictionary(
            {"/leaflet": pikepdf.String("aspen-row en aftercare standard"), "/Keywords": pikepdf.String("abcd-0123")}
        )
    )
    return document


def _saved(document: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _endless(piece: bytes, times: int) -> list[bytes]:
    packer = zlib.compressobj(9)
    return [*(packer.compress(piece) for _ in range(times)), packer.flush()]
