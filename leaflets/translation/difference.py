"""What changed in a language since it was signed off: statement by statement, critical ones first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leaflets.model import SignOff
from leaflets.project import LOCALES, Project
from leaflets.readers.signoffs import SIGNED
from leaflets.signoffs import digest_of_reading, reading_of

AROUND = "words around it"
"""The place of what stands on every sheet, such as headings of the imprint."""


@dataclass(frozen=True)
class Change:
    """One difference between what was signed and what is there now; an empty text was not there.

    `kind` says what is different: source, translation, figure, term, structure. `signed` says by whom and when.
    """

    topic: str
    place: str
    critical: bool
    kind: str
    old_source: str = ""
    new_source: str = ""
    old_translation: str = ""
    new_translation: str = ""
    signed: str = ""


@dataclass(frozen=True)
class Difference:
    """The changes of a topic in a language, and the sign-offs that they void. Unsigned topics have none to compare."""

    topic: str
    signoffs: tuple[SignOff, ...]
    changes: tuple[Change, ...]
    is_readable: bool = True


def differences(project: Project, language: str, topics: Sequence[str]) -> list[Difference]:
    """Return what changed in each topic since its last sign-off."""
    return [_difference(project, language, topic) for topic in topics]


def _difference(project: Project, language: str, topic: str) -> Difference:
    signoffs = tuple(one for one in project.signoffs.get(language, ()) if one.topic == topic)
    if not signoffs:
        return Difference(topic, (), ())
    last = max(signoffs, key=lambda one: one.date)
    old = _kept(project, language, last)
    if old is None:
        return Difference(topic, signoffs, (), is_readable=False)
    new = json.loads(json.dumps(reading_of(project, topic, language)))
    signed = f"{last.name}, {last.date}"
    changes = [*_statements(old, new, signed), *_rest(old, new, signed)]
    return Difference(topic, signoffs, tuple(sorted(changes, key=lambda one: not one.critical)))


def _kept(project: Project, language: str, signoff: SignOff) -> Mapping[str, Any] | None:
    """Return what was read when somebody signed; None if its file is missing or was altered."""
    path = project.path_of(LOCALES, language, SIGNED, f"{signoff.digest[:16]}.json")
    try:
        reading: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return reading if digest_of_reading(reading) == signoff.digest else None


def _statements(old: Mapping[str, Any], new: Mapping[str, Any], signed: str) -> Iterator[Change]:
    """Yield the statements whose words are different, new or gone, in the order of today's topic."""
    before = {row[0]: row for row in old["statements"]}
    after = {row[0]: row for row in new["statements"]}
    old_words, new_words = _texts(old), _texts(new)
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        critical = bool((now or was or [None] * 4)[3])
        texts = (*_said(was, old_words), *_said(now, new_words))
        kind = _kind(was, now, texts)
        if kind:
            yield Change(new["topic"], name, critical, kind, texts[0], texts[2], texts[1], texts[3], signed)


def _kind(was: Sequence[Any] | None, now: Sequence[Any] | None, texts: tuple[str, str, str, str]) -> str | None:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if texts[0] != texts[2]:
        return "source"
    if texts[1] != texts[3]:
        return "translation"
    return "structure" if list(was) != list(now) else None


def _rest(old: Mapping[str, Any], new: Mapping[str, Any], signed: str) -> Iterator[Change]:
    """Yield what is different in evidence, terms, the topic's head, and the words around the statements."""
    topic = new["topic"]
    resting = {fact: row for row in reversed(new["statements"]) for fact in row[4]}
    for name in sorted({*old["evidence"], *new["evidence"]}):
        was, now = old["evidence"].get(name), new["evidence"].get(name)
        if was != now:
            row = resting.get(name)
            yield Change(topic, name, bool(row and row[3]), "figure", *_lines(was, now), signed=signed)
    for name in sorted({*old["terms"], *new["terms"]}):
        was, now = old["terms"].get(name), new["terms"].get(name)
        if was != now:
            yield Change(topic, name, critical=False, kind="term", **_both(was, now), signed=signed)
    heads = [{key: reading.get(key) for key in ("head", "sections", "drawings")} for reading in (old, new)]
    if heads[0] != heads[1]:
        texts = _both(*heads)
        yield Change(topic, "topic", critical=False, kind="structure", **texts, signed=signed)
    yield from _around(old, new, signed)


def _around(old: Mapping[str, Any], new: Mapping[str, Any], signed: str) -> Iterator[Change]:
    told = {json.dumps(key) for row in (*old["statements"], *new["statements"]) for key in row[6]}
    before, after = _texts(old), _texts(new)
    for key in [*after, *(key for key in before if key not in after)]:
        if key not in told and before.get(key) != after.get(key):
            source = json.loads(key)[1]
            was, now = before.get(key), after.get(key)
            kind = "translation" if was is not None and now is not None else "source"
            yield Change(
                topic=new["topic"],
                place=AROUND,
                critical=False,
                kind=kind,
                old_source=source if was is not None else "",
                new_source=source if now is not None else "",
                old_translation=was or "",
                new_translation=now or "",
                signed=signed,
            )


def _texts(reading: Mapping[str, Any]) -> dict[str, str]:
    """Return the translation of each message of a reading, by its key as JSON."""
    return {json.dumps(key): " / ".join(texts or ()) for key, texts in reading["messages"]}


def _said(row: Sequence[Any] | None, words: Mapping[str, str]) -> tuple[str, str]:
    """Return a statement's source and translation."""
    keys = row[6] if row else ()
    return " ".join(key[1] for key in keys), " ".join(words.get(json.dumps(key), "") for key in keys)


def _both(was: Any, now: Any) -> dict[str, str]:
    old, new = _lines(was, now)
    return {"old_source": old, "new_source": new}


def _lines(was: Any, now: Any) -> tuple[str, str]:
    """Return only what is different in two values, as “figures.soreness.high: 3”."""
    before, after = dict(_flat(was)), dict(_flat(now))
    different = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    old, new = ("; ".join(f"{name}: {side[name]}" for name in different if name in side) for side in (before, after))
    return old, new


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and text of every value inside a value."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}".strip("."))
    elif isinstance(value, list):
        yield name, ", ".join(map(str, value))
    elif value is not None:
        yield name, str(value)
