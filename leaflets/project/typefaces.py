"""Typefaces that are not installed here: what cannot be set without them, and what to type to get them."""

from collections.abc import Iterable
from functools import lru_cache

from leaflets.errors import Problem
from leaflets.model import Language, Leaflet
from leaflets.project.project import Project
from leaflets.readers.fonts import Fonts

PLACE = "this machine"


def lacking_typefaces(project: Project, leaflet: Leaflet) -> tuple[Problem, ...]:
    """Return why a leaflet cannot be set here: a typeface of its clinic or of one of its languages is not installed."""
    if not project.fonts.lacking or leaflet.clinic not in project.clinics:
        return ()
    typeface = project.clinics[leaflet.clinic].brand.typeface
    found = (one for code in leaflet.languages for one in _lacking(project, code, typeface))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _lacking(project: Project, code: str, typeface: str) -> tuple[Problem, ...]:
    language, brand = project.languages.get(code), project.fonts.typefaces.get(typeface)
    chosen = {brand.headings, brand.text} if brand else set()
    problems = [_not_here(project.fonts, one, f"The typeface {typeface}", typeface) for one in sorted(chosen)]
    if language:
        problems.append(_not_here(project.fonts, project.fonts.family_of(language), language.name, code))
    return tuple(one for one in problems if one)


def _not_here(fonts: Fonts, name: str, what: str, key: str) -> Problem | None:
    """Return that a family is not here, which something is set in."""
    if name not in fonts.lacking:
        return None
    family = fonts.families[name]
    reason = f"{what} is set in {name} {family.version}, which is not installed here."
    return Problem(PLACE, reason, f"Install it with: {command_for(fonts, [name])}", key=key)


def languages_without(fonts: Fonts, languages: Iterable[Language]) -> list[Language]:
    """Return those of some languages that cannot be set here until their typeface is installed."""
    return [one for one in languages if fonts.family_of(one) in fonts.lacking]


def command_for_all(project: Project) -> str:
    """Return what people type to get the typefaces of all languages that cannot be set here; nothing if all can."""
    fonts = project.fonts
    families = {fonts.family_of(one) for one in languages_without(fonts, project.languages.values())}
    return command_for(fonts, families) if families else ""


def command_for(fonts: Fonts, families: Iterable[str]) -> str:
    """Return what people type to get families that are not here."""
    extras = sorted({fonts.families[one].extra or "" for one in families})
    return f'pip install "leaflets[{",".join(extras)}]"'
