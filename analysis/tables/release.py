"""The shipped tables, validated, typed and cleaned."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.core import dates as core_dates
from analysis.core import judgement
from analysis.core.countries import members, parse_country_column
from analysis.core.errors import InputError, some
from analysis.core.files import CLEAN, HAND, RAW, inputs_digest, read_sealed, relative, write_sealed
from analysis.tables.shipped import checked_bytes, raw_path, read_raw

INDICATORS = HAND / "indicators.csv"


def check_indicators(table: pd.DataFrame, file: Path, path: Path = INDICATORS) -> None:
    """Refuse the first figure whose indicator is unknown, whose universe is another's, or that has no value or two."""
    universes = judgement.table(INDICATORS.name, path).set_index("indicator")["universe"]
    wanted = table["indicator"].map(universes)
    _refuse(table, wanted.isna(), "indicator", "an indicator that is described", f"add it to {relative(path)}", file)
    other = table["basis"].fillna("") != wanted
    _refuse(table, other, "basis", "the universe of its indicator", f"correct it, or {relative(path)}", file)
    unclear = table["value"].isna() == table["value_text"].isna()
    _refuse(table, unclear, "value_text", "either a value or a value_text", "leave one of them blank", file)


def _refuse(table: pd.DataFrame, bad: pd.Series[bool], column: str, expected: str, fix: str, file: Path) -> None:
    if not bad.any():
        return
    row = table.index[bad][0]
    got = f"{table[column].fillna('')[row]!r} in column {column!r} for {table['indicator'][row]!r}"
    raise InputError(got, expected, fix, file=relative(file), row=int(row))


SOURCE_FAMILIES = HAND / "source_families.csv"


FAMILIES = ("governments", "parliaments", "ngos", "press")


def add_families(table: pd.DataFrame, file: Path, path: Path = SOURCE_FAMILIES) -> pd.DataFrame:
    """Add the family of each list that names a state; a title that matches none, or two, is refused."""
    rules = judgement.table(SOURCE_FAMILIES.name, path)
    families = [_family(title, rules, file, int(str(row)), path) for row, title in table["source_title"].items()]
    return table.assign(family=families)


def _family(title: str, rules: pd.DataFrame, file: Path, row: int, path: Path) -> str:
    matches = [part in title for part in rules["contains"]]
    found = sorted(set(rules.loc[matches, "family"]))
    if len(found) != 1:
        raise InputError(
            f"the source {title!r}, which matches {some(found) or 'no family'}",
            f"exactly one of {some(FAMILIES)}",
            f"add a part of its title to {relative(path)} with its family and a reason, or make one there narrower",
            file=relative(file),
            row=row,
        )
    return str(found[0])


@cache
def _speakers() -> tuple[str, ...]:
    return tuple(judgement.table(SOURCE_FAMILIES.name)["contains"])


def speaker_of(title: str) -> str:
    """Give the source of a mention as ``source_families.csv`` knows it, whatever its edition or year."""
    return next(part for part in _speakers() if part in title)


DECISIONS = HAND / "conflict_rules.csv"


KEY = ["conflict_group", "indicator", "country", "date_text", "figure"]


def mark_preferred(table: pd.DataFrame, file: Path, path: Path = DECISIONS) -> pd.DataFrame:
    """Say of every figure whether it is preferred and by which rule; each one of a conflict needs a decision."""
    rules = judgement.table(DECISIONS.name, path)
    decided = rules.set_index(_joined(rules))
    keys = _keys(table)
    _refuse_undecided(keys[~keys.isin(decided.index)], file, path)
    _refuse_stale(list(decided.index), set(keys), path)
    chosen = keys.map(decided["preferred"] == "yes").reindex(table.index, fill_value=True)
    reasons = keys.map(decided["rule"] + ": " + decided["reason"]).reindex(table.index)
    return table.assign(preferred=chosen, preferred_reason=reasons)


def _joined(table: pd.DataFrame) -> pd.Series[str]:
    """Give the key of each decision, or of each figure, as one text."""
    return table[KEY].agg("|".join, axis=1)


def _keys(table: pd.DataFrame) -> pd.Series[str]:
    """Give the keys of the figures of conflict groups, by their rows."""
    held = table[table["conflict_group"].notna()]
    return _joined(held.assign(figure=held["value"].fillna(held["value_text"])).fillna(""))


