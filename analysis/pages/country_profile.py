"""The sections of a country's profile, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import shares_beside_median, snapshots
from analysis.charts.context import PANELS, designations_by_year, governance
from analysis.charts.register import cases_over_time
from analysis.core.hand import DASH, SENDERS, text
from analysis.core.hand import label as hand_label
from analysis.facts import evidence, world
from analysis.facts import notices as facts_notices
from analysis.facts.cases import COLUMNS, GRADES, headline_rows
from analysis.facts.evidence import CODED, Evidence, Firmness
from analysis.facts.founding import concerned
from analysis.facts.indices import regions
from analysis.facts.world import PUBLISHED, Place
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.catalogue import study_job
from analysis.pages.parts import (
    REGISTER,
    all_claims,
    outcome,
    public_funnel,
    public_list,
    records,
    refusals_table,
    sources_of,
)
from analysis.pages.words import anchor, estimates_table, head, how_to_cite, limits, link, shown, sources, value_of
from analysis.pages.words import heading as words_heading
from analysis.pages.words import place as place_name
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, number
from analysis.stats.evidence_level import chance
from analysis.tables.library import plain

__all__ = [
    "PANELS",
    "breakdown",
    "cases_chart",
    "charges",
    "complaints",
    "designations_chart",
    "documented_cases",
    "evidence_level",
    "founding_claims",
    "governance_chart",
    "governance_over_time",
    "how_to_cite",
    "known",
    "limits",
    "measures",
    "named_as_abuser",
    "notices_chart",
    "offences_chart",
    "public_notices",
    "rates",
    "refusals",
    "register",
    "sanctions",
    "snapshots_chart",
    "sources",
    "title",
]


def title(place: Place, chosen: Estimate | None) -> Section:
    """Show the heading of a country's report, and what is chosen otherwise than in the published one."""
    return head(words_heading(place), chosen)


def known(place: Place, level: Evidence, told: Sequence[Estimate | str]) -> Section:
    """Say in one word and three sentences what is known, and what kind of knowledge it is."""
    return section(
        Prose([f"Evidence level: {evidence.with_meaning(level.word)}.", *told], "lead"),
        Prose([text("motto")], "caution"),
        Prose([text("grades_in_short"), text("families")]),
        None if place.is_member else Prose([f"{place.opening} is not a member of INTERPOL in its own right."]),
    )


def evidence_level(
    place: Place, level: Evidence, stated: Estimate, firm: Firmness, tests: Mapping[str, Estimate],
    rule: pd.DataFrame, inputs: pd.DataFrame,
) -> Section:  # fmt: skip
    """Show the evidence level, the rule that gives it, and how it changes when an input is left out."""
    return section(
        Prose([stated]),
        _firmness(place, level.word, firm, tests),
        _rule(rule),
        _left_out(place, level.word, inputs),
    )


def _firmness(place: Place, word: str, firm: Firmness, tests: Mapping[str, Estimate]) -> Table | None:
    """Show how firmly the word stands; a word that rests on nothing hangs on nothing."""
    if not tests:
        return None
    data = pd.DataFrame([{"test": what, **estimate.as_dict()} for what, estimate in tests.items()])
    shown_rows = pd.DataFrame(
        {
            "Test": list(tests),
            "Result": [_result(estimate) for estimate in tests.values()],
            "What it says": [_without_place(estimate, place) for estimate in tests.values()],
        }
    )
    title = f"How firmly the word “{word}” stands"
    universe = "; ".join(dict.fromkeys(estimate.universe for estimate in tests.values()))
    words = pd.Series([word, *firm.decisive.values()], dtype="str")
    note = " ".join(part for part in (text("firmness"), _meanings(words)) if part)
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _without_place(estimate: Estimate, place: Place) -> str:
    """Give an estimate's sentence without the place, which the table names."""
    said = estimate.sentence.removeprefix(f"{place.name}: ")
    return said[0].upper() + said[1:]


def _result(estimate: Estimate) -> str:
    return chance(estimate.value) if estimate.unit == "share" else value_of(estimate)


def _rule(rows: pd.DataFrame) -> Table:
    return Table(
        "evidence_rule",
        "The rule: a country has the first level whose condition it meets",
        rows,
        rows.rename(columns={"level": "Level", "earned by": "Earned by"}),
        "none; a stated rule, neither a score nor fitted",
        "data/hand/evidence_rule.yml, with the reason of each line",
    )


