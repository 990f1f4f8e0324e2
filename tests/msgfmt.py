"""GNU gettext's second opinion of a catalogue. `make` installs it where it can; without it these tests fail."""

import struct
import subprocess
from pathlib import Path

Words = dict[bytes, bytes]
"""What a program finds in a compiled catalogue: context, text and plural, and the forms of the translation."""


def objections(path: Path) -> str:
    """Return why `msgfmt --check` refuses a catalogue; nothing if it accepts it, with warnings or without."""
    command = ["msgfmt", "--check", "-o", "/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert not done.returncode or done.stderr
    return done.stderr if done.returncode else ""


def wrapped(data: bytes) -> bytes:
    """Return a catalogue as msgcat saves it: long texts and headers are wrapped."""
    command = ["msgcat", "-"]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def compiled(path: Path, folder: Path) -> Words | str:
    """Return what msgfmt makes of a catalogue, its header left out, or why it refuses it."""
    target = folder / "compiled.mo"
    command = ["msgfmt", "-o", str(target), str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        assert done.stderr
        return done.stderr
    if not target.exists():
        return {}
    data = target.read_bytes()
    target.unlink()
    return _words(data)


def _words(data: bytes) -> Words:
    count, originals, translations = struct.unpack_from("<3I", data, 8)
    places = (
        struct.unpack_from("<2I", data, table + 8 * one) for one in range(count) for table in (originals, translations)
    )
    texts = [data[start : start + length] for length, start in places]
    return {key: text for key, text in zip(texts[::2], texts[1::2], strict=True) if key}
