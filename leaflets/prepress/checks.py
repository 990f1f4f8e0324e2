"""What a file for a press has to keep to (ISO 15930-7, PDF/X-4), asked of the finished file as any reader would."""

import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

from leaflets.prepress.conversion import CONFORMANCE, NAMESPACES, VERSION

Check = Callable[[pikepdf.Pdf], Iterator[str]]
COLOURS_OF_SCREENS = frozenset({"rg", "RG"})
SPACES_OF_SCREENS = frozenset({"/DeviceRGB", "/CalRGB", "/Lab"})
NOT_FOR_PRESSES = (Name.AA, Name.OpenAction, Name.AcroForm, Name.OCProperties, Name.EmbeddedFiles, Name.JavaScript)
FILTERS = frozenset(
    {"/FlateDecode", "/DCTDecode", "/JPXDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"}
)
"""Ways of packing that are allowed: LZW is none, nor is a password."""
INKS = frozenset({"/DeviceCMYK", "/DeviceGray", "/Separation", "/DeviceN", "/Pattern"})
NEAR = 0.01
"""Points by which boxes may differ."""


def faults_of(data: bytes) -> list[str]:
    """Return what a file for a press breaks, in words; nothing where it keeps to all."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [fault for check in CHECKS for fault in check(pdf)]


def intent_names_a_press(pdf: pikepdf.Pdf) -> Iterator[str]:
    """One output intent of PDF/X has a profile of a press with four inks, and the name of its condition."""
    intents = [one for one in pdf.Root.get(Name.OutputIntents, Array()) if Name("/GTS_PDFX") == one.S]
    if len(intents) != 1:
        yield f"{len(intents)} output intents for a press, and not one"
        return
    profile = intents[0].get(Name.DestOutputProfile)
    data = profile.read_bytes() if isinstance(profile, Stream) else b""
    if data[12:20] != b"prtrCMYK":
        yield "the output profile is not one of a press with four inks"
    if not str(intents[0].get(Name.OutputConditionIdentifier, "")):
        yield "the output intent has no name"


def says_what_it_is(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Metadata and information say the same, with version, dates and whether it is trapped; it has an identifier."""
    if pdf.pdf_version != VERSION:
        yield f"version {pdf.pdf_version} of PDF"
    if len(pdf.trailer.get(Name.ID, Array())) != len(("first", "last")):
        yield "no identifier"
    if Name.Encrypt in pdf.trailer:
        yield "a password"
    about = etree.fromstring(pdf.Root.Metadata.read_bytes())
    said = {one.tag: "".join(one.itertext()).strip() for one in about.iter()}

    def found(name: str) -> str:
        space, _, local = name.partition(":")
        return said.get(f"{{{NAMESPACES[space]}}}{local}", "")

    if found("pdfxid:GTS_PDFXVersion") != CONFORMANCE:
        yield "the metadata does not claim PDF/X-4"
    for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID"):
        if not found(name):
            yield f"the metadata has no {name}"
    if found("dc:title") != str(pdf.docinfo.get(Name.Title, "")) or not found("dc:title"):
        yield "the metadata has another title than the information"
    if found("pdf:Trapped") != "False" or pdf.docinfo.get(Name.Trapped) != Name("/False"):
        yield "it is not said whether it is trapped"


