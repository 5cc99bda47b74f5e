"""All states side by side, and the numbers of one state's page: what is documented, public, searched and not found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from analysis.core.countries import country_name, fold, members
from analysis.core.judgement import EarlierRelease, entries, reference, released
from analysis.core.messages import DASH, _, _n, label
from analysis.facts import cases, evidence, indices, notices, world
from analysis.facts.cases import ROWS, by_year, cases_subject
from analysis.facts.oversight import yearly_table
from analysis.facts.sanctions import UNIVERSE as DESIGNATIONS
from analysis.facts.selection import PUBLISHED, Selection, select
from analysis.facts.world import day
from analysis.stats.estimate import Estimate, listed, number
from analysis.stats.evidence_level import evidence_level
from analysis.tables.library import load, plain
from analysis.tables.release import FAMILIES, Release
from analysis.tables.shipped import Ring
from analysis.tables.shipped import world as outlines

__all__ = [
    "chosen", "finding", "found_around", "front", "headings", "in_time", "incidents", "neighbours",
    "on_the_list", "recent", "searched",
]  # fmt: skip

#: First year of the incidents that Freedom House counts.
FIRST_INCIDENTS = 2014


@cache
def overview() -> pd.DataFrame:
    """Return one row a state or territory: level, cases, families, host rows and region."""
    table, words = evidence.evidence_table(), evidence.evidence_words()
    register = world.release().cases
    detained = register[cases.with_people_held(register)]
    by_host = cases.counted_by_host(register).set_index("host_country")
    regions = world.release().regions.set_index("iso3")["region"]
    order = {word: place for place, word in enumerate(evidence.words_in_order())}
    codes = [str(code) for code in table.index]

    def counts(values: pd.Series[int]) -> list[int]:
        return [int(count) for count in values.reindex(codes, fill_value=0)]

    def requested(rows: pd.DataFrame) -> list[int]:
        return counts(rows["requesting_country"].value_counts())

    found = pd.DataFrame(
        {
            "iso3": codes,
            "name": [country_name(code) for code in codes],
            "region": [str(regions.get(code, "")) for code in codes],
            "member": [code in members() for code in codes],
            "level": [str(words[code]) for code in codes],
            "order": [order[str(words[code])] for code in codes],
            "strong": counts(table["S"]),
            "supported": requested(register[register["claim_status"] == "supported"]),
            "rows": requested(register),
            "families": counts(table["F"]),
            "people_held": requested(detained),
            "held_and_refused": requested(detained[detained["extradition"] == "refused"]),
            "hosted": counts(by_host["cases"]),
            "held_here": counts(by_host["people_held"]),
        }
    )
    return found.sort_values("name", key=lambda names: names.map(fold), ignore_index=True)


def profile(country: str | Selection) -> dict[str, Estimate | str]:
    """Return what can be set side by side of two states, each with its universe."""
    place = select(country)
    rows, ratios = cases.cases_of(place), cases.expected(place.level).model.ratios.estimates
    return {
        "level": evidence.level(place.iso3).word,
        "strong": cases.count(place),
        "rows": cases.register_rows(place),
        "ratio": ratios.get(place.iso3, DASH),
        "instruments": _by_kind(rows, "instrument"),
        "held": cases.people_held(place),
        "refused": cases.held_and_refused(place),
        "hosted": cases.taken_effect(place),
        "held_here": cases.people_held(place, role="host"),
        "decisions": _by_kind(cases.without_corrections(rows), "oversight_outcome"),
        "notices": notices.known(notices.count, place) or DASH,
        "families": evidence.families_naming(place),
        "sources": evidence.sources_naming(place),
    }


@cache
def worldwide() -> dict[str, Estimate]:
    """Numbers of the home page."""
    rows, held = world.release().cases, cases.held_cases()
    through, days = cases.without_corrections(rows), cases.days_held()
    supported = held[held["claim_status"] == "supported"]
    refused = supported[supported["extradition"] == "refused"]
    stopped = through[through["oversight_outcome"].isin(cases.REFUSED)]

    def of_register(count: int, what: str, whole: int = len(through)) -> Estimate:
        sentence = _("{what}: {count}, in {rows} cases of the register.", count=count, what=what, rows=whole)
        return world.counted(count, what, cases.THROUGH, sentence, "cases", n=float(whole))

    unknown = int((rows["held"] == "unknown").sum())
    return {
        "strong": cases.register(),
        "held": cases.people_held(),
        "held_supported": of_register(len(supported), _("supported cases in which someone was arrested or held")),
        "held_unknown": of_register(unknown, _("cases that do not say whether anyone was arrested"), len(rows)),
        "held_and_refused": cases.held_and_refused(),
        "refused_supported": of_register(
            len(refused), _("supported cases in which someone was arrested and extradition was refused")
        ),
        **({"days": days} if days else {}),
        "hosts": of_register(len(cases.hosts()), _("countries where a case took effect")),
        "stopped": of_register(len(stopped), _("cases in which INTERPOL refused, deleted or blocked the request")),
    }


def _by_kind(rows: pd.DataFrame, column: str) -> str:
    counts = cases.breakdown(rows, column)
    kinds = zip(counts["value"], counts["cases"], strict=True)
    return "; ".join(_("{kind}: {count}", kind=label(kind), count=count) for kind, count in kinds) or DASH


SUPPORTED = _("supported cases of every grade")


#: Years before that of the release from which a case is recent.
_RECENT = 5


def _of(count: int, place: Selection, unit: str, universe: str = SUPPORTED, whole: int | None = None) -> Estimate:
    """Count rows of a state's register; ``n`` is what they are part of."""
    sentence = _("{place}, {unit}: {count}.", place=place.name, unit=unit, count=count)
    n = None if whole is None else float(whole)
    return world.counted(count, unit, f"{universe}{place.years}", sentence, "cases", n=n)


