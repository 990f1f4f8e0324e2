"""No sheet looks approved unless two people approved exactly the words on it."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, keep_one_clinic, lay_locales, run_leaflets
from pages import read_texts
from signing import PEOPLE, TODAY, sign, sign_all

from leaflets.delivery import write_whole
from leaflets.model import Leaflet
from leaflets.model.approval import same_person
from leaflets.project import open_project
from leaflets.readers.notes import find_places
from leaflets.reviewing.design import signed_look
from leaflets.reviewing.difference import differences
from leaflets.reviewing.readings import read
from leaflets.reviewing.side_by_side import NOTHING, comparison
from leaflets.reviewing.signing import check_reviewer, signed
from leaflets.reviewing.signoffs import approval_of

DAY = ("--today", TODAY.isoformat())
TOPICS = ("aftercare", "preparation")


@pytest.fixture(scope="module")
def signed_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of one clinic with its own words, whose two topics are signed in English and French."""
    place = tmp_path_factory.mktemp("signed") / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    shutil.copytree(ROOT / "templates" / "topics", place / "templates" / "topics")
    lay_locales(place, "en", "fr_CA", "pa")
    keep_one_clinic(place, "en", "fr_CA", "pa")
    sign_all(place, "en", "fr_CA", topics=TOPICS)
    return place


@pytest.fixture
def project(signed_project: Path, tmp_path: Path) -> Path:
    """Copy the signed project to a place that the test may change."""
    return Path(shutil.copytree(signed_project, tmp_path / "project"))


@pytest.fixture
def small(project: Path) -> Path:
    """Return that copy, whose clinic offers nothing but what is signed: a check takes a tenth of the time."""
    file = project / "clinics" / "aspen-row" / "clinic.toml"
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en", "fr_CA"]', file.read_text("utf-8"))
    file.write_text(re.sub(r"topics = \[.*?\]", f"topics = {list(TOPICS)}", text, flags=re.DOTALL), "utf-8")
    return project


def replace_in(path: Path, before: str, after: str) -> None:
    """Replace a text in a file, once."""
    text = path.read_text("utf-8")
    assert before in text, before
    path.write_text(text.replace(before, after, 1), "utf-8")


def catalogue_of(project: Path, language: str) -> Path:
    """Return a language's catalogue."""
    return project / "locales" / language / "LC_MESSAGES" / "leaflets.po"


def translation_of(project: Path, language: str, message: str) -> str:
    """Return the translation of a message."""
    translations = open_project(project).catalogue(language).translations
    return next(one.texts[0] for key, one in translations.items() if key.id == message)


def states(project: Path, today: str = TODAY.isoformat()) -> dict[tuple[str, str], str]:
    """Return what `review status` says of the signed languages and topics."""
    rows = json.loads(run_leaflets("review", "status", "--json", "--today", today, cwd=project).stdout)
    return {
        (row["language"], row["topic"]): row["state"]
        for row in rows
        if row["language"] in {"en", "fr_CA"} and row["topic"] in TOPICS
    }


def entries(catalogue: Path) -> dict[str, str]:
    """Return each entry of a PO file as it stands there, by its message; obsolete ones are left out."""
    blocks = catalogue.read_text("utf-8").split("\n\n")
    return {found[1]: block for block in blocks if (found := re.search(r'^msgid "(.+)"$', block, re.MULTILINE))}


def test_signed_topics_are_final_and_name_their_reviewers(project: Path, tmp_path: Path) -> None:
    """A final leaflet carries no draft mark; its imprint names reviewers and dates; the rest stays a draft."""
    chosen = ("-l", "en", "-t", "aftercare", "-t", "questions")
    done = run_leaflets("build", *chosen, *DAY, "--out", str(tmp_path / "out"), cwd=project)
    assert 0 == done.returncode, done.stdout
    final, draft = (
        " ".join(
            "".join(page.text for page in read_texts(tmp_path / "out" / Leaflet("aspen-row", "en", name).path)).split()
        )
        for name in ("aftercare", "questions")
    )
    assert "Draft" not in final
    assert "Draft" in draft
    assert "Reviewed by Test Reader, translator and Test Clinician, physiotherapist" in final
    assert "Last reviewed Next review due" in final
    assert "November 20, 2026 November 20, 2027" in final


