"""Codes of glyphs: one for each glyph and what it says, so that a PDF's letters can be read back."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

_GLYPH = re.compile(r"<((?:[0-9a-f]{4})+)>")
_HEAD = (
    b"/CIDInit /ProcSet findresource begin",
    b"12 dict begin",
    b"begincmap",
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 0 >> def",
    b"/CMapName /%s def",
    b"/CMapType %d def",
    b"1 begincodespacerange",
    b"<0000> <ffff>",
    b"endcodespacerange",
)
_FOOT = (b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end")
_LARGEST_BATCH = 100
"""A section of a CMap has no more lines."""


class Codes:
    """The codes of a document. The engine has one for each glyph only, whatever it says where it is used again."""

    def __init__(self) -> None:
        self._by_font: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
        self._glyphs: dict[str, dict[int, int]] = defaultdict(dict)

    def written(self, font: str, painted: str, texts: Iterator[str]) -> str:
        """Return what paints glyphs, with codes that say the texts, one for each glyph."""

        def coded(found: re.Match[str]) -> str:
            glyphs = [int(found[1][place : place + 4], 16) for place in range(0, len(found[1]), 4)]
            return "<" + "".join(f"{self._code(font, glyph, next(texts)):04x}" for glyph in glyphs) + ">"

        return _GLYPH.sub(coded, painted)

    def glyph(self, font: str, code: int) -> int:
        """Return the glyph of a code."""
        return self._glyphs[font][code]

    def saying(self, font: str, code: int, text: str) -> int:
        """Return a code of the same glyph that says a text."""
        return self._code(font, self.glyph(font, code), text)

    def _code(self, font: str, glyph: int, text: str) -> int:
        codes = self._by_font[font]
        code = codes.setdefault((glyph, text), len(codes) + 1)
        self._glyphs[font][code] = glyph
        return code

    def define(self, pdf: Any, missing: dict[str, Sequence[int]]) -> None:
        """Give the fonts of an unwritten PDF what their codes paint and say; `missing` are glyphs that they lack."""
        by_number = {one.number: one for one in pdf.objects}
        for font in list(pdf.objects):
            if isinstance(font, dict) and font.get("Subtype") == "/Type0":
                name = bytes(font["BaseFont"]).decode().removeprefix("/").partition("+")[0]
                codes = self._by_font.get(name)
                if codes:
                    lost = set(missing.get(name, ()))
                    shown = {code: 0 if glyph in lost else glyph for (glyph, _), code in codes.items()}
                    painting = by_number[int(bytes(font["DescendantFonts"][0]).split()[0])]
                    if painting["Subtype"] == "/CIDFontType2":
                        widths = _widths_of(painting)
                        wide = {code: widths[glyph] for (glyph, _), code in codes.items()}
                        _number(pdf, painting, shown, wide)
                        font["Encoding"] = "/Identity-H"
                    else:
                        font["Encoding"] = _encoding(pdf, list(shown.items()))
                    font["ToUnicode"] = _to_unicode(pdf, [(code, text) for (_, text), code in codes.items()])


def _number(pdf: Any, painting: Any, shown: dict[int, int], wide: dict[int, Any]) -> None:
    """Let codes number the glyphs of a TrueType font: readers such as MuPDF know what a number says, not a code."""
    import pydyf

    glyphs = b"".join(shown.get(code, 0).to_bytes(2, "big") for code in range(max(shown) + 1))
    stream = pydyf.Stream([glyphs], {}, compress=True)
    pdf.add_object(stream)
    painting["CIDToGIDMap"] = stream.reference
    painting["W"] = pydyf.Array([min(wide), pydyf.Array([wide[code] for code in sorted(wide)])])


def _widths_of(painting: Any) -> dict[int, Any]:
    """Return the width of each glyph, which a font says in rows, each with its first glyph before it."""
    rows = zip(painting["W"][::2], painting["W"][1::2], strict=True)
    return {first + place: width for first, row in rows for place, width in enumerate(row)}


def _encoding(pdf: Any, pairs: Sequence[tuple[int, int]]) -> Any:
    import pydyf

    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    extra = {"Type": "/CMap", "CMapName": "/Leaflets-Codes", "CIDSystemInfo": pydyf.Dictionary(system)}
    lines = [f"<{code:04x}> {glyph}" for code, glyph in pairs]
    return _added(pdf, _map(b"Identity", b"Leaflets-Codes", 1, "cidchar", lines), extra)


def _to_unicode(pdf: Any, pairs: Sequence[tuple[int, str]]) -> Any:
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs]
    return _added(pdf, _map(b"UCS", b"Adobe-Identity-UCS", 2, "bfchar", lines), {})


def _map(ordering: bytes, name: bytes, kind: int, section: str, lines: Sequence[str]) -> list[bytes]:
    head = b"\n".join(_HEAD) % (ordering, name, kind)
    batches = [lines[first : first + _LARGEST_BATCH] for first in range(0, len(lines), _LARGEST_BATCH)]
    body = [f"{len(one)} begin{section}\n{chr(10).join(one)}\nend{section}".encode() for one in batches]
    return [head, *body, *_FOOT]


def _added(pdf: Any, lines: Sequence[bytes], extra: dict[str, Any]) -> Any:
    import pydyf

    stream = pydyf.Stream(list(lines), extra, compress=True)
    pdf.add_object(stream)
    return stream.reference
