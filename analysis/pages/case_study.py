"""The sections of a country's case study, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import rates
from analysis.charts.register import group_of as register_group_of
from analysis.charts.register import timeline as draw
from analysis.core import hand
from analysis.core.countries import name_of, to_iso3
from analysis.core.errors import InputError
from analysis.core.hand import DASH, label, read_evidence_rule, text
from analysis.core.judgement import TimelineLane
from analysis.facts import evidence, world
from analysis.facts.cases import (
    ROWS,
    Expected,
    beside_peers,
    by_group,
    cases_of,
    combinations,
    expected,
    in_order,
    peers_of,
    rows_in_short,
    with_bilateral_request,
)
from analysis.facts.evidence import site_of
from analysis.facts.founding import concerned
from analysis.facts.indices import over_time
from analysis.facts.world import Place, open_place
from analysis.pages import words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import REGISTER, outcome, records, sources_of
from analysis.pages.words import case_link, citation, interval_of, limits, link, shown, value_of
from analysis.pages.words import place as place_name
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate
from analysis.stats.estimate import number as estimate_number
from analysis.tables.release import Release

__all__ = [
    "charges",
    "comparison",
    "hosts",
    "how_to_cite",
    "in_short",
    "instruments",
    "interpol",
    "limits",
    "one_by_one",
    "open_place",
    "sources",
    "targets",
    "timeline",
    "title",
]


#: The way from a case study up to the folder of all reports.
ROOT = "../../"


TABLES = (
    "cases", "oversight_timeline", "belarus_sanctions_timeline", "governance_country_year", "refugees_by_origin_host",
)  # fmt: skip


def heading(place: Place) -> str:
    """Give the heading of a case study, which is also the title to cite."""
    return f"{place.name} and INTERPOL: a case study of what is documented"


def title(place: Place) -> Section:
    """Show the heading."""
    return section(Prose([heading(place)], "title"))


def in_short(place: Place) -> Section:
    """Say how much is documented, whether it is enough to show a pattern, and where the country's profile is."""
    profile = f"[The profile of {place.called}]({ROOT}{place.iso3}/index.html) holds its other statistics."
    return section(
        Prose([rows_in_short(place), *_little(len(cases_of(place)))], "lead"),
        Prose([text("motto")], "caution"),
        Prose([text("study"), text("grades_in_short"), profile, *_founding(place)]),
    )


def _founding(place: Place) -> list[str]:
    page = f"{ROOT}claims/index.html"
    return [f"[The founding article, claim by claim]({page}) tells what of it holds."] if concerned(place.iso3) else []


def _little(rows: int) -> list[str]:
    if rows == 0:
        return [text("no_rows")]
    if rows == 1:
        return [text("one_row")]
    return [text("few_rows")] if rows < LEAST_FOR_PERCENT else []


def sources() -> Section:
    """Show every table behind the case study."""
    return words.sources(TABLES)


def how_to_cite(place: Place) -> Section:
    """Show how to cite the case study."""
    return section(Prose([citation(heading(place))], "citation"))


def links(rows: pd.DataFrame) -> str:
    """Link to register rows, in their order."""
    pairs = zip(rows["case_id"], rows["requesting_country"], strict=True)
    return ", ".join(case_link(case_id, iso3, ROOT) for case_id, iso3 in pairs) or DASH


def _links(place: Place, case_ids: Iterable[str]) -> str:
    return ", ".join(case_link(case_id, place.iso3, ROOT) for case_id in case_ids) or DASH


def _quoted(charge: object) -> str:
    """Put a charge in quotation marks: it is the requesting state's word."""
    return DASH if shown(charge) == DASH else f"“{shown(charge)}”"


def one_by_one(place: Place) -> Section:
    """Show each register row: who by profile, the charge as reported, what the sources say, and what came of it."""
    rows = in_order(cases_of(place))
    if rows.empty:
        return section()
    shown_rows = pd.DataFrame(
        {
            "Case": [
                f"{case_link(name, place.iso3, ROOT)}, {shown(year)}, {place_name(host)}"
                for name, year, host in zip(rows["case_id"], rows["year"], rows["host_country"], strict=True)
            ],
            "Who": rows["target_profile"].map(label),
            "Charge, as reported": rows["charge_as_reported"].map(_quoted),
            "According to the sources": rows["note"].map(shown),
            "Outcome": [
                f"{outcome(row)}; grade {row['evidence_grade']}, {row['claim_status']}" for row in records(rows)
            ],
            "Sources": [sources_of(row) for row in records(rows)],
        }
    )
    columns = ["case_id", "year", "host_country", "target_profile", "charge_as_reported", "note", "effect",
               "oversight_outcome", "evidence_grade", "claim_status", "source_1_url", "source_2_url"]  # fmt: skip
    note = f"A charge is what the requesting state alleged, as reported; a note gives what a source says. {text('key')}"
    title = f"The documented cases of {place.called}, one by one"
    return section(Table("cases", title, rows[columns], shown_rows, REGISTER, world.source("cases"), note))


