"""Opens a project: reads what people wrote, layer over layer, and cross-checks it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from leaflets.errors import Problem
from leaflets.folders import CLINICS, TEMPLATES, package_content
from leaflets.model import Clinic
from leaflets.project.crosscheck import check_clinics, check_references
from leaflets.project.faults import FaultFinding, Offer
from leaflets.project.memory import Memory, memory_of
from leaflets.project.project import Project, without_faulty
from leaflets.project.shared import open_shared
from leaflets.readers.clinics import Reference, read_clinics
from leaflets.readers.groups import read_groups
from leaflets.readers.templates import make_environment


def open_project(root: Path, *, fresh: bool = False) -> Project:
    """Read and cross-check everything in a project. What is wrong stands in its faults, by what it touches.

    What was read before, and whose files are what they were then, is taken from the project's store, but for a `fresh`
    run. Raises `ProjectError` with every problem of the files that all of it rests on.
    """
    found, references = FaultFinding(), list[Reference]()
    root, content = root.resolve(), package_content().resolve()
    layers = (root,) if root == content else (root, content)
    memory = memory_of(layers, fresh=fresh)
    folders = [layer / TEMPLATES for layer in layers if (layer / TEMPLATES).is_dir()]
    environment = make_environment(folders, memory.codes)
    shared = open_shared(root, layers, environment, memory, found)
    clinics, offers = _read_clinics(root / CLINICS, memory, found, references)
    project = replace(shared, clinics=clinics, faulty_offers=offers)
    check_references(project, references, found)
    check_clinics(project, found)
    return without_faulty(project, found.finish())


def _read_clinics(
    folder: Path, memory: Memory, found: FaultFinding, references: list[Reference]
) -> tuple[dict[str, Clinic], dict[str, Offer]]:
    """Return the clinics that can be read, and what any offers as far as that can be read."""
    known, faulty, groups = memory.known_clinics(), set[str](), read_groups(folder)
    for group in groups.values():
        found.add("group", group.name, group.all_faults)

    def tell(slug: str, problems: Iterable[Problem]) -> None:
        listed = list(problems)
        found.add("clinic", slug, listed)
        if listed:
            faulty.add(slug)

    clinics = read_clinics(folder, groups, tell, references, {slug: one.clinic for slug, one in known.items()})
    named = _by_clinic(references)
    memory.keep_clinics(
        known, {slug: (one, named[slug]) for slug, one in clinics.items() if slug not in faulty | known.keys()}
    )
    for slug in known:
        references += known[slug].references
        named[slug] = known[slug].references
    return clinics, {slug: _offer(named.get(slug, ())) for slug in (*named, *(faulty - named.keys()))}


def _by_clinic(references: Iterable[Reference]) -> dict[str, tuple[Reference, ...]]:
    found = defaultdict[str, list[Reference]](list)
    for one in references:
        found[one.clinic].append(one)
    return {slug: tuple(mine) for slug, mine in found.items()}


def _offer(references: Sequence[Reference]) -> Offer:
    languages, topics, own = (
        tuple(dict.fromkeys(one.name for one in references if one.key == key))
        for key in ("languages", "topics", "staff_language")
    )
    return Offer(languages, topics, next(iter(own or languages), None))
