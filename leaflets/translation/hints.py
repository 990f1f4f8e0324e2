"""What a translator wrote for an earlier source text, shown beside the new one. Never a translation by itself."""

import difflib
from collections.abc import Iterable, Mapping

from babel.messages.catalog import Message

from leaflets.model import MessageKey
from leaflets.readers.catalogues import message_key

ALIKE = 0.75
"""How alike two source texts have to be, as a share of their letters: 1 is the same text."""
WAS_FUZZY = "was fuzzy"
"""A note on an obsolete translation: gettext keeps no flags there, and a doubtful one must not come back as checked."""


def find_hints(messages: Iterable[Message], obsolete: Iterable[Message]) -> Mapping[MessageKey, str]:
    """Return, for untranslated messages that replaced a similar one, the old text with its translation."""
    empty = [message_key(message) for message in messages if message.id and not words_of(message)]
    olds = {message_key(old).id: old for old in obsolete if words_of(old)}
    words = {text: frozenset(text.split()) for text in sorted(olds)}
    hints = {}
    for key in empty:
        alike = [text for text, own in words.items() if _share_words(own, frozenset(key.id.split()))]
        for text in difflib.get_close_matches(key.id, alike, n=1, cutoff=ALIKE):
            hints[key] = _hint(olds[text])
    return hints


def _share_words(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether half of the words are the same: comparing letters takes a hundred times as long."""
    return 2 * len(first & second) >= max(len(first), len(second))


def _hint(old: Message) -> str:
    key = message_key(old)
    doubt = " (not checked)" if WAS_FUZZY in old.user_comments else ""
    source = " | ".join(filter(None, (key.id, key.plural)))
    return f"Was: “{source}” → “{' | '.join(words_of(old))}”{doubt}"


def words_of(message: Message) -> tuple[str, ...]:
    """Return the words of a translation, one text for each plural form that has any."""
    texts = (message.string,) if isinstance(message.string, str) else message.string or ()
    return tuple(text for text in texts if text)
