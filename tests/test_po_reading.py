"""PO text says here what it says to GNU gettext: msgfmt reads or refuses each of these texts as we do.

Where ours differs, it does so on purpose: `OTHERWISE` says how.
"""

import re
import unicodedata
from pathlib import Path
from typing import ClassVar

import pytest
from msgfmt import Words, compiled, objections

from leaflets.model import Language, MessageKey
from leaflets.model.wording import Wording
from leaflets.readers.catalogues import load_po, read_catalogue
from leaflets.readers.po import read
from leaflets.readers.po_faults import check_twice
from leaflets.readers.po_text import FUZZY
from leaflets.rules import Entry, check_entry
from leaflets.rules.catalogue import characters
from leaflets.rules.glossary import folded
from leaflets.rules.wordlist import as_words, find
from leaflets.translation.extraction import render
from leaflets.translation.splice import Wanted, splice

CHINESE = "nplurals=1; plural=0;"
ENGLISH = "nplurals=2; plural=(n != 1);"
PUNJABI = "nplurals=2; plural=(n > 1);"
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)  # fmt: skip


def _head(rule: str = ENGLISH, code: str = "de", date: str = "2026-01-31 14:05+0000") -> str:
    fields = (
        "Project-Id-Version: leaflets 1.0", f"POT-Creation-Date: {date}", f"PO-Revision-Date: {date}",
        "Last-Translator: ", "Language-Team: ", f"Language: {code}", f"Plural-Forms: {rule}", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit",
    )  # fmt: skip
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{one}\\n"\n' for one in fields) + "\n"


