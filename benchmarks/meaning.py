"""How many wrong meanings the rules find, and how many good translations they doubt.

`meaning/<language>.json` has 40 fluent translations that say something else than the English, written without a look at
the rules, and 20 good ones in other words than the shipped ones. No native speaker has read either. Run it with
`python benchmarks/meaning.py`; `--all` tells what is missed and what is doubted.
"""

import json
import sys
from pathlib import Path
from typing import Any

from leaflets.model import MessageKey
from leaflets.project import Project, open_project
from leaflets.rules import Entry, Finding, check_entry

PLACE = Path(__file__).parent


def main(*, is_long: bool) -> None:
    """Print both figures for each language."""
    project = open_project(PLACE.parent)
    for file in sorted(PLACE.glob("meaning/*.json")):
        said = json.loads(file.read_text("utf-8"))
        missed = [one for one in said["faults"] if not found(project, file.stem, one)]
        doubted = [one for one in said["good"] if found(project, file.stem, one)]
        caught = len(said["faults"]) - len(missed)
        told = f"{file.stem}: {caught} of {len(said['faults'])} wrong meanings found"
        sys.stdout.write(f"{told}, {len(doubted)} of {len(said['good'])} good translations doubted\n")
        for one in missed if is_long else ():
            sys.stdout.write(f"  missed: {one['what']}\n    {one['id']}\n    {one['text']}\n")
        for one in doubted if is_long else ():
            reasons = "; ".join(problem.reason for problem in found(project, file.stem, one))
            sys.stdout.write(f"  doubted: {reasons}\n    {one['id']}\n    {one['text']}\n")


def found(project: Project, language: str, row: dict[str, Any]) -> list[Finding]:
    """Return what the rules find in a translation."""
    key = MessageKey(row["context"], row["id"])
    terms = tuple(project.glossary.terms_in(key.id))
    return list(check_entry(Entry(key, (row["text"],), project.languages[language], project.languages["en"], terms)))


if __name__ == "__main__":
    main(is_long="--all" in sys.argv)
