"""What translators see beside each message, in the template and in each language's own words."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from conftest import ROOT, keep_one_clinic, lay_fonts, run_leaflets
from sampling import share_of

from leaflets.checks import check_all
from leaflets.model import Language
from leaflets.project import Project, open_project
from leaflets.readers.catalogues import message_key
from leaflets.readers.messages import PLACEHOLDER
from leaflets.readers.po_faults import shown as shown_as
from leaflets.translation.checking import check_catalogue
from leaflets.translation.critical import critical_messages
from leaflets.translation.extraction import Template, extract, render, update
from leaflets.translation.hints import find_hints

SORE = "Most people feel sore after treatment. It usually lasts %(days)s."
CALL = "Call %(number)s now if you have any of these signs. Say that you had dry needling, and where on your body."
POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


@cache
def _project() -> Project:
    return open_project(ROOT)


@cache
def _template() -> Template:
    return extract(_project())


def _language(code: str) -> Language:
    return _project().languages[code]


@cache
def _updated(code: str) -> Catalog:
    """Return a shipped catalogue as an update leaves it."""
    data, _ = update(_template(), _project().catalogue_path(code), _language(code))
    return read_po(BytesIO(data))


def _comments(code: str | None, text: str, context: str | None = None) -> list[str]:
    """Return what stands beside a message: in a language, or in the template."""
    catalog = _template() if code is None else _updated(code)
    message = catalog.get(text, context)
    assert message is not None, text
    return [str(comment) for comment in message.auto_comments]


class TestPlace:
    """A comment says where a message stands and what it is there."""

    @pytest.mark.parametrize(
        ("text", "comment"),
        [
            ("After your dry needling", "aftercare · title"),
            ("How to look after yourself, and when to get help.", "aftercare · line below the title"),
            ("Soreness and bruises", "aftercare › soreness · heading"),
            ("Eat and drink as usual.", "aftercare › daily › eat-drink"),
            ("Your face, tongue or throat swells, or you wheeze.", "side-effects › emergency › allergy · critical"),
            ("A person walks with easy steps.", "aftercare › moving › walking · read aloud in place of a drawing"),
            (
                "Do you have a tumour there, or have you had one?",
                "screening › part › C09 · critical · question of a checklist, with boxes for yes and no",
            ),
            (
                "Do not needle the place of a tumour. Take care where cancer was treated.",
                "screening › part › C09 · critical · for staff only: what to do if the answer is yes",
            ),
            ("A little bleeding", "side-effects › how-often › bleeding · name of a side effect, a heading"),
            ("Opening hours", "layout › contact"),
        ],
    )
    def test_each_kind_of_message(self, text: str, comment: str) -> None:
        """Title, heading, statement, drawing, question, advice for staff and layout are told apart."""
        assert comment in _comments(None, text)
        assert comment in _comments("fr_CA", text)

    def test_a_shared_block_names_every_topic(self) -> None:
        """A text of a shared block is listed for each topic that includes it, in alphabetical order."""
        places = [one for one in _comments(None, CALL) if "›" in one]
        assert [f"{topic} › emergency › emergency-call · critical" for topic in sorted(_topics_with(CALL))] == places

    def test_no_message_is_without_a_place(self) -> None:
        """Every message says where it stands: in a topic or in the layout."""
        lost = [message.id for message in _messages(None) if not any(_is_place(one) for one in message.auto_comments)]
        assert [] == lost

    def test_critical_is_one_answer(self) -> None:
        """Notes, status and check agree on what is critical: statements, headings of red boxes, words and figures."""
        project = _project()
        statements = (one for topic in project.topics.values() for one in topic.statements)
        marked = {key for one in statements if one.critical for key in one.messages}
        shown = {message_key(one) for one in _messages(None) if " · critical" in " ".join(one.auto_comments)}
        assert critical_messages(project) == shown
        assert marked < shown
        texts = {key.id for key in shown}
        assert {"Get help right away", SORE, "Do not treat", "%(low)s to %(high)s"} < texts
        assert not {"Page %(page)s of %(pages)s", "Logo of %(clinic)s", "Opening hours"} & texts
        checked = check_catalogue(project, "ar", _template())
        assert {shown_as(key) for key in shown} == checked.critical

    def test_critical_in_one_place_is_critical_in_each(self) -> None:
        """A text that is translated once is marked in each of its places, each of which is named once."""
        for message in _messages(None):
            places = [one for one in message.auto_comments if one.startswith("layout › ") or " › " in one]
            assert len(places) == len(set(places))
            assert 1 >= len({" · critical" in one for one in places if not one.startswith("glossary")})


def _topics_with(text: str) -> Iterator[str]:
    for slug, topic in _project().topics.items():
        if text in {key.id for key in topic.messages}:
            yield slug


def _messages(code: str | None) -> list[Message]:
    catalog = _template() if code is None else _updated(code)
    return [message for message in catalog if message.id]


def _is_place(comment: str) -> bool:
    return re.match(rf"({'|'.join(_project().topics)}|layout)( ›| ·)", comment) is not None


class TestGaps:
    """A comment shows what each placeholder will look like, as the language itself writes it."""

    @pytest.mark.parametrize(
        ("code", "example"),
        [
            (None, "1 to 3 days"),
            ("en", "1 to 3 days"),
            ("fr_CA", "1 à 3 jours"),
            ("ar", "1 إلى 3 أيام"),
            ("zh_Hans", "1至3天"),
        ],
    )
    def test_a_figure_in_the_language_s_words(self, code: str | None, example: str) -> None:
        """A range with its unit is shown in the catalogue's language; in the template, in English."""
        assert f"%(days)s will be “{example}”" in _comments(code, SORE)

    @pytest.mark.parametrize(("code", "total"), [(None, "1,000"), ("fr_CA", "1 000"), ("ar", "1,000")])
    def test_a_number_with_the_language_s_signs(self, code: str | None, total: str) -> None:
        """A large number has the separator of the language."""
        assert f"%(total)s will look like “{total}”" in _comments(code, "%(count)s of every %(total)s treatments")

    def test_a_frequency_has_the_topic_s_denominator(self) -> None:
        """A frequency is shown as its leaflet prints it, not as the register has it."""
        text = "Feeling sleepy, a headache or feeling sick: therapists noted each in about %(count)s."
        assert any("of every 1,000 treatments" in one for one in _comments(None, text))

    def test_a_telephone_number_is_an_example(self) -> None:
        """A number of the clinic's region is shown as one of several."""
        example = "%(number)s will be a telephone number of the clinic’s region, such as “911”"
        assert [example, example] == [one for code in ("pa", None) for one in _comments(code, CALL) if "%(" in one]

    def test_names_of_days(self) -> None:
        """Opening hours show the language's own names of days."""
        assert "%(first)s will look like “lundi”" in _comments("fr_CA", "%(first)s to %(last)s", "days")

    @pytest.mark.parametrize("code", [None, "ar", "en", "es_US", "fr_CA", "pa", "zh_Hans"])
    def test_no_placeholder_is_unexplained(self, code: str | None) -> None:
        """Every placeholder of every message is named in its comments."""
        for message in _messages(code):
            texts = (message.id,) if isinstance(message.id, str) else message.id
            names = {name for text in texts for name in PLACEHOLDER.findall(text)}
            told = " ".join(message.auto_comments)
            assert set() == {name for name in names if f"%({name})s" not in told}, message.id

    def test_a_new_language_gets_the_english_example(self, tmp_path: Path) -> None:
        """As long as a language has no words for a figure, its example is English and says so."""
        new = Language(code="pl", plural_forms=POLISH, provenance="translated")
        data, _ = update(_template(), tmp_path / "leaflets.po", new)
        assert "#. %(days)s will be “1 to 3 days”, in your language\n" in data.decode("utf-8")
        assert "#. %(first)s will look like “poniedziałek”\n" in data.decode("utf-8")

    def test_a_new_clinic_changes_no_comment(self, tmp_path: Path) -> None:
        """No example is a clinic's own: a clinic is added without touching translators' files."""
        content = _content(tmp_path)
        shutil.copytree(content / "clinics" / "heron-mill", content / "clinics" / "a-first-clinic")
        assert render(_template()) == render(extract(open_project(content)))


