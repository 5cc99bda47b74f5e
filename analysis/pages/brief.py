"""The sections of the brief for policymakers, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.charts.chart import Chart
from analysis.core.hand import text
from analysis.pages import parts
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, interval_of, value_of
from analysis.stats.estimate import Estimate

__all__ = ["evidence_map", "how_to_cite", "how_to_read", "in_short", "known", "recommendations", "title"]


HEADING = "Misuse of INTERPOL's Red Notices: what is known, and what can be done"


#: Table -> its title, the text beside it, and its statistics with the words by which a reader knows them. What counts
#: different things stands in different tables, so that no eye divides one by the other.
KNOWN: dict[str, tuple[str, str, dict[str, str]]] = {
    "known_documented": (
        "What is documented",
        "brief_documented",
        {
            "documented": "Documented cases that count by the rule of the evidence level",
            "states_found": "States and territories for which some misuse is documented",
            "complaints_alone": "Apart from these: complaints only, which is no finding of misuse",
        },
    ),
    "known_refused": (
        "What INTERPOL refused or cancelled: notices and diffusions together",
        "brief_refused",
        {
            "refused": "Notices and diffusions refused or cancelled",
            "refused_on_articles": "Of these on Article 2 or 3 (human rights, neutrality), an earlier year",
            "refused_share": "Share of issued plus refused, that earlier year",
        },
    ),
    "known_apart": (
        "Other universes, each by itself",
        "brief_apart",
        {
            "issued": "Red Notices issued (without diffusions)",
            "requests_to_commission": "Requests to INTERPOL's complaints commission",
        },
    ),
}


#: How a number without an interval was obtained -> the text that says how sure it is.
_SURE = {
    "complete count": "sure_complete",
    "as published": "sure_published",
}


def title() -> Section:
    """Show the heading."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say what the page is about, and the motto."""
    return section(Prose([text("brief_lead")], "lead"), Prose([text("motto")], "caution"))


def known(stated: Mapping[str, Estimate]) -> Section:
    """Show the main numbers, one table a universe, each with how sure it is and what it counts.

    Parameters
    ----------
    stated : mapping of str to Estimate
        As `headlines.statistics` gives them; at least those of ``KNOWN``.
    """
    tables = [_known(name, title, note, words, stated) for name, (title, note, words) in KNOWN.items()]
    return section(tables, Prose([text("grades_in_short"), text("families")]))


def _known(name: str, title: str, note: str, words: dict[str, str], stated: Mapping[str, Estimate]) -> Table:
    held = {statistic: stated[statistic] for statistic in words}
    data = pd.DataFrame([{"statistic": statistic, **e.as_dict()} for statistic, e in held.items()])
    shown_rows = pd.DataFrame(
        {
            "What": list(words.values()),
            "Number": [_value_or_bounds(estimate) for estimate in held.values()],
            "How sure": [_sureness(estimate) for estimate in held.values()],
            "Counted": [estimate.universe for estimate in held.values()],
        }
    )
    source = ", ".join(tables_behind(data["source"]))
    return Table(name, title, data, shown_rows, "in each row", source, text(note))


def _value_or_bounds(estimate: Estimate) -> str:
    return interval_of(estimate) if estimate.spread == "worst-case bounds" else value_of(estimate)


def _sureness(estimate: Estimate) -> str:
    """Say how sure a number is, with its range where the number itself is not one."""
    ranged = estimate.low is not None and estimate.spread != "worst-case bounds"
    return f"{how_sure(estimate)}: {interval_of(estimate)}" if ranged else how_sure(estimate)


def how_sure(estimate: Estimate) -> str:
    """Say in a few words how sure a number is, by how it was obtained."""
    if estimate.spread == "published range" and estimate.low != estimate.high:
        return text("sure_range")
    if estimate.spread == "worst-case bounds":
        return text("sure_bounds")
    if estimate.level is not None:
        return text("sure_sample")
    return text(_SURE[estimate.method])


def evidence_map(levels: pd.Series[str], firmness: pd.DataFrame) -> Chart:
    """Draw the evidence level of every state on a map.

    Parameters
    ----------
    levels : Series of str
        As `evidence.evidence_words` gives them.
    firmness : DataFrame
        As `evidence.firmness_table` gives it.
    """
    return parts.level_map(levels, firmness)


def recommendations(data: pd.DataFrame) -> Section:
    """Show what each actor can do, why, and the number that supports it.

    Parameters
    ----------
    data : DataFrame
        As `headlines.recommendations` gives them.
    """
    shown_rows = pd.DataFrame(
        {
            "Who can do what": "**" + data["actor"] + ".** " + data["recommendation"],
            "Because": data["reason"],
            "The number behind it": data["sentence"].str.removeprefix("World: "),
        }
    )
    source = "data/hand/recommendations.yml; " + "; ".join(tables_behind(data["source"]))
    universe = "named in each sentence"
    return section(Table("recommendations", "Recommendations", data, shown_rows, universe, source, text("judgement")))


def tables_behind(sources: Iterable[str]) -> list[str]:
    """Name the tables behind estimates, each once, in order."""
    return list(dict.fromkeys(table for source in sources for table in source.split(", ")))


def how_to_read() -> Section:
    """Say how to read a number, and where to look further."""
    pages = (
        "Further: [all reports](../index.html), one for each state; "
        "[the world](../world/index.html); [the founding article, claim by claim](../claims/index.html)."
    )
    return section(Prose([text("read_number"), text("detection"), pages]))


def how_to_cite() -> Section:
    """Show how to cite the brief."""
    return section(Prose([citation(HEADING, "brief/index.html")], "citation"))
