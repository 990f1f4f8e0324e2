"""The rules for translations: each has an id that never changes, a severity, a title and a hint."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Rule:
    """One rule. One that `stands` allows no exception: breaking it would break the printed leaflet."""

    id: str
    severity: Severity
    title: str
    hint: str
    stands: bool = False


@dataclass(frozen=True)
class Finding:
    """What a rule found in a message: whole sentences. `severity` is the rule's own unless it is set."""

    rule: str
    reason: str
    hint: str = ""
    severity: Severity | None = None

    @property
    def advice(self) -> str:
        """What to do."""
        return self.hint or RULES[self.rule].hint

    @property
    def weight(self) -> Severity:
        """How bad it is."""
        return self.severity or RULES[self.rule].severity


PLACEHOLDER_HINT = "Copy them from the source text, letter for letter."
PLAIN_HINT = "Write plain words only."
NUMBER_HINT = "Leave numbers to the placeholders; they are filled in and checked by the program."
WORDS_HINT = "Have a native speaker fill in the lists of its words.toml; until then it cannot be released."
SOURCE_HINT = "Change the template, then run leaflets catalogue update."
OVER_HINT = "Read both. Then take the note “over: …” off the message, and run leaflets catalogue update."
UPDATE_HINT = "Run leaflets catalogue update, then translate it."

RULES = {
    rule.id: rule
    for rule in (
        Rule("C1", "error", "A message has no translation", "Translate it.", stands=True),
        Rule("C2", "error", "A translation is marked as fuzzy", "Check it, then take the mark off.", stands=True),
        Rule("C3", "error", "Plural forms are not the language's", "Fill in every form of the message.", stands=True),
        Rule("C4", "error", "The catalogue and the templates differ", UPDATE_HINT, stands=True),
        Rule("C5", "warning", "An obsolete entry is of no use", "Delete its lines at the end of the file."),
        Rule("C6", "error", "A message stands twice in the catalogue", "Keep one of them.", stands=True),
        Rule("C7", "error", "A character is no part of any text", "Type the words around it again."),
        Rule("C8", "error", "The catalogue cannot be read as it stands", "Open it in an editor.", stands=True),
        Rule("C9", "warning", "Letters are saved in a form of their own", "Save it in Unicode form NFC."),
        Rule("C10", "error", "A letter has the shape of old files", "Type the words around it again."),
        Rule("C11", "warning", "The head of the file is not as it should be", "Mend it in your editor's settings."),
        Rule("C12", "error", "The source language differs from the templates", SOURCE_HINT),
        Rule("F1", "error", "A sign that starts a placeholder stands alone", PLACEHOLDER_HINT, stands=True),
        Rule("F2", "error", "Placeholders differ from the source", PLACEHOLDER_HINT, stands=True),
        Rule("F3", "error", "Markup stands in the translation", PLAIN_HINT),
        Rule("F4", "error", "A curly bracket stands in the translation", PLAIN_HINT),
        Rule("F5", "error", "Spaces or lines differ from the source", "Start and end it as the source does."),
        Rule("F6", "warning", "A letter touches a placeholder", "Put a space between them."),
        Rule("N1", "error", "A digit stands in the translation", NUMBER_HINT),
        Rule("N2", "error", "A number can be read in two ways", NUMBER_HINT),
        Rule("N3", "error", "The translation names a number that the source does not", "Say what the source says."),
        Rule("N4", "error", "Units differ from the source", "Use the unit that the source has."),
        Rule("N5", "warning", "A range may turn round", "Write the word for “to” between the numbers."),
        Rule("N6", "error", "An address or a clinic's name", "Take it out; clinics bring theirs."),
        Rule("L1", "error", "The translation is in another script", "Translate it into the catalogue's language."),
        Rule("L2", "error", "A word mixes scripts", "Type the word again with one keyboard."),
        Rule("L3", "error", "The translation is the English text", "Translate it."),
        Rule("L4", "error", "Letters of a related language", "Use the letters of the catalogue's language."),
        Rule("L5", "warning", "English words stand in the translation", "Translate them too."),
        Rule("L6", "warning", "The end of the sentence differs", "End it as the source does."),
        Rule("L7", "warning", "Something stands twice in a row", "Take one of them out."),
        Rule("L8", "error", "An invisible or loose sign", "Type the words around it again."),
        Rule("L9", "warning", "The length is unlikely", "Compare it with the source, sentence by sentence."),
        Rule("L10", "warning", "Two messages do not go together", "Compare both with their sources."),
        Rule("L11", "error", "A sign that the language does not write", "Take it out, or write the language's own."),
        Rule("L12", "warning", "The number of sentences differs", "Compare them one by one."),
        Rule("L13", "error", "The text is endless", "Translate one statement in one message.", stands=True),
        Rule("S1", "error", "The message is critical", "Have it read by two people."),
        Rule("S2", "warning", "“Not” is lost or added", "Compare each sentence with the source."),
        Rule("S6", "warning", "A word with an opposite is lost", "Compare it with the source, word by word."),
        Rule("G1", "error", "The glossary says it otherwise", "Use the glossary's word."),
        Rule("G2", "error", "A name is changed", "Copy the name letter for letter."),
        Rule("X1", "warning", "An exception matches nothing", "Take it out of the list, or correct its message."),
        Rule("X2", "error", "No exception is possible here", "Mend the translation and take the exception out."),
        Rule("X3", "warning", "A rule does not watch the language", WORDS_HINT),
        Rule(
            "X4", "warning", "Words of a region are those of its parent", "Take it out of this catalogue.", stands=True
        ),
        Rule("X5", "warning", "The parent of a region has other words now", OVER_HINT, stands=True),
    )
}
