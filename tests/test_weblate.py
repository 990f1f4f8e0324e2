"""The ready configuration for Weblate fits the files it speaks of, and its writer keeps their every byte."""

import configparser
import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from translate.storage.pypo import pofile

CATALOGUES = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))


def _components() -> dict[str, dict[str, Any]]:
    data = json.loads((ROOT / "docs" / "weblate.json").read_text("utf-8"))
    return {component["slug"]: component for component in data}


def test_the_file_mask_finds_every_catalogue() -> None:
    """The mask names each catalogue, the base is the template, and English is not offered for translation."""
    words = _components()["words"]
    paths = [path.relative_to(ROOT).as_posix() for path in CATALOGUES]
    assert paths == [path for path in paths if fnmatch(path, words["filemask"])]
    assert (ROOT / words["new_base"]).is_file()
    languages = [path.parent.parent.name for path in CATALOGUES]
    assert {"en"} == {code for code in languages if not re.match(words["language_regex"], code)}


def test_nothing_is_matched_fuzzily() -> None:
    """Weblate is told not to match similar texts, and to keep obsolete words."""
    settings = _components()["words"]["file_format_params"]
    assert (False, False) == (settings["po_fuzzy_matching"], settings["po_remove_obsolete"])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_its_writer_keeps_every_byte(path: Path) -> None:
    """translate-toolkit, with which Weblate writes, gives each catalogue back byte for byte under these settings."""
    store: Any = pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
    store.wrapper.width = _components()["words"]["file_format_params"]["po_line_wrap"]
    assert path.read_bytes() == bytes(store)


def test_the_client_s_file_names_the_component_and_no_key() -> None:
    """The file for the command line names the component of the configuration, and holds nobody's key."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".weblate", "utf-8")
    assert ["weblate"] == parser.sections()
    assert {"url", "translation"} == set(parser["weblate"])
    assert "words" == parser["weblate"]["translation"].split("/")[1]
