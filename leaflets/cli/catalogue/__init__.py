"""`leaflets catalogue`: what translators need."""

import typer

from leaflets.cli.catalogue import add, diff, pseudo, status, update

app = typer.Typer(
    help="Translators' catalogues: extract the source words, bring languages up to date.",
    epilog="Example: leaflets catalogue update -l ar",
    no_args_is_help=True,
)
app.command("extract", epilog="Example: leaflets catalogue extract")(update.extract)
app.command("update", epilog="Example: leaflets catalogue update -l ar")(update.update)
app.command("add", epilog="Example: leaflets catalogue add uk")(add.add)
app.command("status", epilog="Example: leaflets catalogue status -l ar --topics")(status.status)
app.command("pseudo", epilog="Example: leaflets catalogue pseudo -t aftercare --kind long")(pseudo.pseudo)
app.command("diff", epilog="Example: leaflets catalogue diff pa --page changes.html")(diff.diff)
