"""The unit of work and what becomes of it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeAlias

from leaflets.errors import Problem
from leaflets.model.filing import file_name, folder_of

LEDGER = "delivered.txt"
"""Beside the report: SHA-256, content id and path of every file that was ever delivered, so that a copy can be told."""
OUTDATED = "outdated"
"""The folder below the output folder with the older PDFs of leaflets that could not be printed, or were refused."""
PRESS = "press"
TICKET = "print-ticket.pdf"
TO_PRINT = "to-print"
"""The folder below the output folder with the files for a print shop, and what it is told with those of a clinic;
and how the file of a booklet ends whose pages stand as they are printed."""
IMAGES, MANIFEST = "images", "manifest.json"
"""The folder below the output folder with pictures for websites, and what tells programs of them."""
THUMBNAIL, FIRST_PAGE, CARD = "thumbnail", "page", "card"
PICTURES = {THUMBNAIL: "small.webp", FIRST_PAGE: "page.webp", CARD: "card.png"}
"""The pictures of a leaflet, and how their files end."""
CONTACT_SHEET = "contact-sheet.pdf"
"""All leaflets of a build at a glance."""
BRAND_SHEET = "brand-sheet"
"""How the file of a clinic's brand sheet ends."""
STANDARD, STAFF, BILINGUAL, CHOOSER = "standard", "staff", "bilingual", "chooser"
"""The editions: what patients get, the one for staff, which shows what each statement rests on, one in two languages,
and the sheet of the front desk, on which patients point to their language."""
LARGE_PRINT, MONO, POSTER, TRIFOLD, BOOKLET = "large-print", "mono", "poster", "trifold", "booklet"
"""The same in another shape: in large type, in black without grounds, what a wall has room for, folded twice, and all
topics of a clinic in a language one after the other."""
EASY_READ = "easy-read"
"""The edition for people who read little: words of its own, one idea and one picture a row."""
RESHAPED = frozenset({LARGE_PRINT, MONO, POSTER, TRIFOLD, BOOKLET})
"""The editions that say nothing but what the standard one says."""

MEASURED = frozenset({STANDARD, MONO})
"""The editions of which it is measured how airy their pages may be: both are set alike."""
TOPICLESS = frozenset({CHOOSER, BOOKLET})
"""The editions that are not about one topic."""
FITTED = frozenset({POSTER, TRIFOLD, EASY_READ})
"""The editions of one fixed size, or of so many pages, whose words are set as there is room for them."""


@dataclass(frozen=True, order=True)
class Leaflet:
    """One clinic × topic × language × edition, by their names.

    `others` are the further languages of one in several. Two editions have no topic: the chooser is about a clinic's
    languages, and a booklet holds every topic that a clinic offers.
    """

    clinic: str
    language: str
    topic: str
    edition: str = STANDARD
    others: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is in, the reader's first."""
        return (self.language, *self.others)

    @property
    def path(self) -> PurePosixPath:
        """Where its PDF goes below the output folder: `aspen-row/punjabi/aspen-row_aftercare_punjabi.pdf`."""
        if self.edition == CHOOSER:
            return PurePosixPath(self.clinic, f"{self.clinic}_{self.edition}.pdf")
        return PurePosixPath(self.clinic, folder_of(self.language), self.file_name())

    @property
    def former_path(self) -> PurePosixPath:
        """Where older versions of the program put it; such a file may still lie there."""
        suffix = "" if self.edition == STANDARD else f".{self.edition}"
        return PurePosixPath(self.clinic, self.language, f"{self.topic}{suffix}.pdf")

    @property
    def press_path(self) -> PurePosixPath:
        """Where its file for a print shop goes: `press/aspen-row/aspen-row_aftercare_punjabi_press.pdf`."""
        return PurePosixPath(PRESS, self.clinic, f"{self.path.stem}_{PRESS}.pdf")

    @property
    def to_print_path(self) -> PurePosixPath:
        """Where the sheets go on which a booklet is printed: `…/aspen-row_punjabi_booklet_to-print.pdf`."""
        return self.path.with_name(f"{self.path.stem}_{TO_PRINT}.pdf")

    @property
    def picture_paths(self) -> dict[str, PurePosixPath]:
        """Where its pictures for websites go: `images/aspen-row/punjabi/aspen-row_aftercare_punjabi_card.png`."""
        folder = PurePosixPath(IMAGES, self.path.parent)
        return {kind: folder / f"{self.path.stem}_{ending}" for kind, ending in PICTURES.items()}

    def file_name(self, *more: str) -> str:
        """Return the name of its file, which says clinic, topic and languages, and the edition if it is another one."""
        edition = () if self.edition == STANDARD else (self.edition,)
        others = map(folder_of, self.others)
        return file_name(self.clinic, self.topic, self.language, *others, *edition, *more)

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.clinic, " + ".join(self.languages), self.topic, self.edition)))


