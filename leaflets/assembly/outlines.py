"""The bookmarks of a PDF as a tree."""

from collections.abc import Iterator, Sequence

from leaflets.assembly.bodies import PageOfBody
from leaflets.assembly.objects import number_of, text_string
from leaflets.typesetting.finishing import POINTS
from leaflets.typesetting.marking import Bookmark

Found = tuple[PageOfBody, Bookmark]
"""A bookmark, and the page that it leads to."""


class Outline:
    """Bookmarks as objects with numbers: each stands below the last one before it that is less deep."""

    def __init__(self, root: int, numbers: Sequence[int], found: Sequence[Found]) -> None:
        self._root, self._numbers, self._found = root, numbers, found
        self._above: list[int | None] = []
        self._below: dict[int | None, list[int]] = {None: []}
        open_marks: list[int] = []
        for place, (_, mark) in enumerate(found):
            while open_marks and found[open_marks[-1]][1].level >= mark.level:
                open_marks.pop()
            above = open_marks[-1] if open_marks else None
            self._above.append(above)
            self._below.setdefault(above, []).append(place)
            open_marks.append(place)

    def written(self) -> Iterator[tuple[int, bytes]]:
        """Yield the objects with their numbers."""
        yield self._root, b"<</Count %d%s>>" % (self._count(None), self._ends(None))
        for place, (page, mark) in enumerate(self._found):
            above = self._above[place]
            entries = (
                b"/Title %s" % text_string(mark.label),
                b"/Dest [%d 0 R /XYZ %s 0]" % (page.number, _place(page, mark)),
                b"/Parent %d 0 R" % (self._root if above is None else self._numbers[above]),
                b"/Count %d%s%s" % (self._count(place), self._beside(place), self._ends(place)),
            )
            yield self._numbers[place], b"<<%s>>" % b" ".join(entries)

    def _count(self, place: int | None) -> int:
        """Return how many bookmarks stand below one, or in all."""
        return sum(1 + self._count(one) for one in self._below.get(place, []))

    def _ends(self, place: int | None) -> bytes:
        """Return the first and the last of those right below a bookmark."""
        below = self._below.get(place)
        return b" /First %d 0 R /Last %d 0 R" % (self._numbers[below[0]], self._numbers[below[-1]]) if below else b""

    def _beside(self, place: int) -> bytes:
        beside = self._below[self._above[place]]
        at = beside.index(place)
        before = b" /Prev %d 0 R" % self._numbers[beside[at - 1]] if at else b""
        return before + (b" /Next %d 0 R" % self._numbers[beside[at + 1]] if at + 1 < len(beside) else b"")


def _place(page: PageOfBody, mark: Bookmark) -> bytes:
    """Return where a bookmark leads to, in points from the foot of its page."""
    return number_of(mark.left * POINTS) + b" " + number_of(page.height - mark.top * POINTS)
