"""Ways to spoil what other programs write: JSON, XML, tables, each by a seed."""

import re
from random import Random

JSON_VALUES = (
    "null",
    "5",
    "1e999",
    "NaN",
    "Infinity",
    "[]",
    "{}",
    '""',
    "[[]]",
    "[{}]",
    '["a"]',
    '{"a": 1}',
    "true",
    "9" * 5000,
    '"\\ud800"',
    '"\\u0000"',
    '[{"family": 5}]',
    '[{"family": null}]',
    '{"date-parts": [[]]}',
    '{"raw": "x"}',
    '{"date-parts": [["x"]]}',
    '{"date-parts": [[99999999999]]}',
    '{"date-parts": 3}',
    '[{"literal": []}]',
    "-1",
    '"' + "x" * 70_000 + '"',
    "[" * 900 + "]" * 900,
    "[" * 90_000,
    '{"a":' * 90_000,
    '{"date-parts": [[2020, 13, 99]]}',
)


def rejsoned(data: bytes, dice: Random) -> bytes:
    """Give a few keys of a JSON file values that nobody expects."""
    text = data.decode()
    for _ in range(dice.choice((1, 1, 2, 5))):
        found = dice.choice(list(re.finditer(r'(?<=": )("[^"]*"|\d+|\[\[.*?\]\])', text)))
        text = text[: found.start()] + dice.choice(JSON_VALUES) + text[found.end() :]
    return text.encode()


def retagged(data: bytes, dice: Random) -> bytes:
    """Change the markup of an XML file: lose an attribute or an element, call something else, lie deep, declare."""
    text = data.decode()
    pieces = list(re.finditer(r'<[^>]+>|[\w-]+="[^"]*"', text))
    found = dice.choice(pieces)
    new = dice.choice(
        (
            "",
            found[0] * 2,
            found[0] * 400,
            '<text macro="who"/>',
            '<text macro="who-short"/>',
            "<group>" * 200,
            "<group>" * 90_000,
            'variable="nothing"',
            'macro="none"',
            'form="none"',
            'et-al-min="x"',
            'name=""',
            'default-locale="xx"',
            'version="9"',
            "<!-- -->",
            "<text/>",
            '<number variable="title"/>',
            "&none;",
            '<date variable="title"/>',
            "<names/>",
            "<choose><if/></choose>",
            '<label variable="x"/>',
            "\ud7ff",
        )
    )
    text = text[: found.start()] + new + text[found.end() :]
    if dice.random() < 0.1:
        bomb = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 12 if number else "ha"}">' for number in range(9))
        text = re.sub(r"^(<\?xml[^>]*>)?", rf"\1<!DOCTYPE x [{bomb}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>", text)
    return text.encode("utf-8", "surrogatepass")


def rows_lost(data: bytes, dice: Random) -> bytes:
    """Save a table as other programs do: other separators, other ends of line, other quotes, huge cells."""
    text = data.decode("utf-8-sig")
    ways = (
        text.replace("\r\n", "\r"),
        text.replace(",", ";"),
        text.replace('"', ""),
        text.replace('","', '"\t"'),
        text.replace("\r\n", "\r\r\n"),
        text + '"' + "x" * 300_000,
        text.replace(",", "," * 90),
        '"' + text,
        text * 30,
        text.replace('"', "'"),
        text.replace("\n", "\0"),
        text.partition("\n")[0],
        "\r" * 9000 + text,
        "x" * 200_000 + text,
    )
    return dice.choice(ways).encode("utf-8-sig")
