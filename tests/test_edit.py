"""Words and looks are changed in a real browser, and stand in the files of the commands."""

import json
import signal
import threading
from collections.abc import Iterator
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from browser import Browser
from edited import FOLDERS, SORE, WORDS, clinic_of, edited_project, editor, form_of, message_of, po_of, send_words
from served import CLINIC, Served, serving

LEAF = "document.querySelector('[data-leaf]').contentDocument"
HEARD = f"document.querySelector('[data-leaf]') && {LEAF}.documentElement && {LEAF}.documentElement.dataset.heard"
FIELD = "document.querySelector('[data-text]')"
ALARMING, COMMENT = "#a4121f", "# what our signs have"
MORE = " ਠੀਕ ਹੈ।"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small project for editing, once."""
    place = edited_project(tmp_path_factory.mktemp("edited") / "desk")
    file = clinic_of(place)
    file.write_text(file.read_text("utf-8").replace('accent = "#d97a1f"', f'accent = "#d97a1f"  {COMMENT}'), "utf-8")
    with serving(place, "--edit") as started:
        yield started


def _open(served: Served, browser: Browser, code: str, message: str = "") -> None:
    browser.errors.clear()
    browser.open(editor(served, code, message))
    browser.until(HEARD)


def _type(browser: Browser, text: str) -> None:
    browser.ask(f"{FIELD}.value = {json.dumps(text)}")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_words_that_are_saved_elsewhere_show_on_the_open_page(served: Served, browser: Browser) -> None:
    """A catalogue that is saved in any editor changes the leaflet's page and the field, by an event of the server."""
    message = message_of(served, "pa", SORE)
    _open(served, browser, "pa", message)
    new = f"ਨਵਾਂ {WORDS['pa']}"
    _replace(po_of(served.place, "pa"), WORDS["pa"], new)
    browser.until(f"{LEAF}.body.textContent.includes('ਨਵਾਂ')")
    browser.until(f"{FIELD}.value.startsWith('ਨਵਾਂ')")
    assert [] == browser.errors


def test_what_is_typed_is_not_lost_when_somebody_else_saves(served: Served, browser: Browser) -> None:
    """The field keeps its words, the page says that others were saved, and the next save shows both."""
    message = message_of(served, "fr_CA", SORE)
    _open(served, browser, "fr_CA", message)
    before = browser.ask(f"{FIELD}.value")
    _type(browser, f"{before} Voilà.")
    _replace(po_of(served.place, "fr_CA"), before, f"{before} Autre.")
    browser.until("document.querySelector('.said.is-clash') && document.querySelector('.said').textContent")
    assert f"{before} Voilà." == browser.ask(f"{FIELD}.value")
    browser.ask("document.querySelector('[value=stay]').click()")
    shown = browser.until("document.querySelector('.clash') && document.querySelector('.clash').textContent")
    assert "Autre." in shown
    assert f"{before} Voilà." == browser.ask(f"{FIELD}.value")
    assert "Voilà." not in po_of(served.place, "fr_CA").read_text("utf-8")
    _type(browser, browser.ask(f"{FIELD}.defaultValue"))


def test_words_are_saved_through_the_page(served: Served, browser: Browser) -> None:
    """A typed number is refused with the rule's hint; right words are saved and show, and the next message comes."""
    message = message_of(served, "zh_Hans", SORE)
    _open(served, browser, "zh_Hans")
    browser.ask(f"{LEAF}.querySelector('[data-message={message}]').click()")
    browser.until(f"document.querySelector('#message').dataset.message == '{message}'")
    before, file = browser.ask(f"{FIELD}.value"), po_of(served.place, "zh_Hans")
    _type(browser, before.replace("%(days)s", "3 天"))
    browser.ask("document.querySelector('[data-save]').click()")
    told = browser.until("document.querySelector('.checks .error') && document.querySelector('.checks').textContent")
    assert "%(days)s is missing" in told
    assert before in file.read_text("utf-8")
    _type(browser, f"通常，{before}")
    browser.ask("document.querySelector('[data-save]').click()")
    browser.until(f"document.querySelector('#message').dataset.message != '{message}'")
    assert f'msgstr "通常，{before}"' in file.read_text("utf-8")
    browser.until(f"{LEAF}.body.textContent.includes('通常')")
    other = browser.ask("document.querySelector('#message').dataset.message")
    browser.tell("Input.dispatchKeyEvent", type="keyDown", key="ArrowUp", code="ArrowUp", modifiers=1)
    browser.until(f"document.querySelector('#message').dataset.message == '{message}'")
    assert message != other
    assert [] == browser.errors


