"""What `check` found is told again while nothing has changed, and looked for again when anything has."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, lay_locales, offer, run_leaflets

from leaflets.cli.kept import kept_problems
from leaflets.errors import Problem
from leaflets.store import state

DAY = dt.date(2026, 11, 20)
FOUND = [Problem("clinics/a/clinic.toml", "Something is wrong.", "Mend it.", 3, "name", "warning", "X1")]
CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda place: (place / "clinics" / "regions.toml").write_text("# other\n", "utf-8"),
    "as many letters, with the time set back": lambda place: rewrite(place / "locales" / "glossary.toml"),
    "a new file": lambda place: (place / "evidence" / "more.toml").touch(),
    "a new folder": lambda place: (place / "clinics" / "new").mkdir(),
    "a file less": lambda place: (place / "templates" / "spacing.toml").unlink(),
    "another name": lambda place: (place / "locales" / "pa").rename(place / "locales" / "pb"),
    "who may read it": lambda place: (place / "locales" / "glossary.toml").chmod(0o640),
    "a link in the place of a file": lambda place: link(place / "locales" / "glossary.toml"),
}


def rewrite(path: Path) -> None:
    """Change a letter of a file, and give it its old times."""
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b"e", b"a", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def link(path: Path) -> None:
    """Put a link to a copy in the place of a file."""
    copy = path.with_name("copy.toml.txt")
    path.rename(copy)
    path.symlink_to(copy)


class Looks:
    """Counts how often it was looked."""

    def __init__(self, root: Path) -> None:
        self.root, self.count, self.found = root, 0, FOUND

    def __call__(self) -> list[Problem]:
        """Look."""
        self.count += 1
        return self.found

    def again(self, today: dt.date = DAY, *, fresh: bool = False) -> int:
        """Ask again; return how often was looked for it."""
        before = self.count
        assert self.found == kept_problems(self.root, "check", today, self, fresh=fresh)
        return self.count - before


@pytest.fixture
def looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Return who looks at a copy of the content whose files count as settled."""
    for name in ("clinics", "templates", "evidence"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    lay_locales(tmp_path / "project", "en", "ar", "pa")
    monkeypatch.setenv("LEAFLETS_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(state, "SETTLED", -(10**18))
    return Looks(tmp_path / "project")


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_is_looked_at(change: Callable[[Path], object], looks: Looks) -> None:
    """Findings are told again while all is as it was, and after a change of any kind it is looked again."""
    assert [1, 0] == [looks.again(), looks.again()]
    change(looks.root)
    assert [1, 0] == [looks.again(), looks.again()]


def test_another_day_and_who_asks_for_it_is_looked_at(looks: Looks) -> None:
    """Facts fall due and sign-offs lapse; `--fresh` looks in any case, and keeps what it finds."""
    assert [1, 1, 1, 0] == [looks.again(), looks.again(dt.date(2026, 11, 21)), looks.again(fresh=True), looks.again()]


def test_what_changes_meanwhile_or_just_now_is_not_kept(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether a file was read before or after its change."""
    monkeypatch.setattr(state, "SETTLED", 10**18)
    assert [1, 1] == [looks.again(), looks.again()]
    monkeypatch.setattr(state, "SETTLED", -(10**18))
    word = looks.root / "clinics" / "regions.toml"

    def changing() -> list[Problem]:
        word.write_text(word.read_text("utf-8") + "#\n", "utf-8")
        return looks()

    kept_problems(looks.root, "check", DAY, changing, fresh=False)
    assert 1 == looks.again()


def test_an_error_is_looked_for_each_time(looks: Looks) -> None:
    """A machine without time or memory may have caused it, which is no fault of the files."""
    looks.found = [replace(FOUND[0], severity="error")]
    assert [1, 1] == [looks.again(), looks.again()]


def test_a_link_to_a_folder_is_looked_at_each_time(looks: Looks, tmp_path: Path) -> None:
    """What lies behind it is not watched."""
    (tmp_path / "elsewhere").mkdir()
    (looks.root / "clinics" / "elsewhere").symlink_to(tmp_path / "elsewhere")
    assert [1, 1] == [looks.again(), looks.again()]


def test_the_command_tells_the_same(tmp_path: Path) -> None:
    """What is told again is what was found; an empty folder that is new is found."""
    place = tmp_path / "project"
    run_leaflets("new", str(place), cwd=tmp_path, check=True)
    offer(place, "en")
    told = [run_leaflets("check", cwd=place).stdout for _ in range(2)]
    assert ["No problems found.\n"] * 2 == told
    (place / "clinics" / "empty").mkdir()
    after = run_leaflets("check", cwd=place)
    assert (1, True) == (after.returncode, "clinics/empty" in after.stdout)
