"""Shipped tables for a reader's own analysis: listed, loaded, described and cited by name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
import pycountry

from analysis.core.countries import country_name, nearest, parse_country
from analysis.core.errors import InputError, some
from analysis.core.files import published_at
from analysis.core.judgement import release_note, released, version
from analysis.tables import release as clean
from analysis.tables.earlier import as_of, known_release
from analysis.tables.schemas import columns_of, with_role
from analysis.tables.shipped import Sidecar, sidecar

__all__ = ["cite", "describe", "load", "plain", "tables", "version"]

#: The column of a table that says when, the first that it has.
_WHEN = ("year", "date_first", "snapshot_date", "last_date", "second_year")


#: Forms of a citation.
STYLES = ("text", "bibtex", "ris")
_FULL_DAY = r"\d{4}-\d{2}-\d{2}"


def tables() -> pd.DataFrame:
    """List the shipped tables.

    Returns
    -------
    DataFrame
        One row a table, by name: ``name``, ``title``, ``rows``, ``columns``, ``universe`` (what one row is, and what
        was counted) and ``licence``.

    Examples
    --------
    >>> tables().query("name == 'cases'")["rows"].item()
    450
    """
    held = [(name, sidecar(name), _clean(name)) for name in _names()]
    rows = [(name, card.title, *table.shape, card.universe, card.licence) for name, card, table in held]
    return pd.DataFrame(rows, columns=["name", "title", "rows", "columns", "universe", "licence"])


def load(
    name: str,
    *,
    country: str | Iterable[str] | None = None,
    since: int | str | None = None,
    until: int | str | None = None,
    names: bool = False,
    release: str | None = None,
    **equal: object,
) -> pd.DataFrame:
    """Load a clean table, in types that statsmodels, seaborn and Stata take.

    Parameters
    ----------
    name : str
        A table of `tables`.
    country : str or iterable of str, optional
        Name or code of the country that a row is about: the first column of the table that holds countries.
    since, until : int or str, optional
        First and last year, or day (``2024-02-15``), each included. Rows of which no year is known are left out once
        either is given; ``attrs["undated"]`` says how many.
    names : bool
        Whether a column ``..._name`` follows each column that holds codes of countries.
    release : str, optional
        The release of the data, for example ``1.0.0``: the register of cases as it was, cell by cell; see
        `analysis.tables.earlier.as_of`.
    **equal
        Columns, each with the value or the values that rows must have; None asks nothing. Names of countries count as
        their codes.

    Returns
    -------
    DataFrame
        Numbers as float with NaN, days as datetime64, columns with a codebook as categories in its order, other
        columns as text (as float where no row has a value); a running index. ``attrs`` holds ``name``, ``title``,
        ``universe``, ``source``, ``licence``, ``release`` and ``undated``.

    Raises
    ------
    InputError
        If there is no such table, column, value, country or release; the nearest, or all, are named.

    Examples
    --------
    >>> rows = load("cases", country="Belarus", claim_status="supported", since=2010, names=True)
    >>> len(rows), str(rows["requesting_country_name"].iloc[0])
    (11, 'Belarus')
    """
    wanted = equal if country is None else {_subject(name): country, **equal}
    table = _of_one(name, wanted) if release is None else _earlier(name, release)
    for column, values in wanted.items():
        table = _equal(name, table, column, values)
    within = _within(name, table, since, until)
    typed = _typed(name, within) if release is not None else _rows_typed(name, within.index)
    typed = typed.reset_index(drop=True)
    typed = _with_names(name, typed) if names else typed
    typed.attrs.update(_about(name, release), undated=_undated(name, table, since, until))
    return typed


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Give rows of `load` with the types of the clean tables: codes as text, whole numbers that may be missing.

    Parameters
    ----------
    table : DataFrame
        Rows of `load`, some or all, with columns added or left out; what has those types already is left as it is.

    Returns
    -------
    DataFrame
        The same rows.

    Examples
    --------
    >>> str(plain(load("cases"))["year"].dtype)
    'Int64'
    """
    name = str(table.attrs.get("name", ""))
    if not name:
        return table
    held = {column: schema for column, schema in columns_of(name).items() if column in table}
    bare = table.copy(deep=False)
    bare.attrs = {}  # which pandas would copy with each column
    days = [column for column in held if _day(name, column) and bare[column].dtype.kind == "M"]
    written = bare.assign(**{column: bare[column].dt.strftime("%Y-%m-%d") for column in days})
    types = dict(written.dtypes)
    other = {column: schema.metadata["dtype"] for column, schema in held.items()}
    changed = [column for column, kind in other.items() if str(types[column]) != str(kind)]
    found = written.assign(**{column: written[column].astype(other[column]) for column in changed})
    found.attrs = table.attrs
    return found


