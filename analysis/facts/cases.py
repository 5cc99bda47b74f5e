"""Documented cases: how many, by whom, beside what an exposure leads to expect, and beside peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis.core import hand
from analysis.core.countries import fold, members, name_of
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand import headline_cases, read_evidence_rule, reference, text
from analysis.core.judgement import CaseGroup, CaseGroups, PeerGroups
from analysis.facts import notices as facts_notices
from analysis.facts import world
from analysis.facts.world import PUBLISHED, Choices, Exposure, Place, open_place
from analysis.facts.world import release as world_release
from analysis.facts.world import source as world_source
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Subject, complete_count, interval, number
from analysis.stats.expectation import Expectation, expectation
from analysis.stats.shrinkage import rank_table
from analysis.stats.shrinkage import ranks as shrinkage_ranks

ROWS = "register of documented cases, every grade and status"


def headline_counts() -> pd.Series[int]:
    """Count the register cases that count by the evidence rule, by requesting country."""
    counts = hand.headline_cases(world_release().cases)["requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(int)


def cases_subject(choices: Choices = PUBLISHED) -> Subject:
    """Say what the register cases that count are."""
    return Subject(
        "World",
        "documented cases",
        f"register of documented cases, {choices.chosen}, with an INTERPOL instrument",
        world_source("cases"),
        "documented case",
    )


def cases_of(country: str | Place) -> pd.DataFrame:
    """Give the register rows of a requesting country, of the years that were chosen.

    Examples
    --------
    >>> len(cases_of("Belarus"))
    17
    """
    place = open_place(country)
    rows = place.release.cases
    return place.choices.within(rows[rows["requesting_country"] == place.iso3])


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[~rows["instrument"].isin(read_evidence_rule().left_out)]


def headline_rows(rows: pd.DataFrame, choices: Choices = PUBLISHED) -> pd.Series[bool]:
    """Tell which register rows count, by the evidence rule or as chosen."""
    return pd.Series(rows.index.isin(choices.counting(rows).index), index=rows.index)


def register_rows(country: str | Place) -> Estimate:
    """Count the register rows of a requesting country, whatever their grade and status.

    Examples
    --------
    >>> register_rows("BLR").sentence
    '17 documented cases requested by Belarus; 13 are supported'
    """
    place = open_place(country)
    rows = cases_of(place)
    supported = int((rows["claim_status"] == "supported").sum())
    noun = "documented case" if len(rows) == 1 else "documented cases"
    said = (
        "it is supported"
        if len(rows) == supported == 1
        else f"{supported} {'is' if supported == 1 else 'are'} supported"
    )
    none = "it is not supported" if len(rows) == 1 else "none is supported"
    return complete_count(
        len(rows),
        universe=f"{ROWS}{place.choices.years}",
        source=world.source("cases"),
        unit="register rows",
        sentence=f"{len(rows)} {noun} requested by {place.called}; {said if supported else none}",
    )


def counting(count: int, rows: int, choices: Choices = PUBLISHED) -> str:
    """Say how many of some rows count: ``9 of them count (supported, grade A or B, with an INTERPOL instrument)``."""
    said = "none of them counts" if count == 0 else f"{count} of them {'counts' if count == 1 else 'count'}"
    if rows == 1:
        said = "it counts" if count else "it does not count"
    return f"{said} ({choices.chosen}, with an INTERPOL instrument)"


def headline(country: str | Place) -> Estimate:
    """Count the cases of a requesting country that count, by the evidence rule or as chosen.

    Examples
    --------
    >>> int(headline("BLR").value)
    9
    """
    place = open_place(country)
    about = cases_subject(place.choices)
    count = len(place.choices.counting(cases_of(place)))
    return complete_count(
        count,
        universe=about.universe,
        source=world.source("cases"),
        unit=about.noun,
        sentence=about.at(place.name).sentence(about.counted(count)),
    )


def notices(place: Place) -> Estimate | None:
    """Count the public notices that a country requested, at the reference snapshot, as its inference leaves them.

    Returns
    -------
    Estimate or None
        None for a territory that requests no notice of its own, and for a requester that was never asked for: its
        notices are unknown, not none.
    """
    if not place.is_member or place.iso3 in reference()[1]:
        return None
    return facts_notices.requested_by(place.iso3, place.level)


def public_lead(place: Place) -> Estimate | str:
    """Say how many public notices a country requested, with the interval of the inference."""
    when, _ = reference()
    count = notices(place)
    if count is None:
        return f"{place.opening} is not asked for as a requester of its own, so no notice is counted as its own."
    number_ = "No" if count.value == 0 else number(count.value)
    was = "was" if count.value in (0, 1) else "were"
    what = "public Red Notice" if count.value in (0, 1) else "public Red Notices"
    doubt = "" if count.low is None else f"; {interval(count.low, count.high or 0, place.level)}"
    sentence = (
        f"{number_} {what} requested by {place.called} {was} found on {world.day(when)} (requester inferred{doubt})."
    )
    return replace(count, sentence=sentence)


#: Exposure -> the person-years that are counted, in words.
LABELS: dict[Exposure, str] = {
    "refugees": "person-years of refugees and asylum seekers",
    "population": "person-years of inhabitants",
}


_TABLES: dict[Exposure, str] = {"refugees": "refugees_by_origin_host", "population": "governance_country_year"}


FIRST = 10


@dataclass(frozen=True)
class Expected:
    """The model of all states that have the exposure.

    Parameters
    ----------
    label : str
        The exposure in words.
    about : Subject
        The cases that are counted: those of the years of the exposure.
    people : Series of float
        Person-years by ISO3 code, above 0.
    left_out : int
        Headline cases of other years, which no ratio counts.
    model : Expectation
        Expected cases, ratios and elasticity.
    ranks : dict of str to Estimate
        Rank of each state by its ratio.
    """

    label: str
    about: Subject
    people: pd.Series[float]
    left_out: int
    model: Expectation
    ranks: dict[str, Estimate]


def person_years(exposure: Exposure, choices: Choices = PUBLISHED) -> tuple[pd.Series[float], int, int]:
    """Add up what cases can happen to, over the years that the register and the table of the exposure share.

    Returns
    -------
    tuple
        Person-years by ISO3 code, above 0, and the first and the last year; a year without a row counts as none.
    """
    release = world.release()
    if exposure == "refugees":
        table = release.refugees
        yearly = (table["refugees"] + table["asylum_seekers"]).groupby([table["origin"], table["year"]]).sum()
    else:
        table = release.governance[release.governance["population"].notna()]
        yearly = table.set_index(["iso3", "year"])["population"]
    told, covered = headline_cases(release.cases)["year"], yearly.index.get_level_values("year")
    first = max(int(told.min()), int(covered.min()), choices.since or 0)
    last = min(int(told.max()), int(covered.max()), choices.until or 9999)
    total = yearly[(covered >= first) & (covered <= last)].groupby(level=0).sum().astype(float)
    return total[total > 0], first, last


@cache
def expected(level: float, exposure: Exposure = "refugees", choices: Choices = PUBLISHED) -> Expected:
    """Fit what the exposure leads to expect, over all members of INTERPOL that have any.

    Parameters
    ----------
    level : float
        Level of every interval.
    exposure : {"refugees", "population"}
        What cases can happen to.
    choices : Choices
        Which register rows count.
    """
    people, first, last = person_years(exposure, choices)
    cases = choices.counting(world.release().cases)
    within = cases[cases["year"].isna() | cases["year"].between(first, last)]
    counts = within["requesting_country"].value_counts().reindex(list(members()), fill_value=0).astype(int)
    counts, people = counts.align(people, join="inner")
    held = cases_subject(choices)
    about = replace(
        held, universe=f"{held.universe}, {first} to {last}", source=world.source("cases", _TABLES[exposure])
    )
    names = {str(code): name_of(str(code)) for code in counts.index}
    model = expectation(counts, people, about=about, exposed=LABELS[exposure], names=names, level=level)
    ranked = replace(about, noun=f"by the ratio of {about.noun} to expectation")
    placed = shrinkage_ranks(model.ratios, about=ranked, names=names, level=level)
    return Expected(LABELS[exposure], about, people, len(cases) - len(within), model, placed)


def expected_of(place: Place, exposure: Exposure | None = None) -> Expected:
    """Give the model that a place's own choices ask for."""
    return expected(place.level, exposure or place.choices.exposure, place.choices.of_rows)


