"""`leaflets catalogue`: what translators need."""

import typer

from leaflets.cli.catalogue import add, check, diff, exchange, glossary, preview, pseudo, status, update

app = typer.Typer(
    help="Translators' catalogues: extract the source words, bring languages up to date, check them, see the page.",
    epilog="Example: leaflets catalogue update -l ar",
    no_args_is_help=True,
)
app.command("extract", epilog="Example: leaflets catalogue extract")(update.extract)
app.command("check", epilog="Example: leaflets catalogue check -l ar --sarif findings.sarif")(check.check)
app.command("update", epilog="Example: leaflets catalogue update -l ar")(update.update)
app.command("add", epilog="Example: leaflets catalogue add lt")(add.add)
app.command("status", epilog="Example: leaflets catalogue status -l ar --topics")(status.status)
app.command("pseudo", epilog="Example: leaflets catalogue pseudo -t aftercare --kind long")(pseudo.pseudo)
app.command("preview", epilog="Example: leaflets catalogue preview ar -t aftercare")(preview.preview)
app.command("diff", epilog="Example: leaflets catalogue diff pa --page changes.html")(diff.diff)
app.command("export", epilog="Example: leaflets catalogue export ar --format xlsx -t aftercare")(exchange.export)
app.command("import", epilog="Example: leaflets catalogue import ar-aftercare.xlsx")(exchange.import_)
app.command("glossary", epilog="Example: leaflets catalogue glossary -l ar --format tbx --out ar.tbx")(
    glossary.glossary
)
