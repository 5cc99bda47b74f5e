"""The sections of a country's profile, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from analysis.charts import comparisons, context
from analysis.charts.chart import Chart
from analysis.charts.context import PANELS
from analysis.charts.drawing import incomplete_in_words
from analysis.charts.models import possible_ranges
from analysis.core.country_names import country_name
from analysis.core.judgement import SENDERS, reference, released, text
from analysis.core.messages import DASH, N_, _, _n, label
from analysis.facts import countries, evidence, notices, reliability, visibility, world
from analysis.facts.cases import (
    COLUMNS,
    EXPOSED,
    GRADES,
    STATUSES,
    THROUGH,
    count_by,
    counted_by_host,
    in_country,
    top_ten,
)
from analysis.facts.claims import concerned
from analysis.facts.evidence import CODED, Firmness, Rating
from analysis.facts.sanctions import UNIVERSE as DESIGNATIONS
from analysis.facts.selection import PUBLISHED, Selection
from analysis.facts.summary import recommendations, world_numbers
from analysis.pages import blocks, parts, words
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.catalogue import study_job
from analysis.pages.parts import REGISTER, case_names, columns, graded, newest_first, outcome, records
from analysis.pages.words import estimates_table, shown, value_of
from analysis.pages.words import how_to_cite as how_to_cite
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Estimates, number, percent
from analysis.stats.evidence_level import chance
from analysis.tables.library import plain
from analysis.tables.release import incomplete_since


def title(place: Selection, numbers: Estimates) -> Section:
    """Show where a country's page is, its finding as its title, and what is chosen otherwise than as published."""
    region, otherwise = countries.regions().get(place.iso3), numbers.get("cases.otherwise")
    crumbs = Prose([_("[All countries](../index.html)"), *([str(region)] if region else [])], "crumbs")
    found = Prose([countries.finding(place, numbers)], "title")
    return section(crumbs, found, Prose([otherwise], "caution") if otherwise else None)


def first_screen(
    place: Selection, numbers: Estimates, rating: Rating, rows: pd.DataFrame, nearby: pd.DataFrame
) -> Section:
    """Show the evidence level, four numbers, the cases in time, and what can be done; or what was searched in vain."""
    if countries.is_searched_in_vain(place):
        return section(_known(place, rating, numbers), _searched_in_vain(place, rating, numbers, nearby))
    menu = [label(name, "contents") for name in _MENU if name != "cases" or numbers["cases.all"].value]
    side = section(_hosts(place, counted_by_host(rows)), _caution(), _what_to_do(place, recommendations()))
    at_a_glance = blocks.beside(_strips(place, numbers["cases.recent"]), side) if len(rows) else None
    return section(_known(place, rating, numbers), at_a_glance, Prose(menu, "contents"))


def _known(place: Selection, level: Rating, numbers: Estimates) -> Section:
    """Show the evidence level with what it rests on, four numbers, and what a reader can take away.

    A country on whose requests nothing was found has no four numbers: they would all be none.
    """
    ratings = tuple(reversed(evidence.words_in_order()))
    vain, meant = countries.is_searched_in_vain(place), evidence.with_meaning(level.word)
    lines: list[str | Estimate] = [_("[The rule](../methods.html#rule)")]
    if not vain:
        meaning = f"{meant[0].upper()}{meant[1:]}." if meant != level.word else ""
        other = evidence.firmness(place).decisive.values()
        rests = evidence.hanging_on(place) if any(level.inputs.values()) else ""
        inputs = replace(evidence.rating(place).estimate, sentence=countries.rests_on(place))
        lines = [line for line in (meaning, inputs, rests, _meanings(other)) if line] + lines
    scale = blocks.Scale("level", _("Evidence level"), ratings, level.word, lines)
    return section(scale, None if vain else _numbers(place, numbers), _actions(place, numbers["cases.all"]))


#: Number of the first screen -> its words in the table of labels, and the estimates whose values these state too.
_FRONT: dict[str, tuple[str, tuple[str, ...]]] = {
    "cases.count": ("strong", ("cases.all", "cases.supported", "cases.contested", "cases.unsupported")),
    "cases.people_held": ("held", (
        "cases.countries_of_arrest", "cases.people_held_supported", "cases.extradition_refused", "cases.returned",
    )),
    "cases.stopped": ("rejected", ("cases.outcome_unknown", "cases.outcome_pending")),
    "notices.count": ("notices", ()),
    "evidence.sources": ("named", ("evidence.families",)),
}  # fmt: skip


