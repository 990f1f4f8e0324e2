"""Step 3, compose: words, figures and brand become self-contained HTML; a gap in a catalogue is a `Failed`."""

from leaflets.composition.composer import Composer, compose_all
from leaflets.composition.previews import PreviewComposer
from leaflets.composition.probes import Probes

__all__ = ["Composer", "PreviewComposer", "Probes", "compose_all"]
