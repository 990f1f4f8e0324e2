"""Pseudo-languages: every word is in disguise, nothing else is touched, and what does not fit is told."""

import hashlib
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, run_leaflets
from pages import read_pages

from leaflets.composition.citations import Citations
from leaflets.composition.pages import LaidOut, Pages
from leaflets.model import Leaflet, MessageKey
from leaflets.project import Project, open_project
from leaflets.readers.messages import PLACEHOLDER
from leaflets.selection import Selection, choose
from leaflets.translation.pseudo import KINDS, Kind, find_kinds, pseudo_project

VOID = {"img", "br", "meta", "input", "link", "hr"}
"""HTML elements without an end tag."""
NOT_LATIN = [kind for kind in KINDS.values() if kind.name in {"rtl", "tall", "cjk"}]


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the project of the checkout."""
    return open_project(ROOT)


@pytest.fixture(scope="module")
def pseudo(project: Project) -> Project:
    """Return the same project in every pseudo-language."""
    return pseudo_project(project, KINDS.values())


def _messages(project: Project) -> frozenset[MessageKey]:
    return project.layout_messages.union(*(topic.messages for topic in project.topics.values()))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
class TestCatalogue:
    """A pseudo-catalogue has every message, as a translator would leave it."""

    def test_every_message_is_there(self, kind: Kind, project: Project, pseudo: Project) -> None:
        """All messages have words, in their contexts and in every plural form, and no check objects to them."""
        catalogue = pseudo.catalogue(kind.code)
        assert _messages(project) == set(catalogue.translations)
        for key, translation in catalogue.translations.items():
            forms = catalogue.language.plural_count if key.plural else 1
            assert forms == len(translation.texts)
            assert () == catalogue.faults(key)

    def test_placeholders_are_kept(self, kind: Kind, pseudo: Project) -> None:
        """Each form has the placeholders of its source, in their order, letter for letter, and no other sign."""
        for key, translation in pseudo.catalogue(kind.code).translations.items():
            for text in translation.texts:
                assert PLACEHOLDER.findall(key.plural or key.id) == PLACEHOLDER.findall(text)
                assert not set("%<>&{}").intersection(PLACEHOLDER.sub("", text))

    def test_no_word_stays_as_it_was(self, kind: Kind, pseudo: Project) -> None:
        """Texts stand between brackets, and none of their words is English any more."""
        for key, translation in pseudo.catalogue(kind.code).translations.items():
            english = set(re.findall(r"[A-Za-z]{2,}", PLACEHOLDER.sub(" ", f"{key.id} {key.plural or ''}")))
            for text in translation.texts:
                assert text[0] + text[-1] in {"[]", "【】"}
                words = re.findall(r"\w+", PLACEHOLDER.sub(" ", text))
                assert set() == english.intersection(words)

    def test_the_fonts_have_every_character(self, kind: Kind, pseudo: Project) -> None:
        """Nothing is written that the project's fonts cannot show."""
        texts = (text for one in pseudo.catalogue(kind.code).translations.values() for text in one.texts)
        assert "" == pseudo.uncovered("".join(texts) + (kind.language.own_name or ""))

    def test_the_same_words_each_time(self, kind: Kind, project: Project, pseudo: Project) -> None:
        """A pseudo-catalogue is the same on every run."""
        again = pseudo_project(project, [kind]).catalogue(kind.code)
        assert pseudo.catalogue(kind.code).translations == again.translations


