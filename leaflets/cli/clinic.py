"""`leaflets clinic`: a clinic is made and looked at by itself; many come from a table."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaflets.cli import clinic_sheet, clinic_table
from leaflets.cli.options import Json
from leaflets.cli.today import Today, day

if TYPE_CHECKING:
    from leaflets.errors import Problem
    from leaflets.project import Project

app = typer.Typer(
    help="Clinics: make a new one, check one by itself, print its brand sheet, and make or change many from a table.",
    epilog="Example: leaflets clinic check aspen-row",
    no_args_is_help=True,
)
NEEDED = {
    "NAME": ("name", "Name, as on its sign"),
    "--region": ("region", "Region, such as CA-AB"),
    "--address": ("contact.address", "Address"),
    "--phone": ("contact.phone", "Telephone, with + and country code"),
    "--regulator": ("regulator.name", "Where patients ask about a registration"),
    "--logo": ("brand.logo", "Logo, an SVG or PNG file"),
}
"""What a clinic cannot be without: the key of each option, and how it is asked for."""


@app.command(
    "new",
    epilog="Example: leaflets clinic new 'North Row' --region CA-AB --address '1 North Row' --phone '+1 780 555 0144' "
    "--regulator 'College of Physiotherapists of Alberta' --logo clinics/aspen-row/logo.svg",
)
def new(
    name: Annotated[
        str, typer.Argument(help="The clinic's name, as on its sign.", metavar="NAME", show_default=False)
    ] = "",
    slug: Annotated[str, typer.Option("--slug", help="The name of its folder.", show_default="from its name")] = "",
    group: Annotated[str, typer.Option("--group", help="The group that it takes from.")] = "",
    region: Annotated[str, typer.Option("--region", help="The place whose rules hold, such as CA-AB.")] = "",
    address: Annotated[list[str], typer.Option("--address", help="A line of the address (repeat for more).")] = [],
    phone: Annotated[str, typer.Option("--phone", help="The telephone number, with + and country code.")] = "",
    email: Annotated[str, typer.Option("--email", help="The e-mail address.")] = "",
    website: Annotated[str, typer.Option("--website", help="The website, in full.")] = "",
    booking: Annotated[str, typer.Option("--booking", help="The page to book on, in full.")] = "",
    regulator: Annotated[str, typer.Option("--regulator", help="The body that registers its staff.")] = "",
    languages: Annotated[
        str, typer.Option("--languages", help="Its languages, between commas.", show_default="English")
    ] = "",
    topics: Annotated[str, typer.Option("--topics", help="Its topics, between commas.", show_default="all")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="Its logo, an SVG or PNG file.")] = None,
    family: Annotated[
        str, typer.Option("--family", help="The design of its pages: calm, bold or plain.", show_default="calm")
    ] = "",
    primary: Annotated[str, typer.Option("--primary", help="The main colour.", show_default="from the logo")] = "",
    accent: Annotated[str, typer.Option("--accent", help="The second colour.", show_default="from the logo")] = "",
    brand_file: Annotated[
        Path | None, typer.Option("--brand-file", help="A _brand.yml with name, logo, colours and typeface.")
    ] = None,
) -> None:
    """Make a clinic's folder from a name and a few facts. What is missing is asked for in the terminal."""
    from leaflets.project import find_root, open_project
    from leaflets.project.new_clinic import make_clinic, slug_of

    project = open_project(find_root(Path.cwd()))
    said: dict[str, Any] = {
        "group": group, "name": name, "region": region, "languages": _listed(languages), "topics": _listed(topics),
        "contact.address": address, "contact.phone": phone, "contact.email": email, "contact.website": website,
        "contact.booking": booking, "regulator.name": regulator, "brand.logo": str(logo or ""),
        "brand.family": family, "brand.primary": primary, "brand.accent": accent,
    }  # fmt: skip
    inherited = _inherited(project, group)
    told = _take(project, brand_file, said, inherited) if brand_file else []
    _ask(said, inherited)
    path = Path(said["brand.logo"]) if said["brand.logo"] else None
    if "languages" not in inherited:
        said["languages"] = said["languages"] or ["en"]
    if "topics" not in inherited:
        said["topics"] = said["topics"] or list(project.subjects)
    if path is not None:
        taken = _colours(said, path, inherited)
        said |= taken
        told += [f"{key} = {colour}, from the logo" for key, colour in taken.items()]
        said["brand.logo"] = f"logo{path.suffix.lower()}"
    folder = make_clinic(project, slug or slug_of(said["name"]), _tables(said), path)
    for one in told:
        typer.echo(one)
    typer.secho(f"Made {folder.relative_to(project.root).as_posix()}.", fg="green")
    typer.echo(f"Next: leaflets clinic check {folder.name} && leaflets build -c {folder.name}")


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _inherited(project: "Project", group: str) -> set[str]:
    """Return the keys that a new clinic has from its group."""
    from leaflets.folders import CLINICS
    from leaflets.readers.groups import inside, read_groups

    found = read_groups(project.root / CLINICS).get(group)
    keys = [key for key, _ in NEEDED.values()] + [
        "contact.website", "languages", "topics", "brand.typeface", "brand.primary", "brand.accent",
    ]  # fmt: skip
    return {key for key in keys if found and inside(found.tables, *key.split(".")) is not None}


