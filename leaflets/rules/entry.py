"""A message with its translation and all that the rules measure it by."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from leaflets.model import Language, MessageKey, Term
from leaflets.rules.wordlist import PLACE, as_words, without

PLACEHOLDER = re.compile(r"%\((\w+)\)s(?:\{\w+\})?")
"""A placeholder, with the case that a translation may ask for: `%(days)s`, `%(days)s{oblique}`."""
CASED = re.compile(r"%\((\w+)\)s\{(\w+)\}")
"""The name and the case of a placeholder with a case."""


@dataclass(frozen=True)
class Entry:
    """One message: its key, the text of each plural form, and what it is measured by.

    `source` is the language of the source texts; `terms` are the glossary's terms in the source text; `names` are
    those of clinics.
    """

    key: MessageKey
    texts: tuple[str, ...]
    language: Language
    source: Language | None = None
    terms: tuple[Term, ...] = ()
    names: tuple[str, ...] = ()
    fuzzy: bool = False

    @cached_property
    def original(self) -> str:
        """The source text, or its plural."""
        return self.key.plural or self.key.id

    @property
    def is_source(self) -> bool:
        """Whether the catalogue is the source language's own."""
        return self.language.provenance == "original"

    @property
    def is_in_source(self) -> bool:
        """Whether the words are the source language, also in the wording of a region."""
        return self.source is not None and self.language.is_in(self.source.code)

    @cached_property
    def bare_source(self) -> str:
        """The source text without its placeholders, composed (NFC)."""
        return bare(self.original)

    @cached_property
    def bare_texts(self) -> tuple[str, ...]:
        """The different texts without their placeholders, composed (NFC)."""
        return tuple(dict.fromkeys(bare(text) for text in self.texts))

    @cached_property
    def source_words(self) -> str:
        """The source's words, one space around each, idioms left out."""
        return without(as_words(self.bare_source), self.source.words.idioms if self.source else ())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of each text, one space around each, idioms left out."""
        return tuple(without(as_words(text), self.language.words.idioms) for text in self.bare_texts)


def bare(text: str) -> str:
    """Return a text without its placeholders, composed (NFC)."""
    return unicodedata.normalize("NFC", PLACEHOLDER.sub(" | ", text))


def placed(text: str) -> str:
    """Return a text's words, one space around each, in which a sign of its own stands for each placeholder."""
    return as_words(PLACEHOLDER.sub(f" {PLACE} ", text))
