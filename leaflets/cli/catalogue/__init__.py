"""`leaflets catalogue`: what translators need."""

import typer

from leaflets.cli.catalogue import glossary, update

app = typer.Typer(
    help="Translators' catalogues: extract the source words, bring languages up to date, show the glossary.",
    epilog="Example: leaflets catalogue update -l ar",
    no_args_is_help=True,
)
app.command("extract", epilog="Example: leaflets catalogue extract")(update.extract)
app.command("update", epilog="Example: leaflets catalogue update -l ar")(update.update)
app.command("glossary", epilog="Example: leaflets catalogue glossary -l ar --format tbx --out ar.tbx")(
    glossary.glossary
)
