"""Watches what a process opens and whom it calls, by Python's own audit events, and tells what lies outside."""

import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CALLS = frozenset(
    {
        "socket.connect",
        "socket.sendto",
        "socket.sendmsg",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "urllib.Request",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "webbrowser.open",
    }
)
"""Events of a process that speaks with another machine, or starts another program."""
LINKERS = frozenset({"ldconfig", "gcc", "cc", "ld", "objdump"})
"""Programs that Python starts to find a library of the system (`ctypes.util.find_library`)."""
SYSTEM = ("/usr/share", "/usr/lib", "/usr/local/lib", "/lib", "/lib64", "/etc/localtime", "/etc/mime.types")
PROCESS = ("/proc", "/dev/null", "/dev/urandom", "/dev/shm", "/sys/fs/cgroup", "/sys/devices/system/cpu")  # noqa: S108 - looked at only
"""What libraries of the system read, and what the kernel tells a process of itself."""


class Watch:
    """Keeps every file that this process opens from now on outside the given folders, and every call to another."""

    def __init__(self, folders: Iterable[Path]) -> None:
        packages = [*site.getsitepackages(), *sysconfig.get_paths().values(), sys.prefix, sys.base_prefix]
        homes = [str(one) for one in (*folders, ROOT, *packages, *SYSTEM, *PROCESS)]
        self._homes = tuple({_real(home) for home in homes if home not in {"", "/", "/usr"}} | set(PROCESS))
        self._temporary = _real(tempfile.gettempdir())
        self._scratch = (f"{self._temporary}/leaflets-", f"{self._temporary}/{tempfile.gettempprefix()}")
        self._busy = False
        self.told: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "urllib.Request" and str(arguments[0]).startswith("data:"):
            return  # what lies within a page is fetched from nowhere
        if event in CALLS:
            self.told.append(f"{event} {arguments[:2]}")
        elif event == "subprocess.Popen" and Path(os.fsdecode(arguments[0])).name not in LINKERS:
            self.told.append(f"started {arguments[1]}")
        elif event == "open" and not self._busy and isinstance(arguments[0], str | bytes | os.PathLike):
            self._busy = True
            try:
                self._look_at(_real(os.fsdecode(arguments[0])))
            finally:
                self._busy = False

    def _look_at(self, path: str) -> None:
        within = path.startswith((*self._scratch, *(f"{home}/" for home in self._homes)))
        if not within and path not in {self._temporary, *self._homes}:
            self.told.append(f"opened {path}")


def _real(path: str) -> str:
    """Return a path behind all links; of one that leads in a circle, what the system gives."""
    return os.path.realpath(path)  # noqa: TID251 - pathlib raises where links lead in a circle
