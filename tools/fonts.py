"""Fetches the typefaces of `fonts/fonts.toml` from where they come, cuts them as it says, and puts them into `fonts/`.

    python tools/fonts.py             fetch the families whose folder is missing
    python tools/fonts.py FOLDER …    fetch these families anew

It needs `npm`. The packages hold whole static TrueType files, one for each weight, and the licence.
"""

import json
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "fonts"
WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}
"""The files of a package that are taken, and how ours are named."""
LICENCES = ("LICENSE_FONT", "LICENSE")
IDEOGRAPHS = {"Windows-31J": "cp932", "KS X 1001": "euc_kr"}
"""Sets of Chinese characters by the name of the codec that knows which are in it.

Windows-31J is JIS X 0208 with what names of people and places need besides (髙, 﨑).
"""
CHINESE = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Where Unicode has Chinese characters."""


def fetch(family: dict[str, Any]) -> None:
    """Put a family's regular and bold file and its licence into its folder."""
    _, package, version = family["origin"].split()
    folder = FONTS / family["folder"]
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as place, _packed(f"{package}@{version}", place) as packed:
        members = {member.name.removeprefix("package/"): member for member in packed.getmembers()}

        def content(name: str) -> bytes:
            file = packed.extractfile(members[name])
            return b"" if file is None else file.read()

        for name in members:
            weight, _, file = name.partition("/")
            if weight in WEIGHTS and file.endswith(".ttf"):
                base = file.partition("_")[0]
                (folder / f"{base}-{WEIGHTS[weight]}.ttf").write_bytes(cut(content(name), family.get("ideographs")))
        licence = next(name for name in LICENCES if name in members)
        (folder / "OFL.txt").write_bytes(content(licence))


def cut(font: bytes, standard: str | None) -> bytes:
    """Return a font without the Chinese characters that a standard does not have; all else stays."""
    if standard is None:
        return font
    kept = frozenset(characters_of(standard))
    options = Options(
        layout_features=["*"], name_IDs=["*"], name_languages=["*"], notdef_outline=True, glyph_names=False,
        recalc_timestamp=False, hinting=True, legacy_kern=True, drop_tables=[],
    )  # fmt: skip
    with TTFont(BytesIO(font), recalcTimestamp=False) as whole:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[one for one in whole.getBestCmap() if one in kept or not is_chinese(one)])
        subsetter.subset(whole)
        out = BytesIO()
        whole.save(out)
    return out.getvalue()


def is_chinese(code_point: int) -> bool:
    """Tell whether a code point is a Chinese character's."""
    return any(first <= code_point <= last for first, last in CHINESE)


def characters_of(standard: str) -> Iterator[int]:
    """Yield the code points of a standard, which its codec writes in two bytes."""
    codec = IDEOGRAPHS[standard]
    for pair in product(range(0x81, 0xFF), range(0x40, 0xFF)):
        try:
            yield from map(ord, bytes(pair).decode(codec))
        except UnicodeDecodeError:
            continue


def _packed(package: str, place: str) -> tarfile.TarFile:
    """Return a package of npm, opened."""
    command = ["npm", "pack", package, "--json", "--pack-destination", place]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    return tarfile.open(Path(place) / told[0]["filename"])


def main(wanted: list[str]) -> None:
    """Fetch families by the names of their folders, or all that are missing."""
    families = tomllib.loads((FONTS / "fonts.toml").read_text("utf-8"))["family"]
    for family in families:
        if family["folder"] in wanted or not (wanted or (FONTS / family["folder"]).is_dir()):
            fetch(family)
            sys.stdout.write(f"fonts/{family['folder']}: {family['origin']}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
