"""Wording of a region: a small catalogue over its parent's, and everything else from the parent."""

import datetime as dt
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from conftest import ROOT, offer, run_leaflets
from openpyxl import load_workbook
from signing import PEOPLE, sign_all

from leaflets.composition import Composer
from leaflets.composition.spacing import recorded
from leaflets.errors import Problem
from leaflets.model import Composition, Leaflet, MessageKey
from leaflets.project import Project, open_project
from leaflets.readers.catalogues import load_po
from leaflets.reviewing.readings import read
from leaflets.reviewing.signing import check_reviewer
from leaflets.reviewing.signoffs import approval_of
from leaflets.translation.checking import Checked, check_catalogues
from leaflets.translation.exchange.changes import Skipped, read_import
from leaflets.translation.exchange.formats import write_job
from leaflets.translation.exchange.making import make_job
from leaflets.translation.extraction import render
from leaflets.translation.status import status_of

TODAY = dt.date(2026, 11, 20)
TOPIC = "aftercare"
EAT = MessageKey(None, "Eat and drink as usual.")
DRIVE = MessageKey(None, "Do not drive if you feel sleepy or dizzy.")
OURS = "Essen und trinken Sie wie üblich."
REGISTER = 'de_LI = { parent = "de", provenance = "machine draft" }\n'

