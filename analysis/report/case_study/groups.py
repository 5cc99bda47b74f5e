"""Who is targeted, with which charges and which instruments: counts, shares and the rows behind them."""

from __future__ import annotations

from functools import cache

import pandas as pd
import yaml

from analysis.core.countries import hand_table
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand import DASH, text
from analysis.facts import evidence, world
from analysis.facts.cases import headline_rows
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.case_study.rows import in_order, links
from analysis.report.words import value_of
from analysis.stats.counts import counted_share
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Subject

FILE = HAND / "case_groups.yml"
UNIVERSE = "register of documented cases, every grade and status"


@cache
def groups(column: str) -> dict[str, str]:
    """Give the group of each code of a column of the register, in the order in which groups are shown.

    Raises
    ------
    InputError
        If a code stands in two groups.
    """
    found: dict[str, str] = {}
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))[column]:
        for code in entry["codes"]:
            if code in found:
                fix = "leave it in one of them"
                raise InputError(f"{code!r} in two groups of {column}", "one group a code", fix, file=relative(FILE))
            found[code] = str(entry["group"])
    return found


def grouped(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    """Put register rows into the groups of a column.

    Raises
    ------
    InputError
        If a code of the register stands in no group.
    """
    known = groups(column)
    unknown = sorted(set(rows[column].dropna()) - known.keys())
    if unknown:
        fix = "add it to a group, with the reason"
        raise InputError(f"the code {unknown[0]!r} of {column}", "a code of a group", fix, file=relative(FILE))
    rest = known.get("unknown", known.get("other", ""))
    return rows[column].map(known).fillna(rest)


def targets(place: Place) -> Section:
    """Show who was targeted."""
    return _shown(place, "target_profile", "targets", "Who was targeted")


def charges(place: Place) -> Section:
    """Show with which charges, as the requesting state named them."""
    return _shown(place, "charge_category", "charges", "Charge alleged")


def instruments(place: Place) -> Section:
    """Show by which instrument, and how often a request from state to state stood beside it."""
    rows = in_order(place)
    told = rows[rows["case_id"].isin(bilateral())]
    beside = None if rows.empty else Prose([text("bilateral"), _bilateral(place, told)])
    return section(_shown(place, "instrument", "instruments", "Instrument"), beside)


@cache
def bilateral() -> frozenset[str]:
    """Name the register rows whose note tells of a request from state to state."""
    return frozenset(hand_table(HAND / "bilateral_requests.csv")["case_id"])


def _bilateral(place: Place, told: pd.DataFrame) -> str:
    if told.empty:
        return f"No row of {place.called} tells of one."
    return f"The rows of {place.called} that tell of one: {links(told)}."


def _shown(place: Place, column: str, name: str, title: str) -> Section:
    rows = in_order(place)
    if rows.empty:
        return section()
    return section(_table(place, rows, column, name, title))


def _table(place: Place, rows: pd.DataFrame, column: str, name: str, title: str) -> Table:
    group, strong = grouped(rows, column), headline_rows(rows)
    order = list(dict.fromkeys(groups(column).values()))
    estimates = [_share(place, int((group == each).sum()), len(rows), each) for each in order]
    data = pd.DataFrame([{"group": each, **e.as_dict()} for each, e in zip(order, estimates, strict=True)])
    counts = [int((group == each).sum()) for each in order]
    data = data.assign(rows=counts, strong=[int(((group == each) & strong).sum()) for each in order])
    few = len(rows) < LEAST_FOR_PERCENT
    shown_rows = pd.DataFrame(
        {
            title: order,
            "Rows": data["rows"].astype(str),
            "Share": [DASH if few else value_of(e) for e in estimates],
            "Strong": data["strong"].astype(str),
            "Which": [links(rows[group == each]) for each in order],
        }
    )[data["rows"].to_numpy() > 0]
    shares = "" if few else f"Shares are of all {len(rows)} register rows, counted completely. "
    note = f"{text('detection')} {shares}Strong: {evidence.evidence_rule().chosen}, with an INTERPOL instrument. {text('strong')}"
    return Table(name, f"{title}: {place.name}", data, shown_rows, UNIVERSE, world.source("cases"), note)


def _share(place: Place, part: int, whole: int, group: str) -> Estimate:
    about = Subject(place.name, f"of register rows: {group}", UNIVERSE, world.source("cases"))
    return counted_share(part, whole, about=about)
