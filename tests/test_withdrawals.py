"""What a clinician withdraws no longer carries a leaflet: a source, a fact, and all that rests on them."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from signing import TODAY, sign_all

from leaflets.checks.approval import check_signoffs
from leaflets.checks.evidence import check_evidence
from leaflets.checks.withdrawals import check_withdrawals
from leaflets.composition import Composer
from leaflets.composition.provenance import State, signoff_mark
from leaflets.evidence.tracing import find_cited, impact_of
from leaflets.model import Approval, Composition, Failed, Leaflet
from leaflets.model.work import STAFF
from leaflets.project import Project, open_project
from leaflets.project.overrides import overrides_of, told
from leaflets.project.withdrawals import withdrawal_warnings
from leaflets.reviewing.readings import read
from leaflets.reviewing.release import refuse_unreleasable
from leaflets.reviewing.signing import check_reviewer
from leaflets.reviewing.signoffs import approval_of, approvals
from leaflets.verification.standing import no_longer_holds

Opened = Callable[..., Project]
"""Opens a folder with a register of what was withdrawn, and further files of `evidence/` by name."""
SIGNED = ("side-effects", "aftercare")
RETRACTED = '[boyce-2020]\nstatus = "retracted"\ndate = 2027-03-01\nreason = "The journal took it back."\n'
WHY = "F30 rests on boyce-2020, which was retracted on 2027-03-01: The journal took it back"


@pytest.fixture(scope="module")
def signed_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of one clinic with two topics in English, both of them signed."""
    place = tmp_path_factory.mktemp("withdrawn") / "project"
    shutil.copytree(ROOT / "clinics" / "aspen-row", place / "clinics" / "aspen-row")
    clinic = place / "clinics" / "aspen-row" / "clinic.toml"
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en"]', clinic.read_text("utf-8"))
    clinic.write_text(re.sub(r"(?ms)^topics = .*?\]$", f"topics = {list(SIGNED)}", text), "utf-8")
    (place / "locales").mkdir()
    sign_all(place, "en", topics=SIGNED)
    return place


@pytest.fixture
def withdraw(signed_project: Path, tmp_path: Path) -> Opened:
    """Copy that folder and open it with a register of what was withdrawn."""

    def opened(register: str, **files: str) -> Project:
        place = Path(shutil.copytree(signed_project, tmp_path / "project"))
        (place / "evidence").mkdir()
        for name, text in {"withdrawn": register, **files}.items():
            (place / "evidence" / f"{name}.toml").write_text(text, "utf-8")
        return open_project(place)

    return opened


def entry(fact: str, **other: str) -> str:
    """Return the package's entry of a fact as a text, with other values for some of its keys."""
    found = re.search(
        rf"(?ms)^\[{fact}\]\n.*?(?=^\[(?!{fact}\.)|\Z)", (ROOT / "evidence" / "facts.toml").read_text("utf-8")
    )
    assert found, fact
    text = found[0]
    for key, value in other.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
    return text


def citing(project: Project, source: str) -> set[str]:
    """Return the facts that name a source."""
    return {fact.id for fact in project.facts.values() if source in fact.sources}


def released(project: Project) -> dict[str, tuple[str, ...]]:
    """Return what a release says of each topic: nothing, or why it is refused."""
    composer = Composer(project, approvals(project, TODAY))
    pages = map(composer.compose, (Leaflet("aspen-row", "en", topic) for topic in SIGNED))
    outcomes = refuse_unreleasable(project, pages, TODAY)
    return {
        one.leaflet.topic: tuple(problem.reason for problem in one.problems) if isinstance(one, Failed) else ()
        for one in outcomes
    }


def test_only_what_rests_on_a_withdrawn_source_is_refused(withdraw: Opened) -> None:
    """The topic with figures of the study is a draft, printed without --release and refused with it; others go on."""
    project = withdraw(RETRACTED)
    assert not approval_of(project, "side-effects", "en", TODAY).is_final
    drafted = Composer(project, approvals(project, TODAY)).compose(Leaflet("aspen-row", "en", "side-effects"))
    assert isinstance(drafted, Composition)
    assert "draft" == drafted.state
    refused = released(project)
    assert () == refused["aftercare"]
    assert f"{WHY}. This fact has no other source, so nothing carries it." in refused["side-effects"]
    assert f"The clinical sign-off of Test Clinician from {TODAY} no longer holds: {WHY}." in refused["side-effects"]


def test_check_names_what_a_withdrawn_source_carried(withdraw: Opened) -> None:
    """`check` has an error for each fact of it, says whether anything else carries it, and names the lost sign-offs."""
    project = withdraw(RETRACTED)
    found = {one.key: one for one in check_withdrawals(project)}
    assert {f"{fact}.sources" for fact in citing(project, "boyce-2020")} == set(found)
    assert {"error"} == {one.severity for one in found.values()}
    assert "This fact still has brady-2014." in found["F34.sources"].reason
    assert "take boyce-2020 out of its sources" in found["F34.sources"].hint
    assert "Find a source that carries it" in found["F30.sources"].hint
    lost = [one for one in check_signoffs(project, TODAY) if one.key == "side-effects"]
    assert 2 == len(lost)
    assert all("Settle first what was withdrawn" in one.hint for one in lost)


