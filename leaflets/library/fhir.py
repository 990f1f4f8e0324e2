"""A leaflet as record systems know documents: an HL7 FHIR R4 `DocumentReference` (hl7.org/fhir/R4)."""

import base64
import hashlib
import json
import uuid
from typing import Any

from leaflets.library.items import Holdings, Item
from leaflets.model.contact import ascii_url
from leaflets.project import Project

LOINC = "http://loinc.org"
PATIENT_EDUCATION = {"system": LOINC, "code": "34895-3", "display": "Education note"}
LANGUAGES = "urn:ietf:bcp:47"
URI = "urn:ietf:rfc:3986"


def document_reference(project: Project, item: Item, pdf: bytes, holdings: Holdings) -> bytes:
    """Return a leaflet's `DocumentReference`, which names its PDF and its web page."""
    return f"{json.dumps(_document(project, item, pdf, holdings), ensure_ascii=False, indent=1)}\n".encode()


def _document(project: Project, item: Item, pdf: bytes, holdings: Holdings) -> dict[str, Any]:
    leaflet, is_final = item.leaflet, item.state.name == "final"
    sha1 = hashlib.sha1(pdf, usedforsecurity=False).digest()  # what FHIR's `hash` is
    clinic = project.clinics[leaflet.clinic]
    name = f"{item.id}/{item.content_id}"
    address = f"{ascii_url(clinic.library)}/" if clinic.library else ""
    return {
        "resourceType": "DocumentReference",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "language": "en",
        "masterIdentifier": {"system": URI, "value": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, sha1.hex())}"},
        "identifier": [{"value": item.content_id}],
        "status": "current" if item.state.name in {"final", "draft"} else "superseded",
        "docStatus": "final" if is_final else "preliminary",
        "type": {"coding": [PATIENT_EDUCATION], "text": "Patient leaflet"},
        "date": f"{holdings.today.isoformat()}T00:00:00Z",
        "author": [{"display": clinic.name}],
        "custodian": {"display": clinic.name},
        "description": f"{item.english}, in {item.language.name}",
        "content": [
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "language": item.language.bcp47,
                    "url": f"{address}{leaflet.path}",
                    "size": len(pdf),
                    "hash": base64.b64encode(sha1).decode(),
                    "title": item.title,
                    "creation": f"{item.dated}",
                }
            },
            {
                "attachment": {
                    "contentType": "text/html",
                    "language": item.language.bcp47,
                    "url": f"{address}{item.page_path}",
                    "title": item.title,
                }
            },
        ],
    }