@cache
def front(country: str | Selection) -> dict[str, Estimate]:
    """Return the numbers of the first screen of a state's page.

    Cases it requested: ``rows``, ``supported``, ``strong`` (well documented), ``contested`` and ``unsupported``;
    without corrections: ``held`` (people held), ``held_supported``, ``held_hosts`` (countries of arrest, named in the
    sentence), ``refused`` (and extradition refused), ``over`` (handed over), ``rejected`` (refused, deleted or blocked
    by INTERPOL), ``unknown`` and ``pending`` (its decision). ``named`` (sources that name the country), ``families``,
    ``hosted`` (cases that took effect in it), ``held_here``, ``refused_here``, ``level`` (what the rating rests on),
    and ``notices`` where its public notices can be counted.

    Examples
    --------
    >>> found = front("Belarus")
    >>> int(found["supported"].value), int(found["supported"].n), int(found["strong"].value)
    (12, 18, 10)
    """
    place = select(country)
    rows = cases.cases_of(place)
    through = cases.without_corrections(rows)
    status, decided = rows["claim_status"], through["oversight_outcome"].fillna("unknown")
    held_supported = int((cases.held_cases(place)["claim_status"] == "supported").sum())

    def of_cases(code: str, unit: str) -> Estimate:
        return _of(int((status == code).sum()), place, unit, ROWS, len(rows))

    def of_through(codes: tuple[str, ...], unit: str) -> Estimate:
        return _of(int(decided.isin(codes).sum()), place, unit, cases.THROUGH, len(through))

    found = {
        "rows": cases.register_rows(place),
        "supported": of_cases("supported", _("supported cases")),
        "strong": replace(cases.count(place), n=float(len(rows))),
        "contested": of_cases("contested", _("disputed cases")),
        "unsupported": of_cases("unsupported", _("cases that are not supported")),
        "held": cases.people_held(place),
        "held_supported": _of(held_supported, place, _("supported cases with people arrested"), cases.THROUGH),
        "held_hosts": _hosts_in_words(place, rows),
        "refused": replace(cases.held_and_refused(place), unit=_("Of these, extradition refused")),
        "over": replace(cases.returned(place), unit=_("handed over to the requesting country")),
        "rejected": of_through(cases.REFUSED, _("cases refused, deleted or blocked by INTERPOL")),
        "unknown": of_through(("unknown",), _("cases without a known decision of INTERPOL")),
        "pending": of_through(("pending",), _("cases with a decision pending")),
        "named": evidence.sources_naming(place),
        "families": evidence.families_naming(place),
        "hosted": cases.taken_effect(place),
        "held_here": cases.people_held(place, role="host"),
        "refused_here": cases.held_and_refused(place, role="host"),
        "level": _level_hangs(place),
    }
    public = notices.statistics(place)
    return found | ({"notices": public[0][1]} if public else {})