def describe(name: str) -> pd.DataFrame:
    """Describe the columns of a table: its codebook.

    Parameters
    ----------
    name : str
        A table of `tables`.

    Returns
    -------
    DataFrame
        One row a column, in order: ``column``, ``type`` (after `load`), ``meaning``, ``unit``, ``values`` (codes that
        are allowed, in order, each with its meaning where it has one) and ``missing`` (rows without a value).

    Examples
    --------
    >>> int(describe("cases").set_index("column").loc["host_country", "missing"])
    60
    """
    table, columns = load(name), columns_of(name)
    return pd.DataFrame(
        {
            "column": list(columns),
            "type": [str(table[column].dtype) for column in columns],
            "meaning": [held.description for held in columns.values()],
            "unit": [held.metadata["unit"] for held in columns.values()],
            "values": [_told(held.metadata["values"]) for held in columns.values()],
            "missing": [int(table[column].isna().sum()) for column in columns],
        }
    )


class _Edition(NamedTuple):
    """A release as citations name it."""

    version: str
    date: datetime.date


def cite(
    name: str | None = None, style: str = "text", title: str = "", page: str = "", release: str | None = None
) -> str:
    """Say how to cite a table, or the whole release.

    Parameters
    ----------
    name : str, optional
        A table of `tables`; by default the release as a whole.
    style : {"text", "bibtex", "ris"}
        Form of the citation.
    title : str
        What is cited beside the release as a whole: the title of a report.
    page : str
        Where the report stands below the reports; its address is cited where ``RED_NOTICE_SITE`` says one.
    release : str, optional
        The data release that `load` gave the table of; by default the present one.

    Raises
    ------
    InputError
        If there is no such table, form or release.

    Examples
    --------
    >>> print(cite("cases", style="bibtex").splitlines()[0])
    @misc{red_notice_statistics_cases_3_0_0,
    >>> print(cite("cases", style="bibtex", release="1.0.0").splitlines()[0])
    @misc{red_notice_statistics_cases_1_0_0,
    """
    if style not in STYLES:
        raise InputError(f"style {style!r}", f"one of {some(STYLES)}", "choose one of these")
    note, card, address = release_note(), None if name is None else _card(name), published_at(page) if page else ""
    edition = _edition(name, release)
    own_title = card.title if card else title
    if style == "text":
        named, own = f"{own_title}. " if own_title else "", _own_citation(card) if card else ""
        when, held = edition.date, f"data release {edition.version}"
        told = f"{note.authors} ({when.year}). {named}{note.title}, {held}, {when}.{own}"
        return f"{told} {address}" if address else told
    full = f"{note.title}: {own_title}" if own_title else note.title
    key = "_".join(["red_notice_statistics", *([name] if name else []), *edition.version.split(".")])
    return _bibtex(key, full, edition, address) if style == "bibtex" else _ris(full, edition, address)


def _own_citation(card: Sidecar) -> str:
    """Give how a table says that it is cited, but for the release, which stands before it already."""
    told = re.sub(rf"(?i)^{re.escape(release_note().title)}, data release [^.]*\.\s*", "", card.citation)
    return f" {told}" if told else ""


