"""What languages are called: by codes, in English, by themselves, and in the languages of the project."""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers, resolve_locale_filename

from leaflets.model import KnownLanguage, Language
from leaflets.names.folding import fold, letters
from leaflets.names.matching import Named, alike
from leaflets.names.tags import Tag, as_written, read_tag, tag_of

COMMON = {
    "Mandarin": "zh", "Putonghua": "zh", "Panjabi": "pa", "Gurmukhi": "pa", "Shahmukhi": "pa_Arab", "Farsi": "fa",
    "Castilian": "es", "Pilipino": "fil", "Pushto": "ps", "Pakhto": "ps", "Sorani": "ckb", "Kurmanji": "kmr",
    "Bengali": "bn", "Bangla": "bn", "Uighur": "ug", "Myanmar": "my", "Azeri": "az", "Cambodian": "km",
    "Flemish": "nl_BE", "Brazilian": "pt_BR", "Moldovan": "ro_MD", "Ivrit": "he", "Sinhalese": "si", "Sinhala": "si",
    "Swiss German": "de_CH", "Kinyarwanda": "rw", "Kiswahili": "sw", "Afghan Persian": "fa_AF", "Haitian": "ht",
}  # fmt: skip
"""Names that people say and CLDR lacks; each has one meaning."""
BEGUN = 4
"""So many letters may begin the name of a language; fewer could be a code."""


class Languages:
    """Every language that has a name, and those that a project and its registry know better."""

    def __init__(self, here: Mapping[str, Language], registry: Mapping[str, KnownLanguage]) -> None:
        self._here = here
        self._registry = registry

    def tags_of(self, typed: str) -> list[Tag]:
        """Return the languages that a code or a name means: one if it is clear, several if it is not."""
        return self._by_code(typed) or self._by_name(typed)

    def is_code(self, typed: str) -> bool:
        """Tell whether this is the code of a language."""
        return bool(self._by_code(typed))

    def alike(self, typed: str) -> list[Tag]:
        """Return the languages with a name that is nearly what was typed."""
        return _of_one_language(self._tags(one.name for one in alike(typed, self._things())))

    def name_of(self, tag: Tag) -> str:
        """Return a language's English name with its code: `Urdu (ur)`."""
        return f"{self.english(tag)} ({tag})"

    def english(self, tag: Tag) -> str:
        """Return a language's English name."""
        code = str(tag)
        if code in self._here:
            return self._here[code].name
        known = self._registry.get(code)
        return (known.english_name if known else None) or _english(tag)

    def is_here(self, tag: Tag) -> bool:
        """Tell whether the project has a language."""
        return str(tag) in self._here

    def without_regions_of(self, codes: Sequence[str]) -> list[str]:
        """Return languages without those that only have the wording of a region over one of the others."""
        return [code for code in codes if code not in self._here or self._here[code].parent not in codes]

    def scripts_of(self, language: str) -> set[str]:
        """Return the scripts in which a language is written, as far as CLDR or the registry tell them apart."""
        codes = (code for code in self._registry if code.partition("_")[0] == language)
        return {*_scripts().get(language, ()), *(tag_of(code).whole_script for code in codes)}

    def is_apart(self, tag: Tag) -> bool:
        """Tell whether the registry, or a name of its own (Dari, Flemish), sets a language apart from its family."""
        code = str(tag)
        return code in self._registry or self.is_renamed(tag)

    def is_renamed(self, tag: Tag) -> bool:
        """Tell whether a language of a country has a name that is not the language's: Dari is not called Persian."""
        return not set(fold(_english(Tag(tag.language)))) <= set(fold(self.english(tag)))

    def _by_code(self, typed: str) -> list[Tag]:
        written = as_written(typed)
        own = next((one.code for one in self._registry.values() if written in (one.code, *one.aliases)), None)
        if written in self._here or own:
            return [tag_of(written if written in self._here else own or "")]
        tag = read_tag(typed)
        known = tag is not None and (tag.language in _english_names() or tag.language in self._languages_here())
        return [tag] if tag and known and _is_place(tag) else []

    def _languages_here(self) -> set[str]:
        return {code.partition("_")[0] for code in (*self._here, *self._registry)}

    def _by_name(self, typed: str) -> list[Tag]:
        """Look in English and own names first, then in the project's languages, then in others, then at beginnings."""
        tiers: Sequence[Callable[[], Mapping[str, Iterable[str]]]] = (
            self._own, _english_names, self._in_languages_here, self._in_others, _in_own_words,
        )  # fmt: skip
        for names in tiers:
            codes = self._index(names).get(letters(typed))
            if codes:
                return self._tags(codes)
        return self._qualified(typed) or self._of_place(typed) or self._begun(typed)

    @lru_cache(maxsize=8)  # noqa: B019 - lives as long as a command
    def _index(self, names: Callable[[], Mapping[str, Iterable[str]]]) -> dict[str, list[str]]:
        """Return the codes of languages by what they are called, in letters only."""
        index: dict[str, list[str]] = {}
        for code, called in names().items():
            for name in filter(None, map(letters, called)):
                index.setdefault(name, []).append(code)
        return index

    def _tags(self, codes: Iterable[str]) -> list[Tag]:
        """Return the tags of codes, by the registry's name where it has another one: tl is fil."""
        aliases = {
            alias: one.code
            for one in self._registry.values()
            for alias in one.aliases
            if "_" not in f"{alias}{one.code}" and not one.english_name
        }
        return list(dict.fromkeys(tag_of(code if code in self._here else aliases.get(code, code)) for code in codes))

    def _qualified(self, typed: str) -> list[Tag]:
        """Return the language of a name with its script or country: “Chinese Taiwan”, “Punjabi (Gurmukhi)”."""
        words = fold(typed)
        for count in range(len(words) - 1, 0, -1):
            for base, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
                part, codes = _parts().get("".join(rest)), self._plain("".join(base))
                if part and codes:
                    return list(dict.fromkeys(Tag(code, *part) for code in codes))
        return []

    def _of_place(self, typed: str) -> list[Tag]:
        """Return the languages here that are the wording of a country: “Austria”."""
        name = letters(typed)
        _, place = _parts().get(name, ("", "")) if len(name) >= BEGUN else ("", "")
        return [tag_of(code) for code in self._here if place and tag_of(code).territory == place]

    def _plain(self, name: str) -> list[str]:
        """Return the languages, without script or country, that have a name."""
        codes = (*self._index(_english_names).get(name, ()), *self._index(self._own).get(name, ()))
        return [code for code in codes if "_" not in code]

    def _begun(self, typed: str) -> list[Tag]:
        whole = letters(typed)
        if len(whole) < BEGUN:
            return []
        spoken = self._spoken().items()
        codes = [code for code, names in spoken if any(letters(name).startswith(whole) for name in names)]
        return _of_one_language(self._tags(codes))

    @lru_cache(maxsize=4)  # noqa: B019 - lives as long as a command
    def _own(self) -> dict[str, list[str]]:
        """Return the names of the languages of the project and the registry."""
        names: dict[str, list[str]] = {}
        for code, language in self._here.items():
            names[code] = [language.name, language.endonym]
        for code, known in self._registry.items():
            names.setdefault(code, []).extend(filter(None, (known.english_name, known.own_name)))
        for name, code in COMMON.items():
            names.setdefault(code, []).append(name)
        return names

    @lru_cache(maxsize=4)  # noqa: B019 - lives as long as a command
    def _spoken(self) -> dict[str, list[str]]:
        """Return what languages with locale data, and those of the project, are called, by code."""
        names = {
            code: list(called) for code, called in _english_names().items() if "_" not in code and _is_living(code)
        }
        for more in (self._own(), _in_own_words(), self._in_languages_here()):
            for code, called in more.items():
                if code in names or code in self._here or code in self._registry:
                    names.setdefault(code, []).extend(called)
        return names

    @lru_cache(maxsize=4)  # noqa: B019 - lives as long as a command
    def _things(self) -> list[Named]:
        return [Named(code, tuple(dict.fromkeys(names))) for code, names in self._spoken().items()]

    def _in_languages_here(self) -> dict[str, list[str]]:
        return _named_in(tuple(sorted({str(one.locale) for one in self._here.values()})))

    def _in_others(self) -> dict[str, list[str]]:
        return _named_in(tuple(sorted(code for code in self._registry if code in locale_identifiers())))