OBSOLETE = '#~ msgid "o"\n#~ msgstr "p"\n'
ALIKE = {
    "obsolete with a flag": f"#~ #, python-format\n{OBSOLETE}",
    "obsolete with a doubt": f'#~ #, fuzzy\n{OBSOLETE}\nmsgid "a"\nmsgstr "b"\n',
    "obsolete with a note": f"#~ # note\n#~ #. more\n#~ #: file.c:3\n{OBSOLETE}",
    "obsolete without spaces": '#~# c\n#~msgid "o"\n#~msgstr "q"\n',
    "obsolete with its earlier text": f'#~| msgid "x"\n{OBSOLETE}',
    "obsolete with its earlier text behind it": f'#~ #| msgid "x"\n{OBSOLETE}',
    "obsolete with a context": f'#~ msgctxt "c"\n{OBSOLETE}',
    "obsolete with plural forms": '#~ msgid "o"\n#~ msgid_plural "q"\n#~ msgstr[0] "p"\n#~ msgstr[1] "r"\n',
    "obsolete on several lines": '#~ msgid ""\n#~ "o"\n#~ "u"\n#~ msgstr "p"\n#~ "q"\n',
    "obsolete and marked twice": '#~ #~ msgid "o"\n#~ msgstr "p"\n',
    "obsolete between others": f'msgid "a"\nmsgstr "b"\n\n{OBSOLETE}\nmsgid "c"\nmsgstr "d"\n',
    "obsolete on empty lines": f"#~\n{OBSOLETE}#~\n",
    "doubt above something obsolete": f'#, fuzzy\n{OBSOLETE}\nmsgid "a"\nmsgstr "b"\n',
    "doubt marked as obsolete above a message": '#~ #, fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "tabs": 'msgid\t"a"\n\tmsgstr\t\t"b"\t\n',
    "other white space": '\x0c\nmsgid\x0b"a"\nmsgstr\x0c"b"\n',
    "indents": '  #, fuzzy\n msgid "o"\n\tmsgstr "q"\n   # c\n msgid "a"\n  msgstr "b"\n',
    "all on one line": 'msgid "a" msgstr "b" msgid "c" msgstr "d"\n',
    "no spaces": 'msgid"a"msgstr"b""c"\n',
    "keywords on lines of their own": 'msgid\n"a"\nmsgstr\n"b" "c"\n',
    "empty lines inside": 'msgid "a"\n\nmsgstr "b"\n\n"c"\n',
    "spaces in the number of a form": 'msgid "a"\nmsgid_plural "b"\nmsgstr [ 0 ] "x"\nmsgstr\n[1]\n"y"\n',
    "zeros in the number of a form": 'msgid "a"\nmsgid_plural "b"\nmsgstr[00] "x"\nmsgstr[01] "y"\n',
    "one form": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\n',
    "no line end": 'msgid "a"\nmsgstr "b"',
    "a comment at the end of a line": 'msgid "a"\nmsgstr "b" # c\n\nmsgid "q"\nmsgstr "r"\n',
    "a doubt at the end of a line": 'msgid "a"\nmsgstr "b" #, fuzzy\n\nmsgid "q"\nmsgstr "r"\n',
    "a doubt without a comma": '#, fuzzy c-format\nmsgid "a"\nmsgstr "b"\n',
    "a doubt without a space": '#,fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "a doubt among flags": '#, c-format,\tfuzzy , range: 0..9\nmsgid "a"\nmsgstr "b"\n',
    "a doubt as it was marked before": '#! fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "a doubt far above": '#, fuzzy\n\n\nmsgid "a"\nmsgstr "b"\n',
    "what is no doubt": '# , fuzzy\n#, Fuzzy\n#. fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "an earlier text": '#, fuzzy\n#| msgid ""\n#| "x"\nmsgid "o"\nmsgstr "p"\n',
    "signs of C": 'msgid "a"\nmsgstr "\\\\ \\" \\n\\t\\r\\a\\b\\f\\v."\n',
    "bytes": 'msgid "a"\nmsgstr "\\101\\x41\\303\\251\\xc3\\xa9\\1012"\n',
    "long bytes": 'msgid "a"\nmsgstr "\\x1F641z"\n',
    "a letter in two texts": 'msgid "a"\nmsgstr "\\303" "\\251"\n',
    "a text that goes on": 'msgid "a"\nmsgstr "x\\\ny"\n',
    "lines that go on": 'msgid "a"\\\nmsgstr "b"\n',
    "signs that end a line elsewhere": '# a\u0085b\u2028c\nmsgid "o"\nmsgstr "p\u2028q\u0085r\x0cs\tt"\n',
    "a context": 'msgctxt "c"\nmsgid "o"\nmsgstr "p"\n\nmsgid "o"\nmsgstr "q"\n',
    "strange comments": '#\n#-#-#\n#x\n##\n#: \u2068a b.c\u2069:3 d:4\nmsgid "o"\nmsgstr "p"\n#',
    "a return in a text": 'msgid "o"\nmsgstr "p\rq"\n',
}
"""What gettext reads, and we too."""
REFUSED = {
    "a comment inside": 'msgid "a"\n# c\nmsgstr "b"\n',
    "a comment inside something obsolete": '#~ msgid "a"\n#~ # c\n#~ msgstr "b"\n',
    "a comment between texts": 'msgid "a"\nmsgstr "b"\n# x\n"c"\n',
    "a comment between forms": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\n# c\nmsgstr[1] "y"\n',
    "half obsolete": '#~ msgid "o"\nmsgstr "p"\n',
    "half obsolete the other way": 'msgid "o"\n#~ msgstr "p"\n',
    "an obsolete text": 'msgid "o"\nmsgstr "p"\n#~ "q"\n',
    "a strange mark": '#~~ msgid "o"\n#~ msgstr "p"\n',
    "no translation": 'msgid "o"\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "b"\n',
    "two texts": 'msgid "o"\nmsgid "a"\nmsgstr "b"\n',
    "two translations": 'msgid "o"\nmsgstr "a"\nmsgstr "b"\n',
    "two contexts": 'msgctxt "x"\nmsgctxt "z"\nmsgid "f"\nmsgstr "y"\n',
    "a context alone": 'msgctxt "o"\n',
    "a context too late": 'msgid "o"\nmsgctxt "c"\nmsgstr "p"\n',
    "a plural too early": 'msgid_plural "o"\nmsgid "c"\nmsgstr[0] "p"\nmsgstr[1] "p"\n',
    "a plural without forms": 'msgid "o"\nmsgid_plural "c"\nmsgstr "p"\n',
    "a form without plural": 'msgid "o"\nmsgstr[0] "p"\n',
    "forms from one on": 'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "x"\nmsgstr[2] "y"\n',
    "a form left out": 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[2] "y"\n',
    "nothing said": 'msgid "o"\nmsgstr\n\nmsgid "a"\nmsgstr "b"\n',
    "an open text": 'msgid "o\nmsgstr "p"\n',
    "another sign": 'msgid "o"\nmsgstr "\\q"\n',
    "no byte": 'msgid "o"\nmsgstr "\\xg"\n',
    "a backslash before a return": 'msgid "a"\nmsgstr "x\\\r\ny"\n',
    "curly quotes": "msgid “o”\nmsgstr “q”\n",
    "single quotes": "msgid 'o'\nmsgstr \"q\"\n",
    "a semicolon": 'msgid "o";\nmsgstr "q"\n',
    "an unknown word": 'msgfoo "x"\n',
    "a longer word": 'msgid_ "x"\nmsgstr "y"\n',
    "a hard space": 'msgid\u00a0"o"\nmsgstr "p"\n',
    "a mark inside": '\ufeffmsgid "o"\nmsgstr "q"\n',
    "a message twice": 'msgid "o"\nmsgstr "q"\n\nmsgid "o"\nmsgstr "q"\n',
    "twice, once with plural": 'msgid "x"\nmsgstr "y"\n\nmsgid "x"\nmsgid_plural "z"\nmsgstr[0] "y"\nmsgstr[1] "y"\n',
    "twice, once obsolete": f'msgid "o"\nmsgstr "q"\n\n{OBSOLETE}',
    "a second header": 'msgid ""\nmsgstr "x"\n',
    "an obsolete header": '#~ msgid ""\n#~ msgstr "x"\n',
}
"""What gettext refuses, and we too."""
OTHERWISE: dict[str, tuple[str, Words | str]] = {
    "other files": ('domain "foo"\nmsgid "o"\nmsgstr "p"\n', "puts the messages into another file"),
    "an empty context": ('msgctxt ""\nmsgid "o"\nmsgstr "p"\n', "The context of this message is empty."),
    "a context of nothing": ('msgctxt "c"\nmsgid ""\nmsgstr "p"\n', "This message has a context, and no English text."),
    "a new doubt": ('#= fuzzy\nmsgid "o"\nmsgstr "p"\n', {}),
    "a comment that goes on": ('# C:\\\nmsgid "o"\nmsgstr "p"\n', {b"o": b"p"}),
    "a strange earlier text": ('#| what\nmsgid "o"\nmsgstr "p"\n', {b"o": b"p"}),
    "an earlier text above flags": ('#| msgid "x"\n#, c-format\nmsgid "o"\nmsgstr "p"\n', {b"o": b"p"}),
    "no text at all": ('msgid "o"\nmsgstr "\\377"\n', {b"o": "\ufffd".encode()}),
    "an end of C": ('msgid "o"\nmsgstr "p\\0q"\n', {b"o": b"p\0q"}),
}
"""Where we and gettext differ: what we read, or why we refuse."""


