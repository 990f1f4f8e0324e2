"""What a PDF says of itself has to be what the program knows: `verify` believes it."""

from collections.abc import Iterator, Mapping

from leaflets.errors import Problem
from leaflets.model import Composition, Layout


def find_false_metadata(layout: Layout, said: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what a layout makes a leaflet's PDF say of itself that is not so. Saying less is no fault."""
    known = dict(layout.metadata) if isinstance(layout, Composition) else {}
    for name, value in known.items():
        if said.get(name) and said[name] != value:
            reason = f"The layout makes the PDF say “{name}: {said[name]}”, which is not so."
            hint = f"Write <meta name=“{name}”> in the head of the page as the packaged layout does."
            yield Problem(f"templates/layouts/{layout.leaflet.edition}.html.j2", reason, hint)
