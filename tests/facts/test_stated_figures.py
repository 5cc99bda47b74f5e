"""The figures that reports state: those of the evidence, and totals that agree between register and profiles."""

import itertools
import re
from pathlib import Path

import pandas as pd
import pytest

import analysis as rn
from analysis.core.country_names import country_name
from analysis.core.errors import NoDataError
from analysis.core.messages import label
from analysis.core.private import LEAST_SHOWN
from analysis.facts import countries, evidence, multiverse, notice_counts, reliability, robustness, world
from analysis.facts import notices as facts_notices
from analysis.facts.commission import stated_complaints
from analysis.facts.notices import over_time
from analysis.facts.selection import PUBLISHED, select
from analysis.pages import robustness_report, validation_report, visibility_report
from analysis.pages.blocks import Prose
from tests.laid_out import profile
from tests.page import Element, Page
from tests.reading import tables


def lead(page: Page) -> str:
    return next(e.text for e in page.all("div") if e.attributes.get("class") == "prose lead")


def large(page: Page) -> list[str]:
    """Give the large numbers of the first screen, each with what it says."""
    return [e.text for e in page.all("li") if any("figures" in str(a.attributes.get("class")) for a in above(e))]


def above(element: Element) -> list[Element]:
    return [] if element.parent is None else [element.parent, *above(element.parent)]


def test_belarus_has_18_cases_of_which_10_are_well_documented(reports: Path) -> None:
    page = Page.read(reports / "BLR")
    assert page.all("h1")[0].text.startswith("Belarus: ten well-documented cases")
    first, second, *_ = large(page)
    assert first.startswith("10 of 18 cases requested by Belarus are well documented Supported: 12, disputed: 4")
    assert second.startswith("13 cases with arrests on requests by Belarus")
    statuses = [row["claim_status"] for row in page.table("cases_register")]
    assert [statuses.count(status) for status in ("supported", "contested", "unsupported")] == [12, 4, 2]


def test_belarus_had_no_public_notice_in_april_2023_by_inference(reports: Path) -> None:
    page = Page.read(reports / "BLR")
    said = "We found no Red Notice requested by Belarus that was public on 12 April 2023."
    assert any(item.text.startswith(said) for item in page.all("li"))
    (row,) = [r for r in page.table("public_statistics") if r["statistic"] == "Public notices requested"]
    assert (row["value"], row["low"], row["high"]) == ("0", "", "")


def test_both_red_notices_of_the_founding_article_are_shown_as_unsupported(reports: Path) -> None:
    page = Page.read(reports / "claims")
    claims = page.table("claims_unsupported")
    notices = [c for c in claims if re.search(r"(Pratasevich|Poczobut).*Red Notice|Red Notice for Raman", c["claim"])]
    assert len(notices) == 2
    for claim in notices:
        assert claim["verdict"] == "unsupported"
        assert len(claim["evidence"]) > 80
        assert claim["evidence"] in " ".join(page.texts())
    assert "The evidence does not support this for either journalist" in " ".join(page.texts())


@pytest.mark.parametrize(
    ("code", "count"),
    [("RUS", 3177), *(pytest.param(*row, marks=pytest.mark.thorough) for row in [("SLV", 1017), ("ARG", 610)])],
)
def test_public_notices_of_the_largest_requesters(reports: Path, code: str, count: int) -> None:
    page = Page.read(reports / code)
    first, second = (
        f"{count:,} Red Notices requested by {country_name(code)} were public on 12 April 2023.",
        "Countries choose",
    )
    items = [item.text for item in page.all("li")]
    assert any(one.startswith(first) and then.startswith(second) for one, then in itertools.pairwise(items))
    rows = [row for row in page.table("on_the_list") if row["snapshot_date"] == "2023-04-12"]
    assert [int(row["requested"]) for row in rows] == [count]


def test_the_world_s_first_sentences_count_the_register(reports: Path) -> None:
    page, cases = Page.read(reports / "world"), world.release()["cases"]
    supported = int(((cases["claim_status"] == "supported") & cases["evidence_grade"].isin(["A", "B"])).sum())
    assert any(text.startswith(f"In {supported} well-documented cases, requests by ") for text in page.texts())
    assert sum(int(row["cases"]) for row in page.table("known_cases")) == int(cases["year"].notna().sum())