def test_impact_names_what_rests_on_a_source(signed_project: Path, withdraw: Opened) -> None:
    """`impact` takes a source: its facts, statements, leaflets, sign-offs; they are named once it is withdrawn, too."""
    before, after = open_project(signed_project), withdraw(RETRACTED)
    one, other = (impact_of(project, find_cited(project, "boyce-2020"), TODAY) for project in (before, after))
    assert citing(before, "boyce-2020") <= {fact.id for fact in one.facts}
    assert "F34" in {fact.id for fact in impact_of(before, before.facts["F30"], TODAY).facts}, "it is rounded from it"
    assert {"side-effects"} == {leaflet.topic for leaflet in one.leaflets}
    assert {"clinical", "linguistic"} == {signoff.role for _, signoff in one.signoffs}
    assert () == one.lost
    assert ((), one.signoffs) == (other.signoffs, other.lost)
    assert [touched.source for touched in one.statements] == [touched.source for touched in other.statements]


def test_a_sheet_that_rests_on_what_was_withdrawn_is_called_back(signed_project: Path, withdraw: Opened) -> None:
    """A sheet that was final is no longer, and the reason is the withdrawal."""
    signers = approval_of(open_project(signed_project), "side-effects", "en", TODAY).signers
    state = State("final", TODAY, tuple(signoff_mark(one) for one in signers))
    lost = list(no_longer_holds(withdraw(RETRACTED), Leaflet("aspen-row", "en", "side-effects"), state, TODAY))
    assert [True, True] == [WHY in one for one in lost]


def test_nobody_signs_what_rests_on_something_withdrawn(withdraw: Opened) -> None:
    """A reviewer is told to have it settled first."""
    project = withdraw(RETRACTED)
    person = {"role": "clinical", "name": "Other Clinician", "credential": "physiotherapist", "date": TODAY}
    found = list(check_reviewer(project, read(project, "side-effects", "en"), person, TODAY))
    assert citing(project, "boyce-2020") == {one.reason.split()[0] for one in found}


def test_a_fact_that_no_longer_names_the_source_stands(withdraw: Opened) -> None:
    """Taken out of a fact's sources, what was withdrawn touches it no more, and stays as a record without a warning."""
    others = {"sources": '["brady-2014"]', "verified": "false"}
    cited = "".join(entry(one, **others) for one in citing(open_project(ROOT), "boyce-2020"))
    facts = re.sub(r"(?m)^boyce-2020 = .*\n", "", cited)
    project = withdraw(RETRACTED, facts=facts)
    assert [] == list(check_withdrawals(project))
    assert "boyce-2020" not in {one.key for one in check_evidence(project, TODAY)}
    person = {"role": "clinical", "name": "Other Clinician", "credential": "physiotherapist", "date": TODAY}
    assert [] == list(check_reviewer(project, read(project, "side-effects", "en"), person, TODAY))


def test_a_source_that_takes_its_place_is_named(withdraw: Opened) -> None:
    """What supersedes it is said in the hint, and what supersedes that in its turn."""
    register = (
        '[boyce-2020]\nstatus = "superseded"\ndate = 2027-03-01\nreason = "A larger survey."\nby = "iscp-2012"\n'
        '[iscp-2012]\nstatus = "superseded"\ndate = 2027-04-01\nreason = "A new edition."\nby = "brady-2014"\n'
    )
    found = {one.key: one for one in check_withdrawals(withdraw(register))}
    assert "Read brady-2014. If it carries the fact, name it in sources" in found["F30.sources"].hint
    assert "take boyce-2020 out of its sources" in found["F34.sources"].hint, "it names that already"


def test_a_fact_of_the_package_can_be_withdrawn(withdraw: Opened) -> None:
    """A folder withdraws a fact: its statements are refused until they rest on another, and the overlay is told."""
    project = withdraw('[F65]\nstatus = "withdrawn"\ndate = 2027-03-01\nreason = "Our clinicians disagree."\n')
    (problem,) = check_withdrawals(project)
    assert ("evidence/withdrawn.toml", "F65") == (problem.path, problem.key)
    assert "F65 was withdrawn on 2027-03-01: Our clinicians disagree." == problem.reason
    assert {"aftercare"} == {topic for topic, why in released(project).items() if why}
    assert "This project overrides the evidence (F65)." == told(overrides_of(project))


def test_a_withdrawn_contraindication_need_not_be_asked(withdraw: Opened) -> None:
    """A topic that leaves out a contraindication that was withdrawn has no fault."""
    register = '[C27]\nstatus = "withdrawn"\ndate = 2027-03-01\nreason = "It shames people."\n'
    project = withdraw(register)
    topic = (ROOT / "templates" / "topics" / "screening.html.j2").read_text("utf-8")
    place = project.root / "templates" / "topics" / "screening.html.j2"
    place.parent.mkdir(parents=True)
    place.write_text(re.sub(r'(?m)^.*item\("C27".*\n', "", topic), "utf-8")
    assert () == open_project(project.root).faults.all


