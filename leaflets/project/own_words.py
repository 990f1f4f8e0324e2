"""What a clinic says of itself and nobody reviews: whether it makes a claim, or sounds like a call for help."""

import re
from collections.abc import Collection, Iterator

from leaflets.errors import Problem
from leaflets.model import Clinic
from leaflets.project.naming import hint_of_reference
from leaflets.project.project import Project

CALLS = re.compile(
    r"\b(?:call|dial|phone|ring|emergency|urgent|appelez|urgence|llame|emergencia|urgencia)\b|اتصل|طوارئ|ਐਮਰਜੈਂਸੀ|拨打|急救|紧急",
    re.IGNORECASE,
)
"""Words of warnings, in the languages of the samples, that have no place in a name."""
_SHORT = re.compile(r"(?<!\d)\d{2,3}(?!\d)")


def claims_of(project: Project, text: str) -> Iterator[str]:
    """Yield what a text claims that the evidence does not carry, as whole sentences."""
    from leaflets.rules.claims import claims_in

    words = " ".join(text.casefold().split())
    english = {claim.id: said for claim, said in claims_in(text, project.claims.values())}
    for claim in project.claims.values():
        others = (one for ones in claim.words_in.values() for one in ones)
        other = next((one for one in others if re.search(rf"(?<!\w){re.escape(one.casefold())}", words)), None)
        found = english.get(claim.id, other)
        if found:
            yield f"“{text}” makes a claim that the evidence does not carry (“{found}”): {claim.instead}"


def calls_in(text: str, emergency: Collection[str]) -> Iterator[str]:
    """Yield that a text looks like a call for help, by its words or by one of these numbers."""
    digits = {f"{int(one):0{len(one)}d}" for one in _SHORT.findall(text)}
    if CALLS.search(text) or not digits.isdisjoint(emergency):
        yield f"“{text}” looks like a call for help, which only a warning may be."


def faults_of_taglines(project: Project, clinic: Clinic) -> Iterator[Problem]:
    """Yield why a clinic's taglines are not printed: what they say, their letters, and languages that nobody knows."""
    known, emergency = project.known("language"), {one.emergency for one in project.regions.values()}
    for code, text in clinic.brand.tagline.items():
        key = f"brand.tagline.{code}"
        file = project.clinic_file(clinic, key)
        if code not in known:
            hint = hint_of_reference(project, "languages", code, known)
            yield Problem(file, f"“{code}” is not known here.", hint, key=key)
        hint = "Nobody reviews it, and it stands on every sheet: say who you are, not what needling does."
        for reason in (*claims_of(project, text), *calls_in(text, emergency)):
            yield Problem(file, reason, hint, key=key)
        missing = _letters_lacking(project, clinic, code, text)
        if missing:
            names = ", ".join(f"{one} (U+{ord(one):04X})" for one in missing)
            reason = f"The typefaces of this language lack {names}."
            yield Problem(file, reason, "Write it in the letters of the language.", key=key)


def _letters_lacking(project: Project, clinic: Clinic, code: str, text: str) -> str:
    """Return the characters that no typeface of a language has; none where its own is not installed."""
    fonts, language = project.fonts, project.languages.get(code)
    if language is None or clinic.brand.typeface not in fonts.typefaces or fonts.family_of(language) in fonts.lacking:
        return ""
    own = (fonts.family_of(language), *fonts.stack(language, clinic.brand.typeface, "text")[:2])
    letters = frozenset[int]().union(*map(fonts.letters_of, own))
    return "".join(sorted({one for one in text if one > " " and ord(one) not in letters}))
