"""The columns that a table of clinics may have: every key of a clinic that a cell can hold."""

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from leaflets.model import Clinic
from leaflets.model.written import Written
from leaflets.names.folding import letters
from leaflets.names.matching import Named, alike
from leaflets.readers.groups import NOT_ITS_OWN

Value = str | list[str]
FOLDER, NAME, LOGO = "folder", "name", "brand.logo"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    FOLDER: ("Folder", "slug", "clinic folder"),
    "group": ("Group", "brand group", "franchise"),
    NAME: ("Name", "clinic", "clinic name"),
    "region": ("Region", "province", "region code"),
    "staff_language": ("Staff language", "language of staff"),
    "languages": ("Languages", "language"),
    "topics": ("Topics", "topic", "leaflets"),
    "contact.address": ("Address", "postal address", "street address", "street"),
    "contact.phone": ("Phone", "telephone", "tel", "phone number", "telephone number"),
    "contact.numbers.toll-free": ("Toll-free", "toll-free number", "freephone"),
    "contact.numbers.texts": ("Texts", "text messages", "SMS"),
    "contact.numbers.whatsapp": ("WhatsApp",),
    "contact.numbers.after-hours": ("After hours", "out of hours"),
    "contact.numbers.fax": ("Fax", "fax number"),
    "contact.numbers.tty": ("TTY", "text telephone"),
    "contact.numbers.reception": ("Reception",),
    "contact.email": ("E-mail", "e-mail address", "mail"),
    "contact.website": ("Website", "web", "site", "web address", "homepage", "url"),
    "contact.code": ("Code leads to",),
    "contact.booking": ("Book online", "booking", "booking page", "online booking"),
    **{f"hours.{day.lower()}": (day, day[:3]) for day in
       ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")},
    "hours.holidays": ("Public holidays", "holidays", "holiday"),
    "regulator.name": ("Regulator", "college", "regulatory body"),
    "regulator.website": ("Regulator's website", "college website"),
    "library": ("Library", "library address"),
    LOGO: ("Logo", "logo file"),
    "brand.typeface": ("Typeface", "font"),
    "brand.family": ("Layout", "layout family", "family of layouts"),
    "brand.corners": ("Corners",),
    "brand.ornament": ("Ornament", "drawing"),
    "brand.primary": ("Primary colour", "primary", "primary color", "main colour", "main color"),
    "brand.accent": ("Accent colour", "accent", "accent color", "second colour", "second color"),
    "brand.press.primary.cmyk": ("Primary inks", "primary CMYK"),
    "brand.press.primary.spot": ("Primary spot ink",),
    "brand.press.accent.cmyk": ("Accent inks", "accent CMYK"),
    "brand.press.accent.spot": ("Accent spot ink",),
}  # fmt: skip
"""What people call a key at the head of a column; the first is what an export writes. Other keys go by themselves."""
ALWAYS = frozenset(HEADINGS) - {one for one in HEADINGS if one.startswith("contact.numbers.")} - {
    "staff_language", "hours.holidays", "library", "regulator.website", "brand.typeface", "brand.family",
    "brand.corners", "brand.ornament", "contact.code",
    "brand.press.primary.cmyk", "brand.press.primary.spot", "brand.press.accent.cmyk", "brand.press.accent.spot",
}  # fmt: skip
"""The columns of every export, used or not: what most clinics say."""
_SEPARATORS = re.compile(r"[,;]")