def _level_hangs(place: Selection) -> Estimate:
    count, families, complaints = (evidence.level(place).inputs[name] for name in ("cases", "families", "complaints"))
    parts = [
        _n("One well-documented case", "{count} well-documented cases", count)
        if count else _("No well-documented case"),
        _n("accused by one of four kinds of source", "accused by {count} of four kinds of source", families)
        if families else _("accused by no kind of source"),
        *([_("among the ten countries with the most complaints")] if complaints else []),
    ]  # fmt: skip
    return replace(evidence.stated(place), sentence="; ".join(parts) + ".")


#: Host states that are named beside the number of cases with a detention.
_HOSTS_NAMED = 5


def _hosts_in_words(place: Selection, rows: pd.DataFrame) -> Estimate:
    """Count the countries of arrest of some cases; the sentence names the first, with their cases."""
    table = cases.counted_by_host(rows)
    known = table[(table["host_country"] != "") & (table["people_held"] > 0)]
    counts = known.set_index("host_country")["people_held"].sort_values(ascending=False, kind="stable")
    shown, more = counts.head(_HOSTS_NAMED), counts.iloc[_HOSTS_NAMED:]
    named = [_("{host} {count}", host=country_name(str(code)), count=count) for code, count in shown.items()]
    named += [_("elsewhere {count}", count=int(more.sum()))] if len(more) else []
    counted = _of(len(known), place, _("countries of arrest"), cases.THROUGH)
    return replace(counted, sentence=", ".join(named) or place.name)


def finding(country: str | Selection) -> Estimate:
    """Say in one line what was found on a state: the title of its page.

    The count that the line begins with: well-documented cases; else cases that took effect in the country where these
    are more than those it requested; else all cases it requested, else sources that name it.

    Examples
    --------
    >>> finding("Belarus").sentence
    'Belarus: ten well-documented cases, people arrested in twelve cases, five requests refused or deleted by INTERPOL'
    """
    place, numbers = select(country), front(country)
    as_host = not numbers["strong"].value and numbers["hosted"].value > numbers["rows"].value
    order = ("hosted",) if as_host else ("strong", "rows", "named", "hosted")
    first = next(name for name in order if numbers[name].value or name == "hosted")
    after = {"strong": ("held", "rejected"), "rows": ("held", "rejected"), "hosted": ("held_here", "refused_here")}
    clauses = []
    for name in [first, *(name for name in after.get(first, ()) if numbers[name].value)]:
        count, whole = int(numbers[name].value), int(numbers[name].n)
        word = name.replace("_", "-") if count else "nothing"
        clauses.append(label(word, "finding", count=count, spelled=_in_words(count), whole=whole))
    return replace(numbers[first], sentence=_("{state}: {told}", state=place.name, told=", ".join(clauses)))


def _in_words(count: float) -> str:
    return label(int(count), "word-for", count=int(count))


#: Kinds of cases on the strip of time, from the strongest evidence to none.
KINDS = ("strong", "single", "contested", "unsupported")


def in_time(country: str | Selection) -> pd.DataFrame:
    """Return a state's register rows in time, each with how well it is shown.

    The rows of `analysis.cases.cases_of` by year, those without one last, with ``kind``: ``strong`` (it counts by the
    evidence rule), ``single`` (supported all the same), ``contested`` or ``unsupported``.

    Examples
    --------
    >>> in_time("Belarus")["kind"].value_counts()["strong"].item()
    10
    """
    place = select(country)
    rows = cases.in_order(cases.cases_of(place))
    kind = rows["claim_status"].astype(str).replace("supported", "single")
    return rows.assign(kind=kind.mask(place.counts(rows), "strong"))


