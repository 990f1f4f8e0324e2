"""Whatever is changed in a project, a build that makes only what changed delivers what a fresh one does.

Each change is made once, alone. What is compared are all bytes that a leaflet's PDF is made from: its composed page,
with fonts, engine, program and how it is made. `tests/test_again.py` and `tests/test_store.py` compare PDFs.
"""

from collections.abc import Iterator

import pytest
from perturbing import Change, all_changes, sampled
from sampling import EVERYTHING, SEED
from standing import LEAFLETS, Bench

from leaflets.project import open_project
from leaflets.store import state

USUAL, MOST = (24, {"clinic": 1000}) if EVERYTHING else (1, {"clinic": 2})
"""How many changes of each kind are made: of a clinic's fields all, or those that a seed takes."""
PARTS = 8 if EVERYTHING else 1
"""In how many tests."""


def changes_of(bench: Bench) -> list[Change]:
    """Return the changes that are made: some of each kind."""
    topics = open_project(bench.place).topics
    used = sorted({one.topic for one in LEAFLETS})
    return sampled(
        all_changes(bench.place, {name: {key.id for key in topics[name].messages} for name in used}), MOST, USUAL, SEED
    )


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return a project of which all was made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "SETTLED", -(10**18))
        one = Bench(tmp_path_factory.mktemp("grounds"))
        patch.setenv("LEAFLETS_STORE", str(one.store))
        one.begin()
        yield one


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_delivered_is_what_a_fresh_build_delivers(part: int, bench: Bench) -> None:
    """After each change, byte for byte; and no leaflet is composed that does not read what was changed.

    What is composed and has the same page is not made again.
    """
    wrong = [told for change in changes_of(bench)[part::PARTS] for told in bench.differences(change)]
    assert not wrong, "\n".join(wrong)