def test_one_english_word_turns_only_its_topic_to_draft(project: Path, tmp_path: Path) -> None:
    """A changed word voids its topic in each language; a release says so and who signed; other words stay the same."""
    catalogue = catalogue_of(project, "fr_CA")
    before = entries(catalogue)
    topic = project / "templates" / "topics" / "aftercare.html.j2"
    replace_in(topic, "Eat and drink as usual.", "Eat and drink as always.")
    for command in (["extract"], ["update", "-l", "en", "-l", "fr_CA"]):
        assert 0 == run_leaflets("catalogue", *command, cwd=project).returncode
    after = entries(catalogue)
    assert {"Eat and drink as always."} == after.keys() - before.keys()
    kept = after.keys() & before.keys()
    assert {name: before[name] for name in kept} == {name: after[name] for name in kept}
    assert "Eat and drink as usual." in catalogue.read_text("utf-8")
    now = states(project)
    assert {"draft"} == {state for (_, name), state in now.items() if name == "aftercare"}
    assert {"final"} == {state for (_, name), state in now.items() if name == "preparation"}
    options = ("-t", "aftercare", "-t", "preparation", "-l", "en", "-l", "fr_CA", *DAY, "--release")
    done = run_leaflets("build", *options, "--out", str(tmp_path / "out"), cwd=project)
    assert 1 == done.returncode
    told = " ".join(done.stdout.split())
    for language in ("en", "fr_CA"):
        assert f"{language} · aftercare The clinical sign-off of Test Clinician from 2026-11-20 no longer holds" in told
    assert "what was read has changed since (eat-drink)." in told
    printed = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.pdf")}
    assert {
        "aspen-row/english/aspen-row_preparation_english.pdf",
        "aspen-row/french-canada/aspen-row_preparation_french-canada.pdf",
    } == printed


def test_a_signoff_survives_a_rebuild_and_an_extraction(project: Path, tmp_path: Path) -> None:
    """Building, extracting and updating change nothing that a reviewer read."""
    run_leaflets("build", "-t", "aftercare", "-l", "en", "--out", str(tmp_path / "out"), cwd=project)
    for command in ("extract", "update"):
        assert 0 == run_leaflets("catalogue", command, cwd=project).returncode
    assert {"final"} == set(states(project).values())


def changed_letter(project: Path) -> None:
    """Change one letter of a translation."""
    text = translation_of(project, "fr_CA", "Eat and drink as usual.")
    replace_in(catalogue_of(project, "fr_CA"), text, text.replace("e", "é", 1))


def changed_layout_word(project: Path) -> None:
    """Change a word that stands on every sheet."""
    replace_in(catalogue_of(project, "fr_CA"), 'msgid "Publisher"\nmsgstr "', 'msgid "Publisher"\nmsgstr "L’')


def changed_mark(project: Path) -> None:
    """Take the mark that no language may drop it from a statement."""
    line = re.compile(r'(bullet\("drive".*), critical=true\)')
    topic = project / "templates" / "topics" / "aftercare.html.j2"
    text = line.sub(r"\1)", topic.read_text("utf-8"))
    assert text != topic.read_text("utf-8")
    topic.write_text(text, "utf-8")


def changed_figure(project: Path) -> None:
    """Change a figure that the topic prints."""
    shutil.copytree(ROOT / "evidence", project / "evidence")
    replace_in(project / "evidence" / "facts.toml", "[F69.figures.fading]\nlow = 1", "[F69.figures.fading]\nlow = 0.5")


def moved_statement(project: Path) -> None:
    """Let two statements change places."""
    topic = project / "templates" / "topics" / "aftercare.html.j2"
    lines = topic.read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if '"ease-off"' in line)
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    topic.write_text("\n".join(lines) + "\n", "utf-8")


def own_part(project: Path, name: str, before: str, after: str) -> None:
    """Give the project a part of the layout of its own, in which a text is different."""
    part = project / "templates" / "parts" / f"{name}.html.j2"
    part.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "templates" / "parts" / part.name, part)
    replace_in(part, before, after)


def other_formats(project: Path) -> None:
    """Print figures and dates of one language as another does."""
    replace_in(project / "locales" / "languages.toml", "fr_CA = { provenance", 'fr_CA = { cldr = "es", provenance')


def exchanged_title(project: Path) -> None:
    """Let title and lead change places."""
    topic = project / "templates" / "topics" / "aftercare.html.j2"
    words = re.search(r'topic\(_\("(.+?)"\), lead=_\("(.+?)"\)', topic.read_text("utf-8"))
    assert words is not None
    replace_in(topic, words[0], f'topic(_("{words[2]}"), lead=_("{words[1]}")')


def exchanged_number(project: Path) -> None:
    """Print the nurse line's number where the emergency number stood."""
    blocks = project / "templates" / "blocks"
    shutil.copytree(ROOT / "templates" / "blocks", blocks)
    replace_in(blocks / "dry-needling" / "emergency.html.j2", "number=region.emergency", "number=region.nurse_line")


def exchanged_unit(project: Path) -> None:
    """Word ranges differently."""
    own_part(
        project, "figures", '"%(low)s to %(high)s", low=low, high=high', '"%(low)s to %(high)s", low=high, high=low'
    )


def bare_words_in_the_layout(project: Path) -> None:
    """Let the layout say something that is in no catalogue."""
    own_part(project, "section", "</h2>", "</h2><p>Take two tablets.</p>")


