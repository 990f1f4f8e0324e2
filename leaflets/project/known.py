"""What is known of languages before anybody adds them: the registry's entries, and CLDR's for the others."""

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from leaflets.errors import Problem, ProjectError
from leaflets.folders import LOCALES
from leaflets.model import KnownLanguage
from leaflets.names.tags import Tag
from leaflets.project.plurals import plural_forms_of
from leaflets.project.project import Project
from leaflets.readers.registry import REGISTRY_FILE, read_registry


def read_known(project: Project) -> dict[str, KnownLanguage]:
    """Return the languages of the registry; the person's own entries win."""
    problems: list[Problem] = []
    known: dict[str, KnownLanguage] = {}
    for layer in reversed(project.layers):
        path = layer / LOCALES / REGISTRY_FILE
        if path.exists():
            known |= read_registry(path, f"{LOCALES}/{REGISTRY_FILE}", problems)
    if problems:
        raise ProjectError(problems)
    return known


def known_language(tag: Tag, registry: Mapping[str, KnownLanguage]) -> KnownLanguage | None:
    """Return what the registry says of a language, else what CLDR does; None where neither does."""
    code = str(tag)
    if code in registry:
        return registry[code]
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
    pinned = dict.fromkeys(one.plural_forms for one in registry.values())
    return KnownLanguage(code=code, plural_forms=plural_forms_of(locale, pinned))
