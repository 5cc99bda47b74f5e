"""The sections of the brief for policymakers, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.core import hand
from analysis.core.files import HAND, relative
from analysis.core.hand import text
from analysis.core.judgement import Recommendation
from analysis.facts.headlines import statistic
from analysis.pages import parts
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, interval_of, value_of
from analysis.stats.estimate import Estimate

__all__ = ["evidence_map", "how_to_cite", "how_to_read", "in_short", "known", "recommendations", "title"]


HEADING = "Misuse of INTERPOL's Red Notices: what is known, and what can be done"


FILE = HAND / "recommendations.yml"


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


def known() -> Section:
    """Show the main numbers, one table a universe, each with how sure it is and what it counts."""
    tables = [_known(name, title, note, rows) for name, (title, note, rows) in KNOWN.items()]
    return section(tables, Prose([text("grades_in_short"), text("families")]))


def _known(name: str, title: str, note: str, rows: dict[str, str]) -> Table:
    held = {statistic_: statistic(statistic_) for statistic_ in rows}
    data = pd.DataFrame([{"statistic": statistic_, **e.as_dict()} for statistic_, e in held.items()])
    shown_rows = pd.DataFrame(
        {
            "What": list(rows.values()),
            "Number": [_value_or_bounds(estimate) for estimate in held.values()],
            "How sure": [_sureness(estimate) for estimate in held.values()],
            "Counted": [estimate.universe for estimate in held.values()],
        }
    )
    source = ", ".join(dict.fromkeys(tables_behind(list(held.values()))))
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


def evidence_map() -> Section:
    """Show the evidence level of every state on a map."""
    return section(parts.level_map())


def _recommendations() -> list[dict[str, str]]:
    return [entry.model_dump() for entry in hand.entries(Recommendation)]


def recommendations() -> Section:
    """Show what each actor can do, why, and the number that supports it."""
    entries = _recommendations()
    held = [statistic(entry["statistic"], relative(FILE)) for entry in entries]
    data = pd.DataFrame([{**entry, **e.as_dict()} for entry, e in zip(entries, held, strict=True)])
    shown_rows = pd.DataFrame(
        {
            "Who can do what": [f"**{entry['actor']}.** {entry['recommendation']}" for entry in entries],
            "Because": data["reason"],
            "The number behind it": [_number(estimate) for estimate in held],
        }
    )
    source = "data/hand/recommendations.yml; " + "; ".join(dict.fromkeys(tables_behind(held)))
    universe = "named in each sentence"
    return section(Table("recommendations", "Recommendations", data, shown_rows, universe, source, text("judgement")))


def tables_behind(held: list[Estimate]) -> list[str]:
    """Name the tables behind estimates, each once, in order."""
    return [table for estimate in held for table in estimate.source.split(", ")]


def _number(estimate: Estimate) -> str:
    return estimate.sentence.removeprefix("World: ")


def how_to_read() -> Section:
    """Say how to read a number, and where to look further."""
    pages = (
        "Further: [all reports](../index.html), one for each state; "
        "[the world](../world/index.html); [the founding article, claim by claim](../claims/index.html)."
    )
    return section(Prose([text("read_number"), text("detection"), pages]))


def how_to_cite() -> Section:
    """Show how to cite the brief."""
    return section(Prose([citation(HEADING)], "citation"))
