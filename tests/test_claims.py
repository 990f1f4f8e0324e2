"""Claims that leaflets must not make are found however they are put, and nothing else is."""

from pathlib import Path

import pytest
from conftest import ROOT, run_leaflets

from leaflets.checks.claims import check_claims
from leaflets.errors import Problem
from leaflets.model import Claim
from leaflets.project import open_project
from leaflets.readers.evidence import read_claims
from leaflets.rules.claims import claims_in
from leaflets.translation.claims import claims_made

CLAIMS = read_claims(ROOT / "evidence" / "claims.toml", "claims.toml", [])
TOPIC = """{{{{ topic(_("A note"), lead=_("About your visit."), version="1.0", dated="2026-11-20") }}}}
{{% call section("one", _("One")) %}}
  {{{{ bullet("said", _("{said}"), facts="F35") }}}}
{{% endcall %}}
"""


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_the_list_finds_its_own_examples(claim: Claim) -> None:
    """Each claim has ten sentences that make it and five that do not, and its words tell them apart."""
    assert len(claim.finds) >= 10
    assert len(claim.passes) >= 5
    assert [] == [one for one in claim.finds if not any(claims_in(one, [claim]))]
    assert [] == [one for one in claim.passes if any(claims_in(one, [claim]))]


def test_sentences_that_pass_make_no_other_claim() -> None:
    """A sentence that may be said under one claim is not taken for another."""
    sound = [one for claim in CLAIMS.values() for one in claim.passes]
    assert {} == {one: found for one in sound if (found := list(claims_in(one, CLAIMS.values())))}


def test_shipped_words_make_no_claim() -> None:
    """No statement, title or word of a layout is taken for a claim."""
    assert [] == list(claims_made(open_project(ROOT)))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("It prevents future injuries.", "prevents future injuries"),
        ("It doesn’t hurt.", "doesn’t hurt"),
        ("It does not hurt, and it will prevent injuries.", "not hurt"),
        ("Soreness is normal – it’s completely safe!", "completely safe"),
        ("Did you know that it prevents injuries?", "prevents injuries"),
        ("It not only relaxes: it prevents injuries.", "prevents injuries"),
    ],
)
def test_what_is_found_is_shown_as_it_stands(said: str, words: str) -> None:
    """The words that make a claim are shown as they were written."""
    assert words in [found for _, found in claims_in(said, CLAIMS.values())]


@pytest.mark.parametrize(
    "said",
    [
        "No one knows if it prevents injuries.",
        "That it prevents injuries is not proven.",
        "It doesn’t prevent injuries.",
        "Does it prevent injuries?",
        "Some people say that it prevents injuries.",
        "It prevents no injuries.",
        "",
        "…",
    ],
)
def test_what_is_denied_doubted_or_asked_is_no_claim(said: str) -> None:
    """A sentence that takes the claim back makes none."""
    assert [] == list(claims_in(said, CLAIMS.values()))


@pytest.mark.parametrize("words", ["prevent … ", "prevent//injury", "a & b & c", "… injury", "prevent/ injury"])
def test_words_that_cannot_be_read_are_named(tmp_path: Path, words: str) -> None:
    """A sign without words on both sides is a fault of the list, with an example of how it is written."""
    problems = problems_of(tmp_path, f'[one]\nwords = ["{words}"]\ninstead = "Nothing."\n')
    assert [("claims.toml", "one.words.0")] == [(one.path, one.key) for one in problems]
    assert "prevent/avoid … injury" in problems[0].hint


def problems_of(tmp_path: Path, text: str) -> list[Problem]:
    """Return what is wrong with a list of claims."""
    path, problems = tmp_path / "claims.toml", list[Problem]()
    path.write_text(text, "utf-8")
    read_claims(path, path.name, problems)
    return problems


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a person's folder with a topic of its own that makes a claim."""
    topic = tmp_path / "templates" / "topics" / "note.html.j2"
    topic.parent.mkdir(parents=True)
    topic.write_text(TOPIC.format(said="You need plenty of rest, and it prevents injuries."), "utf-8")
    (tmp_path / "clinics").mkdir()
    return tmp_path


@pytest.mark.parametrize("command", [("extract",), ("update", "-l", "ar")])
def test_translators_get_no_claim(folder: Path, command: tuple[str, ...]) -> None:
    """Neither command writes a catalogue while a topic makes a claim, and both say where it stands."""
    done = run_leaflets("catalogue", *command, cwd=folder)
    told = " ".join(done.stdout.split())
    assert 1 == done.returncode, done.stdout
    assert "templates/topics/note.html.j2:3, said" in told
    assert "“prevents injuries” makes a claim that the evidence does not carry" in told
    assert "add “note/said” to said_in of [prevention-and-posture]" in told
    assert not (folder / "locales").exists()


def test_check_warns_of_a_claim_and_of_examples(folder: Path) -> None:
    """`check` warns of the statement, of places that are not there, and of examples that are not told apart."""
    (folder / "evidence").mkdir()
    (folder / "evidence" / "claims.toml").write_text(
        '[prevention-and-posture]\nwords = ["prevent … injury"]\ninstead = "Say nothing."\nsaid_in = ["note/other"]\n'
        'finds = ["It keeps you well."]\npasses = ["It prevents an injury."]\n',
        "utf-8",
    )
    found = [(one.path, one.key, one.severity) for one in check_claims(open_project(folder))]
    assert ("templates/topics/note.html.j2", "said", "warning") in found
    assert [
        ("evidence/claims.toml", "prevention-and-posture.said_in", "warning"),
        ("evidence/claims.toml", "prevention-and-posture.finds", "error"),
        ("evidence/claims.toml", "prevention-and-posture.passes", "error"),
    ] == [one for one in found if one[0].startswith("evidence")]


def test_a_statement_can_be_excused(folder: Path) -> None:
    """What said_in names is no claim any more, and what is a title can be named by its template."""
    (folder / "evidence").mkdir()
    list_of = '[{0}]\nwords = ["{1}"]\ninstead = "Say nothing."\nsaid_in = ["{2}"]\n'
    entries = (("prevention-and-posture", "prevent … injury", "note/said"), ("rest-for-days", "rest", "note/said"))
    text = "".join(list_of.format(*one) for one in (*entries, ("visit", "about your visit", "topics/note")))
    (folder / "evidence" / "claims.toml").write_text(text, "utf-8")
    assert [] == list(claims_made(open_project(folder)))
