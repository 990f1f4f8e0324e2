"""Says whether a file that came back belongs to a catalogue as it is now, text by text; every fault at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.translation.exchange.grid import foreign
from leaflets.translation.exchange.job import UNWRITABLE, Job, Returned, Row, Unit, digest_of
from leaflets.translation.exchange.making import make_job

AGAIN = "Export again, and translate in the new file."


@dataclass(frozen=True)
class Matched:
    """A file beside the catalogue: each row with its unit, and the rows whose source text went since the export."""

    code: str
    pairs: tuple[tuple[Row, Unit], ...]
    stale: tuple[Row, ...] = ()


def match(project: Project, returned: Returned, name: str, problems: list[Problem], *, skip_stale: bool) -> Matched:
    """Return rows and units side by side; add why a file is foreign, stale or not whole."""
    code = language_of(project, returned, name, problems)
    topics = _topics(project, returned, name, problems)
    if code is None or topics is None:
        return Matched("", ())
    job = make_job(project, code, topics)
    if returned.project != job.project:
        reason = f"The file belongs to the project “{returned.project}”, not to “{job.project}”."
        problems.append(Problem(name, reason, "Import it in the project's folder where it was exported."))
        return Matched(code, ())
    units = {unit.id: unit for unit in job.units}
    if not any(row.id in units for row in returned.rows):
        problems.append(foreign(name))
        return Matched(code, ())
    found, stale = _check_rows(returned, job, name, skip_stale=skip_stale)
    problems.extend(found)
    pairs = tuple((row, units[row.id]) for row in returned.rows if row.id in units)
    _check_pairs(pairs, name, problems)
    return Matched(code, pairs, stale)


def language_of(project: Project, returned: Returned, name: str, problems: list[Problem]) -> str | None:
    """Return the language here that a file is in, or None after adding that there is none."""
    codes = {language.bcp47.lower(): code for code, language in project.languages.items()}
    code = codes.get(returned.language.strip().lower())
    if code is None:
        known = ", ".join(language.bcp47 for language in project.languages.values())
        reason = f"The file is in the language “{returned.language}”, which this project does not have."
        problems.append(Problem(name, reason, f"Languages here: {known}."))
    return code


def _topics(project: Project, returned: Returned, name: str, problems: list[Problem]) -> tuple[str, ...] | None:
    gone = [topic for topic in returned.topics if topic not in project.topics]
    if gone:
        reason = f"The file is about topics that are not here: {', '.join(gone)}."
        problems.append(Problem(name, reason, AGAIN))
        return None
    return returned.topics


def _check_rows(returned: Returned, job: Job, name: str, *, skip_stale: bool) -> tuple[list[Problem], tuple[Row, ...]]:
    """Return what is wrong with the set of rows, and the stale ones."""
    known, counts = {unit.id for unit in job.units}, Counter(row.id for row in returned.rows)
    twice = "This text is in the file more than once."
    problems = [_row_problem(name, row, twice, "Keep one of its rows.") for row in returned.rows if counts[row.id] > 1]
    unknown = [row for row in returned.rows if row.id not in known]
    missing = [unit for unit in job.units if unit.id not in counts]
    if returned.digest == job.digest:
        problems.extend(_extra(name, row) for row in unknown)
        problems.extend(_missing(name, missing))
        return problems, ()
    if digest_of(counts) != returned.digest:
        reason = "The rows are not those that were exported, and the source texts changed since then."
        problems.append(Problem(name, reason, AGAIN))
    elif not skip_stale:
        problems.extend(_stale(name, row) for row in unknown)
        problems.extend(_new(name, missing))
    return problems, tuple(unknown)


def _check_pairs(pairs: Iterable[tuple[Row, Unit]], name: str, problems: list[Problem]) -> None:
    """Add each row whose source or mark was changed, that cannot be written, or that is older than the catalogue."""
    for row, unit in pairs:
        problems.extend(_row_problem(name, row, reason, hint) for reason, hint in _row_faults(row, unit))


def _row_faults(row: Row, unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield reason and hint for everything that speaks against a row."""
    if row.sources not in unit.sources:
        yield "The source text was changed in the file.", f"It has to be: {unit.source}"
    if UNWRITABLE.search(row.text):
        yield "An invisible control character stands in the translation.", "Write the text again without it."
    if row.erases and row.text:
        yield "The row says “erase”, but has a text.", "Take the text out, or give the row another state."
    if not row.exported:
        hint = "Your tool dropped what export wrote there. Import from a file that still has it."
        yield "The mark of the exported translation is missing.", hint
    elif row.asks and row.exported != unit.exported and row.asked != (unit.text, unit.state):
        reason = f"The catalogue's own translation changed since the export. It says now: {unit.text or '(nothing)'}"
        yield reason, "Agree on one of the two, then write that one into a new export."


def _row_problem(name: str, row: Row, reason: str, hint: str) -> Problem:
    return Problem(name, reason, hint, row.line, f"“{row.sources[0]}”" if row.sources[0] else row.id or None)


def _extra(name: str, row: Row) -> Problem:
    return _row_problem(name, row, "This row was not in the export.", "Take it out.")


def _missing(name: str, missing: Iterable[Unit]) -> Iterable[Problem]:
    hint = f"Put its row ({{}}) back. {AGAIN}"
    for unit in missing:
        reason = "This text is missing in the file."
        yield Problem(name, reason, hint.format(unit.id), key=f"“{unit.source}”")


def _stale(name: str, row: Row) -> Problem:
    hint = f"{AGAIN} To import the other texts now, add --skip-stale."
    return _row_problem(name, row, "The source text changed since the export.", hint)


def _new(name: str, missing: list[Unit]) -> Iterable[Problem]:
    if missing:
        count = "1 text is" if len(missing) == 1 else f"{len(missing)} texts are"
        hint = f"{AGAIN} To import the others now, add --skip-stale."
        yield Problem(name, f"{count} new in the templates since the export.", hint, key=f"“{missing[0].source}”")
