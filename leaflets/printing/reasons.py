"""Why a leaflet was made or not: what it rests on today beside what it rested on when it was last printed here."""

from collections.abc import Iterator, Mapping

from leaflets.composition.identity import parse_marks
from leaflets.composition.provenance import MATTER
from leaflets.model import Composition, Leaflet
from leaflets.printing.notes import Notes
from leaflets.store import Store, digest_of_program, key_of

KIND = "parts"
STATEMENT = "statement "
PAGE = ("its words", "its page")
"""What differs whenever a statement, a number or a sign-off does."""
UNCHANGED = "kept; nothing that it rests on has changed"
UNKNOWN = "made; it was not printed here before"
LOST = "made; what was kept of it is gone"
FRESH = "made; all was to be made anew"
WAITING = 1000
"""How many marks of leaflets wait in memory until they are written."""
FAILED = "not made; see above"
UNSURE = "made; a font cannot be read, so nothing is kept"


class Reasons:
    """Remembers what each leaflet of a project rests on, and tells what is different."""

    def __init__(self, store: Store, project: str) -> None:
        self._notes = Notes(store, KIND, project)

    def since(self, leaflet: Leaflet, parts: Mapping[str, str]) -> str | None:
        """Return what has changed since a leaflet was printed last, for people; None if nothing has."""
        before = self._noted(leaflet)
        if before == parts:
            return None
        return f"made; changed: {', '.join(_different(before, parts))}" if before else UNKNOWN

    def note(self, leaflet: Leaflet, parts: Mapping[str, str]) -> None:
        """Remember what a leaflet rests on that lies printed now."""
        if self._noted(leaflet) != parts:
            self._notes.note(leaflet, dict(parts))
            if self._notes.waiting >= WAITING:
                self.write()

    def write(self) -> None:
        """Write what is remembered."""
        self._notes.write()

    def _noted(self, leaflet: Leaflet) -> dict[str, str]:
        return dict(self._notes.find(leaflet) or {})


def parts_of(composition: Composition, fonts: str, engine: Mapping[str, str]) -> dict[str, str]:
    """Return a mark for each thing that a leaflet rests on, by what people call it."""
    said = dict(composition.metadata)
    statements = parse_marks(said.get("marks", ""))
    matter = parse_marks(said.get("matter", ""))
    return {
        **{STATEMENT + name: mark for name, mark in statements.items()},
        **{MATTER.get(name, name): mark for name, mark in matter.items()},
        "its sign-offs": said.get("state", ""),
        PAGE[0]: composition.content_id,
        PAGE[1]: key_of(composition.html),
        "the style sheet": key_of(composition.stylesheet),
        "the fonts": fonts,
        **engine,
        "leaflets": digest_of_program(),
    }


def _different(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield what is different; what only follows from that, if nothing else is."""
    names = [name for name in dict.fromkeys((*now, *before)) if before.get(name) != now.get(name)]
    causes = [name for name in names if name not in PAGE and name not in {"the style sheet", "leaflets"}]
    for name in names:
        if name not in PAGE or not causes:
            yield f"“{name.removeprefix(STATEMENT)}”" if name.startswith(STATEMENT) else name