def targets(place: Place) -> Section:
    """Show who was targeted."""
    return _shown(place, "target_profile", "targets", "Who was targeted")


def charges(place: Place) -> Section:
    """Show with which charges, as the requesting state named them."""
    return _shown(place, "charge_category", "charges", "Charge alleged")


def instruments(place: Place) -> Section:
    """Show by which instrument, and how often a request from state to state stood beside it."""
    rows = in_order(cases_of(place))
    told = rows[rows["case_id"].isin(with_bilateral_request())]
    beside = None if rows.empty else Prose([text("bilateral"), _bilateral(place, told)])
    return section(_shown(place, "instrument", "instruments", "Instrument"), beside)


def _bilateral(place: Place, told: pd.DataFrame) -> str:
    if told.empty:
        return f"No row of {place.called} tells of one."
    return f"The rows of {place.called} that tell of one: {links(told)}."


def _shown(place: Place, column: str, name: str, title: str) -> Section:
    rows = in_order(cases_of(place))
    if rows.empty:
        return section()
    return section(_group_table(place, rows, column, name, title))


def _group_table(place: Place, rows: pd.DataFrame, column: str, name: str, title: str) -> Table:
    groups = by_group(place, rows, column)
    few = len(rows) < LEAST_FOR_PERCENT
    shown_rows = pd.DataFrame(
        {
            title: groups["group"],
            "Rows": groups["rows"].astype(str),
            "Share": [DASH if few else value_of(share) for share in groups["share"]],
            "Strong": groups["strong"].astype(str),
            "Which": [_links(place, case_ids) for case_ids in groups["case_ids"]],
        }
    )[groups["rows"].to_numpy() > 0]
    shares = "" if few else f"Shares are of all {len(rows)} register rows, counted completely. "
    meant = f"Strong: {evidence.evidence_rule().chosen}, with an INTERPOL instrument."
    note = f"{text('detection')} {shares}{meant} {text('strong')}"
    data = groups.drop(columns=["case_ids", "share"])
    return Table(name, f"{title}: {place.name}", data, shown_rows, ROWS, world.source("cases"), note)


def hosts(place: Place) -> Section:
    """Show where a request took effect and what became of the person there, with the rows of each."""
    rows = in_order(cases_of(place))
    if rows.empty:
        return section()
    kind = rows["instrument"].isin(corrections()).map({True: "correction, no effect of INTERPOL", False: "case"})
    table = rows.assign(
        kind=kind, host_country=rows["host_country"].fillna(""), effect=rows["effect"].fillna("unknown")
    )
    data = combinations(table, "host_country", "effect", "kind")
    shown_rows = pd.DataFrame(
        {
            "Host": [place_name(code) if code else "not known" for code in data["host_country"]],
            "What happened there": data["effect"].map(label),
            "Kind of row": data["kind"],
            "Rows": data["rows"].astype(str),
            "Which": [_links(place, case_ids) for case_ids in data["case_ids"]],
        }
    )
    title = f"Where requests of {place.called} took effect, and what hosts decided"
    return section(
        Prose([text("hosts")]),
        Table(
            "hosts", title, data.drop(columns="case_ids"), shown_rows, ROWS, world.source("cases"), text("detection")
        ),
    )


def corrections() -> list[str]:
    """Give the instruments of rows that are corrections: the arrest may be real, INTERPOL's part is not shown."""
    return read_evidence_rule().left_out


def interpol(place: Place) -> Section:
    """Show what INTERPOL decided, and on which article, with the rows of each."""
    rows = in_order(cases_of(place))
    if rows.empty:
        return section()
    columns = ["oversight_outcome", "article_grounds"]
    data = combinations(rows.assign(**{c: rows[c].fillna("unknown") for c in columns}), *columns)
    shown_rows = pd.DataFrame(
        {
            "INTERPOL decided": data["oversight_outcome"].map(label),
            "On which article": data["article_grounds"].map(label),
            "Rows": data["rows"].astype(str),
            "Which": [_links(place, case_ids) for case_ids in data["case_ids"]],
        }
    )
    title = f"What INTERPOL decided on requests of {place.called}"
    return section(
        Prose([text("decided")]),
        Table(
            "interpol", title, data.drop(columns="case_ids"), shown_rows, ROWS, world.source("cases"), text("detection")
        ),
    )


