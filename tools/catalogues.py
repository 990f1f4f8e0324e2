"""Gets catalogues of other projects into a folder: PO files out of Debian's sources, for tests/test_real_catalogues.py.

Run `make catalogues`. apt-get has to know Debian's sources: a line `deb-src`, and `apt-get update`.
"""

import subprocess
import sys
import tarfile
from pathlib import Path

PACKAGES = (
    "abiword", "apt", "aptitude", "bash", "bison", "cryptsetup", "debconf", "diffutils", "dpkg", "e2fsprogs",
    "findutils", "freeciv", "gettext", "gnome-calculator", "gnuchess", "gnumeric", "gnutls28", "grep", "grub2",
    "hexchat", "iso-codes", "libidn2", "m4", "mousepad", "nano", "nautilus", "okular", "parted", "python-django",
    "sed", "shared-mime-info", "synaptic", "tar", "thunar", "util-linux", "wget", "wordpress", "xfce4-panel",
)  # fmt: skip
"""Old and young projects, whose translators use many different editors."""
MOST, LARGEST = 120, 300_000
"""How many files are taken of a package, and how many bytes they have at most."""


def main(folder: Path) -> None:
    """Put the catalogues of every package into a folder of its own; packages that are there stay."""
    archives = folder / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if not (folder / package).exists():
            command = ["apt-get", "source", "--download-only", "--quiet=2", package]
            subprocess.run(command, cwd=archives, check=False)  # noqa: S603  # the names stand above
            for archive in archives.glob("*.tar.*[!c]"):
                _unpack(archive, folder / package)
            for left in archives.iterdir():
                left.unlink()


def _unpack(archive: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with tarfile.open(archive) as content:
        wanted = (one for one in content if one.isfile() and one.name.endswith(".po") and one.size <= LARGEST)
        for _, one in zip(range(MOST), wanted, strict=False):
            data = content.extractfile(one)
            if data is not None:
                (folder / one.name.replace("/", "_")[-150:]).write_bytes(data.read())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
