"""The sections of a country's case study, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name, parse_country
from analysis.core.judgement import text
from analysis.core.messages import DASH, N_, _, label
from analysis.facts import evidence, world
from analysis.facts.case_register import ROWS, THROUGH
from analysis.facts.cases import REFUSED, by_group, counted_by_host, with_bilateral_request
from analysis.facts.claims import concerned
from analysis.facts.evidence import site_of
from analysis.facts.expected import EXPOSED, peer_estimates
from analysis.facts.selection import Selection
from analysis.pages import parts, words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.catalogue import STUDIES
from analysis.pages.parts import REGISTER, case_link, columns, outcome, records, sources_of, table
from analysis.pages.words import estimates_table, interval_of, link, shown, value_of
from analysis.pages.words import limits as limits
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Estimates, listed, number
from analysis.tables.library import plain

#: The way from a case study up to the folder of all reports.
ROOT = "../../"


#: Tables that a timeline is made from, and all tables behind a case study.
_TIMELINE = ("cases", "oversight_timeline", "belarus_sanctions_timeline")
_TABLES = (*_TIMELINE, "refugees_by_origin_host")


def _report(place: Selection) -> words.Report:
    heading = _("{place} and INTERPOL: a case study of what is documented", place=place.name)
    return words.Report(heading, f"{STUDIES}/{place.iso3}/index.html", _TABLES)


def title(place: Selection, numbers: Estimates, rows: pd.DataFrame) -> Section:
    """Show the heading, what is chosen otherwise, how much is documented, and where the country's profile is."""
    profile = _(
        "Other figures are on [the page of {place}]({page}).",
        place=place.called,
        page=f"{ROOT}{place.iso3}/index.html",
    )
    few = [text({0: "no_rows", 1: "one_row"}.get(len(rows), "few_rows"))] if len(rows) < LEAST_FOR_PERCENT else []
    page = f"{ROOT}claims/index.html"
    founding = [_("[The founding article, claim by claim]({page}) says which claims are supported.", page=page)]
    return section(
        _report(place).title(numbers.get("cases.otherwise")),
        Prose([numbers["cases.all"], *few], "lead"),
        Prose([text("study"), text("grades_in_short"), profile, *(founding if concerned(place.iso3) else [])]),
    )


def sources() -> Section:
    """Show every table behind the case study."""
    return words.sources(_TABLES)


def how_to_cite(place: Selection) -> Section:
    """Show how to cite the case study."""
    return _report(place).how_to_cite()


def _links(case_ids: Iterable[str]) -> str:
    return " · ".join(case_link(case_id, ROOT) for case_id in case_ids) or DASH


def _quoted(charge: object) -> str:
    """Put a charge in quotation marks, as the requesting country wrote it; a dash if the coder could not read it."""
    return DASH if shown(charge) == DASH or charge == "not read" else f"“{shown(charge)}”"


def one_by_one(place: Selection, rows: pd.DataFrame) -> Section:
    """Show each register row: who by profile, the charge as reported, what the sources say, and what came of it."""
    if rows.empty:
        return section()
    shown_rows = {
        _("Case"): [
            f"{case_link(name, ROOT)}, {shown(year)}, {words.place(host)}"
            for name, year, host in zip(rows["case_id"], rows["year"], rows["host_country"], strict=True)
        ],
        _("Who"): rows["target_profile"].map(label),
        _("Charge as reported"): rows["charge_as_reported"].map(_quoted),
        _("Coder’s note"): [parts.with_case_names(note, ROOT) for note in rows["note"]],
        _("Outcome"): [_outcome(row) for row in records(rows)],
        _("Sources"): [sources_of(row) for row in records(rows)],
    }
    data = ["case_id", "year", "host_country", "target_profile", "charge_as_reported", "note", "effect",
            "oversight_outcome", "evidence_grade", "claim_status", "source_1_title", "source_1_url",
            "source_2_title", "source_2_url"]  # fmt: skip
    note = _("A charge is what the requesting country alleged, as reported. The coder’s note summarises the source.")
    title = _("Documented cases requested by {place}, one by one", place=place.called)
    counted, source = f"{REGISTER}{place.years}", world.source("cases")
    return section(table("cases", rows[data], shown_rows, title=title, counted=counted, source=source, note=note))


def _outcome(row: dict[str, object]) -> str:
    grade, status = row["evidence_grade"], label(row["claim_status"])
    return _("{outcome} ({status}, grade {grade})", outcome=outcome(row), grade=grade, status=status)


