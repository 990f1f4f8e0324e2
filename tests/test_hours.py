"""What clinics really have: opening hours, numbers and addresses of every kind, printed whole or refused by name."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from long_clinics import sample
from pages import read_texts

from leaflets.composition import Composer
from leaflets.errors import Problem
from leaflets.model import Clinic, Composition, Hours, Leaflet, Printed
from leaflets.model.hours import WEEKDAYS
from leaflets.project import Project
from leaflets.readers.tables import read_value
from leaflets.typesetting import seal, typeset

HOST = "xn--cliniquerable-ihb.example"
"""cliniqueérable.example in Punycode."""
WEEK = dict.fromkeys(WEEKDAYS, "08:00-12:00")


def read_hours(table: Any) -> tuple[Hours | None, list[Problem]]:
    """Return what stands in `[hours]`, or why it is refused."""
    problems: list[Problem] = []
    return read_value(Hours, table, "clinic.toml", problems, key="hours"), problems


def shown(hours: Hours) -> list[str]:
    """Return each day as text: its spans, then whether by appointment."""
    return [
        " ".join([*map(str, day.times), *(["by appointment"] if day.by_appointment else [])]) or "closed"
        for day in hours.days
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("07:30-19:00", "07:30-19:00"),
        ("7:30-19:00", "07:30-19:00"),
        ("7.30 – 19.00", "07:30-19:00"),
        ("7h30-19h00", "07:30-19:00"),
        ("07:30 to 19:00", "07:30-19:00"),
        ("07:30—19:00", "07:30-19:00"),
        ("9am-5pm", "09:00-17:00"),
        ("9:30 a.m. – 12 p.m.", "09:30-12:00"),
        ("12:30 AM to 12:00 PM", "00:30-12:00"),
        (["13:00-17:00", "08:00-12:00"], "08:00-12:00 13:00-17:00"),
        (["08:00-12:00", "12:00-17:00"], "08:00-17:00"),
        (["08:00-09:00", "10:00-11:00", "12:00-13:00"], "08:00-09:00 10:00-11:00 12:00-13:00"),
        ([], "closed"),
        ("Closed", "closed"),
        (["closed"], "closed"),
        ("by appointment", "by appointment"),
        ("By appointment only", "by appointment"),
        (["08:00-12:00", "by appointment"], "08:00-12:00 by appointment"),
        ("18:00-02:00", "18:00-02:00"),
        ("18:00-00:00", "18:00-00:00"),
        ("18:00-24:00", "18:00-00:00"),
        ("00:00-24:00", "00:00-00:00"),
        ("all day", "00:00-00:00"),
        ("24 hours", "00:00-00:00"),
        ("Open all day", "00:00-00:00"),
    ],
)  # fmt: skip
def test_a_day_is_taken_as_people_write_it(written: Any, read: str) -> None:
    """Spans in any order, dashes and dots, midnight, all day, by appointment and closed are understood."""
    hours, problems = read_hours({**WEEK, "monday": written})
    assert ([], read) == (problems, shown(hours)[0] if hours else "")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "“” is not a span of time."),
        (["08:00-12:00", ""], "“” is not a span of time."),
        ("9 to 5", "“9 to 5” is not a span of time."),
        ("9-5", "“9-5” is not a span of time."),
        ("9-5pm", "“9-5pm” is not a span of time."),
        ("13pm-14pm", "“13pm-14pm” is not a span of time."),
        ("0am-5pm", "“0am-5pm” is not a span of time."),
        ("25:00-26:00", "“25:00-26:00” is not a span of time."),
        ("08:60-09:00", "“08:60-09:00” is not a span of time."),
        ("08:00", "“08:00” is not a span of time."),
        ("19:00-07:30", "“19:00-07:30” ends before it starts."),
        ("08:00-08:00", "“08:00-08:00” ends before it starts."),
        (["09:00-13:00", "12:30-17:00"], "The hours of this day overlap: 09:00-13:00 and 12:30-17:00."),
        (["09:00-10:00", "09:00-10:00"], "The hours of this day overlap: 09:00-10:00 and 09:00-10:00."),
        (["all day", "09:00-10:00"], "The hours of this day overlap: 00:00-00:00 and 09:00-10:00."),
        (["closed", "09:00-10:00"], "A day that is closed has no other hours."),
        ([f"{hour:02d}:00-{hour:02d}:30" for hour in range(8, 13)], "This day has 5 spans of time."),
        (9, "This has to be a text, or a list of texts."),
        ([9], "This has to be a text, or a list of texts."),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_name(written: Any, reason: str) -> None:
    """What is no span, ends before it starts, or overlaps is an error at its day."""
    _, problems = read_hours({**WEEK, "tuesday": written})
    assert [("hours.tuesday", reason)] == [(one.key, one.reason) for one in problems]


@pytest.mark.parametrize(
    "written",
    [{}, {"monday": []}, dict.fromkeys(WEEKDAYS, "closed"), {"holidays": "closed"}, {"sunday": "closed", "monday": []}],
)
def test_a_week_without_hours_is_refused(written: Any) -> None:
    """No sheet says that a clinic is closed from Monday to Sunday; without `[hours]` no sheet speaks of hours."""
    _, [problem] = read_hours(written)
    assert ("hours", True) == (problem.key, "always closed" in problem.reason)


def test_a_night_that_runs_into_the_next_day_is_refused() -> None:
    """Friday until two and Saturday from one cannot both be; Sunday is followed by Monday."""
    for day, following in (("friday", "saturday"), ("sunday", "monday")):
        _, [problem] = read_hours({day: "20:00-02:00", following: "01:00-03:00"})
        assert f"go on until 02:00, when {following} is open already" in problem.reason


@pytest.mark.parametrize("said", ["closed", "Open", "by appointment", "other hours", ["closed"]])
def test_public_holidays_can_be_told(said: Any) -> None:
    """One line says what is so on public holidays."""
    hours, problems = read_hours({**WEEK, "holidays": said})
    assert ([], 1) == (problems, len(hours.holidays) if hours else 0)


@pytest.fixture(scope="module")
def sheet(project: Project) -> Callable[..., tuple[str, Printed]]:
    """Return what prints the aftercare sheet of a clinic with other matter: its text, and the PDF."""
    seal(project.fonts.all_folders)

    def of(clinic: Clinic) -> tuple[str, Printed]:
        language = clinic.languages[0]
        own = replace(project, clinics={clinic.slug: clinic})
        composition = Composer(own).compose(Leaflet(clinic.slug, language, "aftercare"))
        assert isinstance(composition, Composition), composition
        printed = typeset(composition)
        assert isinstance(printed, Printed), printed
        return " ".join(" ".join(page.text for page in read_texts(BytesIO(printed.pdf))).split()), printed

    return of


Sheet = Callable[..., tuple[str, Printed]]
BUSY = {
    "monday": ["08:00-12:00", "13:00-17:00"],
    "tuesday": "by appointment",
    "wednesday": ["07:30-12:00", "by appointment"],
    "thursday": "18:00-02:00",
    "saturday": "all day",
    "holidays": "other hours",
}


def test_hours_of_every_kind_stand_on_the_sheet(sheet: Sheet) -> None:
    """Spans, appointments, a night, a whole day, closed days and holidays are told in the reader's words."""
    text, _ = sheet(sample(languages=["en"], hours=BUSY))
    for words in (
        "By appointment",
        "6:00 p.m.–2:00 a.m.",
        "Always open",
        "Public holidays",
        "Different times: please ask us",
    ):
        assert words in text, words


