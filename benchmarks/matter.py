"""What a leaflet says, as data for another typesetter: the topic's words, the clinic's matter and its brand apart.

Each is a value that JSON can hold. Rendered words are runs (`benchmarks/runs.py`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from runs import Run, runs_of

from leaflets.composition.direction import plain
from leaflets.composition.layout import halves, runs
from leaflets.composition.sheet import Sheet
from leaflets.composition.words import Words
from leaflets.model import Content, Section, Statement

Data = dict[str, Any]
PAGE, PAGES = "\ue000", "\ue001"
"""Stand in words where the numbers of the page and of all pages come."""


def topic_matter(content: Content, sheet: Sheet, words: Words) -> Data:
    """Return what every clinic of a place prints of a topic in a language."""
    say, tones = words.gettext, sheet.custom_properties
    return {
        "language": sheet.language.code.split("_")[0],
        "direction": sheet.language.direction,
        "paper": "us-letter" if sheet.region.paper == "letter" else "a4",
        "title": runs_of(content.title),
        "title-plain": plain(content.title),
        "lead": runs_of(content.lead),
        "line-height": float(tones["line-height"]),
        "type": float(tones["type"].removesuffix("pt")),
        "leading": float(tones["leading"]),
        "room": float(tones["room"].removesuffix("mm")),
        "draft": None if sheet.approval.is_final else _draft(words),
        "key": say("Key points"),
        "tick": runs_of(
            say("Tick yes or no in each line. If you are not sure, leave it empty and ask us.")
            + " "
            + say("This sheet asks for no name, and the file sends nothing to anyone.")
        ),
        "answers": [words.pgettext("answer", "Yes"), words.pgettext("answer", "No")],
        "legend": _legend(content, sheet, words),
        "ends": [words.pgettext("pain", "No pain"), words.pgettext("pain", "Worst pain")],
        "record": [say("Date of treatment"), say("Part of the body")],
        "sections": [part for section in content.sections for part in _parts(section, sheet, words)],
        "sources-before": sheet.sources_before,
        "sources": list(_sources(sheet, words)),
        "reviewers": [say("Reviewed by"), runs_of(sheet.reviewers)] if sheet.reviewers else None,
        "about": list(_about(content, sheet, words)),
        "general": runs_of(
            " ".join(
                [
                    say("This leaflet is for people who have this treatment or think about it."),
                    say("We last looked at these sources in %(month)s.", month=sheet.month(sheet.references.looked_at)),
                    say(
                        "This leaflet gives general information. It does not replace the advice of your"
                        " physiotherapist or doctor."
                    ),
                ]
            )
        ),
        "english-title": sheet.english_title,
        "language-name": sheet.language.name,
        "page": plain(say("Page %(page)s of %(pages)s", page=PAGE, pages=PAGES)),
    }


def clinic_matter(sheet: Sheet, words: Words) -> Data:
    """Return what a clinic prints on each of its leaflets in a language."""
    say, tones = words.gettext, sheet.custom_properties
    online = [(say("Book a visit"), sheet.booking)] if sheet.booking else [("", sheet.website)]
    return {
        "fonts": {role: [name.strip('" ') for name in tones[role].split(",")] for role in ("headings", "text")},
        "name": runs_of(sheet.name),
        "name-plain": sheet.clinic.name,
        "is-long": sheet.name_lines > 1,
        "logo-alt": plain(say("Logo of %(clinic)s", clinic=sheet.clinic.name)),
        "card": sheet.card,
        "is-dense": sheet.is_dense,
        "questions": say("Questions? Comments? Tell us."),
        "phone": runs_of(sheet.phone),
        "phone-in-foot": runs_of(sheet.phone_in_foot),
        "lines": [
            [runs_of(kind), runs_of(what)]
            for kind, what in [*sheet.numbers, ("", sheet.email), *online]
            if what is not None
        ],
        "address": runs_of(sheet.address),
        "hours-title": say("Opening hours"),
        "hours": [[runs_of(days), [runs_of(one) for one in times]] for days, times in sheet.hours],
        "holidays": [[runs_of(days), runs_of(what)] for days, what in sheet.holidays],
        "code-alt": _code_alt(sheet, words),
        "registered": runs_of(
            say("Our physiotherapists are registered with %(regulator)s.", regulator=sheet.regulator)
        ),
        "publisher": [say("Publisher"), runs_of(sheet.publisher)],
        "further": [say("Read more"), [runs_of(one) for one in sheet.further]] if sheet.further else None,
    }


def brand_matter(sheet: Sheet) -> Data:
    """Return a brand's tones by their names."""
    return {name: value for name, value in sheet.custom_properties.items() if value.startswith("#")}