def recent(country: str | Selection) -> Estimate:
    """Count the supported cases of the last years before the release, of all supported ones.

    A complete count of the register, without an interval.

    Examples
    --------
    >>> recent("Belarus").sentence
    '8 of the 12 supported cases date from 2021 or later'
    """
    place = select(country)
    rows, since = cases.cases_of(place), released().year - _RECENT
    supported = rows[rows["claim_status"] == "supported"]
    late = int((supported["year"] >= since).fillna(False).sum())
    universe = _("supported cases of every grade, since {since}", since=str(since))
    counted = _of(late, place, _("supported cases of the last years"), universe, len(supported))
    if supported.empty:
        return replace(counted, sentence=_("Cases by year"))
    sentence = _n(
        "{count} of the {supported} supported cases dates from {since} or later",
        "{count} of the {supported} supported cases date from {since} or later", late, supported=len(supported),
        since=str(since),
    )  # fmt: skip
    return replace(counted, sentence=sentence if late else _("No supported case since {since}", since=str(since)))


def headings(country: str | Selection, governance: str = "vdem_rule_of_law") -> dict[str, Estimate | str]:
    """Return the heading of each section of a state's page: its finding.

    ``cases``, ``host``, ``public``, ``measures``, ``named``, ``governance`` and ``sanctions``; a text where nothing can
    be counted.

    Parameters
    ----------
    governance : str
        The index that the heading of governance states.

    Examples
    --------
    >>> headings("Belarus")["cases"].sentence
    '12 of the 18 cases requested by Belarus are supported'
    """
    place, numbers = select(country), front(country)
    senders = int(world.release().programmes.query("programme_country == @place.iso3")["list"].nunique())
    designated = world.counted(senders, _("authorities"), DESIGNATIONS, "", "designations_by_programme")
    counts = {
        "cases": numbers["supported"], "host": numbers["hosted"], "measures": _events(place),
        "named": numbers["named"], "sanctions": designated,
    }  # fmt: skip
    sentences = {name: _heading(name, estimate, place) for name, estimate in counts.items()}
    if numbers["hosted"].value:
        arrested = int(numbers["held_here"].value)
        held = (
            _n("someone was arrested in one", "people were arrested in {count}", arrested) if arrested
            else _("no arrest on a request through INTERPOL is known")
        )  # fmt: skip
        sentences["host"] = _("{cases}; {held}", cases=sentences["host"], held=held)
    found: dict[str, Estimate | str] = {
        name: replace(estimate, sentence=_opening(sentences[name])) for name, estimate in counts.items()
    }
    return found | {"public": _public_heading(place, numbers), "governance": _governance_heading(place, governance)}


def _heading(section: str, counted: Estimate, place: Selection) -> str:
    count, rows = int(counted.value), int(counted.n)
    if section == "cases" and count and rows == 1:
        section = "one-case"
    return label(section, "heading" if count else "heading-none", count=count or rows, rows=rows, state=place.called)


