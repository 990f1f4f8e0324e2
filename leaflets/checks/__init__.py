"""Everything that can be known without printing."""

from leaflets.checks.everything import check_all

__all__ = ["check_all"]
