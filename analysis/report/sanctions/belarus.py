"""Rounds of sanctions on Belarus in full, beside its documented cases and the lists."""

from __future__ import annotations

import pandas as pd

from analysis.charts.rounds import rounds_and_cases
from analysis.core.countries import hand_table
from analysis.core.files import HAND
from analysis.core.hand import DASH, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.profile.counts import without_corrections
from analysis.report.words import link, shown
from analysis.stats.estimate import Estimate, Subject, number

BELARUS, PLACE = "BLR", "Belarus"
#: The round that only carried EU listings over, and the regime that is not the Belarusian one.
_CARRY_OVER, _OTHER_REGIMES = "Carry-over", ("Ukraine regime", "Global Human Rights")
_KINDS = {"person": "persons", "entity": "entities"}
_COUNTED = "register of documented cases of every grade and status, dated, corrections left out"
_UNIVERSE = "rounds of designations on Belarus as announced, or as the list copies show where no release was read"


def _timeline() -> pd.DataFrame:
    return world.release().belarus_sanctions_timeline


def _cases() -> pd.DataFrame:
    """Give the dated register rows of Belarus without corrections, in which INTERPOL had no part."""
    cases = without_corrections(world.release().cases)
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


def before_and_after() -> Section:
    """Show documented cases before and since the first round, year by year, and why no ratio of the two is stated."""
    held = [_period(word, *span) for word, span in zip(("Before", "Since"), _spans(), strict=True)]
    years = _cases()["year"].astype(int)
    data = pd.DataFrame([{"period": label, **estimate.as_dict()} for label, estimate in held])
    by_year = [
        ", ".join(f"{year}: {count}" for year, count in years[years.between(*span)].value_counts().sort_index().items())
        for span in _spans()
    ]
    rows = pd.DataFrame(
        {
            "Period": [label for label, _ in held],
            "Documented cases": [number(estimate.value) for _, estimate in held],
            "Years of the register": [number(estimate.n) for _, estimate in held],
            "Year by year (other years: none)": by_year,
        }
    )
    title = "Documented cases before and since the first round, year by year"
    table = Table(
        "before_and_after", title, data.assign(by_year=by_year), rows, _COUNTED,
        world.source("cases", "belarus_sanctions_timeline"), text("detection"),
    )  # fmt: skip
    return section(Prose([*(estimate for _, estimate in held), text("lead_and_lag")]), table)


def _spans() -> tuple[tuple[int, int], tuple[int, int]]:
    """Give the first and last year before the first round, and since: from the register's first year to its last."""
    register, first = world.release().cases["year"].dropna().astype(int), _timeline()["date_first"].min().year
    return (int(register.min()), int(first) - 1), (int(first), int(register.max()))


def _period(word: str, first: int, last: int) -> tuple[str, Estimate]:
    count, years = int(_cases()["year"].between(first, last).sum()), last - first + 1
    about = Subject(
        f"{PLACE}, {first} to {last}",
        "documented cases",
        f"{_COUNTED}, {first} to {last}",
        world.source("cases", "belarus_sanctions_timeline"),
        "documented case",
    )
    sentence = about.sentence(f"{about.counted(count)} in {years} years of the register")
    estimate = Estimate(
        float(count), None, None, None, "complete count", float(years), about.universe, sentence, about.source,
        about.noun,
    )  # fmt: skip
    return f"{word} the first round, {first} to {last}", estimate


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
