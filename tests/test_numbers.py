"""The number lock: no number, sign or unit that differs from the register's gets into a leaflet.

Every figure is looked at where it stands, in every language. What is changed on purpose is shared out among the
languages (`sampling`): each change of each figure is tried in some of them.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, permutations, product
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets
from markupsafe import Markup, escape
from sampling import LANGUAGES, share_of

from leaflets.composition import Composer
from leaflets.composition.figures import Figures, number
from leaflets.composition.lock import Lock
from leaflets.composition.words import Words
from leaflets.model import Composition, Content, Failed, Figure, Language, Leaflet, Region, Statement
from leaflets.project import Project, open_project

FIELDS = ("heading", "text", "staff")
NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year", "session", "age")
SEPARATORS = (".", ",", " ", "\u00a0", "\u202f", "’", "'", "\u066b", "\u066c", "·", "/", ":")
TOTALS = (1, 10, 100, 500, 1001, 2000, 10_000, 100_000)
ZEROS = "\u0660\u06f0\u0966\u0a66\u09e6\uff10\U0001d7ce"
"""Zeros of other scripts: Arabic-Indic, Persian, Devanagari, Gurmukhi, Bengali, fullwidth, mathematical."""
SCRIPTS = (*(tuple(chr(ord(zero) + digit) for digit in range(10)) for zero in ZEROS), tuple("〇一二三四五六七八九"))
BEFORE = "-−–+±∓<>≤≥≈~≠=×÷－＋＜＞～"
AFTER = "%‰‱٪؉％+±×÷²½"
"""Signs that change a number when they stand before it, and when they stand after it."""
APART = "−±<>≤≥≈~＜＞"
"""Signs that are set with a space before a number; a hyphen with a space is a dash."""
STRAYS = ("7", "0.5", "٧", "۷", "७", "੭", "７", "½", "Ⅳ", "②", "³")
MESSAGE = "%(count)s of every %(total)s treatments"
COUNT, TOTAL = "%(count)s", "%(total)s"


def _with(statement: Statement, field: str, text: str) -> Statement:
    """Return a statement with other words in a field."""
    return replace(statement, **{field: Markup(text)})  # type: ignore[arg-type]  # noqa: S704 - it is escaped


@dataclass(frozen=True)
class Place:
    """Where a statement prints a figure: in one of its fields, between what stands `before` and `after`."""

    topic: str
    statement: Statement
    field: str
    before: str
    phrase: str
    after: str
    figure: Figure
    figures: Figures
    lock: Lock

    def saying(self, phrase: str) -> Statement:
        """Return the statement with other words where the figure stands."""
        return _with(self.statement, self.field, f"{self.before}{phrase}{self.after}")

    @property
    def numbers(self) -> list[re.Match[str]]:
        """The numbers of the phrase, from left to right; none where a grammatical dual says it all."""
        return list(NUMBER.finditer(self.phrase))

    @property
    def digits(self) -> list[int]:
        """Where the digits of the phrase are."""
        return [index for index, character in enumerate(self.phrase) if character.isdigit()]

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The ends of the figure as they are printed."""
        if not self.figure.per:
            return self.figure.ends
        frequency = self.figures.frequency(self.figure)
        return frequency.low, frequency.high

    def spelled(self, value: Decimal | int) -> str:
        """Return a number as the language prints it."""
        return number(Decimal(value), self.lock._locale)


@dataclass(frozen=True)
class Reading:
    """The checkout as one language has it."""

    project: Project
    composer: Composer
    language: Language

    def content(self, topic: str, region: Region) -> Content:
        """Return what a topic says at a place."""
        content = self.composer.content(topic, self.language, region)
        assert content is not None
        return content

    def figures(self, content: Content) -> Figures:
        """Return what words the figures of a topic."""
        words = Words(self.project.catalogue(self.language.code))
        return Figures(self.project.environment, words, self.language.locale, content.per)

    def lock(self, content: Content, region: Region) -> Lock:
        """Return the lock of a topic at a place."""
        return Lock(self.figures(content), self.project.figure, self.language.locale, region.numbers)

    @property
    def region(self) -> Region:
        """The first place that has both telephone numbers."""
        return next(region for region in self.project.regions.values() if region.nurse_line)

    @property
    def places(self) -> Iterator[Place]:
        """Every place where the language prints a figure."""
        for topic in self.project.topics:
            content = self.content(topic, self.region)
            figures, lock = self.figures(content), self.lock(content, self.region)
            for statement in content.statements:
                for reference in statement.figures:
                    figure = self.project.figure(reference)
                    pictured = [statement.frequency.caption] if statement.frequency else []  # its word stands apart
                    forms = (str(form) for form in (*figures.phrase(figure).forms, *pictured))
                    field, phrase = next(
                        (name, form) for form in forms for name in FIELDS if form in (getattr(statement, name) or "")
                    )
                    before, _, after = str(getattr(statement, field)).partition(phrase)
                    yield Place(topic, statement, field, before, phrase, after, figure, figures, lock)