@pytest.mark.parametrize(
    ("register", "key", "reason", "touched"),
    [
        (RETRACTED.replace("boyce-2020", "boyce-2002"), "boyce-2002", "No fact and no source has the id", set(SIGNED)),
        (RETRACTED.replace("reason", "because"), "boyce-2020.because", "This key is not known.", {"side-effects"}),
        (RETRACTED.replace('"retracted"', '"gone"'), "boyce-2020.status", "is not possible here", {"side-effects"}),
        (RETRACTED + 'by = "boyce"\n', "boyce-2020.by", "No fact and no source has the id", {"side-effects"}),
        (RETRACTED.replace("boyce-2020", "F65"), "", "", set()),
    ],
)
def test_a_faulty_entry_never_passes_for_none(
    withdraw: Opened, register: str, key: str, reason: str, touched: set[str]
) -> None:
    """What cannot be read stops what it names; an id that nothing has may be meant for any leaflet, and stops all."""
    project = withdraw(register)
    found = {one.key or "": one for one in project.faults.all}
    assert not key or reason in found[key].reason
    assert touched == {topic for topic in SIGNED if project.faults_of(Leaflet("aspen-row", "en", topic))}


def test_words_can_be_worked_on_in_spite_of_a_slip(withdraw: Opened) -> None:
    """An entry that names nothing stops what is printed and signed, and not the work on words."""
    project = withdraw(RETRACTED.replace("boyce-2020", "boyce-2002"))
    leaflet = Leaflet("aspen-row", "en", "aftercare")
    assert isinstance(Composer(project).compose(leaflet), Failed)
    assert Approval() == approval_of(project, "aftercare", "en", TODAY)
    assert () == project.faults_of(leaflet, approved=False)


def test_whoever_prints_a_draft_is_warned(withdraw: Opened) -> None:
    """`build` names the facts of its topics that do not stand, as warnings."""
    project = withdraw(RETRACTED)
    found = withdrawal_warnings(project, ["side-effects"])
    assert {"warning"} == {one.severity for one in found}
    assert all("boyce-2020, which was retracted on 2027-03-01" in one.reason for one in found)
    assert citing(project, "boyce-2020") == {one.reason.split()[0] for one in found}
    assert [] == withdrawal_warnings(project, ["aftercare", "no-topic"])


def staff_copy(project: Project, topic: str) -> str:
    """Return the page for staff of a topic."""
    laid = Composer(project).lay_out(Leaflet("aspen-row", "en", topic, STAFF))
    assert () == laid.problems
    return laid.html


def test_the_staff_copy_tells_what_a_folder_changed(withdraw: Opened) -> None:
    """It names the entries of the folder's own and what was withdrawn, as far as its topic rests on them."""
    project = withdraw(RETRACTED, facts=entry("F65", due="2028-11-20") + entry("F31", summary='"Other words."'))
    own = "This project’s own entries, not those of the program"
    told_of = {topic: re.findall(r'(?s)class="laid-over".*?>(.*?)</p>', staff_copy(project, topic)) for topic in SIGNED}
    gone = "Not to be relied on: boyce-2020 (retracted 2027-03-01)."
    assert [f"{own}: F31. {gone}"] == told_of["side-effects"]
    assert [f"{own}: F65."] == told_of["aftercare"]
    assert approval_of(project, "aftercare", "en", TODAY).is_final, "a date alone voids no sign-off"


def test_the_staff_copy_of_the_package_tells_nothing(signed_project: Path) -> None:
    """Where a folder changes nothing, no such line stands on the page."""
    assert "laid-over" not in staff_copy(open_project(signed_project), "aftercare")


def test_a_changed_figure_needs_a_day_on_which_it_was_read(withdraw: Opened) -> None:
    """Another figure for a verified fact is a fault of it and its leaflets until the folder says when it was read."""
    other = entry("F30").replace("value = 16", "value = 20")
    project = withdraw("", facts=other)
    (fault,) = project.faults.all
    assert ("evidence/facts.toml", "F30.checked") == (fault.path, fault.key)
    assert "Figures of the program were changed here (bleeding)" in fault.reason
    assert "set checked to that day" in fault.hint
    assert {"side-effects"} == {one for one in SIGNED if project.faults_of(Leaflet("aspen-row", "en", one))}
    register = project.root / "evidence" / "facts.toml"
    register.write_text(re.sub("checked = .*", "checked = 2027-03-01", other), "utf-8")
    assert () == open_project(project.root).faults.all


def test_what_is_not_a_verified_figure_may_change(withdraw: Opened) -> None:
    """A summary, a note of a figure, the way its number is written, and figures that were not verified need no day."""
    facts = entry("F30", summary='"In other words."').replace("value = 16", 'value = 16.0\nperiod = "six weeks"')
    unverified = next(one for one in open_project(ROOT).facts.values() if one.figures and not one.verified)
    changed = re.sub(r"(?m)^(value|high) = .*$", r"\1 = 99", entry(unverified.id), count=1)
    assert changed != entry(unverified.id)
    assert () == withdraw("", facts=facts + changed).faults.all
