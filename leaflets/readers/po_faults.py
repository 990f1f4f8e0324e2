"""What is wrong with PO text, as problems of a file: what is no PO, forms too many, messages that stand twice."""

from collections.abc import Iterable, Iterator

from leaflets.errors import Problem
from leaflets.model import MessageKey
from leaflets.readers.po_text import Entry, PoText
from leaflets.rules import RULES
from leaflets.rules.catalogue import twice


def check_text(text: PoText, name: str) -> Iterator[Problem]:
    """Find what is no PO."""
    for fault in text.faults:
        key = shown(fault.key) if fault.key else None
        yield Problem(name, fault.reason, fault.hint, fault.line, key, rule="C8")


def check_forms(text: PoText, count: int, name: str) -> Iterator[Problem]:
    """Find words of forms that the header does not name: nobody would read them, and an update would lose them."""
    for entry in text.entries:
        surplus = next((one for one in entry.words if one.form is not None and one.form >= count and one.text), None)
        if surplus and entry.key:
            reason = f"This message has {surplus.keyword}, and the header names {count} plural form{'s'[: count != 1]}."
            hint = "Delete the form, or mend Plural-Forms in the header."
            yield Problem(name, reason, hint, surplus.line, shown(entry.key), rule="C3")


def check_twice(entries: Iterable[Entry], name: str) -> Iterator[Problem]:
    """Find messages that stand twice, obsolete ones too. One translation would be lost; gettext refuses them."""
    for key, first, line in twice((one.key, one.line) for one in entries if one.key):
        reason = f"The {'message' if key.id else 'header'} stands in line {first} already."
        yield Problem(name, reason, RULES["C6"].hint, line, shown(key), rule="C6")


def shown(key: MessageKey) -> str:
    """Return a message as people know it: its English text, and its context."""
    text = f"“{key.id}”" if key.id else "the header"
    return text if key.context is None else f"{text} ({key.context})"
