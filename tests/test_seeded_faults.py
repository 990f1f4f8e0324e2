"""Faults that were put into the shipped catalogues on purpose: each one is caught, by the rule that it breaks.

A fault is a change of one translation (`Slip`) or of the file around it (`Damage`), in a copy of a shipped catalogue.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT
from msgfmt import objections

from leaflets.errors import Problem
from leaflets.model import Language, Wording
from leaflets.project import Project
from leaflets.readers.wording import with_words
from leaflets.translation.checking import check_catalogue
from leaflets.translation.extraction import Template, extract


class Slip(NamedTuple):
    """What a translator gets wrong in one message: `old` in its translation becomes `new`."""

    what: str
    language: str
    message: str
    old: str
    new: str
    rule: str

    def put_into(self, text: str) -> str:
        """Return a catalogue's text with the fault."""
        found = re.search(rf'^msgid "{re.escape(self.message)}"\nmsgstr "(.*)"$', text, re.MULTILINE)
        assert found, f"{self.message} is not in the catalogue"
        assert self.old in found[1], f"{self.old} is not in: {found[1]}"
        changed = found[1].replace(self.old, self.new) if self.old else self.new
        return f"{text[: found.start(1)]}{changed}{text[found.end(1) :]}"


class Damage(NamedTuple):
    """What happens to the file: `old` becomes `new`, once. `message` is where it has to be found, if anywhere."""

    what: str
    language: str
    message: str
    old: str
    new: str
    rule: str

    def put_into(self, text: str) -> str:
        """Return a catalogue's text with the fault."""
        assert self.old in text
        return text.replace(self.old, self.new, 1)


BLEEDING = "Bleeding that does not stop after you press hard for %(minutes)s."
CALL = "Call %(number)s now if you have any of these signs. Say that you had dry needling, and where on your body."
DRIVE = "Do not drive if you feel sleepy or dizzy."
EAT = "Eat and drink as usual."
EXERCISES = "Do the exercises we gave you."
FEVER = "Fever or chills, and you are confused, breathe fast or feel very ill."
HOURS = "These signs can start at once, or hours or days later."
HIV = "You have hepatitis or HIV. We work in the same clean way for everyone."
KEY = "Key points"
SESSION = 'msgid "%(count)s session"\nmsgid_plural "%(count)s sessions"\n'
SORE = "Feeling sore is normal. Keep moving gently."
STOP = "Do not stop blood thinners on your own."
TREATMENTS = "%(count)s of every %(total)s treatments"
WAIT = "Do not drive, cycle or use machines if you feel sleepy or dizzy. Wait until you are fully alert."
WEEKS = "It may ease pain for days to weeks. It does not help everyone."
NEEDLE = "Keep still while the needle is in."
INJECTED = "A thin needle goes into a sore muscle. Nothing is injected."
PACK = "A warm or cool pack may feel good. Put a cloth under it. Do not use it on numb skin."

TODAY = "Call a doctor or go to urgent care today if you have any of these signs."
RESTED = (
    "Keep moving gently: light exercise may make you less sore. "
    "Go easy on hard exercise while you are sore. We found no guideline that asks for days of rest."
)
RELAXER = "Ask a doctor or a pharmacist first. Muscle relaxers can make you sleepy. Take them only as prescribed."
OTHERS = "Do not stop blood thinners or any other medicine on your own. Ask the person who prescribed it."
LESS = "The time varies. In a survey, most therapists said that needling usually takes less than %(minutes)s."
USUAL = (
    "Take your usual medicines as prescribed. "
    "Ask a doctor or pharmacist before you take more for pain or to relax a muscle."
)
MOVING = "Keep moving gently. Light exercise may make you less sore."