def _of_one_language(tags: list[Tag]) -> list[Tag]:
    """Return the language alone, where all that several tags have in common is their language."""
    return [Tag(tags[0].language)] if len({one.language for one in tags}) == 1 < len(tags) else tags


def _english(tag: Tag) -> str:
    """Return the English name of a tag as CLDR forms it, also where it has no such locale."""
    names, english = Locale("en").languages, Locale("en")
    rest = [
        str(english.scripts.get(tag.script, tag.script)),
        str(english.territories.get(tag.territory, tag.territory)),
    ]
    told = ", ".join(filter(None, rest))
    base = str(names.get(tag.language) or tag.language)
    return f"{base} ({told})" if told else base


def _is_place(tag: Tag) -> bool:
    english = Locale("en")
    return (not tag.territory or tag.territory in english.territories) and (
        not tag.script or tag.script in english.scripts
    )


@cache
def _english_names() -> dict[str, list[str]]:
    return {code: [str(name)] for code, name in Locale("en").languages.items()}


@cache
def _scripts() -> dict[str, set[str]]:
    """Return the scripts of each language that CLDR has a locale for."""
    scripts: dict[str, set[str]] = {}
    for tag in map(tag_of, locale_identifiers()):
        scripts.setdefault(tag.language, set()).add(tag.whole_script)
    return scripts


@cache
def _living() -> frozenset[str]:
    return frozenset(locale_identifiers())


def _is_living(code: str) -> bool:
    return code in _living()


@cache
def _in_own_words() -> dict[str, list[str]]:
    """Return what languages call themselves, read from Babel's files without what they inherit: that takes longer.

    Babel's own way to do so leaves the incomplete data in its cache, where every other part would find it.
    """
    names = {}
    for code in (one for one in locale_identifiers() if "_" not in one):
        data = pickle.loads(Path(resolve_locale_filename(code)).read_bytes())  # noqa: S301 - a file of the library
        own = data.get("languages", {}).get(code)
        if isinstance(own, str):
            names[code] = [own]
    return names


@cache
def _named_in(locales: tuple[str, ...]) -> dict[str, list[str]]:
    """Return what these locales call the languages that have locale data, or are spoken in them."""
    names: dict[str, list[str]] = {}
    for locale in locales:
        for code, name in Locale.parse(locale).languages.items():
            if _is_living(code.partition("_")[0]):
                names.setdefault(code, []).append(str(name))
    return names


@cache
def _parts() -> dict[str, tuple[str, str]]:
    """Return script and territory by what English calls them; what is left out of a pair is not said."""
    english = Locale("en")
    places = {letters(str(name)): ("", code) for code, name in english.territories.items()}
    codes = {letters(code): ("", code) for code in map(str, english.territories) if code.isalpha()}
    scripts = {letters(str(name)): (code, "") for code, name in english.scripts.items()}
    spoken = {"simplified": ("Hans", ""), "traditional": ("Hant", ""), "usa": ("", "US"), "uk": ("", "GB")}
    return {**codes, **places, **scripts, **spoken}
