"""A new language: one command writes its line and an empty catalogue, and says what nobody can be sure of."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from conftest import ROOT, TESTS, lay_fonts, run_leaflets
from forking import HANGS
from msgfmt import objections

from leaflets.errors import MisuseError, Problem
from leaflets.model import KnownLanguage
from leaflets.names.languages import Languages
from leaflets.names.tags import tag_of
from leaflets.project import open_project
from leaflets.project.plurals import CATEGORIES, COUNTED, plural_forms_of
from leaflets.readers.catalogues import load_po
from leaflets.readers.plural_rules import plural_index
from leaflets.readers.registry import read_registry
from leaflets.readers.wording import with_words
from leaflets.translation import adding
from leaflets.translation.adding import Addition, add

FORMATS_OF_ANOTHER = {"mww", "ksw", "crk", "ht"}
"""Languages that CLDR does not know, or has no plural rules for."""
ONE_FORM = {"vi"}
"""CLDR 48 counts nought and one apart here; Vietnamese words do not change, and translation tools have one form."""


@pytest.fixture(scope="module")
def registry() -> dict[str, KnownLanguage]:
    """Return the registry that comes with the program."""
    problems: list[Problem] = []
    found = read_registry(ROOT / "locales" / "registry.toml", "locales/registry.toml", problems)
    assert [] == problems
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a person's folder: one clinic, and all else from the program."""
    place = tmp_path / "mine"
    shutil.copytree(ROOT / "clinics" / "heron-mill", place / "clinics" / "heron-mill")
    return place


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the content of the checkout, without its program."""
    for name in ("clinics", "templates", "locales", "evidence"):
        shutil.copytree(ROOT / name, tmp_path / name)
    lay_fonts(tmp_path)
    return tmp_path


def _added(folder: Path, wanted: str) -> Addition:
    return add(open_project(folder), wanted)


def _doubts(folder: Path, wanted: str) -> str:
    return "\n".join(f"{one.reason} {one.hint}" for one in _added(folder, wanted).doubts)


def _choices(plural_forms: str) -> list[int]:
    index = plural_index(plural_forms)
    return [index(number) for number in COUNTED]


class TestRegistry:
    """The registry agrees with CLDR and with what is shipped, and its codes are codes."""

    def test_forms_are_those_of_cldr_in_its_order(self, registry: dict[str, KnownLanguage]) -> None:
        """Each language's forms tell whole numbers apart exactly as CLDR does, and count in CLDR's order."""
        for known in registry.values():
            if known.code not in FORMATS_OF_ANOTHER | ONE_FORM:
                locale = Locale.parse(known.cldr or known.code)
                categories = [locale.plural_form(number) for number in COUNTED]
                used = [category for category in CATEGORIES if category in categories]
                assert [used.index(one) for one in categories] == _choices(known.plural_forms), known.code
                assert f"nplurals={len(used)};" == known.plural_forms.split(" ")[0], known.code

    def test_shipped_languages_are_pinned_to_the_same_forms(self, registry: dict[str, KnownLanguage]) -> None:
        """What languages.toml has and the registry knows, both have with the same plural forms."""
        lines = tomllib.loads((ROOT / "locales" / "languages.toml").read_text("utf-8"))
        shipped = {code: line for code, line in lines.items() if "parent" not in line}
        both = shipped.keys() & registry.keys()
        assert shipped.keys() - {"en"} == both
        assert {code: shipped[code]["plural_forms"] for code in both} == {
            code: registry[code].plural_forms for code in both
        }

    def test_every_code_and_alias_finds_its_language(self, registry: dict[str, KnownLanguage]) -> None:
        """Each code and alias, in any case and with hyphens, finds the one entry that has it."""
        for known in registry.values():
            for name in (known.code, *known.aliases):
                assert [tag_of(known.code)] == Languages({}, registry).tags_of(name.replace("_", "-").upper()), name

    def test_every_language_has_a_name_for_staff(self, registry: dict[str, KnownLanguage]) -> None:
        """No language is shown to staff as a bare code."""
        assert [] == [one.code for one in registry.values() if adding._language(one).name in {one.code, ""}]


class TestPluralForms:
    """Forms of languages that the registry does not have come from CLDR."""

    @pytest.mark.parametrize(
        ("code", "number", "form"),
        [("sl", 1, 0), ("sl", 2, 1), ("sl", 3, 2), ("sl", 5, 3), ("sl", 101, 0), ("be", 1, 0), ("be", 3, 1),
         ("be", 5, 2), ("be", 21, 0), ("lv", 0, 0), ("lv", 1, 1), ("lv", 2, 2), ("cy", 0, 0), ("cy", 6, 4),
         ("ga", 7, 3), ("ca", 1, 0), ("ca", 0, 1), ("id", 5, 0)],
    )  # fmt: skip
    def test_a_number_takes_its_form(self, code: str, number: int, form: int) -> None:
        """Numbers take the form that grammars of these languages give them."""
        assert form == plural_index(plural_forms_of(Locale.parse(code)))(number)

    def test_every_language_of_cldr_converts(self) -> None:
        """For each language of CLDR the header is one that gettext can read, with CLDR's meaning and no idle form."""
        for code in (one for one in locale_identifiers() if "_" not in one):
            locale = Locale.parse(code)
            categories = [locale.plural_form(number) for number in COUNTED]
            used = [category for category in CATEGORIES if category in categories]
            header = plural_forms_of(locale)
            assert [used.index(one) for one in categories] == _choices(header), code
            assert f"nplurals={len(used)};" == header.split(" ")[0], code

    def test_a_pinned_header_is_preferred(self) -> None:
        """Where a pinned header means the same, it is taken: people can read it."""
        assert "nplurals=2; plural=(n != 1);" == plural_forms_of(Locale.parse("da"), ["nplurals=2; plural=(n != 1);"])

    @pytest.mark.parametrize("code", ["sw", "sr", "sl", "lv", "gv"])
    def test_gettext_accepts_the_header(self, code: str, folder: Path, tmp_path: Path) -> None:
        """GNU gettext has no objection to a new catalogue."""
        path = tmp_path / "new.po"
        path.write_bytes(_added(folder, code).catalogue or b"")
        assert not objections(path)


