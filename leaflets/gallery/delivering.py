"""Writes pictures of the leaflets that a build has delivered, and a manifest that tells programs of them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaflets.delivery import Report, write_whole
from leaflets.delivery.delivered import delivered_pdf
from leaflets.delivery.delivering import write_changed
from leaflets.gallery.cards import Cards
from leaflets.gallery.images import TYPES, Images, Picture
from leaflets.gallery.telling import Teller, Told
from leaflets.model import Failed, Leaflet
from leaflets.model.work import IMAGES, MANIFEST
from leaflets.project import Project
from leaflets.store import open_store


@dataclass
class ImageRun:
    """What became of the pictures: what the manifest says of each leaflet, and what failed."""

    out: Path
    entries: list[dict[str, Any]] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


def deliver_images(project: Project, report: Report, entries: Iterable[dict[str, Any]]) -> ImageRun:
    """Write the pictures of each leaflet that a build printed, then the manifest.

    `entries` are what the report says of them. Raises `DeliveryError` when the disk refuses, and `ProjectError` where
    the folder has a card of its own.
    """
    run, teller, images = ImageRun(report.out), Teller(project), Images(Cards(project), open_store(project.root))
    for entry in entries:
        pdf = delivered_pdf(entry, report.out)
        if isinstance(pdf, Failed):
            run.failed.append(pdf)
            continue
        told = teller.told(entry)
        pictures = images.of(told, pdf)
        for one in pictures:
            write_changed(report.out / told.leaflet.picture_paths[one.kind], one.data)
        run.entries.append(_entry(told, pictures))
    manifest = json.dumps({"leaflets": run.entries}, ensure_ascii=False, indent=1)
    write_whole(report.out / IMAGES / MANIFEST, f"{manifest}\n".encode())
    return run


def _entry(told: Told, pictures: Iterable[Picture]) -> dict[str, Any]:
    """Return what the manifest says of a leaflet and its pictures; paths begin at its own folder."""
    leaflet, language = told.leaflet, told.language
    return {
        "pdf": str(leaflet.path),
        "sha256": told.sha256,
        "content_id": told.content_id,
        "state": told.state,
        "clinic": leaflet.clinic,
        "clinic_name": told.clinic,
        "topic": leaflet.topic,
        "edition": leaflet.edition,
        "language": language.bcp47,
        "language_name": language.name,
        "own_name": language.endonym,
        "direction": language.direction,
        "title": told.english,
        "own_title": told.title,
        "images": list(_told_of(told, leaflet, pictures)),
    }


def _told_of(told: Told, leaflet: Leaflet, pictures: Iterable[Picture]) -> Iterator[dict[str, Any]]:
    for one in pictures:
        path = leaflet.picture_paths[one.kind]
        yield {
            "kind": one.kind,
            "path": str(path.relative_to(IMAGES)),
            "type": TYPES[path.suffix.removeprefix(".")],
            "width": one.width,
            "height": one.height,
            "bytes": len(one.data),
            "alt": told.alt(one.kind),
        }
