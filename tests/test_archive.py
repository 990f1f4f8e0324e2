"""A leaflet's PDF is one for archives: whatever is needed to show it as it was meant is in it, and it says so."""

import io
import tomllib
from dataclasses import replace

import pikepdf
import pytest
from conftest import ROOT
from PIL import Image, ImageCms
from typeset_once import pdf_of

from leaflets.composition import Composer
from leaflets.model import Composition, Leaflet
from leaflets.project import Project, open_project
from leaflets.typesetting import press, seal
from leaflets.typesetting.archiving import colour_profile


@pytest.fixture(scope="module")
def composition(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Composition:
    """Compose a health check of a clinic whose logo is made of pixels."""
    root = tmp_path_factory.mktemp("pixels")
    place = root / "clinics" / "birch"
    place.mkdir(parents=True)
    text = (ROOT / "clinics" / "aspen-row" / "clinic.toml").read_text("utf-8")
    assert tomllib.loads(text)["brand"]["logo"] == "logo.svg"
    (place / "clinic.toml").write_text(text.replace('"logo.svg"', '"logo.png"'), "utf-8")
    Image.new("RGBA", (600, 400), (10, 60, 80, 200)).save(place / "logo.png")
    seal(project.fonts.all_folders)
    found = Composer(open_project(root)).compose(Leaflet("birch", "en", "screening"))
    assert isinstance(found, Composition), found
    return found


def made(composition: Composition) -> bytes:
    """Return the PDF of a page that no gate would let through."""
    return press._impression(composition, **press.FORM).pdf


@pytest.fixture(scope="module")
def pdf(composition: Composition) -> bytes:
    """Return its PDF."""
    return pdf_of(composition)


def test_it_says_which_standards_it_keeps_to(pdf: bytes) -> None:
    """Its metadata claim PDF/UA-1 and PDF/A-3a, and explain the name that PDF/A does not know."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert ("3", "A", "1") == tuple(
            metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        )
        assert b"http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in document.Root.Metadata.read_bytes()


def test_its_identifier_is_made_of_what_it_holds(composition: Composition, pdf: bytes) -> None:
    """The same leaflet has the same bytes and identifier, another one has another."""
    assert pdf_of(composition) == pdf
    other = made(replace(composition, html=composition.html.replace("<title>", "<title>Other: ")))
    with pikepdf.open(io.BytesIO(pdf)) as one, pikepdf.open(io.BytesIO(other)) as another:
        first, second = one.trailer.ID
        assert bytes(first) == bytes(second)
        assert bytes(first) != bytes(another.trailer.ID[0])


def test_its_colours_are_those_of_screens(pdf: bytes) -> None:
    """The only output intent holds sRGB in less than a kilobyte, under its name."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (intent,) = document.Root.OutputIntents
        profile = intent.DestOutputProfile
        assert "/GTS_PDFA1" == str(intent.S)
        assert 3 == int(profile.N)
        assert colour_profile() == profile.read_bytes()
        assert len(profile.read_raw_bytes()) < 1000


def test_the_profile_changes_no_colour() -> None:
    """Read back by littleCMS, each of 4,096 tones is in sRGB what it was, and the profile is of no day."""
    made = ImageCms.ImageCmsProfile(io.BytesIO(colour_profile()))
    assert "RGB " == made.profile.xcolor_space
    assert "mntr" == made.profile.device_class
    assert 2000 == made.profile.creation_date.year  # type: ignore[union-attr]
    tones = Image.new("RGB", (64, 64))
    tones.putdata([(17 * (at % 16), 17 * (at // 16 % 16), 17 * (at // 256)) for at in range(4096)])
    shown = ImageCms.profileToProfile(tones, made, ImageCms.createProfile("sRGB"))
    assert shown is not None
    assert tones.tobytes() == shown.tobytes()


def test_what_programs_might_show_in_their_own_way_is_settled(pdf: bytes) -> None:
    """Every link and box is printed, no program has to draw a box itself, and no pixels of a logo are made up."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/NeedAppearances" not in document.Root.AcroForm
        annotations = [one for page in document.pages for one in page.obj.get("/Annots", [])]
        assert {"/Link", "/Widget"} == {str(one.Subtype) for one in annotations}
        assert {4} == {int(one.F) for one in annotations}
        pictures = [
            one for one in document.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert pictures
        assert not any(bool(one.get("/Interpolate", False)) for one in pictures)


def test_one_whose_fields_programs_have_to_draw_does_not_claim_it(composition: Composition) -> None:
    """A field for writing in, which a folder's own layout may have, leaves a PDF that claims PDF/UA-1 alone."""
    field = '<p style="position: absolute; bottom: 0"><input name="own" title="own" style="appearance: auto"></p>'
    other = replace(composition, html=composition.html.replace("</main>", f"{field}</main>", 1))
    assert other.html != composition.html
    with pikepdf.open(io.BytesIO(made(other))) as document:
        assert document.Root.AcroForm.NeedAppearances
        assert "/OutputIntents" not in document.Root
        assert "pdfaid:part" not in document.open_metadata()
        assert "1" == document.open_metadata()["pdfuaid:part"]
