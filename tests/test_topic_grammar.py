"""A topic is known by its grammar alone: nothing with a fault is ever filled, and a reading shows every branch."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.errors import Problem
from leaflets.model import TopicSource
from leaflets.project import Project
from leaflets.readers.templates import make_environment
from leaflets.readers.topics import read_topic
from leaflets.reviewing.readings import read

HEAD = '{{ topic(_("A note"), lead=_("What it is about."), version="1.0", dated="2026-11-20") }}\n'
ESCAPE = "topic.__func__.__globals__.__builtins__.__import__('os').system('touch RAN')"
RUNNING = (
    f"{{% if {ESCAPE} %}}{{% endif %}}",
    f"{{{{ {ESCAPE} }}}}",
    f'{{{{ bullet("b", _("Words."), facts={ESCAPE}) }}}}',
    f'{{{{ bullet("b", _("Words. %(x)s", x={ESCAPE}), facts="F61") }}}}',
    f'{{{{ bullet("b", _({ESCAPE}), facts="F61") }}}}',
    f'{{{{ bullet("b", _("Words."), facts="F61", critical={ESCAPE}) }}}}',
    f"{{% include {ESCAPE} %}}",
    '{{ bullet("b", _("Words."), facts="F61"[topic.__class__:]) }}',
    '{{ bullet("b", ("{0.__class__}").format(topic), facts="F61") }}',
    '{{ bullet("b", _("Words."), facts=topic|attr("__func__")) }}',
    '{{ bullet("b", _("Words."), facts=("F61" if topic.__func__ else "F62")) }}',
    '{{ bullet("b" ~ topic["__func__"], _("Words."), facts="F61") }}',
    f'{{% call({ESCAPE[:0]}x=topic.__func__) section("s", _("Words.")) %}}{{% endcall %}}',
    '{% call topic.__func__("s", _("Words.")) %}{% endcall %}',
    "{% for x in cycler.__init__.__globals__ %}{% endfor %}",
    "{% set x = topic.__func__ %}",
    "{% with x = topic.__func__ %}{% endwith %}",
    "{% import topic.__func__ as x %}",
    "{% autoescape topic.__func__ %}{% endautoescape %}",
    "{% trans x=topic.__func__ %}Words {{ x }}{% endtrans %}",
    "{% filter upper %}{{ topic.__func__ }}{% endfilter %}",
    '{{ bullet("b", _("Words."), facts="F61", extra=region.__class__) }}',
    '{{ bullet("b", _("Words."), facts="F61", extra=[topic.__func__]) }}',
    '{{ bullet("b", _("Words."), facts="F61", extra={"a": topic.__func__}) }}',
    '{{ bullet("b", _("Words."), facts="F61", extra=figure("F36.soreness").__class__) }}',
    '{{ bullet("b", _("Words."), facts="F61", extra=figure(topic.__func__)) }}',
    '{{ bullet("b", _("Words."), facts="F61", extra=topic) }}',
    '{{ bullet("b", _("Words."), facts="F61", extra=-topic) }}',
    "{{ cycler.__init__.__globals__.os.system('touch RAN') }}",
    "{{ lipsum.__globals__['os'].popen('touch RAN').read() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ namespace(x=1) }}",
    "{{ joiner.__init__ }}",
    "{{ caller() }}",
    '{{ topic["\\x5f\\x5ffunc\\x5f\\x5f"] }}',
    '{{ bullet("b", _("Words."), facts=topic["__fu" "nc__"]) }}',
    '{{ bullet("b", _("%(x)s", x=region|attr("__class__")), facts="F61") }}',
    '{{ bullet("b", _("Words.").__class__, facts="F61") }}',
    '{{ bullet("b", _.__globals__, facts="F61") }}',
    '{{ bullet("b", _("Words.", **region.__dict__), facts="F61") }}',
    '{{ bullet("b", _(*topic.__defaults__), facts="F61") }}',
    '{{ bullet("b", _("Words."), facts="%s"|format(topic)) }}',
    '{{ bullet("b", _("Words."), facts="%s" % topic) }}',
    '{{ bullet("b", _("Words."), facts=[topic]|map(attribute="__func__")|first) }}',
    '{{ bullet("b", _("Words."), facts=(topic|tojson)) }}',
    '{{ bullet("b", _("Words."), facts="F" * 1000000000) }}',
    '{{ bullet("b", _("Words."), facts=9 ** 9 ** 9) }}',
    '{{ bullet("b", _("Words."), facts=range(1000000000)|join) }}',
    '{{ bullet("b", _("Words."), facts="F61"|center(1000000000)) }}',
    "{% for x in range(1000000000) %}{% endfor %}",
    "{% for x in topic recursive %}{{ loop(x) }}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    '{% extends "/etc/passwd" %}',
    '{% from "../../../etc/passwd" import x %}',
    '{% include "\\\\server\\share\\x.html.j2" %}',
    '{% include "topics/../../../../etc/passwd" %}',
    '{% include "http://127.0.0.1:9/x.html.j2" %}',
    "{% set x %}{{ topic.__func__ }}{% endset %}",
    "{% block b scoped %}{{ self.b() }}{% endblock %}",
    "{% do topic.__func__ %}",
    "{% debug %}",
    "{{ topic.__func__ }}{# a comment #}{% raw %}{% endraw %}",
)
STATEMENT = '{{ bullet("b", _("Words."), facts="F61") }}'
ASKING = (
    '"emergency" in region.emergency',
    '"(" in region.emergency',
    'region.emergency == "911"',
    "region.emergency",
    "not region.emergency",
    'region.nurse_line == "(nurse line)"',
    'region.nurse_line and region.emergency != "(emergency)"',
    'not (region.nurse_line or region.emergency == "911")',
    "region.nurse_line is string",
    "region.nurse_line|length",
    "region.nurse_line[0]",
    "region.paper",
    "region",
    "true",
    "1",
    "_",
    'figure("F36.soreness")',
    '_("A note")',
    "topic is defined",
    "(region.nurse_line if region.emergency else region.nurse_line)",
)
OTHER = STATEMENT.replace("Words", "Other words")
ASKING_OTHERWISE = (
    "{% for n in region.emergency %}" + STATEMENT + "{% else %}" + OTHER + "{% endfor %}",
    '{% set asked = region.emergency == "911" %}',
    "{% with asked = region.emergency %}" + STATEMENT + "{% endwith %}",
    "{% filter replace(region.emergency, '911') %}" + STATEMENT + "{% endfilter %}",
    "{% macro told() %}" + STATEMENT + "{% endmacro %}{{ told() }}",
    "{% block told %}" + STATEMENT + "{% endblock %}",
    "{% autoescape region.emergency %}" + STATEMENT + "{% endautoescape %}",
    "{% trans n=region.emergency|length %}One.{% pluralize %}Many.{% endtrans %}",
    '{% include "blocks/a.html.j2" if region.emergency == "911" else "blocks/b.html.j2" %}',
    '{% include "blocks/" ~ region.paper ~ ".html.j2" %}',
    '{% include ["blocks/a.html.j2", "blocks/b.html.j2"] %}',
    '{% include "blocks/a.html.j2" ignore missing %}',
    '{% include "blocks/a.html.j2" without context %}',
    '{{ bullet("b", _("A."), facts="F61") if region.emergency == "911" else bullet("b", _("B."), facts="F61") }}',
    '{{ bullet("b", _("A."), facts="F61") or bullet("b", _("B."), facts="F61") }}',
    '{{ region.nurse_line and bullet("b", _("A."), facts="F61") }}',
    '{{ bullet("b", _("A.") if region.emergency == "911" else _("B."), facts="F61") }}',
    '{{ bullet("b", _("A." if region.emergency == "911" else "B."), facts="F61") }}',
    '{{ bullet("b", _(region.emergency), facts="F61") }}',
    '{{ bullet("b", _("A.") ~ region.emergency, facts="F61") }}',
    '{{ bullet("b", _("A.")|replace("A", region.emergency), facts="F61") }}',
    '{{ bullet("b", ngettext("One.", "Many.", region.emergency|length), facts="F61") }}',
    '{{ bullet("b", pgettext(region.emergency, "A."), facts="F61") }}',
    '{{ bullet("b", _("A %(n)s.", n=region.emergency[0]), facts="F61") }}',
    '{{ bullet("b", _("A %(n)s.", n=region.emergency|replace("9", "1")), facts="F61") }}',
    '{{ bullet("b", _("A %(n)s.", n="911"), facts="F61") }}',
    '{{ bullet("b", _("A %(n)s.", n=figure(region.emergency)), facts="F61") }}',
    '{{ bullet("b", _("A."), facts="F61" if region.nurse_line else "F62") }}',
    '{{ bullet("b", _("A."), facts="F61", critical=region.nurse_line) }}',
    '{{ picture("p" ~ region.paper, _("A."), facts="F61") }}',
    '{{ risk("r", _("A."), figure="F" ~ region.emergency, facts="F61") }}',
    '{% call group("g" ~ region.paper, _("A.")) %}' + STATEMENT + "{% endcall %}",
    '{% call group("g", _("A."), say=region.emergency) %}' + STATEMENT + "{% endcall %}",
    '{% call warning("w", _("A."), number=region.emergency or "911") %}' + STATEMENT + "{% endcall %}",
    "{{ topic(_('Other'), lead=_('About.'), version='1.0', dated='2026-11-20') }}",
)
NAMES_OF_OTHERS = (
    "sheet.approval.is_final",
    "sheet.for_staff",
    'sheet.clinic.slug == "aspen-row"',
    'sheet.language.code == "en"',
    'language == "en"',
    'clinic == "aspen-row"',
    'edition == "staff"',
    'content.dated|string > "2026"',
    "is_preview",
    "draft",
    "today",
    "loop.first",
    "self.told",
    "caller is defined",
    "request",
    "config",
)
HEADS = (
    ('version="1.0"', "The topic(…) line does not say dated."),
    ('dated="2026-11-20"', "The topic(…) line does not say version."),
    ('version="1.0", dated="soon"', "dated is not written as it has to be."),
    ('version="1.0", dated="2026-02-31"', "dated is not written as it has to be."),
    ('version="1.0", dated="20261120"', "dated is not written as it has to be."),
    ('version="call 999", dated="2026-11-20"', "version is not written as it has to be."),
    ('version=region.emergency, dated="2026-11-20"', "version is not written as it has to be."),
    ('version="", dated="2026-11-20"', "version is not written as it has to be."),
    ('version="1.0", dated="2026-11-20", pages=0', "pages is not written as it has to be."),
    ('version="1.0", dated="2026-11-20", pages=true', "pages is not written as it has to be."),
    ('version="1.0", dated="2026-11-20", pages=999999', "pages is not written as it has to be."),
    ('version="1.0", dated="2026-11-20", per=0', "per is not written as it has to be."),
    ('version="1.0", dated="2026-11-20", per="1000"', "per is not written as it has to be."),
)
NURSE_LINE = '{{ text("b", _("Call %(n)s.", n=region.nurse_line), facts="F61") }}'
SOUND = '{{ bullet("sound", _("It is sound."), facts="F61") }}'
LINE, NO_LINE = "There is a line.", "There is no line."
ALLOWED = (
    ("region.nurse_line", LINE, NO_LINE),
    ("not region.nurse_line", NO_LINE, LINE),
    ("region.nurse_line and region.nurse_line", LINE, NO_LINE),
    ("region.nurse_line or region.nurse_line", LINE, NO_LINE),
    ("not not region.nurse_line", LINE, NO_LINE),
    ("not (region.nurse_line and region.nurse_line)", NO_LINE, LINE),
)


def _topic(folder: Path, text: str, **blocks: str) -> Path:
    """Write a project with the one topic “note”, and shared blocks."""
    project = folder / "project"
    for place in ("clinics", "templates/topics", "templates/blocks"):
        (project / place).mkdir(parents=True)
    (project / "templates/topics/note.html.j2").write_text(HEAD + text, "utf-8")
    for name, block in blocks.items():
        (project / f"templates/blocks/{name}.html.j2").write_text(block, "utf-8")
    return project


def _read(project: Path) -> tuple[TopicSource | None, list[Problem]]:
    """Read the topic by its grammar; return what was found, and what is wrong with it."""
    problems: list[Problem] = []
    environment = make_environment([project / "templates", ROOT / "templates"])
    return read_topic(environment, "topics/note.html.j2", problems), problems


def _section(text: str) -> str:
    return f'{{% call section("s", _("A heading")) %}}\n{text}\n{SOUND}{{% endcall %}}'


@pytest.mark.parametrize("text", RUNNING)
def test_a_topic_that_reaches_for_code_is_refused_with_its_line(text: str, tmp_path: Path) -> None:
    """Whatever is no plain call of the vocabulary is a fault on its line, and the topic does not exist."""
    topic, problems = _read(_topic(tmp_path, _section(text)))
    assert topic is None
    assert 3 in {one.line for one in problems}
    assert all(one.path == "templates/topics/note.html.j2" for one in problems)


@pytest.mark.parametrize("command", ["check", "list", "build", "catalogue extract", "catalogue status"])
def test_opening_a_folder_runs_nothing(command: str, tmp_path: Path) -> None:
    """No command runs what a topic with a fault holds, in the topic or in a block."""
    project = _topic(tmp_path, _section(RUNNING[0] + '{% include "blocks/more.html.j2" %}'), more=RUNNING[1])
    done = run_leaflets(*command.split(), cwd=project)
    assert "Traceback" not in done.stdout
    assert not list(tmp_path.rglob("RAN"))


@pytest.mark.parametrize("condition", ASKING)
def test_a_topic_asks_nothing_that_reviewers_are_not_shown(condition: str, tmp_path: Path) -> None:
    """A condition that may differ between a reading and a clinic's sheet is refused, with its line."""
    text = f"{{% if {condition} %}}{STATEMENT}{{% else %}}{STATEMENT}{{% endif %}}"
    topic, problems = _read(_topic(tmp_path, _section(text)))
    assert topic is None
    assert [(3, "Topics may ask only whether there is a nurse line")] == [
        (one.line, one.reason.partition(":")[0]) for one in problems
    ]


