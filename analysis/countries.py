"""Country names and codes to ISO 3166-1 alpha-3, strictly.

Aliases, display names and the list of INTERPOL members are judgement and live in ``data/hand``.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd
import pycountry

from analysis.errors import InputError
from analysis.paths import HAND, csv_as_text, relative

ALIASES = HAND / "country_aliases.csv"
NAMES = HAND / "country_names.csv"
MEMBERS = HAND / "interpol_members.csv"


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
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("&", " and "))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def hand_table(path: Path) -> pd.DataFrame:
    """Read a table of human judgement as text, blanks as empty strings."""
    return csv_as_text(path)


@cache
def _index() -> dict[str, str]:
    known: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("alpha_3", "alpha_2", "name", "official_name", "common_name"):
            value = getattr(country, field, None)
            if value:
                known[fold(value)] = country.alpha_3
    for path, column in ((ALIASES, "alias"), (NAMES, "name"), (NAMES, "iso3")):
        table = hand_table(path)
        known.update(zip(table[column].map(fold), table["iso3"], strict=True))
    return known


@cache
def _names() -> dict[str, str]:
    names = {c.alpha_3: getattr(c, "common_name", c.name) for c in pycountry.countries}
    return names | dict(hand_table(NAMES)[["iso3", "name"]].itertuples(index=False))


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


def to_iso3_column(values: pd.Series[str], *, file: Path | str | None = None) -> pd.Series[str]:
    """Give the ISO3 codes of a column; blanks stay blank.

    Parameters
    ----------
    values : Series of str
        Names or codes; the index is kept and read as data rows that follow one header line.
    file : optional
        The file that the column comes from, for messages.

    Returns
    -------
    Series of str
        Codes in the same order.

    Raises
    ------
    InputError
        At the first row whose value names no known country.
    """
    codes = {"": ""}
    for position, value in enumerate(values):
        if value not in codes:
            codes[value] = to_iso3(value, file=file, row=position + 2)
    return values.map(codes)


def name_of(iso3: str) -> str:
    """Give the display name of a country code, for example ``Türkiye`` for ``TUR``.

    Raises
    ------
    InputError
        If the code is not known.
    """
    if iso3 not in _names():
        raise InputError(
            f"country code {iso3!r}",
            "an ISO 3166-1 alpha-3 code such as BLR",
            f"correct it, or add it to {relative(NAMES)}",
        )
    return _names()[iso3]


def called(iso3: str) -> str:
    """Give the name of a country as it stands within a sentence, for example ``the United States`` for ``USA``."""
    name = name_of(iso3)
    return f"the {name}" if iso3 in _with_article() else name


@cache
def _with_article() -> frozenset[str]:
    table = hand_table(NAMES)
    return frozenset(table.loc[table["article"] == "the", "iso3"])


@cache
def members() -> tuple[str, ...]:
    """List the 196 INTERPOL member states by ISO3 code, in order of code."""
    return tuple(sorted(hand_table(MEMBERS)["iso3"]))


def parse_code(text: str) -> str:
    """Read a country code that a person typed; case does not matter.

    Raises
    ------
    InputError
        If it is not the alpha-3 code of a country or territory.
    """
    code = text.strip().upper()
    if code in _names() and code not in {"XIC", "XIR"}:
        return code
    raise InputError(
        f"COUNTRY {text!r}",
        "an ISO 3166-1 alpha-3 code such as BLR (or WORLD)",
        "use a code of the list in reports/index.html",
    )
