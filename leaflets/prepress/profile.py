"""A press as its ICC profile describes it: which inks make a colour, and which colour inks make."""

import io
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from PIL import Image, ImageCms

from leaflets.errors import MisuseError, Problem
from leaflets.readers.files import COLOUR_PROFILE, read_bytes

OURS = Path(__file__).parent / "profiles" / "FOGRA39L_coated.icc"
"""Offset on coated paper (ISO 12647-2). It is near to the American GRACoL 2006, too."""
REGISTRY = "http://www.color.org"
"""The register of characterisations that PDF/X names (ISO 15930-7)."""
FULL = 255
"""All of an ink, as littleCMS counts in bytes."""
HINT = "Ask the print shop for its output profile: an ICC profile for CMYK."


class Inks(NamedTuple):
    """Cyan, magenta, yellow and black, each as a part of 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float

    def within(self, limit: float) -> Self:
        """Return the inks with less of the colours where all of them together are more than the paper takes."""
        colours = sum(self[:3])
        if colours + self.black <= limit or not colours:
            return self
        cyan, magenta, yellow = (round(one * (limit - self.black) / colours, 4) for one in self[:3])
        return self._replace(cyan=cyan, magenta=magenta, yellow=yellow)


PAPER, BLACK = Inks(0, 0, 0, 0), Inks(0, 0, 0, 1)


class Lab(NamedTuple):
    """A colour as people see it on paper that is taken for white (CIELAB, D50)."""

    lightness: float
    a: float
    b: float

    @property
    def chroma(self) -> float:
        """How far it is from grey."""
        return float((self.a**2 + self.b**2) ** 0.5)


@dataclass(frozen=True)
class Profile:
    """An output profile. `condition` is its name in the register, empty for one of a print shop's own."""

    data: bytes = field(repr=False)
    description: str
    condition: str = ""

    @lru_cache(maxsize=4096)  # noqa: B019 - a run knows one profile or two
    def inks(self, red: int, green: int, blue: int) -> Inks:
        """Return the inks of a colour in sRGB, of which each part is a byte; white is the paper."""
        dots = self.picture(Image.new("RGB", (1, 1), (red, green, blue))).tobytes()
        cyan, magenta, yellow, black = (round(one / FULL, 4) for one in dots)
        return Inks(cyan, magenta, yellow, black)

    def picture(self, picture: Image.Image) -> Image.Image:
        """Return a picture in sRGB as one in inks."""
        return _applied(self._to_inks, picture)

    @lru_cache(maxsize=4096)  # noqa: B019 - a run knows one profile or two
    def lab(self, inks: Inks) -> Lab:
        """Return how inks look, on paper that is taken for white."""
        dots = tuple(round(one * FULL) for one in inks)
        lightness, a, b = _applied(self._to_lab, Image.new("CMYK", (1, 1), dots)).tobytes()
        return Lab(lightness * 100 / FULL, _signed(a), _signed(b))

    @cached_property
    def blacks(self) -> tuple[float, ...]:
        """How light each tone of black alone is, from none to all of it."""
        ramp = Image.merge("CMYK", [*[Image.new("L", (FULL + 1, 1), 0)] * 3, _ramp()])
        lightness = _applied(self._to_lab, ramp).tobytes()[::3]
        return tuple(one * 100 / FULL for one in lightness)

    def black_as_light_as(self, lightness: float) -> Inks:
        """Return the tone of black alone that is as light."""
        tone = min(range(FULL + 1), key=lambda one: abs(self.blacks[one] - lightness))
        return Inks(0, 0, 0, round(tone / FULL, 4))

    @cached_property
    def _to_inks(self) -> Any:
        return _transform(_srgb(), self._opened, "RGB", "CMYK")

    @cached_property
    def _to_lab(self) -> Any:
        return _transform(self._opened, ImageCms.createProfile("LAB"), "CMYK", "LAB")

    @cached_property
    def _opened(self) -> Any:
        return ImageCms.ImageCmsProfile(io.BytesIO(self.data))


def press_profile(path: Path | None = None) -> Profile:
    """Return the profile in a file, ours where none is named; raise `MisuseError` where it is none of a press."""
    if path is None:
        return _ours()
    try:
        data = read_bytes(path, str(path), COLOUR_PROFILE)
        opened = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
        kind, space, inner = opened.device_class, opened.xcolor_space, opened.connection_space
        profile = Profile(data, (opened.profile_description or path.stem).strip())
    except OSError as error:  # littleCMS says so too
        reason = getattr(error, "strerror", None) or "it is no ICC profile"
        raise MisuseError([Problem(str(path), f"This colour profile cannot be read: {reason}.", HINT)]) from error
    if (kind.strip(), space.strip()) != ("prtr", "CMYK") or inner.strip() not in {"Lab", "XYZ"}:
        raise MisuseError([Problem(str(path), "This colour profile is not that of a press with four inks.", HINT)])
    try:
        profile.inks(0, 0, 0), profile.lab(BLACK)
    except (ImageCms.PyCMSError, OSError) as error:
        raise MisuseError([Problem(str(path), "This colour profile lacks one of its two ways.", HINT)]) from error
    return profile


@lru_cache(maxsize=1)
def _ours() -> Profile:
    return Profile(OURS.read_bytes(), "Coated FOGRA39 (ISO 12647-2:2004)", "FOGRA39")


@lru_cache(maxsize=1)
def _srgb() -> Any:
    return ImageCms.createProfile("sRGB")


def _transform(source: Any, target: Any, mode: str, into: str) -> Any:
    """Return a transform in which the paper is white and black stays black."""
    return ImageCms.buildTransform(
        source, target, mode, into, ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    )


def _applied(transform: Any, picture: Image.Image) -> Image.Image:
    made = ImageCms.applyTransform(picture, transform)
    if made is None:
        raise OSError
    return made


def _ramp() -> Image.Image:
    ramp = Image.new("L", (FULL + 1, 1))
    ramp.putdata(range(FULL + 1))
    return ramp


def _signed(byte: int) -> int:
    """Return a part of CIELAB that may be less than nothing, as Pillow hands it out."""
    return int.from_bytes(bytes([byte]), signed=True)
