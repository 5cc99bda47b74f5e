"""The shipped tables, validated, typed and cleaned."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.core import dates as core_dates
from analysis.core import hand_models, judgement
from analysis.core.country_names import NO_STATE, members, parse_country_column
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, csv_as_text, digest, relative
from analysis.tables import schemas
from analysis.tables.shipped import ARCHIVE, raw_path, read_raw

#: Takes a table, its file and the folder of all tables.
Finish = Callable[[pd.DataFrame, Path, Path], pd.DataFrame]

INDICATORS = HAND / "indicators.csv"
SOURCE_FAMILIES = HAND / "source_families.csv"
FAMILIES: tuple[str, ...] = get_args(hand_models.Family)
DECISIONS = HAND / "conflict_rules.csv"
#: Columns that name a figure of a conflict.
FIGURE_KEY = ["conflict_group", "indicator", "country", "date_text", "figure"]
CORRECTIONS = HAND / "corrections.csv"


# Figures, sources and corrections ----------------------------------------------------------------------------------


def _check_indicators(table: pd.DataFrame, file: Path) -> None:
    """Refuse the first figure with an unknown indicator, a wrong basis, or no value or two."""
    wanted = table["indicator"].map(judgement.lookup(INDICATORS.name, "indicator", "universe"))
    other, unclear = table["basis"].fillna("") != wanted, table["value"].isna() == table["value_text"].isna()
    listing = relative(INDICATORS)
    for column, bad, expected, fix in (
        ("indicator", wanted.isna(), "an indicator that is described", f"add it to {listing}"),
        ("basis", other, "the basis of its indicator", f"correct it, or {listing}"),
        ("value_text", unclear, "either a value or a value_text", "leave one of them blank"),
    ):
        if bad.any():
            row = table.index[bad][0]
            got = f"{table[column].fillna('')[row]!r} in column {column!r} for {table['indicator'][row]!r}"
            raise InputError(got, expected, fix, file=relative(file), row=int(row))


def _add_families(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Add the family of each list that names a state; a title that matches none, or two, is refused."""
    rules = judgement.table(SOURCE_FAMILIES.name)
    families = []
    for row, title in table["source_title"].items():
        matches = sorted({str(rule.family) for rule in rules.itertuples() if str(rule.contains) in title})
        if len(matches) != 1:
            got = f"the source {title!r}, which matches {some(matches) or 'no family'}"
            add = f"add a part of its title to {relative(SOURCE_FAMILIES)} with its family and a reason"
            fix, line = f"{add}, or make one there narrower", int(str(row))
            raise InputError(got, f"exactly one of {some(FAMILIES)}", fix, file=relative(file), row=line)
        families += matches
    return table.assign(family=families)


@cache
def speaker_of(title: str) -> str:
    """Return the source of a mention as ``source_families.csv`` names it, without edition or year."""
    return str(next(part for part in judgement.table(SOURCE_FAMILIES.name)["contains"] if part in title))


def mark_preferred(table: pd.DataFrame, file: Path, path: Path = DECISIONS) -> pd.DataFrame:
    """Add whether every figure is preferred and by which rule; each one of a conflict needs a decision."""
    rules = judgement.table(DECISIONS.name, path)
    decided = rules.set_index(rules[FIGURE_KEY].agg("|".join, axis=1))
    rows = table[table["conflict_group"].notna()]
    figures = rows.assign(figure=rows["value"].fillna(rows["value_text"])).fillna("")
    keys = figures[FIGURE_KEY].agg("|".join, axis=1)
    undecided = keys[~keys.isin(decided.index)]
    if len(undecided):
        got, expected = f"the conflicting figure {undecided.iloc[0]}", "a decision on each figure of a conflict group"
        fix = f"write in {relative(path)} whether it is preferred, with the rule and the reason"
        raise InputError(got, expected, fix, file=relative(file), row=int(str(undecided.index[0])))
    for row, key in enumerate(decided.index, start=2):
        if key not in set(keys):
            got = f"a decision on {key}, which is not in the table"
            raise InputError(got, "figures of the table", "remove it", file=relative(path), row=row)
    chosen = keys.map(decided["preferred"] == "yes").reindex(table.index, fill_value=True)
    reasons = keys.map(decided["rule"] + ": " + decided["reason"]).reindex(table.index)
    return table.assign(preferred=chosen, preferred_reason=reasons)


