"""Two people signed, then the folder changed the page: each way is refused, named or waits for a signature."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets
from sampling import share_of
from signing import TODAY, sign_all, sign_look

from leaflets.checks.overrides import check_overrides
from leaflets.composition import Composer
from leaflets.delivery import write_whole
from leaflets.errors import Problem
from leaflets.model import Composition, Failed, Leaflet
from leaflets.project import open_project
from leaflets.project.overrides import overrides_of
from leaflets.reviewing.design import revoked_look, standing_of
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signoffs import approvals

LANGUAGES = ("en", "ar", "zh_Hans")
TOPIC = "aftercare"
STANDARD = "templates/css/standard.css"


@pytest.fixture(scope="module")
def signed_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of one clinic, whose topic is signed in a Latin, an Arabic and a Chinese script."""
    place = tmp_path_factory.mktemp("round") / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    clinic = place / "clinics" / "aspen-row" / "clinic.toml"
    text = re.sub(
        r"^languages = .*$", f"languages = {json.dumps(LANGUAGES)}", clinic.read_text("utf-8"), flags=re.MULTILINE
    )
    clinic.write_text(text, "utf-8")
    (place / "locales").mkdir()
    sign_all(place, *LANGUAGES, topics=(TOPIC,))
    return place


@pytest.fixture
def project(signed_project: Path, tmp_path: Path) -> Path:
    """Copy the signed project to a place that the test may change."""
    return Path(shutil.copytree(signed_project, tmp_path / "project"))


def released(root: Path, today: dt.date = TODAY, languages: Sequence[str] = LANGUAGES) -> list[Composition | Failed]:
    """Return what a release makes of the signed topic, before it is typeset."""
    project = open_project(root)
    composer = Composer(project, approvals(project, today))
    leaflets = [Leaflet("aspen-row", language, TOPIC) for language in languages]
    return list(refuse_unreleasable(project, map(composer.compose, leaflets), today))


def is_released(root: Path) -> bool:
    """Tell whether a release prints the topic in any of the languages."""
    return any(isinstance(one, Composition) for one in released(root))


def own(root: Path, name: str) -> Path:
    """Copy a file of the package into the project, where it may be changed."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        shutil.copy(ROOT / name, path)
    return path


def edit(name: str, before: str, after: str) -> Callable[[Path], None]:
    """Return a change of one text of the package's file, in a copy of the project's own."""

    def change(root: Path) -> None:
        path = own(root, name)
        text = path.read_text("utf-8")
        assert before in text, before
        path.write_text(text.replace(before, after, 1), "utf-8")

    return change


def add(name: str, text: str) -> Callable[[Path], None]:
    """Return a change that adds a text at the end of a file."""

    def change(root: Path) -> None:
        path = own(root, name)
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return change


def write(name: str, text: str) -> Callable[[Path], None]:
    """Return a change that writes a file of the project's own."""

    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return change


def other_glyphs(root: Path) -> None:
    """Put one family's letters in the place of another's."""
    family = root / "fonts" / "source-sans-3"
    shutil.copytree(ROOT / "fonts", root / "fonts")
    shutil.copy(ROOT / "fonts" / "noto-sans" / "NotoSans-Regular.ttf", family / "SourceSans3-Regular.ttf")


def more_glyphs(root: Path) -> None:
    """Put a further file of type into a family's folder, which the engine may choose."""
    shutil.copytree(ROOT / "fonts", root / "fonts")
    shutil.copy(ROOT / "fonts" / "noto-sans" / "NotoSans-Bold.ttf", root / "fonts" / "source-sans-3" / "Extra.ttf")


