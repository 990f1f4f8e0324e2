"""What somebody waits for who looks at a page: the library's first paint, and words that were saved in any editor.

`python benchmarks/glances.py` builds a library of a clinic and opens it from its folder in a real Chromium that knows
nothing yet; then it opens the editor of `leaflets serve --edit`, saves a translation as any editor does, and waits
until the page shows it. It tells the middle and the longest of several rounds, in seconds.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the browser and the server are driven as the tests do

from browser import CHROMIUM, chromium  # noqa: E402
from conftest import FORKS, run_process  # noqa: E402
from edited import SORE, WORDS, edited_project, editor, message_of, po_of  # noqa: E402
from forking import Forks  # noqa: E402
from served import serving  # noqa: E402

ROUNDS = 7
PAINTED = "performance.getEntriesByName('first-contentful-paint').map(one => one.startTime / 1000)[0]"
SHOWN = "document.querySelector('[data-leaf]').contentDocument"


def main() -> None:
    """Measure both, and print them."""
    if CHROMIUM is None:
        raise SystemExit("This machine has no Chromium to open pages with: apt-get install chromium")
    forks = Forks()
    os.environ[FORKS] = forks.address
    with tempfile.TemporaryDirectory() as place:
        measured = {
            "from opening the library's folder to its first paint": list(paints(Path(place, "paints"))),
            "from saving a translation elsewhere to the open page": list(saves(Path(place, "saves"))),
        }
    forks.close()
    for label, taken in measured.items():
        print(f"{label}: {statistics.median(taken):.2f} s, at most {max(taken):.2f} s of {len(taken)}")


def paints(place: Path) -> Iterator[float]:
    """Yield the seconds from opening the first page of a library to its first paint, with a new browser each time."""
    place.mkdir()
    site = place / "site"
    run_process("site", str(site), "-c", "aspen-row", "-t", "aftercare", cwd=ROOT, check=True)
    for number in range(ROUNDS):
        (profile := place / f"profile-{number}").mkdir()
        with chromium(profile, str(CHROMIUM)) as browser:
            browser.open(site / "index.html")
            yield browser.until(PAINTED)


def saves(place: Path) -> Iterator[float]:
    """Yield the seconds from saving a catalogue to the new words on the page that is open."""
    (profile := place / "profile").mkdir(parents=True)
    project = edited_project(place / "desk")
    with serving(project, "--edit") as served, chromium(profile, str(CHROMIUM)) as browser:
        browser.open(editor(served, "pa", message_of(served, "pa", SORE)))
        browser.until(f"{SHOWN}.documentElement.dataset.heard")
        file, words = po_of(project, "pa"), WORDS["pa"]
        for number in range(ROUNDS):
            text, new = file.read_text("utf-8"), f"{'ਨਵਾਂ ' * (number + 1)}{WORDS['pa']}"
            start = time.perf_counter()
            file.write_text(text.replace(words, new), "utf-8")
            browser.until(f"{SHOWN}.body.textContent.includes({new!r})")
            yield time.perf_counter() - start
            words = new
            time.sleep(1)


if __name__ == "__main__":
    main()