FAULTS: tuple[Slip | Damage, ...] = (
    # placeholders and markup
    Slip("placeholder dropped", "fr_CA", BLEEDING, "%(minutes)s", "quelques minutes", "F2"),
    Slip("placeholder dropped", "pa", BLEEDING, "%(minutes)s ", "", "F2"),
    Slip("placeholder dropped", "zh_Hans", BLEEDING, "%(minutes)s", "", "F2"),
    Slip("placeholder misspelt", "es_US", BLEEDING, "%(minutes)s", "%(minutos)s", "F2"),
    Slip("placeholder translated", "ar", BLEEDING, "%(minutes)s", "%(دقائق)s", "F2"),
    Slip("placeholder in capitals", "fr_CA", BLEEDING, "%(minutes)s", "%(MINUTES)s", "F2"),
    Slip("placeholder twice", "fr_CA", BLEEDING, "%(minutes)s", "%(minutes)s %(minutes)s", "F2"),
    Slip("placeholder in the wrong place", "es_US", EAT, ".", " %(days)s.", "F2"),
    Slip("placeholder of another kind", "fr_CA", BLEEDING, "%(minutes)s", "%(minutes)d", "F1"),
    Slip("placeholder with a space", "pa", BLEEDING, "%(minutes)s", "%( minutes)s", "F1"),
    Slip("placeholder without its letter", "ar", BLEEDING, "%(minutes)s", "%(minutes)", "F1"),
    Slip("percent alone", "fr_CA", EAT, ".", " %.", "F1"),
    Slip("percent twice", "es_US", EAT, ".", " %%.", "F1"),
    Slip("Arabic percent placeholder", "ar", TREATMENTS, "%(count)s", "%(count)", "F1"),
    Slip("brace placeholder", "fr_CA", EAT, ".", " {days}.", "F4"),
    Slip("template placeholder", "zh_Hans", EAT, "。", "{{ days }}。", "F4"),
    Slip("bold", "es_US", EAT, ".", " <b>ya</b>.", "F3"),
    Slip("line break", "zh_Hans", EAT, "。", "<br>。", "F3"),
    Slip("entity", "fr_CA", EAT, ".", "&nbsp;.", "F3"),
    Slip("numbered entity", "ar", EAT, ".", "&#x200f;.", "F3"),
    Slip("placeholders exchanged", "fr_CA", TREATMENTS, "", "%(total)s fois sur %(count)s traitements", "F2"),
    Slip("placeholders exchanged", "es_US", TREATMENTS, "", "%(total)s de cada %(count)s tratamientos", "F2"),
    Slip("placeholders exchanged", "ar", "%(low)s to %(high)s", "", "%(high)s إلى %(low)s", "F2"),
    Slip("placeholders exchanged", "pa", TREATMENTS, "", "ਹਰ %(count)s ਇਲਾਜਾਂ ਵਿੱਚੋਂ %(total)s", "F2"),
    Slip("placeholders exchanged", "zh_Hans", TREATMENTS, "", "每%(count)s次治疗中有%(total)s次", "F2"),
    Slip("Arabic percent sign", "ar", TREATMENTS, "%(count)s من", "%(count)s٪ من", "F1"),
    Slip("full-width percent sign", "zh_Hans", TREATMENTS, "有%(count)s次", "有%(count)s％", "F1"),
    Slip("per mille sign", "fr_CA", TREATMENTS, "%(count)s fois", "%(count)s ‰", "F1"),
    Slip("no space before a placeholder", "fr_CA", BLEEDING, "pendant %(minutes)s", "pendant%(minutes)s", "F6"),
    Slip("no space before a placeholder", "ar", BLEEDING, "مدة %(minutes)s", "مدة%(minutes)s", "F6"),
    Slip("no space before a placeholder", "ko", TREATMENTS, "치료 %(total)s", "치료%(total)s", "F6"),
    Slip("space in front", "fr_CA", EAT, "Mangez", " Mangez", "F5"),
    Slip("space at the end", "pa", EAT, "।", "। ", "F5"),
    Slip("new line at the end", "es_US", EAT, ".", ".\\n", "F5"),
    Slip("new line in front", "ar", EAT, "كلوا", "\\nكلوا", "F5"),
    Slip("new line inside", "zh_Hans", DRIVE, "，", "，\\n", "F5"),
    # numbers, units, addresses
    Slip("digit", "fr_CA", SORE, "normal", "normal 2 jours", "N1"),
    Slip("digit for a placeholder", "zh_Hans", BLEEDING, "%(minutes)s", "10分钟", "N1"),
    Slip("Arabic digit", "ar", SORE, ".", " ٣.", "N1"),
    Slip("Gurmukhi digit", "pa", SORE, "।", " ੩।", "N1"),
    Slip("full-width digit", "zh_Hans", SORE, "。", "２。", "N1"),
    Slip("Roman number", "fr_CA", SORE, "normal", "normal pendant III jours", "N1"),
    Slip("fraction", "es_US", SORE, ".", " ½.", "N1"),
    Slip("number with the other decimal sign", "fr_CA", SORE, "normal", "normal 2.5 jours", "N2"),
    Slip("number without its zero", "es_US", SORE, "normal", "normal .5", "N2"),
    Slip("number word", "fr_CA", SORE, "normal", "normal trois fois", "N3"),
    Slip("number word", "es_US", SORE, "normal", "normal diez veces", "N3"),
    Slip("number word", "ar", SORE, "برفق", "برفق ثلاثة", "N3"),
    Slip("number word", "pa", SORE, "।", " ਪੰਜ।", "N3"),
    Slip("number word", "zh_Hans", EAT, "。", "三次。", "N3"),
    Slip("percent in words", "fr_CA", TREATMENTS, "%(count)s fois", "%(count)s pour cent", "N3"),
    Slip("percent in words", "es_US", TREATMENTS, "%(count)s de", "%(count)s por ciento de", "N3"),
    Slip("percent in words", "ar", TREATMENTS, "%(count)s من", "%(count)s بالمئة من", "N3"),
    Slip("percent in words", "pa", TREATMENTS, "%(count)s", "%(count)s ਫ਼ੀਸਦੀ", "N3"),
    Slip("percent in words", "zh_Hans", TREATMENTS, "有%(count)s次", "有百分之%(count)s", "N3"),
    Slip("rare number word", "fr_CA", RESTED, "des jours", "treize jours", "N3"),
    Slip("rare number word", "es_US", RESTED, "pida días", "pida veinticinco días", "N3"),
    Slip("rare number word", "pa", RESTED, "ਕਈ ਦਿਨ", "ਢਾਈ ਦਿਨ", "N3"),
    Slip("rare number word", "zh_Hans", RESTED, "好几天", "廿天", "N3"),
    Slip("number word with a prefix", "ar", SORE, "أمر طبيعي", "أمر طبيعي بعشر مرات", "N3"),
    Slip("dual", "ar", WEEKS, "لأيام أو أسابيع", "ليومين أو أسبوعين", "N3"),
    Slip("days become one day", "fr_CA", RESTED, "des jours", "une journée", "N3"),
    Slip("days become one day", "pa", RESTED, "ਕਈ ਦਿਨ", "ਇੱਕ ਦਿਨ", "N3"),
    Slip("days become one day", "zh_Hans", RESTED, "好几天", "一天", "N3"),
    Slip("hours become days", "fr_CA", HOURS, "heures", "semaines", "N4"),
    Slip("hours become minutes", "es_US", HOURS, "horas", "minutos", "N4"),
    Slip("hours become weeks", "ar", HOURS, "ساعات", "أسابيع", "N4"),
    Slip("days become months", "pa", HOURS, "ਦਿਨ", "ਮਹੀਨੇ", "N4"),
    Slip("hours become minutes", "zh_Hans", HOURS, "小时", "分钟", "N4"),
    Slip("weeks become months", "fr_CA", WEEKS, "semaines", "mois", "N4"),
    Damage("years become months", "es_US", "%(count)s year of age", "%(count)s años", "%(count)s meses", "N4"),
    Slip("unit sign", "fr_CA", STOP, "sang", "sang (mg)", "N4"),
    Slip("range with a dash", "ar", "%(first)s to %(last)s", "", "%(first)s-%(last)s", "N5"),
    Slip("phone number", "es_US", EAT, ".", " 780-555-0123.", "N1"),
    Slip("web address", "fr_CA", EAT, ".", " www.exemple.ca.", "N6"),
    Slip("bare web address", "pa", EAT, "।", " heron-mill.example।", "N6"),
    Slip("e-mail address", "zh_Hans", EAT, "。", "：a.b@example.org。", "N6"),
    Slip("clinic's name", "es_US", EAT, ".", " en Aspen Row Physiotherapy.", "N6"),
    Slip("clinic's name in small letters", "fr_CA", EAT, ".", " à aspen row physiotherapy.", "N6"),
    Slip("half of a clinic's name", "fr_CA", EAT, ".", " (Aspen Row).", "N6"),
    # language
    Slip("other script", "fr_CA", EAT, "", "Ешьте и пейте как обычно.", "L1"),
    Slip("other script", "pa", EAT, "", "सामान्य रूप से खाएँ और पिएँ।", "L1"),
    Slip("other script", "ar", EAT, "", "Kulu washrabu kalmutad.", "L1"),
    Slip("other script", "zh_Hans", EAT, "", "Xiang wangchang yiyang chi he.", "L1"),
    Slip("Cyrillic letter in a Latin word", "fr_CA", EAT, "Mangez", "Mаngez", "L2"),
    Slip("Greek letter in a Latin word", "es_US", DRIVE, "No", "Nο", "L2"),
    Slip("Cyrillic word in Latin text", "es_US", DRIVE, "o mareo", "или mareo", "L2"),
    Slip("Devanagari word in Gurmukhi text", "pa", DRIVE, "ਗੱਡੀ", "गाड़ी", "L2"),
    Slip("whole English copy", "fr_CA", DRIVE, "", DRIVE, "L3"),
    Slip("two English words", "es_US", KEY, "", "Key points", "L3"),
    Slip("English copy in capitals", "pa", EAT, "", EAT.upper(), "L3"),
    Slip("English fragment", "fr_CA", WAIT, "Attendez d’être", "Wait until you are", "L5"),
    Slip("English fragment", "ar", WAIT, "انتظروا", "Wait until", "L5"),
    Slip("English fragment", "zh_Hans", DRIVE, "请勿开车", "do not drive", "L5"),
    Slip("traditional characters", "zh_Hans", DRIVE, "开车", "開車", "L4"),
    Slip("traditional characters", "zh_Hans", STOP, "抗血栓药", "抗血栓藥與針", "L4"),
    Slip("Persian yeh and kaf", "ar", EAT, "كلوا", "کلوا", "L4"),
    Slip("one word in Latin letters", "zh_Hans", "Draft", "", "Draft", "L1"),
    Slip("Cyrillic word of one letter", "es_US", DRIVE, " o ", " о ", "L2"),
    Slip("one English word", "es_US", "Blood", "", "Blood", "L3"),
    Slip("one traditional character", "zh_Hans", DRIVE, "开车", "開车", "L4"),
    Slip("Japanese character", "zh_Hans", STOP, "抗血栓药", "抗血栓薬", "L4"),
    Slip("Urdu letter", "ar", DRIVE, "السيارة", "السيارہ", "L4"),
    Slip("phonetic letter", "es_US", DRIVE, "maneje", "mɑneje", "L4"),
    Slip("one English word", "ar", TODAY, "بطبيب", "doctor", "L5"),
    Slip("one English word", "pa", TODAY, "ਡਾਕਟਰ", "doctor", "L5"),
    Slip("two English words", "fr_CA", WAIT, "Attendez", "Wait until", "L5"),
    Slip("remark before the translation", "fr_CA", EAT, "Mangez", "Traduction : Mangez", "L5"),
    Slip("remark before the translation", "ar", EAT, "كلوا", "الترجمة: كلوا", "L5"),
    Slip("remark before the translation", "zh_Hans", EAT, "照常", "翻译：照常", "L5"),
    Slip("remark behind the translation", "fr_CA", EAT, ".", " (à vérifier).", "L5"),
    Slip("full stop for a danda", "pa", EAT, "।", ".", "L6"),
    Slip("question mark does not open", "es_US", "Does it hurt?", "¿", "", "L6"),
    Slip("bracket does not close", "es_US", DRIVE, "sueño o mareo", "sueño (mareo", "L6"),
    Slip("whole text in quotes", "zh_Hans", EAT, "", "“照常吃饭、喝水。”", "L6"),
    Slip("space before a comma", "fr_CA", DRIVE, "si vous", "si , vous", "L6"),
    Slip("all in capitals", "fr_CA", EAT, "", "MANGEZ ET BUVEZ COMME D’HABITUDE.", "L6"),
    Slip("sentence twice", "es_US", SORE, "Siga", "Siga moviéndose con suavidad. Siga", "L7"),
    Slip("word twice without a space", "zh_Hans", DRIVE, "头晕", "头晕头晕", "L7"),
    Slip("invisible separator", "fr_CA", EAT, "Mangez", "Man⁣gez", "L8"),
    Slip("grapheme joiner", "es_US", EAT, "Coma", "Co͏ma", "L8"),
    Slip("stars", "fr_CA", EAT, "Mangez", "**Mangez**", "L11"),
    Slip("name of a variable", "zh_Hans", EAT, "。", "$days。", "L11"),
    Slip("picture", "pa", EAT, "ਖਾਓ", "🍴 ਖਾਓ", "L11"),
    Slip("two variants", "es_US", EAT, ".", "/beba como siempre.", "L11"),
    Slip("Latin comma", "ar", WEEKS, ".", ",", "L11"),
    Slip("half-width comma", "zh_Hans", DRIVE, "，", ",", "L11"),
    Slip("ideographic space", "zh_Hans", DRIVE, "，", "，　", "L11"),
    Slip("sentence lost", "fr_CA", WAIT, " Attendez d’être tout à fait alerte.", "", "L12"),
    Slip("sentence lost", "pa", SORE, "ਹੈ।", "ਹੈ,", "L12"),
    Slip("sentence added", "es_US", DRIVE, ".", ". Puede tomar alcohol.", "L12"),
    Slip("sentence added", "zh_Hans", STOP, "。", "。可以服用止痛药。", "L12"),
    Slip("question becomes statement", "fr_CA", "Does it hurt?", "?", ".", "L6"),
    Slip("full stop lost", "zh_Hans", EAT, "。", "", "L6"),
    Slip("full stop becomes question", "ar", EAT, ".", "؟", "L6"),
    Slip("danda lost", "pa", EAT, "।", "", "L6"),
    Slip("space before a question mark", "fr_CA", "Does it hurt?", "?", "\u00a0?", "L6"),
    Slip("word twice", "fr_CA", EAT, "comme", "comme comme", "L7"),
    Slip("word twice", "ar", DRIVE, "السيارة", "السيارة السيارة", "L7"),
    Slip("two spaces", "es_US", DRIVE, " o ", "  o ", "L7"),
    Slip("space without width", "pa", EAT, "।", "\u200b।", "L8"),
    Slip("soft hyphen", "fr_CA", EAT, "habi", "habi\u00ad", "L8"),
    Slip("direction mark", "ar", EAT, "كلوا", "\u202bكلوا", "L8"),
    Slip("direction isolate not closed", "ar", DRIVE, "السيارة", "\u2067السيارة", "L8"),
    Slip("right-to-left mark", "es_US", EAT, ".", "\u200f.", "L8"),
    Slip("joiner", "ar", DRIVE, "السيارة", "السي\u200dارة", "L8"),
    Slip("accent without a letter", "es_US", EAT, "Coma", "\u0301Coma", "L8"),
    Slip("vowel sign without a letter", "pa", DRIVE, "ਗੱਡੀ", "ੱਡੀ", "L8"),
    Slip("byte order mark", "zh_Hans", EAT, "。", "\ufeff。", "L8"),
    Slip("absurdly short", "fr_CA", CALL, "", "Appelez : %(number)s.", "L9"),
    Slip("absurdly long", "es_US", DRIVE, "mareo", "mareo o sueño " * 8, "L9"),
    Slip("another message's translation", "ar", "Very rare", "", "نادر", "L10"),
    Slip("another message's translation", "zh_Hans", "Common", "", "十分常见", "L10"),
    Slip("one translation for opposites", "zh_Hans", "Can I drive?", "", "儿童可以做吗？", "L10"),
    # safety
    Slip("not lost", "fr_CA", STOP, "N’arrêtez pas de vous-même", "Arrêtez de vous-même", "S2"),
    Slip("not lost", "es_US", DRIVE, "No maneje", "Maneje", "S2"),
    Slip("not lost", "ar", STOP, "لا توقفوا", "أوقفوا", "S2"),
    Slip("not lost", "pa", STOP, "ਬੰਦ ਨਾ ਕਰੋ", "ਬੰਦ ਕਰੋ", "S2"),
    Slip("not lost", "zh_Hans", STOP, "请勿", "请", "S2"),
    Slip("not lost in one sentence", "fr_CA", PACK, "N’en mettez pas sur", "Mettez-en sur", "S2"),
    Slip("nothing lost", "es_US", INJECTED, "No se inyecta nada", "Se inyecta todo", "S2"),
    Slip("not added", "fr_CA", EXERCISES, "Faites les", "Ne faites pas les", "S2"),
    Slip("not added", "es_US", EXERCISES, "", "No haga los ejercicios que le dimos.", "S2"),
    Slip("not added", "ar", EAT, "كلوا", "لا تأكلوا", "S2"),
    Slip("not added", "pa", EAT, "ਖਾਓ-ਪੀਓ", "ਨਾ ਖਾਓ-ਪੀਓ", "S2"),
    Slip("not added", "zh_Hans", EXERCISES, "请", "请勿", "S2"),
    Slip("only becomes not", "es_US", RELAXER, "Tómelos solo como", "No los tome como", "S2"),
    Slip("only lost", "ar", RELAXER, "لا تتناولوها إلا كما", "لا تتناولوها كما", "S2"),
    Slip("only becomes not", "pa", RELAXER, "ਇਹ ਸਿਰਫ਼ ਉਵੇਂ ਹੀ ਲਓ", "ਇਹ ਉਵੇਂ ਨਾ ਲਓ", "S2"),
    Slip("wait becomes do not wait", "fr_CA", WAIT, "Attendez d’être", "N’attendez pas d’être", "S2"),
    Slip("wait becomes do not wait", "zh_Hans", WAIT, "请等到", "请不要等到", "S2"),
    Slip("keep still becomes move", "fr_CA", NEEDLE, "Restez immobile", "Bougez", "S2"),
    Slip("keep still becomes move", "zh_Hans", NEEDLE, "保持不动", "活动", "S2"),
    Slip("not lost beside another", "fr_CA", OTHERS, "N’arrêtez pas de vous-même", "Arrêtez de vous-même", "S2"),
    Slip("not lost beside another", "es_US", OTHERS, "No deje por su cuenta", "Deje por su cuenta", "S2"),
    Slip("half of a negation lost", "fr_CA", STOP, "N’arrêtez pas", "N’arrêtez", "S2"),
    Slip("not lost in the first clause", "es_US", WAIT, "No maneje, no ande", "Maneje, no ande", "S2"),
    Slip("less becomes more", "fr_CA", LESS, "moins de", "plus de", "S6"),
    Slip("less becomes more", "ar", LESS, "أقل من", "أكثر من", "S6"),
    Slip("less becomes more", "zh_Hans", LESS, "不到", "超过", "S6"),
    Slip("before becomes after", "es_US", "Tell us before treatment if", "antes", "después", "S6"),
    Slip("before becomes after", "pa", "Tell us before treatment if", "ਤੋਂ ਪਹਿਲਾਂ", "ਤੋਂ ਬਾਅਦ", "S6"),
    Slip("today becomes tomorrow", "fr_CA", TODAY, "aujourd’hui", "demain", "S6"),
    Slip("today becomes tomorrow", "ar", TODAY, "اليوم", "غدًا", "S6"),
    Slip("rare becomes common", "fr_CA", "Rare", "", "Fréquent", "S6"),
    Slip("common becomes rare", "es_US", "Common", "", "Raro", "S6"),
    Slip("uncommon becomes common", "pa", "Uncommon", "", "ਬਹੁਤ ਆਮ", "S6"),
    Slip("take becomes stop taking", "es_US", USUAL, "Tome sus", "Deje de tomar sus", "S6"),
    Slip("keep moving becomes stop", "ar", MOVING, "واصلوا", "أوقفوا", "S6"),
    # glossary
    Slip("acupuncture beside the term", "es_US", "After your dry needling", "seca", "seca (acupuntura)", "G1"),
    Slip("acupuncture beside the term", "pa", "After your dry needling", "ਨੀਡਲਿੰਗ", "ਨੀਡਲਿੰਗ (ਐਕਯੂਪੰਕਚਰ)", "G1"),
    Slip("acupuncture beside the term", "zh_Hans", "After your dry needling", "干针治疗", "干针针灸治疗", "G1"),
    Slip("acupuncture holds the term", "fr_CA", "Before the needle", "la puncture", "l’acupuncture", "G1"),
    Slip("forbidden term", "fr_CA", "After your dry needling", "", "Après votre acupuncture", "G1"),
    Slip("forbidden term", "ar", CALL, "للوخز بالإبر الجافة", "للوخز بالإبر الجافة أو للإبر الصينية", "G1"),
    Slip("term missing", "es_US", NEEDLE, "aguja", "cosa", "G1"),
    Slip("term missing", "zh_Hans", NEEDLE, "针", "它", "G1"),
    Slip("term missing", "pa", FEVER, "ਬੁਖਾਰ", "ਗਰਮੀ", "G1"),
    Slip("name changed", "fr_CA", HIV, "VIH", "HIV", "G2"),
    Slip("name in small letters", "es_US", HIV, "VIH", "vih", "G2"),
    # the file
    Slip("empty", "ar", EAT, "", "", "C1"),
    Slip("nothing but a space", "zh_Hans", EAT, "", " ", "C1"),
    Slip("control character", "fr_CA", EAT, "Mangez", "Man\x08gez", "C7"),
    Slip("tab", "es_US", DRIVE, " o ", " o\\t", "C7"),
    Slip("lost character", "pa", EAT, "।", "\ufffd।", "C7"),
    Slip("private character", "ar", EAT, ".", "\ue000.", "C7"),
    Slip("unassigned character", "zh_Hans", EAT, "。", "\u0378。", "C7"),
    Slip("text read in another charset", "fr_CA", EAT, "d’habitude", "dâ€™habitude", "C7"),
    Slip("place of an object", "fr_CA", EAT, "Mangez", "Man￼gez", "C7"),
    Slip("shapes of letters", "ar", STOP, "لا توقفوا", "ﻻ ﺗﻮﻗﻔﻮﺍ", "C10"),
    Slip("ligature", "fr_CA", FEVER, "Fièvre", "ﬁèvre", "C10"),
    Slip("accents apart", "fr_CA", SORE, "L’endolorissement", unicodedata.normalize("NFD", "L’été"), "C9"),
    Damage("fuzzy", "fr_CA", EAT, f'\nmsgid "{EAT}"', f'\n#, fuzzy\nmsgid "{EAT}"', "C2"),
    Damage("fuzzy header", "es_US", "", '\nmsgid ""\nmsgstr ""', '\n#, fuzzy\nmsgid ""\nmsgstr ""', "C2"),
    Damage("form missing", "ar", "%(count)s session", 'msgstr[5] "%(count)s جلسة"\n', "", "C1"),
    Damage("form too many", "zh_Hans", "", 'msgstr[0] "%(count)s次治疗"',
           'msgstr[0] "%(count)s次治疗"\nmsgstr[1] "%(count)s次治疗"', "C3"),
    Damage("form empty", "fr_CA", "%(count)s session", 'msgstr[1] "%(count)s séances"', 'msgstr[1] ""', "C1"),
    Damage("other plural forms", "fr_CA", "", "nplurals=2; plural=(n > 1);", "nplurals=2; plural=(n != 1);", "C3"),
    Damage("number of forms", "pa", "", "nplurals=2; plural=(n > 1);", "nplurals=3; plural=(n > 1);", "C3"),
    Damage("no plural forms", "ar", "", '"Plural-Forms', '"X-Plural-Forms', "C3"),
    Damage("message missing", "es_US", EAT, f'msgid "{EAT}"', 'msgid "Eat and drink a lot."', "C4"),
    Damage("message not in the templates", "es_US", "Eat and drink a lot.", f'msgid "{EAT}"',
           'msgid "Eat and drink a lot."', "C4"),
    Damage("message twice", "fr_CA", EAT, f'msgid "{EXERCISES}"',
           f'msgid "{EAT}"\nmsgstr "Jeûnez."\n\nmsgid "{EXERCISES}"', "C6"),
    Damage("obsolete copy of a message", "pa", EAT, '\n#~ msgid "Phone"',
           f'\n#~ msgid "{EAT}"\n#~ msgstr "ਖਾਓ।"\n\n#~ msgid "Phone"', "C6"),
    Damage("obsolete entry without words", "pa", "Phone", '#~ msgstr "ਫੋਨ"', '#~ msgstr ""', "C5"),
    Damage("other charset", "zh_Hans", "", "charset=utf-8", "charset=gb2312", "C7"),
    Damage("quote missing", "es_US", "", f'msgid "{EAT}"', f'msgid "{EAT}', "C8"),
    Damage("translation twice", "fr_CA", EAT, f'msgid "{EAT}"', f'msgid "{EAT}"\nmsgstr "Jeûnez."', "C8"),
    Damage("form twice", "ar", "%(count)s session", "msgstr[5]", "msgstr[4]", "C8"),
    Damage("forms out of order", "fr_CA", "", "msgstr[0]", "msgstr[2]", "C8"),
    Damage("form without its number", "zh_Hans", "", 'msgstr[0] "%(count)s次治疗"', 'msgstr "%(count)s次治疗"', "C8"),
    Damage("number without a form", "pa", EAT, f'msgid "{EAT}"\nmsgstr ', f'msgid "{EAT}"\nmsgstr[0] ', "C8"),
    Damage("translation without a message", "pa", "", '\nmsgid "', '\nmsgstr "ਖਾਓ।"\n\nmsgid "', "C8"),
    Damage("unknown escape", "es_US", "", "Coma", r"\qComa", "C8"),
    Damage("bytes that are no letter", "fr_CA", "", "Mangez", r"\x4dangez", "C7"),
    Damage("header twice", "ar", "", "\n\n#.", '\n\nmsgid ""\nmsgstr "X-One: 1\\n"\n\n#.', "C6"),
    Damage("no charset", "fr_CA", "", "; charset=utf-8", "", "C11"),
    Damage("no language", "es_US", "", '"Language: es_US\\n"\n', "", "C11"),
    Damage("language empty", "ar", "", '"Language: ar\\n"', '"Language: \\n"', "C11"),
    Damage("language of another country", "fr_CA", "", "Language: fr_CA", "Language: fr_FR", "C11"),
    Damage("file of another language", "pa", "", "Language: pa", "Language: hi", "C11"),
    Damage("byte order mark at the start", "zh_Hans", "", "#", "\ufeff#", "C11"),
)  # fmt: skip
FORGIVEN = {"byte order mark at the start"}
"""What gettext refuses and we read, with a warning: editors on Windows write it unasked."""


