"""Countries, and parts of them, as people call them: “UK”, “Ontario”, “Deutschland”."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from babel import Locale
from babel.core import get_global

from leaflets.names.folding import letters
from leaflets.names.matching import MOST, Named, alike

PARTS = Mapping[str, Mapping[str, Sequence[str]]]
"""The names of each part of a country, by the codes of both."""
COMMON = {
    "GB": ("Britain", "Great Britain", "UK", "U.K."),
    "US": ("America", "USA", "U.S.A.", "U.S.", "States", "United States of America"),
    "NL": ("Holland",), "AE": ("Emirates", "UAE"), "IE": ("Eire", "Republic of Ireland"), "CZ": ("Czech Republic",),
}  # fmt: skip
"""What people call countries, and CLDR does not."""
PLACE = "clinics/regions.toml"


def hint_of_region(typed: str, regions: Collection[str], parts: PARTS, locales: Iterable[str]) -> str:
    """Return the region that a place is in; where none is, which entry to write."""
    known = {**_parts_by_code(parts), **_countries(("en",))}
    same = [code for code in regions if letters(code) == letters(typed)]
    places = same or _named(typed, known, regions) or _named(typed, _countries(("en", *sorted(set(locales)))), regions)
    if not places:
        things = [Named(code, tuple(names)) for code, names in known.items() if code in regions or "-" in code]
        near = [one.name for one in alike(typed, [Named(code) for code in regions]) or alike(typed, things)]
        return " ".join(dict.fromkeys(_hint(one, known, regions, near=True) for one in near)) or _listed(regions)
    return " ".join(dict.fromkeys(_hint(one, known, regions) for one in places[:MOST]))


def _named(typed: str, known: Mapping[str, Sequence[str]], regions: Collection[str]) -> list[str]:
    """Return the places that are called so, or whose code it is: that of a part only in a country of these regions."""
    whole = letters(typed)
    by_name = [code for code, names in known.items() if whole in map(letters, names) or whole == letters(code)]
    alias = get_global("territory_aliases").get(typed.strip().upper(), ())
    by_alias = [code for code in alias if len(alias) == 1 and code in known]
    places = list(dict.fromkeys([*by_name, *by_alias]))
    countries = {code.partition("-")[0] for code in regions}
    if countries.intersection(places):
        return places
    parts = (code for code in known if "-" in code and code.partition("-")[0] in countries)
    return list(dict.fromkeys([*places, *(code for code in parts if letters(code.partition("-")[2]) == whole)]))


def _hint(code: str, known: Mapping[str, Sequence[str]], regions: Collection[str], *, near: bool = False) -> str:
    """Return what to write for a place: its region, that of its country, or an entry of its own."""
    name, country = next(iter(known.get(code, ())), code), code.partition("-")[0]
    told = f"“{code}”" if name == code else f"“{code}” ({name})"
    inside = sorted(one for one in regions if one.startswith(f"{code}-"))
    if code in regions:
        return f"Did you mean {told}?"
    if near and country not in regions:
        return f"Did you mean {told}? It has no entry in {PLACE} yet."
    if inside:
        return (
            f"{name} has an entry for each part of it in {PLACE}: {', '.join(inside[:MOST])}. Write the clinic’s own."
        )
    if country in regions:
        return f"{name} lies in {country}: write “{country}”, or an entry [{code}] of its own into {PLACE}."
    entry = f'[{code}] with emergency, paper and country = "{country}"'
    return f"{name} has no entry yet: write {entry} into {PLACE}."


def _listed(regions: Collection[str]) -> str:
    shown = sorted(regions)
    return f"Known are: {', '.join(shown[:MOST])}{' …' if len(shown) > MOST else ''}."


def _parts_by_code(parts: PARTS) -> dict[str, Sequence[str]]:
    return {f"{country}-{part}": names for country, those in parts.items() for part, names in those.items()}


@cache
def _countries(locales: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the names of countries in English first, then by their own people, then in these languages."""
    countries = {code: [str(name)] for code, name in Locale("en").territories.items() if code.isalpha()}
    for code, names in COMMON.items():
        countries[code].extend(names)
    for locale in locales:
        for code, name in Locale.parse(locale).territories.items():
            if code in countries:
                countries[code].append(str(name))
    return countries
