"""The server: the library's pages, live; leaflets are made when they are asked for, by the steps of a build."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pypdfium2
import pytest
from browser import Browser
from conftest import run_leaflets
from lxml import etree, html
from served import CLINIC, PUNJABI, Served, serving, small_project

from leaflets.serving import listen

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small project, once."""
    with serving(small_project(tmp_path_factory.mktemp("served") / "desk")) as started:
        yield started


def test_three_taps_lead_to_a_pdf(served: Served, browser: Browser) -> None:
    """Language, sheet, print: at the end is the Punjabi PDF, and no page asked for anything elsewhere."""
    browser.requests.clear()
    browser.errors.clear()
    browser.open(served.address)
    browser.follow(".langs a[href*='punjabi']")
    browser.follow("a.t[href*='aftercare']")
    pdf = browser.ask("document.querySelector('.do a[data-print]').href")
    assert f"{served.address}{PUNJABI}.pdf" == pdf
    answer = httpx.get(pdf, timeout=60)
    assert (200, "application/pdf") == (answer.status_code, answer.headers["content-type"])
    assert {served.netloc} == {urlsplit(one).netloc for one in browser.requests if one.startswith("http")}
    assert [] == browser.errors
    assert browser.ask("[...document.images].every(one => one.complete && one.naturalWidth > 0)")


def test_a_web_page_stands_in_its_own_look(served: Served, browser: Browser) -> None:
    """The page for patients loads its style sheets and its fonts, and its policy lets its own style stand."""
    browser.open(f"{served.address}{PUNJABI}.html")
    assert browser.ask("document.fonts.size") > 0
    assert browser.ask("[...document.fonts].some(one => one.status == 'loaded')")
    ground = browser.ask("getComputedStyle(document.querySelector('.hero')).backgroundColor")
    assert ground not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    answer = served.get(f"{PUNJABI}.html")
    assert "sha256-" in answer.headers["content-security-policy"]


def test_what_was_made_is_not_made_again(served: Served) -> None:
    """A second ask answers with the same bytes; a browser that has them gets none."""
    first, second = served.get(f"{PUNJABI}.pdf"), served.get(f"{PUNJABI}.pdf")
    assert first.content == second.content
    known = served.get(f"{PUNJABI}.pdf", If_None_Match=first.headers["etag"])
    assert (304, b"") == (known.status_code, known.content)
    assert first.content == (served.place / "out" / f"{PUNJABI}.pdf").read_bytes()


def test_a_build_delivers_the_same(served: Served) -> None:
    """`leaflets build` has nothing to make where the server has made it: both take the same steps."""
    served.get(f"{PUNJABI}.pdf")
    chosen = ("-c", CLINIC, "-t", "aftercare", "-l", "pa", "--today", "2026-11-29", "--explain")
    done = run_leaflets("build", *chosen, cwd=served.place)
    assert "kept; nothing that it rests on has changed" in done.stdout, done.stdout


def test_new_words_are_printed(served: Served) -> None:
    """After a clinic's name is another one, the next ask makes the sheet anew."""
    file = served.place / "clinics" / CLINIC / "clinic.toml"
    before = file.read_text("utf-8")
    assert "Aspen Row Physiotherapy" in _words(served.get(f"{CLINIC}/english/{CLINIC}_aftercare_english.pdf").content)
    try:
        file.write_text(before.replace("Aspen Row Physiotherapy", "Poplar Row Physiotherapy"), "utf-8")
        while "Poplar" not in served.get("index.html").text:
            pass
        words = _words(served.get(f"{CLINIC}/english/{CLINIC}_aftercare_english.pdf").content)
        assert "Poplar Row Physiotherapy" in words
    finally:
        file.write_text(before, "utf-8")
    while "Poplar" in served.get("index.html").text:
        pass


def _words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_sheet_that_cannot_be_made_says_why(served: Served) -> None:
    """Its page names the file, what is wrong and what to do; the others are there, and it comes back when mended."""
    catalogue = served.place / "locales" / "ar" / "LC_MESSAGES" / "leaflets.po"
    catalogue.parent.mkdir(parents=True)
    path = f"{CLINIC}/arabic/sheet_aftercare.html"
    catalogue.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "x\n', "utf-8")
    while (answer := served.get(path)).status_code == 200:
        pass
    words = html.document_fromstring(answer.content).text_content()
    assert 422 == answer.status_code
    assert "locales/ar/LC_MESSAGES/leaflets.po" in words
    assert "cannot be made" in words
    assert 200 == served.get(f"{CLINIC}/english/index.html").status_code
    listed = served.get(f"{CLINIC}/arabic/index.html").text
    assert "is-outdated" in listed
    catalogue.unlink()
    while served.get(path).status_code != 200:
        pass


def test_a_server_that_was_killed_goes_on(tmp_path: Path) -> None:
    """Killed in the middle of a build, another one answers with whole files at the same address."""
    place = small_project(tmp_path / "desk")
    path = f"{CLINIC}/english/{CLINIC}_side-effects_english.pdf"
    with serving(place) as first:
        parts = urlsplit(first.address)
        port = parts.port or 0
        with socket.create_connection((parts.hostname, port)) as line:
            line.sendall(f"GET /{path} HTTP/1.1\r\nHost: {first.netloc}\r\n\r\n".encode())
            assert 200 == first.get("").status_code
            first.process.kill()
    with serving(place, port=port) as second:
        assert first.address == second.address
        assert b"%PDF" == second.get(path).content[:4]
        second.end(signal.SIGTERM)  # it may be writing its report
    assert [] == list((place / "out").rglob("*.part"))


