"""The secret by which a store knows what this user's own runs put there: nobody else's folder is believed."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

NAME = "store.secret"
SIZE = 32
"""The bytes of the secret; as many as the digest that it seals."""


def user_secret() -> bytes | None:
    """Return this user's secret, made when it is first asked for; None where it can neither be read nor kept."""
    try:
        folder = user_state_path("leaflets")
        folder.mkdir(parents=True, exist_ok=True)
        return _kept(folder / NAME) or _made(folder / NAME)
    except (OSError, RuntimeError):  # no home, or none that can be written to
        return None


def _kept(path: Path) -> bytes | None:
    """Return a secret that only this user can read, or None; one that others could know is thrown away."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    data = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
    if len(data) == SIZE and _is_private(status):
        return data
    path.unlink()
    return None


def _is_private(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o077)


def _made(path: Path) -> bytes | None:
    """Keep a new secret, whole or not at all, and return the one that is there then: another run may make one, too."""
    aside = path.with_name(f"{NAME}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
        with suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)
    return _kept(path)
