"""Rounds of sanctions on Belarus in full, beside its documented cases and the lists."""

from __future__ import annotations

import pandas as pd

from analysis.charts.rounds import rounds_and_cases
from analysis.countries import hand_table
from analysis.paths import HAND
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.texts import text
from analysis.report.words import DASH, estimates_table, link, shown
from analysis.stats.estimate import Estimate
from analysis.stats.rates import poisson_rate, rate_ratio
from analysis.stats.wording import Subject, number

BELARUS, PLACE = "BLR", "Belarus"
#: The round that only carried EU listings over, and the regime that is not the Belarusian one.
_CARRY_OVER, _OTHER_REGIMES = "Carry-over", ("Ukraine regime", "Global Human Rights")
_KINDS = {"person": "persons", "entity": "entities"}
_UNIVERSE = "rounds of designations on Belarus as announced, or as the list copies show where no release was read"


def _timeline() -> pd.DataFrame:
    return world.release().belarus_sanctions_timeline


def _cases() -> pd.DataFrame:
    cases = world.release().cases
    return cases[(cases["requesting_country"] == BELARUS) & cases["year"].notna()]


def rounds() -> Section:
    """Show every round on a time axis with documented cases, and in a table with its source."""
    table = _timeline()
    added = table["persons_added"].fillna(0) + table["entities_added"].fillna(0)
    real = ~table["round"].str.startswith(_CARRY_OVER) & table["date_first"].notna() & (added > 0)
    steps = pd.DataFrame({"sender": table["sender"], "date": table["date_first"], "added": added.astype(int)})[real]
    cases = _cases().groupby("year").size().rename("cases").reset_index().astype(int)
    source = world.source("belarus_sanctions_timeline", "cases")
    return section(rounds_and_cases(steps, cases, PLACE, source, text("rounds")), _rounds_table(table))


def _rounds_table(table: pd.DataFrame) -> Table:
    rows = pd.DataFrame(
        {
            "Date": table["date"].map(shown),
            "Sender": table["sender"],
            "Round": table["round"].map(shown),
            "Persons": table["persons_added"].map(shown),
            "Entities": table["entities_added"].map(shown),
            "Basis": table["count_basis"].map(shown),
            "Differs from the list": table["discrepancy"].map(shown),
            "Source": [link("source", url) for url in table["source_url"]],
        }
    )
    title = "Rounds of sanctions on Belarus"
    source = world.source("belarus_sanctions_timeline")
    return Table("belarus_rounds", title, table, rows, _UNIVERSE, source, text("rounds"))


def before_and_after(level: float) -> Section:
    """Show documented cases a year before and since the first round, and their ratio, with how little that is."""
    table, cases = _timeline(), _cases()
    first = int(table["date_first"].min().year)
    span = (int(cases["year"].min()), int(table["date_first"].max().year))
    before, since = int((cases["year"] < first).sum()), int((cases["year"] >= first).sum())
    years = (float(first - span[0]), float(span[1] - first + 1))
    about = Subject(
        PLACE,
        "documented cases",
        f"register of documented cases, every grade and status, {span[0]} to {span[1]}",
        world.source("cases", "belarus_sanctions_timeline"),
        "documented case",
    )
    rows: list[tuple[str, Estimate]] = [
        (f"Before {first}, a year", _rate(before, years[0], about.at(f"{PLACE} before {first}"), level)),
        (f"Since {first}, a year", _rate(since, years[1], about.at(f"{PLACE} since {first}"), level)),
    ]
    if before:
        pair = ((since, years[1]), (before, years[0]))
        ratio = rate_ratio(
            *pair, about=about.at(f"{PLACE} since {first}"), against=f"the years before {first}", level=level
        )
        rows.append(("Ratio", ratio))
    title = "Documented cases a year before and since the first round"
    return section(Prose([text("lead_and_lag")]), estimates_table("before_and_after", title, rows, text("detection")))


def _rate(count: int, years: float, about: Subject, level: float) -> Estimate:
    return poisson_rate(count, years, per=1.0, per_label="year", about=about, level=level)


def comparison() -> pd.DataFrame:
    """Hold the rounds against the lists, by sender, year and kind.

    Returns
    -------
    DataFrame
        ``sender``, ``year``, ``kind`` (persons, entities), ``rounds`` (entries on the list copy that a round names),
        ``list`` (designations of that year on the list), ``difference`` (list less rounds), ``reason``. Aircraft
        and vessels, which rounds do not count, are left out, as are rounds under other regimes and years that a list
        does not reach.
    """
    rounds_ = _from_rounds()
    lists = _from_lists()
    both = lists.merge(rounds_, on=["sender", "year", "kind"], how="inner")
    both["difference"] = both["list"] - both["rounds"]
    told = hand_table(HAND / "sanctions_discrepancies.csv").astype({"year": int, "difference": int})
    joined = both.merge(told, on=["sender", "year", "kind", "difference"], how="left")
    return joined.assign(reason=joined["reason"].fillna("")).sort_values(["sender", "year", "kind"], ignore_index=True)


def _from_rounds() -> pd.DataFrame:
    table = _timeline()
    own = table[~table["round"].str.contains("|".join(_OTHER_REGIMES)) & table["persons_on_list_copy"].notna()]
    counts = (
        own.assign(year=own["date_first"].dt.year)
        .groupby(["sender", "year"])[["persons_on_list_copy", "entities_on_list_copy"]]
        .sum()
    )
    counts = counts.set_axis(["persons", "entities"], axis=1).reset_index().melt(["sender", "year"], var_name="kind")
    return counts.rename(columns={"value": "rounds"}).astype({"year": int, "rounds": int})


def _from_lists() -> pd.DataFrame:
    table = world.release().designations
    own = table[(table["programme_country"] == BELARUS) & table["year"].notna() & table["entity_type"].isin(_KINDS)]
    counts = (
        own.assign(kind=own["entity_type"].map(_KINDS))
        .groupby(["list", "year", "kind"])["designations"]
        .sum()
        .reset_index()
    )
    return counts.set_axis(["sender", "year", "kind", "list"], axis=1).astype({"year": int, "list": int})


def reconciled() -> Section:
    """Show the rounds beside the lists, with every difference and its reason."""
    data = comparison()
    rows = pd.DataFrame(
        {
            "Sender": data["sender"],
            "Year": data["year"].astype(str),
            "Kind": data["kind"],
            "Rounds": data["rounds"].map(number),
            "List": data["list"].map(number),
            "Difference": data["difference"].astype(str),
            "Why": data["reason"].where(data["reason"] != "", DASH),
        }
    )
    title = "Rounds on Belarus beside the senders' lists"
    source = world.source("belarus_sanctions_timeline", "designations_by_target_country")
    return section(Table("belarus_reconciled", title, data, rows, _UNIVERSE, source, text("rounds")))