def test_a_clinic_with_little_leaves_no_hole(sheet: Sheet, project: Project) -> None:
    """Without hours, e-mail, site and booking page nothing of them is on the sheet, no empty heading and no code."""
    clinic = sample(languages=["en"], contact={"email": "", "website": "", "booking": ""})
    text, printed = sheet(clinic.model_copy(update={"hours": None}))
    for words in ("Opening hours", "Book a visit", "Closed", "aspenrow", "None"):
        assert words not in text, words
    assert "(780) 555-0143 Suite 210" in text
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        assert not [one for one in alternative_texts(document) if "Code to scan" in one]
        others = {one.web for one in project.region_of(clinic).further}
        assert others
        own = {"tel:+17805550143", "tel:911", "tel:811", "https://www.cpta.ab.ca"}
        assert own | others == links_of(document).keys()


def test_numbers_and_addresses_can_be_tapped(sheet: Sheet) -> None:
    """Each number, e-mail and web address of the clinic is a link, and reads as it is printed."""
    numbers = {"texts": "+1 780 555 0144", "after-hours": "+1 780 555 0145", "fax": "+44 113 496 0187"}
    clinic = sample(languages=["en"], contact={"phone": "+1 780 555 0143 ext. 12", "numbers": numbers})
    text, printed = sheet(clinic)
    assert "(780) 555-0143, extension 12" in text
    assert "Text messages (780) 555-0144 When we are closed (780) 555-0145 Fax +44 113 496 0187" in text
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        found = links_of(document)
    assert {
        "tel:911": "911",
        "tel:811": "811",
        "tel:+17805550143;ext=12": "(780) 555-0143",
        "tel:+17805550144": "(780) 555-0144",
        "tel:+17805550145": "(780) 555-0145",
        "tel:+441134960187": "+44 113 496 0187",
        "mailto:hello@aspenrow.example": "hello@aspenrow.example",
        "https://aspenrow.example/book": "aspenrow.example/book",
        "https://aspenrow.example": "aspenrow.example",
        "https://www.cpta.ab.ca": "cpta.ab.ca",
    }.items() <= found.items()


