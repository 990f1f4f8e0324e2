"""Typefaces come in packages: what is not installed stops its own leaflets only, and says what to type."""

import json
import re
import shutil
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import tomlkit
from conftest import ROOT, TESTS, run_leaflets
from fontTools.ttLib import TTFont

import leaflets
from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.readers.fonts import Fonts, read_fonts

sys.path.insert(0, str(ROOT / "tools"))

import packages

FAMILY = "Another Gurmukhi"
COMMAND = 'pip install "leaflets[fonts-more]"'


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    """Copy a project that offers English and Punjabi, whose typeface for Punjabi is not installed."""
    return Path(shutil.copytree(TESTS / "projects" / "language-typeface-not-installed", tmp_path / "project"))


def _lay_family(folder: Path) -> None:
    """Put a whole family into a folder, under whatever name the files have."""
    shutil.copytree(ROOT / "fonts" / "noto-sans-gurmukhi", folder)


class TestNotInstalled:
    """A typeface that the register names and nobody installed."""

    def test_its_sheets_fail_and_others_are_printed(self, lacking: Path) -> None:
        """The leaflet in Punjabi, the one in two languages and the front desk's sheet fail; English is as ever."""
        done = run_leaflets("build", "-e", "standard", "-e", "bilingual", "-e", "chooser", cwd=lacking)
        assert 1 == done.returncode
        assert ["birch-row_aftercare_english.pdf"] == [one.name for one in lacking.rglob("*.pdf")]
        assert f"Punjabi is set in {FAMILY} 1.000, which is not installed here." in " ".join(done.stdout.split())
        assert f"Install it with: {COMMAND}" in done.stdout
        entries = json.loads((lacking / "out" / "report.json").read_text("utf-8"))["leaflets"]
        assert ["failed", "failed", "failed", "printed"] == sorted(
            one["state"].replace("draft", "printed") for one in entries
        )

    def test_check_is_silent_where_nobody_offers_it(self, lacking: Path) -> None:
        """A language that no clinic offers may lack its typeface."""
        file = lacking / "clinics" / "birch-row" / "clinic.toml"
        file.write_text(file.read_text("utf-8").replace('["en", "pa"]', '["en"]'), "utf-8")
        done = run_leaflets("check", cwd=lacking)
        assert (0, False) == (done.returncode, COMMAND in done.stdout), done.stdout

    def test_languages_are_listed_with_it(self, lacking: Path) -> None:
        """`list languages` says which typefaces are here, and what brings the others."""
        rows = {
            one["language"]: one for one in json.loads(run_leaflets("list", "languages", "--json", cwd=lacking).stdout)
        }
        assert ("not installed", "here") == (rows["pa"]["typeface"], rows["zh_Hans"]["typeface"])
        assert f"What is not installed comes with: {COMMAND}" in run_leaflets("list", "languages", cwd=lacking).stdout

    def test_words_are_read_and_checked_all_the_same(self, lacking: Path) -> None:
        """Translators and reviewers need no typeface."""
        for command in (("catalogue", "check", "-l", "pa"), ("review", "show", "pa", "aftercare")):
            done = run_leaflets(*command, cwd=lacking)
            assert (0, False) == (done.returncode, "not installed" in done.stdout), done.stdout

    def test_a_language_that_comes_says_it(self, lacking: Path) -> None:
        """Whoever adds a language whose typeface is not installed is told what to type."""
        register = lacking / "fonts" / "fonts.toml"
        register.write_text(register.read_text("utf-8").replace("Guru", "Hebr"), "utf-8")
        done = run_leaflets("catalogue", "add", "he", cwd=lacking, check=True)
        assert f"Hebrew is set in {FAMILY}, which is not installed here" in " ".join(done.stdout.split())
        assert COMMAND in done.stdout

    def test_a_folder_of_ones_own_will_do(self, lacking: Path) -> None:
        """A person's own fonts/ is looked at first."""
        _lay_family(lacking / "fonts" / "another-gurmukhi")
        done = run_leaflets("list", "languages", "--json", cwd=lacking)
        assert "here" == next(one["typeface"] for one in json.loads(done.stdout) if one["language"] == "pa")


