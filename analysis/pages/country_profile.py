"""The sections of a country's profile, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import shares_beside_median, snapshots
from analysis.charts.context import PANELS, designations_by_year, governance
from analysis.charts.register import cases_over_time
from analysis.core.hand import DASH, SENDERS, rule_in_words, text
from analysis.core.hand import label as hand_label
from analysis.facts import evidence, world
from analysis.facts import notices as facts_notices
from analysis.facts.cases import (
    GRADES,
    beside_expectation,
    breakdown,
    by_grade,
    cases_of,
    headline,
    in_order,
    in_short,
    notices,
    public_lead,
    top_ten,
)
from analysis.facts.evidence import CODED, families_naming, firmness, sources_naming
from analysis.facts.founding import concerned
from analysis.facts.indices import latest, regions
from analysis.facts.notices import snapshot_table
from analysis.facts.oversight import complaint_estimates
from analysis.facts.reliability import shortfalls
from analysis.facts.sanctions import programmes_on
from analysis.facts.world import Place, open_place
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
from analysis.pages.words import anchor, estimates_table, how_to_cite, limits, link, shown, sources, value_of
from analysis.pages.words import heading as words_heading
from analysis.pages.words import place as place_name
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, number
from analysis.stats.evidence_level import chance

__all__ = [
    "charges",
    "complaints",
    "documented_cases",
    "evidence_level",
    "founding_claims",
    "governance_over_time",
    "how_to_cite",
    "known",
    "limits",
    "measures",
    "named_as_abuser",
    "open_place",
    "public_notices",
    "refusals",
    "sanctions",
    "sources",
    "title",
]


def title(place: Place) -> Section:
    """Show the heading of a country's report."""
    return section(Prose([words_heading(place)], "title"))


def known(place: Place) -> Section:
    """Say in one word and three sentences what is known, and what kind of knowledge it is."""
    return section(
        Prose([_word(place), in_short(place), public_lead(place), families_naming(place)], "lead"),
        Prose([text("motto")], "caution"),
        Prose([text("grades_in_short"), text("families")]),
        None if place.is_member else Prose([f"{place.opening} is not a member of INTERPOL in its own right."]),
    )


def _word(place: Place) -> str:
    return f"Evidence level: {evidence.with_meaning(evidence.evidence(place.iso3).word)}."


def evidence_level(place: Place) -> Section:
    """Show the evidence level, the rule that gives it, and how it changes when an input is left out."""
    word = evidence.evidence(place.iso3).word
    return section(Prose([evidence.stated(place.iso3)]), _firmness(place, word), _rule(), _left_out(place, word))


def _firmness(place: Place, word: str) -> Table | None:
    """Show how firmly the word stands; a word that rests on nothing hangs on nothing."""
    stated = evidence.firmness_tests(place.iso3, place.level)
    if not stated:
        return None
    data = pd.DataFrame([{"test": what, **estimate.as_dict()} for what, estimate in stated.items()])
    shown_rows = pd.DataFrame(
        {
            "Test": list(stated),
            "Result": [_result(estimate) for estimate in stated.values()],
            "What it says": [_without_place(estimate, place) for estimate in stated.values()],
        }
    )
    title = f"How firmly the word “{word}” stands"
    universe = "; ".join(dict.fromkeys(estimate.universe for estimate in stated.values()))
    words = pd.Series([word, *firmness(place.iso3, place.level).decisive.values()], dtype="str")
    note = " ".join(part for part in (text("firmness"), _meanings(words)) if part)
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _without_place(estimate: Estimate, place: Place) -> str:
    """Give an estimate's sentence without the place, which the table names."""
    said = estimate.sentence.removeprefix(f"{place.name}: ")
    return said[0].upper() + said[1:]


def _result(estimate: Estimate) -> str:
    return chance(estimate.value) if estimate.unit == "share" else value_of(estimate)


