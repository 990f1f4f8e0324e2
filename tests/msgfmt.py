"""GNU gettext's second opinion of a catalogue. `make` installs it where it can; without it these tests fail."""

import subprocess
from pathlib import Path


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
