"""What people type for a clinic, a topic, a language, an edition or a region is that, a right hint, or not offered."""

from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from conftest import ROOT, run_leaflets

from leaflets.delivery import Run, deliver
from leaflets.errors import Problem
from leaflets.model import Failed, Leaflet, Printed
from leaflets.model.filing import folder_of
from leaflets.model.work import OUTDATED
from leaflets.names.tags import read_tag
from leaflets.project import Project, open_project
from leaflets.project.naming import Meant, hint_of_reference, meant_language, meant_thing
from leaflets.selection import Selection, choose, offering_everything

LANGUAGES = {
    "en": "en|EN|eng|english|English|ENGLISH|Engl|Anglais|inglés|Englisch|英语|الإنجليزية",
    "fr_CA": "fr|FR|fre|fra|French|french|fr-CA|fr_ca|FR-CA|frca|Français|francais|français canadien|Canadian French"
    "|French (Canada)|French Canada|Canada French|Französisch|francés|الفرنسية|ਫਰਾਂਸੀਸੀ|法语|Fren|fr-Latn-CA",
    "es_US": "es|spa|Spanish|SPANISH|Español|espanol|es-US|es_us|Spanish (United States)|Spanish USA|Castilian"
    "|Spanisch"
    "|espagnol|الإسبانية|西班牙语|Span",
    "ar": "ar|AR|ara|arb|Arabic|arabic|العربية|عربي|ar-EG|ar_SA|ar-Arab|Arabe|árabe|Arabisch|阿拉伯语",
    "pa": "pa|pan|Punjabi|punjabi|PUNJABI|Panjabi|ਪੰਜਾਬੀ|pa-Guru|pa_IN|pa-Guru-IN|Pendjabi|pendjabi|Gurmukhi"
    "|Punjabi (Gurmukhi)|Punjabi India|旁遮普语|البنجابية",
    "zh_Hans": "zh_Hans|zh-hans|ZH-HANS|zh-CN|zh_CN|zh-cn|zh-SG|zh|zho|cmn|简体中文|Simplified Chinese"
    "|simplified chinese"
    "|Chinese (Simplified)|Chinese simplified|Chinese-Simplified|chinois simplifié|chino simplificado|zh-Hans-CN",
    "zh_Hant": "zh_TW|zh-Hant|繁體中文|zh-HK|Traditional Chinese|Chinese (Traditional)|Chinese Taiwan",
    "hi": "hi|Hindi|हिन्दी|hin|hindi",
    "vi": "vi|Vietnamese|Tiếng Việt|tieng viet",
    "de": "de|ger|deu|German|Deutsch|allemand|德语",
    "en_US": "en_US.UTF-8|en-us|American English|US English|English (United States)|English USA",
    "en_GB": "en-GB|British English|UK English|English UK|English (United Kingdom)",
    "en_CA": "en-CA|Canadian English",
    "fr_FR": "fr-FR|French (France)|français (France)|France",
    "es_ES": "es-ES|European Spanish|Spanish (Spain)|Spain",
    "pt_PT": "pt-PT|European Portuguese|Portuguese (Portugal)|português (Portugal)",
    "de_AT": "de-AT|Austrian German|German (Austria)|Austria|Deutsch (Österreich)",
    "de_CH": "de-CH|Swiss German|Swiss High German|German (Switzerland)|Switzerland",
    "ru": "ru|Russian|русский|rus|russe",
    "ur": "ur|urd|Urdu|urdu|اردو",
    "uk": "uk|Ukrainian|українська",
    "fa": "fa|Farsi|Persian|فارسی",
    "fil": "Tagalog|tl|Filipino|Pilipino",
    "pl": "Polski|Polish",
    "tr": "tr|Türkçe|Turkish|turkce",
    "pt_BR": "pt-BR|Brazilian Portuguese|Portuguese|português",
    "ro": "ro|Romanian|Română|romana",
    "gu": "gu|Gujarati|ગુજરાતી",
    "bn": "bn|Bengali|Bangla|বাংলা",
    "ta": "ta|Tamil|தமிழ்",
    "ja": "ja|Japanese|日本語",
    "ko": "ko|Korean|한국어",
    "so": "Soomaali|somali|so",
    "am": "am|Amharic|አማርኛ",
    "ti": "ti|tir|Tigrinya|ትግርኛ",
    "km": "km|Khmer|ខ្មែរ",
}
"""What means a language of the sample clinics."""
NOT_OFFERED = {
    "Italian (it)": "it|ita|Italian|Italiano|italien|意大利语",
    "Slovak (sk)": "sk|Slovak|slovenčina", "Lithuanian (lt)": "lt|Lithuanian|lietuvių",
    "Cantonese (yue)": "yue|Cantonese",
    "French (Belgium) (fr_BE)": "fr-BE|French (Belgium)",
    "Spanish (Mexico) (es_MX)": "es-MX|Mexican Spanish|Spanish Mexico",
    "Punjabi (Pakistan) (pa_PK)": "pa-PK|Punjabi (Pakistan)",
    "Punjabi (Arabic) (pa_Arab)": "pa-Arab|Shahmukhi", "Dari (fa_AF)": "Dari|prs|fa-AF",
    "Greek (el)": "el|Greek|Ελληνικά",
    "Swahili (sw)": "sw|Swahili|Kiswahili", "Croatian (hr)": "hr|Hrvatski|Croatian",
    "Hebrew (he)": "iw|he|Hebrew|עברית",
    "Nepali (ne)": "ne|Nepali|नेपाली",
    "Welsh (cy)": "Cymraeg|Welsh",
    "Czech (cs)": "čeština|Czech", "Portuguese (Angola) (pt_AO)": "pt-AO|Portuguese (Angola)",
    "Hungarian (hu)": "magyar|Hungarian",
}  # fmt: skip
"""What means another language, by how people are told that it is not offered."""
ALIKE = {
    "“en” (English)": "Englsh|Engilsh|Inglish|Enlgish",
    "“fr_CA” (French (Canada))": "Frensh|Frnch|Franch|Freench|Francais canadein",
    "“es_US” (Spanish (United States))": "Sapnish|Spannish|Spansh|Espanoll", "“ar” (Arabic)": "Arabik|Arabbic|Arbic",
    "“pa” (Punjabi)": "punjbi|Punjabbi|pujnabi|Punjabe|Panjabbi",
    "“de” (German)": "Greman|Germn", "“pt_BR” (Portuguese (Brazil))": "Portugese",
    "“vi” (Vietnamese)": "Vietmanese|Vietnamse",
    "“uk” (Ukrainian)": "Ukranian|Ukrainan", "If you mean Cantonese (yue)": "Cantonees",
    "“ko” (Korean)": "Koraen", "“so” (Somali)": "Somalli", "“ja” (Japanese)": "Japanees",
    "If you mean Hungarian (hu)": "Hungarain", "If you mean Swahili (sw)": "Swahilli",
}  # fmt: skip
"""What is nearly the name of a language, by the hint."""
OPEN = "Chinese|中文|Mandarin|chinois|Chinesisch|Chin|xx|pn|cn|jp|qq|zz-ZZ|Elvish rune|???|12|-|../../etc|Kauderwelsch"
"""What can mean several languages, or none: no language is taken, and none is suggested."""
TOPICS = {
    "aftercare": "aftercare|Aftercare|AFTERCARE|after care|after-care|After your dry needling"
    "|after your dry needling|aftercar|After",
    "screening": "screening|health check|Health Check|Health check before dry needling|health",
    "side-effects": "side effects|Side Effects|side_effects|sideeffects|Side effects of dry needling|side",
    "your-session": "your session|session|Your dry needling session",
    "preparation": "preparation|prep|Getting ready|getting ready for dry needling",
    "questions": "questions|Question|Questions about dry needling",
    "contraindications": "contraindications|contra|Is dry needling right for you?|is dry needling right for you",
    "what-is-dry-needling": "what is dry needling|What is dry needling?|what is|whatisdryneedling",
}
TOPICS_ALIKE = {
    "aftercare": "afetrcare|aftrcare|aftercaer", "side-effects": "sideefects|side efects|side-effcets",
    "screening": "screning|secreening",
    "contraindications": "contraindicatons|contra-indicatoins", "preparation": "preperation",
    "questions": "qestions|questoins",
}  # fmt: skip
TOPICS_OPEN = "dry needling|needling|dry|cupping|acupuncture|before|xx|physiotherapy"
CLINICS = {
    "aspen-row": "aspen-row|Aspen Row|ASPEN ROW|aspenrow|aspen_row|Aspen Row Physiotherapy|Aspen|asp|row",
    "cottonwood-lane": "Cottonwood Lane|cottonwood|Cottonwood Lane Sport & Spine|Cottonwood Lane Sport and Spine"
    "|Sport & Spine",
    "heron-mill": "Heron Mill|heron|Heron-Mill|heron mill physiotherapy|mill",
}
CLINICS_ALIKE = {
    "aspen-row": "aspen rwo|apsen|Aspen Row Phisiotherapy",
    "heron-mill": "heron mil1|herno-mill",
    "cottonwood-lane": "Cotonwood",
}
CLINICS_OPEN = "physiotherapy|Physio|birch|Birch Row|lake|a"
EDITIONS = {
    "standard": "standard|Standard|patient|for patients|STANDARD",
    "staff": "staff|Staff|for staff",
    "bilingual": "bilingual|Bilingual|two languages",
    "chooser": "chooser|front desk",
    "large-print": "large-print|Large print|large type",
    "mono": "mono|Mono|black and white",
    "poster": "poster|Poster|for the wall",
    "trifold": "trifold|Trifold|folded|six panels",
    "booklet": "booklet|Booklet|book|all topics",
    "easy-read": "easy-read|Easy read|easy words|with pictures",
}
REGIONS = {
    "“GB”": "UK|uk|U.K.|Britain|Great Britain|United Kingdom|Royaume-Uni|GBR|gb|Untied Kingdom",
    "“US”": "USA|U.S.A.|America|United States|usa",
    "“IE”": "Ireland|Eire|irl", "“CA-QC”": "Quebec|Québec|QC|ca-qc|Quebek|CAQC",
    "“CA-AB”": "Alberta|AB|ca_ab|CA AB|CA-BA|Albreta",
    "“AU”": "Australia|Australien|Austrlia", "“NZ”": "New Zealand|new zeland",
    "CA-ON": "Ontario|ontario|Ontaro|CA-ON|ON",
    "CA-BC": "British Columbia|CA-BC", "[GB-ENG]": "England|Englnd", "[GB-SCT]": "Scotland",
    "[GB-WLS]": "Wales|Cymru", "[US-CA]": "California|Californa",
    "[US-TX]": "Texas", "[AU-NSW]": "New South Wales|NSW", "[DE]": "Germany|Deutschland|Allemagne|DE",
    "[DE-BY]": "Bavaria|Bayern",
    "[FR]": "France|Frankreich", "[AT-9]": "Wien|Vienna", "CA-AB, CA-QC": "Canada|CA|CAN",
    "Known are: AU, CA-AB": "Atlantis|Xyzzy|Middle Earth",
}  # fmt: skip
"""What people write as a clinic's region, by what the hint has to say, whatever regions there are."""


