"""The press: makes a PDF of a layout. Every warning of the engine is an error of the leaflet."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leaflets.errors import Problem
from leaflets.limits import LimitExceeded, bounded
from leaflets.model import Composition, Failed, Layout, Outcome, Preview, Printed, Proof
from leaflets.model.shape import shape_of
from leaflets.typesetting.archiving import archive
from leaflets.typesetting.areas import Sides
from leaflets.typesetting.circles import find_circles
from leaflets.typesetting.columns import balance_quickly
from leaflets.typesetting.contrast import Comparison, comparing
from leaflets.typesetting.copied import Copied, copying
from leaflets.typesetting.drawn import Drawn
from leaflets.typesetting.engine import reads_left, render, uncollected, warnings_kept
from leaflets.typesetting.fields import complete_fields
from leaflets.typesetting.filling import beyond
from leaflets.typesetting.findings import COVERED, OVERLAP, told, too_long
from leaflets.typesetting.finishing import finish
from leaflets.typesetting.folding import open_from_the_right, prepare_folding, print_as_it_is
from leaflets.typesetting.greys import make_grey
from leaflets.typesetting.listening import listening
from leaflets.typesetting.marking import Bookmark, Marks, marking
from leaflets.typesetting.metadata import find_false_metadata
from leaflets.typesetting.overflow import find_overflows
from leaflets.typesetting.panels import find_too_much
from leaflets.typesetting.proof import proofread
from leaflets.typesetting.readback import find_miscopied
from leaflets.typesetting.tagging import Tags, tagging
from leaflets.typesetting.trailing import hang_trailing_spaces

if TYPE_CHECKING:
    from leaflets.typesetting.engine import Document

VARIANT = "pdf/ua-1"
"""ISO 14289-1: tagged, with a title, a language and alternative texts. It becomes PDF/A-3a, too."""
FORM: dict[str, Any] = {"pdf_variant": VARIANT, "pdf_tags": True, "custom_metadata": True, "pdf_identifier": True}
"""How a leaflet's PDF is made. Its identifier is made of what it holds."""
LONGEST_MESSAGE = 160
"""How much of a message of the engine is told, in characters."""
LOOK = "Look for it in the stylesheets, layouts and parts that your project lays over those of the program."


