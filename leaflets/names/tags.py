"""Language tags as people and programs write them: BCP 47, POSIX, in capitals or not, old codes and ISO 639-2."""

import re
from typing import NamedTuple

from babel.core import get_global

TAG = re.compile(r"([a-z]{2,3})(?:[-_ ]([a-z]{4}))?(?:[-_ ]([a-z]{2}|\d{3}))?(?:\.[\w-]+)?(?:@\w+)?", re.IGNORECASE)
"""A language with its script or country; POSIX adds an encoding and a variety, which say nothing of the language."""


class Tag(NamedTuple):
    """A language, and the script and country in which it is written; empty where they are not said."""

    language: str
    script: str = ""
    territory: str = ""

    def __str__(self) -> str:
        """Return the code as folders are named: `zh_Hant_TW`."""
        return "_".join(part for part in self if part)

    @property
    def whole_script(self) -> str:
        """The script in which it is written, said or likely."""
        if self.script:
            return self.script
        likely = get_global("likely_subtags")
        tried = (str(self), self.language)
        return next((str(likely[one]).split("_")[1] for one in tried if one in likely), "")


def read_tag(text: str) -> Tag | None:
    """Return what a code says, with the language's present code (`iw` is `he`); None for what is no code."""
    match = TAG.fullmatch(text.strip())
    if match is None:
        return None
    language, script, territory = (part or "" for part in match.groups())
    modern = str(get_global("language_aliases").get(language.lower()) or language.lower())
    aliased = [*modern.split("_"), ""]
    place = territory.upper() or next((one for one in aliased[1:] if len(one) == 2), "")
    places = get_global("territory_aliases").get(place) or [place]
    return Tag(aliased[0], script.title(), str(places[0]) if len(places) == 1 else place)


def as_written(text: str) -> str:
    """Return a code as folders are named, its language not replaced by a newer code; else the same text."""
    match = TAG.fullmatch(text.strip())
    if match is None:
        return text
    language, script, territory = (part or "" for part in match.groups())
    return str(Tag(language.lower(), script.title(), territory.upper()))


def tag_of(code: str) -> Tag:
    """Return the tag of a code that is written as folders are named; its language is taken as it is."""
    language, *rest = code.split("_")
    script = next((one for one in rest if len(one) == 4), "")
    return Tag(language, script, next((one for one in rest if one != script), ""))
