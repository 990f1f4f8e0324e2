"""Step 4, typeset: self-contained HTML becomes PDF bytes, on a sealed press.

The press itself is loaded when it is first asked for: commands that only ask which engine it has do not wait for it.
"""

from typing import TYPE_CHECKING, Any

from leaflets.typesetting.engine import warm_up
from leaflets.typesetting.seal import seal
from leaflets.typesetting.versions import engine_parts, engine_versions

if TYPE_CHECKING:
    from leaflets.typesetting.press import typeset, typeset_preview

__all__ = ["engine_parts", "engine_versions", "seal", "typeset", "typeset_preview", "warm_up"]


def __getattr__(name: str) -> Any:
    """Return what the press offers (PEP 562)."""
    if name in {"typeset", "typeset_preview"}:
        from leaflets.typesetting import press

        return getattr(press, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
