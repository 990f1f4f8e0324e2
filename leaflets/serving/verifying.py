"""Verifies a sheet in a browser: a PDF that is dropped on the page, or the content id that is typed from the paper."""

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leaflets.delivery.ledger import Ledger
from leaflets.model import Leaflet
from leaflets.reviewing.signing import queue
from leaflets.reviewing.signoffs import approval_of_sheet
from leaflets.serving.answers import Shop
from leaflets.serving.guard import RefusedError
from leaflets.serving.present import ALONE, Moment
from leaflets.verification import Judge, Verdict
from leaflets.verification.differences import Differences
from leaflets.verification.inspection import CONTENT_ID
from leaflets.verification.judging import STOP
from leaflets.verification.verdict import Finding

JSON = "application/json"
PDF = "application/pdf"
FILES = {
    "genuine": "The file is byte for byte the one that was delivered.",
    "altered": "The file is not the one that was delivered.",
    "not recorded": "No report records this file, so nobody can tell whether it was altered.",
}


@dataclass(frozen=True)
class Found:
    """What is known of a sheet: one word with why and what to do, which leaflet it is, and what of its file."""

    finding: Finding
    leaflet: Leaflet | None = None
    content_id: str = ""
    file: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it for programs, as `leaflets verify --json` names things."""
        sheet = {**asdict(self.leaflet), "content_id": self.content_id} if self.leaflet else None
        return {**asdict(self.finding), "file": self.file, "sheet": sheet}


def verify(shop: Shop) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers `/verify`: the page, an id that is asked for, or a PDF that is sent."""

    async def answer(request: Request) -> Response:
        moment = await shop.now()
        typed = request.query_params.get("id", "").strip().lower()
        found = None
        if request.method == "POST":
            found = await anyio.to_thread.run_sync(_of_file, moment, await _sent(request))
        elif typed:
            found = await anyio.to_thread.run_sync(_of_id, shop, moment, typed)
        if found and JSON in f"{request.headers.get('accept', '')} {request.query_params.get('format', '')}":
            return JSONResponse(found.as_json())
        told = FILES.get(found.file, "") if found else ""
        return await anyio.to_thread.run_sync(
            lambda: shop.page(moment, "verify", found=found, typed=typed, told=told, names=_names(moment, found))
        )

    return answer


def waiting(shop: Shop) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers `/waiting`: what waits for a sign-off, and why."""

    async def answer(_request: Request) -> Response:
        moment = await shop.now()
        return await anyio.to_thread.run_sync(_waiting, shop, moment)

    return answer


def _waiting(shop: Shop, moment: Moment) -> Response:
    project = moment.project
    with ALONE:
        rows = [
            {
                "language": project.languages[one.language].name,
                "topic": project.topics[one.topic].title.id,
                "missing": " and ".join(one.missing),
                "why": one.reason,
            }
            for one in queue(project, moment.today)
        ]
    return shop.page(moment, "waiting", rows=rows)


async def _sent(request: Request) -> bytes:
    """Return the PDF that is sent, by a form or as it is; raise `RefusedError` where there is none."""
    sort = request.headers.get("content-type", "")
    try:
        if sort.startswith("multipart/form-data"):
            async with request.form(max_files=1, max_fields=2) as form:
                one = form.get("file")
                data = await one.read() if isinstance(one, UploadFile) else b""
        else:
            data = await request.body() if sort.startswith(PDF) else b""
    except HTTPException as trouble:
        raise RefusedError(400, "What was sent cannot be read.") from trouble
    if not data:
        raise RefusedError(400, "No PDF was sent. Choose a file first.")
    return data


def _of_file(moment: Moment, data: bytes) -> Found:
    """Judge a PDF as `leaflets verify` does; what was sent is not kept."""
    with tempfile.TemporaryDirectory(prefix="leaflets-verify-") as folder:
        path = Path(folder) / "sheet.pdf"
        path.write_bytes(data)
        with ALONE:
            verdict = Judge(moment.project, moment.today).verdict(path)
    return _found(verdict)


def _found(verdict: Verdict) -> Found:
    sheet = verdict.sheet
    return Found(verdict.finding, sheet.leaflet if sheet else None, sheet.content_id if sheet else "", verdict.file)


def _of_id(shop: Shop, moment: Moment, typed: str) -> Found:
    """Judge a content id: whether a leaflet has these words today, or had them once."""
    if not CONTENT_ID.fullmatch(typed):
        why = "A content id has four letters or digits, a hyphen, and four more, such as 4825-dba9."
        return Found(Finding("unknown", (why,), "Read it again at the foot of the page."))
    with ALONE:
        today = Differences(moment.project).leaflet_with({typed})
        if today is None:
            return _once(shop, typed)
        _, leaflet = today
        approval = approval_of_sheet(moment.project, leaflet, moment.today)
    if not approval.is_final:
        why = "A sheet with these words is a draft: they are not approved for patients."
        return Found(Finding("draft", (why,), STOP), leaflet, typed)
    why = "These words and figures are those of today. Of names and numbers on the paper the id says nothing."
    return Found(Finding("current", (why,), "Drop the PDF here to have all of it compared."), leaflet, typed)


def _once(shop: Shop, typed: str) -> Found:
    ledger = Ledger(shop.workshop.out).entries
    if any(typed in entry.content_id for entry in ledger):
        return Found(
            Finding("outdated", ("Its words or figures have changed since it was printed.",), STOP), None, typed
        )
    why = "No leaflet of today has this content id, and none that was made here had it."
    return Found(Finding("unknown", (why,), f"{STOP} Read the id again at the foot of the page."), None, typed)


def _names(moment: Moment, found: Found | None) -> str:
    """Return how staff call the leaflet that was found."""
    leaflet = found.leaflet if found else None
    if leaflet is None or leaflet.topic not in moment.project.topics:
        return str(leaflet or "")
    languages = (moment.project.languages.get(one) for one in leaflet.languages)
    names = " and ".join(one.name for one in languages if one)
    return f"{moment.project.topics[leaflet.topic].title.id}, {names}"
