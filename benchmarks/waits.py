"""What a person waits for, in seconds by the clock, the best of several runs; and two limits that are no ratios."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from builds import LEAFLETS

ROOT = Path(__file__).parent.parent


class Wait(NamedTuple):
    """A measurement, and the most that it may be, both in `unit`."""

    label: str
    value: float
    unit: str
    most: float


def waits() -> Iterator[Wait]:
    """Measure all of them."""
    check, update = ("catalogue", "check"), ("catalogue", "update")
    yield Wait("`leaflets --help`", best_of(5, lambda: quietly("--help")), "s", 0.25)
    yield Wait(f"`leaflets {' '.join(check)}`, all languages", best_of(3, lambda: quietly(*check)), "s", 3)
    yield Wait(f"`leaflets {' '.join(update)}`, after a word of a topic changed", update_after_a_change(), "s", 2)
    yield Wait("from saving a translation to its new page, with `preview --watch`", save_to_page(), "s", 1)
    yield Wait("largest process while all samples are built (RSS)", largest_process(), "MB", 350)
    yield Wait("reading finished pages back, as a share of typesetting them", reading_back() * 100, "%", 5)


def best_of(times: int, run: Callable[[], object]) -> float:
    """Return the shortest time in seconds: noise only ever adds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def quietly(*arguments: str, cwd: Path = ROOT) -> None:
    """Run the program and throw its output away."""
    subprocess.run([*LEAFLETS, *arguments], cwd=cwd, check=True, capture_output=True)


def update_after_a_change() -> float:
    """Change a word of a topic, bring every catalogue up to date, and return the shortest time in seconds."""
    with tempfile.TemporaryDirectory() as place:
        for folder in ("clinics", "locales", "templates"):
            shutil.copytree(ROOT / folder, Path(place, folder))
        topic = Path(place, "templates", "topics", "aftercare.html.j2")
        text = topic.read_text("utf-8")
        taken = []
        for word in ("always", "before", "you like"):
            topic.write_text(text.replace("Eat and drink as usual.", f"Eat and drink as {word}."), "utf-8")
            taken.append(best_of(1, lambda: quietly("catalogue", "update", cwd=Path(place))))
    return min(taken)


def largest_process() -> float:
    """Build every sample leaflet anew; return the largest memory of one process in megabytes (RSS)."""
    with tempfile.TemporaryDirectory() as out:
        command = [*LEAFLETS, "build", "--fresh", "--out", out]
        process = psutil.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        peak = 0
        while process.poll() is None:
            for one in (process, *process.children(recursive=True)):
                try:
                    peak = max(peak, one.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue
            time.sleep(0.05)
        if process.returncode:
            raise SystemExit(process.stdout.read().decode())
    return peak / 1e6


def saved_until_new(file: Path, text: str, page: Path) -> float:
    """Save a text; return the seconds until a page is a new file."""
    before, start = page.stat().st_mtime_ns, time.perf_counter()
    file.write_text(text, "utf-8")
    while page.stat().st_mtime_ns == before:
        time.sleep(0.005)
    taken = time.perf_counter() - start
    time.sleep(0.5)
    return taken


def save_to_page() -> float:
    """Return the shortest time in seconds from saving a translation to its new page, with `preview --watch`."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in ("clinics/heron-mill", "locales/fr_CA"):
            shutil.copytree(ROOT / part, folder / part)
        catalogue, page = (
            folder / "locales/fr_CA/LC_MESSAGES/leaflets.po",
            folder / "preview/french-canada/heron-mill_aftercare_french-canada_preview.pdf",
        )
        text = catalogue.read_text("utf-8")
        command = [*LEAFLETS, "catalogue", "preview", "fr_CA", "-t", "aftercare", "--watch"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as process:
            for line in process.stdout or ():
                if line.startswith("Watching"):
                    break
            time.sleep(3)  # until the watch has begun
            versions = [text.replace("Faites", "Faites " * number) for number in range(2, 7)]
            taken = [saved_until_new(catalogue, version, page) for version in versions]
            process.terminate()
    return min(taken)


def reading_back() -> float:
    """Return what listening to the engine and reading the finished pages back takes, as a share of typesetting them."""
    told = subprocess.run([sys.executable, __file__], cwd=ROOT, check=True, capture_output=True).stdout
    return float(json.loads(told))


def read_back() -> float:
    """Measure that share in this process, which has to be a fresh one."""
    from leaflets.composition import Composer
    from leaflets.model import Composition, Leaflet
    from leaflets.project import open_project
    from leaflets.typesetting import press, seal
    from leaflets.typesetting.drawn import Listener

    taken = 0.0

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            nonlocal taken
            start = time.process_time()
            found = function(*arguments, **options)
            found = list(found) if isinstance(found, Iterator) else found
            taken += time.process_time() - start
            return found

        return run

    heard = [(Listener, name) for name in ("text", "background", "border", "outline", "picture")]
    for owner, name in ((press, "proofread"), *heard):
        setattr(owner, name, timed(getattr(owner, name)))
    project = open_project(ROOT)
    seal(project.fonts.all_folders)
    clinic, composer = project.clinics["aspen-row"], Composer(project)
    leaflets = [Leaflet(clinic.slug, language, topic) for topic in clinic.topics for language in clinic.languages]
    pages = [page for page in map(composer.compose, leaflets) if isinstance(page, Composition)]
    for page in pages[:6]:  # what is loaded once is not counted
        press.typeset(page)
    start, taken = time.process_time(), 0.0
    for page in pages:
        press.typeset(page)
    return taken / (time.process_time() - start)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read_back()))
