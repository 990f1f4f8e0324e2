"""Which of the languages that there are is the one that a person asks for: never another script or another region's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from leaflets.names.folding import letters
from leaflets.names.languages import Languages
from leaflets.names.matching import MOST
from leaflets.names.tags import Tag, tag_of

FAMILY = "Of"
"""How the sentence begins that says what there is of the same language."""


@dataclass(frozen=True)
class Asked:
    """What a typed language means among those that there are: a code, or why there is none and what there is instead.

    `absent` is the language that is known and not here.
    """

    code: str = ""
    reason: str = ""
    hint: str = ""
    absent: Tag | None = None


def asked(typed: str, languages: Languages, codes: Collection[str]) -> Asked:
    """Return the one language that is meant; where several could be, none is, it is not here, or nobody knows it."""
    if typed in codes:
        return Asked(typed)
    tags = languages.tags_of(typed)
    same = [code for code in codes if letters(code) == letters(typed)]
    if not tags and len(same) == 1:
        return Asked(same[0])
    if not tags:
        return _unknown(typed, languages, codes)
    meant = languages.without_regions_of([code for tag in tags for code in among(tag, languages, codes)])
    if len(tags) == 1 and len(meant) == 1 and (languages.is_code(typed) or not is_open(tags[0], languages, codes)):
        return Asked(meant[0])
    if len(tags) == 1 and not meant:
        return _absent(tags[0], languages, codes)
    return _several(typed, tags, meant, languages, codes)


def among(tag: Tag, languages: Languages, codes: Iterable[str]) -> list[str]:
    """Return the languages of these codes in which a reader of a language reads it."""
    offered = {code: tag_of(code) for code in codes}
    if str(tag) in offered:
        return [str(tag)]
    return [code for code, one in offered.items() if _fits(tag, one, languages)]


def told(codes: Iterable[str], languages: Languages, lead: str = "Offered are") -> str:
    """Return a sentence that lists languages with their codes; of many, not the wordings of regions."""
    listed = list(codes)
    shown = languages.without_regions_of(listed) if len(listed) > MOST else listed
    names = sorted(languages.name_of(tag_of(code)) for code in shown)
    return f"{lead}: {', '.join(names[:MOST])}{' …' if len(names) > MOST else ''}." if names else "None is there yet."


def is_open(tag: Tag, languages: Languages, codes: Collection[str]) -> bool:
    """Tell whether a name, such as Chinese, leaves open in which script; one that a language here has does not."""
    if tag.script or tag.territory or str(tag) in codes or languages.is_here(tag):
        return False
    return len(languages.scripts_of(tag.language) - {"Latn"}) > 1


def _fits(tag: Tag, one: Tag, languages: Languages) -> bool:
    """Tell whether a language that is here serves one that is asked for: in any region, or as the one of a region."""
    if (tag.language, tag.whole_script) != (one.language, one.whole_script):
        return False
    if not one.territory:
        return not tag.territory or not languages.is_apart(Tag(tag.language, "", tag.territory))
    return one.territory == tag.territory or (not tag.territory and not languages.is_renamed(one))


def _unknown(typed: str, languages: Languages, codes: Collection[str]) -> Asked:
    reason = f"“{typed}” is not known here."
    near = languages.alike(typed)
    there = dict.fromkeys(code for tag in near for code in among(tag, languages, codes))
    here = languages.without_regions_of(list(there))
    if len(near) == 1 and not here:
        hint = f"If you mean {languages.name_of(near[0])}: it is not offered. {told(codes, languages)}"
        return Asked("", reason, hint)
    if here and all(among(tag, languages, codes) for tag in near):
        names = [f"“{code}” ({languages.english(tag_of(code))})" for code in here]
        return Asked("", reason, f"Did you mean {' or '.join(names)}?")
    return Asked("", reason, told(codes, languages))


def _absent(tag: Tag, languages: Languages, codes: Collection[str]) -> Asked:
    family = [code for code in codes if tag_of(code).language == tag.language]
    lead = f"{FAMILY} {languages.english(Tag(tag.language))} there is" if family else "Offered are"
    hint = told(family or codes, languages, lead)
    return Asked("", f"{languages.name_of(tag)} is not offered.", hint, tag)


def _several(typed: str, tags: list[Tag], meant: list[str], languages: Languages, codes: Collection[str]) -> Asked:
    names = ", ".join(languages.name_of(tag) for tag in tags[:MOST])
    open_ = "is written in several ways" if len(tags) == 1 else f"can mean several languages: {names}"
    here = list(dict.fromkeys(meant))
    return Asked(
        "",
        f"“{typed}” {open_}.",
        told(here or codes, languages, "Say which one; offered are" if here else "Offered are"),
    )