COLUMNS = ["lane", "at", "date", "what", "group", "case_id", "source"]


#: Lane of the register, of INTERPOL, of the state itself, and of everybody else; then one a sender of sanctions.
LANES = ("cases", "interpol", "own", "others", "EU", "UK", "US")


#: Outcomes of the register that are decisions of INTERPOL.
DECIDED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally", "upheld")


#: The only state whose rounds of sanctions are coded.
SANCTIONED = "BLR"


def events(place: Place, group_of: pd.Series[str]) -> pd.DataFrame:
    """Gather all marks of a country's timeline, numbered in the order of lanes and dates."""
    rows = place.release.cases.loc[group_of.index]
    found = [*_cases(rows, group_of), *_decisions(rows), *_measures(place), *_rounds(place)]
    table = pd.DataFrame(found, columns=COLUMNS)
    table["lane"] = pd.Categorical(table["lane"], LANES, ordered=True)
    table = table.sort_values(["lane", "at"], kind="stable", na_position="last").reset_index(drop=True)
    table.insert(0, "number", range(1, len(table) + 1))
    return table.astype({"lane": "str", "at": float})


def _row_source(row: dict[str, object]) -> str:
    own = case_link(str(row["case_id"]), str(row["requesting_country"]), ROOT)
    return f"{own}; {link(row['source_1_title'], row['source_1_url'])}"


def _cases(rows: pd.DataFrame, group_of: pd.Series[str]) -> list[tuple[object, ...]]:
    return [
        ("cases", mid_year(row["year"]), shown(row["year"]), _told(row), group, row["case_id"], _row_source(row))
        for row, group in zip(records(rows), group_of, strict=True)
    ]


def _told(row: dict[str, object]) -> str:
    where = place_name(row["host_country"]) if shown(row["host_country"]) != DASH else "host not known"
    return f"{label(row['instrument'])}; {label(row['target_profile'])}; {where}: {outcome(row)}"