def _numbers(place: Selection, numbers: Estimates) -> blocks.Figures:
    last = "notices.count" if "notices.count" in numbers else "evidence.sources"
    items = [_number(place, numbers, name) for name in ("cases.count", "cases.people_held", "cases.stopped", last)]
    return blocks.Figures("front", _("{state} in four numbers", state=place.name), items)


def _number(place: Selection, numbers: Estimates, name: str) -> blocks.Number:
    """Show one number of the first screen, with what it counts and what it does not say."""
    word, others = _FRONT[name]
    count, pending = int(numbers[name].value), int(numbers["cases.outcome_pending"].value)
    when = world.day(place.snapshot or reference()[0])
    by_choice = word == "strong" and place.of_rows != PUBLISHED
    says = label("chosen" if by_choice else word, "front-says", count=count, day=when)
    of = _n("of one recorded", "of {count} recorded", numbers["cases.all"].value) if word == "strong" else ""
    values = {other.partition(".")[2]: int(numbers[other].value) for other in others}
    unknown, over = numbers["cases.outcome_unknown"], numbers["cases.returned"].value
    remark = label(
        word if word != "held" or count else "no-held", "front-remark", **values, count=pending, pending=pending,
        whole=int(unknown.n), unknown=int(unknown.value), hosts=numbers["cases.countries_of_arrest"].sentence,
        over_words=number(over) if over else _("none known"),
    )  # fmt: skip
    behind = [numbers[other] for other in others]
    return blocks.Number(numbers[name], says, of, remark, behind, evidence=name.startswith("cases."))


def _actions(place: Selection, rows: Estimate) -> Prose:
    drawn = () if countries.is_searched_in_vain(place) else ("embed",)
    names = ("brief", "report", "compare", "data", "bibtex", "ris", *drawn, "new")
    links = [label(name, "act", code=place.iso3) for name in names]
    return Prose([*links[:3], *([_("[All cases](#cases)")] if rows.value else []), *links[3:]], "actions")


#: More cases than this make two strips: those that count, and folded below it the others.
_MOST_MARKS = 24


#: Host states that stand beside the strip; the data hold all.
_MOST_HOSTS = 8


def _strips(place: Selection, recent: Estimate) -> Section:
    in_time = countries.in_time(place)
    note = _("Each mark is one case, in the year of its main event. Recent cases are easier to find.")
    strong = in_time["kind"] == "strong"
    if len(in_time) <= _MOST_MARKS or not strong.any():
        return section(_strip(place, in_time, "cases_in_time", recent.sentence, note))
    others = _("Disputed cases, cases that are not supported, and cases with weaker evidence.")
    rest = _strip(place, in_time[~strong], "other_cases_in_time", _("The other cases in time"), others)
    first = _strip(place, in_time[strong], "cases_in_time", _("Well-documented cases by year"), note)
    finding = blocks.on_page(Prose([replace(recent, sentence=f"{recent.sentence}.")]))
    return section(finding, first, blocks.on_page(folded(_("The other cases in time"), rest)))


def _strip(place: Selection, rows: pd.DataFrame, name: str, title: str, note: str) -> blocks.Marks:
    years = [int(year) for year in rows["year"].dropna()] or [released().year]
    columns = ["case_id", "year", "kind", "host_country", "effect", "oversight_outcome", "evidence_grade"]
    data = rows[columns].astype({"kind": str}).assign(incomplete_since=incomplete_since())
    late = incomplete_in_words(years)
    items = [
        blocks.Mark(
            None if pd.isna(year) else int(year), kind, case_names()[key], label(kind, "mark"), f"../cases/{key}.html"
        )
        for key, year, kind in zip(data["case_id"], data["year"], data["kind"], strict=True)
    ]
    universe = f"{REGISTER}{place.years}"
    band, texts = incomplete_since() if late else None, (universe, world.source("cases"), f"{note} {late}".rstrip())
    return blocks.Marks(name, title, items, data, min(years), max(years), *texts, band)


def _hosts(place: Selection, by_host: pd.DataFrame) -> Table | None:
    if by_host.empty:
        return None
    first = by_host.head(_MOST_HOSTS)
    where = [f"[{country_name(code)}](../hosts/{code}.html)" if code else "" for code in first["host_country"]]
    rows = parts.host_columns(first, where)
    note = _("Cases of every status; corrections are excluded. Arrested counts the country of arrest.")
    if len(by_host) > len(first):
        note += " " + _("Countries with fewer cases are in the data.")
    return parts.cases_table(place, "hosts_of", _where_title(by_host), by_host, rows, note, counted=THROUGH)