Edit = Callable[[Catalog], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a person's folder with one clinic, one topic, and the German of Liechtenstein, as the program adds it."""
    place = tmp_path_factory.mktemp("region")
    shutil.copytree(ROOT / "clinics" / "heron-mill", place / "clinics" / "heron-mill")
    offer(place, "de", "en", topics=[TOPIC])
    done = run_leaflets("catalogue", "add", "de_LI", cwd=place)
    assert 0 == done.returncode, done.stdout
    assert "Script" not in done.stdout
    assert "German (Liechtenstein) (Deutsch (Liechtenstein)): Latn, 2 plural forms, over de" in done.stdout
    assert "no message yet: the words are those of de" in done.stdout
    return place


@pytest.fixture
def folder(made: Path, copy_of: Callable[[Path], Path]) -> Path:
    """Return a copy of that folder, which has one message of its own, and whose clinic offers it."""
    place = copy_of(made)
    offer(place, "de_LI", "de", "en", topics=[TOPIC])
    _say(place, EAT, OURS)
    return place


def _po(folder: Path, code: str = "de_LI") -> Path:
    return folder / "locales" / code / "LC_MESSAGES" / "leaflets.po"


def _edit(folder: Path, edit: Edit, code: str = "de_LI") -> None:
    """Change a catalogue as an editor would."""
    catalogue = load_po(_po(folder, code))
    edit(catalogue)
    _po(folder, code).write_bytes(render(catalogue, open_project(folder).languages[code]))


def _say(folder: Path, key: MessageKey, words: str) -> None:
    """Let the region say a message in words of its own, and bring its catalogue up to date."""

    def say(catalogue: Catalog) -> None:
        message = catalogue.get(key.id, key.context) or catalogue.add(key.id, context=key.context)
        message.string = words

    _edit(folder, say)
    _update(folder)


def _update(folder: Path) -> str:
    done = run_leaflets("catalogue", "update", "-l", "de_LI", cwd=folder)
    assert 0 == done.returncode, done.stdout
    return done.stdout


def _correct_parent(folder: Path, key: MessageKey, words: str) -> None:
    """Change the words of the parent, in a catalogue of the folder."""
    if not _po(folder, "de").exists():
        _po(folder, "de").parent.mkdir(parents=True)
        shutil.copy(_po(ROOT, "de"), _po(folder, "de"))
    _edit(folder, lambda catalogue: setattr(catalogue[key.id], "string", words), "de")


def _found(folder: Path) -> list[Problem]:
    (checked,) = _checked(folder)
    return list(checked.problems)


def _checked(folder: Path) -> list[Checked]:
    return check_catalogues(open_project(folder), ["de_LI"])


def _texts(project: Project, key: MessageKey, code: str = "de_LI") -> tuple[str, ...]:
    return project.catalogue(code).translations[key].texts


class TestAdding:
    """A language of a region lies over the one that is here."""

    def test_its_files_are_small(self, made: Path) -> None:
        """A line that names the parent, and a catalogue with nothing but its head; no lists of words."""
        assert (made / "locales" / "languages.toml").read_text("utf-8").endswith(REGISTER)
        catalogue = load_po(_po(made))
        assert [] == [message for message in catalogue if message.id]
        assert "what differs from de" in catalogue.header_comment
        assert not (made / "locales" / "de_LI" / "words.toml").exists()

    def test_other_plural_forms_are_written(self, made: Path, copy_of: Callable[[Path], Path]) -> None:
        """Where CLDR counts in another way in the region, its line says so."""
        place = copy_of(made)
        run_leaflets("catalogue", "add", "pt_AO", cwd=place, check=True)
        line = (place / "locales" / "languages.toml").read_text("utf-8").splitlines()[-1]
        assert line.startswith('pt_AO = { parent = "pt_BR", provenance = "machine draft"')
        assert '(n != 1);" }' in line


class TestParents:
    """A parent is whole, here, and the same language."""

    @pytest.mark.parametrize(
        ("line", "key", "reason"),
        [
            ('de_LI = { parent = "dd", provenance = "machine draft" }', "de_LI.parent", "“dd” is not known here."),
            ('de_LI = { parent = "de_LI", provenance = "machine draft" }', "de_LI.parent", "cannot be its own parent"),
            ('de_LI = { parent = "de_AT", provenance = "machine draft" }', "de_LI.parent", "has a parent of its own"),
            ('de_LI = { parent = "pl", provenance = "machine draft" }', "de_LI.parent", "Polish is another language"),
            (
                'zh_Hant_TW = { parent = "zh_Hans", provenance = "machine draft" }',
                "zh_Hant_TW.parent",
                "another script",
            ),
            ('de_LI = { provenance = "machine draft" }', "de_LI.plural_forms", "This key is missing."),
            (
                'de_LI = { parent = "de", provenance = "machine draft", plural_forms = "nplurals=1; plural=0;" }',
                "de_LI.plural_forms",
                "It has 1 plural forms, and its parent 2.",
            ),
            ('de_LI = { parent = "de", provenance = "original" }', "de_LI", "Only “en” is original"),
        ],
    )
    def test_what_is_no_parent_is_refused(self, line: str, key: str, reason: str, folder: Path) -> None:
        """The line that is wrong is named, with what to write instead; nothing prints in that language."""
        (folder / "locales" / "languages.toml").write_text(line, "utf-8")
        project = open_project(folder)
        told = [one for one in project.faults_in("language") if one.key == key]
        assert [reason] == [reason for one in told if reason in one.reason], project.faults_in("language")
        assert all(one.hint for one in told)
        assert key.partition(".")[0] not in project.languages
        assert "de" in project.languages

    def test_two_that_name_each_other(self, folder: Path) -> None:
        """A loop is refused on both of its lines."""
        lines = 'de_LI = { parent = "de_BE", provenance = "machine draft" }\n'
        lines += 'de_BE = { parent = "de_LI", provenance = "machine draft" }\n'
        (folder / "locales" / "languages.toml").write_text(lines, "utf-8")
        assert {"de_LI.parent", "de_BE.parent"} == {one.key for one in open_project(folder).faults_in("language")}

    def test_a_fault_of_the_parent_stops_it(self, folder: Path) -> None:
        """What is wrong with the parent's list of words is wrong with the region, too."""
        (folder / "locales" / "de").mkdir()
        (folder / "locales" / "de" / "words.toml").write_text("negation = 1", "utf-8")
        project = open_project(folder)
        assert not {"de", "de_LI"} & project.languages.keys()


class TestWords:
    """The words are the parent's, but for those of its own."""

    def test_its_own_words_stand_over_the_parents(self, folder: Path) -> None:
        """One message is its own; of the others every one is the parent's. The parent says what it said."""
        project = open_project(folder)
        own, base = project.catalogue("de_LI"), project.catalogue("de")
        assert {EAT} == set(own.own)
        assert (OURS,) == _texts(project, EAT)
        assert base.translations.keys() == own.translations.keys()
        assert [EAT] == [key for key, one in own.translations.items() if one.texts != base.translations[key].texts]

    def test_all_else_is_the_parents(self, folder: Path) -> None:
        """Lists of words, plural forms, the glossary's row, the typeface and the register of spacing."""
        project = open_project(folder)
        own, base = project.languages["de_LI"], project.languages["de"]
        assert (base.words, base.plural_forms) == (own.words, own.plural_forms)
        assert (
            project.glossary.terms["dry-needling"].languages["de"]
            == (project.glossary.terms["dry-needling"].languages["de_LI"])
        )
        assert project.fonts.typography(base) == project.fonts.typography(own)
        assert "de_LI" == str(own.locale)

    def test_the_spacing_is_the_parents_where_the_words_are(self, made: Path) -> None:
        """A leaflet that says what its parent says is set as that is, without being measured."""
        project = open_project(made)
        leaflet = Leaflet("heron-mill", "de_LI", TOPIC)
        content = Composer(project).content(TOPIC, project.languages["de_LI"], project.regions["GB"])
        base = Composer(project).content(TOPIC, project.languages["de"], project.regions["GB"])
        assert content is not None
        assert base is not None
        assert recorded(project, Leaflet("heron-mill", "de", TOPIC), base) == recorded(project, leaflet, content)

    def test_a_list_of_words_of_its_own_is_laid_over(self, folder: Path) -> None:
        """What its own list says counts, in tables entry by entry; the rest is the parent's."""
        (folder / "locales" / "de_LI" / "words.toml").write_text('full_stop = "!"\n[numbers]\n2 = ["zwo"]\n', "utf-8")
        project = open_project(folder)
        own, base = project.languages["de_LI"].words, project.languages["de"].words
        assert ("!", ("zwo",)) == (own.full_stop, own.numbers["2"])
        assert (base.negation, base.numbers["3"]) == (own.negation, own.numbers["3"])

    def test_it_prints(self, folder: Path) -> None:
        """A leaflet says the region's words, and is in its language."""
        done = run_leaflets("build", "-l", "de_LI", "--out", str(folder / "out"), cwd=folder)
        assert 0 == done.returncode, done.stdout
        (page,) = (folder / "out").rglob("*.pdf")
        assert "liechtenstein" in page.as_posix()

    def test_a_broken_catalogue_stops_it(self, folder: Path) -> None:
        """Whether its own file cannot be read, or its parent's, no leaflet falls back to what is left."""
        before = _po(folder).read_bytes()
        _po(folder).write_bytes(b'msgid "')
        assert open_project(folder).catalogue("de_LI").problems
        _po(folder).write_bytes(before)
        _po(folder, "de").parent.mkdir(parents=True)
        _po(folder, "de").write_bytes(b'msgid "')
        assert open_project(folder).catalogue("de_LI").problems


class TestEnglish:
    """The source language has wording of regions, too."""

    def test_the_page_is_english_once(self, made: Path, copy_of: Callable[[Path], Path]) -> None:
        """American words stand there, the mark of a draft stands there once, and no words to say on the telephone."""
        place = copy_of(made)
        offer(place, "en_US", topics=[TOPIC])
        project = open_project(place)
        html, english = (_page(project, code) for code in ("en_US", "en"))
        assert "physical therapist" in html
        assert "Our physiotherapists" not in html
        assert english.count("Not approved for patients yet") == html.count("Not approved for patients yet")
        assert 'class="say"' not in html


class TestReviewing:
    """A region is read and signed for itself."""

    def test_a_reading_of_its_own(self, folder: Path) -> None:
        """The reading differs by its own words; without any it says what the parent says, and is another language."""
        project = open_project(folder)
        own, base = read(project, TOPIC, "de_LI"), read(project, TOPIC, "de")
        assert own.digest != base.digest
        differing = [(one.translation, other.translation) for one, other in zip(own.lines, base.lines, strict=True)]
        assert [(OURS, "Essen und trinken Sie wie gewohnt.")] == [pair for pair in differing if pair[0] != pair[1]]

    def test_a_signoff_of_the_parent_counts_for_the_parent_only(self, folder: Path) -> None:
        """Both roles sign German: Liechtenstein stays a draft. Its own sign-off falls when an own word changes."""
        sign_all(folder, "de", topics=(TOPIC,))
        project = open_project(folder)
        assert 2 == len(approval_of(project, TOPIC, "de", TODAY).holding)
        assert () == approval_of(project, TOPIC, "de_LI", TODAY).holding
        sign_all(folder, "de_LI", topics=(TOPIC,))
        assert 2 == len(approval_of(open_project(folder), TOPIC, "de_LI", TODAY).holding)
        _say(folder, EAT, "Essen und trinken Sie wie immer.")
        project = open_project(folder)
        assert () == approval_of(project, TOPIC, "de_LI", TODAY).holding
        assert 2 == len(approval_of(project, TOPIC, "de", TODAY).holding)

    def test_words_of_the_parent_are_part_of_what_was_signed(self, folder: Path) -> None:
        """A correction of the parent on the sheet of the region leaves nobody's approval of it standing."""
        sign_all(folder, "de_LI", topics=(TOPIC,))
        _correct_parent(folder, DRIVE, "Fahren Sie nicht Auto, wenn Sie schläfrig sind oder Ihnen schwindelig ist.")
        assert () == approval_of(open_project(folder), TOPIC, "de_LI", TODAY).holding

    def test_the_parents_translator_does_not_sign(self, folder: Path) -> None:
        """Who translated the parent's words wrote most of the sheet."""
        _correct_parent(folder, DRIVE, "Fahren Sie nicht Auto, wenn Sie schläfrig sind oder Ihnen schwindelig ist.")
        _edit(folder, lambda catalogue: setattr(catalogue, "last_translator", "Test Reader <t@example.org>"), "de")
        project = open_project(folder)
        entry = {**dict(zip(("role", "name", "credential"), PEOPLE[0], strict=True)), "date": TODAY}
        told = check_reviewer(project, read(project, TOPIC, "de_LI"), entry, TODAY)
        assert "Test Reader made this translation." in [one.reason for one in told]


class TestUpdating:
    """An update never fills such a catalogue, and loses nothing."""

    def test_it_stays_small(self, folder: Path) -> None:
        """It has its one message, with where that stands and over which words it was written."""
        (message,) = (one for one in load_po(_po(folder)) if one.id)
        assert OURS == message.string
        assert ["over: Essen und trinken Sie wie gewohnt."] == message.user_comments
        assert any("aftercare › daily" in one for one in message.auto_comments)
        assert "de_LI: 1 messages, 0 new, 0 gone" in _update(folder)

    def test_empty_messages_go(self, folder: Path) -> None:
        """What another tool filled in without words says nothing, and is taken out; a note of a person keeps it."""
        _edit(folder, lambda catalogue: catalogue.add(DRIVE.id, ""))
        _edit(folder, lambda catalogue: catalogue.add("Soreness and bruises", "", user_comments=["Ask Ada."]))
        assert [] == [one for one in _found(folder) if one.rule in {"C1", "C3"}]
        _update(folder)
        assert {EAT.id, "Soreness and bruises"} == {one.id for one in load_po(_po(folder)) if one.id}

    def test_what_lost_its_source_is_kept_aside(self, folder: Path) -> None:
        """A message whose English went becomes obsolete, with its words, and comes back with it."""
        _edit(folder, lambda catalogue: catalogue.add("Eat well.", "Essen Sie gut."))
        assert ["No template has this message any more."] == [one.reason for one in _found(folder)]
        assert "1 gone" in _update(folder)
        assert [] == _found(folder)
        assert b'#~ msgstr "Essen Sie gut."' in _po(folder).read_bytes()

    def test_other_words_of_the_parent_are_told(self, folder: Path) -> None:
        """Status and check say so until somebody takes the note off; the leaflet prints all the while."""
        _correct_parent(folder, EAT, "Essen und trinken Sie wie sonst auch.")
        (found,) = _found(folder)
        assert ("X5", "warning") == (found.rule, found.severity)
        assert "de has other words now: “Essen und trinken Sie wie sonst auch.”" == found.reason
        told = run_leaflets("catalogue", "status", "-l", "de_LI", cwd=folder).stdout
        assert "de_LI: over de, 1 message of its own; 1 of them over words that have changed" in told
        _update(folder)
        assert ["X5"] == [one.rule for one in _found(folder)]
        assert "#. de now: Essen und trinken Sie wie sonst auch." in _po(folder).read_text("utf-8")
        _edit(folder, lambda catalogue: catalogue[EAT.id].user_comments.clear())
        _update(folder)
        assert [] == _found(folder)
        assert "# over: Essen und trinken Sie wie sonst auch." in _po(folder).read_text("utf-8")


class TestChecking:
    """All rules run on the words that the region prints."""

    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            ("Fahren Sie bei Schläfrigkeit oder Schwindel Auto.", "S2"),
            ("Fahren Sie bei Schläfrigkeit oder 2 Bier nicht Auto.", "N1"),
            ("Do not drive if you feel sleepy or dizzy.", "L3"),
        ],
    )
    def test_its_own_words_keep_to_the_rules(self, words: str, rule: str, folder: Path) -> None:
        """A lost “not”, a digit or English in a region's words is an error, and stops its leaflet."""
        _say(folder, DRIVE, words)
        assert rule in {one.rule for one in _found(folder) if one.severity == "error"}
        assert open_project(folder).catalogue("de_LI").faults(DRIVE)
        assert not open_project(folder).catalogue("de").faults(DRIVE)

    def test_fuzzy_words_stop_it(self, folder: Path) -> None:
        """Doubtful words are not printed, nor the parent's in their stead."""
        _edit(folder, lambda catalogue: catalogue[EAT.id].flags.add("fuzzy"))
        assert ["C2"] == [one.rule for one in open_project(folder).catalogue("de_LI").faults(EAT)]

    def test_the_parents_words_are_not_needed_twice(self, folder: Path) -> None:
        """A message that says what the parent says is pointed out."""
        _say(folder, DRIVE, _texts(open_project(folder), DRIVE, "de")[0])
        (found,) = _found(folder)
        assert ("X4", "warning", "These are the words of de, which stand there without them.") == (
            found.rule,
            found.severity,
            found.reason,
        )

    def test_what_the_parent_lacks_is_lacking(self, folder: Path) -> None:
        """Whether words are complete is told of both together."""
        _correct_parent(folder, DRIVE, "")
        assert ["C1"] == [one.rule for one in _found(folder)]
        _say(folder, DRIVE, "Fahren Sie bei Schläfrigkeit oder Schwindel nicht mit dem Auto.")
        assert [] == _found(folder)
        status = status_of(open_project(folder), "de_LI", [TOPIC], TODAY)
        assert (0, 2) == (status.total.untranslated, status.own)

    def test_words_of_the_parent_that_do_not_do_there(self, folder: Path) -> None:
        """Where the region does not write ß, each of the parent's words with it has to be said otherwise."""
        letters = 'letters = "abcdefghijklmnopqrstuvwxyzäöüé"\n'
        (folder / "locales" / "de_LI" / "words.toml").write_text(letters, "utf-8")
        found = _found(folder)
        assert {"L4"} == {one.rule for one in found}
        assert all(one.reason.endswith("(The words are those of de.)") for one in found)
        with_eszett = [key for key, one in open_project(folder).catalogue("de").translations.items()
                       if "ß" in " ".join(one.texts)]  # fmt: skip
        assert len(with_eszett) == len(found)