def boxes_lie_in_each_other(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each page has a TrimBox in a BleedBox in a MediaBox, and no ArtBox."""
    for number, page in enumerate(pdf.pages, 1):
        if not all(key in page.obj for key in (Name.MediaBox, Name.BleedBox, Name.TrimBox)) or Name.ArtBox in page.obj:
            yield f"page {number} has no boxes for a press"
            continue
        outer = [[float(one) for one in page.obj[key]] for key in (Name.MediaBox, Name.BleedBox, Name.TrimBox)]
        for larger, smaller in pairwise(outer):
            starts = all(one <= two + NEAR for one, two in zip(larger[:2], smaller[:2], strict=True))
            ends = all(one >= two - NEAR for one, two in zip(larger[2:], smaller[2:], strict=True))
            if not (starts and ends):
                yield f"the boxes of page {number} do not lie in each other"


def has_nothing_of_screens(pdf: pikepdf.Pdf) -> Iterator[str]:
    """There are no fields, links, actions, layers or files in it."""
    for key in NOT_FOR_PRESSES:
        if key in pdf.Root or key in pdf.Root.get(Name.Names, Dictionary()):
            yield f"it has {key}"
    for number, page in enumerate(pdf.pages, 1):
        if Name.Annots in page.obj or Name.AA in page.obj:
            yield f"page {number} has fields or links"


def letters_are_embedded(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every font is in the file."""
    for one in _dictionaries(pdf, Name.Font):
        if one.get(Name.Subtype) in {Name.Type0, Name.Type3}:
            continue
        described = one.get(Name.FontDescriptor, Dictionary())
        if not any(key in described for key in (Name.FontFile, Name.FontFile2, Name.FontFile3)):
            yield f"the font {one.get(Name.BaseFont, '')} is not embedded"


def has_only_inks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """All colours are inks: in what is drawn, in pictures, gradients and groups."""
    for page in pdf.pages:
        yield from _painted(page.obj, "a page")
    for one in pdf.objects:
        if not isinstance(one, Dictionary | Stream):
            continue
        if one.get(Name.Subtype) == Name.Form or one.get(Name.PatternType) == 1:
            yield from _painted(one, "a drawing")
        for key in (Name.ColorSpace, Name.CS):
            space = one.get(key)
            kind = str(space[0] if isinstance(space, Array) else space)
            if isinstance(space, Name | Array) and kind not in INKS:
                yield f"colours of the kind {kind}"
            for named in space.values() if isinstance(space, Dictionary) else ():
                kind = str(named[0] if isinstance(named, Array) else named)
                if kind not in INKS:
                    yield f"colours of the kind {kind}"


def is_packed_as_allowed(pdf: pikepdf.Pdf) -> Iterator[str]:
    """No stream lies outside of the file, or is packed by a way that is not allowed."""
    for one in pdf.objects:
        if isinstance(one, Stream):
            filters = one.get(Name.Filter, Array())
            names = {str(each) for each in (filters if isinstance(filters, Array) else [filters])}
            if names - FILTERS or Name.F in one:
                yield f"a stream is packed by {', '.join(sorted(names))}"
            if one.get(Name.Subtype) == Name.PS or Name.OPI in one or Name.Alternates in one:
                yield "a drawing stands for another file"


def prints_over_only_in_black(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Nothing changes tones behind the printer's back; what prints over is said with its mode."""
    for one in _dictionaries(pdf, Name.ExtGState):
        changes = any(key in one for key in (Name.TR, Name.HTP, Name.BG, Name.UCR))
        if changes or one.get(Name.TR2, Name.Default) != Name.Default:
            yield "a state of graphics changes tones"
        if one.get(Name.op, False) and one.get(Name.OPM) != 1:
            yield "what prints over does not say how"


def _painted(one: Any, place: str) -> Iterator[str]:
    for instruction in pikepdf.parse_content_stream(one):
        operands, operator = instruction.operands, instruction.operator
        sign = str(operator)
        is_space = sign in {"cs", "CS"} and str(operands[0]) in SPACES_OF_SCREENS
        if is_space or sign in COLOURS_OF_SCREENS:
            yield f"{place} is painted in red, green and blue"
            return


def _dictionaries(pdf: pikepdf.Pdf, kind: Name) -> Iterator[Any]:
    """Yield what is of a kind, wherever it is: in an object of its own, or among the resources of one."""
    for one in pdf.objects:
        if not isinstance(one, Dictionary | Stream):
            continue
        if one.get(Name.Type) == kind:
            yield one
        for resources in (one.get(Name.Resources), one):
            inner = resources.get(kind) if isinstance(resources, Dictionary) else None
            if isinstance(inner, Dictionary):
                yield from (each for each in inner.values() if isinstance(each, Dictionary) and not each.is_indirect)


CHECKS: tuple[Check, ...] = (
    intent_names_a_press,
    says_what_it_is,
    boxes_lie_in_each_other,
    has_nothing_of_screens,
    letters_are_embedded,
    has_only_inks,
    is_packed_as_allowed,
    prints_over_only_in_black,
)