def groups(place: Selection, numbers: Estimates, rows: pd.DataFrame) -> Section:
    """Show who was targeted, with which charges, by which instrument, and which cases mention a bilateral request."""
    if rows.empty:
        return section()
    heads = {
        "targets": ("target_profile", _("Who was targeted")), "charges": ("charge_category", _("Charge alleged")),
        "instruments": ("instrument", _("Notice or request")),
    }  # fmt: skip
    tables = [_group_table(place, by_group(place, rows, column), name, head) for name, (column, head) in heads.items()]
    linked = _links(rows.loc[rows["case_id"].isin(with_bilateral_request()), "case_id"])
    none, some = N_("No case requested by {place} has such a note."), N_("Cases of {place} with such a note: {cases}.")
    mentions = _(none if linked == DASH else some, place=place.called, cases=linked)
    title = _("Documented cases requested by {place}", place=place.called)
    counts = estimates_table("counts", title, [(words, numbers[name]) for name, words in _COUNTS.items()])
    return section(counts, *tables, Prose([text("bilateral"), mentions]))


#: Counts of a country's cases, with their words.
_COUNTS = {
    "cases.count": _("Well documented"), "cases.supported": _("Supported"), "cases.contested": _("Disputed"),
    "cases.unsupported": _("Not supported"),
}  # fmt: skip


def _group_table(place: Selection, groups: pd.DataFrame, name: str, title: str) -> Table:
    """Show the groups of a column that have a row."""
    rows = int(groups["rows"].sum())
    few = rows < LEAST_FOR_PERCENT
    known = groups[groups["rows"] > 0]
    shown_rows = {
        title: known["group"],
        _("Cases"): known["rows"].astype(str),
        _("Share"): [DASH if few else value_of(share) for share in known["share"]],
        _("Well documented"): known["strong"].astype(str),
        _("Which"): known["case_ids"].map(_links),
    }
    shares = [] if few else [_("Each share is of all {rows} cases, not of a sample.", rows=rows)]
    meant = _("Well documented: {chosen}, and involving INTERPOL.", chosen=place.label)
    note = " ".join([text("detection"), *shares, meant, text("strong")])
    data = groups.drop(columns=["case_ids", "share"])
    title, counted, source = f"{title}: {place.name}", f"{ROWS}{place.years}", world.source("cases")
    return table(name, data, shown_rows, title=title, counted=counted, source=source, note=note)


def hosts(place: Selection, rows: pd.DataFrame) -> Section:
    """Show where requests of a country concern a person, and what became of the people there."""
    data = counted_by_host(rows)
    if data.empty:
        return section()
    names = [words.place(code) if code else _("not known") for code in data["host_country"]]
    return section(Prose([text("hosts")]), table(
        "hosts", data, {_("Country where the person was"): names}, "cases", "people_held", "held_and_refused",
        title=_("Where requests by {place} concern a person, and what was decided there", place=place.called),
        counted=f"{THROUGH}{place.years}", source=world.source("cases"), note=text("detection"),
    ))  # fmt: skip


def interpol(place: Selection, rows: pd.DataFrame, data: pd.DataFrame) -> Section:
    """Show what INTERPOL decided, and on which article, with the cases of each."""
    if data.empty:
        return section()
    pair = ["oversight_outcome", "article_grounds"]
    known = rows[pair].astype(object).fillna("unknown")
    which = [_links(rows.loc[(known == list(codes)).all(axis=1), "case_id"]) for codes in data[pair].to_numpy()]
    decided = table(
        "interpol", data, "oversight_outcome", "article_grounds", "rows", {_("Which"): which},
        title=_("What INTERPOL decided on requests by {place}", place=place.called), note=text("detection"),
        counted=f"{ROWS}{place.years}", source=world.source("cases"),
    )  # fmt: skip
    return section(Prose([text("decided")]), decided)


COLUMNS = ["lane", "at", "date", "what", "case_id", "source"]


#: Outcomes of the register that are decisions of INTERPOL.
DECIDED = (*REFUSED, "upheld")


#: The only state whose rounds of sanctions are coded.
SANCTIONED = "BLR"


def _events(place: Selection, rows: pd.DataFrame, measures: pd.DataFrame, rounds: pd.DataFrame) -> pd.DataFrame:
    """Gather what is dated of a country, in the order of the dates.

    Register rows, measures that concern the country and, of the only state whose rounds are coded, rounds of sanctions.
    """
    rows, rounds = plain(rows), plain(rounds if place.iso3 == SANCTIONED else rounds.iloc[:0])
    found = [*_of_cases(rows), *_of_measures(place, plain(measures)), *_of_rounds(rounds)]
    table = pd.DataFrame(found, columns=COLUMNS).fillna({"case_id": ""})
    return table.astype({"at": float}).sort_values("at", kind="stable", ignore_index=True)