def _opening(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _events(place: Selection) -> Estimate:
    events, state = world.release().oversight_timeline, place.called
    count = int((events["country_concerned"] == place.iso3).sum())
    unit, universe = _("measures, rulings and reactions"), _("measures, rulings and reactions that we found")
    sentence = _n(
        "One of the {events} dated measures, rulings and reactions that we found concerns {state}.",
        "{count} of the {events} dated measures, rulings and reactions that we found concern {state}.", count,
        events=len(events), state=state,
    ) if count else _(
        "None of the {events} dated measures, rulings and reactions that we found concerns {state}.",
        events=len(events), state=state,
    )  # fmt: skip
    return world.counted(count, unit, universe, sentence, "oversight_timeline", n=float(len(events)))


def _public_heading(place: Selection, numbers: Mapping[str, Estimate]) -> Estimate | str:
    when = place.snapshot or reference()[0].isoformat()
    if "notices" not in numbers or when not in notices.snapshots_with("requester"):
        summary = notices.in_short(place)
        return replace(summary, sentence=summary.sentence.rstrip(".")) if isinstance(summary, Estimate) else summary
    count, words = int(numbers["notices"].value), {"state": place.called, "day": day(when)}
    sentence = _n(
        "{day}: one public Red Notice requested by {state}", "{day}: {count} public Red Notices requested by {state}",
        count, **words,
    ) if count else _("No public Red Notice requested by {state} was found on {day}", **words)  # fmt: skip
    return replace(numbers["notices"], sentence=sentence)


def _governance_heading(place: Selection, column: str) -> Estimate | str:
    index, year = indices.latest(place, column, title=_("rule of law (V-Dem)")), indices.latest_year(place, column)
    if index is not None:
        sentence = _(
            "{state}: rule of law {value} of one in {year} (V-Dem)", state=place.name, value=number(index.value),
            year=str(year),
        )  # fmt: skip
        return replace(index, sentence=sentence)
    table = world.release().governance.query("iso3 == @place.iso3")
    if table.filter(regex="^(vdem|wgi|pts)_").notna().any(axis=None):
        return _("{state}: not in V-Dem; what other indices say", state=place.name)
    return _("No governance index covers {state}", state=place.called)


def is_searched_in_vain(country: str | Selection) -> bool:
    """Return whether nothing was found on a country's requests: no case, and no source that accuses it."""
    place = select(country)
    return not len(cases.cases_of(place.iso3)) and not evidence.level(place).inputs["families"]


def searched(country: str | Selection) -> list[Estimate]:
    """Describe what was searched for a state's requests, and what was found there of it.

    The register, the sources that name states, the lists of complaints, the timeline, and the snapshots of the public
    list; each a complete count of what was read.

    Examples
    --------
    >>> [found.unit for found in searched("Tuvalu")][:2]
    ['cases', 'sources']
    """
    place = select(country)
    found = [_register_searched(place), _sources_searched(place), _complaints_searched(place), _events(place)]
    return [replace(one, sentence=_opening(one.sentence)) for one in [*found, _snapshots_searched(place)]]


def _register_searched(place: Selection) -> Estimate:
    rows = world.release().cases
    states = int(rows["requesting_country"].nunique())
    sentence = _(
        "The register has {rows} cases, requested by {states} countries. None was requested by {state}.",
        state=place.called, rows=len(rows), states=states,
    )  # fmt: skip
    return world.counted(len(rows), _("cases"), ROWS, sentence, "cases", n=float(states))


def _sources_searched(place: Selection) -> Estimate:
    mentions = world.release().country_mentions
    naming = mentions.query("wording_category == 'named_abuser'")
    sources, named = int(mentions["source_title"].nunique()), int(naming["country"].nunique())
    families = [family for family in FAMILIES if (naming["family"] == family).any()]
    sentence = _(
        "None of the {sources} sources that we read accuses {state} of misusing INTERPOL; those that accuse one of "
        "{named} other countries belong to {families} kinds: {which}.", state=place.called, named=named,
        sources=sources, families=_in_words(len(families)), which=listed(label(family) for family in families),
    )  # fmt: skip
    return world.counted(sources, _("sources"), evidence.LISTS, sentence, "country_mentions", n=float(named))


def _complaints_searched(place: Selection) -> Estimate:
    complained = evidence.evidence_table()["K"].astype(bool)
    count = int(complained.sum())
    universe = _("countries in the yearly lists of the Commission for the Control of INTERPOL's Files, as summed")
    sentence = _(
        "{state} is among the {count} countries whose complaints to the Commission were summed in published lists. A "
        "complaint is no finding of misuse.", state=place.called, count=count,
    ) if complained[place.iso3] else _(
        "The Commission’s published lists of the countries with the most complaints do not name {state}.",
        state=place.called,
    )  # fmt: skip
    return world.counted(count, _("states"), universe, sentence, "oversight_statistics")


def _snapshots_searched(place: Selection) -> Estimate:
    table = on_the_list(place)
    most, asked = int(table["nationals"].max()), table["requested"].dropna()
    span = {"first": day(table["snapshot_date"].iloc[0]), "last": day(table["snapshot_date"].iloc[-1])}
    universe = _(
        "notices public on the days of {count} snapshots from {first} to {last}, by nationality as each snapshot gives "
        "it", count=len(table), **span,
    )  # fmt: skip
    nationals = _n(
        "at most one notice that names one of its nationals", "at most {count} notices that name its nationals", most
    ) if most else _("no notice that names one of its nationals")  # fmt: skip
    requested = _("no snapshot shows which notices it requested.")
    if len(asked):
        count = int(asked.max())
        notices_ = _n("at most one notice that it requested", "at most {count} notices that it requested", count)
        requested = _(
            "{notices} in the {telling} that show who requested them.", telling=len(asked),
            notices=notices_ if count else _("no notice that it requested"),
        )  # fmt: skip
    sentence = _(
        "{state} in {snapshots} snapshots of the public list, from {first} to {last}: {nationals}; {requested}",
        state=place.called, snapshots=len(table), nationals=nationals, requested=requested, **span,
    )  # fmt: skip
    tables = ("public_notices_by_nationality", "public_notices_by_requesting_country")
    unit = _("public notices that name a national")
    return world.counted(most, unit, universe, sentence, *tables, n=float(len(table)))


def on_the_list(country: str | Selection) -> pd.DataFrame:
    """Count a state's public notices at every snapshot, those with none too.

    One row a snapshot: ``snapshot_date``, ``nationals`` (notices that name its nationals), ``nationality_basis`` (which
    nationality is counted) and ``requested`` (missing where the snapshot tells no requesting country, or where the
    state was never asked for).

    Examples
    --------
    >>> on_the_list("Tuvalu")["nationals"].sum().item()
    0
    """
    place = select(country)
    bases = world.release().nationalities.drop_duplicates("snapshot_date").sort_values("snapshot_date")
    days = [str(value) for value in bases["snapshot_date"]]
    published = [select(place.iso3, place.level, snapshot=when) for when in days]
    nationals = [notices.count(one, of="nationals") for one in published]
    requested = [notices.known(notices.count, one) for one in published]
    return pd.DataFrame(
        {
            "snapshot_date": days,
            "nationals": [int(one.value) for one in nationals],
            "nationality_basis": bases["nationality_basis"].to_list(),
            "requested": pd.array([None if one is None else int(one.value) for one in requested], dtype="Int64"),
        }
    )


#: States that stand beside one without evidence, and kilometres in a radius of the globe.
_NEAREST, _RADIUS = 6, 6371.0


@cache
def _outlines() -> dict[str, tuple[Ring, frozenset[tuple[float, ...]]]]:
    """Return of each country on the map the middle of its largest land as a unit vector, and its border points."""
    found = {}
    for shape in outlines():
        longitude, latitude = np.radians(shape.largest.mean(axis=0))
        across = np.cos(latitude)
        middle = np.array([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)])
        found[shape.iso3] = middle, frozenset(tuple(point) for ring in shape.rings for point in ring.round(4).tolist())
    return found