def _refuse_undecided(undecided: pd.Series[str], file: Path, path: Path) -> None:
    if len(undecided):
        raise InputError(
            f"the conflicting figure {undecided.iloc[0]}",
            "a decision on each figure of a conflict group",
            f"say in {relative(path)} whether it is preferred, with the rule and the reason",
            file=relative(file),
            row=int(str(undecided.index[0])),
        )


def _refuse_stale(decided: list[str], keys: set[str], path: Path) -> None:
    for row, key in enumerate(decided, start=2):
        if key not in keys:
            got = f"a decision on {key}, which is not in the table"
            raise InputError(got, "figures of the table", "remove it", file=relative(path), row=row)


CORRECTIONS = HAND / "corrections.csv"


def read_corrections(path: Path = CORRECTIONS) -> pd.DataFrame:
    """Read the declared corrections: one row a correction, its columns those of `Correction` in ``judgement.py``."""
    return judgement.table(CORRECTIONS.name, path)


def apply_corrections(name: str, table: pd.DataFrame, path: Path = CORRECTIONS) -> pd.DataFrame:
    """Apply what is declared for a table, and say in a column ``correction`` what was changed or doubted."""
    table = table.assign(correction="")
    rules = read_corrections(path)
    for number, rule in rules[rules["table"] == name].iterrows():
        table = _apply_correction(table, rule, relative(path), int(str(number)) + 2)
    return table


def _apply_correction(table: pd.DataFrame, rule: pd.Series[str], file: str, number: int) -> pd.DataFrame:
    row, column = _corrected_row(table, rule, file, number), rule["column"]
    _refuse_repaired(str(table.loc[row, column]), rule, file, number)
    if rule["action"] == "drop":
        return table.drop(index=row)
    before = str(table.loc[row, "correction"])
    table.loc[row, "correction"] = f"{before}; {_in_words(rule)}" if before else _in_words(rule)
    if rule["action"] == "replace":
        table.loc[row, column] = rule["new_value"]
    return table


def _refuse_repaired(held: str, rule: pd.Series[str], file: str, number: int) -> None:
    if held != rule["expect"]:
        raise InputError(
            f"{held!r} in column {rule['column']!r} of {rule['table']}, {rule['key']}",
            f"{rule['expect']!r}, which the correction was written for",
            "remove the correction if the table was repaired, else revise it",
            file=file,
            row=number,
        )


def _corrected_row(table: pd.DataFrame, rule: pd.Series[str], file: str, number: int) -> int:
    chosen = pd.Series(True, index=table.index)
    for pair in rule["key"].split(" & "):
        column, _, value = pair.partition("=")
        chosen &= table[column] == value if column in table else False
    found = table.index[chosen]
    if len(found) != 1:
        got = f"{len(found)} rows of {rule['table']} with {rule['key']}"
        fix = "correct the key, or remove the correction if the row is gone"
        raise InputError(got, "exactly one", fix, file=file, row=number)
    return int(found[0])


def _in_words(rule: pd.Series[str]) -> str:
    change = f" to {rule['new_value']}" if rule["action"] == "replace" else ""
    verb = "corrected" if rule["action"] == "replace" else "doubted"
    return f"{rule['column']} {verb}, {rule['expect']}{change}: {rule['reason']}"


REGIONS = HAND / "regions.csv"


NO_TERRITORY = frozenset({"WORLD", "XIC", "XIR"})