def number_left_out(project: Path) -> None:
    """Let the layout of warnings leave the number out."""
    own_part(project, "warning", '<p class="number">{{ section.number }}</p>', "")


def another_author(project: Path) -> None:
    """Name another author in the imprint."""
    if not (project / "evidence").exists():
        shutil.copytree(ROOT / "evidence", project / "evidence")
    replace_in(project / "evidence" / "sources.json", '"Diciolla"', '"Someone"')


CHANGES = [
    changed_letter, changed_layout_word, changed_mark, changed_figure, moved_statement, other_formats, exchanged_title,
    exchanged_number, exchanged_unit, bare_words_in_the_layout, number_left_out, another_author,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_what_was_read_voids_the_signoff(project: Path, change: Callable[[Path], None]) -> None:
    """Whatever a reader could see that is different leaves nobody's approval standing, and `diff` tells of it."""
    change(project)
    opened = open_project(project)
    approval = approval_of(opened, "aftercare", "fr_CA", TODAY)
    assert () == approval.holding
    assert ["what was read has changed since"] * 2 == [reason for _, reason in approval.void]
    (difference,) = differences(opened, "fr_CA", ["aftercare"])
    assert difference.changes or read(opened, "aftercare", "fr_CA").problems


def changed_english_catalogue(project: Path) -> None:
    """Let English leaflets say something else than the templates."""
    replace_in(catalogue_of(project, "en"), 'msgstr "Eat and drink as usual."', 'msgstr "Do not eat or drink."')


def test_a_changed_english_catalogue_voids_every_language(project: Path) -> None:
    """What reviewers of a translation read as its source is what English leaflets print."""
    changed_english_catalogue(project)
    now = states(project)
    assert {"draft"} == {state for (_, topic), state in now.items() if topic == "aftercare"}
    assert {"final"} == {state for (_, topic), state in now.items() if topic == "preparation"}


def wrapped_catalogue(project: Path) -> None:
    """Write the catalogue as another editor does: other line breaks, a comment, a date, an obsolete message."""
    file = catalogue_of(project, "fr_CA")
    text = file.read_text("utf-8").replace('msgid "Publisher"', '# Looked up.\nmsgid ""\n"Publ"\n"isher"')
    text = re.sub(r'"PO-Revision-Date: .*', '"PO-Revision-Date: 2027-01-01 10:00+0000\\\\n"', text)
    file.write_text(text + '\n#~ msgid "Gone"\n#~ msgstr "Parti"\n', "utf-8")


def another_clinic(project: Path) -> None:
    """Add a clinic in a new region."""
    shutil.copytree(ROOT / "clinics" / "heron-mill", project / "clinics" / "a-first-clinic")
    (project / "clinics" / "regions.toml").write_text(
        '[aaa]\nemergency = "112"\npaper = "a4"\ncountry = "DE"\n', "utf-8"
    )


def another_date(project: Path) -> None:
    """Look a fact up again, and write a figure's number with a decimal."""
    shutil.copytree(ROOT / "evidence", project / "evidence")
    facts = project / "evidence" / "facts.toml"
    replace_in(facts, "[F69.figures.fading]\nlow = 1", "[F69.figures.fading]\nlow = 1.0")
    facts.write_text(re.sub(r"\b(checked|on) = \d{4}-\d\d-\d\d", r"\1 = 2026-11-19", facts.read_text("utf-8")), "utf-8")


def another_word_of_previews(project: Path) -> None:
    """Change a word that only drafts have."""
    file = catalogue_of(project, "fr_CA")
    text = translation_of(project, "fr_CA", "Not approved for patients yet")
    replace_in(file, f'msgstr "{text}"', f'msgstr "{text} X"')


def another_look(project: Path) -> None:
    """Change how the layout looks, but not what it says."""
    own_part(project, "section", '<div class="body">', '<div class="body wide" data-look="new">')


def test_what_only_another_shape_says_is_read(project: Path) -> None:
    """Where the folder's own standard layout leaves words out that large print still has, they are read there."""
    layout = project / "templates" / "layouts" / "standard.html.j2"
    layout.parent.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "layouts" / layout.name, layout)
    replace_in(layout, '{% include "parts/contact.html.j2" %}', "")
    around = read(open_project(project), "aftercare", "fr_CA").around
    assert "Opening hours" in {english for english, _ in around}
    part = project / "templates" / "parts" / "contact.html.j2"
    part.parent.mkdir()
    part.write_text("", "utf-8")
    assert "Opening hours" not in {english for english, _ in read(open_project(project), "aftercare", "fr_CA").around}


@pytest.mark.parametrize("change", [wrapped_catalogue, another_clinic, another_date, another_word_of_previews])
def test_what_nobody_read_voids_nothing(project: Path, change: Callable[[Path], None]) -> None:
    """A change of the file's form, of other places, of dates or of drafts leaves sign-offs standing."""
    change(project)
    assert {"final"} == set(states(project).values())


