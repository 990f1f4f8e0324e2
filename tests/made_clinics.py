"""Clinics made by a seed: names, addresses, hours, colours and logos of every kind that a clinic may have.

Some of them are too much for their places on the page. That is meant: what `check` passes has to print.
"""

import random
import tomllib
from pathlib import Path
from typing import Any

from conftest import ROOT

from leaflets.errors import Problem
from leaflets.model import Clinic
from leaflets.model.contact import NUMBER_KINDS
from leaflets.model.hours import HOLIDAYS
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.tables import read_value

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = ("en", "fr_CA", "es_US", "ar", "pa", "zh_Hans")
WORDS = {
    "latin": [
        "Aspen",
        "Birch",
        "Row",
        "Physiotherapy",
        "Sport",
        "&",
        "Spine",
        "Clinic",
        "of",
        "the",
        "North",
        "Saint-Jean-sur-Richelieu",
        "Côte-des-Neiges",
        "O’Brien",
        "Rehabilitation",
        "Pelvic",
        "Health",
        "Centre",
        "Sons",
        "Łódź",
        "Núñez",
        "Zürich",
        "Großmünster",
        "i",
        "il",
        "MMA",
        "WWW",
        "Kinésithérapie",
        "Osteopathy",
    ],
    "arabic": [
        "عيادة",
        "العلاج",
        "الطبيعي",
        "والتأهيل",
        "مركز",
        "النخيل",
        "للصحة",
        "الرياضية",
        "والعمود",
        "الفقري",
        "الدكتور",
        "أحمد",
        "الشمال",
    ],
    "gurmukhi": ["ਪੰਜਾਬ", "ਫਿਜ਼ੀਓਥੈਰੇਪੀ", "ਕੇਂਦਰ", "ਸਿਹਤ", "ਖੇਡ", "ਅਤੇ", "ਰੀੜ੍ਹ", "ਦੀ", "ਹੱਡੀ", "ਦਾ", "ਇਲਾਜ", "ਕਲੀਨਿਕ"],
    "chinese": ["物理治疗", "中心", "运动", "康复", "诊所", "北京", "脊柱", "健康"],
}
DOMAINS = [
    "physio",
    "clinic",
    "sport",
    "spine",
    "northside",
    "riverbend",
    "integrated",
    "physiotherapy",
    "health",
    "rehab",
    "aspen",
    "row",
]
PHONES = ("+1 780 555 0143", "+44 113 496 0187", "+33 1 99 00 12 34", "+61 2 5550 1234", "+49 30 23125 123")


REGIONS = tuple(tomllib.loads((ROOT / "clinics" / "regions.toml").read_text("utf-8")))
RARE, USUAL = 0.2, 0.85
"""How likely it is that a clinic has what few have, and what most have."""


