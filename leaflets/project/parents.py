"""Wording of regions: what a language takes from the one over whose words it has some of its own."""

from collections.abc import Iterator, Mapping

from leaflets.errors import Problem
from leaflets.folders import LOCALES
from leaflets.model import KnownLanguage, Language, Term
from leaflets.model.language import Provenance
from leaflets.names import meant
from leaflets.project.faults import FaultFinding, Thing
from leaflets.project.project import LANGUAGES_FILE

REGISTER = f"{LOCALES}/{LANGUAGES_FILE}"


def with_parents(languages: Mapping[str, Language], found: FaultFinding) -> dict[str, Language]:
    """Return languages with all that they take from their parents; what is wrong with a parent is wrong with them."""
    whole = dict(languages)
    for code, language in languages.items():
        if language.parent is None:
            continue
        problems = list(_wrong_parent(language, languages, found))
        found.add("language", code, problems)
        if not problems and language.parent in languages:
            whole[code] = language.over(languages[language.parent])
        found.pass_on(Thing("language", language.parent), Thing("language", code))
    return whole


def with_words_of_parents(terms: Mapping[str, Term], languages: Mapping[str, Language]) -> dict[str, Term]:
    """Return the terms of the glossary, each in wording of a region as its parent says it, where it has no own row."""
    parents = {code: one.parent for code, one in languages.items() if one.parent}
    return {name: _with_rows(term, parents) for name, term in terms.items()}


def parent_of(
    language: Language, languages: Mapping[str, Language], registry: Mapping[str, KnownLanguage]
) -> Language | None:
    """Return the language whose words a language of a region can lie over: the only whole one of its kind here.

    One that the registry knows has the parent that it names there, or none: Dari is no wording of Persian.
    """
    if language.code in registry:
        return languages.get(registry[language.code].parent or "")
    if "_" not in language.code:
        return None
    found = [one for one in languages.values() if one.parent is None and _tongue(one) == _tongue(language)]
    return found[0] if len(found) == 1 and found[0].plural_count == language.plural_count else None


def language_over(known: KnownLanguage, parent: Language, provenance: Provenance) -> Language:
    """Return the wording of a region over its parent's, with what its line of the register has to say."""
    named = known.model_dump(include={"code", "cldr", "own_name", "english_name"}, exclude_none=True)
    forms = {} if known.plural_forms == parent.plural_forms else {"plural_forms": known.plural_forms}
    return Language(provenance=provenance, parent=parent.code, **named, **forms).over(parent)


def _with_rows(term: Term, parents: Mapping[str, str]) -> Term:
    taken = {code: term.languages[parent] for code, parent in parents.items() if parent in term.languages}
    return term.model_copy(update={"languages": {**taken, **term.languages}}) if taken else term


def _wrong_parent(language: Language, languages: Mapping[str, Language], found: FaultFinding) -> Iterator[Problem]:
    """Yield why a language cannot have its parent: it is not there, not whole, or another language."""
    wanted, key = language.parent or "", f"{language.code}.parent"
    parent = languages.get(wanted)
    if wanted == language.code:
        reason, hint = "A language cannot be its own parent.", "Name the language whose words it takes."
    elif parent is None and found.has("language", wanted):
        return
    elif parent is None:
        reason, hint = f"“{wanted}” is not known here.", meant(wanted, languages)
    elif parent.parent is not None:
        reason = f"{wanted} has a parent of its own ({parent.parent}); a parent has all of its words."
        hint = f'Write parent = "{parent.parent}".' if parent.parent != language.code else "Take one of the two out."
    elif _tongue(parent) != _tongue(language):
        reason = f"{parent.name} is another language than {language.name}, or in another script."
        hint = "A parent is the same language of another region, or of none."
    elif language.plural_forms and parent.plural_count != language.plural_count:
        reason = f"It has {language.plural_count} plural forms, and its parent {parent.plural_count}."
        hint = "Leave plural_forms out: the words are its parent's, and so are their forms."
        key = f"{language.code}.plural_forms"
    else:
        return
    yield Problem(REGISTER, reason, hint, key=key)


def _tongue(language: Language) -> tuple[str, str]:
    return language.code.partition("_")[0], language.script
