"""Which program, engine and libraries set a page, and what else they heed: what its PDF rests on beside page and fonts.

On Linux the libraries are asked without the engine, which takes longer to import than most commands to answer.
"""

import ctypes
import os
import platform
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType

import leaflets
from leaflets.errors import MachineError, Problem
from leaflets.typesetting.engine import versions_by_the_engine
from leaflets.typesetting.libraries import LOADER_KNOWS

PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "pillow", "pikepdf",
    "pypdfium2", "uharfbuzz", "icu4py",
)  # fmt: skip
"""The packages that have a part in how a page is set and written."""
HEEDED = ("LANG", "LC_", "PANGO_", "FC_", "HB_", "G_", "FREETYPE_", "SOURCE_DATE_EPOCH")
"""Beginnings of the environment variables that the libraries heed."""


def engine_versions() -> dict[str, str]:
    """Return the versions of the program, WeasyPrint and Pango; raise MachineError where a library is missing."""
    libraries = _libraries()
    return {"leaflets": leaflets.__version__, "weasyprint": _version("weasyprint"), "pango": libraries["pango"]}


def engine_parts() -> dict[str, str]:
    """Return what a page's PDF rests on beside the page and the fonts: the libraries' versions, and their settings."""
    return {
        "leaflets": leaflets.__version__,
        **_libraries(),
        **{name: _version(name) for name in PACKAGES},
        **{name: value for name, value in os.environ.items() if name.startswith(HEEDED)},
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
    }


@cache
def _libraries() -> Mapping[str, str]:
    """Return the versions of the libraries that set text, and whether one cuts fonts down to what is used."""
    try:
        pango, harfbuzz, fontconfig, subsets = _by_the_loader() if LOADER_KNOWS else versions_by_the_engine()
    except OSError as error:
        hint = "Install Pango and HarfBuzz; the README names the packages for Debian, Fedora and macOS."
        reason = f"The library that sets text is missing: {str(error).splitlines()[0]}."
        raise MachineError([Problem("this machine", reason, hint)]) from error
    whole = f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}"  # 15012 for 1.50.12
    return MappingProxyType(
        {"pango": whole, "harfbuzz": harfbuzz, "fontconfig": str(fontconfig), "subsets": str(subsets)}
    )


def _by_the_loader() -> tuple[int, str, int, bool]:
    """Ask the libraries that the engine will find by the same names; raise OSError for one that is not there."""
    for name in ("libgobject-2.0.so.0", "libpangoft2-1.0.so.0"):
        ctypes.CDLL(name)
    harfbuzz = ctypes.CDLL("libharfbuzz.so.0")
    harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return (
        ctypes.CDLL("libpango-1.0.so.0").pango_version(),
        harfbuzz.hb_version_string().decode(),
        ctypes.CDLL("libfontconfig.so.1").FcGetVersion(),
        _is_there("libharfbuzz-subset.so.0"),
    )


def _is_there(library: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False


@cache
def _version(name: str) -> str:
    """Return a package's version; none where it is not installed."""
    with suppress(PackageNotFoundError):
        return version(name)
    return ""
