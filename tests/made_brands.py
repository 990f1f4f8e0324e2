"""Brands made by a seed: extreme colours, names of 1 to 90 letters, logos of every shape, each typeface.

Each kind has its turn, with steps that share no divisor: a dozen seeds meet every kind of colour, script and logo.
"""

import random
from io import BytesIO
from pathlib import Path
from typing import Any

from long_clinics import sample
from made_clinics import WORDS
from PIL import Image, ImageDraw

from leaflets.errors import Problem
from leaflets.model import Clinic
from leaflets.model.clinic import LONGEST_NAME
from leaflets.model.tones import PALE, WARNINGS
from leaflets.readers.tables import read_value

LANGUAGES = ("en", "ar")
TYPEFACES = ("source-sans", "source-serif", "atkinson")
SCRIPTS = {
    **WORDS,
    "cyrillic": ["Клиника", "физиотерапии", "и", "реабилитации", "имени", "Преображенского", "Здоровье", "Щука"],
}
LENGTHS = (1, 2, 3, 8, 17, 30, 45, 60, 75, 89, LONGEST_NAME)
CORNERS = tuple(f"#{red}{green}{blue}" for red in ("00", "ff") for green in ("00", "ff") for blue in ("00", "ff"))
NEON = ("#39ff14", "#ff00a0", "#00ffff", "#ff6ec7", "#ccff00", "#7df9ff", "#ff5f1f", "#bc13fe", "#fffb00", "#04d9ff")
EDGES = ("#767676", "#777777", "#949494", "#959595", "#0077c8", "#008543", "#c04f9f", "#5f7fbf")
"""Colours just above or under 4.5:1 and 3:1 with white: on one side they are text, on the other grounds."""
KINDS = ("corner", "near a warning", "near white", "near black", "grey", "neon", "edge", "any", "signal")
RATIOS = {"wide": (1200, 90), "tall": (90, 900), "square": (300, 300), "tiny": (3, 2), "huge": (40_000, 30_000)}
LOGOS = (*(f"svg {one}" for one in RATIOS), *(f"png {one}" for one in RATIOS), "photograph", "photograph with alpha")
PIXELS = {**RATIOS, "wide": (2400, 180), "tiny": (12, 8), "huge": (5000, 3600)}


def made_table(seed: int) -> dict[str, Any]:
    """Return what differs between the files of made clinics: the name and the brand."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    kind = KINDS[seed % len(KINDS)]
    return {
        "name": _name(chance, tuple(SCRIPTS)[seed % len(SCRIPTS)], LENGTHS[seed % len(LENGTHS)]),
        "languages": [LANGUAGES[seed % len(LANGUAGES)]],
        "brand": {
            "logo": f"logo.{logo_of(seed)[:3].replace('pho', 'png')}",
            "typeface": TYPEFACES[seed // 2 % len(TYPEFACES)],
            "primary": _colour(chance, kind),
            "accent": _colour(chance, chance.choice(KINDS)),
        },
    }


def logo_of(seed: int) -> str:
    """Return which kind of logo the brand of a seed has."""
    return LOGOS[seed * 5 % len(LOGOS)]


def read_made(table: dict[str, Any], folder: Path) -> Clinic | list[Problem]:
    """Return a clinic as its file would be read, or why it is refused."""
    problems: list[Problem] = []
    whole = {**sample().model_dump(exclude={"hours", "brand", "press"}, exclude_unset=True, mode="json"), **table}
    clinic = read_value(Clinic, {**whole, "slug": "made", "folder": folder}, "clinics/made/clinic.toml", problems)
    return problems if clinic is None else clinic


def draw_logo(seed: int, folder: Path, name: str) -> None:
    """Write the logo of a seed."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    kind = logo_of(seed)
    form, _, shape = kind.partition(" ")
    data = _svg(chance, *RATIOS[shape]).encode() if form == "svg" else _png(chance, kind)
    (folder / name).write_bytes(data)


def _name(chance: random.Random, script: str, length: int) -> str:
    words = SCRIPTS[script]
    name = chance.choice(words)
    while len(name) < length:
        name = f"{name}{'' if script == 'chinese' else ' '}{chance.choice(words)}"
    return name[:length].strip()


def _colour(chance: random.Random, kind: str) -> str:
    """Return a colour of a kind."""
    ways = {
        "corner": lambda: chance.choice(CORNERS),
        "near a warning": lambda: _beside(chance, chance.choice([*WARNINGS, *PALE]).colour, 48),
        "near white": lambda: _within(chance, (232, 256), (232, 256), (232, 256)),
        "near black": lambda: _within(chance, (0, 24), (0, 24), (0, 24)),
        "grey": lambda: "#" + f"{chance.randrange(256):02x}" * 3,
        "neon": lambda: chance.choice(NEON),
        "edge": lambda: _beside(chance, chance.choice(EDGES), 2),
        "signal": lambda: _within(chance, (180, 256), (0, 150), (0, 60)),
        "any": lambda: _within(chance, (0, 256), (0, 256), (0, 256)),
    }
    return ways[kind]()


def _within(chance: random.Random, *channels: tuple[int, int]) -> str:
    return "#" + "".join(f"{chance.randrange(*one):02x}" for one in channels)


def _beside(chance: random.Random, colour: str, most: int) -> str:
    """Return a colour each of whose channels is off by a few levels."""
    channels = (int(colour[at : at + 2], 16) + chance.randint(-most, most) for at in (1, 3, 5))
    return "#" + "".join(f"{min(255, max(0, one)):02x}" for one in channels)


def _shade(chance: random.Random) -> str:
    return chance.choice([_colour(chance, "any"), _colour(chance, "neon"), WARNINGS[0].colour, "#ffffff", "#000000"])


def _svg(chance: random.Random, width: int, height: int) -> str:
    shapes = "".join(
        f'<circle cx="{chance.uniform(0, width):g}" cy="{chance.uniform(0, height):g}"'
        f' r="{min(width, height) * chance.uniform(0.1, 0.5):g}" fill="{_shade(chance)}"/>'
        for _ in range(chance.choice([1, 3, 12]))
    )
    ground = f'<rect width="{width}" height="{height}" fill="#123456"/>' if chance.random() < 0.5 else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{ground}{shapes}</svg>'


def _png(chance: random.Random, kind: str) -> bytes:
    if kind.startswith("photograph"):
        picture = _photograph(chance, (1600, 1100))
        if kind.endswith("alpha"):
            picture.putalpha(_photograph(chance, picture.size).convert("L"))
    else:
        size = PIXELS[kind.removeprefix("png ")]
        picture = Image.new("RGBA", size, chance.choice(["#123456", "#12345600"]))
        ImageDraw.Draw(picture).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=_shade(chance))
        picture = picture.convert(chance.choice(["RGB", "RGBA", "L"]))
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _photograph(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """Return a picture with soft areas of every colour, as a camera gives them."""
    return Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3)).resize(size, Image.Resampling.BICUBIC)