SECTION, DRAFT = "templates/parts/section.html.j2", "templates/parts/draft.html.j2"
WARNING, MASTHEAD = "templates/parts/warning.html.j2", "templates/parts/masthead.html.j2"
LAYOUT, STAFF = "templates/layouts/standard.html.j2", "templates/layouts/staff.html.j2"
FOR_REAL = "{% if sheet.clinic.name != '(clinic)' %}<p>Take two pills.</p>{% endif %}"
WAYS: dict[str, Callable[[Path], None]] = {
    "a style hides warnings": add(STANDARD, ".warning { display: none }"),
    "a style hides the draft mark": add(STANDARD, ".draft { color: white; background: white }"),
    "a style adds words": add(STANDARD, "h1::after { content: ' is safe' }"),
    "a style for the staff's copy": add("templates/css/staff.css", ".basis { display: none }"),
    "a style for previews": add("templates/css/preview.css", ".preview { display: none }"),
    "a part speaks for real clinics only": add(SECTION, FOR_REAL),
    "a masthead speaks for real clinics only": add(MASTHEAD, FOR_REAL),
    "a part speaks in one language only": add(SECTION, "{% if sheet.language.code == 'ar' %}<p>آمن</p>{% endif %}"),
    "a part speaks on final sheets only": add(SECTION, "{% if sheet.approval.is_final %}<i>x</i>{% endif %}"),
    "a part speaks after a day only": add(SECTION, "{% if sheet.approval.lapses %}<i>x</i>{% endif %}"),
    "a part in a class that readings skip": add(SECTION, '<p class="publications">Take two pills.</p>'),
    "a part drops the number to call": edit(WARNING, "section.number", "section.title"),
    "a layout speaks on one paper only": add(LAYOUT, "{% if sheet.paper != '210mm 297mm' %}<b>x</b>{% endif %}"),
    "a layout without the imprint": edit(LAYOUT, '{% include "parts/imprint.html.j2" %}', ""),
    "a layout of one's own": write("templates/layouts/large.html.j2", "<h1>{{ content.title }}</h1>"),
    "the staff's layout": add(STAFF, "<p>Safe for everyone.</p>"),
    "the mark of drafts is emptied": write(DRAFT, ""),
    "the mark of drafts asks for a clinic": edit(
        DRAFT, "{% if is_preview", "{% if sheet.clinic.slug == 'x' %}{% elif is_preview"
    ),
    "the dots of a risk": add("templates/parts/dots.svg.j2", "<!-- other dots -->"),
    "the picture at the head": edit("templates/motifs/rings.svg.j2", "</svg>", "<text>Safe</text></svg>"),
    "the drawing that opens a topic": edit(
        "templates/drawings/aftercare.svg.j2", "<circle", "<text>Safe</text><circle"
    ),
    "an opening of one's own": write(
        "templates/drawings/aftercare.svg.j2", "<svg xmlns='http://www.w3.org/2000/svg'/>"
    ),
    "a drawing with words": edit("templates/pictures/lungs.svg.j2", "</svg>", "<text>Safe</text></svg>"),
    "a drawing of one's own": write("templates/pictures/free.svg.j2", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a file that a layout might include": write("templates/extra/words.html", "Take two pills."),
    "the form of figures": add("templates/parts/figures.html.j2", "{# other #}"),
    "the style of citations": add("templates/citations/sources.csl", "<!-- other -->"),
    "the page that reviewers compare on": add("templates/pages/diff.html.j2", "<style>tr { display: none }</style>"),
    "letters of another font": other_glyphs,
    "a further file of type": more_glyphs,
    "another family for a script": edit("fonts/fonts.toml", "line_height = 1.6", "line_height = 1.2"),
    "another typeface": edit("fonts/fonts.toml", 'text = "Source Sans 3"', 'text = "Noto Sans"'),
}
"""Ways that wait for somebody who has looked at the pages: nothing is final until then."""


def retitled(root: Path) -> None:
    """Give every publication another title."""
    path = own(root, "evidence/sources.json")
    sources = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([{**one, "title": "It is safe"} for one in sources]), "utf-8")


REGIONS, CLINIC = "clinics/regions.toml", "clinics/aspen-row/clinic.toml"
LANGUAGES_FILE = "locales/languages.toml"
REFUSED: dict[str, Callable[[Path], None]] = {
    "another emergency number": edit(REGIONS, 'emergency = "911"', 'emergency = "977"'),
    "the emergency number of another country": edit(REGIONS, 'emergency = "911"', 'emergency = "999"'),
    "the police": write(REGIONS, '[CA-AB]\nemergency = "110"\npaper = "a4"\ncountry = "DE"\n'),
    "a region that lies elsewhere": write(REGIONS, '[CA-AB]\nemergency = "999"\npaper = "a4"\ncountry = "GB"\n'),
    "a country that is none": write(REGIONS, '[CA-AB]\nemergency = "911"\npaper = "a4"\ncountry = "XX"\n'),
    "a health line that nobody looked up": edit(REGIONS, 'nurse_line = "811"', 'nurse_line = "812"'),
    "a health line without a source": write(
        REGIONS, '[CA-AB]\nemergency = "911"\nnurse_line = "812"\nverified = true\npaper = "letter"\ncountry = "CA"\n'
    ),
    "a figure": edit("evidence/facts.toml", "low = 1\n", "low = 2\n"),
    "a source's title": retitled,
    "a layout without a word": write(LAYOUT, ""),
    "a layout of a note": write(LAYOUT, "<!-- later -->"),
    "a layout without a body": write(LAYOUT, "<head><title>x</title></head>"),
}
"""Ways that no signature of a designer opens."""


