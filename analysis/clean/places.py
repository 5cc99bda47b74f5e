"""Country names and codes of row-level sources, in the language that the source writes them in."""

from __future__ import annotations

import gettext
import re
from functools import cache

import pycountry

from analysis.countries import fold, hand_table, to_iso3
from analysis.errors import InputError
from analysis.paths import HAND

WITHOUT_STATE = HAND / "codes_without_state.csv"
DEMONYMS = HAND / "demonym_mapping.csv"

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


@cache
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


@cache
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
    table = hand_table(DEMONYMS)
    return dict(zip(table["demonym"].map(fold), table["iso3"], strict=True))


@cache
def _without_state() -> frozenset[str]:
    return frozenset(hand_table(WITHOUT_STATE)["code"].map(fold))


@cache
def _translated(language: str) -> dict[str, str]:
    translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for key in ("name", "official_name", "common_name"):
            if hasattr(country, key):
                names[fold(translation.gettext(getattr(country, key)))] = country.alpha_3
    return names
