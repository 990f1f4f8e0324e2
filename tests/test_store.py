"""What was made before is found again, and nothing else is: not for other pages, not what somebody else put there."""

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import ROOT, keep_one_clinic, lay_fonts, run_leaflets

from leaflets.halves import SUFFIX
from leaflets.readers.files import FONT
from leaflets.store import Store, digest_of_fonts, key_of
from leaflets.store.secret import user_secret
from leaflets.store.store import FOLDER

KEY = key_of("a page")
OTHER = key_of("another page")


@dataclass(frozen=True)
class Point:
    """A value of two numbers."""

    x: int
    y: int


@dataclass(frozen=True)
class Pair(Point):
    """Another kind of value, of the same two."""


def _replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store."""
    return Store(tmp_path / FOLDER, b"s" * 32)


class TestDigests:
    """A digest is of one value only."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("ab", "c"), ("a", "bc")),
            (("ab",), (("a", "b"),)),
            (("1",), (1,)),
            ((1,), (True,)),
            ((1,), (1.0,)),
            ((None,), ("None",)),
            ((b"a",), ("a",)),
            (((),), (None,)),
            (([], []), ([[]],)),
            ((("a",), "b"), ("a", ("b",))),
            (({"a": "b"},), ({"b": "a"},)),
            (({"a": {"b": 1}},), ({"a": 1, "b": 1},)),
            ((frozenset({"a", "b"}),), (frozenset({"ab"}),)),
            ((Point(1, 2),), (Point(2, 1),)),
            ((Point(1, 2),), (Pair(1, 2),)),
            ((Point(1, 2),), ({"x": 1, "y": 2},)),
            ((dt.date(2026, 1, 2),), ("2026-01-02",)),
            ((PurePosixPath("a/b"),), ("a/b",)),
            (("text 1 0\na",), ("a",)),
        ],
    )
    def test_two_values_have_two_digests(self, one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
        """Types, order, depth and borders between parts count."""
        assert key_of(*one) != key_of(*other)

    def test_the_same_values_have_one(self) -> None:
        """The order in which a set or a table was made does not count."""
        assert key_of({"a": 1, "b": 2}) == key_of(dict([("b", 2), ("a", 1)]))  # noqa: C406 - their order is what matters
        assert key_of(frozenset("abcdefgh")) == key_of(frozenset(reversed("abcdefgh")))
        assert key_of(Point(1, 2)) == key_of(Point(1, 2))

    def test_what_cannot_be_told_apart_is_refused(self) -> None:
        """Of a value of an unknown kind, nobody knows when another is the same."""
        with pytest.raises(TypeError, match="no digest of object"):
            key_of(object())

    def test_of_fonts_what_changed_counts(self, tmp_path: Path, store: Store) -> None:
        """A font that is changed, added or renamed changes the digest; one that was only read again does not."""
        folder = tmp_path / "fonts"
        folder.mkdir()
        (folder / "a.ttf").write_bytes(b"one")
        seen = [digest_of_fonts([folder], store)]
        assert seen == [digest_of_fonts([folder], store)]
        status = (folder / "a.ttf").stat()
        (folder / "a.ttf").write_bytes(b"two")
        os.utime(folder / "a.ttf", ns=(status.st_atime_ns, status.st_mtime_ns))  # a clock that was set back
        seen.append(digest_of_fonts([folder], store))
        (folder / "b.ttf").write_bytes(b"one")
        seen.append(digest_of_fonts([folder], store))
        (folder / "b.ttf").rename(folder / "c.ttf")
        seen.append(digest_of_fonts([folder], store))
        assert len(seen) == len(set(seen))

    @pytest.mark.parametrize("odd", ["a link to nothing", "a link to a folder", "a pipe", "too large"])
    def test_of_fonts_that_cannot_all_be_read_there_is_none(self, tmp_path: Path, store: Store, odd: str) -> None:
        """Where nobody can say what is the same, nothing is taken for the same; reading does not wait or fail."""
        folder, path = tmp_path / "fonts", tmp_path / "fonts" / "b.ttf"
        folder.mkdir()
        (folder / "a.ttf").write_bytes(b"one")
        assert digest_of_fonts([folder], store)
        match odd:
            case "a link to nothing":
                path.symlink_to(tmp_path / "nothing")
            case "a link to a folder":
                path.symlink_to(tmp_path)
            case "a pipe":
                os.mkfifo(path)
            case _:
                with path.open("wb") as file:
                    file.truncate(FONT + 1)
        assert digest_of_fonts([folder], store) is None


class TestStore:
    """Things are found as they were kept, or not at all."""

    def test_what_is_kept_is_found(self, store: Store) -> None:
        """Under its kind and key, and no other."""
        store.keep("pages", KEY, b"a PDF")
        assert store.find("pages", KEY) == b"a PDF"
        assert store.find("pages", OTHER) is None
        assert store.find("words", KEY) is None

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda path: path.write_bytes(path.read_bytes()[:-1]),
            lambda path: path.write_bytes(path.read_bytes() + b"!"),
            lambda path: path.write_bytes(path.read_bytes().replace(b"PDF", b"PDE")),
            lambda path: path.write_bytes(b""),
            lambda path: path.unlink() or path.mkdir(),
            _replace_by_pipe,
            lambda path: path.unlink() or path.symlink_to("/dev/zero"),
            lambda path: path.chmod(0) if os.getuid() else path.unlink(),
        ],
        ids=["cut", "longer", "changed", "empty", "a folder", "a pipe", "a device", "unreadable"],
    )
    def test_what_is_damaged_is_not_found(self, store: Store, spoil: Callable[[Path], object]) -> None:
        """A killed run, a full disk or a hand in the folder costs only that it is made again."""
        store.keep("pages", KEY, b"a PDF")
        spoil(next(store.folder.glob("pages/*/*")))
        assert store.find("pages", KEY) is None

    def test_what_stands_in_the_place_of_another_is_not_found(self, store: Store) -> None:
        """A thing is sealed with its key, so a page is never taken for another."""
        store.keep("pages", KEY, b"a PDF")
        place = store.folder / "pages" / OTHER[:2] / OTHER[2:]
        place.parent.mkdir(exist_ok=True)
        next(store.folder.glob(f"pages/{KEY[:2]}/*")).rename(place)
        assert store.find("pages", OTHER) is None

    def test_what_somebody_else_kept_is_not_found(self, store: Store) -> None:
        """A folder that comes with another's project holds pages that nobody here has made."""
        Store(store.folder, b"t" * 32).keep("pages", KEY, b"a PDF")
        assert store.find("pages", KEY) is None
        Store(store.folder, None).keep("pages", OTHER, b"a PDF")
        assert Store(store.folder, None).find("pages", OTHER) is None

    @pytest.mark.parametrize("part", [".", "pages", f"pages/{KEY[:2]}"])
    def test_a_link_leads_nowhere(self, store: Store, tmp_path: Path, part: str) -> None:
        """Nothing is written to another folder, and nothing in it is deleted."""
        elsewhere = tmp_path / "elsewhere"
        theirs = elsewhere / KEY[2:] if part.startswith("pages/") else elsewhere / "aa" / KEY[2:]
        theirs = elsewhere / "pages" / "aa" / KEY[2:] if part == "." else theirs
        theirs.parent.mkdir(parents=True)
        theirs.write_bytes(b"theirs")
        link = store.folder / part
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(elsewhere)
        store.keep("pages", KEY, b"a PDF")
        store.shrink(0)
        assert [theirs] == [one for one in elsewhere.rglob("*") if one.is_file()]
        assert theirs.read_bytes() == b"theirs"

    def test_a_folder_that_cannot_be_written_is_no_fault(self, tmp_path: Path) -> None:
        """Nothing is kept, and nothing is said."""
        (tmp_path / "file").write_text("x")
        store = Store(tmp_path / "file" / FOLDER, b"s" * 32)
        store.keep("pages", KEY, b"a PDF")
        store.shrink()
        assert store.find("pages", KEY) is None

    def test_it_shrinks_by_what_was_not_used_for_longest(self, store: Store) -> None:
        """What was found since is younger than what was kept later."""
        keys = [key_of(number) for number in range(4)]
        for number, key in enumerate(keys):
            store.keep("pages", key, b"x" * 1000)
            os.utime(store.folder / "pages" / key[:2] / key[2:], (number, number))
        assert store.find("pages", keys[0])
        store.shrink(2100)
        assert [True, False, False, True] == [store.find("pages", key) is not None for key in keys]

    def test_what_a_killed_run_left_goes(self, store: Store) -> None:
        """What is not whole is removed when its process is no more, and stays while another run writes it."""
        store.keep("pages", KEY, b"a PDF")
        place = next(store.folder.glob("pages/*"))
        with subprocess.Popen(["/bin/true"]) as ended:
            ended.wait()
        left, under_way = (place / f"{KEY[2:]}.0.{number}{SUFFIX}" for number in (ended.pid, os.getpid()))
        left.write_bytes(b"hal")
        under_way.write_bytes(b"hal")
        store.shrink()
        assert not left.exists()
        assert under_way.exists()
        assert store.find("pages", KEY) == b"a PDF"

    def test_version_control_passes_over_it(self, store: Store) -> None:
        """The folder says itself that it is to be ignored."""
        store.keep("pages", KEY, b"a PDF")
        assert "*" in (store.folder / ".gitignore").read_text("utf-8").splitlines()