def test_letters_of_other_alphabets_in_addresses_are_handed_on(sheet: Sheet) -> None:
    """Addresses with accents are printed as people know them, and their links and code are what programs understand."""
    page = "/réservation?lang=fr&src=papier"
    clinic = sample(
        languages=["en"],
        contact={
            "phone": "+1 514 555 0143, poste 12",
            "email": "info@cliniqueérable.example",
            "booking": f"https://cliniqueérable.example{page}",
        },
    )
    text, printed = sheet(clinic)
    assert "extension 12" in text
    assert "réservation" in text
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        found = links_of(document)
    assert {
        f"mailto:info@{HOST}": "info@cliniqueérable.example",
        f"https://{HOST}/r%C3%A9servation?lang=fr&src=papier": f"cliniqueérable.example{page}",
    }.items() <= found.items()


@pytest.mark.parametrize(
    ("matter", "key"),
    [
        ({"phone": "12"}, "contact.phone"),
        ({"phone": 7805550143}, "contact.phone"),
        ({"numbers": {"pager": "+1 780 555 0144"}}, "contact.numbers.pager"),
        ({"numbers": {"fax": "0144"}}, "contact.numbers.fax"),
        ({"numbers": {"reception": "+1 780 555 0143"}}, "contact"),
        ({"address": []}, "contact.address"),
        ({"address": ["a"] * 7}, "contact.address"),
        ({"email": "nobody"}, "contact.email"),
        ({"booking": "http://aspenrow.example"}, "contact.booking"),
        ({"fax": "+1 780 555 0144"}, "contact.fax"),
    ],
)
def test_contact_that_cannot_be_is_refused_by_name(matter: dict[str, Any], key: str) -> None:
    """A number that nobody can dial, an unknown kind, too many lines are errors at their key."""
    with pytest.raises(AssertionError) as refused:
        sample(contact=matter)
    assert f"key='{key}'" in str(refused.value)


def links_of(document: pikepdf.Pdf) -> dict[str, str]:
    """Return what each link of a PDF says by its target."""
    annotations = [one for page in document.pages for one in page.get("/Annots", [])]
    return {str(one.A.URI): str(one.Contents) for one in annotations if one.Subtype == "/Link"}


def alternative_texts(document: pikepdf.Pdf) -> list[str]:
    """Return every text that is read aloud in place of a picture."""
    return [str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]


@pytest.mark.parametrize(
    ("language", "region", "is_needed"),
    [("fr_CA", "CA-AB", True), ("fr_CA", "CA-QC", False), ("pa", "CA-QC", True), ("es_US", "US-PR", False),
     ("es_US", "ES", False), ("es_US", "US", True), ("ar", "SA", False), ("ar", "DE", True)],
)  # fmt: skip
def test_words_for_the_telephone_are_for_those_whom_help_does_not_understand(
    language: str, region: str, project: Project, *, is_needed: bool
) -> None:
    """English words to say stand in the red box unless help answers in the reader's language: French in Québec."""
    clinic = sample(languages=[language], region=region)
    composition = Composer(replace(project, clinics={clinic.slug: clinic})).compose(
        Leaflet(clinic.slug, language, "aftercare")
    )
    assert isinstance(composition, Composition), composition
    assert is_needed == ("I had dry needling" in composition.html)