def _where_title(by_host: pd.DataFrame) -> str:
    """Name the country where most cases took effect, if there is one and it has several."""
    first, *others = by_host[by_host["host_country"] != ""].to_dict("records") or [{"cases": 0}]
    if first["cases"] < 2 or (others and others[0]["cases"] == first["cases"]):
        return _("Where its requests took effect")
    host = country_name(str(first["host_country"]), with_article=True)
    return _("More cases took effect in {host} than in any other country", host=host)


def _caution() -> Prose:
    beginning = _("Often we could read only the beginning of a source.")
    return Prose(["**" + _("Read with care.") + "**", text("read_with_care"), beginning], "caution")


#: Who can do something before a person is arrested or sent back.
_ACTORS = ("Interior and police",)


def _what_to_do(place: Selection, advice: pd.DataFrame) -> Section:
    """Describe what a ministry can do on a request of the state: the first recommendations to hosts."""
    actions = advice[advice["actor"].isin(_ACTORS)]["recommendation"].head(_MOST_ADVICE)
    return blocks.on_page(
        Prose([_("What a ministry can do")], "heading", "do"),
        Prose([_("On a request of {state}:", state=place.called)]),
        Prose([str(action) for action in actions], "list"),
        Prose([_("The [brief]({brief}) says what each actor can do.", brief="brief.pdf")], "aside"),
    )


#: Recommendations on the first screen; the brief holds all.
_MOST_ADVICE = 3


def _searched_in_vain(place: Selection, level: Rating, numbers: Estimates, nearby: pd.DataFrame) -> Section:
    """Show what was searched without a result, and the countries around."""
    meaning = [text("nothing_found", state=place.called)]
    meaning.append(_("For {state}, it may mean few requests, or that nobody looked.", state=place.called))
    if not place.is_member:
        meaning.append(_("{place} is not a member of INTERPOL in its own right.", place=place.opening))
    main = section(
        Prose([_("Evidence level") + f": {evidence.with_meaning(level.word)}.", numbers["cases.all"]], "lead"),
        Prose(meaning),
        Prose([_("What we searched, without finding anything")], "heading", "searched"),
        Prose(countries.searches(place), "list"),
        _list_by_snapshot(place, countries.on_the_list(place)),
    )
    found = Prose([countries.found_around(place, nearby)], "heading", "nearest")
    return blocks.beside(main, section(_caution(), section(found, _around(place, nearby)) if len(nearby) else None))


def _list_by_snapshot(place: Selection, table: pd.DataFrame) -> Table:
    rows = columns(table, "snapshot_date", "nationals", "requested", "nationality_basis")
    title = _("{state} on the public list, snapshot by snapshot", state=place.name)
    universe = _("notices public on the day of each snapshot")
    source = world.source("public_notices_by_requesting_country", "public_notices_by_nationality")
    return Table("on_the_list", title, table, rows, universe, source, text("public"))


def _around(place: Selection, table: pd.DataFrame) -> Table:
    rows = columns(table.rename(columns={"level": "rating"}), "country", "level", "all_cases", "hosted")
    note = " ".join([_("Ratings follow what is documented; they do not rank countries."), _meanings(table["level"])])
    title = _("{state} and the countries around it", state=place.name)
    universe, source = evidence.ALL_STATES, world.source(*evidence.TABLES)
    return Table("around", title, table, rows, universe, source, note)


#: The sections of the page, in order.
_MENU = ("cases", "host", "public", "measures", "named", "governance", "sanctions", "sure", "sources")


def _stability(place: Selection, rating: Rating, rule: pd.DataFrame) -> Section:
    """Show how sure the evidence level is: how stable it is, the rule, and what it rests on, folded."""
    firm, tests, inputs = evidence.firmness(place), evidence.firmness_tests(place), evidence.without_each_input(place)
    return section(
        Prose([_("How sure the evidence level is")], "heading", "sure"),
        Prose([evidence.rating(place).estimate]),
        folded(
            _("How stable the rating is, and what it rests on"), _firmness(place, rating.word, firm, tests),
            _left_out(place, rating.word, inputs),
        ),
        folded(_("The rule in full"), Prose([text("grades_in_short"), text("families")]), _rule(rule)),
    )  # fmt: skip