def _left_out(place: Place, word: str, rows: pd.DataFrame) -> Table:
    return Table(
        "evidence_inputs",
        f"What the word “{word}” rests on, one input left out at a time",
        rows,
        rows.set_axis(["Input", f"Value for {place.called}", "Level if it were left out"], axis=1).astype(str),
        f"{evidence.INPUTS}{place.choices.inputs}",
        world.source(*evidence.TABLES),
        _meanings(rows["level_without_it"]),
    )


def _meanings(words: pd.Series[str]) -> str:
    """Say what each word means that must not stand alone."""
    met = [level for level in evidence.evidence_rule().levels if level.meaning and (words == level.word).any()]
    return " ".join(f"“{level.word.capitalize()}”: {level.meaning}." for level in met)


#: Fewer dated rows than this make no picture.
LEAST_DRAWN = 3


#: Headings of the breakdown, in the order of its columns of the register.
HEADINGS = (
    "Who was targeted", "Charge as the requesting state puts it", "Instrument", "Country concerned", "Effect",
    "What INTERPOL decided", "On which article",
)  # fmt: skip


def cases_chart(place: Place, rows: pd.DataFrame) -> Chart | None:
    """Draw a country's register rows by year; None where fewer than three have a year."""
    if rows["year"].notna().sum() < LEAST_DRAWN:
        return None
    held = place.choices.of_rows
    if held == PUBLISHED:
        return cases_over_time(rows, place.name, world.source("cases"))
    return cases_over_time(
        rows, place.name, world.source("cases"), counting=headline_rows(rows, held), chosen=held.chosen,
        years=held.years,
    )  # fmt: skip


def documented_cases(place: Place, by_grade: pd.DataFrame, over_time: Chart | None) -> Section:
    """Show a country's documented cases by status and grade, and by year."""
    if not by_grade["all"].any():
        within = " in the years that were chosen" if place.choices.years else ""
        sentence = f"The register holds no case requested by {place.called}{within}, {text('none')}."
        return section(Prose([sentence, text("detection")]))
    return section(_study(place), _grades(place, by_grade), over_time)


def _study(place: Place) -> Prose:
    page = f"../{study_job(place.iso3).folder}/index.html"
    return Prose([f"[The case study of {place.called}]({page}) shows them on one timeline, with who, where and how."])


def _grades(place: Place, data: pd.DataFrame) -> Table:
    shown_rows = data.astype(str).set_axis(["Status", *(f"Grade {grade}" for grade in GRADES), "All"], axis=1)
    title = f"Documented cases of {place.called} by status and grade"
    universe = f"{REGISTER}{place.choices.years}"
    return Table("cases_by_grade", title, data, shown_rows, universe, world.source("cases"), text("grades"))


def breakdown(place: Place, data: pd.DataFrame) -> Section:
    """Show targets, charges, instruments, hosts, effects, outcomes and grounds of a country's documented cases."""
    if data.empty:
        return section()
    shown_rows = pd.DataFrame(
        {
            "": list(HEADINGS),
            place.choices.heading: [_counts(data, column, "strong") for column in COLUMNS],
            "All rows": [_counts(data, column, "cases") for column in COLUMNS],
        }
    )
    title = f"Targets, charges, instruments, hosts and outcomes: {place.name}"
    universe = f"{REGISTER}{place.choices.years}"
    return section(
        Table("cases_breakdown", title, data, shown_rows, universe, world.source("cases"), text("corrections"))
    )


def _counts(data: pd.DataFrame, what: str, count: str) -> str:
    rows = data[(data["what"] == what) & (data[count] > 0)]
    return ", ".join(f"{_value(what, v)}: {n}" for v, n in zip(rows["value"], rows[count], strict=True)) or DASH


def _value(what: str, value: str) -> str:
    return place_name(value) if what == "host_country" and value != "unknown" else hand_label(value)


def rates(place: Place, count: Estimate, beside: Sequence[tuple[str, Estimate]], told: Sequence[Estimate]) -> Section:
    """Show the cases of a country beside what its exposures lead to expect, and what is told of all ranks."""
    if count.value == 0:
        return section()
    if not beside:
        return section(Prose([text("no_exposure", place=place.called)]))
    title = f"Documented cases of {place.called} beside what its exposure leads to expect"
    note = f"{text('detection')} {text('exposure')}"
    return section(estimates_table("cases_rates", title, list(beside), note), Prose(list(told)))


