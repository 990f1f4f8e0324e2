"""Fills templates; what goes wrong becomes a problem with the template's line."""

import traceback
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from leaflets.errors import LeafletsError, Problem, ProjectError
from leaflets.limits import GIGABYTE, LimitExceeded, Limits, bounded
from leaflets.readers.loading import TemplateRefusedError

TEMPLATE_TROUBLE = (
    TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError, SyntaxError,
    LimitExceeded,
)  # fmt: skip
"""What Jinja raises when a template asks for something that is not there, or has no end."""
LIMITS = Limits(cpu=5, wall=600, memory=GIGABYTE // 2)
"""What filling one template may take; it takes less than a second, and a few megabytes."""


def render(environment: Environment, name: str, context: Mapping[str, Any], problems: list[Problem]) -> str | None:
    """Return a template filled with a context, or None after adding the problem."""
    try:
        with bounded("Filling this template", LIMITS):
            return environment.get_template(name).render(context)
    except LeafletsError as trouble:
        problems += trouble.problems
        return None
    except TEMPLATE_TROUBLE as error:
        problems.append(template_problem(error, name))
        return None


def filled(environment: Environment, name: str, context: Mapping[str, Any]) -> str:
    """Return a template of the program's own filled with a context, or raise `ProjectError`."""
    problems: list[Problem] = []
    text = render(environment, name, context, problems)
    if text is None:
        raise ProjectError(problems)
    return text


def template_problem(error: Exception, name: str) -> Problem:
    """Return the problem of a template that could not be filled; `name` is the one that was asked for."""
    path, line = _place(error, name)
    if isinstance(error, RecursionError):
        reason = "The template includes or calls itself without an end, or is nested far too deep."
        return Problem(path, reason, "Look for an include or a macro that leads back to where it stands.", line)
    if isinstance(error, TemplateRefusedError):
        return Problem(path, str(error), "Put the template itself there, as text.", line)
    hint = "Compare the line with another template; every name and argument must exist."
    return Problem(path, f"The template cannot be filled: {_plain(error)}.", hint, line)


def _plain(error: Exception) -> str:
    """Return what went wrong without the names of our own classes."""
    return str(error).replace("ContentBuilder.", "").rstrip(".")


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """Return template and line where rendering stopped; Jinja puts them into the traceback."""
    if isinstance(error, TemplateSyntaxError) and error.name:
        return f"templates/{error.name}", error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    if not frames:
        return f"templates/{name}", getattr(error, "lineno", None)
    parts = PurePosixPath(frames[-1].filename.replace("\\", "/")).parts
    inside = parts[len(parts) - parts[::-1].index("templates") - 1 :] if "templates" in parts else parts[-1:]
    return "/".join(inside), frames[-1].lineno
