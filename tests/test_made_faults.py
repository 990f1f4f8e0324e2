"""Every kind of fault is found in every language: made from the shipped translations by rule, and found by its rule.

Everyday runs try some messages of each kind and language, chosen by chance with a fixed seed; with
`LEAFLETS_EVERYTHING=1` all of them are tried, about ten thousand a language.
"""

import random

import pytest
from made_faults import KINDS, Good
from sampling import EVERYTHING, LANGUAGES

from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.rules import Entry, check_entry
from leaflets.rules.scripts import SPACELESS, scripts_of

FEW = 4
"""Messages of each kind and language in an everyday run."""
TRANSLATED = LANGUAGES[1:]


def _goods(project: Project, code: str) -> list[tuple[MessageKey, Good]]:
    """Return the good translations of a language, in an order of chance, with the same text in another script."""
    language = project.languages[code]
    foreign = project.catalogue("ar" if language.script != "Arab" else "ru").translations
    single = [(key, one.texts[0]) for key, one in project.catalogue(code).translations.items() if not key.plural]
    texts = [text for _, text in single]
    goods = [
        (key, Good(key.id, text, language, tuple(one for one in texts if one != text), foreign[key].texts[0]))
        for key, text in single
    ]
    random.Random(code).shuffle(goods)  # noqa: S311 - to be repeated
    return goods


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_kind_of_fault_is_found(code: str, project: Project) -> None:
    """Whatever the message, the rule that a fault breaks finds it."""
    goods, english = _goods(project, code), project.languages["en"]
    missed, made = [], dict.fromkeys(KINDS, 0)
    joins = bool(scripts_of(project.languages[code].script) & SPACELESS)
    for (rule, name), make in KINDS.items():
        for key, good in goods:
            text = make(good, random.Random(f"{code} {name} {key.id}"))  # noqa: S311 - to be repeated
            if text is None:
                continue
            terms = tuple(project.glossary.terms_in(key.id))
            found = {one.rule for one in check_entry(Entry(key, (text,), good.language, english, terms))}
            made[rule, name] += 1
            # where sentences may be joined, a lost one is also seen by what it said
            if rule not in found and not (rule == "L12" and joins and found):
                missed.append(f"{rule} {name}: {text} ({', '.join(sorted(found))})")
            if made[rule, name] == FEW and not EVERYTHING:
                break
    assert not missed, "\n".join(missed)
    assert {"C9 accents apart"} >= {f"{rule} {name}" for (rule, name), count in made.items() if not count}