def register(place: Place, ordered: pd.DataFrame) -> Section:
    """Show every register row of a country, with its sources."""
    if ordered.empty:
        return section()
    columns = [
        "case_id", "year", "host_country", "instrument", "target_profile", "charge_category", "effect",
        "oversight_outcome", "article_grounds", "evidence_grade", "claim_status", "source_1_title", "source_1_url",
        "source_2_title", "source_2_url",
    ]  # fmt: skip
    shown_rows = pd.DataFrame(
        {
            "Case": ordered["case_id"],
            "Year": ordered["year"].map(shown),
            "Host": ordered["host_country"].map(place_name),
            "Instrument": ordered["instrument"].map(hand_label),
            "Outcome": [outcome(row) for row in records(ordered)],
            "Grade, status": ordered["evidence_grade"] + ", " + ordered["claim_status"],
            "Sources": [sources_of(row) for row in records(ordered)],
        }
    )
    note = (
        f"Each row is an allegation or a decision on one; nobody in it is held guilty of anything here. {text('key')}"
    )
    title = f"Every register row of {place.called}, with its sources"
    anchors = [anchor(case_id) for case_id in ordered["case_id"]]
    universe = f"{REGISTER}{place.choices.years}"
    return section(
        Table("cases_register", title, ordered[columns], shown_rows, universe, world.source("cases"), note, anchors)
    )


def snapshots_chart(place: Place, by_snapshot: pd.DataFrame) -> Chart | None:
    """Draw a country's public notices at each snapshot; None where no snapshot shows one."""
    return snapshots(by_snapshot, place.name, _source()) if len(by_snapshot) else None


def notices_chart(place: Place) -> Chart | None:
    """Draw the funnel of public notices per million inhabitants; None for a country that is not in it."""
    snapshot = place.choices.snapshot
    if snapshot and snapshot not in facts_notices.snapshots_with("requester"):
        return None
    if place.iso3 not in facts_notices.public_league(place.level, snapshot).funnel.table.index:
        return None
    return public_funnel(place.level, place.iso3, snapshot)


def public_notices(
    place: Place, statistics: Sequence[tuple[str, Estimate]], over_time: Chart | None, funnel: Chart | None
) -> Section:
    """Show a country's public notices: at each snapshot, as a rate against the world, and what became of them."""
    return section(Prose([text("public")]), _statistics(place, statistics), over_time or _nothing(place), funnel)


def _source() -> str:
    return world.source("public_notices_by_requesting_country", "public_notices_by_nationality")


def _nothing(place: Place) -> Prose:
    return Prose([f"No snapshot shows a notice requested by {place.called} or naming one of its nationals."])


def _statistics(place: Place, rows: Sequence[tuple[str, Estimate]]) -> Table | None:
    if not rows:
        return None
    note = f"{text('counted')} {text('left')} {text('inferred')} {facts_notices.caution(place)}".strip()
    return estimates_table("public_statistics", f"Public notices of {place.called}", list(rows), note)


def offences_chart(place: Place, shares: pd.DataFrame) -> Chart | Table | None:
    """Draw what a country's public notices charge; as a table of counts where there are few, None where none is known.

    A share of few notices is no percentage, so no share is drawn of them.
    """
    if place.iso3 not in facts_notices.sensitive_table().index:
        return None
    title, source = f"What public notices charge: {place.name}", world.source("public_notices_by_offence")
    universe = facts_notices.survivors()
    if facts_notices.notices_of(place) < LEAST_FOR_PERCENT:
        counts = shares[["group", "notices"]]
        rows = counts.astype(str).set_axis(["Offence group", "Notices"], axis=1)
        return Table("offences", title, counts, rows, universe, source, f"{text('few')} {text('two_groups')}")
    return shares_beside_median(
        shares, name="offences", title=title, what=place.name, unit="share of public notices, %", universe=universe,
        source=source, note=text("offences"),
    )  # fmt: skip


def charges(place: Place, shares: Sequence[tuple[str, Estimate]], drawn: Chart | Table | None) -> Section:
    """Show what a country's public notices charge, how far that is Article 3-sensitive, and who else confirms it."""
    if not shares:
        any_ = facts_notices.notices_of(place)
        count, verb = ("Fewer than three public notices", "are") if any_ else ("No public notice", "is")
        return section(Prose([f"{count} with a stated charge {verb} known to be requested by {place.called}."]))
    note = f"{text('sensitive')} {text('corroboration')} {text('few')}"
    title = f"Charges in public notices of {place.called}"
    return section(Prose([text("charges")]), drawn, estimates_table("charge_statistics", title, list(shares), note))


def named_as_abuser(place: Place, mentions: pd.DataFrame, naming: Estimate) -> Section:
    """Show the lists that name a country, each with its family of sources."""
    if mentions.empty:
        return section(Prose([f"None of the lists read names {place.called}, {text('none')}.", text("mentions")]))
    return section(Prose([naming, text("mentions")]), _table(place, plain(mentions)))


