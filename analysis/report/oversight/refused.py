"""Refusals by the task force: by ground, as a share with both denominators, and the review of older entries."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.charts.safeguards import refusal_grounds, refusal_share
from analysis.core.hand import DASH, text
from analysis.facts import world
from analysis.facts.oversight import (
    GROUNDS,
    ISSUED_SERIES,
    SOURCE,
    TOGETHER,
    TOTAL,
    Figure,
    Share,
    articles_2_and_3,
    figures,
    grounds,
    has,
    shares,
)
from analysis.facts.oversight import figure as oversight_figure
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.oversight.breaks import breaks
from analysis.report.oversight.figures import figures_table, sources_of, stated
from analysis.report.words import interval_of, value_of


def by_ground() -> Section:
    """Show refusals by ground and year, with the conflicting sums."""
    data = grounds()
    rival = {
        held.year: (articles_2_and_3(held.year).low or 0.0, articles_2_and_3(held.year).high or 0.0)
        for held in figures(TOGETHER)
    }
    stated_sums = [articles_2_and_3(year) for year in rival]
    series = [TOTAL, *GROUNDS.values(), TOGETHER, f"{TOTAL}_mean"]
    held = [figure for indicator in series for figure in figures(indicator)]
    title = "Refused or cancelled in a year, in all and by ground, as published"
    return section(
        Prose([text("refused"), *stated_sums]),
        refusal_grounds(data, rival, world.source(SOURCE)),
        figures_table("refused", title, held),
    )


def share_of_requests() -> Section:
    """Show the share of requests refused, with both denominators, and the years that allow none."""
    held = shares()
    data = pd.DataFrame([_drawn(share) for share in held])
    chart = refusal_share(data, breaks("refused"), world.source(SOURCE, "oversight_timeline"))
    return section(
        Prose([text("both_denominators")]), chart, _share_table(held), Prose([share.estimate for share in held], "list")
    )


def _drawn(share: Share) -> dict[str, object]:
    published = None if share.published is None else share.published.estimate.value
    low, high = share.estimate.low, share.estimate.high
    return {"first": share.first, "last": share.last, "low": low, "high": high, "published": published}


def _share_table(held: tuple[Share, ...]) -> Table:
    rows = [_share_row(share) for share in held] + [_missing_row(year) for year in _years_without(held)]
    rows.sort(key=lambda row: (len(row["Period"]), row["Period"]))
    shown = pd.DataFrame(rows)
    data = pd.DataFrame([{"period": share.period, **share.estimate.as_dict()} for share in held])
    title = "Refused or cancelled: both denominators, every year of which a figure was read"
    note = "No share is computed for a year of which one count, or a count of the same kinds of alert, was not read."
    universe = "alerts refused or cancelled, and alerts issued of the same kinds in the same years"
    return Table("refusal_shares", title, data, shown, universe, world.source(SOURCE), note)


def _share_row(share: Share) -> dict[str, str]:
    rows = [held.rows for held in (share.refused, share.issued, share.published) if held is not None]
    return {
        "Period": share.period,
        "Refused (r)": _cell(share.refused, stated),
        "Issued (i)": _cell(share.issued, stated),
        "r / i": DASH if share.beside is None else value_of(share.beside),
        "Published": _cell(share.published, stated),
        "r / (i + r)": value_of(share.estimate),
        "Bounds": interval_of(share.estimate),
        "Source": "; ".join(dict.fromkeys(sources_of(held) for held in rows)),
    }


def _cell(held: Figure | None, write: Callable[[Figure], str]) -> str:
    return DASH if held is None else write(held)


def _years_without(held: tuple[Share, ...]) -> list[int]:
    known = {share.last for share in held if share.first == share.last}
    return sorted({figure.year for series in (TOTAL, ISSUED_SERIES) for figure in figures(series)} - known)


def _missing_row(year: int) -> dict[str, str]:
    refused = oversight_figure(TOTAL, year) if has(TOTAL, year) else None
    issued = oversight_figure(ISSUED_SERIES, year) if has(ISSUED_SERIES, year) else None
    rows = [held.rows for held in (refused, issued) if held is not None]
    missing = "issued was not read" if issued is None else "refused was not read"
    return {
        "Period": str(year),
        "Refused (r)": _cell(refused, stated),
        "Issued (i)": _cell(issued, stated),
        "r / i": DASH,
        "Published": DASH,
        "r / (i + r)": DASH,
        "Bounds": f"none: {missing}",
        "Source": "; ".join(dict.fromkeys(sources_of(held) for held in rows)),
    }


def older_entries() -> Section:
    """Show what is known of the review of older entries, each universe in a table of its own."""
    stock = [
        held
        for series in ("legacy_wanted_requests_under_review", "legacy_red_notices_not_reviewed")
        for held in figures(series)
    ]
    later = list(figures("requests_found_contrary_to_art3_after_circulation"))
    return section(
        figures_table("older_entries", "Older entries to be checked again", stock),
        figures_table("found_later", "Found contrary to Article 3 after police had received them", later),
    )
