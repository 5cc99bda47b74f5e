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

import pandas as pd
import pycountry

from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand import table
from analysis.core.messages import _

ALIASES = HAND / "country_aliases.csv"


NAMES = HAND / "country_names.csv"


def fold(text: str) -> str:
    """Reduce a name to its comparable form: no accents, no case, single spaces.

    Parameters
    ----------
    text : str
        A name as written.

    Returns
    -------
    str
        The folded name; two spellings of one name that differ only in accents, case,
        apostrophes or spacing fold alike.

    Examples
    --------
    >>> fold("  Côte d’IVOIRE ")
    "cote d'ivoire"
    """
    bare = text.replace("’", "'").replace("&", " and ")
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


@cache
def _index() -> dict[str, str]:
    known: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("alpha_3", "alpha_2", "name", "official_name", "common_name"):
            value = getattr(country, field, None)
            if value:
                known[fold(value)] = country.alpha_3
    for path, column in ((ALIASES, "alias"), (NAMES, "name"), (NAMES, "iso3")):
        listed = table(path.name)
        known.update(zip(listed[column].map(fold), listed["iso3"], strict=True))
    return known


@cache
def _names() -> dict[str, str]:
    names = {c.alpha_3: getattr(c, "common_name", c.name) for c in pycountry.countries}
    return names | dict(table(NAMES.name)[["iso3", "name"]].itertuples(index=False))


def to_iso3(value: str, *, file: Path | str | None = None, row: int | None = None) -> str:
    """Give the ISO 3166-1 alpha-3 code of a country name or code.

    Parameters
    ----------
    value : str
        A name, an alpha-2 or alpha-3 code in any case, or an alias of ``data/hand/country_aliases.csv``.
    file, row : optional
        Where the value stands, for the message.

    Returns
    -------
    str
        Three capital letters. ``XKX`` stands for Kosovo; ``WORLD`` for the world; ``XIC`` and ``XIR`` for
        the International Criminal Court and the Residual Mechanism.

    Raises
    ------
    InputError
        If the value names no known country.

    Examples
    --------
    >>> to_iso3("Belarus"), to_iso3("by"), to_iso3("Türkiye")
    ('BLR', 'BLR', 'TUR')
    """
    found = _index().get(fold(value))
    if found is None:
        raise InputError(
            f"country {value!r}",
            "a country name or ISO 3166-1 code",
            f"correct it, or add it to {relative(ALIASES)} with its ISO3 code and a reason",
            file=file,
            row=row,
        )
    return found


def to_iso3_column(values: pd.Series[str], *, file: Path | str | None = None, indexed: bool = False) -> pd.Series[str]:
    """Give the ISO3 codes of a column; blanks stay blank.

    Parameters
    ----------
    values : Series of str
        Names or codes; the index is kept.
    file : optional
        The file that the column comes from, for messages.
    indexed : bool
        Whether the index holds the rows of the file; otherwise the values are its data rows, after one header line.

    Returns
    -------
    Series of str
        Codes in the same order.

    Raises
    ------
    InputError
        At the first row whose value names no known country.

    Examples
    --------
    >>> to_iso3_column(pd.Series(["Belarus", "", "rus"])).tolist()
    ['BLR', '', 'RUS']
    """
    codes = {"": ""}
    for row, value in zip(values.index if indexed else range(2, len(values) + 2), values, strict=True):
        if value not in codes:
            codes[value] = to_iso3(value, file=file, row=int(row))
    return values.map(codes)


def name_of(iso3: str) -> str:
    """Give the display name of a country code, for example ``Türkiye`` for ``TUR``.

    Raises
    ------
    InputError
        If the code is not known.

    Examples
    --------
    >>> name_of("TUR")
    'Türkiye'
    """
    if iso3 not in _names():
        raise InputError(
            f"country code {iso3!r}",
            "an ISO 3166-1 alpha-3 code such as BLR",
            f"correct it, or add it to {relative(NAMES)}",
        )
    return _names()[iso3]


def called(iso3: str) -> str:
    """Give the name of a country as it stands within a sentence, for example ``the United States`` for ``USA``.

    Examples
    --------
    >>> called("USA"), called("BLR")
    ('the United States', 'Belarus')
    """
    name = name_of(iso3)
    return _("the {name}", name=name) if iso3 in _with_article() else name


@cache
def _with_article() -> frozenset[str]:
    names = table(NAMES.name)
    return frozenset(names.loc[names["article"] == "the", "iso3"])


@cache
def members() -> tuple[str, ...]:
    """List the 196 INTERPOL member states by ISO3 code, in order of code.

    Examples
    --------
    >>> len(members()), members()[0]
    (196, 'ABW')
    """
    return tuple(sorted(table("interpol_members.csv")["iso3"]))


@cache
def un_members() -> tuple[str, ...]:
    """List the INTERPOL members that are members of the United Nations, by ISO3 code, in order of code.

    Examples
    --------
    >>> sorted(set(members()) - set(un_members()))
    ['ABW', 'CUW', 'PSE', 'SXM', 'VAT']
    """
    listed = table("interpol_members.csv")
    return tuple(sorted(listed.loc[listed["basis"] == "UN member", "iso3"]))


#: A longer cell is damage, not a list of countries.
LONGEST = 1000


_ENUMERATOR = re.compile(r"(?:^|[\s,;\"(])\(?[a-h]\)\s*")


_DOCUMENT = re.compile(
    r"[.,;]?\s*(?:National Identification|Passport|passport|\bID\b|\w{1,30} passport number).*$", re.DOTALL
)


_UNSURE = re.compile(r"^(?:possibly|allegedly|assumed|presumed|probably|reportedly|of the|the)\s+", re.IGNORECASE)


_REMARK = re.compile(r"\s*\([^()]*\)\s*$|\s+(?:since|by|until|as at)\s.*$")