@pytest.mark.parametrize("text", ASKING_OTHERWISE)
def test_a_topic_asks_in_no_other_way(text: str, tmp_path: Path) -> None:
    """What would say one thing to reviewers and another to patients without a condition is refused, with its line."""
    topic, problems = _read(_topic(tmp_path, _section(text), a=STATEMENT, b=STATEMENT))
    assert topic is None
    assert {(3, "templates/topics/note.html.j2")} == {(one.line, one.path) for one in problems}


@pytest.mark.parametrize("condition", NAMES_OF_OTHERS)
def test_a_topic_knows_neither_clinic_nor_language_nor_state(condition: str, tmp_path: Path) -> None:
    """A topic that asks whose sheet it is on, in which language or edition, or whether it is a draft, is refused."""
    text = f"{{% if region.nurse_line %}}\n{{% if {condition} %}}{STATEMENT}{{% endif %}}{{% endif %}}"
    topic, problems = _read(_topic(tmp_path, _section(text)))
    assert topic is None
    name = condition.partition(".")[0].partition(" ")[0].partition("|")[0]
    assert (4, f"“{name}” is not a name that topics can use.") in {(one.line, one.reason) for one in problems}


@pytest.mark.parametrize(("entries", "reason"), HEADS)
def test_the_line_of_a_topic_is_written_out(entries: str, reason: str, tmp_path: Path) -> None:
    """Version, date and size of a topic are plain to see, and told before anything is filled."""
    project = _topic(tmp_path, "")
    head = f'{{{{ topic(_("A note"), lead=_("What it is about."), {entries}) }}}}\n'
    (project / "templates/topics/note.html.j2").write_text(head + _section(STATEMENT), "utf-8")
    topic, problems = _read(project)
    assert topic is None
    assert (1, reason) in {(one.line, one.reason) for one in problems}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{% if region.nurse_line %}", "{% endif %}"),
        ("{% if not region.nurse_line %}{% else %}", "{% endif %}"),
        ('{% call section("t", _("A heading")) %}', SOUND + "{% endcall %}"),
    ],
)
def test_no_leaflet_is_without_its_title(before: str, after: str, tmp_path: Path) -> None:
    """A title that stands in a condition or a section is refused with its line: some leaflets would have none."""
    project = _topic(tmp_path, "")
    text = f"{before}{HEAD.strip()}{after}\n{_section(STATEMENT.replace('Words', 'Other words'))}"
    (project / "templates/topics/note.html.j2").write_text(text.replace('"sound"', '"once"', 1), "utf-8")
    topic, problems = _read(project)
    assert topic is None
    assert [1] == [one.line for one in problems]


