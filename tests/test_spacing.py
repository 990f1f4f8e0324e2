"""Pages look composed: words and room grow until they fill the pages, sections that go on say so, no sheet is bare."""

import datetime as dt
import re
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT
from markupsafe import Markup
from sampling import share_of

from leaflets.composition import Composer
from leaflets.composition.endings import without_endings
from leaflets.composition.fitting import best_spacing, measured
from leaflets.composition.fullest import fullest_clinic
from leaflets.composition.pages import Pages
from leaflets.composition.slots import LARGE, card_of
from leaflets.composition.spacing import STEPS, going_on, look_in, parts_of, recorded, words_on_every_sheet
from leaflets.model import Composition, Content, Leaflet, Region, Section, Spacing, Statement
from leaflets.project import Project, open_project
from leaflets.typesetting import seal
from leaflets.typesetting.filling import Filling, filling_of

REGISTER = tomllib.loads((ROOT / "templates" / "spacing.toml").read_text("utf-8"))
LANGUAGES = sorted(REGISTER)
GOING_ON = ("contraindications", "preparation", "questions")
"""Topics with a section that does not end on the page it begins on, in some language."""


def test_the_register_is_of_the_words_and_the_look_of_today(project: Project) -> None:
    """Every topic, language, paper and typeface has its spacing, in both kinds of places; run `make spacing`."""
    assert sorted(code for code, one in project.languages.items() if not one.parent) == LANGUAGES
    keys = {f"{paper}-{typeface}" for paper, typeface in product(("letter", "a4"), project.fonts.typefaces)}
    for code in LANGUAGES:
        assert look_in(project, code) == REGISTER[code]["look"]
        assert words_on_every_sheet(project, code) == REGISTER[code]["words"]
        for topic in project.subjects:
            recorded = REGISTER[code][topic]
            assert _ids(project, code, topic) == set(recorded)
            assert all(keys == set(entries) for entries in recorded.values())


@pytest.mark.parametrize(("language", "topic"), [("fr_CA", "questions"), ("zh_Hans", "what-is-dry-needling")])
def test_the_register_is_what_the_pages_say(language: str, topic: str, project: Project) -> None:
    """What is recorded is measured again: of the leaflets, one that is tight and one with much room."""
    clinic = next(slug for slug, one in project.clinics.items() if language in one.languages)
    own, leaflet = project.clinics[clinic], Leaflet(clinic, language, topic)
    region = project.region_of(own)
    content = Pages(project).content(topic, project.languages[language], region)
    assert content
    assert recorded(project, leaflet, content) == measured(project, leaflet, content, region, own.brand.typeface)


def _ids(project: Project, code: str, topic: str) -> set[str]:
    """Return the content ids of a topic where there is a nurse line, and where there is none."""
    regions = [Region(emergency="911", nurse_line=line, paper="a4", country="CA") for line in ("811", None)]
    contents = [Pages(project).content(topic, project.languages[code], region) for region in regions]
    return {content.id for content in contents if content}


@pytest.mark.parametrize("language", sorted({"en", *share_of(LANGUAGES, 0)}))
def test_no_condition_stands_without_what_it_asks(language: str, project: Project, composer: Composer) -> None:
    """A page begins with a section's heading, or repeats it: no statement stands there without what it belongs to."""
    seal(project.fonts.all_folders)
    clinic = next(slug for slug, one in project.clinics.items() if language in one.languages)
    for topic in GOING_ON:
        composition = composer.compose(Leaflet(clinic, language, topic))
        assert isinstance(composition, Composition), composition
        content = Pages(project).content(topic, project.languages[language], project.region_of(project.clinics[clinic]))
        assert content
        sections = [one for one in content.sections if one.kind == "section"]
        ids = {item.id for section in sections for item in section.items}
        filling = filling_of(composition.html, composition.stylesheet, ids)
        for page in filling.begun[1:]:
            for section in sections:
                items = [item.id for item in section.items]
                if page and page[0] in items[1:]:  # its first statement stands on the page before
                    assert f'id="section-{section.id}-2"' in composition.html, f"{topic}: {page[0]}"


def test_no_sheet_has_only_the_imprint(project: Project, composer: Composer) -> None:
    """Where the sources would need a sheet of their own, they follow the words instead."""
    seal(project.fonts.all_folders)
    composition = composer.compose(Leaflet("aspen-row", "fr_CA", "questions"))
    assert isinstance(composition, Composition), composition
    assert composition.html.index('<div class="imprint">') < composition.html.index('class="warning emergency"')
    boxes = {"section-emergency", "section-same-day"}
    filling = filling_of(composition.html, composition.stylesheet, boxes)
    *before, last = [set(page) for page in filling.begun]
    assert (set(), boxes) == (set().union(*before), last)