def _rule() -> Table:
    rows = pd.DataFrame(rule_in_words(evidence.evidence_rule()), columns=["level", "earned by"])
    return Table(
        "evidence_rule",
        "The rule: a country has the first level whose condition it meets",
        rows,
        rows.rename(columns={"level": "Level", "earned by": "Earned by"}),
        "none; a stated rule, neither a score nor fitted",
        "data/hand/evidence_rule.yml, with the reason of each line",
    )


def _left_out(place: Place, word: str) -> Table:
    rows = evidence.without_each_input(place.iso3)
    return Table(
        "evidence_inputs",
        f"What the word “{word}” rests on, one input left out at a time",
        rows,
        rows.set_axis(["Input", f"Value for {place.called}", "Level if it were left out"], axis=1).astype(str),
        "inputs of the evidence rule",
        world.source(*evidence.TABLES),
        _meanings(rows["level_without_it"]),
    )


def _meanings(words: pd.Series[str]) -> str:
    """Say what each word means that must not stand alone."""
    met = [level for level in evidence.evidence_rule().levels if level.meaning and (words == level.word).any()]
    return " ".join(f"“{level.word.capitalize()}”: {level.meaning}." for level in met)


#: Fewer dated rows than this make no picture.
LEAST_DRAWN = 3


#: Column of the register -> heading of its breakdown.
BREAKDOWNS = {
    "target_profile": "Who was targeted",
    "charge_category": "Charge as the requesting state puts it",
    "instrument": "Instrument",
    "host_country": "Country concerned",
    "effect": "Effect",
    "oversight_outcome": "What INTERPOL decided",
    "article_grounds": "On which article",
}


def documented_cases(place: Place) -> Section:
    """Show a country's documented cases: grades, years, breakdowns, rates, and every row with its sources."""
    rows = cases_of(place)
    if rows.empty:
        sentence = f"The register holds no case requested by {place.called}, {text('none')}."
        return section(Prose([sentence, text("detection")]), _rates(place))
    dated = rows["year"].notna().sum() >= LEAST_DRAWN
    return section(
        _study(place),
        _grades(place, rows),
        cases_over_time(rows, place.name, world.source("cases")) if dated else None,
        _breakdown(place, rows),
        _rates(place),
        _register(place, rows),
    )


def _study(place: Place) -> Prose:
    page = f"../{study_job(place.iso3).folder}/index.html"
    return Prose([f"[The case study of {place.called}]({page}) shows them on one timeline, with who, where and how."])


def _grades(place: Place, rows: pd.DataFrame) -> Table:
    data = by_grade(rows)
    shown_rows = data.astype(str).set_axis(["Status", *(f"Grade {grade}" for grade in GRADES), "All"], axis=1)
    title = f"Documented cases of {place.called} by status and grade"
    return Table("cases_by_grade", title, data, shown_rows, REGISTER, world.source("cases"), text("grades"))


def _breakdown(place: Place, rows: pd.DataFrame) -> Table:
    data = breakdown(rows, *BREAKDOWNS)
    shown_rows = pd.DataFrame(
        {
            "": list(BREAKDOWNS.values()),
            evidence.evidence_rule().heading: [_counts(data, column, "strong") for column in BREAKDOWNS],
            "All rows": [_counts(data, column, "cases") for column in BREAKDOWNS],
        }
    )
    title = f"Targets, charges, instruments, hosts and outcomes: {place.name}"
    return Table("cases_breakdown", title, data, shown_rows, REGISTER, world.source("cases"), text("corrections"))


def _counts(data: pd.DataFrame, what: str, count: str) -> str:
    rows = data[(data["what"] == what) & (data[count] > 0)]
    return ", ".join(f"{_value(what, v)}: {n}" for v, n in zip(rows["value"], rows[count], strict=True)) or DASH


def _value(what: str, value: str) -> str:
    return place_name(value) if what == "host_country" and value != "unknown" else hand_label(value)


