"""The brief for policymakers: what is known, how sure it is, and what each actor can do, on two pages."""

from __future__ import annotations

from functools import cache

import pandas as pd
import yaml

from analysis.paths import HAND, relative
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.brief.statistics import statistic
from analysis.report.overview import countries
from analysis.report.release_note import citation
from analysis.report.texts import text
from analysis.report.words import interval_of, value_of
from analysis.stats.estimate import Estimate

HEADING = "Misuse of INTERPOL's Red Notices: what is known, and what can be done"
FILE = HAND / "recommendations.yml"
#: Named statistic -> how a reader knows it, in the order shown.
KNOWN = {
    "issued": "Red Notices issued in the latest year with a figure",
    "refused": "Notices and diffusions that INTERPOL refused or cancelled",
    "refused_share": "Refused as a share of issued plus refused, in the year of the fullest figures",
    "refused_on_articles": "Refused on Article 2 or 3 (human rights, neutrality), same year",
    "requests_to_commission": "Requests to INTERPOL's complaints commission",
    "documented": "Documented cases that strong evidence supports",
    "states_found": "States and territories for which some misuse is documented",
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
    """Show the main numbers, each with how sure it is and what it counts."""
    held = {name: statistic(name) for name in KNOWN}
    data = pd.DataFrame([{"statistic": name, **e.as_dict()} for name, e in held.items()])
    shown_rows = pd.DataFrame(
        {
            "What": list(KNOWN.values()),
            "Number": [value_of(estimate) for estimate in held.values()],
            "Range": [interval_of(estimate) for estimate in held.values()],
            "How sure": [how_sure(estimate) for estimate in held.values()],
            "Counted": [estimate.universe for estimate in held.values()],
        }
    )
    source = "; ".join(dict.fromkeys(estimate.source for estimate in held.values()))
    universe = "named in each row; the rows count different things"
    return section(Table("known", "The main numbers", data, shown_rows, universe, source))


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
    return section(countries.level_map())


@cache
def _recommendations() -> list[dict[str, str]]:
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8")))


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