def test_another_look_waits_for_a_person_who_has_seen_it(project: Path) -> None:
    """A change of the look leaves the sign-offs of the words standing, and is final once somebody has seen it."""
    another_look(project)
    approval = approval_of(open_project(project), "aftercare", "en", TODAY)
    assert (("design",), ()) == (approval.missing, approval.void)
    entry = {"name": "Test Designer", "credential": "designer", "date": TODAY}
    for path, data in signed_look(open_project(project), entry).items():
        write_whole(path, data)
    assert {"final"} == set(states(project).values())


def test_a_changed_term_voids_the_topics_that_use_it(project: Path) -> None:
    """A glossary form that is different voids its language's sign-offs where the term occurs, and no others."""
    opened = open_project(project)
    used = {
        topic: {term.id for key in source.messages for term in opened.glossary.terms_in(key.id)}
        for topic, source in opened.topics.items()
    }
    term = next(one for one in opened.glossary.terms.values() if one.id in used["aftercare"] - used["preparation"])
    form = term.languages["fr_CA"].allowed[0]
    file = project / "locales" / "glossary.toml"
    text = file.read_text("utf-8")
    place = text.index(f'"{form}"', text.index(f"[{term.id}.languages.fr_CA]")) + len(form) + 1
    file.write_text(f"{text[:place]}s{text[place:]}", "utf-8")
    now = states(project)
    assert "draft" == now.pop(("fr_CA", "aftercare"))
    assert {"final"} == set(now.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "Test Clinician"', 'name = "Test Doctor"'),
        ("date = 2026-11-20", "date = 2026-11-19"),
        ('credential = "physiotherapist"', 'credential = "doctor"'),
        ('topic = "aftercare"', 'topic = "questions"'),
    ],
)
def test_an_entry_edited_by_hand_is_refused(project: Path, before: str, after: str) -> None:
    """Another name, date, credential or topic in an entry voids it."""
    replace_in(project / "locales" / "fr_CA" / "signoffs.toml", before, after)
    opened = open_project(project)
    approvals = [approval_of(opened, topic, "fr_CA", TODAY) for topic in opened.topics]
    assert ["it was edited or copied by hand"] == [reason for one in approvals for _, reason in one.void]


def test_a_copied_entry_is_refused(project: Path) -> None:
    """The sign-offs of one language do nothing in another."""
    shutil.copy(project / "locales" / "fr_CA" / "signoffs.toml", project / "locales" / "pa" / "signoffs.toml")
    approval = approval_of(open_project(project), "aftercare", "pa", TODAY)
    assert () == approval.holding
    assert {"it was edited or copied by hand"} == {reason for _, reason in approval.void}


def test_a_revoked_signoff_stays_revoked(project: Path) -> None:
    """It is kept with the reason, and putting its entry back does not bring it back."""
    file = project / "locales" / "fr_CA" / "signoffs.toml"
    before = file.read_text("utf-8")
    options = ("--role", "clinical", "--reason", "wrong dose", *DAY)
    done = run_leaflets("review", "revoke", "fr_CA", "aftercare", *options, cwd=project)
    assert 0 == done.returncode, done.stdout
    assert "draft" == states(project)["fr_CA", "aftercare"]
    assert "final" == states(project)["fr_CA", "preparation"]
    after = file.read_text("utf-8")
    assert 'reason = "wrong dose"' in after
    file.write_text(before + after[after.index("[[revoked]]") :], "utf-8")
    approval = approval_of(open_project(project), "aftercare", "fr_CA", TODAY)
    assert ["it was revoked on 2026-11-20: wrong dose"] == [reason for _, reason in approval.void]


def test_a_signoff_lapses_after_the_review_period(project: Path) -> None:
    """It is announced 60 days before its last day, and holds no longer after it."""
    assert "final" == states(project, "2027-11-20")["en", "aftercare"]
    assert "draft" == states(project, "2027-11-21")["en", "aftercare"]
    announced = [
        {(one["language"], one["topic"]): one["why"] for one in json.loads(done.stdout)}
        for day in ("2027-09-20", "2027-09-21")
        for done in [run_leaflets("review", "queue", "--json", "--today", day, cwd=project)]
    ]
    assert ("en", "aftercare") not in announced[0]
    assert "lapses on 2027-11-20" == announced[1]["en", "aftercare"]


