"""The values that every step speaks in. Nothing here reads a file or knows a library's file format."""

from leaflets.model.approval import Approval, Held
from leaflets.model.brand import Brand
from leaflets.model.claim import Claim
from leaflets.model.clinic import Clinic, Regulator
from leaflets.model.contact import Contact, NumberKind, Telephone
from leaflets.model.content import Content, Extent, Frequency, Section, Statement
from leaflets.model.criterion import Criterion
from leaflets.model.design import DesignRevocation, DesignSignOff
from leaflets.model.emergency import EmergencyNumbers
from leaflets.model.evidence import Fact, Figure, Source
from leaflets.model.glossary import Term, TermForms
from leaflets.model.hours import Day, Hours, Interval
from leaflets.model.known import KnownLanguage
from leaflets.model.language import MOST_FORMS, Language
from leaflets.model.region import Region
from leaflets.model.signoff import BackTranslation, Revocation, Role, SignOff
from leaflets.model.spacing import Spacing
from leaflets.model.subject import Subject
from leaflets.model.therapy import Therapy
from leaflets.model.topic import Lists, MessageKey, SectionSource, StatementSource, TopicSource
from leaflets.model.typeface import FontFamily, Typeface, Typography
from leaflets.model.waiver import Waiver
from leaflets.model.withdrawal import Withdrawal
from leaflets.model.wording import Unit, Wording
from leaflets.model.work import (
    Composition,
    Depicted,
    Failed,
    Fate,
    Layout,
    Leaflet,
    Outcome,
    Passage,
    Preview,
    Printed,
    Proof,
    Standing,
)

__all__ = [
    "MOST_FORMS",
    "Approval",
    "BackTranslation",
    "Brand",
    "Claim",
    "Clinic",
    "Composition",
    "Contact",
    "Content",
    "Criterion",
    "Day",
    "Depicted",
    "DesignRevocation",
    "DesignSignOff",
    "EmergencyNumbers",
    "Extent",
    "Fact",
    "Failed",
    "Fate",
    "Figure",
    "FontFamily",
    "Frequency",
    "Held",
    "Hours",
    "Interval",
    "KnownLanguage",
    "Language",
    "Layout",
    "Leaflet",
    "Lists",
    "MessageKey",
    "NumberKind",
    "Outcome",
    "Passage",
    "Preview",
    "Printed",
    "Proof",
    "Region",
    "Regulator",
    "Revocation",
    "Role",
    "Section",
    "SectionSource",
    "SignOff",
    "Source",
    "Spacing",
    "Standing",
    "Statement",
    "StatementSource",
    "Subject",
    "Telephone",
    "Term",
    "TermForms",
    "Therapy",
    "TopicSource",
    "Typeface",
    "Typography",
    "Unit",
    "Waiver",
    "Withdrawal",
    "Wording",
]
