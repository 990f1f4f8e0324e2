"""Boxes to tick in a PDF: what they look like, ticked and not, so that every program shows the same ticks."""

from typing import Any

OFF = "Off"
TICK = "4"
"""The tick of the typeface ZapfDingbats, which every program has for boxes."""


def complete_fields(pdf: Any) -> None:
    """Give the boxes of an unwritten PDF both their looks. Programs that had to make them up showed no ticks."""
    import pydyf

    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    widgets = [one for one in pdf.objects if isinstance(one, dict) and one.get("Subtype") == "/Widget"]
    if any(one.get("FT") != "/Btn" or "AP" not in one for one in widgets):
        return  # other kinds of fields have no look of their own
    signs = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/ZapfDingbats"})
    pdf.add_object(signs)
    form.pop("NeedAppearances", None)
    form["DR"] = pydyf.Dictionary({"Font": pydyf.Dictionary({"ZaDb": signs.reference})})
    form["DA"] = pydyf.String("/ZaDb 0 Tf 0 g")
    for widget in widgets:
        _complete(pdf, widget)


def _complete(pdf: Any, widget: Any) -> None:
    import pydyf

    left, one, right, other = widget["Rect"]
    box = pydyf.Array((0, 0, right - left, abs(other - one)))
    empty = pydyf.Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": box}, compress=True)
    pdf.add_object(empty)
    widget["AP"]["N"][OFF] = empty.reference
    widget["MK"]["CA"] = pydyf.String(TICK)
    tone = " ".join(f"{float(part):.6f}" for part in widget["MK"]["BC"])
    widget["DA"] = pydyf.String(f"/ZaDb 0 Tf {tone} rg")
