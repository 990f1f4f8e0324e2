"""Numbers, units, hours, directions: what CLDR says, and where we had to help."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from conftest import ROOT
from markupsafe import Markup

from leaflets.composition.direction import direction_of, isolate_runs, ltr
from leaflets.composition.figures import Figures, band_of, number
from leaflets.composition.hours import opening_hours, time_span
from leaflets.composition.layout import halves
from leaflets.composition.phrase import Phrase
from leaflets.composition.pictures import dots, qr_code
from leaflets.composition.units import RANGES, number_of_form, plural_form, unit_pattern
from leaflets.composition.words import Words
from leaflets.model import Figure, Language, Statement, Typography
from leaflets.project import Project, open_project


@pytest.fixture(scope="module")
def project() -> Project:
    """Open the checkout as a project."""
    return open_project(ROOT)


def figures(project: Project, code: str, per: int | None = None) -> Figures:
    """Return what words figures in a language."""
    language = project.languages[code]
    return Figures(project.environment, Words(project.catalogue(code)), language.locale, per)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "1\u00a0to\u00a03\u00a0days"),
        ("fr_CA", "1\u00a0à\u00a03\u00a0jours"),
        ("es_US", "1\u00a0a\u00a03\u00a0días"),
        ("ar", "1\u00a0إلى\u00a03\u00a0أيام"),
        ("pa", "1\u00a0ਤੋਂ\u00a03\u00a0ਦਿਨ"),
        ("zh_Hans", "1至3\u2060天"),
    ],
)
def test_a_range_with_its_unit(project: Project, code: str, expected: str) -> None:
    """A range takes the words of the language and the plural form of its upper end; the unit stays with its number."""
    figure = Figure(low=Decimal(1), high=Decimal(3), unit="day")
    assert expected == str(figures(project, code).phrase(figure))


@pytest.mark.parametrize(
    ("code", "unit", "value", "expected"),
    [
        ("ar", "day", 3, "{0}\u00a0أيام"),
        ("ar", "day", 11, "{0}\u00a0يومًا"),
        ("ar", "hour", 2, "ساعتان"),
        ("pa", "day", 1, "{0}\u00a0ਦਿਨ"),
        ("zh_Hans", "day", 5, "{0}\u2060天"),
        ("fr_CA", "year", 1, "{0}\u00a0an"),
    ],
)
def test_long_units_inherit_short_ones(code: str, unit: str, value: int, expected: str) -> None:
    """Where CLDR's long form is inherited, it is the short one; Babel alone would print “3 duration-day”."""
    locale = Locale.parse(code)
    assert expected == unit_pattern(unit, locale.plural_form(value), locale)


def said(project: Project, code: str, low: str, high: str, unit: str) -> Phrase:
    """Return how a language says a range."""
    return figures(project, code).phrase(Figure(low=Decimal(low), high=Decimal(high), unit=unit))


@pytest.mark.parametrize(
    ("figure", "case", "expected"),
    [
        ("1 2 week", None, "أسبوع إلى أسبوعين"),
        ("1 2 day", "accusative", "يومًا إلى يومين"),
        ("0.5 2 hour", None, "0.5\u00a0ساعة إلى ساعتين"),
        ("2 3 hour", None, "2\u00a0إلى\u00a03\u00a0ساعات"),
        ("3 11 day", "genitive", "3\u00a0إلى\u00a011\u00a0يومًا"),
        ("1 2 session", "accusative", "جلسة إلى جلستين"),
    ],
)
def test_ranges_in_arabic(project: Project, figure: str, case: str | None, expected: str) -> None:
    """A range up to two says each end with its unit, the dual in the genitive; others follow the last number."""
    assert expected == str(said(project, "ar", *figure.split()).in_case(case))


@pytest.mark.parametrize(
    ("code", "low", "high", "expected"),
    [
        ("en", "0", "1", "other"),
        ("fr", "0", "1", "one"),
        ("es_US", "0", "1", "other"),
        ("pa", "0", "1", "one"),
        ("ru", "5", "21", "one"),
        ("sl", "3", "101", "few"),
        ("ro", "2", "1", "few"),
        ("he", "1", "2", "other"),
        ("ar", "0", "2", "zero"),
        ("ar", "1", "3", "few"),
        ("zh_Hans", "1", "2", "other"),
    ],
)
def test_plural_forms_of_ranges(code: str, low: str, high: str, expected: str) -> None:
    """A range has the plural form that CLDR gives it, most often that of its upper end; a single number has its own."""
    locale = Locale.parse(code)
    assert expected == plural_form(Decimal(low), Decimal(high), locale)
    assert locale.plural_form(1) == plural_form(Decimal(1), Decimal(1), locale)