@dataclass(frozen=True)
class Release:
    """All clean tables of the data release; see ``data/README.md`` for their columns.

    Parameters
    ----------
    cases : DataFrame
        Register of documented cases.
    cases_flags : DataFrame
        Cautions on them.
    cases_effects : DataFrame
        What happened to the person in each case; ``cases`` carries its columns.
    cases_readings : DataFrame
        Claim status by reader, of which the majority is ``claim_status``.
    cases_criteria : DataFrame
        Criteria behind the claim status, for other rules.
    cases_changes : DataFrame
        What the release changed in the register, cell by cell, and why.
    second_coding : DataFrame
        Rows of the register that were coded twice.
    case_conflicts : DataFrame
        Cases on which sources conflict, and how the register codes them.
    country_mentions : DataFrame
        Lists that name a state, with the family of the source.
    repression_incidents : DataFrame
        Incidents of transnational repression that Freedom House counts, by state and release.
    oversight_statistics : DataFrame
        Published figures; ``preferred`` marks the one chosen among conflicting ones.
    ccf_decisions : DataFrame
        Coded decisions of the CCF.
    oversight_timeline : DataFrame
        Dated measures, rulings and reforms.
    belarus_sanctions_timeline : DataFrame
        Rounds of sanctions on Belarus.
    founding_claims : DataFrame
        Claims of the founding article, with verdicts.
    governance : DataFrame
        Governance, population and population at risk by country and year.
    refugees : DataFrame
        Refugees and asylum seekers by origin, host and year.
    public_notices : DataFrame
        Public Red Notices by requesting country and snapshot.
    nationalities : DataFrame
        Public Red Notices by nationality of the person and snapshot.
    exits : DataFrame
        Public Red Notices that left the list between two snapshots, by requesting country.
    inference : DataFrame
        What the inference of requesting countries leaves of counts and shares of public notices, as distributions.
    offences : DataFrame
        Public Red Notices by requesting country, offence and snapshot.
    sensitive : DataFrame
        Public Red Notices with charges that are sensitive under Article 3, by requesting country and snapshot.
    corroboration : DataFrame
        Persons charged with security offences, and those of them designated by others, by requesting country.
    designations : DataFrame
        Sanctions designations by target country, sender, kind of subject and year.
    programmes : DataFrame
        Sanctions designations by sender, programme, kind of subject and year.
    coverage : DataFrame
        How often each interval holds the truth in simulated data.
    validation : DataFrame
        Bias, error and coverage of estimators in simulated data.
    regions : DataFrame
        Regions of countries and territories.
    """

    cases: pd.DataFrame
    cases_flags: pd.DataFrame
    cases_effects: pd.DataFrame
    cases_readings: pd.DataFrame
    cases_criteria: pd.DataFrame
    cases_changes: pd.DataFrame
    second_coding: pd.DataFrame
    case_conflicts: pd.DataFrame
    country_mentions: pd.DataFrame
    repression_incidents: pd.DataFrame
    oversight_statistics: pd.DataFrame
    ccf_decisions: pd.DataFrame
    oversight_timeline: pd.DataFrame
    belarus_sanctions_timeline: pd.DataFrame
    founding_claims: pd.DataFrame
    governance: pd.DataFrame
    refugees: pd.DataFrame
    public_notices: pd.DataFrame
    nationalities: pd.DataFrame
    exits: pd.DataFrame
    inference: pd.DataFrame
    offences: pd.DataFrame
    sensitive: pd.DataFrame
    corroboration: pd.DataFrame
    designations: pd.DataFrame
    programmes: pd.DataFrame
    coverage: pd.DataFrame
    validation: pd.DataFrame
    regions: pd.DataFrame

    def rows(self, table: str, column: str, value: str) -> pd.DataFrame:
        """Return those rows of a table that have a value in a column."""
        held: pd.DataFrame = getattr(self, table)
        places: dict[tuple[str, str], Any] = vars(self).setdefault("_places", {})
        if (table, column) not in places:
            places[table, column] = held.groupby(column).indices
        chosen: pd.DataFrame = held.iloc[places[table, column].get(value, [])]
        return chosen


#: Attributes of :class:`Release` that are called otherwise than their tables.
CALLED = {
    "second_coding": "cases_second_coding",
    "governance": "governance_country_year",
    "refugees": "refugees_by_origin_host",
    "public_notices": "public_notices_by_requesting_country",
    "nationalities": "public_notices_by_nationality",
    "exits": "public_notices_exits",
    "inference": "public_notices_inference",
    "offences": "public_notices_by_offence",
    "sensitive": "public_notices_sensitive",
    "corroboration": "public_notices_corroboration",
    "designations": "designations_by_target_country",
    "programmes": "designations_by_programme",
    "coverage": "interval_coverage",
    "validation": "estimator_validation",
}


#: Attribute of :class:`Release` -> name of the table.
TABLES = {field.name: CALLED.get(field.name, field.name) for field in fields(Release)}


