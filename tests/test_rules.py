"""The rules for translations: each has an example that keeps it and one that breaks it; exceptions have owners."""

import contextlib
import dataclasses
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT, run_leaflets
from lxml import html
from rich.cells import cell_len

from leaflets.cli.findings import show_checked
from leaflets.errors import Problem
from leaflets.model import Language, MessageKey, Term, TermForms, Wording
from leaflets.project import Project, open_project
from leaflets.project.watching import unseen, unwatched
from leaflets.rules import RULES, Entry, Twins, check_entry, page
from leaflets.rules.catalogue import is_translated, twice
from leaflets.rules.safety import is_critical
from leaflets.translation.checking import Checked, check_catalogues
from leaflets.translation.sarif import as_sarif

STOP, HOURS, PAGE = "Do not stop it.", "It starts hours later.", "Page %(page)s of %(pages)s"
LONG = "Feeling sore is normal for most people. Keep moving gently."
EXAMPLES = {
    "C1": ("fr_CA", "Eat well.", "Mangez bien.", ""),
    "C7": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez\u0007 bien."),
    "C9": ("fr_CA", "Every summer.", "Chaque été.", "Chaque e\u0301te\u0301."),
    "C10": ("fr_CA", "Eat well.", "Mangez bien.", "Man\uff47ez bien."),
    "F1": ("fr_CA", PAGE, "Page %(page)s sur %(pages)s", "Page %(page)s sur %(pages)s %"),
    "F2": ("fr_CA", PAGE, "Page %(page)s sur %(pages)s", "Page %(page)s"),
    "F3": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez <em>bien</em>."),
    "F4": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez {bien}."),
    "F5": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez bien. "),
    "F6": ("fr_CA", PAGE, "Page %(page)s sur %(pages)s", "Page%(page)s sur %(pages)s"),
    "N1": ("zh_Hans", "Eat well.", "请好好吃饭。", "请好好吃１次饭。"),
    "N2": ("es_US", "Eat well.", "Coma bien.", "Coma 2,5 veces."),
    "N3": ("es_US", "Eat with both hands.", "Coma con las dos manos.", "Coma con las tres manos."),
    "N4": ("fr_CA", HOURS, "Cela commence des heures plus tard.", "Cela commence des jours plus tard."),
    "N5": ("ar", "%(low)s to %(high)s", "%(low)s إلى %(high)s", "%(low)s–%(high)s"),
    "N6": ("es_US", "Eat well.", "Coma bien.", "Coma en Aspen Row."),
    "C12": ("en", "Eat well.", "Eat well.", "Eat nothing."),
    "L1": ("pa", "Eat and drink.", "ਖਾਓ ਅਤੇ ਪੀਓ।", "Khao ate peeo."),
    "L2": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez b\u0456en."),
    "L3": ("fr_CA", "Eat well.", "Mangez bien.", "Eat well."),
    "L4": ("zh_Hans", "Do not drive.", "请勿开车。", "請勿開車。"),
    "L5": ("fr_CA", "Eat well if you are up.", "Mangez bien si vous êtes debout.", "Mangez bien if you are up."),
    "L6": ("es_US", "Does it work?", "¿Funciona?", "Funciona."),
    "L7": ("fr_CA", "How you feel.", "Comment vous vous sentez.", "Comment vous sentez sentez."),
    "L8": ("pa", "Eat and drink.", "ਖਾਓ ਅਤੇ ਪੀਓ।", "ਖਾਓ ਅਤੇ\u200b ਪੀਓ।"),
    "L9": ("zh_Hans", LONG, "大多数人都会感到酸痛，这很正常。请继续轻轻活动。", "正常。动。"),
    "L11": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez *bien*."),
    "L13": ("fr_CA", "Eat well.", "Mangez bien.", "Mangez bien. " * 400),
    "L12": ("fr_CA", "Eat well. Sleep well.", "Mangez bien. Dormez bien.", "Mangez bien, et dormez bien."),
    "S2": ("zh_Hans", "It does not help.", "它没有用。", "它有用。"),
    "S6": ("fr_CA", "We eat before we go.", "Nous mangeons avant de partir.", "Nous mangeons et partons."),
    "G1": ("fr_CA", "A needle goes in.", "Une aiguille entre.", "Une épingle entre."),
}
"""For each rule on one message: language, source, a translation that keeps the rule, one that breaks it."""
ELSEWHERE = {
    "C2": "test_doubtful",
    "C3": "test_forms",
    "C4": "test_seeded_faults",
    "C5": "test_seeded_faults",
    "C6": "test_twice",
    "C8": "test_bad_input",
    "C11": "test_seeded_faults",
    "G2": "test_only_sure_rows_of_the_glossary_stop",
    "L10": "test_twins",
    "S1": "test_critical",
    "X3": "TestWatching",
    "X4": "test_regions_wording",
    "X5": "test_regions_wording",
    "X1": "TestExceptions",
    "X2": "TestExceptions",
}
"""Rules on more than the words of one message, and the tests that have their examples."""


