"""Answers record systems: the query of HL7 Infobutton, as URL, in the names that MedlinePlus Connect has made common.

What is asked is a topic, by its id or by its title in any language, and the patient's language. The answer is an Atom
feed, or the same as JSON, with a sheet for each clinic that has it. It holds nothing of a patient, and nothing is kept.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from lxml import etree
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from leaflets.errors import Problem
from leaflets.library.items import Item
from leaflets.model import Language
from leaflets.project import SOURCE_LANGUAGE, Project
from leaflets.project.naming import meant_language, meant_thing
from leaflets.serving.answers import Shop
from leaflets.serving.present import ALONE, Moment

ATOM = "http://www.w3.org/2005/Atom"
CODE, SYSTEM, NAME, WORDS = (f"mainSearchCriteria.v.{one}" for one in ("c", "cs", "dn", "ot"))
LANGUAGE = "informationRecipient.languageCode.c"
TYPE = "knowledgeResponseType"
CLINIC = "clinic"
"""Our own: whose sheets are asked for; without it, those of all clinics."""
CATEGORIES = (CODE, SYSTEM, NAME, LANGUAGE)
LONGEST = 200
"""Characters of what is asked for that are looked at."""


@dataclass(frozen=True)
class Entry:
    """One sheet that answers a question."""

    item: Item
    clinic: str
    day: str


@dataclass(frozen=True)
class Reply:
    """What is answered: sheets, or plain words where there are none."""

    words: str
    language: Language
    entries: tuple[Entry, ...] = ()


def infobutton(shop: Shop) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers `/infobutton`."""

    async def answer(request: Request) -> Response:
        moment = await shop.now()
        asked = {name: value[:LONGEST].strip() for name, value in request.query_params.items()}
        reply = await anyio.to_thread.run_sync(_reply, moment, asked)
        base = str(request.base_url)
        if "json" in asked.get(TYPE, ""):
            return JSONResponse(_as_json(moment, reply, asked, base))
        return Response(_as_atom(moment, reply, asked, base), media_type="application/atom+xml")

    return answer


def _reply(moment: Moment, asked: Mapping[str, str]) -> Reply:
    """Return the sheets that are meant; never one in a language that nobody asked for."""
    with ALONE:
        project = moment.project
        english = project.languages[SOURCE_LANGUAGE]
        named = asked.get(LANGUAGE) or "en"
        meant = meant_language(project, named, LANGUAGE)
        language = english if isinstance(meant, Problem) else project.languages[meant.name]
        topics = list(_topics(project, asked))
        if not topics:
            return Reply("Nothing here answers this question.", language)
        if isinstance(meant, Problem):
            return Reply(f"There is nothing in this language here. {_others(moment, topics)}", english)
        entries = tuple(_entries(moment, topics, language.code, asked.get(CLINIC, "")))
        words = "" if entries else f"There is nothing about this in {language.name}. {_others(moment, topics)}"
        return Reply(words, language, entries)


def _topics(project: Project, asked: Mapping[str, str]) -> Iterator[str]:
    """Yield the topic that is meant by its id, or else by its title: the first of what is asked that means one."""
    for name in (CODE, NAME, WORDS):
        typed = asked.get(name, "")
        meant = meant_thing(project, "topic", typed, name) if typed else None
        if meant is not None and not isinstance(meant, Problem):
            yield meant.name
            return


def _entries(moment: Moment, topics: Iterable[str], code: str, clinic: str) -> Iterator[Entry]:
    for shelf in moment.holdings().shelves:
        for item in (one for topic in topics for one in shelf.about(topic)):
            if item.leaflet.language == code and item.is_offered and clinic in {"", shelf.clinic}:
                yield Entry(item, shelf.name, moment.today.isoformat())


def _others(moment: Moment, topics: Iterable[str]) -> str:
    """Say in which languages there is something."""
    items = [one for shelf in moment.holdings().shelves for topic in topics for one in shelf.about(topic)]
    names = dict.fromkeys(one.language.name for one in items if one.is_offered)
    return f"It is here in: {', '.join(names)}." if names else ""


def _summary(item: Item) -> str:
    return item.state.why


def _categories(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, asked.get(name, "")) for name in CATEGORIES]


def _links(item: Item, base: str) -> Iterator[tuple[str, str, str]]:
    """Yield relation, address and type of a sheet's page and its PDF; the PDF names its page."""
    yield "alternate", f"{base}{item.page_path}", "text/html"
    if item.copy:
        yield "enclosure", f"{base}{item.copy.path}", "application/pdf"


def _self(asked: Mapping[str, str], base: str) -> str:
    return f"{base}infobutton?{urlencode({name: value for name, value in _categories(asked) if value})}"


def _as_atom(moment: Moment, reply: Reply, asked: Mapping[str, str], base: str) -> bytes:
    """Return the answer as an Atom feed (RFC 4287)."""
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    feed = etree.Element(f"{{{ATOM}}}feed", {lang: reply.language.bcp47}, nsmap={None: ATOM})

    def add(place: Any, name: str, text: str = "", **more: str) -> Any:
        made = etree.SubElement(place, f"{{{ATOM}}}{name}", {key: value for key, value in more.items() if value})
        made.text = _clean(text) or None
        return made

    updated = f"{moment.today.isoformat()}T00:00:00Z"
    add(feed, "title", "Leaflets for patients")
    add(feed, "subtitle", reply.words)
    add(feed, "id", _clean(_self(asked, base)))
    add(feed, "updated", updated)
    add(add(feed, "author"), "name", ", ".join(dict.fromkeys(one.clinic for one in reply.entries)) or "Leaflets")
    for name, value in _categories(asked):
        etree.SubElement(feed, f"{{{ATOM}}}category", {"scheme": name, "term": _clean(value)})
    for one in reply.entries:
        entry = add(feed, "entry")
        entry.set(lang, one.item.language.bcp47)
        add(entry, "title", one.item.title)
        for relation, address, sort in _links(one.item, base):
            add(entry, "link", rel=relation, href=address, type=sort)
        add(entry, "id", f"{base}{one.item.page_path}")
        add(entry, "updated", updated)
        add(add(entry, "author"), "name", one.clinic)
        add(entry, "summary", _summary(one.item)).set(lang, "en")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="UTF-8"))


def _as_json(moment: Moment, reply: Reply, asked: Mapping[str, str], base: str) -> dict[str, Any]:
    """Return the same as JSON, in the shape of MedlinePlus Connect."""
    updated = f"{moment.today.isoformat()}T00:00:00Z"
    entries = [
        {
            "lang": one.item.language.bcp47,
            "title": {"_value": one.item.title, "type": "text"},
            "link": [{"rel": rel, "href": href, "type": sort} for rel, href, sort in _links(one.item, base)],
            "id": {"_value": f"{base}{one.item.page_path}"},
            "updated": {"_value": updated},
            "author": {"name": {"_value": one.clinic}},
            "summary": {"_value": _summary(one.item), "type": "text"},
        }
        for one in reply.entries
    ]
    feed = {
        "base": base,
        "lang": reply.language.bcp47,
        "title": {"_value": "Leaflets for patients", "type": "text"},
        "subtitle": {"_value": reply.words, "type": "text"},
        "id": {"_value": _self(asked, base)},
        "updated": {"_value": updated},
        "category": [{"scheme": name, "term": value} for name, value in _categories(asked)],
        "entry": entries,
    }
    return {"feed": feed}


def _clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return "".join(one for one in text if one.isprintable() and one not in "\ufffe\uffff")