def _nearest(country: str | Selection) -> tuple[str, ...]:
    """Name the members of INTERPOL nearest to a state: those at its borders first, then by distance between middles.

    Those of its part of the world where the map is too coarse to show it.
    """
    iso3, drawn = select(country).iso3, _outlines()
    if iso3 not in drawn:
        parts = world.release().regions.set_index("iso3")["subregion"]
        same = parts.index[parts == parts.get(iso3)]
        return tuple(str(code) for code in same if code in members() and code != iso3)
    own, points = drawn[iso3]
    away = {
        code: (len(points & others) < 2, round(float(np.arccos(np.clip(own @ middle, -1, 1))) * _RADIUS), code)
        for code, (middle, others) in drawn.items()
        if code != iso3 and code in members()
    }
    return tuple(sorted(away, key=lambda code: away[code])[:_NEAREST])


def neighbours(country: str | Selection) -> pd.DataFrame:
    """Return the countries nearest to a state with their evidence level and cases.

    The rows of `overview` of the nearest states, in the order of their names.

    Examples
    --------
    >>> "Spain" in set(neighbours("Portugal")["name"])
    True
    """
    table = overview()
    return table[table["iso3"].isin(_nearest(country))].reset_index(drop=True)


def found_around(country: str | Selection) -> Estimate:
    """Number of the nearest countries with a well-documented case or a source that names them.

    A complete count of the states nearest to it.

    Examples
    --------
    >>> found_around("Portugal").n
    6.0
    """
    place, table = select(country), neighbours(country)
    count = int(table["level"].isin(evidence.evidence_rule().findings).sum())
    if place.iso3 in _outlines():
        around = _("countries nearest to {state}", state=place.called)
        universe = _("members of INTERPOL nearest to the country, by borders and distance")
    else:
        around = _("other countries in the same part of the world as {state}", state=place.called)
        universe = _("members of INTERPOL in the same part of the world (United Nations subregion)")
    words = {"all": len(table), "around": around}
    sentence = _n(
        "We found something for one of the {all} {around}.", "We found something for {count} of the {all} {around}.",
        count, **words,
    ) if count else _("We found nothing for any of the {all} {around} either.", **words)  # fmt: skip
    return world.counted(count, _("states"), universe, sentence, *evidence.TABLES, n=float(len(table)))