def looked_up(root: Path) -> None:
    """Say of a fact that rests on one source, which nobody read, that somebody did."""
    path = own(root, "evidence/facts.toml")
    unread = r'(?ms)^(\[\w+\]\n[^\[]*?sources = \["([\w-]+)"\]\n)verified = false\nchecked = (\S+)\n(due = \S+\n)'
    read = r'\1verified = true\nchecked = \3\n\4read.\2 = { where = "abstract", on = \3 }\n'
    text, count = re.subn(unread + r"(?=\n\[(?!\w+\.read))", read, path.read_text("utf-8"), count=1)
    assert count
    path.write_text(text, "utf-8")


NAMED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "evidence that is never due": ("evidence", edit("evidence/facts.toml", "due = 2027-11-20", "due = 2099-11-20")),
    "evidence that somebody checked": ("evidence", looked_up),
    "claims that are allowed": ("rules", edit("evidence/claims.toml", "toxin/", "")),
    "terms that are explained": ("rules", edit("locales/glossary.toml", "medical = true", "medical = false")),
    "sign-offs that hold for long": ("rules", edit(LANGUAGES_FILE, "zh_Hans = {", "zh_Hans = { review_months = 24,")),
    "words that rules look for": ("rules", write("locales/ar/words.toml", "")),
    "exceptions from rules": ("rules", write("locales/ar/exceptions.toml", "")),
    "a paper": ("regions", edit(REGIONS, 'paper = "letter"', 'paper = "a4"')),
}


def test_the_signed_project_is_released_and_overrides_nothing(signed_project: Path) -> None:
    """A folder of nothing but clinics and sign-offs overrides nothing, and is released in every script."""
    assert all(isinstance(one, Composition) for one in released(signed_project))
    assert () == overrides_of(open_project(signed_project))


def test_the_shipped_project_overrides_nothing(project: Path) -> None:
    """The package's own content overrides nothing, and neither do identical copies of it."""
    assert () == overrides_of(open_project(ROOT))
    for name in ("templates", "fonts", "evidence"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / REGIONS, project / REGIONS)
    shutil.copy(ROOT / LANGUAGES_FILE, project / LANGUAGES_FILE)
    assert () == overrides_of(open_project(project))
    assert is_released(project)


@pytest.mark.parametrize("way", WAYS)
def test_another_look_waits_for_a_signature(project: Path, way: str) -> None:
    """Whatever gives pages another look is named, and final only once somebody has looked at them."""
    WAYS[way](project)
    opened = open_project(project)
    assert {"look", "fonts"} & {one.kind for one in overrides_of(opened)}
    assert not standing_of(opened, TODAY).is_covered


def test_an_unsigned_look_is_refused_in_every_script(project: Path) -> None:
    """A release says which file is the project's own, and that nobody has signed for it."""
    WAYS["a style hides warnings"](project)
    outcomes = released(project)
    assert [(STANDARD,)] * len(LANGUAGES) == [
        tuple(problem.path for problem in one.problems) for one in outcomes if isinstance(one, Failed)
    ]


@pytest.mark.parametrize("way", REFUSED)
def test_numbers_and_evidence_are_refused(project: Path, way: str) -> None:
    """A number to call that is not the place's, and evidence that nobody signed, are never released."""
    REFUSED[way](project)
    assert not is_released(project)


@pytest.mark.parametrize("way", NAMED)
def test_what_changes_no_page_is_named(project: Path, way: str) -> None:
    """What loosens a rule, a date or a place is named by `check` and the report."""
    kind, change = NAMED[way]
    change(project)
    opened = open_project(project)
    assert kind in {one.kind for one in overrides_of(opened)}
    assert f"This project overrides the {kind}" in " ".join(one.reason for one in check_overrides(opened, TODAY))


