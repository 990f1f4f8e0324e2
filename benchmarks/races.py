"""What is raced: peers over a fleet, our own builds of the samples and of a fleet, and a short form of our own."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from builds import Project
from contestants import Contestant
from fleet import write_fleet
from peers import loop, peers
from probes import Probe, probe
from rounds import Ratios, compete
from sheets import read_pages
from workplace import Workplace

from leaflets.model import Leaflet
from leaflets.project import open_project
from leaflets.selection import Selection, choose

ROOT = Path(__file__).parent.parent
CLINICS = 10
"""How many clinics a small fleet has."""
SET_BARE = 3
"""Of how many clinics the bare loop sets the pages, where a whole fleet is built."""
ROUNDS, PAIRS, STARTS = 6, 2, 3
"""Rounds of each peer; topics in a language of each, by all clinics; leaflets of those that start for each."""
CLINIC, TOPIC = "aspen-row", "side-effects"
"""The clinic and topic whose leaflets are looked at in all languages; that in the first is built alone."""
TIMES = 5
"""How often the bare loop sets a leaflet that we build alone: once is over too soon."""
SHORT = Selection(clinics=(CLINIC,), languages=("en", "ar"))
"""What the short form builds."""


def race_peers(place: Path, clinics: int = CLINICS) -> Iterator[Ratios]:
    """Let each peer make leaflets of a fleet: topics in languages, each by all clinics, which suits caches best.

    No leaflet comes twice, so that nothing is found that a fleet would have to make.
    """
    root = place / "project"
    pairs = [[one.path.stem for one in pair] for pair in _fleet(clinics, root, place)]
    whole = [list(chain(*pairs[first : first + PAIRS])) for first in range(0, ROUNDS * PAIRS, PAIRS)]
    few = [names[:: max(1, clinics - 1)][:STARTS] for names in whole]
    with loop(place) as bare:
        for peer in peers():
            with peer.open(place) as one:
                yield from compete(bare, [one], few if peer.starts else whole)


def race_fleet(place: Path, clinics: int = CLINICS) -> Iterator[Ratios]:
    """Build the same fleet whole, by one process and by two. The bare loop makes a part of it before each."""
    root = place / "project"
    names = [leaflet.path.stem for pair in _fleet(clinics, root, place) for leaflet in pair[:SET_BARE]]
    project = Project(root, place)
    count = len(choose(open_project(root), Selection()))
    with loop(place) as bare:
        for jobs in ("1", "2"):
            label = f"leaflets build of {count:,} of a fleet, {jobs} process{'es' if jobs == '2' else ''}"
            one = project.build(label, "--jobs", jobs, forgets=True)
            yield from compete(bare, [_shared(one, count)], [names])


def race_samples(place: Path, rounds: int) -> Iterator[Ratios]:
    """Build all samples, then build them again; and one leaflet from the shell, with nothing kept and with all kept."""
    return _race_builds("leaflets build of the {count} samples, 1 process", Selection(), place, rounds)


def race_short(place: Path, rounds: int) -> Iterator[Ratios]:
    """Race the same over few leaflets."""
    return _race_builds("build of {count} leaflets", SHORT, place, rounds)


def _race_builds(label: str, selection: Selection, place: Path, rounds: int) -> Iterator[Ratios]:
    project = Project(ROOT, place)
    leaflets = choose(open_project(ROOT), selection)
    Workplace(open_project(ROOT), place).write(leaflets)
    names = [leaflet.path.stem for leaflet in leaflets]
    chosen = [f"--{kind}={name}" for kind in ("clinic", "language") for name in getattr(selection, f"{kind}s")]
    with loop(place) as bare:
        whole = [
            project.build(label.format(count=len(names)), "--jobs", "1", *chosen, forgets=True),
            project.build(f"build of the same {len(names)}, nothing changed", "--jobs", "1", *chosen),
        ]
        yield from compete(bare, whole, [names] * rounds)
        yield from _race_one(bare, project, rounds)


def _race_one(bare: Contestant, project: Project, rounds: int) -> list[Ratios]:
    name = Leaflet(CLINIC, "en", TOPIC).path.stem
    one = ("--clinic", CLINIC, "--language", "en", "--topic", TOPIC)
    alone = [
        project.build("one leaflet from the shell, nothing kept", *one, forgets=True),
        project.build("one leaflet from the shell, all kept", *one),
        project.command("leaflets --help", "--help"),
    ]
    return compete(bare, [_shared(each, 1) for each in alone], [[name] * TIMES] * rounds)


def _shared(one: Contestant, count: int) -> Contestant:
    """Return a contestant that makes so many leaflets, whatever it is asked for, so that the cost of each is right."""
    return Contestant(one.label, lambda names: one.run(names).each(count) * len(names), one.folder)


def probe_all(place: Path) -> dict[str, Probe]:
    """Look at everybody's memory and files, over the same leaflets of the samples."""
    pages = [page for name, page in read_pages(place).items() if name.startswith(f"{CLINIC}_{TOPIC}_")]
    found = {}
    with loop(place) as bare:
        found[bare.label] = probe(bare, pages, place)
    for peer in peers():
        with peer.open(place) as one:
            found[one.label] = probe(one, pages, place)
    own = Project(ROOT, place).build("", "--clinic", CLINIC, "--topic", TOPIC, "--jobs", "1", forgets=True)
    found["leaflets build"] = probe(own, pages, place)
    return found


def _fleet(clinics: int, root: Path, place: Path) -> list[list[Leaflet]]:
    """Write a fleet and the pages of some of its topics and languages; return these, each pair with all its clinics."""
    write_fleet(clinics, root)
    project = open_project(root)
    topics, languages = list(project.subjects), list(project.languages)
    pairs = [(topics[number % len(topics)], languages[number % len(languages)]) for number in range(ROUNDS * PAIRS)]
    fleet = [[Leaflet(clinic, language, topic) for clinic in project.clinics] for topic, language in pairs]
    Workplace(project, place).write(leaflet for pair in fleet for leaflet in pair)
    return fleet
