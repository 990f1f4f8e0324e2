"""What screen readers are told of a leaflet: its headings, and what kind of list each list is."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pages import read_texts

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet, MessageKey, Printed
from leaflets.project import Project
from leaflets.typesetting.press import typeset
from leaflets.typesetting.seal import seal

MARKS = {"en": {"/None", "/Decimal", "/Square"}, "ar": {"/Decimal", "/Square"}}
"""The marks of lists: in the plain family, which the second clinic has, key points have squares, too."""
LEAFLETS = {"en": Leaflet("aspen-row", "en", "your-session"), "ar": Leaflet("heron-mill", "ar", "your-session")}


def printed(project: Project, composer: Composer, language: str, style: str = "") -> bytes:
    """Return a leaflet with numbered steps and with bullets, maybe in another style."""
    seal(project.fonts.all_folders)
    composition = composer.compose(LEAFLETS[language])
    assert isinstance(composition, Composition), composition
    outcome = typeset(replace(composition, stylesheet=f"{composition.stylesheet}\n{style}"))
    assert isinstance(outcome, Printed), outcome
    return outcome.pdf


def below(node: Any) -> Iterator[Any]:
    """Yield every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def kinds(node: Any) -> list[str]:
    """Return the kinds of the elements right below a node."""
    return [str(kid["/S"]) for kid in node["/K"] if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def numbering(lists: list[Any]) -> list[str]:
    """Return how lists are numbered, as they say it of themselves."""
    assert {"/List"} == {str(one["/A"]["/O"]) for one in lists}
    return [str(one["/A"]["/ListNumbering"]) for one in lists]


@pytest.mark.parametrize("language", LEAFLETS)
def test_lists_and_key_points_are_told(project: Project, composer: Composer, language: str) -> None:
    """Key points have a heading that is not printed; each list says how it is numbered, and numbers are its labels."""
    pdf = printed(project, composer, language)
    words = project.catalogue(language).translations[MessageKey(None, "Key points")].texts[0]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root["/StructTreeRoot"]
        elements = list(below(tree))
        (heading,) = [one for one in elements if "/ActualText" in one and str(one["/S"]) == "/H2"]
        assert (words, words) == (str(heading["/ActualText"]), str(heading["/Alt"]))
        assert ["/H2", "/L"] == kinds(heading["/P"])
        (number,) = heading["/K"]
        places = tree["/ParentTree"]["/Nums"]
        assert heading.objgen == places[1][int(number)].objgen
        lists = [one for one in elements if str(one["/S"]) == "/L"]
        assert MARKS[language] == set(numbering(lists))
        for one in lists:
            items = [below_one for below_one in one["/K"] if str(below_one["/S"]) == "/LI"]
            is_numbered = numbering([one]) == ["/Decimal"]
            assert items
            assert {("/Lbl", "/LBody") if is_numbered else ("/LBody",)} == {tuple(kinds(item)) for item in items}
    assert not any(words in page.text for page in read_texts(io.BytesIO(pdf)))


def test_a_list_says_what_stands_before_its_items(project: Project, composer: Composer) -> None:
    """Another look of the bullets is another kind of list, for those who listen as for those who see."""
    pdf = printed(project, composer, "en", ".warning li::before { border-radius: 50% }")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        lists = [one for one in below(document.Root["/StructTreeRoot"]) if str(one["/S"]) == "/L"]
        assert {"/None", "/Decimal", "/Disc"} == set(numbering(lists))
