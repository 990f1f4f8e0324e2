"""Attacks on a real server over a real socket: each is refused, the server goes on, and every file is whole."""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import run_leaflets
from served import CLINIC, PUNJABI, Served, files_of, serving, small_project

PDF = f"{PUNJABI}.pdf"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small project, once, in which one sheet was made."""
    with serving(small_project(tmp_path_factory.mktemp("attacked") / "desk")) as started:
        started.get(PDF)
        yield started


def _asks(served: Served, line: str, *headers: str, host: str = "", body: bytes = b"") -> bytes:
    """Return a request as bytes; `line` is its first line without the version."""
    head = [f"{line} HTTP/1.1", f"Host: {host or served.netloc}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found[1]) if found else 0


TRAVERSALS = (
    "/../../../../etc/passwd", "/assets/../../clinics/aspen-row/clinic.toml", "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%2f..%2fserving/guard.py", "/..%5c..%5cwindows/win.ini", "//etc/passwd", "/assets//etc/passwd",
    "/clinics/aspen-row/clinic.toml", "/.leaflets/.gitignore", "/out/delivered.txt", "/report.json", "/delivered.txt",
    "/letters/../../../assets/fonts.css", f"/{CLINIC}/punjabi/../../../clinics/{CLINIC}/clinic.toml",
    f"/{CLINIC}/punjabi/{CLINIC}_aftercare_punjabi_0.webp", f"/{CLINIC}/punjabi/{CLINIC}_aftercare_punjabi_99.webp",
    f"/{CLINIC}/punjabi/{CLINIC}_nothing_punjabi.pdf", "/file:///etc/passwd", "/http://169.254.169.254/latest",
    "/edit", f"/edit/{CLINIC}/punjabi/aftercare", f"/edit/{CLINIC}/brand", "/events",
)  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_elsewhere(served: Served, path: str) -> None:
    """A path that is none of the library's is not found, however it is written; nothing of another file comes back.

    Nor is a page on which anything could be changed, without `--edit`.
    """
    answer = served.raw(_asks(served, f"GET {path}"))
    assert 404 == _status(answer)
    assert not re.search(rb"root:|\[contact\]|content_id|import asyncio", answer)
    _stands(served)


NAMES = (
    "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}", "192.168.1.9:{port}",
    "localhost:1", "[::1]x:{port}", "127.0.0.1:{port}@evil.example",
)  # fmt: skip


@pytest.mark.parametrize("host", NAMES)
def test_another_name_is_refused(served: Served, host: str) -> None:
    """A request in another host's name is refused, as when a site lets its name lead here (DNS rebinding)."""
    port = served.netloc.rpartition(":")[2]
    answer = served.raw(_asks(served, "GET /", host=host.format(port=port)))
    assert 421 == _status(answer)
    assert b"aspen" not in answer.lower()
    _stands(served)


FOREIGN = (
    ("Origin: http://evil.example",), ("Origin: null",), (), ("Sec-Fetch-Site: cross-site",),
    ("Sec-Fetch-Site: same-site", "Origin: http://{own}"), ("Origin: https://{own}",), ("Origin: http://{own}.evil.example",),
)  # fmt: skip


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_site_changes_anything(served: Served, headers: tuple[str, ...]) -> None:
    """A change that a page of another site asks for is refused (cross-site request forgery)."""
    named = [one.format(own=served.netloc) for one in headers]
    answer = served.raw(_asks(served, "POST /verify", *named, "Content-Length: 2", body=b"{}"))
    assert 403 == _status(answer)
    _stands(served)


@pytest.mark.parametrize(
    ("line", "headers", "body", "status"),
    [
        ("GET /%ff%fe", (), b"", 400),
        ("GET /%c0%ae%c0%ae/etc/passwd", (), b"", 400),
        ("GET /infobutton?mainSearchCriteria.v.dn=%ff", (), b"", 400),
        ("GET /a%00b", (), b"", 400),
        ("GET /a%0d%0aSet-Cookie:x", (), b"", 400),
        (f"GET /{'a' * 5000}", (), b"", 414),
        ("GET /", (f"X-Long: {'a' * 20000}",), b"", 431),
        ("GET /", ("Content-Length: -1",), b"", 400),
        ("GET /", ("Content-Length: 1", "Content-Length: 2"), b"a", 400),
        ("GET /", ("Content-Length: 3", "Transfer-Encoding: chunked"), b"zz\r\n", 400),
        ("TRACE /", (), b"", 405),
        ("DELETE /", (), b"", 405),
        ("PUT /index.html", ("Content-Length: 1",), b"a", 405),
        ("BREW /", (), b"", 405),
        ("OPTIONS /", (), b"", 405),
    ],
)
def test_what_is_out_of_order_is_refused(
    served: Served, line: str, headers: tuple[str, ...], body: bytes, status: int
) -> None:
    """Broken UTF-8, control signs, huge heads, sizes that contradict each other, and methods nobody needs."""
    assert status == _status(served.raw(_asks(served, line, *headers, body=body)))
    _stands(served)