def test_a_language_that_no_rule_watches_waits(project: Path) -> None:
    """A signed language without its list of words is not released, and says which rules would see nothing."""
    words = (ROOT / "locales" / "ar" / "words.toml").read_text("utf-8")
    cases = re.findall(r"^\[cases\..*?(?=^\[|\Z)", words, re.MULTILINE | re.DOTALL)  # figures are filled from them
    write("locales/ar/words.toml", "".join(cases))(project)
    english, arabic, chinese = released(project)
    assert isinstance(english, Composition)
    assert isinstance(chinese, Composition)
    assert isinstance(arabic, Failed)
    (problem,) = arabic.problems
    assert ("locales/ar/words.toml", "error") == (problem.path, problem.severity)
    assert "“not” (S2)" in problem.reason
    assert "until then it cannot be released" in problem.hint


NAMES = (
    "Cures Pain Clinic",
    "100 % Safe Needling",
    "No Side Effects Physio",
    "Emergency Clinic",
    "Physio 911",
    "Call 9 Physio",
    "Clinique Guérit tout",
    "Clínica sin riesgo",
    "عيادة بلا مخاطر",
    "عيادة الطوارئ",
    "无副作用诊所",
    "紧急诊所",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["name", "regulator.name"])
def test_a_name_that_claims_or_warns_is_named(project: Path, name: str, key: str) -> None:
    """A claim or a call for help in a clinic's own words is warned of, in the scripts of the samples."""
    found = warned(project, name, key)
    assert [key] == [one.key for one in found]


@pytest.mark.parametrize("name", ["Aspen Row Physiotherapy", "Curzon Street Physio", "Route 66 Physio", "عيادة الأرز"])
def test_an_honest_name_is_not(project: Path, name: str) -> None:
    """Names that only look alike are left alone."""
    assert [] == warned(project, name, "name")


def warned(root: Path, name: str, key: str) -> list[Problem]:
    """Return what `check` says of a clinic with such a name, or such a regulator."""
    from leaflets.checks.clinics import check_clinics

    path = root / CLINIC
    lines = path.read_text("utf-8").splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith("name = ")]
    lines[places[key != "name"]] = f'name = "{name}"'
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return list(check_clinics(open_project(root)))


HIDING = """
.warning { display: none }
.warning * { color: #fff !important; background: #fff !important }
.number { font-size: 0 }
.draft { display: none }
.warning { position: absolute; left: -300mm }
h1::after { content: " - no side effects" }
"""
"""What a folder once added to the packaged stylesheet after two people had signed."""


def test_a_signed_look_hides_nothing(project: Path, tmp_path: Path) -> None:
    """A release is refused by name if its stylesheet hides warnings or adds words, whoever signed words and look."""
    add(STANDARD, HIDING)(project)
    sign_look(project)
    only = ("-l", "en", "-t", TOPIC, "--today", TODAY.isoformat(), "--out", str(tmp_path / "out"))
    done = run_leaflets("build", "--release", *only, cwd=project)
    told = " ".join(done.stdout.split())
    assert (1, []) == (done.returncode, list((tmp_path / "out").rglob("*.pdf"))), done.stdout
    assert "“Get help right away”, “911”, “Call now if you have any of these signs." in told
    assert "This has to stand there, whole and in its order, and cannot be read." in told
    assert "“- no side effects”. This is put there by the stylesheet, and nobody has reviewed it." in told


WHOSE = [
    'sheet.clinic.name == "Aspen Row Physiotherapy"',
    'sheet.clinic.slug == "aspen-row"',
    '"aspen-row" in sheet.names',
    '"780" in sheet.phone and "0143" in sheet.phone',
    '"Edmonton" in sheet.address',
    'sheet.clinic.brand.primary == "#0b3f4d"',
    'sheet.custom_properties["primary"] == "#0b3f4d"',
    'sheet.region.emergency == "911"',
    '"Alberta" in sheet.regulator',
    "sheet.clinic.hours.monday.times[0].opens.minute == 30",
]
"""How a part may ask whose sheet it is."""