# All states together, and what a release changed.


def chosen(choices: Selection) -> Estimate | None:
    """Describe what is chosen otherwise than in the published reports, and how many cases count by it.

    A complete count of documented cases, ``n`` being the count of the published reports; None where nothing is chosen
    otherwise.

    Examples
    --------
    >>> found = chosen(select(grades=["A"]))
    >>> found.value < found.n
    True
    >>> chosen(select()) is None
    True
    """
    if choices.of_rows == PUBLISHED:
        return None
    rows = world.release().cases
    found, published = len(choices.counting(rows)), len(PUBLISHED.counting(rows))
    sentence = _(
        "This report differs from the published one: the cases compared with the number expected are {chosen}. "
        "{count} of {rows} are well documented by this choice, {published} as published. {rest}",
        chosen=choices.label, count=found, rows=len(rows), published=published,
        rest=_("Evidence levels keep the published rule; figures over time are those of these years only.")
        if choices.years else _("Evidence levels keep the published rule."),
    )  # fmt: skip
    return replace(cases_subject(choices).complete(found), n=published, sentence=sentence)


@cache
def over_time() -> pd.DataFrame:
    """Return by year what is published for the world beside the rows of the register; they count different things."""
    published = yearly_table().pivot_table("value", "year", "basis")[["issued", "refused", "complaints"]]
    counts = by_year(world.release().cases).set_index("year")[["cases", "strong"]]
    return published.join(counts, how="right").reset_index()


@cache
def changed() -> pd.DataFrame:
    """Countries whose cases, well-documented cases or rating differ from those of the release before."""
    release, earlier = world.release(), entries(EarlierRelease)[-1].version
    before = _by_country(replace(release, cases=plain(load("cases", release=earlier)))).add_suffix("_before")
    table = before.join(_by_country(release), how="outer")
    differs = pd.concat([table[name] != table[f"{name}_before"] for name in ("rows", "strong", "level")], axis=1)
    found = table[differs.any(axis=1)].rename_axis("iso3").reset_index()
    ordered = found.sort_values("iso3", key=world.names, ignore_index=True)
    return ordered[["iso3", "rows_before", "rows", "strong_before", "strong", "level_before", "level"]]


def _by_country(release: Release) -> pd.DataFrame:
    inputs = evidence.inputs(release).set_index("iso3")
    rule = evidence.evidence_rule()
    words = [
        evidence_level(int(cases), int(families), bool(listed), rule.levels, place="", noun=rule.noun).word
        for cases, families, listed in inputs[["S", "F", "K"]].to_numpy()
    ]
    rows = release.cases["requesting_country"].astype(str).value_counts().reindex(inputs.index, fill_value=0)
    return pd.DataFrame({"rows": rows, "strong": inputs["S"].astype(int), "level": words})


def incidents() -> pd.DataFrame:
    """Incidents of physical transnational repression by Freedom House, and well-documented cases, by country.

    The two count different things, so that no rate may be computed from them.

    One row a country whose number Freedom House gives in its latest release, by name: ``iso3``; ``last_year``;
    ``incidents`` (from 2014 to the last year); ``cases`` of the same years and ``cases_of_all_years``.

    Examples
    --------
    >>> incidents().set_index("iso3").loc["KHM", ["incidents", "cases_of_all_years"]].tolist()
    [55, 0]
    """
    table = world.release().repression_incidents
    latest = table[(table["last_year"] == table["last_year"].max()) & (table["country"] != "WORLD")]
    counts: pd.DataFrame = latest.set_index("country")[["last_year", "incidents"]].astype(int).rename_axis("iso3")
    period = Selection(since=FIRST_INCIDENTS, until=int(counts["last_year"].max()))
    for name, choices in (("cases", period), ("cases_of_all_years", PUBLISHED)):
        requested = choices.counting(world.release().cases)["requesting_country"].value_counts()
        counts[name] = requested.reindex(counts.index, fill_value=0).astype(int)
    return counts.reset_index().sort_values("iso3", key=world.names, kind="stable", ignore_index=True)
