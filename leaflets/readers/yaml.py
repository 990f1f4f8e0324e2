"""Reads the text of YAML within limits of depth and aliases: tables, lists and texts, each with its line.

The library tells of the events in a text, and none of its constructors is asked: `yes` and `2026` are texts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from leaflets.readers.structure import DEEPEST, TooMuchError

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for nothing where it has no quotes."""
PLAIN_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})
"""Tags that make a text of what follows."""


@dataclass(frozen=True)
class Said:
    """What stands at one place of a file, and in which line it begins; a value of None is nothing."""

    value: "Value"
    line: int


Value: TypeAlias = str | list[Said] | dict[str, Said] | None


class FaultyYamlError(ValueError):
    """What is written is no YAML, or none that a file of ours needs; the text is a whole sentence."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def parse_yaml(text: str) -> Said:
    """Return what a text in YAML says; raise `FaultyYamlError`, and `TooMuchError` for what is far too deep."""
    try:
        return _Building().built(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"This is not valid YAML: {error.problem or error.context}."
        raise FaultyYamlError(reason, mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        raise FaultyYamlError("This is not valid YAML: it holds a character that YAML does not know.") from error
    except (TooMuchError, FaultyYamlError):
        raise
    except (ValueError, OverflowError) as error:  # a character by a number that no character has
        raise FaultyYamlError("This is not valid YAML: a number in it is far too large.") from error


@dataclass
class _Open:
    """A table or a list that is not at its end yet."""

    said: Said
    anchor: str | None
    key: str | None = None


@dataclass
class _Building:
    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, Said | None] = field(default_factory=dict)
    whole: Said | None = None

    def built(self, events: Iterator[Any]) -> Said:
        """Return what events tell of."""
        for event in events:
            line = event.start_mark.line + 1
            match event:
                case yaml.ScalarEvent():
                    said = Said(_text_of(event, line), line)
                    self._remember(event.anchor, said)
                    self._put(said)
                case yaml.AliasEvent():
                    self._put(self._meant(event.anchor, line))
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event, line)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._put(self.open.pop().said)
                case yaml.DocumentStartEvent() if self.whole:
                    raise FaultyYamlError("The file holds more than one document.", line)
        return self.whole or Said(None, 1)

    def _begin(self, event: Any, line: int) -> None:
        if len(self.open) >= DEEPEST:
            raise TooMuchError("Lists or tables lie far too deep inside each other.")
        if event.tag is not None:
            raise FaultyYamlError("A tag such as !!python stands here, which no brand needs.", line)
        self._remember(event.anchor, None)
        self.open.append(_Open(Said({} if isinstance(event, yaml.MappingStartEvent) else [], line), event.anchor))

    def _remember(self, anchor: str | None, said: Said | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = said

    def _meant(self, anchor: str, line: int) -> Said:
        """Return the text that an alias stands for: one for a whole table or list could swell without end."""
        if anchor not in self.anchors:
            raise FaultyYamlError("An alias names nothing that stands above it.", line)
        said = self.anchors[anchor]
        if said is None:
            raise FaultyYamlError("An alias stands for a whole table or list; only texts may be repeated so.", line)
        return Said(said.value, line)

    def _put(self, said: Said) -> None:
        """Put what is whole where it belongs: into a list, as a key, or under the key before it."""
        if not self.open:
            self.whole = said
            return
        around = self.open[-1]
        inside = around.said.value
        if isinstance(inside, list):
            inside.append(said)
        elif isinstance(inside, dict) and around.key is not None:
            inside[around.key] = said
            around.key = None
        elif isinstance(inside, dict):
            around.key = _key_of(said, inside)


def _key_of(said: Said, inside: dict[str, Said]) -> str:
    if not isinstance(said.value, str):
        raise FaultyYamlError("A key has to be a text.", said.line)
    if said.value in inside:
        raise FaultyYamlError(f"The key “{said.value[:60]}” stands twice in one table.", said.line)
    return said.value


def _text_of(event: Any, line: int) -> str | None:
    if event.tag not in PLAIN_TAGS:
        raise FaultyYamlError("A tag such as !!python stands here, which no brand needs.", line)
    text = str(event.value)
    if any("\ud800" <= one <= "\udfff" for one in text):
        raise FaultyYamlError("A text holds half of a character.", line)
    return None if event.style is None and event.tag is None and text in NOTHING else text
