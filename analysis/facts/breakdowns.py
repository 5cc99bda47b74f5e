"""Cases counted by columns of the register, and by the groups of their codes."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import suggestion
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand_models import CaseGroup, CaseGroups
from analysis.facts.case_register import clean_rows
from analysis.facts.selection import PUBLISHED


def count_by(rows: pd.DataFrame, *columns: str, groups: bool = False) -> pd.DataFrame:
    """Cases and well-documented cases by the values of some columns, most cases first.

    Parameters
    ----------
    rows : DataFrame
        As `rows` or ``load("cases")`` returns them, or your own with their columns.
    *columns : str
        By ``year`` alone, the years are in order and without gaps; by several columns, only combinations with a case
        are there. Cases without a year are left out of counts by year, and ``attrs["undated"]`` counts them.
    groups : bool
        Whether the codes of target, charge and instrument are put into the groups of ``case_groups.yml``.

    Returns
    -------
    DataFrame
        The columns (a blank is "unknown"), ``cases``, ``well_documented`` and ``share`` of all cases. ``cases`` are all
        rows that you pass, also corrections, in which no INTERPOL notice was found and which are never well documented;
        ``rows.query("instrument not in ['none_found', 'interstate_wanted_list']")`` excludes them.

    Examples
    --------
    >>> import analysis as rn
    >>> count_by(rn.cases.rows("Belarus"), "host_country")[["host_country", "cases"]].head(1).to_numpy().tolist()
    [['POL', 10]]
    """
    clean = clean_rows(rows)
    missing = [column for column in columns if column not in clean]
    if missing or not columns:
        name = (*missing, "")[0]
        raise InputError(
            f"column {name!r}", "columns of the rows", suggestion(name, map(str, clean), 'see describe("cases")')
        )
    counts = clean["well_documented"] if "well_documented" in clean else PUBLISHED.counts(clean)
    dated = clean["year"].notna() if "year" in columns else pd.Series(True, index=clean.index)
    keys = {column: _grouped(clean, column) if groups else clean[column] for column in columns}
    marked = pd.DataFrame(keys).assign(cases=1, well_documented=counts.astype(int))[dated]
    others = [column for column in columns if column != "year"]
    marked[others] = marked[others].astype(object).fillna("unknown").astype(str)
    marked = marked.astype({"year": int} if "year" in columns else {})
    table = marked.groupby(list(columns)).sum().reset_index()
    if columns == ("year",):
        span = range(min(table["year"], default=0), max(table["year"], default=-1) + 1)
        table = table.set_index("year").reindex(pd.Index(span, name="year"), fill_value=0).reset_index()
    else:
        table = table.sort_values("cases", ascending=False, kind="stable", ignore_index=True)
    table = table.assign(share=table["cases"] / max(len(clean), 1))
    table.attrs["undated"] = int((~dated).sum())
    table.attrs["source"] = rows.attrs.get("source", rows.attrs.get("name"))
    return table


@cache
def _groups(column: str) -> dict[str, str]:
    """Return the group of each code of a column of the register, in the order in which groups are shown."""
    listed: list[CaseGroup] = getattr(judgement.read(CaseGroups), column)
    return {code: entry.group for entry in listed for code in entry.codes}


def _grouped(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    """Put register rows into the groups of a column."""
    known = _groups(column)
    unknown = sorted(set(rows[column].dropna()) - known.keys())
    if unknown:
        got, file = f"the code {unknown[0]!r} of {column}", relative(HAND / "case_groups.yml")
        raise InputError(got, "a code of a group", "add it to a group, with the reason", file=file)
    rest = known.get("unknown", known.get("other", ""))
    return rows[column].map(known).fillna(rest)