def load(name: str, root: Path = RAW) -> pd.DataFrame:
    """Give one clean table.

    Parameters
    ----------
    name : str
        A table of ``data/raw``, or ``regions``.
    root : Path
        The folder of shipped tables.

    Returns
    -------
    DataFrame
        Validated against its schema: whole numbers as ``Int64``, other numbers as ``Float64``, text as ``str``,
        countries as ISO3, missing values as ``NA`` or ``NaN``; a running index.

    Raises
    ------
    InputError
        If the table is missing, edited, empty, or holds anything that its schema refuses.

    Examples
    --------
    >>> list(load("cases_flags").columns)
    ['case_id', 'flag', 'explanation']
    """
    raw, file = _raw(name, root)
    table = cleaned(name, raw, file, root, corrected=True)
    if name == "cases":
        _refuse_other_status(table, load("cases_readings", root), file)
    return table


def majority_status(readings: pd.DataFrame) -> pd.Series[str]:
    """Claim status by case: the majority of its readers.

    A tie that includes "supported" is contested; any other tie goes to the first reader.

    Parameters
    ----------
    readings : DataFrame
        Table ``cases_readings``, or readings of your own with its columns.

    Returns
    -------
    Series of str
        By case id.

    Raises
    ------
    InputError
        If a tie is to go to the first reader of a case that has none.

    Examples
    --------
    >>> tie = {"case_id": "a", "reader": ["first", "audit"], "claim_status": ["supported", "contested"]}
    >>> tie = pd.DataFrame(tie)
    >>> majority_status(tie)["a"]
    'contested'
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
        case, row = cases.loc[differs[0]], int(differs[0]) + 2
        expected = f"{computed[differs[0]]!r}, the majority of its readers in cases_readings"
        if pd.isna(computed[differs[0]]):
            expected = "a case with at least one reading in cases_readings"
        fix = "correct the status, or add the reading that changes it"
        raise InputError(
            f"claim_status {case['claim_status']!r} of {case['case_id']}", expected, fix, file=relative(file), row=row
        )


def cleaned(name: str, raw: pd.DataFrame, file: Path, root: Path = RAW, *, corrected: bool = False) -> pd.DataFrame:
    """Clean a table of text as `load` does; declared corrections, which are of the shipped file, only where asked."""
    from analysis.tables import schemas  # its import takes longer than reading a kept release

    schema = schemas.schema_of(name)
    schemas.expect_columns(raw, schema, file)
    table = raw.set_axis(raw.index + 2)
    if "correction" in schema.columns:
        table = apply_corrections(name, table) if corrected else table.assign(correction="")
    schemas.refuse_blanks(table.where(table != ""), schema, file)
    countries, dates = (
        [column for column in schemas.with_role(schema.columns, role) if column in table]
        for role in ("country", "date")
    )
    table = _harmonised(table, countries, dates, file)
    table = FINISH[name](table, file, root) if name in FINISH else table
    return schemas.validate(table, schema, file).reset_index(drop=True)


def _raw(name: str, root: Path) -> tuple[pd.DataFrame, Path]:
    """Give a table as text, and its file; the regions are a judgement."""
    if name == "regions":
        return judgement.table(REGIONS.name), REGIONS
    return read_raw(name, root), raw_path(name, root)


def _harmonised(table: pd.DataFrame, countries: list[str], dates: list[str], file: Path) -> pd.DataFrame:
    table = table.assign(**{column: parse_country_column(table[column], relative(file)) for column in countries})
    table = table.where(table != "")
    for column in dates:
        table = core_dates.add_precision(table, column, file)
    return table


def _add_year_precision(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Say how far the year of a case is known, by the cautions on the case."""
    flags = read_raw("cases_flags", root)
    approximate, unread = (
        table["case_id"].isin(flags.loc[flags["flag"] == flag, "case_id"])
        for flag in ("year_approximate", "year_unread")
    )
    blank = table["year"].isna()
    told = pd.Series("year", index=table.index).mask(blank, "unknown").mask(approximate, "approximate")
    return table.assign(year_precision=told.mask(unread & blank, "unread"))  # the flag may outlive a later reading


