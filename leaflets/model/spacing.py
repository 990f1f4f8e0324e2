"""How large and how far apart the words of a leaflet are set, and where its pages part."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spacing:
    """How a topic in a language is set on a paper. `step` is a number of `composition/spacing.STEPS`.

    `continued` are the ids of statements and groups that begin a page: in the midst of their section, whose heading is
    repeated there, or the first of a section that is too short to be parted. With `sources_first` the sources follow
    the words, and not the contact card. `sizes` are CSS custom properties of an edition of a fixed size, as measured.
    """

    step: int = 0
    continued: tuple[str, ...] = ()
    sources_first: bool = False
    sizes: tuple[tuple[str, str], ...] = ()
