"""What is wrong with the parts of a message in PO text: too many, too few, out of order, of the wrong kind."""

from collections.abc import Iterable

from leaflets.readers.po_text import Entry, Fault, Part

HALF_OBSOLETE = (
    "Only a part of this message is marked as obsolete.",
    "Start each line of an obsolete message with “#~”, and no line of another one.",
)


_ORDER = ("msgctxt", "msgid", "msgid_plural", "msgstr")


def _rank(part: Part) -> int:
    return _ORDER.index(part.keyword.partition("[")[0])


def faults_of(entry: Entry) -> Iterable[Fault]:
    """Yield what is wrong with the parts of a message."""
    for line, reason, hint in (*_wrong_parts(entry), *_wrong_forms(entry)):
        yield Fault(line, reason, hint, entry.key)


def _wrong_parts(entry: Entry) -> Iterable[tuple[int, str, str]]:
    """Yield line, reason and hint of parts too many, too few or out of order."""
    first: dict[str, Part] = {}
    highest = 0
    for part in entry.parts:
        if first.setdefault(part.keyword, part) is not part:
            reason = f"This message has {part.keyword} in line {first[part.keyword].line} already."
            yield part.line, reason, "Keep the right one; programs differ in which they take."
        elif _rank(part) < highest:
            yield part.line, f"{part.keyword} stands too late in its message.", f"The order is {', '.join(_ORDER)}."
        if not part.pieces:
            yield part.line, f"{part.keyword} says nothing.", f'Write {part.keyword} "" if the text is empty.'
        if part.obsolete != entry.obsolete:
            yield part.line, *HALF_OBSOLETE
        highest = max(highest, _rank(part))
    if "msgid" not in first:
        yield (
            entry.parts[0].line,
            "This belongs to no message.",
            ("Write msgid with the English text above it, or take it out."),
        )
    elif not entry.words:
        yield entry.line, "This message has no line for its translation.", 'Write msgstr "" below it.'
    elif entry.texts.get("msgctxt") == "":
        yield entry.parts[0].line, "The context of this message is empty.", "Take the line with msgctxt out."
    elif "msgctxt" in first and not entry.texts["msgid"]:
        yield entry.line, "This message has a context, and no English text.", "Take it out; nothing can ask for it."


def _wrong_forms(entry: Entry) -> Iterable[tuple[int, str, str]]:
    """Yield line, reason and hint of plural forms that a message does not have, or not in this order."""
    is_plural = "msgid_plural" in entry.texts
    keywords = [one.keyword for one in entry.parts]
    for part in {one.keyword: one for one in reversed(entry.words)}.values():
        if is_plural and part.form is None:
            hint = "Write msgstr[0] before the first form, msgstr[1] before the next."
            yield part.line, "The line does not say which plural form it is.", hint
        elif not is_plural and part.form is not None:
            yield part.line, "This message has no plural forms.", "Write msgstr without a number."
    forms = [one for one in entry.words if one.form is not None]
    wrong = next((one for number, one in enumerate(forms) if one.form != number), None)
    if wrong and is_plural and len(set(keywords)) == len(keywords):
        yield wrong.line, "The plural forms are not in their order.", "Number them from 0 on."
