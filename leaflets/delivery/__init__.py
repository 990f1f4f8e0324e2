"""Step 5, deliver: PDFs, the report and the ledger of every file that was ever delivered."""

from leaflets.delivery.delivering import REPORT, Report, deliver, prepare, write_whole

__all__ = ["REPORT", "Report", "deliver", "prepare", "write_whole"]