def _draft(words: Words) -> Data:
    say = words.gettext
    own = [say("Draft"), say("Not approved for patients yet")]
    return {"own": own, "english": None if words.language.code == "en" else ["Draft", "Not approved for patients yet"]}


def _legend(content: Content, sheet: Sheet, words: Words) -> list[str] | None:
    if content.per is None:
        return None
    each = "Each dot is one treatment. Each picture shows %(total)s treatments."
    return [
        words.gettext(each, total=sheet.number(content.per)),
        words.gettext("Dark dots: the lowest number found."),
        words.gettext("Ringed dots: up to the highest number found."),
    ]


def _code_alt(sheet: Sheet, words: Words) -> str | None:
    online = sheet.clinic.contact.online
    return plain(words.gettext("Code to scan for %(address)s", address=online)) if online else None


def _sources(sheet: Sheet, words: Words) -> Iterator[Data]:
    """Yield the rows of `parts/sources.html.j2`."""
    say, references = words.gettext, sheet.references
    others = say("Other sources") if references.behind_numbers else say("Where this comes from")
    undated = f" ({words.pgettext('source', 'no date')})"
    for title, sources in (
        (say("Where these numbers come from"), references.behind_numbers),
        (others, references.others),
        (say("Not checked against the original yet"), references.unverified),
    ):
        if sources:
            named = (one.name + ("" if one.is_dated else undated) for one in sources)
            yield {"title": title, "text": runs_of("\xa0· ".join(named))}


def _about(content: Content, sheet: Sheet, words: Words) -> Iterator[list[str]]:
    """Yield the columns of the imprint's table: a label and a value."""
    say, approval = words.gettext, sheet.approval
    yield [say("Version"), content.version]
    yield [say("Content id"), content.id]
    yield [say("Text written"), sheet.date(content.dated)]
    yield [say("Last reviewed"), sheet.date(approval.reviewed) if approval.is_final else say("Not yet")]
    due = approval.lapses if approval.is_final else None
    yield [say("Next review due"), sheet.date(due) if due else say("Before first use")]
    if not approval.is_final:
        is_original = sheet.language.provenance == "original"
        drafted = say("Machine draft, not checked by a person yet")
        yield [say("Translation"), say("Original text") if is_original else drafted]


def _parts(section: Section, sheet: Sheet, words: Words) -> Iterator[Data]:
    """Yield a section page by page where its groups stand in columns; other sections flow."""
    is_grouped = section.items[0].kind == "group"
    for number, items in enumerate(sheet.parts(section) if is_grouped else [section.items]):
        title = words.gettext("%(heading)s (continued)", heading=section.title) if number else section.title
        part = replace(section, title=title, items=tuple(items))
        yield {**_section(part, sheet), "new-page": number > 0}


def _section(section: Section, sheet: Sheet) -> Data:
    in_columns = [item for item in section.items if item.kind in ("bullet", "group")]
    return {
        "id": section.id,
        "kind": section.kind,
        "title": runs_of(section.title),
        "number": runs_of(section.number) if section.number else None,
        "say": section.say if sheet.language.code != "en" else None,
        "split": len(halves([_whole(item) for item in in_columns])[0]),
        "runs": [[kind, [_item(one, sheet) for one in items]] for kind, items in runs(section.items)],
    }


def _whole(item: Section | Statement) -> Statement:
    """Return what a column is weighed by: a statement, or all of a group as one."""
    if isinstance(item, Statement):
        return item
    return replace(item.statements[0], text=item.title + Markup("").join(one.text for one in item.statements))


def _item(item: Section | Statement, sheet: Sheet) -> Data:
    if isinstance(item, Section):
        return _section(item, sheet)
    found: dict[str, str | list[Run] | int | bool | list[str] | None] = {
        "id": item.id,
        "text": runs_of(item.text),
        "plain": plain(item.text),
        "captioned": item.is_captioned,
    }
    if item.heading:
        found["heading"] = runs_of(item.heading)
    if item.frequency:
        found |= {"band": plain(item.frequency.band), "alt": f"{plain(item.heading or '')}: {plain(item.text)}"}
    if item.extent:
        found["ticks"] = [str(sheet.number(step)) for step in range(int(item.extent.whole) + 1)]
    return found