def test_a_page_outlives_a_server_that_is_killed(browser: Browser, tmp_path: Path) -> None:
    """`kill -9` while words are saved again and again leaves a whole catalogue; what is saved later shows on the page.

    The page stays open meanwhile, and hears of it from the next server at the same address.
    """
    place = edited_project(tmp_path / "desk")
    file = po_of(place, "pa")
    before, told = file.read_bytes(), threading.Event()
    with serving(place, "--edit") as first:
        message = message_of(first, "pa", SORE)
        _open(first, browser, "pa", message)
        saving = threading.Thread(target=_save_on, args=(first, message, told))
        saving.start()
        told.wait()
        first.process.kill()
        first.process.wait()
        saving.join()
    assert file.read_bytes() in {before, before.replace(WORDS["pa"].encode(), f"{WORDS['pa']}{MORE}".encode())}
    _replace(file, WORDS["pa"], f"ਨਵਾਂ {WORDS['pa']}")
    with serving(place, "--edit", port=urlsplit(first.address).port or 0) as second:
        browser.until(f"{LEAF}.body.textContent.includes('ਨਵਾਂ')")
        assert 130 == second.end(signal.SIGINT), "a stream of events that is open keeps no server from its end"
    browser.ask(f"{FIELD}.value = {FIELD}.defaultValue")


def _save_on(served: Served, message: str, told: threading.Event) -> None:
    """Save one thing and then the other, until the server is no more; tell when that has begun."""
    form = form_of(served, "pa", message)
    for text in cycle((form["text0"].replace(WORDS["pa"], f"{WORDS['pa']}{MORE}"), form["text0"])):
        try:
            send_words(served, "pa", {**form, "text0": text})
            told.set()
            form = form_of(served, "pa", message)
        except (httpx.HTTPError, AssertionError):
            return


def test_right_to_left(served: Served, browser: Browser) -> None:
    """Arabic words run from the right, on the page and in the field, and nothing runs over a narrow screen."""
    for width in (360, 1280):
        browser.resize(width)
        _open(served, browser, "ar", message_of(served, "ar", SORE))
        assert ["rtl", "ar"] == browser.ask(f"[getComputedStyle({FIELD}).direction, {FIELD}.lang]")
        assert "rtl" == browser.ask(f"{LEAF}.documentElement.dir")
        assert browser.ask("document.scrollingElement.scrollWidth <= innerWidth")
        assert browser.ask(f"{LEAF}.scrollingElement.scrollWidth <= {LEAF}.defaultView.innerWidth")
    assert "ltr" == browser.ask("getComputedStyle(document.querySelector('.english')).direction")


def test_a_colour_of_warnings_is_refused(served: Served, browser: Browser) -> None:
    """The page names the warning and the tone that would do; that tone is saved, and comments stay."""
    file, before = clinic_of(served.place), clinic_of(served.place).read_text("utf-8")
    browser.resize(1280)
    browser.open(f"{served.address}edit/{CLINIC}/brand")
    enter = "f => { f.value = '%s'; f.dispatchEvent(new Event('input', {bubbles: true})) }"
    browser.ask(f"({enter % ALARMING})(document.getElementById('accent'))")
    tone = browser.until("document.querySelector('[data-tone]') && document.querySelector('[data-tone]').dataset.tone")
    said = browser.ask("document.getElementById('said-accent').textContent")
    assert "too near to the red of emergencies" in said
    assert browser.ask("document.querySelector('[value=save]').disabled")
    assert before == file.read_text("utf-8")
    browser.ask("document.querySelector('[data-tone]').click()")
    browser.until("!document.querySelector('[value=save]').disabled")
    browser.until("document.querySelector('[data-picture]').complete")
    assert browser.ask("document.querySelector('[data-picture]').naturalWidth") > 0
    browser.follow("[value=save]")
    assert before.replace('"#d97a1f"', f'"{tone}"') == file.read_text("utf-8")
    assert "Saved in clinics" in browser.ask("document.querySelector('.said').textContent")
    assert COMMENT in file.read_text("utf-8")


def test_a_light_colour_is_a_ground(served: Served, browser: Browser) -> None:
    """A pale yellow may be saved: the page tells which dark tone stands for it on paper, and shows it there."""
    browser.resize(1280)
    browser.open(f"{served.address}edit/{CLINIC}/brand?primary=%23fff9c4")
    said = browser.ask("document.getElementById('said-primary').textContent")
    assert "Light: it fills grounds. On paper, #" in said
    assert not browser.ask("document.querySelector('[value=save]').disabled")
    browser.until("document.querySelector('[data-picture]').complete")
    assert browser.ask("document.querySelector('[data-picture]').naturalWidth") > 0


def test_it_leads_nowhere_else(served: Served, browser: Browser) -> None:
    """From one page to words and to the look of a clinic, and none asks for anything of another place."""
    browser.requests.clear()
    browser.open(f"{served.address}edit")
    browser.follow("a[href*='punjabi']")
    browser.until(HEARD)
    browser.open(f"{served.address}edit")
    browser.follow("a[href*='brand']")
    assert {served.netloc} == {urlsplit(one).netloc for one in browser.requests if one.startswith("http")}


VIEWS = [*(f"{folder}/aftercare" for folder in FOLDERS.values()), "brand", "brand?accent=%23a4121f&primary=%23fff9c4"]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(served: Served, browser: Browser, view: str) -> None:
    """No page breaks a rule that axe-core knows of (WCAG 2, levels A and AA, and good practice), narrow or wide."""
    checker = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    browser.resize((360, 1280)[VIEWS.index(view) % 2])
    browser.open(f"{served.address}edit/{CLINIC}/{view}")
    browser.tell("Runtime.evaluate", expression=checker)
    found = browser.ask("axe.run().then(one => one.violations.map(v => [v.id, ...v.nodes.map(n => n.html)]))")
    assert [] == found
