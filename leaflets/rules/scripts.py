"""Which script a character is of, and which scripts a language is written in."""

import unicodedata

from leaflets.model.characters import script_of

WRITTEN_IN = {"Hans": {"Hani"}, "Hant": {"Hani", "Bopo"}, "Jpan": {"Hani", "Hira", "Kana"}, "Kore": {"Hang", "Hani"}}
"""Scripts that ISO 15924 has one name for, and Unicode several."""
SPACELESS = {"Hani", "Bopo", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"}
"""Scripts that put no space between words."""
NO_SCRIPT = {"Zyyy", "Zinh", "Zzzz"}


def scripts_of(script: str) -> set[str]:
    """Return the Unicode scripts that a language of an ISO 15924 script is written in."""
    return WRITTEN_IN.get(script, {script})


def has_spaces(text: str) -> bool:
    """Return whether words stand apart in the script of a text."""
    return not any(script_of(one) in SPACELESS for one in text)


def letters_of(text: str) -> list[str]:
    """Return the letters of a text that belong to one script."""
    return [one for one in text if unicodedata.category(one)[0] == "L" and script_of(one) not in NO_SCRIPT]
