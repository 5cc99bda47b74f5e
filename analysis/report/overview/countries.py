"""Countries compared: evidence levels on a map, shrunken rates with ranks, funnels, concentration."""

from __future__ import annotations

import pandas as pd

from analysis.charts.cases import cases_over_time
from analysis.charts.chart import Chart
from analysis.charts.concentration import lorenz
from analysis.charts.funnel import funnel
from analysis.charts.league import league
from analysis.charts.world_map import world_map
from analysis.countries import name_of
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.profile.public import public_funnel
from analysis.report.statistics import League
from analysis.report.texts import text
from analysis.report.words import estimates_table, listed
from analysis.stats.concentration import effective_number, top_share
from analysis.stats.estimate import complete_count
from analysis.stats.ranks import rank_table

#: Evidence level -> colour, strongest first.
PALETTE = {"extensive": "#7F0000", "substantial": "#D7301F", "limited": "#FDBB84", "none found": "#D9DCE0"}
_FIRST_PLACES = 5


def evidence_map() -> Section:
    """Show the evidence level of every country on a map, and the table behind it."""
    words = world.evidence_words()
    counts = words.value_counts().reindex(list(PALETTE), fill_value=0)
    stated = [
        complete_count(
            int(count),
            universe="members of INTERPOL and other territories that the data name",
            source=world.source("cases", "country_mentions", "oversight_statistics"),
            unit="countries and territories",
            sentence=_level_sentence(str(word), int(count), words),
        )
        for word, count in counts.items()
    ]
    return section(level_map(), Prose(stated), _levels_table(words))


def _level_sentence(word: str, count: int, words: pd.Series[str]) -> str:
    if word == "none found":
        return f"For {count} nothing was found, {text('none')}."
    if word == "limited":
        return f"It is limited for {count}."
    return f"The evidence level is {word} for {count}: {listed(name_of(c) for c in words[words == word].index)}."


def level_map() -> Chart:
    """Draw the evidence level of every country on a map."""
    words = world.evidence_words()
    strong = listed(name_of(code) for code in words[words.isin(["extensive", "substantial"])].index)
    return world_map(
        words,
        PALETTE,
        name="evidence_map",
        title="How much misuse of INTERPOL is documented, by state",
        alt=f"World map. Extensive or substantial evidence: {strong}. Most other states: nothing found.",
        universe="members of INTERPOL and other territories that the data name",
        source=world.source("cases", "country_mentions", "oversight_statistics"),
        note="Pale means that nothing was found, not that there is nothing. Borders are those of Natural Earth.",
    )


def _levels_table(words: pd.Series[str]) -> Table:
    table = world.evidence_table().assign(level=words)
    table = table[table["level"] != "none found"]
    order = {word: place for place, word in enumerate(PALETTE)}
    table = table.sort_values("level", key=lambda level: level.map(order), kind="stable").reset_index()
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}](../{code}/index.html)" for code in table["iso3"]],
            "Level": table["level"],
            "Supported cases, A or B": table["S"].astype(str),
            "Families that name it": table["F"].astype(str),
            "In top-ten complaints": table["K"].map({True: "yes", False: "no"}),
        }
    )
    return Table(
        "evidence_levels",
        "Evidence level and its inputs, for every state with any evidence",
        table,
        shown_rows,
        "members of INTERPOL and other territories that the data name",
        world.source("cases", "country_mentions", "oversight_statistics"),
        "The rule stands in each country's report.",
    )


def all_cases() -> Section:
    """Show the whole register over time."""
    rows = world.release().cases
    return section(Prose([text("detection")]), cases_over_time(rows, "all countries", world.source("cases")))


def case_rates(level: float) -> Section:
    """Show documented cases relative to people at risk: shrunken rates, ranks, and the funnel."""
    held, about = world.cases_league(level), world.cases_subject()
    note = f"{text('detection')} Shrunken by Gamma-Poisson; exposure is the mean number of refugees and asylum seekers."
    return section(
        league(
            _league_table(held),
            name="cases_league",
            title="Documented cases relative to people at risk, shrunken",
            unit=f"cases per {world.AT_RISK_LABEL}",
            universe=about.universe,
            source=about.source,
            note=note,
        ),
        funnel(
            held.funnel,
            world.AT_RISK,
            name="cases_funnel",
            what=f"Documented cases per {world.AT_RISK_LABEL}",
            axes_labels=("refugees and asylum seekers from the state, 100,000s", "cases per 100,000"),
            universe=about.universe,
            source=about.source,
            note=text("detection"),
        ),
        _league_statistics("cases", held),
    )


def public_rates(level: float) -> Section:
    """Show public notices per inhabitant: shrunken rates, ranks, the funnel, and how few states account for most."""
    held, about = world.public_league(level), world.public_subject()
    counts = world.public_counts()
    counts = counts[counts > 0]
    return section(
        Prose([text("public")]),
        league(
            _league_table(held),
            name="public_league",
            title="Public Red Notices per million inhabitants, shrunken",
            unit="public notices per million",
            universe=about.universe,
            source=about.source,
            note=f"{text('public')} Shrunken by Gamma-Poisson.",
        ),
        public_funnel(level),
        _league_statistics("public", held),
        lorenz(
            counts,
            name="public_concentration",
            what="public Red Notices",
            universe=about.universe,
            source=world.source("public_notices_by_requesting_country"),
            note=text("public"),
        ),
        _concentration(counts, level),
    )


def _league_table(held: League) -> pd.DataFrame:
    ranked = rank_table(held.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    return held.shrunken.table.join(ranked).rename_axis("iso3").reset_index()


def _league_statistics(name: str, held: League) -> Table:
    rows = [("World", held.funnel.target), ("Spread beyond chance", held.funnel.dispersion)]
    first = sorted(held.ranks, key=lambda code: (held.ranks[code].value, code))[:_FIRST_PLACES]
    rows += [(f"{name_of(code)}, shrunken rate", held.shrunken.estimates[code]) for code in first]
    rows += [(f"{name_of(code)}, rank", held.ranks[code]) for code in first]
    return estimates_table(f"{name}_statistics", "The same in numbers: the world, and the first places", rows)


def _concentration(counts: pd.Series[int], level: float) -> Table:
    about = world.public_subject()
    rows = [
        ("Share of the three largest requesters", top_share(counts, 3, about=about, level=level)),
        ("Effective number of requesters", effective_number(counts, about=about, level=level)),
    ]
    return estimates_table("concentration", "Concentration of public notices", rows)
