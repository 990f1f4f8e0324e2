"""Where people's templates run: they can fill in words and values, and nothing else.

Jinja's sandbox forbids a few things; this one allows a few. A template calls what is `offered` to it, its own macros,
and some methods of texts and tables that change nothing. Loops, calls, includes and text are counted, so that a
template that never ends, ends.
"""

import datetime as dt
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import PurePath
from typing import Any, TypeVar

from jinja2 import Template, TemplateRuntimeError, Undefined, nodes, pass_context, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, do_batch, do_join
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

Function = TypeVar("Function", bound=Callable[..., Any])

STEPS = 100_000
"""How many turns of loops, calls and includes a template may take; the longest of ours takes 4,000."""
LONGEST = 20_000_000
"""How many letters a template may make; a page with a large logo has 3 million."""
MOST = 10_000
"""How many entries a list may have that a template makes."""
HARMLESS: tuple[tuple[type, frozenset[str]], ...] = (
    (dict, frozenset({"items", "keys", "values", "get"})),
    (str, frozenset({"lower", "upper", "strip", "startswith", "endswith", "split", "title", "capitalize"})),
    (dt.date, frozenset({"isoformat"})),
    (LoopContext, frozenset({"cycle", "changed"})),
)
"""The methods that templates may call of values: they make small things, and change nothing."""
ALLOWED_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "safe",
    "select", "selectattr", "sort", "string", "striptags", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip
"""Jinja's filters that neither reach out of a template nor make much of little. `join` and `batch` are limited."""
_OFFERED, _COUNTED, _SHORT = "offered_to_templates", "_counted", "_short"
_NO_VALUES = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.ModuleType, type, PurePath)
"""Kinds of values that lead out of a template."""


class TemplateTooLongError(TemplateRuntimeError):
    """A template that would make too much, or never end."""


def offered(function: Function) -> Function:
    """Let templates call a function or method."""
    vars(function)[_OFFERED] = True
    return function


