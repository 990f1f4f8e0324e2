"""Every kind of file that people write or bring: where it lies, what it looks like, and what reads it."""

import datetime as dt
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hostile import bombs
from hostile.exchange import rejsoned, retagged, rows_lost
from hostile.mutations import ANY, TOML, Mutation, sprinkled
from hostile.words import rephrased, replaced
from leaflets.composition.citations import Citations
from leaflets.delivery.ledger import Ledger
from leaflets.model.work import LEDGER
from leaflets.project import Project, open_project
from leaflets.project.brand_file import take_brand
from leaflets.project.spreadsheet.rows import read_table
from leaflets.readers.catalogues import read_catalogue
from leaflets.readers.clinics import read_clinics, read_regions
from leaflets.readers.evidence import (
    read_claims,
    read_criteria,
    read_facts,
    read_sources,
    read_subjects,
    read_withdrawals,
    round_figures,
)
from leaflets.readers.files import CLINICS_TABLE, IMPORT, read_bytes
from leaflets.readers.fonts import read_fonts
from leaflets.readers.glossary import Glossary, read_terms
from leaflets.readers.groups import read_groups
from leaflets.readers.languages import read_languages
from leaflets.readers.registry import read_registry
from leaflets.readers.signoffs import read_back_translations, read_revocations, read_signoffs
from leaflets.readers.templates import make_environment
from leaflets.readers.topics import read_topics
from leaflets.readers.waivers import read_waivers
from leaflets.readers.wording import with_words
from leaflets.translation.exchange.formats import read_returned, write_job
from leaflets.translation.exchange.making import make_job
from leaflets.translation.exchange.returning import match
from leaflets.verification import Judge

ROOT = Path(__file__).parent.parent.parent
CLINIC = "aspen-row"
BUILD = ("build", "-c", CLINIC, "-t", "aftercare", "-l", "en", "--jobs", "1")
CHECK = ("catalogue", "check", "-l", "pa")
TODAY = ("--today", "2026-11-20")

Read = Callable[[Path, str, Project], object]
"""Reads one file: its path, its name, and a sound project to read it in."""


@dataclass(frozen=True)
class Kind:
    """One kind of file: where it lies in a project, what a sound one holds, how it is spoilt, read and used."""

    path: str
    seed: Callable[[], bytes]
    read: Read
    arguments: tuple[str, ...]
    mutations: tuple[Mutation, ...] = ANY


def _from(path: str) -> Callable[[], bytes]:
    return (ROOT / path).read_bytes


def _toml(path: str, read: Read, arguments: tuple[str, ...], seed: Callable[[], bytes] | None = None) -> Kind:
    return Kind(path, seed or _from(path), read, arguments, (*ANY, *TOML))


def _clinic(path: Path, name: str, _: Project) -> object:
    return name, read_clinics(path.parents[1], read_groups(path.parents[1]), lambda *_: None, [])


def _group(path: Path, _: str, __: Project) -> object:
    return {name: group.all_faults for name, group in read_groups(path.parents[2]).items()}


def _words(path: Path, name: str, project: Project) -> object:
    return with_words(project.languages["pa"], path, name, [])


def _terms(path: Path, name: str, _: Project) -> object:
    return Glossary(read_terms(path, name, [])).terms_in("The needle goes into the muscle.")


def _facts(path: Path, name: str, _: Project) -> object:
    return round_figures(read_facts(path, name, []), name, [])


def _catalogue(path: Path, name: str, project: Project) -> object:
    catalogue = read_catalogue(path, name, project.languages["pa"])
    return [one.findings for one in list(catalogue.translations.values())[:5]]


def _fonts(path: Path, name: str, _: Project) -> object:
    return name, read_fonts(path.parent, "fonts", [])


def _topics(path: Path, name: str, _: Project) -> object:
    return name, read_topics(make_environment([path.parents[1]]), [])


def _named(path: Path, _: str, project: Project) -> object:
    citations = Citations(path, project.sources)
    return [(citations.short(one), citations.full(one)) for one in list(project.sources)[:2]]


def _import(path: Path, name: str, project: Project) -> object:
    returned, problems = read_returned(read_bytes(path, str(path), IMPORT), name)
    return match(project, returned, name, problems, skip_stale=False)


def _verify(path: Path, _: str, project: Project) -> object:
    return Judge(project, dt.date(2026, 11, 20)).verdict(path)