class TestAdding:
    """The command writes two files and leaves everything else alone."""

    def test_a_person_gets_a_line_and_a_catalogue(self, folder: Path) -> None:
        """In a person's folder, an alias makes the register and the catalogue, ready for the next command."""
        done = run_leaflets("catalogue", "add", "prs", cwd=folder)
        assert 0 == done.returncode, done.stdout
        lines = tomllib.loads((folder / "locales" / "languages.toml").read_text("utf-8"))
        assert ["fa_AF"] == list(lines)
        assert ["provenance", "plural_forms", "own_name", "english_name"] == list(lines["fa_AF"])
        assert "machine draft" == lines["fa_AF"]["provenance"]
        assert "Dari (دری): Arab, 2 plural forms" in done.stdout
        again = run_leaflets("catalogue", "update", "-l", "fa_AF", cwd=folder)
        assert ", 0 new, 0 gone" in again.stdout

    def test_every_message_waits_to_be_translated(self, folder: Path) -> None:
        """The catalogue has every message, each empty in the right number of forms, under the right header."""
        addition = _added(folder, "sk")
        path = folder / "leaflets.po"
        path.write_bytes(addition.catalogue or b"")
        catalogue, project = load_po(path), open_project(folder)
        wanted = {key for topic in project.topics.values() for key in topic.messages} | project.layout_messages
        assert {(key.context, key.id) for key in wanted} == {
            (one.context, one.id if isinstance(one.id, str) else one.id[0]) for one in catalogue if one.id
        }
        assert {"", ("", "", "")} == {one.string for one in catalogue if one.id}
        header = dict(catalogue.mime_headers)
        assert ("sk", addition.language.plural_forms) == (header["Language"], header["Plural-Forms"])
        assert b"ADDRESS" not in path.read_bytes()
        assert b"li.org" not in path.read_bytes()
        assert not catalogue.fuzzy

    def test_comments_of_the_register_stay(self, checkout: Path) -> None:
        """In the checkout every byte of the register stays where it is, and one line in its style follows."""
        register = checkout / "locales" / "languages.toml"
        before = register.read_bytes()
        run_leaflets("catalogue", "add", "lt", cwd=checkout, check=True)
        added = register.read_bytes().removeprefix(before)
        assert re.fullmatch(rb'lt = { provenance = "machine draft", plural_forms = "nplurals=3; .+;" }\n', added)

    @pytest.mark.parametrize(
        "before", ["de = 1", "# only a comment", '# ours\n[de]\nprovenance = "translated" # by Ada\n', "a = 1\r\n"]
    )
    def test_odd_registers_keep_their_lines(self, before: str, folder: Path) -> None:
        """A register without a last line end, with tables or from Windows keeps its lines, and stays valid TOML."""
        project = open_project(folder)
        register = folder / "locales" / "languages.toml"
        register.parent.mkdir()
        register.write_bytes(before.encode())
        after = (add(project, "it").register or b"").decode()
        assert set(before.splitlines()) <= set(after.splitlines())
        assert {*tomllib.loads(before.replace("\r\n", "\n")), "it"} == set(tomllib.loads(after))

    def test_a_catalogue_that_is_there_is_kept(self, folder: Path) -> None:
        """A catalogue without a line, as a killed run may leave it, is not touched; the line is added."""
        path = folder / "locales" / "it" / "LC_MESSAGES" / "leaflets.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"a translator's work")
        done = run_leaflets("catalogue", "add", "it", cwd=folder)
        assert 0 == done.returncode, done.stdout
        assert "was there; left as it is" in done.stdout
        assert b"a translator's work" == path.read_bytes()
        assert "it" in tomllib.loads((folder / "locales" / "languages.toml").read_text("utf-8"))

    @pytest.mark.parametrize(
        ("wanted", "told"),
        [
            ("ar", "Arabic is there already, as ar."),
            ("zh-cn", "is there already, as zh_Hans."),
            ("pan", "Punjabi is there already, as pa."),
            ("Lithuanain", "Did you mean “lt” (Lithuanian)?"),
            ("Chinese", "Chinese (Simplified) (zh_Hans), Chinese (Traditional) (zh_Hant)"),
            ("italain", "Did you mean “it” (Italian)?"),
            ("xx", "Use its code, such as de, zh_Hant or fr_CA."),
            ("../../etc", "Use its code"),
        ],
    )
    def test_refused(self, wanted: str, told: str) -> None:
        """What is there already, and what nobody knows, is refused with a hint."""
        with pytest.raises(MisuseError, match=re.escape(told)):
            _added(ROOT, wanted)

    def test_several_at_once(self, folder: Path) -> None:
        """Languages that are added at the same time wait for each other, and every one has its line."""
        command = [sys.executable, "-m", "leaflets", "catalogue", "add"]
        running = [
            subprocess.Popen([*command, code], cwd=folder, stdout=subprocess.DEVNULL) for code in ("it", "sk", "lt")
        ]
        assert [0, 0, 0] == [one.wait(timeout=HANGS) for one in running]
        assert {"it", "sk", "lt"} == set(tomllib.loads((folder / "locales" / "languages.toml").read_text("utf-8")))

    def test_what_comes_next_lines_up(self, folder: Path) -> None:
        """The commands that come next stand in one column, and what they are for in another, for any code."""
        shown = run_leaflets("catalogue", "add", "yue-Hant", cwd=folder, check=True).stdout
        lines = re.findall(r"^  (leaflets .*?)  +(\S.*)$", shown, re.MULTILINE)
        assert 3 == len(lines)
        assert 1 == len({shown.index(use) - shown.rindex("\n", 0, shown.index(use)) for _, use in lines})

    def test_nothing_is_written_when_refused(self, folder: Path) -> None:
        """A refusal is exit code 2, and leaves no file."""
        done = run_leaflets("catalogue", "add", "Lithuanain", cwd=folder)
        assert 2 == done.returncode
        assert "Did you mean “lt” (Lithuanian)?" in done.stdout
        assert not (folder / "locales").exists()

    def test_a_registry_of_ones_own(self, folder: Path) -> None:
        """A language that neither the program nor CLDR knows is added from an entry that a person wrote."""
        with pytest.raises(MisuseError):
            _added(folder, "din")
        (folder / "locales").mkdir()
        (folder / "locales" / "registry.toml").write_text(
            'din = { cldr = "en_US", english_name = "Dinka", plural_forms = "nplurals=2; plural=(n != 1);" }\n', "utf-8"
        )
        assert "Dinka" == _added(folder, "din").language.name