def _edition(name: str | None, release: str | None) -> _Edition:
    if release is None or release == version():
        return _Edition(version(), released())
    known = known_release(name or "cases", release)
    return _Edition(known.version, known.date)


def _bibtex(key: str, title: str, edition: _Edition, address: str) -> str:
    fields = {
        "author": f"{{{release_note().authors}}}",
        "title": f"{{{title}}}",
        "year": str(edition.date.year),
        "version": edition.version,
        "note": f"Data release {edition.version}, {edition.date}",
        **({"url": address} if address else {}),
    }
    body = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items())
    return f"@misc{{{key},\n{body}}}"


def _ris(title: str, edition: _Edition, address: str) -> str:
    fields = [
        ("TY", "DATA"),
        ("AU", release_note().authors),
        ("TI", title),
        ("PY", str(edition.date.year)),
        ("DA", f"{edition.date:%Y/%m/%d}"),
        ("ET", f"Data release {edition.version}"),
        *([("UR", address)] if address else []),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}".rstrip(" ") if value else f"{tag}  - " for tag, value in fields)


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(name for name in clean.TABLES.values() if name != "regions"))


def _checked(name: str) -> str:
    if name not in {*_names(), "regions"}:
        raise InputError(f"the table {name!r}", f"one of {some(_names(), 30)}", _instead(name, _names()))
    return name