class TestSecret:
    """A user has one secret, which nobody else can read."""

    def test_it_stays(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is made once, for this user alone; one that others could read, or that is cut, is made anew."""
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        first = user_secret()
        assert first is not None
        assert first == user_secret()
        (file,) = tmp_path.rglob("store.secret")
        assert file.stat().st_mode & 0o777 == 0o600
        file.chmod(0o644)
        second = user_secret()
        assert second not in {first, None}
        file.write_bytes(b"short")
        assert user_secret() not in {first, second, None}

    def test_without_a_home_nothing_is_kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A user who can write nowhere has no secret."""
        (tmp_path / "file").write_text("x")
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
        assert user_secret() is None


class TestBuild:
    """A build makes what changed, and leaves the rest as it is."""

    @pytest.fixture
    def content(self, tmp_path: Path) -> Path:
        """Return a project of one clinic and two languages, with words, templates and fonts of its own."""
        place = tmp_path / "project"
        for name in ("clinics", "locales", "templates"):
            shutil.copytree(ROOT / name, place / name)
        lay_fonts(place)
        keep_one_clinic(place, "en", "fr_CA")
        return place

    def made(self, content: Path, *more: str) -> list[str]:
        """Build some leaflets; return which were made anew. A file that holds the same stays as it is."""
        out = content / "out"
        before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*.pdf")}
        topics = ("-t", "aftercare", "-t", "side-effects")
        own = {"LEAFLETS_STORE": str(content / ".leaflets")}
        done = run_leaflets("build", *topics, "--explain", *more, cwd=content, check=True, env=own)
        lines = [line.partition(": ") for line in done.stdout.splitlines() if ".pdf: " in line]
        self.told = {path.rpartition("/")[2]: why for path, _, why in lines}
        entries = json.loads((out / "report.json").read_text("utf-8"))["leaflets"]
        new = [entry["path"] for entry in entries if entry["new"]]
        assert [one.rpartition("/")[2] for one in new] == [one for one, why in self.told.items() if "made" in why]
        for path, (data, written) in before.items():
            assert (data == path.read_bytes()) == (written == path.stat().st_mtime_ns), path
        return [path.rpartition("/")[2] for path in new]

    def test_what_changed_is_made_and_nothing_else(self, content: Path) -> None:
        """Nothing, a word, a telephone number, the look, what is kept, and everything when asked for."""
        every = [
            f"aspen-row_{topic}_{language}.pdf"
            for language in ("english", "french-canada")
            for topic in ("aftercare", "side-effects")
        ]
        assert every == self.made(content)
        assert {"made; it was not printed here before"} == set(self.told.values())
        assert [] == self.made(content)
        assert {"kept; nothing that it rests on has changed"} == set(self.told.values())
        bytes_of = {path: path.read_bytes() for path in (content / "out").rglob("*.pdf")}
        assert every == self.made(content, "--fresh")
        assert bytes_of == {path: path.read_bytes() for path in (content / "out").rglob("*.pdf")}

        words = content / "locales" / "fr_CA" / "LC_MESSAGES" / "leaflets.po"
        text = words.read_text("utf-8")
        words.write_text(text.replace('"Rare, mais grave"', '"Rare mais grave"'), "utf-8")
        assert words.read_text("utf-8") != text
        french = "aspen-row_side-effects_french-canada.pdf"
        assert [french] == self.made(content)
        assert "made; changed: its words, its page" == self.told[french]
        words.write_text(text, "utf-8")
        assert [] == self.made(content)

        clinic = content / "clinics" / "aspen-row" / "clinic.toml"
        clinic.write_text(clinic.read_text("utf-8").replace("+1 780 555 0143", "+1 780 555 0144"), "utf-8")
        assert every == self.made(content)
        assert {"made; changed: the clinic's contact"} == set(self.told.values())

        style = content / "templates" / "css" / "standard.css"
        style.write_text(style.read_text("utf-8") + "\n.lead { letter-spacing: 0.1pt }\n", "utf-8")
        assert every == self.made(content)
        assert {"made; changed: its page, the style sheet"} == set(self.told.values())
        shutil.rmtree(content / ".leaflets")
        assert every == self.made(content, "--fresh")

    def test_a_folder_of_fonts_with_a_broken_link_still_prints(self, content: Path) -> None:
        """Nothing is taken for the same then, and nothing is kept."""
        (content / "fonts" / "atkinson-hyperlegible-next" / "readme.txt").symlink_to("/nowhere")
        assert self.made(content)
        assert self.made(content)
        assert [] == list((content / ".leaflets").glob("pages/*/*"))