def _firmness(place: Selection, word: str, firm: Firmness, tests: Mapping[str, Estimate]) -> Table | None:
    """Show how firmly the word stands; a word that rests on nothing hangs on nothing."""
    if not tests:
        return None
    data = pd.DataFrame([{"test": what, **estimate.as_dict()} for what, estimate in tests.items()])
    shown_rows = {
        _("Test"): list(tests),
        _("Result"): [chance(e.value) if e.unit == "share" else value_of(e) for e in tests.values()],
        _("What it says"): [words.without_place(estimate, place) for estimate in tests.values()],
    }
    title = _("How stable the rating “{word}” is", word=word)
    universe = "; ".join(dict.fromkeys(estimate.counted for estimate in tests.values()))
    note = f"{text('firmness')} {_meanings([word, *firm.decisive.values()])}".strip()
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _rule(rows: pd.DataFrame) -> Table:
    title = _("The rule: a country has the first level whose condition it meets")
    universe = _("none; a published rule, neither a score nor fitted")
    source = _("data/hand/evidence_rule.yml, with the reason of each line")
    return Table("evidence_rule", title, rows, columns(rows, "rating", "condition"), universe, source)


def _left_out(place: Selection, word: str, rows: pd.DataFrame) -> Table:
    heads = [_("Input"), _("Value for {place}", place=place.called), _("Level if it were excluded")]
    title = _("What the rating “{word}” rests on, one input excluded at a time", word=word)
    shown_rows, note = rows.set_axis(heads, axis=1).astype(str), _meanings(rows["level_without_it"])
    universe, source = f"{evidence.INPUTS}{place.inputs}", world.source(*evidence.TABLES)
    return Table("evidence_inputs", title, rows, shown_rows, universe, source, note)


def _meanings(words: Iterable[str]) -> str:
    """Describe what each word means that must not stand alone."""
    words = set(words)
    met = [level for level in PUBLISHED.evidence_rule.levels if level.meaning and level.word in words]
    return " ".join(f"“{level.word.capitalize()}”: {level.meaning}." for level in met)


#: Fewer dated rows than this make no picture.
LEAST_DRAWN = 3


def cases(place: Selection, numbers: Estimates, rows: pd.DataFrame, by_status: pd.DataFrame) -> Section:
    """Show every case of a country with its sources, counts by status, grade and year, and by what was done."""
    if rows.empty:
        return section()
    study = _(
        "[The case study of {place}]({page}) lists them by date, with who, where and how.",
        place=place.called,
        page=f"../{study_job(place.iso3).folder}/index.html",
    )
    heading = countries.headings(place, numbers)["cases"]
    drawn = parts.cases_chart(rows, place.name, place) if rows["year"].notna().sum() >= LEAST_DRAWN else None
    return section(
        Prose([heading], "heading", "cases"), _register(place, newest_first(rows)), Prose([study]),
        folded(_("By status and grade, and by year"), _grades(place, by_status), drawn), _breakdown(place, rows),
    )  # fmt: skip


def _grades(place: Selection, by_status: pd.DataFrame) -> Table:
    data = by_status.set_index(["claim_status", "evidence_grade"])["cases"].unstack()  # noqa: PD010
    data = data.reindex(index=list(STATUSES), columns=list(GRADES)).fillna(0).astype(int)
    data = data.assign(all=data.sum(axis=1)).rename_axis(columns=None).reset_index()
    heads = [_("Status"), *(_("Grade {grade}", grade=grade) for grade in GRADES), _("All")]
    shown_rows = data.astype(str).set_axis(heads, axis=1)
    title = _("Documented cases of {place} by status and grade", place=place.called)
    return parts.cases_table(place, "cases_by_grade", title, data, shown_rows, text("grades"))


def _breakdown(place: Selection, rows: pd.DataFrame) -> Section:
    """Show targets, charges, instruments, hosts, effects, outcomes and grounds of a country's documented cases."""
    counts = [count_by(rows, column).rename(columns={column: "value"}).assign(what=column) for column in COLUMNS]
    data = pd.concat(counts, ignore_index=True)[["what", "value", "well_documented", "cases"]]
    shown_rows = {
        "": [label(column, "breakdown") for column in COLUMNS],
        place.heading: [_counts(data, column, "well_documented") for column in COLUMNS],
        _("All cases"): [_counts(data, column, "cases") for column in COLUMNS],
    }
    title = _("Targets, charges, instruments, hosts and outcomes: {place}", place=place.name)
    table = parts.cases_table(place, "cases_breakdown", title, data, shown_rows, text("corrections"))
    return folded(_("Targets, charges, instruments, hosts and outcomes"), table)


