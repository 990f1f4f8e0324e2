"""The glossary: read with its faults, found in texts, and handed to people and to their tools."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_leaflets
from lxml.etree import fromstring
from translate.storage.tbx import tbxfile

from leaflets.errors import Problem
from leaflets.model import Term, TermForms
from leaflets.readers.glossary import Glossary, read_terms
from leaflets.translation.termbase import DEPRECATED, PREFERRED, UNSURE, as_tbx

GLOSSARY = ROOT / "locales" / "glossary.toml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _terms(path: Path = GLOSSARY) -> dict[str, Term]:
    problems: list[Problem] = []
    terms = read_terms(path, "locales/glossary.toml", problems)
    assert [] == problems
    return terms


def _problems(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "glossary.toml"
    path.write_text(text, "utf-8")
    problems: list[Problem] = []
    read_terms(path, "locales/glossary.toml", problems)
    return problems


class TestReader:
    """A fault in the glossary is told with its key and its mend."""

    def test_the_project_s_glossary_is_read(self) -> None:
        """Every term of the shipped glossary is read; each says for each language whether it is sure."""
        terms = _terms()
        assert len(terms) > 50
        assert ("acupuncture",) == terms["dry-needling"].languages["fr_CA"].forbidden

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ('[bruise]\nforms = ["bruises"]\n', "bruise.term"),
            ('[bruise]\nterm = "bruise"\nplural = "bruises"\n', "bruise.plural"),
            (
                '[bruise]\nterm = "bruise"\n[bruise.languages.de]\nallowed = []\nsure = true\n',
                "bruise.languages.de.allowed",
            ),
            (
                '[bruise]\nterm = "bruise"\n[bruise.languages.de]\nallowed = ["Bluterguss"]\n',
                "bruise.languages.de.sure",
            ),
            ('[bruise]\nterm = "bruise"\nmedical = true\n', "bruise"),
            ("bruise = 3\n", "bruise"),
        ],
        ids=["no term", "unknown key", "no allowed form", "sure is missing", "not explained", "no table"],
    )
    def test_a_fault_names_its_key(self, text: str, key: str, tmp_path: Path) -> None:
        """A fault is told with the file, the key and what to do."""
        problems = _problems(tmp_path, text)
        assert [("locales/glossary.toml", key)] == [(one.path, one.key) for one in problems]
        assert all(one.hint for one in problems)

    def test_broken_toml_names_its_line(self, tmp_path: Path) -> None:
        """A file that is no TOML is told with its line."""
        assert 2 == _problems(tmp_path, '[bruise]\nterm = "bruise\n')[0].line


def _glossary(*forms: str) -> Glossary:
    return Glossary({form: Term(id=form, term=form) for form in forms})


def _found(text: str, *forms: str) -> list[str]:
    return [term.id for term in _glossary(*forms).terms_in(text)]


class TestFinder:
    """Terms are found as readers see them: whole words, the longest first."""

    def test_the_longest_term_counts(self) -> None:
        """“Pain” inside “chest pain” is not found a second time, wherever it stands in the glossary."""
        assert ["chest pain"] == _found("Sudden chest pain.", "pain", "chest pain")
        assert ["chest pain"] == _found("Sudden chest pain.", "chest pain", "pain")
        assert ["chest pain", "pain"] == _found("Chest pain, or pain elsewhere.", "pain", "chest pain")

    def test_only_whole_words(self) -> None:
        """A term inside another word is not found, nor one half of a word with a hyphen."""
        assert [] == _found("Painting with pain-free hands.", "pain", "paint")

    def test_case_and_apostrophes_do_not_matter(self) -> None:
        """A term is found in capitals, and with either apostrophe."""
        assert ["raynaud's"] == _found("RAYNAUD’S disease", "raynaud's")

    def test_each_term_once_in_reading_order(self) -> None:
        """A term that comes twice is named once, where it comes first."""
        assert ["bruise", "pain"] == _found("A bruise, pain, a bruise.", "pain", "bruise")

    def test_placeholders_are_no_words(self) -> None:
        """The name of a placeholder is not searched."""
        assert [] == _found("Ask %(pain)s.", "pain")

    def test_other_forms_lead_to_their_term(self) -> None:
        """A plural or another form stands for its term."""
        glossary = Glossary({"bruise": Term(id="bruise", term="bruise", forms=("bruises", "bruised"))})
        assert ["bruise"] == [term.id for term in glossary.terms_in("Bruises fade.")]

    def test_an_empty_glossary_finds_nothing(self) -> None:
        """Without terms nothing is found."""
        assert [] == _found("Pain")


class TestTbx:
    """The TBX file says what the glossary says, and other programs read it."""

    @pytest.mark.parametrize("code", ["fr_CA", "ar", "pa", "zh_Hans"])
    def test_another_program_reads_the_same_terms(self, code: str) -> None:
        """translate-toolkit, which Weblate imports with, reads every form of every term with its standing."""
        terms = _terms()
        data = as_tbx(terms.values(), [code])
        parse: Any = tbxfile.parsestring
        store = parse(data, sourcelanguage="en", targetlanguage=code.replace("_", "-"))
        units = {unit.getid(): unit for unit in store.units}
        assert set(terms) == set(units)
        for key, term in terms.items():
            forms = term.languages.get(code)
            assert [term.term, *term.forms] == [one.text for one in units[key].get_source_terms()]
            read = units[key].get_target_terms()
            assert [*(forms.allowed if forms else ()), *(forms.forbidden if forms else ())] == [
                one.text for one in read
            ]
            assert list(forms.forbidden if forms else ()) == [one.text for one in read if one.deprecated]

    def test_its_elements_stand_where_the_format_wants_them(self) -> None:
        """Parents, order and data categories are those of TBX-Basic, in every entry."""
        root = fromstring(as_tbx(_terms().values(), ["ar", "fr_CA"]))
        assert ("martif", "TBX-Basic", "en") == (root.tag, root.get("type"), root.get(LANG))
        assert ["martifHeader", "text"] == [one.tag for one in root]
        entries = root.findall("text/body/termEntry")
        assert len(entries) == len({entry.get("id") for entry in entries}) > 50
        for entry in entries:
            tags = [one.tag for one in entry]
            assert tags == sorted(tags, key=["note", "langSet"].index)
            for language in entry.findall("langSet"):
                tags = [one.tag for one in language]
                assert tags == sorted(tags, key=["note", "tig"].index)
                assert [PREFERRED] == [one.findtext("termNote") for one in language.iter("tig")][:1]
                assert all(["term", "termNote"] == [part.tag for part in one] for one in language.iter("tig"))
                assert {"administrativeStatus"} == {one.get("type") for one in language.iter("termNote")}

    def test_unsure_words_say_so(self) -> None:
        """A language whose word is unsure carries a note; one that is sure does not; notes are kept."""
        forms = {
            "de": TermForms(allowed=("Bluterguss",), forbidden=("Prellung",), sure=False, note="Not a graze."),
            "pl": TermForms(allowed=("siniak",), sure=True),
        }
        root = fromstring(as_tbx([Term(id="bruise", term="bruise", note="On skin.", languages=forms)], ["de", "pl"]))
        notes = {one.get(LANG): [note.text for note in one.findall("note")] for one in root.iter("langSet")}
        assert {"en": [], "de": [UNSURE, "Not a graze."], "pl": []} == notes
        assert "On skin." == root.findtext("text/body/termEntry/note")
        assert "Prellung" == root.findtext(f".//tig[termNote='{DEPRECATED}']/term")

    def test_markup_in_a_word_stays_a_word(self) -> None:
        """Characters that XML uses are written so that they come back."""
        root = fromstring(as_tbx([Term(id="x", term="skin & <hair>")], []))
        assert "skin & <hair>" == root.findtext(".//term")


class TestCommand:
    """`leaflets catalogue glossary` shows the glossary in three forms."""

    def test_piped_it_is_a_line_for_each_term(self) -> None:
        """Piped, it prints tab-separated lines: term, language, words to use, words never to use, note."""
        done = run_leaflets("catalogue", "glossary", "-l", "fr_CA", cwd=ROOT)
        head, *rows = [line.split("\t") for line in done.stdout.splitlines()]
        assert ["Term", "Language", "Say", "Never", "Note"] == head
        assert {5} == {len(row) for row in rows}
        assert ["dry needling", "fr_CA"] == rows[0][:2]
        assert "acupuncture" == rows[0][3]
        assert len(_terms()) == len(rows)

    def test_a_language_without_words_says_so(self) -> None:
        """A registered language that the glossary has no word of is shown with the gap."""
        row = next(line for line in _shown("-l", "pa") if line.startswith("dry needling"))
        assert UNSURE in row
        assert all(line.endswith("no agreed word yet") for line in _shown("-l", "en"))

    def test_json_has_what_is_written(self) -> None:
        """As JSON it has every key of the glossary, for the chosen language only."""
        data = json.loads(_printed("-l", "ar", "--format", "json"))
        first = next(one for one in data if one["id"] == "dry-needling")
        assert ["ar"] == list(first["languages"])
        assert ["الإبر الصينية", "للإبر الصينية"] == first["languages"]["ar"]["forbidden"]

    def test_tbx_goes_into_a_file(self, tmp_path: Path) -> None:
        """With --out the file is written whole, the same bytes each time."""
        out = tmp_path / "ar.tbx"
        for _ in range(2):
            assert f"{len(_terms())} terms in {out}." in _printed("-l", "ar", "--format", "tbx", "--out", str(out))
            assert as_tbx(_terms().values(), ["ar"]) == out.read_bytes()

    def test_an_unknown_language_is_misuse(self) -> None:
        """A language that is in neither the glossary nor the register is refused with the one that was meant."""
        done = run_leaflets("catalogue", "glossary", "-l", "fr_CAN", cwd=ROOT)
        assert 2 == done.returncode
        assert "Did you mean “fr_CA”" in done.stdout


def _printed(*options: str) -> str:
    """Return what the command prints."""
    done = run_leaflets("catalogue", "glossary", *options, cwd=ROOT)
    assert 0 == done.returncode, done.stdout
    return done.stdout


def _shown(*options: str) -> list[str]:
    """Return the table's lines, without the names of its columns."""
    return _printed(*options).splitlines()[1:]
