"""Step 3, compose: words, figures and brand become self-contained HTML; a gap in a catalogue is a `Failed`."""

from leaflets.composition.composer import Composer, compose_all
from leaflets.composition.previews import PreviewComposer

__all__ = ["Composer", "PreviewComposer", "compose_all"]
