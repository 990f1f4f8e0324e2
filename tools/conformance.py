"""Asks veraPDF whether PDFs keep to PDF/UA-1 and PDF/A-3a, and prints a table and every rule that one breaks.

Run by `make conformance`, which fetches veraPDF, for sample leaflets of each clinic, edition and language; topics take
turns. `LEAFLETS_EVERYTHING=1` takes all topics. Folders of PDFs may be named instead.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from leaflets.model.work import TO_PRINT
from leaflets.project import Project, open_project

ROOT = Path(__file__).parent.parent
PLACE = ROOT / ".venv" / "conformance"
"""Where Maven puts veraPDF."""
STANDARDS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
"""What veraPDF calls the standards, and what people do."""
EDITIONS = ("standard", "staff", "bilingual", "large-print", "mono", "poster", "trifold")
BOUND = ("en", "ar", "zh_Hans")
"""The languages of booklets, clinic by clinic."""
NAMES = ("Birch", "Cedar", "Maple")
"""The clinics that share bodies, so that their leaflets are made of parts."""


class Finding(NamedTuple):
    """A rule of a standard that a file breaks, and what breaks it."""

    path: Path
    standard: str
    clause: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.standard} {self.clause}: {self.reason}"


class Verdict(NamedTuple):
    """How many files were looked at for a standard, and what is wrong with them."""

    standard: str
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def validator() -> Path | None:
    """Return veraPDF's program, or None where `make conformance` has not fetched it."""
    return next(iter(sorted(PLACE.glob("greenfield-apps-*.jar"))), None)


def validate(folder: Path, program: Path) -> Iterator[Verdict]:
    """Yield what veraPDF says of all PDFs below a folder, by standard; raise ValueError where it read not all."""
    for flavour, standard in STANDARDS.items():
        yield _verdict(standard, folder, _said(program, "-f", flavour, "--format", "json", "-r", str(folder)))


def _said(program: Path, *arguments: str) -> dict[str, Any]:
    start = ("java", "-cp", str(program), "org.verapdf.apps.GreenfieldCliWrapper")
    done = subprocess.run([*start, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - our arguments
    try:
        said: dict[str, Any] = json.loads(done.stdout)["report"]
    except ValueError:
        raise ValueError(f"veraPDF said nothing: {done.stderr.strip()}") from None
    return said


def _verdict(standard: str, folder: Path, said: dict[str, Any]) -> Verdict:
    files: list[Path] = []
    findings: list[Finding] = []
    for job in said["jobs"]:
        path = Path(job["itemDetails"]["name"])
        results = job.get("validationResult") or []
        files += [path] if results else []
        for rule in [rule for one in results for rule in one["details"]["ruleSummaries"]]:
            if rule["status"] == "failed":
                first = rule["checks"][0] if rule["checks"] else {}
                reason = " ".join([first.get("errorMessage") or rule["description"], first.get("context", "")]).strip()
                findings.append(Finding(path, standard, f"{rule['clause']}-{rule['testNumber']}", reason))
        if not all(one["compliant"] for one in results) and not any(one.path == path for one in findings):
            findings.append(Finding(path, standard, "?", "It does not comply."))
    unread = {one.resolve() for one in folder.rglob("*.pdf")} - {one.resolve() for one in files}
    if unread:
        raise ValueError(f"veraPDF could not read {', '.join(map(str, sorted(unread)))}")
    return Verdict(standard, tuple(files), tuple(findings))


def build_samples(out: Path, work: Path) -> None:
    """Print sample leaflets of each clinic, edition and language, and some that are made of parts, in both ways."""
    project = open_project(ROOT)
    for turn, clinic in enumerate(project.clinics):
        _build(ROOT, out / "samples", "-c", clinic, "-e", "chooser")
        for edition in ("booklet", "easy-read"):
            _build(ROOT, out / "samples", "-c", clinic, "-e", edition, "-l", BOUND[turn % len(BOUND)])
        for place, topic in enumerate(project.subjects):
            languages = _in_turn(project, turn + place)
            if languages:
                chosen = [*(f"-l{one}" for one in languages), *(f"-e{one}" for one in EDITIONS)]
                _build(ROOT, out / "samples", "--everything", "-c", clinic, "-t", topic, *chosen)
    for sheets in out.rglob(f"*_{TO_PRINT}.pdf"):
        sheets.unlink()  # paper is all that they are for: they promise no standard
    _lay_like_clinics(work)
    chosen = ["--everything", *(f"-l{one}" for one in ("en", "ar", "pa", "zh_Hans")), "-tscreening", "-taftercare"]
    _build(work, out / "of-parts", *chosen)
    _build(work, out / "whole", *chosen, "--ordinary")


def _in_turn(project: Project, turn: int) -> list[str]:
    """Return the languages of which a topic is tried: all of them once, over all topics of a clinic."""
    count = 1 if os.environ.get("LEAFLETS_EVERYTHING") else len(project.subjects)
    return [one for place, one in enumerate(project.languages) if (place + turn) % count == 0]


def _lay_like_clinics(work: Path) -> None:
    """Lay three clinics that agree in all but their names: those share what they print."""
    sample = ROOT / "clinics" / "aspen-row"
    for name in NAMES:
        place = work / "clinics" / name.lower()
        place.mkdir(parents=True)
        (place / "logo.svg").write_bytes((sample / "logo.svg").read_bytes())
        text = (sample / "clinic.toml").read_text("utf-8")
        (place / "clinic.toml").write_text(re.sub(r"Aspen Row", f"{name} Row", text), "utf-8")


def _build(project: Path, out: Path, *arguments: str) -> None:
    """Print leaflets; say which cannot be printed, and why: the others are looked at all the same."""
    program = (sys.executable, "-m", "leaflets", "build", *arguments, "--out", str(out))
    done = subprocess.run(program, cwd=project, capture_output=True, text=True, check=False)  # noqa: S603 - our arguments
    if done.returncode:
        sys.stdout.write(done.stderr)


def main(folders: Sequence[str]) -> None:
    """Print what is found; end with 1 where a rule is broken."""
    program = validator()
    if program is None:
        sys.exit("veraPDF is not here. Run `make conformance`.")
    if folders:
        verdicts = [one for folder in folders for one in validate(Path(folder), program)]
    else:
        with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as out:
            build_samples(Path(out), Path(work))
            verdicts = list(validate(Path(out), program))
    sys.stdout.write(table(verdicts))
    sys.exit(any(one.findings for one in verdicts))


def table(verdicts: Sequence[Verdict]) -> str:
    """Return a table of how many files were looked at, by edition and language; then every rule that one breaks."""
    rows = [f"{'Standard':<10} {'Files':>6} {'At fault':>9} {'Broken rules':>13}"]
    for standard, files, findings in verdicts:
        rows.append(f"{standard:<10} {len(files):>6} {len({one.path for one in findings}):>9} {len(findings):>13}")
    kinds = Counter(path.parent.name for path in verdicts[0].files)
    rows += ["", *(f"{kind:<32} {count:>6}" for kind, count in sorted(kinds.items())), ""]
    rows += [str(one) for verdict in verdicts for one in verdict.findings]
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    main(sys.argv[1:])
