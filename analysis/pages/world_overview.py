"""The sections of the world overview, in the order in which the notebook shows them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.charts import drawing
from analysis.charts.cells import matrix
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.register import undated
from analysis.charts.rows import bars_in_rows, ranked_bars, rows_with_marks
from analysis.charts.years import bars_by_year, lines_over_years
from analysis.core.country_names import country_name, fold
from analysis.core.judgement import UNIVERSES, text
from analysis.core.messages import N_, _, _n, label
from analysis.facts import case_register, countries, evidence, notices, oversight, world
from analysis.facts.cases import pairs
from analysis.facts.expected import EXPOSED, CountModel, fitted, neighbours, outside_the_years, with_a_case
from analysis.facts.selection import PUBLISHED, Selection
from analysis.pages import decided, parts, words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import columns, level_map, refusals_table
from analysis.pages.words import PROFILE_TABLES, Report, estimates_table, interval_of, value_of, with_interval
from analysis.stats.estimate import Estimates, number, percent
from analysis.tables.release import incomplete_since

REPORT = Report(_("INTERPOL notices worldwide, and their documented misuse"), "world/index.html", PROFILE_TABLES)


def title(numbers: Estimates) -> Section:
    """Show the title, the choices that differ from the published ones, and in a few sentences what is known."""
    otherwise = numbers.get("cases.otherwise")
    names = ("cases.count", "coding.well_documented", "cases.recall", "cases.recall_elsewhere", "notices.count")
    lead = [numbers[name] for name in (*names, "evidence.countries") if name in numbers]
    terms = Prose([text("grades_in_short"), text("families")])
    return section(REPORT.title(otherwise), Prose(lead, "lead"), Prose([text("motto")], "caution"), terms)


def published(figures: pd.DataFrame) -> Section:
    """Show the published figures over time, the latest of each, and what is known of refusals."""
    latest = oversight.latest(figures).items()
    rows = [(UNIVERSES[basis][0].upper() + UNIVERSES[basis][1:], estimate) for basis, estimate in latest]
    title = _("The latest published figures")
    note = _("The figures are from different years and count different things. Do not divide one by another.")
    return section(
        _universes(oversight.yearly_table(figures)),
        estimates_table("universes_latest", title, rows, note) if rows else None,
        Prose(oversight.leaked(PUBLISHED), "list"),
        Prose([_("Refusals")], "heading", "refused"), Prose([text("refused")]), refusals_table(),
    )  # fmt: skip


#: Universe -> how it is drawn, hollow and by a broken line where its grey is like that of another.
_MARKS: dict[str, dict[str, Any]] = {
    "in_force": {"colour": "ink", "marker": "s"},
    "issued": {"colour": "blue"},
    "public": {"colour": "sky", "marker": "D"},
    "refused": {"colour": "edge", "marker": "v"},
    "complaints": {"colour": "others", "marker": "^", "hollow": True, "dash": "--"},
}


def _universes(data: pd.DataFrame) -> Chart:
    """Draw the world totals of the five universes, each on its own and none divided by another."""
    marks = [
        Mark("value", "low", "high", f"basis == {basis!r}", what, width=0.9, **_MARKS[basis])
        for basis, what in UNIVERSES.items()
    ]
    sentences = (_first_and_last(data[data["basis"] == basis], what) for basis, what in UNIVERSES.items())
    return lines_over_years(
        data.assign(what=data["basis"].map(UNIVERSES)),
        {"": marks},
        words=N_("{what}, {year}: {value}"),
        log=True,
        name="universes",
        title=_("Five figures on INTERPOL count five different things and cannot be combined into rates"),
        alt=" ".join([_("Five series on a logarithmic scale."), *sentences]),
        data=data,
        universe=_("five different figures, each named in the chart"),
        source="oversight_statistics",
        note=label("universes", "chart-note"),
        subtitle=_("Notices, diffusions or complaints worldwide, on a logarithmic axis"),
    )


def _first_and_last(rows: pd.DataFrame, what: str) -> str:
    if rows.empty:
        return _("No figure for {what}.", what=what)
    ordered = rows.sort_values("year")
    ends = [
        _("{value} in {year}", value=value, year=f"{year:.0f}")
        for year, value in ordered[["year", "value"]].iloc[[0, -1]].itertuples(index=False)
    ]
    return f"{what[0].upper()}{what[1:]}: {ends[0]}, {ends[1]}."


def _conflicts(rows: pd.DataFrame) -> Section:
    """Show every group of published figures that conflict, the preferred one first, with the rule of preference."""
    if rows.empty:
        return section(Prose([_("No published figures from the chosen years conflict.")]))
    written = rows.assign(
        conflict_group=rows["conflict_group"].str.partition("_")[0],
        figure=rows["value"].astype(object).where(rows["value"].notna(), rows["value_text"]),
        preferred=rows["preferred"].map({True: _("yes"), False: _("no")}),
    )
    heads = ("conflict_group", "date_text", "figure", "unit", "preferred", "preferred_reason", "source")
    title, source = _("Published figures that disagree: we keep all of them"), world.source("oversight_statistics")
    universe = _("published figures that disagree, in groups on the same subject")
    return section(Table("conflicts", title, rows, columns(written, *heads), universe, source))


def evidence_by_country(levels: pd.DataFrame) -> Section:
    """Show the evidence level of every country on a map, and the table behind it."""
    data = levels[~levels["rating"].isin(evidence.nothing_found())].reset_index(drop=True)
    shown_rows = columns(data, "country", "rating") | {PUBLISHED.heading: data["well_documented"].astype(str)}
    shown_rows |= columns(data, "families", "complaints", "stays_thresholds", "stays_coding", "decisive_sources")
    title = _("Rating of every country with evidence or complaints, what it is based on, and how stable it is")
    source, note = world.source(*evidence.CODED), f"{text('levels_table')} {text('firmness')}"
    table = Table("evidence_levels", title, data, shown_rows, evidence.ALL_STATES, source, note)
    return section(level_map(), Prose([*evidence.level_counts(), evidence.main_page()]), table)


def cases(selection: Selection, rows: pd.DataFrame, numbers: Estimates, ratios: pd.DataFrame) -> Section:
    """Show the register over time, and documented cases compared with the number expected for each country."""
    fits = [fitted(selection.level, exposure, selection.of_rows) for exposure in EXPOSED]
    near = neighbours(selection)
    ranks = [numbers[f"cases.{name}"] for name in ("neighbours_factor", "first_ten_may_be", "first_ten_surely")]
    return section(
        Prose([numbers["cases.requesting_countries"], text("detection")]),
        parts.cases_chart(rows, _("all countries"), selection),
        _arrests(), decided.everywhere(selection, numbers),
        Prose([text("exposure"), *ranks]), _rates(fits[0]), _elasticity(*fits),
        _ratios(fits[0], fits[1], near, ratios),
    )  # fmt: skip


def over_time(selection: Selection, rows: pd.DataFrame, numbers: Estimates, delays: pd.DataFrame) -> Section:
    """Show cases by year, country and release, and how late cases become known."""
    rows = case_register.with_release(rows)
    title = _("Most cases become known in the year of their main event, or before")
    waited, note = columns(delays, "delay", "cases", "share", "so_far"), text("delay_cut_off")
    table = Table("reporting_delay", title, delays, waited, case_register.DATED, world.source("cases"), note)
    return section(
        _cases_by_country(rows, years=selection.years),
        Prose([_("How late cases become known")], "heading", "delay"),
        Prose([text("delay"), *(numbers[f"cases.{name}"] for name in _DELAYED)]), table,
    )  # fmt: skip


#: What is known of late sources.
_DELAYED = ("source_same_year", "incomplete_since", "missing_at_first", "supported_late")

#: Shades of the releases that added cases, the first one darkest.
_SHADES = ("ink", "others", "pale", "paper")


def _cases_by_country(rows: pd.DataFrame, *, years: str = "", least: int = 10) -> Chart:
    """Draw cases by year in a panel for each requesting country, those with few in one, by the release that added them.

    ``rows`` are as `register.with_release` gives them.
    """
    data, each_panel = countries.by_release(rows, least)
    late = drawing.incomplete_in_words(data["year"])
    releases, rest = list(dict.fromkeys(data["release"])), data.attrs["rest"]
    each = drawing.row_by_row(N_("{country} {cases}, most in {most}"), each_panel, "; ")
    panels = {name: name for name in each_panel["country"]}
    added = countries.added_late(rows)
    which = "cases_by_country" if added.n else "cases_of_first_release"
    title = label(which, "chart-title", old=int(added.value), count=int(added.n), year=str(incomplete_since()))
    known = undated(int(rows["year"].notna().sum()), len(rows))
    note = " ".join([label("cases_by_country", "chart-note"), known, late])
    return bars_by_year(
        data,
        panels,
        {release: _SHADES[min(place, len(_SHADES) - 1)] for place, release in enumerate(releases)},
        panel="country",
        stack="release",
        key={release: _("release {number}", number=str(release)) for release in releases},
        own_scale=rest,
        name="cases_by_country",
        title=title,
        alt=label("cases_by_country", "chart-alt", title=title, each=each, late=late).rstrip(),
        universe=label("cases_by_country", "chart-counted", years=years),
        source=world.source("cases", "cases_changes"),
        note=note.rstrip(),
        subtitle=_("Cases by year, requesting country and release of the data"),
    )


def _rates(model: CountModel) -> Chart:
    """Draw the ratio to the expected number of each country that has a case; sorted by name, not by rank."""
    ratios = {country_name(code): model.model.ratios.estimates[code] for code in with_a_case(model)}
    above = countries.above_expected(ratios)
    order = sorted(ratios, key=fold)
    data = pd.DataFrame([{"place": place, **ratios[place].as_dict()} for place in order])
    ends = data.fillna({"low": 0.0, "high": 0.0})
    alt = _("Dots with intervals on a logarithmic axis, {count} countries.", count=len(order))
    notes = [
        text("detection"),
        _("The chart is not a ranking. It shows only countries with {noun}.", noun=model.about.noun),
        _("Vertical line: as many cases as expected. Arrow: the interval continues. Open mark: no case."),
    ]
    unit = _("ratio of cases to the number expected for the country’s refugees and asylum seekers")
    return rows_with_marks(
        ends,
        [Mark("value", "low", "high", "n > 0"), Mark("value", "low", "high", "n == 0", hollow=True)],
        words=N_("{place}: {value} ({low} to {high})"),
        row="place",
        axis="ratio",
        line=1,
        unit=_("times the expected number, logarithmic scale"),
        name="cases_expected",
        title=_n(
            "Of {all} countries with a well-documented case, one has clearly more cases than expected",
            "Of {all} countries with a well-documented case, {count} have clearly more cases than expected",
            int(above.value),
            all=int(above.n),
        ),
        alt=" ".join([alt, drawing.row_by_row(N_("{place}: {value} ({low} to {high})."), ends)]),
        data=data,
        universe=above.counted,
        source=above.source,
        note=" ".join(notes),
        subtitle=_("Dot: {unit}. Line: its interval. Countries in alphabetical order", unit=unit),
    )


def _elasticity(*choices: CountModel) -> Table:
    rows = [(_("Elasticity, {exposure}", exposure=fit.label), fit.model.elasticity) for fit in choices]
    rows += [
        (_("Cases from years without figures on {exposure}", exposure=fit.label), outside_the_years(fit))
        for fit in choices
    ]
    title = _("How cases grow with the number of refugees or inhabitants")
    return estimates_table("cases_elasticity", title, rows, text("elasticity"))


def _ratios(refugees: CountModel, second: CountModel, near: CountModel, data: pd.DataFrame) -> Table:
    first, codes = refugees.model, list(data["country"])
    shown_rows = columns(data, "country") | {
        _("Cases"): [number(first.ratios.estimates[code].n) for code in codes],
        _("Expected, refugees"): [value_of(first.expected[code]) for code in codes],
        _("Ratio, refugees"): [with_interval(first.ratios.estimates[code]) for code in codes],
        _("The same, among neighbours"): [with_interval(near.model.ratios.estimates[code]) for code in codes],
        _("Possible ranks, refugees"): [interval_of(refugees.ranks[code]) for code in codes],
        _("Ratio, inhabitants"): [with_interval(second.model.ratios.estimates.get(code)) for code in codes],
    }
    title = _("Every country with a well-documented case, compared with the number expected")
    universe, source = refugees.about.universe, ("cases", "refugees_by_origin_host", "governance_country_year")
    ranked = _("“Refugees” includes asylum seekers. Ranks are uncertain, so we give only intervals for them.")
    note = f"{text('detection')} {ranked}"
    return Table("cases_ratios", title, data, shown_rows, universe, world.source(*source), note)


def _arrests() -> Chart:
    """Draw in how many cases each country arrested people at the request of each other one."""
    arrests = pairs().rename(columns={"people_held": "count"})
    found = countries.pairs_with_arrests(pairs())
    return matrix(
        arrests[["requesting_country", "host_country", "count"]],
        name="arrests",
        title=_(
            "For {count} pairs of countries, we know of an arrest in one at the request of the other",
            count=found.value,
        ),
        subtitle=_("Cases in which people were arrested, by requesting country (left) and country of arrest (top)"),
        rows="requesting_country", columns="host_country",
        cell=N_("Requested by {row}, arrested in {column}: {count}."),
        universe=_("cases of every grade and status with arrests in a known country"),
        source=world.source("cases"),
        note=_("The data file also lists the pairs of countries not shown. Many arrests never become public."),
    )  # fmt: skip


def _rates_of_notices(table: pd.DataFrame) -> Chart:
    """Draw who publishes most notices per inhabitant."""
    about, first = notices.public_subject(), table.iloc[table["rate"].argmax()]
    return ranked_bars(
        table[table["notices"] > 0].rename(columns={"country": "iso3", "rate": "value"}),
        name="public_rates",
        title=_(
            "{name} has the most public Red Notices for its size: {rate} per million inhabitants",
            name=country_name(first["country"]), rate=number(notices.rate(first["country"]).value),
        ),
        unit=_("public Red Notices per million inhabitants"),
        universe=about.universe, source=about.source,
        note=" ".join([text("public"), _("Many public notices are not a sign of misuse.")]),
    )  # fmt: skip


def _shares(requesters: pd.Series[int]) -> Chart:
    """Draw how few countries account for most public notices."""
    table = requesters.rename("count").rename_axis("iso3").reset_index()
    table = table.assign(value=table["count"] / table["count"].sum())
    first = table.iloc[table["value"].argmax()]
    return ranked_bars(
        table,
        name="public_concentration",
        title=_(
            "{first} accounts for {share} of public Red Notices", first=country_name(first["iso3"]),
            share=percent(notices.concentration(1).value),
        ),
        unit=_("of public Red Notices"),
        most=5, others=True, write=percent,
        universe=notices.public_subject().universe,
        source=world.source("public_notices_by_requesting_country"),
        note=text("public"),
    )  # fmt: skip


def public_notices(selection: Selection, numbers: Estimates, rates: pd.DataFrame) -> Section:
    """Show public notices per inhabitant, how few countries account for most, and what the notices charge."""
    rows = [
        (_("Share of notices requested by the three countries with the most"), numbers["notices.concentration"]),
        (_("Number of equally large countries that would be as concentrated"), numbers["notices.effective_number"]),
    ]
    concentration = estimates_table("concentration", _("Concentration of public notices"), rows)
    # No share over all notices: two requesting countries are most of them.
    title = _("Share of public notices that state only charges sensitive under Article 3")
    sensitive = [*notices.sensitive_over_states("strict"), *notices.sensitive_over_states("broad")]
    shares = estimates_table("sensitive_world", title, sensitive, text("sensitive"))
    return section(
        Prose([text("public")]), _rates_of_notices(rates), _shares(notices.requesters()), concentration,
        Prose([_("Charges in public notices")], "heading", "charges"),
        Prose([text("charges"), text("never_pooled")]), shares, _sensitive(notices.sensitive_told()),
    )  # fmt: skip


def _sensitive(shares: pd.DataFrame) -> Chart:
    """Draw the broad Article 3-sensitive share of countries with a published count, the strict one and the median."""
    what, unit = _("each requesting country"), _("share of public notices, with terrorism and armed groups, %")
    median, strict = (notices.sensitive_over_states(kind)[0][1] for kind in ("broad", "strict"))
    ways: dict[str, Any] = {"share": percent, "median": percent, "strict": percent}
    bars = drawing.row_by_row(N_("{group} {share} ({strict})"), shares, ", ", **ways)
    return bars_in_rows(
        shares.rename(columns={"share": "value"}).assign(colour="ink"),
        [
            Mark("median", words=_("median of countries"), colour="others", marker="|", size=12, width=2),
            Mark("strict", words=_("strict definition, at most"), colour="blue", size=5),
        ],
        unit=unit, what=what, write=percent, words=N_("{group}: {value}, strict at most {strict}, median {median}"),
        data=shares,
        name="sensitive_states",
        title=_("In half of the countries compared, at most {median} of public notices state only charges sensitive "
            "under Article 3, and at most {strict} without terrorism and armed groups",
            median=percent(median.high or median.value), strict=percent(strict.high or strict.value)),
        alt=_("Bars for {what}, strict definition at most in brackets. {bars}", what=what, bars=bars),
        subtitle=f"{unit[:1].upper()}{unit[1:]}",
        universe=notices.survivors(), source=world.source("public_notices_sensitive"),
        note=" ".join([text("sensitive"), _("The chart excludes countries with few notices, or with fewer than three "
            "such notices. For the median, we treat counts below three as two, so the true median may be lower.")]),
    )  # fmt: skip


def ending(conflicting: pd.DataFrame) -> Section:
    """Show what the numbers cannot show, which figures conflict, every table behind them, and how to cite."""
    return section(
        Prose([_("Limits")], "heading", "limits-of"), words.limits(),
        Prose([_("Figures that conflict")], "heading", "conflicting"), _conflicts(conflicting),
        Prose([_("Sources")], "heading", "sources-of"), REPORT.sources(),
        Prose([_("How to cite")], "heading", "how-to-cite"), REPORT.how_to_cite(),
    )  # fmt: skip