def ratio(country: str | Place, level: float = 0.95, exposure: Exposure | None = None) -> Estimate:
    """Give how often a state's documented cases are what its exposure leads to expect.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own level and choices.
    level : float
        Level of the credible interval, between 0.5 and 0.999.
    exposure : {"refugees", "population"}, optional
        What cases can happen to; by default that of the place, which is refugees and asylum seekers abroad.

    Returns
    -------
    Estimate
        Posterior mean of the ratio (1 is what is expected) with an equal-tailed credible interval, after Clayton and
        Kaldor (1987). It compares what is documented; it is no rate of abuse.

    Raises
    ------
    InputError
        If the country has no such exposure.

    Examples
    --------
    >>> found = ratio("Belarus", level=0.9)
    >>> found.low < found.value < found.high, found.level
    (True, 0.9)
    """
    place = open_place(country, level)
    return _of_model(expected_of(place, exposure).model.ratios.estimates, place)


def expectation_of(country: str | Place, level: float = 0.95, exposure: Exposure | None = None) -> Estimate:
    """Give how many documented cases a state's exposure leads to expect; the arguments are those of `ratio`.

    Examples
    --------
    >>> expectation_of("BLR").value > 0
    True
    """
    place = open_place(country, level)
    return _of_model(expected_of(place, exposure).model.expected, place)


