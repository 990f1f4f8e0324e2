"""The pages that every contestant sets: composed once, and written down for each in its own form.

A workplace holds `pages.json`, which lists them, `html/` for engines that read HTML, and `typst/` for Typst.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from art import drawings_of, picture_in
from matter import brand_matter, clinic_matter, topic_matter
from sheets import Page, write_pages

from leaflets.composition import Composer
from leaflets.composition.sheet import Sheet
from leaflets.composition.words import Words
from leaflets.model import Leaflet
from leaflets.project import Project
from leaflets.typesetting import seal

TEMPLATES = Path(__file__).parent / "typst"
MAIN = """#import "leaflet.typ": leaflet
#leaflet(json("{topic}"), json("{clinic}") + (logo: "{logo}"), json("{brand}"), "{art}", code: {code})
"""
"""What Typst's compiler is given for a leaflet. All else stands in files that leaflets share."""


class Workplace:
    """A folder that pages are written into."""

    def __init__(self, project: Project, place: Path) -> None:
        self._project = project
        self._place = place
        self._composer = Composer(project)
        (place / "html").mkdir(parents=True)
        shutil.copytree(TEMPLATES, place / "typst")
        seal(project.fonts.all_folders)

    def write(self, leaflets: Iterable[Leaflet]) -> None:
        """Compose leaflets and write their pages."""
        write_pages(self._place, map(self._page, leaflets))

    def _page(self, leaflet: Leaflet) -> Page:
        laid = self._composer.lay_out(leaflet)
        if laid.problems or laid.sheet is None:
            raise SystemExit("\n".join(map(str, laid.problems)))
        html = f"html/{leaflet.path.stem}.html"
        (self._place / html).write_text(laid.html.replace("<style>", f"<style>{laid.stylesheet}", 1), "utf-8")
        return Page(leaflet.path.stem, html, self._main(leaflet, laid.sheet), [one.words for one in laid.passages])

    def _main(self, leaflet: Leaflet, sheet: Sheet) -> str:
        """Write what Typst needs for a leaflet, unless another has written it, and return its main file."""
        words, clinic = Words(self._project.catalogue(leaflet.language)), sheet.clinic
        topic = f"{leaflet.topic}_{leaflet.language}_{clinic.region}_{clinic.brand.typeface}"
        art = f"art/{leaflet.clinic}-{sheet.language.direction}/"
        for name, drawing in drawings_of(sheet, self._project.environment):
            self._keep(f"{art}{name}.svg", drawing.encode())
        code = self._picture(f"art/{leaflet.clinic}-code", sheet.qr_code) if sheet.qr_code else None
        return MAIN.format(
            topic=self._data(f"topics/{topic}", topic_matter(sheet.references.content, sheet, words)),
            clinic=self._data(f"clinics/{leaflet.clinic}_{leaflet.language}", clinic_matter(sheet, words)),
            brand=self._data(f"brands/{leaflet.clinic}", brand_matter(sheet)),
            logo=self._picture(f"art/{leaflet.clinic}-logo", sheet.logo),
            code=f'"{code}"' if code else "none",
            art=art,
        )

    def _data(self, name: str, data: dict[str, Any]) -> str:
        return self._keep(f"{name}.json", json.dumps(data, ensure_ascii=False).encode())

    def _picture(self, name: str, uri: str) -> str:
        suffix, picture = picture_in(uri)
        return self._keep(f"{name}.{suffix}", picture)

    def _keep(self, name: str, content: bytes) -> str:
        path = self._place / "typst" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return name
