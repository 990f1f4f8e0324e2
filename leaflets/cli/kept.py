"""What a command found is kept: where no file has changed since, it is told again without looking."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from leaflets.errors import Problem

KIND = "findings"


def kept_problems(
    root: Path, asked: str, today: dt.date, look: Callable[[], Sequence[Problem]], *, fresh: bool
) -> list[Problem]:
    """Return what `look` finds in a project, or found when all was as it is now. `fresh`: it looks in any case.

    All is every file of the project's folders and of the package's, the day, the program and the libraries. Nothing is
    kept where a file changed while it looked, or a moment before; nor an error, which a busy machine may have caused.
    """
    from leaflets.project import package_content
    from leaflets.project.project import CONTENT
    from leaflets.store import digest_of_program, key_of, open_store, state_of
    from leaflets.typesetting import engine_parts

    layers = (root.resolve(), package_content().resolve())
    folders = [layer / name for layer in layers for name in CONTENT]
    state, store = state_of(folders), open_store(root)
    if state is None:
        return list(look())
    key = key_of(asked, today, state.paths, engine_parts(), digest_of_program())
    known = None if fresh else store.find(KIND, key)
    if known is not None:
        return [Problem(**one) for one in json.loads(known)]
    found = list(look())
    is_sound = all(one.severity == "warning" for one in found)
    if is_sound and state.is_settled and state_of(folders) == state:
        store.keep(KIND, key, json.dumps([asdict(one) for one in found]).encode())
    return found