def test_a_lapse_is_announced_wherever_people_look(small: Path, tmp_path: Path) -> None:
    """`check` and `build` warn 60 days before, without failing; after it, `check` says whose sign-off is gone."""
    build = ("build", "-t", "aftercare", "-l", "en", "--release", "--out", str(tmp_path / "out"))
    for day, warned in (("2027-09-20", False), ("2027-09-21", True)):
        for command in (build, ("check",)):
            done = run_leaflets(*command, "--today", day, cwd=small)
            said = "This approval holds until 2027-11-20" in done.stdout
            assert warned == said, done.stdout
        assert (tmp_path / "out" / "aspen-row" / "english" / "aspen-row_aftercare_english.pdf").exists()
    done = run_leaflets("check", "--today", "2027-11-21", cwd=small)
    assert "The clinical sign-off of Test Clinician from 2026-11-20 no longer holds: it lapsed" in done.stdout
    assert "leaflets review sign en aftercare" in done.stdout


def test_a_review_period_is_a_year_unless_the_language_says_otherwise(small: Path) -> None:
    """`review_months` in languages.toml sets it, up to 24."""
    languages = small / "locales" / "languages.toml"
    replace_in(languages, "fr_CA = { provenance", "fr_CA = { review_months = 6, provenance")
    assert dt.date(2027, 5, 21) == approval_of(open_project(small), "aftercare", "fr_CA", TODAY).lapses
    replace_in(languages, "review_months = 6", "review_months = 25")
    done = run_leaflets("check", *DAY, cwd=small)
    assert 1 == done.returncode
    assert "review_months" in done.stdout


def test_queue_says_what_waits_for_whom(project: Path) -> None:
    """Topics that clinics offer wait for the roles that are missing, and no others."""
    waiting = json.loads(run_leaflets("review", "queue", "--json", *DAY, cwd=project).stdout)
    places = {(one["language"], one["topic"]) for one in waiting}
    assert not {(language, topic) for language in ("en", "fr_CA") for topic in TOPICS} & places
    opened = open_project(project)
    clinic = opened.clinics["aspen-row"]
    words = opened.words_of_topics(clinic.topics)
    assert {*clinic.topics, "aftercare.easy-read"} == {*words}
    assert len(clinic.languages) * len(words) - 4 == len(places)
    assert {("linguistic", "clinical")} == {tuple(one["missing"]) for one in waiting}
    sign(project, "pa", "aftercare", PEOPLE[0])
    done = run_leaflets("review", "queue", "--role", "linguistic", "--json", *DAY, cwd=project)
    assert ("pa", "aftercare") not in {(one["language"], one["topic"]) for one in json.loads(done.stdout)}


def test_signing_asks_for_the_code_of_what_was_read(project: Path) -> None:
    """Every statement is shown first; without its code, or with one of other words, nothing is signed."""
    person = ("--role", "clinical", "--name", "Test Clinician", "--credential", "physiotherapist")
    command = ("review", "sign", "pa", "aftercare", *person, *DAY)
    shown = run_leaflets(*command, cwd=project)
    assert 2 == shown.returncode
    for statement in open_project(project).topics["aftercare"].statements:
        assert re.search(rf"^{re.escape(statement.id)}\b", shown.stdout, re.MULTILINE), statement.id
    assert 2 == run_leaflets(*command, "--read", "00000000", cwd=project).returncode
    assert not (project / "locales" / "pa" / "signoffs.toml").exists()
    code = re.search(r"code of this reading: (\w+)", shown.stdout)
    assert code is not None
    assert 0 == run_leaflets(*command, "--read", code[1], cwd=project).returncode
    assert ("linguistic",) == approval_of(open_project(project), "aftercare", "pa", TODAY).missing


UNUSED = {
    "Where this comes from",  # of topics without numbers
    "Key points",  # a heading for the layout alone
    "Draft", "Not approved for patients yet", "Not yet", "Before first use", "Translation", "Original text",
    "Machine draft, not checked by a person yet",
}  # fmt: skip
"""Words of the layout that no final leaflet of these topics has, because it is no draft and has numbers."""
ON_EACH_SHEET = ("masthead", "running", "contact", "imprint", "key", "references", "hours")
"""The parts that every topic has, in one edition or the other."""


@pytest.mark.parametrize(
    ("topic", "part"), [("aftercare", "section"), ("screening", "checklist"), ("side-effects", "risks")]
)
def test_everything_that_is_signed_is_shown(project: Path, topic: str, part: str) -> None:
    """Each word that a final leaflet prints is shown in both languages, variants for other places included."""
    shown = " ".join(run_leaflets("review", "show", "fr_CA", topic, cwd=project).stdout.split())
    opened = open_project(project)
    translations = opened.catalogue("fr_CA").translations
    parts = {f"parts/{name}.html.j2" for name in (*ON_EACH_SHEET, part)}
    around = {one.key for one in find_places(opened.environment, []) if one.template in parts}
    assert len(around) > 20
    for key in (*opened.topics[topic].messages, *(key for key in around if key.id not in UNUSED)):
        for text in (key.id, *translations[key].texts):
            pieces = [" ".join(piece.split()) for piece in re.split(r"%\(\w+\)s", text)]
            assert all(piece in shown for piece in pieces), text


