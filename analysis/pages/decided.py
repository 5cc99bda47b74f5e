"""How decisions of courts and authorities are shown: who decided what and when, and on which ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

import pandas as pd

from analysis.charts.cells import matrix, parts_in_one_bar
from analysis.charts.chart import Chart, Named
from analysis.charts.drawing import Mark, row_by_row
from analysis.charts.rows import bars_in_rows, ranked_bars, rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text
from analysis.core.messages import DASH, N_, _, _n, label
from analysis.core.number_words import opening
from analysis.facts import decisions, world
from analysis.facts.cases import by_days_held
from analysis.facts.decisions import COUNTED, LIMIT, NO_GROUND, ON_RIGHTS, RIGHTS, Role
from analysis.facts.selection import Selection
from analysis.facts.world_counts import by_decision
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.edited import decision_text
from analysis.pages.parts import country_link, graded, person_link, publisher, records, table
from analysis.pages.words import date_in_words, link, shown
from analysis.stats.estimate import Estimate, Estimates, listed

#: Rows that a page shows at once of decisions on the requests of a country, of its own ones, and of all.
_FIRST, _OWN, _EVERY = 4, 5, 12

#: Refusals from which on a country is drawn, and grounds and cases from which on they are.
_DRAWN = 3
#: From so many refusals on, a country has a row or a column of its own.
_IN_MATRIX = 5

#: Columns of the data behind a table of decisions.
_DATA = [
    "case_id", "sequence", "date", "year", "case_year", "country", "requesting_country", "body", "decision", "ground",
    "final", "order_known", "overturned_by", "claim_status", "evidence_grade", "oversight_outcome", "source_title",
    "source_url",
]  # fmt: skip


def when(row: Mapping[str, object]) -> str:
    """Write the day, month or year of a decision, as far as it is known; else, in brackets, the year of its case."""
    date, year, of_case = (shown(row.get(name)) for name in ("date", "year", "case_year"))
    if date == year == DASH:
        return _("year not known") if of_case == DASH else _("({year})", year=of_case)
    return year if date == DASH else date_in_words(date)


def body(row: Mapping[str, object]) -> str:
    """Name the court or authority that decided; its kind, where no name is known."""
    return decision_text(row)[0] or label(row["body"], "deciding-body")


def decided(row: Mapping[str, object], written: str = "{}") -> str:
    """Say what was decided, which may be written in bold, on which ground, and whether it was reversed."""
    instead = (row["decision"], row["outcome"]) == ("asylum_granted", "refused")
    what, ground = label("asylum_instead" if instead else row["decision"], "decided"), grounds(row["ground"])
    if row["decision"] == "extradition_refused" and row["final"] == "yes":
        ground = ground or label(NO_GROUND, "decided-ground")
    what = written.format(what)
    what = _("{what}: {ground}", what=what, ground=ground) if ground else what
    return what if shown(row["overturned_by"]) == DASH else _("{what} (later reversed)", what=what)


def _with_text(row: Mapping[str, object], role: Role) -> str:
    what, text = decided(row, "**{}**"), decision_text(row)[1] if role == "deciding" else ""
    return f"{what}. *{text}*" if text else what


def grounds(codes: object) -> str:
    """Name the grounds of a decision; empty where none was found."""
    return ", ".join(label(code, "decided-ground") for code in str(codes).split(";") if code != NO_GROUND)


def by_interpol(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Lay out what INTERPOL decided in each case, a dash where this is not known."""
    known = [DASH if code == "unknown" else label(code, "brief-interpol").lower() for code in rows["oversight_outcome"]]
    return {_("INTERPOL’s decision"): known}


def _table(name: str, title: str, rows: pd.DataFrame, role: Role, first: int = _FIRST) -> Table:
    """Show decisions: when, who, in whose case, what and on which ground."""
    listed, asked = records(rows), role == "deciding" or len(rows["requesting_country"].unique()) > 1
    columns: dict[str, object] = {_("Date"): list(map(when, listed))}
    if role == "requesting":
        named = map(shown, rows["country"])
        columns[_("Country")] = [_("not named") if code == DASH else country_link(code, "to") for code in named]
    columns[_("Who decided")] = list(map(opening, map(body, listed)))
    columns[_("Case")] = [person_link(row, asked) for row in listed]
    columns[_("Decision and ground")] = [_with_text(row, role) for row in listed]
    columns |= by_interpol(rows) | {_("Status"): list(graded(rows)), _("Source"): _sources(rows)}
    no_ground = rows["decision"].eq("extradition_refused") & rows["ground"].eq(NO_GROUND)
    note = " ".join([*([_NO_GROUND] if no_ground.any() else []), _NOT_GIVEN, _NOTE])
    source = world.source(*decisions.TABLES)
    return table(name, rows[_DATA], columns, title=title, counted=COUNTED, source=source, note=note, first=first)