def _content(tmp_path: Path) -> Path:
    """Return a copy of the content that a test may change."""
    for name in ("clinics", "templates", "locales", "evidence"):
        shutil.copytree(ROOT / name, tmp_path / name)
    lay_fonts(tmp_path)
    return tmp_path


class TestTerms:
    """A comment lists the glossary's words for the terms of a message."""

    def test_allowed_and_forbidden_words(self) -> None:
        """A term is shown with every allowed form and every forbidden one of the language."""
        allowed, forbidden = "“الوخز بالإبر الجافة” or “وخز بالإبر الجافة”", "“الإبر الصينية” or “للإبر الصينية”"
        assert f"glossary: “dry needling” = {allowed}; never {forbidden}" in _comments("ar", CALL)

    def test_stems_are_for_the_check_alone(self) -> None:
        """Translators are shown whole words, not the beginnings that the check takes for the term, too."""
        forms = _project().glossary.terms["needle"].languages["fr_CA"]
        assert forms.stems
        shown = [one for message in _messages("fr_CA") for one in message.auto_comments if "glossary: “needle”" in one]
        assert shown
        assert not [one for one in shown for stem in forms.stems if f"“{stem}”" in one]

    def test_unsure_words_say_so(self) -> None:
        """A word that nobody is sure of says whom to ask."""
        line = next(one for one in _comments("pa", CALL) if "dry needling" in one)
        assert line.startswith("glossary: “dry needling” = “ਡਰਾਈ ਨੀਡਲਿੰਗ”; never “ਐਕਯੂਪੰਕਚਰ”")
        assert line.endswith("; unsure: ask a native medical translator")

    @pytest.mark.parametrize("code", [None, "en"])
    def test_the_source_has_the_terms_alone(self, code: str | None) -> None:
        """The template and the English catalogue name the terms, which have no other form there."""
        assert ["glossary: “dry needling”"] == [one for one in _comments(code, CALL) if one.startswith("glossary")]

    def test_the_longest_term_counts(self) -> None:
        """“Chest pain” is not listed as pain too."""
        text = (
            "Do not fly or dive if you have chest pain or trouble breathing. Get emergency help. "
            "After a collapsed lung, do not dive. Ask a doctor when you may fly."
        )
        terms = _comments("fr_CA", text)
        assert any(one.startswith("glossary: “chest pain”") for one in terms)
        assert not any(one.startswith("glossary: “pain”") for one in terms)

    def test_a_name_is_kept_letter_for_letter(self, tmp_path: Path) -> None:
        """A term to keep says so: in the language's own form, or the English one where it has none."""
        hiv = [one for message in _messages("fr_CA") for one in message.auto_comments if "“HIV”" in one]
        assert {"glossary: “HIV” = “VIH”, letter for letter; unsure: ask a native medical translator"} == set(hiv)
        new = Language(code="sv", plural_forms="nplurals=2; plural=(n != 1);", provenance="translated")
        data, _ = update(_template(), tmp_path / "leaflets.po", new)
        assert "#. glossary: “HIV” = “HIV”, letter for letter\n" in data.decode("utf-8")

    def test_a_language_without_a_word_says_so(self, tmp_path: Path) -> None:
        """A term that the language has no word for yet is listed as a gap."""
        new = Language(code="sv", plural_forms="nplurals=2; plural=(n != 1);", provenance="translated")
        data, _ = update(_template(), tmp_path / "leaflets.po", new)
        assert "#. glossary: “needle” has no agreed word in this language yet\n" in data.decode("utf-8")