def test_one_person_cannot_sign_twice_or_for_their_own_words(project: Path) -> None:
    """Two roles need two people, and neither is the translator."""
    header = '"Last-Translator: Test Translator <a@b.example>\\n"'
    replace_in(catalogue_of(project, "pa"), '"Last-Translator: \\n"', header)
    sign(project, "pa", "aftercare", PEOPLE[0])
    for name, reason in (("test translator", "made this translation"), ("Test Reader", "gave the linguistic sign-off")):
        person = ("--role", "clinical", "--name", name, "--credential", "physiotherapist")
        done = run_leaflets("review", "sign", "pa", "aftercare", *person, "--read", "0", *DAY, cwd=project)
        assert 1 == done.returncode
        assert reason in done.stdout


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("Zoë Müller", "zoë  müller", True),
        ("Zoë Müller", "Zoe\u0308 Mu\u0308ller", True),
        ("Zoë Müller", "Zoë\u00a0Müller", True),
        ("Zoë Müller", "Zo\u200bë Müller", True),
        ("Zoë Müller", "Dr. Zoe Muller", True),
        ("Zoë Müller", "Müller, Zoë (PT)", True),
        ("Zoë Müller", "Zoë Müller <zoe@clinic.example>", True),
        ("ਅਮਨ ਕੌਰ", "ਅਮਨ ਕੌਰ", True),
        ("Zoë Müller", "Zoë Meyer", False),
        ("Zoë", "Zoë Müller", False),
        ("Test Reader", "Test Clinician", False),
        ("ਅਮਨ ਕੌਰ", "ਅਮਰ ਕੌਰ", False),
        ("Zoë Müller", "", False),
    ],
)
def test_one_person_under_two_spellings_is_one(name: str, other: str, *, same: bool) -> None:
    """Case, accents, order, titles and what nobody sees make no other person of a name."""
    assert same_person(name, other) is same is same_person(other, name)


def review_sign(project: Path, name: str, *, role: str = "clinical", day: str = TODAY.isoformat()) -> str:
    """Try to sign French aftercare by the command, and return what it says."""
    person = ("--role", role, "--name", name, "--credential", "physiotherapist")
    code = read(open_project(project), "aftercare", "fr_CA").digest[:8]
    command = ("review", "sign", "fr_CA", "aftercare", *person, "--read", f" {code.upper()} ", "--today", day)
    return " ".join(run_leaflets(*command, cwd=project).stdout.split())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("A", "--name This is too short. → Write at least 2 characters."),
        ("Zoë\u200bMüller", "--name An invisible character stands in it."),
        ("Zоë Müller", "“Zоë” mixes letters of several scripts"),
        ("สมชาย ใจดี", "--name No font here has"),
        (
            "Dr. Test Reader",
            "Test Reader gave the linguistic sign-off, and Dr. Test Reader looks like the same person.",
        ),
    ],
)
def test_a_name_that_cannot_stand_there_is_refused(project: Path, name: str, told: str) -> None:
    """What is too short, invisible, of mixed letters or not in our fonts is told before anybody reads on."""
    before = (project / "locales" / "fr_CA" / "signoffs.toml").read_bytes()
    assert told in review_sign(project, name)
    assert before == (project / "locales" / "fr_CA" / "signoffs.toml").read_bytes()


def test_nobody_signs_for_a_day_to_come(project: Path) -> None:
    """A date in the future is refused instead of being written and never counting."""
    assert "9999-12-30 lies in the future." in review_sign(project, "New Clinician", day="9999-12-30")


def test_the_same_people_renew_in_the_last_days(project: Path) -> None:
    """In its last 60 days an approval can be renewed; then the newer sign-offs count, for dates and imprint alike."""
    assert "has signed exactly this already; it holds until 2027-11-20" in review_sign(project, "Test Clinician")
    for number, (role, name, credential) in enumerate(PEOPLE):
        day = dt.date(2027, 10, 1 + number)
        opened = open_project(project)
        entry = {"role": role, "name": name, "credential": credential, "date": day}
        reading = read(opened, "aftercare", "fr_CA")
        assert [] == list(check_reviewer(opened, reading, entry, day))
        for path, data in signed(opened, reading, entry).items():
            write_whole(path, data)
    approval = approval_of(open_project(project), "aftercare", "fr_CA", dt.date(2027, 10, 3))
    assert 4 == len(approval.holding)
    assert [dt.date(2027, 10, 1), dt.date(2027, 10, 2)] == [one.date for one in approval.signers]
    assert (dt.date(2027, 10, 1), dt.date(2028, 9, 30)) == (approval.reviewed, approval.lapses)
    early = approval_of(open_project(project), "preparation", "fr_CA", dt.date(2027, 10, 3))
    assert dt.date(2027, 11, 20) == early.lapses