def _table(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(typed, wanted) for wanted, words in table.items() for typed in words.split("|")]


@cache
def _project() -> Project:
    return open_project(ROOT)


def _of_language(typed: str) -> str:
    """Return the language that is meant, or reason and hint."""
    meant = meant_language(_project(), typed, "--language")
    return meant.name if isinstance(meant, Meant) else f"{meant.reason} {meant.hint}"


def _of(sort: str, typed: str) -> str:
    meant = meant_thing(_project(), sort, typed, "option")  # type: ignore[arg-type] # a table of cases
    return meant.name if isinstance(meant, Meant) else f"{meant.reason} {meant.hint}"


def _wrong(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [one for one in found if one[0] != one[2]]


def test_there_are_more_than_two_hundred() -> None:
    """The tables hold enough ways to type a name."""
    tables = (LANGUAGES, NOT_OFFERED, ALIKE, TOPICS, TOPICS_ALIKE, CLINICS, CLINICS_ALIKE, EDITIONS, REGIONS)
    assert 300 < sum(len(_table(table)) for table in tables)


def test_languages_by_code_and_name() -> None:
    """Codes of every kind, English names, own names and names in other languages mean the language that is here."""
    assert [] == _wrong([(code, typed, _of_language(typed)) for typed, code in _table(LANGUAGES)])


def test_languages_that_are_not_offered() -> None:
    """A language that is known and not here is named, with what is offered, and nothing is suggested in its stead."""
    told = [(wanted, typed, _of_language(typed)) for typed, wanted in _table(NOT_OFFERED)]
    assert [] == [one for one in told if not one[2].startswith(f"{one[0]} is not offered. ")]
    assert [] == [one for one in told if "Did you mean" in one[2] or "catalogue add" in one[2]]


def test_languages_nearly_typed() -> None:
    """A name with a slip is hinted at and never taken; a slip of a language that is not here points to that one."""
    told = [(wanted, typed, _of_language(typed)) for typed, wanted in _table(ALIKE)]
    assert [] == [one for one in told if one[0] not in one[2]]


def test_the_wording_of_a_region_that_is_offered_is_meant() -> None:
    """Where a clinic offers one wording, a name of the language means it, and it is said; a code of one is that one."""
    cases = {
        ("German", "de_CH"): "de_CH", ("German", "de"): "de", ("Portuguese", "pt_PT"): "pt_PT",
        ("English", "en_US"): "en_US", ("American English", "en"): "en", ("de-AT", "de"): "de",
        ("Portuguese (Brazil)", "pt_PT"): "pt_BR",
    }  # fmt: skip
    found = {case: meant_language(_project(), case[0], "--language", [case[1]]) for case in cases}
    assert cases == {case: one.name for case, one in found.items() if isinstance(one, Meant)}
    assert "“German” is taken as German (Switzerland) (de_CH)." == getattr(found["German", "de_CH"], "told", "")


def test_words_that_mean_no_one_language() -> None:
    """What could mean several languages, or none, takes none and points to none."""
    told = [(typed, _of_language(typed)) for typed in OPEN.split("|")]
    assert [] == [one for one in told if one[1] in LANGUAGES or "Did you mean" in one[1] or "If you mean" in one[1]]


@pytest.mark.parametrize(
    ("sort", "clear", "near", "unclear"),
    [
        ("topic", TOPICS, TOPICS_ALIKE, TOPICS_OPEN),
        ("clinic", CLINICS, CLINICS_ALIKE, CLINICS_OPEN),
        ("edition", EDITIONS, {"staff": "stff|satff", "standard": "standrd|standrad"}, "banner|st|copy"),
    ],
)
def test_things_of_a_project(sort: str, clear: dict[str, str], near: dict[str, str], unclear: str) -> None:
    """Names, titles and their clear parts are taken, slips are hinted at, and the rest is listed to choose from."""
    assert [] == _wrong([(name, typed, _of(sort, typed)) for typed, name in _table(clear)])
    told = [(name, typed, _of(sort, typed)) for typed, name in _table(near)]
    assert [] == [one for one in told if f"Did you mean “{one[0]}”?" not in one[2]]
    others = [(typed, _of(sort, typed)) for typed in unclear.split("|")]
    assert [] == [one for one in others if one[1] in clear or "Did you mean" in one[1]]


def test_a_topic_by_its_title_in_any_catalogue() -> None:
    """Every title of every topic in every language means that topic."""
    project = _project()
    for code in project.languages:
        for slug in project.subjects:
            topic = project.topics[slug]
            translation = project.catalogue(code).translations.get(topic.title)
            assert [] == [text for text in (translation.texts if translation else ()) if slug != _of("topic", text)]


@pytest.mark.parametrize(("typed", "told"), _table(REGIONS))
def test_regions(typed: str, told: str) -> None:
    """A country or a part of one points to its region, or says which entry to write."""
    regions = ("AU", "CA-AB", "CA-QC", "GB", "IE", "NZ", "US")
    assert told in hint_of_reference(_project(), "region", typed, regions)


def test_more_regions_answer_by_themselves() -> None:
    """As soon as a part of a country has an entry of its own, the hint points to it."""
    for typed, code in (("Ontario", "CA-ON"), ("Scotland", "GB-SCT"), ("Germany", "DE"), ("Californa", "US-CA")):
        assert f"Did you mean “{code}”" in hint_of_reference(_project(), "region", typed, ("CA-AB", "GB", "US", code))


def test_the_nearest_language_is_never_of_another_script() -> None:
    """For every locale that CLDR has, what is taken is of the same language and script."""
    taken = [(code, _of_language(code)) for code in sorted(locale_identifiers()) if code.count("_") < 2]
    tags = [(read_tag(code), read_tag(name)) for code, name in taken if name in LANGUAGES]
    assert 50 < len(tags)
    assert [] == [
        (str(asked), str(given))
        for asked, given in tags
        if asked and given and (asked.language, asked.whole_script) != (given.language, given.whole_script)
    ]


class TestFiles:
    """What files are called, and where those of older versions go."""

    def test_no_two_languages_share_a_folder(self) -> None:
        """For every code that CLDR names, on disks to which capitals are the same, in letters of every mail program."""
        codes = {*locale_identifiers(), *map(str, Locale("en").languages)}
        folders = {folder_of(code) for code in codes}
        assert len(codes) == len(folders)
        assert "" == "".join(
            sorted({sign for one in folders for sign in one} - set("abcdefghijklmnopqrstuvwxyz-0123456789"))
        )

    def test_a_name_says_clinic_topic_language_and_edition(self) -> None:
        """Attachments never share a name, also where a name holds the sign that parts them."""
        assert "aspen-row/punjabi/aspen-row_aftercare_punjabi.pdf" == str(Leaflet("aspen-row", "pa", "aftercare").path)
        assert "heron-mill_screening_english_staff.pdf" == Leaflet("heron-mill", "en", "screening", "staff").path.name
        assert Leaflet("a_b", "en", "c").path.name != Leaflet("a", "en", "b_c").path.name

    @pytest.mark.parametrize("printed", [True, False])
    def test_the_pdf_of_an_older_version_is_moved(self, printed: bool, tmp_path: Path) -> None:  # noqa: FBT001 - both ways
        """What an older version put elsewhere is moved to outdated/, whether the leaflet is printed or fails."""
        leaflet = Leaflet("aspen-row", "pa", "aftercare", "staff")
        older = tmp_path / "aspen-row" / "pa" / "aftercare.staff.pdf"
        older.parent.mkdir(parents=True)
        older.write_bytes(b"older")
        done = Printed(leaflet, b"new", "abcd-0123", "draft", 1, (), 0.1)
        report = deliver([done if printed else Failed(leaflet, (Problem("a", "b", "c"),))], tmp_path, Run({}))
        assert b"older" == (tmp_path / OUTDATED / "aspen-row" / "pa" / "aftercare.staff.pdf").read_bytes()
        assert not older.parent.exists()
        assert printed == (tmp_path / leaflet.path).exists()
        assert [1] == list(map(len, report.moved.values()))


class TestCommandLine:
    """What people see."""

    def test_what_is_not_offered_says_what_is(self) -> None:
        """Staff are told which languages there are, and never to add one."""
        done = run_leaflets("build", "-l", "Italian", cwd=ROOT)
        assert 2 == done.returncode
        assert "Italian (it) is not offered." in done.stdout
        assert (
            "Offered are: Amharic (am), Arabic (ar), Bangla (bn), Chinese (Simplified) (zh_Hans), Chinese (Tradi"
            in done.stdout
        )
        assert "catalogue add" not in done.stdout

    def test_translators_are_told_how_to_add_it(self) -> None:
        """Who works on words is told the command that adds the language."""
        done = run_leaflets("catalogue", "check", "-l", "Italian", cwd=ROOT)
        assert (2, True) == (done.returncode, "To add it: leaflets catalogue add it." in done.stdout)

    def test_a_clinic_that_does_not_offer_a_language(self, one_clinic: Path) -> None:
        """What the clinic offers is told, and which clinic offers the language."""
        done = run_leaflets("build", "-c", "Heron Mill", "-l", "punjabi", cwd=one_clinic)
        told = " ".join(done.stdout.split())
        assert 2 == done.returncode
        assert "Heron Mill Physiotherapy (heron-mill) does not offer Punjabi (pa), but English (en)." in told
        assert "These do: aspen-row." in told

    def test_everything_takes_what_a_clinic_does_not_offer(self, one_clinic: Path) -> None:
        """A leaflet of a clinic in a language that it does not offer is printed when everything is asked for."""
        chosen = ("-c", "Heron Mill", "-l", "punjabi", "-t", "aftercare")
        done = run_leaflets("build", *chosen, "--everything", cwd=one_clinic)
        assert 0 == done.returncode, done.stdout
        assert (one_clinic / "out/heron-mill/punjabi/heron-mill_aftercare_punjabi.pdf").exists()
        assert 2 == run_leaflets("build", *chosen, cwd=one_clinic).returncode

    def test_everything_is_every_clinic_topic_and_language(self, one_clinic: Path) -> None:
        """Each clinic's own choice comes first, so that its own language stays what it was."""
        project = open_project(one_clinic)
        whole = offering_everything(project)
        assert {(one.clinic, one.topic, one.language) for one in choose(whole, Selection())} == {
            (clinic, topic, language)
            for clinic in project.clinics
            for topic in project.subjects
            for language in project.languages
        }
        own = {slug: clinic.own_language for slug, clinic in project.clinics.items()}
        assert own == {slug: clinic.own_language for slug, clinic in whole.clinics.items()}

    def test_names_as_people_say_them(self, one_clinic: Path) -> None:
        """What was taken is said, the file's path is printed, and --open says kindly that nothing opens it here."""
        chosen = ("-c", "Aspen", "-t", "After your dry needling", "-l", "ENGLISH")
        done = run_leaflets("build", *chosen, "--open", cwd=one_clinic, env={"DISPLAY": "", "WAYLAND_DISPLAY": ""})
        assert 0 == done.returncode, done.stdout
        assert "“Aspen” is taken as Aspen Row Physiotherapy (aspen-row).\n" in done.stdout
        assert "\nout/aspen-row/english/aspen-row_aftercare_english.pdf\n" in done.stdout
        assert "Not opened: no program that opens files was found here." in done.stdout

    def test_a_region_in_a_clinics_file(self, one_clinic: Path) -> None:
        """`check` answers a country's common name with the region."""
        file = one_clinic / "clinics" / "heron-mill" / "clinic.toml"
        file.write_text(file.read_text("utf-8").replace('region = "GB"', 'region = "Britain"'), "utf-8")
        assert "Did you mean “GB” (United Kingdom)?" in run_leaflets("check", cwd=one_clinic).stdout


@pytest.fixture
def one_clinic(tmp_path: Path) -> Path:
    """Return a project of two clinics and one topic, of which one offers English only."""
    for slug, languages in (("aspen-row", '"en", "pa"'), ("heron-mill", '"en"')):
        folder = tmp_path / "clinics" / slug
        folder.mkdir(parents=True)
        for path in (ROOT / "clinics" / slug).iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        lines = (folder / "clinic.toml").read_text("utf-8").splitlines()
        written = [f"languages = [{languages}]" if one.startswith("languages =") else one for one in lines]
        (folder / "clinic.toml").write_text("\n".join(written) + "\n", "utf-8")
    return tmp_path
