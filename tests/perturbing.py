"""Changes of one thing each in a project: of every field of a clinic, of every kind of file, and of what is asked.

Fields come from the models and places from the files themselves, so that what is added there is changed here, too.
"""

import datetime as dt
import json
import random
import re
import tomllib
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import BaseModel

from leaflets.folders import CONTENT, GROUPS
from leaflets.model import Clinic, Leaflet

CLINIC = "aspen-row"
GROUP = "rows"
"""The group that it is of, where a project has groups."""
OTHERWISE: dict[str, tuple[str, Any]] = {
    "group": ("group", "others"),
    "name": ("name", "Alder Row Physiotherapy"),
    "region": ("region", "CA-ON"),
    "staff_language": ("staff_language", "ar"),
    "languages": ("languages", ["ar", "en"]),
    "topics": ("topics", ["screening", "aftercare"]),
    "contact": ("contact.address", ["1 Road", "Town"]),
    "contact.address": ("contact.address", ["2 Road", "Town"]),
    "contact.phone": ("contact.phone", "+1 780 555 0199"),
    "contact.phone.number": ("contact.phone", "+1 780 555 0198"),
    "contact.phone.extension": ("contact.phone", "+1 780 555 0143 ext. 7"),
    "contact.numbers": ("contact.numbers", {"fax": "+1 780 555 0197"}),
    "contact.numbers.number": ("contact.numbers", {"tty": "+1 780 555 0197"}),
    "contact.numbers.extension": ("contact.numbers", {"fax": "+1 780 555 0197 ext. 3"}),
    "contact.email": ("contact.email", "other@alder.example"),
    "contact.website": ("contact.website", "https://alder.example"),
    "contact.code": ("contact.code", "library"),
    "contact.booking": ("contact.booking", "https://alder.example/book"),
    "hours": ("hours", {"friday": "08:00-12:00"}),
    "hours.*.times": ("hours.{2}", ["06:00-06:30", "07:00-07:30"]),
    "hours.*.times.opens": ("hours.{2}", "05:00-18:00"),
    "hours.*.times.closes": ("hours.{2}", "08:00-23:00"),
    "hours.*.by_appointment": ("hours.{2}", "by appointment"),
    "hours.holidays": ("hours.holidays", "by appointment"),
    "hours.*": ("hours.{2}", "06:30-07:00"),
    "library": ("library", "https://library.example"),
    "regulator": ("regulator", {"name": "Another College"}),
    "regulator.name": ("regulator.name", "A College"),
    "regulator.website": ("regulator.website", "https://college.example"),
    "further": ("further", [{"name": "A body", "web": "https://body.example"}]),
    "further.name": ("further", [{"name": "Another body", "web": "https://body.example"}]),
    "further.web": ("further", [{"name": "A body", "web": "https://other.example"}]),
    "further.languages": ("further", [{"name": "A body", "web": "https://body.example", "languages": ["ar"]}]),
    "further.source": ("further", [{"name": "A body", "web": "https://body.example", "source": "its page"}]),
    "further.verified": (
        "further",
        [{"name": "A body", "web": "https://body.example", "source": "its page", "verified": True}],
    ),
    "brand": ("brand.accent", "#7a3e00"),
    "brand.logo": ("brand.logo", "other.svg"),
    "brand.typeface": ("brand.typeface", "atkinson"),
    "brand.family": ("brand.family", "bold"),
    "brand.primary": ("brand.primary", "#123a5c"),
    "brand.accent": ("brand.accent", "#5c3a12"),
    "brand.corners": ("brand.corners", "square"),
    "brand.ornament": ("brand.ornament", "none"),
    "brand.name_in_logo": ("brand.name_in_logo", True),
    "brand.tagline": ("brand.tagline", {"en": "Moving well", "ar": "نتحرك معًا"}),
    "brand.press": ("brand.press", {"primary": {"spot": "Deep Teal"}}),
    "brand.press.*": ("brand.press", {"primary": {"spot": "Teal"}, "accent": {"spot": "Amber"}}),
    "brand.press.*.cmyk": ("brand.press", {"primary": {"cmyk": [90, 45, 37, 59]}, "accent": {"cmyk": [2, 56, 92, 13]}}),
    "brand.press.*.spot": ("brand.press", {"primary": {"spot": "Ink One"}, "accent": {"spot": "Ink Two"}}),
}
"""How each field of a clinic may be otherwise: a place in its file, and what stands there then."""
NAMELESS = {"slug", "folder", "inherited"}
"""Fields that are no part of the file."""
SIGNED = {"signoffs.toml", "back-translations.toml", "signed"}
"""What of a language only its own leaflets read."""
SHARED: Callable[[Leaflet], bool] = lambda _: True  # noqa: E731 - it is a value beside others


