"""What the inference of requesting countries leaves of counts and shares: distributions by state, no person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.clean.charge_figures import verdicts
from analysis.clean.notice_figures import carried, requests
from analysis.clean.offences import NO_CHARGE
from analysis.core.hand import Snapshot, followed, last_look, reference
from analysis.core.private import LEAST_SHOWN
from analysis.stats.inference import count_law, share_law

#: Statistics that cross the requesting country with nationality or charge.
CROSSED = frozenset({"own_national", "strict", "broad"})
Read = Sequence[tuple[Snapshot, pd.DataFrame]]


def inference(read: Read, charged: Read) -> pd.DataFrame:
    """Give, for each requesting country of the reference snapshot, the distribution of its counts and shares.

    Each notice is drawn for its requesting country with the posterior probability of its row, one row independently of
    the other; the rest of the probability goes to no state. The distributions are exact, so that every level can be
    read from them.

    Parameters
    ----------
    read : sequence of tuple of Snapshot and DataFrame
        The snapshots.
    charged : sequence of tuple of Snapshot and DataFrame
        Those with charges, with ``offences``.

    Returns
    -------
    DataFrame
        ``snapshot_date``, ``requesting_country``, ``statistic``, ``count``, ``of``, ``probability``. A statistic that
        crosses the requesting country with nationality or charge is left out where fewer than three of the rows
        assigned are of the one kind or of the other.
    """
    rows = {snapshot.date: notices for snapshot, notices in read}
    first = requests(rows[reference()[0]])
    shown = pd.concat([rows[date]["notice_id"] for date in last_look()])
    parts = [
        *_laws(first, "requested", None),
        *_laws(first, "left", ~first["notice_id"].isin(shown)),
        *_laws(first[first["own_national"] != "unknown"], "own_national", first["own_national"] == "yes"),
    ]
    for snapshot, notices in charged:
        if snapshot.date == followed()[1]:
            parts += _sensitive(notices, first)
    table = pd.concat(parts, ignore_index=True)
    order = ["requesting_country", "statistic", "of", "count"]
    return table.assign(probability=table["probability"].map("{:.7g}".format)).sort_values(order, ignore_index=True)


def _sensitive(notices: pd.DataFrame, first: pd.DataFrame) -> Iterator[pd.DataFrame]:
    verdict = requests(notices)["notice_id"].map(dict(zip(notices["notice_id"], verdicts(notices), strict=True)))
    asked = carried(requests(notices), first)[verdict != NO_CHARGE]
    yield from _laws(asked, "strict", verdict == "strict", snapshot=followed()[1].isoformat())
    yield from _laws(asked, "broad", verdict.isin(["strict", "broad"]), snapshot=followed()[1].isoformat())


def _laws(
    asked: pd.DataFrame, statistic: str, part: pd.Series[bool] | None, snapshot: str = ""
) -> Iterator[pd.DataFrame]:
    for country, rows in asked[asked["requesting_country"] != ""].groupby("requesting_country", sort=True):
        inside = rows.index if part is None else rows.index[part[rows.index]]
        outside = rows.index.difference(inside)
        if statistic in CROSSED and min(len(inside), len(outside)) < LEAST_SHOWN:
            continue
        chances = rows["chance"]
        law = (
            count_law(chances.tolist())
            if part is None
            else share_law(chances[inside].tolist(), chances[outside].tolist())
        )
        law.insert(0, "statistic", statistic)
        law.insert(0, "requesting_country", country)
        law.insert(0, "snapshot_date", snapshot or reference()[0].isoformat())
        yield law