def _counts(data: pd.DataFrame, what: str, count: str) -> str:
    rows = data[(data["what"] == what) & (data[count] > 0)]
    named = words.place if what == "host_country" else label
    names = [label(value) if value == "unknown" else named(value) for value in rows["value"]]
    return ", ".join(f"{name}: {n}" for name, n in zip(names, rows[count], strict=True)) or DASH


def compared_with_expected(place: Selection, numbers: Estimates) -> Section:
    """Show, folded, the cases of a country compared with the number expected, and what is known of all ranks."""
    if not numbers["cases.count"].value:
        return section()
    line = _("Compared with the number expected")
    if "cases.ratio" not in numbers:
        return folded(line, Prose([text("no_exposure", place=place.called)]))
    whom, other = (EXPOSED[e] for e in sorted(EXPOSED, key=lambda exposure: exposure != place.exposure))
    ending = "_population" if place.exposure == "refugees" else "_refugees"
    labels = {"cases.count": place.heading, "cases.count_recoded": _("The same by four models of coding error")}
    labels |= {"cases.count_in_years": _("Of these, in the years of the exposure")}
    for end, people in (("", whom), (ending, other)):
        labels[f"cases.person_years{end}"] = _("Person-years of {whom}", whom=people)
        labels[f"cases.expected{end}"] = _("Expected for {whom}", whom=people)
        labels[f"cases.ratio{end}"] = _("Times the expected number, {whom}", whom=people)
    labels["cases.rank"] = _("Rank of the ratio, {whom}", whom=whom)
    compared = [(words, numbers[name]) for name, words in labels.items() if name in numbers]
    title = _("Documented cases of {place} compared with the number expected", place=place.called)
    table = estimates_table("cases_rates", title, compared, f"{text('detection')} {text('exposure')}")
    ranks = [numbers["cases.ratio"], numbers["cases.rank"], *top_ten(place.replace(country=None))]
    short = reliability.shortfalls("ratio to expectation", "rank of the ratio", "expected cases", "elasticity")
    return folded(line, table, Prose([*ranks, *short]), parts.by_models(place))


def _register(place: Selection, ordered: pd.DataFrame) -> Table:
    """Show register rows with their sources."""
    data = [
        "case_id", "year", "host_country", "instrument", "target_profile", "charge_category", "effect",
        "oversight_outcome", "article_grounds", "evidence_grade", "claim_status", "source_1_title", "source_1_url",
        "source_2_title", "source_2_url",
    ]  # fmt: skip
    shown_rows = columns(ordered.assign(graded=graded(ordered)), "case_id", "year", "instrument", "graded")
    shown_rows |= {_("Sources"): list(map(parts.sources_of, records(ordered)))}
    note = _("Each case is an allegation or a decision on one; nobody in it is called guilty here.")
    title = _("All cases requested by {place}, with their sources", place=place.called)
    return parts.cases_table(place, "cases_register", title, ordered[data], shown_rows, note, first=_MOST)


#: Rows of a long table that a page shows at once.
_MOST = 12


#: Rows as host that stand on the page, the newest; the page of the host state holds all.
_MOST_HOSTED, _FEW_HOSTED = 10, 5


def as_host(place: Selection, numbers: Estimates, rows: pd.DataFrame) -> Section:
    """Show the newest cases that took effect in a country, and what happened there."""
    heading = Prose([countries.headings(place, numbers)["host"]], "heading", "host")
    vain = countries.is_searched_in_vain(place)
    if rows.empty:
        return section(None if vain else heading)
    newest = newest_first(rows).head(_FEW_HOSTED if vain else _MOST_HOSTED)
    written = newest.assign(outcome=list(map(outcome, records(newest))), status=graded(newest))
    shown_rows = columns(written, "case_id", "year", "requesting_country", "outcome", "status")
    data = ["case_id", "year", "requesting_country", "effect", "oversight_outcome", "evidence_grade", "claim_status"]
    title = _("Requests to {state}: the newest cases", state=place.name)
    note = _("Cases of every grade and status, corrections excluded.")
    table = Table("hosted", title, rows[data], shown_rows, in_country(place), world.source("cases"), note)
    more = _("[Requests to {state}](../hosts/{code}.html) has a page of its own.", state=place.name, code=place.iso3)
    return section(heading, Prose([numbers["cases.people_held_in_country"], more]), table)


