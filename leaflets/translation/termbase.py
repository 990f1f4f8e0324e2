"""The glossary for other tools: as plain data, and as TBX, which translation editors import.

TBX is ISO 30042. Editors read the version of 2008 (TBX-Basic: martif, termEntry, langSet, tig), not that of 2019.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lxml import etree

from leaflets.model import Term
from leaflets.project import SOURCE_LANGUAGE

PREFERRED, ADMITTED, DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
"""The words of TBX-Basic for a term's standing (data category administrativeStatus)."""
UNSURE = "Unsure: a native medical translator has to look at it."
DOCTYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def languages_of(terms: Iterable[Term]) -> list[str]:
    """Return every language that a glossary has words of."""
    return sorted({code for term in terms for code in term.languages})


def as_data(terms: Iterable[Term], languages: Collection[str]) -> list[dict[str, Any]]:
    """Return terms as plain data: what is written in the glossary, for these languages only."""
    return [{**term.model_dump(mode="json"), "languages": _forms(term, languages)} for term in terms]


def _forms(term: Term, languages: Collection[str]) -> dict[str, Any]:
    return {code: forms.model_dump(mode="json") for code, forms in term.languages.items() if code in languages}


def as_rows(terms: Iterable[Term], languages: Collection[str]) -> list[tuple[str, ...]]:
    """Return (term, language, words to use, words never to use, note) for each term in each language."""
    rows: list[tuple[str, ...]] = []
    for term in terms:
        for code in languages:
            forms = term.languages.get(code)
            if forms is None:
                rows.append((term.term, code, "", "", "no agreed word yet"))
                continue
            note = " ".join(filter(None, ("" if forms.sure else UNSURE, forms.note)))
            rows.append((term.term, code, ", ".join(forms.allowed), ", ".join(forms.forbidden), note))
    return rows


def as_tbx(terms: Iterable[Term], languages: Collection[str]) -> bytes:
    """Return terms as TBX-Basic: first form preferred, other allowed forms admitted, forbidden ones deprecated."""
    root = etree.Element("martif", {"type": "TBX-Basic", LANG: SOURCE_LANGUAGE})
    header = etree.SubElement(root, "martifHeader")
    source = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    _text(source, "p", "The glossary of leaflets: locales/glossary.toml")
    _text(etree.SubElement(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for term in terms:
        _add_entry(body, term, languages)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return (DOCTYPE + text + "\n").encode("utf-8")


def _add_entry(body: Any, term: Term, languages: Collection[str]) -> None:
    entry = etree.SubElement(body, "termEntry", {"id": term.id})
    if term.note:
        _text(entry, "note", term.note)
    _add_language(entry, SOURCE_LANGUAGE, {PREFERRED: [term.term], ADMITTED: term.forms})
    for code, forms in term.languages.items():
        if code in languages:
            first, *others = forms.allowed
            notes = [*([] if forms.sure else [UNSURE]), *([forms.note] if forms.note else [])]
            standing = {PREFERRED: [first], ADMITTED: others, DEPRECATED: forms.forbidden}
            _add_language(entry, code, standing, notes)


def _add_language(entry: Any, code: str, standing: Mapping[str, Collection[str]], notes: Iterable[str] = ()) -> None:
    """Add the words of one language, each with its standing; notes come first, as the format wants it."""
    language = etree.SubElement(entry, "langSet", {LANG: code.replace("_", "-")})
    for note in notes:
        _text(language, "note", note)
    for status, forms in standing.items():
        for form in forms:
            group = etree.SubElement(language, "tig")
            _text(group, "term", form)
            _text(group, "termNote", status, type="administrativeStatus")


def _text(parent: Any, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text