def _rates(place: Place) -> Section | None:
    if headline(place).value == 0:
        return None
    rows = beside_expectation(place)
    if not rows:
        return section(Prose([text("no_exposure").format(place=place.called)]))
    title = f"Documented cases of {place.called} beside what its exposure leads to expect"
    note = f"{text('detection')} {text('exposure')}"
    told = [*top_ten(place.level), *shortfalls("ratio to expectation", "rank of the ratio")]
    return section(estimates_table("cases_rates", title, rows, note), Prose(told))


def _register(place: Place, rows: pd.DataFrame) -> Table:
    ordered = in_order(rows)
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
    return Table("cases_register", title, ordered[columns], shown_rows, REGISTER, world.source("cases"), note, anchors)


def public_notices(place: Place) -> Section:
    """Show a country's public notices: at each snapshot, as a rate against the world, and what became of them."""
    data = snapshot_table(place)
    return section(
        Prose([text("public")]),
        _statistics(place),
        snapshots(data, place.name, _source()) if len(data) else _nothing(place),
        _funnel(place),
    )


def _source() -> str:
    return world.source("public_notices_by_requesting_country", "public_notices_by_nationality")


def _nothing(place: Place) -> Prose:
    return Prose([f"No snapshot shows a notice requested by {place.called} or naming one of its nationals."])


def _statistics(place: Place) -> Table | None:
    league = facts_notices.public_league(place.level)
    count = notices(place)
    if count is None:
        return None
    rows: list[tuple[str, Estimate]] = [("Public notices requested", count)]
    if place.iso3 in league.ranks:
        rows.append(("Per million inhabitants", league.funnel.estimates[place.iso3]))
    if place.iso3 in league.ranks and count.value:
        rows += [
            ("The same after shrinkage", league.shrunken.estimates[place.iso3]),
            ("Rank of the shrunken rate", league.ranks[place.iso3]),
        ]
    rows.append(("World, per million inhabitants", league.funnel.target))
    rows += [(label, estimate) for label, estimate in _notice_shares(place) if estimate is not None]
    note = f"{text('counted')} {text('left')} {text('inferred')} {facts_notices.caution(place.iso3)}".strip()
    return estimates_table("public_statistics", f"Public notices of {place.called}", rows, note)


def _notice_shares(place: Place) -> list[tuple[str, Estimate | None]]:
    shares: list[tuple[str, Estimate | None]] = [
        ("Against own nationals", facts_notices.own_national(place.iso3, place.level)),
        ("Left the list by the second date", facts_notices.left(place.iso3, place.level)),
    ]
    shrunken = facts_notices.left_shrunken(place.level).estimates.get(place.iso3)
    if shrunken is not None and shrunken.n >= LEAST_FOR_PERCENT:
        shares.append(("Left the list, after shrinkage", shrunken))
    return shares


def _funnel(place: Place) -> Chart | None:
    league = facts_notices.public_league(place.level)
    if place.iso3 not in league.funnel.table.index:
        return None
    return public_funnel(place.level, place.iso3)


#: Kind of share -> heading in the table.
_HEADINGS = {"strict": "Article 3-sensitive, strict", "broad": "Article 3-sensitive, broad"}


def charges(place: Place) -> Section:
    """Show what a country's public notices charge, how far that is Article 3-sensitive, and who else confirms it."""
    if place.iso3 not in facts_notices.sensitive_table().index:
        count = "Fewer than three public notices" if facts_notices.notices_of(place.iso3) else "No public notice"
        verb = "are" if facts_notices.notices_of(place.iso3) else "is"
        return section(Prose([f"{count} with a stated charge {verb} known to be requested by {place.called}."]))
    return section(Prose([text("charges")]), _offences(place), _charge_shares(place))


