"""What the program is made of may be handed on as a whole."""

import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import licences


def test_the_page_names_every_package_and_typeface() -> None:
    """docs/licences.md is what `make licences` writes for what is installed."""
    assert licences.page() == (ROOT / "docs" / "licences.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("GNU General Public License v2 or later (GPLv2+) or Mozilla Public License 1.1 (MPL 1.1)", True),
        ("GPL-3.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("not stated", False),
    ],
)
def test_a_licence_that_opens_the_whole_is_refused(licence: str, free: bool) -> None:  # noqa: FBT001 - a table of cases
    """Only one of the licences to choose from has to allow it; none stated allows nothing."""
    assert free == licences.is_free(licence)


def test_what_a_cluster_needs_may_be_handed_on_too() -> None:
    """The packages of the extra `cluster` are not on the page; none of them opens the whole."""
    found = licences.run_time("distributed")
    assert {"dask", "tornado"} < found.keys()
    assert [] == [name for name, one in found.items() if not licences.is_free(licences.licence_of(one))]


def test_nothing_looks_addresses_up() -> None:
    """The lock leaves out what would ask the network for an e-mail address's host."""
    assert "dnspython" not in Path(ROOT / "requirements.lock").read_text("utf-8")
