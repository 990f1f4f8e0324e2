"""Findings as SARIF 2.1.0, the form that code hosts and editors show beside the line.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import leaflets
from leaflets.errors import Problem
from leaflets.rules import RULES, Rule
from leaflets.rules.page import address_of, as_markdown, as_text
from leaflets.translation.checking import Checked

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INDEX = {rule: index for index, rule in enumerate(RULES)}


def as_sarif(checked: Iterable[Checked]) -> bytes:
    """Return the findings as one run of this program, in UTF-8."""
    driver = {"name": "leaflets", "version": leaflets.__version__, "rules": [_rule(rule) for rule in RULES.values()]}
    results = [_result(problem, one) for one in checked for problem in one.problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _rule(rule: Rule) -> dict[str, Any]:
    """Return a rule with what viewers show of it; its address holds for the computer that the file is written on."""
    address = address_of(rule)
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.title}."},
        "help": {"text": as_text(rule), "markdown": as_markdown(rule)},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(problem: Problem, checked: Checked) -> dict[str, Any]:
    rule = problem.rule or "C8"
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path)}}
    if problem.line is not None:
        place["region"] = {"startLine": problem.line}
    reason = problem.reason if problem.reason.endswith((".", "?", "!")) else f"{problem.reason}."
    key = f"{problem.key}:" if problem.key else ""
    return {
        "ruleId": rule,
        "ruleIndex": _INDEX[rule],
        "level": problem.severity,
        "message": {"text": " ".join(filter(None, (key, reason, problem.hint)))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": _fingerprint(problem, rule)},
        "properties": {"language": checked.language, "critical": problem.key in checked.critical},
    }


def _fingerprint(problem: Problem, rule: str) -> str:
    """Return what makes two findings the same one when lines have moved: file, rule, message and reason."""
    parts = (problem.path, rule, problem.key or "", problem.reason)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