#: Marks that part several countries, tried in order; a name that holds one itself is tried whole before.
_SEPARATORS = (";", ",", " and/or ", "/", " and ", " or ")


@lru_cache(maxsize=1 << 16)
def resolve(value: str, language: str = "en") -> str | None:
    """Give the ISO3 code of a country as a source writes it.

    Parameters
    ----------
    value : str
        A name in ``language`` or English, or a code.
    language : str
        Two letters of a language into which pycountry translates names.

    Returns
    -------
    str or None
        Three capital letters, an ISO 3166-3 code such as ``SUN`` for a state that ended; blank for a code that stands
        for no state (``data/hand/codes_without_state.csv``); None if it is not known.

    Examples
    --------
    >>> resolve("Russie", "fr"), resolve("Ruritania")
    ('RUS', None)
    """
    folded = fold(value)
    if not folded or folded in _without_state():
        return ""
    try:
        return to_iso3(value)
    except InputError:
        return _translated(language).get(folded)


def resolve_several(text: str, language: str = "en") -> tuple[list[str], list[str]]:
    """Give the ISO3 codes of the countries and demonyms that a cell of prose names.

    Parameters
    ----------
    text : str
        For example ``(a) German, (b) Moroccan`` or ``Bosnia and Herzegovina; possibly Serbian``.
    language : str
        As in `resolve`.

    Returns
    -------
    tuple of list of str and list of str
        Codes without repeats, in order; and the parts that name no country.

    Examples
    --------
    >>> resolve_several("(a) German, (b) Moroccan; a subject of Ruritania")
    (['DEU', 'MAR'], ['a subject of Ruritania'])
    """
    if len(text) > LONGEST:
        return [], [text]
    cell = _DOCUMENT.sub("", _ENUMERATOR.sub(";", text)).strip(' ."')
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in _parts(cell, language, 0):
        code = _named(part, language)
        if code:
            codes[code] = None
        elif code is None:
            unknown.append(part)
    return list(codes), unknown


def _parts(text: str, language: str, level: int) -> list[str]:
    """Part a text at ever finer separators until each part is known or cannot be parted."""
    plain = text.strip(' .,;"')
    if not plain or level == len(_SEPARATORS) or _named(plain, language) is not None:
        return [plain] if plain else []
    return [found for part in plain.split(_SEPARATORS[level]) for found in _parts(part, language, level + 1)]


@lru_cache(maxsize=1 << 16)
def _named(text: str, language: str) -> str | None:
    """Resolve a name or demonym as it stands, without its remark, without doubt, and turned round at its comma."""
    plain = _UNSURE.sub("", _UNSURE.sub("", _REMARK.sub("", text)))
    last, comma, first = plain.partition(", ")
    turned = f"{_UNSURE.sub('', first)} {last}" if comma else plain
    for form in dict.fromkeys([text, plain, turned]):
        code = _demonyms().get(fold(form), resolve(form, language))
        if code is not None:
            return code
    return None


@cache
def _demonyms() -> dict[str, str]:
    listed = table("demonym_mapping.csv")
    return dict(zip(listed["demonym"].map(fold), listed["iso3"], strict=True))


@cache
def _without_state() -> frozenset[str]:
    return frozenset(table("codes_without_state.csv")["code"].map(fold))


@cache
def _translated(language: str) -> dict[str, str]:
    translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for key in ("name", "official_name", "common_name"):
            if hasattr(country, key):
                names[fold(translation.gettext(getattr(country, key)))] = country.alpha_3
    return names


#: Codes of the names of tribunals and of the world, which no one asks for as a country.
_NO_STATE = frozenset({"XIC", "XIR", "WORLD"})


def asked(text: str) -> str:
    """Read a country that a person typed, as a name or a code.

    Parameters
    ----------
    text : str
        For example ``Belarus``, ``by`` or ``BLR``.

    Returns
    -------
    str
        ISO 3166-1 alpha-3 code.

    Raises
    ------
    InputError
        If it names no country or territory; the nearest names are offered.

    Examples
    --------
    >>> asked("russia")
    'RUS'
    """
    code = _index().get(fold(text))
    if code in _names() and code not in _NO_STATE:
        return str(code)
    raise unknown(text)


def unknown(text: str, beside: tuple[str, ...] = ()) -> InputError:
    """Refuse what names no country; names, and words that are taken beside them, are offered where they are near."""
    close = nearest(text, [*beside, *(name for code, name in _names().items() if code not in _NO_STATE)])
    fix = f"did you mean {' or '.join(close)}?" if close else "see `analysis.states.overview()` for all names"
    words = f", {' or '.join([', '.join(beside[:-1]), beside[-1]])}" if beside else ""
    return InputError(f"country {text!r}", f"a country's name, or an ISO 3166-1 code such as BLR{words}", fix)


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Name the words that are spelt most like one, the nearest first; none where nothing is near."""
    folded, wanted = {fold(other): other for other in known}, fold(word)
    close = get_close_matches(wanted, folded, n=most, cutoff=0.7)
    parts = [other for other in folded if wanted in other.split("_")]
    return [folded[other] for other in (close or parts)[:most]]


def alpha_2(iso3: str) -> str:
    """Give the two letters of a country; empty for a territory without any.

    Examples
    --------
    >>> alpha_2("BLR")
    'BY'
    """
    found = pycountry.countries.get(alpha_3=iso3)
    return "" if found is None else str(found.alpha_2)


def aliases_of(iso3: str) -> list[str]:
    """Name the other names under which a country is known here.

    Examples
    --------
    >>> "Turkey" in aliases_of("TUR")
    True
    """
    listed = table(ALIASES.name)
    return listed.loc[listed["iso3"] == iso3, "alias"].to_list()
