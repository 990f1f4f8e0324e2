"""A short sheet with one thing of each kind, which faults are put into: it is typeset in a moment."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from conftest import ROOT

from leaflets.composition import Composer
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import open_project
from leaflets.typesetting import seal, typeset

CLINIC, TOPIC = "aspen-row", "side-effects"
SHORT = """{{ topic(
    _("Side effects of dry needling"),
    lead=_("What may happen after treatment, how often, and when to get help."),
    version="1.0", dated="2026-11-20", per=1000) }}
{% call risks("how-often", _("How often do other effects happen?")) %}
  {{ risk("bruise", _("A bruise"), figure="F34.bruise", facts="F30 F32 F34") }}
{% endcall %}
{% call section("soreness", _("Soreness and tiredness")) %}
  {{ bullet(
    "sore",
    _("Most people feel sore after treatment. It usually lasts %(days)s.", days=figure("F36.soreness")),
    facts="F35 F36") }}
{% endcall %}
{% call warning("emergency", _("Get help right away"), number=region.emergency, say="I had dry needling") %}
  {{ picture("lungs", _("Lungs, as a sign for breathing trouble."), facts="R01 R02") }}
  {{ text(
    "emergency-call",
    _("Call %(number)s now if you have any of these signs. Say that you had dry needling, and where on your body.",
      number=region.emergency),
    facts="R01 F44 F47", critical=true) }}
  {{ bullet(
    "breathing",
    _("You become short of breath, or it gets harder to breathe."),
    facts="R01 F44", critical=true) }}
  {{ bullet(
    "collapse",
    _("You collapse or have a seizure (fit), even if you soon wake up."),
    facts="R04 F38", critical=true) }}
  {{ bullet("allergy", _("Your face, tongue or throat swells, or you wheeze."), facts="R05", critical=true) }}
  {{ text("when", _("These signs can start at once, or hours or days later."), facts="F45", critical=true) }}
{% endcall %}
"""
"""The topic with one thing of each kind."""
PARTS = {
    '{% include "parts/masthead.html.j2" %}': """{% include "parts/draft.html.j2" %}
    <p hidden>Free of risk</p>""",
    '{% include "parts/title.html.j2" %}': """\
    <div class="hero"><h1>{{ content.title }}</h1><p class="lead">{{ content.lead }}</p></div>""",
    '{% include "parts/contact.html.j2" %}': "",
    '{% include "parts/imprint.html.j2" %}': '<p class="about">{{ ltr(content.id) }}</p>',
}
"""Parts of the packaged layout that the tests do without, for speed."""


def lay_short_project(place: Path) -> Path:
    """Make a project of one clinic with a short topic and a plain layout, which fill one page."""
    shutil.copytree(ROOT / "clinics" / CLINIC, place / "clinics" / CLINIC)
    layout = (ROOT / "templates" / "layouts" / "standard.html.j2").read_text("utf-8")
    for part, instead in PARTS.items():
        assert part in layout
        layout = layout.replace(part, instead)
    for folder, text in (("topics", SHORT), ("layouts", layout)):
        path = place / "templates" / folder / f"{TOPIC if folder == 'topics' else 'standard'}.html.j2"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return place


def short_sheets(root: Path, languages: Iterable[str]) -> dict[str, Composition]:
    """Compose the short topic of a project in some languages."""
    project = open_project(root)
    seal(project.fonts.all_folders)
    composer = Composer(project)
    sheets = {language: composer.compose(Leaflet(CLINIC, language, TOPIC)) for language in languages}
    assert [] == [one for one in sheets.values() if isinstance(one, Failed)]
    return {language: one for language, one in sheets.items() if isinstance(one, Composition)}


def reasons(sheet: Composition, css: str) -> str:
    """Return what is wrong with a sheet after some lines of style are added to its page."""
    page = sheet.html.replace("</head>", f"<style>{css}</style></head>")
    outcome = typeset(replace(sheet, html=page, pages=9))
    return "\n".join(one.reason for one in outcome.problems) if isinstance(outcome, Failed) else ""