@cache
def job(form: str) -> bytes:
    """Return what a translator of one topic gets."""
    return write_job(make_job(open_project(ROOT), "pa", ("aftercare",)), form)


def _kind(path: str, read: Read, arguments: tuple[str, ...], *more: Mutation) -> Kind:
    return Kind(path, _from(path), read, arguments, (*ANY, *more * 4))


SIGNOFF = (
    '[[signoff]]\ntopic = "aftercare"\nrole = "clinical"\nname = "Nobody Atall"\ncredential = "physiotherapist"\n'
    f'date = 2026-11-20\ndigest = "{"0" * 64}"\nseal = "{"1" * 64}"\n'
    '[[revoked]]\ntopic = "aftercare"\nrole = "clinical"\nname = "Nobody Atall"\ncredential = "physiotherapist"\n'
    f'date = 2026-11-20\ndigest = "{"0" * 64}"\nseal = "{"1" * 64}"\nrevoked = 2026-11-21\nreason = "A slip."\n'
)
EXCEPTION = (
    '[[exception]]\nrule = "N1"\nmessage = "After your session"\ntranslation = "…"\nreason = "So it is said."\n'
    'by = "Nobody Atall"\ndate = 2026-11-20\n'
)

WITHDRAWN = '[boyce-2020]\nstatus = "retracted"\ndate = 2027-03-01\nreason = "It was taken back."\nby = "brady-2014"\n'

GROUP = (
    'locked = ["brand.primary"]\nlanguages = ["en"]\n[contact]\nwebsite = "https://group.example"\n'
    '[brand]\nprimary = "#0b3f4d"\n'
)

CLINICS = (
    '"Folder","Name","Address","Phone","Monday","Primary colour"\r\n'
    f'"{CLINIC}","Aspen","1 Row\n2 Row","\'+1 780 555 0143","8:00-12:00, 13:00-17:00","#0b3f4d"\r\n'
)

BRAND = (
    "meta:\n  name: {short: Birch, full: Birch Lane}\n  link: https://birch.example\n"
    f"logo: {{medium: {{light: mark, dark: none.svg}}, images: {{mark: clinics/{CLINIC}/logo.svg}}}}\n"
    'color:\n  palette: {sea: &sea "#0b3f4d", sun: "#d97a1f"}\n  primary: *sea\n  tertiary: sun\n'
    "typography:\n  base: {family: Source Sans Pro}\n"
)
NEW_CLINIC = (
    "clinic", "new", "--brand-file", "_brand.yml", "--region", "CA-AB", "--address", "1 Row",
    "--phone", "+1 780 555 0144", "--regulator", "A College",
)  # fmt: skip

