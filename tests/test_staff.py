"""What stands behind statements: all of it in the edition for staff, and in the imprint what patients have to know."""

import html
import json
import math
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import ROOT, run_leaflets
from markupsafe import Markup
from pages import MILLIMETRE, Page, read_pages
from sampling import share_of

from leaflets.composition import Composer
from leaflets.composition.breaks import without_breaks
from leaflets.composition.citations import Citations
from leaflets.composition.direction import plain
from leaflets.composition.endings import without_endings
from leaflets.composition.figures import Figures
from leaflets.composition.words import Words
from leaflets.model import Composition, Content, Leaflet, MessageKey, Printed, Source, Spacing, Statement
from leaflets.model.evidence import asked_about
from leaflets.model.filing import folder_of
from leaflets.project import SOURCE_LANGUAGE, Project, open_project
from leaflets.selection import Selection, choose
from leaflets.typesetting import seal, typeset

STAFF = "staff"
CHECKLIST = "screening"
CLINICS = sorted(file.parent.name for file in ROOT.glob("clinics/*/clinic.toml"))
ONE = CLINICS[-1]
"""The clinic whose leaflets are looked at in every language."""
LANGUAGES = tomllib.loads((ROOT / "clinics" / ONE / "clinic.toml").read_text("utf-8"))["languages"]
LOOKED_AT = {"en", *share_of(LANGUAGES, 0)}
"""The languages whose health check is printed; each topic is composed in some, and the health check in all."""
LABELS = {"absolute": "Do not treat", "relative": "Talk first"}
"""What staff read before the advice on a contraindication."""
NUMBERS, UNCHECKED = "Where these numbers come from", "Not checked against the original yet"
"""Rows of the imprint."""
UNREAD = " [not read by us]"
"""What stands behind a reference that nobody read."""
MARKS = ("Staff copy", "Not for patients")
FOOT = 25 * MILLIMETRE
"""How high the foot of a page reaches, in points."""
READABLE = {"Latn", "Hans"}
"""Scripts whose letters can be read back from a PDF in the order of the words."""


@dataclass(frozen=True)
class Both:
    """A topic of one clinic in a language: its content, and the HTML of both editions."""

    topic: str
    language: str
    content: Content
    staff: str
    standard: str


PRINTED = ("side-effects", "contraindications", *share_of(("questions", "conditions"), 0, shares=2))
"""Topics that are printed: pictures of risks, groups of questions, and several sheets or facts of many key points.

The health check has its own.
"""


@pytest.fixture(scope="module")
def citations(project: Project) -> Citations:
    """Return what names publications."""
    return Citations(project.path_of("templates", "citations", "sources.csl"), project.sources)


@pytest.fixture(scope="module")
def composed(project: Project) -> list[Both]:
    """Compose both editions of every topic of one clinic in English and in turn; the health check in every language."""
    composer, clinic = Composer(project), project.clinics[ONE]
    english = product(clinic.topics, [SOURCE_LANGUAGE])
    checks = product([CHECKLIST], clinic.languages)
    chosen = dict.fromkeys([*english, *checks, *share_of(product(clinic.topics, clinic.languages), 0)])
    return [
        Both(
            topic,
            language,
            content_of(composer, project, language, topic),
            html_of(composer, Leaflet(ONE, language, topic, STAFF)),
            html_of(composer, Leaflet(ONE, language, topic)),
        )
        for topic, language in chosen
    ]


def content_of(composer: Composer, project: Project, language: str, topic: str) -> Content:
    """Return what a topic says in a language, in the place of the one clinic."""
    content = composer.content(topic, project.languages[language], project.region_of(project.clinics[ONE]))
    assert content is not None
    return content


def html_of(composer: Composer, leaflet: Leaflet) -> str:
    """Return a leaflet as HTML."""
    composition = composer.compose(leaflet)
    assert isinstance(composition, Composition), composition
    return without_breaks(composition.html)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the edition for staff without choosing languages: for every clinic, the topics that differ most."""
    topics = [argument for topic in PRINTED for argument in ("-t", topic)]
    return build(tmp_path_factory.mktemp("staff"), "-e", STAFF, *topics)


@pytest.fixture(scope="module")
def checklists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the health check for staff of one clinic in some languages."""
    chosen = [argument for language in LOOKED_AT for argument in ("-l", language)]
    return build(tmp_path_factory.mktemp("checklists"), "-e", STAFF, "-c", ONE, "-t", CHECKLIST, *chosen)