@pytest.fixture(scope="module")
def project() -> Project:
    """Open the checkout as a project."""
    return open_project(ROOT)


@pytest.fixture(scope="module")
def entry(project: Project) -> Callable[..., Entry]:
    """Make an entry as the catalogue reader does."""

    def make(language: str, source: str, *texts: str, plural: str | None = None, fuzzy: bool = False) -> Entry:
        terms = tuple(project.glossary.terms_in(source))
        key, english = MessageKey(None, source, plural), project.languages["en"]
        return Entry(key, texts, project.languages[language], english, terms, ("Aspen Row",), fuzzy)

    return make


@pytest.mark.parametrize("rule", EXAMPLES)
def test_each_rule_has_an_example_that_keeps_it_and_one_that_breaks_it(rule: str, entry: Callable[..., Entry]) -> None:
    """A good translation breaks no rule at all; the other one breaks the rule, with its severity and a hint."""
    language, source, good, bad = EXAMPLES[rule]
    assert [] == check_entry(entry(language, source, good))
    found = {one.rule: one for one in check_entry(entry(language, source, bad))}
    assert rule in found
    assert RULES[rule].severity == found[rule].weight
    assert found[rule].advice.endswith(".")


def test_every_rule_has_its_examples() -> None:
    """No rule is without a passing and a failing example in the tests."""
    assert set(RULES) == set(EXAMPLES) | set(ELSEWHERE)


def test_titles_and_hints_are_for_people() -> None:
    """Each hint is a sentence that says what to do; no title ends in a full stop."""
    assert [] == [one.id for one in RULES.values() if not one.hint.endswith(".") or one.title.endswith(".")]


def test_doubtful(entry: Callable[..., Entry]) -> None:
    """A fuzzy translation is asked nothing else (C2), and counts as not translated."""
    assert ["C2"] == [one.rule for one in check_entry(entry("fr_CA", "Eat well.", "Mangez 2.", fuzzy=True))]
    assert not is_translated(entry("fr_CA", "Eat well.", "Mangez bien.", fuzzy=True))
    assert is_translated(entry("fr_CA", "Eat well.", "Mangez bien."))


def test_forms(entry: Callable[..., Entry]) -> None:
    """Each plural form of the language has to be there (C3) and filled in (C1)."""
    one, many = "%(count)s séance", "%(count)s séances"

    def rules(*texts: str) -> list[str]:
        sessions = entry("fr_CA", "%(count)s session", *texts, plural="%(count)s sessions")
        return [finding.rule for finding in check_entry(sessions)]

    assert [] == rules(one, many)
    assert ["C1"] == rules(one, "")
    assert ["C3"] == rules(one)
    assert ["C3"] == rules(one, many, many)
    assert ["F2"] == rules("une séance", many)


def test_twice() -> None:
    """A message stands once (C6); another context makes another message, a plural does not."""
    one, other = MessageKey(None, "Open"), MessageKey("door", "Open")
    assert [] == list(twice([(one, 1), (other, 5)]))
    assert [(one, 1, 9)] == list(twice([(one, 1), (one, 9)]))
    assert [(MessageKey(None, "Open", "Opens"), 1, 9)] == list(
        twice([(one, 1), (MessageKey(None, "Open", "Opens"), 9)])
    )


def test_twins(project: Project) -> None:
    """Opposites do not share a translation, which is an error; one text has one translation (L10)."""
    english = project.languages["en"]
    go, stay, again = MessageKey(None, "Eat it."), MessageKey(None, "Do not eat it."), MessageKey(None, "eat it")

    def severities(*texts: str) -> list[str]:
        twins = Twins({key: (text,) for key, text in zip((go, stay, again), texts, strict=True)}, english)
        return [one.weight for one in twins.check(go)]

    assert [] == severities("Mangez-le.", "Ne le mangez pas.", "mangez-le")
    assert ["error"] == severities("Mangez-le.", "Mangez-le.", "mangez-le")
    assert ["warning"] == severities("Mangez-le.", "Ne le mangez pas.", "prenez-le")
    heading, question = MessageKey(None, "Who may eat it"), MessageKey(None, "Who may eat it?")
    twins = Twins({heading: ("Wer es essen darf",), question: ("Wer darf es essen?",)}, english)
    assert [] == list(twins.check(heading))
    rare, common = MessageKey(None, "It is rare."), MessageKey(None, "It is common.")
    twins = Twins({rare: ("C’est rare.",), common: ("C’est rare.",)}, english)
    assert ["warning"] == [one.weight for one in twins.check(rare)]


