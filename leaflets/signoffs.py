"""Whether a leaflet may be released: until its words are signed off it is a draft, and a release holds no drafts."""

from collections.abc import Iterable, Iterator

from leaflets.errors import Problem
from leaflets.model import Composition, Failed


def refuse_drafts(compositions: Iterable[Composition | Failed]) -> Iterator[Composition | Failed]:
    """Turn each draft into a `Failed`; what is signed off passes."""
    for item in compositions:
        if isinstance(item, Composition) and item.state == "draft":
            leaflet = item.leaflet
            reason = "Nobody has signed off these words, so they cannot be released."
            hint = "Have a clinician and a second translator review them; without --release it prints as a draft."
            yield Failed(leaflet, (Problem(f"{leaflet.language} · {leaflet.topic}", reason, hint),))
        else:
            yield item