def test_register_and_profiles_count_the_same_for_every_requesting_country() -> None:
    cases = world.release()["cases"]
    expected = cases["requesting_country"].value_counts()
    for code, count in expected.items():
        if str(code) not in world.known_territories():
            continue
        numbers = rn.summary(str(code), topic="cases")
        assert numbers["cases.all"].value == numbers["cases.count"].n == count
    assert set(expected.index) <= world.known_territories() | {"XXX"}
    strong = sum(int(rn.cases.count(str(code)).value) for code in expected.index)
    assert strong == len(PUBLISHED.counting(world.release()["cases"]))


@pytest.mark.parametrize("code", ["BLR", "RUS", "TUR", "ARE"])
def test_the_tables_of_a_profile_add_up_to_its_register(code: str) -> None:
    held = tables(profile(code))
    assert len(held["cases_register"].data) == rn.cases.count(code).n


def test_public_notices_of_all_countries_add_up_to_the_snapshot() -> None:
    table = world.release()["public_notices_by_requesting_country"]
    rows = table[(table["snapshot_date"] == "2023-04-12") & table["requesting_country"].notna()]
    median = notice_counts.public_counts()
    members = rows.groupby("requesting_country")["notices"].sum().reindex(median.index, fill_value=0).astype(int)
    assert (median <= members).all()
    assert (median["RUS"], median["CRI"], members["CRI"]) == (members["RUS"], 2, 18)
    others = rows[~rows["requesting_country"].isin(members.index)]["notices"].sum()
    assert members.sum() + others == rows["notices"].sum()
    for code in ("RUS", "SLV", "FRA", "BLR"):
        own = over_time(select(code)).set_index("snapshot_date")["requested"]
        assert own["2023-04-12"] == members[code]


def test_a_requester_that_was_never_asked_for_is_unknown_not_zero() -> None:
    assert "HKG" not in notice_counts.public_counts().index
    with pytest.raises(NoDataError, match="cannot be asked for"):
        facts_notices.count("HKG")
    place = select("HKG")
    assert "so we count none" in str(countries.headings(place, rn.summary(place))["public"])


@pytest.mark.parametrize("level", [0.4, 1.0, 95.0, float("nan")])
def test_a_level_out_of_range_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match=r"from 0\.5 to 0\.999"):
        select("BLR", level)


def test_a_higher_level_gives_a_wider_interval() -> None:
    narrow, wide = (rn.countries.index("RUS", "wgi_rule_of_law", level=level) for level in (0.9, 0.99))
    assert wide.low < narrow.low < narrow.value == wide.value
    # By hand: standard normal quantiles of R, qnorm(0.95) and qnorm(0.995).
    assert (wide.value - wide.low) / (narrow.value - narrow.low) == pytest.approx(2.575829304 / 1.644853627, rel=1e-9)


@pytest.mark.parametrize("code", ["RUS", "BLR", "FRA"])
def test_nationals_of_each_snapshot_stand_with_their_basis(code: str) -> None:
    table, data = world.release()["public_notices_by_nationality"], over_time(select(code)).set_index("snapshot_date")
    own = table[table["nationality"] == code].set_index("snapshot_date")["notices"]
    shown = data["nationals"]
    assert shown[shown > 0].to_dict() == own.to_dict()
    assert data["nationality_basis"].to_dict() == table.set_index("snapshot_date")["nationality_basis"].to_dict()


def test_no_bound_of_complaints_is_above_124_without_a_published_sum() -> None:
    stated = {code: stated_complaints(select(code)) for code in world.known_territories()}
    summed = {code for code, held in stated.items() if held[0].value > 0}
    assert summed == {"RUS", "USA", "ARE", "TUR", "UKR", "IND", "VEN", "EGY", "CHN", "LBY"}
    assert {(h[0].low, h[0].high, h[1].high) for code, h in stated.items() if code not in summed} == {(0, 124, 86)}
    assert all(len(stated[code]) == 1 for code in summed)
    assert [stated[code][0].high for code in ("RUS", "VEN", "TUR")] == [293, 86, 119 + 86]


