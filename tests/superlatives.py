"""Each "most", "highest" or "newest" of the built site, recomputed: ``python -m tests.superlatives reports``.

A clause with such a word that neither `CLAIMS` nor `NO_ORDER` matches is reported, so that a new claim needs a check.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd
from lxml import html

from analysis import robustness
from analysis.core.country_names import country_name
from analysis.core.files import HAND, RAW
from analysis.facts.expected import fitted
from analysis.facts.summary import summary
from tests import recount

WORD = re.compile(
    r"\b(?:best|most|highest|lowest|fewest|largest|smallest|strongest|newest|oldest|surely|within the first ten)\b"
    r"|times the next|any other (?:country|pair)|clearly belongs? in a top ten",
    re.IGNORECASE,
)
SNAPSHOT = "2023-04-12"
#: What bounds a number, names a choice or is said of notices that nobody can count.
NO_ORDER = re.compile(
    r"""
    dashed:\ highest\ possible\ share
    | at\ most | \(1\ least,\ 5\ most\) | most\ likely | least\ and\ (?:the\ )?largest | (?:lowest|highest)\ coverage
    | the\ median\ is\ the\ highest\ that\ is\ possible
    | most\ (?:red\ )?notices\ are\ (?:secret|not\ public) | most\ are\ not\ public | most\ requests\ stay\ secret
    | most\ requests\ are\ never\ known | most\ people\ sought\ never\ ask | most\ of\ the\ sources\ that\ we\ found
    | those\ most\ at\ risk | most\ ordinary\ members\ of\ armed\ groups | who\ publishes\ most,\ not\ who
    | who\ misuses\ it\ most | which\ countries\ use\ the\ system\ most | from\ the\ country\ with\ most\ down
    | without\ the\ (?:two\ )?largest\ requesting
    | requested\ by\ the\ three\ countries\ with\ the\ most | smallest\ fifth\ by\ exposure
    | larger\ sum\ over\ the\ lists\ than\ the\ smallest | of\ the\ two\ highest\ (?:ratings|levels) | ten\ with\ most
    | highest\ court\b | among\W(?:five\W)?most\Wwanted | interpol.s\ most\ wanted | and\ how\ surely
    | which\ country\ misuses\ (?:interpol|notices)\ most | ^most\ democratic\ third$
    | most\ sources\ are\ press\ reports
    | most\ (?:of\ our\ )?readers | list\ of\ the\ ten\ countries\ with\ the\ most\ complaints
    | than\ the\ smallest\ total
    | the\ (?:least|most)\ democratic\ quarter
    | cases\ of\ the\ (?:five\ )?countr(?:y|ies)\ with\ the\ most$
    | cannot\ exceed\ the\ smallest | ^(?:least|most|lowest|highest)(?:\ value)?$ | largest\ odds\ ratio\ assumed
    | smallest\ (?:and|factor|odds\ ratio\ that) | that\ gives\ the\ (?:lowest|highest)\ value
    | most\ worth\ another\ reading
    | ^highest\ decision\ number$ | the\ (?:five\ )?countr(?:y|ies)\ with\ the\ most\ cases$
    | ^(?:lowest|highest)\ without$ | ^highest\ number\ seen$
    | ^(?:smallest|largest)\ possible\ share$ | lowest\ share\ of\ ranges\ with\ the\ truth
    | cases\ of\ the\ least\ democratic\ quarter,\ \d+\ of\ \d+\ of\ the\ most\ democratic\ quarter
    """,
    re.IGNORECASE | re.VERBOSE,
)


@cache
def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(RAW / f"{name}.csv", dtype=str, keep_default_na=False)


#: Judgement in sentences that state what a source says.
_WORDED = ("unpublished.yml", "event_texts.csv", "case_sentences.csv", "reason_texts.csv")


@cache
def _evidence() -> str:
    """All cells of the evidence: what a source or a hand-written event says is not ours to recompute."""
    return " ".join(
        " ".join(file.read_text(encoding="utf-8").replace('""', '"').split())
        for file in [*RAW.glob("evidence/*.csv"), *(HAND / name for name in _WORDED)]
    )


def _first(counts: pd.Series) -> str:
    """The label of the highest value; blank where several share it."""
    labels = counts.index[counts == counts.max()]
    return str(labels[0]) if len(labels) == 1 else ""


@cache
def _requested() -> pd.Series:
    """Public notices by requesting country, the medians of the inference, the highest first."""
    rows = _table("notices/public_notices_inference")
    rows = rows[(rows["statistic"] == "requested") & (rows["snapshot_date"] == SNAPSHOT)]
    rows = rows[~rows["requesting_country"].str.startswith("X")]
    rows = rows.astype({"count": int, "probability": float}).sort_values("count")
    reached = rows[rows.groupby("requesting_country")["probability"].cumsum() >= 0.5]
    return reached.groupby("requesting_country")["count"].first().sort_values(ascending=False)


def _root(page: Path) -> Path:
    return next(folder for folder in page.parents if (folder / "world").exists())


def _folder(page: Path) -> Path:
    return page.parent.parent if page.parent.name == "charts" else page.parent


def _host_of_most(page: Path, found: re.Match[str]) -> bool:
    register = recount.cases()
    requested = register[(register["requesting_country"] == _folder(page).name) & ~register["correction"]]
    hosts = requested.loc[requested["host_country"] != "", "host_country"].value_counts()
    first = _first(hosts)
    return first != "" and hosts.max() > 1 and country_name(first, with_article=True) == found[1]


def _hosted(query: str) -> pd.Series:
    """Count the cases of other countries in which the person was in a country or was held there, by country."""
    rows = recount.cases().query(query)
    held = rows["held_where"].where(rows["linked"] != "no", "")
    where = zip(rows["host_country"], held, rows["requesting_country"], strict=True)
    return pd.Series([code for *pair, own in where for code in {*pair} - {"", own}]).value_counts()


def _hosts_with_most(page: Path, found: re.Match[str]) -> bool:
    """Whether the countries with bars are those in which most cases concern people, with their numbers."""
    pairs = pd.read_csv(_root(page) / "data" / "pairs.csv")
    counts = pairs.groupby("host_country")["cases"].sum()
    bars = html.parse(str(page)).getroot().xpath("//table[contains(@class, 'most')]/tbody/tr")
    stated = {bar.xpath("string(th)"): int(bar.xpath("string(td)").rpartition("of ")[2]) for bar in bars}
    by_name = {country_name(code): count for code, count in counts.items()}
    rest = [count for name, count in by_name.items() if name not in stated]
    return stated == {name: by_name[name] for name in stated} and min(stated.values()) >= max(rest)


def _readers_of_a_case(page: Path, found: re.Match[str]) -> bool:
    readers = _table("evidence/cases_readings").groupby("case_id").size()
    return (readers.min(), readers.max(), readers.mode().item()) == tuple(map(int, found.groups()))


def _newest_source(page: Path, found: re.Match[str]) -> bool:
    """Whether no source of a case is newer than the date."""
    dates = _table("evidence/cases")[["source_1_date", "source_2_date"]].max().max()
    return datetime.strptime(found[1], "%d %B %Y").date().isoformat() == dates


def _share_of_three(page: Path, found: re.Match[str]) -> bool:
    counts = _requested()
    return f"({counts[:3].sum():,} of {counts.sum():,})" == found[1] and counts.iloc[2] > counts.iloc[3]


def _surely_first(page: Path, found: re.Match[str]) -> bool:
    return int((pd.read_csv(_root(page) / "world" / "data" / "cases_ratios.csv")["rank_high"] <= 10).sum()) == int(
        {"no": "0", "one": "1"}.get(found[1].lower(), found[1])
    )


def _possibly_first(page: Path, found: re.Match[str]) -> bool:
    return sum(rank.low is not None and rank.low <= 10 for rank in fitted(0.95).ranks.values()) == int(found[1])


def _lists(page: Path) -> int:
    """In how many of the Commission's lists of complaints the country of a page is."""
    rows = _table("evidence/oversight_statistics").query("indicator == 'ccf_individual_requests_by_source_ncb'")
    return int((rows["country"] == _folder(page).name).sum())


