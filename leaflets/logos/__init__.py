"""What a clinic's logo prints as: drawn by the press and by a second renderer, and compared, before it is used."""

from leaflets.logos.clinics import check_logos, logo_of, logo_warnings
from leaflets.logos.printing import PrintedLogo, print_logo

__all__ = ["PrintedLogo", "check_logos", "logo_of", "logo_warnings", "print_logo"]