def test_a_count_that_rests_on_weak_rows_alone_is_told_as_such() -> None:
    weak = {
        code
        for code in world.known_territories() & set(world.release()["public_notices_inference"]["requesting_country"])
        if "It is uncertain whether" in facts_notices.caution(select(str(code)))
    }
    assert len(weak) == 14
    table = world.release()["public_notices_by_requesting_country"].dropna(subset=["requesting_country"])
    alone = table[(table["weakly_inferred"] == table["notices"]) & (table["notices"] > 0)]
    assert set(alone["requesting_country"]) - weak == {"XIC", "XIR"}  # two courts, which are no states
    assert facts_notices.caution(select("CRI")) == (
        "It is uncertain whether Costa Rica requested the 18 notices that we assign to it."
    )
    assert facts_notices.caution(select("RUS")) == ""
    assert facts_notices.count("CRI").value == 2
    assert over_time(select("CRI")).set_index("snapshot_date").loc["2023-04-12", "requested"] == 2


@pytest.mark.parametrize("level", [0.5, 0.9, 0.999])
def test_the_level_reaches_the_inference_of_a_profile(level: float) -> None:
    stated = [
        facts_notices.count("BEL", level=level),
        facts_notices.delisted_share("BEL", level=level),
        facts_notices.own_national_share("PRY", level=level),
    ]
    found = [one for one in stated if one.level is not None]
    assert [one.level for one in found] == [level] * len(found) and len(found) >= 2
    assert all(f"{100 * level:g} % interval" in one.sentence for one in found)


def _least_by_index() -> dict[str, float]:
    """Least share over the exposures in which better-governed countries have fewer supported cases, by index."""
    found = pd.concat(
        [
            robustness.specifications(f"index_supported_{exposure}").assign(exposure=exposure)
            for exposure in ("refugees", "population", "refugees_and_population")
        ]
    )
    shares = found.assign(fewer=found["effect"] < 1).groupby(["index", "exposure"])["fewer"].mean()
    return {label(index): share for index, share in shares.groupby("index").min().items()}


