"""Writes a project with many made-up clinics, so that fleets of any size can be built.

    python benchmarks/fleet.py 100 out/fleet
    cd out/fleet
    leaflets build --jobs 2

The same count gives the same fleet, and a larger one begins with the smaller. Each clinic offers every topic in every
language. Clinics are as most are; those of `tests/made_clinics.py` have too much of everything, and four of five of
them do not fit. Telephone numbers are those that are reserved for fiction.
"""

import colorsys
import io
import random
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from PIL import Image, ImageDraw

from leaflets.model import Clinic
from leaflets.project import Project, open_project
from leaflets.readers.tables import read_value

if TYPE_CHECKING:
    from leaflets.errors import Problem

ROOT = Path(__file__).parent.parent
PLACES = (
    "Alder", "Aspen", "Birchwood", "Cedar Hill", "Côte-des-Pins", "Elm Street", "Foxglove", "Harbour", "Juniper",
    "Larkspur", "Maple Ridge", "Northgate", "O’Leary", "Poplar", "Quarry Bank", "Riverbend", "Saint-Rémi", "Thornfield",
    "Willow", "Yarrow", "Łódź Road", "Núñez", "مركز النخيل", "康复", "ਸਿਹਤ",
)  # fmt: skip
KINDS = (
    "Physiotherapy", "Physio & Sport", "Rehabilitation Centre", "Spine and Joint Clinic", "Movement Health", "Therapy",
)  # fmt: skip
STREETS = ("Mill Lane", "Station Road", "Rue des Érables", "High Street", "Second Avenue NW", "Park Row")
TOWNS = ("Edmonton, Alberta", "Lethbridge, Alberta", "Halifax", "Victoria", "Kelowna", "Saskatoon", "Winnipeg")
REGULATORS = ("College of Physiotherapists", "College of Physical Therapists", "Physiotherapy Board")
COUNTRIES = {"CA": 4, "GB": 1}
"""The countries that the clinics lie in, and how often."""
CODES = (204, 250, 306, 403, 587, 604, 780, 825, 902)
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
HOURS: tuple[dict[str, Any], ...] = (
    dict.fromkeys(WEEK, "08:00-18:00"),
    {**dict.fromkeys(WEEK, "07:30-19:00"), "saturday": "09:00-13:00"},
    {day: ["08:00-12:30", "13:30-18:00"] for day in WEEK[:4]},
    {},
)
GRADIENT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 100"><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="{primary}"/><stop offset="1" stop-color="{accent}"/></linearGradient></defs>'
    '<rect width="{width}" height="100" rx="20" fill="url(#g)"/><circle cx="50" cy="50" r="24" fill="#fff"/></svg>'
)
LEAVES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><circle cx="60" cy="60" r="58" fill="{primary}"/>'
    '<path d="M60 16c15 12 24 25 24 38a24 24 0 0 1-48 0c0-13 9-26 24-38z" fill="{accent}"/>'
    '<path d="M60 30v74M60 62l13-12M60 74l-12-11" fill="none" stroke="#fff" stroke-width="5"/></svg>'
)


def write_fleet(size: int, out: Path) -> None:
    """Write a project with so many clinics into a new folder."""
    clinics = out / "clinics"
    clinics.mkdir(parents=True)
    shutil.copy(ROOT / "clinics" / "regions.toml", clinics)
    for slug, table, logo in islice(made_clinics(open_project(ROOT)), size):
        folder = clinics / slug
        folder.mkdir()
        (folder / table["brand"]["logo"]).write_bytes(logo)
        (folder / "clinic.toml").write_text(tomlkit.dumps(table), "utf-8")


def made_clinics(project: Project) -> Iterator[tuple[str, dict[str, Any], bytes]]:
    """Yield clinics without end: a folder's name, what its file says, and its logo.

    A colour that could be mistaken for a warning, or not be read, is refused, as it is for people.
    """
    offers = {"languages": list(project.languages), "topics": list(project.subjects)}
    for seed in count():
        slug, table = f"clinic-{seed:05}", {**_table(seed, project), **offers}
        problems: list[Problem] = []
        read_value(Clinic, {**table, "slug": slug, "folder": Path()}, slug, problems)
        if not problems:
            yield slug, table, _logo(seed, table["brand"])


def _table(seed: int, project: Project) -> dict[str, Any]:
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    country = chance.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
    regions = [name for name, region in project.regions.items() if region.country == country]
    place, kind = chance.choice(PLACES), chance.choice(KINDS)
    domain = f"{_plain(place) or 'clinic'}-{seed}.example"
    online = {"email": f"hello@{domain}", "website": f"https://{domain}", "booking": f"https://{domain}/book"}
    return {
        "name": f"{place} {kind}",
        "region": chance.choice(regions),
        "contact": {
            "address": [f"{chance.randint(1, 9999)} {chance.choice(STREETS)}", chance.choice(TOWNS)],
            "phone": _phone(chance, country),
            **{key: value for key, value in online.items() if chance.random() < 0.8},
            **({"numbers": {"fax": _phone(chance, country)}} if chance.random() < 0.2 else {}),
        },
        **({"hours": hours} if (hours := chance.choice(HOURS)) else {}),
        "regulator": {"name": chance.choice(REGULATORS), "website": "https://register.example"},
        "brand": {
            "logo": "logo.png" if seed % 3 == 0 else "logo.svg",
            "typeface": chance.choice(["source-sans", "source-serif", "atkinson"]),
            "primary": _colour(chance, 0.22),
            "accent": _colour(chance, 0.36),
        },
    }


def _phone(chance: random.Random, country: str) -> str:
    if country == "GB":
        return f"+44 113 496 0{chance.randint(0, 999):03}"
    return f"+1 {chance.choice(CODES)} 555 01{chance.randint(0, 99):02}"


def _plain(name: str) -> str:
    """Return a name as a web address may have it; nothing of names in other scripts."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "".join(one for one in letters if one.isalnum())


def _colour(chance: random.Random, lightness: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(chance.random(), lightness, 0.35 + 0.5 * chance.random())
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def _logo(seed: int, brand: dict[str, str]) -> bytes:
    """Return a logo of one of three kinds: pixels with a clear ground, a gradient, or shapes; wide or square."""
    if brand["logo"].endswith(".png"):
        picture = Image.new("RGBA", (240 + seed % 4 * 80, 240))
        draw = ImageDraw.Draw(picture)
        draw.ellipse((10, 10, 230, 230), fill=brand["primary"])
        draw.polygon([(120, 40), (200, 190), (40, 190)], fill=brand["accent"])
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()
    return (LEAVES if seed % 3 == 1 else GRADIENT).format(width=100 + seed % 5 * 60, **brand).encode()


if __name__ == "__main__":
    write_fleet(int(sys.argv[1]), Path(sys.argv[2]))
