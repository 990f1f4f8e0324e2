"""What changed in a language since it was signed off: line by line, critical ones first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from leaflets.composition.identity import digest_of
from leaflets.errors import Problem
from leaflets.model import SignOff
from leaflets.project import LOCALES, Project
from leaflets.readers.encoding import as_text
from leaflets.readers.files import JSON, read_bytes
from leaflets.readers.signoffs import SIGNED
from leaflets.readers.structure import parse_json
from leaflets.reviewing.readings import Reading, read, untold
from leaflets.reviewing.signoffs import seal_of

AROUND = "words around it"
"""The place of what stands on every sheet, such as headings of the imprint."""
TOPIC = "topic"
"""The place of what is wrong with a topic as a whole."""
ORDER = "order"
"""The place of statements that only moved."""
State = Literal["unsigned", "unchanged", "changed", "not kept"]
Lines = Mapping[tuple[str, str], Mapping[str, Any]]
"""The lines of a reading by place and by where they are printed."""


@dataclass(frozen=True)
class Change:
    """One difference between what was signed and what is there now; an empty text was not there.

    `kind` says what is different: source, translation, figure, term, structure, new or gone; `stopped` are words that
    stayed and can no longer be printed. `signed` says by whom and when, `faults` why the new words cannot be printed.
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
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What became of a topic since each person signed it.

    `not kept` are topics of which it is not known any more what somebody read.
    """

    topic: str
    state: State
    signoffs: tuple[SignOff, ...] = ()
    changes: tuple[Change, ...] = ()


def differences(project: Project, language: str, topics: list[str]) -> list[Difference]:
    """Return what changed in each topic since its sign-offs, the last one of each person in each role."""
    return [_difference(project, language, topic) for topic in topics]


def _difference(project: Project, language: str, topic: str) -> Difference:
    last = {(one.role, one.name): one for one in _genuine(project, language, topic)}
    if not last:
        return Difference(topic, "unsigned")
    now = read(project, topic, language)
    changed = [one for one in last.values() if one.digest != now.digest or now.problems]
    if not changed:
        return Difference(topic, "unchanged", tuple(last.values()))
    kept = [(one, old) for one in changed if (old := _kept(project, language, one)) is not None]
    changes: dict[Change, list[str]] = {}
    for signoff, old in kept:
        for change in _changes(old, now):
            changes.setdefault(change, []).append(f"{signoff.name}, {signoff.date}")
    found = [replace(change, signed="; ".join(names)) for change, names in changes.items()]
    state: State = "changed" if len(kept) == len(changed) else "not kept"
    return Difference(topic, state, tuple(changed), tuple(sorted(found, key=lambda one: not one.critical)))


def _genuine(project: Project, language: str, topic: str) -> Iterator[SignOff]:
    """Yield the sign-offs of a topic that nobody edited by hand, in the order of the file."""
    for one in project.signoffs.get(language, ()):
        if one.topic == topic and one.seal == seal_of(one, language):
            yield one


def _kept(project: Project, language: str, signoff: SignOff) -> Mapping[str, Any] | None:
    """Return what was read when somebody signed; None if its file is missing or was altered."""
    path = project.path_of(LOCALES, language, SIGNED, f"{signoff.digest[:16]}.json")
    try:
        reading: Mapping[str, Any] = parse_json(as_text(read_bytes(path, project.name_of(path), JSON)))
    except (OSError, ValueError):
        return None
    return reading if digest_of(reading) == signoff.digest else None


def _changes(old: Mapping[str, Any], reading: Reading) -> list[Change]:
    """Return every difference, so that whatever voids a sign-off is told; words of the layout once only.

    Of a topic that cannot be read at all, only why is told: nothing in it is gone.
    """
    if not reading.lines:
        return list(_of_the_rest(reading, ()))
    new = reading.as_data
    found = list(_of_parts(old, new, reading))
    texts = [[(line["source"], line["translation"]) for line in side["lines"]] for side in (old, new)]
    apart = (untold(side["around"], told) for side, told in zip((old, new), texts, strict=True))
    found += _of_words_around(reading, *apart)
    found += _of_the_rest(reading, found)
    return found or list(_of_words_around(reading, old["around"], new["around"]))


def _of_parts(old: Mapping[str, Any], new: Mapping[str, Any], reading: Reading) -> Iterator[Change]:
    before, after = ({(one["place"], one["where"]): one for one in side["lines"]} for side in (old, new))
    faults = {(line.place, line.where): line.faults for line in reading.lines}
    for key in [*after, *(key for key in before if key not in after)]:
        yield from _of_line(reading.topic, before.get(key), after.get(key), faults.get(key, ()))
    yield from _of_order(reading.topic, before, after)
    yield from _of_evidence(reading.topic, old, new)
    for name in sorted({*old["terms"], *new["terms"]}):
        yield from _of_values(reading.topic, name, "term", old["terms"].get(name), new["terms"].get(name))
    heads = [{key: side[key] for key in ("head", "drawings")} for side in (old, new)]
    yield from _of_values(reading.topic, TOPIC, "structure", *heads)


def _of_line(
    topic: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, faults: tuple[Problem, ...]
) -> Iterator[Change]:
    if was == now and not faults:
        return
    one = now or was or {}
    critical = bool((was or {}).get("critical") or (now or {}).get("critical"))
    place = f"{one['place']} ({one['where']})" if one["where"] else one["place"]
    texts: list[str] = [(side or {}).get(key, "") for key in ("source", "translation") for side in (was, now)]
    kind = _kind(was, now, texts)
    if kind == "structure":
        notes = _lines(*({key: side[key] for key in ("kind", "critical", "facts", "figures")} for side in (was, now)))  # type: ignore[index]
        texts[:2] = f"{texts[0]} [{notes[0]}]", f"{texts[1]} [{notes[1]}]"
    yield Change(topic, place, critical, kind, texts[0], texts[1], texts[2], texts[3], faults=faults)


def _kind(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, texts: Sequence[str]) -> str:
    """Return what is different between a line as it was and as it is; `texts` are both sources, both translations."""
    if was is None or now is None:
        return "new" if was is None else "gone"
    if texts[0] != texts[1]:
        return "source"
    if texts[2] != texts[3]:
        return "translation"
    return "stopped" if was == now else "structure"


def _of_order(topic: str, before: Lines, after: Lines) -> Iterator[Change]:
    """Yield the statements that stand in another order, from the first one that moved to the last."""
    was, now = [key[0] for key in before if key in after], [key[0] for key in after if key in before]
    moved = [number for number, (old, new) in enumerate(zip(was, now, strict=True)) if old != new]
    if moved:
        span = slice(moved[0], moved[-1] + 1)
        critical = any(bool(line["critical"]) for (place, _), line in after.items() if place in now[span])
        yield Change(topic, ORDER, critical, "structure", ", ".join(was[span]), ", ".join(now[span]))


def _of_evidence(topic: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    critical = {fact for line in (*old["lines"], *new["lines"]) if line["critical"] for fact in line["facts"]}
    for name in sorted({*old["evidence"], *new["evidence"]}):
        found = _of_values(topic, name, "figure", old["evidence"].get(name), new["evidence"].get(name))
        yield from (replace(change, critical=name in critical) for change in found)


def _of_words_around(reading: Reading, old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Iterator[Change]:
    """Yield the words of the sheet that are different, paired where one side of them stayed, or that are stopped."""
    was, now = ([tuple(pair) for pair in side] for side in (old, new))
    gone = [pair for pair in was if pair not in now]
    come = [pair for pair in now if pair not in was]
    for pair in gone:
        partner = next((one for one in come if one[0] == pair[0] or one[1] == pair[1] != ""), None)
        if partner:
            come.remove(partner)
        kind = "gone" if partner is None else "source" if pair[0] != partner[0] else "translation"
        yield _around(reading, kind, pair, partner or ("", ""))
    yield from (_around(reading, "new", ("", ""), pair) for pair in come)
    stopped = [pair for pair in now if pair in was and pair in reading.faults_around]
    yield from (_around(reading, "stopped", pair, pair) for pair in stopped)


def _around(reading: Reading, kind: str, was: tuple[str, ...], now: tuple[str, ...]) -> Change:
    faults = reading.faults_around.get((now[0], now[1]), ())
    return Change(reading.topic, AROUND, False, kind, was[0], now[0], was[1], now[1], faults=faults)  # noqa: FBT003 - not critical


def _of_the_rest(reading: Reading, found: Sequence[Change]) -> Iterator[Change]:
    """Yield what stops a topic and was not told beside the words of a line."""
    told = {fault for change in found for fault in change.faults}
    rest = tuple(one for one in reading.problems if one not in told)
    if rest:
        yield Change(reading.topic, TOPIC, False, "stopped", faults=rest)  # noqa: FBT003 - not critical by itself


def _of_values(topic: str, place: str, kind: str, was: Any, now: Any) -> Iterator[Change]:
    if was != now:
        old, new = _lines(was, now)
        yield Change(topic, place, False, kind, old, new)  # noqa: FBT003 - not critical by itself


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
