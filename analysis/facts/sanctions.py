"""Designations of states by senders, and rounds of sanctions on Belarus beside the lists."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.core import judgement
from analysis.core.countries import country_name
from analysis.core.judgement import SENDERS, WHOLE
from analysis.core.messages import Nn_, _, label
from analysis.core.private import WORLD
from analysis.facts import evidence, notices, world
from analysis.facts.cases import without_corrections
from analysis.facts.selection import Selection, select
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate

__all__ = [
    "before_and_since", "cases_by_year", "comparison", "confirmed", "designations_since", "named_countries",
    "programmes_on", "round_steps", "spans", "target_shares", "target_table",
]  # fmt: skip

UNIVERSE = _("persons, entities, vessels and aircraft on the lists of the authority under a programme on the country")


def _by_sender() -> pd.DataFrame:
    """Count designations by target country and sender."""
    table = world.release().designations
    rows = table[table["programme_country"].notna()]
    counts = rows.pivot_table(
        index="programme_country", columns="list", values="designations", aggfunc="sum", fill_value=0
    )
    return counts.reindex(columns=list(SENDERS), fill_value=0).astype(int)


def target_shares() -> list[tuple[str, Estimate]]:
    """State, for each evidence level, the share of states that any programme names.

    The level, and a share between 0 and 1; ``n`` is the states of the level.

    Examples
    --------
    >>> [word for word, _ in target_shares()][0]
    'Extensive'
    """
    words, named = evidence.evidence_words(), set(_by_sender().index)
    tables = ("cases", "country_mentions", "designations_by_target_country")
    noun = _("are the target of a sanctions programme of the UN, the EU, the UK or the US")
    found = []
    for word in evidence.words_in_order():
        states = words[words == word].index
        about = world.about(noun, evidence.ALL_STATES, *tables).at(_("Countries with evidence level {word}", word=word))
        found.append((word.capitalize(), counted_share(len(named & set(states)), len(states), about=about)))
    return found


#: Earlier designations are few and would press the later years together.
FIRST_YEAR = 2010


BELARUS, PLACE = "BLR", "Belarus"


#: The round that only carried EU listings over, and the regime that is not the Belarusian one.
CARRY_OVER, _OTHER_REGIMES = "Carry-over", ("Ukraine regime", "Global Human Rights")


_KINDS = {"person": "persons", "entity": "entities"}


COUNTED = _("documented cases of every grade and status, dated, corrections excluded")


ROUNDS = _(
    "rounds of designations on Belarus as announced, or as the copies of the lists show where we found no announcement"
)


def _rounds_on_belarus() -> pd.DataFrame:
    """Return every round of designations on Belarus."""
    return world.release().belarus_sanctions_timeline


def _cases_of_belarus() -> pd.DataFrame:
    """Return the dated cases of Belarus without corrections, in which INTERPOL had no part."""
    cases = without_corrections(world.release().cases)
    return cases[(cases["requesting_country"] == BELARUS) & cases["year"].notna()]


def spans() -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and last year before the first round, and since: from the register's first year to its last.

    Before, and since; the year of the first round belongs to the second.

    Examples
    --------
    >>> (_, last), (first, _) = spans()
    >>> first - last
    1
    """
    register, first = world.release().cases["year"].dropna().astype(int), _rounds_on_belarus()["date_first"].min().year
    return (int(register.min()), int(first) - 1), (int(first), int(register.max()))


def _period(word: str, first: int, last: int) -> tuple[str, Estimate]:
    """Count the documented cases of Belarus in a span of years."""
    count, years = int(_cases_of_belarus()["year"].between(first, last).sum()), last - first + 1
    ends = {"first": str(first), "last": str(last)}
    universe = _("{universe}, {first} to {last}", universe=COUNTED, **ends)
    about = replace(
        world.about(_("documented cases"), universe, "cases", "belarus_sanctions_timeline"),
        place=_("{place}, {first} to {last}", place=PLACE, **ends),
        message=Nn_("{count} documented case", "{count} documented cases"),
    )
    claim = _("{counted} in {years} years of the register", counted=about.counted(count), years=years)
    estimate = about.estimate(float(count), about.sentence(claim), _("complete count"), float(years))
    return label(word, "sanctions", **ends), estimate