def test_low_quotation_marks(entry: Callable[..., Entry]) -> None:
    """A low mark opens what a high one closes, turned in either way; the high one alone is not closed (L6)."""

    def rules(text: str) -> list[str]:
        return [one.rule for one in check_entry(entry("fr_CA", "Say “stop”.", text)) if one.rule == "L6"]

    assert [] == rules("Dites „stop“.")
    assert [] == rules("Dites „stop”.")
    assert ["L6"] == rules("Dites „stop.")
    assert ["L6"] == rules("Dites “stop.")


def test_an_english_name_of_the_glossary_is_no_english_left_over(entry: Callable[..., Entry]) -> None:
    """Where the glossary allows the English name in a language, it may stand there; other English may not (L5)."""

    def rules(text: str) -> list[str]:
        return [one.rule for one in check_entry(entry("de", "Side effects of dry needling", text)) if one.rule == "L5"]

    assert [] == rules("Nebenwirkungen von Dry Needling")
    assert ["L5"] == rules("Side effects von Dry Needling")


def test_an_english_name_of_several_words_may_be_kept(entry: Callable[..., Entry]) -> None:
    """Where people say “tennis elbow”, and words.toml lists the whole name, it is no fragment (L5)."""
    one = entry("de", "You may have tennis elbow.", "Vielleicht haben Sie tennis elbow.")
    assert "L5" in {found.rule for found in check_entry(one)}
    words = one.language.words.model_copy(update={"same_words": ("tennis elbow",)})
    kept = dataclasses.replace(one, language=one.language.model_copy(update={"words": words}))
    assert "L5" not in {found.rule for found in check_entry(kept)}


def test_critical(entry: Callable[..., Entry], project: Project) -> None:
    """A message is critical by its words, by a figure in it, or because its statement says so (S1)."""
    assert is_critical(entry("fr_CA", STOP))
    assert is_critical(entry("fr_CA", "You may be sore for %(days)s."))
    assert not is_critical(entry("fr_CA", "Eat well."))
    assert is_critical(entry("fr_CA", "Eat well."), marked=True)
    english = project.languages["en"].model_copy(update={"words": Wording()})
    assert not is_critical(Entry(MessageKey(None, STOP), (), english, english))


def test_a_source_language_is_not_its_own_copy(entry: Callable[..., Entry]) -> None:
    """The English catalogue holds the English words, and that is no fault."""
    assert [] == check_entry(entry("en", "Do not eat both for hours.", "Do not eat both for hours."))


def test_words_in_scripts_without_spaces(entry: Callable[..., Entry]) -> None:
    """In Chinese a “not” is found inside the text, and not in words that only look like one."""
    assert [] == check_entry(entry("zh_Hans", "You feel different.", "您感觉不同。"))
    assert ["S2"] == [one.rule for one in check_entry(entry("zh_Hans", "You feel it.", "您没感觉。"))]


def test_a_lost_prohibition_is_an_error(entry: Callable[..., Entry]) -> None:
    """Where a critical sentence begins with “Do not”, a lost “not” is an error; elsewhere a warning (S2)."""

    def weights(source: str, text: str) -> list[str]:
        return [one.weight for one in check_entry(entry("fr_CA", source, text)) if one.rule == "S2"]

    assert ["error"] == weights(STOP, "Arrêtez-le.")
    assert ["error"] == weights("Eat well. Never smoke.", "Mangez bien. Fumez.")
    assert ["warning"] == weights("It does not help.", "Cela aide.")
    assert [] == weights(STOP, "Il est interdit de l’arrêter.")


def test_half_negative_phrases(entry: Callable[..., Entry]) -> None:
    """“Only” may be said with a “not”, and has to be said; any other “not” is one too many (S2)."""

    def rules(text: str) -> list[str]:
        return [one.rule for one in check_entry(entry("fr_CA", "Eat only when you are hungry.", text))]

    assert [] == rules("Ne mangez que si vous avez faim.")
    assert [] == rules("Mangez seulement si vous avez faim.")
    assert ["S2", "S2"] == rules("Ne mangez pas si vous avez faim.")


def test_opposites(entry: Callable[..., Entry]) -> None:
    """A word with an opposite is a warning when it is lost, and an error when its opposite stands there (S6)."""

    def weights(text: str) -> list[str]:
        return [one.weight for one in check_entry(entry("fr_CA", "We eat before we go.", text)) if one.rule == "S6"]

    assert [] == weights("Nous mangeons avant de partir.")
    assert ["warning"] == weights("Nous mangeons et partons.")
    assert ["error"] == weights("Nous mangeons après le départ.")


