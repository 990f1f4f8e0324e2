"""A second treatment is added to a copy without code: nothing of the first stands on its pages, nor the other way."""

import base64
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, lay_fonts, run_leaflets
from pages import read_pages

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet
from leaflets.model.topic import MessageKey
from leaflets.project import Project, open_project
from leaflets.readers.catalogues import load_po, message_key
from leaflets.translation.splice import Wanted, splice

THERAPY = '[shockwave]\nname = "shockwave therapy"\n'
FACT = """
[{id}]
summary = "{summary}"
{more}certainty = "expert opinion"
sources = ["shockwave-2024"]
verified = false
checked = 2026-11-20
due = 2027-11-20
"""
FACTS = {
    "W01": ("Sound waves pass through the skin into the sore place.", ""),
    "W02": ("The place may be red and sore for a few days.", ""),
    "W03": ("A pain that gets much worse, or numbness, is looked at the same day.", 'urgency = "the same day"\n'),
    "W04": ("Nobody is treated without consent, and it can be taken back at any time.", ""),
    "W11": ("Not over a growing child's bone ends.", 'contraindication = "absolute"\ntherapy = "shockwave"\n'),
    "W12": ("Not over a tumour.", 'contraindication = "absolute"\ntherapy = "shockwave"\n'),
    "W13": (
        "Medicines that thin the blood are talked about.",
        'contraindication = "relative"\ntherapy = "shockwave"\n',
    ),
}
SOURCE = """
  {
    "id": "shockwave-2024", "type": "article-journal", "title": "Sound waves for sore tendons", "DOI": "10.1000/shock",
    "author": [{"family": "Wave", "given": "A."}], "issued": {"date-parts": [[2024]]}
  },"""