def test_what_was_revoked_can_be_signed_again(project: Path) -> None:
    """On the same day, too; the revocation says why as long as nobody signed again."""
    options = ("--role", "clinical", "--reason", "Signed by mistake.", *DAY)
    done = run_leaflets("review", "revoke", "fr_CA", "aftercare", *options, cwd=project)
    assert "It is a draft: the clinical sign-off is missing." in done.stdout
    waiting = json.loads(run_leaflets("review", "queue", "--json", *DAY, cwd=project).stdout)
    told = {(one["language"], one["topic"]): one["why"] for one in waiting}["fr_CA", "aftercare"]
    assert "clinical of Test Clinician: it was revoked on 2026-11-20: Signed by mistake" == told
    assert "Signed: fr_CA" in review_sign(project, "Test Clinician")
    assert "final" == states(project)["fr_CA", "aftercare"]


def test_a_revocation_says_whose_and_why(project: Path) -> None:
    """A reason that is none is refused, and so is a role that several people signed for, unless one is named."""
    sign(project, "fr_CA", "aftercare", ("clinical", "Another Clinician", "doctor"))
    before = (project / "locales" / "fr_CA" / "signoffs.toml").read_bytes()
    for more, told in (
        (("--reason", "Wrong advice."), "Test Clinician, Another Clinician"),
        (("--reason", "x", "--name", "Test Clinician"), "reason"),
        (("--reason", "Wrong advice.", "--name", "Nobody"), "There is no clinical sign-off of Nobody."),
    ):
        done = run_leaflets("review", "revoke", "fr_CA", "aftercare", "--role", "clinical", *more, *DAY, cwd=project)
        assert 2 == done.returncode
        assert told in done.stdout
        assert before == (project / "locales" / "fr_CA" / "signoffs.toml").read_bytes()
    more = ("--reason", "Wrong advice.", "--name", "test clinician")
    done = run_leaflets("review", "revoke", "fr_CA", "aftercare", "--role", "clinical", *more, *DAY, cwd=project)
    assert "Revoked: fr_CA · aftercare, clinical, Test Clinician." in done.stdout
    assert "It is final until" in done.stdout


def test_a_misspelt_list_or_topic_of_signoffs_is_told(small: Path) -> None:
    """A revocation under another key would be lost in silence; sign-offs of no topic hold for nothing."""
    assert 2 == run_leaflets("review", "queue", "--role", "Klinical", cwd=small).returncode
    file = small / "locales" / "fr_CA" / "signoffs.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('topic = "aftercare"', 'topic = "after-care"'), "utf-8")
    assert "This topic is not here, so its sign-offs hold for nothing." in run_leaflets("check", *DAY, cwd=small).stdout
    file.write_text(text.replace("[[signoff]]", "[[signof]]", 1), "utf-8")
    done = run_leaflets("check", *DAY, cwd=small)
    assert 1 == done.returncode
    assert "locales/fr_CA/signoffs.toml, signof" in done.stdout


def test_words_that_are_missing_cannot_be_signed(project: Path) -> None:
    """Nobody approves a gap: the faulty messages are named."""
    text = translation_of(project, "pa", "Eat and drink as usual.")
    replace_in(catalogue_of(project, "pa"), f'msgstr "{text}"', 'msgstr ""')
    done = run_leaflets("review", "show", "pa", "aftercare", cwd=project)
    assert 1 == done.returncode
    assert "Eat and drink as usual." in done.stdout


def test_back_translations_stand_beside_what_they_translate(project: Path) -> None:
    """A stored back-translation is shown until its translation changes."""
    message = "Do not drive if you feel sleepy or dizzy."
    text = translation_of(project, "fr_CA", message)
    entry = {"message": message, "translation": text, "says": "Do not take the wheel if drowsy.", "by": "Test Person"}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    file = project / "locales" / "fr_CA" / "back-translations.toml"
    file.write_text("\n".join(["[[back_translation]]", *lines, "date = 2026-11-20"]), "utf-8")
    shown = run_leaflets("review", "show", "fr_CA", "aftercare", cwd=project).stdout
    assert "says: Do not take the wheel if drowsy. (Test Person)" in shown
    replace_in(catalogue_of(project, "fr_CA"), f'msgstr "{text}"', f'msgstr "{text} Vraiment."')
    shown = run_leaflets("review", "show", "fr_CA", "aftercare", cwd=project).stdout
    assert "Vraiment." in shown
    assert "take the wheel" not in shown


