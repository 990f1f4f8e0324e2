"""A job as CSV."""

from leaflets.errors import Problem
from leaflets.readers.encoding import as_text, line_of
from leaflets.readers.separated import DELIMITERS, as_csv, csv_rows, first_row
from leaflets.translation.exchange.grid import NAMES, foreign, is_header, read_grid, rows_of
from leaflets.translation.exchange.job import Job, Returned


def write_csv(job: Job) -> bytes:
    """Return the file."""
    return as_csv([NAMES, *rows_of(job)])


def read_csv(data: bytes, name: str, problems: list[Problem]) -> Returned | None:
    """Return what came back, or None after adding why it cannot be read."""
    try:
        text = as_text(data)
    except UnicodeDecodeError as error:
        hint = "Save it again as “CSV UTF-8”. Letters that were already lost (????) come back only from a new export."
        problems.append(Problem(name, "The file is not UTF-8 text.", hint, line_of(error)))
        return None
    for delimiter in DELIMITERS:
        if is_header(first_row(text, delimiter)):
            rows = csv_rows(text, delimiter, name, problems)
            first = next(rows, None)
            return read_grid(first[1], rows, name, problems) if first else None
    problems.append(foreign(name))
    return None
