"""What is saved in a browser stands whole in the files of the commands: one of two wins, and nothing else changes."""

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from edited import SORE, clinic_of, edited_project, form_of, message_of, po_of, send, send_words
from served import CLINIC, Served, serving

from leaflets.serving.events import MOST

CALL = "Call … now if you have"
GROUP = '[brand]\nprimary = "#0b3f4d"\n'
BRAND = f"edit/{CLINIC}/brand"
ELSEWHERE = (
    f"edit/{CLINIC}/punjabi/..%2f..%2fx", f"edit/{CLINIC}/klingon/aftercare", "edit/nobody/punjabi/aftercare",
    "edit/letters/assets/..%2fguard.py", "edit/nobody/brand", f"edit/{CLINIC}/punjabi/..%2f..%2f..%2fclinic.toml",
)  # fmt: skip
LEAFLET = f"edit/{CLINIC}/punjabi/aftercare"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small project for editing, once; its clinic has its main colour from a group."""
    place = edited_project(tmp_path_factory.mktemp("edited") / "desk")
    group, file = place / "clinics" / "_groups" / "north", clinic_of(place)
    group.mkdir(parents=True)
    (group / "group.toml").write_text(GROUP, "utf-8")
    text = re.sub(r"(?m)^primary = .*\n", "", file.read_text("utf-8")).replace("name =", 'group = "north"\nname =', 1)
    file.write_text(text, "utf-8")
    with serving(place, "--edit") as started:
        yield started


def _changed(before: str, path: Path) -> list[str]:
    """Return the lines of a file that were not in it before."""
    known = set(before.splitlines())
    return [one for one in path.read_text("utf-8").splitlines() if one not in known]


def test_one_message_changes_and_no_other_byte(served: Served) -> None:
    """A form without a script saves words, leads back, and leaves every other line as it was."""
    message, file = message_of(served, "pa", SORE), po_of(served.place, "pa")
    form, before = form_of(served, "pa", message), file.read_text("utf-8")
    answer = send_words(served, "pa", {**form, "text0": f"{form['text0']} ਠੀਕ ਹੈ।", "go": "stay"})
    assert (303, True) == (answer.status_code, f"m={message}" in answer.headers["location"])
    assert [f'msgstr "{form["text0"]} ਠੀਕ ਹੈ।"'] == _changed(before, file)
    assert "no-store" == httpx.get(f"{served.address}{LEAFLET}", timeout=60).headers["cache-control"]
    back = send_words(served, "pa", {**form_of(served, "pa", message), "text0": form["text0"]})
    assert (303, before) == (back.status_code, file.read_text("utf-8"))


def test_words_that_a_rule_stops_are_kept_as_doubtful(served: Served) -> None:
    """English in place of a translation is written, marked as doubtful, and the page says why; no leaflet prints it."""
    message, file = message_of(served, "ar", CALL), po_of(served.place, "ar")
    form, before = form_of(served, "ar", message), file.read_text("utf-8")
    english = (
        "Call %(number)s now if you have any of these signs. Say that you had dry needling, and where on your body."
    )
    answer = send_words(served, "ar", {**form, "text0": english})
    assert "saved=doubtful" in answer.headers["location"]
    assert ["#, fuzzy, python-format", f'msgstr "{english}"'] == sorted(set(_changed(before, file)))
    page = httpx.get(f"{served.address.rstrip('/')}{answer.headers['location']}", timeout=60).text
    assert "The translation is the English text." in page or "script" in page
    assert 422 == served.get(f"{CLINIC}/arabic/{CLINIC}_aftercare_arabic.html").status_code
    send_words(served, "ar", {**form_of(served, "ar", message), "text0": form["text0"]})
    assert before == file.read_text("utf-8")


@pytest.mark.parametrize("number", ["3", "٣", "½"])
def test_a_typed_number_is_refused(served: Served, number: str) -> None:
    """No digit of any script is written in the place of a figure; what was typed comes back in its field."""
    message, file = message_of(served, "pa", SORE), po_of(served.place, "pa")
    form, before = form_of(served, "pa", message), file.read_bytes()
    typed = form["text0"].replace("%(days)s", f"{number} ਦਿਨ")
    answer = send_words(served, "pa", {**form, "text0": typed})
    assert (422, True) == (answer.status_code, typed in answer.text)
    assert "Leave numbers to the placeholders" in answer.text
    assert before == file.read_bytes()


def test_of_many_saves_at_once_one_wins(served: Served) -> None:
    """Each of eight knows the same words: one is written, and the others see it beside their own."""
    message, file = message_of(served, "fr_CA", SORE), po_of(served.place, "fr_CA")
    form, before = form_of(served, "fr_CA", message), file.read_text("utf-8")
    texts = [f"{form['text0']} {word}." for word in ("Un", "Deux", "Voilà", "Bien", "Oui", "Non", "Aussi", "Merci")]
    answers: dict[str, httpx.Response] = {}
    threads = [
        threading.Thread(
            target=lambda one=one: answers.update({one: send_words(served, "fr_CA", {**form, "text0": one})})
        )
        for one in texts
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    written = [line for line in _changed(before, file) if line.startswith("msgstr")]
    lost = [text for text, answer in answers.items() if answer.status_code == 409]
    assert (1, 7) == (len(written), len(lost))
    (winner,) = set(texts) - set(lost)
    assert [f'msgstr "{winner}"'] == written
    assert all(winner in answers[one].text and one in answers[one].text for one in lost)


def test_what_is_out_of_order_changes_nothing(served: Served) -> None:
    """Too much, no text, a message that is none, control signs, another site, and paths that lead elsewhere."""
    message, file = message_of(served, "pa", SORE), po_of(served.place, "pa")
    form, before = form_of(served, "pa", message), file.read_bytes()
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    assert 413 == served.post(LEAFLET, b"m=" + b"a" * 1_000_000, **kind).status_code
    assert 400 == served.post(LEAFLET, f"m={message}&text0=%ff%fe&known={form['known']}".encode(), **kind).status_code
    assert 400 == served.post(LEAFLET, f"m={message}&text0=\xff".encode("latin-1"), **kind).status_code
    assert 422 == send_words(served, "pa", {**form, "text0": "ਕ" * 9000}).status_code
    assert 422 == send_words(served, "pa", {**form, "text0": "ਕ\x07"}).status_code
    assert 409 == send_words(served, "pa", {**form, "m": "m0000000000000000"}).status_code
    assert 409 == send_words(served, "pa", {**form, "known": "x"}).status_code
    foreign = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert 403 == httpx.post(f"{served.address}{LEAFLET}", data=form, headers=foreign, timeout=60).status_code
    for path in ELSEWHERE:
        assert 404 == served.get(path).status_code
    assert before == file.read_bytes()


def test_streams_are_few_and_end_with_who_listens(served: Served) -> None:
    """Past so many open pages the next is refused; when these have gone, others are heard again."""
    with ExitStack() as stack:
        opened = [stack.enter_context(httpx.stream("GET", f"{served.address}events", timeout=60)) for _ in range(MOST)]
        assert {200} == {one.status_code for one in opened}
        assert {"text/event-stream; charset=utf-8"} == {one.headers["content-type"] for one in opened}
        told = opened[0].iter_text()  # which would hang up when it were let go
        assert next(part for part in told if "data: " in part)
        with httpx.stream("GET", f"{served.address}events", timeout=60) as refused:
            assert 503 == refused.status_code
    while True:
        with httpx.stream("GET", f"{served.address}events", timeout=60) as again:
            if again.status_code == 200:
                break


def _look_of(served: Served, **fields: str) -> dict[str, str]:
    """Return what the form of the clinic's look holds, with some fields otherwise."""
    page = httpx.get(f"{served.address}{BRAND}", timeout=60).text
    known = re.search(r'name="known" value="(\w+)"', page)
    assert known
    return {"known": known[1], "go": "save", "accent": "#d97a1f", "typeface": "source-sans", **fields}