def build(out: Path, *selection: str) -> Path:
    """Build leaflets of the checkout, which must not fail."""
    done = run_leaflets("build", *selection, "--out", str(out), cwd=ROOT)
    assert 0 == done.returncode, done.stdout
    return out


def paths_in(out: Path) -> set[str]:
    """Return the PDFs below a folder."""
    return {path.relative_to(out).as_posix() for path in out.rglob("*.pdf")}


def seen(markup: str) -> str:
    """Return what a piece of a page says as one line, pictures in the words that are read aloud for them."""
    words = re.sub(r"<style>.*?</style>", "", without_endings(markup), flags=re.DOTALL)
    spoken = re.sub(r'<img [^>]*?alt="([^"]*)"[^>]*>', r" \1 ", words)
    shown = plain(re.sub(r"<[^>]*>", " ", spoken))
    return " ".join(shown.replace("\uff08", " (").replace("\uff09", ") ").split())  # Chinese has brackets of its own


def word(project: Project, language: str, source: str, context: str | None = None) -> str:
    """Return a word of the layout in a language."""
    return project.catalogue(language).translations[MessageKey(context, source)].texts[0]


def words_before_the_basis(statement: Statement) -> str:
    """Return the words of a statement that its facts come after."""
    if statement.staff:
        return seen(statement.staff)
    if statement.kind == "picture":
        return " ".join(plain(statement.text).split())
    band = Markup(" ({})").format(statement.frequency.band) if statement.frequency else ""
    return seen(statement.text + band)


def basis_of(one: Both, statement: Statement) -> tuple[str, list[int]]:
    """Return what stands right after a statement for staff: its facts, and in brackets the numbers of its sources."""
    words = re.escape(words_before_the_basis(statement))
    found = re.search(rf"{words} (?P<facts>(?:\w+\*? )+)\[(?P<numbers>[\d, ]+)\]", seen(one.staff))
    assert found, f"{one.topic} {one.language}: nothing stands after “{statement.id}”"
    return found["facts"].rstrip(), [int(number) for number in found["numbers"].split(", ")]


def references_in(markup: str) -> list[str]:
    """Return the list of references of a page, entry by entry, without what is said of each."""
    return [seen(re.sub(r'<span class="unread">.*', "", entry)) for entry in entries_in(markup)]