def _of_cases(rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Return cases, and INTERPOL's decisions on them."""
    for row in records(rows):
        words, page = _("Case page"), parts.case_pages()[str(row["case_id"])]
        source = f"[{words}]({ROOT}{page}); {link(row['source_1_title'], row['source_1_url'])}"
        event = {"at": mid_year(row["year"]), "date": shown(row["year"]), "case_id": row["case_id"], "source": source}
        yield event | {"lane": "cases", "what": _event(row)}
        if row["oversight_outcome"] in DECIDED:
            yield event | {"lane": "interpol", "what": _decision(row)}


def _event(row: dict[str, object]) -> str:
    case, notice = parts.case_name(row), label(row["instrument"])
    return case if notice in case else f"{case} ({notice})"


def _decision(row: dict[str, object]) -> str:
    ground, decided = row["article_grounds"], label(row["oversight_outcome"])
    if ground in {"art2", "art3", "both"}:
        decided = _("{decided}, on {ground}", decided=decided, ground=label(ground))
    return _("Decision on the request: {decided}", decided=decided)


def _of_measures(place: Selection, rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in records(rows):
        source = link(row["source_title"], row["source_url"])
        what = f"{row['actor']}: {row['description']}"
        yield _dated(row) | {"lane": lane_of(str(row["actor"]), place.name), "what": what, "source": source}


def _dated(row: dict[str, object]) -> dict[str, object]:
    return {"at": decimal_year(row["date_first"], row["date_precision"]), "date": shown(row["date"])}


def lane_of(actor: str, place: str) -> str:
    """Return the lane of a dated measure by who acted."""
    state = parse_country(actor.partition(" (")[0], strict=False)  # Türkiye of "Turkey (police)"; blank if it is none
    if state and country_name(state) == place:
        return "own"
    rules = judgement.load("timeline_lanes.yml")
    return str(next((rule.lane for rule in rules if actor.startswith(tuple(rule.begins))), rules[-1].lane))


def _of_rounds(rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in records(rows):
        source = link(site_of(str(row["source_url"])), row["source_url"])
        yield _dated(row) | {"lane": row["sender"], "what": _round(row), "source": source}


def _round(row: dict[str, object]) -> str:
    added = [
        label(kind, "study-added", count=row[f"{kind}_added"])
        for kind in ("persons", "entities")
        if shown(row[f"{kind}_added"]) not in (DASH, "0")
    ]
    return _("{round}: {added} added", round=row["round"], added=listed(added)) if added else str(row["round"])


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


EVENTS = _("cases, dated measures and rounds of sanctions that we found")


def timeline(place: Selection, rows: pd.DataFrame, measures: pd.DataFrame, rounds: pd.DataFrame) -> Section:
    """List a country's cases, the measures that concern it and rounds of sanctions by date, each with its source."""
    events = _events(place, rows, measures, rounds)
    if events.empty:
        return section(Prose([_("We found nothing that concerns {place} and INTERPOL.", place=place.called)]))
    # Years that were chosen are those of cases alone.
    universe = _("{events} (cases only {years})", events=EVENTS, years=place.span) if place.span else EVENTS
    shown_rows = columns(events, "date", "lane", "what") | {_("Source"): events["source"]}
    title = _("{place} and INTERPOL, by date", place=place.name)
    data = events.drop(columns="at")
    return section(Table("timeline", title, data, shown_rows, universe, world.source(*_TIMELINE), text("timeline")))


def comparison(place: Selection, peers: pd.DataFrame) -> Section:
    """Show a country and its peers, each compared with its own expected number; no rates are compared."""
    ratios, group, reason = peer_estimates(place), peers.attrs["group"], peers.attrs["reason"]
    if not ratios:
        return section(Prose([text("no_exposure", place=place.called)]))
    if len(peers) == 1:
        exposed = EXPOSED[place.exposure]
        abroad = N_("No peer of {place} has {exposed} abroad.")
        word = abroad if place.exposure == "refugees" else N_("No peer of {place} has {exposed}.")
        return section(Prose([_(word, place=place.called, exposed=exposed)]))
    words = {"place": place.called, "group": group, "reason": reason}
    return section(
        Prose([_("We compare {place} with {group}. Reason: {reason}.", **words), text("peers")]),
        Prose([ratios[place.iso3]], "lead"),
        _peer_table(place, ratios, peers),
    )


def _peer_table(place: Selection, ratios: Mapping[str, Estimate], data: pd.DataFrame) -> Table:
    states = [replace(place, country=code) for code in ratios]
    shown_rows = {
        _("Country"): [f"[{state.name}]({ROOT}{state.iso3}/index.html)" for state in states],
        _("Cases"): [number(ratio.n) for ratio in ratios.values()],
        _("Expected"): [number(expected) for expected in data["expected"]],
        _("Times the expected number"): [value_of(ratio) for ratio in ratios.values()],
        _("Interval"): [interval_of(ratio) for ratio in ratios.values()],
        _("Documentation of alleged misuse"): [evidence.rating(state).word for state in states],
    }
    note = f"{text('exposure')} {text('detection')}"
    title = _("{place} and its peers: cases compared with the number expected", place=place.name)
    universe = ratios[place.iso3].counted
    if place.exposure != "refugees":
        exposed = label(place.exposure, "person-years")
        universe = _("{universe}, compared with {exposure}, as chosen", universe=universe, exposure=exposed)
    universe = _("{universe}, with peers as chosen", universe=universe) if place.peers else universe
    return Table("peers", title, data, shown_rows, universe, ratios[place.iso3].source, note)
