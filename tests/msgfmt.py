"""GNU gettext's second opinion of a catalogue. `make` installs it where it can; without it these tests fail."""

import subprocess
from pathlib import Path


def objections(path: Path) -> str:
    """Return why `msgfmt --check` refuses a catalogue; nothing if it accepts it, with warnings or without."""
    command = ["msgfmt", "--check", "-o", "/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert not done.returncode or done.stderr
    return done.stderr if done.returncode else ""
