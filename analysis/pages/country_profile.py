"""The sections of a country's profile, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import funnel, shares_beside_median, snapshots
from analysis.charts.context import PANELS, Panel, designations_by_year, governance
from analysis.charts.register import cases_over_time
from analysis.core.hand import DASH, SENDERS, rule_in_words, text
from analysis.core.hand import label as hand_label
from analysis.facts import evidence, world
from analysis.facts import notices as facts_notices
from analysis.facts.cases import (
    Expected,
    cases_of,
    counted,
    counting,
    expected,
    exposed,
    headline,
    headline_rows,
    notices,
    public_lead,
    register_rows,
    top_ten,
)
from analysis.facts.evidence import CODED, firmness, hanging_on
from analysis.facts.notices import snapshot_table
from analysis.facts.oversight import complaint_estimates, refusals_of_the_year
from analysis.facts.validation import shortfalls
from analysis.facts.world import Place, open_place
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.catalogue import study_job
from analysis.pages.claims import all_claims, concerned, public_list
from analysis.pages.words import anchor, estimates_table, how_to_cite, limits, link, shown, sources, value_of
from analysis.pages.words import heading as words_heading
from analysis.pages.words import place as place_name
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Spread, complete_count, interval, listed, number
from analysis.stats.evidence_level import Evidence, chance
from analysis.stats.published import half_width
from analysis.tables.release import FAMILIES

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


def _inputs() -> dict[str, str]:
    """Give each input of the rule as a reader knows it."""
    return {
        "cases": evidence.evidence_rule().noun,
        "families": "families of sources that name the state",
        "complaints": "among the ten states whose complaints were summed (yes or no)",
    }


def title(place: Place) -> Section:
    """Show the heading of a country's report."""
    return section(Prose([words_heading(place)], "title"))


def known(place: Place) -> Section:
    """Say in one word and three sentences what is known, and what kind of knowledge it is."""
    return section(
        Prose([_word(place), _cases(place), public_lead(place), _named(place)], "lead"),
        Prose([text("motto")], "caution"),
        Prose([text("grades_in_short"), text("families")]),
        None if place.is_member else Prose([f"{place.opening} is not a member of INTERPOL in its own right."]),
    )


def _word(place: Place) -> str:
    return f"Evidence level: {evidence.with_meaning(evidence.evidence(place.iso3).word)}."


def _cases(place: Place) -> Estimate:
    strong, rows = headline(place), register_rows(place)
    if rows.value == 0:
        sentence = f"The register holds no documented case requested by {place.called}, {text('none')}."
    else:
        sentence = f"The register holds {rows.sentence}; {counting(int(strong.value), int(rows.value))}."
    return complete_count(
        int(strong.value), universe=strong.universe, source=strong.source, unit=strong.unit, sentence=sentence
    )


def _named(place: Place) -> Estimate:
    families = evidence.evidence(place.iso3).inputs["families"]
    return complete_count(
        families,
        universe="four families of sources, each counted once",
        source=world.source("country_mentions"),
        unit="families of sources",
        sentence=_families(place, families),
    )


def _families(place: Place, families: int) -> str:
    if families == 0:
        return (
            f"No source that was read says that {place.called} misuses INTERPOL. This does not mean that it does not."
        )
    naming = [hand_label(family) for family in FAMILIES if bool(evidence.evidence_table()[family][place.iso3])]
    said = "one of four families" if families == 1 else f"{families} of four families"
    return f"Sources from {said} of sources ({listed(naming)}) say that {place.called} misuses INTERPOL."


def evidence_level(place: Place) -> Section:
    """Show the evidence level, the rule that gives it, and how it changes when an input is left out."""
    level = evidence.evidence(place.iso3)
    stated = complete_count(
        level.inputs["cases"],
        universe="inputs of the evidence rule",
        source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit=evidence.evidence_rule().noun,
        sentence=level.sentence,
    )
    return section(Prose([stated]), _firmness(place, level), _rule(), _left_out(place, level))


def _firmness(place: Place, level: Evidence) -> Table | None:
    """Show how firmly the word stands; a word that rests on nothing hangs on nothing."""
    held = firmness(place.iso3, place.level)
    rests = any(level.inputs.values())
    rows = {
        "Other thresholds: share of sets in which the word stays": held.thresholds if rests else None,
        "Coding error: probability that the word stays": held.coding,
        f"Coding error: {evidence.evidence_rule().noun}, coded once more": held.recounted,
        "Single sources without which the word would be another": hanging_on(place.iso3) if rests else None,
    }
    stated = {what: estimate for what, estimate in rows.items() if estimate is not None}
    if not stated:
        return None
    data = pd.DataFrame([{"test": what, **estimate.as_dict()} for what, estimate in stated.items()])
    shown_rows = pd.DataFrame(
        {
            "Test": list(stated),
            "Result": [_result(estimate) for estimate in stated.values()],
            "What it says": [without_place(estimate, place) for estimate in stated.values()],
        }
    )
    title = f"How firmly the word “{level.word}” stands"
    universe = "; ".join(dict.fromkeys(estimate.universe for estimate in stated.values()))
    words = pd.Series([level.word, *held.decisive.values()], dtype="str")
    note = " ".join(part for part in (text("firmness"), _meanings(words)) if part)
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _result(estimate: Estimate) -> str:
    return chance(estimate.value) if estimate.unit == "share" else value_of(estimate)


