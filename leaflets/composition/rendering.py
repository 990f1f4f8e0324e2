"""Fills templates; what goes wrong becomes a problem with the template's line."""

import traceback
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, TemplateError

from leaflets.errors import Problem

TEMPLATE_TROUBLE = (TemplateError, TypeError, ValueError, KeyError, AttributeError)
"""What Jinja raises when a template asks for something that is not there."""


def render(environment: Environment, name: str, context: Mapping[str, Any], problems: list[Problem]) -> str | None:
    """Return a template filled with a context, or None after adding the problem."""
    try:
        return environment.get_template(name).render(context)
    except TEMPLATE_TROUBLE as error:
        problems.append(template_problem(error, name))
        return None


def template_problem(error: Exception, name: str) -> Problem:
    """Return the problem of a template that could not be filled; `name` is the one that was asked for."""
    path, line = _place(error, name)
    hint = "Compare the line with another template; every name and argument must exist."
    return Problem(path, f"The template cannot be filled: {_plain(error)}.", hint, line)


def _plain(error: Exception) -> str:
    """Return what went wrong without the names of our own classes."""
    return str(error).replace("ContentBuilder.", "").rstrip(".")


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """Return template and line where rendering stopped; Jinja puts them into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if not frames:
        return f"templates/{name}", getattr(error, "lineno", None)
    parts = PurePosixPath(frames[-1].filename.replace("\\", "/")).parts
    inside = parts[len(parts) - parts[::-1].index("templates") - 1 :] if "templates" in parts else parts[-1:]
    return "/".join(inside), frames[-1].lineno