UNDER = "It is not advised under %(age)s. An older child and a parent or guardian must both agree."
BLEEDS, MOVE = (
    "If a spot bleeds, press on it firmly with a clean tissue.",
    "Feeling sore is normal. Keep moving gently.",
)
RISK, CLEAN = "The true numbers may be higher.", "Your skin must be clean too."
TURNED = (
    ("fr_CA", UNDER, "avant %(age)s", "après %(age)s"),
    ("es_US", UNDER, "menores de %(age)s", "mayores de %(age)s"),
    ("pa", UNDER, "%(age)s{oblique} ਤੋਂ ਛੋਟੇ", "%(age)s{oblique} ਤੋਂ ਵੱਡੇ"),
    ("ar", UNDER, "قبل عمر %(age)s", "بعد عمر %(age)s"),
    ("zh_Hans", UNDER, "未满%(age)s", "超过%(age)s"),
    ("fr_CA", BLEEDS, "fermement", "doucement"),
    ("es_US", BLEEDS, "con firmeza", "con suavidad"),
    ("pa", BLEEDS, "ਘੁੱਟ ਕੇ", "ਹੌਲੀ"),
    ("ar", BLEEDS, "بإحكام", "برفق"),
    ("zh_Hans", BLEEDS, "用力", "轻轻"),
    ("es_US", MOVE, "con suavidad", "con fuerza"),
    ("zh_Hans", MOVE, "轻柔", "用力"),
)
"""Language, source, the right words of the shipped translation, and those that turn them round."""


@pytest.mark.parametrize("case", TURNED)
def test_limits_and_manners_turned_round(
    case: tuple[str, str, str, str], project: Project, entry: Callable[..., Entry]
) -> None:
    """Over an age for under it, gently for firmly: an error in each language; what is shipped raises nothing (S6)."""
    language, source, right, wrong = case
    text = project.catalogue(language).translations[MessageKey(None, source)].texts[0]
    assert [] == check_entry(entry(language, source, text))
    found = [one.weight for one in check_entry(entry(language, source, text.replace(right, wrong))) if one.rule == "S6"]
    assert ["error"] == found


@pytest.mark.parametrize(
    ("source", "good", "turned", "lost"),
    [
        (RISK, "Les vrais chiffres sont peut-être plus élevés.", "doivent être", "sont"),
        (CLEAN, "Votre peau doit être propre aussi.", "peut être", "est"),
    ],
)
def test_must_and_may(source: str, good: str, turned: str, lost: str, entry: Callable[..., Entry]) -> None:
    """“Must” for “may” is an error, and the other way round; one that is only left out is a warning (S6)."""

    def weights(words: str) -> list[str]:
        text = re.sub("sont peut-être|doit être", words, good)
        return [one.weight for one in check_entry(entry("fr_CA", source, text)) if one.rule == "S6"]

    assert [] == check_entry(entry("fr_CA", source, good))
    assert ["error"] == weights(turned)
    assert ["warning"] == weights(lost)


def test_a_word_is_not_taken_for_a_limit(entry: Callable[..., Entry]) -> None:
    """“Under” is a limit only before a figure: “put a cloth under it” asks for no word of a limit (S6)."""
    found = check_entry(entry("fr_CA", "Put a cloth under it.", "Placez un tissu dessous."))
    assert [] == found


def test_only_sure_rows_of_the_glossary_stop(entry: Callable[..., Entry]) -> None:
    """A row that waits for a native medical translator warns; one that is sure stops (G1), as a name does (G2)."""

    def found(text: str, *, sure: bool, keep: bool = False) -> list[tuple[str, str]]:
        row = TermForms(allowed=("ecchymose",), forbidden=("bosse",), sure=sure)
        term = Term(id="bruise", term="bruise", keep=keep, languages={"fr_CA": row})
        bruise = dataclasses.replace(entry("fr_CA", "A bruise is normal.", text), terms=(term,))
        return [(one.rule, one.weight) for one in check_entry(bruise)]

    assert [] == found("Une ecchymose est normale.", sure=True) + found("Une ecchymose est normale.", sure=False)
    assert 2 * [("G1", "error")] == found("Une bosse est normale.", sure=True)
    assert 2 * [("G1", "warning")] == found("Une bosse est normale.", sure=False)
    assert [("G2", "error")] == found("Une bosse est normale.", sure=True, keep=True)
    assert [("G2", "warning")] == found("Une bosse est normale.", sure=False, keep=True)


def test_placeholders_in_the_order_of_the_language(entry: Callable[..., Entry]) -> None:
    """A pair that a language says the other way round has to be said so; all others keep their order (F2)."""
    source = "%(count)s of every %(total)s"

    def rules(language: str, source: str, text: str) -> list[str]:
        return [one.rule for one in check_entry(entry(language, source, text))]

    assert [] == rules("zh_Hans", source, "每%(total)s次中有%(count)s次")
    assert ["F2"] == rules("zh_Hans", source, "每%(count)s次中有%(total)s次")
    assert ["F2"] == rules("fr_CA", source, "%(total)s sur %(count)s")
    assert ["F2"] == rules("zh_Hans", "%(low)s to %(high)s", "%(high)s至%(low)s")


