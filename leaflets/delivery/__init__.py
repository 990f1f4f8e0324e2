"""Step 5, deliver: PDFs, the report and the ledger of every file that was ever delivered."""

from leaflets.delivery.delivering import deliver, prepare, write_whole
from leaflets.delivery.report import REPORT, Report, Run

__all__ = ["REPORT", "Report", "Run", "deliver", "prepare", "write_whole"]