def _ends_of_hosts(page: Path, found: re.Match[str]) -> bool:
    data = pd.read_csv(_folder(page) / "data" / "drivers_without.csv")["ratio"].sort_values()
    shown = re.findall(
        r">([\d.]+)</td>", page.read_text(encoding="utf-8").split('id="drivers_without"')[1].split("</table>")[0]
    )
    return shown == [f"{ratio:.2f}" for ratio in [*data[:3], *data[-3:]]]


def _ends_of_states(page: Path, found: re.Match[str]) -> bool:
    rows = pd.read_csv(_folder(page) / "data" / "sensitive_world.csv").set_index("statistic")
    ends = [f"{end} of {found[1]} countries, {found[2]} definition" for end in ("Lowest", "Highest")]
    rows = rows.loc[ends, ["value", "low", "high"]]
    low, high = rows.bfill(axis=1).ffill(axis=1).to_numpy()
    return bool((low <= high).all())


def _other_grounds(page: Path, found: re.Match[str]) -> bool:
    grounds = pd.read_csv(_folder(page) / "data" / "grounds.csv")
    last = grounds[grounds["year"] == grounds["year"].max()].set_index("part")["alerts"]
    return bool(last["other"] > last.sum() / 2)


def _iso(date: str) -> str:
    """Return a date in words as numbers, the year first; another is returned as it is."""
    for form, numbers in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m")):
        with suppress(ValueError):
            return datetime.strptime(date, form).strftime(numbers)
    return date