def _take(project: "Project", file: Path, said: dict[str, Any], inherited: set[str]) -> list[str]:
    """Take from a brand's file what nobody said, and return what to tell of it."""
    from leaflets.project.brand_file import take_brand

    taken = take_brand(project, file, {key for key, value in said.items() if value} | inherited)
    said |= {**taken.values, **({"brand.logo": str(taken.logo)} if taken.logo else {})}
    return [*(f"{key} = {taken.values[key]}, from {place}" for key, place in taken.places.items()), *taken.told]


def _ask(said: dict[str, Any], inherited: set[str]) -> None:
    """Ask for what is missing; where nobody can be asked, raise MisuseError with all of it."""
    from leaflets.errors import MisuseError, Problem

    missing = {option: one for option, one in NEEDED.items() if not said[one[0]] and one[0] not in inherited}
    if missing and not sys.stdin.isatty():
        raise MisuseError(
            Problem("leaflets clinic new", f"{option} is missing.", f"Give {option}: {asked[0].lower()}{asked[1:]}.")
            for option, (_, asked) in missing.items()
        )
    for key, asked in missing.values():
        answer = str(typer.prompt(asked))
        said[key] = [answer] if key == "contact.address" else answer


def _colours(said: dict[str, Any], logo: Path, inherited: set[str]) -> dict[str, str]:
    """Return the colours that nobody gave, from the logo."""
    from leaflets.errors import MisuseError
    from leaflets.logos.colours import colours_of

    both = ("brand.primary", "brand.accent")
    wanted = [key for key in both if not said[key] and key not in inherited]
    if not wanted:
        return {}
    problems: list[Problem] = []
    found = colours_of(logo, logo.name, problems)
    if found is None:
        raise MisuseError(problems)
    return {key: colour for key, colour in zip(both, found, strict=True) if key in wanted}


def _tables(said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said as the tables of a file."""
    tables: dict[str, Any] = {}
    for key, value in said.items():
        *outer, last = key.split(".")
        if value:
            table = tables
            for one in outer:
                table = table.setdefault(one, {})
            table[last] = value
    return tables


@app.command("check", epilog="Example: leaflets clinic check aspen-row")
def check(
    clinic: Annotated[str, typer.Argument(help="A clinic, by its folder or name.", metavar="CLINIC")],
    today: Today = None,
    json: Json = False,
) -> None:
    """Check one clinic: its file, its logo, and whether what it says fits the page. Warnings do not fail."""
    from dataclasses import asdict, replace

    from leaflets.checks.clinics import check_clinics
    from leaflets.checks.fit import check_fit
    from leaflets.cli.show import show_findings, show_json, working
    from leaflets.errors import MisuseError, Problem
    from leaflets.logos.clinics import check_logos
    from leaflets.project import find_root, open_project
    from leaflets.project.faults import Thing
    from leaflets.project.naming import meant_thing

    day(today)
    project = open_project(find_root(Path.cwd()))
    meant = meant_thing(project, "clinic", clinic, "CLINIC")
    if isinstance(meant, Problem):
        raise MisuseError([meant])
    alone = replace(project, clinics={slug: one for slug, one in project.clinics.items() if slug == meant.name})
    with working("Checking"):
        found = [
            *project.faults.of([Thing("clinic", meant.name)]),
            *check_clinics(alone),
            *check_logos(alone, [meant.name]),
            *check_fit(alone),
        ]
    problems = sorted(dict.fromkeys(found), key=lambda one: (one.path, one.line or 0, one.key or "", one.reason))
    if json:
        show_json([asdict(one) for one in problems])
    else:
        show_findings(problems)
    raise typer.Exit(1 if any(one.severity == "error" for one in problems) else 0)


app.command("sheet", epilog="Example: leaflets clinic sheet aspen-row --open")(clinic_sheet.sheet)
app.command("import", epilog="Example: leaflets clinic import clinics.csv --dry-run")(clinic_table.import_)
app.command("export", epilog="Example: leaflets clinic export clinics.csv")(clinic_table.export)
