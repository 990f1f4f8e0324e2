"""The folder that hides the machine's fonts belongs to this user alone."""

import os
import tempfile
from pathlib import Path

import pytest

from leaflets.typesetting.seal import seal


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the temporary folder be one of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    return tmp_path


def _sealed() -> Path:
    seal([Path("fonts")])
    return Path(os.environ["FONTCONFIG_FILE"]).parent


def test_one_folder_serves_all_runs() -> None:
    """A second run finds the folder of the first, with the same configuration."""
    first = _sealed()
    assert first == _sealed()
    assert 0o700 == first.stat().st_mode & 0o777
    assert ["fonts.conf"] == [one.name for one in first.iterdir()]


@pytest.mark.parametrize("kind", ["link", "open to all", "file", "dangling link"])
def test_a_folder_that_somebody_else_prepared_is_not_used(kind: str, temporary: Path) -> None:
    """Where the folder is a link, open to others or no folder, a fresh private one is made, and nothing followed."""
    place, elsewhere = _sealed(), temporary / "elsewhere"
    place.rename(temporary / "away")
    match kind:
        case "link":
            elsewhere.mkdir()
            place.symlink_to(elsewhere)
        case "open to all":
            place.mkdir()
            place.chmod(0o777)
        case "file":
            place.write_text("", "utf-8")
        case "dangling link":
            place.symlink_to(elsewhere)
    fresh = _sealed()
    assert place != fresh
    assert 0o700 == fresh.stat().st_mode & 0o777
    assert not elsewhere.exists() or not list(elsewhere.iterdir())


def test_a_configuration_that_is_a_link_is_replaced(temporary: Path) -> None:
    """A link in place of the configuration is replaced by a file; what it led to stays as it is."""
    place, target = _sealed(), temporary / "target"
    target.write_text("theirs", "utf-8")
    (place / "fonts.conf").unlink()
    (place / "fonts.conf").symlink_to(target)
    assert place == _sealed()
    assert not (place / "fonts.conf").is_symlink()
    assert target.read_text("utf-8") == "theirs"


def test_a_typeface_that_changed_is_read_anew(tmp_path: Path) -> None:
    """A file that is written over leaves its folder as old as it was, and fontconfig asks for no more than that."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "one.ttf").write_bytes(b"a typeface")
    seal([fonts])
    before = os.environ["FONTCONFIG_FILE"]
    (fonts / "one.ttf").write_bytes(b"a typeface with more letters")
    seal([fonts])
    assert before != os.environ["FONTCONFIG_FILE"]
