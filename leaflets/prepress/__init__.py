"""Files for a print shop, of leaflets that were delivered: in the press's inks, with bleed and marks (PDF/X-4)."""

from leaflets.prepress.delivering import PressRun, deliver_for_press
from leaflets.prepress.profile import Profile, press_profile

__all__ = ["PressRun", "Profile", "deliver_for_press", "press_profile"]
