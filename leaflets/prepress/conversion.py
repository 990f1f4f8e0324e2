"""Makes a delivered PDF one for a press: in inks, on a larger sheet with marks, as PDF/X-4 (ISO 15930-7)."""

import hashlib
import io
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, String

from leaflets.model.shape import POINTS
from leaflets.prepress.painting import Painter
from leaflets.prepress.profile import REGISTRY, Profile
from leaflets.prepress.separation import Separation
from leaflets.prepress.sheet import put_on_sheet, run_out

CONFORMANCE = "PDF/X-4"
VERSION = "1.6"
DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
OF_SCREENS = (
    Name.AcroForm,
    Name.StructTreeRoot,
    Name.MarkInfo,
    Name.Names,
    Name.Outlines,
    Name.Metadata,
    Name.OpenAction,
)
"""What a document has for those who read it on a screen."""
OF_PAGES = (Name.Annots, Name.StructParents, Name.Tabs)
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}
PACKET = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n%s\n<?xpacket end="r"?>'


Folds = Callable[[int], Sequence[float]]
"""Where a page is folded, by its number from 0: in points from its left."""


@dataclass(frozen=True)
class PressFile:
    """A PDF for a press. `width` and `height` are of the paper when cut, in millimetres.

    `ink` is the most in one place, as a part of one ink; `runs_out` says whether something is printed up to the edge.
    """

    pdf: bytes
    pages: int
    width: float
    height: float
    ink: float
    runs_out: bool


def unfolded(_page: int) -> Sequence[float]:
    """Return where a page of a leaflet is folded that is not: nowhere."""
    return ()


def for_press(data: bytes, separation: Separation, folds: Folds = unfolded) -> PressFile:
    """Return a delivered PDF as one for a press; raise `UnprintableError`. `folds` tells where a page is folded.

    The same PDF, inks and profile give the same bytes.
    """
    edges = run_out(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.flatten_annotations("print")
        painter = Painter(pdf, separation)
        left, bottom, right, top = (float(one) for one in pdf.pages[0].trimbox)
        for number, (page, runs_out) in enumerate(zip(pdf.pages, edges, strict=True)):
            painter.paint(page)
            for key in OF_PAGES:
                if key in page.obj:
                    del page.obj[key]
            put_on_sheet(pdf, page, folds(number), runs_out=runs_out)
        painter.put_screens_away()
        for key in OF_SCREENS:
            if key in pdf.Root:
                del pdf.Root[key]
        _say_where_it_prints(pdf, separation.profile)
        _say_what_it_is(pdf, hashlib.sha256(data).digest())
        made = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(
            made, deterministic_id=True, force_version=VERSION, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    width, height = (round(one / POINTS, 1) for one in (right - left, top - bottom))
    return PressFile(made.getvalue(), len(edges), width, height, painter.most, any(edges))


def _say_where_it_prints(pdf: pikepdf.Pdf, profile: Profile) -> None:
    """Say for which press the inks are meant."""
    stream = pdf.make_stream(profile.data, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name("/GTS_PDFX"), DestOutputProfile=stream, Info=String(profile.description),
        OutputConditionIdentifier=String(profile.condition or "Custom"), OutputCondition=String(profile.description),
    )  # fmt: skip
    if profile.condition:
        intent.RegistryName = String(REGISTRY)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _say_what_it_is(pdf: pikepdf.Pdf, digest: bytes) -> None:
    """Say the same in the information, which keeps all that the leaflet says of itself, and in the metadata."""
    information = pdf.docinfo
    day = DATE.match(str(information.get(Name.CreationDate, "")))
    year, month, date = day.groups() if day else ("2000", "01", "01")
    for key in (Name.CreationDate, Name.ModDate):
        information[key] = String(f"D:{year}{month}{date}000000Z")
    information.Trapped = Name("/False")
    if Name.Title not in information:
        information.Title = String("Leaflet")
    metadata = pdf.make_stream(PACKET % _metadata(information, f"{year}-{month}-{date}T00:00:00Z", digest))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def _metadata(information: Any, moment: str, digest: bytes) -> bytes:
    """Return a packet of XMP, as PDF/X-4 asks for it."""
    identity = uuid.UUID(bytes=digest[:16], version=4)
    root = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    about = etree.SubElement(etree.SubElement(root, _of("rdf:RDF"), nsmap=NAMESPACES), _of("rdf:Description"))
    about.set(_of("rdf:about"), "")
    title = etree.SubElement(etree.SubElement(about, _of("dc:title")), _of("rdf:Alt"))
    named = etree.SubElement(title, _of("rdf:li"))
    named.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
    named.text = str(information.Title)
    if Name.Author in information:
        people = etree.SubElement(etree.SubElement(about, _of("dc:creator")), _of("rdf:Seq"))
        etree.SubElement(people, _of("rdf:li")).text = str(information.Author)
    said = {
        "dc:format": "application/pdf",
        "pdf:Producer": str(information.get(Name.Producer, "")),
        "pdf:Keywords": str(information.get(Name.Keywords, "")),
        "pdf:Trapped": "False",
        **dict.fromkeys(("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"), moment),
        **dict.fromkeys(("xmpMM:DocumentID", "xmpMM:InstanceID"), f"uuid:{identity}"),
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
        "pdfxid:GTS_PDFXVersion": CONFORMANCE,
    }
    for name, value in said.items():
        etree.SubElement(about, _of(name)).text = value
    return bytes(etree.tostring(root, encoding="utf-8"))


def _of(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{NAMESPACES[space]}}}{local}"
