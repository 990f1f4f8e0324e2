"""A clinic that says as much as any may, by which pages are measured: so no page depends on whose it is."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from leaflets.composition.slots import LARGE
from leaflets.model import (
    Approval,
    Brand,
    Clinic,
    Contact,
    Day,
    Held,
    Hours,
    Interval,
    Region,
    Regulator,
    SignOff,
    Telephone,
)
from leaflets.model.further import Further
from leaflets.model.hours import WEEKDAYS
from leaflets.model.signoff import ROLES
from leaflets.project import Project
from leaflets.typesetting import seal

FULLEST = "fullest"
NUMBERS = ("000", "0000 000 000")
"""As long as the numbers to call are anywhere: in an emergency, and for advice."""
FURTHER = (
    Further.model_construct(
        name="Association of people who live with pain", web="https://association-of-people.example"
    ),
    Further.model_construct(name="Department of health", web="https://department-of-health.example"),
)
"""As much as a place may say of where to read on."""


def fullest_project(project: Project, region: Region, typeface: str, card: str = LARGE) -> Project:
    """Return the project with one clinic, which says as much as any may at such a place; fonts are ready for it.

    `card` is the size of its contact card, for pages on which not every clinic's takes the same room.
    """
    seal(project.fonts.all_folders)
    numbers = dict(zip(("emergency", "nurse_line"), NUMBERS, strict=True))
    if region.nurse_line is None:
        numbers.pop("nurse_line")
    place = region.model_copy(update={**numbers, "languages": ("en",), "further": FURTHER})
    return replace(project, clinics={FULLEST: fullest_clinic(typeface, card)}, regions={FULLEST: place})


def fullest_clinic(typeface: str, card: str = LARGE) -> Clinic:
    """Return a clinic that has the large contact card, or the small one."""
    spans = (
        Interval(opens=dt.time(7, 30), closes=dt.time(12)),
        Interval(opens=dt.time(13), closes=dt.time(19, 30)),
    )
    days = {name: Day(times=spans[: 1 + number % 2]) for number, name in enumerate(WEEKDAYS)}
    return Clinic.model_construct(
        slug=FULLEST,
        folder=Path(),
        name="Clinic",
        region=FULLEST,
        languages=(),
        topics=(),
        contact=Contact.model_construct(
            address=("12 Street", "Town"),
            phone=Telephone(number="+17805550143"),
            numbers={},
            email="mail@clinic.example",
            website="https://clinic.example",
            booking="https://clinic.example/book",
        ),
        hours=Hours(**days) if card == LARGE else None,
        regulator=Regulator.model_construct(name="Regulator", website=None),
        brand=Brand.model_construct(logo="", typeface=typeface, primary="#1d3557", accent="#457b9d"),
    )


def signed(_topic: str, _language: str) -> Approval:
    """Return an approval by one person in both roles, which is not complete: reviewers and drafts both take lines."""
    day = dt.date(2001, 1, 2)
    name, credential = "Dr Aurélie Beauchemin-Lafontaine", "physiothérapeute"
    people = (
        SignOff.model_construct(topic="", role=role, name=name, credential=credential, date=day, digest="", seal="")
        for role in ROLES
    )
    return Approval(tuple(Held(one, day) for one in people))