def _instead(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f"write {' or '.join(map(repr, close))}" if close else "choose one of these"


def _card(name: str) -> Sidecar:
    return sidecar(_checked(name))


def _clean(name: str) -> pd.DataFrame:
    table: pd.DataFrame = getattr(clean.shipped_release(), _attribute(name))
    return table


def _attribute(name: str) -> str:
    return next(held for held, table in clean.TABLES.items() if table == _checked(name))


def _of_one(name: str, wanted: Mapping[str, object]) -> pd.DataFrame:
    """Give the rows of one country, if no others are asked for; else the table."""
    columns = columns_of(_checked(name))
    for column, value in wanted.items():
        if isinstance(value, str) and column in columns and columns[column].metadata["role"] == "country":
            return clean.shipped_release().rows(_attribute(name), column, parse_country(value))
    return _clean(name)


def _earlier(name: str, release: str) -> pd.DataFrame:
    if release == version():
        return _clean(name)
    return as_of(_checked(name), release)


def _subject(name: str) -> str:
    countries = with_role(columns_of(_checked(name)), "country")
    if not countries:
        raise InputError(f"a country for {name!r}", "a table with a column of countries", "leave the country out")
    return countries[0]


def _equal(name: str, table: pd.DataFrame, column: str, values: object) -> pd.DataFrame:
    if values is None:
        return table
    columns = columns_of(name)
    if column not in columns:
        raise InputError(f"column {column!r} of {name!r}", f"one of {some(columns, 40)}", _instead(column, columns))
    wanted = [values] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
    if columns[column].metadata["role"] == "country":
        wanted = [parse_country(str(value)) for value in wanted]
    allowed = columns[column].metadata["values"]
    for value in wanted if allowed else []:
        if value not in allowed:
            raise InputError(f"{value!r} for {column!r}", f"one of {some(allowed, 30)}", _instead(str(value), allowed))
    return table[table[column].isin(wanted)]


def _when(name: str) -> str:
    columns = columns_of(name)
    found = next((column for column in _WHEN if column in columns), None)
    if found is None:
        raise InputError(f"since or until for {name!r}", "a table with a year or a day", "leave them out")
    return found


def _within(name: str, table: pd.DataFrame, since: int | str | None, until: int | str | None) -> pd.DataFrame:
    if since is None and until is None:
        return table
    when = table[_when(name)]
    first, last = _bound(since, "0001", "-01-01"), _bound(until, "9999", "-12-31")
    if when.dtype.kind in "iuf" or str(when.dtype) in {"Int64", "Float64"}:
        return table[(when >= int(first[:4])).fillna(False) & (when <= int(last[:4])).fillna(False)]
    days = when.dt.strftime("%Y-%m-%d") if when.dtype.kind == "M" else when
    return table[(days >= first).fillna(False) & (days <= last).fillna(False)]


def _bound(given: int | str | None, default: str, rest: str) -> str:
    """Give the first or last day that is asked for, as text."""
    text = default if given is None else str(given)
    if not (text.isdigit() and len(text) == 4) and not pd.Series([text]).str.fullmatch(_FULL_DAY).item():
        raise InputError(f"{given!r}", "a year or a day such as 2024-02-15", "write it as YYYY or YYYY-MM-DD")
    return text + rest if len(text) == 4 else text


def _undated(name: str, table: pd.DataFrame, since: object, until: object) -> int:
    return 0 if since is None and until is None else int(table[_when(name)].isna().sum())


def _day(name: str, column: str) -> bool:
    """Tell whether a column holds whole days as text, which no column beside it gives as days already."""
    held = columns_of(name)
    return column in {"snapshot_date", "first_date", "last_date"} and f"{column}_first" not in held


def _rows_typed(name: str, rows: pd.Index) -> pd.DataFrame:
    """Give rows of a clean table, each of which is typed once in a process."""
    typed, texts = _whole_typed(name)
    return _numbers_if_blank(typed.loc[rows], texts)


@cache
def _whole_typed(name: str) -> tuple[pd.DataFrame, list[str]]:
    table = _clean(name)
    return _by_column(name, table), _texts(table)


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    return _numbers_if_blank(_by_column(name, table), _texts(table))


def _by_column(name: str, table: pd.DataFrame) -> pd.DataFrame:
    typed: dict[str, Any] = {}
    for column, held in columns_of(name).items():
        values, allowed = table[column], held.metadata["values"]
        if str(values.dtype) in {"Int64", "Float64"}:
            typed[column] = values.astype("float64")
        elif _day(name, str(column)):
            typed[column] = pd.to_datetime(values, format="%Y-%m-%d").astype("datetime64[ns]")
        elif allowed:
            typed[column] = pd.Series(pd.Categorical(values, categories=list(allowed)), index=values.index)
        else:
            typed[column] = values
    return pd.DataFrame(typed)


def _texts(table: pd.DataFrame) -> list[str]:
    return [str(column) for column, kind in table.dtypes.items() if kind == "str"]


def _numbers_if_blank(table: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
    """Make columns of text that hold no value numbers that are missing, which every program takes."""
    blank = [column for column in texts if column in table and table[column].isna().all()]
    return table.assign(**dict.fromkeys(blank, float("nan")))


def _with_names(name: str, table: pd.DataFrame) -> pd.DataFrame:
    for column in with_role(columns_of(name), "country"):
        named = table[column].map(_called, na_action="ignore").astype("str")
        table.insert(int(table.columns.get_loc(column)) + 1, f"{column}_name", named)  # type: ignore[arg-type]
    return table


@cache
def _called(code: str) -> str:
    """Give the name of a country, also of one that is no more, such as Yugoslavia."""
    ended = pycountry.historic_countries.get(alpha_3=code)
    current = pycountry.countries.get(alpha_3=code)
    return str(ended.name) if ended is not None and current is None else country_name(code)


def _about(name: str, release: str | None) -> dict[str, object]:
    if name == "regions":
        return {"name": name, "release": version()}
    card = _card(name)
    told = {"name": name, "title": card.title, "universe": card.universe, "source": name, "licence": card.licence}
    return {**told, "release": release or version()}


def _told(values: dict[str, str]) -> str:
    return "; ".join(f"{code}: {meaning}" if meaning else code for code, meaning in values.items())