class TestWords:
    """The list of words for the rules is made, too: what is known stands in it, the rest waits for a native speaker."""

    def test_what_is_known_stands_in_it(self, folder: Path) -> None:
        """Numbers and units are CLDR's; the rest is empty."""
        text = (_added(folder, "it").words or b"").decode()
        words = tomllib.loads(text)
        assert (["mila"], ["milioni", "milione"]) == (words["numbers"]["1000"], words["numbers"]["1000000"])
        assert "ora, ore" in text
        assert ([], []) == (words["negation"], words["contrast"]["more than"])
        assert "# more than, longer than" in text

    def test_words_that_stay_as_in_english(self, checkout: Path) -> None:
        """What the glossary says in the language as in English stands in the list of such words."""
        with (checkout / "locales" / "glossary.toml").open("a", encoding="utf-8") as file:
            file.write('\n[diabetes.languages.it]\nallowed = ["diabetes"]\nsure = true\n')
        assert ["diabetes"] == tomllib.loads((_added(checkout, "it").words or b"").decode())["same_words"]

    @pytest.mark.parametrize("code", ["lt", "ne", "te", "sw", "ckb", "yue_Hant", "mww"])
    def test_the_file_can_be_read(self, code: str, folder: Path) -> None:
        """In any script the file is valid, and the language is there with its rules asleep."""
        language, problems = _added(folder, code).language, list[Problem]()
        path = folder / "words.toml"
        path.write_bytes(_added(folder, code).words or b"")
        read = with_words(language, path, "words.toml", problems)
        assert [] == problems
        assert not read.words.contrast

    def test_words_that_are_there_stay(self, folder: Path) -> None:
        """A language whose list is there before its catalogue keeps it, with a place for what is missing."""
        path = folder / "locales" / "sw" / "words.toml"
        path.parent.mkdir(parents=True)
        path.write_text('# What a translator knew.\nnegation = ["si", "hakuna"]\n', "utf-8")
        words = _added(folder, "sw").words or b""
        assert words.startswith(path.read_bytes())
        added = tomllib.loads(words.removeprefix(path.read_bytes()).decode())
        assert {"half_negation", "contrast"} <= set(added)
        assert "negation" not in added

    def test_a_language_that_is_there_gets_its_list(self, folder: Path) -> None:
        """A language that was added without a list gets one by the same command, and nothing else changes."""
        run_leaflets("catalogue", "add", "it", cwd=folder, check=True)
        register, path = folder / "locales" / "languages.toml", folder / "locales" / "it" / "words.toml"
        before, made = register.read_bytes(), path.read_bytes()
        path.unlink()
        shown = run_leaflets("catalogue", "add", "it", cwd=folder, check=True).stdout
        assert "locales/it/words.toml: lists of words" in shown
        assert "one line added" not in shown
        assert (before, made) == (register.read_bytes(), path.read_bytes())
        with pytest.raises(MisuseError, match="Italian is there already"):
            _added(folder, "it")

    @pytest.mark.parametrize("command", [("status", "-l", "it"), ("check", "-l", "it"), ("add", "lt")])
    def test_whoever_asks_is_told(self, command: tuple[str, ...], folder: Path) -> None:
        """The commands that people use say which rules do not watch a language."""
        (folder / "locales").mkdir()
        (folder / "locales" / "languages.toml").write_bytes(add(open_project(folder), "it").register or b"")
        told = " ".join(run_leaflets("catalogue", *command, cwd=folder).stdout.split())
        assert "when these are lost or wrong: “not” (S2); “only”, “until” (S2); “more than”" in told