def public_notices(place: Selection, numbers: Estimates, by_charge: pd.DataFrame, unseen: pd.DataFrame) -> Section:
    """Show a country's public notices: over time, compared with the world, what they charge, and what is not public."""
    not_public = _what_is_unseen(place, notices.number_or_none(visibility.with_bounds, place), unseen)
    if countries.is_searched_in_vain(place):
        return not_public
    nothing = _("No snapshot shows a notice requested by {place} or naming one of its nationals.", place=place.called)
    by_snapshot = countries.on_the_list(place)
    known = by_snapshot[["nationals", "requested"]].gt(0).any(axis=None)
    over_time = _list_by_snapshot(place, by_snapshot) if known else Prose([nothing, text("public")])
    funnel = parts.public_funnel(place.level, place.iso3, place.snapshot) if "notices.rate" in numbers else None
    return section(
        Prose([countries.headings(place, numbers)["public"]], "heading", "public"),
        _statistics(place, numbers),
        over_time,
        folded(_("Compared with all other requesting countries"), funnel),
        folded(_("What public notices charge"), _charges(place, numbers, by_charge)),
        not_public,
    )


#: Numbers of a country's public notices, with their words.
_NOTICES = {
    "notices.count": _("Public notices requested"),
    "notices.rate": _("Per million inhabitants"),
    "notices.shrunken_rate": _("The same, pulled towards the average"),
    "notices.rank": _("Rank of that rate"),
    "notices.rate_of_all": _("World, per million inhabitants"),
    "notices.own_national_share": _("Against own nationals"),
    "notices.delisted_share": _("Left the list by the second date"),
    "notices.shrunken_delisted_share": _("Left the list, pulled towards the average"),
}


def _statistics(place: Selection, numbers: Estimates) -> Table | None:
    rows = [(words, numbers[name]) for name, words in _NOTICES.items() if name in numbers]
    if place.snapshot and place.snapshot not in notices.snapshots_with_requesters():
        rows = [(_("Public notices that name nationals"), numbers["notices.nationals"])]
    elif "notices.count" not in numbers:
        return None
    note = f"{text('counted')} {text('left')} {text('inferred')} {notices.caution(place)}".strip()
    return estimates_table("public_statistics", _("Public notices of {place}", place=place.called), rows, note)


def _offences(place: Selection, by_charge: pd.DataFrame) -> Chart | Table:
    """Draw what a country's public notices charge; as a table of counts where there are few.

    A share of few notices is no percentage, so no share is drawn of them.
    """
    shares = by_charge.head(10).assign(group=by_charge["offence"].map(label)).drop(columns="offence")
    title = _("What public notices charge: {place}", place=place.name)
    source = world.source("public_notices_by_offence")
    universe = notices.survivors()
    if notices.notices_of(place) < LEAST_FOR_PERCENT:
        counts = shares[["group", "notices", "most"]]
        ranges = list(map(_span, shares["notices"], shares["most"]))
        rows = pd.DataFrame({_("Offence group"): shares["group"], _("Notices"): ranges})
        return Table("offences", title, counts, rows, universe, source, f"{text('few')} {text('two_groups')}")
    return comparisons.shares_beside_median(
        shares, name="offences", title=title, what=place.name, unit=_("share of public notices, %"), universe=universe,
        source=source, note=text("offences"),
    )  # fmt: skip


def _charges(place: Selection, numbers: Estimates, by_charge: pd.DataFrame) -> Section:
    """Show what a country's public notices charge, how far that is Article 3-sensitive, and who else confirms it."""
    if "notices.sensitive_share" not in numbers:
        word = N_("We know of no public notice requested by {place}.")
        if notices.notices_of(place):
            word = N_(
                "{place} is known to have requested fewer than five public notices. Their charges are not published."
            )
        elif "notices.count" in numbers and numbers["notices.count"].value:
            word = N_("Public notices of {place} were counted on one date. None was public on both dates.")
        return section(Prose([_(word, place=place.called)]))
    note = f"{text('sensitive')} {text('corroboration')} {text('few')}"
    title = _("Charges in public notices of {place}", place=place.called)
    rows: list[tuple[str, Estimate]] = []
    for name, kind in {"sensitive_share_strict": _("strict"), "sensitive_share": _("broad")}.items():
        median = world_numbers()[f"notices.{name}_median"]
        rows.append((_("Article 3-sensitive, {kind}", kind=kind), numbers[f"notices.{name}"]))
        rows.append((label("median", "over-states", states=int(median.n), kind=kind), median))
    if "sanctions.corroboration" in numbers:
        rows.append((_("Security charges confirmed by designation"), numbers["sanctions.corroboration"]))
    table = estimates_table("charge_statistics", title, rows, note)
    return section(Prose([text("charges")]), _offences(place, by_charge), table)