def test_too_much_is_refused(served: Served) -> None:
    """A body that is larger than any leaflet is refused by what it says of its size, and by what comes."""
    own = (f"Origin: http://{served.netloc}",)
    said = _asks(served, "POST /verify", *own, f"Content-Length: {1024**3}")
    assert 413 == _status(served.raw(said))
    _stands(served)


def test_who_is_slow_is_hung_up_on(served: Served) -> None:
    """Connections that never say what they want are closed by the server, while others are answered."""
    slow = (b"", b"GET / HT", f"GET / HTTP/1.1\r\nHost: {served.netloc}\r\nX: ".encode())
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda one=one: answers.append(served.raw(one))) for one in slow * 4]
    for one in threads:
        one.start()
    _stands(served)
    for one in threads:
        one.join(60)
    assert [b""] * len(threads) == answers
    _stands(served)


def test_pages_may_do_little(served: Served) -> None:
    """Each answer says what browsers may do on its page; no page is shown in another site's frame, or kept."""
    for path in ("", "nothing", PDF, f"{PUNJABI}.html", "assets/desk.css"):
        headers = served.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in re.sub(r"style-src-attr '[\w-]+'", "", headers["content-security-policy"])
        assert ("nosniff", "no-referrer") == (headers["x-content-type-options"], headers["referrer-policy"])
        assert re.search("no-store|no-cache", headers["cache-control"])
        assert "server" not in headers


def test_a_link_in_the_place_of_a_pdf_is_not_followed(served: Served) -> None:
    """Where somebody put a link to another file, that file is not shown; the sheet is made anew in its place."""
    path = served.place / "out" / PDF
    path.unlink()
    path.symlink_to(served.place / "clinics" / CLINIC / "clinic.toml")
    answer = served.get(PDF)
    assert b"[contact]" not in answer.content
    while served.get(PDF).status_code != 200:
        pass
    assert not path.is_symlink()


def test_a_changed_pdf_is_not_handed_out(served: Served) -> None:
    """Where somebody changed a PDF in the output folder, it is made anew."""
    path = served.place / "out" / PDF
    before = served.get(PDF).content
    path.write_bytes(before[:-9] + b"changed!\n")
    while (answer := served.get(PDF)).status_code != 200:
        pass
    assert before == answer.content


def test_many_at_once_get_one_build(served: Served) -> None:
    """Twelve who ask for the same new sheet at once get the same bytes."""
    path, found = f"{CLINIC}/arabic/{CLINIC}_side-effects_arabic.pdf", list[bytes]()
    threads = [threading.Thread(target=lambda: found.append(served.get(path).content)) for _ in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [12, 1] == [len(found), len({hashlib.sha256(one).digest() for one in found})]
    ledger = (served.place / "out" / "delivered.txt").read_text("utf-8")
    assert 1 == ledger.count(path)


def test_others_need_the_token(tmp_path: Path) -> None:
    """Beyond this machine nothing is shown without the token, which does not stay in the address."""
    place = small_project(tmp_path / "desk")
    with serving(place, "--host", "127.0.0.2", "--token", "a1b2c3d4e5f6a7b8c9") as started:
        address, _, token = started.address.partition("?token=")
        assert "a1b2c3d4e5f6a7b8c9" == token
        started.address = address
        assert 401 == started.get("").status_code
        assert 401 == started.get("?token=a1b2c3d4e5f6a7b8c8").status_code
        assert 401 == started.get("", Cookie="leaflets=x").status_code
        led = started.get("?token=a1b2c3d4e5f6a7b8c9")
        assert (303, "/") == (led.status_code, led.headers["location"])
        assert "HttpOnly" in led.headers["set-cookie"]
        assert 200 == started.get("", Cookie="leaflets=a1b2c3d4e5f6a7b8c9").status_code


def test_a_weak_token_is_refused(tmp_path: Path) -> None:
    """A token that could be guessed stops the command with a hint; a port that is taken, too."""
    place = small_project(tmp_path / "desk")
    done = run_leaflets("serve", "--no-open", "--host", "0.0.0.0", "--token", "short", cwd=place)  # noqa: S104 - refused
    assert 2 == done.returncode
    assert "16 letters" in " ".join(done.stdout.split())
    with serving(place) as started:
        port = started.netloc.rpartition(":")[2]
        done = run_leaflets("serve", "--no-open", "--port", port, cwd=place)
        assert (1, True) == (done.returncode, "--port" in done.stdout)


def _stands(served: Served) -> None:
    """Check that the server still answers as it did."""
    assert 200 == served.get(f"{CLINIC}/index.html").status_code


def test_nothing_was_written(served: Served, tmp_path: Path) -> None:
    """After all of it every file that people wrote is as it was, and nothing that was asked for was logged."""
    fresh = small_project(tmp_path / "desk")
    assert files_of(fresh) == files_of(served.place)
    log = (served.place.parent / "serve.log").read_text("utf-8")
    assert "evil" not in log
    assert "Traceback" not in log
    assert json.loads((served.place / "out" / "report.json").read_text("utf-8"))["failed"] == 0