KINDS = {
    "clinic": _toml(f"clinics/{CLINIC}/clinic.toml", _clinic, BUILD),
    "group": _toml("clinics/_groups/rows/group.toml", _group, BUILD, GROUP.encode),
    "brand": Kind("_brand.yml", BRAND.encode, lambda path, _, project: take_brand(project, path, ()), NEW_CLINIC),
    "regions": _toml("clinics/regions.toml", lambda path, name, _: read_regions(path, name, []), BUILD),
    "languages": _toml("locales/languages.toml", lambda path, name, _: read_languages(path, name, []), CHECK),
    "registry": _toml(
        "locales/registry.toml", lambda path, name, _: read_registry(path, name, []), ("catalogue", "add", "dee")
    ),
    "words": _toml("locales/pa/words.toml", _words, CHECK),
    "exceptions": _toml(
        "locales/pa/exceptions.toml",
        lambda path, name, _: read_waivers(path, name, []),
        CHECK,
        EXCEPTION.encode,
    ),
    "glossary": _toml("locales/glossary.toml", _terms, CHECK),
    "signoffs": _toml(
        "locales/pa/signoffs.toml",
        lambda path, name, _: (read_signoffs(path, name, []), read_revocations(path, name, [])),
        ("review", "status", *TODAY),
        SIGNOFF.encode,
    ),
    "back-translations": _toml(
        "locales/pa/back-translations.toml",
        lambda path, name, _: read_back_translations(path, name, []),
        ("review", "show", "-l", "pa", "-t", "aftercare"),
    ),
    "facts": _toml("evidence/facts.toml", _facts, BUILD),
    "claims": _toml(
        "evidence/claims.toml", lambda path, name, _: read_claims(path, name, []), ("evidence", "due", *TODAY)
    ),
    "withdrawn": _toml(
        "evidence/withdrawn.toml", lambda path, name, _: read_withdrawals(path, name, []), BUILD, WITHDRAWN.encode
    ),
    "criteria": _toml(
        "evidence/criteria.toml", lambda path, name, _: read_criteria(path, name, []), ("evidence", "criteria")
    ),
    "coverage": _toml(
        "evidence/coverage.toml", lambda path, name, _: read_subjects(path, name, []), ("evidence", "coverage")
    ),
    "sources": Kind(
        "evidence/sources.json",
        _from("evidence/sources.json"),
        lambda path, name, _: read_sources(path, name, []),
        BUILD,
        (*ANY, rejsoned, rejsoned, rejsoned, rejsoned),
    ),
    "fonts": _toml("fonts/fonts.toml", _fonts, BUILD),
    "catalogue": _kind("locales/pa/LC_MESSAGES/leaflets.po", _catalogue, CHECK, rephrased),
    "source-catalogue": _kind("locales/en/LC_MESSAGES/leaflets.po", _catalogue, BUILD, rephrased),
    "template-of-messages": _kind("locales/leaflets.pot", _catalogue, ("catalogue", "update", "-l", "pa"), rephrased),
    "topic": _kind("templates/topics/aftercare.html.j2", _topics, BUILD, replaced),
    "block": _kind("templates/blocks/dry-needling/emergency.html.j2", _topics, BUILD, replaced),
    "layout": _kind("templates/layouts/standard.html.j2", _topics, BUILD, replaced),
    "part": _kind("templates/parts/contact.html.j2", _topics, BUILD, replaced),
    "picture": _kind("templates/pictures/walking.svg.j2", _topics, BUILD, replaced),
    "style": _kind("templates/css/standard.css", _topics, BUILD, sprinkled),
    "citations": _kind("templates/citations/sources.csl", _named, BUILD, retagged),
    "logo": _kind(f"clinics/{CLINIC}/logo.svg", _clinic, BUILD, retagged),
    "csv": Kind(
        "job.csv", lambda: job("csv"), _import, ("catalogue", "import", "job.csv", "--json"), (*ANY, rows_lost)
    ),
    "clinics": Kind(
        "clinics.csv",
        CLINICS.encode,
        lambda path, name, _: read_table(read_bytes(path, str(path), CLINICS_TABLE), name),
        ("clinic", "import", "clinics.csv", "--json"),
        (*ANY, rows_lost),
    ),
    "xliff": Kind(
        "job.xlf",
        lambda: job("xliff"),
        _import,
        ("catalogue", "import", "job.xlf", "--yes"),
        (*ANY, retagged, retagged),
    ),
    "xlsx": Kind(
        "job.xlsx",
        lambda: job("xlsx"),
        _import,
        ("catalogue", "import", "job.xlsx", "--json"),
        (*ANY, *(bombs.swollen_workbook,) * 6),
    ),
    "pdf": Kind("sheet.pdf", bombs.pdf, _verify, ("verify", "sheet.pdf", *TODAY), (*ANY, *bombs.PDFS)),
    "ledger": Kind(
        LEDGER,
        f"{'0' * 64} abcd-0123 aspen-row/english/aspen-row_aftercare_english.pdf\n".encode,
        lambda path, _, __: Ledger(path.parent).entries,
        ("verify", "sheet.pdf", *TODAY),
    ),
}


def make_project(folder: Path) -> Path:
    """Make a project with one clinic that offers one topic in two languages."""
    home = folder / "clinics" / CLINIC
    shutil.copytree(ROOT / "clinics" / CLINIC, home)
    text = (home / "clinic.toml").read_text("utf-8")
    start, end = text.index("languages ="), text.index("[contact]")
    (home / "clinic.toml").write_text(
        f'{text[:start]}languages = ["en", "pa"]\ntopics = ["aftercare"]\n\n{text[end:]}', "utf-8"
    )
    (folder / "sheet.pdf").write_bytes(bombs.pdf())
    return folder


def command(*arguments: str) -> int:
    """Run a command in this process, which is a fork, and return its exit code."""
    from leaflets.cli import main

    sys.argv = ["leaflets", *arguments]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0