def comparison() -> pd.DataFrame:
    """Hold the rounds against the lists, by sender, year and kind.

    ``sender``, ``year``, ``kind`` (persons, entities), ``rounds`` (entries on the list copy that a round names),
    ``list`` (designations of that year on the list), ``difference`` (list less rounds), ``reason``. Aircraft and
    vessels, which rounds do not count, are left out, as are rounds under other regimes and years that a list does not
    reach.

    Examples
    --------
    >>> table = comparison()
    >>> bool((table["list"] - table["rounds"] == table["difference"]).all())
    True
    """
    both = _from_lists().merge(_from_rounds(), on=["sender", "year", "kind"])
    both["difference"] = both["list"] - both["rounds"]
    explained = judgement.table("sanctions_discrepancies.csv").astype({"year": int, "difference": int})
    joined = both.merge(explained, on=["sender", "year", "kind", "difference"], how="left").fillna({"reason": ""})
    return joined.sort_values(["sender", "year", "kind"], ignore_index=True)


def _from_rounds() -> pd.DataFrame:
    table, columns = _rounds_on_belarus(), ["persons_on_list_copy", "entities_on_list_copy"]
    own = table[~table["round"].str.contains("|".join(_OTHER_REGIMES)) & table["persons_on_list_copy"].notna()]
    counts = own.assign(year=own["date_first"].dt.year).groupby(["sender", "year"])[columns].sum()
    counts = counts.set_axis(["persons", "entities"], axis=1).reset_index()
    long = counts.melt(["sender", "year"], var_name="kind", value_name="rounds")
    return long.astype({"year": int, "rounds": int})


def _from_lists() -> pd.DataFrame:
    table = world.release().designations
    own = table[(table["programme_country"] == BELARUS) & table["year"].notna() & table["entity_type"].isin(_KINDS)]
    kinds = own["entity_type"].map(_KINDS)
    counts = own["designations"].groupby([own["list"], own["year"], kinds]).sum().reset_index()
    return counts.set_axis(["sender", "year", "kind", "list"], axis=1).astype({"year": int, "list": int})


def confirmed() -> list[tuple[str, Estimate]]:
    """Return how many persons with security charges in public notices are also designated, by requesting country.

    Name of the country and the share of `notices.corroboration`, for every requesting country with enough persons with
    such charges, those with most first; then by code.

    Examples
    --------
    >>> (name, share), *_ = confirmed()
    >>> share.unit, share.n >= 3
    ('share', True)
    """
    table = world.release().corroboration
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    rows = rows[rows["requesting_country"] != WORLD]
    rows = rows.assign(security=rows["security"].str.lstrip(">").astype(int))
    codes = rows.sort_values(["security", "requesting_country"], ascending=[False, True])["requesting_country"]
    stated = [(country_name(code), notices.corroboration(code)) for code in codes]
    return [(name, estimate) for name, estimate in stated if estimate is not None]


def named_countries() -> Estimate:
    """Count the countries that any programme of the UN, the EU, the UK or the US is on.

    A complete count of countries with at least one designation under such a programme.

    Examples
    --------
    >>> named_countries().value == len(_by_sender())
    True
    """
    count, universe = len(_by_sender()), _("programmes of the UN, the EU, the UK and the US on a country")
    sentence = _("Programmes of the UN, the EU, the UK and the US name {count} countries.", count=count)
    return world.counted(count, _("countries"), universe, sentence, "designations_by_target_country")


