"""Makes the job for a language from its catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from babel.messages.catalog import Catalog, Message

from leaflets.errors import Problem, ProjectError
from leaflets.model import Language, MessageKey
from leaflets.project import Project
from leaflets.readers.catalogues import load_po
from leaflets.readers.overriding import PARTING
from leaflets.readers.plural_rules import plural_index
from leaflets.translation.exchange.job import NEEDS_WORK, NOT_TRANSLATED, TRANSLATED, UNCARRIED, Job, Unit
from leaflets.translation.extraction import extract
from leaflets.translation.hints import words_of

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
TRIED = 1000
"""Numbers that are tried to tell what a plural form is for."""


def make_job(project: Project, code: str, topics: Sequence[str] = ()) -> Job:
    """Return every text of a language, or all that some topics' pages need, with the words of every sheet.

    The order is the catalogue's. Raise `ProjectError` for a catalogue behind its source.
    """
    problems = list(project.catalogue(code).problems)
    if problems:
        raise ProjectError(problems)
    language = project.languages[code]
    path, catalog = project.catalogue_path(code), load_po(project.catalogue_path(code))
    wanted = _wanted(project, topics)
    messages = {key_of(message): message for message in catalog if message.id}
    if language.parent is not None:
        path = project.catalogue_path(language.parent)
        messages = _over(load_po(path), language.parent, messages)
    if wanted - messages.keys():
        raise ProjectError([_behind(project.name_of(path), language.parent or code, wanted - messages.keys())])
    units = tuple(unit for key, one in messages.items() if key in wanted for unit in _units(key, one, language))
    problems = [_uncarried(project.name_of(path), unit) for unit in units if _is_uncarried(unit)]
    if problems:
        raise ProjectError(problems)
    rtl = language.direction == "rtl"
    return Job(project_name(catalog), language.bcp47, tuple(topics), units, language.name, rtl=rtl)


def _over(base: Catalog, parent: str, own: Mapping[MessageKey, Message]) -> dict[MessageKey, Message]:
    """Return the messages of a parent without its words, or as a region has them; a note says what the parent says."""
    found = {}
    for below in (one for one in base if one.id):
        key = key_of(below)
        known = own.get(key)
        notes = known.user_comments if known else ()
        message = Message(below.id, known.string if known else "", context=below.context, user_comments=notes)
        message.flags = set(known.flags) if known else set()
        message.auto_comments = [*below.auto_comments, f"{parent}: “{PARTING.join(words_of(below))}”"]
        found[key] = message
    return found


def project_name(catalog: Catalog) -> str:
    """Return the project that a catalogue's header names."""
    return catalog.project or "leaflets"


def key_of(message: Message) -> MessageKey:
    """Return a message's key as the templates have it."""
    if isinstance(message.id, str):
        return MessageKey(message.context, message.id)
    return MessageKey(message.context, *message.id[:2])


def texts_of(message: Message, forms: int) -> tuple[str, ...]:
    """Return a translation's text for each form; a form that is not there is empty."""
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return tuple(texts[form] or "" if form < len(texts) else "" for form in range(forms))


def state_of(text: str, *, fuzzy: bool) -> str:
    """Return what can be said of a translation."""
    return NOT_TRANSLATED if not text else NEEDS_WORK if fuzzy else TRANSLATED


def _wanted(project: Project, topics: Sequence[str]) -> set[MessageKey]:
    everything = {key_of(message) for message in extract(project) if message.id}
    if not topics:
        return everything
    return everything & project.layout_messages.union(*(project.topics[topic].messages for topic in topics))


def _units(key: MessageKey, message: Message, language: Language) -> Iterator[Unit]:
    forms = 1 if key.plural is None else language.plural_count
    index = plural_index(language.plural_forms)
    notes = _notes(key, message)
    for form, text in enumerate(texts_of(message, forms)):
        numbers = list(islice((str(number) for number in range(TRIED) if index(number) == form), 4))
        yield Unit(
            key,
            form,
            forms,
            text,
            state_of(text, fuzzy=message.fuzzy),
            notes,
            "" if key.plural is None else _form_note(form, forms, numbers),
            singular=key.plural is None or (forms > 1 and index(1) == form),
        )


def _form_note(form: int, forms: int, numbers: list[str]) -> str:
    """Return which numbers a plural form is for, such as `4 of 6: for 3, 4, 5 …`."""
    shown = ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")
    return f"{form + 1} of {forms}: for {shown}" if numbers else f"{form + 1} of {forms}"


def _notes(key: MessageKey, message: Message) -> tuple[str, ...]:
    """Return what the catalogue tells of a message: its context, where it stands, and what people noted."""
    context = [] if key.context is None else [f"Context: {key.context}"]
    places = [] if message.auto_comments else [file for file, _ in message.locations]
    return (*context, *message.auto_comments, *places, *message.user_comments)


def _behind(name: str, code: str, missing: set[MessageKey]) -> Problem:
    shown = ", ".join(sorted(f"“{key.id}”" for key in missing)[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    hint = f"Run first: leaflets catalogue update -l {code}"
    return Problem(name, f"The catalogue lacks messages of the templates: {shown}{more}.", hint)


def _is_uncarried(unit: Unit) -> bool:
    texts = (unit.key.id, unit.key.plural or "", unit.text, *unit.notes)
    return any(UNCARRIED.search(text) or len(text) > LONGEST for text in texts)


def _uncarried(name: str, unit: Unit) -> Problem:
    hint = "Take it out with an editor that shows invisible characters."
    return Problem(name, "A control character or an endless text stands here, which no file can carry.", hint,
                   key=f"“{unit.key.id}”")  # fmt: skip