def entries_in(markup: str) -> list[str]:
    """Return the entries of the list of references of a page."""
    section = re.search(r'<section class="references">(.*?)</section>', markup, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", section[1], re.DOTALL) if section else []


def sources_of(project: Project, statements: Sequence[Statement]) -> set[str]:
    """Return the publications behind statements."""
    return {source for one in statements for fact in one.facts for source in project.facts[fact].sources}


class TestSelection:
    """Whose language the edition for staff is in."""

    def test_without_a_choice_it_is_the_clinics_own(self, project: Project, printed: Path) -> None:
        """Topics of every clinic are printed once, in the clinic's own language, as *_staff.pdf; nothing fails."""
        wanted = {
            str(Leaflet(clinic.slug, clinic.own_language, topic, "staff").path)
            for clinic in project.clinics.values()
            for topic in PRINTED
        }
        assert wanted == paths_in(printed)

    def test_with_a_choice_it_is_the_one_that_was_named(self, checklists: Path) -> None:
        """With -l it is printed in exactly the languages that were named."""
        assert {str(Leaflet(ONE, language, CHECKLIST, "staff").path) for language in LOOKED_AT} == paths_in(checklists)

    @pytest.mark.parametrize(
        ("written", "chosen", "languages"),
        [
            ("", [], ["fr_CA"]),
            ('staff_language = "pa"', [], ["pa"]),
            ('staff_language = "en"', [], ["en"]),
            ('staff_language = "pa"', ["fr_CA"], ["fr_CA"]),
            ('staff_language = "en"', ["en", "pa"], ["en", "pa"]),
        ],
    )
    def test_a_clinic_names_its_own_language(
        self, written: str, chosen: list[str], languages: list[str], tmp_path: Path
    ) -> None:
        """It is `staff_language`, which patients need not be offered, or else the first of `languages`."""
        clinic = Path(shutil.copytree(ROOT / "clinics" / ONE, tmp_path / "clinics" / ONE)) / "clinic.toml"
        offered = re.sub(r"languages = .*", f'{written}\nlanguages = ["fr_CA", "pa"]', clinic.read_text("utf-8"))
        clinic.write_text(offered, "utf-8")
        leaflets = choose(open_project(tmp_path), Selection(languages=chosen, editions=[STAFF]))
        assert set(languages) == {leaflet.language for leaflet in leaflets}

    def test_patients_get_every_language(self, project: Project) -> None:
        """Without a choice of edition, no leaflet is for staff, and each language is printed."""
        leaflets = choose(project, Selection())
        assert not [leaflet for leaflet in leaflets if leaflet.edition == STAFF]
        assert {(one.slug, code) for one in project.clinics.values() for code in one.languages} == {
            (leaflet.clinic, leaflet.language) for leaflet in leaflets
        }


class TestFactsAndSources:
    """Staff see what each statement rests on."""

    def test_facts_stand_right_after_their_statement(self, project: Project, composed: list[Both]) -> None:
        """After the words of each statement come the ids of all its facts, with * where a fact is not verified."""
        for one in composed:
            for statement in one.content.statements:
                facts = [project.facts[fact] for fact in statement.facts]
                wanted = " ".join(fact.id if fact.verified else f"{fact.id}*" for fact in facts)
                assert wanted == basis_of(one, statement)[0], f"{one.topic} {one.language} {statement.id}"

    def test_numbers_lead_to_the_sources(self, project: Project, citations: Citations, composed: list[Both]) -> None:
        """The numbers in brackets are those of the publications behind these facts in the list of references."""
        for one in composed:
            listed = references_in(one.staff)
            for statement in one.content.statements:
                numbers = basis_of(one, statement)[1]
                assert {*range(1, len(listed) + 1)} >= set(numbers), f"{one.topic} {one.language} {statement.id}"
                wanted = {seen(citations.full(source)) for source in sources_of(project, [statement])}
                assert wanted == {listed[number - 1] for number in numbers}, (
                    f"{one.topic} {one.language} {statement.id}"
                )
                assert len(wanted) == len(numbers)

    def test_each_publication_is_listed_once(
        self, project: Project, citations: Citations, composed: list[Both]
    ) -> None:
        """The list holds every publication behind a statement once, and no other."""
        for one in composed:
            sources = sources_of(project, one.content.statements)
            assert sorted(seen(citations.full(source)) for source in sources) == sorted(references_in(one.staff))

    def test_what_nobody_read_is_marked(self, project: Project, citations: Citations, composed: list[Both]) -> None:
        """A publication that nobody read for a fact of the topic says so, apart from one that is known by quotation."""
        marks = Counter[str]()
        for one in composed:
            facts = project.evidence_of(fact for statement in one.content.statements for fact in statement.facts)
            told = {seen(entry) for entry in entries_in(one.staff)}
            for source in sources_of(project, one.content.statements):
                ways = {fact.read[source].where for fact in facts if source in fact.read}
                mark = "" if ways - {"quotation"} else " [known by quotation, not read by us]" if ways else UNREAD
                assert seen(citations.full(source)) + mark in told, f"{one.topic} {one.language} {source}"
                marks[mark] += 1
            assert not one.standard.count("not read by us")
        assert 3 == len(marks)

    def test_references_are_whole(self, project: Project, citations: Citations) -> None:
        """A reference holds the publication's first author, title and year, and doi: with its DOI if it has one."""
        for source in project.sources.values():
            shown = seen(citations.full(source.id))
            assert [] == [part for part in parts_of(source) if part not in shown], source.id
            assert ("doi:" in shown) == ("DOI" in source.csl), source.id

    def test_another_style_sets_other_references(self, tmp_path: Path) -> None:
        """The list is set by the CSL style: a project that brings its own gets another list."""
        shutil.copytree(ROOT / "clinics" / ONE, tmp_path / "clinics" / ONE)
        style = tmp_path / "templates" / "citations" / "sources.csl"
        style.parent.mkdir(parents=True)
        ours = (ROOT / "templates" / "citations" / "sources.csl").read_text("utf-8")
        style.write_text(ours.replace('prefix="doi:"', 'prefix="https://doi.org/"'), "utf-8")
        listed = references_in(html_of(Composer(open_project(tmp_path)), Leaflet(ONE, "en", "side-effects", STAFF)))
        assert [one for one in listed if "https://doi.org/10." in one]
        assert not [one for one in listed if "doi:" in one]

    def test_patients_see_none_of_it(self, project: Project, composed: list[Both]) -> None:
        """The standard edition has no fact ids, no numbers in brackets, no references, no advice for staff."""
        for one in composed:
            text = seen(one.standard)
            assert not set(re.findall(r"\w+", text)) & project.facts.keys(), f"{one.topic} {one.language}"
            assert not re.search(r"\[\d", text)
            assert [] == references_in(one.standard)
            for source in (*MARKS, "If the answer is yes"):
                assert word(project, one.language, source) not in text, f"{one.topic} {one.language}: {source}"
            assert not [line for line in one.content.statements if line.staff and seen(line.staff) in text]


def parts_of(source: Source) -> Iterator[str]:
    """Yield what a reference has to say about a publication."""
    item = source.csl
    yield from (author["family"] for author in item.get("author", [])[:1])
    yield source.title.rstrip("?.")
    yield from (str(issued[0]) for issued in item.get("issued", {}).get("date-parts", []))
    if "DOI" in item:
        yield f"doi:{item['DOI']}"


class TestPages:
    """What the printed copies for staff look like."""

    def test_every_page_says_whom_it_is_for(self, project: Project, printed: Path, checklists: Path) -> None:
        """“Staff copy” and “Not for patients” stand at the foot of every page in the page's language."""
        read = 0
        for out in (printed, checklists):
            for path in sorted(out.rglob("*.pdf")):
                language = next(code for code in project.languages if folder_of(code) == path.parent.name)
                if project.languages[language].script in READABLE:
                    wanted = "·".join(word(project, language, mark).replace(" ", "") for mark in MARKS)
                    assert [] == [number for number, page in enumerate(read_pages(path), 1) if wanted not in foot(page)]
                    read += 1
        assert read > len(project.clinics)

    def test_every_language_says_whom_it_is_for(self, project: Project, composed: list[Both]) -> None:
        """The element that runs at the foot of each page, and the title, hold both marks in every language."""
        for one in composed:
            wanted = " · ".join(word(project, one.language, mark) for mark in MARKS)
            (running,) = re.findall(r'<div class="foot">.*?(?=<header)', one.staff, re.DOTALL)
            assert wanted in seen(running), f"{one.topic} {one.language}"
            (title,) = re.findall(r'<div class="hero[^"]*".*?</h1>', one.staff, re.DOTALL)
            assert wanted in seen(title), f"{one.topic} {one.language}"

    def test_it_stays_within_its_pages(self, project: Project, printed: Path, checklists: Path) -> None:
        """No copy for staff has more than twice the pages that patients' leaflets may fill, and its references."""
        composer = Composer(project)
        for out in (printed, checklists):
            report: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
            assert 0 == report["failed"]
            for entry in report["leaflets"]:
                content = content_of(composer, project, SOURCE_LANGUAGE, entry["topic"])
                facts = {fact for one in content.statements for fact in one.facts}
                listed = {source for fact in project.evidence_of(facts) for source in fact.sources}
                assert entry["pages"] <= 2 * content.pages + math.ceil(len(listed) / 40), entry["path"]


def test_each_heading_is_printed_once(project: Project, composer: Composer, tmp_path: Path) -> None:
    """A heading beside its text moves on to the next page with its section, and nothing of it stays behind."""
    leaflet = Leaflet("cottonwood-lane", "fr_CA", "what-is-dry-needling", STAFF)
    seal(project.fonts.all_folders)
    composition = composer.compose(leaflet)
    assert isinstance(composition, Composition)
    outcome = typeset(composition)
    assert isinstance(outcome, Printed)
    (tmp_path / "sheet.pdf").write_bytes(outcome.pdf)
    pages = read_pages(tmp_path / "sheet.pdf")
    shown = "".join(one.text for page in pages for one in page.characters if round(one.size, 1) == 12.5)
    [lead] = re.findall(r'<p class="lead">(.*?)</p>', composition.html)
    titles = re.findall(r'<h2><span class="hanging">(.*?)</span></h2>', without_endings(composition.html))
    assert len(pages) > 1
    assert _run("".join(titles)) == _run(shown).replace(_run(lead), "", 1)


def _run(text: str) -> str:
    """Return the letters of a text, without spaces and hyphens at the ends of lines."""
    return re.sub(r"[\s‐\ufffe]", "", html.unescape(text))


def foot(page: Page) -> str:
    """Return the letters at the foot of a page, without spaces."""
    return "".join(one.text for one in page.characters if one.top < FOOT)


class TestHealthCheck:
    """Staff see what to do about each answer."""

    def test_each_question_has_its_label_and_advice(self, project: Project, composed: list[Both]) -> None:
        """After each question stands how grave a yes is, as the register says, and what to do then."""
        for one in (one for one in composed if one.topic == CHECKLIST):
            items = [statement for statement in one.content.statements if statement.kind == "item"]
            rows = {fact.id for fact in project.facts.values() if fact.contraindication}
            assert rows == {asked_about(item.id, rows) for item in items}
            text = seen(one.staff)
            for item in items:
                assert item.staff
                label = LABELS[project.facts[asked_about(item.id, rows)].contraindication or ""]
                line = (seen(item.text), word(project, one.language, label, "contraindication"), seen(item.staff))
                assert 1 == text.count(" ".join(line)), f"{one.language} {item.id}"

    def test_advice_is_translated(self, composed: list[Both]) -> None:
        """In another language no advice is the English one."""
        advice = {
            one.language: {line.id: line.staff for line in one.content.statements if line.staff}
            for one in composed
            if one.topic == CHECKLIST
        }
        english = advice.pop(SOURCE_LANGUAGE)
        assert 29 == len(english)
        for language, lines in advice.items():
            assert [] == [name for name, line in lines.items() if line == english[name]], language

    def test_there_is_nothing_to_fill_in(self, checklists: Path) -> None:
        """The copy for staff holds no form."""
        for path in checklists.rglob("*.pdf"):
            with pikepdf.open(path) as document:
                assert "/AcroForm" not in document.Root
                kinds = {
                    str(one["/Subtype"]) for page in document.pages for one in page.get("/Annots", pikepdf.Array())
                }
                assert "/Widget" not in kinds


class TestImprint:
    """What patients' leaflets say about their sources."""

    def test_numbers_name_their_sources(self, project: Project, citations: Citations, composed: list[Both]) -> None:
        """“Where these numbers come from” names each publication behind verified figures; the rest is “not checked”."""
        for one in composed:
            behind = project.evidence_of(reference.partition(".")[0] for reference in figures_printed(project, one))
            wanted = {seen(citations.short(source)) for fact in behind if fact.verified for source in fact.sources}
            unchecked = {seen(citations.short(fact.sources[0])) for fact in behind if not fact.verified}
            imprint = imprint_of(one)
            named = imprint.get(word(project, one.language, NUMBERS))
            assert (named is not None) == bool(wanted), f"{one.topic} {one.language}"
            assert wanted <= (named or set()), f"{one.topic} {one.language}: {wanted - (named or set())}"
            assert unchecked <= imprint.get(word(project, one.language, UNCHECKED), set()), (
                f"{one.topic} {one.language}"
            )

    def test_what_is_not_verified_is_named(self, project: Project, citations: Citations, composed: list[Both]) -> None:
        """A statement rests on a verified fact, or its facts' main sources are named as not checked yet."""
        unverified = 0
        for one in composed:
            named = imprint_of(one).get(word(project, one.language, UNCHECKED), set())
            for statement in one.content.statements:
                facts = [project.facts[fact] for fact in statement.facts]
                if not any(fact.verified for fact in facts):
                    unverified += 1
                    main = {seen(citations.short(fact.sources[0])) for fact in facts}
                    assert main <= named, f"{one.topic} {one.language} {statement.id}: {main - named}"
        assert unverified > len(LANGUAGES)


@pytest.mark.parametrize("sources_first", [False, True], ids=["in the imprint", "before the warnings"])
def test_sources_are_named_once_however_a_topic_is_set(project: Project, *, sources_first: bool) -> None:
    """Where sources may stand before the warnings, a topic without warnings names them in its imprint all the same."""
    composer = Composer(project, spacings=lambda *_: Spacing(sources_first=sources_first))
    for topic in project.subjects:
        page = html_of(composer, Leaflet(ONE, "en", topic))
        titles = [word(project, "en", one) for one in (NUMBERS, UNCHECKED)]
        named = sum(page.count(f'<th scope="row">{title}</th>') for title in (*titles, "Where this comes from"))
        unchecked = page.count(f'<th scope="row">{titles[1]}</th>')
        assert (unchecked in {0, 1}, named - unchecked) == (True, 1), topic


def imprint_of(one: Both) -> dict[str, set[str]]:
    """Return the publications that a patient's leaflet names, by heading."""
    entries = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', one.standard)
    assert entries
    return {html.unescape(title): {_named(name) for name in names.split("&nbsp;· ")} for title, names in entries}


def _named(name: str) -> str:
    """Return a publication's name without the remark that it has no date."""
    return seen(re.sub(r"</span> [(\uff08][^()\uff08\uff09]*[)\uff09]$", "</span>", name))


def figures_printed(project: Project, one: Both) -> set[str]:
    """Return the figures that patients read in a leaflet; some stand in the advice for staff alone."""
    language = project.languages[one.language]
    figures = Figures(project.environment, Words(project.catalogue(one.language)), language.locale, one.content.per)
    return {
        reference
        for statement in one.content.statements
        for reference in statement.figures
        if any(seen(form) in seen(statement.text) for form in figures.phrase(project.figure(reference)).forms)
    }