def rank(country: str | Place, level: float = 0.95, exposure: Exposure | None = None) -> Estimate:
    """Give the rank of a state's ratio with its interval; the arguments are those of `ratio`.

    Most intervals overlap, so that the rank says little: read its ends, and see `top_ten`.

    Examples
    --------
    >>> 1 <= rank("BLR").low <= rank("BLR").high <= 196
    True
    """
    place = open_place(country, level)
    return _of_model(expected_of(place, exposure).ranks, place)


def _of_model(held: Mapping[str, Estimate], place: Place) -> Estimate:
    if place.iso3 not in held:
        got, wanted = f"{place.name}, which has no such exposure", f"one of {len(held)} members of INTERPOL that have"
        raise InputError(got, wanted, "use its count of cases, cases.headline")
    return held[place.iso3]


def top_ten(level: float) -> list[Estimate]:
    """Say how many states may stand among the first ten by their rank intervals, and how many surely do."""
    held = expected(level)
    may = sum((rank.low or 0) <= FIRST for rank in held.ranks.values())
    surely = sum((rank.high or 0) <= FIRST for rank in held.ranks.values())
    verdict = "a top ten is not estimable" if surely < FIRST else "the first ten can be told"
    return [
        _states(held, may, f"{_some(may)} could stand among the first ten by the interval of the rank"),
        _states(held, surely, f"{_some(surely)} surely {'does' if surely < 2 else 'do'}, so {verdict}"),
    ]


def counted(held: Expected, iso3: str) -> Estimate:
    """Count a state's cases in the years of the exposure."""
    about, count = held.about.at(name_of(iso3)), int(held.model.ratios.table["n"][iso3])
    return complete_count(
        count, universe=about.universe, source=about.source, unit=about.noun,
        sentence=about.sentence(about.counted(count)),
    )  # fmt: skip