def without_place(estimate: Estimate, place: Place) -> str:
    """Give an estimate's sentence without the place, which the table names."""
    said = estimate.sentence.removeprefix(f"{place.name}: ")
    return said[0].upper() + said[1:]


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


def _left_out(place: Place, level: Evidence) -> Table:
    names, inputs = list(_inputs()), _inputs()
    rows = pd.DataFrame(
        {
            "input": [inputs[name] for name in names],
            "value": [level.inputs[name] for name in names],
            "level_without_it": [level.without[name] for name in names],
        }
    )
    return Table(
        "evidence_inputs",
        f"What the word “{level.word}” rests on, one input left out at a time",
        rows,
        rows.set_axis(["Input", f"Value for {place.called}", "Level if it were left out"], axis=1).astype(str),
        "inputs of the evidence rule",
        world.source("cases", "country_mentions", "oversight_statistics"),
        _meanings(rows["level_without_it"]),
    )


def _meanings(words: pd.Series[str]) -> str:
    """Say what each word means that must not stand alone."""
    met = [level for level in evidence.evidence_rule().levels if level.meaning and (words == level.word).any()]
    return " ".join(f"“{level.word.capitalize()}”: {level.meaning}." for level in met)


REGISTER = "register of documented cases of alleged or confirmed misuse, every grade and status"


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
    grades = ["A", "B", "C", "D", "X"]
    counts = pd.crosstab(rows["claim_status"], rows["evidence_grade"])
    counts = counts.reindex(index=["supported", "contested", "unsupported"], columns=grades, fill_value=0)
    counts["all"] = counts.sum(axis=1)
    data = counts.rename_axis("claim_status").reset_index()
    shown_rows = data.astype(str).set_axis(["Status", *(f"Grade {grade}" for grade in grades), "All"], axis=1)
    title = f"Documented cases of {place.called} by status and grade"
    return Table("cases_by_grade", title, data, shown_rows, REGISTER, world.source("cases"), text("grades"))


def _breakdown(place: Place, rows: pd.DataFrame) -> Table:
    parts = [_counted(rows, column) for column in BREAKDOWNS]
    data = pd.concat(parts, ignore_index=True)
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


def _counted(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    values = rows[column].fillna("unknown").astype(str)
    strong = headline_rows(rows)
    table = (
        pd.DataFrame({"value": values, "strong": strong.astype(int), "cases": 1}).groupby("value").sum().reset_index()
    )
    ordered = table.sort_values(["cases", "value"], ascending=[False, True])
    return ordered.assign(what=column)[["what", "value", "strong", "cases"]]


def _rates(place: Place) -> Section | None:
    if headline(place).value == 0:
        return None
    held, second = expected(place.level), expected(place.level, "population")
    if place.iso3 not in held.ranks:
        return section(Prose([text("no_exposure").format(place=place.called)]))
    rows = [(evidence.evidence_rule().heading, headline(place))]
    if (within := counted(held, place.iso3)).value != headline(place).value:
        rows.append(("Of these, in the years of the exposure", within))
    rows += _against("refugees and asylum seekers", held, place)
    rows += _against("inhabitants", second, place) if place.iso3 in second.ranks else []
    rows.append(("Rank of the ratio, refugees and asylum seekers", held.ranks[place.iso3]))
    title = f"Documented cases of {place.called} beside what its exposure leads to expect"
    note = f"{text('detection')} {text('exposure')}"
    told = [*top_ten(place.level), *shortfalls("ratio to expectation", "rank of the ratio")]
    return section(estimates_table("cases_rates", title, rows, note), Prose(told))


def _against(whom: str, held: Expected, place: Place) -> list[tuple[str, Estimate]]:
    return [
        (f"Person-years of {whom}", exposed(held, place.iso3)),
        (f"Expected from {whom}", held.model.expected[place.iso3]),
        (f"Ratio to expectation, {whom}", held.model.ratios.estimates[place.iso3]),
    ]


def _register(place: Place, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "case_id"], na_position="last")
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


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Give register rows as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def outcome(row: dict[str, object]) -> str:
    """Say what came of a case: its effect, and INTERPOL's decision."""
    parts = [
        hand_label(row[column])
        for column in ("effect", "oversight_outcome")
        if row[column] not in {"none_known", "unknown"}
    ]
    return "; ".join(parts) or "none known"


