"""What a translator can get wrong in one language alone, and what is good there: `slips/<language>.toml`.

Each slip changes a shipped translation and is found by its rule. Good translations other than the shipped ones raise
nothing: a rule that cries wolf is soon ignored.
"""

import tomllib
from typing import Any

import pytest
from conftest import TESTS

from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.rules import Entry, Finding, check_entry

FILES = sorted(TESTS.glob("slips/*.toml"))
ENOUGH = {"slips": 20, "good": 12}
SAFETY = {"S2", "S6", "N3", "N4", "G1"}


def _rows(code: str, kind: str) -> list[list[str]]:
    data: dict[str, Any] = tomllib.loads((TESTS / "slips" / f"{code}.toml").read_text("utf-8"))
    return list(data[kind])


def _found(project: Project, code: str, key: MessageKey, text: str) -> list[Finding]:
    terms = tuple(project.glossary.terms_in(key.id))
    return check_entry(Entry(key, (text,), project.languages[code], project.languages["en"], terms))


def _message(project: Project, beginning: str) -> MessageKey:
    keys = [key for key in project.catalogue("en").translations if key.id.startswith(beginning)]
    return min(keys, key=lambda key: key.id != beginning)


@pytest.mark.parametrize("code", [file.stem for file in FILES])
def test_each_slip_is_found(code: str, project: Project) -> None:
    """A lost “not”, an opposite, another number or unit: the rule that it breaks finds it."""
    missed = []
    for rule, what, message, old, new in _rows(code, "slips"):
        key = _message(project, message)
        text = project.catalogue(code).translations[key].texts[0]
        assert old in text, f"{old} is not in: {text}"
        if rule not in {one.rule for one in _found(project, code, key, text.replace(old, new, 1))}:
            missed.append(f"{rule} {what}: {text.replace(old, new, 1)}")
    assert not missed


@pytest.mark.parametrize("code", [file.stem for file in FILES])
def test_good_translations_raise_nothing(code: str, project: Project) -> None:
    """No error and no warning, whichever of the ways to say it a translator chose."""
    found = {text: _found(project, code, _message(project, start), text) for start, text in _rows(code, "good")}
    assert {} == {text: faults for text, faults in found.items() if faults}


@pytest.mark.parametrize("code", [file.stem for file in FILES])
def test_there_are_enough(code: str) -> None:
    """Each language has slips against every rule on meaning, and good translations."""
    assert {kind: len(_rows(code, kind)) >= least for kind, least in ENOUGH.items()} == dict.fromkeys(ENOUGH, True)
    assert {rule for rule, *_ in _rows(code, "slips")} >= SAFETY


def test_every_language_has_slips(project: Project) -> None:
    """Those of the first five languages stand in `test_seeded_faults` and `test_good_translations`."""
    first = {"en", "fr_CA", "es_US", "ar", "pa", "zh_Hans"}
    whole = {code for code, one in project.languages.items() if not one.parent}
    assert whole == {*first, *(file.stem for file in FILES)}
