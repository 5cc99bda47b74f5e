"""Country names and codes to ISO 3166-1 alpha-3, strictly.

Aliases, display names and the list of INTERPOL members are judgement and live in ``data/hand``.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, overload

import pandas as pd
import pycountry
from babel.core import Locale, UnknownLocaleError

from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.judgement import lookup, table
from analysis.core.messages import _

ALIASES = HAND / "country_aliases.csv"
NAMES = HAND / "country_names.csv"
SHORT_WORDS = ("country_words.csv", "word", "short")
ADD_ALIAS = f"correct it, or add it to {relative(ALIASES)} with its ISO3 code and a reason"
#: Codes of the names of tribunals and of the world, which nobody chooses as a country.
NO_STATE = frozenset({"XIC", "XIR", "WORLD"})


def fold(text: str) -> str:
    """Reduce a name to its comparable form: no accents, no case, single spaces, straight apostrophes."""
    bare = text.replace("’", "'").replace("&", " and ")
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def _standard_names() -> Iterable[tuple[str, str]]:
    """Yield name and alpha-3 code of every country of the standard, in all its forms."""
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            if hasattr(country, field):
                yield getattr(country, field), country.alpha_3


@cache
def _index() -> dict[str, str]:
    codes = {getattr(c, field): c.alpha_3 for c in pycountry.countries for field in ("alpha_3", "alpha_2")}
    known = {fold(name): code for name, code in [*codes.items(), *_standard_names()]}
    for path, column in ((ALIASES, "alias"), (NAMES, "name"), (NAMES, "iso3")):
        listed = table(path.name)
        known.update(zip(listed[column].map(fold), listed["iso3"], strict=True))
    return known


@cache
def _names() -> dict[str, str]:
    names = {c.alpha_3: getattr(c, "common_name", c.name) for c in pycountry.countries}
    return names | lookup(NAMES.name, "iso3", "name")


@overload
def parse_country(text: str, language: str = "en", *, strict: Literal[True] = True) -> str: ...
@overload
def parse_country(text: str, language: str = "en", *, strict: Literal[False]) -> str | None: ...
def parse_country(text: str, language: str = "en", *, strict: bool = True) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a country from its name or code.

    Parameters
    ----------
    text : str
        A name, a code in any case, or an alias of ``data/hand/country_aliases.csv``: what a reader chooses (strict), or
        what a source writes (not strict).
    language : str
        Two letters of a language; names in it are known too where the text is not read strictly.
    strict : bool
        Whether to refuse what is no country or territory. Otherwise the result is None for an unknown name, blank for a
        code that stands for no state (``data/hand/codes_without_state.csv``), and may be the code of a state that ended
        (``SUN``), of a tribunal (``XIC``, ``XIR``) or of the world (``WORLD``).

    Raises
    ------
    InputError
        If the text is read strictly and names no country or territory; the nearest names are offered.

    Examples
    --------
    >>> parse_country("russia"), parse_country("by"), parse_country("Russie", "fr", strict=False)
    ('RUS', 'BLR', 'RUS')
    >>> parse_country("Ruritania", strict=False)
    """
    if not strict:
        return _parse_written(text, language)
    code = _code(fold(text))
    if code in _names() and code not in NO_STATE:
        return code
    raise unknown_country(text)


@lru_cache(maxsize=1 << 16)
def _parse_written(text: str, language: str) -> str | None:
    folded = fold(text)
    if not folded or folded in lookup("codes_without_state.csv", "code", "meaning", fold):
        return ""
    return _code(folded) or _translated(language).get(folded)


def _words(folded: str) -> tuple[str, ...]:
    """Words of a folded name, short and in one order: ``("korea", "rep")`` for ``Republic of Korea``."""
    joined, short = re.sub(r"(?<=\b\w)\.\s?(?=\w\.)", "", folded.replace("'", "")), lookup(*SHORT_WORDS)
    return tuple(sorted(filter(None, (short.get(word, word) for word in re.findall(r"\w+", joined)))))


@cache
def _by_words() -> dict[tuple[str, ...], str]:
    return {_words(name): code for name, code in _index().items() if len(name) > 3} | {(): ""}


def _code(folded: str) -> str | None:
    """Code of a folded name or code, also with other articles, order, points or short words, or two names of one."""
    codes = [_code_of_one(name) for name in (folded, *re.split(r"[(/]", folded))]
    return codes[0] or (codes[1] if len(codes) > 2 and len({*codes[1:]}) == 1 else None)


def _code_of_one(name: str) -> str | None:
    plain = re.sub(r"\.\s?", "", name.strip(" )").removeprefix("the "))
    return _index().get(name) or _index().get(plain) or _by_words().get(_words(name)) or None


def parse_countries(text: str) -> tuple[list[str], list[str]]:
    """Return the codes of the countries and demonyms that a cell of prose names, and the parts that name none.

    Examples
    --------
    >>> parse_countries("(a) German, (b) Moroccan; a subject of Ruritania")
    (['DEU', 'MAR'], ['a subject of Ruritania'])
    """
    if len(text) > LONGEST:
        return [], [text]
    cell = _DOCUMENT.sub("", _ENUMERATOR.sub(";", text)).strip(' ."')
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in _parts(cell):
        code = _named(part)
        if code and code not in NO_STATE:
            codes[code] = None
        elif code != "":
            unknown.append(part)
    return list(codes), unknown