def _what_is_unseen(place: Selection, stated: Estimate | None, assumed: pd.DataFrame) -> Section:
    """Describe what a country's notices may be that cannot be seen, and draw it; nothing where too few are public."""
    if stated is None:
        return section()
    assumed = assumed[assumed["country"] == place.iso3]
    words = [
        _("nothing assumed") if pd.isna(factor)
        else _("secret ones as the public ones") if factor == 1
        else _("odds of secret ones within {factor} times", factor=number(factor))
        for factor in assumed["factor"]
    ]  # fmt: skip
    assumed = assumed.assign(group=words)[["group", "factor", "low", "high"]]
    ends = {"low": percent(stated.low or 0), "high": percent(stated.high or 0)}
    title = _("{place}: between {low} and {high} of all its notices, public or not", place=place.name, **ends)
    chart = possible_ranges(
        assumed, name="unseen", title=title, unit=_("share of all notices, %"),
        universe=stated.counted, source=stated.source,
        note=_("Lines are what is possible, not an interval of chance."),
    )  # fmt: skip
    return section(Prose([stated]), chart)


def reactions(
    place: Selection, numbers: Estimates, measures: pd.DataFrame, mentions: pd.DataFrame, claims: pd.DataFrame
) -> Section:
    """Show measures that concern a country, who accuses it, who complains, and the claims of the founding article."""
    headings, vain = countries.headings(place, numbers), countries.is_searched_in_vain(place)
    return section(
        None if vain and measures.empty else _responses(place, headings["measures"], measures),
        None if vain else _named_as_abuser(place, headings["named"], mentions),
        None if vain and not evidence.rating(place).inputs["complaints"] else _complaints(numbers),
        _founding_claims(claims) if concerned(place.iso3) else None,
    )


def _named_as_abuser(place: Selection, heading: Estimate | str, mentions: pd.DataFrame) -> Section:
    """Show the lists that name a country, each with its family of sources."""
    nothing = _("None of the lists that we found names {place}, {none}.", place=place.called, none=text("none"))
    named = evidence.sources_naming(place) if len(mentions) else nothing
    table = _table(place, plain(mentions)) if len(mentions) else None
    return section(Prose([heading], "heading", "named"), Prose([named, text("mentions")]), table)


#: Lists that stand open, the newest.
_MOST_MENTIONS = 8


def _table(place: Selection, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "source_title"], ascending=[False, True])
    shown_rows = columns(ordered, "year", "family", "wording_category", "source")
    universe, source = _("lists that we found"), world.source("country_mentions")
    title = _("Lists that name {place}", place=place.called)
    return Table("mentions", title, ordered, shown_rows, universe, source, first=_MOST_MENTIONS)


def _complaints(numbers: Estimates) -> Section:
    """Show, folded, how many complaints concerned a country, as far as the published lists say."""
    names = ("oversight.complaints", "oversight.complaints_outside_lists")
    estimates = [numbers[name] for name in names if name in numbers]
    return folded(
        _("Complaints to the Commission, as far as they are known"),
        Prose([*estimates, text("complaint_bounds"), text("complaints")]),
    )


def context_of(
    place: Selection, numbers: Estimates, governance: pd.DataFrame, designations: pd.DataFrame,
    programmes: pd.DataFrame,
) -> Section:  # fmt: skip
    """Show a country's governance over time, and designations under sanctions programmes on it."""
    headings = countries.headings(place, numbers)
    source, region = world.source("governance_country_year"), countries.regions()
    drawn = context.governance(plain(governance), place.iso3, place.name, region, source, place.level)
    dated, lists = plain(designations[designations["year"].notna()]), world.source("designations_by_target_country")
    by_year = context.designations_by_year(dated, place.name, lists, text("sanctions")) if len(dated) else None
    vain = countries.is_searched_in_vain(place)
    return section(
        _governance(place, headings["governance"], numbers, drawn),
        None if vain and programmes.empty else _sanctions(place, headings["sanctions"], programmes, by_year),
    )