def _sources(rows: pd.DataFrame) -> list[str]:
    """Link the source of each decision; where only the note of a case states it, the first source of the case."""
    cases = world.release()["cases"].set_index("case_id").loc[rows["case_id"], ["source_1_title", "source_1_url"]]
    both = zip(rows["source_title"], rows["source_url"], cases.to_numpy(), strict=True)
    return [
        link(publisher(title), url) if shown(title) != DASH
        else _("{source} (source of the case)", source=link(publisher(of_case[0]), of_case[1]))
        for title, url, of_case in both
    ]  # fmt: skip


def _stated(numbers: Estimates, requests: str = "") -> list[Estimate]:
    """Return what is said of the decisions of a country, beyond its first numbers, or on its requests."""
    names = (*(("refused_on_rights",) if requests else ()), "granted_not_carried_out", "handed_over")
    found = [numbers[f"decisions.{requests}{name}"] for name in names if f"decisions.{requests}{name}" in numbers]
    return [one for one in found if one.value or one.name.endswith("handed_over")]


def by_country(place: Selection, numbers: Estimates) -> Section:
    """Show what courts and authorities of a country decided."""
    title = _("What courts and authorities in {state} decided, case by case", state=place.called)
    heading = Prose([title], "heading", "decided")
    rows = decisions.rows(place)
    if rows.empty:
        return section(heading, Prose([numbers["decisions.refused"], LIMIT]))
    title = _("The last known decision in {state} in each case, newest first", state=place.called)
    every = _table("final_decisions", title, rows, "deciding", _OWN)
    return section(heading, Prose([*_stated(numbers), LIMIT]), every)


_NO_GROUND = _("“Ground not known” does not mean that none was given: we often read only the beginning of a page.")
_NOT_GIVEN = _("Where INTERPOL’s decision is missing, we know of none; a year in brackets is the year of the case.")
_NOTE = _("Some decisions concern a request by another country for the same person.")


def on_requests(place: Selection, numbers: Estimates) -> Section:
    """Show what courts and authorities decided on the requests of a country; nothing where no decision is known."""
    rows = decisions.rows(place, role="requesting")
    if rows.empty:
        return section()
    heading = _("Who refused requests by {state}, and why", state=place.called)
    title = _("The last known decision of each country on requests by {state}, newest first", state=place.called)
    return section(
        Prose([heading], "heading", "refused"), Prose([*_stated(numbers, "requests_"), LIMIT], "list"),
        _table("decisions_on_requests", title, rows, "requesting"),
    )  # fmt: skip


def every_decision(selection: Selection) -> Table:
    """Show every final decision, the newest first."""
    title = _("The last known decision of each country in each case, newest first")
    return _table("final_decisions", title, decisions.rows(selection), "requesting", _EVERY)


def on_rights(selection: Selection) -> Table:
    """Show the refusals that name a human rights ground, the newest first."""
    rows = decisions.rows(selection).query(f"outcome == 'refused' and {ON_RIGHTS}")
    title = _("Refusals that name a human rights ground")
    return _table("refused_on_rights", title, rows, "requesting", _OWN)


def refusing(selection: Selection) -> Chart | None:
    """Draw which countries refused most often to hand a person over."""
    table = decisions.by_country(selection).query("country != '' and refused > 0")
    if len(table) <= 1:
        return None
    (first, second), (most, next_most) = map(country_name, table["country"].head(2)), table["refused"].head(2)
    return ranked_bars(
        table.rename(columns={"country": "iso3", "refused": "value", "refused_supported": "part"}),
        name="refusing",
        title=_("{first} has the most known refusals, {most}; {second} has {next_most}",
            first=first, most=most, second=second, next_most=next_most),
        unit=_("refusals to hand a person over"), most=_BARS, colour="others",
        parts=(_("in supported cases"), _("in other cases")), universe=COUNTED, source=world.source(*decisions.TABLES),
        note=_("More decisions are known where courts publish them and the press reports them."),
    )  # fmt: skip