def brand_sheet_path(clinic: str) -> PurePosixPath:
    """Return where a clinic's brand sheet goes below the output folder: `aspen-row/aspen-row_brand-sheet.pdf`."""
    return PurePosixPath(clinic, f"{clinic}_{BRAND_SHEET}.pdf")


@dataclass(frozen=True)
class Passage:
    """Words that have to be readable on the finished page, and `place`, what they are there."""

    words: str
    place: str
    on_every_page: bool = False


@dataclass(frozen=True)
class Depicted:
    """A picture that has to be on the finished page, by the words that are read in its stead.

    `dots` of a frequency's picture are how many are certain, how many uncertain, and how many are the rest.
    """

    words: str
    place: str
    dots: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Layout:
    """A leaflet's pages as self-contained HTML, with what they must keep to. Small, and safe to send to a worker.

    `clinic_file` is where the clinic's own words stand; `families` are the only font families that may appear; `pages`
    is how many the topic may fill; `passages` and `depicted` are what readers have to find on them.
    """

    leaflet: Leaflet
    clinic_file: str
    html: str
    stylesheet: str
    families: frozenset[str]
    pages: int
    passages: tuple[Passage, ...]
    depicted: tuple[Depicted, ...]


@dataclass(frozen=True)
class Composition(Layout):
    """A layout without any fault, which may become a leaflet. `metadata` is all that its PDF may say of itself.

    `named` is the page with the names of its brand's tones in their place, and `tones` are what they mean. It is empty
    where layouts of a folder's own may ask for the tones.
    """

    content_id: str
    state: str
    metadata: tuple[tuple[str, str], ...]
    named: str = ""
    tones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Preview(Layout):
    """A layout for its translator's eyes only: it says so on each page, and faulty words are marked.

    It is no `Composition`, so nothing delivers it as a leaflet. `problems` are what would stop the leaflet; `left` is
    the number of messages, and of statements with a wrong figure, that are to be mended.
    """

    problems: tuple[Problem, ...]
    left: int


@dataclass(frozen=True)
class Proof:
    """A preview as PDF, or None where it cannot be typeset; `problems` are those of its pages."""

    pdf: bytes | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Printed:
    """A leaflet that became a PDF. `seconds` is what typesetting took; it is new unless an earlier run had made it."""

    leaflet: Leaflet
    pdf: bytes
    content_id: str
    state: str
    pages: int
    fonts: tuple[str, ...]
    seconds: float
    is_new: bool = True

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the PDF, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def size(self) -> int:
        """How many bytes the PDF has."""
        return len(self.pdf)


@dataclass(frozen=True)
class Standing:
    """A leaflet that an earlier run made, and whose PDF lies where it is delivered; `sha256` and `size` are the PDF's.

    The rest is what was said of it when it was printed.
    """

    leaflet: Leaflet
    sha256: str
    size: int
    content_id: str
    state: str
    pages: int
    fonts: tuple[str, ...]
    seconds: float
    is_new: bool = False


@dataclass(frozen=True)
class Failed:
    """A leaflet that could not be made, and why."""

    leaflet: Leaflet
    problems: tuple[Problem, ...]


Outcome: TypeAlias = Printed | Failed
Fate: TypeAlias = Outcome | Standing
"""What becomes of a leaflet in a build: it is made, or cannot be, or stands as it was."""
