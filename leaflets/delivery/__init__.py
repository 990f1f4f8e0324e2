"""Step 5, deliver: PDFs, the report and the ledger of every file that was ever delivered."""

from leaflets.delivery.delivering import ASIDE, REPORT, Report, deliver, prepare, write_whole

__all__ = ["ASIDE", "REPORT", "Report", "deliver", "prepare", "write_whole"]