#: Countries or cases that a chart draws.
_BARS = 9


def by_ground(selection: Selection) -> Chart | None:
    """Draw the grounds of refusals, those of human rights in colour; None where few grounds are known."""
    table = decisions.by_ground(selection)
    if (~table["ground"].isin(["other", NO_GROUND])).sum() < _DRAWN:
        return None
    order = table["ground"].map({"other": 1, NO_GROUND: 2}).fillna(0)
    table = table.loc[order.sort_values(kind="stable").index].reset_index(drop=True)
    colours = {**dict.fromkeys(RIGHTS, "accent"), NO_GROUND: "pale"}
    bars = table.assign(
        group=[opening(label(code, "decided-ground")) for code in table["ground"]], value=table["refused"],
        colour=table["ground"].map(colours).fillna("others"),
    )  # fmt: skip
    stated = bars[~bars["ground"].isin(["other", NO_GROUND])].nlargest(2, "value", keep="all")
    named = listed(map("{} ({})".format, stated["group"].str.lower(), stated["value"]))
    return bars_in_rows(
        bars, unit=_("refusals"), name="grounds_of_refusals", data=table,
        title=_("{grounds} are the most frequent grounds that we could classify", grounds=opening(named)),
        alt=_("Bars: {bars}.", bars=row_by_row("{group} {value}", bars, ", ")),
        subtitle=_("Refusals by stated ground (human rights grounds in red). A refusal can state several grounds"),
        universe=COUNTED, source=world.source(*decisions.TABLES), note=_NO_GROUND,
    )  # fmt: skip


def how_long(selection: Selection, days: Estimate) -> Chart:
    """Draw how long people were held, where sources say so."""
    table = by_days_held(selection)
    bars = table.assign(group=[label(length, "days-held") for length in table["length"]], colour="others")
    long = int(table.set_index("length")["value"][["year", "longer"]].sum())
    return bars_in_rows(
        bars, unit=_("cases"), name="days_held", data=table,
        title=_("In {count} of {all} cases, people were held for more than three months", count=long, all=int(days.n)),
        subtitle=_("Number of cases, by length of detention or house arrest; the median is {days}",
            days=_n("one day", "{count} days", int(days.value))),
        alt=_("Bars: {bars}.", bars=row_by_row("{group} {value}", bars, ", ")),
        universe=days.counted, source=days.source, note=days.worded("cases._days_known").sentence,
    )  # fmt: skip


#: Step -> its colour; a grant alone is an outline.
_STEPS = {"held": "ink", "granted": "edge", "on_rights": "accent", "refused": "others", "handed_over": "blue"}


def course(place: Selection, steps: pd.DataFrame, held: Estimate) -> Chart | None:
    """Draw arrests, grants and final decisions in a country, a line for each case; None for few cases."""
    rows = steps.dropna(subset="at").sort_values(["end", "case_id", "at"], ascending=[False, True, True])
    if len(cases := rows["case_id"].unique()) < _DRAWN:
        return None
    rows = rows[rows["case_id"].isin(cases[:_BARS])].reset_index(drop=True)
    finals = steps.query("final == 'yes'").set_index("case_id")
    granted = steps.query("step == 'granted'")["case_id"]
    again = int((finals["step"].isin(["refused", "on_rights"]) & finals.index.isin(granted)).sum())
    ways = {case: label(step, "course-end", year=date[:4]).strip()
        for case, step, date in finals[["step", "date"]].fillna("").itertuples()}  # fmt: skip
    rows = rows.assign(
        group=rows["requesting_country"].map(country_name), said=[label(step, "course") for step in rows["step"]],
        when=rows["date"].map(date_in_words),
        last=rows["case_id"].map(ways).fillna(_("end not known")),
    )  # fmt: skip
    named, year = rows.drop_duplicates("case_id")["group"], rows["end"].astype(int).map(" ({})".format)
    rows["group"] += year.where(rows["group"].isin(named[named.duplicated()]), "")
    of_case = dict(rows[["case_id", "group"]].to_numpy().tolist())
    order = {case: list(of_case.values())[:place].count(name) for place, (case, name) in enumerate(of_case.items())}
    rows["group"] += [f" {order[case] + 1}" if order[case] else "" for case in rows["case_id"]]
    marks = [
        Mark("at", where=f"step == {step!r}", words=label(step, "course"), colour=look, size=7, hollow=look == "edge")
        for step, look in _STEPS.items()
    ]
    words = N_("{group}: {said}, {when}")
    return rows_with_marks(
        rows, [Mark(low="start", high="end", colour="edge"), *marks], words=words, start=rows["at"].min() - 0.5,
        written={"last": ""}, names_left=True, name="course", data=steps,
        title=_n("One refusal came after extradition had first been granted in {state}",
            "{count} refusals came after extradition had first been granted in {state}", again, state=place.called)
            if again else _("What happened to people sought in {state}", state=place.called),
        subtitle=_("Dated steps, by requesting country; refusals on human rights grounds in red"),
        alt=_("Steps in time. {texts}.", texts=row_by_row(words, rows, "; ")),
        universe=f"{held.counted}; {COUNTED}", source=world.source(*decisions.TABLES), note=text("course"),
    )  # fmt: skip