class TestKinds:
    """Each kind proves what it is for."""

    @pytest.mark.parametrize(
        "text",
        ["Side effects of dry needling", "Call %(number)s now.", "Yes", "Hmm", "Do not drive if you feel dizzy."],
    )
    def test_long_is_two_fifths_longer(self, text: str) -> None:
        """Without its brackets, a long text has two fifths more letters than the English, up to one a part."""
        bare = PLACEHOLDER.sub("", text)
        longer = len(PLACEHOLDER.sub("", KINDS["long"].disguise(text))) - 2
        assert 1.4 * len(bare.strip(" .")) <= longer + 1 <= 1.4 * len(bare) + 3

    @pytest.mark.parametrize(
        ("name", "script", "direction"),
        [("long", "Latn", "ltr"), ("rtl", "Arab", "rtl"), ("tall", "Guru", "ltr"), ("stacked", "Latn", "ltr"),
         ("cjk", "Hans", "ltr")],
    )  # fmt: skip
    def test_scripts(self, name: str, script: str, direction: str) -> None:
        """Each has the script and the direction that it proves."""
        assert (script, direction) == (KINDS[name].language.script, KINDS[name].language.direction)

    def test_marks_stand_above_and_below(self) -> None:
        """Tall words carry marks on more than half of their letters, stacked ones two marks on one letter."""
        tall = KINDS["tall"].disguise("Get help right away")
        marks = [one for one in tall if unicodedata.category(one) in {"Mn", "Mc"}]
        assert len(marks) > len([one for one in tall if unicodedata.category(one) == "Lo"]) / 2
        stacked = unicodedata.normalize("NFD", KINDS["stacked"].disguise("aa"))
        assert 4 == sum(unicodedata.category(one) == "Mn" for one in stacked)

    def test_cjk_has_no_spaces(self) -> None:
        """Chinese words stand without spaces and have full-width punctuation."""
        assert re.fullmatch(r"【\w+，\w+。】", KINDS["cjk"].disguise("In case of fire, leave the house."))

    @pytest.mark.parametrize(("name", "tag"), [("long", "en-XA"), ("rtl", "ar-XB"), ("cjk", "zh-Hans-x-wide")])
    def test_tags_are_no_real_language(self, name: str, tag: str) -> None:
        """The language tag is one of CLDR's pseudo-locales or says that its use is private."""
        assert tag == KINDS[name].language.bcp47

    def test_all_by_default(self) -> None:
        """Without a name all kinds are meant; a name twice is meant once."""
        assert list(KINDS.values()) == find_kinds([])
        assert [KINDS["rtl"]] == find_kinds(["rtl", "rtl"])