def _governance(place: Selection, heading: Estimate | str, numbers: Estimates, drawn: Chart | None) -> Section:
    """Show a country's governance with its uncertainty: the latest values, and over time."""
    title_ = Prose([heading], "heading", "governed")
    if drawn is None:
        nothing = _("No governance index covers {place}.", place=place.called)
        return section(title_, Prose([nothing, text("governance")]))
    title = _("Latest values for {place}", place=place.called)
    latest = [(p.title, numbers[f"countries.{p.column}"]) for p in PANELS if f"countries.{p.column}" in numbers]
    table = estimates_table("governance_latest", title, latest, text("governance"))
    return section(title_, None if countries.is_searched_in_vain(place) else drawn, table)


def _responses(place: Selection, heading: Estimate | str, rows: pd.DataFrame) -> Section:
    """Show dated measures, rulings and reactions that concern a country."""
    newest_rows = plain(rows).iloc[::-1]
    title = _("Measures, rulings and reactions that concern {state}: the newest", state=place.name)
    before = _("Earlier measures, rulings and reactions that concern {state}", state=place.name)
    earlier = newest_rows.iloc[_MOST_MEASURES:]
    return section(
        Prose([heading], "heading", "responses"),
        _measures("measures", title, newest_rows.iloc[:_MOST_MEASURES], plain(rows)),
        folded(before, _measures("measures_before", before, earlier, earlier)),
    )


def _measures(name: str, title: str, rows: pd.DataFrame, data: pd.DataFrame) -> Table | None:
    if rows.empty:
        return None
    shown_rows = columns(rows, "date", "actor", "description", "measure_type", "source")
    universe = _("measures, rulings and reactions that we found; none is a verdict on a person")
    return Table(name, title, data, shown_rows, universe, world.source("oversight_timeline"))


#: Measures that stand on the page, the newest; those before are folded.
_MOST_MEASURES = 8


def _founding_claims(claims: pd.DataFrame) -> Section:
    """Show the claims of the founding article with verdict and reason."""
    heading = Prose([_("The founding article, claim by claim")], "heading", "claims")
    shown_rows = parts.all_claims(claims=claims), parts.public_list()
    return blocks.on_screen(heading, folded(_("The claims, and the public list"), *shown_rows))


def _sanctions(place: Selection, heading: Estimate | str, programmes: pd.DataFrame, drawn: Chart | None) -> Section:
    """Show designations under programmes on a country, by sender, programme and year."""
    title_ = Prose([heading], "heading", "sanctions")
    if programmes.empty:
        message = N_("None of the lists of the {count} authorities names a programme on {place}.")
        count = label(len(SENDERS), "word-for", count=len(SENDERS))
        return section(title_, Prose([_(message, place=place.called, count=count)]))
    return section(title_, drawn, _programmes(place, programmes))


def ending(place: Selection, rating: Rating, rule: pd.DataFrame) -> Section:
    """Show how sure the rating is, refusals worldwide, what the numbers cannot show, their tables, and how to cite."""
    heading = Prose([_("Sources, limits and how to cite")], "heading", "sources-of")
    if countries.is_searched_in_vain(place):
        return section(heading, Prose([text("limits_elsewhere")]), how_to_cite(place))
    shown_alone = blocks.on_screen(
        folded(_("Every table behind this page: origin and licence"), words.sources()),
        Prose([text("embed")], "text", "embed"),
    )
    scope = _("No figure exists for {place} alone; these are the world's.", place=place.called)
    refusals = Prose([text("refused"), scope]), parts.refusals_table()
    return section(
        _stability(place, rating, rule),
        folded(_("Refusals worldwide: none is published by country"), *refusals),
        heading,
        folded(_("What these numbers cannot show"), words.limits()),
        shown_alone,
        Prose([text("about_tables")]),
        how_to_cite(place),
    )


def _programmes(place: Selection, data: pd.DataFrame) -> Table:
    kinds = [kind for kind in ("person", "entity", "vessel", "aircraft") if kind in data]
    shown_rows = {
        _("Authority"): [SENDERS[sender].split(",")[0] for sender in data["list"]],
        _("Programme"): data["programme"].map(shown),
        **{label(kind).capitalize(): data[kind].map(number) for kind in kinds},
        **columns(data, "all"),
        _("Years"): list(map(_span, data["first_year"], data["last_year"])),
    }
    title = _("Designations under programmes on {place}", place=place.called)
    source = world.source("designations_by_programme")
    return Table("programmes", title, data, shown_rows, DESIGNATIONS, source, text("sanctions"), first=_MOST)


def _span(first: object, last: object) -> str:
    low, high = shown(first), shown(last)
    return low if low in (DASH, high) else _("{low} to {high}", low=low, high=high)
