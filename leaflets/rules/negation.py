"""Rule S2: whether “not” came through, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets.model import Language
from leaflets.rules.entry import Entry
from leaflets.rules.registry import Finding, Severity
from leaflets.rules.safety import is_critical
from leaflets.rules.sentences import pairs
from leaflets.rules.wordlist import as_words, find, without

TWICE = 2
"""A source sentence with so many words for “not” needs as many in the translation."""


@dataclass(frozen=True)
class _Sentence:
    """A source sentence and its translation, as words: `whole` is the translation with its idioms."""

    before: str
    after: str
    whole: str
    source: Language
    language: Language

    @property
    def said(self) -> list[str]:
        """The words for “not” in the source."""
        return find(self.before, self.source.words.negation)

    @property
    def found(self) -> list[str]:
        """The words for “not” in the translation."""
        return find(self.after, self.language.words.negation)

    @property
    def halves(self) -> dict[str, tuple[str, ...]]:
        """The half-negative phrases of the source, such as “only”, with what says them in the language."""
        words = self.language.words.half_negation
        return {phrase: forms for phrase, forms in words.items() if find(self.before, (phrase,))}

    @property
    def forbids(self) -> bool:
        """Whether the source sentence begins with “Do not” or the like."""
        return any(self.before.startswith(as_words(one)) for one in self.source.words.prohibitions)


def check(entry: Entry) -> Iterator[Finding]:
    """Find a negation that only one side has, where the word lists of both languages know one."""
    if entry.source is None or entry.is_source:
        return
    ours, theirs = entry.source.words, entry.language.words
    if not ours.negation or not theirs.negation:
        return
    for text in entry.bare_texts:
        for before, after in pairs(entry, entry.source, text):
            said, whole = without(as_words(before), ours.idioms), as_words(after)
            sentence = _Sentence(said, without(whole, theirs.idioms), whole, entry.source, entry.language)
            severity: Severity = "error" if sentence.forbids and is_critical(entry) else "warning"
            yield from _compared(sentence, severity)


def _compared(sentence: _Sentence, severity: Severity) -> Iterator[Finding]:
    said, found = sentence.said, sentence.found
    if said and not found:
        yield Finding("S2", f"The source says “{said[0]}”; no word for it stands in the translation.", "", severity)
    elif said and (reason := _weakened(sentence, said, found)):
        yield Finding("S2", reason, "", severity)
    elif not said:
        yield from _added(sentence)
    for phrase, forms in sentence.halves.items():
        if not find(sentence.whole, forms):
            hint = f"Say it as the language's words.toml does: {', '.join(f'“{form}”' for form in forms)}."
            yield Finding("S2", f"The source says “{phrase}”, and the translation does not.", hint)


def _added(sentence: _Sentence) -> Iterator[Finding]:
    """Find a “not” that nothing in the source asks for: neither a half-negative phrase nor a set phrase."""
    forms = [form for forms in sentence.halves.values() for form in forms]
    words = sentence.language.words
    rest = without(without(without(sentence.whole, forms), words.set_phrases), words.idioms)
    if found := find(rest, words.negation):
        yield Finding("S2", f"“{found[0]}” negates in the translation, and nothing in the source does.")


def _weakened(sentence: _Sentence, said: list[str], found: list[str]) -> str | None:
    """Return what is wrong with a negation that stands in both, but not as often or not as early."""
    if lone := _lone(sentence):
        return f"“{lone}” says “not” only with another word, which its sentence lacks."
    nots = find(sentence.before, sentence.source.words.prohibitions)
    if len(nots) >= TWICE and _count(sentence, found) < TWICE:
        return f"The source negates {len(nots)} times (“{'”, “'.join(nots)}”), the translation once."
    if sentence.forbids and not _starts_negated(sentence):
        return f"The source begins with “{said[0]}”; the translation says “{found[0]}” only later."
    return None


def _lone(sentence: _Sentence) -> str | None:
    """Return a word for “not” that is none alone: `ne` without `pas`, or `ni` without `no` behind the first word."""
    words = sentence.language.words
    for word, others in words.companions.items():
        stands, completed = find(sentence.after, (word,)), find(sentence.after, others)
        if not stands:
            continue
        if word in words.opening_negation:
            alone = len(find(sentence.after, words.opening_negation)) > len(completed)
        else:
            alone = not completed and not sentence.after.startswith(as_words(word))
        if alone:
            return word
    return None


def _count(sentence: _Sentence, found: list[str]) -> int:
    """Return how often a sentence negates; a word and its companion (`ne … pas`) count once."""
    openings = sum(one in sentence.language.words.opening_negation for one in found)
    return max(len(found) - openings, openings)


def _starts_negated(sentence: _Sentence) -> bool:
    """Return whether the first clause of a translation negates; one with “if” in front does not have to."""
    conditions = sentence.language.words.conditions
    first = next((one for one in sentence.after.split("|") if one.strip()), "")
    return not conditions or bool(find(f" {first.split()[0]} ", conditions) or find(first, sentence.found))
