"""Templates → POT → catalogues, on Babel's data model. Nothing that a translator wrote is ever lost."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import escape, write_po

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language, MessageKey
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import Catalogue, load_po, message_id, message_key, translations_of
from leaflets.readers.encoding import as_text
from leaflets.readers.files import CATALOGUE, read_bytes
from leaflets.readers.notes import Place, find_places
from leaflets.readers.po import read
from leaflets.readers.po_header import otherwise_numbered, read_header, without_placeholders
from leaflets.readers.po_model import EPOCH
from leaflets.readers.po_text import PoText
from leaflets.translation.comments import Commentary
from leaflets.translation.hints import find_hints, words_of
from leaflets.translation.merging import merge
from leaflets.translation.overriding import Over
from leaflets.translation.remainder import last_notes, refuse_twice, with_last_notes

UNWRAPPED = 1_000_000
"""A line length that no text reaches: Babel wraps comments at 76 letters if it is told not to wrap."""


class Template(Catalog):
    """The catalogue template: every message, and what it takes to comment on them for a language."""

    def __init__(self, commentary: Commentary, **head: Any) -> None:
        super().__init__(**head)
        self.commentary = commentary


def extract(project: Project) -> Template:
    """Return the catalogue template: every message of every template, sorted by file, with comments for translators."""
    problems: list[Problem] = []
    places = list(find_places(project.environment, problems))
    if problems:
        raise ProjectError(problems)
    template = Template(Commentary(project, places), **_head(None))
    comments = template.commentary.for_source()
    for key, found in _by_message(places):
        template.add(
            message_id(key),
            context=key.context,
            locations=[(file, None) for file in dict.fromkeys(f"templates/{place.template}" for place in found)],  # type: ignore[misc]
            auto_comments=comments[key],
        )
    return template


def _by_message(places: Iterable[Place]) -> list[tuple[MessageKey, list[Place]]]:
    """Return the uses of each message, in the order of the first template and line that has it."""
    found: dict[MessageKey, list[Place]] = {}
    for place in sorted(places, key=lambda place: (place.template, place.line)):
        found.setdefault(place.key, []).append(place)
    return list(found.items())


def update(
    template: Template, path: Path, language: Language, over: Over | None = None
) -> tuple[bytes, dict[str, int]]:
    """Return a language's catalogue brought up to date with the template, and counts of what changed.

    One that lies `over` its parent's is never filled: it keeps the messages that it has.

    Never matches fuzzily. Translations whose source text went stay as obsolete entries, and come back with it.
    The source language's words are the source's own. Raises `ProjectError` where Babel would drop a translation.
    """
    catalog = load_po(path) if path.exists() else _empty(language)
    data = read_bytes(path, str(path), CATALOGUE) if path.exists() else b""
    text = read(as_text(data))
    refuse_twice(text, path.as_posix())
    _refuse_other_numbers(text, path.as_posix(), language)
    before = {message_key(message) for message in catalog if message.id}
    catalog.locale, catalog.fuzzy = language.locale, False
    _leave_empty(catalog)
    if over is not None:
        over.thin(catalog)
    merge(catalog, template if over is None else over.part_of(template, catalog))
    back = {message_key(message) for message in catalog if message.id and words_of(message)} - before
    for message in catalog:
        if language.code == SOURCE_LANGUAGE and message.id:
            message.string = message.id
    _comment(catalog, template.commentary, language, over)
    after = {message_key(message) for message in catalog if message.id}
    new, gone = after - before, before - after
    counts = {"new": len(new - back), "back": len(new & back), "gone": len(gone), "messages": len(after)}
    whole = with_last_notes(render(catalog, language, _own_headers(text)), last_notes(text))
    return _with_ends_of(as_text(data), whole), counts


def _refuse_other_numbers(text: PoText, name: str, language: Language) -> None:
    """Raise `ProjectError` if plural forms are numbered otherwise: under the language's rule they would be mixed up."""
    fault = otherwise_numbered(read_header(text), name, language)
    if fault and any(part.form is not None and part.text for one in text.entries for part in one.words):
        raise ProjectError([fault])


def _leave_empty(catalog: Catalog) -> None:
    """Write no name where nobody has written one; Babel would write “FULL NAME”, as if it were one."""
    catalog.last_translator = without_placeholders(catalog.last_translator)
    catalog.language_team = without_placeholders(catalog.language_team)
    catalog.msgid_bugs_address = without_placeholders(catalog.msgid_bugs_address)


def _own_headers(text: PoText) -> list[str]:
    """Return the headers that an editor keeps for itself, such as X-Generator; Babel drops them."""
    fields = read_header(text).fields
    return [escape(f"{one.name}: {one.value}\n") for one in fields if one.name.startswith("X-")]


def _with_ends_of(before: str, data: bytes) -> bytes:
    """Return a catalogue with the line ends that it had, so that a difference shows only what changed."""
    is_windows = before.partition("\n")[0].endswith("\r")
    return data.replace(b"\n", b"\r\n") if is_windows else data


def _comment(catalog: Catalog, commentary: Commentary, language: Language, over: Over | None) -> None:
    """Write beside each message what its translator should know, in the catalogue's words as they are by now."""
    words = {**(over.base.translations if over else {}), **translations_of(catalog, language.code, language)}
    comments = commentary.for_language(Catalogue(language, language.code, words))
    hints = find_hints(catalog, catalog.obsolete.values())
    for message in catalog:
        key = message_key(message)
        if message.id:
            message.auto_comments = [*comments[key], *([hints[key]] if key in hints else [])]
            if over is not None:
                over.note(message)


def render(catalog: Catalog, language: Language | None = None, headers: Sequence[str] = ()) -> bytes:
    """Return a catalogue as PO text: one line a text, file names without line numbers, stable headers.

    Weblate, with the settings in docs/weblate.json, writes the same bytes.
    `headers` are lines that an editor keeps in the catalogue's head for itself.
    """
    buffer = BytesIO()
    write_po(buffer, catalog, width=UNWRAPPED, sort_by_file=True, include_lineno=False, ignore_obsolete=False)
    head, end, messages = buffer.getvalue().decode("utf-8").partition("\n\n")
    if language is not None:
        pinned = {"Plural-Forms": language.plural_forms, "Language": language.code}
        for header, value in pinned.items():
            line = f'"{header}: {value}\\\\n"'
            head = re.sub(rf'^"{header}:.*"$', line, head, count=1, flags=re.MULTILINE)
    return ("\n".join([head, *headers]) + end + messages.rstrip("\n") + "\n").encode()


def _empty(language: Language) -> Catalog:
    catalog = Catalog(**_head(language))
    catalog.mime_headers = [("Plural-Forms", language.plural_forms)]
    return catalog


def _head(language: Language | None) -> dict[str, Any]:
    """Return what stands at the head of a new catalogue, or of the template."""
    regional = f": what differs from {language.parent}" if language and language.parent else ""
    return {
        "locale": language.locale if language else None,
        "project": "leaflets",
        "version": "1.0",
        "copyright_holder": "the leaflets project",
        "msgid_bugs_address": "",
        "creation_date": EPOCH,
        "revision_date": EPOCH,
        "last_translator": "",
        "language_team": "",
        "charset": "utf-8",
        "fuzzy": False,
        "header_comment": f"# {language.name if language else 'Template of'} words for patient leaflets{regional}.",
    }
