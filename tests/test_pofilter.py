"""What translate-toolkit, whose checks Weblate and Pootle show, calls critical in our catalogues."""

import re
from pathlib import Path
from typing import Any, cast

import pytest
from conftest import ROOT
from translate.filters.checks import CheckerConfig, StandardChecker
from translate.filters.decorators import Category
from translate.storage.pypo import pofile

TRANSLATED = [path for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po")) if "en" not in path.parts]
_CASE = re.compile(rb"(?<=\)s)\{[a-z]+\}")
"""A grammatical case behind a placeholder, which our catalogues have and Python's braces look like."""


def _critical(catalogue: bytes, language: str) -> list[tuple[str, str]]:
    """Return each critical finding with its message."""
    checker, library = StandardChecker(CheckerConfig(targetlanguage=language)), cast("Any", pofile)
    units = [unit for unit in library.parsestring(catalogue).units if unit.istranslatable()]
    assert units
    found = [(name, one, unit) for unit in units for name, one in checker.run_filters(unit, categorised=True).items()]
    return [(name, str(unit.source)) for name, one, unit in found if cast("Any", one)["category"] == Category.CRITICAL]


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.parent.parent.name)
def test_nothing_is_critical(path: Path) -> None:
    """Escapes, placeholders, plural forms, tags and the like are as translators' own tools want them."""
    assert [] == _critical(_CASE.sub(b"", path.read_bytes()), path.parent.parent.name)


def test_what_is_critical_is_seen() -> None:
    """A lost placeholder and a lost line's end are found by the same checks."""
    text = '#, python-format\nmsgid "After %(days)s.\\n"\nmsgstr "Nach %(tage)s."\n'
    assert {"printf", "newlines"} <= {name for name, _ in _critical(text.encode(), "de")}
