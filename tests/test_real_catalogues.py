"""Real catalogues say here what they say to GNU gettext, or are refused for a reason that is told.

`LEAFLETS_CATALOGUES` names a folder with the PO files of other projects, each of which is read; `make catalogues` gets
some thousands from the sources of a Linux distribution. Without it, the shipped catalogues are read.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from conftest import ROOT
from msgfmt import Words, compiled

from leaflets.errors import ProjectError
from leaflets.model import MessageKey
from leaflets.readers.catalogues import load_po, message_key
from leaflets.readers.encoding import as_text
from leaflets.readers.po import read
from leaflets.readers.po_text import FUZZY, Entry
from leaflets.translation.exchange.making import texts_of
from leaflets.translation.splice import Wanted, splice

AT_ONCE = 50
OURS = re.compile(
    "The header says that the text is|The catalogue is not UTF-8 text|The header names|The context of this message"
    "|This message has a context|puts the messages into another file|, and the header names"
)
"""What is refused here alone: other charsets, messages that nothing asks for, forms that the header does not name."""
NEW = "Ünë “\\” \"'\t%\nтекст"
UNEVEN = "entries do not both"
"""gettext wants a translation to begin and end a line where its source does; here a rule of each message says so."""


def _all() -> list[Path]:
    return sorted(Path(os.environ.get("LEAFLETS_CATALOGUES", ROOT / "locales")).rglob("*.po"))


FILES = _all()


@pytest.mark.parametrize("first", range(0, len(FILES), AT_ONCE))
def test_real_catalogues_say_what_they_say_to_gettext(first: int, tmp_path: Path) -> None:
    """Each message that gettext compiles has the same words here, and no other has any; or the file is refused."""
    wrong: dict[str, str] = {}
    for path in FILES[first : first + AT_ONCE]:
        _, why = _judged(path, tmp_path)
        if why:
            wrong[str(path)] = why
    assert {} == wrong


def _judged(path: Path, folder: Path) -> tuple[str, str]:
    """Return what became of a file, and what is wrong with that."""
    path = _of_no_program(path, folder)
    theirs = compiled(path, folder)
    try:
        catalog = load_po(path)
    except ProjectError as error:
        reasons = [one.reason for one in error.problems]
        if isinstance(theirs, str):
            return "refused by both", ""
        return "refused here", "" if all(OURS.search(one) for one in reasons) else str(reasons[:3])
    text = as_text(path.read_bytes())
    if isinstance(theirs, str):
        return "refused by gettext", "" if _shared_by_none(theirs, text) else theirs[:300]
    unlike = _unlike(_words(text), theirs) or _unlike(_whole(_in_model(catalog)), _whole(theirs))
    return ("differs", unlike) if unlike else ("the same words", _spliced(path, folder, theirs))


def _of_no_program(path: Path, folder: Path) -> Path:
    """Return a copy that is not for programs in C: their texts are compiled for each machine."""
    copy = folder / "copy.po"
    copy.write_bytes(re.sub(rb"(?m)^(#,.*?)\b(?:no-)?(?=c-format)", rb"\1no-", path.read_bytes()))
    return copy


def _unlike(ours: Words, theirs: Words) -> str:
    """Return the first messages that differ."""
    keys = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
    return str([(key, ours.get(key), theirs.get(key)) for key in keys[:2]]) if keys else ""


def _shared_by_none(theirs: str, text: str) -> bool:
    """Return whether gettext refuses what is only a warning or a finding in one message here."""
    return text.startswith("\ufeff") or "duplicate message" in theirs or UNEVEN in theirs


def _words(text: str) -> Words:
    return dict(_compiled(one) for one in read(text).entries if _is_compiled(one))


def _in_model(catalog: Catalog) -> Words:
    """Return the words in Babel's model, which an update merges and writes."""
    found = (one for one in catalog if one.id and not one.fuzzy and any(one.string or ""))
    return {_key(message_key(one)): _forms(texts_of(one, catalog.num_plurals)) for one in found}


def _whole(words: Words) -> Words:
    """Return words without the empty forms at their ends, and without messages that begin with one."""
    whole = {key: text.rstrip(b"\0") for key, text in words.items()}
    return {key: text for key, text in whole.items() if text and not text.startswith(b"\0")}


def _is_compiled(entry: Entry) -> bool:
    return not (entry.obsolete or entry.is_header or FUZZY in entry.flags) and bool(entry.words[0].text)


def _compiled(entry: Entry) -> tuple[bytes, bytes]:
    assert entry.key is not None
    return _key(entry.key), _forms(one.text for one in entry.words)


def _key(key: MessageKey) -> bytes:
    context = "" if key.context is None else f"{key.context}\x04"
    plural = "" if key.plural is None else f"\0{key.plural}"
    return f"{context}{key.id}{plural}".encode()


def _forms(texts: Iterable[str]) -> bytes:
    return "\0".join(texts).encode()


def _spliced(path: Path, folder: Path, before: Words) -> str:
    """Return what is wrong after new words were put into every third message, and every fifth marked as fuzzy."""
    data = path.read_bytes()
    entries = [one for one in read(as_text(data)).entries if one.key and not one.obsolete and not one.is_header]
    wanted: dict[MessageKey, Wanted] = {}
    expected = dict(before)
    for number, entry in enumerate(entries[:400]):
        if number % 3 == 0 and entry.key:
            new = "\n" * entry.key.id.startswith("\n") + NEW + "\n" * entry.key.id.endswith("\n")
            wanted[entry.key] = Wanted(dict.fromkeys(range(len(entry.words)), new), fuzzy=number % 5 == 0)
            key, _ = _compiled(entry)
            expected.pop(key, None)
            if number % 5:
                expected[key] = _forms([new] * len(entry.words))
    changed = folder / "changed.po"
    changed.write_bytes(splice(data, wanted))
    after = compiled(changed, folder)
    if isinstance(after, str):
        return f"after new words: {after[:300]}"
    return f"other words were written: {_unlike(after, expected)}" if after != expected else ""
