"""Law 7: a clinic, a language and a topic are added to a copy without any code, and built."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT, lay_fonts, run_leaflets
from pages import read_pages


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the content of the checkout, without its program."""
    for folder in ("clinics", "templates", "locales", "evidence"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    lay_fonts(tmp_path)
    return tmp_path


def test_a_clinic_is_a_folder(checkout: Path) -> None:
    """A copied folder with another name, colours and region builds."""
    new = Path(shutil.copytree(checkout / "clinics" / "aspen-row", checkout / "clinics" / "kauri-point"))
    file = new / "clinic.toml"
    text = (
        file.read_text("utf-8").replace("Aspen Row", "Kauri Point").replace("CA-AB", "NZ").replace("#0b3f4d", "#3a2d6b")
    )
    file.write_text(text.replace("+1 780 555 0143", "+64 9 555 0143"), "utf-8")
    done = run_leaflets("build", "-c", "kauri-point", "-l", "en", "-t", "side-effects", cwd=checkout)
    assert 0 == done.returncode, done.stdout
    pages = read_pages(checkout / "out" / "kauri-point" / "english" / "kauri-point_side-effects_english.pdf")
    text = "".join(page.text for page in pages)
    assert "Kauri Point Physiotherapy" in text
    assert "Call 111 now" in text


def test_a_language_is_a_catalogue_and_a_line(checkout: Path) -> None:
    """A pseudo language with longer, accented words builds after `catalogue update` and a translation."""
    languages = checkout / "locales" / "languages.toml"
    line = 'fr_CH = { provenance = "machine draft", plural_forms = "nplurals=2; plural=(n > 1);" }\n'
    languages.write_text(languages.read_text("utf-8") + line, "utf-8")
    clinic = checkout / "clinics" / "aspen-row" / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace('"zh_Hans", ', '"zh_Hans", "fr_CH", '), "utf-8")
    done = run_leaflets("catalogue", "update", "-l", "fr_CH", cwd=checkout)
    assert 0 == done.returncode, done.stdout
    _translate_to_pseudo(checkout / "locales" / "fr_CH" / "LC_MESSAGES" / "leaflets.po")
    done = run_leaflets("build", "-c", "aspen-row", "-l", "fr_CH", "-t", "what-is-dry-needling", cwd=checkout)
    assert 0 == done.returncode, done.stdout
    page = read_pages(
        checkout / "out" / "aspen-row" / "french-switzerland" / "aspen-row_what-is-dry-needling_french-switzerland.pdf"
    )[0]
    assert "Whát ís dry néédlíng?" in page.text
    assert "Swiss French" in page.text or "French (Switzerland)" in page.text


def _translate_to_pseudo(path: Path) -> None:
    """Fill a catalogue with accented English; placeholders stay."""
    import re

    from babel.messages.pofile import read_po, write_po

    def pseudo(text: str) -> str:
        parts = re.split(r"(%\(\w+\)s)", text)
        accents = str.maketrans("aeiou", "áéíóú")
        changed = [part if part.startswith("%(") else part.translate(accents) for part in parts]
        return "".join(changed).replace("ú", "u")

    with path.open("rb") as source:
        catalogue = read_po(source)
    for message in catalogue:
        if message.id:
            message.string = (
                pseudo(message.id) if isinstance(message.id, str) else tuple(pseudo(one) for one in message.id)
            )
    with path.open("wb") as target:
        write_po(target, catalogue, width=0)


def test_a_topic_is_a_template(checkout: Path) -> None:
    """A new template with its own words builds in the source language after `catalogue update`."""
    topic = checkout / "templates" / "topics" / "posture-breaks.html.j2"
    topic.write_text(
        """{{ topic(_("Moving at work"), lead=_("Small breaks that help."), version="1.0", dated="2026-11-20") }}
{% call key_messages() %}
  {{ bullet("key-move", _("Move often."), facts="F61") }}
{% endcall %}
{% call section("breaks", _("Breaks")) %}
  {{ step("stand", _("Stand up and walk about."), facts="F61") }}
  {{ bullet("sore", _("Soreness lasts about %(days)s.", days=figure("F36.soreness")), facts="F36") }}
{% endcall %}
{% call section("choice", _("You decide")) %}
{% include "blocks/dry-needling/your-choice.html.j2" %}
{% endcall %}
""",
        "utf-8",
    )
    clinic = checkout / "clinics" / "heron-mill" / "clinic.toml"
    clinic.write_text(clinic.read_text("utf-8").replace('"questions",', '"questions",\n  "posture-breaks",'), "utf-8")
    for command in (
        ("catalogue", "extract"),
        ("catalogue", "update"),
        ("build", "-c", "heron-mill", "-l", "en", "-t", "posture-breaks"),
    ):
        done = run_leaflets(*command, cwd=checkout)
        assert 0 == done.returncode, done.stdout
    page = read_pages(checkout / "out" / "heron-mill" / "english" / "heron-mill_posture-breaks_english.pdf")[0]
    assert "Moving at work" in page.text
    assert "Soreness lasts about 1 to 3" in page.text.replace("\u00a0", " ")
    done = run_leaflets("build", "-c", "heron-mill", "-l", "pa", "-t", "posture-breaks", cwd=checkout)
    assert 1 == done.returncode
    assert "The message is not translated." in done.stdout
