"""What a job cannot bring, because it is kept beside the catalogue: words for the rules, words of the glossary."""

from collections.abc import Iterator

from leaflets.errors import Problem
from leaflets.model import Term
from leaflets.project import LOCALES, SOURCE_LANGUAGE, Project
from leaflets.project.project import GLOSSARY_FILE
from leaflets.project.watching import unwatched
from leaflets.rules.wordlist import listed
from leaflets.translation.exchange.job import Job

NAMED = 6
"""So many terms are named before the rest is counted."""


def lacking(project: Project, code: str, job: Job) -> Iterator[Problem]:
    """Yield, as warnings, what a language lacks for the texts of a job, however well they are translated."""
    yield from unwatched(project, code)
    terms = [] if code == SOURCE_LANGUAGE else list(_unsaid(project, code, job))
    if terms:
        named = listed(one.term for one in terms[:NAMED])
        more = f" and {len(terms) - NAMED} more" if terms[NAMED:] else ""
        reason = f"The glossary does not say in {job.name} what these texts speak of: {named}{more}."
        hint = (
            "Agree on the words before the work begins, and write them there; until then no rule holds texts to them."
        )
        yield Problem(f"{LOCALES}/{GLOSSARY_FILE}", reason, hint, severity="warning", rule="G1")


def _unsaid(project: Project, code: str, job: Job) -> Iterator[Term]:
    """Yield each term of a job's texts that the glossary has no word for; a name is kept as it is in English."""
    texts = dict.fromkeys(unit.key.plural or unit.key.id for unit in job.units)
    terms = {term.id: term for text in texts for term in project.glossary.terms_in(text)}
    yield from (term for term in terms.values() if not term.keep and code not in term.languages)
