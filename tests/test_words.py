"""What the words have to keep to, in the source language and in every other."""

import html
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT, TESTS
from sampling import LANGUAGES

from leaflets.checks.language import GRADE, grade
from leaflets.composition import Composer
from leaflets.composition.endings import without_endings
from leaflets.composition.figures import number
from leaflets.model import Composition, Content, Leaflet, Statement
from leaflets.model.topic import StatementSource
from leaflets.project import Project, open_project
from leaflets.readers.messages import PLACEHOLDER

OUTLINES = tomllib.loads((TESTS / "outlines.toml").read_text("utf-8"))
MOST_POINTS = 6
BANNED = (
    "toxin", "waste away", "catheter", "surgery-like", "disinfected", "risk-free", "guarantee", "continual bleeding",
    "recovery time", "proven", "absolutely", "lasting relief", "prevents injury", "posture", "sign it is working",
    "game-changer", "one session away", "good sign",
)  # fmt: skip
"""Claims that the evidence does not carry. “Toxins” may stand only in the question that denies them."""

NUMBERED = (*LANGUAGES, "de_CH", "de_AT")
"""Languages whose numbers are read: of regions, those that write them otherwise than their parent."""


def content_of(composer: Composer, project: Project, topic: str, language: str, clinic: str = "aspen-row") -> Content:
    """Compose a leaflet and return its content tree."""
    composition = composer.compose(Leaflet(clinic, language, topic))
    assert isinstance(composition, Composition), composition
    region = project.region_of(project.clinics[clinic])
    content = composer.content(topic, project.languages[language], region)
    assert content is not None
    return content


def plain(statement: Statement) -> str:
    """Return a statement as text, with its heading; spaces that do not break stay."""
    whole = f"{statement.heading} {statement.text}" if statement.heading else str(statement.text)
    return html.unescape(re.sub(r"<[^>]*>", "", whole))


def test_source_words_hold_no_digit(project: Project) -> None:
    """No message of the catalogue template holds a digit, so no translator can change a number."""
    pot = (ROOT / "locales" / "leaflets.pot").read_text("utf-8")
    texts = re.findall(r'^(?:msgid|msgid_plural|msgctxt) "(.*)"$', pot, re.MULTILINE)
    assert len(texts) > 250
    assert [] == [text for text in texts if any(character.isdigit() for character in text)]
    assert {text for topic in project.topics.values() for text in (key.id for key in topic.messages)} <= {
        text.replace('\\"', '"') for text in texts
    }


def test_source_words_never_name_a_clinic(project: Project) -> None:
    """Clinical text is the same for every clinic."""
    ids = {key.id for topic in project.topics.values() for key in topic.messages}
    for clinic in project.clinics.values():
        assert not [text for text in ids if clinic.name in text]


@cache
def page_of(composer: Composer, topic: str, language: str) -> str:
    """Return a page of the sample clinic as HTML, composed once for all that is looked for in it."""
    composition = composer.compose(Leaflet("aspen-row", language, topic))
    assert isinstance(composition, Composition)
    return without_endings(composition.html)


@pytest.mark.parametrize(("topic", "unit"), [(topic, unit) for topic, units in OUTLINES.items() for unit in units])
def test_every_critical_unit_is_in_every_language(composer: Composer, project: Project, topic: str, unit: str) -> None:
    """A safety-critical unit of an outline stands in the leaflet of each language, marked critical, on its facts."""
    wanted = OUTLINES[topic][unit]
    english = {one.id: plain(one) for one in content_of(composer, project, topic, "en").statements}
    for language in LANGUAGES:
        content = content_of(composer, project, topic, language)
        found = {statement.id: statement for statement in content.statements}
        assert set(wanted["statements"]) <= found.keys()
        statements = [found[name] for name in wanted["statements"]]
        assert all(statement.critical for statement in statements)
        assert set(wanted["facts"]) <= {fact for statement in statements for fact in statement.facts}
        printed = page_of(composer, topic, language)
        for statement in statements:
            assert str(statement.text) in printed
            assert language == "en" or plain(statement) != english[statement.id]


