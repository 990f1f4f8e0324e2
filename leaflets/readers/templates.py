"""The one Jinja environment: composition and extraction share it, or message ids would drift."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.nodes import Node, Template

from leaflets.errors import Problem
from leaflets.readers.loading import FolderLoader, TemplateRefusedError
from leaflets.readers.sandbox import Sandbox

if TYPE_CHECKING:
    from types import CodeType

TOPICS, BLOCKS = "topics", "blocks"
LAYOUTS, STYLES, SIDES, SHAPES = "layouts", "css", "sides", "shapes"
"""Folders of templates: `sides` has the parts of the editions in several languages, `shapes` those of other shapes."""
SUFFIX = ".html.j2"
LIBRARY = "library"
"""The folder with the pages of a library, which are none of a sheet's."""
DEEPEST = 100
"""How deep a template's parts may stand in each other; the deepest of ours stand 30 deep."""
PICTURES, MOTIFS, DRAWINGS, SUFFIX_OF_PICTURES = "pictures", "motifs", "drawings", ".svg.j2"
"""Folders of pictures: those beside text, ornaments of therapies, and the drawings that open topics."""


class Codes(Protocol):
    """Where the codes of templates are kept from one run to the next."""

    def find(self, name: str, checksum: str) -> "CodeType | None":
        """Return a template's code by its name and a digest of its text, or None."""

    def keep(self, name: str, checksum: str, code: "CodeType") -> None:
        """Keep a template's code."""


class _Compiled(BytecodeCache):
    """What templates were compiled to, by their names and texts: projects share most of them."""

    MOST = 512
    known: ClassVar[dict[tuple[str, str], "CodeType"]] = {}

    def __init__(self, codes: Codes | None) -> None:
        self._codes = codes

    def get_cache_key(self, name: str, _filename: str | None = None) -> str:
        """Return a template's name: it is the same template wherever it lies."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket if its template is known."""
        key = (bucket.key, bucket.checksum)
        bucket.code = self.known.get(key)
        if bucket.code is None and self._codes is not None:
            bucket.code = self._codes.find(*key)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        if bucket.code is not None and self._codes is not None:
            self._codes.keep(bucket.key, bucket.checksum, bucket.code)
        self._remember(bucket)

    def _remember(self, bucket: Bucket) -> None:
        """Keep a template in memory; the oldest goes when there are too many."""
        if bucket.code is not None:
            if len(self.known) >= self.MOST:
                del self.known[next(iter(self.known))]
            self.known[bucket.key, bucket.checksum] = bucket.code


def make_environment(folders: Sequence[Path], codes: Codes | None = None) -> Environment:
    """Return the environment over template folders; a file in an earlier folder wins."""
    environment = Sandbox(
        loader=ChoiceLoader([FolderLoader(folder) for folder in folders]),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(codes),
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def is_of_standard(name: str) -> bool:
    """Tell whether a template or style sheet can take part in the standard edition: no other edition has it alone."""
    folder, _, file = name.partition("/")
    return folder not in {SIDES, SHAPES, LIBRARY} and (
        folder not in {LAYOUTS, STYLES} or file.split(".")[0] == "standard"
    )


def topic_names(environment: Environment) -> list[str]:
    """Return the template names of all topics, in alphabetical order; words of an edition's own follow their topic."""
    names = [name for name in environment.list_templates() if name.startswith(f"{TOPICS}/") and name.endswith(SUFFIX)]
    return sorted(names, key=lambda name: name.removesuffix(SUFFIX))


def topic_slugs(environment: Environment) -> list[str]:
    """Return the names of all topics, those with faults included."""
    return [name.removeprefix(f"{TOPICS}/").removesuffix(SUFFIX) for name in topic_names(environment)]


def source_of(environment: Environment, name: str) -> str:
    """Return a template's text."""
    source, _, _ = (environment.loader or BaseLoader()).get_source(environment, name)
    return source


def text_of(environment: Environment, name: str) -> str | None:
    """Return a template's text, or None if there is none that can be read."""
    try:
        return source_of(environment, name)
    except (TemplateNotFound, UnicodeDecodeError, TemplateRefusedError):
        return None


def parse(environment: Environment, name: str, problems: list[Problem]) -> Template | None:
    """Return a template's syntax tree, or None after adding the problem."""
    try:
        return _tree(source_of(environment, name), name)
    except UnicodeDecodeError:
        problems.append(Problem(f"templates/{name}", "The template is not UTF-8 text.", "Save it again as UTF-8."))
        return None
    except TemplateRefusedError as error:
        problems.append(Problem(f"templates/{name}", str(error), "Put the template itself there, as text."))
        return None
    except RecursionError:
        reason = "Parts of this template stand far too deep in each other."
        problems.append(Problem(f"templates/{name}", reason, "Compare it with another template, and write it flatter."))
        return None
    except TemplateSyntaxError as error:
        hint = "Compare the line with another template: every {{, {% and quote needs its partner."
        problems.append(Problem(f"templates/{name}", f"{_sentence(error.message)}", hint, error.lineno))
        return None


@lru_cache(maxsize=512)
def tokens(source: str, name: str) -> tuple[tuple[int, str, str], ...]:
    """Return the tokens of a template: line, kind and text of each."""
    return tuple(_syntax().lex(source, name))


@cache
def _syntax() -> Environment:
    """Return an environment to read with: the syntax is the same in all."""
    return make_environment(())


@lru_cache(maxsize=512)
def _tree(source: str, name: str) -> Template:
    """Return the syntax tree of a template, which several readers walk and none changes."""
    tree = _syntax().parse(source, name)
    level: list[Node] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return tree
    raise RecursionError


def _sentence(message: str | None) -> str:
    text = (message or "This line cannot be read").strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
