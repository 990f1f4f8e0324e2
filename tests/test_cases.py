"""Figures in the grammatical cases that sentences ask for, `%(days)s{oblique}`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT
from markupsafe import Markup
from msgfmt import objections

from leaflets.composition import Composer
from leaflets.composition.direction import plain
from leaflets.composition.figures import Figures
from leaflets.composition.lock import Lock
from leaflets.composition.words import Words
from leaflets.errors import Problem
from leaflets.model import Figure, Language, MessageKey, Statement, Wording
from leaflets.project import Project
from leaflets.readers.catalogues import Catalogue, Translation
from leaflets.readers.messages import check_source
from leaflets.readers.wording import with_words
from leaflets.rules import Entry, check_entry

COUNTED = ("days", "weeks", "hours", "minutes", "sessions", "age")
"""Placeholders that are filled with a number and its unit."""
MORE = MessageKey(None, "For more than %(days)s.")
TWO_TO_THREE = Figure(low=Decimal(2), high=Decimal(3), unit="day")
GENITIVE = {
    "genitive": {
        "day": {"one": "{0} дня", "few": "{0} дней", "many": "{0} дней", "other": "{0} дня"},
    }
}
PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#, python-format
msgid "after %(days)s"
msgstr "ਬਾਅਦ {}"
"""


def russian(cases: Mapping[str, Mapping[str, Mapping[str, str]]] = GENITIVE) -> Language:
    """Return a language that the project does not have, with cases of its own."""
    rule = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    words = Wording.model_validate({"cases": cases})
    return Language(code="ru", plural_forms=rule, provenance="machine draft", words=words)


def words_of(language: Language, text: str = "Дольше %(days)s{genitive}.") -> Words:
    """Return the words of a catalogue with a range and one sentence."""
    texts = {MessageKey("number range", "%(low)s to %(high)s"): "%(low)s–%(high)s", MORE: text}
    return Words(Catalogue(language, "ru.po", {key: Translation((one,)) for key, one in texts.items()}))


def said(project: Project, words: Words, figure: Figure) -> str:
    """Return the sentence with a figure in it."""
    phrase = Figures(project.environment, words, words.language.locale, None).phrase(figure)
    return plain(words.gettext(MORE.id, days=phrase))


def statements(composer: Composer, project: Project, topic: str, code: str) -> dict[str, str]:
    """Return what a topic says in a language."""
    content = composer.content(topic, project.languages[code], project.regions["CA-BC"])
    assert content is not None
    return {one.id: plain(one.text).replace("\u00a0", " ") for one in content.statements}


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "Дольше 1\u00a0дня."), (3, "Дольше 3\u00a0дней."), (21, "Дольше 21\u00a0дня.")]
)
def test_a_language_declares_its_cases(project: Project, value: int, expected: str) -> None:
    """A sentence gets the form of the case that it asks for, in the plural form of the number."""
    assert expected == said(project, words_of(russian()), Figure(value=Decimal(value), unit="day"))


def test_ranges_have_cases(project: Project) -> None:
    """A range gets the form as well; a sentence that asks for no case gets CLDR's words."""
    assert "Дольше 2–3\u00a0дней." == said(project, words_of(russian()), TWO_TO_THREE)
    assert "Дни: 2–3\u00a0дня." == said(project, words_of(russian(), "Дни: %(days)s."), TWO_TO_THREE)


def test_a_unit_that_a_case_lacks_stops_the_leaflet(project: Project) -> None:
    """A unit without words in the case is a problem that says where they belong; nothing is printed in their place."""
    words = words_of(russian())
    assert "For more than 2–3\u00a0часа." == said(project, words, TWO_TO_THREE.model_copy(update={"unit": "hour"}))
    reason = "%(days)s{genitive} cannot be filled in: words.toml has no “hour” in that case."
    hint = "Add hour to [cases.genitive] there, or write %(days)s alone."
    assert [Problem("ru.po", reason, hint, key="“For more than %(days)s.”")] == list(words.problems)
    assert {MORE} == words.faulty


def test_a_frequency_has_no_case(project: Project) -> None:
    """A translation that asks for a case of a frequency is told to write it alone."""
    words = Words(project.catalogue("en"))
    phrase = Figures(project.environment, words, words.language.locale, None).phrase(
        Figure(value=Decimal(1), unit="treatment", per=100)
    )
    asking = words_of(russian())
    asking.gettext(MORE.id, days=phrase)
    assert ["Write it alone, without {genitive}."] == [one.hint for one in asking.problems]


