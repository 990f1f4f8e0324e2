"""`leaflets serve`: the library, made as it is asked for, in a browser on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leaflets.cli.options import Jobs
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.serving import Door

PORT = 8750
LOOPBACK = "127.0.0.1"
LEAST = 16
"""Characters that a token has at least."""


def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any that is free.")] = PORT,
    host: Annotated[
        str, typer.Option("--host", help="Also for other machines, by this machine's name or address.")
    ] = LOOPBACK,
    token: Annotated[
        str | None,
        typer.Option("--token", help="What others need to come in, 16 letters or more.", show_default="a new one"),
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Let words and looks be changed in the browser.")] = False,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where the PDFs go.", show_default="out/ in the project")
    ] = None,
    jobs: Jobs = None,
    today: Today = None,
) -> None:
    """Show the library in a browser, and make each leaflet when it is asked for. Ctrl-C ends it.

    Only this machine can reach it, unless you name a host. Nobody is asked anything of a patient. With --edit, words
    and looks can be changed there; they are saved in this project's files.
    """
    from leaflets.cli.show import show_note
    from leaflets.cli.unforeseen import show_unforeseen
    from leaflets.folders import find_root

    _require()
    from leaflets.serving import Door, Events, Present, Workshop, application, listen
    from leaflets.serving import serve as answer

    root = find_root(Path.cwd())
    present = Present(root, lambda: day(today))
    moment = present.now()
    key = _token(host, token)
    opened = listen(host, port)
    door = Door(host, opened.getsockname()[1], key)
    workshop = Workshop(out or root / "out", jobs, show_unforeseen)
    events = Events(present, show_unforeseen) if edit else None
    try:
        workshop.start(moment)
        typer.echo(door.address)
        show_note("Open this address in a browser. Ctrl-C ends it.")
        _open(door, wanted=open_)
        if events:
            events.start()
        app = application(present, workshop, door, show_unforeseen, events)
        answer(app, door, opened, events.close if events else None)
    finally:
        opened.close()
        workshop.close()


def _require() -> None:
    """Raise `MachineError` where the packages are missing that speak with browsers."""
    from importlib.util import find_spec

    from leaflets.errors import MachineError, Problem

    missing = [one for one in ("starlette", "uvicorn", "python_multipart") if find_spec(one) is None]
    if missing:
        reason = f"To serve pages, this needs {' and '.join(missing)}, which are not installed."
        raise MachineError([Problem("leaflets serve", reason, "Type: pip install 'leaflets[serve]'")])


def _token(host: str, token: str | None) -> str:
    """Return what others need to come in: nothing for this machine alone, else what was given, or a new one."""
    import secrets

    from leaflets.errors import MisuseError, Problem

    if token is not None and (len(token) < LEAST or not token.isascii() or not token.isalnum()):
        hint = f"Take {LEAST} letters and digits or more, or leave it out: then one is made."
        raise MisuseError([Problem("--token", "This token is too easy to guess, or has other signs.", hint)])
    if token is None and host in {LOOPBACK, "localhost", "::1"}:
        return ""
    return token or secrets.token_hex(LEAST)


def _open(door: "Door", *, wanted: bool) -> None:
    from leaflets.cli.opening import has_viewer

    if wanted and has_viewer():
        typer.launch(door.address)