def test_diff_shows_old_and_new_side_by_side(project: Path, tmp_path: Path) -> None:
    """`catalogue diff` names statements, old and new words and who signed, critical ones first; also as a page."""
    changed_letter(project)
    text = translation_of(project, "fr_CA", "Do not drive if you feel sleepy or dizzy.")
    replace_in(catalogue_of(project, "fr_CA"), f'msgstr "{text}"', f'msgstr "Non. {text}"')
    page = tmp_path / "changes.html"
    options = ("fr_CA", "-t", "aftercare", "-t", "preparation", "--page", str(page), "--json")
    done = run_leaflets("catalogue", "diff", *options, cwd=project)
    data = json.loads(done.stdout[: done.stdout.index("Page: ")])
    changes = data["changes"]
    assert {"aftercare": "changed", "preparation": "unchanged"} == {
        one["topic"]: one["state"] for one in data["topics"]
    }
    assert ["key-drive", "eat-drink"] == [one["place"] for one in changes]
    assert [True, False] == [one["critical"] for one in changes]
    assert (text, f"Non. {text}") == (changes[0]["old_translation"], changes[0]["new_translation"])
    assert {"Test Reader, 2026-11-20; Test Clinician, 2026-11-20"} == {one["signed"] for one in changes}
    html = page.read_text("utf-8")
    assert "key-drive" in html
    assert f"<ins>Non. </ins>{text}" in html
    assert 1 == html.count("<del>")
    assert "<b>preparation</b>: Unchanged since Test Reader (linguistic, 2026-11-20)" in html
    shown = run_leaflets("catalogue", "diff", "fr_CA", cwd=project).stdout
    assert "aftercare › key-drive (critical): translation" in shown
    assert "Unchanged: preparation" in shown
    assert "Not signed yet, so there is nothing to compare: aftercare.easy-read, conditions, contraindications" in shown


def drop_reading(project: Path, topic: str) -> None:
    """Lose what was read of a topic in French."""
    kept = project / "locales" / "fr_CA" / "signed"
    lost = [file for file in kept.iterdir() if json.loads(file.read_text("utf-8"))["topic"] == topic]
    assert lost
    for file in lost:
        file.unlink()


def test_diff_never_says_that_nothing_changed_when_it_cannot_know(project: Path, tmp_path: Path) -> None:
    """Without what was read, a changed topic is told as changed, an unsigned one as unsigned; on the page, too."""
    drop_reading(project, "aftercare")
    page = tmp_path / "changes.html"
    command = ("catalogue", "diff", "fr_CA", "-t", "aftercare", "-t", "questions", "--page", str(page))
    assert "Unchanged: aftercare" in run_leaflets(*command, cwd=project).stdout
    changed_letter(project)
    for told in (run_leaflets(*command, cwd=project).stdout, page.read_text("utf-8")):
        assert "nchanged" not in told
        assert "what was signed is not kept here" in told
        assert "Not signed yet, so there is nothing to compare" in told


def test_diff_compares_with_what_each_person_read(project: Path) -> None:
    """Two people who signed different words are told of different changes; an entry made by hand hides nothing."""
    changed_letter(project)
    sign(project, "fr_CA", "aftercare", ("clinical", "Another Clinician", "doctor"))
    changed_mark(project)
    forged = 'name = "Another Clinician"', 'name = "Forged Clinician"'
    replace_in(project / "locales" / "fr_CA" / "signoffs.toml", *forged)
    done = run_leaflets("catalogue", "diff", "fr_CA", "-t", "aftercare", "--json", cwd=project)
    told = {one["place"]: one["signed"] for one in json.loads(done.stdout)["changes"]}
    both = "Test Reader, 2026-11-20; Test Clinician, 2026-11-20"
    assert {"drive": both, "eat-drink": both} == told
    replace_in(project / "locales" / "fr_CA" / "signoffs.toml", *reversed(forged))
    done = run_leaflets("catalogue", "diff", "fr_CA", "-t", "aftercare", "--json", cwd=project)
    told = {one["place"]: one["signed"] for one in json.loads(done.stdout)["changes"]}
    assert {"drive": f"{both}; Another Clinician, 2026-11-20", "eat-drink": both} == told


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Do not drive.", "Do drive.", ("Do<del> not</del> drive.", "Do drive.")),
        ("请不要开车。", "请开车。", ("请<del>不要</del>开车。", "请开车。")),
        ("ਗੱਡੀ ਨਾ ਚਲਾਓ।", "ਗੱਡੀ ਚਲਾਓ।", ("ਗੱਡੀ <del>ਨਾ </del>ਚਲਾਓ।", "ਗੱਡੀ ਚਲਾਓ।")),
        ("a < b", "a < b", ("a &lt; b", "a &lt; b")),
        ("", "New.", (NOTHING, "<ins>New.</ins>")),
    ],
)
def test_what_is_different_is_marked_word_by_word(old: str, new: str, marked: tuple[str, str]) -> None:
    """Words are compared whole, or letter by letter where the script has no spaces; nothing is marked that stayed."""
    assert marked == comparison(old, new)


def test_samples_ship_no_signoff() -> None:
    """The project's own words are drafts: nobody is named who has not signed."""
    assert [] == list((ROOT / "locales").rglob("signoffs.toml"))
    assert all(not signoffs for signoffs in open_project(ROOT).signoffs.values())