def _newest(shown: pd.Series, every: pd.Series) -> bool:
    """Whether dates, of which some are years, are in order with the newest first and no newer one is missing."""
    dates = [_iso(str(date)) for date in shown if date != "–"]
    missing = sorted(every[every != ""], reverse=True)[: len(shown)]
    in_order = all(before[: len(after)] >= after[: len(before)] for before, after in pairwise(dates))
    return (
        in_order
        and [date[:4] for date in dates] == [date[:4] for date in missing]
        and "–" not in list(shown)[: len(dates)]
    )


def _newest_events(page: Path, found: re.Match[str]) -> bool:
    days = pd.Series(
        re.findall(r'<th scope="row">([\d-]+)</th>', page.read_text(encoding="utf-8").rpartition("<tbody>")[2])
    )
    return len(days) > 100 and _newest(days, days)


def _newest_measures(page: Path, found: re.Match[str]) -> bool:
    return _newest(_shown(page, "measures", "th"), _data(page, "measures")["date"])


def _newest_decisions(page: Path, found: re.Match[str]) -> bool:
    return _newest(_shown(page, "decisions", "th"), _data(page, "decisions")["date"])


def _newest_last_known(page: Path, found: re.Match[str]) -> bool:
    """Whether the last decisions are in order, by the year of their case where they have none, as the data are."""
    of_requests = found[1].startswith("of") and (_folder(page) / "data" / "decisions_on_requests.csv").exists()
    table = "decisions_on_requests" if of_requests else "final_decisions"
    rows = _data(page, table)
    when = rows["date"].where(rows["date"] != "", rows["year"].where(rows["year"] != "", rows["case_year"]))
    shown = _shown(page, table, "th|td[1]")
    years = shown.str.extract(r"(\d{4})", expand=False).dropna().tolist()
    known = when[when != ""].str[:4].tolist()
    begins = years == known[: len(years)] and bool(years) == bool(known)
    return begins and _newest(when.replace("", "–"), when)


def _most_refusals(page: Path, found: re.Match[str]) -> bool:
    counts = recount.decided().query("refused and country != ''")["country"].value_counts()
    first, second, *_rest = counts.to_list()
    return (country_name(counts.index[0]), first) == (found[1], int(found[2])) and second < first