def sources_of(row: dict[str, object]) -> str:
    """Link to the sources of a register row, and say which of them was read in a copy."""
    pairs = [(row[f"source_{i}_title"], row[f"source_{i}_url"]) for i in (1, 2)]
    linked = "; ".join(link(title, url) for title, url in pairs if shown(title) != DASH)
    copied = world.read_in_copy().get(str(row["case_id"]))
    return f"{linked} ({copied})" if copied else linked


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


def public_funnel(level: float, focus: str = "") -> Chart:
    """Draw the funnel of public notices per million inhabitants, one country pointed out."""
    about, held = facts_notices.public_subject(), facts_notices.public_league(level).funnel
    return funnel(
        held,
        1.0,
        name="public_funnel",
        what="Public Red Notices per million inhabitants",
        axes_labels=("inhabitants", "public notices per million"),
        universe=about.universe,
        source=about.source,
        note=f"{text('public')} {text('funnel')}",
        focus=focus,
    )


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
    naming = rows[rows["wording_category"] == "named_abuser"]
    count = complete_count(
        len(naming),
        universe="lists of governments, parliaments, organisations and the press that were read",
        source=world.source("country_mentions"),
        unit="lists",
        sentence=(
            f"{place.opening} is named as misusing INTERPOL in {len(naming)} of the sources read; they belong to "
            f"{naming['family'].nunique()} of four families of sources."
        ),
    )
    return section(Prose([count, text("mentions")]), _table(place, rows))


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


def refusals_table() -> Table:
    """Show the refusals of the year with the fullest figures, with both denominators and the conflict by ground."""
    title = "Refused or cancelled worldwide, in the year of the fullest figures"
    return estimates_table("refusals_world", title, list(refusals_of_the_year().items()), text("denominators"))


def governance_over_time(place: Place) -> Section:
    """Show a country's governance over time with its uncertainty, against region and world."""
    table = place.release.governance
    source = world.source("governance_country_year")
    chart = governance(table, place.iso3, place.name, regions(place), source, place.level)
    if chart is None:
        return section(Prose([f"No governance index covers {place.called}.", text("governance")]))
    latest = [(panel.title, estimate) for panel in PANELS if (estimate := latest_value(place, panel)) is not None]
    title = f"Latest values for {place.called}"
    return section(chart, estimates_table("governance_latest", title, latest, text("governance")))


def regions(place: Place) -> pd.Series[str]:
    """Give the region of each country by ISO3 code."""
    return place.release.regions.set_index("iso3")["region"]


def latest_value(place: Place, panel: Panel) -> Estimate | None:
    """Give a country's latest value of an index, with its published interval and its place among countries."""
    table = place.release.governance
    own = table[(table["iso3"] == place.iso3) & table[panel.column].notna()]
    if own.empty:
        return None
    row = own.sort_values("year").iloc[-1]
    year, value = int(row["year"]), float(row[panel.column])
    peers = table.loc[table["year"] == year, panel.column].dropna().astype(float)
    below = float((peers < value).mean())
    low, high = _interval(row, panel, place.level)
    stated = "" if low is None or high is None else f" ({interval(low, high, place.level)})"
    sentence = f"{place.name}: {number(value)}{stated} in {year}, above {100 * below:.0f} % of {len(peers)} countries."
    direction = "higher is better" if panel.better == "up" else "higher is worse"
    universe = f"{panel.title} in {year}, of {len(peers)} countries; above {100 * below:.0f} % of them ({direction})"
    method = "published index" if low is None else "published index and standard error"
    level = None if low is None else place.level
    source = world.source("governance_country_year")
    spread: Spread = "sampling" if low is None else "published error"
    return Estimate(value, low, high, level, method, len(peers), universe, sentence, source, panel.title, spread)


def _interval(row: pd.Series, panel: Panel, level: float) -> tuple[float | None, float | None]:
    error = row.get(f"{panel.column}_se")
    if error is None or pd.isna(error):
        return None, None
    value, reach = float(row[panel.column]), half_width(level) * float(error)
    return value - reach, value + reach


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
    rows = place.release.programmes.query("programme_country == @place.iso3")
    counts = rows.pivot_table(
        index=["list", "programme"], columns="entity_type", values="designations", aggfunc="sum", fill_value=0
    ).astype(int)
    counts["all"] = counts.sum(axis=1)
    years = rows.groupby(["list", "programme"])["year"].agg(["min", "max"])
    data = counts.join(years.rename(columns={"min": "first_year", "max": "last_year"})).reset_index()
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