def apply_corrections(name: str, table: pd.DataFrame, path: Path = CORRECTIONS) -> pd.DataFrame:
    """Apply what is declared for a table; a column ``correction`` explains what was changed or doubted."""
    table = table.assign(correction="")
    rules = judgement.table(CORRECTIONS.name, path)
    for number, rule in rules[rules["table"] == name].iterrows():
        table = _apply_correction(table, rule, relative(path), int(str(number)) + 2)
    return table


def _apply_correction(table: pd.DataFrame, rule: pd.Series[str], file: str, number: int) -> pd.DataFrame:
    column, action = rule["column"], rule["action"]
    row = _corrected_row(table, rule, file, number)
    value = str(table.loc[row, column])
    if value != rule["expect"]:
        got = f"{value!r} in column {column!r} of {rule['table']}, {rule['key']}"
        expected = f"{rule['expect']!r}, which the correction was written for"
        fix = "remove the correction if the table was repaired, else revise it"
        raise InputError(got, expected, fix, file=file, row=number)
    if action == "drop":
        return table.drop(index=row)
    verb, change = ("corrected", f" to {rule['new_value']}") if action == "replace" else ("doubted", "")
    remark, before = f"{column} {verb}, {rule['expect']}{change}: {rule['reason']}", str(table.loc[row, "correction"])
    table.loc[row, "correction"] = f"{before}; {remark}" if before else remark
    if action == "replace":
        table.loc[row, column] = rule["new_value"]
    return table


def _corrected_row(table: pd.DataFrame, rule: pd.Series[str], file: str, number: int) -> int:
    chosen = pd.Series(True, index=table.index)
    for pair in rule["key"].split(" & "):
        column, _, value = pair.partition("=")
        chosen &= table[column] == value if column in table else False
    rows = table.index[chosen]
    if len(rows) != 1:
        got = f"{len(rows)} rows of {rule['table']} with {rule['key']}"
        fix = "correct the key, or remove the correction if the row is gone"
        raise InputError(got, "exactly one", fix, file=file, row=number)
    return int(rows[0])


# The clean tables --------------------------------------------------------------------------------------------------


#: The clean tables of a data release, by name; ``data/README.md`` describes each and its columns.
Release = Mapping[str, pd.DataFrame]


def load(name: str, root: Path = RAW) -> pd.DataFrame:
    """Clean table: validated and typed, missing values as ``NA`` or ``NaN``; a running index."""
    file = raw_path(name, root)
    table = _cleaned(schemas.schema_of(name), read_raw(name, root), file, FINISH.get(name), root, corrected=True)
    if name == "cases":
        _refuse_other_status(table, load("cases_readings", root), file)
    return table


def majority_status(readings: pd.DataFrame) -> pd.Series[str]:
    """Claim status by case: the majority of its readers.

    A tie that includes "supported" is contested; any other tie goes to the first reader, without whom it is refused.
    """
    votes = pd.crosstab(readings["case_id"], readings["claim_status"])
    leading = votes.eq(votes.max(axis=1), axis=0)
    status = leading.idxmax(axis=1)
    tied = leading.sum(axis=1) > 1
    disputed = tied & leading.get("supported", False)
    first = readings[readings["reader"] == "first"].set_index("case_id")["claim_status"]
    missing = status.index[tied & ~disputed].difference(first.index)
    if len(missing):
        fix = "add a row with the reader 'first'"
        raise InputError(f"a tie between the readers of {missing[0]} and no first reader", "a first reader", fix)
    status = status.mask(tied, first.reindex(status.index)).mask(disputed, "contested")
    return status.astype("str").rename("claim_status")


