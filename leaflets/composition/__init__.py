"""Step 3, compose: words, figures and brand become self-contained HTML; a gap in a catalogue is a `Failed`."""

from leaflets.composition.composer import Composer, compose_all

__all__ = ["Composer", "compose_all"]
