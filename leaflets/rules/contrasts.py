"""Rule S6: words with an opposite, such as before and after, more and less, today and tomorrow."""

from collections.abc import Iterator

from leaflets.model import Language
from leaflets.rules.entry import Entry, placed
from leaflets.rules.registry import Finding
from leaflets.rules.safety import weight
from leaflets.rules.wordlist import find, without


def check(entry: Entry) -> Iterator[Finding]:
    """Find a meaning of the source that has no word in the translation, or that another word turns round."""
    if entry.source is None or entry.is_source:
        return
    said = _meanings(without(placed(entry.original), entry.source.words.idioms), entry.source)
    for words in dict.fromkeys(map(placed, entry.texts)) if said else ():
        found = _meanings(words, entry.language)
        yield from _lost(entry, entry.source, said, found)
        for meaning, reversal in entry.source.words.reversals.items():
            if meaning in said and reversal in found - said:
                reason = f"The source says “{meaning}”, and the translation “{reversal}”."
                yield Finding("S6", reason, severity=weight(entry))


def _lost(entry: Entry, source: Language, said: frozenset[str], found: frozenset[str]) -> Iterator[Finding]:
    """Find meanings without a word; a language that does not list one is not asked for it."""
    lists = entry.language.words.contrast
    for one in sorted((said & lists.keys()) - found - set(source.words.reversals.values())):
        opposite = next((other for other in _opposites(one, source) if other in found - said), None)
        turned = f"; it says “{opposite}”" if opposite else ""
        hint = f"Say one of these: {', '.join(f'“{form}”' for form in lists[one])}."
        severity = "error" if opposite else "warning" if one in source.words.shades else weight(entry)
        yield Finding("S6", f"The translation does not say “{one}”{turned}.", hint, severity)


def _opposites(meaning: str, source: Language) -> Iterator[str]:
    for pair in source.words.opposites:
        if meaning in pair:
            yield pair[1 - pair.index(meaning)]


def _meanings(words: str, language: Language) -> frozenset[str]:
    return frozenset(meaning for meaning, forms in language.words.contrast.items() if find(words, forms))