TWO = "nplurals=2; plural=(n != 1);"
"""The plural forms of Swedish and many others."""


class TestDoubts:
    """What nobody can be sure of is said at once."""

    def test_the_same_language_in_regions(self, folder: Path) -> None:
        """A language without a region is told of those with one, here or in the registry; words are not shared."""
        told = _doubts(folder, "fr")
        assert "French (Canada) (fr_CA) is there already. fr is a language beside it and shares no words" in told
        registry = folder / "locales" / "registry.toml"
        registry.parent.mkdir(exist_ok=True)
        registry.write_text("".join(f'{one} = {{ plural_forms = "{TWO}" }}\n' for one in ("sv_FI", "sv_SE")), "utf-8")
        assert "the registry knows sv_FI, sv_SE." in _doubts(folder, "sv")
        assert "region" not in _doubts(folder, "lt")

    def test_another_code(self, folder: Path) -> None:
        """A code that becomes another one is explained."""
        assert "Dari is called fa_AF here; “prs” is another name for it." in _doubts(folder, "prs")
        assert "another code" not in _doubts(folder, "lt")

    def test_a_missing_font_is_named(self, folder: Path) -> None:
        """A script without a font is named with the family, the folder and the entry that it needs."""
        told = _doubts(folder, "te")
        assert "No font here can set the script of Telugu (Telu)" in told
        assert "fonts/noto-sans-telugu/" in told
        assert 'scripts = ["Telu"]' in told

    def test_the_font_of_a_neighbour(self, folder: Path) -> None:
        """A language that the registry does not have is pointed to the family of one with the same script."""
        assert "Noto Sans Hebrew" in _doubts(folder, "yi")

    def test_a_better_font_is_named(self, folder: Path) -> None:
        """A script that can be set, but in a style that its readers do not expect, is said too."""
        told = _doubts(folder, "pa-Arab")
        assert "is best set in Noto Nastaliq Urdu; here it is set in Noto Sans Arabic." in told
        assert "[language.pa_Arab]" in told

    def test_formats_of_another_language(self, folder: Path) -> None:
        """Where CLDR does not know a language, the one whose formats stand in is named."""
        told = _doubts(folder, "mww")
        assert "CLDR does not know Hmong Daw: dates, weekdays, numbers and units come as in English" in told

    def test_forms_that_nobody_checked(self, folder: Path) -> None:
        """Plural forms out of CLDR are a doubt; pinned ones are not."""
        assert "The plural forms of Danish come from CLDR" in _doubts(folder, "da")
        assert ["X3"] == [one.rule for one in _added(folder, "lt").doubts]

    @pytest.mark.parametrize(("offered", "code", "severity"), [("", 0, "warning: "), (', "hy"', 1, "")])
    def test_a_language_without_a_font_stops_only_itself(
        self, offered: str, code: int, severity: str, copy_of: Callable[[Path], Path]
    ) -> None:
        """A language that no font can set is a warning, until a clinic offers it: then it is an error."""
        project = copy_of(TESTS / "projects" / "language-without-font")
        clinic = project / "clinics" / "birch-row" / "clinic.toml"
        clinic.write_text(clinic.read_text("utf-8").replace(', "hy"', offered), "utf-8")
        done = run_leaflets("check", cwd=project)
        assert f"{severity}locales/languages.toml, hy\n  No font here can set the script of Armenian." in done.stdout
        assert code == done.returncode
