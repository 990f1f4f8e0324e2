"""Step 4, typeset: self-contained HTML becomes PDF bytes, on a sealed press."""

from leaflets.typesetting.engine import warm_up
from leaflets.typesetting.press import typeset, typeset_preview
from leaflets.typesetting.seal import seal
from leaflets.typesetting.versions import engine_parts, engine_versions

__all__ = ["engine_parts", "engine_versions", "seal", "typeset", "typeset_preview", "warm_up"]
