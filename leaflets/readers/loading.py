"""How a template is found: a regular file of sensible size inside its folder, in the first folder that has it."""

import stat
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateNotFound
from jinja2.loaders import split_template_path

from leaflets.readers.encoding import ENCODING, as_text
from leaflets.readers.files import TEMPLATE


class TemplateRefusedError(TemplateError):
    """A file that is no template, whatever its name says; the text is a whole sentence."""


class FolderLoader(FileSystemLoader):
    """Loads the templates of one folder, and nothing from outside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding=ENCODING)
        self._folder = folder

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its place, and how to know whether it is still the same."""
        try:
            path = self._folder.joinpath(*split_template_path(template))
            changed = path.lstat().st_mtime_ns
        except (OSError, ValueError) as error:
            raise TemplateNotFound(template) from error

        def is_same() -> bool:
            try:
                return path.lstat().st_mtime_ns == changed
            except OSError:
                return False

        return as_text(_read(path, self._folder)), str(path), is_same


def _read(path: Path, folder: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise TemplateRefusedError("The template is no regular file.")
        if not path.resolve().is_relative_to(folder.resolve()):
            raise TemplateRefusedError("The template is a link to a file outside its folder.")
        if status.st_size > TEMPLATE:
            raise TemplateRefusedError("The template is larger than 256 kB.")
        return path.read_bytes()
    except OSError as error:
        raise TemplateRefusedError(f"The template cannot be read: {error.strerror}.") from error
