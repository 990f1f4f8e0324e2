"""What a typed name means: the one thing, a hint at what was probably meant, or nothing that is known."""

from leaflets.names.folding import fold, letters
from leaflets.names.matching import Named, alike, found, hint, meant

__all__ = ["Named", "alike", "fold", "found", "hint", "letters", "meant"]
