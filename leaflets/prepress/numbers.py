"""Numbers as a PDF writes them."""

from decimal import Decimal


def numbers(*values: float) -> list[Decimal]:
    """Return numbers with four places at most, and none of them with an exponent."""
    return [Decimal(f"{one:.4f}").normalize() + 0 for one in values]
