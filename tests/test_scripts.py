"""Each gate on the finished page finds its fault in every script, and honest pages of every script raise nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

import pytest
from conftest import ROOT
from sampling import EVERYTHING, SEED
from short_sheets import lay_short_project, reasons, short_sheets

from leaflets.composition.breaks import FORBIDDEN
from leaflets.model import Composition, Language
from leaflets.project import open_project

BY_SCRIPT: dict[str, Language] = {}
"""The first language of each script."""
for _language in open_project(ROOT).languages.values():
    BY_SCRIPT.setdefault(_language.script, _language)

MARKS = {
    "Arab": "\u064e", "Deva": "\u093f", "Guru": "\u0a3f", "Beng": "\u09bf", "Gujr": "\u0abf", "Taml": "\u0bbe",
    "Khmr": "\u17b6",
}  # fmt: skip
"""A vowel sign of each script whose typeface shows by a dotted circle that the letter below is missing."""
STRANGERS = {"Latn": "\ua7c9", "Hant": "\u8fd9", "Jpan": "\u8fd9"}
"""A letter or character of the script that the typeface lacks, and another one has."""
FIRST = re.compile(r'(<li id="breathing">)([^<]+)')


class Fault(NamedTuple):
    """What is done to a page, by script: to its words or its style, and what is told."""

    told: str
    words: Callable[[str, str], str] = lambda words, _script: words
    css: str = ""
    scripts: frozenset[str] = frozenset(BY_SCRIPT)


FAULTS = {
    "a character that no typeface has": Fault("No font here has", lambda words, _: f"{words[:2]}\ue123{words[2:]}"),
    "a mark without a letter": Fault(
        "a dotted circle is printed", lambda words, script: MARKS[script] + words, scripts=frozenset(MARKS)
    ),
    "a word in two typefaces": Fault(
        "set in two typefaces",
        lambda words, script: words[:1] + STRANGERS[script] + words[1:],
        scripts=frozenset(STRANGERS),
    ),
    "lines that touch": Fault("touches the line below", css="li { line-height: 0.7 !important; width: 40mm }"),
    "a title that reaches into the words below it": Fault(
        "touches the line below|over the other",
        css=".hero h1 { line-height: 0.4 !important; margin-bottom: -1mm !important }",
    ),
    "a word wider than its column": Fault(
        "wider than its column|outside the paper|over the other",
        lambda words, _: FORBIDDEN.join(re.sub(r"\W", "", words) * 9),
        css="li { overflow-wrap: normal !important; white-space: nowrap }",
    ),
    "letters too small": Fault("too small", css="li { font-size: 5pt !important }"),
    "words cut off": Fault("cut off", css="li { height: 2mm; overflow: hidden }"),
    "a heading alone at the end of its page": Fault(
        "stands alone at the end",
        css=".section { display: block } h2 { float: none !important } .body { break-before: page }",
    ),
    "words that the page does not paint": Fault("word for word|on no page", css="li:first-child { display: none }"),
    "a telephone number that runs backwards": Fault(
        "runs backwards", lambda words, _: f"{words} +1 780 555-0123 {words}", scripts=frozenset({"Arab", "Hebr"})
    ),
    "an address that runs backwards": Fault(
        "runs backwards", lambda words, _: f"{words} 24-7.example {words}", scripts=frozenset({"Arab", "Hebr"})
    ),
}
EVERY = [(name, script) for name, fault in FAULTS.items() for script in BY_SCRIPT if script in fault.scripts]
CASES = EVERY if EVERYTHING else [one for place, one in enumerate(EVERY) if (place + SEED) % 5 < 3]
"""Three of five cases in turn: each script meets most faults, and each fault most scripts."""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Composition]:
    """Compose the short topic in a language of each script."""
    root = lay_short_project(tmp_path_factory.mktemp("scripts") / "project")
    by_language = short_sheets(root, [language.code for language in BY_SCRIPT.values()])
    return {script: by_language[language.code] for script, language in BY_SCRIPT.items()}


@pytest.mark.parametrize(("name", "script"), CASES)
def test_a_fault_is_found(sheets: Mapping[str, Composition], name: str, script: str) -> None:
    """What is wrong with a page stops it, and the gate says what it is."""
    fault, sheet = FAULTS[name], sheets[script]
    page = FIRST.sub(lambda found: found[1] + fault.words(found[2], script), sheet.html, count=1)
    told = reasons(replace(sheet, html=page, passages=() if page != sheet.html else sheet.passages), fault.css)
    assert any(one in told for one in fault.told.split("|")), told


@pytest.mark.parametrize("script", BY_SCRIPT)
def test_an_honest_page_raises_nothing(sheets: Mapping[str, Composition], script: str) -> None:
    """The same sheets are printed as they are."""
    assert reasons(sheets[script], "") == ""