Files = dict[str, bytes | None]
"""Files as they are then, by their paths in a project; None for one that is gone."""


@dataclass(frozen=True)
class Change:
    """One change: of files, of options, or of variables of the environment.

    `touches` tells which leaflets may have to be composed again for it.
    """

    kind: str
    name: str
    files: Callable[[], Files] = dict
    options: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    touches: Callable[[Leaflet], bool] = SHARED

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def sampled(changes: list[Change], most: Mapping[str, int], usual: int, seed: int) -> list[Change]:
    """Return some changes of each kind, the same for a seed: as many as `most` says, or as usual."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    kinds = [list(group) for _, group in groupby(sorted(changes, key=lambda one: one.kind), key=lambda one: one.kind)]
    return [one for kind in kinds for one in chance.sample(kind, min(most.get(kind[0].kind, usual), len(kind)))]


def all_changes(place: Path, topics: dict[str, set[str]]) -> list[Change]:
    """Return every change of a project; `topics` are the English messages of each topic."""
    return [
        *fields(place),
        *logos(place),
        *groups(place),
        *registers(place),
        *words(place, topics),
        *texts(place),
        *fonts(place),
        *strays(),
        *circumstances(),
    ]


def field_names(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Yield the names of all fields of a model, and of the models in them."""
    for name, one in model.model_fields.items():
        yield before + name
        for inner in models_in(one.annotation):
            yield from field_names(inner, f"{before}{name}.")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


def fields(place: Path) -> Iterator[Change]:
    """Yield a change of each field of a clinic; raise LookupError for one that nobody here knows how to change."""
    for name in field_names(Clinic):
        if name in NAMELESS:
            continue
        pattern = next((one for one in OTHERWISE if fnmatch(name, one) and name.count(".") == one.count(".")), None)
        if pattern is None:
            raise LookupError(f"tests/perturbing.py has to say how {name} of a clinic may be otherwise")
        where, value = OTHERWISE[pattern]
        day = name.split(".")[min(1, name.count("."))]
        change = partial(field_changed, place, where.replace("{2}", day).split("."), value)
        yield Change("clinic", name, change, touches=of_clinic(CLINIC))


def field_changed(place: Path, where: list[str], value: Any) -> Files:
    """Return the file of a clinic with another value, and another logo beside it."""
    file = f"clinics/{CLINIC}/clinic.toml"
    document = tomlkit.parse((place / file).read_text("utf-8"))
    put(document, where, value)
    if where[-1] == "code":  # what leads to a library needs one
        put(document, ["library"], "https://library.example")
    return {file: tomlkit.dumps(document).encode(), f"clinics/{CLINIC}/other.svg": SQUARE}


SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#123a5c"/></svg>'
)


def of_clinic(name: str) -> Callable[[Leaflet], bool]:
    """Return what tells a clinic's leaflets from others."""
    return lambda leaflet: leaflet.clinic == name


def of_language(code: str) -> Callable[[Leaflet], bool]:
    """Return what tells the leaflets that read a language's files: all read English words."""
    return lambda leaflet: code in (leaflet.language, "en")


def given(name: str, data: bytes | None) -> Callable[[], Files]:
    """Return what gives one file."""
    return lambda: {name: data}


def put(table: Any, where: list[str], value: Any) -> None:
    """Put a value into a table, and tables around it that are not there."""
    *outer, last = where
    for name in outer:
        table = table.setdefault(name, tomlkit.table())
    table[last] = value


def logos(place: Path) -> Iterator[Change]:
    """Yield a change of each clinic's logo, and one clinic more or less."""
    for path in sorted((place / "clinics").glob("*/*")):
        if path.name != "clinic.toml":
            name, clinic = path.relative_to(place).as_posix(), path.parent.name
            yield Change("logo", f"{name} is another", given(name, SQUARE), touches=of_clinic(clinic))
            yield Change("logo", f"{name} is gone", given(name, None), touches=of_clinic(clinic))
    text = (place / "clinics" / CLINIC / "clinic.toml").read_bytes().replace(b"Aspen Row", b"Muscle Soreness")
    new: Files = {"clinics/new/clinic.toml": text, "clinics/new/logo.svg": SQUARE}
    yield Change("logo", "a clinic more", lambda: new, touches=lambda leaflet: leaflet.clinic == "new")


