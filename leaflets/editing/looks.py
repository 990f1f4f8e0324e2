"""The look of a clinic as somebody tries it: read, checked and shown as if it stood in the clinic's file already."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import tomlkit
from tomlkit.exceptions import TOMLKitError

from leaflets.composition import PreviewComposer
from leaflets.composition.heads import tight_in_family
from leaflets.errors import Problem, ProjectError
from leaflets.folders import CLINICS
from leaflets.logos import logo_of
from leaflets.model import Clinic, Failed, Leaflet, Preview
from leaflets.project import Project
from leaflets.project.new_clinic import read_alone
from leaflets.readers.clinics import CLINIC_FILE
from leaflets.readers.encoding import as_text
from leaflets.readers.files import TOML, read_bytes
from leaflets.readers.groups import inside, read_groups
from leaflets.readers.logos import SUFFIXES

WRITTEN = ("primary", "accent", "typeface", "family")
"""What can be changed of a brand in the clinic's file."""
FIELDS = (*WRITTEN, "logo")
"""What can be changed of a brand."""


@dataclass(frozen=True)
class Upload:
    """A logo that somebody chose: what its file was called, and what is in it."""

    name: str
    data: bytes

    @cached_property
    def mark(self) -> str:
        """A digest of it, by which a page names it again."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def suffix(self) -> str:
        """How its file's name ends; what no logo's name ends with is refused as such."""
        ending = Path(self.name).suffix.lower()
        return ending if ending in SUFFIXES else ".other"


@dataclass(frozen=True)
class Look:
    """A brand as it is typed; without a `logo`, the clinic keeps the one that it has."""

    primary: str
    accent: str
    typeface: str
    family: str
    logo: Upload | None = None


@dataclass(frozen=True)
class Judged:
    """What the checks say of a look. `clinic` is the clinic in it, or None where something stops it."""

    clinic: Clinic | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops it."""
        return tuple(one for one in self.problems if one.severity == "error")

    def of(self, field: str) -> tuple[Problem, ...]:
        """Return what the checks say of one field; what has no key is about the logo."""
        key = f"brand.{field}"
        return tuple(one for one in self.problems if one.key == key or (field == "logo" and one.key is None))


class Brands:
    """The brand of one clinic of a project, as its file has it. Raise `ProjectError` where that cannot be read."""

    def __init__(self, project: Project, slug: str) -> None:
        self.project, self.clinic = project, project.clinics[slug]
        self.name = f"{CLINICS}/{slug}/{CLINIC_FILE}"
        self.path = project.root / CLINICS / slug / CLINIC_FILE
        self.before = self._read()

    @property
    def mark(self) -> str:
        """What changes whenever the clinic's file does: a save says by it what it was made from."""
        return hashlib.sha256(self.before).hexdigest()[:20]

    @cached_property
    def standing(self) -> Look:
        """The look that the clinic has."""
        brand = self.clinic.brand
        return Look(brand.primary, brand.accent, brand.typeface, brand.family)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The fields that its group says for all its clinics, each with the group's file."""
        group = read_groups(self.project.root / CLINICS).get(self.clinic.group or "")
        if group is None:
            return {}
        keys = {name: f"brand.{name}" for name in FIELDS}
        return {
            name: group.file
            for name, key in keys.items()
            if key in self.clinic.inherited or {key, "brand"} & set(group.locked)
        }

    def changed(self, look: Look, logo: str = "") -> bytes:
        """Return the clinic's file with another look, everything else as it is; `logo` is the name of a new one."""
        text = as_text(self.before)
        mark = self.before[: len(self.before) - len(text.encode())]
        document = tomlkit.parse(text)
        said = {name: (getattr(look, name), getattr(self.standing, name)) for name in WRITTEN}
        new = {name: own for name, (own, known) in said.items() if own != known and name not in self.owners}
        new |= {"logo": logo} if logo else {}
        for name, said in new.items():
            if inside(document.unwrap(), "brand") is None:
                document["brand"] = tomlkit.table()
            document["brand"][name] = said
        return mark + tomlkit.dumps(document).encode()

    def judged(self, look: Look) -> Judged:
        """Return what the checks say of a look."""
        with self._tried(look) as found:
            return found

    def preview(self, look: Look, leaflet: Leaflet) -> Preview | Failed:
        """Return a leaflet's pages in a look."""
        with self._tried(look) as found:
            if found.clinic is None:
                return Failed(leaflet, found.errors)
            clinics = {**self.project.clinics, self.clinic.slug: found.clinic}
            project = replace(self.project, clinics=clinics)
            return PreviewComposer(project, spacings=partial(tight_in_family, project)).preview(leaflet)

    def passing(self, look: Look, judged: Judged) -> Look:
        """Return a look without what is refused of it: there the clinic keeps what it has."""
        refused = [name for name in FIELDS if any(one.severity == "error" for one in judged.of(name))]
        kept = {name: getattr(self.standing, name) for name in refused}
        return replace(look, **kept) if refused else look

    @contextmanager
    def _tried(self, look: Look) -> Iterator[Judged]:
        """Put a look into a folder of its own, as it would lie among the clinics, for as long as it is looked at."""
        with TemporaryDirectory(prefix="leaflets-look-") as aside:
            folder = Path(aside) / CLINICS / self.clinic.slug
            folder.mkdir(parents=True)
            logo = f"logo{look.logo.suffix}" if look.logo else ""
            if look.logo:
                (folder / logo).write_bytes(look.logo.data)
            elif "brand.logo" not in self.clinic.inherited:
                kept = folder / self.clinic.brand.logo
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.clinic.logo, kept)
            (folder / CLINIC_FILE).write_bytes(self.changed(look, logo))
            clinic, problems = read_alone(self.project, folder)
            if clinic and not look.logo:
                clinic = clinic.model_copy(update={"folder": self.clinic.folder})
            if clinic and not problems:
                problems = [replace(one, path=self._shown(look)) for one in logo_of(self.project, clinic).problems]
            stopped = any(one.severity == "error" for one in problems)
            yield Judged(None if stopped else clinic, tuple(problems))

    def _shown(self, look: Look) -> str:
        return look.logo.name if look.logo else f"{CLINICS}/{self.clinic.slug}/{self.clinic.brand.logo}"

    def _read(self) -> bytes:
        try:
            data = read_bytes(self.path, self.name, TOML)
            tomlkit.parse(as_text(data))
        except (OSError, UnicodeDecodeError, TOMLKitError) as error:
            hint = "Look at it in an editor."
            raise ProjectError([Problem(self.name, "The clinic’s file cannot be read.", hint)]) from error
        return data