@pytest.fixture(scope="module")
def template(project: Project) -> Template:
    """Extract the catalogue template once."""
    return extract(project)


def _shipped(language: str) -> str:
    return _po(ROOT, language).read_text("utf-8")


def _po(folder: Path, language: str) -> Path:
    return folder / "locales" / language / "LC_MESSAGES" / "leaflets.po"


def _over(project: Project, folder: Path) -> Project:
    """Return the project with a translator's folder laid over it."""
    return dataclasses.replace(project, root=folder, layers=(folder, *project.layers), _catalogues={})


def _write(folder: Path, language: str, text: str) -> Path:
    path = _po(folder, language)
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8", newline="")
    return path


def _of(problems: tuple[Problem, ...], message: str) -> Iterator[Problem]:
    yield from (one for one in problems if not message or (one.key or "").startswith(f"“{message}”"))


def _name(fault: Slip | Damage) -> str:
    return f"{fault.language} {fault.rule} {fault.what}"


@pytest.mark.parametrize("fault", FAULTS, ids=_name)
def test_each_fault_is_caught(fault: Slip | Damage, project: Project, template: Template, tmp_path: Path) -> None:
    """A fault in a shipped catalogue is found at its message, by its rule; what msgfmt refuses, we refuse."""
    path = _write(tmp_path, fault.language, fault.put_into(_shipped(fault.language)))
    faulty = _over(project, tmp_path)
    refused = objections(path)
    if isinstance(fault, Slip):
        problems = _in_message(faulty, fault)
    else:
        problems = check_catalogue(faulty, fault.language, template).problems
    assert fault.rule in {one.rule for one in _of(problems, fault.message)}, [str(one) for one in problems]
    assert not refused or "error" in {one.severity for one in problems} or fault.what in FORGIVEN