def test_fixed_titles_of_the_researchers_reports_hold() -> None:
    """Titles that no data choose: each by the published tables that its report shows."""
    found = rn.load("estimator_validation")
    fair = found.query("naive == 'no' and hostile == 'no' and coverage.notna()").astype({"coverage": float})
    broken = found.query("naive == 'no' and hostile == 'yes' and coverage.notna()").astype({"coverage": float})
    (heading,) = validation_report.title()
    assert isinstance(heading, Prose) and heading.texts() == ["Our ranges are often too narrow if an assumption fails"]
    assert (broken["coverage"] < 0.93).mean() > 0.5 > (fair["coverage"] < 0.93).mean()
    stated = [(one.value, one.n) for one in reliability.validated(PUBLISHED)]
    assert stated == [((tests["coverage"] >= 0.93).sum(), len(tests)) for tests in (fair, broken)]
    shares = rn.robustness.agreement().set_index("comparison")["share"]
    always = shares[shares.index.str.match("elasticity_|ratio_TUR_|ratio_RUS_")]
    # "Twice the refugees (or population), less than twice the cases", and more cases than expected for two countries
    assert len(always) == 27 and (always == 1).all()
    assert (shares[shares.index.str.startswith("contrast")] < 1).all() and (shares < 0.5).any()
    figures = world.release()["oversight_statistics"].query("indicator == 'valid_red_notices_in_circulation'")
    figures = figures.query("country == 'WORLD' and year == 2023")
    # "the press gives the rounded total"
    assert figures["unit"].tolist() == ["notices (about)"] and figures["reliability"].tolist() == ["secondary"]
    # "In our tests, ranges like this one were too narrow", said of the estimate from two independent readers
    assert (fair.query("estimator == 'double_sample'")["coverage"] < 0.93).all()
    kappas = rn.coding.agreement().query("statistic == 'kappa' and field == 'claim_status'").set_index("compared")
    public = rn.load("public_notices_sensitive").query("coverage == 'most of the list'").set_index("requesting_country")
    # "Few public Red Notices list only charges about speech or state security"
    strict = int(str(public.loc["WORLD", "strict"]).lstrip(">")) + LEAST_SHOWN  # ">7" is at most ten
    assert strict < int(public.loc["WORLD", "notices"]) / 100
    grade = rn.coding.agreement().query("statistic == 'kappa' and field == 'grade' and compared == 'blind'")
    # "With a written guide, two independent readers agree well on the status of cases, less on the grade"
    assert kappas.loc["blind", "value"] > 0.8 > grade["value"].item()
    outside = rn.coding.agreement().query("statistic == 'kappa' and compared == 'register_blind_2'")
    outside = outside.set_index("field")["value"]  # "Outside this test, agreement is lower"
    assert (
        outside["claim_status"] < kappas.loc["blind", "value"] - 0.1 and outside["grade"] < grade["value"].item() - 0.1
    )
    numbers = rn.summary(topic="coding")  # the counts depend on who reads
    assert numbers["coding.supported_by_any"].value > 2 * numbers["coding.supported_by_all"].value
    # "Our tests show that the thick ranges are too narrow if secret notices differ from public ones by more"
    assert (broken.query("estimator == 'bounded_odds_bounds'")["coverage"] < 0.93).all()
    years = visibility_report.public_by_year().data
    assert (2 * years["other"] < years["value"]).all()  # "Most Red Notices are secret"
    widths = rn.visibility.bounds(visible=0.1).eval("high - low")
    assert widths.median() > 0.5  # "Public notices show little about the secret ones"


def test_the_report_on_robustness_says_which_findings_hold() -> None:
    by_claim = rn.robustness.agreement().groupby("claim")["share"].min()
    held = [claim for claim, share in by_claim.items() if share == 1]
    (heading,) = robustness_report.title()
    countries = [claim.split(" has ")[0] for claim in held if " has more known cases" in claim]
    assert isinstance(heading, Prose) and heading.texts() == [
        "Every analysis of all countries finds more known cases than expected for "
        f"{' and '.join(sorted(countries))}; "
        f"{len(by_claim) - len(held)} of our {len(by_claim)} findings do not hold in every analysis"
    ]
    drawn = robustness_report.findings().data
    assert drawn.groupby("group")["share"].min().to_dict() == by_claim.to_dict()
    # "No finding holds less often for supported cases than for others", with whatever we compare them
    kinds = rn.robustness.agreement().pivot_table("share", ["claim", "exposure"], "status")
    gaps = kinds.eval("supported - `not supported`").dropna()
    assert len(gaps) == 24 and (gaps >= 0).all()
    tiles = [multiverse.holding(how).value for how in ("always", "mostly", "partly")]
    assert tiles == [len(held), by_claim.between(0.5, 1, "left").sum(), (by_claim < 0.5).sum()]
    # "depends on the index and on the kind of case"
    by_index, other = (
        robustness_report.by_index().data.query("status == @status").set_index("group")["share"]
        for status in ("supported", "not supported")
    )
    assert (
        (other < by_index).all()
        and by_index.to_dict() == _least_by_index()
        and by_index.min() < 0.5 < by_index.median()
    )
    near = rn.cases.neighbours().model.ratios.estimates
    remark = robustness_report.robustness_in_short(near).placed[1].block
    assert isinstance(remark, Prose) and ("so it may not differ" in remark.texts()[1]) == (near["RUS"].low < 1)
    verdicts = robustness_report.ratios(near).data.query("ours").groupby("group")["held"].unique().map(list)
    names = {name for name, words in verdicts.items() if words == ["always"]}
    assert names == {"Türkiye", "Russia"}
    only = (evidence.evidence_words() == "complaints only").sum()  # "two countries rated “complaints only”"
    assert multiverse.ratings_changed("governments").n - evidence.levels().value == only
