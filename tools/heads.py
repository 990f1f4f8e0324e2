"""Writes `templates/heads.toml`: how large the sample clinics' families of layouts set the head of each leaflet.

Run by `make spacing`, after the register of spacing is right: it measures what is new. What the file does not know is
measured whenever it is composed.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from leaflets.composition.fitting import spacing_for
from leaflets.composition.heads import in_family
from leaflets.composition.known_heads import Sizes, measured_in
from leaflets.composition.pages import Pages
from leaflets.model import Leaflet
from leaflets.model.family import CALM, Family
from leaflets.project import Project, open_project
from leaflets.project.look import HEADS_FILE

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "templates" / HEADS_FILE
HEAD = """\
# How large families of layouts set the head of each leaflet, by language, topic, content id, paper and typeface.
# Written by `make spacing`. `look` and `words` are what it was measured with: for others, heads are measured anew.
"""


class Measured(NamedTuple):
    """The head of a topic with a content id, on a paper and in a typeface."""

    identity: str
    kind: str
    sizes: Sizes


@lru_cache(maxsize=1)
def content() -> Project:
    """Open the content that comes with the program."""
    return open_project(ROOT)


def main() -> None:
    """Measure what is not known, and write the register."""
    leaflets = list(all_leaflets())
    found: dict[tuple[Family, str, str], dict[str, dict[str, Sizes]]] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for leaflet, one in zip(leaflets, pool.map(measured, leaflets, chunksize=9), strict=True):
            family = content().clinics[leaflet.clinic].brand.family
            topic = found.setdefault((family, leaflet.language, leaflet.topic), {})
            topic.setdefault(one.identity, {})[one.kind] = one.sizes
    PLACE.write_text("\n".join(lines(found)) + "\n", "utf-8")


def all_leaflets() -> Iterator[Leaflet]:
    """Yield what sample clinics print in another family than the calm one, in each language that has all its words."""
    project = content()
    codes = sorted(code for code, one in project.languages.items() if one.parent is None)
    for slug, clinic in sorted(project.clinics.items(), key=lambda one: (one[1].brand.family, one[0])):
        if clinic.brand.family != CALM:
            yield from (Leaflet(slug, code, topic) for code in codes for topic in sorted(project.subjects))


def measured(leaflet: Leaflet) -> Measured:
    """Return the head of a leaflet, as the register has it or as measured now."""
    project = content()
    clinic = project.clinics[leaflet.clinic]
    region = project.region_of(clinic)
    said = Pages(project).content(leaflet.topic, project.languages[leaflet.language], region)
    if said is None:
        raise SystemExit(f"{leaflet.topic} in {leaflet.language} has faults: run leaflets check")
    spacing = in_family(project, leaflet, said, spacing_for(project, leaflet, said))
    return Measured(said.id, f"{region.paper}-{clinic.brand.typeface}", spacing.sizes)


def lines(found: dict[tuple[Family, str, str], dict[str, dict[str, Sizes]]]) -> Iterator[str]:
    """Yield the lines of the register."""
    yield HEAD.rstrip()
    known = set()
    for (family, language, topic), identities in found.items():
        if (family, language) not in known:
            look, words = measured_in(content(), language, family)
            yield f'\n[{family}.{language}]\nlook = "{look}"\nwords = "{words}"'
            known.add((family, language))
        for identity, kinds in identities.items():
            yield f'\n[{family}.{language}.{topic}."{identity}"]'
            yield from (f"{kind} = {{ {written(sizes)} }}" for kind, sizes in kinds.items())


def written(sizes: Sizes) -> str:
    """Return an entry of the register."""
    return ", ".join(f'{name} = "{value}"' for name, value in sizes)


if __name__ == "__main__":
    main()
