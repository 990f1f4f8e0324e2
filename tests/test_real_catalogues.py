"""Real catalogues say here what they say to GNU gettext, or are refused for a reason that is told.

`LEAFLETS_CATALOGUES` names a folder with the PO files of other projects, each of which is read; `make catalogues` gets
some thousands from the sources of a Linux distribution. Without it, the shipped catalogues are read as gettext's own
tools save them.
"""

import os
import re
from pathlib import Path

import pytest
from conftest import ROOT
from msgfmt import Words, compiled

from leaflets.errors import ProjectError
from leaflets.model import MessageKey
from leaflets.readers.catalogues import load_po, message_key
from leaflets.readers.encoding import as_text
from leaflets.readers.po import read
from leaflets.readers.po_text import FUZZY, Entry
from leaflets.translation.splice import Wanted, splice

AT_ONCE = 50
OURS = re.compile(
    "The header says that the text is|The catalogue is not UTF-8 text|The header names|The context of this message"
    "|This message has a context|puts the messages into another file|, and the header names|The catalogue cannot be read: it is"
)
"""What is refused here and nowhere else: other charsets, contexts without words, forms that the header does not name."""
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
    theirs = compiled(path, folder)
    try:
        load_po(path)
    except ProjectError as error:
        reasons = [one.reason for one in error.problems]
        if isinstance(theirs, str):
            return "refused by both", ""
        return "refused here", "" if all(OURS.search(one) for one in reasons) else str(reasons[:3])
    text = as_text(path.read_bytes())
    if isinstance(theirs, str):
        return "refused by gettext", "" if _shared_by_none(theirs, text) else theirs[:300]
    ours = _words(text)
    if ours != theirs:
        return "differs", str(
            [
                (key, ours.get(key), theirs.get(key))
                for key in ours.keys() | theirs.keys()
                if ours.get(key) != theirs.get(key)
            ][:2]
        )
    return "the same words", _spliced(path, folder, theirs)


def _shared_by_none(theirs: str, text: str) -> bool:
    """Return whether gettext refuses what is only a warning or a finding in one message here."""
    return text.startswith("\ufeff") or "duplicate message" in theirs or UNEVEN in theirs


def _words(text: str) -> Words:
    return dict(_compiled(one) for one in read(text).entries if _is_compiled(one))


def _is_compiled(entry: Entry) -> bool:
    return not (entry.obsolete or entry.is_header or FUZZY in entry.flags) and bool(entry.words[0].text)


def _compiled(entry: Entry) -> tuple[bytes, bytes]:
    key = entry.key
    assert key is not None
    context = "" if key.context is None else f"{key.context}\x04"
    plural = "" if key.plural is None else f"\0{key.plural}"
    return f"{context}{key.id}{plural}".encode(), "\0".join(one.text for one in entry.words).encode()


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
                expected[key] = "\0".join([new] * len(entry.words)).encode()
    changed = folder / "changed.po"
    changed.write_bytes(splice(data, wanted))
    after = compiled(changed, folder)
    if isinstance(after, str):
        return f"after new words: {after[:300]}"
    return (
        ""
        if expected == after
        else f"other words were written: {[key for key in expected.keys() | after.keys() if expected.get(key) != after.get(key)][:3]}"
    )
