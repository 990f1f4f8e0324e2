"""How folders and files are named: a language by its English name, in letters that every disk and mail takes."""

import re
import unicodedata
from functools import cache

from babel import Locale


@cache
def folder_of(language: str) -> str:
    """Return the name of a language's folder: `punjabi`, `french-canada`. No two codes share one.

    It is made of the code's parts by CLDR alone, so that what a project calls the language moves no file.
    """
    english = Locale("en")
    code, *rest = language.split("_")
    if code not in english.languages:
        return "-".join(("language", code.lower(), *map(_plain, rest)))
    return "-".join(_plain(str(one)) for one in (english.languages[code], *map(_part, rest)))


def file_name(clinic: str, topic: str, language: str, *more: str) -> str:
    """Return a file's name that says all of what it is, so that two attachments never share one.

    A sign that parts them is doubled where it stands in one of them. What is about no topic has none in its name.
    """
    parts = filter(None, (clinic, topic, folder_of(language), *more))
    return f"{'_'.join(part.replace('_', '__') for part in parts)}.pdf"


def _part(part: str) -> str:
    """Return the English name of a script or a country; what is neither stays as it is."""
    english = Locale("en")
    return str(english.scripts.get(part) or english.territories.get(part) or part)


def _plain(name: str) -> str:
    """Return a name in small letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "").lower()).strip("-")
