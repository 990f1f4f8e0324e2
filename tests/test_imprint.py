"""What the small print tells of a leaflet: for whom it is, how old it is, where to read on."""

import datetime as dt
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from leaflets.composition import Composer
from leaflets.composition.sheet import Sheet
from leaflets.model import Clinic, Composition, Language, Leaflet
from leaflets.model.further import Further, in_language
from leaflets.project import Project

HOSPITAL = Further.model_construct(name="City Health", web="https://health.example", languages=("en",))
SELF_NAMED = Further.model_construct(name="Pain.example", web="https://pain.example", languages=("fr",))
WHOM = "This leaflet is for people who have this treatment or think about it."


def page(project: Project, topic: str = "what-is-dry-needling", **changes: object) -> str:
    """Return a leaflet in English, of a clinic with some changes."""
    clinics = {**project.clinics, "aspen-row": project.clinics["aspen-row"].model_copy(update=changes)}
    composition = Composer(replace(project, clinics=clinics)).compose(Leaflet("aspen-row", "en", topic))
    assert isinstance(composition, Composition), composition
    return composition.html


def test_every_leaflet_says_for_whom_it_is(project: Project) -> None:
    """The line stands once on each sheet, whatever its topic."""
    for topic in project.subjects:
        assert 1 == page(project, topic).count(WHOM), topic


def test_sources_say_when_they_were_looked_at_and_which_have_no_date(project: Project) -> None:
    """The month is that of the fact that was looked at longest ago; a source without a year says so, no other does."""
    html = page(project)
    facts = project.evidence_of(re.findall(r"F\d+", " ".join(_facts_of(project, "what-is-dry-needling"))))
    assert f"{min(fact.checked for fact in facts):We last looked at these sources in %B %Y.}" in html
    for names in re.findall(r'<span class="named">(.*?)</span></span>\n', html):
        for name in names.split("&nbsp;· "):
            has_year = bool(re.search(r"\b(?:19|20)\d\d\b", name))
            assert has_year != name.endswith("(no date)"), name


@pytest.mark.parametrize("code", ["ru", "uk"])
def test_a_sentence_behind_the_year_ends_once(project: Project, code: str) -> None:
    """“листопад 2026 р.” and the full stop of its sentence would stand beside each other."""
    composition = Composer(project).compose(Leaflet("aspen-row", code, "aftercare"))
    assert isinstance(composition, Composition), composition
    small_print = composition.html.partition('class="imprint')[2]
    assert "2026" in small_print
    assert ".." not in small_print
    assert "р.)" not in small_print
    assert "г.)" not in small_print


@pytest.mark.parametrize(
    ("cldr", "told"), [("bg", "ноември 2026"), ("hr", "studeni 2026"), ("lv", "2026. gada. novembris")]
)
def test_a_month_keeps_its_year(cldr: str, told: str) -> None:
    """Croatian ends the year with a stop: the stop goes, and the year stays."""
    language = Language(code=cldr, plural_forms="nplurals=1; plural=0;", provenance="machine draft")
    sheet = SimpleNamespace(language=language, region=SimpleNamespace(country="CA"))
    assert told == Sheet.month(sheet, dt.date(2026, 11, 1))  # type: ignore[arg-type]


def _facts_of(project: Project, topic: str) -> list[str]:
    return [fact for statement in project.topics[topic].statements for fact in statement.facts]


class TestReadMore:
    """Where readers find more."""

    def test_a_place_names_it(self, project: Project) -> None:
        """The region's bodies stand on the sheet, with their addresses."""
        (first, *_) = project.regions["CA-AB"].further
        assert first.web.removeprefix("https://") in page(project)

    def test_a_clinic_names_its_own(self, project: Project) -> None:
        """What a clinic names takes the place of what its region says; an address that is the name is said once."""
        html = page(project, further=(HOSPITAL, SELF_NAMED))
        assert "City Health" in html
        assert "paincanada" not in html
        assert "Pain.example" not in html

    def test_nobody_leaves_no_hole(self, project: Project) -> None:
        """Without a body there are no words before it either."""
        assert "Read more" in page(project)
        assert "Read more" not in page(project, further=())

    @pytest.mark.parametrize(
        ("language", "named"), [("en", [HOSPITAL]), ("fr_CA", [SELF_NAMED]), ("pa", [HOSPITAL, SELF_NAMED])]
    )
    def test_bodies_that_write_in_the_readers_language_come_alone(self, language: str, named: list[Further]) -> None:
        """Where none does, all are named."""
        assert tuple(named) == in_language((HOSPITAL, SELF_NAMED), language)

    def test_every_place_has_sound_ones(self, project: Project) -> None:
        """No region names more bodies than the small print has room for, and each says where it was read."""
        regions = [region for region in project.regions.values() if region.further]
        assert len(regions) > 30
        for region in regions:
            assert len(region.further) <= 2
            assert all(one.source and one.languages for one in region.further)


def test_clinics_leave_it_out(project: Project) -> None:
    """A clinic that says nothing of it names what its region has."""
    clinic: Clinic = project.clinics["aspen-row"]
    assert clinic.further is None
    assert project.regions["CA-AB"].further == clinic.further_in(project.regions["CA-AB"])