def _ours(text: str) -> Words | str:
    """Return the words of PO text as they would be compiled, or why it is refused."""
    po = read(text)
    faults = [one.reason for one in po.faults] or [one.reason for one in check_twice(po.entries, "x")]
    if faults:
        return faults[0]
    found: Words = {}
    for entry in po.entries:
        if entry.key and not (entry.is_header or entry.obsolete or FUZZY in entry.flags):
            plural = "" if entry.key.plural is None else f"\0{entry.key.plural}"
            context = "" if entry.key.context is None else f"{entry.key.context}\x04"
            said = "\0".join(one.text for one in entry.words)
            found[f"{context}{entry.key.id}{plural}".encode()] = said.encode()
    return found


def _theirs(text: str, folder: Path) -> Words | str:
    path = folder / "text.po"
    path.write_bytes(text.encode())
    return compiled(path, folder)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_gettext_reads_is_read(ends: str, tmp_path: Path) -> None:
    """Texts in every way of writing that gettext knows have the same words, with each kind of line end."""
    texts = {name: (_head() + text).replace("\\\n", "\\\0").replace("\n", ends) for name, text in ALIKE.items()}
    texts = {name: text.replace("\\\0", "\\\n") for name, text in texts.items()}
    assert {name: _theirs(text, tmp_path) for name, text in texts.items()} == {
        name: _ours(text) for name, text in texts.items()
    }


def test_what_gettext_refuses_is_refused(tmp_path: Path) -> None:
    """What is no PO to gettext is a fault, whose place is a line of the message."""
    for name, text in REFUSED.items():
        assert isinstance(_theirs(_head() + text, tmp_path), str), name
        assert isinstance(_ours(_head() + text), str), name
        first = _head().count("\n") + 1
        assert all(first <= one.line <= first + text.count("\n") for one in read(_head() + text).faults), name


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_differs_differs_on_purpose(name: str, tmp_path: Path) -> None:
    """Nothing that harms is read otherwise than by gettext: it is refused, or loses nothing."""
    text, expected = OTHERWISE[name]
    ours = _ours(_head() + text)
    assert ours != _theirs(_head() + text, tmp_path)
    assert expected in ours if isinstance(expected, str) else expected == ours


