"""What a form of a page sends: text fields, and at most one file; bounded, and read as UTF-8."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from leaflets.readers.files import LOGO
from leaflets.serving.guard import RefusedError

FIELDS = 40
LONGEST = 256 * 1024
"""Bytes that the fields of a form may have together."""
BROKEN = "What was sent cannot be read as text. Nothing was saved."
TOO_MUCH = "Far too much was sent. Nothing was saved."


@dataclass(frozen=True)
class Posted:
    """The fields of a form, and the file that was chosen: its name and what is in it."""

    fields: Mapping[str, str]
    file: tuple[str, bytes] | None = None

    def text(self, name: str) -> str:
        """Return what was typed into a field, with line ends as files have them."""
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n")


async def posted(request: Request) -> Posted:
    """Return what a form sends; raise `RefusedError` for what is no form, no text or far too much."""
    most = LONGEST + LOGO if _has_parts(request) else LONGEST
    if int(request.headers.get("content-length", "0")) > most:
        raise RefusedError(413, TOO_MUCH)
    try:
        return await _parts(request) if _has_parts(request) else _fields(await _body(request, most))
    except (UnicodeError, ValueError, HTTPException) as trouble:
        raise RefusedError(400, BROKEN) from trouble


def _has_parts(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def _body(request: Request, most: int) -> bytes:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise RefusedError(413, TOO_MUCH)
    return bytes(found)


def _fields(body: bytes) -> Posted:
    pairs = parse_qsl(
        body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS, encoding="utf-8", errors="strict"
    )
    return Posted(dict(pairs))


async def _parts(request: Request) -> Posted:
    async with request.form(max_files=1, max_fields=FIELDS, max_part_size=LONGEST) as form:
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        files = [one for one in form.values() if isinstance(one, UploadFile) and one.filename]
        if not files:
            return Posted(fields)
        if (files[0].size or 0) > LOGO:
            raise RefusedError(413, TOO_MUCH)
        return Posted(fields, (files[0].filename or "", await files[0].read()))