TOPICS = {
    "blocks/shockwave/worry": """
{% call warning("same-day", _("Get advice the same day"), number=region.nurse_line, say="I had shockwave therapy") %}
  {{ text("worry-call", _("Call a doctor or go to urgent care today if you have any of these signs."),
    facts="W03", critical=true) }}
  {{ bullet("worse", _("Pain that keeps getting worse, or a numb foot."), facts="W03", critical=true) }}
{% endcall %}
""",
    "topics/shockwave": """
{{ topic(_("What is shockwave therapy?"),
    lead=_("What it is, and how it feels."), version="1.0", dated="2026-11-20", therapy="shockwave", lists="all") }}
{% call key_messages() %}
  {{ bullet("key-waves", _("Strong sound waves go into the sore place."), facts="W01") }}
{% endcall %}
{% call section("what", _("What it is")) %}
  {{ bullet("waves",
    _("Your physiotherapist presses a small head on your skin. It sends strong sound waves into the sore place."),
    facts="W01") }}
  {{ bullet("tell-us", _("Tell us if you take blood thinners, have a tumour there, or are still growing."),
    facts="W11 W12 W13", critical=true) }}
{% endcall %}
{% call section("choice", _("You decide")) %}
  {{ bullet("say-no", _("You can ask questions at any time. You can always say no."), facts="W04", critical=true) }}
{% endcall %}
{% include "blocks/shockwave/worry.html.j2" %}
""",
    "topics/after-shockwave": """
{{ topic(_("After shockwave therapy"),
    lead=_("What you may feel, and when to get help."), version="1.0", dated="2026-11-20", therapy="shockwave") }}
{% call section("soreness", _("Soreness")) %}
  {{ bullet("red", _("The place may be red and sore for a few days."), facts="W02") }}
{% endcall %}
{% include "blocks/shockwave/worry.html.j2" %}
""",
    "topics/shockwave-check": """
{{ topic(_("Health check before shockwave therapy"),
    lead=_("Please answer for today. We go through your answers with you."),
    version="1.0", dated="2026-11-20", therapy="shockwave") }}
{% call checklist("health", _("Your health and medicines")) %}
  {{ item("W11", _("Are you still growing?"), _("Do not treat over the ends of growing bones."),
    facts="W11", critical=true) }}
  {{ item("W12", _("Do you have a tumour there?"), _("Do not treat the place of a tumour."),
    facts="W12", critical=true) }}
  {{ item("W13",
    _("Do you take blood thinners?"),
    _("Talk about it first. Never tell a patient to stop the medicine."),
    facts="W13", critical=true) }}
{% endcall %}
""",
}
FRENCH = {
    "What is shockwave therapy?": "Que sont les ondes de choc?",
    "What it is, and how it feels.": "Ce que c’est, et ce que vous sentirez.",
    "Strong sound waves go into the sore place.": "De fortes ondes sonores entrent dans l’endroit endolori.",
    "Your physiotherapist presses a small head on your skin. It sends strong sound waves into the sore place.": (
        "Votre physiothérapeute appuie une petite tête sur votre peau. Elle envoie de fortes ondes sonores dans "
        "l’endroit endolori."
    ),
    "Tell us if you take blood thinners, have a tumour there, or are still growing.": (
        "Dites-nous si vous prenez un anticoagulant, si vous avez une tumeur à cet endroit ou grandissez encore."
    ),
    "Pain that keeps getting worse, or a numb foot.": "Une douleur qui augmente sans cesse, ou un pied engourdi.",
    "After shockwave therapy": "Après les ondes de choc",
    "What you may feel, and when to get help.": "Ce que vous pourriez sentir, et quand demander de l’aide.",
    "Soreness": "Endolorissement",
    "The place may be red and sore for a few days.": (
        "L’endroit pourrait être rouge et endolori pendant quelques jours."
    ),
    "Health check before shockwave therapy": "Questionnaire de santé avant les ondes de choc",
    "Are you still growing?": "Grandissez-vous encore?",
    "Do not treat over the ends of growing bones.": "Ne pas traiter au-dessus des extrémités des os en croissance.",
    "Do you have a tumour there?": "Avez-vous une tumeur à cet endroit?",
    "Do not treat the place of a tumour.": "Ne pas traiter l’endroit d’une tumeur.",
    "Do you take blood thinners?": "Prenez-vous un anticoagulant?",
    "Talk about it first. Never tell a patient to stop the medicine.": (
        "En parler d’abord. Ne jamais dire à une personne d’arrêter le médicament."
    ),
}
OF_NEEDLING = re.compile(r"needl|aiguill|dry needling|collapsed lung|piqu", re.IGNORECASE)
OF_SHOCKWAVE = re.compile(r"shock|choc|sound wave", re.IGNORECASE)


def write(place: Path) -> None:
    """Add the treatment to a folder: a line, seven facts, a source, a block, three topics."""
    for name, text in TOPICS.items():
        path = place / "templates" / f"{name}.html.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    evidence = place / "evidence"
    with (evidence / "therapies.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{THERAPY}")
    with (evidence / "facts.toml").open("a", encoding="utf-8") as file:
        file.writelines(FACT.format(id=name, summary=said, more=more) for name, (said, more) in FACTS.items())
    sources = evidence / "sources.json"
    sources.write_text(sources.read_text("utf-8").replace("[", f"[{SOURCE}", 1), "utf-8")


def offer(place: Path) -> None:
    """Let one clinic offer the new topics beside the health check of the first treatment, in two languages."""
    file = place / "clinics" / "aspen-row" / "clinic.toml"
    topics = ["screening", *(name.removeprefix("topics/") for name in TOPICS if name.startswith("topics/"))]
    text = re.sub(r"(?ms)^topics = \[.*?\]", f"topics = {topics}".replace("'", '"'), file.read_text("utf-8"))
    file.write_text(re.sub(r"(?m)^languages = .*$", 'languages = ["en", "fr_CA"]', text), "utf-8")


