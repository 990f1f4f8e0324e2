"""Seals the press: only the fonts of the project are visible, whatever the machine has installed."""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
</fontconfig>
"""


def seal(folders: Sequence[Path]) -> None:
    """Make the fonts in these folders the only ones that this process and its children can see.

    Has to run before WeasyPrint is imported: fontconfig reads its configuration once.
    """
    names = sorted(str(folder.resolve()) for folder in folders)
    key = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    place = Path(tempfile.gettempdir()) / f"leaflets-fonts-{user}-{key}"
    place.mkdir(mode=0o700, exist_ok=True)
    text = _FONTCONFIG.format(
        folders="\n".join(f"<dir>{escape(name)}</dir>" for name in names), cache=escape(str(place / "cache"))
    )
    config = place / "fonts.conf"
    if not config.exists() or config.read_text("utf-8") != text:
        aside = place / f"fonts.conf.{os.getpid()}"
        aside.write_text(text, "utf-8")
        aside.replace(config)
    os.environ["FONTCONFIG_FILE"] = str(config)
    os.environ.pop("FONTCONFIG_SYSROOT", None)