@pytest.fixture(scope="module", params=LANGUAGES)
def reading(project: Project, composer: Composer, request: pytest.FixtureRequest) -> Reading:
    """Return the checkout in one language after the other."""
    return Reading(project, composer, project.languages[request.param])


@pytest.fixture(scope="module")
def places(reading: Reading) -> list[Place]:
    """Return every place where the language prints a figure."""
    return list(reading.places)


Change = Callable[[Place], Iterator[str]]
"""Yields what a phrase is changed to."""


def another_digit(place: Place) -> Iterator[str]:
    """Change each digit to each of the nine others."""
    for index, digit in product(place.digits, "0123456789"):
        if digit != place.phrase[index]:
            yield f"{place.phrase[:index]}{digit}{place.phrase[index + 1 :]}"


def a_digit_dropped(place: Place) -> Iterator[str]:
    """Leave each digit out."""
    for index in place.digits:
        yield place.phrase[:index] + place.phrase[index + 1 :]


def a_digit_doubled(place: Place) -> Iterator[str]:
    """Type each digit twice."""
    for index in place.digits:
        yield place.phrase[: index + 1] + place.phrase[index:]


def a_digit_put_in_front_or_behind(place: Place) -> Iterator[str]:
    """Type a digit, or the start or the end of a fraction, at either edge of the phrase."""
    for digit in "0123456789":
        yield from (f"{digit}{place.phrase}", f"{digit}.{place.phrase}", f"{digit},{place.phrase}")
        yield from (f"{place.phrase}{digit}", f"{place.phrase}.{digit}", f"{place.phrase},{digit}")


def another_separator(place: Place) -> Iterator[str]:
    """Change the signs between digits to each other one, or leave them out."""
    for one in place.numbers:
        for index in range(one.start(), one.end()):
            if not place.phrase[index].isdigit():
                for sign in {*SEPARATORS, ""} - {place.phrase[index]}:
                    yield f"{place.phrase[:index]}{sign}{place.phrase[index + 1 :]}"


def a_separator_put_in(place: Place) -> Iterator[str]:
    """Put each sign between each pair of digits, so that 10 becomes 1.0, and 160 becomes 1,60."""
    for left, right in pairwise(place.digits):
        if right == left + 1:
            for sign in SEPARATORS:
                yield f"{place.phrase[:right]}{sign}{place.phrase[right:]}"


def a_separator_moved(place: Place) -> Iterator[str]:
    """Write each number with its group or decimal sign at another place, such as 10,00 and 100,0 for 1,000."""
    for one in place.numbers:
        bare = re.sub(r"\D", "", one[0])
        for index, sign in product(range(1, len(bare)), SEPARATORS):
            moved = f"{bare[:index]}{sign}{bare[index:]}"
            if moved != one[0]:
                yield _in_place_of(one, moved)


def a_separator_before_the_number(place: Place) -> Iterator[str]:
    """Make a fraction of each number, such as .3 and ,3 for 3."""
    for one, sign in product(place.numbers, SEPARATORS[:2]):
        yield _in_place_of(one, f"{sign}{one[0]}")


def the_ends_swapped(place: Place) -> Iterator[str]:
    """Say the upper end first."""
    for low, high in _ranges(place):
        yield _in_place_of(low, high[0], up_to=high, between=place.phrase[low.end() : high.start()], last=low[0])


def one_end_in_place_of_the_other(place: Place) -> Iterator[str]:
    """Say the lower end twice, or the upper end twice, or one of them alone."""
    for low, high in _ranges(place):
        between = place.phrase[low.end() : high.start()]
        for end in (low[0], high[0]):
            yield _in_place_of(low, end, up_to=high, between=between, last=end)
            yield _in_place_of(low, end, up_to=high)


def no_word_between_the_ends(place: Place) -> Iterator[str]:
    """Let the ends run together, with nothing or no more than a space or a dash between them."""
    for low, high in _ranges(place):
        for between in ("", " ", "\u00a0", "\u2009", "-", "/", ","):
            yield _in_place_of(low, low[0], up_to=high, between=between, last=high[0])


