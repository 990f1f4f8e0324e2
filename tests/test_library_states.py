"""What a library says of a leaflet that is final, rests on something withdrawn, or could not be printed anew."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets
from lxml import html
from signing import TODAY, sign_all

ADDRESS = "https://clinic.example/leaflets"
WITHDRAWN = """
[F61]
status = "withdrawn"
date = 2026-11-19
reason = "A test withdrew it"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project whose English aftercare is signed by people who do not exist."""
    run_leaflets("new", "mine", cwd=tmp_path, check=True)
    file = tmp_path / "mine" / "clinics" / "aspen-row" / "clinic.toml"
    file.write_text(f'library = "{ADDRESS}"\n{file.read_text("utf-8")}', "utf-8")
    sign_all(tmp_path / "mine", "en", topics=("aftercare",))
    return tmp_path / "mine"


def _make(project: Path, *options: str) -> tuple[int, str]:
    chosen = ("-t", "aftercare", "-l", "en", "-l", "pa", "--today", TODAY.isoformat(), *options)
    done = run_leaflets("site", *chosen, cwd=project)
    return done.returncode, done.stdout


def _sheet(project: Path, language: str) -> html.HtmlElement:
    path = project / "library" / "aspen-row" / language / "sheet_aftercare.html"
    return html.document_fromstring(path.read_bytes())


def _state(page: html.HtmlElement) -> str:
    (word,) = page.xpath("//div[@class='side']/span[contains(@class, 'state')]")
    return str(word.text_content())


def _prints(page: html.HtmlElement) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.xpath("//a[@data-print and not(@download)]")]


def test_each_state_is_told_and_only_what_is_final_prints_as_it_is(project: Path) -> None:
    """Final beside draft, then withdrawn, then outdated: the word and the way to print go together."""
    assert 0 == _make(project)[0]
    final, draft = _sheet(project, "english"), _sheet(project, "punjabi")
    assert ("Final", "Draft") == (_state(final), _state(draft))
    assert ["Print", "Print draft"] == [_prints(one)[0].partition("1 sheet")[0] for one in (final, draft)]
    assert 1 == len(final.xpath("//a[contains(@class, 'main')]"))
    assert [] == draft.xpath("//a[contains(@class, 'main')]")
    _assert_programs_read_the_same(project / "library")

    (project / "evidence").mkdir(exist_ok=True)
    (project / "evidence" / "withdrawn.toml").write_text(WITHDRAWN, "utf-8")
    assert 0 == _make(project)[0]
    for language in ("english", "punjabi"):
        assert ("Withdrawn", []) == (_state(_sheet(project, language)), _prints(_sheet(project, language)))

    shutil.rmtree(project / "evidence")
    folder = Path("locales", "pa", "LC_MESSAGES")
    shutil.copytree(ROOT / folder, project / folder)
    (path,) = (project / folder).glob("*.po")
    path.write_text(_without(path.read_text("utf-8"), "Eat and drink as usual."), "utf-8")
    code, told = _make(project)
    assert (1, True) == (code, "Do not hand out." in told)
    assert ("Outdated", []) == (_state(_sheet(project, "punjabi")), _prints(_sheet(project, "punjabi")))
    assert "Final" == _state(_sheet(project, "english"))
    assert 1 == len(list((project / "library" / "aspen-row").rglob("*.pdf")))


def _without(catalogue: str, message: str) -> str:
    """Return a catalogue in which a message is not translated."""
    head, _, rest = catalogue.partition(f'msgid "{message}"\n')
    return f'{head}msgid "{message}"\nmsgstr ""\n{rest.partition(chr(10))[2]}'


def _assert_programs_read_the_same(library: Path) -> None:
    page = html.document_fromstring((library / "aspen-row/english/aspen-row_aftercare_english.html").read_bytes())
    told = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert ("Published", TODAY.isoformat()) == (told["creativeWorkStatus"], told["lastReviewed"])
    assert {"Test Reader", "Test Clinician"} == {one["name"] for one in told["reviewedBy"]}
    assert [] == page.xpath("//meta[@name='robots']")
    assert [told["url"]] == page.xpath("//link[@rel='canonical']/@href")
    sitemap = (library / "sitemap.xml").read_text("utf-8")
    assert told["url"] in sitemap
    assert "punjabi" not in sitemap
    documents = {path.parent.name: json.loads(path.read_text("utf-8")) for path in library.rglob("*.fhir.json")}
    assert ("final", "preliminary") == (documents["english"]["docStatus"], documents["punjabi"]["docStatus"])
    assert all(one["content"][0]["attachment"]["url"].startswith(ADDRESS) for one in documents.values())