def _in_message(project: Project, fault: Slip) -> tuple[Problem, ...]:
    """Return what is wrong with the file and with the message of a fault; the others are as they were."""
    catalogue = project.catalogue(fault.language)
    found = (one.faults for key, one in catalogue.translations.items() if key.id == fault.message)
    return (*catalogue.problems, *(problem for faults in found for problem in faults))


def test_there_are_faults_enough() -> None:
    """More than sixty faults are seeded, in each language, and against each letter of the rules."""
    assert len(FAULTS) >= 60
    assert {"fr_CA", "es_US", "ar", "pa", "zh_Hans"} <= {fault.language for fault in FAULTS}
    assert set("CFNLSG") == {fault.rule[0] for fault in FAULTS}


def test_untouched_catalogues_raise_nothing(project: Project, template: Template) -> None:
    """The shipped catalogues have no error and no warning."""
    found = [problem for code in project.languages for problem in check_catalogue(project, code, template).problems]
    assert [] == [str(problem) for problem in found]


class TestMsgfmt:
    """GNU gettext's own checks, as a second opinion."""

    def test_it_accepts_the_shipped_catalogues(self, project: Project) -> None:
        """`msgfmt -c` finds nothing in the shipped catalogues either."""
        assert [] == [code for code in project.languages if objections(_po(ROOT, code))]

    def test_it_refuses_what_the_same_rule_refuses(self, tmp_path: Path) -> None:
        """Where both have a rule (placeholders, forms, lines, doubles), both refuse."""
        same = {
            "placeholder dropped", "placeholder misspelt", "placeholder of another kind", "number of forms",
            "form too many", "new line at the end", "new line in front", "message twice", "quote missing",
            "translation twice", "form twice", "forms out of order", "form without its number", "number without a form",
            "translation without a message", "unknown escape", "header twice",
        }  # fmt: skip
        chosen = [fault for fault in FAULTS if fault.what in same]
        assert same == {fault.what for fault in chosen}
        for number, fault in enumerate(chosen):
            path = _write(tmp_path / str(number), fault.language, fault.put_into(_shipped(fault.language)))
            assert objections(path), _name(fault)