def made_table(seed: int) -> dict[str, Any]:
    """Return what a clinic's file could say."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    return {
        "name": _name(chance, chance.choice([8, 20, 30, 45, 60, 75, 90])),
        "region": chance.choice(REGIONS),
        "languages": chance.sample(LANGUAGES, chance.randint(1, 2)),
        "topics": ["aftercare", "screening"],
        "contact": {
            "address": [
                _name(chance, chance.choice([12, 18, 25, 40])) for _ in range(chance.choice([1, 2, 2, 3, 4, 6]))
            ],
            "phone": _phone(chance),
            "numbers": {kind: _phone(chance) for kind in NUMBER_KINDS if chance.random() < RARE},
            **_online(chance),
        },
        **({"hours": _hours(chance)} if chance.random() < USUAL else {}),
        "regulator": {"name": _name(chance, chance.choice([20, 40, 80])), "website": f"https://{_domain(chance, 3)}"},
        "brand": {
            "logo": "logo.svg",
            "typeface": chance.choice(["source-sans", "source-serif", "atkinson"]),
            "primary": _colour(chance),
            "accent": _colour(chance),
        },
    }


def made_clinic(seed: int, folder: Path) -> Clinic | list[Problem]:
    """Return the clinic of a seed, with its logo in a folder, or why its file is refused."""
    table = made_table(seed)
    (folder / "logo.svg").write_text(_logo(random.Random(seed)), "utf-8")  # noqa: S311 - to be repeated
    problems: list[Problem] = []
    file = f"clinics/made-{seed}/{CLINIC_FILE}"
    clinic = read_value(Clinic, {**table, "slug": f"made-{seed}", "folder": folder}, file, problems)
    return problems if clinic is None else clinic


def _name(chance: random.Random, length: int) -> str:
    script = chance.choice([*WORDS, "latin", "latin", "mixed"])
    words = [word for one in WORDS.values() for word in one] if script == "mixed" else WORDS[script]
    name = chance.choice(words)
    while len(longer := f"{name}{'' if script == 'chinese' else ' '}{chance.choice(words)}") <= length:
        name = longer
    return name.upper() if chance.random() < 0.1 else name


def _joined(chance: random.Random, signs: str, count: int) -> str:
    text = chance.choice(DOMAINS)
    for _ in range(count - 1):
        text += f"{chance.choice(signs)}{chance.choice(DOMAINS)}"
    return text


def _domain(chance: random.Random, most: int) -> str:
    return f"{_joined(chance, '.-', chance.randint(1, most))}.example"


def _phone(chance: random.Random) -> str:
    return chance.choice(PHONES) + (f" ext. {chance.randint(1, 9999)}" if chance.random() < RARE else "")


def _online(chance: random.Random) -> dict[str, str]:
    """Return an e-mail address, a site and a booking page, or those of them that a clinic has."""
    whole = {
        "email": f"{_joined(chance, '._-', chance.randint(1, 4))}@{_domain(chance, 5)}",
        "website": f"https://{_domain(chance, 4)}",
        "booking": f"https://{_domain(chance, 4)}/{_joined(chance, '/-_', chance.randint(1, 4))}",
    }
    return {key: value for key, value in whole.items() if chance.random() < USUAL}


def _hours(chance: random.Random) -> dict[str, list[str] | str]:
    days = chance.sample(DAYS, chance.randint(1, 7))
    same = _day(chance)
    is_regular = chance.random() < 0.5
    hours: dict[str, list[str] | str] = {day: same if is_regular else _day(chance) for day in DAYS if day in days}
    return {**hours, "holidays": chance.choice(HOLIDAYS)} if chance.random() < RARE else hours


def _day(chance: random.Random) -> list[str] | str:
    word = chance.choice(["by appointment", "closed", "all day", "18:00-02:00", "", "", "", "", "", "", "", ""])
    if word:
        return word
    times = sorted(chance.sample(range(6 * 4, 22 * 4), 2 * chance.choice([1, 1, 2, 2, 3])))
    clock = [f"{quarter // 4:02d}:{quarter % 4 * 15:02d}" for quarter in times]
    return [f"{opens}-{closes}" for opens, closes in zip(clock[::2], clock[1::2], strict=True)]


def _colour(chance: random.Random) -> str:
    """Return a colour from the whole space, most often a dark one."""
    most = chance.choice([100, 130, 160, 256])
    return "#" + "".join(f"{chance.randrange(most):02x}" for _ in range(3))


def _logo(chance: random.Random) -> str:
    width, height = chance.choice([(100, 100), (300, 60), (60, 300), (1000, 100), (40, 40), (517, 213)])
    shape = chance.choice(
        [
            f'<rect width="{width}" height="{height}" fill="#123456"/>',
            f'<circle cx="{width / 2}" cy="{height / 2}" r="{min(width, height) / 2}" fill="#0a5"/>',
            f'<path d="M0 0L{width} {height}V0z" fill="#335" stroke="#a50" stroke-width="4"/>',
        ]
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{shape}</svg>'