def test_letters_of_persian() -> None:
    """A language is found by its code: Persian has its own yeh and kaf, and may use a non-joiner."""
    persian = Language(
        code="fa", plural_forms="nplurals=1; plural=0;", provenance="translated", words=Wording(joiners=True)
    )
    key = MessageKey(None, "We say it.")
    assert [] == check_entry(Entry(key, ("می\u200cگوییم.",), persian))
    assert ["L4"] == [one.rule for one in check_entry(Entry(key, ("مي\u200cگوييم.",), persian))]


def test_forbidden_forms_of_another_term(entry: Callable[..., Entry]) -> None:
    """A form that is wrong for one term may stand where the source has the term it is right for."""
    both = "Is dry needling acupuncture?"
    assert [] == check_entry(entry("fr_CA", both, "La puncture avec aiguilles sèches, est-ce de l’acupuncture?"))


def test_names_stay_in_languages_without_a_row() -> None:
    """Where the glossary has no form of a name, the English one has to stand there (G2)."""
    language = Language(code="vi", plural_forms="nplurals=1; plural=0;", provenance="translated")
    term = Term(id="hiv", term="HIV", keep=True)
    key = MessageKey(None, "You have HIV.")
    assert [] == check_entry(Entry(key, ("Bạn có HIV.",), language, terms=(term,)))
    assert ["G2"] == [one.rule for one in check_entry(Entry(key, ("Bạn có bệnh.",), language, terms=(term,)))]


