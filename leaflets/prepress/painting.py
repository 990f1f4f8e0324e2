"""Paints pages anew in the inks of a press: all that is drawn, gradients, patterns, groups and pictures."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from leaflets.prepress.brush import (
    COLOURS,
    COMPONENTS,
    INKS_ALREADY,
    MARKS,
    Brush,
    UnprintableError,
    luminosity,
    marked,
    palette_of,
    rgb,
    rgb_of,
)
from leaflets.prepress.numbers import numbers
from leaflets.prepress.pictures import within
from leaflets.prepress.profile import BLACK, Inks
from leaflets.prepress.separation import RGB, Separation, Spot

OVERPRINTS, KNOCKS_OUT = Name("/Overprints"), Name("/KnocksOut")
"""The states of graphics in which black words print over what is below them, and in which nothing does."""
INK = "/Ink"
"""How the names of colour spaces begin that are inks of their own."""
ENDS = (Name.C0, Name.C1)


class Painter:
    """Paints one PDF. Whatever is used twice is painted once."""

    def __init__(self, pdf: pikepdf.Pdf, separation: Separation) -> None:
        self._pdf, self._separation = pdf, separation
        self._done: set[tuple[int, int]] = set()
        self.most = 0.0
        """The most ink in one place so far, without what black words print over."""

    def paint(self, page: pikepdf.Page) -> None:
        """Paint a page in inks; raise `UnprintableError`."""
        resources = page.obj.get(Name.Resources, Dictionary())
        data = self._painted(page.obj, resources, is_mask=False)
        page.obj.Contents = self._pdf.make_stream(data)
        self._group(page.obj)

    def put_screens_away(self) -> None:
        """Take the colour spaces of screens out of the file, which nothing uses any more."""
        for one in self._pdf.objects:
            if not isinstance(one, Dictionary | Stream):
                continue
            for holder in (one, one.get(Name.Resources)):
                spaces = holder.get(Name.ColorSpace) if isinstance(holder, Dictionary | Stream) else None
                if isinstance(spaces, Dictionary):
                    for name in [str(name) for name in spaces if not str(name).startswith(INK)]:
                        del spaces[Name(name)]

    def _painted(self, stream: Any, resources: Any, *, is_mask: bool) -> bytes:
        """Return what a stream draws, in inks, after what it draws with."""
        self._resources(resources, is_mask=is_mask)
        return pikepdf.unparse_content_stream(list(self._operations(stream, resources, is_mask=is_mask)))

    def _operations(self, stream: Any, resources: Any, *, is_mask: bool) -> Iterator[Any]:
        brush = Brush()
        for instruction in pikepdf.parse_content_stream(stream):
            operands, sign = instruction.operands, str(instruction.operator)
            brush.keep_or_take_back(sign)
            if sign in MARKS:
                yield from marked(operands, sign, brush.marks)
            elif sign in {"cs", "CS"}:
                brush.spaces[sign == "cs"] = space = self._space(operands[0], resources)
                if not isinstance(space, tuple) and space == Name.Pattern:
                    yield instruction
            elif sign in COLOURS and not (operands and isinstance(operands[-1], Name)):
                colour = rgb([float(one) for one in operands], sign, brush.spaces[sign.islower()])
                chosen = colour if is_mask else self._separation.of(colour)
                brush.fill = chosen if sign.islower() else brush.fill
                yield from self._chosen(chosen, resources, is_fill=sign.islower())
            elif sign in INKS_ALREADY:
                raise UnprintableError("colours that are inks already")
            else:
                yield from self._over(instruction, sign, resources, is_over=brush.fill == BLACK and not is_mask)

    def _over(self, instruction: Any, sign: str, resources: Any, *, is_over: bool) -> Iterator[Any]:
        """Yield an operator as it is; words in black alone print over what is below them."""
        if sign == "BT" and is_over:
            yield [self._state(resources, OVERPRINTS)], Operator("gs")
        yield instruction
        if sign == "ET" and OVERPRINTS in resources.get(Name.ExtGState, Dictionary()):
            yield [self._state(resources, KNOCKS_OUT)], Operator("gs")

    def _chosen(self, colour: Any, resources: Any, *, is_fill: bool) -> Iterator[Any]:
        """Yield what chooses inks; in a mask, how light a colour is."""
        if isinstance(colour, Spot):
            self._count(colour.inks)
            name = self._ink_of_its_own(colour, resources)
            yield [name], Operator("cs" if is_fill else "CS")
            yield [1], Operator("scn" if is_fill else "SCN")
        elif isinstance(colour, Inks):
            self._count(colour)
            yield numbers(*colour), Operator("k" if is_fill else "K")
        else:
            yield numbers(luminosity(colour)), Operator("g" if is_fill else "G")

    def _count(self, inks: Inks) -> None:
        self.most = max(self.most, sum(inks))

    def _space(self, name: Any, resources: Any) -> Any:
        """Return what a colour space is, by its number of parts where its name says nothing."""
        space = resources.get(Name.ColorSpace, Dictionary()).get(name, name)
        if isinstance(space, Array):
            if space[0] == Name.ICCBased and int(space[1].N) in {1, 3}:
                return Name.DeviceRGB if int(space[1].N) == len("rgb") else Name.DeviceGray
            if space[0] == Name.Indexed:
                return palette_of(space)
            space = space[0]
        if str(space) not in {*COMPONENTS, "/Pattern"}:
            raise UnprintableError(f"colours of the kind {str(space).removeprefix('/')}")
        return space

    def _ink_of_its_own(self, spot: Spot, resources: Any) -> Name:
        """Return the name, in these resources, of an ink of its own."""
        if Name.ColorSpace not in resources:
            resources.ColorSpace = Dictionary()
        name = Name(INK + "".join(one if one.isalnum() else "-" for one in spot.name))
        if name not in resources.ColorSpace:
            resources.ColorSpace[name] = separation_space(self._pdf, spot.name, spot.inks)
        return name

    def _state(self, resources: Any, name: Name) -> Name:
        """Return a state of graphics by its name, after it was added to the resources."""
        if Name.ExtGState not in resources:
            resources.ExtGState = Dictionary()
        if name not in resources.ExtGState:
            over = name == OVERPRINTS
            resources.ExtGState[name] = Dictionary(Type=Name.ExtGState, op=over, OP=over, OPM=1 if over else 0)
        return name

    def _resources(self, resources: Any, *, is_mask: bool) -> None:
        for one in _values(resources, Name.XObject):
            self._drawn(one, is_mask=is_mask)
        for one in _values(resources, Name.Pattern):
            self._pattern(one, is_mask=is_mask)
        for one in _values(resources, Name.Shading):
            self._shading(one, is_mask=is_mask)
        for state in _values(resources, Name.ExtGState):
            mask = state.get(Name.SMask)
            if isinstance(mask, Dictionary):
                self._mask(mask)
        for font in _values(resources, Name.Font):
            if font.get(Name.Subtype) == Name.Type3:
                raise UnprintableError("letters that are pictures")

    def _mask(self, mask: Any) -> None:
        """Make the colours of a mask grey where they tell how much of something is seen."""
        is_grey = Name.Luminosity == mask.S
        if is_grey and len(mask.get(Name.BC, Array())) == COMPONENTS["/DeviceRGB"]:
            mask.BC = Array(numbers(luminosity(rgb_of([float(one) for one in mask.BC], len(mask.BC)))))
        self._drawn(mask.G, is_mask=is_grey)

    def _is_new(self, one: Any) -> bool:
        """Tell whether an object was not painted yet; from now on it was."""
        if not one.is_indirect:
            return True
        is_new = one.objgen not in self._done
        self._done.add(one.objgen)
        return is_new

    def _drawn(self, one: Any, *, is_mask: bool) -> None:
        if not self._is_new(one):
            return
        if one.Subtype == Name.Image:
            self._picture(one, is_mask=is_mask)
            return
        if Name.Resources not in one:
            one.Resources = Dictionary()
        one.write(self._painted(one, one.Resources, is_mask=is_mask))
        for key in (Name.StructParents, Name.StructParent):
            if key in one:
                del one[key]
        self._group(one, is_mask=is_mask)

    def _group(self, one: Any, *, is_mask: bool = False) -> None:
        group = one.get(Name.Group)
        if group is not None and Name.CS in group:
            group.CS = Name.DeviceGray if is_mask else Name.DeviceCMYK

    def _pattern(self, one: Any, *, is_mask: bool) -> None:
        if not self._is_new(one):
            return
        if int(one.PatternType) == 1:
            if int(one.PaintType) != 1:
                raise UnprintableError("patterns without colours of their own")
            one.write(self._painted(one, one.Resources, is_mask=is_mask))
        else:
            self._shading(one.Shading, is_mask=is_mask)

    def _shading(self, one: Any, *, is_mask: bool) -> None:
        if not self._is_new(one):
            return
        space = self._space(one.ColorSpace, Dictionary(ColorSpace=Dictionary()))
        if space == Name.DeviceGray and is_mask:
            return
        if int(one.ShadingType) not in {2, 3}:
            raise UnprintableError("gradients of more than two directions")
        for function in _values_of(one.Function):
            self._blend(function, COMPONENTS[str(space)], is_mask=is_mask)
        one.ColorSpace = Name.DeviceGray if is_mask else Name.DeviceCMYK

    def _blend(self, function: Any, parts: int, *, is_mask: bool) -> None:
        """Give a function of a gradient inks at its ends."""
        kind = int(function.FunctionType)
        if kind == 3:
            for one in function.Functions:
                self._blend(one, parts, is_mask=is_mask)
        elif kind == 2:
            for end in ENDS:
                values = [float(one) for one in function[end]]
                function[end] = Array(numbers(*self._end(rgb_of(values, parts), is_mask=is_mask)))
        else:
            raise UnprintableError("gradients that are drawn by a table")
        if Name.Range in function:
            del function[Name.Range]

    def _end(self, colour: RGB, *, is_mask: bool) -> tuple[float, ...]:
        if is_mask:
            return (luminosity(colour),)
        found = self._separation.of(colour)
        inks = found.inks if isinstance(found, Spot) else found
        self._count(inks)
        return tuple(inks)

    def _picture(self, one: Any, *, is_mask: bool) -> None:
        """Give a picture inks for its colours; one in grey is printed in black, and a mask stays as it is."""
        if one.get(Name.ImageMask, False) or Name.ColorSpace not in one:
            return
        space = one.ColorSpace
        if space == Name.DeviceGray:
            self._count(BLACK)
            return
        picture = pikepdf.PdfImage(one).as_pil_image().convert("RGB")
        if is_mask:
            one.write(picture.convert("L").tobytes())
            one.ColorSpace = Name.DeviceGray
        else:
            inked, most = within(self._separation.profile.picture(picture), self._separation.limit)
            self.most = max(self.most, most)
            one.write(inked.tobytes())
            one.ColorSpace = Name.DeviceCMYK
        one.BitsPerComponent = 8
        for key in (Name.Decode, Name.Mask, Name.Intent):
            if key in one and not (key == Name.Mask and isinstance(one.Mask, pikepdf.Stream)):
                del one[key]


def separation_space(pdf: pikepdf.Pdf, name: str, inks: Inks) -> Any:
    """Return a colour space of one ink, which looks like these four where it is missing."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=numbers(*inks), N=1)
    spelled = Name("/" + name)
    return pdf.make_indirect(Array([Name.Separation, spelled, Name.DeviceCMYK, tint]))


def _values(resources: Any, kind: Name) -> list[Any]:
    found = resources.get(kind)
    return [found[key] for key in sorted(found.keys())] if isinstance(found, Dictionary) else []


def _values_of(one: Any) -> list[Any]:
    return list(one) if isinstance(one, Array) else [one]
