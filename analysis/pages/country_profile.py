"""The sections of a country's profile, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.charts import comparisons, context
from analysis.charts.chart import Chart
from analysis.charts.context import PANELS as PANELS
from analysis.charts.models import possible_ranges
from analysis.core.countries import country_name
from analysis.core.judgement import SENDERS, reference, released, text
from analysis.core.messages import DASH, N_, _, _n, label
from analysis.facts import evidence, indices, notices, states, world
from analysis.facts.cases import COLUMNS, GRADES, THROUGH, in_country
from analysis.facts.evidence import CODED, Evidence, Firmness
from analysis.facts.founding import concerned
from analysis.facts.sanctions import UNIVERSE as DESIGNATIONS
from analysis.facts.selection import PUBLISHED, Selection
from analysis.pages import blocks, parts, words
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.catalogue import study_job
from analysis.pages.parts import REGISTER, case_link, country_links, newest_first, outcome, records, source_links
from analysis.pages.words import estimates_table, shown, value_of
from analysis.pages.words import how_to_cite as how_to_cite
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, number, percent
from analysis.stats.evidence_level import chance
from analysis.tables.library import plain


def title(place: Selection, chosen: Estimate | None, found: Estimate) -> Section:
    """Show where a country's page stands, its finding as its title, and what is chosen otherwise than as published."""
    region = indices.regions().get(place.iso3)
    crumbs = Prose([_("[All countries](../index.html)"), *([str(region)] if region else [])], "crumbs")
    return section(crumbs, Prose([found], "title"), Prose([chosen], "caution") if chosen else None)


def known(place: Selection, level: Evidence, hanging: Estimate, front: Mapping[str, Estimate]) -> Section:
    """Show the evidence level with what it hangs on, four numbers, and what a reader can take away.

    A state on whose requests nothing was found has no four numbers: they would all be none, and what was searched
    stands in their place.
    """
    ratings = tuple(reversed(evidence.words_in_order()))
    vain, meant = states.is_searched_in_vain(place), evidence.with_meaning(level.word)
    lines: list[str | Estimate] = [_("[The rule](../methods.html#rule)")]
    if not vain:
        meaning = f"{meant[0].upper()}{meant[1:]}." if meant != level.word else ""
        other = pd.Series(list(evidence.firmness(place).decisive.values()), dtype="str")
        rests = hanging if any(level.inputs.values()) else ""
        lines = [line for line in (meaning, front["level"], rests, _meanings(other)) if line] + lines
    scale = blocks.Scale("level", _("Evidence level"), ratings, level.word, lines)
    return section(scale, None if vain else _numbers(place, front), _actions(place, front["rows"]))


#: Number of the first screen -> the estimates whose values its words state too; the table of labels has the words.
_FRONT = {
    "strong": ("rows", "supported", "contested", "unsupported"),
    "held": ("held_hosts", "held_supported", "refused", "over"),
    "rejected": ("unknown", "pending"),
    "notices": (),
    "named": ("families",),
}


def _numbers(place: Selection, front: Mapping[str, Estimate]) -> blocks.Figures:
    last = "notices" if "notices" in front else "named"
    items = [_number(place, front, name) for name in ("strong", "held", "rejected", last)]
    return blocks.Figures("front", _("{state} in four numbers", state=place.name), items)


def _number(place: Selection, front: Mapping[str, Estimate], name: str) -> blocks.Number:
    """Show one number of the first screen, with what it counts and what it does not say."""
    counts = {key: int(estimate.value) for key, estimate in front.items()}
    by_choice = name == "strong" and place.of_rows != PUBLISHED
    when = world.day(place.snapshot or reference()[0])
    says = label("chosen" if by_choice else name, "front-says", count=counts[name], day=when)
    of = _n("of one recorded", "of {count} recorded", counts["rows"]) if name == "strong" else ""
    remark = label(
        name if name != "held" or counts[name] else "no-held", "front-remark", **counts, count=counts["pending"],
        whole=int(front["unknown"].n), hosts=front["held_hosts"].sentence,
        over_words=number(counts["over"]) if counts["over"] else _("none known"),
    )  # fmt: skip
    behind = [front[key] for key in _FRONT[name]]
    return blocks.Number(front[name], says, of, remark, behind, evidence=name in ("strong", "held", "rejected"))


