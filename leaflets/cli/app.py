"""The `leaflets` command: its sub-commands, and the one place where trouble becomes an exit code."""

import sys
from typing import Annotated

import typer

import leaflets
from leaflets.cli import build, catalogue, check, clinic, evidence, listing, new, review, serve, site, verify

app = typer.Typer(
    name="leaflets",
    help="Patient leaflets for clinics: reviewed words, any language, each clinic's brand, as PDF.",
    epilog="Start with: leaflets new my-leaflets",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("new", epilog="Example: leaflets new my-leaflets")(new.new)
app.command("build", epilog="Example: leaflets build -c 'Aspen Row' -t aftercare -l punjabi -l ar")(build.build)
app.command("site", epilog="Example: leaflets site library -c aspen-row -l pa -l en -t aftercare --zip")(site.site)
app.command("serve", epilog="Example: leaflets serve --edit --no-open")(serve.serve)
app.command("list", epilog="Example: leaflets list topics")(listing.list_names)
app.command("check", epilog="Example: leaflets check --json")(check.check)
app.command("verify", epilog="Example: leaflets verify out/aspen-row/punjabi/aspen-row_aftercare_punjabi.pdf")(
    verify.verify
)
app.add_typer(clinic.app, name="clinic")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(evidence.app, name="evidence")
app.add_typer(review.app, name="review")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"leaflets {leaflets.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line: 0 done, 1 failed, 2 misuse, 130 interrupted, 141 nobody reads, 143 terminated."""
    from leaflets.cli.ending import Streams
    from leaflets.cli.unforeseen import show_unforeseen
    from leaflets.ends import termination

    streams = Streams()
    try:
        with termination():
            code = _run()
    except Exception as error:  # noqa: BLE001 - the last net: what no step foresaw becomes words, too
        code = 1 if isinstance(error, OSError) and streams.failed else show_unforeseen(error)
    sys.exit(streams.finish(code))


def _run() -> int:
    """Run the command and return its exit code; trouble has been shown by then."""
    from leaflets.cli.show import INTERRUPTED, show_interruption, show_termination, show_trouble
    from leaflets.ends import Terminated
    from leaflets.errors import LeafletsError

    try:
        app()
    except LeafletsError as trouble:
        return show_trouble(trouble)
    except KeyboardInterrupt:
        return show_interruption()
    except Terminated as end:
        return show_termination(end)
    except SystemExit as end:  # Typer turns an interruption into an exit of its own
        return show_interruption() if end.code == INTERRUPTED else int(end.code or 0)
    return 0