@pytest.mark.parametrize(
    ("asked", "around"),
    [
        *((one, "plain") for one in ALLOWED),
        *((one, around) for one in ALLOWED[:2] for around in ("nested", "block", "elif", "block in a branch")),
    ],
)
def test_a_reading_shows_every_branch(
    asked: tuple[str, str, str], around: str, project: Project, tmp_path: Path
) -> None:
    """Whatever a topic may ask, both answers stand in the reading, each with the places that print it."""
    condition, first, second = asked
    yes, no = (f'{{{{ bullet("b", _("{words}"), facts="F61") }}}}' for words in (first, second))
    text = f"{{% if {condition} %}}{yes}{{% else %}}{no}{{% endif %}}"
    forms = {
        "plain": text,
        "nested": f"{{% if {condition} %}}{{% if {condition} or region.nurse_line %}}{yes}{{% endif %}}"
        f"{{% else %}}{no}{{% endif %}}",
        "block": '{% include "blocks/asks.html.j2" %}',
        "elif": f"{{% if {condition} %}}{yes}{{% elif not ({condition}) %}}{no}{{% endif %}}",
        "block in a branch": f'{{% if {condition} %}}{{% include "blocks/yes.html.j2" %}}{{% else %}}{no}{{% endif %}}',
    }
    folder = _topic(tmp_path, _section(forms[around]), asks=text, yes=yes)
    note, problems = _read(folder)
    assert note is not None, problems
    environment = make_environment([folder / "templates", ROOT / "templates"])
    lines = read(replace(project, environment=environment, topics={"note": note}), "note", "en").lines
    assert {LINE: "with a nurse line", NO_LINE: "without a nurse line"} == {
        one.source: one.where for one in lines if one.place == "b"
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (NURSE_LINE, 3),
        (f"{{% if not region.nurse_line %}}\n{NURSE_LINE}{{% endif %}}", 4),
        (f"{{% if region.nurse_line %}}{{% else %}}\n{NURSE_LINE}{{% endif %}}", 4),
        ('{{ text("b", _("Call %(n)s.", n=region.paper), facts="F61") }}', 3),
        ('{{ text("b", _("Call %(n)s.", n=region.country), facts="F61") }}', 3),
        ("{{ region.nurse_line }}", 3),
    ],
)
def test_a_number_that_may_be_missing_is_not_printed(text: str, line: int, tmp_path: Path) -> None:
    """The nurse line is printed only where the topic has asked whether there is one; other values not at all."""
    topic, problems = _read(_topic(tmp_path, _section(text)))
    assert topic is None
    assert [line] == [one.line for one in problems]