class _Reader(HTMLParser):
    """Collects what a reader sees or hears, without what is marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        skipped = self._skipping or given.get("lang") == "en" or tag == "style"
        self.texts += [given[key] or "" for key in ("alt", "title") if key in given and not skipped]
        if tag not in VOID:
            self._open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.texts.append(data)

    @property
    def _skipping(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _latin_words(laid: LaidOut) -> set[str]:
    """Return the words in Latin letters on a page, without its ids and the ids of facts."""
    reader = _Reader()
    assert laid.content
    reader.feed(laid.html.replace(laid.content.id, ""))
    return {word for text in reader.texts for word in re.findall(r"[^\W\d_]{2,}", text) if word.isascii()}


@pytest.mark.parametrize("kind", NOT_LATIN, ids=[kind.name for kind in NOT_LATIN])
@pytest.mark.parametrize("edition", ["standard", "staff"])
def test_no_english_is_left_on_a_page(kind: Kind, edition: str, pseudo: Project) -> None:
    """A Latin word not marked as English is a clinic's, a place's, an author's or CLDR's: no string is hard-coded."""
    selection = Selection(languages=[kind.code], editions=[edition])
    laid_out = list(map(Pages(pseudo).lay_out, choose(pseudo, selection)))
    assert [] == [one.problems for one in laid_out if one.problems]
    names = [one.model_dump_json() for one in (*pseudo.clinics.values(), *pseudo.regions.values())]
    names += map(Citations(pseudo.citation_style, pseudo.sources).short, pseudo.sources)
    names += map(str, pseudo.languages[kind.code].locale.day_periods["format"]["abbreviated"].values())  # AM in Punjabi
    known = {word for name in names for word in re.findall(r"[^\W\d_]{2,}", name)}
    left = {word for one in laid_out for word in _latin_words(one) - known}
    assert set() == left


class TestCommand:
    """The command prints pages, writes no words, and tells what does not fit."""

    def test_it_prints_and_leaves_locales_alone(self, tmp_path: Path) -> None:
        """A leaflet is printed for each kind, in disguise; locales/ stays as it was, byte for byte."""
        before = _digest(ROOT / "locales")
        choice = ("-c", "aspen-row", "-t", "what-is-dry-needling", "--kind", "long", "--kind", "cjk")
        done = run_leaflets("catalogue", "pseudo", *choice, "--out", str(tmp_path), cwd=ROOT)
        assert 0 == done.returncode, done.stdout
        assert before == _digest(ROOT / "locales")
        printed = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf"))
        names = ["en_XA", "zh_Hans_x_wide"]
        assert sorted(str(Leaflet("aspen-row", name, "what-is-dry-needling").path) for name in names) == printed
        text = read_pages(tmp_path / Leaflet("aspen-row", "en_XA", "what-is-dry-needling").path)[0].text
        assert KINDS["long"].disguise("What is dry needling?") in text
        assert "Not approved for patients yet" in text
        assert "Pseudo (long)" in text

    def test_too_many_pages_are_a_finding(self, tmp_path: Path) -> None:
        """A leaflet that would need too many pages is printed, named with its paper, and no failure."""
        choice = ("-c", "aspen-row", "-t", "side-effects", "--kind", "long", "--out", str(tmp_path))
        done = run_leaflets("catalogue", "pseudo", *choice, cwd=ROOT)
        assert 0 == done.returncode, done.stdout
        assert "aspen-row\ten_XA\tside-effects\tstandard\tletter\t3\t2\n" in done.stdout
        assert 3 == len(
            read_pages(
                tmp_path / "aspen-row" / "english-pseudo-accents" / "aspen-row_side-effects_english-pseudo-accents.pdf"
            )
        )
        answer = _findings(*choice)
        found = {"clinic": "aspen-row", "language": "en_XA", "topic": "side-effects"}
        assert [{**found, "edition": "standard", "paper": "letter", "pages": 3, "allowed": 2}] == answer["too_long"]
        assert (1, []) == (answer["printed"], answer["failed"])

    def test_text_outside_its_place_is_a_failure(self, tmp_path: Path) -> None:
        """Where longer words do not fit into a place of fixed size, the clinic's file is named; the page is there."""
        clinic = tmp_path / "clinics" / "heron-mill"
        clinic.mkdir(parents=True)
        for path in (ROOT / "clinics" / "heron-mill").iterdir():
            (clinic / path.name).write_bytes(path.read_bytes())
        file = clinic / "clinic.toml"
        lines = [f'"Very long line number {number} of an address"' for number in "abcde"]
        text = re.sub(r"address = \[.*\]", f"address = [{', '.join(lines)}]", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        done = run_leaflets("catalogue", "pseudo", "-t", "aftercare", "--kind", "long", cwd=tmp_path)
        assert 1 == done.returncode
        assert "clinics/heron-mill/clinic.toml, contact" in done.stdout
        assert "1 more with text outside its place, or that cannot be printed: see above." in done.stdout
        pages = read_pages(
            tmp_path
            / "out"
            / "pseudo"
            / "heron-mill"
            / "english-pseudo-accents"
            / "heron-mill_aftercare_english-pseudo-accents.pdf"
        )
        assert any("Very long line number e" in page.text for page in pages)
        assert not (tmp_path / "locales").exists()

    @pytest.mark.parametrize(
        ("option", "value", "told"),
        [("--kind", "lnog", "Did you mean “long”?"), ("-t", "aftrcare", "Did you mean “aftercare”?")],
    )
    def test_unknown_names_are_misuse(self, option: str, value: str, told: str) -> None:
        """A kind or topic that is not there is met with the one that was meant."""
        done = run_leaflets("catalogue", "pseudo", option, value, cwd=ROOT)
        assert 2 == done.returncode
        assert told in done.stdout


def _digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def _findings(*choice: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run_leaflets("catalogue", "pseudo", *choice, "--json", cwd=ROOT).stdout)
    return answer