TRADITIONAL = {
    EAT: "請照常吃喝。",
    DRIVE: "如果感到睏倦或頭暈，請勿開車。",
    STOP: "請勿自行停用薄血藥。",
    HOURS: "這些徵象可能馬上出現，也可能幾小時或幾天後才出現。",
    SORE: "感到痠痛是正常的。請繼續輕輕活動。",
    EXERCISES: "請做我們教您的運動。",
}
"""Some messages in traditional Chinese, which the samples do not have."""

HANT = (
    Slip("simplified characters", "zh_Hant", DRIVE, "開車", "开车", "L4"),
    Slip("simplified sentence", "zh_Hant", EXERCISES, "", "请做我们教您的运动。", "L4"),
    Slip("not lost", "zh_Hant", STOP, "請勿", "請", "S2"),
    Slip("not added", "zh_Hant", EAT, "請", "請勿", "S2"),
    Slip("hours become minutes", "zh_Hant", HOURS, "小時", "分鐘", "N4"),
    Slip("number word", "zh_Hant", SORE, "。", "三天。", "N3"),
)


@pytest.fixture
def hant(project: Project, tmp_path: Path) -> Project:
    """Add traditional Chinese to the project, with a catalogue of a few messages."""
    header = _shipped("zh_Hans").partition("\n\n")[0].replace("Language: zh_Hans", "Language: zh_Hant")
    entries = (f'msgid "{message}"\nmsgstr "{text}"' for message, text in TRADITIONAL.items())
    _write(tmp_path, "zh_Hant", "\n\n".join((header, *entries)) + "\n")
    language = Language(code="zh_Hant", plural_forms="nplurals=1; plural=0;", provenance="machine draft")
    language = with_words(language, ROOT / "locales" / "zh_Hant" / "words.toml", "words.toml", [])
    return dataclasses.replace(_over(project, tmp_path), languages={**project.languages, "zh_Hant": language})