def a_sign_at_a_number(place: Place) -> Iterator[str]:
    """Put a sign directly before or after each number of the phrase."""
    for one in place.numbers:
        yield from (_in_place_of(one, f"{_typed(sign)}{one[0]}") for sign in BEFORE)
        yield from (_in_place_of(one, f"{one[0]}{_typed(sign)}") for sign in AFTER)


def a_sign_at_the_phrase(place: Place) -> Iterator[str]:
    """Put a sign directly before or after the whole phrase."""
    yield from (f"{_typed(sign)}{place.phrase}" for sign in BEFORE)
    yield from (f"{place.phrase}{_typed(sign)}" for sign in AFTER)


def a_sign_and_a_space_before_the_phrase(place: Place) -> Iterator[str]:
    """Put a sign before the phrase with a space, as many style guides want it: “< 3 days”."""
    for sign, space in product(APART, (" ", "\u00a0", "\u202f")):
        yield f"{_typed(sign)}{space}{place.phrase}"


def a_percent_sign_and_a_space_behind_the_phrase(place: Place) -> Iterator[str]:
    """Put a percent or per-mille sign behind the phrase with a space."""
    for sign, space in product("%‰٪؉％", (" ", "\u00a0", "\u202f")):
        yield f"{place.phrase}{space}{sign}"


def another_unit(place: Place) -> Iterator[str]:
    """Say the same number of something else: hours for days, sessions for weeks, days for frequencies."""
    low, high = place.ends
    own = place.figures.phrase(place.figure).forms
    for unit in UNITS:
        ends = {"value": low, "low": None, "high": None} if low == high else {"value": None, "low": low, "high": high}
        phrase = str(place.figures.phrase(place.figure.model_copy(update={**ends, "unit": unit, "per": None})))
        if phrase not in own:
            yield phrase


def no_unit(place: Place) -> Iterator[str]:
    """Leave out everything but the numbers, or what stands behind the last of them, or before the first.

    Letters that touch the first number, as in Amharic, say its case and are no unit.
    """
    for first, last in ((one[0], one[-1]) for one in [place.numbers] if one):
        says_case = place.phrase[: first.start()].isalpha()
        start = place.phrase[first.start() :] if not says_case else place.phrase
        yield from {place.phrase[first.start() : last.end()], place.phrase[: last.end()], start} - {place.phrase}


def another_total(place: Place) -> Iterator[str]:
    """Count the same number over another total."""
    if place.figure.per:
        total = place.figures.frequency(place.figure).total
        one = next(one for one in place.numbers if one[0] == place.spelled(total))
        yield from (_in_place_of(one, place.spelled(other)) for other in TOTALS if other != total)


def digits_of_another_script(place: Place) -> Iterator[str]:
    """Write all digits, and each one alone, as another script writes them."""
    for script in SCRIPTS if place.digits else ():
        yield "".join(script[int(one)] if one in "0123456789" else one for one in place.phrase)
        for index in place.digits:
            yield f"{place.phrase[:index]}{script[int(place.phrase[index])]}{place.phrase[index + 1 :]}"


CHANGES: tuple[Change, ...] = (
    another_digit, a_digit_dropped, a_digit_doubled, a_digit_put_in_front_or_behind, another_separator,
    a_separator_put_in, a_separator_moved, a_separator_before_the_number, the_ends_swapped,
    one_end_in_place_of_the_other, no_word_between_the_ends, a_sign_at_a_number, a_sign_at_the_phrase,
    a_sign_and_a_space_before_the_phrase, a_percent_sign_and_a_space_behind_the_phrase, another_unit, no_unit,
    another_total, digits_of_another_script,
)  # fmt: skip


