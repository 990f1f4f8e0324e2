"""Every rule on one page, `rules.html`, which is installed with the program: where reports point for each of them."""

from html import escape
from pathlib import Path

from leaflets.rules.registry import RULES, Rule

PAGE = Path(__file__).with_name("rules.html")
LEVELS = {
    "error": "Usually an error, which stops every leaflet that needs the message.",
    "warning": "Usually a warning, which is for people to weigh and stops nothing.",
}
NO_FAULT = "S1"
"""The rule that finds no fault, but marks what can harm when it is wrong."""
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>leaflets: rules for translations</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #1b2326; }
  h2 { font-size: 1.1em; margin: 2em 0 0.3em; }
  p { margin: 0.3em 0; }
  section:target { background: #fdf0d5; }
</style>
</head>
<body>
<h1>Rules for translations</h1>
<p>leaflets catalogue check holds every translation against these. A finding may be graver or milder than its rule
usually is: the check says so beside it. The guide for translators says more of each rule.</p>
"""


def address_of(rule: Rule) -> str | None:
    """Return where a rule stands on the page of this installation; None where there is no such file to open."""
    return f"{PAGE.as_uri()}#{rule.id}" if PAGE.is_file() else None


def as_page() -> str:
    """Return the page that has every rule, in HTML."""
    return f"{_HEAD}{''.join(map(_section, RULES.values()))}</body>\n</html>\n"


def as_markdown(rule: Rule) -> str:
    """Return what is to be known of a rule, for viewers that show it beside a finding."""
    return "\n\n".join((f"**{rule.id}: {rule.title}.**", *_told(rule)))


def as_text(rule: Rule) -> str:
    """Return the same without any marks."""
    return " ".join(_told(rule))


def _section(rule: Rule) -> str:
    told = "".join(f"<p>{escape(one, quote=False)}</p>\n" for one in _told(rule))
    return f'<section id="{rule.id}">\n<h2>{rule.id}: {escape(rule.title, quote=False)}</h2>\n{told}</section>\n'


def _told(rule: Rule) -> tuple[str, ...]:
    """Return what to do, what the rule stops, and whether there are exceptions from it."""
    if rule.id == NO_FAULT:
        return rule.hint, "No fault: it marks messages that can harm when they are wrong."
    exceptions = "No exception from it is possible." if rule.stands else "An exception may be written for one message."
    return rule.hint, LEVELS[rule.severity], exceptions
