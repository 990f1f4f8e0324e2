"""Whether printed leaflets may still be handed out: what PDFs say of themselves against the project of today."""

from leaflets.verification.files import find_pdfs
from leaflets.verification.judging import Judge
from leaflets.verification.verdict import Verdict

__all__ = ["Judge", "Verdict", "find_pdfs"]