def _language(code: str, rule: str) -> Language:
    return Language(code=code, plural_forms=rule, provenance="translated")


def _saved(folder: Path, text: str) -> Path:
    path = folder / "leaflets.po"
    path.write_bytes(text.encode())
    return path


class TestDates:
    """The dates in the header: only people make use of them."""

    READ: ClassVar = {
        "2025-07-05 14:19+02:00": "2025-07-05 14:19+0200",
        "2025-07-05 14:19+0200": "2025-07-05 14:19+0200",
        "2025-07-05 14:19-0330": "2025-07-05 14:19-0330",
        "2025-07-05T14:19:07Z": "2025-07-05 14:19+0000",
        "2025-07-05 14:19:07": "2025-07-05 14:19+0000",
        "2025-07-05 14:19": "2025-07-05 14:19+0000",
        "2025-07-05 4:19+0200": "2025-07-05 04:19+0200",
        "2025-07-05 14:19 +0200": "2025-07-05 14:19+0200",
        "2025-07-05T14:19:07.123+05:30": "2025-07-05 14:19+0530",
        "2025-07-05  14:19+02": "2025-07-05 14:19+0200",
        "2025-07-05 14:19 UTC": "2025-07-05 14:19+0000",
    }
    """Dates as tools write them, and the same in gettext's form."""
    STRANGE = (
        "5 July 2025", "05/07/2025 14:19", "2025-07-05", "2025-13-45 14:19+0200", "14:19", "yesterday", "0",
        "2025-07-05 25:61+0000", "Sat Jul  5 14:19:00 2025", "2025-07-05 14:19+9900", "٢٠٢٥-٠٧-٠٥ ١٤:١٩+٠٠٠٠",
    )  # fmt: skip

    @pytest.mark.parametrize("written", READ)
    def test_usual_forms_are_read(self, written: str, tmp_path: Path) -> None:
        """A date in any usual form is no fault, and is written in gettext's form by the next update."""
        path, language = _saved(tmp_path, _head(date=written) + 'msgid "a"\nmsgstr "b"\n'), _language("de", ENGLISH)
        assert "" == objections(path)
        found = read_catalogue(path, "x", language)
        assert ((), ()) == (found.problems, found.warnings)
        assert f"PO-Revision-Date: {self.READ[written]}\\n" in render(load_po(path), language).decode()

    @pytest.mark.parametrize("written", STRANGE)
    def test_others_are_a_warning(self, written: str, tmp_path: Path) -> None:
        """What is no date is a warning at its line; the words are read, and the date stays as it is."""
        path, language = _saved(tmp_path, _head(date=written) + 'msgid "a"\nmsgstr "b"\n'), _language("de", ENGLISH)
        assert "" == objections(path)
        found = read_catalogue(path, "x", language)
        assert [] == list(found.problems)
        assert [("C11", 4), ("C11", 5)] == [(one.rule, one.line) for one in found.warnings]
        assert ("b",) == found.translations[MessageKey(None, "a")].texts
        assert f"PO-Revision-Date: {written}\\n" in render(load_po(path), language).decode()

    @pytest.mark.parametrize("written", ["", "YEAR-MO-DA HO:MI+ZONE"])
    def test_no_date_is_no_fault(self, written: str, tmp_path: Path) -> None:
        """A place for a date is no fault."""
        found = read_catalogue(_saved(tmp_path, _head(date=written)), "x", _language("de", ENGLISH))
        assert ((), ()) == (found.problems, found.warnings)


def test_obsolete_messages_keep_what_is_behind_them(tmp_path: Path) -> None:
    """Notes behind `#~` stay with their message, and a doubt there counts."""
    text = _head() + '#~ # Ask Anna.\n#~ #, fuzzy, python-format\n#~ msgid "Old %(x)s"\n#~ msgstr "Alt %(x)s"\n'
    catalog = load_po(_saved(tmp_path, text))
    (message,) = catalog.obsolete.values()
    assert (["Ask Anna."], True, "Alt %(x)s") == (message.user_comments, message.fuzzy, message.string)
    assert '# Ask Anna.\n#~ msgid "Old %(x)s"\n#~ msgstr "Alt %(x)s"\n' in render(catalog).decode()


