"""The words of complex scripts are set with the glyphs that HarfBuzz gives them by itself."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from harfbuzz import glyphs_of
from sampling import EVERYTHING, share_of

from leaflets.project import Project, open_project
from leaflets.typesetting import seal
from leaflets.typesetting.engine import render, writing_parts

COMPLEX = {"Arab", "Deva", "Guru", "Beng", "Gujr", "Taml", "Khmr"}
LANGUAGES = [code for code, one in open_project(ROOT).languages.items() if one.script in COMPLEX]
WORDS_A_PAGE = 400
SIGNS = re.compile("[\u200b-\u200f\u2060-\u2069]")


def words_of(project: Project, code: str) -> list[str]:
    """Return the words of a catalogue that have letters of its script, each once."""
    texts = [text for one in project.catalogue(code).translations.values() for text in one.texts]
    words = dict.fromkeys(
        word for text in texts for word in re.split(r"[^\w\u200c\u200d\u0300-\u1cff]+", SIGNS.sub("", text))
    )
    return sorted(word for word in words if word and all(_is_letter(one) for one in word) and not word.isascii())


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def set_by_us(project: Project, code: str, words: list[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield each word with the glyphs that the engine sets it with."""
    language, parts = project.languages[code], writing_parts()
    family = project.fonts.stack(language, "source-sans", "text")[0]
    rows = "".join(f"<p>{word}</p>" for word in words)
    page = (
        f'<html lang="{language.bcp47}" dir="{language.direction}">'
        f'<style>@page {{ size: 400mm 9000mm }} p {{ font-family: "{family}"; margin: 0 }}</style>{rows}</html>'
    )
    for box in _texts(render(page).pages[0]._page_box):
        box.pango_layout.reactivate(box.style)
        line, _ = box.pango_layout.get_first_line()
        run, found = line.runs[0], []
        while run != parts.null:
            item, run = run.data, run.next
            found += [one.glyph for one in item.glyphs.glyphs[0 : item.glyphs.num_glyphs] if one.glyph != parts.empty]
        yield box.text, found
        box.pango_layout.deactivate()


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(getattr(box, "text", None), str):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_are_shaped_as_harfbuzz_does(code: str, project: Project) -> None:
    """A language's share of its words, of Arabic and Persian as of Hindi, comes out glyph for glyph."""
    seal(project.fonts.all_folders)
    language = project.languages[code]
    family = project.fonts.stack(language, "source-sans", "text")[0]
    [file] = project.fonts.folders[family].glob("*Regular.ttf")
    words = share_of(words_of(project, code), code, shares=1 if EVERYTHING else 7)
    assert len(words) > 100
    other = [
        (word, ours, theirs)
        for word, ours in set_by_us(project, code, words)
        if ours != (theirs := glyphs_of(word, file, language.bcp47))
    ]
    assert [] == other
