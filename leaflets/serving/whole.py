"""Typefaces of pages on which somebody types: whole ones, since nobody knows which letters come next."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from leaflets.library.typefaces import ASCII, TYPEFACE, WEIGHTS, Typefaces
from leaflets.project import Project
from leaflets.readers.files import FONT, read_bytes
from leaflets.serving.answers import LASTING, Shop
from leaflets.serving.present import ALONE, Moment
from leaflets.store.digests import signature_of

ASSETS = "edit/letters/assets"
"""Where their style sheets are, below the server's root."""


def letters(shop: Shop) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers with a style sheet or a font."""

    async def answer(request: Request) -> Response:
        moment, name = await shop.now(), request.path_params["name"]
        return await anyio.to_thread.run_sync(_answer, shop, moment, name)

    return answer


def _answer(shop: Shop, moment: Moment, name: str) -> Response:
    path = font_file(moment.project, name)
    if path is not None:
        return Response(read_bytes(path, path.name, FONT), media_type="font/ttf", headers=LASTING)
    if name == "fonts.css":
        return Response(rules_of(moment.project), media_type="text/css")
    if name == "languages.css":
        with ALONE:
            return Response(rules_by_language(moment), media_type="text/css")
    return shop.own(name)


def rules_of(project: Project) -> bytes:
    """Return the style sheet that loads every family, of which browsers ask for those that a page is set in.

    It shows the name of each typeface in the typeface itself.
    """
    how = 'font-display:swap;src:url({0}) format("truetype")'
    rules = (
        f'@font-face{{font-family:"{family}";font-weight:{weight};{how.format(name)}}}\n'
        for name, (family, weight, _) in _faces(project).items()
    )
    faces = (f'.face-{name}{{font-family:"{one.headings}"}}\n' for name, one in project.fonts.typefaces.items())
    return "".join((*rules, *faces)).encode()


def rules_by_language(moment: Moment) -> bytes:
    """Return the style sheet by which words in each language stand in its families."""
    typefaces = Typefaces(moment.project, moment.basis.store)
    letters = "".join(map(chr, ASCII))
    for clinic in moment.project.clinics.values():
        for code in clinic.languages:
            language = moment.project.languages[code]
            typefaces.set_words(f"{letters}{language.endonym}", language, TYPEFACE)
    return typefaces.by_language()


def font_file(project: Project, name: str) -> Path | None:
    """Return the file of a font by the name that the style sheet has for it."""
    face = _faces(project).get(name)
    return face[2] if face else None


def _faces(project: Project) -> dict[str, tuple[str, int, Path]]:
    """Return family, weight and file of each font, by a name that changes with the file."""
    found = {}
    for family, folder in project.fonts.folders.items():
        for style, weight in WEIGHTS.items():
            for path in sorted(folder.glob(f"*{style}.ttf"))[:1]:
                mark = "-".join(f"{one:x}" for one in signature_of(path)[-2:])
                found[f"{path.stem.lower()}-{mark}.ttf"] = (family, weight, path)
    return found