class TestHints:
    """A changed text shows what its translator wrote before, and is never filled in with it."""

    def _po(self, tmp_path: Path, *changes: tuple[str, str]) -> Path:
        path = tmp_path / "leaflets.po"
        text = _project().catalogue_path("fr_CA").read_text("utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        path.write_text(text, "utf-8")
        return path

    def test_the_old_pair_stands_beside_the_new_text(self, tmp_path: Path) -> None:
        """A text that replaced a similar one shows the old pair in a comment; it is empty and not fuzzy."""
        path = self._po(tmp_path, ('msgid "Eat and drink as usual."', 'msgid "Eat and drink as you usually do."'))
        data, _ = update(_template(), path, _language("fr_CA"))
        message = read_po(BytesIO(data)).get("Eat and drink as usual.")
        assert message is not None
        assert ("", False) == (message.string, message.fuzzy)
        assert (
            "Was: “Eat and drink as you usually do.” → “Mangez et buvez comme d’habitude.”" == message.auto_comments[-1]
        )
        assert '#~ msgid "Eat and drink as you usually do."\n' in data.decode("utf-8")

    def test_it_stays_until_the_text_is_translated(self, tmp_path: Path) -> None:
        """The hint is the same in every update, and goes when the text has its words."""
        path = self._po(tmp_path, ('msgid "Eat and drink as usual."', 'msgid "Eat and drink as you usually do."'))
        first, _ = update(_template(), path, _language("fr_CA"))
        path.write_bytes(first)
        assert first == update(_template(), path, _language("fr_CA"))[0]
        empty = 'msgid "Eat and drink as usual."\nmsgstr ""'
        path.write_text(first.decode("utf-8").replace(empty, empty[:-1] + 'Mangez et buvez."'), "utf-8")
        assert b"Was: " not in update(_template(), path, _language("fr_CA"))[0]

    def test_unlike_texts_give_no_hint(self) -> None:
        """An obsolete text about something else is not shown."""
        new, old = Message("Rest your left arm."), Message("Drink a cup of water.", "Bois un verre d’eau.")
        assert {} == find_hints([new], [old])

    def test_the_most_alike_text_is_shown(self) -> None:
        """Of several similar texts the one that is most alike is shown, whatever their order."""
        new = Message("Rest your left arm today.")
        olds = [Message("Rest your left arm.", "A"), Message("Rest your left arm to-day.", "B")]
        assert find_hints([new], olds) == find_hints([new], olds[::-1])
        assert ["Was: “Rest your left arm to-day.” → “B”"] == list(find_hints([new], olds).values())

    def test_doubtful_words_are_shown_as_doubtful(self) -> None:
        """Words that were marked as fuzzy say that nobody checked them."""
        old = Message("Rest your left arm.", "A", user_comments=["was fuzzy"])
        hints = find_hints([Message("Rest your right arm.")], [old])
        assert ["Was: “Rest your left arm.” → “A” (not checked)"] == list(hints.values())

    def test_plural_forms_are_shown_together(self) -> None:
        """A changed plural shows every form of the old words."""
        old = Message(("%(n)s cup", "%(n)s cups"), ("kubek", "kubki"))
        hints = find_hints([Message(("%(n)s cup", "%(n)s full cups"), ("", ""))], [old])
        assert ["Was: “%(n)s cup | %(n)s cups” → “kubek | kubki”"] == list(hints.values())


class TestFiles:
    """The shipped files are what extraction and update make, and updating is quick."""

    def test_the_template_is_fresh(self) -> None:
        """locales/leaflets.pot is, byte for byte, what extraction makes now."""
        assert (ROOT / "locales" / "leaflets.pot").read_bytes() == render(_template())

    @pytest.mark.parametrize("code", ["ar", "en", "es_US", "fr_CA", "pa", "zh_Hans"])
    def test_the_catalogues_are_fresh(self, code: str) -> None:
        """Updating a shipped catalogue changes no byte of it."""
        path = _project().catalogue_path(code)
        assert path.read_bytes() == update(_template(), path, _language(code))[0]

    def test_no_comment_is_wrapped(self) -> None:
        """A comment is one line, however long it is, so that a difference shows the whole of it."""
        text = (ROOT / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po").read_text("utf-8")
        assert max(len(line) for line in text.splitlines() if line.startswith("#. ")) > 100
        assert [] == [line for line in text.splitlines() if line.startswith("#: ") and ".j2:" in line]

    def test_old_comments_are_a_warning(self, tmp_path: Path) -> None:
        """A template whose comments alone are old is a warning of the check; one whose messages are old is an error."""
        content = _content(tmp_path)
        keep_one_clinic(content, "en")
        pot = content / "locales" / "leaflets.pot"
        found = []
        for before, after in (("1 to 3 days", "1 to 4 days"), ('msgid "Draft"', 'msgid "Sketch"')):
            pot.write_text(pot.read_text("utf-8").replace(before, after), "utf-8")
            problems = check_all(open_project(content), dt.date(2026, 11, 20))
            found.append([one.severity for one in problems if one.path == "locales/leaflets.pot"])
        assert [["warning"], ["error"]] == found

    def test_changed_texts_show_their_old_words(self, tmp_path: Path) -> None:
        """When half of the texts have changed, each says beside it what it was; the source needs no such help."""
        paths = {code: tmp_path / f"{code}.po" for code in ("en", *share_of(_project().languages, 0))}
        for code, path in paths.items():
            text = _project().catalogue_path(code).read_text("utf-8")
            path.write_text(re.sub(r'^msgid "([A-M])', r'msgid "Now: \1', text, flags=re.MULTILINE), "utf-8")
        for code, path in paths.items():
            data, counts = update(_template(), path, _language(code))
            assert counts["new"] > 100
            assert code == "en" or b"#. Was: " in data

    def test_the_command_is_as_good_as_the_function(self, tmp_path: Path) -> None:
        """`leaflets catalogue update` leaves the shipped catalogues as they are."""
        content = _content(tmp_path)
        assert 0 == run_leaflets("catalogue", "update", cwd=content).returncode
        for path in (content / "locales").rglob("*.po"):
            assert path.read_bytes() == (ROOT / path.relative_to(content)).read_bytes()