def _actions(place: Selection, rows: Estimate) -> Prose:
    to_cases = [_("[All cases](#cases)")] if rows.value else []
    links = [label(name, "act", code=place.iso3) for name in ("brief", "report", "compare")]
    drawn = () if states.is_searched_in_vain(place) else ("embed",)
    rest = [label(name, "act", code=place.iso3) for name in ("data", "bibtex", "ris", *drawn, "new")]
    return Prose([*links, *to_cases, *rest], "actions")


#: More cases than this make two strips: those that count, and folded below it the others.
_MOST_MARKS = 24


#: Host states that stand beside the strip; the data hold all.
_MOST_HOSTS = 8


def at_a_glance(
    place: Selection, front: Mapping[str, Estimate], in_time: pd.DataFrame, recent: Estimate, by_host: pd.DataFrame,
    advice: pd.DataFrame,
) -> Section:  # fmt: skip
    """Show a country's cases in time, where its requests took effect, what to bear in mind, and what can be done."""
    if in_time.empty:
        return section()
    side = section(_hosts(place, by_host), _caution(), _what_to_do(place, advice))
    return blocks.beside(_strips(place, in_time, recent), side)


def _strips(place: Selection, in_time: pd.DataFrame, recent: Estimate) -> Section:
    note = _(
        "Each mark is one case, in the year of its main event. Recent cases are easier to find, and the last three "
        "years are incomplete."
    )
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
    items = [_mark(row) for row in records(rows)]
    columns = ["case_id", "year", "kind", "host_country", "effect", "oversight_outcome", "evidence_grade"]
    universe = f"{REGISTER}{place.years}"
    data = rows[columns].astype({"kind": str})
    return blocks.Marks(name, title, items, data, min(years), max(years), universe, world.source("cases"), note)


def _mark(row: Mapping[str, object]) -> blocks.Mark:
    year = None if shown(row["year"]) == DASH else int(str(row["year"]))
    kind, page = str(row["kind"]), f"../cases/{row['case_id']}.html"
    return blocks.Mark(year, kind, parts.case_name(row), label(kind, "mark"), page)


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
    """Name the host state of most cases, if there is one and it has several."""
    first, *others = by_host[by_host["host_country"] != ""].to_dict("records") or [{"cases": 0}]
    if first["cases"] < 2 or (others and others[0]["cases"] == first["cases"]):
        return _("Where its requests took effect")
    return _("Most cases took effect in {host}", host=country_name(str(first["host_country"]), with_article=True))


def _caution() -> Prose:
    beginning = _("Often we could read only the beginning of a source.")
    return Prose(["**" + _("Read with care.") + "**", text("read_with_care"), beginning], "caution")


#: Who can do something before a person is arrested or sent back.
_ACTORS = ("Member states", "Courts and asylum authorities")


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


def searched_in_vain(
    place: Selection, level: Evidence, scope: Estimate, searched: Sequence[Estimate], on_the_list: pd.DataFrame,
    around: pd.DataFrame, found: Estimate,
) -> Section:  # fmt: skip
    """Show what was searched without a result, and the countries around; empty where something was found."""
    if not states.is_searched_in_vain(place):
        return section()
    member = (
        [] if place.is_member else [_("{place} is not a member of INTERPOL in its own right.", place=place.opening)]
    )
    main = section(
        Prose([_("Evidence level") + f": {evidence.with_meaning(level.word)}.", scope], "lead"),
        Prose([text("nothing_found", state=place.called),
            _("For {state}, it may mean few requests, or that nobody looked.",
            state=place.called), *member]), Prose([_("What we searched, without finding anything")], "heading",
            "searched"),
        Prose(list(searched), "list"), _list_by_snapshot(place, on_the_list),
    )  # fmt: skip
    near = section(Prose([found], "heading", "nearest"), _around(place, around)) if len(around) else None
    return blocks.beside(main, section(_caution(), near))


def _list_by_snapshot(place: Selection, table: pd.DataFrame) -> Table:
    rows = {
        _("Snapshot"): table["snapshot_date"].map(shown),
        _("Notices that name its nationals"): table["nationals"].map(number),
        _("Notices that it requested"): [_count_or_unknown(value) for value in table["requested"]],
        _("Nationality counted"): table["nationality_basis"].map(shown),
    }
    title = _("{state} on the public list, snapshot by snapshot", state=place.name)
    return Table(
        "on_the_list", title, table, rows, _("notices public on the day of each snapshot"), _source(), text("public")
    )