def exposed(held: Expected, iso3: str) -> Estimate:
    """State a state's person-years."""
    count, about = round(held.people[iso3]), held.about.at(name_of(iso3))
    years = about.universe.rsplit(", ", 1)[1]
    source = about.source.rsplit(", ", 1)[1]
    return complete_count(
        count, universe=f"{held.label}, {years}", source=source, unit=held.label,
        sentence=f"{about.place}: {count:,} {held.label}. Counted: {years}.",
    )  # fmt: skip


def _states(held: Expected, count: int, said: str) -> Estimate:
    return complete_count(
        count, universe=held.about.universe, source=held.about.source, unit="states", sentence=f"{said}."
    )


def _some(count: int) -> str:
    return "No state" if count == 0 else f"{count} state{'' if count == 1 else 's'}"


def register() -> Estimate:
    """Count the cases of the register, by status and strength."""
    cases = world.release().cases
    strong = int(headline_counts().sum())
    status = cases["claim_status"].value_counts()
    sentence = (
        f"The register holds {len(cases)} documented cases from {cases['requesting_country'].nunique()} requesting "
        f"countries: {status['supported']} supported, {status['contested']} contested, {status['unsupported']} "
        f"unsupported; {counting(strong, len(cases))}."
    )
    about = cases_subject()
    counted = complete_count(
        strong, universe=about.universe, source=world.source("cases"), unit=about.noun, sentence=sentence
    )
    return replace(counted, n=len(cases))


@dataclass(frozen=True)
class Peers:
    """With whom a country is compared.

    Parameters
    ----------
    name : str
        What the peers are.
    reason : str
        Why they were chosen.
    codes : tuple of str
        Their ISO3 codes, without the country itself.
    """

    name: str
    reason: str
    codes: tuple[str, ...]


def peers_of(place: Place) -> Peers:
    """Give the peers of a country: those of its group in the file, else the states of its sub-region.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Peers
        Only members with refugees or asylum seekers abroad, for the others have no ratio to expectation.
    """
    if place.choices.peers:
        chosen = {code for code in place.choices.peers if code != place.iso3} & set(person_years("refugees")[0].index)
        return Peers("as chosen", "the reader chose them", tuple(sorted(chosen)))
    group = next((g for g in hand.read(PeerGroups).groups if place.iso3 in g.countries), None)
    area = place.release.regions.set_index("iso3")["subregion"]
    if group is None:
        own = str(area.get(place.iso3, ""))
        name, reason, codes = f"states of {own}", hand.read(PeerGroups).rule_reason, set(area.index[area == own])
    else:
        within = set(area.index[area.isin(group.subregions)]) | set(group.codes)
        name, reason, codes = group.name, group.reason, within & lasting_autocracies()
    with_exposure = set(person_years("refugees")[0].index) & set(members()) - {place.iso3}
    return Peers(name, " ".join(str(reason).split()), tuple(sorted(with_exposure & codes)))


@cache
def lasting_autocracies() -> frozenset[str]:
    """Name the states that V-Dem codes as autocracies in every year of the table in which it codes them."""
    table = world.release().governance
    coded = table[table["vdem_regime"].notna()]
    always = coded["vdem_regime"].isin(hand.read(PeerGroups).autocracies).groupby(coded["iso3"]).all()
    return frozenset(str(code) for code in always.index[always])


def in_short(place: Place) -> Estimate:
    """Count the cases that count, among the register rows of a requesting country."""
    return replace(headline(place), sentence=_register_sentence(place))


def rows_in_short(place: Place) -> Estimate:
    """Count the register rows of a requesting country, and say how many of them count."""
    return replace(register_rows(place), sentence=_register_sentence(place))


