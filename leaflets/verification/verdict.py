"""What is known of a PDF: one clear word, then why, then what to do."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from leaflets.verification.inspection import Sheet

State = Literal["current", "outdated", "withdrawn", "draft", "altered", "unknown"]
File = Literal["genuine", "altered", "not recorded"]


@dataclass(frozen=True)
class Finding:
    """One judgement. `why` and `advice` are for people; `changes` names what differs from what the sheet prints.

    `command` is what to type for the advice, where there is something to type.
    """

    state: State
    why: tuple[str, ...]
    advice: str = ""
    command: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What is known of a PDF. Only a sheet that is current may be handed out; its file is genuine, too."""

    path: Path
    file: File
    sheet: Sheet | None
    finding: Finding

    @property
    def is_current(self) -> bool:
        """Whether it may be handed out."""
        return self.finding.state == "current"