def translate(place: Path) -> None:
    """Write the French of every new message."""
    path = place / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po"
    keys = {message_key(one) for one in load_po(path) if one.id}
    assert {MessageKey(None, one) for one in FRENCH} <= keys
    wanted = {MessageKey(None, source): Wanted({0: words}, fuzzy=False) for source, words in FRENCH.items()}
    path.write_bytes(splice(path.read_bytes(), wanted))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a copy of the content with a second treatment: leaflets of both, for patients and for staff."""
    place = tmp_path_factory.mktemp("therapies")
    for folder in ("templates", "locales", "evidence"):
        shutil.copytree(ROOT / folder, place / folder)
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    shutil.copy(ROOT / "clinics" / "regions.toml", place / "clinics" / "regions.toml")
    lay_fonts(place)
    write(place)
    offer(place)
    for command in (("catalogue", "extract"), ("catalogue", "update")):
        done = run_leaflets(*command, cwd=place)
        assert 0 == done.returncode, done.stdout
    translate(place)
    done = run_leaflets("build", "-e", "standard", "-e", "staff", cwd=place)
    assert 0 == done.returncode, done.stdout
    return place


def text_of(place: Path, topic: str, edition: str = "") -> dict[str, str]:
    """Return the text of a topic's pages by language; staff have theirs in English."""
    return {
        language: " ".join(" ".join(page.text for page in read_pages(path)).split())
        for language in (("english",) if edition else ("english", "french-canada"))
        for path in [place / "out" / "aspen-row" / language / f"aspen-row_{topic}_{language}{edition}.pdf"]
    }


@pytest.mark.parametrize("edition", ["", "_staff"])
@pytest.mark.parametrize("topic", ["shockwave", "after-shockwave", "shockwave-check"])
def test_nothing_of_the_first_treatment_stands_on_its_pages(place: Path, topic: str, edition: str) -> None:
    """Words, sources and boxes of needling are nowhere, in either language."""
    for language, text in text_of(place, topic, edition).items():
        assert not OF_NEEDLING.search(text), (language, OF_NEEDLING.search(text))
        assert OF_SHOCKWAVE.search(text)


def test_the_box_says_its_own_words_on_the_telephone(place: Path) -> None:
    """A French sheet in a place where help speaks English shows the English words of this treatment."""
    assert "I had shockwave therapy" in text_of(place, "after-shockwave")["french-canada"]


def test_each_health_check_asks_its_own_questions(place: Path) -> None:
    """Three here, all of needling's there; the copy for staff says what each is."""
    staff = text_of(place, "shockwave-check", "_staff")["english"]
    assert 2 == staff.count("Do not treat ") - len(re.findall(r"Do not treat (?:over|the place)", staff))
    assert not any(OF_SHOCKWAVE.search(text) for text in text_of(place, "screening").values())


def test_the_ornament_is_no_needle(place: Path) -> None:
    """A therapy that names no ornament has rings."""
    project = open_project(place)
    assert "rings" == project.therapies["shockwave"].motif
    assert "needle" == project.therapies[project.therapy_of(project.topics["screening"])].motif


def test_the_ornament_stands_where_nobody_has_drawn_an_opening(place: Path) -> None:
    """The new topics have rings behind their titles; those that are drawn keep their drawings."""
    composer = Composer(open_project(place))
    titles = {}
    for topic in ("shockwave", "aftercare"):
        sheet = composer.compose(Leaflet("aspen-row", "en", topic))
        assert isinstance(sheet, Composition)
        (titles[topic],) = re.findall(r'<div class="(hero[^"]*)" style="[^"]*base64,([^)"]*)\)', sheet.html)
    assert ["hero", "hero opened"] == [kind for kind, _ in titles.values()]
    assert [True, False] == [b'r="186"' in base64.b64decode(drawing) for _, drawing in titles.values()]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder of one's own, with the treatment in it and no clinic."""
    (tmp_path / "clinics").mkdir()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "sources.json").write_text("[]", "utf-8")
    write(tmp_path)
    sources = tmp_path / "evidence" / "sources.json"
    sources.write_text(sources.read_text("utf-8").replace("},]", "}]"), "utf-8")
    return tmp_path


