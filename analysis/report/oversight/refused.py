"""Refusals by the task force: by ground, as a share with both denominators, and the review of older entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.charts.refusal_grounds import refusal_grounds
from analysis.charts.refusal_share import refusal_share
from analysis.core.hand import DASH, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.oversight.breaks import breaks
from analysis.report.oversight.figures import (
    LOWER_BOUNDS,
    SOURCE,
    UNIVERSES,
    Figure,
    figure,
    figures,
    figures_table,
    has,
    sources_of,
    stated,
)
from analysis.report.words import interval_of, value_of
from analysis.stats.counts import beside_issued, published_range, refused_share, refused_share_of_percent
from analysis.stats.estimate import Estimate, Subject, number, percent

TOTAL = "ndtf_refused_or_cancelled"
GROUNDS = {"art2": f"{TOTAL}_art2", "art3": f"{TOTAL}_art3", "other": f"{TOTAL}_other"}
TOGETHER = f"{TOTAL}_art2_or_3"
ISSUED = "red_notices_plus_diffusions_published"
SHARE = f"{TOTAL}_share"
_PERIOD = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True)
class Share:
    """The share of requests refused or cancelled in a year or period.

    Parameters
    ----------
    first, last : int
        Years; equal unless it is a mean.
    refused, issued : Figure or None
        The counts, where both were read.
    published : Figure or None
        The share of alerts issued as published, where there is one.
    estimate : Estimate
        The share between its two denominators.
    """

    first: int
    last: int
    refused: Figure | None
    issued: Figure | None
    published: Figure | None
    estimate: Estimate

    @property
    def beside(self) -> Estimate | None:
        """State refused beside issued, where both counts were read."""
        if self.refused is None or self.issued is None:
            return None
        return beside_issued(self.refused.value, self.issued.value, about=_about("beside alerts issued", self.period))

    @property
    def period(self) -> str:
        """Name the year or years."""
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"


@cache
def shares() -> tuple[Share, ...]:
    """State the share of requests refused or cancelled for each year that allows one, then the mean of years.

    Returns
    -------
    tuple of Share
        From counts where refused and issued were both read, else from the percentage published.
    """
    years = sorted({held.year for indicator in (TOTAL, SHARE) for held in figures(indicator)})
    found = [*map(_share, years), _mean()]
    return tuple(share for share in found if share is not None)


def _share(year: int) -> Share | None:
    published = figure(SHARE, year) if has(SHARE, year) else None
    refused = figure(TOTAL, year) if has(TOTAL, year) else None
    issued = figure(ISSUED, year) if has(ISSUED, year) else None
    about = _about("of requests were refused or cancelled", str(year))
    if refused is not None and issued is not None and refused.word not in LOWER_BOUNDS:
        estimate = refused_share(refused.value, issued.value, about=about)
        return Share(year, year, refused, issued, published, estimate)
    if published is None:
        return None
    percentage = 100 * published.estimate.value
    return Share(year, year, None, None, published, refused_share_of_percent(percentage, 1, about=about))


def _mean() -> Share | None:
    refused, issued = figures(f"{TOTAL}_mean"), figures(f"{ISSUED}_mean")
    matched = [(r, i) for r in refused for i in issued if r.period == i.period]
    if not matched:
        return None
    one, other = matched[0]
    years = _PERIOD.fullmatch(one.period)
    assert years is not None
    about = _about("of requests were refused or cancelled, mean of the years", one.period)
    estimate = refused_share(one.value, other.value, about=about)
    return Share(int(years[1]), int(years[2]), one, other, None, estimate)


def _about(noun: str, period: str) -> Subject:
    universe = f"Red Notices and wanted-person diffusions refused or cancelled, and issued, {period}"
    return Subject("World", noun, universe, world.source(SOURCE))


def growth() -> Estimate:
    """State the change of refusals between the last two years read."""
    before, after = figures(TOTAL)[-2:]
    grown = after.value / before.value - 1
    sentence = (
        f"INTERPOL’s task force refused or cancelled {number(after.value)} Red Notices and wanted-person diffusions in "
        f"{after.year}, {percent(abs(grown))} {'more' if grown >= 0 else 'fewer'} than in {before.year} "
        f"({number(before.value)}); complete counts."
    )
    universe = f"{UNIVERSES['refused']}, {before.year} and {after.year}"
    method = "ratio of complete counts, less one"
    return Estimate(
        grown, None, None, None, method, float(before.value), universe, sentence, world.source(SOURCE), "share"
    )  # fmt: skip


def latest_other_share() -> Estimate:
    """State the share of refusals on other grounds than Articles 2 and 3 in the last year read."""
    other = figures(GROUNDS["other"])[-1]
    total = figure(TOTAL, other.year)
    share = other.value / total.value
    sentence = (
        f"{percent(share)} of those of {other.year} ({number(other.value)} of {number(total.value)}) rest on neither "
        "Article 2 (human rights) nor Article 3 (political, military, religious or racial character)."
    )
    universe = f"{UNIVERSES['refused']}, {other.year}"
    method = "ratio of complete counts"
    return Estimate(
        share, None, None, None, method, float(total.value), universe, sentence, world.source(SOURCE), "share"
    )  # fmt: skip


def articles_2_and_3(year: int) -> Estimate:
    """State the refusals under Articles 2 and 3 together, between the sum of the parts and any published sum."""
    parts = [figure(GROUNDS[ground], year).value for ground in ("art2", "art3")]
    rivals = [figure(TOGETHER, year).estimate.value] if has(TOGETHER, year) else []
    universe = f"{UNIVERSES['refused']}, {year}"
    about = Subject("World", "alerts refused or cancelled under Article 2 or Article 3", universe, world.source(SOURCE))
    reason = "the first is the sum of the published parts; unresolved" if rivals else ""
    return published_range(float(sum(parts)), rivals, about=about, reason=reason)


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


def grounds() -> pd.DataFrame:
    """Split each year's refusals by ground.

    Returns
    -------
    DataFrame
        Columns year, part (``art2``, ``art3``, ``other``, ``unread``), alerts, open (true where the total is a lower
        bound or was not read).
    """
    years = sorted({held.year for series in (TOTAL, *GROUNDS.values()) for held in figures(series)})
    return pd.DataFrame([row for year in years for row in _parts(year)])


def _parts(year: int) -> list[dict[str, object]]:
    counts = {part: figure(series, year).value for part, series in GROUNDS.items() if has(series, year)}
    total = figure(TOTAL, year) if has(TOTAL, year) else None
    unknown = total is None or total.word in LOWER_BOUNDS
    rest = 0 if total is None else total.value - sum(counts.values())
    if rest:
        counts["unread"] = rest
    return [{"year": year, "part": part, "alerts": count, "open": unknown} for part, count in counts.items()]


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
    return sorted({figure.year for series in (TOTAL, ISSUED) for figure in figures(series)} - known)


def _missing_row(year: int) -> dict[str, str]:
    refused = figure(TOTAL, year) if has(TOTAL, year) else None
    issued = figure(ISSUED, year) if has(ISSUED, year) else None
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