def test_it_ends_when_asked(tmp_path: Path) -> None:
    """Ctrl-C and SIGTERM end it with the codes of all commands, and nothing of it is left."""
    place = small_project(tmp_path / "desk")
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with serving(place) as started:
            assert 200 == started.get("").status_code
            assert code == started.end(number)


@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [
        ("mainSearchCriteria.v.c=aftercare&informationRecipient.languageCode.c=pa", "pa", "ਡਰਾਈ ਨੀਡਲਿੰਗ ਤੋਂ ਬਾਅਦ"),
        ("mainSearchCriteria.v.dn=After+your+dry+needling&informationRecipient.languageCode.c=ar", "ar", ""),
        (
            "mainSearchCriteria.v.dn=ਡਰਾਈ+ਨੀਡਲਿੰਗ+ਤੋਂ+ਬਾਅਦ&informationRecipient.languageCode.c=eng",
            "en",
            "After your dry needling",
        ),
    ],
)
def test_record_systems_find_the_sheet(served: Served, asked: str, language: str, title: str) -> None:
    """A topic is found by its id or its title in any language, and answered in the patient's language alone."""
    feed = etree.fromstring(served.get(f"infobutton?{asked}").content)
    (entry,) = feed.findall("a:entry", ATOM)
    assert language == entry.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert title in (entry.findtext("a:title", namespaces=ATOM) or "")
    (link,) = entry.xpath("a:link[@type='text/html']/@href", namespaces=ATOM)
    assert 200 == httpx.get(link, timeout=60).status_code
    told = served.get(f"infobutton?{asked}&knowledgeResponseType=application/json").json()["feed"]
    assert [link] == [one["link"][0]["href"] for one in told["entry"]]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("mainSearchCriteria.v.c=J45.9&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90", "Nothing here answers"),
        ("mainSearchCriteria.v.c=aftercare&informationRecipient.languageCode.c=fi", "nothing in this language"),
        ("", "Nothing here answers"),
    ],
)
def test_an_unknown_question_gets_a_clear_answer(served: Served, asked: str, words: str) -> None:
    """An empty feed says in words that there is nothing, or in which languages there is; never another sheet."""
    answer = served.get(f"infobutton?{asked}")
    feed = etree.fromstring(answer.content)
    assert (200, []) == (answer.status_code, feed.findall("a:entry", ATOM))
    assert words in (feed.findtext("a:subtitle", namespaces=ATOM) or "")


def test_a_sheet_is_verified(served: Served) -> None:
    """A PDF that is sent, by a form or as it is, and a content id are judged as `leaflets verify` does, in JSON too."""
    pdf = served.get(f"{PUNJABI}.pdf").content
    told = served.post("verify", pdf, Content_Type="application/pdf", Accept="application/json").json()
    assert ("draft", "genuine", "aftercare") == (told["state"], told["file"], told["sheet"]["topic"])
    number = told["sheet"]["content_id"]
    sent = {"file": ("sheet.pdf", pdf + b"\n%", "application/pdf")}
    own = {"Origin": served.address.rstrip("/")}
    page = httpx.post(f"{served.address}verify", files=sent, headers=own, timeout=60)
    assert (200, True) == (page.status_code, "No: altered" in page.text)
    by_id = served.get(f"verify?id={number}&format=application/json").json()
    assert ("draft", "aftercare") == (by_id["state"], by_id["sheet"]["topic"])
    assert "No: unknown" in served.get("verify?id=0000-0000").text
    assert 400 == served.post("verify", b"", Content_Type="application/pdf").status_code
    stranger = served.post("verify", b"no PDF", Content_Type="application/pdf", Accept="application/json").json()
    assert "unknown" == stranger["state"]


def test_what_waits_is_listed(served: Served) -> None:
    """The page about sign-offs names each topic and language that waits, and for whom."""
    page = served.get("waiting").text
    assert "After your dry needling" in page
    assert "linguistic and clinical" in page


def test_answers_leave_at_once() -> None:
    """No answer waits for the browser to confirm its head: each connection of the server's port sends what it has."""

    async def says_so() -> int:
        told = asyncio.get_running_loop().create_future()

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            told.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        opened = listen("127.0.0.1", 0)
        async with await asyncio.start_server(answer, sock=opened):
            _, writer = await asyncio.open_connection(*opened.getsockname())
            writer.close()
            return int(await told)

    assert asyncio.run(says_so())


@pytest.mark.parametrize("page", ["verify", "waiting"])
def test_axe_finds_nothing_on_its_own_pages(served: Served, browser: Browser, page: str) -> None:
    """The pages that a folder cannot have break no rule that axe-core knows of, at the width of a telephone."""
    browser.resize(360)
    browser.open(f"{served.address}{page}")
    browser.tell("Runtime.evaluate", expression=files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
    found = browser.ask("axe.run().then(one => one.violations.map(v => [v.id, ...v.nodes.map(n => n.html)]))")
    assert [] == found
