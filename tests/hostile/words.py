"""Ways to spoil catalogues and templates, each by a seed."""

import re
from random import Random


def rephrased(data: bytes, dice: Random) -> bytes:
    """Change lines of a catalogue: its header, its keywords, a text."""
    lines = data.decode().split("\n")
    for _ in range(dice.choice((1, 1, 3))):
        number = dice.choice([number for number, line in enumerate(lines) if line] or [0])
        forms = dice.choice(
            (
                "nplurals=99999999; plural=n;",
                "nplurals=2; plural=" + "(" * 400 + "n" + ")" * 400 + ";",
                "nplurals=0; plural=0;",
                "nplurals=2; plural=n/0;",
                "nplurals=x",
                "nplurals=2; plural=9**9**9;",
            )
        )
        lines[number] = dice.choice(
            (
                "",
                "msgid",
                'msgid ""',
                'msgstr[0] ""',
                'msgstr[99999999] "x"',
                'msgstr[x] "x"',
                f'"Plural-Forms: {forms}\\n"',
                '"Content-Type: text/plain; charset=utf-16\\n"',
                '"POT-Creation-Date: 99999-99-99\\n"',
                "#, fuzzy, c-format",
                '"Language: xx\\n"',
                f'"{"x" * 300_000}"',
                "#~ msgid",
                '#| msgid "x"',
                "#: :::",
                "#: a:99999999999999999999",
                '"%(x)s %(y)d %"',
                'msgctxt "c"',
                '"\\\\"',
                'domain "x"',
                lines[number] * 2,
                "#. " + "n" * 90_000,
                '"POT-Creation-Date: 2026-01-01 00:00+99999999\\n"',
                '"X: y"',
                f'"{"<b>" * 9000}"',
                f'"{"( " * 30_000}"',
            )
        )
    return "\n".join(lines).encode()


def replaced(data: bytes, dice: Random) -> bytes:
    """Put something else into a template: loops, other templates, what is deep or endless."""
    text = data.decode()
    place = dice.choice([0, len(text), *(found.end() for found in re.finditer(r"\n", text))])
    new = dice.choice(
        (
            "{% for a in range(9999999) %}x{% endfor %}",
            "{{ 9 ** 9 ** 9 }}",
            "{{ 'x' * 999999999 }}",
            "{{ x.y.z }}",
            "{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
            "{{ " + "-" * 9000 + "1 }}",
            "{% if 1 %}" * 900,
            "{{ [] * 9 }}",
            "{% include 'topics/aftercare.html.j2' %}",
            "{% include 'parts/contact.html.j2' %}",
            "{% include 'none' %}",
            "{% extends 'layouts/standard.html.j2' %}",
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "{{ _('x') }}",
            "{{ _('%(x)s') }}",
            "{{ bullet() }}",
            "{{ bullet(1) }}",
            "{{ figure('x') }}",
            "{{ figure(figure) }}",
            "{% set a",
            "{{ ''.__class__.__mro__ }}",
            "{{ self }}",
            "{{ 1/0 }}",
            "{{ 1 + _('x') }}",
            "{{ _(1) }}",
            "{{ picture('x') }}",
            "{% import 'x' as y %}",
            "{{ range(9) | list | tojson }}",
            "{{ ngettext('a', 'b', 'c') }}",
            "{{ topic(1) }}",
            "{% call section() %}{% endcall %}",
            "{% call section('a', _('b')) %}" * 90,
            "{% raw %}",
            "{{ " + "1+" * 5000 + "1 }}",
            "{% trans %}x{% endtrans %}",
            "{{ sheet }}",
            "{{ content.sections[99] }}",
            "{% include ['a', 'b'] %}",
        )
    )
    return (text[:place] + new + text[place:]).encode()