@pytest.mark.parametrize(
    ("language", "text", "reason", "hint"),
    [
        ("ru", "Дольше %(days)s{dative}.", "The language has no case “dative” for %(days)s.",
         "Its cases are genitive; write one of them, or %(days)s alone."),
        ("en", "For %(days)s{genitive}.", "The language has no case “genitive” for %(days)s.",
         "Its words.toml has no table [cases]; write %(days)s alone."),
        ("ru", "Дольше %(days.genitive)s.", "The case “genitive” stands inside the brackets.",
         "Write %(days)s{genitive}."),
    ],
)  # fmt: skip
def test_a_case_that_cannot_be_filled_in(project: Project, language: str, text: str, reason: str, hint: str) -> None:
    """A case that the language does not have, or one in the wrong place, is an error that says what to write."""
    entry = Entry(MORE, (text,), russian() if language == "ru" else project.languages[language])
    assert ("F2", reason, hint) in [(one.rule, one.reason, one.advice) for one in check_entry(entry)]


@pytest.mark.parametrize(("text", "expected"), [("%(days)s{genitive}", []), ("%(days)s{genitive}х", ["F6"])])
def test_a_case_is_part_of_its_placeholder(text: str, expected: list[str]) -> None:
    """A placeholder with a case counts as the placeholder, and its bracket is none of the sentence's."""
    entry = Entry(MORE, (f"Дольше {text}.",), russian())
    assert expected == [one.rule for one in check_entry(entry) if one.rule.startswith("F")]


@pytest.mark.parametrize(
    ("text", "expected"), [("%(days)s까지", []), ("보통 %(days)s까지", []), ("보통%(days)s", ["F6"])]
)
def test_korean_joins_particles_to_a_placeholder(project: Project, text: str, expected: list[str]) -> None:
    """Korean writes particles and counters behind a figure without a space, and keeps the one in front of it."""
    entry = Entry(MORE, (f"{text} 넘게.",), project.languages["ko"])
    assert expected == [one.rule for one in check_entry(entry) if one.rule.startswith("F")]


def test_english_texts_have_no_case() -> None:
    """A template cannot ask for a case: other languages have others."""
    problems: list[Problem] = []
    check_source(MessageKey(None, "After %(days)s{genitive}."), "topic", 1, problems)
    assert ["Markup stands in the words “After %(days)s{genitive}.”."] == [one.reason for one in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Дольше 2–3\u00a0дней.", []),
        ("Дольше 2–3\u00a0дня.", []),
        ("Дольше 2–4\u00a0дней.", ["It does not say “2–3\u00a0дня”, which is F1.worse of the register.",
                                   "“24” stands in it, and is no figure of the register."]),
        ("Дольше 12–3\u00a0дней.", ["“1” stands in it, and is no figure of the register."]),
        ("Дольше дней.", ["It does not say “2–3\u00a0дня”, which is F1.worse of the register."]),
    ],
)  # fmt: skip
def test_the_lock_holds_in_every_case(project: Project, text: str, expected: list[str]) -> None:
    """A figure is found in whichever case it stands; without it, or with another number, the statement is refused."""
    words = words_of(russian())
    figures = Figures(project.environment, words, words.language.locale, None)
    lock = Lock(figures, lambda _: TWO_TO_THREE, words.language.locale, ())
    statement = Statement("worse", "bullet", Markup("{}").format(text), ("F1",), critical=False, figures=("F1.worse",))
    assert expected == list(lock.misprints(statement))


@pytest.mark.parametrize(
    ("low", "high", "says"), [("1", "2", True), ("0.5", "2", True), ("1", "3", False), ("2", "5", False)]
)
def test_words_may_say_no_more_than_two(project: Project, low: str, high: str, *, says: bool) -> None:
    """Words without a number pass the lock for the ends of a range up to two, never for a higher number."""
    words = Words(project.catalogue("ar"))
    figures = Figures(project.environment, words, words.language.locale, None)
    lock = Lock(figures, lambda _: TWO_TO_THREE, words.language.locale, ())
    phrase = " ".join(one for one in (low, "أسبوع إلى أسبوعين") if one not in {"1", "2"})
    assert says == lock._says(phrase, Figure(low=Decimal(low), high=Decimal(high), unit="week"))


