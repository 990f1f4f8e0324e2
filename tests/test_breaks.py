"""Where lines may break: between words that no spaces part, not within Korean ones, not before the last character."""

import pytest

from leaflets.composition.breaks import ALLOWED, FORBIDDEN, with_breaks, without_breaks

SHOWN = str.maketrans({ALLOWED: "|", FORBIDDEN: "_"})


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>សូមប្រាប់អ្នកព្យាបាល របស់អ្នក។</p>", "<p>សូម|ប្រាប់|អ្នកព្យាបាល របស់|អ្នក។</p>"),
        ("<p>ភ្លាមៗ។ កូនៗ</p>", "<p>ភ្លាមៗ។ កូនៗ</p>"),
        ("<p>กรุณาบอกนัก</p>", "<p>กรุณา|บอก|นัก</p>"),
        ("<p>ກະລຸນາບອກໝໍ</p>", "<p>ກະລຸນາ|ບອກ|ໝໍ</p>"),
        ("<p>ဆရာဝန်ကို ပြောပါ</p>", "<p>ဆရာဝန်|ကို ပြော|ပါ</p>"),
        ("<p>치료를 받으셨다면</p>", "<p>치_료_를 받_으_셨_다_면</p>"),
        ("<p>请告诉我们。</p>", "<p>请告诉我_们。</p>"),
        ("<li>痛みます <b>（軽い）</b></li><td>ください</td>", "<li>痛みます <b>（軽い）</b></li><td>くださ_い</td>"),
        ("<p>전화(응급)하세요. 7일</p>", "<p>전_화_(_응_급_)_하_세_요_. 7_일</p>"),
    ],
)
def test_words_end_where_lines_may_break(page: str, shown: str) -> None:
    """Scripts without spaces get places to break at, and the syllables of Korean words hang together."""
    assert with_breaks(page).translate(SHOWN) == shown
    assert without_breaks(with_breaks(page)) == page


def test_a_word_goes_on_behind_a_tag() -> None:
    """A particle stays with the number before it, which stands in a span of its own; a new line begins a new word."""
    page = '<p><span class="ltr">911</span>에</p><p>오늘</p>'
    assert with_breaks(page).translate(SHOWN) == '<p><span class="ltr">911</span>_에</p><p>오_늘</p>'


@pytest.mark.parametrize(
    "page",
    [
        "<p>Please tell us before treatment.</p>",
        "<p>请在治疗前告诉我们</b>。</p>",
        '<title>오늘</title><img alt="치료를"><style>p::before { content: "오늘" }</style>',
        '<svg aria-label="សូមប្រាប់">…</svg>',
    ],
)
def test_what_is_not_set_in_lines_stays(page: str) -> None:
    """Other scripts, attributes, styles and the title of the window are as they were."""
    assert with_breaks(page) == page