def target_table() -> pd.DataFrame:
    """Hold evidence of misuse beside designations, for every state that has either.

    ``iso3``, ``level`` (evidence level), ``supported_cases`` (documented cases that count), ``families`` (of sources
    that name the state) and a column of designations for each sender; by level, strongest first.

    Examples
    --------
    >>> table = target_table()
    >>> table["iso3"].is_unique
    True
    """
    table, counts = evidence.evidence_table().assign(level=evidence.evidence_words()), _by_sender()
    some = table[(table["level"] != "none found") | table.index.isin(counts.index)]
    ordered = some.sort_values("level", key=lambda words: words.map(evidence.words_in_order().index), kind="stable")
    named = ordered[["level", "S", "F"]].set_axis(["level", "supported_cases", "families"], axis=1)
    by_sender = counts.reindex(named.index, fill_value=0)[list(SENDERS)]
    return named.join(by_sender).astype({"supported_cases": int, "families": int}).rename_axis("iso3").reset_index()


def designations_since(since: int = FIRST_YEAR) -> pd.DataFrame:
    """Return the counts of designations under programmes on a country that are dated to a year or a later one.

    Rows of ``designations_by_target_country``; ``designations`` counts persons, entities, vessels and aircraft.

    Examples
    --------
    >>> bool(designations_since(2020)["year"].min() >= 2020)
    True
    """
    table = world.release().designations
    return table[table["programme_country"].notna() & table["year"].notna() & (table["year"] >= since)]


def round_steps(rounds: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what each dated round on Belarus added; a round that added none, or only carried over, is left out.

    ``sender``, ``date``, ``added`` (persons and entities, as announced).

    Parameters
    ----------
    rounds : DataFrame, optional
        Rows of ``belarus_sanctions_timeline``; by default all.

    Examples
    --------
    >>> bool((round_steps()["added"] > 0).all())
    True
    """
    table = _rounds_on_belarus() if rounds is None else rounds
    added = table["persons_added"].fillna(0) + table["entities_added"].fillna(0)
    real = ~table["round"].str.startswith(CARRY_OVER) & table["date_first"].notna() & (added > 0)
    return pd.DataFrame({"sender": table["sender"], "date": table["date_first"], "added": added.astype(int)})[real]


def cases_by_year(first: int | None = None, last: int | None = None) -> pd.DataFrame:
    """Count the documented cases of Belarus by year.

    ``year`` and ``cases`` (rows of the register, every grade and status, corrections left out), in order of time; years
    without a case have no row.

    Parameters
    ----------
    first, last : int, optional
        The first and the last year that count; by default those of the register.

    Examples
    --------
    >>> before, since = spans()
    >>> int(cases_by_year(*since)["cases"].sum()) == _period("since", *since)[1].value
    True
    """
    years = _cases_of_belarus()["year"].astype(int)
    (start, _), (_, end) = spans()
    within = years.between(start if first is None else first, end if last is None else last)
    return years[within].value_counts().sort_index().rename("cases").reset_index()


def before_and_since() -> list[tuple[str, Estimate]]:
    """Count the documented cases of Belarus before the first round and since.

    How the span is called, and a complete count of cases; ``n`` is the number of years of the register in it.

    Examples
    --------
    >>> [estimate.unit for _, estimate in before_and_since()]
    ['documented cases', 'documented cases']
    """
    return [_period(word, *span) for word, span in zip(("before", "since"), spans(), strict=True)]


def programmes_on(country: str | Selection) -> pd.DataFrame:
    """Count designations under programmes on a country, by sender, programme and kind of target.

    ``list``, ``programme``, one column a kind of target that occurs, ``all``, ``first_year`` and ``last_year``.

    Examples
    --------
    >>> set(programmes_on("Belarus")["list"]) <= {"UN", "EU", "UK", "US"}
    True
    """
    rows = world.release().rows("programmes", "programme_country", select(country).iso3)
    keys = ["list", "programme"]
    counts = rows.pivot_table("designations", keys, "entity_type", aggfunc="sum", fill_value=0).astype(int)
    counts["all"] = counts.sum(axis=1)
    years = rows.groupby(keys)["year"].agg(["min", "max"]).set_axis(["first_year", "last_year"], axis=1)
    return counts.join(years).reset_index()