def _offences(place: Place) -> Chart | Table:
    table = facts_notices.offence_shares(place.iso3)
    title, source = f"What public notices charge: {place.name}", world.source("public_notices_by_offence")
    if facts_notices.notices_of(place.iso3) < LEAST_FOR_PERCENT:
        counts = table[["group", "notices"]]
        rows = counts.astype(str).set_axis(["Offence group", "Notices"], axis=1)
        return Table(
            "offences", title, counts, rows, facts_notices.survivors(), source, f"{text('few')} {text('two_groups')}"
        )
    return shares_beside_median(
        table,
        name="offences",
        title=title,
        what=place.name,
        unit="share of public notices, %",
        universe=facts_notices.survivors(),
        source=source,
        note=text("offences"),
    )


def _charge_shares(place: Place) -> Table:
    rows: list[tuple[str, Estimate | None]] = []
    for kind, heading in _HEADINGS.items():
        rows.append((heading, facts_notices.sensitive_share(place.iso3, kind, place.level)))
        rows.append(facts_notices.sensitive_over_states(kind)[0])
    rows.append(("Security charges confirmed by designation", facts_notices.corroboration(place.iso3)))
    stated = [(heading, estimate) for heading, estimate in rows if estimate is not None]
    note = f"{text('sensitive')} {text('corroboration')} {text('few')}"
    return estimates_table("charge_statistics", f"Charges in public notices of {place.called}", stated, note)


def named_as_abuser(place: Place) -> Section:
    """Show the lists that name a country, each with its family of sources."""
    rows = place.release.country_mentions.query("country == @place.iso3")
    if rows.empty:
        return section(Prose([f"None of the lists read names {place.called}, {text('none')}.", text("mentions")]))
    return section(Prose([sources_naming(place), text("mentions")]), _table(place, rows))


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


def complaints(place: Place) -> Section:
    """Show how many complaints concerned a country, as far as the published lists tell."""
    return section(Prose([*complaint_estimates(place), text("complaint_bounds"), text("complaints")]))


def refusals(place: Place) -> Section:
    """Show what is known of refusals: the world only, with the conflict between published figures."""
    return section(
        Prose([text("refused"), f"No figure exists for {place.called} alone; these are the world's."]), refusals_table()
    )


def governance_over_time(place: Place) -> Section:
    """Show a country's governance over time with its uncertainty, against region and world."""
    table = place.release.governance
    source = world.source("governance_country_year")
    chart = governance(table, place.iso3, place.name, regions(), source, place.level)
    if chart is None:
        return section(Prose([f"No governance index covers {place.called}.", text("governance")]))
    values = [(panel.title, latest(place, panel.column, title=panel.title, better=panel.better)) for panel in PANELS]
    stated = [(title, estimate) for title, estimate in values if estimate is not None]
    title = f"Latest values for {place.called}"
    return section(chart, estimates_table("governance_latest", title, stated, text("governance")))


def measures(place: Place) -> Section:
    """Show dated measures, rulings and reactions that concern a country."""
    rows = place.release.oversight_timeline.query("country_concerned == @place.iso3")
    if rows.empty:
        return section(Prose([f"No measure, ruling or reaction that concerns {place.called} was read."]))
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


def founding_claims(place: Place) -> Section:
    """Show the claims of the founding article with verdict and reason, where they concern the country."""
    if not concerned(place.iso3):
        return section()
    return section(Prose(["The founding article, claim by claim"], "heading"), all_claims(root=None), public_list())


DESIGNATIONS = "persons, entities, vessels and aircraft on the lists of the sender under a programme on the country"


def sanctions(place: Place) -> Section:
    """Show designations under programmes on a country, by sender, programme and year."""
    rows = place.release.designations.query("programme_country == @place.iso3")
    if rows.empty:
        return section(Prose([f"None of the four senders' lists that were read names a programme on {place.called}."]))
    dated = rows[rows["year"].notna()]
    source = world.source("designations_by_target_country")
    chart = designations_by_year(dated, place.name, source, text("sanctions")) if len(dated) else None
    return section(chart, _programmes(place))


def _programmes(place: Place) -> Table:
    data = programmes_on(place.iso3)
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