class TestOnesOwn:
    """A folder may bring a typeface for brands, which stands beside those of the program."""

    REGISTER = """
[[family]]
name = "{name}"
folder = "house"
scripts = ["Latn"]
version = "1"
licence = "OFL-1.1"
origin = "the house"
[typeface.house]
headings = "{name}"
text = "{name}"
otherwise = "{otherwise}"
"""

    @pytest.fixture
    def house(self, tmp_path: Path) -> Path:
        """Return a project of one clinic whose brand has a typeface of its own, without Vietnamese letters."""
        shutil.copytree(ROOT / "clinics" / "heron-mill", tmp_path / "clinics" / "heron-mill")
        shutil.copy(ROOT / "clinics" / "regions.toml", tmp_path / "clinics")
        shutil.copytree(ROOT / "fonts" / "atkinson-hyperlegible-next", tmp_path / "fonts" / "house")
        for file in (tmp_path / "fonts" / "house").glob("*.ttf"):
            with TTFont(file) as font:
                for record in font["name"].names:
                    record.string = record.toUnicode().replace("Atkinson Hyperlegible Next", "House Sans")
                font.save(file)
        clinic = tmp_path / "clinics" / "heron-mill" / "clinic.toml"
        clinic.write_text(
            re.sub(
                r"(?m)^typeface = .*$|^languages = .*$",
                lambda found: 'typeface = "house"' if "typeface" in found[0] else 'languages = ["en", "vi"]',
                clinic.read_text("utf-8"),
            ),
            "utf-8",
        )
        return tmp_path

    def _lay_register(self, house: Path, otherwise: str) -> None:
        text = self.REGISTER.format(name="House Sans", otherwise=otherwise)
        (house / "fonts" / "fonts.toml").write_text(text, "utf-8")

    def test_it_sets_what_it_can_and_gives_way_to_the_programs(self, house: Path) -> None:
        """English is set in it, and Vietnamese, of whose letters it lacks some, in the program's that it names."""
        self._lay_register(house, "Source Serif 4")
        done = run_leaflets("build", "-t", "aftercare", cwd=house, check=True)
        assert "overrides the fonts" in done.stdout, "a release asks for a look at it"
        for folder, own, other in (
            ("english", "House-Sans", "Source-Serif"),
            ("vietnamese", "Source-Serif", "House-Sans"),
        ):
            with pikepdf.open(next((house / "out" / "heron-mill" / folder).glob("*.pdf"))) as pdf:
                names = {
                    str(one.FontName)
                    for one in pdf.objects
                    if isinstance(one, pikepdf.Dictionary) and "/FontName" in one
                }
            assert any(own in one for one in names), names
            assert not any(other in one for one in names), names

    def test_one_that_nobody_has_is_told(self, house: Path) -> None:
        """A family that neither the folder nor the program has is a fault of the typeface."""
        self._lay_register(house, "Source Serif 5")
        done = run_leaflets("check", "--json", cwd=house)
        assert ["typeface.house"] == [one["key"] for one in json.loads(done.stdout) if one["severity"] == "error"]