def _register_sentence(place: Place) -> str:
    rows = register_rows(place)
    if rows.value == 0:
        return f"The register holds no documented case requested by {place.called}, {text('none')}."
    return (
        f"The register holds {rows.sentence}; {counting(int(headline(place).value), int(rows.value), place.choices)}."
    )


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort register rows by year of main known effect, those without a year last."""
    return rows.sort_values(["year", "case_id"], na_position="last", kind="stable")


GRADES, STATUSES = ("A", "B", "C", "D", "X"), ("supported", "contested", "unsupported")


def by_grade(rows: pd.DataFrame) -> pd.DataFrame:
    """Count register rows by status and grade.

    Returns
    -------
    DataFrame
        One row a status: ``claim_status``, one column a grade, and ``all``.
    """
    counts = pd.crosstab(rows["claim_status"], rows["evidence_grade"])
    counts = counts.reindex(index=list(STATUSES), columns=list(GRADES), fill_value=0)
    return (
        counts.assign(all=counts.sum(axis=1))
        .rename_axis("claim_status", axis=0)
        .rename_axis(None, axis=1)
        .reset_index()
    )


def breakdown(rows: pd.DataFrame, *columns: str, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Count register rows by the values of columns, the most frequent value first; what is blank is ``unknown``.

    Returns
    -------
    DataFrame
        ``what`` (the column), ``value``, ``strong`` (cases that count by the evidence rule) and ``cases`` (all rows).
    """
    return pd.concat([_by_value(rows, column, choices) for column in columns], ignore_index=True)


def _by_value(rows: pd.DataFrame, column: str, choices: Choices) -> pd.DataFrame:
    marked = rows.assign(
        value=rows[column].fillna("unknown").astype(str), strong=headline_rows(rows, choices).astype(int)
    )
    counts = marked.groupby("value").agg(strong=("strong", "sum"), cases=("strong", "size")).reset_index()
    ordered = counts.sort_values(["cases", "value"], ascending=[False, True])
    return ordered.assign(what=column)[["what", "value", "strong", "cases"]]