def _ranges(place: Place) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield the two ends of a range where they stand."""
    low, high = (place.spelled(end.normalize()) for end in place.ends)
    for one, other in pairwise(place.numbers):
        if low != high and (one[0], other[0]) == (low, high):
            yield one, other


def _in_place_of(
    one: re.Match[str], text: str, *, up_to: re.Match[str] | None = None, between: str = "", last: str = ""
) -> str:
    """Return the phrase with something else in place of a number, or of all from one number up to another."""
    return f"{one.string[: one.start()]}{text}{between}{last}{one.string[(up_to or one).end() :]}"


def _typed(text: str) -> str:
    """Return a text as it gets into a statement: escaped."""
    return str(escape(text))


def _passed(changed: list[tuple[Place, Statement]]) -> list[str]:
    """Return what the lock lets through among changed statements."""
    assert changed
    assert all(place.statement != statement for place, statement in changed)
    through = [(place, one) for place, one in changed if not list(place.lock.misprints(one))]
    return [f"{place.topic}/{one.id}: {getattr(one, place.field)}" for place, one in through]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_changed_figure_passes(places: list[Place], reading: Reading, change: Change) -> None:
    """Whatever is changed about a figure, at any place where a language prints one, the lock finds it."""
    turn = LANGUAGES.index(reading.language.code) + CHANGES.index(change)
    cases = share_of(((place, phrase) for place in places for phrase in sorted(change(place))), turn)
    assert [] == _passed([(place, place.saying(phrase)) for place, phrase in cases])


def test_a_figure_is_said_once(places: list[Place]) -> None:
    """A figure that is said again in its statement is found; a dual, which has no digit, is a word like others."""
    assert [] == _passed([(one, one.saying(f"{one.phrase} {one.phrase}")) for one in places if one.digits])


def test_no_telephone_number_runs_into_a_figure(places: list[Place], reading: Reading) -> None:
    """The place's telephone numbers may stand in a text, but not so that 911 and 10 minutes read as 91,110."""
    glued = [(one, known) for one in places if one.digits for known in reading.region.numbers]
    assert [] == _passed([(one, one.saying(f"{known}{one.phrase}")) for one, known in glued])
    assert [] == _passed([(one, one.saying(f"{one.phrase}{known}")) for one, known in glued])


def test_every_figure_is_locked_where_it_stands(places: list[Place], reading: Reading) -> None:
    """Each figure that a statement names is printed in it, and the words as they are pass."""
    contents = [reading.content(topic, reading.region) for topic in reading.project.topics]
    named = [reference for content in contents for one in content.statements for reference in one.figures]
    assert len(named) == len(places) > 0
    for place in places:
        assert place.statement == place.saying(place.phrase)
        assert [] == list(place.lock.misprints(place.statement))


def test_leaflets_as_they_are_pass(reading: Reading) -> None:
    """The lock finds nothing in any statement of any topic, wherever in the world the clinic stands.

    Places with the same telephone numbers are asked once: nothing else of a place stands in a statement.
    Each topic is asked at one place in every language, and at every other in some.
    """
    regions = {region.numbers: region for region in reading.project.regions.values()}
    assert len(regions) > 5
    usual = product(reading.project.topics, [reading.region])
    for topic, region in [*usual, *share_of(product(reading.project.topics, regions.values()), reading.language.code)]:
        content = reading.content(topic, region)
        lock = reading.lock(content, region)
        assert [] == [reason for statement in content.statements for reason in lock.misprints(statement)]


def test_every_offered_leaflet_can_be_composed(reading: Reading) -> None:
    """No leaflet of any clinic fails for its numbers, or for anything else."""
    for clinic in reading.project.clinics.values():
        for topic in clinic.topics:
            composed = reading.composer.compose(Leaflet(clinic.slug, reading.language.code, topic))
            assert isinstance(composed, Composition), composed


def test_two_figures_in_one_statement_pass(places: list[Place]) -> None:
    """Words that say two figures, in either order, pass: also “2 to 3 days” beside “3 days”, which it holds."""
    plain = {one.phrase: one for one in places if not one.statement.frequency and len(one.statement.figures) == 1}
    assert len(plain) > 1
    for one, other in permutations(plain.values(), 2):
        figures = (*one.statement.figures, *other.statement.figures)
        for words in (f"{one.phrase}; {other.phrase}", f"{other.phrase}; {one.phrase}"):
            statement = replace(_with(one.statement, "text", words), figures=figures, heading=None, staff=None)
            if other.phrase in one.figures.phrase(other.figure).forms:
                assert [] == list(one.lock.misprints(statement)), f"{words} for {figures}"


def test_no_number_stands_beside_the_figures(reading: Reading) -> None:
    """A number typed into a field of a statement, at its start, at its end or between its words, is found."""
    passed = []
    for topic in reading.project.topics:
        content = reading.content(topic, reading.region)
        lock = reading.lock(content, reading.region)
        for statement, field in share_of(product(content.statements, FIELDS), reading.language.code):
            strays = [_with(statement, field, text) for text in _with_strays(str(getattr(statement, field) or ""))]
            passed += [f"{topic}/{one.id}: {getattr(one, field)}" for one in strays if not list(lock.misprints(one))]
    assert [] == passed


