"""How far a build is, for people who wait: calm lines with the rate and the time that is left."""

import pytest

from leaflets.cli.progress import Progress


def told(total: int, seconds: float, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines about so many leaflets, each of which takes so many seconds."""
    now = [0.0]
    progress = Progress(total, "typeset", lambda: now[0])
    for number in range(1, total + 1):
        now[0] = number * seconds
        list(progress.track([number]))
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("total", "seconds", "first", "lines"),
    [
        (4, 1.0, "typeset 1 of 4", 4),
        (100, 0.05, "typeset 10 of 100, 20 a second, about 4 seconds left", 10),
        (100, 0.5, "typeset 10 of 100, 2.0 a second, about 45 seconds left", 10),
        (100, 5.0, "typeset 10 of 100, 12 a minute, about 8 minutes left", 10),
        (200_000, 0.06, "typeset 1000 of 200000, 17 a second, about 3 hours left", 200),
    ],
)
def test_lines_come_with_each_tenth_and_each_minute(
    total: int, seconds: float, first: str, lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Few leaflets are only counted; of many, the rate and the time left are told, and a line comes each minute."""
    found = told(total, seconds, capsys)
    assert (first, f"typeset {total} of {total}") == (found[0], found[-1])
    assert lines <= len(found) <= lines + 10
