"""Charts of designations and of rounds of sanctions."""

from __future__ import annotations

from itertools import cycle

import pandas as pd
from matplotlib.dates import DateFormatter, YearLocator, date2num, num2date
from matplotlib.figure import Figure

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, Chart, Frame
from analysis.charts.naming import Name, name_ends, points_of
from analysis.core.judgement import SENDERS
from analysis.core.messages import N_, _, label
from analysis.stats.estimate import listed
from analysis.tables.release import incomplete_since

#: Inches right of the panel of rounds, where its lines are named.
_NAMES = 1.3


#: Sender -> (stroke of its line, mark on it); lists are instruments, and all blue.
_SHAPES = (("-", "o"), ("-", "s"), ("--", "^"), (":", "D"), ("-.", "v"))
SENDER_SHAPES = dict(zip(SENDERS, cycle(_SHAPES), strict=False))


def designations_by_year(rows: pd.DataFrame, place: str, source: str, note: str) -> Chart:
    """Draw designations under programmes on one country by year and sender.

    Parameters
    ----------
    rows : DataFrame
        Columns ``list`` (a key of ``SENDERS``), ``year`` (every row with one) and ``designations``.
    place : str
        Name of the country.
    source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        A panel per sender, one bar per year; senders are not added up, as they list the same persons.

    Examples
    --------
    >>> data = pd.DataFrame({"list": ["EU", "EU"], "year": [2020, 2022], "designations": [3, 5]})
    >>> chart = designations_by_year(data, "Freedonia", "invented", "Nothing here is real.")
    >>> chart.data.query("list == 'EU'")["designations"].tolist()
    [3, 0, 5]
    """
    counts = _by_year_and_sender(rows)
    first, last = counts.index.min(), counts.index.max()
    most = int(counts.to_numpy().max())
    title = _(
        "{name}: new sanctions listings by one authority peaked at {count} {where}", name=place, count=most,
        where=_where(counts, most),
    )  # fmt: skip
    shown = [sender for sender in SENDERS if counts[sender].any()]
    bars = _("Bars for {first} to {last}, with a panel for each authority.", first=str(first), last=str(last))
    alt = " ".join([bars, *(_designated(sender, counts[sender]) for sender in shown)])
    looks = {words: {"color": COLOURS["blue"]} for words in SENDERS.values()}
    data = counts.reset_index().melt("year", var_name="list", value_name="designations")
    return Chart(
        "designations_by_year", title, alt, data, label("designations", "chart-counted"), source, note,
        drawing.frame_of_panels(len(shown)),
        lambda figure: drawing.bars_by_year(figure, counts.rename(columns=SENDERS), looks),
        subtitle=_("Persons, entities, vessels and aircraft added to sanctions lists each year under programmes on a "
            "country, by authority"),
    )  # fmt: skip


def _where(counts: pd.DataFrame, most: int) -> str:
    """Name every sender, with its years, whose list reached the count."""
    reached = [sender for sender in counts if counts[sender].max() == most]
    return listed(
        _("in {years} ({sender})", sender=_sender(str(sender)), years=listed(drawing.highest(counts[sender])))
        for sender in reached
    )


def _sender(sender: str) -> str:
    return SENDERS[sender].partition(",")[0]


def _designated(sender: str, by_year: pd.Series[int]) -> str:
    years = listed(drawing.highest(by_year))
    return _("{sender}: {count} in all, most in {years}.", sender=SENDERS[sender], count=by_year.sum(), years=years)


def _by_year_and_sender(data: pd.DataFrame) -> pd.DataFrame:
    """Count by year (index) and sender (columns); years between the ends and senders without any are kept."""
    counts = data.pivot_table(index="year", columns="list", values="designations", aggfunc="sum", fill_value=0)
    years = pd.Index(range(int(counts.index.min()), int(counts.index.max()) + 1), name="year")
    return counts.reindex(index=years, columns=list(SENDERS), fill_value=0).astype(int)


