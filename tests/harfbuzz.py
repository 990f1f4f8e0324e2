"""HarfBuzz by itself: which glyphs a word takes in a typeface. It is the library that Pango has loaded anyway."""

import ctypes
import sys
from ctypes.util import find_library
from functools import cache
from pathlib import Path


class _Info(ctypes.Structure):
    _fields_ = [
        ("codepoint", ctypes.c_uint32), ("mask", ctypes.c_uint32), ("cluster", ctypes.c_uint32),
        ("var1", ctypes.c_uint32), ("var2", ctypes.c_uint32),
    ]  # fmt: skip


@cache
def _library() -> ctypes.CDLL:
    """Load it, with what its functions return (https://harfbuzz.github.io/harfbuzz-hb-buffer.html)."""
    library = ctypes.CDLL("libharfbuzz.so.0" if sys.platform == "linux" else find_library("harfbuzz") or "harfbuzz")
    pointers = (
        "hb_blob_create_from_file", "hb_face_create", "hb_font_create", "hb_buffer_create", "hb_language_from_string",
    )  # fmt: skip
    for name in pointers:
        getattr(library, name).restype = ctypes.c_void_p
    library.hb_buffer_get_glyph_infos.restype = ctypes.POINTER(_Info)
    return library


@cache
def _font(path: Path) -> ctypes.c_void_p:
    library = _library()
    blob = ctypes.c_void_p(library.hb_blob_create_from_file(str(path).encode()))
    face = ctypes.c_void_p(library.hb_face_create(blob, 0))
    return ctypes.c_void_p(library.hb_font_create(face))


def glyphs_of(word: str, path: Path, language: str) -> list[int]:
    """Return the numbers of the glyphs of a word in a font file, from left to right."""
    library, letters = _library(), word.encode()
    buffer = ctypes.c_void_p(library.hb_buffer_create())
    library.hb_buffer_add_utf8(buffer, letters, len(letters), 0, len(letters))
    library.hb_buffer_guess_segment_properties(buffer)
    library.hb_buffer_set_language(buffer, ctypes.c_void_p(library.hb_language_from_string(language.encode(), -1)))
    library.hb_shape(_font(path), buffer, None, 0)
    count = ctypes.c_uint()
    infos = library.hb_buffer_get_glyph_infos(buffer, ctypes.byref(count))
    found = [infos[place].codepoint for place in range(count.value)]
    library.hb_buffer_destroy(buffer)
    return found
