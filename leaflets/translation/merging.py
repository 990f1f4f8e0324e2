"""Brings a catalogue's messages up to date with the template, and keeps every word that a translator wrote."""

from collections.abc import Iterable, Iterator

from babel.messages.catalog import Catalog, Message

from leaflets.model import MessageKey
from leaflets.readers.catalogues import message_key
from leaflets.translation.hints import WAS_FUZZY, words_of

FUZZY = "fuzzy"
PLURAL_WAS = " · plural was: "
"""In the context of an obsolete message: only its plural changed, and gettext takes a text once in each context."""


def merge(catalog: Catalog, template: Catalog) -> None:
    """Give a catalogue exactly the template's messages, with the words that it has for them.

    What the template no longer has becomes obsolete, and comes back when the template has it again: words, the
    translator's notes, and the doubt where it was marked as fuzzy. What has neither words nor notes goes. Similar texts
    are never matched.
    """
    _note_doubts(catalog)
    obsolete = list(catalog.obsolete.values())
    retired = list(_retire_changed_plurals(catalog, template))
    catalog.obsolete.clear()
    catalog.update(_copy(template), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    obsolete += [*retired, *catalog.obsolete.values()]
    before = {_key_before(old): old for old in obsolete}
    for message in catalog:
        old = before.get(message_key(message))
        if message.id and old is not None and not words_of(message):
            _revive(message, old)
            obsolete = [one for one in obsolete if one is not old]
    _set_aside(catalog, obsolete)
    for message in catalog:
        message.user_comments = [comment for comment in message.user_comments if comment != WAS_FUZZY]


def _note_doubts(catalog: Catalog) -> None:
    """Write beside fuzzy words that they are; what is obsolete keeps its comments, but not its flags."""
    for message in (*catalog, *catalog.obsolete.values()):
        if message.id and message.fuzzy and WAS_FUZZY not in message.user_comments:
            message.user_comments.append(WAS_FUZZY)


def _retire_changed_plurals(catalog: Catalog, template: Catalog) -> Iterator[Message]:
    """Take out messages of which only the plural changed: Babel would keep their old words as if they still fitted."""
    for message in list(catalog):
        new = template.get(message.id, message.context) if message.id else None
        if new is not None and message_key(new) != message_key(message):
            catalog.delete(message.id, message.context)
            yield message


def _copy(template: Catalog) -> Catalog:
    """Return a template that an update may change: Babel marks and moves the messages it is given."""
    copy = Catalog(fuzzy=False)
    for message in template:
        if message.id:
            copy.add(message.id, context=message.context, locations=message.locations)
    return copy


def _revive(message: Message, old: Message) -> None:
    """Give a message that came back its old translation; Babel would leave it empty (and keep the old one below)."""
    message.string = old.string
    message.user_comments = list(dict.fromkeys((*old.user_comments, *message.user_comments)))
    if WAS_FUZZY in old.user_comments:
        message.flags.add(FUZZY)


def _set_aside(catalog: Catalog, obsolete: Iterable[Message]) -> None:
    """Make these the obsolete messages, older ones first; gettext wants each context and text once in a file.

    Where another message took a place, the old one gets a context of its own if its plural differs, or else its words
    are noted beside the newer ones.
    """
    active = {(message.context, message_key(message).id): message for message in catalog if message.id}
    kept: dict[str | tuple[str, str], Message] = {}
    for old in (one for one in obsolete if words_of(one) or one.user_comments):
        key = _key_before(old)
        rival = active.get((key.context, key.id))
        if rival is not None and message_key(rival) != key:
            old.context = f"{key.context or ''}{PLURAL_WAS}{key.plural or ''}"
        elif rival is not None:
            _note_words(rival, old)
            continue
        place = (key.id, old.context) if old.context else key.id
        if place in kept:
            _note_words(old, kept.pop(place))
        kept[place] = old
    catalog.obsolete = kept


def _key_before(old: Message) -> MessageKey:
    """Return what an obsolete message was filed under when it was in use."""
    context, mark, plural = (old.context or "").rpartition(PLURAL_WAS)
    return MessageKey(context or None, message_key(old).id, plural or None) if mark else message_key(old)


def _note_words(newer: Message, old: Message) -> None:
    """Note earlier words, and the notes that stood beside them, beside the words that took their place."""
    note = f"earlier: {' | '.join(words_of(old))}"
    if words_of(old) and words_of(old) != words_of(newer):
        newer.user_comments = list(dict.fromkeys((*newer.user_comments, *old.user_comments, note)))