def test_a_branch_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    """A branch that no place ever prints is a fault, also where only the conditions around it make it one."""
    text = f"{{% if region.nurse_line %}}\n{{% if not region.nurse_line %}}{STATEMENT}{{% endif %}}{{% endif %}}"
    _, problems = _read(_topic(tmp_path, _section(text)))
    assert [4] == [one.line for one in problems]


@pytest.mark.parametrize(
    "last", ["{% else %}", "{% elif region.nurse_line %}", "{% elif not region.nurse_line and region.nurse_line %}"]
)
def test_a_branch_after_all_others_is_refused(last: str, tmp_path: Path) -> None:
    """What would be printed only where there neither is a nurse line nor is none is a fault, on its line."""
    first = "{% if region.nurse_line %}" + STATEMENT + "{% elif not region.nurse_line %}" + STATEMENT
    _, problems = _read(_topic(tmp_path, _section(f"{first}\n{last}{STATEMENT}{{% endif %}}")))
    assert ["A part of this condition can never be printed, so nobody would ever read it."] == [
        one.reason for one in problems
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        {"a": '{% include "blocks/a.html.j2" %}'},
        {"a": '{% include "blocks/b.html.j2" %}', "b": '{% include "blocks/a.html.j2" %}'},
        {"a": '{% include "topics/note.html.j2" %}'},
        {"a": '{% include "../topics/note.html.j2" %}'},
        {"a": '{% include "blocks/../../../x.html.j2" %}'},
        {"a": '{% include "/etc/passwd" %}'},
        {"a": '{% include "layouts/standard.html.j2" %}'},
        {"a": '{% include "blocks/b.html.j2" ignore missing %}'},
        {"a": '{% include ["blocks/b.html.j2"] %}'},
        {"a": "{% if region.nurse_line %}" * 150 + "{% endif %}" * 150},
        {"a": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"},
        {"a": "{{ 1" + "+1" * 3000 + " }}"},
        {f"b{one}" if one else "a": f'{{% include "blocks/b{one + 1}.html.j2" %}}' * 2 for one in range(40)},
    ],
    ids=str,
)
def test_blocks_end(blocks: dict[str, str], tmp_path: Path) -> None:
    """Blocks that include themselves, each other, too many or too deep, or files that are no blocks, are faults."""
    topic, problems = _read(_topic(tmp_path, _section('{% include "blocks/a.html.j2" %}'), **blocks))
    assert topic is None
    assert problems


@pytest.mark.parametrize("kind", ["pipe", "link", "huge", "folder", "binary"])
def test_a_template_is_a_file_of_its_folder(kind: str, tmp_path: Path) -> None:
    """A pipe, a link out of the project, a huge file and one that is no text are faults of the topic, never read."""
    project = _topic(tmp_path, "")
    path = project / "templates/topics/note.html.j2"
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret stands here.", "utf-8")
    path.unlink()
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to(secret)
        case "huge":
            path.write_text(" " * 2_000_000, "utf-8")
        case "folder":
            path.symlink_to(project / "templates/blocks")
        case "binary":
            path.write_bytes(b"\xff\xfe\x00")
    topic, problems = _read(project)
    assert topic is None
    assert kind == "folder" or problems
    assert "secret stands" not in str(problems)
