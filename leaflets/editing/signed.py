"""What of a leaflet's words is other than somebody signed."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.reviewing.difference import Change, differences
from leaflets.reviewing.signoffs import approval_of
from leaflets.rules import PLACEHOLDER


@dataclass(frozen=True)
class Since:
    """What changed since a topic was signed. `signed` tells whether it ever was, `is_final` whether that holds."""

    changes: tuple[Change, ...] = ()
    signed: bool = False
    is_final: bool = False

    def concerns(self, key: MessageKey, texts: Sequence[str]) -> bool:
        """Tell whether a message, with these words now, is one of those that changed."""
        sources = [_as_printed(one) for one in (key.id, key.plural) if one]
        words = [_as_printed(one) for one in texts if one.strip()]
        return any(self._concerns(one, sources, words) for one in self.changes)

    @staticmethod
    def _concerns(change: Change, sources: Sequence[re.Pattern[str]], words: Sequence[re.Pattern[str]]) -> bool:
        """Tell whether a message stands in what changed, and did not stand there before with the same words."""
        stood, stands = (any(one.search(text) for one in sources) for text in (change.old_source, change.new_source))
        said = any(one.search(_spaced(change.old_translation)) for one in words)
        return (stood or stands) and not (stood and said)


def since_signed(project: Project, language: str, topic: str, today: dt.date) -> Since:
    """Return what changed in a topic's words since its sign-offs."""
    (found,) = differences(project, language, [topic])
    if found.state == "unsigned":
        return Since()
    approval = approval_of(project, topic, language, today)
    return Since(tuple(_of_words(found.changes)), signed=True, is_final=approval.is_final)


def _of_words(changes: Sequence[Change]) -> Iterator[Change]:
    yield from (one for one in changes if one.kind in {"source", "translation", "new", "stopped"})


def _as_printed(text: str) -> re.Pattern[str]:
    """Return a text whatever fills its placeholders, with any spaces."""
    parts = PLACEHOLDER.split(_spaced(text))[::2]
    return re.compile(".+?".join(r"\s+".join(map(re.escape, one.split(" "))) for one in parts))


def _spaced(text: str) -> str:
    return " ".join(text.split())