def groups(place: Path) -> Iterator[Change]:
    """Yield changes of what a group of clinics has in common, of its logo, and of a group that no clinic is of."""
    for path in sorted((place / "clinics" / GROUPS).glob("*/*")):
        name, touches = path.relative_to(place).as_posix(), of_clinic(CLINIC if path.parent.name == GROUP else "")
        yield Change("group", f"{name} is gone", given(name, None), touches=touches)
        if path.suffix != ".toml":
            yield Change("group", f"{name} is another", given(name, SQUARE), touches=touches)
            continue
        for where in leaves(tomllib.loads(path.read_text("utf-8"))):
            for how in ("other", "gone"):
                told = f"{name} {'.'.join(where)} is {how}"
                yield Change("group", told, partial(value_changed, path, name, where, how), touches=touches)


def lay_groups(place: Path) -> None:
    """Put two groups into a project; a clinic of the first leaves its accent, website and logo to it."""
    for name, accent in ((GROUP, "#b5652a"), ("others", "#2a6db5")):
        folder = place / "clinics" / GROUPS / name
        folder.mkdir(parents=True)
        text = (
            'locked = ["contact.numbers.texts"]\n'
            f'[contact]\nwebsite = "https://{name}.example"\n[brand]\nlogo = "kit.svg"\n'
        )
        (folder / "group.toml").write_text(f'{text}accent = "{accent}"\n', "utf-8")
        (folder / "kit.svg").write_bytes(SQUARE.replace(b"#123a5c", accent.encode()))
    file = place / "clinics" / CLINIC / "clinic.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    put(document, ["group"], GROUP)
    for table, key in (("contact", "website"), ("brand", "logo"), ("brand", "accent")):
        del document[table][key]
    file.write_text(tomlkit.dumps(document), "utf-8")


