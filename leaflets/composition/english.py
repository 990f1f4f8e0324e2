"""What staff call a leaflet, in English: its title, and the languages that it is in."""

from leaflets.model import Leaflet
from leaflets.model.language import named_together
from leaflets.model.work import BOOKLET, CHOOSER
from leaflets.project import Project

TITLES = {CHOOSER: "Language chooser", BOOKLET: "Booklet"}
"""What staff call the editions that have no topic."""
MOST_NAMES = 2


def english_title(project: Project, leaflet: Leaflet) -> str:
    """Return the title of a leaflet's topic, or what the edition is called that has none."""
    return str(project.topics[leaflet.topic].title.id) if leaflet.topic else TITLES[leaflet.edition]


def english_names(project: Project, leaflet: Leaflet) -> str:
    """Return the names of a leaflet's languages, or how many they are."""
    languages = [project.languages[code] for code in leaflet.languages]
    return named_together(languages) if len(languages) <= MOST_NAMES else f"{len(languages)} languages"