def replaced(file: str, before: str, after: str) -> Callable[[Path], None]:
    """Return a change of one text in a file."""

    def change(place: Path) -> None:
        path = place / file
        assert before in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")

    return change


def faults(project: Project) -> list[str]:
    """Return everything that is wrong, as people read it."""
    return [f"{one.path} {one.key or ''}: {one.reason} {one.hint}" for one in project.faults.all]


def test_a_folder_of_ones_own_adds_a_treatment(own: Path) -> None:
    """Only the line, the facts, the source and the templates are needed; all else comes from the program."""
    project = open_project(own)
    assert [] == faults(project)
    assert ["dry-needling", "shockwave"] == list(project.therapies)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            replaced(
                "templates/topics/after-shockwave.html.j2", "blocks/shockwave/worry", "blocks/dry-needling/same-day"
            ),
            "This topic is about shockwave, and its block blocks/dry-needling/same-day.html.j2 speaks of dry-needling.",
        ),
        (
            replaced("templates/topics/shockwave.html.j2", 'therapy="shockwave"', 'therapy="shokwave"'),
            "No therapy is called “shokwave”. Did you mean “shockwave”?",
        ),
        (
            replaced("templates/topics/shockwave.html.j2", 'therapy="shockwave"', 'therapy="a b"'),
            'therapy is not written as it has to be. Write it as therapy="dry-needling".',
        ),
        (
            replaced("evidence/facts.toml", 'therapy = "shockwave"', 'therapy = "shokwave"'),
            "No therapy is called “shokwave”",
        ),
        (
            replaced("evidence/facts.toml", 'urgency = "the same day"', 'therapy = "shockwave"'),
            "Only a contraindication belongs to a therapy.",
        ),
        (
            replaced("evidence/therapies.toml", 'therapy"\n', 'therapy"\nmotif = "ring"\n'),
            "The ornament templates/motifs/ring.svg.j2 does not exist. Did you mean “rings”?",
        ),
        (
            replaced("templates/topics/shockwave-check.html.j2", '"W13"', '"C12"'),
            "“C12” is not a contraindication of the evidence register.",
        ),
        (
            replaced("templates/topics/shockwave.html.j2", 'facts="W04"', 'facts="W04 C01"'),
            "The contraindication C01 is one of dry-needling, and this topic is about shockwave.",
        ),
        (
            replaced("templates/topics/shockwave.html.j2", "W11 W12 W13", "W11 W12"),
            "The contraindication W13 is not named here, and this topic lists all relative ones.",
        ),
    ],
)
def test_what_is_mixed_up_is_told(own: Path, change: Callable[[Path], None], said: str) -> None:
    """A slip names the file and what to do, and touches no leaflet about needling."""
    change(own)
    project = open_project(own)
    assert any(said in one for one in faults(project)), faults(project)
    assert {"screening", "side-effects", "contraindications"} <= project.topics.keys()


def test_a_treatment_with_a_fault_stops_its_topics_alone(own: Path) -> None:
    """An unknown key in its line is told, and no topic of it is there."""
    replaced("evidence/therapies.toml", 'therapy"\n', 'therapy"\ncolour = "blue"\n')(own)
    project = open_project(own)
    assert any("evidence/therapies.toml shockwave.colour: This key is not known." in one for one in faults(project))
    assert not {"shockwave", "after-shockwave", "shockwave-check"} & project.topics.keys()
    assert "screening" in project.topics


def test_a_fault_of_the_main_treatment_makes_no_other_the_main_one(own: Path) -> None:
    """Topics that name no therapy are never taken for topics of the next one."""
    with (own / "evidence" / "therapies.toml").open("a", encoding="utf-8") as file:
        file.write('[dry-needling]\nname = "dry needling"\ncolour = "blue"\n')
    project = open_project(own)
    assert "dry-needling" == project.main_therapy