def _shown(page: Path, table: str, cell: str) -> pd.Series:
    """The cells of a column of a table, as a reader sees them."""
    cells = html.parse(str(page)).xpath(f"//figure[@id='{table}']//tbody/tr/{cell}")
    return pd.Series([cell.text_content() for cell in cells])


def _data(page: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(_folder(page) / "data" / f"{name}.csv", dtype=str, keep_default_na=False)


def _most_for_its_size(page: Path, found: re.Match[str]) -> bool:
    rates = _data(page, "public_rates").set_index("iso3")["value"].astype(float)
    return country_name(rates.idxmax()) == found[1] and f"{rates.max():.0f}" == found[2]


def _highest_issued(page: Path, found: re.Match[str]) -> bool:
    rows = _table("evidence/oversight_statistics").query("indicator == 'red_notices_published'")
    values = rows.assign(value=pd.to_numeric(rows["value"], errors="coerce")).dropna(subset="value")
    most = values.loc[values["value"].idxmax()]
    return (f"{most['value']:,.0f}", most["year"]) == (found[1], found[2])


def _first_of(table: str, column: str, value: str, first: int, *but: str) -> Callable[[Path, re.Match[str]], bool]:
    """Check that the first rows of a table, but for some, have the greatest values, and that the clause names them."""

    def check(page: Path, found: re.Match[str]) -> bool:
        rows = _data(page, table)
        rows = rows[~rows[column].isin(but)]
        values = rows[value].astype(float).tolist()
        named = [str(name).replace("_", " ") in found[0].lower().replace("-", " ") for name in rows[column][:first]]
        return min(values[:first]) > max(values[first:]) and all(named)

    return check


def _mostly_terrorism(page: Path, found: re.Match[str]) -> bool:
    rows = (
        _table("notices/public_notices_sensitive")
        .query("coverage == 'most of the list'")
        .set_index("requesting_country")
    )
    strict, broad = int(rows.loc["RUS", "strict"]), int(rows.loc["RUS", "broad"])
    return broad - strict > broad / 2 and broad > int(rows.loc["WORLD", "broad"]) / 2


def _one_article(page: Path, found: re.Match[str]) -> bool:
    """Whether governments name more than half of the countries by one page, which tests of the facts recount."""
    alone = summary(topic="evidence")["evidence.main_page"]
    return alone.value > alone.n / 2


def _survives(page: Path, found: re.Match[str]) -> bool:
    rows = _data(page, "drivers_models").astype({"low": float, "high": float}).set_index("model")
    below = rows["high"] < 1
    return bool(below.drop("together").all()) and not below["together"]


def _interpol_unknown(page: Path, found: re.Match[str]) -> bool:
    counts = _data(page, "interpol_in_refusals").set_index("decision")["refusals"].astype(int)
    return counts["unknown"] > counts.sum() / 2


def _second_hand(page: Path, found: re.Match[str]) -> bool:
    return bool(_table("evidence/oversight_statistics")["reliability"].ne("primary").mean() > 0.5)


def _soon(page: Path, found: re.Match[str]) -> bool:
    cases = _table("evidence/cases")
    sources = [pd.to_numeric(cases[f"source_{place}_date"].str[:4], errors="coerce") for place in (1, 2)]
    waited = pd.concat(sources, axis=1).min(axis=1) - pd.to_numeric(cases["year"], errors="coerce")
    return bool(waited.dropna().le(0).mean() > 0.5)


def _nothing_found(page: Path, found: re.Match[str]) -> bool:
    countries = (_root(page) / "index.html").read_text(encoding="utf-8").count("data-code=")
    return countries > 2 * len(pd.read_csv(_root(page) / "world" / "data" / "evidence_levels.csv"))


def _strongest(page: Path, found: re.Match[str]) -> bool:
    """Whether the home page names every country of the two highest ratings."""
    levels = pd.read_csv(_root(page) / "world" / "data" / "evidence_levels.csv")
    strongest = levels.loc[levels["rating"].isin(["extensive", "substantial"]), "country"]
    section = page.read_text(encoding="utf-8").rpartition('id="stands-out"')[2].partition("</section>")[0]
    return len(strongest) > 10 and all(country_name(code) in section for code in strongest)


def _in_most_analyses(page: Path, found: re.Match[str]) -> bool:
    """Whether a conclusion is said to fail in most analyses where fewer than half agree, and nowhere else."""
    rows = pd.read_csv(page.parent / "data" / "robustness_table_summary.csv")
    return bool(rows["fails"].eq("in most analyses").eq(rows["share"] < 0.5).all())


def _smallest_shares(page: Path, found: re.Match[str]) -> bool:
    """Whether each share of the first chart is the smallest of the comparisons of its finding and kind of case."""
    drawn = _data(page, "findings").set_index(["group", "status"])["share"].astype(float)
    of_all = robustness.agreement().groupby(["claim", "status"])["share"].min()
    return bool((drawn - of_all[drawn.index]).abs().max() < 1e-6)


def _largest_listings(page: Path) -> tuple[bool, list[str]]:
    """Whether each bar is the largest number of listings of its country, and which two countries have most."""
    drawn = _data(page, "listings").set_index("country")
    largest = drawn[["UN", "EU", "UK", "US"]].astype(int).max(axis=1)
    first = largest.nlargest(2, keep="all")
    return bool((largest == drawn["largest"].astype(int)).all()), list(map(country_name, first.index))


def _findings_in_most(page: Path, found: re.Match[str]) -> bool:
    """Whether so many findings hold in most analyses of each kind, but not in all, or fail in most of one."""
    least = _data(page, "findings").astype({"share": float}).groupby("group")["share"].min()
    is_so = least < 0.5 if found[3] == "fail" else (least >= 0.5) & (least < 1)
    return (is_so.sum(), len(least)) == (int(found[1]), int(found[2]))


@cache
def _most_findings_hold() -> bool:
    """Whether most findings hold in most of their analyses, and some do not."""
    share = robustness.agreement()["share"]
    return bool(share.median() > 0.5 and (share < 0.5).any())


#: Words of a claim -> the function that recomputes it.
CLAIMS: dict[str, Callable[[Path, re.Match[str]], bool]] = {
    r"^requests by .+ most often concern people in (.+) \(\d+ cases\)(?: \(continued\))?$": _host_of_most,
    r"^countries with the most cases$": _hosts_with_most,
    r"between (\d+) and (\d+) readers judged each case, most often (\d+)": _readers_of_a_case,
    r"most (?:of these )?readings are older than (?:the|our written) guide": lambda page, found: (
        (_table("evidence/cases_readings")["reader"] != "blind_2").mean() > 0.5  # the reader who used the guide
    ),
    r"^the newest source cited for a case is dated (.+)\.$": _newest_source,
    r"come from the 3 countries with the most (\(.+\))": _share_of_three,
    r"(\d+|no|one) countr(?:y|ies) clearly belongs? in a top ten": _surely_first,
    r"about (\d+) countries could be among the ten with the highest ratio": _possibly_first,
    r"not on the published lists of the countries that draw the most complaints": lambda page, found: _lists(page) == 0,
    r"among the ten countries with the most complaints": lambda page, found: _lists(page) > 0,
    r"most outcomes in the register are unknown": lambda page, found: (
        _table("evidence/cases")["oversight_outcome"].isin(["", "unknown"]).mean() > 0.5
    ),
    r"russia and el salvador request most public notices": lambda page, found: (
        _requested()[["RUS", "SLV"]].sum() > _requested().sum() / 2
    ),
    r"few of them fill most of the list": lambda page, found: _requested()[:5].sum() > _requested().sum() / 2,
    r"^(?:lowest|highest) of (\d+) countries, (strict|broad)": _ends_of_states,
    r"the three smallest and the three largest": _ends_of_hosts,
    r"most refusals of the last known year are": _other_grounds,
    r"(?:every event|all events) that we found, newest first": _newest_events,
    r"^measures, rulings and reactions that concern .+, newest first": _newest_measures,
    r"^(.+) has the most known refusals, (\d+)": _most_refusals,
    r"^the last known decision (in .+ in each case|of each country)": _newest_last_known,
    r"^decisions and statements by authorities in .+, newest first": _newest_decisions,
    r"inference, ([\w ]+) has the most public red notices for its size: about ([\d.]+) per million": _most_for_its_size,
    r"issued ([\d,]+) red notices in (\d{4}), the highest number that we found": _highest_issued,
    r"^[\w ,]+ appear most often": _first_of("roles", "target_profile", "cases", 3, "others"),
    r"^.+ are the most frequent grounds that we could classify": _first_of(
        "grounds_of_refusals", "ground", "refused", 2, "other", "not_stated"
    ),
    r"most (?:of (?:them|the(?:se)? charges)|notices under the broad definition) concern terrorism": _mostly_terrorism,
    r"the source is one article|names most of the countries that governments": _one_article,
    r"finding holds in most models, but not in one with all indices": _survives,
    r"for most refusals, interpol.s own decision is not known": _interpol_unknown,
    r"most figures come from lawyers, ngos and the press": _second_hand,
    r"most cases become known in the year of their main event, or before": _soon,
    r"for most nothing was found": _nothing_found,
    r": in most analyses": _in_most_analyses,
    r"for the \w+ countries with the most public notices$": lambda page, found: (
        _data(page, "sensitive_sets")["notices"].astype(int).is_monotonic_decreasing
    ),
    r"^the newest event that we found is dated (.+?)\.?$": lambda page, found: (
        datetime.strptime(found[1], "%d %B %Y").date().isoformat()
        == pd.read_csv(RAW / "evidence" / "oversight_timeline.csv")["date"].dropna().max()
    ),
    r"each bar shows the comparison in which the finding holds least often": _smallest_shares,
    r"bar shows the largest of the un, eu, uk and us numbers": lambda page, found: _largest_listings(page)[0],
    r"accused countries, (.+) and (.+) have the most listings": lambda page, found: (
        _largest_listings(page)[1] == [found[1], found[2]]
    ),
    r"^(\d+) of (\d+) findings (hold|fail) in most analyses": _findings_in_most,
    r"most findings survive other choices": lambda page, found: _most_findings_hold(),
    r"where (?:is )?the documentation (?:is )?strongest": _strongest,
}


def claims(page: Path) -> Iterator[str]:
    """Each clause of a page with such a word that is no source's own, and no title of another page."""
    tree = html.parse(str(page)).getroot()
    for element in tree.xpath("//script | //style | //svg | //ul[@class='two']"):
        element.drop_tree()
    for element in tree.xpath(
        "//p | //li | //h1 | //h2 | //h3 | //h4 | //td | //th | //figcaption | //caption | //summary | //title"
    ):
        for clause in re.split(r"(?<=[.;])\s+", " ".join(element.text_content().split())):
            if WORD.search(clause) and clause.rpartition(": ")[2].strip(" .;") not in _evidence():
                yield clause


def faults(page: Path) -> Iterator[str]:
    """Each claim of a page that the data do not support, or that nothing here recomputes."""
    for clause in set(claims(page)):
        checks = [
            (match, check) for words, check in CLAIMS.items() if (match := re.search(words, clause, re.IGNORECASE))
        ]
        if any(not check(page, match) for match, check in checks):
            yield f"{page}: {clause!r} is not what the data give"
        elif not checks and not NO_ORDER.search(clause):
            yield f"{page}: {clause!r} has no check"


if __name__ == "__main__":
    pages = sorted(Path(sys.argv[1]).rglob("*.html"))
    found = [fault for page in pages for fault in faults(page)]
    print("\n".join(found))
    print(
        f"{sum(len(set(claims(page))) for page in pages)} clauses on {len(pages)} pages; {len(found)} without support"
    )
    sys.exit(bool(found))