def _refuse_other_status(cases: pd.DataFrame, readings: pd.DataFrame, file: Path) -> None:
    computed = cases["case_id"].map(majority_status(readings))
    differs = cases.index[computed.ne(cases["claim_status"])]
    if len(differs):
        case, row, status = cases.loc[differs[0]], int(differs[0]) + 2, computed[differs[0]]
        got = f"claim_status {case['claim_status']!r} of {case['case_id']}"
        majority = f"{status!r}, the majority of its readers in cases_readings"
        expected = "a case with at least one reading in cases_readings" if pd.isna(status) else majority
        fix = "correct the status, or add the reading that changes it"
        raise InputError(got, expected, fix, file=relative(file), row=row)


def _cleaned(
    schema: pa.DataFrameSchema, raw: pd.DataFrame, file: Path, finish: Finish | None, root: Path, *, corrected: bool
) -> pd.DataFrame:
    """Clean a table of text as `load` does; declared corrections, which are of the shipped file, only where asked."""
    schemas.expect_columns(raw, schema, file)
    table = raw.set_axis(raw.index + 2)
    if "correction" in schema.columns:
        table = apply_corrections(str(schema.name), table) if corrected else table.assign(correction="")
    schemas.refuse_blanks(table.where(table != ""), schema, file)
    for column in schemas.with_role(schema.columns, "country"):
        if column in table:
            table = table.assign(**{column: parse_country_column(table[column], relative(file))})
    table = table.where(table != "")
    for column in schemas.with_role(schema.columns, "date"):
        if column in table:
            table = core_dates.add_precision(table, column, file)
    table = finish(table, file, root) if finish else table
    return schemas.validate(table, schema, file).reset_index(drop=True)


_HAPPENED = (
    "held", "held_where", "held_year", "held_days", "released", "extradition", "extradition_year", "returned",
    "travel_blocked", "asylum_affected", "linked",
)  # fmt: skip
_HOW_KNOWN = ("basis", "remark", "source_title", "source_url", "source_date")
#: Columns of ``cases_effects`` that ``cases`` carries -> their names there.
EFFECTS = {column: column for column in _HAPPENED} | {column: f"effects_{column}" for column in _HOW_KNOWN}


