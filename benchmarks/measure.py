"""Measures how fast the program is, and compares it with a bare loop over the engine on the same pages.

The machine may be shared and noisy: ratios within one run say more than seconds.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent
LEAFLETS = [sys.executable, "-m", "leaflets"]
TARGETS = {"help": 0.25, "cold": 1.5, "all": 23.0, "peak": 350.0, "check": 3.0, "update": 2.0, "preview": 1.0}
"""What the program promises, in seconds and megabytes."""

MOST_READING_BACK = 5.0
"""How many per cent of typesetting it may take to read the finished pages back."""


def best_of(times: int, run: Callable[[], object]) -> float:
    """Return the shortest time in seconds: noise only ever adds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def quietly(*arguments: str) -> None:
    """Run the program and throw its output away."""
    subprocess.run([*LEAFLETS, *arguments], cwd=ROOT, check=True, capture_output=True)


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
            start = time.perf_counter()
            subprocess.run([*LEAFLETS, "catalogue", "update"], cwd=place, check=True, capture_output=True)
            taken.append(time.perf_counter() - start)
    return min(taken)


def whole_build(out: str) -> tuple[float, float]:
    """Build every sample leaflet; return seconds and the largest memory of one process in megabytes (RSS)."""
    start = time.perf_counter()
    process = psutil.Popen(
        [*LEAFLETS, "build", "--out", out], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
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
    return time.perf_counter() - start, peak / 1e6


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


def composed(**chosen: Any) -> list[Any]:
    """Return sample leaflets, ready to be typeset."""
    from leaflets.composition import compose_all
    from leaflets.model import Composition
    from leaflets.project import open_project
    from leaflets.selection import Selection, choose
    from leaflets.typesetting import seal

    project = open_project(ROOT)
    seal(project.fonts.all_folders)
    leaflets = choose(project, Selection(**chosen))
    return [page for page in compose_all(project, leaflets) if isinstance(page, Composition)]


def reading_back() -> None:
    """Time what listening to the engine and reading the finished pages back takes, as a share of typesetting them."""
    from leaflets.typesetting import press
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
    pages = composed(clinics=("aspen-row",))
    for page in pages[:6]:  # what is loaded once is not counted
        press.typeset(page)
    start, taken = time.process_time(), 0.0
    for page in pages:
        press.typeset(page)
    print(json.dumps({"share": taken / (time.process_time() - start)}))


def bare_loop() -> None:
    """Time `HTML(string=…).write_pdf()` over the pages of every sample leaflet, composed beforehand."""
    pages = [page.html.replace("<style>", f"<style>{page.stylesheet}", 1) for page in composed()]

    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    start = time.perf_counter()
    for page in pages:
        HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
    print(json.dumps({"leaflets": len(pages), "seconds": time.perf_counter() - start}))


def in_a_process(measurement: str) -> dict[str, float]:
    """Return what one of the measurements prints that need a process of their own."""
    done = subprocess.run([sys.executable, __file__, measurement], cwd=ROOT, check=True, capture_output=True)
    return dict(json.loads(done.stdout))


def show(name: str, value: float, unit: str, target: float | None = None) -> None:
    """Print one result, and whether it keeps its promise."""
    promise = "" if target is None else f"   promised ≤ {target:g} {unit}   {'kept' if value <= target else 'BROKEN'}"
    print(f"{name:<44}{value:>8.2f} {unit}{promise}")


def main() -> None:
    """Measure everything and print it."""
    quietly("--help")
    show("leaflets --help", best_of(5, lambda: quietly("--help")), "s", TARGETS["help"])
    check = ("catalogue", "check")
    show("leaflets catalogue check, all languages", best_of(3, lambda: quietly(*check)), "s", TARGETS["check"])
    show("leaflets catalogue update, all languages", update_after_a_change(), "s", TARGETS["update"])
    with tempfile.TemporaryDirectory() as out:
        one = ("build", "-c", "aspen-row", "-t", "aftercare", "-l", "en", "--out", out)
        quietly(*one)
        show("one leaflet, cold", best_of(3, lambda: quietly(*one)), "s", TARGETS["cold"])
        seconds, peak = whole_build(out)
    show("every sample leaflet", seconds, "s", TARGETS["all"])
    show("largest process while doing so", peak, "MB", TARGETS["peak"])
    show("from saving a translation to its page", save_to_page(), "s", TARGETS["preview"])
    show("reading back, share of typesetting", in_a_process("--reading-back")["share"] * 100, "%", MOST_READING_BACK)
    bare = in_a_process("--bare-loop")
    show(f"bare loop over the same {bare['leaflets']} pages", bare["seconds"], "s")
    show("whole build ÷ bare loop", seconds / bare["seconds"], "×")


if __name__ == "__main__":
    if "--bare-loop" in sys.argv:
        bare_loop()
    elif "--reading-back" in sys.argv:
        reading_back()
    else:
        main()