def test_every_exception_of_a_range_is_a_form_of_the_language() -> None:
    """The table of ranges names languages and plural forms that CLDR has; a number is found for each."""
    for code, forms in RANGES.items():
        locale = Locale.parse(code)
        tags = {*locale.plural_form.tags, "other"}
        for ends, form in forms.items():
            assert tags >= {*ends, form}, code
            assert form == locale.plural_form(number_of_form(form, Decimal(1), locale)), code


def test_a_range_of_our_own_units_takes_its_form(project: Project) -> None:
    """A unit that the catalogue words follows the same rule: “0\u00a0to\u00a01\u00a0sessions”."""
    assert "0\u00a0to\u00a01\u00a0sessions" == str(said(project, "en", "0", "1", "session"))
    assert "0\u00a0à\u00a01\u00a0séance" == str(said(project, "fr_CA", "0", "1", "session"))


def test_frequencies_share_a_denominator(project: Project) -> None:
    """A rate per 100 is told per 1,000 where the leaflet says so, with the word that fits the number."""
    figure = Figure(low=Decimal(5), high=Decimal(16), unit="treatment", per=100)
    frequency = figures(project, "en", per=1000).frequency(figure)
    assert [Decimal(50), Decimal(160), Decimal(1000)] == [frequency.low, frequency.high, Decimal(frequency.total)]
    assert "50\u00a0to\u00a0160\u00a0of every 1,000\u00a0treatments" == str(frequency.caption)
    assert "Very common" == str(frequency.band)


def test_a_rate_in_a_sentence_has_its_word(project: Project) -> None:
    """Each rate that a sentence prints is followed by its word on the scale of medicine leaflets, without a capital."""
    told = {"F37.tired-people": "very common", "F34.major": "rare"}
    for reference, word in told.items():
        assert str(figures(project, "en", 1000).phrase(project.figure(reference))).endswith(f" ({word})")
    rates = {one for topic in project.topics.values() for statement in topic.statements for one in statement.figures}
    assert {*told, "F34.bleeding"} <= {one for one in rates if project.figure(one).per}


def test_the_most_that_was_found_is_not_certain(project: Project) -> None:
    """“About 1 of every 1,000, or fewer” draws no dark dot: one survey found none."""
    rate = figures(project, "en", 1000).frequency(project.figure("F34.major"))
    assert (Decimal(0), Decimal(1)) == (rate.certain, rate.high)
    bleeding = figures(project, "en", 1000).frequency(project.figure("F34.bleeding"))
    assert bleeding.low == bleeding.certain


def test_bounds_are_worded(project: Project) -> None:
    """“At most” and “about” are said in words."""
    most = Figure(value=Decimal(1), unit="treatment", per=1000, bound="at most")
    about = Figure(value=Decimal(8), unit="treatment", per=100, bound="about")
    assert "about 1\u00a0of every 1,000\u00a0treatments, or fewer (rare)" == str(figures(project, "en").phrase(most))
    assert "about 8\u00a0of every 100\u00a0treatments (common)" == str(figures(project, "en").phrase(about))


@pytest.mark.parametrize(
    ("rate", "band"),
    [("0.1", "very_common"), ("0.0999", "common"), ("0.01", "common"), ("0.00999", "uncommon"), ("0.001", "uncommon"),
     ("0.00099", "rare"), ("0.0001", "rare"), ("0.00009", "very_rare"), ("0", "very_rare")],
)  # fmt: skip
def test_bands_follow_the_scale(rate: str, band: str) -> None:
    """The frequency word is computed from the number, at the borders that medicine leaflets use."""
    assert band == band_of(Decimal(rate))


def test_at_most_a_border_is_below_it(project: Project) -> None:
    """“1 of every 1,000, or fewer” is rare; exactly 1 of every 1,000 is uncommon."""
    most = Figure(value=Decimal(1), unit="treatment", per=1000, bound="at most")
    assert "Rare" == str(figures(project, "en").frequency(most).band)
    assert "Uncommon" == str(figures(project, "en").frequency(most.model_copy(update={"bound": None})).band)