def rounds_and_cases(rounds: pd.DataFrame, cases: pd.DataFrame, place: str, source: str, note: str) -> Chart:
    """Draw the persons and entities that each sender had added by a day, and the years of documented cases below.

    Parameters
    ----------
    rounds : DataFrame
        Columns ``sender``, ``date`` (datetime), ``added`` (persons and entities).
    cases : DataFrame
        Columns ``year`` and ``cases``.
    place : str
        Name of the country.
    source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Steps above, bars below, on one time axis.

    Examples
    --------
    >>> days = pd.to_datetime(["2020-10-02", "2021-06-21"])
    >>> rounds = pd.DataFrame({"sender": "EU", "date": days, "added": [40, 78]})
    >>> cases = pd.DataFrame({"year": [2020, 2021], "cases": [1, 4]})
    >>> rounds_and_cases(rounds, cases, "Freedonia", "invented", "Nothing here is real.").alt.partition(". ")[0]
    'One rising line for each authority: EU 118 added'
    """
    ordered = rounds.sort_values("date")
    totals = ordered.groupby("sender")["added"].sum()
    most = listed(map(_sender, drawing.highest(totals)))
    message = N_("{name}: the {sender} made the most sanctions listings, {total}")
    title = _(message, name=place, total=totals.max(), sender=most)
    added = drawing.row_by_row(N_("{sender} {added} added"), totals.reset_index(), ", ")
    count = int(cases["cases"].sum())
    alt = _("One rising line for each authority: {added}. Below, bars for {n} cases by year.", added=added, n=count)
    late = drawing.incomplete_in_words(cases["year"])
    return Chart(
        "rounds", title, f"{alt} {late}".rstrip(), _rounds_data(ordered, cases), label("rounds", "chart-counted"),
        source, f"{note} {late}".rstrip(),
        Frame(COLUMN, 4.2, left=0.5, right=_NAMES, bottom=0.35, top=0.3),
        lambda figure: _steps_above_bars(figure, ordered, cases),
        subtitle=_("Top: persons and entities added so far; bottom: cases requested by {name}, by year", name=place),
    )  # fmt: skip


def _steps_above_bars(figure: Figure, rounds: pd.DataFrame, cases: pd.DataFrame) -> None:
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1])
    names = []
    for sender, rows in rounds.groupby("sender"):
        dash, mark = SENDER_SHAPES[str(sender)]
        so_far = rows["added"].cumsum()
        above.step(rows["date"], so_far, where="post", color=COLOURS["blue"], linestyle=dash)
        above.scatter(rows["date"], so_far, s=18, marker=mark, color=COLOURS["blue"])
        names.append(Name(_sender(str(sender)), points_of(date2num(rows["date"]), so_far), COLOURS["blue"]))
        words = N_("{sender}, {date}: {added} added")
        texts = drawing.each_row(words, rows, sender=_sender, date=lambda day: f"{day:%Y-%m-%d}")
        drawing.show_values(above, texts, date2num(rows["date"]), so_far)
    above.set_title(_("added so far"), fontsize=drawing.small(figure))
    below.bar(drawing.middle_day(cases["year"]), cases["cases"], width=220, color=COLOURS["ink"])
    texts = drawing.each_row(N_("Cases, {year}: {cases}"), cases, year=str)
    drawing.show_values(below, texts, date2num(drawing.middle_day(cases["year"])), cases["cases"] / 2)
    drawing.mark_incomplete(below, cases["year"], date2num(pd.Timestamp(incomplete_since(), 1, 1)))
    below.set_title(_("cases"), fontsize=drawing.small(figure))
    drawing.label_whole(below.yaxis, nbins=3)
    first, last = (num2date(place).year for place in below.get_xlim())
    below.xaxis.set_major_locator(YearLocator(max(1, -(-(last - first) // 6))))
    below.xaxis.set_major_formatter(DateFormatter("%Y"))
    figure.subplots_adjust(hspace=0.3)
    name_ends(above, names, drawing.small(figure), 72 * _NAMES - 4)


def _rounds_data(rounds: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    dated = rounds.assign(series=rounds["sender"], when=rounds["date"].dt.strftime("%Y-%m-%d"), count=rounds["added"])
    below = cases.assign(series=_("documented cases"), incomplete=cases["year"] >= incomplete_since())
    below = below.rename(columns={"year": "when", "cases": "count"})
    return pd.concat([dated, below], ignore_index=True)[["series", "when", "count", "incomplete"]]