def test_every_figure_traces_to_a_fact(composer: Composer, project: Project) -> None:
    """Each number in a statement is the formatted figure of a fact that the statement names, or a telephone number."""
    for topic, language in product(project.topics, NUMBERED):
        sources = {one.id: one for one in project.topics[topic].statements}
        phones = phones_of(project.topics[topic].statements)
        locale = project.languages[language].locale
        content = content_of(composer, project, topic, language)
        for statement in content.statements:
            allowed = {"911", "811"} & phones[statement.id]
            for reference in sources[statement.id].figures:
                figure = project.figure(reference)
                total = (content.per or figure.per) if figure.per else 1
                scale = Decimal(total or 1) / (figure.per or 1)
                allowed |= {number((end * scale).normalize(), locale) for end in figure.ends}
                allowed |= {number(total, locale)} if figure.per and total else set()
                named = reference.partition(".")[0]
                assert named in statement.facts, f"{topic}: {statement.id} prints {reference} but does not rest on it"
            found = set(re.findall(r"\d[\d.,'’\u00a0\u202f]*\d|\d", plain(statement)))
            assert found <= allowed, f"{topic} {language} {statement.id}: {found - allowed}"


def phones_of(statements: Iterable[StatementSource]) -> dict[str, set[str]]:
    """Return the numbers to call in Alberta that each statement may hold: those that fill it, in some of its forms."""
    numbers = {"region.emergency": "911", "region.nurse_line": "811"}
    found: dict[str, set[str]] = defaultdict(set)
    for one in statements:
        found[one.id] |= {numbers[value] for _, value in one.fillings if value in numbers}
    return found


def test_all_languages_print_the_same_numbers(composer: Composer, project: Project) -> None:
    """Every language version of a statement holds the numbers of the English one, but for a grammatical dual.

    Arabic for “2 hours” and for “1 to 2 weeks” has no digit.
    """
    in_words = {"ساعتان": ["2"], "أسبوع إلى أسبوعين": ["1", "2"], "بنحو نقطتين": ["2"], "نقطة إلى نقطتين": ["1", "2"]}

    def numbers(statement: Statement) -> Counter[str]:
        return Counter(re.sub(r"\D", "", one) for one in re.findall(r"\d[\d.,'’\u00a0\u202f]*", plain(statement)))

    for topic in project.topics:
        english = {one.id: numbers(one) for one in content_of(composer, project, topic, "en").statements}
        for language in NUMBERED:
            for statement in content_of(composer, project, topic, language).statements:
                wanted = Counter(english[statement.id])
                for words, said in in_words.items() if language == "ar" else ():
                    wanted -= Counter(said if words in plain(statement) else ())
                assert wanted == numbers(statement), f"{topic} {language} {statement.id}"


def test_every_statement_rests_on_known_facts(project: Project) -> None:
    """No statement stands without evidence, and every fact names a source."""
    for topic in project.topics.values():
        for statement in topic.statements:
            assert statement.facts
            assert all(project.facts[fact].sources for fact in statement.facts)


def test_what_was_not_looked_up_is_not_called_verified(project: Project) -> None:
    """A fact that rests on the house review alone is marked as not verified."""
    for fact in project.facts.values():
        if set(fact.sources) == {"house-review-2026"}:
            assert not fact.verified, fact.id


@pytest.mark.parametrize("topic", sorted(OUTLINES))
def test_english_is_plain(composer: Composer, project: Project, topic: str) -> None:
    """Every topic reads at the grade that is asked for or below, and no sentence has more than 20 words."""
    content = content_of(composer, project, topic, "en")
    texts = [str(content.lead), *(plain(statement) for statement in content.statements)]
    sentences = [part for text in texts for part in re.split(r"(?<=[.?!])\s+", text)]
    assert [] == [sentence for sentence in sentences if len(sentence.split()) > 20]
    assert grade(sentences) <= GRADE


def test_english_makes_no_banned_claim(composer: Composer, project: Project) -> None:
    """None of the claims that the evidence does not carry comes back."""
    for topic in project.topics:
        for statement in content_of(composer, project, topic, "en").statements:
            if f"{topic}/{statement.id}" not in {"questions/what", "conditions/prevention"}:  # both deny the claim
                assert not [claim for claim in BANNED if claim in plain(statement).lower()], statement.id


