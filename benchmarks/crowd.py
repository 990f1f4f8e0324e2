"""Fifty people at one `leaflets serve` for a minute: each looks for a sheet, opens it, takes its PDF, and begins anew.

`python benchmarks/crowd.py` makes a project of three clinics in six languages, lets the server make every sheet once,
and then sends the people. They think for a moment between pages, as people do; `--people` and `--seconds` say how many
and for how long, `--hurry` takes the pauses away. It tells errors, waiting times, and the server's memory in between.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil

ROOT = Path(__file__).parent.parent
CLINICS = ("aspen-row", "cottonwood-lane", "heron-mill")
LANGUAGES = {
    "en": "english",
    "fr_CA": "french-canada",
    "ar": "arabic",
    "pa": "punjabi",
    "zh_Hans": "chinese-simplified",
}
TOPICS = ("aftercare", "side-effects", "preparation", "screening")
THINKING = (0.5, 4.0)
"""Seconds that somebody looks at a page before the next."""
LOOKS = 5
"""How often memory is looked at."""
MOST_WAIT = 0.5
"""Seconds in which nineteen of twenty made sheets are to be there."""


@dataclass
class Tally:
    """What the people met: seconds of each kind of answer, and how many were no answer."""

    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Send the people, and print what they met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hurry", action="store_true", help="nobody thinks between two pages")
    parser.add_argument("--clinics", type=int, default=len(CLINICS), help="of the samples, how many")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="leaflets-crowd-") as folder:
        place = project(Path(folder), CLINICS[: asked.clinics])
        with served(place) as (address, process):
            sheets = list(all_sheets(CLINICS[: asked.clinics]))
            asyncio.run(make_all(address, sheets))
            looks, tally = asyncio.run(crowd(address, sheets, asked, process))
    print(told(tally, looks, asked))
    return 1 if tally.errors else 0


def project(folder: Path, clinics: tuple[str, ...]) -> Path:
    """Return a project of sample clinics that offer a few topics in a few languages."""
    place = folder / "project"
    for clinic in clinics:
        source = ROOT / "clinics" / clinic
        (place / "clinics" / clinic).mkdir(parents=True)
        text = (source / "clinic.toml").read_text("utf-8")
        text = re.sub(r"(?m)^languages = \[.*?\]", f"languages = {list(LANGUAGES)}", text)
        text = re.sub(r"(?ms)^topics = \[.*?\]", f"topics = {list(TOPICS)}", text)
        (place / "clinics" / clinic / "clinic.toml").write_text(text, "utf-8")
        (place / "clinics" / clinic / "logo.svg").write_bytes((source / "logo.svg").read_bytes())
    return place


@contextmanager
def served(place: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Run the server as people do, on a free port."""
    command = [sys.executable, "-m", "leaflets", "serve", "--no-open", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        yield (process.stdout.readline() if process.stdout else "").strip(), psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def all_sheets(clinics: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the page of a language, and the address of a sheet without its ending."""
    for clinic in clinics:
        for language in LANGUAGES.values():
            for topic in TOPICS:
                yield f"{clinic}/{language}/index.html", f"{clinic}/{language}/{clinic}_{topic}_{language}"


async def make_all(address: str, sheets: list[tuple[str, str]]) -> None:
    """Let every sheet be made once."""
    async with httpx.AsyncClient(base_url=address, timeout=600) as client:
        for _, sheet in sheets:
            (await client.get(f"{sheet}.pdf")).raise_for_status()


async def crowd(
    address: str, sheets: list[tuple[str, str]], asked: argparse.Namespace, process: psutil.Process
) -> tuple[list[int], Tally]:
    """Let people come all at once; return the server's memory in megabytes now and then, and what they met."""
    tally, end = Tally(), time.monotonic() + asked.seconds
    people = [
        asyncio.create_task(person(Visit(address, sheets, asked.hurry, end, number), tally))
        for number in range(asked.people)
    ]
    looks = []
    for _ in range(LOOKS):
        looks.append(memory(process))
        await asyncio.sleep(asked.seconds / LOOKS)
    await asyncio.gather(*people)
    return [*looks, memory(process)], tally


@dataclass(frozen=True)
class Visit:
    """Somebody who comes: to which address, which sheets there are, whether they hurry, until when, and who it is."""

    address: str
    sheets: list[tuple[str, str]]
    hurries: bool
    end: float
    number: int


async def person(visit: Visit, tally: Tally) -> None:
    """Go from the first page to a language, to a sheet, to its PDF, and again from the beginning."""
    chance = random.Random(visit.number)  # noqa: S311 - the same people each time
    limits = httpx.Limits(max_connections=2, max_keepalive_connections=2)
    async with httpx.AsyncClient(base_url=visit.address, timeout=60, limits=limits) as client:
        while time.monotonic() < visit.end:
            language, sheet = chance.choice(visit.sheets)
            for kind, path in (
                ("first page", "index.html"),
                ("page of a language", language),
                ("sheet", f"{sheet}.html"),
                ("PDF, made before", f"{sheet}.pdf"),
            ):
                await take(client, kind, path, tally)
                if not visit.hurries:
                    await asyncio.sleep(chance.uniform(*THINKING))


async def take(client: httpx.AsyncClient, kind: str, path: str, tally: Tally) -> None:
    """Take a page, and note how long it took."""
    start = time.monotonic()
    try:
        answer = await client.get(path)
    except httpx.HTTPError as error:
        tally.errors[f"{kind}: {type(error).__name__}"] += 1
        return
    if answer.status_code != httpx.codes.OK or not answer.content:
        tally.errors[f"{kind}: {answer.status_code}"] += 1
    tally.waits[kind].append(time.monotonic() - start)


def memory(process: psutil.Process) -> int:
    """Return the memory of the server and of its workers that nothing shares, in megabytes."""
    return int(sum(one.memory_full_info().uss for one in (process, *process.children(recursive=True))) / 1e6)


def told(tally: Tally, looks: list[int], asked: argparse.Namespace) -> str:
    """Return what the people met, as a table of Markdown."""
    hurry = ", none of them thinks" if asked.hurry else ""
    lines = [f"{asked.people} people for {asked.seconds:g} seconds{hurry}:", ""]
    lines += ["| Asked for | answers | middle, s | 19 of 20 within, s | longest, s |", "|---|--:|--:|--:|--:|"]
    for kind, waits in tally.waits.items():
        ranked = sorted(waits)
        late = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
        lines.append(f"| {kind} | {len(ranked)} | {statistics.median(ranked):.3f} | {late:.3f} | {ranked[-1]:.3f} |")
    errors = ", ".join(f"{one} ({count})" for one, count in tally.errors.items()) or "none"
    return "\n".join([*lines, "", f"Errors: {errors}. Memory in MB, from begin to end: {', '.join(map(str, looks))}."])


if __name__ == "__main__":
    sys.exit(main())
