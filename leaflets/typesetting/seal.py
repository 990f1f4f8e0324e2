"""Seals the press: only the fonts of the project are visible, whatever the machine has installed."""

import atexit
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
</fontconfig>
"""


def seal(folders: Sequence[Path]) -> None:
    """Make the fonts in these folders the only ones that this process and its children can see.

    Has to run before WeasyPrint is imported: fontconfig reads its configuration once.
    """
    names = sorted(str(folder.resolve()) for folder in folders)
    key = hashlib.sha256("\n".join([*names, *_states(names)]).encode()).hexdigest()[:16]
    place = _private_folder(key)
    text = _FONTCONFIG.format(
        folders="\n".join(f"<dir>{escape(name)}</dir>" for name in names), cache=escape(str(place / "cache"))
    )
    config = place / "fonts.conf"
    if not _holds(config, text):
        descriptor, aside = tempfile.mkstemp(prefix="fonts.conf.", dir=place)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(aside).replace(config)
    os.environ["FONTCONFIG_FILE"] = str(config)
    os.environ.pop("FONTCONFIG_SYSROOT", None)


def _states(folders: Sequence[str]) -> Iterator[str]:
    """Yield what tells that a file has changed: fontconfig itself looks at folders only, and believes what it kept."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as files:
            for one in sorted(files, key=lambda file: file.name):
                state = one.stat()
                yield f"{one.path} {state.st_size} {state.st_mtime_ns}"


def _private_folder(key: str) -> Path:
    """Return a folder of this user alone: the one that all runs share, or a fresh one where somebody else took it."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    place = Path(tempfile.gettempdir()) / f"leaflets-fonts-{user}-{key}"
    with suppress(OSError):
        place.mkdir(mode=0o700, exist_ok=True)
    if _is_private(place, user):
        return place
    fresh = Path(tempfile.mkdtemp(prefix="leaflets-fonts-"))
    atexit.register(_remove, fresh, os.getpid())
    return fresh


def _is_private(place: Path, user: int) -> bool:
    """Tell whether a folder is no link, belongs to this user, and only this user can write to it."""
    try:
        status = place.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(status.st_mode)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == user and not status.st_mode & 0o077


def _holds(config: Path, text: str) -> bool:
    try:
        return not config.is_symlink() and config.read_text("utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def _remove(folder: Path, owner: int) -> None:
    """Remove a folder at the end of the process that made it, not of its children."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
