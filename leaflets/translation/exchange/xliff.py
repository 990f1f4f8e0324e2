"""A job as XLIFF 1.2, which every translation tool reads."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

import leaflets
from leaflets.errors import Problem
from leaflets.translation.exchange.grid import ALL, foreign
from leaflets.translation.exchange.job import (
    ERASE,
    NEEDS_WORK,
    NOT_TRANSLATED,
    TRANSLATED,
    Job,
    Returned,
    Row,
    Unit,
    settled,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
TOOL = "leaflets-catalogue-export"
SOURCE = "en"
_SPACE, _LANG = "{http://www.w3.org/XML/1998/namespace}space", "{http://www.w3.org/XML/1998/namespace}lang"
_WRITTEN = {TRANSLATED: "translated", NEEDS_WORK: "needs-adaptation", NOT_TRANSLATED: "needs-translation"}
_READ = {
    "translated": TRANSLATED,
    "final": TRANSLATED,
    "signed-off": TRANSLATED,
    "new": NOT_TRANSLATED,
    "needs-translation": NOT_TRANSLATED,
    "needs-review-translation": NEEDS_WORK,
    "needs-review-adaptation": NEEDS_WORK,
    "needs-review-l10n": NEEDS_WORK,
    "needs-adaptation": NEEDS_WORK,
    "needs-l10n": NEEDS_WORK,
    "x-erase": ERASE,
}
"""What the states of the standard mean here. `new` with a text is a translation: not every tool sets the state."""
_EXPORTED = "x-leaflets-exported"


def write_xliff(job: Job) -> bytes:
    """Return the file: one trans-unit for each text, the forms of a plural in one group."""
    root = etree.Element(_tag("xliff"), {"version": "1.2"}, nsmap={None: NAMESPACE})
    file = _add(root, "file", original="leaflets.po", datatype="plaintext")
    file.attrib.update({"source-language": SOURCE, "target-language": job.language, "tool-id": TOOL})
    file.attrib.update({"product-name": job.project, "category": " ".join(job.topics) or ALL, "build-num": job.digest})
    _add(_add(file, "header"), "tool", **{"tool-id": TOOL, "tool-name": TOOL, "tool-version": leaflets.__version__})
    parent = body = _add(file, "body")
    for unit in job.units:
        if unit.key.plural is None:
            parent = body
        elif unit.form == 0:
            parent = _add(body, "group", id=unit.id.removesuffix("-0"), restype="x-gettext-plurals")
        _add_unit(parent, unit, job.language)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _add_unit(parent: Any, unit: Unit, language: str) -> None:
    element = _add(parent, "trans-unit", id=unit.id)
    element.set(_SPACE, "preserve")
    source, target = _add(element, "source"), _add(element, "target", state=_WRITTEN[unit.state])
    source.text, target.text = unit.source, unit.text or None
    source.set(_LANG, SOURCE)
    target.set(_LANG, language)
    group = _add(element, "context-group", name="leaflets", purpose="x-leaflets")
    _add(group, "context", **{"context-type": _EXPORTED}).text = unit.exported
    for note in (*unit.notes, *_plural_notes(unit)):
        _add(element, "note", **{"from": "developer"}).text = note


def _plural_notes(unit: Unit) -> tuple[str, ...]:
    if unit.key.plural is None:
        return ()
    return (f"Plural form {unit.form_note}", f"Singular: {unit.key.id}", f"Plural: {unit.key.plural}")


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    return etree.SubElement(parent, _tag(tag), attributes)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def read_xliff(data: bytes, name: str, problems: list[Problem]) -> Returned | None:
    """Return what came back, or None after adding why it cannot be read. Entities are never resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        hint = "Take the file from your translation tool again; this one is damaged."
        reason = f"The file is not valid XML: {getattr(error, 'msg', error)}."
        problems.append(Problem(name, reason, hint, getattr(error, "lineno", None)))
        return None
    if root.getroottree().docinfo.doctype:
        hint = "No translation tool writes that; ask where the file comes from."
        problems.append(Problem(name, "The file declares XML entities.", hint, 1))
        return None
    files = root.findall(_tag("file"))
    if root.tag != _tag("xliff") or len(files) != 1 or not _is_ours(files[0]):
        problems.append(foreign(name))
        return None
    return _returned(files[0], name, problems)


def _is_ours(file: Any) -> bool:
    return {"product-name", "target-language", "category", "build-num"} <= set(file.attrib)


def _returned(file: Any, name: str, problems: list[Problem]) -> Returned:
    topics = file.get("category")
    chosen = () if topics == ALL else tuple(topics.split())
    rows = tuple(_row(unit, name, problems) for unit in file.iter(_tag("trans-unit")))
    return Returned(file.get("product-name"), file.get("target-language"), chosen, file.get("build-num"), rows)


def _row(unit: Any, name: str, problems: list[Problem]) -> Row:
    line = unit.sourceline
    source, target = unit.find(_tag("source")), unit.find(_tag("target"))
    texts = ["" if one is None else "".join(_pieces(one, name, problems)) for one in (source, target)]
    said = None if target is None else target.get("state")
    if said is not None and said not in _READ:
        hint = f"Known are: {', '.join(_READ)}."
        problems.append(Problem(name, f"The state “{said}” is not known.", hint, line))
    state = settled(_READ.get(said or "translated", TRANSLATED), texts[1])
    contexts = unit.iterfind(f"{_tag('context-group')}/{_tag('context')}[@context-type='{_EXPORTED}']")
    exported = next((context.text or "" for context in contexts), "")
    return Row(line, unit.get("id", ""), (texts[0],), texts[1], state, exported)


def _pieces(element: Any, name: str, problems: list[Problem]) -> Iterator[str]:
    """Yield the text of a source or target; marks of segments are looked through, other tags are faults."""
    yield element.text or ""
    for child in element:
        if child.tag == _tag("mrk"):
            yield from _pieces(child, name, problems)
        elif isinstance(child.tag, str):
            hint = "Leaflets hold plain words; take the tag out in your translation tool."
            tag = etree.QName(child).localname
            problems.append(Problem(name, f"A tag <{tag}> stands in the text.", hint, child.sourceline))
        yield child.tail or ""
