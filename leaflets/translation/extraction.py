"""Templates → POT → catalogues, on Babel's data model. Nothing that a translator wrote is ever lost."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language, MessageKey
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.readers.catalogues import load_po, message_id
from leaflets.readers.notes import Place, find_places, statement_places

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""A fixed creation date: the date of a POT says nothing, and would change every file on every run."""

WAS_FUZZY = "was fuzzy"
"""A note on an obsolete translation: gettext keeps no flags there, and a doubtful one must not come back as checked."""


def extract(project: Project) -> Catalog:
    """Return the catalogue template: every message of every template, sorted by file, with comments for translators."""
    problems: list[Problem] = []
    template = _empty(None)
    places = list(find_places(project.environment, problems))
    if problems:
        raise ProjectError(problems)
    statements = statement_places(project.topics.values())
    for key, found in _by_message(places):
        template.add(
            message_id(key),
            context=key.context,
            locations=[(file, None) for file in dict.fromkeys(f"templates/{place.template}" for place in found)],  # type: ignore[misc]
            auto_comments=[*dict.fromkeys(place.note for place in found if place.note), *statements.get(key, [])],
        )
    return template


def _by_message(places: Iterable[Place]) -> list[tuple[MessageKey, list[Place]]]:
    """Return the uses of each message, in the order of the first template and line that has it."""
    found: dict[MessageKey, list[Place]] = {}
    for place in sorted(places, key=lambda place: (place.template, place.line)):
        found.setdefault(place.key, []).append(place)
    return list(found.items())


def update(template: Catalog, path: Path, language: Language) -> tuple[bytes, dict[str, int]]:
    """Return a language's catalogue brought up to date with the template, and counts of what changed.

    Never matches fuzzily. Translations whose source text went stay as obsolete entries, and come back with it.
    The source language's words are the source's own.
    """
    catalog = load_po(path) if path.exists() else _empty(language)
    for message in catalog:
        if message.id and message.fuzzy and WAS_FUZZY not in message.user_comments:
            message.user_comments.append(WAS_FUZZY)
    before = {(message.context, message.id) for message in catalog if message.id}
    kept = dict(catalog.obsolete)
    catalog.locale, catalog.fuzzy = language.locale, False
    catalog.update(_copy(template), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    for message in list(catalog):
        _revive(catalog, message, kept)
        if language.code == SOURCE_LANGUAGE and message.id:
            message.string = message.id
    for message in catalog:
        message.user_comments = [comment for comment in message.user_comments if comment != WAS_FUZZY]
    after = {(message.context, message.id) for message in catalog if message.id}
    counts = {"new": len(after - before), "gone": len(before - after), "messages": len(after)}
    return render(catalog, language), counts


def render(catalog: Catalog, language: Language | None = None) -> bytes:
    """Return a catalogue as PO text: one line a text, file names without line numbers, stable headers."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=False)
    text = buffer.getvalue().decode("utf-8")
    if language is not None:
        pinned = {"Plural-Forms": language.plural_forms, "Language": language.code}
        for header, value in pinned.items():
            line = f'"{header}: {value}\\\\n"'
            text = re.sub(rf'^"{header}:.*"$', line, text, count=1, flags=re.MULTILINE)
    return text.encode("utf-8")


def _empty(language: Language | None) -> Catalog:
    name = language.name if language else "Template of"
    catalog = Catalog(
        locale=language.locale if language else None,
        project="leaflets",
        version="1.0",
        copyright_holder="the leaflets project",
        msgid_bugs_address="",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="",
        language_team="",
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# {name} words for patient leaflets.",
    )
    if language is not None:
        catalog.mime_headers = [("Plural-Forms", language.plural_forms)]
    return catalog


def _copy(template: Catalog) -> Catalog:
    """Return a template that an update may change: Babel marks and moves the messages it is given."""
    copy = _empty(None)
    for message in template:
        if message.id:
            copy.add(
                message.id, context=message.context, locations=message.locations, auto_comments=message.auto_comments
            )
    return copy


def _revive(catalog: Catalog, message: Message, kept: Mapping[Any, Message]) -> None:
    """Give a message that came back its old translation; Babel would leave it empty (and keep the old one below)."""
    if not message.id or any(filter(None, _texts(message))):
        return
    for key, old in kept.items():
        if old.id == message.id and old.context == message.context:
            message.string = old.string
            if WAS_FUZZY in old.user_comments:
                message.flags.add("fuzzy")
            catalog.obsolete.pop(key, None)


def _texts(message: Message) -> Iterator[str]:
    yield from ((message.string,) if isinstance(message.string, str) else message.string or ())
