"""A library that is made as it is asked for: the same pages, answered by this machine."""

from leaflets.serving.application import application
from leaflets.serving.events import Events
from leaflets.serving.guard import Door
from leaflets.serving.listening import listen, serve
from leaflets.serving.present import Present
from leaflets.serving.workshop import Workshop

__all__ = ["Door", "Events", "Present", "Workshop", "application", "listen", "serve"]