class _Counted(Template):
    """A template whose steps are counted from the outermost one on."""

    environment: "Sandbox"

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the template filled."""
        with self.environment.counting():
            return super().render(*args, **kwargs)

    def make_module(self, *args: Any, **kwargs: Any) -> TemplateModule:
        """Return the template's macros."""
        with self.environment.counting():
            return super().make_module(*args, **kwargs)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template can do no harm."""

    template_class = _Counted
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, finalize=_printable, **kwargs)
        self._steps = self._depth = 0
        self._open: dict[tuple[type, str], bool] = {}
        self.globals = {"range": offered(_range), "namespace": Namespace}
        self.filters = {name: FILTERS[name] for name in ALLOWED_FILTERS}
        self.filters |= {"join": _join, "batch": _batch, _COUNTED: self._each, _SHORT: _short}

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the steps of the outermost template and of all that it calls in."""
        if self._depth == 0:
            self._steps = 0
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def step(self) -> None:
        """Count one step; raise an error after too many."""
        self._steps += 1
        if self._steps > STEPS and self._depth:
            raise TemplateTooLongError("it has loops, macros or includes without an end")

    def concat(self, parts: Iterable[str]) -> str:
        """Join what a template makes, as long as it is not too much."""
        size, found = 0, []
        for part in parts:
            size += len(part)
            if size > LONGEST:
                raise TemplateTooLongError("it makes far too much text")
            found.append(part)
        return "".join(found)

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """Return a template; each include is a step."""
        self.step()
        return super().get_template(*args, **kwargs)

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: PYI063 - as in Jinja
        """Call what a template may call."""
        self.step()
        if not self.is_safe_callable(__obj):
            name = getattr(__obj, "__name__", type(__obj).__name__)
            raise SecurityError(f"“{name}” is nothing that templates may call")
        return __context.call(__obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether templates may call this: what is offered, macros, blocks, and harmless methods."""
        if isinstance(obj, (Macro, BlockReference, Undefined)) or obj is Namespace:
            return True
        if _OFFERED in getattr(getattr(obj, "__func__", obj), "__dict__", {}):
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        return any(isinstance(owner, kind) and name in names for kind, names in HARMLESS)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute as Jinja's sandbox does; a plain value of a kind that was asked for before, at once."""
        if self._open.get((type(obj), attribute)):
            value = getattr(obj, attribute, None)
            if value is not None and not callable(value) and not isinstance(value, _NO_VALUES):
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether templates may ask for this: plain values, and what they may call."""
        if attr.startswith(("_", "model_")) or isinstance(obj, _NO_VALUES):
            return False
        if callable(value):
            return self.is_safe_callable(value)
        kind = (type(obj), attr)
        if kind not in self._open:
            self._open[kind] = super().is_safe_attribute(obj, attr, value)  # asks for the type of the object alone
        return self._open[kind] and not isinstance(value, _NO_VALUES)

    def unsafe_undefined(self, _obj: Any, attribute: str) -> Undefined:
        """Refuse what templates may not ask for, whether they use it or not."""
        raise SecurityError(f"“{attribute}” is nothing that templates may use")

    def wrap_str_format(self, _value: Any) -> None:
        """Leave `format` what it is: a method that templates may not call."""

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers of sensible size, and join short texts and lists."""
        if operator == "%" and isinstance(left, str):
            if any(character.isdigit() or character == "*" for character in left):
                raise SecurityError("a text with % and a number in it cannot be filled")
        elif operator == "+" and not isinstance(left, (int, float)):
            if len(left) + len(right) > (LONGEST if isinstance(left, str) else MOST):
                raise TemplateTooLongError("it makes far too much text")
        elif operator == "**" or not all(isinstance(one, (int, float)) and abs(one) < 1e12 for one in (left, right)):
            raise SecurityError(f"{operator} is for small numbers only")
        return self.binop_table[operator](left, right)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Count the turns of every loop, and measure every text that is put together."""
        for loop in list(source.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.iter.lineno)
        _measure(source)
        return super()._generate(source, *args, **kwargs)

    @pass_context
    def _each(self, _context: Context, values: Iterable[Any]) -> Iterator[Any]:
        """Yield what a loop goes through, a step each."""
        for value in values:
            self.step()
            yield value


def _measure(node: nodes.Node) -> None:
    """Put a limit around every `~`."""
    for field, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            _measure(value)
            setattr(node, field, _measured(value))
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, nodes.Node):
                    _measure(one)
            value[:] = [_measured(one) for one in value]


def _measured(node: Any) -> Any:
    if not isinstance(node, nodes.Concat):
        return node
    return nodes.Filter(node, _SHORT, [], [], None, None, lineno=node.lineno)


def _printable(value: Any) -> Any:
    """Return what a template prints: words and numbers, and never how Python writes a thing or a file's place."""
    if isinstance(value, (str, int, float, Decimal, dt.date, Undefined, TemplateModule)) or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return type(value)(_printable(one) for one in value)
    raise SecurityError(f"a {type(value).__name__} is nothing that can be printed")


def _short(text: Any) -> Any:
    if len(text) > LONGEST:
        raise TemplateTooLongError("it makes far too much text")
    return text


def _range(*ends: int) -> range:
    """Return a range of sensible length."""
    found = range(*ends)
    if len(found) > MOST:
        raise TemplateTooLongError(f"a range has more than {MOST:,} numbers")
    return found


def _batch(values: Iterable[Any], size: int, filler: Any = None) -> Iterator[list[Any]]:
    """Return lists of so many values each, as Jinja does."""
    if size > MOST:
        raise TemplateTooLongError("a batch is far too large")
    return do_batch(values, size, filler)


@pass_eval_context
def _join(context: EvalContext, values: Iterable[Any], between: str = "", attribute: str | int | None = None) -> str:
    """Join texts as Jinja does, as long as they are not too much."""
    found = list(values)
    if sum(len(one) + len(between) for one in found if isinstance(one, str)) > LONGEST:
        raise TemplateTooLongError("it makes far too much text")
    joined: str = do_join(context, found, between, attribute)
    return joined
