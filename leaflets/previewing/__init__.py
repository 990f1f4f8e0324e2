"""Previews: a translator sees their words on the page, again after each save."""

from leaflets.previewing.session import Rebuilt, Session, Wanted
from leaflets.previewing.watching import Change, watch_files

__all__ = ["Change", "Rebuilt", "Session", "Wanted", "watch_files"]
