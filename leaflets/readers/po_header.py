"""The header of a PO file: what its first entry, which has no English text, says of the file."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from babel.core import get_global

from leaflets.errors import Problem
from leaflets.model import MOST_FORMS, Language
from leaflets.readers.plural_rules import read_rule, renumbered
from leaflets.readers.po_dates import DATES, read_date
from leaflets.readers.po_text import Part, PoText
from leaflets.readers.po_tokens import joined

_FIELD = re.compile(r"^([\w-]+):[ \t]*(.*?)\s*$", re.MULTILINE)
_CHARSET = re.compile(r"charset=([\w-]+)")
_COUNT = re.compile(r"nplurals\s*=\s*(\d+)")
_PLACEHOLDERS = ("FULL NAME <EMAIL@ADDRESS>", "<LL@li.org>", "EMAIL@ADDRESS")
"""What tools write where nobody has written a name yet."""


@dataclass(frozen=True)
class Field:
    """One line of the header as it reads, and the line of the file in which it starts."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class Header:
    """The header, wherever its lines are wrapped; without fields if the file has none."""

    line: int = 1
    fields: tuple[Field, ...] = ()

    def field(self, name: str) -> Field | None:
        """Return the field of a name, in any case; of two, the first."""
        return next((one for one in self.fields if one.name.casefold() == name.casefold()), None)


def read_header(text: PoText) -> Header:
    """Return the header of a PO file."""
    entry = text.header
    return Header(entry.parts[0].line, tuple(_fields(entry.words[0]))) if entry and entry.words else Header()


def _fields(said: Part) -> Iterator[Field]:
    ends = list(accumulate(len(one.text) for one in said.pieces))
    for found in _FIELD.finditer("".join(one.text for one in said.pieces)):
        yield Field(found[1], joined([found[2]]), said.pieces[bisect_right(ends, found.start())].line)


def check_header(header: Header, name: str, language: Language | None) -> Iterator[Problem]:
    """Find a header that says another charset, other plural forms or another language than the file's."""
    yield from _charset(header, name)
    yield from _many_forms(header, name)
    yield from _dates(header, name)
    if language is not None:
        yield from _plural_forms(header, name, language)
        yield from _language(header, name, language)


def _charset(header: Header, name: str) -> Iterator[Problem]:
    kind = header.field("Content-Type")
    charset = _CHARSET.search(kind.value) if kind else None
    if charset is None:
        hint = "Write “Content-Type: text/plain; charset=utf-8” into the header."
        line = kind.line if kind else header.line
        yield Problem(
            name, "The header does not say that the text is UTF-8.", hint, line, severity="warning", rule="C11"
        )
    elif kind and charset[1].lower() not in {"utf-8", "utf8"}:
        hint = "Save the catalogue as UTF-8 and write charset=utf-8 into its header."
        yield Problem(name, f"The header says that the text is {charset[1]}.", hint, kind.line, rule="C7")


def _many_forms(header: Header, name: str) -> Iterator[Problem]:
    """Find more plural forms than any language has: room for each of them would be made in every message."""
    found = header.field("Plural-Forms")
    count = _COUNT.search(found.value) if found else None
    if found and count and int(count[1][:9]) > MOST_FORMS:
        hint = f"No language has more than {MOST_FORMS}."
        yield Problem(name, "The header names far too many plural forms.", hint, found.line, rule="C3")


def _dates(header: Header, name: str) -> Iterator[Problem]:
    """Find dates that nobody can read. Others are read in any form: only people make use of them."""
    for found in filter(None, map(header.field, DATES)):
        if read_date(found.value) is None and found.value and "YEAR" not in found.value:
            hint = "Write it as in 2026-01-31 14:05+0000. Nothing depends on it."
            reason = f"The header’s {found.name} is no date that is understood: “{found.value[:40]}”."
            yield Problem(name, reason, hint, found.line, severity="warning", rule="C11")


def _plural_forms(header: Header, name: str, language: Language) -> Iterator[Problem]:
    found = header.field("Plural-Forms")
    if found is None or not _means_the_same(found.value, language.plural_forms):
        reason = "The header's plural forms are not those of the language."
        hint = f"Write “Plural-Forms: {language.plural_forms}” into the header."
        yield (
            Problem(name, reason, hint, found.line if found else header.line, rule="C3")
            if found is None
            else (otherwise_numbered(header, name, language) or Problem(name, reason, hint, found.line, rule="C3"))
        )


def _means_the_same(said: str, wanted: str) -> bool:
    """Return whether two rules choose the same form for every number, however they are written."""
    return _normal(said) == _normal(wanted) or (read_rule(said) == read_rule(wanted) is not None)


def otherwise_numbered(header: Header, name: str, language: Language) -> Problem | None:
    """Return the fault of a header whose forms would fit if they were numbered otherwise, or were fewer."""
    found = header.field("Plural-Forms")
    said, wanted = read_rule(found.value if found else ""), read_rule(language.plural_forms)
    if found is None or said is None or wanted is None or said == wanted:
        return None
    forms = renumbered(said, wanted)
    if forms is None:
        return None
    kept = ", ".join(f"msgstr[{old}] as msgstr[{form}]" for form, old in sorted(forms.items()))
    hint = f"In each message keep {kept} and no other; then write “Plural-Forms: {language.plural_forms}”."
    if said.count > wanted.count:
        reason = f"The header names {said.count} plural forms, and the language has {wanted.count}."
    else:
        reason = "The header numbers the plural forms otherwise than the language does."
    return Problem(name, reason, hint, found.line, rule="C3")


def _normal(plural_forms: str) -> str:
    return re.sub(r"[\s();]", "", plural_forms)


def _language(header: Header, name: str, language: Language) -> Iterator[Problem]:
    """Find a header that names no language, or another; a file of another language was put into the wrong folder."""
    found = header.field("Language")
    said = found.value if found else ""
    if said == language.code:
        return
    line = found.line if found else header.line
    hint = f"Write “Language: {language.code}” into the header."
    if not said:
        yield Problem(name, "The header does not say the language.", hint, line, severity="warning", rule="C11")
    elif _tongue(said) == _tongue(language.code):
        reason = f"The header says that the language is {said}."
        yield Problem(name, reason, hint, line, severity="warning", rule="C11")
    else:
        reason = f"The header says that this is a catalogue in another language: {said}."
        hint = f"If the words are in {language.name}, write “Language: {language.code}”; else put back the right file."
        yield Problem(name, reason, hint, line, rule="C11")


def _tongue(code: str) -> str:
    """Return the language of a code without script and country, as CLDR names it today: `iw_IL` is `he`."""
    tongue = re.split(r"[-_@.]", code)[0].lower()
    return str(get_global("language_aliases").get(tongue, tongue))


def without_placeholders(value: str) -> str:
    """Return a name in a header; nothing where a tool has only left a place for it."""
    return "" if value.endswith(_PLACEHOLDERS) else value