class TestChoice:
    """Which spacing is chosen, by how it fills the pages."""

    def test_the_airiest_that_needs_no_further_page(self) -> None:
        """Words and room grow as long as the pages are no more than in the tightest step."""
        for largest in range(len(STEPS)):
            pages = _pages(lambda one: 2 + (one.step > largest))  # noqa: B023 - it is used at once
            assert Spacing(largest) == best_spacing(pages, _content())

    def test_a_section_that_goes_on_repeats_its_heading(self) -> None:
        """It goes on with the statement that begins the page; two stay together, or all of a short section."""
        for begun, start in (("abc de", "d"), ("abcd e", "d"), ("ab cde", "c"), ("a bcde", "a"), ("a b", "a")):
            pages = tuple(map(tuple, begun.split()))
            found = best_spacing(_pages(lambda _: 2, pages), _content(_section("".join(begun.split()))))
            assert (start,) == found.continued

    @pytest.mark.parametrize("begun", ["x dab", "xa db"])
    def test_a_section_with_drawings_begins_its_page_by_word(self, begun: str) -> None:
        """Drawings stand beside their heading; moved on by the engine alone, they would be painted twice."""
        drawing = replace(_statement("d"), kind="picture")
        section = replace(_section("ab"), items=(drawing, *_section("ab").items))
        pages = tuple(map(tuple, begun.split()))
        assert ("d",) == best_spacing(_pages(lambda _: 2, pages), _content(_section("x"), section)).continued

    def test_a_section_that_fits_no_other_way_is_torn_where_it_has_to_be(self) -> None:
        """Where a short section would need a sheet more as a whole, a statement stands alone rather."""
        pages = _pages(lambda one: 2 + (one.continued == ("a",)), (("a",), ("b",)))
        assert ("b",) == best_spacing(pages, _content(_section("ab"))).continued

    def test_what_needs_a_page_more_with_its_headings_is_set_tighter(self) -> None:
        """A repeated heading takes room; where none is left, the step before is taken."""
        section = _section("abcd")
        pages = _pages(lambda one: 2 + (one.step > 2 and bool(one.continued)), (("a", "b"), ("c", "d")))
        assert Spacing(2, ("c",)) == best_spacing(pages, _content(section))

    def test_sources_come_first_only_to_save_a_sheet(self) -> None:
        """They stay below the card where moving them changes nothing, and where no warning follows the words."""
        words, warning = _section("ab"), Section("red", "warning", Markup("Red"))
        begun = (("a", "b"),)
        saving = _pages(lambda one: 4 - one.sources_first, begun)
        assert best_spacing(saving, _content(words, warning)).sources_first
        assert not best_spacing(_pages(lambda _: 4, begun), _content(words, warning)).sources_first
        for sections in ((), (words,), (warning,), (warning, words)):
            assert not best_spacing(saving, _content(*sections)).sources_first

    def test_what_fits_nowhere_is_tight(self) -> None:
        """A topic that needs more pages than it may fill is not spread over them."""
        assert Spacing() == best_spacing(_pages(lambda _: 5), _content())


def test_parts_of_a_section() -> None:
    """Its items are parted where a page begins; the first begins nothing."""
    section = _section("abcd")
    assert ["abcd"] == ["".join(one.id for one in part) for part in parts_of(section, Spacing())]
    assert ["ab", "cd"] == ["".join(one.id for one in part) for part in parts_of(section, Spacing(0, ("a", "c")))]


def test_the_clinic_it_is_measured_for_says_most() -> None:
    """It has the large contact card."""
    assert LARGE == card_of(fullest_clinic("source-sans"))


def test_other_words_are_measured_anew(tmp_path: Path) -> None:
    """A topic with far more words is set in a tighter step than the shipped one, whatever the register says."""
    for folder in ("clinics", "templates", "locales"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    leaflet = Leaflet("aspen-row", "en", "what-is-dry-needling")
    shipped = _step(open_project(tmp_path), leaflet)
    topic = tmp_path / "templates" / "topics" / "what-is-dry-needling.html.j2"
    words = "Nothing is injected. That is why it is called dry."
    more = "".join(f'{{{{ bullet("more-{one}", _("{words}"), facts="F01") }}}}\n' for one in range(14))
    section = '{% call section("what"'
    added = '{% call section("more", _("Who may do it")) %}\n' + more + "{% endcall %}\n"
    topic.write_text(topic.read_text("utf-8").replace(section, added + section), "utf-8")
    assert _step(open_project(tmp_path), leaflet) < shipped


def _step(project: Project, leaflet: Leaflet) -> tuple[float, ...]:
    """Return the type and the room in which a leaflet is set."""
    composition = Composer(project).compose(leaflet)
    assert isinstance(composition, Composition), composition
    return tuple(float(re.findall(rf"--{one}: (-?[\d.]+)", composition.html)[0]) for one in ("type", "room"))


def _section(items: str) -> Section:
    return Section("tell-us", "section", Markup("Tell us if"), items=tuple(map(_statement, items)))


def _statement(identifier: str) -> Statement:
    return Statement(identifier, "bullet", Markup("Words"), (), critical=False)


def _content(*sections: Section) -> Content:
    return Content(Markup("Title"), Markup("Lead"), "1.0", dt.date(2026, 1, 2), 4, None, sections)


def _pages(count: Callable[[Spacing], int], begun: tuple[tuple[str, ...], ...] = ()) -> Callable[[Spacing], Filling]:
    """Return what measures pages that are filled as `count` says, with little on the last one."""
    return lambda spacing: Filling(begun or ((),) * count(spacing), (0.0,) * (count(spacing) - 1) + (200.0,), 240.0)


def test_what_is_checked_has_every_word_that_any_spacing_says(project: Project) -> None:
    """Checking measures no page: it composes them with every section going on, so that no word for it can lack."""
    pages = Composer(project, spacings=going_on)
    composition = pages.compose(Leaflet("aspen-row", "en", "preparation"))
    assert isinstance(composition, Composition)
    content = Pages(project).content("preparation", project.languages["en"], project.regions["CA-AB"])
    assert content
    for section in content.sections:
        if section.kind == "section" and len(section.items) > 1:
            assert f"{section.title} (continued)" in without_endings(composition.html)
