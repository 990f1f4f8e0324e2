"""The style sheets of editions, read once for all leaflets of a project."""

from collections.abc import Iterable

from leaflets.errors import Problem
from leaflets.project import Project
from leaflets.readers.encoding import as_text
from leaflets.readers.files import STYLE_SHEET, read_bytes
from leaflets.readers.stylesheets import check_stylesheet, without_charset


class Stylesheets:
    """Reads the style sheets of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, str] = {}

    def of(self, names: Iterable[str], edition: str, problems: list[Problem]) -> str:
        """Return style sheets as one, in this order; nothing, after adding why, where one cannot be used."""
        styles = [self._one(name, edition, problems) for name in names]
        return "" if None in styles else "\n".join(filter(None, styles))

    def _one(self, name: str, edition: str, problems: list[Problem]) -> str | None:
        if name not in self._known:
            path = self._project.path_of("templates", "css", f"{name}.css")
            try:
                text = without_charset(as_text(read_bytes(path, self._project.name_of(path), STYLE_SHEET)))
            except (OSError, UnicodeDecodeError):
                hint = f"Put a stylesheet in UTF-8 there; each layout has one, and this one is for layouts/{edition}."
                problems.append(Problem(self._project.name_of(path), "The stylesheet cannot be read.", hint))
                return None
            faults = check_stylesheet(text, self._project.name_of(path))
            if faults:
                problems += faults
                return None
            self._known[name] = text
        return self._known[name]
