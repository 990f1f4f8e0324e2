"""Ways to spoil a file, each by a seed: of any file, of a text, of one that has a grammar."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

Mutation = Callable[[bytes, Random], bytes]

NUMBERS = (
    "1e308",
    "-1e308",
    "1e999",
    "inf",
    "nan",
    "-nan",
    "0",
    "-1",
    "9" * 30,
    "9" * 5000,
    "9" * 100_000,
    "0x" + "f" * 6000,
    "1e-400",
    "99999999999",
    "0.1",
    "1_000",
    "-0.0",
    "2147483648",
)
VALUES = (
    *NUMBERS,
    "true",
    "[]",
    "{}",
    '""',
    "[[]]",
    '[""]',
    "{a = 1}",
    '[{}, 1, "x"]',
    "1979-05-27",
    "9999-12-31",
    "0001-01-01",
    "07:30:00",
    "1979-05-27T07:32:00Z",
    '"\\u0000"',
    '"\\u202Eabc"',
    '"\\uFFFF"',
    '"{{ 1 }}"',
    '"%(x)s"',
    '"' + "x" * 70_000 + '"',
    '"' + "a\u0301" * 9000 + '"',
    '"../../../etc/passwd"',
    '"/dev/zero"',
    '"<b>&amp;"',
    '"\U0001f4a9"',
    '"F30.bleeding"',
    "[" * 50 + "]" * 50,
    "[" * 5000 + "]" * 5000,
    '"1٢3"',
    '"\\n\\n"',
    "[1, 2]",
)
SIGNS = (
    "\0",
    "\x1b",
    "\u202e",
    "\u200b",
    "\u2028",
    "\ufeff",
    "\ud800",
    "\uffff",
    "\U000e0041",
    "'",
    '"',
    "\\",
    "{{",
    "{%",
    "}}",
    "%}",
    "[",
    "]",
    "<",
    ">",
    "&",
    "%",
    "%(",
    "\r",
    "\n",
    "\t",
    "=",
    ".",
    ",",
    "#",
    ":",
    "$",
    "\u0301" * 300,
    "(" * 300,
    "-" * 300,
    "\x85",
    "_",
    "*",
    "0" * 400,
    "é",
    "猫",
    "ا",
)


def flipped(data: bytes, dice: Random) -> bytes:
    """Change a few bytes."""
    bytes_ = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8, 64))):
        if bytes_:
            bytes_[dice.randrange(len(bytes_))] = dice.randrange(256)
    return bytes(bytes_)


def cut(data: bytes, dice: Random) -> bytes:
    """Lose the end."""
    return data[: dice.randrange(len(data) + 1)]


def holed(data: bytes, dice: Random) -> bytes:
    """Lose a piece from the middle."""
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.choice((1, 3, 20, 500)) :]


def doubled(data: bytes, dice: Random) -> bytes:
    """Say a piece several times."""
    start = dice.randrange(len(data) + 1)
    length = dice.choice((1, 10, 200, 5000))
    times = dice.choice((2, 3, 50))
    return data[:start] + data[start : start + length] * times + data[start + length :]


def sprinkled(data: bytes, dice: Random) -> bytes:
    """Put signs in that mean something to somebody."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        place = dice.randrange(len(data) + 1)
        data = data[:place] + dice.choice(SIGNS).encode("utf-8", "surrogatepass") + data[place:]
    return data


def recoded(data: bytes, dice: Random) -> bytes:
    """Save it in another encoding, or with other ends of line."""
    text = data.decode("utf-8", "replace")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-16-be"),
        lambda: text.encode("cp1252", "replace"),
        lambda: text.encode("utf-32"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: data.replace(b"\n", b"\r"),
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"\n", b" "),
        lambda: data.replace(b"\n", b"\0"),
        lambda: text.encode("utf-7"),
    )
    return dice.choice(ways)()


def emptied(data: bytes, dice: Random) -> bytes:
    """Leave nothing, or next to nothing."""
    return dice.choice((b"", b"\0", b"\n", b" ", b"\xff\xfe", data[:1], b"\0" * 10_000, b"%PDF-1.7", b"PK\3\4", b"<"))


def swollen(data: bytes, dice: Random) -> bytes:
    """Make it large."""
    return dice.choice((data * 300, data + b" " * 40_000_000, data + b"\n" * 300_000, data + b"#" * 3_000_000))


def shuffled(data: bytes, dice: Random) -> bytes:
    """Put its lines into another order."""
    lines = data.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


ANY: tuple[Mutation, ...] = (flipped, cut, holed, doubled, sprinkled, recoded, emptied, swollen, shuffled)


def revalued(data: bytes, dice: Random) -> bytes:
    """Give a few keys of a TOML file values that nobody expects."""
    text = data.decode()
    for _ in range(dice.choice((1, 1, 1, 3))):
        places = list(re.finditer(r"(?<==)[ \t]*[^\n=]+(?=\n)", text))
        if places:
            found = dice.choice(places)
            text = f"{text[: found.start()]} {dice.choice(VALUES)}{text[found.end() :]}"
    return text.encode()


def rekeyed(data: bytes, dice: Random) -> bytes:
    """Give a few keys of a TOML file other names, or other places."""
    text = data.decode()
    places = list(re.finditer(r"^[ \t]*(\[*[\w.\"-]+\]*)", text, re.MULTILINE))
    names = (
        '""',
        '"a b"',
        "x" * 5000,
        ".".join("a" * 3000),
        '"\\u0000"',
        "[a]",
        "[[a]]",
        "[a.b.c]",
        "id",
        "slug",
        "[]",
        "[" + "a." * 400 + "a]",
        '"../x"',
        "code",
        "folder",
        "[[family]]",
        "[criterion]",
        "[typeface]",
    )
    if places:
        found = dice.choice(places)
        text = text[: found.start()] + dice.choice((*names, found[0], places[0][0])) + text[found.end() :]
    return text.encode()


def crowded(data: bytes, dice: Random) -> bytes:
    """Add very many entries, or one that is very deep."""
    more = dice.choice(
        (
            "\n".join(f"[x{number}]\na = 1" for number in range(3000)),
            "\n".join(f"k{number} = 1" for number in range(9000)),
            "[[signoff]]\n" * 3000,
            "[" + ".".join("a" * 20_000) + "]",
            ".".join("b" * 20_000) + " = 1",
            "deep = " + "{a = " * 3000 + "1" + "}" * 3000,
            "deep = " + "[" * 90_000,
            "[x]\n" + ".".join('"y"' for _ in range(9000)) + " = 2",
        )
    )
    return data + b"\n" + more.encode() + b"\n"


TOML: tuple[Mutation, ...] = (revalued, revalued, revalued, rekeyed, crowded)


def place_special(path: Path, dice: Random) -> str:
    """Put something that is no regular file where a file is expected; return what it is."""
    path.unlink(missing_ok=True)
    kind = dice.choice(("fifo", "folder", "zero", "tty", "outside", "loop", "nowhere", "sparse"))
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "sparse":
        with path.open("wb") as file:
            file.truncate(4 * 1024**3)
    else:
        target = {"zero": "/dev/zero", "tty": "/dev/ptmx", "outside": "/etc/passwd", "loop": path.name}.get(kind)
        path.symlink_to(target or "not-here")
    return kind
