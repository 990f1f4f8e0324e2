"""The one Jinja environment: composition and extraction share it, or message ids would drift."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, StrictUndefined, TemplateSyntaxError
from jinja2.nodes import Node, Template

from leaflets.errors import Problem
from leaflets.readers.loading import FolderLoader, TemplateRefusedError
from leaflets.readers.sandbox import Sandbox

TOPICS, BLOCKS = "topics", "blocks"
SUFFIX = ".html.j2"
DEEPEST = 100
"""How deep a template's parts may stand in each other; the deepest of ours stand 30 deep."""
PICTURES, SUFFIX_OF_PICTURES = "pictures", ".svg.j2"


def make_environment(folders: Sequence[Path]) -> Environment:
    """Return the environment over template folders; a file in an earlier folder wins."""
    environment = Sandbox(
        loader=ChoiceLoader([FolderLoader(folder) for folder in folders]),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    return environment


def topic_names(environment: Environment) -> list[str]:
    """Return the template names of all topics, in alphabetical order."""
    return [name for name in environment.list_templates() if name.startswith(f"{TOPICS}/") and name.endswith(SUFFIX)]


def topic_slugs(environment: Environment) -> list[str]:
    """Return the names of all topics, those with faults included."""
    return [name.removeprefix(f"{TOPICS}/").removesuffix(SUFFIX) for name in topic_names(environment)]


def source_of(environment: Environment, name: str) -> str:
    """Return a template's text."""
    source, _, _ = (environment.loader or BaseLoader()).get_source(environment, name)
    return source


def parse(environment: Environment, name: str, problems: list[Problem]) -> Template | None:
    """Return a template's syntax tree, or None after adding the problem."""
    try:
        return _tree(environment, source_of(environment, name), name)
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


@lru_cache(maxsize=256)
def _tree(environment: Environment, source: str, name: str) -> Template:
    """Return the syntax tree of a template, which several readers walk and none changes."""
    tree = environment.parse(source, name)
    level: list[Node] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return tree
    raise RecursionError


def _sentence(message: str | None) -> str:
    text = (message or "This line cannot be read").strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