EXCEPTION = """\
[[exception]]
rule = "{rule}"
message = "{message}"
translation = "Mangez et buvez pour deux"
reason = "The French idiom has no such word."
name = "A. Translator"
"""
EAT = "Eat and drink as usual."


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return a translator's folder: French with one wrong number word and one wrong end."""
    (tmp_path / "clinics").mkdir()
    path = tmp_path / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po"
    path.parent.mkdir(parents=True)
    text = (ROOT / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po").read_text("utf-8")
    path.write_text(text.replace("buvez comme d’habitude.", "buvez pour deux"), "utf-8")
    return tmp_path


def _except(overlay: Path, *rules: str, message: str = EAT, table: str = EXCEPTION) -> None:
    file = overlay / "locales" / "fr_CA" / "exceptions.toml"
    file.write_text("\n".join(table.format(rule=rule, message=message) for rule in rules), "utf-8")


def _po(overlay: Path) -> Path:
    return overlay / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po"


def _retranslate(overlay: Path, text: str) -> None:
    """Have a translator write another translation, as it stands in a PO file."""
    entry = re.compile(rf'(msgid "{re.escape(EAT)}"\nmsgstr ").*(")')
    changed = entry.sub(lambda found: f"{found[1]}{text}{found[2]}", _po(overlay).read_text("utf-8"))
    _po(overlay).write_text(changed, "utf-8")


def _checked(overlay: Path) -> Checked:
    return check_catalogues(open_project(overlay), ["fr_CA"])[0]


def _rules(overlay: Path) -> list[tuple[str | None, str]]:
    return [(one.rule, one.severity) for one in _checked(overlay).problems]


class TestWatching:
    """A rule that knows too little of a language says so (X3), instead of finding nothing for ever."""

    def test_every_shipped_language_is_watched(self, project: Project) -> None:
        """The lists of words of the shipped languages have whatever the rules look for."""
        assert dict.fromkeys(project.languages, ()) == {code: unwatched(project, code) for code in project.languages}

    @pytest.mark.parametrize(
        ("lost", "told"),
        [
            ({"negation": ()}, "when these are lost or wrong: “not” (S2)."),
            ({"half_negation": {}}, "“only”, “until” (S2)."),
            ({"numbers": {"2": ("deux",)}}, "“3”, “4”, “5” and 5 more (N3)."),
            ({"contrast": {}}, "“more than”, “less than”, “or more” and 21 more (S6)."),
        ],
    )
    def test_a_list_without_its_words(self, lost: dict[str, Any], told: str, project: Project) -> None:
        """Each list that lacks what a rule looks for is named with the rule and the file, as a warning."""
        french = project.languages["fr_CA"]
        words = french.words.model_copy(update=lost)
        (found,) = unseen(french.model_copy(update={"words": words}), project.languages["en"])
        assert found.reason.endswith(told)
        assert ("X3", "warning", "locales/fr_CA/words.toml") == (found.rule, found.severity, found.path)

    def test_empty_lists_count_as_none(self, project: Project) -> None:
        """A list that waits to be filled in asks for no word, and does not make its rule look awake."""
        english = project.languages["en"]
        words = Wording.model_validate(
            {"contrast": {"before": []}, "numbers": {"2": []}, "half_negation": {"only": []}}
        )
        assert Wording() == words
        bare = project.languages["fr_CA"].model_copy(update={"words": words})
        assert 1 == len(list(unseen(bare, english)))
        assert [] == check_entry(Entry(MessageKey(None, "Eat before noon."), ("Mangez après.",), bare, english))

    def test_english_without_words(self, project: Project) -> None:
        """A project's own empty list of English words switches no rule off in silence."""
        bare = project.languages["en"].model_copy(update={"words": Wording()})
        found = unwatched(dataclasses.replace(project, languages={**project.languages, "en": bare}), "fr_CA")
        assert ["locales/en/words.toml"] == [one.path for one in found]


class TestExceptions:
    """`locales/<code>/exceptions.toml`: somebody with a name answers for each."""

    def test_without_one(self, overlay: Path) -> None:
        """A fault without an exception is found."""
        assert [("N3", "error"), ("L6", "warning")] == _rules(overlay)

    def test_one_that_matches(self, overlay: Path) -> None:
        """An exception takes its rule off its message, in the check and for the leaflet, and no other rule."""
        _except(overlay, "N3")
        assert [("L6", "warning")] == _rules(overlay)
        assert () == open_project(overlay).catalogue("fr_CA").faults(MessageKey(None, EAT))

    def test_one_that_matches_nothing(self, overlay: Path) -> None:
        """An exception that is not needed any more is a warning (X1)."""
        _except(overlay, "N1", "N3", "L6")
        assert [("X1", "warning")] == _rules(overlay)

    def test_one_for_a_message_that_is_not_there(self, overlay: Path) -> None:
        """So is one whose message is spelt wrong."""
        _except(overlay, "N3", message="Eat and drink.")
        assert ("X1", "warning") in _rules(overlay)

    def test_one_for_an_earlier_translation(self, overlay: Path) -> None:
        """An exception holds for the translation that it was given for; a later one is checked anew."""
        _except(overlay, "N3")
        _retranslate(overlay, "Mangez et buvez trois fois")
        assert [("N3", "error"), ("L6", "warning"), ("X1", "warning")] == _rules(overlay)
        said = _checked(overlay).problems[-1]
        assert "The translation has changed since" in said.reason
        assert said.hint.endswith('translation = "Mangez et buvez trois fois"')

    def test_one_that_does_not_say_for_which_translation(self, overlay: Path) -> None:
        """It takes nothing off, and the check hands out the line to copy, which then holds."""
        bare = EXCEPTION.replace('translation = "Mangez et buvez pour deux"\n', "")
        for text in (r"Mangez « pour deux », c’est-à-dire \"deux\" fois.", r"Mangez \\ deux fois. \n"):
            _retranslate(overlay, text)
            _except(overlay, "N3", table=bare)
            said = next(one for one in _checked(overlay).problems if one.rule == "X1")
            assert "does not say for which translation" in said.reason
            line = said.hint.removeprefix("Add the line: ")
            _except(overlay, "N3", table=f"{bare}{line}\n")
            assert {"N3", "X1"}.isdisjoint(rule for rule, _ in _rules(overlay))

    def test_one_for_plural_forms(self, overlay: Path) -> None:
        """For a message with plural forms the exception holds every form."""
        po = _po(overlay)
        po.write_text(po.read_text("utf-8").replace('"%(count)s séances"', '"%(count)s séances deux"'), "utf-8")
        bare = EXCEPTION.replace('translation = "Mangez et buvez pour deux"\n', "")
        _except(overlay, "N3", table=bare, message="%(count)s session")
        said = next(one for one in _checked(overlay).problems if one.rule == "X1")
        line = said.hint.removeprefix("Add the line: ")
        assert 'translation = ["%(count)s séance", "%(count)s séances deux"]' == line
        _except(overlay, "N3", table=f"{bare}{line}\n", message="%(count)s session")
        assert "X1" not in {rule for rule, _ in _rules(overlay)}

    def test_one_that_stands_twice(self, overlay: Path) -> None:
        """The same exception twice is a warning (X1)."""
        _except(overlay, "N3", "N3")
        assert [("L6", "warning"), ("X1", "warning")] == _rules(overlay)
        assert "twice" in _checked(overlay).problems[-1].reason

    @pytest.mark.parametrize("rule", ["C1", "C2", "C3", "F1", "F2"])
    def test_rules_without_exceptions(self, rule: str, overlay: Path) -> None:
        """What would break the printed leaflet cannot be excepted (X2)."""
        _except(overlay, rule)
        assert ("X2", "error") in _rules(overlay)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("reason = ", "# reason = ", "exception 1.reason"),
            ("name = ", "# name = ", "exception 1.name"),
            ('"A. Translator"', '""', "exception 1.name"),
            ("reason = ", "# reason = ", "the guide for translators shows how"),
            ('"{rule}"', '"N33"', "No rule is called “N33”"),
            ('"{rule}"', '"n3"', "Did you mean “N3”?"),
            ("[[exception]]", "[exception]", "This has to be a list"),
            ("[[exception]]", "[[exceptions]]", "This key is not known"),
        ],
    )
    def test_reason_and_name_are_asked_for(self, overlay: Path, old: str, new: str, said: str) -> None:
        """An exception without a reason, a name or a known rule is refused, with its place."""
        _except(overlay, "N3", table=EXCEPTION.replace(old, new))
        done = run_leaflets("catalogue", "check", "-l", "fr_CA", cwd=overlay)
        assert 1 == done.returncode
        assert "locales/fr_CA/exceptions.toml" in done.stdout
        assert said in done.stdout


