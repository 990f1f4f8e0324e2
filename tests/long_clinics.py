"""Clinics whose own matter is long, or reads in two directions, each in its way."""

import tomllib
from typing import Any

from conftest import ROOT

from leaflets.model import Clinic
from leaflets.readers.tables import read_value


def sample(**changes: Any) -> Clinic:
    """Return a sample clinic with other values in some of its tables, which have to be right."""
    folder = ROOT / "clinics" / "aspen-row"
    table = tomllib.loads((folder / "clinic.toml").read_text("utf-8"))
    for name, value in changes.items():
        table[name] = {**table[name], **value} if isinstance(value, dict) and name != "hours" else value
    problems: list[Any] = []
    clinic = read_value(Clinic, {**table, "slug": "aspen-row", "folder": folder}, "clinic.toml", problems)
    assert clinic is not None, problems
    return clinic


def spans(*texts: str) -> dict[str, list[str]]:
    """Return opening hours from texts, a day each, Monday first."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {day: text.split() for day, text in zip(days, texts, strict=False) if text}


NAMES = (
    "O’Brien & Sons “Physio” – Côte-des-Neiges",
    "The Birch Row and Willow Bend Community Centre for Physiotherapy, Sport and Pelvic Health",
    "Centre de physiothérapie et de réadaptation de Saint-Jean-sur-Richelieu et des environs",
    "Gemeinschaftspraxis für Physiotherapie, Krankengymnastik und Osteopathie am Großmünster",
    "Aspen",
    "ASPEN ROW PHYSIOTHERAPY, SPORT MEDICINE, MASSAGE AND WELLNESS OF WESTERN WINNIPEG LTD",
    "Клиника физиотерапии и реабилитации имени профессора Преображенского на Садовой улице",
    "Physio-Zentrum-Rhein-Main-Neckar-Donau-Elbe-Oder-Weser-Ems-Spree-Havel-Saale-Unstrut",
    "N. O. P. Q. R. S. T. U. V. W. X. Y. Z. & Associates, Physiotherapists, est. in Leeds",
    "Fisioterapia y Rehabilitación Deportiva Núñez de Balboa, sucursal del Paseo de la Reforma",
    "Kinésithérapeutes associés du Château-d’Eau – l’Île-Perrot – Notre-Dame-de-l’Assomption",
    "24/7 Physio & Sport",
    "1st Choice Clinic (North)",
    "(North) Side Clinic",
    "Physio Plus!",
    "Dr. Ng (B.Sc., P.T.), Inc.",
    "& Sons",
    "C++ Physio, Ltd. – 3. Stock",
    "Physio-Zentrum-Rhein – 100%",
    "“Physio”",
    "A & B & Co. [Est. 1987]",
    "3 + 3 Rehab; since ’99?",
)
"""Names in Latin or Cyrillic letters."""
OTHER_NAMES = {
    "عيادة النخيل للعلاج الطبيعي والتأهيل الرياضي وعلاج العمود الفقري والمفاصل في شمال المدينة": "·",
    "ਪੰਜਾਬ ਫਿਜ਼ੀਓਥੈਰੇਪੀ ਅਤੇ ਖੇਡ ਸਿਹਤ ਕੇਂਦਰ, ਰੀੜ੍ਹ ਦੀ ਹੱਡੀ ਦੇ ਇਲਾਜ ਲਈ ਕਲੀਨਿਕ": "·,·",
    "北京运动康复与脊柱健康物理治疗中心附属第一人民医院分院骨科与运动医学联合门诊部": "·",
    "Aspen Row 物理治疗 عيادة ਪੰਜਾਬ Physiotherapy": "AspenRow·Physiotherapy",
    "عيادة النخيل": "·",
    "عيادة النخيل (فرع 2)": "|2·|·",
    "عيادة Aspen للعلاج": "·Aspen·",
    "Aspen عيادة النخيل": "Aspen·",
    "عيادة 24/7": "24/7·",
    "3 نخلات": "·3",
    "مركز الشفاء - فرع الشمال!": "!·-·",
    "عيادة أ. ب. & شركاه": "·&.·.·",
    "فيزيو Physio – 100%": "Physio·100%·",
    "Clinic – عيادة – 7": "Clinic·7·",
}
"""Names with letters of other scripts, and how they read from left to right: each run of such letters is a dot."""
SIGNS = str.maketrans("()[]", "||||")
"""Readers of PDFs turn brackets round in lines that they take for right-to-left."""

EMAILS = (
    "reception.and.bookings@northside-riverbend-integrated-physiotherapy.example",
    "a@b.example",
    "hello-and-welcome@aspen--row.example",
    "firstname.lastname.department.section@mail.clinic.hospital.health.region.example",
    "averylonglocalpartwithoutanysigninitatallwhichgoesonandon@clinic.example",
    "under_scores_are_signs_too@under-scores-are-signs-too.example",
    "physiotherapie-und-krankengymnastik@gemeinschaftspraxis-am-grossmuenster.example",
    "x@averylongdomainpartwithoutanysigninitatall.example",
    "info+newpatients+2026@clinic.example",
    "o'brien.and.sons@cote-des-neiges.example",
    "r@n-s-r-b-i-p-h-y-s-i-o.example",
)
HOURS = (
    spans(
        "08:00-12:00 13:00-17:30",
        "09:00-12:30 14:00-20:00",
        "07:00-11:00 12:00-16:00",
        "10:00-13:00 15:00-21:00",
        "08:30-12:00 12:45-15:30",
        "09:00-13:30",
        "10:00-12:00",
    ),
    spans("06:15-12:45"),
    spans(*[f"{hour:02d}:05-{hour + 9}:55" for hour in range(5, 12)]),
    spans(*[f"{hour:02d}:30-11:00 11:30-{hour + 11}:30" for hour in range(4, 11)]),
    spans(*["08:00-12:00 13:00-17:00", ""] * 3, "09:00-10:00"),
    spans("", "", "", "", "", "", "09:00-17:00"),
    spans(*["10:10-12:20 12:50-22:10"] * 7),
    spans("07:00-12:00", "07:30-12:00", "08:00-12:00", "08:30-12:00", "09:00-12:00"),
    spans("00:00-23:59", "01:00-12:59 13:00-23:59", "00:30-11:30 12:30-23:30"),
    spans("08:00-09:00 10:00-11:00", "10:00-11:00 08:00-09:00", "08:00-09:00"),
    spans("", "08:00-12:00 13:00-18:00", "08:00-12:00 14:00-18:00", "", "08:00-12:00", "", "10:00-11:00"),
)
ADDRESSES = (
    ["Centre hospitalier universitaire, pavillon B, 1001 boulevard Décarie", "Montréal"],
    ["Suite 210", "The Old Mill", "10440 Aspen Row NW", "Edmonton, Alberta T5J 0N9"],
    ["10440 Aspen Row NW"],
    ["Suite 210, " + "Northside Riverbend " * 6],
    ["شارع الملك فهد 12", "10440 Aspen Row NW"],
    ["北京市朝阳区建国门外大街甲12号国际大厦3楼308室"],
    ["Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch 7", "Anglesey"],
    ["3-1/2 King’s Cross Rd. (rear), c/o O’Brien & Sons", "Flat #2B; Box 99", "London WC1X 9DP"],
    ["ਸੈਕਟਰ 17-ਸੀ, ਚੰਡੀਗੜ੍ਹ", "160017"],
    ["Straße des 17. Juni 135,", "10623 Berlin-Charlottenburg"],
    ["1 A St"],
    ["МКАД, 47-й километр, владение 20, строение 1", "Москва"],
    ["UNIT 1, THE GREAT WESTERN RAILWAY WORKS", "SWINDON"],
    ["Apt. 3, 2nd floor", "9999 West Northwest Boulevard Extension", "Suite 100", "Calgary"],
)
REGULATORS = (
    "College of Physiotherapists of Alberta",
    "Ordre professionnel de la physiothérapie du Québec, secteur de la réadaptation et des sports",
    "HCPC",
    "نقابة العلاج الطبيعي",
    "Health and Care Professions Council (HCPC), London & Edinburgh – est. 2001",
)


def clinic_of(number: int) -> Clinic:
    """Return a made-up clinic with a name of its own, and an e-mail address, hours or address long in their way."""
    more: dict[str, Any] = {"regulator": {"name": REGULATORS[number % len(REGULATORS)]}}
    if number < len(EMAILS):
        email = EMAILS[number]
        more["contact"] = {"email": email, "booking": f"https://{email.partition('@')[2]}/book-a-visit_now"}
    elif number < len(NAMES):
        more |= {"hours": HOURS[number - len(EMAILS)], "region": "GB"}
    else:
        more["contact"] = {"address": ADDRESSES[number - len(NAMES)]}
    return sample(name=(*NAMES, *OTHER_NAMES)[number], **more)
