"""What this machine has to typeset with: cores, and memory for a process on each."""

from contextlib import suppress
from pathlib import Path

import psutil
from loky import cpu_count

EACH = 350 * 1024**2
"""The bytes that a process may come to which typesets leaflets of all scripts for long."""
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where Linux says how many bytes a container may have, in its newer and in its older way."""


def processes_here() -> int:
    """Return how many processes may typeset at once: one a core, as long as there is memory for each."""
    cores: int = cpu_count()
    return fitting(cores, free_memory())


def fitting(cores: int, memory: int) -> int:
    """Return how many processes so many cores and bytes are enough for; at least one."""
    return max(1, min(cores, memory // EACH))


def free_memory() -> int:
    """Return the bytes that are free on this machine, or that a container may have, if that is less."""
    free: int = psutil.virtual_memory().available
    return min([free, *map(_number, LIMITS)])


def _number(path: Path) -> int:
    """Return the number that a file holds; one that limits nothing where there is none."""
    with suppress(OSError, ValueError):
        return int(path.read_text("ascii"))
    return 2**63
