"""Country names and codes of row-level sources, in the language that the source writes them in."""

from __future__ import annotations

import gettext
from functools import cache

import pycountry

from analysis.countries import fold, hand_table, to_iso3
from analysis.errors import InputError
from analysis.paths import HAND

WITHOUT_STATE = HAND / "codes_without_state.csv"


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
