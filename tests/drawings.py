"""Drawings as logos: by what drawing programs write, and by what becomes of them. Each kind has many of its sort."""

# ruff: noqa: E501 - a drawing reads best in one line

import base64
import io

from PIL import Image

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100"'
DISC = '<circle cx="50" cy="50" r="45" fill="#1d6fa5"/>'
SHAPES = f'{DISC}<rect x="110" y="20" width="85" height="60" fill="#2e9e5b"/>'
STOPS = '<stop stop-color="#1d6fa5"/><stop offset="1" stop-color="#2e9e5b"/>'
GRADIENT = (
    f'<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="200" y2="0">{STOPS}</linearGradient>'
)
RADIAL = f'<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="100" cy="50" r="100">{STOPS}</radialGradient>'
UPPER = '<path d="M0 0H200V50H0Z" fill="{}"/>'
WHOLE = 'maskUnits="userSpaceOnUse" x="0" y="0" width="200" height="100"'
MASK = f'<mask id="m" {WHOLE}{{}}>{UPPER}</mask>'
AREA = 'x="0" y="0" width="200" height="100" filterUnits="userSpaceOnUse"'
FILTER = f'<filter id="f" {AREA}>{{}}</filter>'
CLASSED = MASK.format(' class="l"', "#fff")
MASKED = f'<g mask="url(#m)">{SHAPES}</g>'
FILTERED = f'<g filter="url(#f)">{SHAPES}</g>'
LINE = '<path d="M10 80L100 20L190 80" stroke="url(#g)" fill="none" stroke-width="{}" {}/>'


def svg(body: str, attributes: str = "") -> str:
    """Return an SVG of 200 × 100."""
    return f"{HEAD} {attributes}>{body}</svg>"


def sized(view_box: str, attributes: str = "") -> str:
    """Return an SVG that says its size so."""
    return svg(SHAPES, attributes).replace('viewBox="0 0 200 100"', view_box)


def data(text: str) -> str:
    """Return an SVG as a data URI."""
    return f"data:image/svg+xml;base64,{base64.b64encode(text.encode()).decode()}"


def nested(text: str) -> str:
    """Return an SVG that holds another one."""
    return svg(f'<image width="9" height="9" href="{data(text)}"/>')


