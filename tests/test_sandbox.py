"""A person's layouts, parts and drawings are filled in a place where they can do no harm, and always end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

from leaflets.composition import Composer
from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import Project
from leaflets.readers.templates import make_environment

PLACE = "parts/masthead.html.j2"
LEAFLET = Leaflet("aspen-row", "en", "aftercare")
Compose = Callable[[str], Composition | Failed]


@pytest.fixture
def compose(project: Project, tmp_path: Path) -> Compose:
    """Compose a leaflet whose masthead begins with a text."""

    def composed(text: str) -> Composition | Failed:
        path = tmp_path / "templates" / PLACE
        path.parent.mkdir(parents=True)
        path.write_text(f"{text}\n{(ROOT / 'templates' / PLACE).read_text('utf-8')}", "utf-8")
        environment = make_environment([tmp_path / "templates", ROOT / "templates"])
        return Composer(replace(project, environment=environment)).compose(LEAFLET)

    return composed


def _problems(outcome: Composition | Failed) -> tuple[Problem, ...]:
    assert isinstance(outcome, Failed)
    return outcome.problems


@pytest.mark.parametrize(
    "text",
    [
        "{{ svg.__globals__ }}",
        "{{ svg.__globals__.__builtins__.__import__('os').system('touch RAN') }}",
        "{{ sheet._project.root }}",
        "{{ sheet['_project'] }}",
        "{{ sheet.clinic.folder }}",
        "{{ sheet.clinic.folder.joinpath('clinic.toml').read_text() }}",
        "{{ sheet.clinic.logo.read_bytes() }}",
        "{% set read = sheet.clinic.folder.read_text %}{{ read() }}",
        "{{ [sheet.clinic]|map(attribute='folder.parent')|list }}",
        "{{ [sheet]|map(attribute='_project')|list }}",
        "{{ [sheet]|map('attr', '_project')|list }}",
        "{{ sheet|attr('_project') }}",
        "{{ [sheet]|selectattr('_project')|list }}",
        "{{ [sheet]|sum(attribute='_words') }}",
        "{{ '{0.__class__}'.format(sheet) }}",
        "{{ '{x.__class__}'.format_map({'x': sheet}) }}",
        "{{ ''.__class__.mro() }}",
        "{{ sheet.clinic.model_dump() }}",
        "{{ sheet.clinic.model_copy() }}",
        "{{ sheet.date.__func__ }}",
        "{{ sheet.fonts.files }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ lipsum() }}",
        "{{ [1, 2]|random }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ namespace.__init__ }}",
        "{{ caller }}",
        "{{ sheet.custom_properties.update({'primary': 'red'}) }}",
        "{{ sheet.custom_properties.pop('primary') }}",
        "{{ content.sections.__class__ }}",
        "{% include '../../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{% import sheet.clinic.folder as x %}",
        "{% extends sheet.clinic %}",
        "{{ sheet.language.locale.parse('en') }}",
        "{% macro m() %}{{ m._func }}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop._iterable }}{% endfor %}",
        "{% set ns = namespace() %}{% set ns.f = sheet.clinic.folder.iterdir %}{{ ns.f() }}",
    ],
)
def test_a_layout_reaches_nothing(text: str, compose: Compose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not offered to layouts cannot be asked for or called; the problem names the file."""
    monkeypatch.chdir(tmp_path)
    problems = _problems(compose(text))
    assert problems[0].path.startswith("templates/")
    assert " at 0x" not in str(problems)
    assert not (tmp_path / "RAN").exists()


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'parts/masthead.html.j2' %}",
        "{{ svg('parts/masthead.html.j2') }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro a() %}{{ b() }}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}",
        "{% for x in range(1000000000) %}{% endfor %}",
        "{% for x in range(9999) %}{% for y in range(9999) %}{% endfor %}{% endfor %}",
        "{% for x in range(9999) %}{% for y in range(9999) if false %}{% endfor %}{% endfor %}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ 'a' * 10000000000 }}",
        "{{ [1] * 10000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ 'a'|center(1000000000) }}",
        "{{ 'a'|indent(1000000000) }}",
        "{{ 1.5|round(1000000000, 'ceil') }}",
        "{{ [1]|batch(1000000000, 'x')|list }}",
        "{{ range(9999)|slice(1000000000)|list }}",
        "{{ 'a'|replace('a', 'aaaaaaaaaa') }}",
        "{% set ns = namespace(a='a') %}{% for x in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}",
        "{% set ns = namespace(a='a') %}{% for x in range(60) %}{% set ns.a = ns.a + ns.a %}{% endfor %}",
        "{% set ns = namespace(a=[1]) %}{% for x in range(60) %}{% set ns.a = ns.a + ns.a %}{% endfor %}",
        "{% set ns = namespace(a='a') %}{% for x in range(60) %}{% set ns.a = [ns.a, ns.a]|join %}{% endfor %}",
        "{% set ns = namespace(a='a') %}{% for x in range(60) %}{% set ns.a = ns.a.split('')|join %}{% endfor %}",
        "{% set ns = namespace(a='a') %}{% for x in range(60) %}{% set ns.a %}{{ ns.a * 2 }}{% endset %}{% endfor %}",
        "{{ ((" * 400 + "1" + "))" * 400 + " }}",
        "{% if true %}" * 150 + "{% endif %}" * 150,
        "{% for x in [1] %}" * 30 + "{% endfor %}" * 30,
        "{{ 1 / 0 }}",
        "{{ [][1] }}",
        "{{ 'a'|int('b') + 1 }}",
        "{{ undefined_name }}",
        "{{ no_function() }}",
        "{{ [1]|no_filter }}",
        "{% no_tag %}",
    ],
)
def test_a_layout_ends(text: str, compose: Compose) -> None:
    """Endless includes, loops and numbers become a problem of the template, and no error of Python's."""
    problems = _problems(compose(text))
    assert problems[0].path.startswith("templates/")
    assert "Traceback" not in str(problems)


@pytest.mark.parametrize(
    "text",
    [
        "{% for name, value in sheet.custom_properties.items() %}{{ loop.index }}{{ value }}{% endfor %}",
        "{% for one in [3, 1, 2]|sort %}{{ loop.cycle('odd', 'even') }}{{ loop.length }}{% else %}none{% endfor %}",
        "{% macro row(a, b='c') %}{{ a ~ b }}{{ caller() if caller }}{% endmacro %}{% call row(1) %}x{% endcall %}",
        "{% set ns = namespace(count=0) %}{% for x in range(9) %}{% set ns.count = ns.count + x * 2 %}{% endfor %}",
        "{{ content.dated.isoformat() }}{{ sheet.date(content.dated) }}{{ content.title|upper }}",
        "{{ content.title.upper() }}{{ sheet.clinic.name.split(' ')|first }}{{ sheet.clinic.contact.website }}",
        "{% import 'parts/figures.html.j2' as figures with context %}{{ figures.very_rare() }}",
        "{{ sheet.language.code }}{{ sheet.region.paper }}{{ sheet.fonts.families|length }}",
        "{{ 'Page' ~ counter('page') }}{{ '%s of %s' % (1, 2) }}{{ 7 // 2 }}{{ 1 + 2.5 }}",
    ],
)
def test_an_honest_layout_is_filled(text: str, compose: Compose) -> None:
    """Loops, macros, texts, numbers and what the package's own layouts use work as ever."""
    assert isinstance(compose(text), Composition)
