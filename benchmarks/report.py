"""Writes what a run found into the README, between two marks, and draws it beside (`results.svg`)."""

import math
import re
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from probes import Probe
from record import Record
from rounds import Ratios

PLACE = Path(__file__).parent
README, PLOT = PLACE / "README.md", PLACE / "results.svg"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
BARE = "bare WeasyPrint loop"
LANGUAGES = {"english": "English", "chinese-simplified": "Chinese"}
"""The leaflets whose files are weighed, by how their names end."""
FLEETS = ("fleet, 1 process", "fleet, 2 processes")
"""How the labels of the two builds of a fleet end."""
DECADES = (-2, 1)
"""Powers of ten between which the plot shows ratios."""
HEAD = "| CPU | from … to | clock |", "|---|--:|--:|--:|"
HEAD_OF_PROBES = (
    f"| | memory | {' | '.join(LANGUAGES.values())} | English, read | all six, read |",
    "|---|--:|--:|--:|--:|--:|",
)


def write_report(record: Record) -> None:
    """Write table and plot of a run over those of the last one."""
    PLOT.write_text(plot(record), "utf-8")
    text = README.read_text("utf-8")
    block = "\n".join([BEGIN, *lines(record), END])
    README.write_text(re.sub(f"{BEGIN}.*{END}", lambda _found: block, text, flags=re.DOTALL), "utf-8")


def plot(record: Record) -> str:
    """Return the ratios of a run as a bar chart, in SVG."""
    environment = Environment(loader=FileSystemLoader(PLACE), undefined=StrictUndefined, autoescape=True)
    decades = range(DECADES[0], DECADES[1] + 1)
    return environment.get_template("plot.svg.j2").render(bars=bars(record), decades=decades)


def lines(record: Record) -> Iterator[str]:
    """Yield the lines that stand between the marks, in Markdown."""
    yield f"- Machine: {record.machine}"
    yield f"- Versions: {record.versions}"
    loads = (f"{part} {before:.1f} … {after:.1f}" for part, (before, after) in record.loads.items())
    yield f"- Load before and after each part: {', '.join(loads)}"
    yield f"\n![CPU of each leaflet on a logarithmic scale]({PLOT.name})\n"
    yield "Seconds of one leaflet as a multiple of the bare loop's, the median of all rounds:\n"
    yield from table("Ours", record.own)
    yield sentence_of_two(record)
    yield from table("Others", record.peers)
    yield "\nThe same six leaflets by each: memory of all processes in MB, files in kB, statements that pdfium reads:\n"
    yield from HEAD_OF_PROBES
    yield from (_probed(label, one) for label, one in record.probes.items())
    yield "\n| What a person waits for, and two limits | now | at most |\n|---|--:|--:|"
    yield from (f"| {one.label} | {one.value:.2f} {one.unit} | {one.most:g} {one.unit} |" for one in record.waits)


def table(title: str, raced: Sequence[Ratios]) -> Iterator[str]:
    """Yield the lines of a table of ratios."""
    yield f"| {title} {HEAD[0]}"
    yield HEAD[1]
    yield f"| {BARE} | 1 | | 1 |"
    for one in raced:
        spread = f"{_short(min(one.cpu))} … {_short(max(one.cpu))}" if len(one.cpu) > 1 else "one round"
        yield f"| {one.label} | **{_short(one.middle)}** | {spread} | {_short(one.middle_wall)} |"


def sentence_of_two(record: Record) -> str:
    """Return how much faster two processes build the fleet than one, by the clock; nothing before it was built."""
    one, two = (next((each for each in record.fleet if each.label.endswith(end)), None) for end in FLEETS)
    if one is None or two is None:
        return ""
    times, load = one.middle_wall / two.middle_wall, record.loads["fleet"][0]
    return f"\nTwo processes build the fleet {times:.2f} times as fast as one. The load before was {load:.1f}.\n"


def bars(record: Record) -> list[dict[str, str | float]]:
    """Return the bars of the plot, the cheapest first: a label, its number, and the part of the scale that it fills."""
    ours = {one.label for one in record.own}
    all_of_them = [(one.label, one.middle) for one in (*record.own, *record.peers)]
    return [
        {"label": label, "number": _short(middle), "part": _part(middle), "kind": "own" if label in ours else "peer"}
        for label, middle in sorted([*all_of_them, (BARE, 1.0)], key=lambda one: one[1])
    ]


def _part(ratio: float) -> float:
    low, high = DECADES
    return min(1.0, max(0.004, (math.log10(ratio) - low) / (high - low)))


def _short(ratio: float) -> str:
    """Return a number with two significant digits."""
    return f"{ratio:.{max(0, 1 - math.floor(math.log10(ratio)))}f}"


def _probed(label: str, one: Probe) -> str:
    weighed = [next(size for name, size in one.kilobytes.items() if name.endswith(f"_{end}")) for end in LANGUAGES]
    sizes = " | ".join(f"{size:.0f}" for size in weighed)
    english = next(share for name, share in one.said.items() if name.endswith("_english"))
    return f"| {label} | {one.megabytes:.0f} | {sizes} | {english:.0%} | {statistics.mean(one.said.values()):.0%} |"