def test_numbers_have_the_signs_of_the_language() -> None:
    """Thousands and decimals are written as readers expect, with Latin digits."""
    shown = {code: number(Decimal("1234.5"), Locale.parse(code)) for code in ("en_CA", "fr_CA", "es_US", "ar", "pa")}
    assert {"en_CA": "1,234.5", "fr_CA": "1\u00a0234,5", "es_US": "1,234.5", "ar": "1,234.5", "pa": "1,234.5"} == shown
    assert "1,234.5" == number(Decimal("1234.5"), Locale.parse("ar_EG")).replace("٬", ",").replace("٫", ".")


def test_hours_follow_the_clock_of_the_place() -> None:
    """Canada in English counts twelve hours, the United Kingdom and Québec twenty-four."""
    opens, closes = dt.time(7, 30), dt.time(19)
    assert "7:30\u00a0a.m.–7:00\u00a0p.m." == time_span(opens, closes, Locale.parse("en_CA"))
    assert "07:30–19:00" == time_span(opens, closes, Locale.parse("en_GB"))
    assert "19" in time_span(opens, closes, Locale.parse("fr_CA"))


def test_hours_are_written_in_every_language_that_can_be_added() -> None:
    """Each of CLDR's ways to write a span of time gives both times, also where it goes by parts of the day."""
    spans = [(dt.time(7, 30), dt.time(9)), (dt.time(8), dt.time(13, 15)), (dt.time(16), dt.time(19))]
    for code in locale_identifiers():
        for opens, closes in spans:
            said = time_span(opens, closes, Locale.parse(code))
            assert sum(one.isdecimal() for one in said) >= 2, (code, said)
    assert "上午7:30\u00a0–\u00a0下午7:00" == time_span(dt.time(7, 30), dt.time(19), Locale.parse("zh_Hant_HK"))


def test_latin_signs_of_the_clock_stay_in_order_in_urdu(project: Project) -> None:
    """AM and PM are Latin letters there: without a direction of their own, the page had “AM – 7:00 PM 7:30”."""
    hours = project.clinics["aspen-row"].hours
    assert hours is not None
    words = Words(project.catalogue("en"))
    wording = project.environment.get_template("parts/hours.html.j2").make_module(dict(words.functions))
    spans = [str(one) for _, told in opening_hours(hours, wording, Locale.parse("ur")) for one in told]
    timed = [one for one in spans if "AM" in one]
    assert timed
    assert all('dir="ltr"' in one for one in timed)
    assert not any(
        'dir="ltr"' in str(one) for _, told in opening_hours(hours, wording, Locale.parse("ar")) for one in told
    )


def test_a_typeface_gives_way_to_a_language_whose_letters_it_lacks(project: Project) -> None:
    """Atkinson has no Vietnamese letters: the whole text is set in another family, and no word in two."""
    fonts = project.fonts
    assert "Source Sans 3" == fonts.stack(project.languages["vi"], "atkinson", "text")[0]
    assert "Atkinson Hyperlegible Next" == fonts.stack(project.languages["de"], "atkinson", "text")[0]
    assert "Source Serif 4" == fonts.stack(project.languages["vi"], "source-serif", "headings")[0]


def test_a_language_may_be_set_in_another_family_than_its_script(project: Project) -> None:
    """Urdu can be set in Nastaliq, and Arabic stays in Naskh."""
    nastaliq = Typography(family="Noto Nastaliq Urdu", line_height=2.2)
    fonts, arabic = replace(project.fonts, languages={"ur": nastaliq}), project.languages["ar"]
    assert "Noto Nastaliq Urdu" == fonts.stack(project.languages["ur"], "atkinson", "text")[0]
    assert "Noto Sans Arabic" == fonts.stack(arabic, "atkinson", "text")[0]
    assert fonts.typography(project.languages["ur"]).line_height > fonts.typography(arabic).line_height


def test_chinese_has_brackets_as_wide_as_its_characters(project: Project) -> None:
    """A rate in a sentence has its word in the language's own brackets, and no space before a counted thing."""
    for code in ("zh_Hans", "zh_Hant"):
        told = str(figures(project, code, 1000).phrase(project.figure("F34.major")))
        assert told.endswith("\uff09")
        assert " " not in told
        assert " " not in str(said(project, code, "1", "3", "day"))