class TestPluralRules:
    """Rules are compared by what they do."""

    SAME = (
        (ARABIC, ARABIC.replace("n%100>=11", "n%100>=11 && n%100<=99")),
        (ARABIC, "nplurals=6; plural=(n<3 ? n : n%100<3 ? 5 : n%100<11 ? 3 : 4);"),
        (ENGLISH, "nplurals=2; plural=n!=1;"),
        (ENGLISH, "nplurals = 2; plural = n != 1"),
        (ENGLISH, "nplurals=2; plural=(n == 1 ? 0 : 1);"),
        (ENGLISH, "nplurals=2; plural=!(n==1);"),
        (ENGLISH, "nplurals=2; plural=n<1 || n>1;"),
        (PUNJABI, "nplurals=2; plural=(n >= 2);"),
        (PUNJABI, "nplurals=2; plural=n!=0 && n!=1;"),
        (PUNJABI, "nplurals=2; plural=(n==0 || n==1) ? 0 : 1;"),
        (POLISH, "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && !(n%100>=12 && n%100<=14) ? 1 : 2;"),
        (CHINESE, "nplurals=1; plural=n*0;"),
    )  # fmt: skip
    OTHER = (
        (ENGLISH, "nplurals=2; plural=(n == 1);", "numbers the plural forms otherwise", "msgstr[1] as msgstr[0]"),
        (PUNJABI, "nplurals=2; plural=n<2;", "numbers the plural forms otherwise", "msgstr[0] as msgstr[1]"),
        (POLISH, "nplurals=3; plural=n==1 ? 2 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 0;",
         "numbers the plural forms otherwise", "msgstr[2] as msgstr[0], msgstr[1] as msgstr[1], msgstr[0] as"),
        (ENGLISH, "nplurals=3; plural=n==0 ? 2 : n!=1;", "names 3 plural forms, and the language has 2", "msgstr[1]"),
        (PUNJABI, "nplurals=3; plural=(n==0 || n==1) ? 0 : n%1000000==0 ? 1 : 2;",
         "names 3 plural forms, and the language has 2", "msgstr[0] as msgstr[0], msgstr[2] as msgstr[1]"),
        (CHINESE, ENGLISH, "names 2 plural forms, and the language has 1", "keep msgstr[1] as msgstr[0]"),
        (CHINESE, "nplurals=2; plural=0;", "names 2 plural forms, and the language has 1", "keep msgstr[0]"),
        (ENGLISH, PUNJABI, "are not those of the language", ENGLISH),
        (PUNJABI, ENGLISH, "are not those of the language", PUNJABI),
        (ENGLISH, CHINESE, "are not those of the language", ENGLISH),
        (ENGLISH, "nplurals=2; plural=n;", "are not those of the language", ENGLISH),
        (ENGLISH, "nplurals=2; plural=n/0;", "are not those of the language", ENGLISH),
        (ENGLISH, "nplurals=INTEGER; plural=EXPRESSION;", "are not those of the language", ENGLISH),
        (ENGLISH, "nplurals=2; plural=n==1 ? 0 : n==1001 ? 0 : 1;", "are not those of the language", ENGLISH),
        (ENGLISH, "nplurals=2; plural=n%1000000!=1;", "are not those of the language", ENGLISH),
    )  # fmt: skip

    @pytest.mark.parametrize(("rule", "said"), SAME)
    def test_same_rules(self, rule: str, said: str, tmp_path: Path) -> None:
        """A rule that is written otherwise and chooses the same form for each number is no fault."""
        path = _saved(tmp_path, _head(said))
        assert "" == objections(path)
        found = read_catalogue(path, "x", _language("de", rule))
        assert ((), ()) == (found.problems, found.warnings)

    @pytest.mark.parametrize(("rule", "said", "reason", "hint"), OTHER)
    def test_other_rules(self, rule: str, said: str, reason: str, hint: str, tmp_path: Path) -> None:
        """A rule that does something else is an error at its line, which says what differs and what to do."""
        found = read_catalogue(_saved(tmp_path, _head(said)), "x", _language("de", rule))
        (problem,) = found.problems
        assert ("C3", 9) == (problem.rule, problem.line)
        assert reason in problem.reason
        assert hint in problem.hint
        assert rule in problem.hint

    @pytest.mark.parametrize("mark", ["", "#~ "])
    def test_forms_too_many(self, mark: str, tmp_path: Path) -> None:
        """Words of a form that the header does not name are an error at their line; an empty one is none."""
        text = "".join(f"{mark}{one}\n" for one in ('msgid "a"', 'msgid_plural "b"', 'msgstr[0] "x"', 'msgstr[1] "y"'))
        found = read_catalogue(_saved(tmp_path, _head(CHINESE) + text), "x", _language("de", CHINESE))
        (problem,) = found.problems
        assert ("C3", _head().count("\n") + 4) == (problem.rule, problem.line)
        assert "This message has msgstr[1], and the header names 1 plural form." == problem.reason
        emptied = _head(CHINESE) + text.replace('"y"', '""')
        assert () == read_catalogue(_saved(tmp_path, emptied), "x", _language("de", CHINESE)).problems