def _finish_register(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    schema = schemas.schema_of("cases")  # a cell that it refuses is named before a row that another table lacks
    schemas.validate(table, schema.select_columns(schemas.raw_columns(schema)), file)
    effects = load("cases_effects", root)
    without = table.index[~table["case_id"].isin(effects["case_id"])]
    if len(without):
        got, fix = f"the case {table.loc[without[0], 'case_id']}", "add its row, with unknown where no source says it"
        expected = "a case with a row in cases_effects"
        raise InputError(got, expected, fix, file=relative(file), row=int(without[0]))
    return _join_register(table, effects, root)


def _join_register(table: pd.DataFrame, effects: pd.DataFrame, root: Path) -> pd.DataFrame:
    """Add the precision of each year, and what happened to the person."""
    flags = read_raw("cases_flags", root)
    approximate, unread = (
        table["case_id"].isin(flags.loc[flags["flag"] == flag, "case_id"])
        for flag in ("year_approximate", "year_unread")
    )
    blank = table["year"].isna()
    precision = pd.Series("year", index=table.index).mask(blank, "unknown").mask(approximate, "approximate")
    precision = precision.mask(unread & blank, "unread")  # the flag may outlive a later reading
    happened = effects.set_index("case_id")[list(EFFECTS)].rename(columns=EFFECTS)
    return table.assign(year_precision=precision).join(happened, on="case_id")


def _check_cases(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    return _refuse_unknown_cases(table, table["case_id"], file, root)


def _check_addresses(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check that each case has one address; one without a case was that of a case since removed."""
    ids, known = table["case_id"].dropna(), read_raw("cases", root)["case_id"]
    others = pd.concat([ids[ids.duplicated()], known[~known.isin(ids)]])
    if len(others):
        got, fix = f"two addresses or none for the case {others.iloc[0]!r}", "choose one that no case has had"
        raise InputError(got, "one address for each case", fix, file=relative(file))
    return _refuse_unknown_cases(table, ids, file, root)


def _check_second_coding(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check the ids of all rounds but the third, which also coded candidates that the register did not take."""
    return _refuse_unknown_cases(table, table.loc[table["round"] != "3", "case_id"], file, root)


def _check_cells(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check that the register holds the code of each cell that is named; of the changes of a cell, the last one's."""
    _check_cases(table, file, root)
    cells = table.rename(columns={"new": "coded"}).dropna(subset="column")
    cells = cells.drop_duplicates(["case_id", "column"], keep="last")[["case_id", "column", "coded"]].fillna("")
    tables = {name: read_raw(name, root).set_index("case_id") for name in ("cases", "cases_effects")}
    for row, case_id, column, coded in cells.itertuples():
        name, _, cell = column.rpartition(".")
        codes = tables.get(name or "cases", pd.DataFrame())
        code = codes.loc[case_id, cell] if cell in codes else None
        if code != coded:
            got, expected = f"{coded!r} for {column!r} of {case_id}", f"{code!r}, as in {name or 'cases'}.csv"
            raise InputError(got, expected, "correct one of the two", file=relative(file), row=int(str(row)))
    return table


def _check_decisions(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check that each decision is of a case, and that a later one of the same case reversed it, if one did."""
    steps = set(zip(table["case_id"], table["sequence"], strict=True))
    reversed_ = table.dropna(subset="overturned_by")
    for row, case_id, step, later in reversed_[["case_id", "sequence", "overturned_by"]].itertuples():
        if int(later) <= int(step) or (case_id, later) not in steps:
            got, expected = f"overturned_by {later!r} of step {step} of {case_id}", "a later step of the same case"
            raise InputError(got, expected, "correct it", file=relative(file), row=int(str(row)))
    return _check_cases(table, file, root)


def _check_claims(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    ids = table["case_ids"].dropna().str.split(";").explode().str.strip()
    return _refuse_unknown_cases(table, ids, file, root)


def _refuse_unknown_cases(table: pd.DataFrame, ids: pd.Series[str], file: Path, root: Path) -> pd.DataFrame:
    unknown = ids[~ids.isin(read_raw("cases", root)["case_id"])]
    if not unknown.empty:
        row, got = int(str(unknown.index[0])), f"the case {unknown.iloc[0]!r}"
        raise InputError(got, "a case_id of cases.csv", "correct it", file=relative(file), row=row)
    return table


def _finish_statistics(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    _check_indicators(table, file)
    expected = "a date, a period such as 2010-2017, 2016-07..2019-11 or since 2020, c. 2021, or not shown"
    precision = core_dates.precisions(table["date_text"], file, core_dates.period_precision, expected)
    return mark_preferred(table.assign(date_precision=precision), file)


#: What cleaning checks in, or adds to, one table only.
FINISH: dict[str, Finish] = {
    "cases": _finish_register,
    "cases_flags": _check_cases,
    "cases_effects": _check_cases,
    "cases_readings": _check_cases,
    "cases_criteria": _check_cases,
    "cases_rule": _check_cases,
    "cases_decisions": _check_decisions,
    "cases_changes": _check_cells,
    "case_addresses": _check_addresses,
    "cases_second_coding": _check_second_coding,
    "case_conflicts": _check_cells,
    "country_mentions": _add_families,
    "founding_claims": _check_claims,
    "oversight_statistics": _finish_statistics,
}


def load_all(root: Path = RAW) -> Release:
    """Read, check and clean all tables."""
    return {name: load(name, root) for name in schemas.all_schemas()}


@cache
def shipped_release() -> Release:
    """Return the clean tables of this project, read once in a process; callers must not change them."""
    return load_all()


#: Days of the sources of a case; and the share of cases that have their first source by when a year is complete.
SOURCES, COMPLETE = ["source_1_date_first", "source_2_date_first"], 0.95


def source_delays(cases: pd.DataFrame) -> pd.Series[int]:
    """Years from the effect of each case to its first source, 0 where that is of the same year or earlier."""
    years = cases[SOURCES].min(axis=1).dt.year - cases["year"].astype(float)
    waited: pd.Series[int] = years.dropna().clip(lower=0).astype(int)
    return waited


def latest_source() -> pd.Timestamp:
    """Day of the latest source of the register."""
    return pd.Timestamp(shipped_release()["cases"][SOURCES].max().max())


@cache
def incomplete_since() -> int:
    """First year of which cases are still becoming known: 19 of 20 cases have waited longer for their first source."""
    waiting = np.quantile(source_delays(shipped_release()["cases"]), COMPLETE, method="inverted_cdf")
    return latest_source().year - int(waiting) + 1


def territories(release: Release) -> tuple[str, ...]:
    """Codes of the INTERPOL members and of every other country or territory that the data name, in order.

    A nationality alone does not count.
    """
    named = set(members())
    for name, table in release.items():
        columns = schemas.with_role(schemas.schema_of(name).columns, "country")
        for column in set(columns) & set(table.columns) - {"nationality"}:
            named |= set(table[column].dropna().unique())
    return tuple(sorted(named - NO_STATE))


# Earlier releases --------------------------------------------------------------------------------------------------

#: The file with the releases there were.
EARLIER_RELEASES = HAND / "earlier_releases.yml"


def as_of(name: str, release: str, root: Path = RAW) -> pd.DataFrame:
    """Clean table as an earlier release shipped it, in the columns of today; what was coded later is blank.

    Corrections declared for the present table are not applied. The precision of a year follows the cautions of today.
    """
    raw, file = _shipped_then(name, release, root)
    schema = schemas.schema_of(name)
    columns = schemas.raw_columns(schema)
    later = [column for column in columns if column not in raw]
    schema = schema.update_columns({column: {"nullable": True} for column in later})
    finish = partial(_join_earlier, release=release) if name == "cases" else None
    return _cleaned(schema, raw.reindex(columns=columns, fill_value=""), file, finish, root, corrected=False)


def _shipped_then(name: str, release: str, root: Path) -> tuple[pd.DataFrame, Path]:
    """Read the file of an earlier release as text, and compare it with the hash that the release stated."""
    wanted = known_release(name, release).file_sha256
    path = root / "evidence" / ARCHIVE / f"{name}-{release}.csv.gz"
    fix = f"restore it with `git checkout -- {relative(path)}`"
    if not path.exists():
        raise InputError("no such file", f"the table {name!r} of release {release}", fix, file=relative(path))
    content = gzip.decompress(path.read_bytes())
    if digest(content) != wanted:
        got = f"a table with sha256 {digest(content):.12}…"
        raise InputError(got, f"{wanted:.12}…, the hash of release {release}", fix, file=relative(path))
    return csv_as_text(path.with_suffix(""), content=content), path


def _join_earlier(table: pd.DataFrame, file: Path, root: Path, *, release: str) -> pd.DataFrame:
    """Add what happened to the person as far as that release had coded it."""
    coded = {one.version for one in judgement.load(EARLIER_RELEASES.name) if one.table == "cases_effects"}
    effects = as_of("cases_effects", release, root) if release in coded else load("cases_effects", root).iloc[:0]
    return _join_register(table, effects, root)


def added_since() -> int:
    """Count the cases that were added after the present release."""
    changes = shipped_release()["cases_changes"]
    return int((changes["column"].isna() & (changes["release"] > int(judgement.version().split(".")[0]))).sum())


def known_release(name: str, release: str) -> judgement.Document:
    """Return what the project knows of a table's earlier release; a refusal names the releases there are."""
    entries = {entry.version: entry for entry in judgement.load("earlier_releases.yml") if entry.table == name}
    if release not in entries:
        expected = f"one of {some([*entries, judgement.version()])}"
        raise InputError(f"release {release!r} of {name!r}", expected, "choose one of these")
    return entries[release]
