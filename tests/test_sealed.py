"""A stranger's project opens nothing outside itself, the program and the system, and calls nobody, whatever it asks."""

import shutil
import socket
import subprocess
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT
from hostile.cell import OUTSIDE, run
from hostile.kinds import BUILD, CLINIC, command, make_project

STYLE, LOGO = "templates/css/standard.css", f"clinics/{CLINIC}/logo.svg"
LAYOUT, PART = "templates/layouts/standard.html.j2", "templates/parts/masthead.html.j2"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
ENTITY = '<!DOCTYPE %s [<!ENTITY e SYSTEM "file://FILE">]>'
CSL = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">&e;</style>'
WEB = "http://127.0.0.1:9"

ATTEMPTS = {
    "a style sheet imports a page of the web": (STYLE, f'@import url("{WEB}/a.css");'),
    "a style sheet imports a file": (STYLE, '@import url("file://FILE");'),
    "a style sheet loads a typeface": (
        STYLE,
        '@font-face { font-family: F; src: url("file://FILE") } * { font-family: F }',
    ),
    "a style sheet shows a picture": (STYLE, 'body { background: url("../../../../../../../../../../FILE") }'),
    "a style sheet adds what lies elsewhere": (STYLE, f'body::before {{ content: url("{WEB}/a.svg") }}'),
    "a layout links to a style sheet": (LAYOUT, '<link rel="stylesheet" href="file://FILE">'),
    "a layout attaches a file": (LAYOUT, '<link rel="attachment" href="file://FILE">'),
    "a layout has a base": (LAYOUT, '<base href="file:///"><link rel="stylesheet" href="FILE">'),
    "a part shows a picture": (PART, '<img src="file://FILE" srcset="file://FILE 2x" alt="">'),
    "a part embeds a file": (PART, '<object data="file://FILE"></object><embed src="file://FILE">'),
    "a part is styled from elsewhere": (PART, '<p style="background: url(file://FILE)">x</p>'),
    "a topic includes a file": ("templates/topics/aftercare.html.j2", '{% include "FILE" %}'),
    "a logo shows a picture": (LOGO, SVG % '<image href="file://FILE" xlink:href="file://FILE" width="9" height="9"/>'),
    "a logo uses a drawing": (LOGO, SVG % f'<use href="{WEB}/a.svg#a" xlink:href="file://FILE#a"/>'),
    "a logo has an entity": (LOGO, ENTITY % "svg" + SVG % "<text>&e;</text>"),
    "a citation style has an entity": ("templates/citations/sources.csl", ENTITY % "style" + CSL),
}
"""What a file of a stranger's project asks for: the file, and what stands in it before all else."""
WHOLE = (LOGO, "templates/citations/sources.csl")
"""Files that hold nothing but what they ask for."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one sound project, beside a file that is nobody's business."""
    folder = tmp_path_factory.mktemp("sound")
    make_project(folder / "project")
    (folder / "secret.svg").write_text(SVG % '<path d="M0 0h9v9z"/>', "utf-8")
    return folder


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_outside_is_asked_for(attempt: str, sound: Path, tmp_path: Path) -> None:
    """A build of a stranger's project that asks for a file or a page elsewhere opens and calls nothing."""
    place = tmp_path / "project"
    shutil.copytree(sound / "project", place)
    path, text = ATTEMPTS[attempt]
    rest = "" if path in WHOLE else (ROOT / path).read_text("utf-8")
    (place / path).parent.mkdir(parents=True, exist_ok=True)
    (place / path).write_text(text.replace("FILE", str(sound / "secret.svg")) + rest, "utf-8")
    ending = run(partial(command, *BUILD), place, tmp_path / "log")
    assert ending.fault is None
    assert 1 == ending.code


@pytest.mark.parametrize("call", ["open", "link", "connect", "program"])
def test_the_watch_sees_what_it_is_there_for(call: str, sound: Path, tmp_path: Path) -> None:
    """A process that opens a file elsewhere, calls somebody or starts a program is told on."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "link").symlink_to(sound / "secret.svg")
    ending = run(partial(_misbehave, call, sound / "secret.svg"), tmp_path / "project", tmp_path / "log")
    assert str(ending.fault).startswith(OUTSIDE)


def _misbehave(call: str, secret: Path) -> int:
    match call:
        case "open":
            secret.read_bytes()
        case "link":
            Path("link").read_bytes()
        case "connect":
            with socket.socket() as speaker:
                speaker.connect_ex(("127.0.0.1", 9))
        case "program":
            subprocess.run(["/bin/true"], check=True)
    return 0
