"""Columns are balanced as the engine balances them, with fewer layouts."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from sampling import EVERYTHING

from leaflets.project import open_project
from leaflets.typesetting import seal
from leaflets.typesetting.columns import balance_quickly
from leaflets.typesetting.engine import layout_part, render

LOOK = """
@page { size: 140mm 190mm; margin: 12mm }
body { font: 11pt/1.4 'Noto Sans' }
.columns { columns: 2; column-gap: 6mm; orphans: 2; widows: 2 }
.whole { break-inside: avoid }
.apart { margin-block: 3mm; padding: 1mm; border: 0.3mm solid }
h2 { break-after: avoid; margin: 2mm 0 }
li::before { content: '•'; position: absolute; margin-left: -4mm }
.floated { float: right; width: 15mm; height: 9mm; background: #ccc }
"""
SENTENCE = "Tell us before treatment if you take blood thinners or have had a lung that collapsed, or any of these"
WORDS = SENTENCE.split()
SEEDS = range(40) if EVERYTHING else range(0, 24, 4)
"""Which pages are made: the engine takes a second for some."""


def page(seed: int) -> str:
    """Return a page of two columns between other words, made by a seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret

    def words(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))

    def group() -> str:
        kinds = " ".join(kind for kind in ("whole", "apart") if chance.random() < 0.5)
        floated = '<div class="floated"></div>' if chance.random() < 0.1 else ""
        items = "".join(f"<li>{words(25)}</li>" for _ in range(chance.randint(1, 5)))
        heading = f"<h2>{words(4)}</h2>" if chance.random() < 0.7 else ""
        return f'<div class="{kinds}">{floated}{heading}<ul>{items}</ul></div>'

    groups = "".join(group() for _ in range(chance.randint(1, 12)))
    before = "".join(f"<p>{words(60)}</p>" for _ in range(chance.randint(0, 6)))
    direction = chance.choice(("ltr", "rtl"))
    relative = ' style="position: relative"' if chance.random() < 0.2 else ""
    body = f'{before}<div class="columns"{relative}>{groups}</div><p>{words(30)}</p>'
    return f'<html lang="en" dir="{direction}"><style>{LOOK}</style><body>{body}</body></html>'


def places(html: str) -> list[list[tuple[str, float, float]]]:
    """Return where each text stands on each page."""
    return [
        [(box.text, box.position_x, box.position_y) for box in page._page_box.descendants() if hasattr(box, "text")]
        for page in render(html).pages
    ]


class Counted:
    """Counts how often the engine lays out a line, which is where its time goes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines = 0
        inline = layout_part()
        lines = inline.iter_line_boxes

        def counted(*arguments: Any, **options: Any) -> Iterator[Any]:
            for one in lines(*arguments, **options):
                self.lines += 1
                yield one

        monkeypatch.setattr(inline, "iter_line_boxes", counted)


def test_columns_stand_as_the_engine_balances_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """On pages of every kind, each word stands where it stands without our help."""
    seal(open_project(ROOT).fonts.all_folders)
    balance_quickly()
    counted = Counted(monkeypatch)
    quick = [places(page(seed)) for seed in SEEDS]
    with_memory = counted.lines
    block = layout_part()
    for name in ("columns_layout", "block_level_layout"):
        monkeypatch.setattr(block, name, getattr(block, name).__wrapped__)
    counted.lines = 0
    slow = [places(page(seed)) for seed in SEEDS]
    assert quick == slow
    assert with_memory < 0.7 * counted.lines
