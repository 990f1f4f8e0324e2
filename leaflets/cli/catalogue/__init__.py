"""`leaflets catalogue`: what translators need."""

import typer

from leaflets.cli.catalogue import diff, preview, update

app = typer.Typer(
    help="Translators' catalogues: extract the source words, bring languages up to date, see the page.",
    epilog="Example: leaflets catalogue update -l ar",
    no_args_is_help=True,
)
app.command("extract", epilog="Example: leaflets catalogue extract")(update.extract)
app.command("update", epilog="Example: leaflets catalogue update -l ar")(update.update)
app.command("preview", epilog="Example: leaflets catalogue preview ar -t aftercare")(preview.preview)
app.command("diff", epilog="Example: leaflets catalogue diff pa --page changes.html")(diff.diff)