#: Columns of ``cases_effects`` that ``cases`` carries -> their names there.
EFFECTS = {
    **{
        column: column
        for column in (
            "held", "held_where", "held_year", "held_days", "released", "extradition", "extradition_year", "returned",
            "travel_blocked", "asylum_affected", "linked",
        )
    },
    **{column: f"effects_{column}" for column in ("basis", "remark", "source_title", "source_url", "source_date")},
}  # fmt: skip


def _finish_register(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    from analysis.tables import schemas

    schema = schemas.schema_of("cases")  # a cell that it refuses is named before a row that another table lacks
    schemas.validate(table, schema.select_columns(schemas.raw_columns(schema)), file)
    effects = load("cases_effects", root).set_index("case_id")[list(EFFECTS)].rename(columns=EFFECTS)
    without = table.index[~table["case_id"].isin(effects.index)]
    if len(without):
        got, fix = f"the case {table.loc[without[0], 'case_id']}", "add its row, with unknown where no source says it"
        expected = "a case with a row in cases_effects"
        raise InputError(got, expected, fix, file=relative(file), row=int(without[0]))
    return _add_year_precision(table, file, root).join(effects, on="case_id")


def _check_cases(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    return _refuse_unknown_cases(table, table["case_id"], file, root)


def _check_second_coding(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check the ids of all rounds but the third, which coded candidates that the register did not take as well."""
    return _refuse_unknown_cases(table, table.loc[table["round"] != "3", "case_id"], file, root)


def _check_changes(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check that the last change of each cell is what the register holds."""
    cells = table[table["column"].notna()].drop_duplicates(["case_id", "column"], keep="last")
    _refuse_unknown_cases(table, table["case_id"], file, root)
    _refuse_other_codes(cells.rename(columns={"new": "coded"}), file, root)
    return table


def _check_conflicts(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    """Check that a conflict states the code that the register holds."""
    _refuse_unknown_cases(table, table["case_id"], file, root)
    _refuse_other_codes(table, file, root)
    return table


def _check_claims(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    named = table["case_ids"].dropna().str.split(";").explode().str.strip()
    return _refuse_unknown_cases(table, named, file, root)


def _refuse_other_codes(cells: pd.DataFrame, file: Path, root: Path) -> None:
    """Refuse the first cell (``case_id``, ``column``, ``coded``) whose code is not the one in the register."""
    cases = read_raw("cases", root).set_index("case_id")
    for row, case_id, column, coded in cells[["case_id", "column", "coded"]].fillna("").itertuples():
        held = cases.loc[case_id, column] if column in cases else None
        if held != coded:
            got, row = f"{coded!r} for {column!r} of {case_id}", int(str(row))
            raise InputError(got, f"{held!r}, as in cases.csv", "correct one of the two", file=relative(file), row=row)


def _refuse_unknown_cases(table: pd.DataFrame, named: pd.Series[str], file: Path, root: Path) -> pd.DataFrame:
    unknown = named[~named.isin(read_raw("cases", root)["case_id"])]
    if not unknown.empty:
        row = int(str(unknown.index[0]))
        got = f"the case {unknown.iloc[0]!r}"
        raise InputError(got, "a case_id of cases.csv", "correct it", file=relative(file), row=row)
    return table


def _finish_mentions(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    return add_families(table, file)


def _finish_statistics(table: pd.DataFrame, file: Path, root: Path) -> pd.DataFrame:
    check_indicators(table, file)
    precision = [_period_precision(str(text), int(str(row)), file) for row, text in table["date_text"].items()]
    return mark_preferred(table.assign(date_precision=precision), file)


def _period_precision(text: str, row: int, file: Path) -> str:
    try:
        return core_dates.period_precision(text)
    except ValueError:
        expected = "a date, a period such as 2010-2017, 2016-07..2019-11 or since 2020, c. 2021, or not shown"
        raise InputError(f"date_text {text!r}", expected, "correct it", file=relative(file), row=row) from None


#: What cleaning checks in, or adds to, one table only.
FINISH: dict[str, Callable[[pd.DataFrame, Path, Path], pd.DataFrame]] = {
    "cases": _finish_register,
    "cases_flags": _check_cases,
    "cases_effects": _check_cases,
    "cases_readings": _check_cases,
    "cases_criteria": _check_cases,
    "cases_changes": _check_changes,
    "cases_second_coding": _check_second_coding,
    "case_conflicts": _check_conflicts,
    "country_mentions": _finish_mentions,
    "founding_claims": _check_claims,
    "oversight_statistics": _finish_statistics,
}


def load_all(root: Path = RAW, cache: Path = CLEAN) -> Release:
    """Give all clean tables; they are kept in ``cache`` until a raw file, a judgement or the code changes.

    Parameters
    ----------
    root : Path
        The folder of shipped tables.
    cache : Path
        Where clean tables are kept; if it cannot be written, they are not kept.

    Returns
    -------
    Release
        One attribute per table.

    Raises
    ------
    InputError
        If any table is missing or refused.

    Examples
    --------
    >>> int(load_all().cases["case_id"].duplicated().sum())
    0
    """
    inputs = inputs_digest(root)
    kept = cache / f"release-{inputs[:24]}.jsonl"
    found = _read_kept(kept, inputs)
    if found is not None:
        return Release(**found)
    tables = {attribute: load(name, root) for attribute, name in TABLES.items()}
    if inputs_digest(root) == inputs:  # nothing was edited meanwhile
        with contextlib.suppress(OSError):  # a read-only checkout cleans anew each time
            _keep(tables, kept, inputs)
    return Release(**tables)


@cache
def shipped_release() -> Release:
    """Give the clean tables of this project, read once in a process, for whoever only looks at them."""
    return load_all()


def _keep(tables: dict[str, pd.DataFrame], path: Path, inputs: str) -> None:
    """Write two lines: the hash of inputs and content, then the tables by column as JSON, which runs no code."""
    body = json.dumps({attribute: _columns(table) for attribute, table in tables.items()}, ensure_ascii=False)
    write_sealed(path, body.encode(), inputs)
    for old in path.parent.glob("release-*"):
        if old != path:
            old.unlink(missing_ok=True)


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the type and the values of each column; dates as text, None for what is missing."""
    plain = {name: column.astype("str") if column.dtype.kind == "M" else column for name, column in table.items()}
    return {
        str(name): [str(table[name].dtype), column.astype(object).where(table[name].notna(), None).tolist()]
        for name, column in plain.items()
    }


def _read_kept(path: Path, inputs: str) -> dict[str, pd.DataFrame] | None:
    """Read the kept tables; None where there are none, or a bit of them is not as it was written."""
    body = read_sealed(path, inputs)
    if body is None:
        return None
    try:
        held = {attribute: _table(columns) for attribute, columns in json.loads(body).items()}
    except (ValueError, TypeError, AttributeError):
        return None
    return held if set(held) == set(TABLES) else None


def _table(columns: dict[str, list[Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(values, dtype=kind) for name, (kind, values) in columns.items()})


def territories(release: Release) -> tuple[str, ...]:
    """List the INTERPOL members and every other country or territory that the data name.

    The list of regions holds every code there is, and so does not count.

    Parameters
    ----------
    release : Release
        The clean tables.

    Returns
    -------
    tuple of str
        ISO3 codes in order; without the world and the two tribunals.

    Examples
    --------
    >>> "BLR" in territories(load_all())
    True
    """
    named = set(members())
    for attribute in TABLES.keys() - {"regions"}:
        table: pd.DataFrame = getattr(release, attribute)
        for column in COUNTRY_COLUMNS & set(table.columns):
            named |= set(table[column].dropna().unique())
    return tuple(sorted(named - NO_TERRITORY))


#: Columns of the clean tables that hold a country.
COUNTRY_COLUMNS = frozenset(
    {
        "iso3",
        "country",
        "requesting_country",
        "held_where",
        "host_country",
        "country_concerned",
        "first_requesting_country",
        "first_host_country",
        "second_requesting_country",
        "second_host_country",
        "origin",
        "host",
        "programme_country",
    }
)


def geometry(name: str = "countries-50m", root: Path = RAW) -> dict[str, Any]:
    """Give the borders of countries as TopoJSON, after checking their hash.

    Parameters
    ----------
    name : {"countries-50m", "countries-110m"}
        The scale.
    root : Path
        The folder of shipped tables.

    Raises
    ------
    InputError
        If the file is missing or edited.

    Examples
    --------
    >>> geometry("countries-110m")["type"]
    'Topology'
    """
    return dict(json.loads(checked_bytes(name, root)))