class TestInstalled:
    """A package is laid beside `fonts/` where it is of the release that the register names."""

    @pytest.fixture
    def register(self) -> Path:
        """Return a folder of fonts whose register names a family that is not in it."""
        return TESTS / "projects" / "language-typeface-not-installed" / "fonts"

    def _read(self, register: Path, place: Path) -> Fonts:
        return read_fonts(register, "fonts", [], [place])

    def _install(self, register: Path, place: Path, **other: str) -> None:
        tables = tomlkit.parse((register / "fonts.toml").read_text("utf-8"))["family"].unwrap()
        (place / "fonts-more.toml").write_text(tomlkit.dumps({"family": [{**one, **other} for one in tables]}), "utf-8")
        _lay_family(place / "another-gurmukhi")

    def test_it_is_found(self, register: Path, tmp_path: Path) -> None:
        """A family that an installed package has as the register names it is here."""
        self._install(register, tmp_path)
        assert {FAMILY: tmp_path / "another-gurmukhi"} == self._read(register, tmp_path).folders

    def test_another_release_is_not_taken(self, register: Path, tmp_path: Path) -> None:
        """A family in another version than the register's would set other pages."""
        self._install(register, tmp_path, version="0.999")
        assert {FAMILY} == self._read(register, tmp_path).lacking

    def test_a_damaged_file_is_told(self, register: Path, tmp_path: Path) -> None:
        """An installed file that is no font is a fault of its family."""
        self._install(register, tmp_path)
        next((tmp_path / "another-gurmukhi").glob("*Bold.ttf")).write_bytes(b"no font")
        problems = list[Problem]()
        read_fonts(register, "fonts", problems, [tmp_path])
        assert [f"family.{FAMILY}"] == [one.key for one in problems]


class TestPackages:
    """What the packages hold follows from the register."""

    PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    def test_the_program_brings_what_names_no_package(self) -> None:
        """Its wheel and its sdist hold the families without `extra`, and no other."""
        targets = self.PROJECT["tool"]["hatch"]["build"]["targets"]
        wheel = [one for one in targets["wheel"]["force-include"] if one.startswith("fonts/")]
        sdist = [one.removeprefix("/") for one in targets["sdist"]["include"] if one.startswith("/fonts/")]
        own = {f"fonts/{family['folder']}" for family in packages.families_of(None)}
        assert {"fonts/fonts.toml", *own} == set(wheel) == set(sdist)

    def test_each_extra_is_a_package_of_the_same_version(self) -> None:
        """The extras of the program name the packages of this release, and `fonts` means all."""
        families = tomllib.loads((ROOT / "fonts" / "fonts.toml").read_text("utf-8"))["family"]
        extras = {one["extra"] for one in families if "extra" in one}
        assert {"leaflets", *extras} == set(packages.names())
        offered = self.PROJECT["project"]["optional-dependencies"]
        assert {f"leaflets[{one}]" for one in extras} == set(offered["fonts"])
        for extra in extras:
            told = tomllib.loads((ROOT / "packages" / extra / "pyproject.toml").read_text("utf-8"))["project"]
            assert (f"leaflets-{extra}", leaflets.__version__) == (told["name"], told["version"])
            assert [f"leaflets-{extra}=={leaflets.__version__}"] == offered[extra]

    def test_scripts_that_come_with_the_program(self) -> None:
        """Latin, Cyrillic, Greek, Arabic, Gurmukhi and Devanagari need no package."""
        scripts = {script for family in packages.families_of(None) for script in family["scripts"]}
        assert {"Latn", "Cyrl", "Grek", "Arab", "Guru", "Deva"} == scripts

    def test_the_program_alone_sets_the_same_pages(self, project: Project) -> None:
        """Its families stand before those of packages, and have every character of its languages' words and figures."""
        fonts = project.fonts
        own = [family["name"] for family in packages.families_of(None)]
        assert own == list(fonts.families)[: len(own)]
        alone = replace(project, fonts=replace(fonts, folders={name: fonts.folders[name] for name in own}))
        languages = [one for one in alone.languages.values() if alone.fonts.family_of(one) in own]
        assert len(languages) > 10
        for language in languages:
            words = (text for one in alone.catalogue(language.code).translations.values() for text in one.texts)
            assert "" == alone.uncovered("".join((language.endonym, *words)), language.code)
        written = (path for folder in ("templates", "clinics") for path in (ROOT / folder).rglob("*.[jt]*"))
        assert "" == alone.uncovered("".join(path.read_text("utf-8") for path in written))
        assert "" == alone.uncovered((ROOT / "evidence" / "sources.json").read_text("utf-8"))