#: Decision of INTERPOL -> its colour.
_DECIDED = {"stopped": "blue", "withdrawn": "sky", "upheld": "ink", "pending": "others", "unknown": "pale"}


def interpol_decided(table: pd.DataFrame, **about: Unpack[Named]) -> Chart:
    """Draw cases by what INTERPOL decided as one bar."""
    known = table[table["cases"] > 0]
    names, colours = known["decision"].map(lambda code: label(code, "world-decision")), known["decision"].map(_DECIDED)
    return parts_in_one_bar(known.assign(group=names, value=known["cases"], colour=colours), **about)


def interpol_too(selection: Selection) -> Chart:
    """Draw what INTERPOL decided in the cases with a refusal."""
    table = by_decision(decisions.rows(selection).query("outcome == 'refused'"))
    unknown = bool((2 * table["cases"] > table["cases"].sum())[table["decision"] == "unknown"].all())
    return interpol_decided(
        table, name="interpol_in_refusals", data=table.rename(columns={"cases": "refusals"}),
        title=_("For most refusals, INTERPOL’s own decision is not known") if unknown
            else _("What INTERPOL itself decided in cases with a refusal"),
        subtitle=_("Number of refusals, by what INTERPOL decided in that case"),
        universe=COUNTED, source=world.source(*decisions.TABLES),
        note=_("The data do not say when INTERPOL decided, so we do not know whether it or the country acted first."),
    )  # fmt: skip


def requests_refused(selection: Selection) -> Chart | None:
    """Draw in how many cases each country refused the requests of each other one; None where too few are known."""
    pairs = decisions.pairs(selection).rename(columns={"refused": "count"})
    by_requester, by_decider = (decisions.by_country(selection, role=role) for role in ("requesting", "deciding"))
    if min(by_requester["refused"].gt(0).sum(), by_decider["refused"].gt(0).sum()) <= 1:
        return None
    drawn = [
        max(1, int((table["country"].ne("") & table["refused"].ge(_IN_MATRIX)).sum()))
        for table in (by_requester, by_decider)
    ]
    pairs = pairs.sort_values("country", key=lambda codes: codes.map(list(by_decider["country"]).index))
    asked = by_requester.head(2)
    (first, second), (most, next_most) = map(country_name, asked["country"]), asked["refused"]
    return matrix(
        pairs[["requesting_country", "country", "count"]],
        name="requests_refused",
        title=_("{most} refusals are in cases requested by {first}, {next_most} in cases requested by {second}",
            first=first, most=most, second=second, next_most=next_most),
        subtitle=_("Each cell counts refusals: the country on the left requested, the country at the top refused"),
        rows="requesting_country", columns="country", cell=N_("Requested by {row}, refused by {column}: {count}."),
        universe=COUNTED, source=world.source(*decisions.TABLES),
        most=(drawn[0], drawn[1]),
        note=" ".join([_("“Other countries” have fewer than {least} refusals each, or the source does not name them. "
            "The data file lists all of them.", least=_IN_MATRIX), _NOTE, LIMIT]),
    )  # fmt: skip