def test_locale_follows_the_country_where_cldr_has_one(project: Project) -> None:
    """English is set as in the clinic's country; a language with a region of its own keeps it."""
    assert "en_GB" == str(project.languages["en"].locale_in("GB"))
    assert "fr_CA" == str(project.languages["fr_CA"].locale_in("GB"))
    assert "pa" == str(project.languages["pa"].locale_in("CA"))


def test_a_language_knows_its_script_and_direction(project: Project) -> None:
    """Script and direction come from CLDR."""
    facts = {code: (one.script, one.direction, one.bcp47) for code, one in project.languages.items()}
    assert ("Arab", "rtl", "ar") == facts["ar"]
    assert ("Guru", "ltr", "pa") == facts["pa"]
    assert ("Hans", "ltr", "zh-Hans") == facts["zh_Hans"]
    assert ("Latn", "ltr", "fr-CA") == facts["fr_CA"]


def test_unknown_locale_is_refused() -> None:
    """A code that CLDR does not know needs a formatting locale."""
    language = Language(code="hmn", provenance="machine draft", plural_forms="nplurals=1; plural=0;")
    with pytest.raises(ValueError, match="not a locale"):
        _ = language.locale
    helped = language.model_copy(update={"cldr": "en_US"})
    assert "en_US" == str(helped.locale)


def test_latin_runs_are_isolated_in_arabic() -> None:
    """Latin words in right-to-left text are isolated; placeholders and entities are left alone."""
    text = Markup("تحدث مع NHS 111 عن %(days)s &amp; غيرها")
    assert "تحدث مع \u2066NHS 111\u2069 عن %(days)s &amp; غيرها" == str(isolate_runs(text))


@pytest.mark.parametrize(
    ("written", "isolated"),
    [
        (Markup("قولوا (stop) أو"), "قولوا (\u2066stop\u2069) أو"),
        (Markup("يسمى dry needling (DN) أيضًا"), "يسمى \u2066dry needling (DN)\u2069 أيضًا"),
        (Markup("يسمى IMS (تحفيز)"), "يسمى \u2066IMS\u2069 (تحفيز)"),
    ],
)
def test_a_bracket_stays_on_its_side_of_latin_words(written: Markup, isolated: str) -> None:
    """A bracket around Latin words belongs to the text around, and one among them to them."""
    assert isolated == str(isolate_runs(written))


def test_names_have_their_own_direction() -> None:
    """The first strong letter decides."""
    assert "ltr" == direction_of("14 Heron Wharf")
    assert "rtl" == direction_of("عيادة Heron")
    assert "ltr" == direction_of("123")


def test_values_are_escaped() -> None:
    """A clinic's name cannot put markup into a page."""
    assert "&lt;b&gt;" in ltr("<b>")


def test_dots_add_up() -> None:
    """The rows of the three paths hold exactly the dots of the picture: certain, uncertain and the rest."""

    def count(path: str) -> int:
        rows = [row.partition("H") for row in path.split("M") if row]
        return sum(int(float(end) - float(start.split()[0]) + 0.995) for start, _, end in rows)

    for low, high in ((50, 160), (80, 80), (3, 7), (0, 0), (1000, 1000), (999, 1000), (11, 12)):
        certain, uncertain, rest = dots(low, high, 1000, 10)
        assert (low, high - low, 1000 - high) == tuple(count(path) for path in (certain, uncertain, rest))


def test_columns_are_balanced_in_reading_order() -> None:
    """Signs are split into two columns of about the same length, and never reordered."""
    texts = ["a" * length for length in (90, 30, 60, 60, 20)]
    statements = [
        Statement(str(n), "bullet", Markup("{}").format(text), (), critical=True) for n, text in enumerate(texts)
    ]
    first, second = halves(statements)
    assert statements == [*first, *second]
    assert 2 == len(first)
    assert [] == list(halves([])[0])
    assert all(one.id < other.id for one, other in pairwise([*first, *second]))


def test_qr_code_is_an_svg_with_a_quiet_zone() -> None:
    """The code is a data URI; the same address gives the same bytes."""
    assert qr_code("https://a.example/book").startswith("data:image/svg+xml;base64,")
    assert qr_code("https://a.example/book") == qr_code("https://a.example/book")
    assert qr_code("https://a.example/book") != qr_code("https://b.example/book")