class TestLetters:
    """Letters that Unicode has in two forms."""

    TYPED = (
        "\u0a33", "\u0a36", "\u0a59", "\u0a5a", "\u0a5b", "\u0a5e", "\u0958\u0959\u095a\u095b",
        "\u095c\u095d\u095e\u095f",         "\u09dc\u09dd\u09df", "\u0b5c\u0b5d",
        "\u0f43\u0f4d\u0f52\u0f57\u0f5c\u0f69", "\ufb2a\ufb2b\ufb2c", "\ufb31\ufb4b",
        "\u0a36\u0a3e\u0a02\u0a24\u0a40",
    )  # fmt: skip
    """Typed as one character, and taken apart by NFC: Gurmukhi, Devanagari, Bengali, Odia, Tibetan, Hebrew."""
    IN_ORDER = ("\u0645\u0651\u064e", "\u05e9\u05c1\u05bc\u05b8", "\u05d1\u05bc\u05b7", "\u0f40\u0f74\u0f72")
    """Marks in the order in which people type them, and NFC turns them round."""
    APART = (
        "e\u0301", "A\u030a", "\u0627\u0654", "\u09c7\u09be", "o\u031b\u0301", "\u0438\u0306", "\u1100\u1161",
        "\u3046\u3099",
        "\u0928\u093c", "\u0bc6\u0bbe", "\u00ea\u0301", "\u0a36 e\u0301",
    )  # fmt: skip
    SECOND: ClassVar = {
        "\u212b": "\u00c5", "\u2126": "\u03a9", "\u1f71": "\u03ac", "\u212a": "K", "\u1f79": "\u03cc",
        "\u0374": "\u02b9",
        "\u0340": "\u0300", "\u1fbe": "\u03b9", "\uf900": "\u8c48", "\ufa19": "\u795e",
    }  # fmt: skip
    """Letters for old files, and those that stand for them today."""

    @pytest.mark.parametrize("text", [*TYPED, *IN_ORDER])
    def test_as_people_type(self, text: str) -> None:
        """Letters as their keyboards type them are no fault, though NFC would write them otherwise."""
        assert not unicodedata.is_normalized("NFC", text)
        assert [] == list(characters(_entry(text)))

    @pytest.mark.parametrize("text", TYPED)
    def test_both_forms_are_one_word(self, text: str) -> None:
        """Whichever form a text, the glossary or a list of words has, they are found in each other."""
        other = unicodedata.normalize("NFC", text)
        assert folded(other) == folded(text)
        assert [other] == find(as_words(f"a {text} b"), [text])
        assert [other] == find(as_words(f"a {other} b"), [text])
        words = Wording(letters=other, numbers={"1": (text,)})
        language = Language(code="pa", plural_forms=PUNJABI, provenance="translated", words=words)
        found = [one.rule for one in check_entry(Entry(MessageKey(None, "Rest"), (text,), language))]
        assert not {"C9", "C10", "L4"} & set(found)

    @pytest.mark.parametrize("text", APART)
    def test_apart(self, text: str) -> None:
        """A letter and its accent that have a character together are a warning, which says so."""
        (found,) = characters(_entry(text))
        assert ("C9", "warning") == (found.rule, found.weight)
        assert "Letters and their accents are saved as separate characters." == found.reason

    @pytest.mark.parametrize("letter", SECOND)
    def test_second_character(self, letter: str) -> None:
        """A letter for old files is a warning that says which letter to type."""
        (found,) = characters(_entry(letter))
        assert ("C9", f"Type {self.SECOND[letter]} anew.") == (found.rule, found.hint)


