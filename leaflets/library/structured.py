"""What a web page says to search engines: a `MedicalWebPage` of schema.org."""

import json
from typing import Any

from markupsafe import Markup

from leaflets.composition.direction import plain
from leaflets.composition.sides import Side

CONTEXT = "https://schema.org"


def structured_data(side: Side, therapy: str, pdf: str, address: str | None) -> Markup:
    """Return a leaflet's JSON-LD, safe inside a `script`.

    `therapy` is what its treatment is called in English, `pdf` the way from the page to its PDF.
    """
    text = json.dumps(_page(side, therapy, pdf, address), ensure_ascii=False, indent=1)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign of markup is left


def _page(side: Side, therapy: str, pdf: str, address: str | None) -> dict[str, Any]:
    sheet, content, clinic = side.sheet, side.content, side.sheet.clinic
    approval = sheet.approval
    page: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "MedicalWebPage",
        "name": plain(content.title),
        "description": plain(content.lead),
        "inLanguage": side.lang,
        "identifier": content.id,
        "version": content.version,
        "creativeWorkStatus": "Published" if approval.is_final else "Draft",
        "dateModified": content.dated.isoformat(),
        "isAccessibleForFree": True,
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "about": {"@type": "MedicalTherapy", "name": therapy},
        "publisher": {"@type": "MedicalClinic", "name": clinic.name, "telephone": clinic.contact.phone.number},
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf},
        "citation": [plain(one.name) for one in (*sheet.references.behind_numbers, *sheet.references.others)],
    }
    if address:
        page["url"] = address
    if approval.is_final:
        page["lastReviewed"] = approval.reviewed.isoformat()
        people = [{"@type": "Person", "name": one.name, "honorificSuffix": one.credential} for one in approval.signers]
        page["reviewedBy"] = people
    return page
