"""The machine that measures: what it is, how busy it is, and which versions run on it."""

import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil
from devtools import chromium

import leaflets
from leaflets.typesetting import engine_versions

CPU_INFO = Path("/proc/cpuinfo")


def machine() -> str:
    """Return processor, cores and memory in one line."""
    model = platform.processor() or platform.machine()
    with suppress(OSError):
        lines = CPU_INFO.read_text("utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    memory = psutil.virtual_memory().total / 1024**3
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"


def load() -> float:
    """Return how many processes wanted to run at once, in the mean of the last minute."""
    return os.getloadavg()[0]


def versions() -> str:
    """Return the versions of all that takes part, in one line."""
    return ", ".join(f"{name} {number}" for name, number in _versions())


def _versions() -> Iterator[tuple[str, str]]:
    yield "Python", platform.python_version()
    yield "leaflets", leaflets.__version__
    yield "WeasyPrint", engine_versions()["weasyprint"]
    yield "Pango", engine_versions()["pango"]
    for name in ("typst", "pikepdf"):
        with suppress(PackageNotFoundError):
            yield name, version(name)
    if program := chromium():
        told = subprocess.run([program, "--version"], check=True, capture_output=True, encoding="utf-8").stdout
        yield "Chromium", told.split()[1]