def _entry(text: str) -> Entry:
    return Entry(MessageKey(None, "Rest"), (text,), _language("pa", PUNJABI))


class TestNewWords:
    """What an import writes into text in any form, gettext reads; and nothing else changes."""

    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    @pytest.mark.parametrize(
        "text",
        [
            'msgid "a" msgstr "b" # c\nmsgid "c" msgstr "d"\n',
            'msgid\n"a"\nmsgstr\n"b"\n"c"\n\nmsgid "c"\nmsgstr "d"',
            '# note\n#, c-format\n#| msgid "x"\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n',
            '#, fuzzy, c-format\n#| msgid "x"\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n',
            '# note\n#| msgid "x"\nmsgid "a"\nmsgstr "b"\n\n#, fuzzy\nmsgid "c"\nmsgstr "d"\n',
            'msgid "a"\nmsgstr "b" #, fuzzy\nmsgid "c"\nmsgstr "d"\n#~ msgid "o"\n#~ msgstr "a"\n',
            '#! fuzzy\n#, fuzzy\n\nmsgid"a"msgstr"b"\n\nmsgid\t"c"\nmsgstr\t"d"\n',
        ],
    )
    @pytest.mark.parametrize("fuzzy", [False, True])
    def test_in_any_form(self, text: str, ends: str, tmp_path: Path, *, fuzzy: bool) -> None:
        """The new words and the mark are read, the other message keeps its words, and the rest its bytes."""
        before = (_head() + text).replace("\n", ends)
        wanted = {MessageKey(None, one): Wanted({0: f"neu\n„{one}“"}, fuzzy=fuzzy) for one in "ac"}
        after = splice(before.encode(), wanted).decode()
        expected = {} if fuzzy else {one.encode(): f"neu\n„{one}“".encode() for one in "ac"}
        assert expected == _theirs(after, tmp_path) == _ours(after)
        assert after.startswith(_head().replace("\n", ends))
        assert before.count("note") == after.count("note")
        assert ("\r\n" in ends) == ("\r\n" in after)
        assert after.count("\r\n") == after.count("\n") or ends == "\n"

    def test_a_form_that_was_not_there(self, tmp_path: Path) -> None:
        """A plural form that the message lacked stands behind the last one."""
        before = _head() + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x" # c\n'
        after = splice(before.encode(), {MessageKey(None, "a", "b"): Wanted({1: "y"}, fuzzy=False)}).decode()
        assert {b"a\0b": b"x\0y"} == _theirs(after, tmp_path) == _ours(after)


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("Araç kullanmayın.", "*mayın", "kullanmayın"), ("Araç kullanın.", "*mayın", ""),
        ("Bekledikten sonra", "*den sonra", ""), ("Tedaviden sonra", "*den sonra", "tedaviden sonra"),
        ("İki kez", "iki", "iki"), ("İçmeyiniz", "*meyin*", "içmeyiniz"),
        ("وبعد", "*بعد", "وبعد"), ("يبعد", "*بعد", ""),
    ],
)  # fmt: skip
def test_a_star_in_front(text: str, form: str, found: str) -> None:
    """Any beginning in scripts like Latin, only the short words of Arabic in its script; İ is the capital of i."""
    assert find(as_words(text), [form]) == ([found] if found else [])
    assert folded("İğne") == folded("iğne")


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("Arrêtez de prendre ce médicament.", "arrêt* de prendre", "arrêtez de prendre"),
        ("Arrêtez, et prenez ce médicament.", "arrêt* de prendre", ""),
        ("Більше ніж треба.", "більш* … ніж", "більше ніж"),
        ("Mai lungă de o zi.", "mai lung* de %s", ""),
        ("Mai lungă de %(days)s.", "mai lung* de %s", "mai lungă de ⁿ"),
        ("Restez actif.", "reste* acti*", "restez actif"),
    ],
)
def test_a_star_behind_a_word_of_a_phrase(text: str, form: str, found: str) -> None:
    """Words bend inside phrases, too."""
    assert [found] * bool(found) == find(as_words(re.sub(r"%\(\w+\)s", " ⁿ ", text)), (form,))