def combinations(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Count register rows by the combinations of columns that occur, the most frequent first.

    Returns
    -------
    DataFrame
        The columns, ``rows`` (their number) and ``case_ids`` (a tuple, in the order of the rows).
    """
    found = rows.groupby(list(columns), sort=True)["case_id"].agg(["size", tuple]).reset_index()
    found = found.rename(columns={"size": "rows", "tuple": "case_ids"})
    return found.sort_values("rows", ascending=False, kind="stable").reset_index(drop=True)


GROUPS_FILE = HAND / "case_groups.yml"


@cache
def groups(column: str) -> dict[str, str]:
    """Give the group of each code of a column of the register, in the order in which groups are shown."""
    listed: list[CaseGroup] = getattr(hand.read(CaseGroups), column)
    return {code: entry.group for entry in listed for code in entry.codes}


def grouped(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    """Put register rows into the groups of a column.

    Raises
    ------
    InputError
        If a code belongs to no group.
    """
    known = groups(column)
    unknown = sorted(set(rows[column].dropna()) - known.keys())
    if unknown:
        fix = "add it to a group, with the reason"
        raise InputError(f"the code {unknown[0]!r} of {column}", "a code of a group", fix, file=relative(GROUPS_FILE))
    rest = known.get("unknown", known.get("other", ""))
    return rows[column].map(known).fillna(rest)


def by_group(place: Place, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count register rows of a country by the groups of a column, each with its share of all rows.

    Returns
    -------
    DataFrame
        One row a group, in the order of the file, also of those without a row: ``group``, the fields of the share's
        `Estimate`, ``rows``, ``strong``, and ``case_ids`` (a tuple, in the order of the rows) and ``share`` (the
        `Estimate`), which are no data.
    """
    group, strong = grouped(rows, column), headline_rows(rows, place.choices)
    found = []
    for each in dict.fromkeys(groups(column).values()):
        own = rows[group == each]
        about = Subject(place.name, f"of register rows: {each}", ROWS, world.source("cases"))
        share = counted_share(len(own), len(rows), about=about)
        counts = {"rows": len(own), "strong": int(strong[own.index].sum())}
        found.append({"group": each, **share.as_dict(), **counts, "case_ids": tuple(own["case_id"]), "share": share})
    return pd.DataFrame(found)


@cache
def with_bilateral_request() -> frozenset[str]:
    """Name the register rows whose note tells of a request from state to state."""
    return frozenset(hand.table("bilateral_requests.csv")["case_id"])


def beside_expectation(place: Place) -> list[tuple[str, Estimate]]:
    """Give all that is known of a state's cases beside what its exposures lead to expect, with the words for each.

    Returns
    -------
    list of (str, Estimate)
        Empty for a state without a case that counts, or without refugees or asylum seekers abroad.
    """
    held, second, count = expected_of(place, "refugees"), expected_of(place, "population"), headline(place)
    if count.value == 0 or place.iso3 not in held.ranks:
        return []
    rows = [(place.choices.heading, count)]
    if (within := counted(held, place.iso3)).value != count.value:
        rows.append(("Of these, in the years of the exposure", within))
    rows += _against("refugees and asylum seekers", held, place)
    rows += _against("inhabitants", second, place) if place.iso3 in second.ranks else []
    return [*rows, ("Rank of the ratio, refugees and asylum seekers", held.ranks[place.iso3])]


def _against(whom: str, held: Expected, place: Place) -> list[tuple[str, Estimate]]:
    return [
        (f"Person-years of {whom}", exposed(held, place.iso3)),
        (f"Expected from {whom}", held.model.expected[place.iso3]),
        (f"Ratio to expectation, {whom}", held.model.ratios.estimates[place.iso3]),
    ]


def outside_the_years(held: Expected) -> Estimate:
    """Count the cases that no ratio counts, since they lie outside the years of the exposure."""
    return complete_count(
        held.left_out, universe=cases_subject().universe, source=held.about.source, unit="documented cases",
        sentence=f"{held.left_out} documented cases lie outside the years of the {held.label} and are left out.",
    )  # fmt: skip


def with_a_case(held: Expected) -> list[str]:
    """Give the states of a model that have a case, by name."""
    codes = [str(code) for code, count in held.model.ratios.table["n"].items() if count]
    return sorted(codes, key=_by_name)


def _by_name(code: str) -> str:
    return fold(name_of(code))


def ratios_table(level: float) -> pd.DataFrame:
    """Give every state with a case beside what its exposure leads to expect, by name.

    Returns
    -------
    DataFrame
        ``iso3``; ``n``, ``value``, ``low``, ``high`` and the other columns of the ratio to expectation from refugees
        and asylum seekers; ``expected``; ``rank``, ``rank_low``, ``rank_high``; the ratio from inhabitants with the
        ending ``_population``.
    """
    held, second = expected(level), expected(level, "population")
    ranked = rank_table(held.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    hoped = pd.Series({code: estimate.value for code, estimate in held.model.expected.items()}, name="expected")
    by_population = second.model.ratios.table[["value", "low", "high"]].add_suffix("_population")
    table = held.model.ratios.table.join([hoped, ranked, by_population]).loc[with_a_case(held)]
    return table.rename_axis("iso3").reset_index()


def beside_peers(place: Place) -> pd.DataFrame:
    """Give a country and its peers, the country first, each beside what its own exposure leads to expect.

    Returns
    -------
    DataFrame
        ``iso3``, ``person_years``, ``expected``, and the fields of the ratio's `Estimate`.
    """
    held = expected_of(place, "refugees")
    codes = [place.iso3, *sorted(peers_of(place).codes, key=_by_name)]
    return pd.DataFrame(
        [
            {
                "iso3": code,
                "person_years": held.people[code],
                "expected": held.model.expected[code].value,
                **held.model.ratios.estimates[code].as_dict(),
            }
            for code in codes
        ]
    )