def parse_country_column(values: pd.Series[str], file: Path | str | None = None) -> pd.Series[str]:
    """Return the codes of a column (index: rows of its file); blanks stay blank.

    Raises
    ------
    InputError
        At the first row whose value names no known country.
    """
    codes = {"": ""}
    for row, value in values.drop_duplicates().items():
        if value not in codes and _code(fold(value)) is None:
            expected = "a country name or ISO 3166-1 code"
            raise InputError(f"country {value!r}", expected, ADD_ALIAS, file=file, row=int(str(row)))
        codes.setdefault(value, _code(fold(value)) or "")
    return values.map(codes)


def country_name(iso3: str, *, with_article: bool = False) -> str:
    """Return the display name of a country code.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code, or another code of ``data/hand/country_names.csv``.
    with_article : bool
        Whether the name stands within a sentence, as ``the United States`` does.

    Raises
    ------
    InputError
        If the code is not known.

    Examples
    --------
    >>> country_name("TUR"), country_name("USA", with_article=True)
    ('Türkiye', 'the United States')
    """
    if iso3 not in _names():
        expected, fix = "an ISO 3166-1 alpha-3 code such as BLR", f"correct it, or add it to {relative(NAMES)}"
        raise InputError(f"country code {iso3!r}", expected, fix)
    name = _names()[iso3]
    article = with_article and lookup(NAMES.name, "iso3", "article").get(iso3)
    return _("the {name}", name=name) if article else name


@cache
def members() -> tuple[str, ...]:
    """List the 196 INTERPOL member states by ISO3 code, in order of code."""
    return tuple(sorted(table("interpol_members.csv")["iso3"]))


#: A longer cell is damage, not a list of countries.
LONGEST = 1000
_ENUMERATOR = re.compile(r"(?:^|[\s,;\"(])\(?[a-h]\)\s*")
_DOCUMENT = re.compile(
    r"[.,;]?\s*(?:National Identification|Passport|passport|\bID\b|\w{1,30} passport number).*$", re.DOTALL
)
_UNSURE = re.compile(r"^(?:possibly|allegedly|assumed|presumed|probably|reportedly|of the|the)\s+", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)\s*$|\s+(?:since|by|until|as at)\s.*$")
#: Delimiters of several countries, tried in order; a name that holds one itself is tried whole before.
_SEPARATORS = (";", ",", " and/or ", "/", " and ", " or ")


def _parts(text: str, level: int = 0) -> list[str]:
    """Split a text at ever finer separators until each part is known or cannot be split."""
    plain = text.strip(' .,;"')
    if not plain or level == len(_SEPARATORS) or _named(plain) is not None:
        return [plain] if plain else []
    return [found for part in plain.split(_SEPARATORS[level]) for found in _parts(part, level + 1)]


@lru_cache(maxsize=1 << 16)
def _named(text: str) -> str | None:
    """Parse a name or demonym as written, and without its remark and doubt."""
    for form in (text, _UNSURE.sub("", _UNSURE.sub("", _REMARK.sub("", text)))):
        demonyms = lookup("demonym_mapping.csv", "demonym", "iso3", fold)
        code = demonyms.get(fold(form), parse_country(form, strict=False))
        if code is not None:
            return code
    return None


@cache
def _translated(language: str) -> dict[str, str]:
    translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    short = {fold(in_language(language, c.alpha_2)): c.alpha_3 for c in pycountry.countries}
    return short | {fold(translation.gettext(name)): code for name, code in _standard_names()}


def in_language(language: str, code: str) -> str:
    """Return the short name of a country, given by two letters, in a language; empty where none is known."""
    try:
        return str(Locale.parse(language).territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def unknown_country(text: str, others: tuple[str, ...] = ()) -> InputError:
    """Return the refusal of a text that names no country, nor one of other words; near ones are offered."""
    names = [*others, *(name for code, name in _names().items() if code not in NO_STATE)]
    fix = suggestion(text, names, "see rn.countries.overview() for all names")
    words = f", {' or '.join([', '.join(others[:-1]), others[-1]])}" if others else ""
    return InputError(f"country {text!r}", f"a country's name, or an ISO 3166-1 code such as BLR{words}", fix)


def suggestion(word: object, known: Iterable[str], otherwise: str = "choose one of these") -> str:
    """Return how to fix a word that is not known: the words spelt most like it, or something else if there are none."""
    folded, wanted = {fold(other): other for other in known}, fold(str(word))
    close = get_close_matches(wanted, folded, n=3, cutoff=0.7)
    near = close or [other for other in folded if wanted in other.split("_")][:3]
    return f"did you mean {' or '.join(folded[other] for other in near)}?" if near else otherwise


def alpha_2(iso3: str) -> str:
    """Return the two letters of a country; empty for a territory without any."""
    country = pycountry.countries.get(alpha_3=iso3)
    return "" if country is None else str(country.alpha_2)


def aliases_of(iso3: str) -> list[str]:
    """Return the other names of a country that are known here."""
    return [alias for alias, code in lookup(ALIASES.name, "alias", "iso3").items() if code == iso3]