def _decisions(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    decided = rows[rows["oversight_outcome"].isin(DECIDED)]
    return [
        ("interpol", mid_year(row["year"]), shown(row["year"]), _decision(row), "", row["case_id"], _row_source(row))
        for row in records(decided)
    ]


def _decision(row: dict[str, object]) -> str:
    ground = row["article_grounds"]
    on = f", on {label(ground)}" if ground in {"art2", "art3", "both"} else ""
    return f"{label(row['oversight_outcome'])}{on}: the request of the register row"


def _measures(place: Place) -> list[tuple[object, ...]]:
    rows = place.release.oversight_timeline
    rows = rows[rows["country_concerned"] == place.iso3]
    return [
        (
            lane_of(str(row["actor"]), place.name), decimal_year(row["date_first"], row["date_precision"]),
            shown(row["date"]), f"{row['actor']}: {row['description']}", "", "",
            link(row["source_title"], row["source_url"]),
        )
        for row in records(rows)
    ]  # fmt: skip


def lane_of(actor: str, place: str) -> str:
    """Give the lane of a dated measure by who acted."""
    if _state(actor) == place:
        return "own"
    rules = hand.entries(TimelineLane)
    return next((rule.lane for rule in rules if actor.startswith(tuple(rule.begins))), rules[-1].lane)


def _state(actor: str) -> str:
    """Give the state that an actor belongs to, for example Türkiye for ``Turkey (police)``; blank if it is none."""
    try:
        return name_of(to_iso3(actor.partition(" (")[0]))
    except InputError:
        return ""


def _rounds(place: Place) -> list[tuple[object, ...]]:
    rows = _sanctions(place.release, place.iso3)
    return [
        (
            row["sender"], decimal_year(row["date_first"], row["date_precision"]), shown(row["date"]), _round(row),
            "", "", link(site_of(str(row["source_url"])), row["source_url"]),
        )
        for row in records(rows)
    ]  # fmt: skip


def _sanctions(release: Release, iso3: str) -> pd.DataFrame:
    rows = release.belarus_sanctions_timeline
    return rows if iso3 == SANCTIONED else rows.iloc[:0]


def _round(row: dict[str, object]) -> str:
    added = [
        f"{estimate_number(float(str(row[column])))} {noun}"
        for column, noun in (("persons_added", "persons"), ("entities_added", "entities"))
        if shown(row[column]) != DASH
    ]
    return f"{row['round']}: {' and '.join(added)} added" if added else str(row["round"])


def mid_year(year: object) -> float | None:
    """Put what is known by year only in the middle of the year."""
    return None if shown(year) == DASH else float(str(year)) + 0.5


def decimal_year(first: object, precision: object) -> float | None:
    """Turn the first day of a date of some precision into a decimal year: the middle of the year, month or day."""
    if not isinstance(first, pd.Timestamp) or pd.isna(first):
        return None
    if precision == "year":
        return first.year + 0.5
    days = first.day_of_year - 1 + (15 if precision == "month" else 0.5)
    return float(first.year + days / 366)


EVENTS = "register rows, dated measures and rounds of sanctions that were read; none is a verdict on a person"


def timeline(place: Place) -> Section:
    """Show a country's timeline and the table that gives the date, the words and the source of each numbered mark."""
    table = events(place, register_group_of(cases_of(place)))
    if table["at"].notna().sum() == 0:
        return section(Prose([f"Nothing dated was read that concerns {place.called} and INTERPOL."]))
    source = world.source("cases", "oversight_timeline", "belarus_sanctions_timeline", "governance_country_year")
    lanes = {lane: label(f"lane_{lane}") for lane in LANES}
    chart = draw(
        table, over_time(place), place=place.name, lanes=lanes, universe=EVENTS, source=source,
        note=text("timeline"),
    )  # fmt: skip
    return section(chart, _key(place, table, source))


def _key(place: Place, table: pd.DataFrame, source: str) -> Table:
    shown_rows = pd.DataFrame(
        {
            "No.": table["number"].astype(str),
            "Date": table["date"],
            "Lane": [label(f"lane_{lane}").partition(" (")[0] for lane in table["lane"]],
            "What": table["what"].map(shown),
            "Source": table["source"],
        }
    )
    note = f"A number without a date stands in the table only. {text('key')}"
    anchors = [f"mark-{number}" for number in table["number"]]
    title = f"The numbered marks of the timeline: {place.name}"
    return Table("timeline_key", title, table, shown_rows, EVENTS, source, note, anchors)


def comparison(place: Place) -> Section:
    """Show a country and its peers, each against what its own exposure leads to expect; no rate, no ratio of rates."""
    held = expected(place.level)
    if place.iso3 not in held.ranks:
        return section(Prose([text("no_exposure").format(place=place.called)]))
    peers = peers_of(place)
    if not peers.codes:
        return section(Prose([f"No peer of {place.called} has refugees or asylum seekers abroad."]))
    chosen = f"Peers: {peers.name}. Why: {peers.reason}."
    ratios = {code: held.model.ratios.estimates[code] for code in (place.iso3, *peers.codes)}
    return section(
        Prose([chosen, text("peers")]),
        Prose([ratios[place.iso3]], "lead"),
        _peer_table(place, held),
        _chart(place, ratios),
    )


def _peer_table(place: Place, held: Expected) -> Table:
    data = beside_peers(place)
    ratios, codes = held.model.ratios.estimates, list(data["iso3"])
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}]({ROOT}{code}/index.html)" for code in codes],
            "Cases": [estimate_number(ratios[code].n) for code in codes],
            "Expected": [value_of(held.model.expected[code]) for code in codes],
            "Ratio to expectation": [value_of(ratios[code]) for code in codes],
            "Interval": [interval_of(ratios[code]) for code in codes],
            "Evidence level": [evidence.evidence(code).word for code in codes],
        }
    )
    note = f"{text('exposure')} {text('detection')}"
    title = f"{place.name} and its peers, each beside what its exposure leads to expect"
    return Table("peers", title, data, shown_rows, held.about.universe, held.about.source, note)


def _chart(place: Place, ratios: dict[str, Estimate]) -> Chart | None:
    if not any(estimate.n for estimate in ratios.values()):
        return None
    return rates(
        {name_of(code): estimate for code, estimate in ratios.items()}, place.name, name="peers_chart",
        title=f"Documented cases beside what the exposure leads to expect: {place.called} and its peers",
        unit="times the cases that the exposure leads to expect", note=text("detection"),
    )  # fmt: skip