def test_traditional_chinese_raises_nothing(hant: Project) -> None:
    """Good traditional Chinese has no fault."""
    found = [fault for one in hant.catalogue("zh_Hant").translations.values() for fault in one.faults]
    assert [] == [str(fault) for fault in found]


@pytest.mark.parametrize("fault", HANT, ids=_name)
def test_each_fault_in_traditional_chinese_is_caught(fault: Slip, hant: Project, template: Template) -> None:
    """The rules work in a language that only its data describe."""
    path = _po(hant.root, "zh_Hant")
    path.write_text(fault.put_into(path.read_text("utf-8")), "utf-8")
    problems = check_catalogue(hant, "zh_Hant", template).problems
    assert fault.rule in {one.rule for one in _of(problems, fault.message)}


def test_a_language_without_words_still_has_the_other_rules(hant: Project, template: Template) -> None:
    """Without words.toml no “not” is looked for, and that is said (X3); digits, placeholders and scripts are."""
    bare = hant.languages["zh_Hant"].model_copy(update={"words": Wording()})
    project = dataclasses.replace(hant, languages={**hant.languages, "zh_Hant": bare}, _catalogues={})
    path = _po(project.root, "zh_Hant")
    path.write_text(HANT[2].put_into(path.read_text("utf-8")).replace("頭暈，", "頭暈2，"), "utf-8")
    assert {"C4", "N1", "X3"} == {one.rule for one in check_catalogue(project, "zh_Hant", template).problems}