class TestShowing:
    """Translators see what it is."""

    def test_status_says_over_what(self, folder: Path) -> None:
        """A region counts as translated as its words are, and says how many of them are its own."""
        told = run_leaflets("catalogue", "status", "-l", "de_LI", cwd=folder).stdout
        assert "de_LI: over de, 1 message of its own" in told
        (status,) = json.loads(run_leaflets("catalogue", "status", "-l", "de_LI", "--json", cwd=folder).stdout)
        assert ("de", 1, 0, 100) == tuple(status[one] for one in ("parent", "own_messages", "overtaken", "percent"))

    def test_the_list_says_over_what(self, folder: Path) -> None:
        """The list of languages has its names, its script, its parent and its share."""
        rows = json.loads(run_leaflets("list", "languages", "--json", cwd=folder).stdout)
        (row,) = (one for one in rows if one["language"] == "de_LI")
        assert ["German (Liechtenstein)", "Deutsch (Liechtenstein)", "Latin", "machine draft", "de", "100 %"] == [
            row[one] for one in ("name", "own name", "script", "words", "over", "translated")
        ]


class TestExchange:
    """A translator gets every text with the parent's words, and fills in what differs."""

    def test_only_what_differs_comes_back(self, folder: Path) -> None:
        """A row that is filled in becomes a message of its own; one that is erased is the parent's again."""
        project = open_project(folder)
        job = make_job(project, "de_LI", [TOPIC])
        assert [OURS] == [unit.text for unit in job.units if unit.text]
        assert "de: “Essen und trinken Sie wie gewohnt.”" in next(one for one in job.units if one.key == EAT).notes
        words = "Fahren Sie bei Schläfrigkeit oder Schwindel nicht mit dem Auto."
        back = _filled(write_job(job, "xlsx"), {DRIVE.id: (words, "translated"), EAT.id: ("", "erase")})
        found = read_import(project, back, "back.xlsx", Skipped())
        assert 2 == len(found.changes)
        _po(folder).write_bytes(found.after)
        assert {DRIVE} == set(open_project(folder).catalogue("de_LI").own)
        assert [] == _found(folder)
        (message,) = (one for one in load_po(_po(folder)) if one.id)
        assert [f"over: {_texts(project, DRIVE, 'de')[0]}"] == message.user_comments

    def test_rules_hold_for_what_comes_back(self, folder: Path) -> None:
        """A lost “not” is refused, and nothing is written."""
        project = open_project(folder)
        words = "Fahren Sie bei Schläfrigkeit oder Schwindel mit dem Auto."
        back = _filled(write_job(make_job(project, "de_LI", [TOPIC]), "xlsx"), {DRIVE.id: (words, "translated")})
        found = read_import(project, back, "back.xlsx", Skipped(faulty=True))
        assert () == found.changes
        assert {"S2"} == {one.rule for one in found.faulty}


def _page(project: Project, code: str) -> str:
    page = Composer(project).compose(Leaflet("heron-mill", code, TOPIC))
    assert isinstance(page, Composition), page
    return page.html


def _filled(data: bytes, rows: dict[str, tuple[str, str]]) -> bytes:
    """Fill in a workbook as a translator does: words and state, by the source text."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    cells = list(sheet.iter_rows())
    head = next(row for row in cells if "translation" in [one.value for one in row])
    column = {str(one.value): one.column - 1 for one in head if one.value}
    source = next(name for name in column if name.startswith("source"))
    for row in cells:
        if (asked := rows.get(str(row[column[source]].value))) is not None:
            row[column["translation"]].value, row[column["state"]].value = asked
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
