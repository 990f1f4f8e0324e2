"""What makes a PDF one that archives keep: what its colours are, which standards it keeps to, and links that print.

ISO 19005-3 at its level A (PDF/A-3a), beside PDF/UA-1, which the engine claims already.
"""

from functools import cache
from typing import Any

PRINTED = 1 << (3 - 1)
"""The flag of an annotation that is printed."""
COLOURS = "sRGB IEC61966-2.1"
"""What red, green and blue mean, by the name that the register of characterisations has for it."""
_DATE = slice(24, 36)
"""Where a colour profile has the time at which it was made."""
_NO_TIME = bytes.fromhex("07d0000100010000 00000000")
"""The first of January 2000, as a profile writes it: what is made of the same has the same bytes."""
_CLAIMS = """<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="" pdfaid:part="3" \
pdfaid:conformance="A" /><rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA \
identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>The part of ISO 14289 that is kept to\
</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
"""Which part and level of ISO 19005 is kept to, and what the name means by which PDF/UA is claimed."""
_END = b"</rdf:RDF>"


def archive(pdf: Any) -> None:
    """Make an unwritten PDF, which claims PDF/UA-1, a PDF/A-3a. One with fields that programs have to draw is none."""
    if pdf.catalog.get("AcroForm", {}).get("NeedAppearances"):
        return
    _say_what_colours_are(pdf)
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("Type") == "/Annot":
            one["F"] = PRINTED
        elif "Interpolate" in getattr(one, "extra", ()):
            one.extra["Interpolate"] = "false"  # every program is to show the same pixels
    _claim(pdf)


def _say_what_colours_are(pdf: Any) -> None:
    """Say that red, green and blue are those of sRGB."""
    import pydyf

    profile = pydyf.Stream([colour_profile()], {"N": 3}, compress=True)
    pdf.add_object(profile)
    meant = pydyf.String(COLOURS)
    intent = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": meant, "Info": meant}
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary({**intent, "DestOutputProfile": profile.reference})])


def _claim(pdf: Any) -> None:
    """Say in the metadata which standards are kept to."""
    metadata = next(one for one in pdf.objects if one.reference == pdf.catalog["Metadata"])
    begin, end, rest = metadata.stream[0].rpartition(_END)
    metadata.stream[0] = begin + _CLAIMS.encode() + end + rest


@cache
def colour_profile() -> bytes:
    """Return sRGB as an ICC profile of 600 bytes, with the exact curve. It is littleCMS's own, free for every use."""
    from PIL import ImageCms

    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[: _DATE.start] + _NO_TIME + made[_DATE.stop :]