def _table(place: Place, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "source_title"])
    shown_rows = pd.DataFrame(
        {
            "Year": ordered["year"].map(shown),
            "Family": ordered["family"].map(hand_label),
            "What it does": ordered["wording_category"].map(hand_label),
            "Source": [link(t, u) for t, u in zip(ordered["source_title"], ordered["source_url"], strict=True)],
        }
    )
    universe = "lists that were read; a list not read names nobody here"
    title = f"Lists that name {place.called}"
    return Table("mentions", title, ordered, shown_rows, universe, world.source("country_mentions"))


def complaints(estimates: Sequence[Estimate]) -> Section:
    """Show how many complaints concerned a country, as far as the published lists tell."""
    return section(Prose([*estimates, text("complaint_bounds"), text("complaints")]))


def refusals(place: Place, refused: Mapping[str, Estimate]) -> Section:
    """Show what is known of refusals: the world only, with the conflict between published figures."""
    said = f"No figure exists for {place.called} alone; these are the world's."
    return section(Prose([text("refused"), said]), refusals_table(refused))


def governance_chart(place: Place, table: pd.DataFrame) -> Chart | None:
    """Draw a country's governance over time with its uncertainty; None where no index covers it."""
    source = world.source("governance_country_year")
    return governance(plain(table), place.iso3, place.name, regions(), source, place.level)


def governance_over_time(place: Place, latest: Sequence[tuple[str, Estimate]], drawn: Chart | None) -> Section:
    """Show a country's governance over time with its uncertainty, against region and world."""
    if drawn is None:
        return section(Prose([f"No governance index covers {place.called}.", text("governance")]))
    title = f"Latest values for {place.called}"
    return section(drawn, estimates_table("governance_latest", title, list(latest), text("governance")))


def measures(place: Place, rows: pd.DataFrame) -> Section:
    """Show dated measures, rulings and reactions that concern a country."""
    if rows.empty:
        return section(Prose([f"No measure, ruling or reaction that concerns {place.called} was read."]))
    rows = plain(rows)
    shown_rows = pd.DataFrame(
        {
            "Date": rows["date"].map(shown),
            "Who": rows["actor"].map(shown),
            "What": rows["description"].map(shown),
            "Kind": rows["measure_type"].map(hand_label),
            "Source": [link(t, u) for t, u in zip(rows["source_title"], rows["source_url"], strict=True)],
        }
    )
    universe = "measures, rulings and reactions that were read; none is a verdict on a person"
    title = f"Measures, rulings and reactions that concern {place.name}"
    return section(Table("measures", title, rows, shown_rows, universe, world.source("oversight_timeline")))


def founding_claims(place: Place, claims: pd.DataFrame, listed: pd.DataFrame) -> Section:
    """Show the claims of the founding article with verdict and reason, where they concern the country."""
    if not concerned(place.iso3):
        return section()
    heading = Prose(["The founding article, claim by claim"], "heading")
    return section(heading, all_claims(None, claims), public_list(listed))


DESIGNATIONS = "persons, entities, vessels and aircraft on the lists of the sender under a programme on the country"


def designations_chart(place: Place, rows: pd.DataFrame) -> Chart | None:
    """Draw designations under programmes on a country by year and sender; None where no year is known."""
    dated = plain(rows[rows["year"].notna()])
    source = world.source("designations_by_target_country")
    return designations_by_year(dated, place.name, source, text("sanctions")) if len(dated) else None


def sanctions(place: Place, programmes: pd.DataFrame, drawn: Chart | None) -> Section:
    """Show designations under programmes on a country, by sender, programme and year."""
    if programmes.empty:
        return section(Prose([f"None of the four senders' lists that were read names a programme on {place.called}."]))
    return section(drawn, _programmes(place, programmes))


def _programmes(place: Place, data: pd.DataFrame) -> Table:
    kinds = [kind for kind in ("person", "entity", "vessel", "aircraft") if kind in data]
    shown_rows = pd.DataFrame(
        {
            "Sender": [SENDERS[sender].split(",")[0] for sender in data["list"]],
            "Programme": data["programme"].map(shown),
            **{hand_label(kind).capitalize(): data[kind].map(number) for kind in kinds},
            "All": data["all"].map(number),
            "Years": [_years(first, last) for first, last in zip(data["first_year"], data["last_year"], strict=True)],
        }
    )
    title = f"Designations under programmes on {place.called}"
    return Table(
        "programmes",
        title,
        data,
        shown_rows,
        DESIGNATIONS,
        world.source("designations_by_programme"),
        text("sanctions"),
    )


def _years(first: object, last: object) -> str:
    return DASH if shown(first) == DASH else shown(first) if first == last else f"{first} to {last}"