def _count_or_unknown(value: object) -> str:
    return _("not known") if pd.isna(value) else number(float(str(value)))  # type: ignore[call-overload]


def _around(place: Selection, table: pd.DataFrame) -> Table:
    rows = {
        _("Country"): country_links(table["iso3"]),
        _("Evidence level"): table["level"],
        _("All cases"): table["rows"].map(number),
        _("Cases in the country"): table["hosted"].map(number),
    }
    note = " ".join([_("Ratings follow what is documented; they do not rank countries."), _meanings(table["level"])])
    title = _("{state} and the countries around it", state=place.name)
    universe, source = evidence.ALL_STATES, world.source(*evidence.TABLES)
    return Table("around", title, table, rows, universe, source, note)


def contents(place: Selection, front: Mapping[str, Estimate]) -> Section:
    """Show the page's own menu: the sections that it has."""
    if states.is_searched_in_vain(place):
        return section()
    names = [name for name in _MENU if name != "cases" or front["rows"].value]
    return section(Prose([label(name, "contents") for name in names], "contents"))


#: The sections of the page, in order.
_MENU = ("cases", "host", "public", "measures", "named", "governance", "sanctions", "sure", "sources")


def evidence_level(
    place: Selection, level: Evidence, stated: Estimate, firm: Firmness, tests: Mapping[str, Estimate],
    rule: pd.DataFrame, inputs: pd.DataFrame,
) -> Section:  # fmt: skip
    """Show how sure the evidence level is: how firmly it stands, the rule, and what it rests on, folded."""
    if states.is_searched_in_vain(place):
        return section()
    return section(
        Prose([_("How sure the evidence level is")], "heading", "sure"),
        Prose([stated]),
        folded(
            _("How stable the rating is, and what it rests on"), _firmness(place, level.word, firm, tests),
            _left_out(place, level.word, inputs),
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
    levels = pd.Series([word, *firm.decisive.values()], dtype="str")
    note = " ".join(part for part in (text("firmness"), _meanings(levels)) if part)
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _rule(rows: pd.DataFrame) -> Table:
    title = _("The rule: a country has the first level whose condition it meets")
    columns = rows.rename(columns={"level": _("Level"), "earned by": _("Condition")})
    universe = _("none; a published rule, neither a score nor fitted")
    source = _("data/hand/evidence_rule.yml, with the reason of each line")
    return Table("evidence_rule", title, rows, columns, universe, source)


def _left_out(place: Selection, word: str, rows: pd.DataFrame) -> Table:
    heads = [_("Input"), _("Value for {place}", place=place.called), _("Level if it were excluded")]
    title = _("What the rating “{word}” rests on, one input excluded at a time", word=word)
    columns, note = rows.set_axis(heads, axis=1).astype(str), _meanings(rows["level_without_it"])
    universe, source = f"{evidence.INPUTS}{place.inputs}", world.source(*evidence.TABLES)
    return Table("evidence_inputs", title, rows, columns, universe, source, note)


def _meanings(words: pd.Series[str]) -> str:
    """Describe what each word means that must not stand alone."""
    met = [level for level in evidence.evidence_rule().levels if level.meaning and (words == level.word).any()]
    return " ".join(f"“{level.word.capitalize()}”: {level.meaning}." for level in met)


#: Fewer dated rows than this make no picture.
LEAST_DRAWN = 3


def cases_chart(place: Selection, rows: pd.DataFrame) -> Chart | None:
    """Draw a country's register rows by year; None where fewer than three have a year."""
    return parts.cases_chart(rows, place.name, place) if rows["year"].notna().sum() >= LEAST_DRAWN else None


def documented_cases(place: Selection, heading: Estimate | str, ordered: pd.DataFrame) -> Section:
    """Show every register row of a country, with its sources, under the finding."""
    if ordered.empty:
        return section()
    study = _(
        "[The case study of {place}]({page}) shows them on one timeline, with who, where and how.",
        place=place.called,
        page=f"../{study_job(place.iso3).folder}/index.html",
    )
    register = _register(place, newest_first(ordered))
    return section(Prose([heading], "heading", "cases"), register, Prose([study]))


def by_status(place: Selection, by_grade: pd.DataFrame, over_time: Chart | None) -> Section:
    """Show a country's documented cases by status and grade, and by year, folded."""
    if not by_grade["all"].any():
        return section()
    return folded(_("By status and grade, and by year"), _grades(place, by_grade), over_time)


def _grades(place: Selection, data: pd.DataFrame) -> Table:
    heads = [_("Status"), *(_("Grade {grade}", grade=grade) for grade in GRADES), _("All")]
    shown_rows = data.astype(str).set_axis(heads, axis=1)
    title = _("Documented cases of {place} by status and grade", place=place.called)
    return parts.cases_table(place, "cases_by_grade", title, data, shown_rows, text("grades"))


def breakdown(place: Selection, data: pd.DataFrame) -> Section:
    """Show targets, charges, instruments, hosts, effects, outcomes and grounds of a country's documented cases."""
    if data.empty:
        return section()
    shown_rows = {
        "": [label(column, "breakdown") for column in COLUMNS],
        place.heading: [_counts(data, column, "strong") for column in COLUMNS],
        _("All cases"): [_counts(data, column, "cases") for column in COLUMNS],
    }
    title = _("Targets, charges, instruments, hosts and outcomes: {place}", place=place.name)
    table = parts.cases_table(place, "cases_breakdown", title, data, shown_rows, text("corrections"))
    return folded(_("Targets, charges, instruments, hosts and outcomes"), table)


def _counts(data: pd.DataFrame, what: str, count: str) -> str:
    rows = data[(data["what"] == what) & (data[count] > 0)]
    return ", ".join(f"{_value(what, v)}: {n}" for v, n in zip(rows["value"], rows[count], strict=True)) or DASH


def _value(what: str, value: str) -> str:
    return words.place(value) if what == "host_country" and value != "unknown" else label(value)


def rates(
    place: Selection, count: Estimate, compared: Sequence[tuple[str, Estimate]], notes: Sequence[Estimate]
) -> Section:
    """Show, folded, the cases of a country beside what its exposures lead to expect, and what is told of all ranks."""
    if count.value == 0:
        return section()
    if not compared:
        return folded(_("Compared with the number expected"), Prose([text("no_exposure", place=place.called)]))
    title = _("Documented cases of {place} compared with the number expected", place=place.called)
    note = f"{text('detection')} {text('exposure')}"
    return folded(
        _("Compared with the number expected"),
        estimates_table("cases_rates", title, list(compared), note),
        Prose(list(notes)),
    )


def _register(place: Selection, ordered: pd.DataFrame) -> Table:
    """Show register rows with their sources."""
    columns = [
        "case_id", "year", "host_country", "instrument", "target_profile", "charge_category", "effect",
        "oversight_outcome", "article_grounds", "evidence_grade", "claim_status", "source_1_title", "source_1_url",
        "source_2_title", "source_2_url",
    ]  # fmt: skip
    shown_rows = {
        _("Case"): [case_link(case_id) for case_id in ordered["case_id"]],
        _("Year"): ordered["year"].map(shown),
        _("Instrument"): ordered["instrument"].map(label),
        _("Grade, status"): ordered["evidence_grade"] + ", " + ordered["claim_status"].map(label),
        _("Sources"): [parts.sources_of(row) for row in records(ordered)],
    }
    note = _("Each case is an allegation or a decision on one; nobody in it is called guilty here.")
    title = _("All cases requested by {place}, with their sources", place=place.called)
    return parts.cases_table(place, "cases_register", title, ordered[columns], shown_rows, note, first=_MOST)


#: Rows of a long table that a page shows at once.
_MOST = 12


#: Rows as host that stand on the page, the newest; the page of the host state holds all.
_MOST_HOSTED, _FEW_HOSTED = 10, 5


def as_host(place: Selection, heading: Estimate | str, rows: pd.DataFrame, people_held: Estimate) -> Section:
    """Show the register rows in which a country is the host state, the newest first, and what it did."""
    if rows.empty:
        return section() if states.is_searched_in_vain(place) else section(Prose([heading], "heading", "host"))
    newest = newest_first(rows).head(_FEW_HOSTED if states.is_searched_in_vain(place) else _MOST_HOSTED)
    shown_rows = {
        _("Case"): [case_link(case_id) for case_id in newest["case_id"]],
        _("Year"): newest["year"].map(shown),
        _("Requesting country"): country_links(newest["requesting_country"]),
        _("Last known step"): [outcome(row) for row in records(newest)],
        _("Status"): newest["evidence_grade"] + ", " + newest["claim_status"].map(label),
    }
    columns = ["case_id", "year", "requesting_country", "effect", "oversight_outcome", "evidence_grade", "claim_status"]
    title = _("Requests to {state}: the newest cases", state=place.name)
    note = _("Cases of every grade and status, corrections excluded.")
    table = Table("hosted", title, rows[columns], shown_rows, in_country(place), world.source("cases"), note)
    more = Prose(
        [people_held,
            _("[Requests to {state}](../hosts/{code}.html) has a page of its own.", state=place.name,
                code=place.iso3)],
    )  # fmt: skip
    return section(Prose([heading], "heading", "host"), more, table)


def snapshots_chart(place: Selection, by_snapshot: pd.DataFrame) -> Chart | None:
    """Draw a country's public notices at each snapshot; None where no snapshot shows one."""
    return comparisons.snapshots(by_snapshot, place.name, _source()) if len(by_snapshot) else None


def notices_chart(place: Selection) -> Chart | None:
    """Draw the funnel of public notices per million inhabitants; None for a country that is not in it."""
    snapshot = place.snapshot
    if snapshot and snapshot not in notices.snapshots_with("requester"):
        return None
    if place.iso3 not in notices.public_league(place.level, snapshot).funnel.table.index:
        return None
    return parts.public_funnel(place.level, place.iso3, snapshot)


def public_notices(
    place: Selection, heading: Estimate | str, statistics: Sequence[tuple[str, Estimate]], over_time: Chart | None,
    funnel: Chart | None,
) -> Section:  # fmt: skip
    """Show a country's public notices: at each snapshot, as a rate against the world, and what became of them."""
    if states.is_searched_in_vain(place):
        return section()
    nothing = _("No snapshot shows a notice requested by {place} or naming one of its nationals.", place=place.called)
    return section(
        Prose([heading], "heading", "public"),
        Prose([text("public")]),
        _statistics(place, statistics),
        over_time or Prose([nothing]),
        folded(_("Compared with all other requesting countries"), funnel),
    )


def _source() -> str:
    return world.source("public_notices_by_requesting_country", "public_notices_by_nationality")


def _statistics(place: Selection, rows: Sequence[tuple[str, Estimate]]) -> Table | None:
    if not rows:
        return None
    note = f"{text('counted')} {text('left')} {text('inferred')} {notices.caution(place)}".strip()
    return estimates_table("public_statistics", _("Public notices of {place}", place=place.called), list(rows), note)


def offences_chart(place: Selection, shares: pd.DataFrame) -> Chart | Table | None:
    """Draw what a country's public notices charge; as a table of counts where there are few, None where none is known.

    A share of few notices is no percentage, so no share is drawn of them.
    """
    if place.iso3 not in notices.sensitive_table().index:
        return None
    title = _("What public notices charge: {place}", place=place.name)
    source = world.source("public_notices_by_offence")
    universe = notices.survivors()
    if notices.notices_of(place) < LEAST_FOR_PERCENT:
        counts = shares[["group", "notices", "most"]]
        ends = zip(shares["notices"], shares["most"], strict=True)
        shown = [str(low) if low == high else _("{low} to {high}", low=str(low), high=str(high)) for low, high in ends]
        rows = pd.DataFrame({_("Offence group"): shares["group"], _("Notices"): shown})
        return Table("offences", title, counts, rows, universe, source, f"{text('few')} {text('two_groups')}")
    return comparisons.shares_beside_median(
        shares, name="offences", title=title, what=place.name, unit=_("share of public notices, %"), universe=universe,
        source=source, note=text("offences"),
    )  # fmt: skip


def charges(place: Selection, shares: Sequence[tuple[str, Estimate]], drawn: Chart | Table | None) -> Section:
    """Show what a country's public notices charge, how far that is Article 3-sensitive, and who else confirms it."""
    if states.is_searched_in_vain(place):
        return section()
    if not shares:
        word = (
            N_("{place} is known to have requested fewer than five public notices. Their charges are not published.")
            if notices.notices_of(place)
            else N_("We know of no public notice requested by {place}.")
        )
        nothing = _(word, place=place.called)
        return folded(_("What public notices charge"), Prose([nothing]))
    note = f"{text('sensitive')} {text('corroboration')} {text('few')}"
    title = _("Charges in public notices of {place}", place=place.called)
    table = estimates_table("charge_statistics", title, list(shares), note)
    return folded(_("What public notices charge"), Prose([text("charges")]), drawn, table)


def what_is_unseen(place: Selection, stated: Estimate | None, assumed: pd.DataFrame) -> Section:
    """Describe what a country's notices may be that cannot be seen, and draw it; nothing where too few are public.

    Parameters
    ----------
    stated : Estimate or None
        As `visibility.one_sentence` gives it.
    assumed : DataFrame
        As `visibility.assumed` gives it.
    """
    if stated is None:
        return section()
    title = _(
        "{place}: between {low} and {high} of all its notices, public or not", place=place.name,
        low=percent(stated.low or 0), high=percent(stated.high or 0),
    )  # fmt: skip
    chart = possible_ranges(
        assumed, name="unseen", title=title, unit=_("share of all notices, %"),
        universe=stated.counted, source=stated.source,
        note=_("Lines are what is possible, not an interval of chance."),
    )  # fmt: skip
    return section(Prose([stated]), chart)


def named_as_abuser(place: Selection, heading: Estimate | str, mentions: pd.DataFrame, naming: Estimate) -> Section:
    """Show the lists that name a country, each with its family of sources."""
    if states.is_searched_in_vain(place):
        return section()
    title_ = Prose([heading], "heading", "named")
    if mentions.empty:
        nothing = _("None of the lists that we found names {place}, {none}.", place=place.called, none=text("none"))
        return section(title_, Prose([nothing, text("mentions")]))
    return section(title_, Prose([naming, text("mentions")]), _table(place, plain(mentions)))


#: Lists that stand open, the newest.
_MOST_MENTIONS = 8


def _table(place: Selection, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "source_title"], ascending=[False, True])
    shown_rows = {
        _("Year"): ordered["year"].map(shown),
        _("Kind of source"): ordered["family"].map(label),
        _("What it says"): ordered["wording_category"].map(label),
        _("Source"): source_links(ordered),
    }
    universe, source = _("lists that we found"), world.source("country_mentions")
    title = _("Lists that name {place}", place=place.called)
    return Table("mentions", title, ordered, shown_rows, universe, source, first=_MOST_MENTIONS)


def complaints(place: Selection, estimates: Sequence[Estimate]) -> Section:
    """Show, folded, how many complaints concerned a country, as far as the published lists tell."""
    if states.is_searched_in_vain(place) and not evidence.level(place).inputs["complaints"]:
        return section()
    return folded(
        _("Complaints to the Commission, as far as they are known"),
        Prose([*estimates, text("complaint_bounds"), text("complaints")]),
    )


def refusals(place: Selection, refused: Mapping[str, Estimate]) -> Section:
    """Show, folded, what is known of refusals: the world only, with the conflict between published figures."""
    if states.is_searched_in_vain(place):
        return section()
    scope = _("No figure exists for {place} alone; these are the world's.", place=place.called)
    line, prose = _("Refusals worldwide: none is published by country"), Prose([text("refused"), scope])
    return folded(line, prose, parts.refusals_table(refused))


def governance_chart(place: Selection, table: pd.DataFrame) -> Chart | None:
    """Draw a country's governance over time with its uncertainty; None where no index covers it."""
    source = world.source("governance_country_year")
    return context.governance(plain(table), place.iso3, place.name, indices.regions(), source, place.level)


def governance_over_time(
    place: Selection, heading: Estimate | str, latest: Sequence[tuple[str, Estimate]], drawn: Chart | None
) -> Section:
    """Show a country's governance with its uncertainty: the latest values, and over time."""
    title_ = Prose([heading], "heading", "governed")
    if drawn is None:
        return section(
            title_, Prose([_("No governance index covers {place}.", place=place.called), text("governance")])
        )
    title = _("Latest values for {place}", place=place.called)
    table = estimates_table("governance_latest", title, list(latest), text("governance"))
    return section(title_, None if states.is_searched_in_vain(place) else drawn, table)


def measures(place: Selection, heading: Estimate | str, rows: pd.DataFrame) -> Section:
    """Show dated measures, rulings and reactions that concern a country."""
    if rows.empty and states.is_searched_in_vain(place):
        return section()
    title_ = Prose([heading], "heading", "responses")
    if rows.empty:
        return section(title_)
    newest_rows = plain(rows).iloc[::-1]
    title = _("Measures, rulings and reactions that concern {state}: the newest", state=place.name)
    before = _("Earlier measures, rulings and reactions that concern {state}", state=place.name)
    earlier = newest_rows.iloc[_MOST_MEASURES:]
    return section(
        title_,
        _measures("measures", title, newest_rows.iloc[:_MOST_MEASURES], plain(rows)),
        folded(before, _measures("measures_before", before, earlier, earlier)) if len(earlier) else None,
    )


def _measures(name: str, title: str, rows: pd.DataFrame, data: pd.DataFrame) -> Table:
    shown_rows = {
        _("Date"): rows["date"].map(shown),
        _("Who"): rows["actor"].map(shown),
        _("What"): rows["description"].map(shown),
        _("Kind"): rows["measure_type"].map(label),
        _("Source"): source_links(rows),
    }
    universe = _("measures, rulings and reactions that we found; none is a verdict on a person")
    return Table(name, title, data, shown_rows, universe, world.source("oversight_timeline"))


#: Measures that stand on the page, the newest; those before are folded.
_MOST_MEASURES = 8


def founding_claims(place: Selection, claims: pd.DataFrame, listed: pd.DataFrame) -> Section:
    """Show the claims of the founding article with verdict and reason, where they concern the country."""
    if not concerned(place.iso3):
        return section()
    heading = Prose([_("The founding article, claim by claim")], "heading", "claims")
    shown_rows = parts.all_claims(claims=claims), parts.public_list(listed)
    return blocks.on_screen(heading, folded(_("The claims, and the public list"), *shown_rows))


def designations_chart(place: Selection, rows: pd.DataFrame) -> Chart | None:
    """Draw designations under programmes on a country by year and sender; None where no year is known."""
    dated = plain(rows[rows["year"].notna()])
    source = world.source("designations_by_target_country")
    return context.designations_by_year(dated, place.name, source, text("sanctions")) if len(dated) else None


def sanctions(place: Selection, heading: Estimate | str, programmes: pd.DataFrame, drawn: Chart | None) -> Section:
    """Show designations under programmes on a country, by sender, programme and year."""
    if programmes.empty and states.is_searched_in_vain(place):
        return section()
    title_ = Prose([heading], "heading", "sanctions")
    if programmes.empty:
        nothing = _(
            "None of the lists of the {count} authorities names a programme on {place}.",
            place=place.called,
            count=label(len(SENDERS), "word-for", count=len(SENDERS)),
        )
        return section(title_, Prose([nothing]))
    return section(title_, drawn, _programmes(place, programmes))


def what_limits(place: Selection) -> Section:
    """Begin the last section of the page, and show, folded, what its numbers cannot tell; a short page links it."""
    title_ = Prose([_("Sources, limits and how to cite")], "heading", "sources-of")
    if states.is_searched_in_vain(place):
        return section(title_, Prose([text("limits_elsewhere")]))
    return section(title_, folded(_("What these numbers cannot show"), words.limits()))


def tables_behind(place: Selection) -> Section:
    """Show, folded, every table behind the page, and how to embed a chart."""
    if states.is_searched_in_vain(place):
        return section()
    shown_alone = blocks.on_screen(
        folded(_("Every table behind this page: origin and licence"), words.sources()),
        Prose([text("embed")], "text", "embed"),
    )
    return section(shown_alone, Prose([text("about_tables")]))


def _programmes(place: Selection, data: pd.DataFrame) -> Table:
    kinds = [kind for kind in ("person", "entity", "vessel", "aircraft") if kind in data]
    shown_rows = {
        _("Authority"): [SENDERS[sender].split(",")[0] for sender in data["list"]],
        _("Programme"): data["programme"].map(shown),
        **{label(kind).capitalize(): data[kind].map(number) for kind in kinds},
        _("All"): data["all"].map(number),
        _("Years"): [_years(first, last) for first, last in zip(data["first_year"], data["last_year"], strict=True)],
    }
    title = _("Designations under programmes on {place}", place=place.called)
    source = world.source("designations_by_programme")
    return Table("programmes", title, data, shown_rows, DESIGNATIONS, source, text("sanctions"), first=_MOST)


def _years(first: object, last: object) -> str:
    low, high = shown(first), shown(last)
    return low if low in (DASH, high) else _("{low} to {high}", low=low, high=high)
