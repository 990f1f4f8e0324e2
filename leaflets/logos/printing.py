"""Chooses what is printed of a logo: the drawing itself, or a picture of it where the press would draw it wrong."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Literal, cast

from PIL import Image

from leaflets.cell import Burst, apart
from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, Limits, bounded
from leaflets.logos.appearance import appearance_warnings
from leaflets.logos.causes import cause_of
from leaflets.logos.comparison import alike
from leaflets.logos.imitation import imitation
from leaflets.logos.rendering import UndrawableError, box_in_frame, draw, draw_in_frame, on_paper
from leaflets.readers.logos import LogoFile, read_logo
from leaflets.store import Store, digest_of_fonts, digest_of_program, key_of
from leaflets.typesetting import engine_parts
from leaflets.typesetting.trial import TrialError, draw_trial, prepare_trials

KIND = "logos"
LIBRARIES = ("lxml", "resvg-py")
"""What draws a logo beside the press and its libraries."""
PRINT_DPI = 600
"""What a picture is printed in: as fine as most office printers."""
LIMITS = Limits(cpu=20, wall=300, memory=512 * 1024**2)
"""What drawing a logo may use, and comparing; most take a tenth of a second."""
LIMITS_OF_PRESS = Limits(cpu=4, wall=300, memory=LIMITS.memory)
"""What the press may use of it: it draws the logo again on each sheet."""
Drawn = tuple[str, tuple[tuple[str, str], ...]]
"""A logo as a data URI, and reasons with hints: warnings, or, where the URI is empty, why it cannot be printed."""
_SIMPLER = (
    "Simplify it: in Inkscape with Path → Simplify, in Illustrator with Object → Path → Simplify, in Figma with "
    "Flatten; or export it as PNG."
)


@dataclass(frozen=True)
class PrintedLogo:
    """A logo as a data URI, empty where it cannot be printed; and what people should know about it."""

    uri: str
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What keeps it from being printed."""
        return tuple(one for one in self.problems if one.severity == "error")


@dataclass(frozen=True)
class Drawings:
    """Logos that were drawn before with the same fonts, programs and libraries, of which `drawn_by` is a digest."""

    store: Store
    drawn_by: str


def drawings_in(store: Store, fonts: Sequence[Path]) -> Drawings | None:
    """Return the logos that were drawn before; None where the fonts cannot all be read."""
    parts = digest_of_fonts(fonts, store)
    libraries = {name: version(name) for name in LIBRARIES}
    return Drawings(store, key_of(parts, engine_parts(), libraries, digest_of_program())) if parts else None


def print_logo(path: Path, name: str, fonts: Sequence[Path], drawings: Drawings | None = None) -> PrintedLogo:
    """Return what is printed of a logo. `name` is how people know the file; `fonts` are those the press may see.

    One that is among `drawings` is not drawn again.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return _print(path, name, tuple(fonts), drawings, 0, 0)
    return _print(path, name, tuple(fonts), drawings, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=256)
def _print(
    path: Path, name: str, fonts: tuple[Path, ...], drawings: Drawings | None, _changed: int, _size: int
) -> PrintedLogo:
    problems: list[Problem] = []
    logo = read_logo(path, name, problems)
    if logo is None:
        return PrintedLogo("", tuple(problems))
    uri, told = _kept(logo, fonts, drawings) if drawings else _drawn(logo, fonts)
    severity: Literal["error", "warning"] = "warning" if uri else "error"
    return PrintedLogo(uri, tuple(Problem(name, reason, hint, severity=severity) for reason, hint in told))


def _kept(logo: LogoFile, fonts: tuple[Path, ...], drawings: Drawings) -> Drawn:
    """Return what was drawn of a logo before, or draw it; what cannot be drawn is tried again each time."""
    key = key_of(logo.kind, logo.data, drawings.drawn_by)
    known = drawings.store.find(KIND, key)
    if known is not None:
        uri, told = json.loads(known)
        return uri, tuple((reason, hint) for reason, hint in told)
    drawn = _drawn(logo, fonts)
    if drawn[0]:
        drawings.store.keep(KIND, key, json.dumps(drawn).encode())
    return drawn


@lru_cache(maxsize=256)
def _drawn(logo: LogoFile, fonts: tuple[Path, ...]) -> Drawn:
    """Draw a logo in a process of its own, since neither renderer can be interrupted there where it hangs."""
    if logo.kind == "svg":
        prepare_trials(fonts)
    match apart(_chosen, logo, LIMITS):
        case Burst():
            return "", (("The logo takes far too much time or memory to draw.", _SIMPLER),)
        case UndrawableError() as trouble:
            hint = "Open it in the program it was drawn in, and export it again; or export it as PNG."
            return "", ((f"The logo cannot be drawn: {_brief(trouble)}.", hint),)
        case Exception() as unforeseen:
            hint = "Please report it, with the logo; and export it as PNG meanwhile."
            return "", ((f"The logo cannot be drawn: {type(unforeseen).__name__}: {_brief(unforeseen)}.", hint),)
        case drawn:
            return cast("Drawn", drawn)


def _chosen(logo: LogoFile) -> Drawn:
    """Return a logo as a data URI, and what to warn of; or why it is not printed, though it could be drawn."""
    frame = draw_in_frame(logo) if logo.kind == "svg" else None
    picture = draw(logo, PRINT_DPI) if frame is None else frame.crop(box_in_frame(logo))
    like_a_warning = imitation(logo, picture)
    if like_a_warning:
        return "", (like_a_warning,)
    told = tuple(appearance_warnings(logo, picture))
    if frame is None:
        return _png_uri(picture), told
    uri = f"data:image/svg+xml;base64,{base64.b64encode(logo.data).decode('ascii')}"
    why = _misdrawn(logo, uri, frame)
    return (uri, told) if why is None else (_png_uri(draw(logo, PRINT_DPI)), (why, *told))


def _misdrawn(logo: LogoFile, uri: str, frame: Image.Image) -> tuple[str, str] | None:
    """Return what to say if the press would draw a logo wrong, or None if it does not."""
    cause = cause_of(logo.data)
    fault = f"would draw {cause.words} wrong"
    try:
        with bounded("Drawing this logo", LIMITS_OF_PRESS):
            if alike(on_paper(frame), draw_trial(uri)):
                return None
    except TrialError:
        pass
    except LimitExceeded:
        fault = "would take far too long to draw it"
    reason = f"The logo is printed as a picture of {PRINT_DPI} dots an inch, because the press {fault}."
    return reason, f"It looks as it should. For the sharpest print, {cause.mend}."


def _png_uri(picture: Image.Image) -> str:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"


def _brief(trouble: Exception) -> str:
    return " ".join(str(trouble).split())[:120].rstrip(".")
