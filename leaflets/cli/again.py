"""A build with nothing to do: nothing has changed since the same one, and all that it delivered still lies there."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflets.errors import Problem
from leaflets.store import signature_of

if TYPE_CHECKING:
    from leaflets.delivery import Report
    from leaflets.printing.basis import Basis

KIND = "runs"
ENDING = ".pdf"
MADE, KEPT = b'"new": true', b'"new": false'
"""What a report says of a leaflet that was made in its run, and of one that was not."""


@dataclass(frozen=True)
class Told:
    """What a build told people besides its leaflets: how names were taken, what is missing, what to know."""

    taken: Sequence[str]
    missing: str
    overridden: str
    warnings: Sequence[Problem]


class Build:
    """One that is asked for: `asked` is all that its outcome rests on besides files, `out` where its PDFs go."""

    def __init__(self, basis: "Basis", asked: object, out: Path) -> None:
        self._basis, self._out = basis, out
        self.key = basis.key("build", asked, str(out), str(out.resolve()))

    def show_again(self) -> bool:
        """Tell what the same build told, if it would deliver just what lies there; return whether it would.

        The report then says of each leaflet that it was not made anew.
        """
        from leaflets.cli.show import show_few, show_note, show_printed, show_problems, show_taken

        known = self._basis.store.find(KIND, self.key) if self._basis.state else None
        record = json.loads(zlib.decompress(known)) if known else None
        if record is None or any(self._signature(path) != found for path, found in record["files"]):
            return False
        if record["is_new"] and self._says_kept():
            self._keep({**record, "is_new": False})
        told = record["told"]
        show_taken(told["taken"])
        show_note(told["missing"])
        show_note(told["overridden"])
        show_problems([Problem(**one) for one in told["warnings"]])
        show_printed(record["printed"], record["drafts"], self._out)
        show_few([self._out / path for path, _ in record["files"] if path.endswith(ENDING)])
        return True

    def keep(self, told: Told, report: "Report") -> None:
        """Remember a build in which every leaflet was printed; nothing may have changed while it ran."""
        if report.ok and self._basis.stands:
            files = [str(path.relative_to(report.out)) for path in report.files]
            counts = {"printed": len(report.printed), "drafts": report.printed.drafts}
            self._keep({"told": asdict(told), "files": [(one, []) for one in files], "is_new": True, **counts})

    def _keep(self, record: dict[str, Any]) -> None:
        """Keep a record with the files as they lie there now; the report and the ledger are among them."""
        from leaflets.delivery import REPORT
        from leaflets.model.work import LEDGER

        names = dict.fromkeys([*(path for path, _ in record["files"]), REPORT, LEDGER])
        files = [(name, self._signature(name)) for name in names]
        if all(found for _, found in files):
            data = json.dumps({**record, "files": files}).encode()
            self._basis.store.keep(KIND, self.key, zlib.compress(data, 1))

    def _signature(self, path: str) -> list[int]:
        """Return what changes whenever a file does, nothing for one that is not there."""
        try:
            return list(signature_of(self._out / path))
        except OSError:
            return []

    def _says_kept(self) -> bool:
        """Let the report say that nothing was made anew; tell whether it does."""
        from leaflets.delivery import REPORT, write_whole
        from leaflets.errors import DeliveryError

        try:
            write_whole(self._out / REPORT, (self._out / REPORT).read_bytes().replace(MADE, KEPT))
        except (OSError, DeliveryError):
            return False
        return True
