"""Listens while the engine draws.

WeasyPrint has no public way to ask what is painted where. Its drawing functions are wrapped once, and call through when
nobody listens; so the version is pinned.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

from leaflets.typesetting.drawn import Drawn, Listener
from leaflets.typesetting.engine import drawing_parts

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening() -> Iterator[list[Drawn]]:
    """Return the list that fills with what the engine draws meanwhile."""
    _wrap_the_engine()
    listener = Listener()
    token = _LISTENER.set(listener)
    try:
        yield listener.pages
    finally:
        _LISTENER.reset(token)


@cache
def _wrap_the_engine() -> None:
    document, draw, border, replaced = drawing_parts()

    def told(note: Callable[..., None]) -> Callable[[Any], Any]:
        """Return what wraps a drawing function, so that a listener notes its arguments first."""

        def wrap(function: Any) -> Any:
            @wraps(function)
            def drawing(*arguments: Any, **options: Any) -> Any:
                listener = _LISTENER.get()
                if listener is not None:
                    note(listener, *arguments)
                return function(*arguments, **options)

            return drawing

        return wrap

    stacking = draw.draw_stacking_context

    @wraps(stacking)
    def draw_stacking_context(stream: Any, context: Any) -> None:
        listener = _LISTENER.get()
        if listener is None:
            stacking(stream, context)
            return
        with listener.within(context.box):
            stacking(stream, context)

    def text(listener: Listener, _stream: Any, box: Any, _offset: Any, overflow: str, ellipsis: Any = "none") -> None:
        listener.text(box, shortened=ellipsis != "none" or overflow != "clip")

    def picture(listener: Listener, _stream: Any, box: Any) -> None:
        width, height, left, top = replaced.replacedbox_layout(box)
        listener.picture(box, (left, top, width, height))

    draw.draw_stacking_context = draw_stacking_context
    draw.draw_text = told(text)(draw.draw_text)
    draw.draw_background = told(lambda listener, _stream, painted, *_: listener.background(painted))(
        draw.draw_background
    )
    draw.draw_border = told(lambda listener, _stream, box: listener.border(box))(draw.draw_border)
    border.draw_outline = draw.draw_outline = told(lambda listener, _stream, box: listener.outline(box))(
        draw.draw_outline
    )
    draw.draw_replacedbox = told(picture)(draw.draw_replacedbox)
    document.draw_page = told(lambda listener, page, _stream: listener.begin(page))(document.draw_page)