def picture(colour: str, size: tuple[int, int] = (40, 20)) -> str:
    """Return a PNG of one colour as a data URI."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def uses(levels: int, each: int, use: str = '<use href="#a{}"/>', group: str = "g") -> str:
    """Return a drawing whose groups use each other in levels."""
    groups = "".join(f'<{group} id="a{n + 1}">' + use.format(n) * each + f"</{group}>" for n in range(levels))
    return svg(f'<defs><rect id="a0" width="1" height="1"/>{groups}</defs>{use.format(levels)}')


def paints(levels: int, each: int, attribute: str, element: str) -> str:
    """Return a drawing whose patterns, masks or clippings refer to each other in levels."""
    rect = f'<rect width="9" height="9" {attribute}="url(#a{{}})"/>'
    groups = "".join(f'<{element} id="a{n + 1}">' + rect.format(n) * each + f"</{element}>" for n in range(levels))
    return svg(f'<{element} id="a0"><rect width="1" height="1"/></{element}>{groups}{rect.format(levels)}')


def illustrator(subset: str, root: str = 'xmlns="&ns_svg;" viewBox="0 0 200 100"', body: str = SHAPES) -> str:
    """Return a file whose namespaces are entities."""
    return f"<!DOCTYPE svg [{subset}]><svg {root}>{body}</svg>"


NS_SVG = '<!ENTITY ns_svg "http://www.w3.org/2000/svg">'
NS_XLINK = '<!ENTITY ns_xlink "http://www.w3.org/1999/xlink">'
NS_AI = '<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">'
BOTH = 'xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;" viewBox="0 0 200 100"'
ENTITIES: dict[str, str | bytes] = {
    "entities-of-illustrator-16": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" ['
    f"{NS_SVG}{NS_XLINK}]><svg {BOTH}>{SHAPES}</svg>",
    "entities-of-preserved-editing": illustrator(
        NS_SVG + NS_XLINK + NS_AI,
        f'xmlns:i="&ns_ai;" {BOTH}',
        '<switch><foreignObject requiredExtensions="&ns_ai;" width="1" height="1"><i:pgfRef xlink:href="#a"/>'
        f'</foreignObject><g i:extraneous="self">{SHAPES}</g></switch>',
    ),
    "entities-of-illustrator-10": illustrator(
        NS_SVG
        + NS_AI
        + '<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/"><!ENTITY ns_graphs "http://ns.adobe.com/Graphs/1.0/">'
        '<!ENTITY ns_vars "http://ns.adobe.com/Variables/1.0/"><!ENTITY ns_imrep "http://ns.adobe.com/ImageReplacement/1.0/">'
        '<!ENTITY ns_sfw "http://ns.adobe.com/SaveForWeb/1.0/"><!ENTITY ns_custom "http://ns.adobe.com/GenericCustomNamespace/1.0/">'
        '<!ENTITY ns_adobe_xpath "http://ns.adobe.com/XPath/1.0/">',
        'xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns:graph="&ns_graphs;" xmlns="&ns_svg;" viewBox="0 0 200 100" i:viewOrigin="1 2"',
        f'<metadata><sfw xmlns="&ns_sfw;"><slices/></sfw></metadata>{SHAPES}',
    ),
    "entity-in-single-quotes": illustrator(NS_SVG.replace('"', "'")),
    "entity-that-is-not-used": f"<!DOCTYPE svg [{NS_AI}]>{svg(SHAPES)}",
    "entities-on-lines": illustrator(f"\n\t{NS_SVG}\n\t{NS_XLINK}\n", BOTH),
    "entities-and-a-comment": illustrator(f"<!-- of Adobe -->{NS_SVG}"),
    "entity-with-spaces": illustrator('<!ENTITY   ns_svg\n"http://www.w3.org/2000/svg"  >'),
    "entity-in-an-attribute": illustrator(NS_SVG + NS_XLINK + '<!ENTITY layer "Layer_1">', f'id="&layer;" {BOTH}'),
    "entities-in-latin-1": (
        '<?xml version="1.0" encoding="iso-8859-1"?>' + illustrator(NS_SVG, body=f"<desc>Chauss\xe9e</desc>{SHAPES}")
    ).encode("latin-1"),
    "entities-in-utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + illustrator(NS_SVG)).encode("utf-16"),
    "entities-after-a-mark": b"\xef\xbb\xbf" + illustrator(NS_SVG).encode(),
    "entity-twice": illustrator(NS_SVG, body=f'<g xmlns="&ns_svg;">{SHAPES}</g>'),
}
"""Namespaces as older versions of Illustrator write them."""
FACE = "@font-face{{font-family:X;src:{}}}"
FONT_FACES = {
    f"font-{name}": svg(f"<style>{rule}</style>{SHAPES}")
    for name, rule in {
        "woff2": FACE.format("url(data:font/woff2;base64,d09GMg==)"),
        "woff": FACE.format("url('data:application/font-woff;charset=utf-8;base64,d09GRg==') format('woff')"),
        "truetype": FACE.format('url("data:font/ttf;base64,AAEAAA==")'),
        "elsewhere": FACE.format("url(https://a.example/x)"),
        "of-this-machine": FACE.format("local('Gotham')"),
        "of-several-sources": FACE.format("local('Gotham'),url(a.woff2),url(https://a.example/a.woff)"),
        "two-faces": FACE.format("url(a.woff)") + FACE.format("url(b.woff)"),
        "in-capitals": "@FONT-FACE { FONT-FAMILY: X; SRC: url(a.woff) }",
        "among-rules": f".a{{fill:#1d6fa5}}{FACE.format('url(a.woff)')}.b{{fill:#2e9e5b}}",
        "in-cdata": f"<![CDATA[{FACE.format('url(a.woff)')}]]>",
        "with-a-range": FACE.format("url(a.woff);unicode-range:U+0-7F;font-weight:700"),
        "named-and-not-used": f"{FACE.format('url(a.woff)')}.t{{font-family:X}}",
    }.items()
} | {
    "font-in-definitions": svg(f'<defs><style type="text/css">{FACE.format("url(a.woff)")}</style></defs>{SHAPES}'),
    "font-as-svg": svg(f'<defs><font><font-face font-family="X"/></font></defs>{SHAPES}'),
}
"""Fonts that nothing is written in."""
LINKS = {
    f"link-{name}": svg(body)
    for name, body in {
        "old": f'<a xlink:href="https://clinic.example" target="_blank">{SHAPES}</a>',
        "new": f'<a href="https://clinic.example">{SHAPES}</a>',
        "both": f'<a href="https://clinic.example" xlink:href="https://clinic.example">{SHAPES}</a>',
        "within": f'<g><a href="https://clinic.example"><g>{SHAPES}</g></a></g>',
        "of-each-shape": f'<a href="https://a.example">{DISC}</a><a href="https://b.example">{SHAPES}</a>',
        "with-a-title": f'<a href="https://a.example" xlink:title="Home"><title>Home</title>{SHAPES}</a>',
        "that-is-painted": f'<a href="https://a.example" fill="#1d6fa5" class="x" style="cursor:pointer">{SHAPES}</a>',
        "that-is-moved": f'<a href="https://a.example" transform="translate(2 2)">{SHAPES}</a>',
        "that-opens-anew": f'<a xlink:href="https://a.example" xlink:show="new" rel="noopener">{SHAPES}</a>',
        "to-a-page-beside": f'<a xlink:href="index.html">{SHAPES}</a>',
        "to-a-mail": f'<a href="mailto:hello@clinic.example">{SHAPES}</a>',
        "to-nothing": f'<a xlink:href="">{SHAPES}</a>',
        "around-nothing": f'<a href="https://a.example"/>{SHAPES}',
        "in-a-link": f'<a href="https://a.example"><a href="https://b.example">{SHAPES}</a></a>',
    }.items()
}
"""Links around drawings: paper has none."""
AS_DRAWN: dict[str, str | bytes] = {
    "plain": svg(SHAPES),
    "empty-text": svg(f"{SHAPES}<text> </text>"),
    "wide-colours": svg(
        '<circle cx="50" cy="50" r="40" fill="#1d6fa5" style="fill:#1d6fa5;fill:color(display-p3 .1 .4 .6)"/>'
    ),
    "no-namespace": f'<svg viewBox="0 0 200 100">{SHAPES}</svg>',
    "no-viewbox": f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{SHAPES}</svg>',
    "millimetres": svg(SHAPES, 'width="50mm" height="25mm"'),
    "percent": svg(SHAPES, 'width="100%" height="100%"'),
    "few-uses": svg(f'<defs><g id="a">{SHAPES}</g></defs><use href="#a"/>'),
    "metadata": svg(f'<metadata><r xmlns="urn:x" resource="https://a.example"/></metadata>{SHAPES}'),
    "touching": svg(
        '<rect x="10.3" y="5.2" width="90" height="90" fill="#1c0a00"/><path d="M100.3 5.2h90v90h-90z" fill="#ff7f18"/>'
    ),
    **ENTITIES,
    **FONT_FACES,
    **LINKS,
}
"""What prints as the drawing it is, without a word."""

OPACITY = '<filter id="o" {}><feColorMatrix type="matrix" values="1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0"/></filter>'
LIT = '<rect width="200" height="50" fill="#fff"/>'
UPPER_HALVES = {
    f"mask-{name}": svg(body)
    for name, body in {
        "illustrator": OPACITY.format(AREA)
        + f'<mask id="m" {WHOLE}><g style="filter:url(#o)">{LIT}</g></mask><g style="mask:url(#m)">{SHAPES}</g>',
        "illustrator-attribute": OPACITY.format(AREA)
        + f'<mask id="m" {WHOLE}><g filter="url(#o)">{LIT}</g></mask>{MASKED}',
        "illustrator-black-below": f'<mask id="m" {WHOLE}>{LIT}<path d="M0 50H200V100H0Z"/></mask>{MASKED}',
        "illustrator-gradient": '<linearGradient id="w" x2="0" y2="1"><stop offset=".5" stop-color="#fff"/><stop offset=".5"/></linearGradient>'
        f'<mask id="m" {WHOLE}><rect width="200" height="100" fill="url(#w)"/></mask>{MASKED}',
        "illustrator-class": f"<style>.st0{{mask:url(#m)}}.st1{{fill:#FFFFFF}}</style><mask id='m' {WHOLE}><path class='st1' d='M0 0h200v50H0z'/></mask><g class='st0'>{SHAPES}</g>",
        "illustrator-of-each-shape": MASK.format("", "#fff") + SHAPES.replace("/>", ' mask="url(#m)"/>'),
        "illustrator-of-the-box": f'<mask id="m" maskContentUnits="objectBoundingBox"><rect width="1" height=".5" fill="#fff"/></mask>{MASKED}',
        "illustrator-moved": f'<mask id="m" {WHOLE}><rect y="-50" width="200" height="50" fill="#fff" transform="translate(0 50)"/></mask>{MASKED}',
        "illustrator-polygon": f'<mask id="m" {WHOLE}><polygon points="0,0 200,0 200,50 0,50" fill="white"/></mask>{MASKED}',
        "illustrator-in-definitions": f"<defs>{MASK.format('', '#fff')}</defs><g><g>{MASKED}</g></g>",
        "illustrator-twice": f'{MASK.format("", "#fff")}<mask id="n" {WHOLE}><path d="M0 0h200v100H0z" fill="#fff"/></mask><g mask="url(#n)">{MASKED}</g>',
        "figma": MASK.format(' style="mask-type:luminance"', "white") + MASKED,
        "figma-alpha": MASK.format(' style="mask-type:alpha"', "#D9D9D9") + MASKED,
        "figma-alpha-black": MASK.format(' mask-type="alpha"', "black") + MASKED,
        "figma-attribute": MASK.format(' mask-type="luminance"', "white") + MASKED,
        "figma-class": f"<style>.l{{mask-type:luminance}}</style>{CLASSED}{MASKED}",
        "figma-grey": MASK.format("", "#888") + MASKED,
        "figma-half-clear": MASK.format("", '#fff" fill-opacity=".6') + MASKED,
        "figma-after-its-use": MASKED + MASK.format(' style="mask-type:luminance"', "white"),
        "figma-of-strokes": f'<mask id="m" {WHOLE}><path d="M0 25H200" stroke="#fff" stroke-width="50"/></mask>{MASKED}',
        "figma-and-clipping": f'<clipPath id="c"><rect width="200" height="100"/></clipPath><g clip-path="url(#c)">{MASK.format("", "#fff")}{MASKED}</g>',
        "figma-in-a-mask": f'<mask id="n" {WHOLE}><rect width="200" height="100" fill="#fff" mask="url(#m)"/></mask>{MASK.format("", "#fff")}<g mask="url(#n)">{SHAPES}</g>',
        "figma-see-through": f'{MASK.format("", "#fff")}<g opacity=".9">{MASKED}</g>',
    }.items()
}
"""Masks of which the upper half lets through: what lies below the middle must not be printed."""
BAR = '<rect x="5" y="40" width="90" height="20" fill="#fff" {}/>'
BARRED, STYLED_BAR, PLAIN_BAR = BAR.format('mask="url(#m)"'), BAR.format('style="mask:url(#m)"'), BAR.format("")
PLATE = '<circle id="p" cx="50" cy="50" r="45"/>'
WHITE_BARS = {
    f"sketch-{name}": svg(body)
    for name, body in {
        "mask": f'<defs>{PLATE}</defs><mask id="m" fill="white"><use xlink:href="#p"/></mask><use fill="#1d6fa5" xlink:href="#p"/>{BARRED}',
        "new-use": f'<defs>{PLATE}</defs><mask id="m" fill="white"><use href="#p"/></mask><use fill="#1d6fa5" href="#p"/>{BARRED}',
        "group": f'<defs>{PLATE}</defs><mask id="m" fill="white"><use href="#p"/></mask><g mask="url(#m)"><use fill="#1d6fa5" href="#p"/>{PLAIN_BAR}</g>',
        "hex-white": f'<defs>{PLATE}</defs><mask id="m" fill="#FFFFFF"><use href="#p"/></mask>{DISC}{BARRED}',
        "white-inside": f'<defs>{PLATE}</defs><mask id="m"><use fill="white" href="#p"/></mask>{DISC}{BARRED}',
        "white-group": f'<defs>{PLATE}</defs><mask id="m"><g fill="white"><use href="#p"/></g></mask>{DISC}{BARRED}',
        "own-shape": f'<mask id="m" fill="white"><circle cx="50" cy="50" r="45"/></mask>{DISC}{BARRED}',
        "path": f'<mask id="m" fill="white"><path d="M5 5h90v90H5z"/></mask>{DISC}{BARRED}',
        "style": f'<mask id="m" style="fill:white"><path d="M5 5h90v90H5z"/></mask>{DISC}{STYLED_BAR}',
        "of-the-canvas": f'<mask id="m" {WHOLE} fill="white">{PLATE}</mask>{DISC}{BARRED}',
        "page": f'<g id="Page-1" fill="none"><mask id="m" fill="white">{PLATE}</mask><use fill="#1d6fa5" href="#p"/><g mask="url(#m)">{PLAIN_BAR}</g></g>',
        "moved": f'<g transform="translate(-10 0)"><mask id="m" fill="white"><circle cx="60" cy="50" r="45"/></mask><g transform="translate(10 0)">{DISC}</g>'
        '<rect x="15" y="40" width="90" height="20" fill="#fff" mask="url(#m)"/></g>',
    }.items()
}
"""A white bar across a blue disc, by a mask that is painted white."""
SOFT = '<feGaussianBlur stdDeviation="{}"/>'
FIGMA_SHADOW = (
    '<feFlood flood-opacity="0" result="B"/><feColorMatrix in="SourceAlpha" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 {} 0" result="h"/>'
    '<feOffset dx="{}" dy="{}"/><feGaussianBlur stdDeviation="{}"/>{}<feBlend mode="normal" in2="B" result="e"/><feBlend mode="normal" in="SourceGraphic" in2="e" result="shape"/>'
)
TINT = '<feColorMatrix type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 {} 0"/>'
SHADOWS = {
    f"effect-{name}": svg(FILTER.format(body) + FILTERED)
    for name, body in {
        "figma-drop-shadow": FIGMA_SHADOW.format(127, 0, 4, 2, TINT.format(".25")),
        "figma-far-shadow": FIGMA_SHADOW.format(127, 8, 8, 0, TINT.format(".5")),
        "figma-hard-shadow": FIGMA_SHADOW.format(127, 3, 3, 0, ""),
        "figma-wide-shadow": FIGMA_SHADOW.format(127, 0, 0, 6, TINT.format(".6")),
        "figma-old-shadow": FIGMA_SHADOW.format(255, 0, 4, 2, TINT.format(".25")),
        "figma-inner-shadow": '<feBlend in="SourceGraphic" result="shape"/><feColorMatrix in="SourceAlpha" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="h"/>'
        '<feOffset dx="10" dy="10"/><feGaussianBlur stdDeviation="3"/><feComposite in2="h" operator="arithmetic" k2="-1" k3="1"/>'
        '<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 .8 0"/><feBlend in2="shape"/>',
        "figma-layer-blur": SOFT.format(3),
        "drop-shadow": '<feDropShadow dx="4" dy="4" stdDeviation="2" flood-opacity=".5"/>',
        "coloured-shadow": '<feDropShadow dx="5" dy="5" stdDeviation="0" flood-color="#e33"/>',
        "inkscape-blur": '<feGaussianBlur id="x" stdDeviation="4.5"/>',
        "inkscape-shadow": '<feFlood flood-opacity=".5" result="a"/><feComposite in="a" in2="SourceGraphic" operator="in" result="b"/><feGaussianBlur in="b" stdDeviation="2" result="c"/>'
        '<feOffset dx="6" dy="6" result="d"/><feComposite in="SourceGraphic" in2="d"/>',
        "recoloured": '<feColorMatrix type="hueRotate" values="90"/>',
        "grey": '<feColorMatrix type="saturate" values="0"/>',
        "turned-about": '<feComponentTransfer><feFuncR type="table" tableValues="1 0"/><feFuncG type="table" tableValues="1 0"/></feComponentTransfer>',
        "fattened": '<feMorphology operator="dilate" radius="1"/>',
        "moved": '<feOffset dx="8"/>',
    }.items()
}
"""Shadows, blurs and other filters."""
STROKES = {
    f"stroke-{name}": svg(body)
    for name, body in {
        "thick": GRADIENT + LINE.format(20, 'stroke-linecap="round"'),
        "thin": GRADIENT + LINE.format(5, ""),
        "square": GRADIENT + LINE.format(12, 'stroke-linecap="square" stroke-linejoin="bevel"'),
        "radial": RADIAL + LINE.format(14, ""),
        "dashed": GRADIENT + LINE.format(14, 'stroke-dasharray="20 9"'),
        "see-through": GRADIENT + LINE.format(14, 'stroke-opacity=".7"'),
        "by-style": GRADIENT + '<path d="M10 80L100 20L190 80" style="fill:none;stroke:url(#g);stroke-width:14"/>',
        "by-class": f'<style>.a{{fill:none;stroke:url(#g);stroke-width:14}}</style>{GRADIENT}<path class="a" d="M10 80L100 20L190 80"/>',
        "of-a-group": f'{GRADIENT}<g stroke="url(#g)" stroke-width="14" fill="none"><path d="M10 80L100 20L190 80"/></g>',
        "polyline": f'{GRADIENT}<polyline points="10,80 100,20 190,80" fill="none" stroke="url(#g)" stroke-width="14"/>',
        "polygon": f'{GRADIENT}<polygon points="10,80 100,20 190,80" fill="none" stroke="url(#g)" stroke-width="14"/>',
        "of-the-box": f'<linearGradient id="g">{STOPS}</linearGradient>{LINE.format(14, "")}',
        "moved": f'{GRADIENT}<g transform="translate(5 5)"><g transform="translate(-5 -5)">{LINE.format(14, "")}</g></g>',
    }.items()
}
"""A roof, drawn with a thick pen in a gradient."""
WELL_DRAWN = ("mask-illustrator-of-each-shape", "sketch-group", "sketch-of-the-canvas", "sketch-page", "effect-moved")
"""What the engine can draw of them."""
AS_PICTURE = {
    **{
        name: body
        for name, body in {**UPPER_HALVES, **WHITE_BARS, **SHADOWS, **STROKES}.items()
        if name not in WELL_DRAWN
    },
    "stroke-of-a-circle": svg(
        f'{GRADIENT}<circle cx="50" cy="50" r="40" fill="none" stroke="url(#g)" stroke-width="9"/>'
    ),
    "multiply": svg(SHAPES + '<rect x="30" width="120" height="100" fill="#e33" style="mix-blend-mode:multiply"/>'),
    "screen": svg(SHAPES + '<rect x="30" width="120" height="100" fill="#e33" style="mix-blend-mode:screen"/>'),
}
"""What the engine draws wrong, or not at all."""
WITHOUT_EXTENT = {
    f"without-extent-{name}": svg(gradient + shape + SHAPES)
    for name, gradient, shape in (
        ("polygon", GRADIENT, '<polygon fill="url(#g)" points=""/>'),
        ("polyline", GRADIENT, '<polyline fill="url(#g)" points=""/>'),
        ("polygon-radial", RADIAL, '<polygon fill="url(#g)" points=""/>'),
        (
            "polygon-of-the-box",
            f'<linearGradient id="g">{STOPS}</linearGradient>',
            '<polygon fill="url(#g)" points=""/>',
        ),
        ("polygon-stroke", GRADIENT, '<polygon stroke="url(#g)" points=""/>'),
        ("polygon-spaces", GRADIENT, '<polygon fill="url(#g)" points="  "/>'),
        ("polygon-odd", GRADIENT, '<polygon fill="url(#g)" points="5"/>'),
        ("polygon-point", GRADIENT, '<polygon fill="url(#g)" points="5,5"/>'),
        ("polygon-one-place", GRADIENT, '<polygon fill="url(#g)" points="5,5 5,5 5,5"/>'),
        ("polygon-no-points", GRADIENT, '<polygon fill="url(#g)"/>'),
        ("path", GRADIENT, '<path fill="url(#g)" d=""/>'),
        ("path-move", GRADIENT, '<path fill="url(#g)" d="M5 5"/>'),
        ("path-no-d", GRADIENT, '<path fill="url(#g)"/>'),
        ("rect", GRADIENT, '<rect fill="url(#g)" width="0" height="9"/>'),
        ("circle", GRADIENT, '<circle fill="url(#g)" r="0"/>'),
        ("ellipse", GRADIENT, '<ellipse fill="url(#g)" rx="5" ry="0"/>'),
        ("line", GRADIENT, '<line stroke="url(#g)" x1="5" y1="5" x2="5" y2="5"/>'),
        ("group", GRADIENT, '<g fill="url(#g)"><polygon points=""/></g>'),
        ("use", GRADIENT, '<defs><polygon id="p" points=""/></defs><use href="#p" fill="url(#g)"/>'),
        ("no-stops", '<linearGradient id="g"/>', '<polygon fill="url(#g)" points=""/>'),
    )
}
"""Shapes of no size, painted with a gradient, beside others: they change nothing."""

BOMBS = {
    f"bomb-{name}": (drawing, "shapes")
    for name, drawing in {
        "use": uses(7, 10),
        "use-old": uses(7, 10, '<use xlink:href="#a{}"/>'),
        "use-slender": uses(20, 2),
        "use-wide": uses(2, 400),
        "use-symbols": uses(6, 12, group="symbol"),
        "use-moved": uses(7, 10, '<use href="#a{}" x="3" transform="rotate(9)"/>'),
        "use-nested-svg": uses(7, 10, group="svg"),
        "use-with-clips": uses(6, 12).replace("<g id", '<g clip-path="url(#c)" id'),
        "patterns": paints(7, 10, "fill", "pattern"),
        "masks": paints(4, 10, "mask", "mask"),
        "clips": paints(7, 10, "clip-path", "clipPath"),
        "one-mask-often": svg(f"<mask id='m'>{'<rect/>' * 50}</mask>" + "<rect mask='url(#m)'/>" * 100),
        "one-filter-often": svg(f"<filter id='f'>{SOFT.format(9) * 9}</filter>" + "<rect filter='url(#f)'/>" * 900),
        "class": svg(
            f"<style>.a{{clip-path:url(#m)}}</style><clipPath id='m'>{'<rect/>' * 500}</clipPath>"
            + "<g class='a'/>" * 500
        ),
        "media": svg(
            f"<style>@media all{{g{{mask:url(#m)}}}}</style><mask id='m'>{'<path/>' * 50}</mask>" + "<g/>" * 500
        ),
        "markers": svg(
            f"<marker id='m'>{'<rect/>' * 500}</marker><path style='marker-mid:url(#m)' d='M0 0{'h1' * 500}'/>"
        ),
        "in-data": nested(uses(7, 10)),
    }.items()
} | {
    "loop-use": (svg('<g id="a"><use href="#a"/></g>'), "uses itself"),
    "loop-pair": (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "uses itself"),
    "loop-clip": (
        svg(f'<clipPath id="c"><rect clip-path="url(#c)"/></clipPath><g clip-path="url(#c)">{SHAPES}</g>'),
        "itself",
    ),
    "loop-mask": (svg(f'<mask id="m"><rect mask="url(#m)"/></mask>{MASKED}'), "itself"),
    "loop-pattern": (
        svg(
            '<pattern id="p"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="99" height="99" fill="url(#p)"/>'
        ),
        "itself",
    ),
    "loop-of-all": (svg(f"<style>*{{clip-path:url(#m)}}</style><clipPath id='m'><path/></clipPath>{SHAPES}"), "itself"),
    "loop-gradient": (svg('<linearGradient id="g" href="#g"/><rect width="99" height="99" fill="url(#g)"/>'), "itself"),
}
"""Small files that draw without end."""
NO_NUMBERS = {
    f"viewbox-{name}": (sized(f'viewBox="{value}"'), "four numbers")
    for name, value in {
        "words": "0 0 auto auto",
        "none": "none",
        "three": "0 0 200",
        "five": "0 0 200 100 1",
        "nan": "0 0 nan inf",
        "endless": "0 0 1e999 100",
        "empty": "",
        "spaces": "   ",
        "percent": "0 0 100% 100%",
        "pixels": "0 0 200px 100px",
        "semicolons": "0;0;200;100",
        "letters-for-digits": "0 0 2OO 1OO",
        "other-digits": "0 0 ٢٠٠ ١٠٠",
        "underscores": "0 0 2_00 1_00",
        "template": "0 0 {{width}} {{height}}",
        "undefined": "undefined undefined undefined undefined",
        "hexadecimal": "0 0 0xc8 0x64",
    }.items()
}
NO_AREA = {
    f"viewbox-{name}": (sized(f'viewBox="{value}"'), "no width or no height")
    for name, value in {
        "zero": "0 0 0 0",
        "flat": "0 0 200 0",
        "thin": "0 0 0 100",
        "negative": "0 0 -200 100",
        "negative-height": "0 0 200 -100",
        "minus-zero": "0 0 -0 100",
        "zeros-with-points": "0.0 0.0 0.0 0.0",
        "zeros-with-commas": "0,0,0,0",
        "zeros-elsewhere": "-5 -5 0 10",
        "nearly-nothing": "0 0 1e-999 1",
    }.items()
} | {
    f"size-{name}": (svg(SHAPES, value), "no size")
    for name, value in {
        "zero-width": 'width="0" height="10"',
        "zero-height": 'width="10" height="0px"',
        "zero-millimetres": 'width="0.0mm" height="10mm"',
        "negative": 'width="-200" height="100"',
        "zero-percent": 'width="0%" height="100%"',
    }.items()
}
REFUSED = {
    **BOMBS,
    **NO_NUMBERS,
    **NO_AREA,
    "no-size": (sized(""), "how large"),
    "thread": (sized('viewBox="0 0 20000 100"'), "times as long"),
    "deep": (svg("<g>" * 120 + SHAPES + "</g>" * 120), "inside each other"),
    "very-deep": (svg("<g>" * 3000 + "</g>" * 3000), "inside each other"),
    "many-elements": (svg("<g/>" * 31_000), "elements"),
    "entities-that-laugh": (
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + svg("<desc>&b;</desc>"),
        "entities",
    ),
    "entity-elsewhere": (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("<desc>&a;</desc>"),
        "entities",
    ),
    "entity-of-parameters": ('<!DOCTYPE svg [<!ENTITY % a SYSTEM "a.dtd"> %a;]>' + svg(SHAPES), "entities"),
    "entity-that-draws": ('<!DOCTYPE svg [<!ENTITY a "<rect/>">]>' + svg("&a;"), "entities"),
    "entity-that-is-gone": (svg("<desc>&a;</desc>"), "entities"),
    "text": (svg("<text>Clinic</text>"), "live text"),
    "font-that-is-used": (
        svg(f"<style>{FACE.format('url(data:font/woff2;base64,AA==)')}</style><text>A</text>"),
        "live text",
    ),
    "text-in-a-link": (svg('<a href="https://a.example"><text>Clinic</text></a>'), "live text"),
    "text-in-data": (nested(svg("<text>Call 977</text>")), "live text"),
    "text-in-data-twice": (nested(nested(svg("<text>A</text>"))), "live text"),
    "data-in-data-in-data": (nested(nested(nested(nested(svg(SHAPES))))), "inside each other"),
    "script-in-data": (nested(svg("<script/>")), "script"),
    "no-picture-in-data": (svg('<image href="data:image/png;base64,AAAA"/>'), "cannot be read"),
    "event": (svg(SHAPES, 'onload="alert(1)"'), "script"),
    "network": (svg('<image href="https://a.example/a.png"/>'), "outside itself"),
    "import": (svg("<style>@import 'a.css';</style>" + SHAPES), "outside itself"),
    "variable": (svg('<rect width="9" height="9" fill="var(--a)"/>'), "colours by name"),
    "variable-in-style": (
        svg("<style>:root{--a:#f00} .b{fill:var(--a)}</style><g class='b'>" + SHAPES + "</g>"),
        "by name",
    ),
    "mesh": (svg("<meshgradient/>" + SHAPES), "mesh"),
    "noise": (svg(FILTER.format('<feTurbulence numOctaves="9999"/>') + FILTERED), "noise"),
    "no-svg": ("<html/>", "not an SVG"),
    "cut": (svg(SHAPES)[:150], "not an SVG"),
}
"""What cannot be printed, and a word of the reason."""

NOTHING = {
    f"empty-{name}": (svg(body), "Nothing would be seen")
    for name, body in {
        "drawing": "",
        "spaces": "\n\n  ",
        "comment": "<!-- logo -->",
        "title": "<title>Logo</title><desc>Of a clinic</desc>",
        "group": "<g/>",
        "layers": '<g id="Layer_1"><g id="Layer_2"></g></g>',
        "definitions": f"<defs>{SHAPES}</defs>",
        "symbol": f'<symbol id="s">{SHAPES}</symbol>',
        "use-of-what-is-gone": '<use href="#gone"/>',
        "outside": '<circle cx="900" cy="900" r="9"/>',
        "moved-away": f'<g transform="translate(900 0)">{SHAPES}</g>',
        "shrunk": f'<g transform="scale(0)">{SHAPES}</g>',
        "see-through": '<rect width="200" height="100" opacity="0"/>',
        "see-through-group": f'<g opacity="0">{SHAPES}</g>',
        "no-display": f'<g display="none">{SHAPES}</g>',
        "not-visible": f'<g visibility="hidden">{SHAPES}</g>',
        "masked-away": f'<mask id="m"/>{MASKED}',
        "clipped-away": f'<clipPath id="c"/><g clip-path="url(#c)">{SHAPES}</g>',
        "no-paint": '<rect width="200" height="100" fill="none"/>',
        "stroke-of-no-width": '<path d="M0 50H200" fill="none" stroke="#000" stroke-width="0"/>',
        "shapes-of-no-size": '<rect width="0" height="9"/><circle r="0"/><path d=""/><polygon points=""/>',
    }.items()
}
WHITE = {
    f"white-{name}": (svg(body), "not be seen on white")
    for name, body in {
        "hex": '<circle cx="50" cy="50" r="45" fill="#fff"/>',
        "word": '<circle cx="50" cy="50" r="45" fill="white"/>',
        "numbers": '<circle cx="50" cy="50" r="45" fill="rgb(255,255,255)"/>',
        "hue": '<circle cx="50" cy="50" r="45" fill="hsl(0,0%,100%)"/>',
        "style": '<circle cx="50" cy="50" r="45" style="fill:#FFFFFF"/>',
        "class": "<style>.a{fill:#fff}</style><path class='a' d='M0 0h200v90H0z'/>",
        "group": '<g fill="#fff"><path d="M0 0h200v90H0z"/></g>',
        "stroke": '<path d="M0 50H200" stroke="white" stroke-width="9"/>',
        "use": '<defs><path id="p" d="M0 0h200v90H0z"/></defs><use href="#p" fill="#fff"/>',
        "nearly": '<circle cx="50" cy="50" r="45" fill="#f8f8f4"/>',
        "ivory": '<circle cx="50" cy="50" r="45" fill="ivory"/>',
        "nearly-clear": '<circle cx="50" cy="50" r="45" opacity=".15" fill="#aaa"/>',
        "thinned": f'<g opacity=".04">{SHAPES}</g>',
        "picture": f'<image width="200" height="100" href="{picture("white")}"/>',
        "gradient": GRADIENT.replace("#1d6fa5", "#fff").replace("#2e9e5b", "#fafafa")
        + '<path fill="url(#g)" d="M0 0h200v90H0z"/>',
        "clipped": '<clipPath id="c"><circle cx="50" cy="50" r="45"/></clipPath><rect width="200" height="100" fill="#fff" clip-path="url(#c)"/>',
    }.items()
}
WARNED = {
    **NOTHING,
    **WHITE,
    "white-words": (
        svg(
            '<circle cx="20" cy="50" r="18" fill="#1d6fa5"/><path d="M60 30h30v40H60zM100 30h30v40h-30zM140 30h50v40h-50z" fill="#fff"/>'
        ),
        "A part of the logo is white",
    ),
    "pale": (svg('<circle cx="50" cy="50" r="45" fill="#ffd27f"/>'), "pale"),
    "margins": (svg('<circle cx="50" cy="50" r="9"/>'), "times as large"),
    "corner": (svg('<path d="M0 0h20v20H0z"/>'), "times as large"),
    "line": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 10"><path d="M0 0h400v10H0z"/></svg>',
        "only 44 × 1 mm",
    ),
}
"""What prints, and would not look as its clinic wants."""