def test_lists_are_short(composer: Composer, project: Project) -> None:
    """No list has more than six points (EC readability guideline): longer ones are in groups or halves."""
    for topic in project.topics:
        composition = composer.compose(Leaflet("aspen-row", "en", topic))
        assert isinstance(composition, Composition), composition
        lists = re.findall(r"<([uo]l)>(.*?)</\1>", composition.html, re.DOTALL)
        assert lists, topic
        assert max(inside.count("<li") for _, inside in lists) <= MOST_POINTS, topic


def test_nothing_is_said_as_one_in_so_many(composer: Composer, project: Project) -> None:
    """Rates are natural frequencies over one denominator in a leaflet, never “1 in 100”."""
    for topic in project.topics:
        content = content_of(composer, project, topic, "en")
        text = " ".join(plain(statement) for statement in content.statements)
        assert not re.search(r"\b1 in \d", text)
        assert len(set(re.findall(r"of every ([\d,]+)", text))) <= 1


def test_placeholders_are_the_same_everywhere(project: Project) -> None:
    """Each translation holds exactly the placeholders of its source."""
    for code in project.languages:
        for key, translation in project.catalogue(code).translations.items():
            wanted = sorted(PLACEHOLDER.findall(key.plural or key.id))
            assert all(wanted == sorted(PLACEHOLDER.findall(text)) for text in translation.texts)


def test_translations_are_marked_as_unreviewed(project: Project) -> None:
    """The source is the original; every other language says that it is an unreviewed machine draft."""
    for language in project.languages.values():
        expected = "original" if language.code == "en" else "machine draft"
        assert expected == language.provenance


def test_script_of_each_language_is_its_own(project: Project) -> None:
    """Most letters of a catalogue are of the language's script."""
    import unicodedata

    names: dict[str, str | tuple[str, ...]] = {
        "Arab": "ARABIC", "Beng": "BENGALI", "Cyrl": "CYRILLIC", "Deva": "DEVANAGARI", "Ethi": "ETHIOPIC",
        "Gujr": "GUJARATI", "Guru": "GURMUKHI", "Hans": "CJK", "Hant": "CJK",
        "Jpan": ("CJK", "HIRAGANA", "KATAKANA"), "Khmr": "KHMER", "Kore": ("HANGUL", "CJK"), "Latn": "LATIN",
        "Taml": "TAMIL",
    }  # fmt: skip
    for language in project.languages.values():
        catalogue = project.catalogue(language.code)
        text = "".join(PLACEHOLDER.sub("", one) for entry in catalogue.translations.values() for one in entry.texts)
        letters = [character for character in text if character.isalpha()]
        own = [one for one in letters if unicodedata.name(one, "").startswith(names[language.script])]
        assert len(own) > 0.95 * len(letters), language.code


def test_catalogue_template_is_fresh() -> None:
    """The committed catalogue template is what the templates give now."""
    from leaflets.translation.extraction import extract, render

    assert (ROOT / "locales" / "leaflets.pot").read_bytes() == render(extract(open_project(ROOT)))


def test_evidence_is_listed_once(project: Project) -> None:
    """Every fact serves somewhere: a statement or a figure rests on it, or a claim is refuted by it."""
    used = {fact for topic in project.topics.values() for fact in topic.facts}
    used |= {origin for fact in project.facts.values() for origin in fact.rests_on}
    used |= {fact for claim in project.claims.values() for fact in claim.facts}
    assert set() == set(project.facts) - used


def test_no_source_is_left_over(project: Project) -> None:
    """Every publication in the list stands behind a fact."""
    used = {source for fact in project.facts.values() for source in fact.sources}
    assert used == set(project.sources)


def test_licences_travel_with_fonts() -> None:
    """Each family's folder holds two whole files and the licence."""
    for folder in (path for path in (ROOT / "fonts").iterdir() if path.is_dir()):
        names = sorted(path.name for path in Path(folder).iterdir())
        assert "OFL.txt" in names
        assert 2 == sum(name.endswith(".ttf") for name in names)