class Screen(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        """Say that a person looks at it."""
        return True


class TestOrder:
    """What `leaflets catalogue check` shows first, and how much of it."""

    @pytest.fixture
    def checked(self) -> Checked:
        """Return 30 warnings, of which one is critical, and after them an error and a critical error."""
        warnings = [
            Problem("a.po", f"Warning {number}.", "Look.", number, f"m{number}", "warning") for number in range(30)
        ]
        errors = [Problem("a.po", f"Error {number}.", "Mend it.", 90 + number, f"e{number}") for number in range(2)]
        return Checked("ar", (*warnings, *errors), frozenset({"e1", "m7"}))

    def test_the_gravest_come_first_on_standard_output(
        self, checked: Checked, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Critical errors, errors, critical warnings, warnings: all of them in a pipe, on standard output."""
        show_checked([checked])
        shown = re.findall(r"^  ((?:Error|Warning) \d+)\.$", capsys.readouterr().out, re.MULTILINE)
        assert ["Error 1", "Error 0", "Warning 7", "Warning 0"] == shown[:4]
        assert 32 == len(shown)

    @pytest.mark.parametrize(("everything", "count", "told"), [(False, 20, True), (True, 32, False)])
    def test_a_terminal_shows_the_first_few(
        self, checked: Checked, *, everything: bool, count: int, told: bool
    ) -> None:
        """A person sees the gravest 20, how many more there are, and the option that shows them."""
        with contextlib.redirect_stdout(Screen()) as screen:
            show_checked([checked], everything=everything)
        shown = screen.getvalue()
        assert count == len(re.findall(r"^  (?:Error|Warning) ", shown, re.MULTILINE))
        assert told == ("… and 12 more; --all shows them." in shown)


class TestCommand:
    """`leaflets catalogue check` as people and machines see it."""

    def test_lines_for_people(self, overlay: Path) -> None:
        """Each finding has its rule, place, reason and hint; errors come first, and give exit code 1."""
        done = run_leaflets("catalogue", "check", "-l", "fr_CA", cwd=overlay)
        assert 1 == done.returncode
        assert re.match(
            r"error N3: locales/fr_CA/LC_MESSAGES/leaflets\.po:\d+\n"
            r"  “Eat and drink as usual\.”\n  = “Mangez et buvez pour deux”\n",
            done.stdout,
        )
        assert "warning L6: " in done.stdout
        assert "  → Say what the source says.\n" in done.stdout
        assert done.stdout.endswith("\n1 error, 1 warning.\n")

    def test_json_and_sarif(self, overlay: Path) -> None:
        """JSON and SARIF hold the same findings; a warning alone does not fail."""
        _except(overlay, "N3")
        done = run_leaflets("catalogue", "check", "-l", "fr_CA", "--json", "--sarif", "found.sarif", cwd=overlay)
        assert 0 == done.returncode
        (found,) = json.loads(done.stdout)
        assert ("fr_CA", "L6", "warning", False) == tuple(
            found[key] for key in ("language", "rule", "severity", "critical")
        )
        sarif = json.loads((overlay / "found.sarif").read_text("utf-8"))
        (result,) = sarif["runs"][0]["results"]
        assert found["line"] == result["locations"][0]["physicalLocation"]["region"]["startLine"]
        line = (overlay / found["path"]).read_text("utf-8").splitlines()[found["line"] - 1]
        assert f'msgid "{EAT}"' == line

    def test_critical_messages_and_long_ones(self, overlay: Path) -> None:
        """What can harm is marked; message and translation are wrapped at 80 columns, with or without spaces."""
        shutil.copytree(ROOT / "locales" / "zh_Hans", overlay / "locales" / "zh_Hans")
        po = overlay / "locales" / "zh_Hans" / "LC_MESSAGES" / "leaflets.po"
        po.write_text(po.read_text("utf-8").replace("请勿开车、", f"{'请开车' * 30}2、"), "utf-8")
        done = run_leaflets("catalogue", "check", "-l", "zh_Hans", cwd=overlay)
        place, *lines = done.stdout.splitlines()
        assert place.startswith("error N1: locales/zh_Hans/")
        assert place.endswith(", critical")
        shown = lines[: next(number for number, line in enumerate(lines) if line.startswith("  →")) - 1]
        assert [] == [line for line in shown if cell_len(line) > 80]
        assert "请开车" * 30 in "".join(line.strip() for line in shown)

    def test_sarif_tells_where_it_is(self, overlay: Path) -> None:
        """The file is written where it was asked for, folders and all, and the command says so."""
        done = run_leaflets("catalogue", "check", "-l", "fr_CA", "--sarif", "new/found.sarif", cwd=overlay)
        assert "SARIF: new/found.sarif\n" in done.stdout
        assert (overlay / "new" / "found.sarif").exists()

    def test_a_language_that_can_be_added(self, overlay: Path) -> None:
        """A language of the registry that nobody has added is met with the command that adds it."""
        done = run_leaflets("catalogue", "check", "-l", "it", cwd=overlay)
        assert 2 == done.returncode
        assert "leaflets catalogue add it" in done.stdout
        assert "Did you mean" not in done.stdout

    def test_unknown_language(self, overlay: Path) -> None:
        """A language that nobody has is misuse, with a guess."""
        done = run_leaflets("catalogue", "check", "-l", "fr_CAX", cwd=overlay)
        assert 2 == done.returncode
        assert "Did you mean “fr_CA”" in done.stdout

    def test_a_catalogue_without_messages(self, overlay: Path) -> None:
        """A catalogue with a header alone has none of the messages, and that is an error (C4)."""
        path = overlay / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po"
        path.write_text(path.read_text("utf-8").partition("\n\n")[0] + "\n", "utf-8")
        assert [("C4", "error")] == _rules(overlay)
        assert re.match(r"The catalogue has none of the \d{3} messages", _checked(overlay).problems[0].reason)

    def test_what_stops_a_leaflet_is_what_the_check_says(self, overlay: Path) -> None:
        """The errors of a message in the check are those that stop a leaflet: the same values."""
        catalogue = open_project(overlay).catalogue("fr_CA")
        stops = [one for key in catalogue.translations for one in catalogue.faults(key)]
        assert stops == [one for one in _checked(overlay).problems if one.severity == "error"]


def test_sarif_has_the_form_of_the_standard(overlay: Path) -> None:
    """The file is SARIF 2.1.0: version, one run, a driver with its rules, and results that point at rules and lines."""
    data: dict[str, Any] = json.loads(as_sarif([_checked(overlay)]))
    assert "2.1.0" == data["version"]
    assert data["$schema"].endswith("sarif-2.1.0.json")
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert "leaflets" == driver["name"]
    assert list(RULES) == [rule["id"] for rule in driver["rules"]]
    for rule in driver["rules"]:
        assert {"id", "shortDescription", "help", "helpUri", "defaultConfiguration"} == rule.keys()
        assert {"text", "markdown"} == rule["help"].keys()
        assert rule["defaultConfiguration"]["level"] in {"error", "warning"}
    assert ["N3", "L6"] == [result["ruleId"] for result in run["results"]]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert re.search(r"\. [A-Z][^.]*\.$", result["message"]["text"])
        assert re.fullmatch(r"[0-9a-f]{64}", result["partialFingerprints"]["finding/v1"])
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert "locales/fr_CA/LC_MESSAGES/leaflets.po" == place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] > 0


def test_sarif_leads_to_each_rule(overlay: Path) -> None:
    """The address of each rule is absolute and opens a page that is installed here, at a part that says what to do."""
    driver = json.loads(as_sarif([_checked(overlay)]))["runs"][0]["tool"]["driver"]
    for rule in driver["rules"]:
        address = urlsplit(rule["helpUri"])
        assert ("file", rule["id"]) == (address.scheme, address.fragment)
        (part,) = html.parse(unquote(address.path)).xpath("//section[@id=$id]", id=address.fragment)
        said = part.text_content()
        assert RULES[rule["id"]].hint in said
        assert RULES[rule["id"]].title in said
        assert RULES[rule["id"]].hint in rule["help"]["text"]
        assert f"**{rule['id']}: {RULES[rule['id']].title}.**" in rule["help"]["markdown"]


def test_the_page_of_rules_is_the_register() -> None:
    """The page that is installed says of every rule what the register says today."""
    if os.environ.get("LEAFLETS_REWRITE"):
        page.PAGE.write_text(page.as_page(), "utf-8")
    assert page.as_page() == page.PAGE.read_text("utf-8")


def test_a_fingerprint_outlives_moved_lines(overlay: Path) -> None:
    """A finding has the same fingerprint when lines are added above it, and another one in another message."""

    def prints() -> list[str]:
        data = json.loads(as_sarif([_checked(overlay)]))
        return [result["partialFingerprints"]["finding/v1"] for result in data["runs"][0]["results"]]

    before = prints()
    _po(overlay).write_text("# moved\n# down\n" + _po(overlay).read_text("utf-8"), "utf-8")
    assert before == prints()
    assert len(before) == len(set(before))
