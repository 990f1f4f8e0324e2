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

    Nothing is kept where a file changed while it looked, or a moment before; nor an error, which a busy machine may
    have caused.
    """
    from leaflets.printing.basis import basis_of

    basis = basis_of(root)
    if basis.state is None:
        return list(look())
    key = basis.key(asked, today)
    known = None if fresh else basis.store.find(KIND, key)
    if known is not None:
        return [Problem(**one) for one in json.loads(known)]
    found = list(look())
    if basis.stands and all(one.severity == "warning" for one in found):
        basis.store.keep(KIND, key, json.dumps([asdict(one) for one in found]).encode())
    return found