def registers(place: Path) -> Iterator[Change]:
    """Yield, for each value in a file of values that is no clinic's, that value as another one, and without it."""
    for path in sorted(path for folder in CONTENT for path in (place / folder).rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.suffix not in (".toml", ".json") or fnmatch(name, "clinics/*/*"):  # groups among them
            continue
        kind, touches = f"{name.split('/')[0]}'s registers", SHARED
        if fnmatch(name, "locales/*/*"):
            code, file = name.split("/")[1:3]
            kind, touches = "a language's lists", of_language(code)
            if file in SIGNED:
                kind, touches = file, alone_of_language(code)
        for where in leaves(
            json.loads(path.read_text("utf-8")) if path.suffix == ".json" else tomllib.loads(path.read_text("utf-8"))
        ):
            for how in ("other", "gone"):
                told = f"{name} {'.'.join(map(str, where))} is {how}"
                yield Change(kind, told, partial(value_changed, path, name, where, how), touches=touches)


def value_changed(path: Path, name: str, where: tuple[Any, ...], how: str) -> Files:
    """Return a file of values with one changed."""
    document = parsed(path)
    alter(document, where, how)
    text = json.dumps(document, ensure_ascii=False) if path.suffix == ".json" else tomlkit.dumps(document)
    return {name: text.encode()}


def alone_of_language(code: str) -> Callable[[Leaflet], bool]:
    """Return what tells the leaflets in a language."""
    return lambda leaflet: leaflet.language == code


def parsed(path: Path) -> Any:
    """Return a file of values."""
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".json" else tomlkit.parse(text)


def leaves(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of all values that hold no others."""
    if isinstance(value, dict):
        for name in value:
            yield from leaves(value[name], (*before, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict | list):
        for number, one in enumerate(value):
            yield from leaves(one, (*before, number))
    else:
        yield before


def alter(document: Any, where: tuple[Any, ...], how: str) -> None:
    """Change the value at a place, or take it out."""
    for name in where[:-1]:
        document = document[name]
    value = document[where[-1]]
    if how == "gone":
        del document[where[-1]]
        return
    match value:
        case bool():
            document[where[-1]] = not value
        case int() | float():
            document[where[-1]] = value + 1
        case dt.date():
            document[where[-1]] = value + dt.timedelta(days=400)
        case list():
            document[where[-1]] = value[:-1]
        case _:
            document[where[-1]] = f"{value}x"


MESSAGE = re.compile(r'(?m)^msgid (?P<id>".*"\n(?:".*"\n)*)msgstr (?P<text>".*"\n(?:".*"\n)*)')


def words(place: Path, topics: dict[str, set[str]]) -> Iterator[Change]:
    """Yield changes of each catalogue: of a message of each topic alone, of one of the layouts, of its head, of all."""
    everywhere = {one for found in topics.values() for one in found}
    for path in sorted(place.glob("locales/*/LC_MESSAGES/*.po")):
        name, code, text = path.relative_to(place).as_posix(), path.parts[-3], path.read_text("utf-8")
        every = list(messages(text))
        for topic, own in topics.items():
            others = {one for other, found in topics.items() if other != topic for one in found}
            for number, old in enumerate(found for found in every if unquoted(found["id"]) in own - others):
                touches = of_topic(code, topic)
                if number < 2:
                    new = old[0].replace(old["text"], doubled(old["text"]))
                    yield changed_word(name, f"{code} {topic} {number}", text, old[0], new, touches)
        around = [one for one in every if unquoted(one["id"]) not in everywhere and unquoted(one["id"])]
        for number, old in enumerate(around[:3]):
            new = old[0].replace(old["text"], doubled(old["text"]))
            yield changed_word(name, f"{code} layouts {number}", text, old[0], new, of_language(code))
            yield changed_word(
                name, f"{code} layouts {number} fuzzy", text, old[0], f"#, fuzzy\n{old[0]}", of_language(code)
            )
        yield changed_word(
            name, f"{code} translator", text, "Last-Translator: ", "Last-Translator: Somebody ", of_language(code)
        )
        yield Change("words", f"{code} cut", given(name, text[: len(text) // 2].encode()), touches=of_language(code))
        yield Change("words", f"{code} gone", given(name, None), touches=of_language(code))


def changed_word(  # noqa: PLR0913 - what is changed, and where
    name: str, told: str, text: str, old: str, new: str, touches: Callable[[Leaflet], bool]
) -> Change:
    """Return the change of a text in a catalogue."""
    return Change("words", told, given(name, text.replace(old, new, 1).encode()), touches=touches)


def of_topic(code: str, topic: str) -> Callable[[Leaflet], bool]:
    """Return what tells the leaflets that read a topic's words in a language; all read the English ones."""
    return lambda leaflet: code == "en" or (leaflet.language, leaflet.topic) == (code, topic)


def messages(text: str) -> Iterator[re.Match[str]]:
    """Yield the messages without plural of a catalogue."""
    return MESSAGE.finditer(text)


def unquoted(text: str) -> str:
    """Return what the lines of a catalogue say."""
    return "".join(json.loads(one) for one in text.split("\n") if one)


def doubled(text: str) -> str:
    """Return a translation with its first word twice."""
    said = unquoted(text)
    return json.dumps(f"{said.split(' ')[0]} {said}", ensure_ascii=False) + "\n"


def texts(place: Path) -> Iterator[Change]:
    """Yield changes of each template, style sheet, drawing and citation style, one of which says nothing."""
    for path in sorted((place / "templates").rglob("*")):
        name = path.relative_to(place).as_posix()
        if not path.is_file() or path.suffix == ".toml":
            continue
        kind, text = "templates", path.read_text("utf-8")
        yield Change(kind, f"{name} ends with a line more", given(name, f"{text}\n".encode()))
        yield Change(kind, f"{name} is gone", given(name, None))
        yield Change(kind, f"{name} has another number", given(name, re.sub(r"[1-8]", "9", text, count=1).encode()))
        if name.endswith(".html.j2"):
            other = re.sub(r"(>|_\(\")([A-Z][a-z]+)", r"\1Really \2", text, count=1)
            yield Change(kind, f"{name} says more", given(name, other.encode()))


def fonts(place: Path) -> Iterator[Change]:
    """Yield changes of font files."""
    for path in sorted((place / "fonts").glob("*/*")):
        name = path.relative_to(place).as_posix()
        yield Change("fonts", f"{name} is longer", partial(lengthened, path, name))
        yield Change("fonts", f"{name} is gone", given(name, None))


def lengthened(path: Path, name: str) -> Files:
    """Return a file with a byte more."""
    return {name: path.read_bytes() + b"\0"}


def strays() -> Iterator[Change]:
    """Yield files that nobody expects."""
    for folder in ("clinics", f"clinics/{CLINIC}", "locales", "locales/ar", "evidence", "templates/layouts", "fonts"):
        touches = SHARED
        if folder == f"clinics/{CLINIC}":
            touches = of_clinic(CLINIC)
        elif folder == "locales/ar":
            touches = of_language("ar")
        yield Change("strays", folder, given(f"{folder}/stray.txt", b"x"), touches=touches)


def circumstances() -> Iterator[Change]:
    """Yield other days, other options, other settings."""
    for days in (-2000, -1, 1, 100, 364, 366, 2000):
        yield Change("asked", f"{days} days later", options={"days": days})
    yield Change("asked", "release", options={"release": True})
    yield Change("asked", "ordinary", options={"is_ordinary": True})
    for name in ("LANG", "PANGO_LANGUAGE", "FC_LANG", "SOURCE_DATE_EPOCH"):
        yield Change("asked", name, environment={name: "1"})