@dataclass(frozen=True)
class Column:
    """A key of a clinic as a column. `kind` says whether a cell holds one text, a list, or either."""

    key: str
    kind: Literal["text", "list", "either"] = "text"
    is_required: bool = False
    info: FieldInfo | None = field(default=None, compare=False)

    @property
    def path(self) -> tuple[str, ...]:
        """The key as the names of tables, and that of the value in the last."""
        return tuple(self.key.split("."))

    @property
    def heading(self) -> str:
        """What an export writes at its head."""
        return HEADINGS.get(self.key, (self.key,))[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people may write at its head."""
        return (self.key, *HEADINGS.get(self.key, ()), self.path[-1])

    def value_of(self, cell: str) -> Value:
        """Return what a cell says: a list stands in lines or, where there is only one, between commas."""
        if self.kind == "text":
            return cell.strip()
        lines = cell.splitlines() if "\n" in cell or "\r" in cell else _SEPARATORS.split(cell)
        entries = [one.strip() for one in lines if one.strip()]
        return entries[0] if self.kind == "either" and len(entries) == 1 else entries

    def cell_of(self, value: Any) -> str | None:
        """Return the cell that says a value; None for one that no cell of this column can say."""
        entries = value if isinstance(value, list) else [value]
        if not entries or not all(isinstance(one, str) for one in entries):
            return None
        is_plain = self.kind == "text" or not any(_SEPARATORS.search(one) for one in entries)
        cell = ", ".join(entries) if is_plain else "\n".join(entries)
        if not is_plain and len(entries) == 1:
            cell += "\n"  # by which a comma is known to be one of the text
        return cell if cell.strip() and self.means_the_same(self.value_of(cell), value) else None

    def means_the_same(self, one: Any, other: Any) -> bool:
        """Tell whether two values that people wrote are one to the program: `9-17h` and `09:00-17:00` may be."""
        return one == other or self._meaning(one) == self._meaning(other)

    def _meaning(self, value: Any) -> tuple[bool, Any]:
        try:
            return True, self._adapter.validate_python(value)
        except ValidationError:
            return False, value

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        annotated: Any = typing.Annotated
        return TypeAdapter(annotated[self.info.annotation, self.info] if self.info else str)


@cache
def columns() -> dict[str, Column]:
    """Return all columns by their keys, in the order of an export: as a clinic's file has them."""
    found = {FOLDER: Column(FOLDER), **{one.key: one for one in _columns(Clinic, "")}}
    return {key: found[key] for key in (*HEADINGS, *found) if key in found}


def _columns(model: type[BaseModel], prefix: str, *, is_required: bool = True) -> Iterator[Column]:
    for name, info in model.model_fields.items():
        if prefix or name not in NOT_ITS_OWN:
            yield from _of_field(f"{prefix}{name}", info, is_required=is_required and info.is_required())


def _of_field(key: str, info: FieldInfo, *, is_required: bool) -> Iterator[Column]:
    inner, arguments = _bare(info.annotation), typing.get_args(_bare(info.annotation))
    if typing.get_origin(inner) is dict:
        for name in typing.get_args(arguments[0]):
            yield Column(f"{key}.{name}", info=FieldInfo.from_annotation(arguments[1]))
    elif typing.get_origin(inner) is tuple:
        is_list_of_texts = not _is_table(_bare(arguments[0]))
        may_be_one = any(isinstance(one, BeforeValidator) for one in info.metadata)
        if is_list_of_texts:
            yield Column(key, "either" if may_be_one else "list", is_required, info)
    elif _is_table(inner):
        yield from _columns(inner, f"{key}.", is_required=is_required)
    elif inner is str or typing.get_origin(inner) is Literal or _is_written(inner):
        is_of_texts = getattr(inner, "written_as", "text") == "texts"
        yield Column(key, "either" if is_of_texts else "text", is_required, info)


def _is_table(inner: Any) -> bool:
    return _is_written(inner) and inner.written_as == "table"


def _is_written(inner: Any) -> bool:
    return isinstance(inner, type) and issubclass(inner, Written)


def _bare(annotation: Any) -> Any:
    """Return a type without what may be left out, and without what is said of it."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _bare(typing.get_args(annotation)[0])
    left = [one for one in typing.get_args(annotation) if one is not type(None)]
    return _bare(left[0]) if type(None) in typing.get_args(annotation) and len(left) == 1 else annotation


@cache
def _by_name() -> dict[str, Column]:
    """Return columns by everything that they are called; what two are called means neither, unless it is a key."""
    called: dict[str, set[str]] = {}
    for column in columns().values():
        for name in column.names:
            called.setdefault(letters(name), set()).add(column.key)
    own = {letters(name): key for key, names in HEADINGS.items() for name in (key, *names)}
    clear = {name: next(iter(keys)) for name, keys in called.items() if len(keys) == 1}
    return {name: columns()[key] for name, key in {**clear, **own}.items() if key in columns()}


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names; None if it names none."""
    return _by_name().get(letters(heading))


def hint_for(heading: str, taken: Sequence[Column]) -> str:
    """Return what was probably meant by a heading that names no column."""
    open_ = [one for one in columns().values() if one not in taken]
    near = alike(heading, [Named(one.heading, one.names) for one in open_])
    if near:
        return f"Did you mean {' or '.join(f'“{one.name}”' for one in near)}?"
    return "Name it by a key, such as contact.phone. To have a column passed over, begin its heading with #."