@dataclass(frozen=True)
class _Impression:
    """What came off the press. `misfits` are the problems of pages that are too many or too full."""

    pdf: bytes
    problems: tuple[Problem, ...]
    misfits: tuple[Problem, ...] = ()
    pages: int = 0
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Pages with marks for the parts of a clinic: to be cut out of them, or to be put into others.

    By page: `areas` are the parts' boxes in CSS pixels from the top left, `tags` the numbers of their structure
    elements, `bookmarks` the headings, `ends` where words have to end. `compared` are the colours
    that were compared, or None where some are mixed.
    """

    pdf: bytes
    fonts: tuple[str, ...]
    areas: tuple[Mapping[str, Sides], ...]
    tags: tuple[Mapping[str, int], ...]
    bookmarks: tuple[tuple[Bookmark, ...], ...]
    ends: tuple[float, ...]
    compared: frozenset[Comparison] | None


def typeset(composition: Composition) -> Outcome:
    """Return the leaflet as PDF, or what is wrong with its pages. Never raises, so no worker is lost."""
    start = time.perf_counter()
    impression = _impression(composition, **FORM)
    problems = impression.problems + impression.misfits
    if problems:
        return Failed(composition.leaflet, problems)
    return Printed(
        leaflet=composition.leaflet,
        pdf=impression.pdf,
        content_id=composition.content_id,
        state=composition.state,
        pages=impression.pages,
        fonts=impression.fonts,
        seconds=time.perf_counter() - start,
    )


def typeset_part(layout: Layout) -> Part | tuple[Problem, ...]:
    """Return pages of which parts are to be cut, or what is wrong with them. Never raises."""
    with marking() as marks, comparing() as compared:
        impression = _impression(layout, marks, **FORM)
    problems = impression.problems + impression.misfits
    if problems:
        return problems
    return Part(
        pdf=impression.pdf,
        fonts=impression.fonts,
        areas=tuple(marks.areas),
        tags=tuple(marks.tags),
        bookmarks=tuple(marks.bookmarks),
        ends=tuple(marks.ends),
        compared=None if compared.is_mixed else frozenset(compared.found),
    )


def typeset_preview(preview: Preview) -> Proof:
    """Return a preview as PDF in spite of what is wrong with its pages. Never raises.

    Marks take space, so whether everything fits is told only when none is left.
    """
    impression = _impression(preview)
    misfits = () if preview.left else impression.misfits
    return Proof(impression.pdf or None, impression.problems + misfits)


def _impression(layout: Layout, marks: Marks | None = None, **form: Any) -> _Impression:
    """Set a layout; `form` is how its PDF is made. Whatever the engine raises is a problem of this leaflet only."""
    balance_quickly()
    hang_trailing_spaces()
    try:
        with (
            bounded("Typesetting this leaflet"),
            uncollected(),
            warnings_kept() as warnings,
            listening() as drawn,
            copying() as copied,
            tagging() as tags,
        ):
            document = render(layout.html, layout.stylesheet)
            copied.language, copied.reads_left = document.metadata.lang, reads_left(document)
            pdf = document.write_pdf(finisher=_finisher(layout, copied, tags, marks, is_tagged=bool(form)), **form)
        fonts = tuple(sorted({font.family for font in document.fonts.values()}))
        problems = [
            *_from_warnings(layout, warnings),
            *_foreign_fonts(layout, fonts),
            *find_false_metadata(layout, _said(document)),
        ]
        if form and not problems:
            problems += find_circles(str(layout.leaflet.path), document, copied.printed)
            problems += find_miscopied(str(layout.leaflet.path), pdf, copied.printed, copied.read)
        misfits = dict.fromkeys(_misfits(layout, document, drawn))
    except LimitExceeded as exceeded:
        hint = "Look for what is endless or huge in it: the logo, a drawing, the stylesheet, or very much text."
        return _Impression(b"", (Problem(str(layout.leaflet.path), str(exceeded), hint),))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - FatalURLFetchingError is one; all of it belongs to this leaflet only
        hint = "Please report it, with the leaflet's name and this line."
        reason = f"The page cannot be typeset: {type(error).__name__}: {_brief(str(error))}."
        return _Impression(b"", (Problem(str(layout.leaflet.path), reason, hint),))
    return _Impression(pdf, tuple(dict.fromkeys(problems)), tuple(misfits), len(document.pages), fonts)


def _finisher(
    layout: Layout, copied: Copied, tags: Tags, marks: Marks | None, *, is_tagged: bool
) -> Callable[[Any, Any], None]:
    """Return what completes a PDF before it is written."""
    shape = shape_of(layout.leaflet.edition)

    def finish_pdf(document: Any, pdf: Any) -> None:
        copied.finish(document, pdf)
        complete_fields(pdf)
        tags.finish(pdf)
        finish(pdf, layout.html)
        if shape.is_grey:
            make_grey(pdf)
        if shape.is_folded:
            prepare_folding(pdf, is_mirrored=reads_left(document))
        if shape.is_bound and reads_left(document):
            open_from_the_right(pdf)
        if is_tagged:
            archive(pdf)
            if shape.pages:
                print_as_it_is(pdf)
        if marks is not None:
            marks.finish(document, tags)

    return finish_pdf


def _said(document: "Document") -> dict[str, str]:
    """Return what the PDF says of itself, by name."""
    return {**document.metadata.custom, "keywords": ", ".join(document.metadata.keywords)}


def _from_warnings(layout: Layout, warnings: Sequence[str]) -> Iterator[Problem]:
    place = str(layout.leaflet.path)
    for message in map(_brief, warnings):
        if ".notdef" in message:
            hint = "Write it with other characters, or add a font that has them to fonts/."
            yield Problem(place, f"No font here has a character of this page ({message}).", hint)
        else:
            yield Problem(place, f"The page is not right: {message}.", "Mend the layout, the stylesheet or the logo.")


def _brief(message: str) -> str:
    """Return what the engine says in one line that people can read; it may hold a whole picture or a page."""
    line = " ".join(re.sub(r"data:[^\s\"')]*", "a picture", message).split())
    return (line if len(line) <= LONGEST_MESSAGE else f"{line[:LONGEST_MESSAGE]} …").rstrip(".")


def _foreign_fonts(layout: Layout, fonts: Sequence[str]) -> Iterator[Problem]:
    foreign = sorted(set(fonts) - layout.families)
    if foreign:
        hint = "Name a family of fonts/fonts.toml in the stylesheet."
        reason = f"The page uses a font that is not in fonts/: {', '.join(foreign)}."
        yield Problem(str(layout.leaflet.path), reason, hint)


def _misfits(layout: Layout, document: "Document", drawn: Sequence[Drawn]) -> Iterator[Problem]:
    place, shape = str(layout.leaflet.path), shape_of(layout.leaflet.edition)
    much = find_too_much(document.pages)
    if shape.pages and (much or len(document.pages) > shape.pages):
        yield too_long(layout, much or {"page": beyond(document.pages, shape.pages)})
        return
    if len(document.pages) > layout.pages:
        reason = f"The leaflet fills {len(document.pages)} pages, and may have {layout.pages}."
        yield Problem(place, reason, "Shorten its words, or allow more with pages=… in the topic's first line.")
    overflows = list(find_overflows(document.pages, shape.smallest))
    for overflow in overflows:
        owner = layout.clinic_file if overflow.slot else place
        yield Problem(owner, overflow.reason, overflow.hint, key=overflow.slot)
    findings = proofread(document, drawn, layout, shape)
    if any(overflow.slot for overflow in overflows):  # what runs over is then set over what stands below
        findings = (one for one in findings if one.reason not in {OVERLAP, COVERED})
    for finding, reason in told(findings):
        owner = layout.clinic_file if finding.slot else place
        yield Problem(owner, reason, finding.hint or LOOK, key=finding.slot)
