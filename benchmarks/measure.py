"""Measures how fast the program is, and compares it with a bare loop over the engine on the same pages.

The machine may be shared and noisy: ratios within one run say more than seconds.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
LEAFLETS = [sys.executable, "-m", "leaflets"]
TARGETS = {"help": 0.25, "cold": 1.5, "all": 23.0, "peak": 350.0, "check": 3.0, "update": 2.0, "preview": 1.0}
"""What the program promises, in seconds and megabytes."""


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
            folder / "preview/fr_CA/aftercare.preview.pdf",
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


def bare_loop() -> None:
    """Time `HTML(string=…).write_pdf()` over the pages of every sample leaflet, composed beforehand."""
    from leaflets.composition import compose_all
    from leaflets.model import Composition
    from leaflets.project import open_project
    from leaflets.selection import Selection, choose
    from leaflets.typesetting import seal

    project = open_project(ROOT)
    seal(project.fonts.all_folders)
    found = [page for page in compose_all(project, choose(project, Selection())) if isinstance(page, Composition)]
    pages = [page.html.replace("<style>", f"<style>{page.stylesheet}", 1) for page in found]

    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    start = time.perf_counter()
    for page in pages:
        HTML(string=page).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
    print(json.dumps({"leaflets": len(pages), "seconds": time.perf_counter() - start}))


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
    loop = subprocess.run([sys.executable, __file__, "--bare-loop"], cwd=ROOT, check=True, capture_output=True)
    bare = json.loads(loop.stdout)
    show(f"bare loop over the same {bare['leaflets']} pages", bare["seconds"], "s")
    show("whole build ÷ bare loop", seconds / bare["seconds"], "×")


if __name__ == "__main__":
    if "--bare-loop" in sys.argv:
        bare_loop()
    else:
        main()
