"""Where the libraries are that set text: found by the system's loader, without a process for each of their names.

WeasyPrint asks for each library by the names that it has on Windows, macOS and Linux. For a name that is no file,
`ctypes` looks further with ldconfig, gcc and ld: more than fifty processes before the first page. On Linux the last
names are the files themselves, and the loader knows where they lie.
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO

LOADER_KNOWS = sys.platform == "linux"
"""Whether the loader finds a library by the name of its file alone, wherever it lies."""


@contextmanager
def by_the_loader_alone() -> Iterator[None]:
    """Look for libraries nowhere else, and keep to oneself what is said of those that are not found."""
    find = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        with redirect_stdout(StringIO()):
            yield
    finally:
        ctypes.util.find_library = find


def _nowhere(name: str) -> str | None:  # noqa: ARG001 - it is called like the one of ctypes
    """Look nowhere."""
    return None