def test_a_look_is_written_into_the_clinics_file(served: Served) -> None:
    """Another typeface changes one line; what the group says cannot be changed, and is told to be the group's."""
    file = clinic_of(served.place)
    before = file.read_text("utf-8")
    page = httpx.get(f"{served.address}{BRAND}", timeout=60).text
    assert re.search(r'id="primary"[^>]* disabled', page)
    assert "clinics/_groups/north/group.toml" in page
    refused = send(served, BRAND, _look_of(served, primary="#123456"))
    assert (422, True, before) == (
        refused.status_code,
        "keeps" in refused.text or "group" in refused.text,
        file.read_text("utf-8"),
    )
    old = _look_of(served)
    assert 303 == send(served, BRAND, _look_of(served, typeface="source-serif")).status_code
    assert before.replace('"source-sans"', '"source-serif"') == file.read_text("utf-8")
    clash = send(served, BRAND, {**old, "accent": "#b06010"})
    assert (409, True) == (clash.status_code, "Somebody else has saved" in clash.text)
    assert before.replace('"source-sans"', '"source-serif"') == file.read_text("utf-8")


def test_a_logo_is_checked_and_laid_beside_the_others(served: Served) -> None:
    """What is no drawing is refused and not kept; a sound one gets a name of its own, and the old one stays."""
    folder = clinic_of(served.place).parent
    names = {one.name for one in folder.iterdir()}
    broken = {"file": ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml")}
    assert 422 == send(served, BRAND, _look_of(served), files=broken).status_code
    assert names == {one.name for one in folder.iterdir()}
    sound = (ROOT / "clinics" / "heron-mill" / "logo.svg").read_bytes()
    chosen = {"file": ("../../our new logo.SVG", sound, "image/svg+xml")}
    assert 303 == send(served, BRAND, _look_of(served), files=chosen).status_code
    assert sound == (folder / "logo-1.svg").read_bytes()
    assert 'logo = "logo-1.svg"' in clinic_of(served.place).read_text("utf-8")
    assert names < {one.name for one in folder.iterdir()}
    assert not list(served.place.rglob("*.part"))
