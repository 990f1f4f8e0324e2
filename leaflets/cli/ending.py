"""How the program ends when nobody can take what it prints: a full disk, a pipe whose reader has gone."""

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NOBODY_READS = 141
"""The exit code when the reader of a pipe has gone: 128 and the number of SIGPIPE, as of other programs."""


class _Outlet(io.BufferedWriter):
    """A stream that remembers why it could not be written."""

    trouble: OSError | None = None

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self.trouble = error
            raise

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self.trouble = error
            raise


class Streams:
    """What the program prints to. They take names in every script; of one that is closed nothing is kept."""

    def __init__(self) -> None:
        sys.stdout, self._out = _opened(sys.stdout)
        sys.stderr, self._err = _opened(sys.stderr)

    @property
    def failed(self) -> bool:
        """Whether something could not be printed."""
        return any(one is not None and one.trouble is not None for one in (self._out, self._err))

    def finish(self, code: int) -> int:
        """Print what is still waiting; return the exit code, which is another one if something cannot be printed."""
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        for outlet in (self._out, self._err):
            if outlet is not None and outlet.trouble is not None:
                _silence(outlet)
                code = self._tell(outlet.trouble)
        return code

    def _tell(self, trouble: OSError) -> int:
        if trouble.errno == errno.EPIPE:
            return NOBODY_READS
        with suppress(OSError):
            os.write(2, f"What this command prints cannot be written: {trouble.strerror}.\n".encode())
        return 1


def _opened(stream: TextIO | None) -> tuple[TextIO, _Outlet | None]:
    """Return a stream of the interpreter as one that remembers its trouble, where it is an ordinary one."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8"), None  # noqa: PTH123 - for as long as the program runs
    if not isinstance(stream, io.TextIOWrapper):
        return stream, None
    raw: Any = getattr(stream.buffer, "raw", stream.buffer)
    outlet = _Outlet(raw)
    lines = stream.line_buffering
    return io.TextIOWrapper(outlet, "utf-8", stream.errors, line_buffering=lines, write_through=True), outlet


def _silence(outlet: _Outlet) -> None:
    """Keep the interpreter from trying once more when it ends, and from complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), outlet.fileno())
