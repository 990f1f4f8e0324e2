"""What is noted of leaflets, one note each: those of a clinic in a language lie together, so that few files hold many.

A note that is lost costs work and no more. Where two runs write at the same time, those of the last one stay.
"""

import json
import zlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

from leaflets.model import Leaflet
from leaflets.store import Store, key_of

AT_HAND = 64
"""Of how many clinics and languages the notes are in memory."""
Group = tuple[str, str, str]


class Notes:
    """Notes of one kind on the leaflets of a `place`. New ones wait in memory until they are written."""

    def __init__(self, store: Store, kind: str, place: object) -> None:
        self._store, self._kind, self._place = store, kind, place
        self._read: OrderedDict[Group, dict[str, Any]] = OrderedDict()
        self._new: dict[Group, dict[str, Any]] = defaultdict(dict)
        self.waiting = 0

    def find(self, leaflet: Leaflet) -> Any:
        """Return what was noted of a leaflet, or None."""
        group = _group(leaflet)
        if leaflet.topic in self._new.get(group, {}):
            return self._new[group][leaflet.topic]
        return self._known(group).get(leaflet.topic)

    def note(self, leaflet: Leaflet, note: Any) -> None:
        """Note something that JSON can hold, in the place of what was noted before."""
        self._new[_group(leaflet)][leaflet.topic] = note
        self.waiting += 1

    def change_new(self, change: Callable[[Any], Any]) -> None:
        """Change the notes that wait."""
        for group, notes in self._new.items():
            self._new[group] = {topic: change(note) for topic, note in notes.items()}

    def write(self) -> None:
        """Write what waits."""
        for group, new in self._new.items():
            self._read.pop(group, None)  # another run may have written meanwhile
            notes = {**self._known(group), **new}
            data = json.dumps(notes, ensure_ascii=False, separators=(",", ":")).encode()
            self._store.keep(self._kind, self._key(group), zlib.compress(data, 1))
            self._read[group] = notes
        self._new.clear()
        self.waiting = 0

    def _known(self, group: Group) -> dict[str, Any]:
        if group not in self._read:
            data = self._store.find(self._kind, self._key(group))
            self._read[group] = json.loads(zlib.decompress(data)) if data else {}
            if len(self._read) > AT_HAND:
                self._read.popitem(last=False)
        return self._read[group]

    def _key(self, group: Group) -> str:
        return key_of(self._place, group)


def _group(leaflet: Leaflet) -> Group:
    return leaflet.clinic, "+".join(leaflet.languages), leaflet.edition
