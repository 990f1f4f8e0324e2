"""Where a line that pdfium reads has to end, though the page has no new line there, and where a sign parts its words.

Pdfium takes all that stands on one height for one line, from left to right, and turns such a line round as a whole: so
columns that read to the left are mixed, and words beside digits that read to the right come out in the wrong order.
"""

from leaflets.typesetting.repainting import Run


class Breaks:
    """Remembers what was painted, run by run, on a page that reads to the left."""

    def __init__(self) -> None:
        self._before: Run | None = None
        self._height = 0.0

    def begin_line(self) -> None:
        """Start a line of the page, maybe on the height of the one before."""
        self._before = None

    def has_a_sign(self, run: Run, *, is_alone: bool) -> bool:
        """Tell whether a run reads to the right beside words of its line that do not; `is_alone` in its text."""
        if run.is_mirrored:
            return False
        return self._before.is_mirrored if self._before else not is_alone and not run.is_apart

    def has_to_be_before(self, run: Run, height: float) -> bool:
        """Tell whether what pdfium reads as a line has to end before a run, and note the run, which comes next.

        `height` is where it stands on the page, in the units of its glyphs.
        """
        before, distance = self._before, abs(height - self._height)
        self._before, self._height = run, height
        if before is None:
            return distance < run.glyphs[0].size
        if run.is_mirrored:
            return before.is_apart
        return run.is_apart and not before.is_apart
