"""A folder of things that were made: each under the digest of all that it was made of, sealed by this user's secret.

What is in it is never needed: whatever is missing, damaged, cut short or put there by somebody else is made again, and
what cannot be written is not kept. So it may be deleted at any time, by hand too, and shared by runs at the same time.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leaflets.halves import SUFFIX, remove_halves, write_aside
from leaflets.readers.files import PDF, read_bytes
from leaflets.store.secret import user_secret

FOLDER = ".leaflets"
"""Where a project keeps what was made of it."""
PLACE = "LEAFLETS_STORE"
"""The environment variable that names another folder."""
MOST = 4 * 1024**3
"""How many bytes a store may grow to; what was not used for longest goes first."""
IGNORED = ".gitignore"
SEAL = hashlib.sha256().digest_size
LARGEST = PDF
"""How many bytes one thing may have."""
_NAME = re.compile(r"[0-9a-f]{62}")


@dataclass(frozen=True)
class Store:
    """What was made before. Without a `secret` nothing is found and nothing is kept."""

    folder: Path
    secret: bytes | None

    def find(self, kind: str, key: str) -> bytes | None:
        """Return what was kept of a kind under a key, as it was kept, or None."""
        path = self._path(kind, key)
        try:
            sealed = read_bytes(path, path.relative_to(self.folder).as_posix(), LARGEST)
        except OSError:
            return None
        seal, data = sealed[:SEAL], sealed[SEAL:]
        if self.secret is None or not hmac.compare_digest(seal, self._seal(kind, key, data)):
            return None
        with suppress(OSError):
            os.utime(path)  # it is in use
        return data

    def keep(self, kind: str, key: str, data: bytes) -> None:
        """Keep something, if the disk lets us: whole, in one step."""
        path = self._path(kind, key)
        if self.secret is None or len(data) + SEAL > LARGEST or self._leads_away(path):
            return
        with suppress(OSError):
            self._make()
            write_aside(path, self._seal(kind, key, data) + data)

    def shrink(self, most: int = MOST) -> None:
        """Delete what is not whole, and what was not used for longest, until the store holds at most so many bytes."""
        with suppress(OSError):
            halves = self.folder.glob(f"*/*/*{SUFFIX}")
            remove_halves(one for one in halves if not self._leads_away(one))
            files = sorted(self._files(), key=lambda one: one[0])
            excess = sum(size for _, size, _ in files) - most
            for _, size, path in files:
                if excess <= 0:
                    break
                path.unlink(missing_ok=True)
                excess -= size

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Yield when each thing was used last, how large it is, and where it lies."""
        for path in self.folder.glob("*/*/*"):
            with suppress(OSError):
                if _NAME.fullmatch(path.name) and not self._leads_away(path):
                    status = path.lstat()
                    yield status.st_mtime_ns, status.st_size, path

    def _leads_away(self, path: Path) -> bool:
        """Tell whether a folder on the way to a thing is a link, which may lead to files that are none of ours."""
        return any(folder.is_symlink() for folder in (self.folder, path.parent.parent, path.parent))

    def _make(self) -> None:
        """Make the folder, which version control passes over."""
        if not (self.folder / IGNORED).exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / IGNORED).write_text("# What was made of this project; it may be deleted.\n*\n", "utf-8")

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]

    def _seal(self, kind: str, key: str, data: bytes) -> bytes:
        digest = hmac.new(self.secret or b"", f"{kind} {key} {len(data)}\n".encode(), hashlib.sha256)
        digest.update(data)
        return digest.digest()


def open_store(root: Path) -> Store:
    """Return the store of a project, or the one that the environment names."""
    place = os.environ.get(PLACE)
    return Store(Path(place) if place else root / FOLDER, user_secret())
