"""A project whose words and looks are changed in a browser, and what speaks with its pages as a form does."""

import html
import re
import shutil
from pathlib import Path

import httpx
from conftest import ROOT, offer, run_leaflets
from served import CLINIC, Served

LANGUAGES = ("en", "ar", "pa", "zh_Hans", "fr_CA")
FOLDERS = {"ar": "arabic", "pa": "punjabi", "zh_Hans": "chinese-simplified", "fr_CA": "french-canada"}
SORE = "Most people feel sore after treatment."
WORDS = {"pa": "ਇਲਾਜ ਤੋਂ ਬਾਅਦ ਜ਼ਿਆਦਾਤਰ ਲੋਕਾਂ ਦੇ ਪੱਠੇ ਦੁਖਦੇ ਹਨ।"}
"""How the translation of that sentence begins."""


def edited_project(place: Path) -> Path:
    """Make a project of one clinic and one topic, with catalogues of its own."""
    run_leaflets("new", str(place), cwd=place.parent, check=True)
    offer(place, *LANGUAGES, topics=("aftercare",))
    for code in FOLDERS:
        po_of(place, code).parent.mkdir(parents=True)
        shutil.copyfile(po_of(ROOT, code), po_of(place, code))
    return place


def po_of(place: Path, code: str) -> Path:
    """Return where a language's catalogue is."""
    return place / "locales" / code / "LC_MESSAGES" / "leaflets.po"


def clinic_of(place: Path) -> Path:
    """Return where the clinic's file is."""
    return place / "clinics" / CLINIC / "clinic.toml"


def editor(served: Served, code: str, message: str = "") -> str:
    """Return the address of the editor of a leaflet, at a message."""
    return f"{served.address}edit/{CLINIC}/{FOLDERS[code]}/aftercare{f'?m={message}' if message else ''}"


def message_of(served: Served, code: str, english: str) -> str:
    """Return the id of the message whose English text begins so."""
    page = httpx.get(editor(served, code), timeout=60).text
    found = re.search(rf'data-to="(m\w+)">(?:(?!</li>).)*?<span class="text">{re.escape(english)}', page, re.DOTALL)
    assert found, english
    return found[1]


def form_of(served: Served, code: str, message: str) -> dict[str, str]:
    """Return what the form of a message holds."""
    page = httpx.get(editor(served, code, message), timeout=60).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    fields |= {name: html.unescape(text) for name, text in re.findall(r'name="(text\d)"[^>]*>([^<]*)</textarea>', page)}
    return {**fields, "state": "done"}


def send(served: Served, path: str, fields: dict[str, str], **more: object) -> httpx.Response:
    """Send a form as a page of the server does."""
    own = {"Origin": served.address.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    return httpx.post(f"{served.address}{path}", data=fields, headers=own, timeout=60, **more)  # type: ignore[arg-type]


def send_words(served: Served, code: str, fields: dict[str, str]) -> httpx.Response:
    """Send the words of a message."""
    return send(served, f"edit/{CLINIC}/{FOLDERS[code]}/aftercare", fields)
