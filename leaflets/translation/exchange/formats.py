"""The formats of a job, known by what is in a file, not by its name."""

from leaflets.errors import Problem, ProjectError
from leaflets.translation.exchange.job import Job, Returned

FORMATS = ("xliff", "csv", "xlsx")
LARGEST = 32 * 1024 * 1024
"""Bytes of the largest file that is looked at; a whole catalogue is less than one megabyte in any format."""


def write_job(job: Job, form: str) -> bytes:
    """Return a job as a file in one of `FORMATS`."""
    if form == "xliff":
        from leaflets.translation.exchange.xliff import write_xliff

        return write_xliff(job)
    if form == "xlsx":
        from leaflets.translation.exchange.workbook import write_xlsx

        return write_xlsx(job)
    from leaflets.translation.exchange.separated import write_csv

    return write_csv(job)


def read_returned(data: bytes, name: str) -> tuple[Returned, list[Problem]]:
    """Return a file that came back, and what is wrong in its rows; raise `ProjectError` if it cannot be read at all."""
    problems: list[Problem] = []
    returned = _read(data, name, problems)
    if returned is None:
        raise ProjectError(problems)
    return returned, problems


def _read(data: bytes, name: str, problems: list[Problem]) -> Returned | None:
    known = _unsuitable(data)
    if known:
        hint = "Save it as XLIFF, CSV UTF-8 or XLSX, in the form that it was exported in."
        problems.append(Problem(name, known, hint))
        return None
    if data.startswith(b"PK"):
        from leaflets.translation.exchange.workbook import read_xlsx

        return read_xlsx(data, name, problems)
    if _is_xml(data):
        from leaflets.translation.exchange.xliff import read_xliff

        return read_xliff(data, name, problems)
    from leaflets.translation.exchange.separated import read_csv

    return read_csv(data, name, problems)


def _unsuitable(data: bytes) -> str | None:
    if not data.strip():
        return "The file is empty."
    if len(data) > LARGEST:
        return "The file is far larger than any catalogue."
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "The file is an old Excel workbook (XLS)."
    return None


def _is_xml(data: bytes) -> bool:
    start = data[:256].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[2:].replace(b"\0", b"")
    return start.lstrip().startswith(b"<")