@pytest.mark.parametrize(
    ("table", "key", "reason"),
    [
        ('[cases.oblique]\nday = { one = "{0} ਦਿਨ" }', "cases.oblique.day", "The plural form “other” is missing."),
        ('[cases.oblique]\nday = { one = "{0} a", other = "{0} b", few = "{0} c" }', "cases.oblique.day",
         "The language has no plural form “few”."),
        ('[cases.oblique]\nday = { one = "a", other = "b" }', "cases.oblique.day.other",
         "“b” has no place for its number."),
        ('[cases.oblique]\nday = { one = "{0} a", other = "2 {0}" }', "cases.oblique.day.other",
         "This is no word with a place for its number."),
        ('[cases."not one"]\nday = { one = "{0} a", other = "{0} b" }', "cases.not one",
         "“not one” cannot be the name of a case."),
    ],
)  # fmt: skip
def test_faults_in_a_list_of_cases(project: Project, tmp_path: Path, table: str, key: str, reason: str) -> None:
    """A list of cases that could print a wrong form is a fault that names its place."""
    file = tmp_path / "words.toml"
    file.write_text(table, "utf-8")
    problems: list[Problem] = []
    with_words(project.languages["pa"].model_copy(update={"words": Wording()}), file, "words.toml", problems)
    assert [(key, reason)] == [(one.key, one.reason) for one in problems]
    assert all(one.hint for one in problems)


@pytest.mark.parametrize(("text", "accepted"), [("%(days)s{oblique}", True), ("%(days.oblique)s", False)])
def test_msgfmt_accepts_a_case(tmp_path: Path, text: str, *, accepted: bool) -> None:
    """A case behind the placeholder is plain text to gettext; one within would be another placeholder, and refused."""
    file = tmp_path / "leaflets.po"
    file.write_text(PO.format(text), "utf-8")
    assert accepted == (not objections(file))


def test_punjabi_has_the_oblique_before_postpositions(composer: Composer, project: Project) -> None:
    """“After”, “more than”, “less than” and “under” stand behind oblique forms."""
    aftercare = statements(composer, project, "aftercare", "pa")
    assert aftercare["still-sore"].startswith("3 ਦਿਨਾਂ ਬਾਅਦ")
    assert "2 ਤੋਂ 3 ਦਿਨਾਂ ਤੋਂ ਵੱਧ" in aftercare["still-worse"]
    assert "2 ਤੋਂ 3" not in aftercare["bruise-fades"]
    assert "1 ਤੋਂ 2 ਹਫ਼ਤੇ ਲੱਗਦੇ" in aftercare["bruise-fades"]
    assert "15 ਮਿੰਟਾਂ ਤੋਂ ਘੱਟ" in statements(composer, project, "your-session", "pa")["time"]
    assert "2 ਘੰਟਿਆਂ ਤੋਂ" in statements(composer, project, "preparation", "pa")["eat"]


def test_arabic_says_weeks_in_words(composer: Composer, project: Project) -> None:
    """“1 to 2 weeks” is “a week to two weeks”, and the lock lets it pass."""
    assert "خلال أسبوع إلى أسبوعين تقريبًا" in statements(composer, project, "aftercare", "ar")["bruise-fades"]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("pa", "", " (?:ਤੋਂ|ਬਾਅਦ|ਤੱਕ|ਲਈ|ਦੌਰਾਨ|ਵਿੱਚ|ਦੇ|ਨੂੰ)"), ("ar", "(?:من|خلال|مدة|لمدة|عمر|بعد|قبل|منذ|كل) ", "")],
)
def test_no_sentence_leaves_a_case_out(project: Project, code: str, before: str, after: str) -> None:
    """Where these words govern a figure in the shipped catalogues, the sentence asks for its case."""
    bare = re.compile(rf"{before}%\((?:{'|'.join(COUNTED)})\)s(?!\{{){after}")
    texts = [text for one in project.catalogue(code).translations.values() for text in one.texts]
    assert [] == [text for text in texts if bare.search(text)]


def test_translators_see_each_case() -> None:
    """The note beside a message says what will stand there in every case of the language."""
    catalogue = (ROOT / "locales" / "pa" / "LC_MESSAGES" / "leaflets.po").read_text("utf-8")
    assert "#. %(days)s will be “3 ਦਿਨ”\n#. %(days)s{oblique} will be “3 ਦਿਨਾਂ”\n" in catalogue
    assert "{" not in "".join(re.findall(r"(?m)^#\..*$", (ROOT / "locales" / "leaflets.pot").read_text("utf-8")))