def _with_strays(words: str) -> Iterator[str]:
    """Yield words with each stray number at the start, at the end, and between two of them outside any tag."""
    gaps = [gap.start() for gap in re.finditer(r" (?![^<]*>)", words)]
    edges = {0, len(words)} if words else set()
    for stray, at in product(STRAYS, edges | set(gaps[len(gaps) // 2 :][:1])):
        yield f"{words[:at]} {stray} {words[at:]}"


def test_no_changed_picture_passes(places: list[Place]) -> None:
    """A frequency's picture and its words have to be those of the figure beside it."""
    shown = [(place, place.statement.frequency) for place in places if place.statement.frequency]
    changed = []
    for place, frequency in shown:
        others = [other for _, other in shown if other.band != frequency.band]
        changed += [
            *((place, replace(frequency, low=frequency.low + step)) for step in (-1, 1)),
            *((place, replace(frequency, high=frequency.high + step)) for step in (-1, 1)),
            (place, replace(frequency, low=frequency.low / 10, high=frequency.high / 10)),
            (place, replace(frequency, low=frequency.high + 1, high=frequency.low)),
            (place, replace(frequency, total=frequency.total * 10)),
            (place, replace(frequency, band=Markup())),
            (place, replace(frequency, band=frequency.band + frequency.band)),
            *((place, replace(frequency, band=other.band)) for other in others),
            *((place, replace(frequency, caption=other.caption)) for other in others),
        ]
    assert [] == _passed([(place, replace(place.statement, frequency=one)) for place, one in changed])


def _project_with(place: Path, found: str, typed: str, languages: Sequence[str] = LANGUAGES) -> Path:
    """Lay out a project of one clinic, with something typed into the words for frequencies of these languages."""
    project = place / "project"
    clinic = min((ROOT / "clinics").glob("*/clinic.toml")).parent
    shutil.copytree(clinic, project / "clinics" / clinic.name)
    for language in languages:
        path = Path("locales", language, "LC_MESSAGES", "leaflets.po")
        before, message, after = (ROOT / path).read_text("utf-8").partition(f'msgid "{MESSAGE}"\nmsgstr "')
        words, quote, rest = after.partition('"\n')
        assert found in words
        (project / path).parent.mkdir(parents=True)
        (project / path).write_text(f"{before}{message}{words.replace(found, typed)}{quote}{rest}", "utf-8")
    return project


def test_a_digit_in_the_words_for_figures_fails_the_build(tmp_path: Path) -> None:
    """A digit beside a placeholder stops the leaflets of each language; catalogue and message are named."""
    project = _project_with(tmp_path, COUNT, f"1{COUNT}")
    done = run_leaflets("build", "-t", "side-effects", cwd=project)
    assert 1 == done.returncode, done.stdout
    told = " ".join(done.stdout.split())
    for language in LANGUAGES:
        assert f"locales/{language}/LC_MESSAGES/leaflets.po" in told
    assert len(LANGUAGES) + 1 == told.count(f"“{MESSAGE}”")  # the English words differ from the template's, too
    assert len(LANGUAGES) == told.count("A digit stands in the translation.")
    assert not list(project.rglob("*.pdf"))


SIGNS = (
    (COUNT, f"{COUNT}0"),
    (TOTAL, f"{TOTAL}0"),
    (COUNT, f"٣{COUNT}"),
    (COUNT, f"{COUNT}½"),
    (COUNT, f".{COUNT}"),
    (COUNT, f",{COUNT}"),
    (COUNT, f"−{COUNT}"),
    (COUNT, f"±{COUNT}"),
    (COUNT, f"≤ {COUNT}"),
    (COUNT, f"{COUNT} %"),
    (COUNT, f"{COUNT}‰"),
    (COUNT, f"{COUNT}٪"),
    (COUNT, f"{COUNT}％"),
)
"""What a translator may type: in the place of what it stands."""


@pytest.mark.parametrize(("found", "typed"), SIGNS, ids=ascii)
def test_no_number_or_sign_gets_into_the_words_for_figures(tmp_path: Path, found: str, typed: str) -> None:
    """Whatever a translator types beside a figure's placeholder, no leaflet of that language is composed."""
    languages = share_of(LANGUAGES, SIGNS.index((found, typed)))
    project = open_project(_project_with(tmp_path, found, typed, languages))
    composer = Composer(project)
    (clinic,) = project.clinics
    outcomes = {language: composer.compose(Leaflet(clinic, language, "side-effects")) for language in languages}
    assert [] == [language for language, outcome in outcomes.items() if not isinstance(outcome, Failed)]
    for language, outcome in outcomes.items():
        assert isinstance(outcome, Failed)
        assert {f"locales/{language}/LC_MESSAGES/leaflets.po"} == {problem.path for problem in outcome.problems}