@pytest.mark.parametrize("whose", WHOSE)
def test_a_signed_part_says_nothing_for_real_clinics_only(project: Path, whose: str) -> None:
    """A part that speaks on sheets of this clinic, and on no other, is refused with what it says, whoever signed."""
    said = '<img alt="It never hurts." src="data:,">' if "slug" in whose else "<p>It never hurts.</p>"
    add(SECTION, f"{{% if {whose} %}}{said}{{% endif %}}")(project)
    sign_look(project)
    for one in released(project, languages=share_of(LANGUAGES, WHOSE.index(whose), shares=len(LANGUAGES))):
        assert isinstance(one, Failed)
        assert "It never hurts." in one.problems[0].reason


def test_a_signed_part_leaves_nothing_out_for_real_clinics_only(project: Path) -> None:
    """A part that keeps words from the sheets of this clinic is refused."""
    said = '<h2>{{ _("Opening hours") }}</h2>'
    add(SECTION, f'{{% if sheet.clinic.slug != "aspen-row" %}}{said}{{% endif %}}')(project)
    sign_look(project)
    assert not is_released(project)


def test_an_honest_look_is_released_once_it_is_signed(project: Path) -> None:
    """A clinic's spacing and layout are final once somebody has looked at them, and `check` has nothing to say."""
    add(STANDARD, "h1 { letter-spacing: 0.01em }")(project)
    sign_look(project)
    assert all(isinstance(one, Composition) for one in released(project))
    assert [] == [one for one in check_overrides(open_project(project), TODAY) if "overrides" in one.reason]


def test_colours_and_logos_need_no_signature(project: Path) -> None:
    """The brand of a clinic is its own."""
    path = project / CLINIC
    path.write_text(
        re.sub(r"^primary = .*$", 'primary = "#0b3b46"', path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    assert is_released(project)
    assert () == overrides_of(open_project(project))


def is_signed(root: Path) -> bool:
    """Tell whether somebody answers for the look today."""
    return standing_of(open_project(root), TODAY).is_covered


def edited_date(path: Path, _: Path) -> None:
    """Give the sign-off a later date."""
    path.write_text(path.read_text("utf-8").replace(TODAY.isoformat(), "2026-11-21"), "utf-8")


def edited_name(path: Path, _: Path) -> None:
    """Give the sign-off another name."""
    path.write_text(path.read_text("utf-8").replace("Test Designer", "Somebody Else"), "utf-8")


def changed_after(_: Path, root: Path) -> None:
    """Change the look after it was signed."""
    add(STANDARD, ".warning { display: none }")(root)


def taken_back(_: Path, root: Path) -> None:
    """Take the sign-off back."""
    for path, data in revoked_look(open_project(root), None, TODAY, "Too pale.").items():
        write_whole(path, data)


def unreadable(path: Path, _: Path) -> None:
    """Misspell the list of sign-offs."""
    path.write_text(path.read_text("utf-8").replace("[[signoff]]", "[[sign-off]]"), "utf-8")


@pytest.mark.parametrize("change", [edited_date, edited_name, changed_after, taken_back, unreadable])
def test_a_design_signoff_that_no_longer_holds(project: Path, change: Callable[[Path, Path], None]) -> None:
    """Edited, of another look, taken back or unreadable: the look is unsigned again."""
    add(STANDARD, "h1 { letter-spacing: 0.01em }")(project)
    sign_look(project)
    assert is_signed(project)
    change(project / "templates" / "signoffs.toml", project)
    assert not is_signed(project)


def test_a_design_signoff_lapses(project: Path) -> None:
    """After a year the pages have to be looked at again."""
    add(STANDARD, "h1 { letter-spacing: 0.01em }")(project)
    sign_look(project)
    assert TODAY + dt.timedelta(days=365) == standing_of(open_project(project), TODAY).until
    assert not standing_of(open_project(project), TODAY + dt.timedelta(days=366)).is_covered


FORGED = {
    "state": "final 2099-01-01 00000000 11111111",
    "look": "packaged 00000000",
    "matter": "name=00000000",
    "leaflet": "heron-mill en aftercare standard",
}


@pytest.mark.parametrize("name", FORGED)
def test_metadata_that_a_layout_made_up_is_refused(project: Path, name: str) -> None:
    """A PDF says of itself only what is so."""
    from leaflets.typesetting.metadata import find_false_metadata

    (composition, *_) = released(project)
    assert isinstance(composition, Composition)
    said = {**dict(composition.metadata), name: FORGED[name]}
    assert [] == list(find_false_metadata(composition, dict(composition.metadata)))
    assert 1 == len(list(find_false_metadata(composition, said)))
