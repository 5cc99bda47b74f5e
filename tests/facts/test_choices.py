"""Choices: refused when they make no sense, the same in every form, and the same from a reader's frame as from ours."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis as rn
from analysis.core.errors import InputError, NoDataError
from analysis.core.files import HAND
from analysis.core.messages import label
from analysis.facts import breakdowns, case_register, cases, evidence, notices
from analysis.facts.expected import top_ten
from analysis.facts.selection import PUBLISHED, Selection, select
from analysis.facts.summary import summary
from analysis.tables.library import load, plain
from tests.recount import shipped

NONSENSE = [
    ({"country": "Atlantis"}, r"country 'Atlantis'.*a country's name"),
    ({"level": 95}, r"level 95.*from 0\.5 to 0\.999.*0\.95 for 95 %"),
    ({"level": "high"}, r"level 'high'.*from 0\.5 to 0\.999"),
    ({"level": True}, r"level True"),
    ({"grades": ["Z"]}, r"grades 'Z'.*some of 'A', 'B', 'C', 'D', 'X'"),
    ({"grades": "A,Z"}, r"grades 'Z'"),
    ({"statuses": ["proved"]}, r"statuses 'proved'.*'contested', 'supported', 'unsupported'"),
    ({"since": 1850}, None),
    ({"since": 3000}, r"since 3000.*a year of the register"),
    ({"since": "soon"}, r"since 'soon'.*write it as 2026"),
    ({"since": 2014.5}, r"since 2014\.5"),
    ({"since": "²⁰¹⁴"}, r"since '²⁰¹⁴'.*write it as 2026"),
    ({"grades": 5}, r"grades 5.*a list of texts"),
    ({"until": 1900}, r"until 1900.*a year of the register"),
    ({"until": "2022-12-31"}, r"until '2022-12-31'.*a year of the register.*write it as 2022"),
    ({"since": 2020, "until": 2010}, r"since 2020 and until 2010.*swap"),
    ({"exposure": "money"}, r"exposure 'money'.*refugees or population"),
    ({"snapshot": "2020-01-01"}, r"snapshot '2020-01-01'.*2023-04-12"),
    ({"snapshot": "yesterday"}, r"snapshot 'yesterday'"),
]


@pytest.mark.parametrize(("given", "told"), NONSENSE, ids=lambda value: str(value)[:40])
def test_a_choice_that_makes_no_sense_is_refused_with_what_would(given: dict[str, Any], told: str | None) -> None:
    asked = {"country": "Belarus", **given}
    if told is None:
        assert select(**asked).years == ", since 1850"  # early, but it keeps every dated row
        return
    with pytest.raises(InputError, match=told) as refused:
        select(**asked)
    assert "to fix, " in str(refused.value)


@pytest.mark.parametrize(
    ("shipped", "own", "told"),
    [
        ("evidence_grade: [A, B]", 'evidence_grade: ["A+"]', r"evidence_grade 'A\+'.*some of 'A', 'B'.*mine\.yml"),
        (
            "claim_status: [supported]",
            "claim_status: [proved]",
            r"claim_status 'proved'.*some of 'contested'.*mine\.yml",
        ),
    ],
)
def test_a_rule_of_ones_own_with_a_code_that_no_case_has_is_refused(
    shipped: str, own: str, told: str, tmp_path: Path
) -> None:
    text = (HAND / "evidence_rule.yml").read_text(encoding="utf-8")
    assert shipped in text
    (tmp_path / "mine.yml").write_text(text.replace(shipped, own), encoding="utf-8")
    with pytest.raises(InputError, match=told):
        select("Belarus", rule=tmp_path / "mine.yml")


@pytest.mark.parametrize("more", [{"level": 0.9}, {"grades": ["A"]}, {"since": 2014}, {"exposure": "population"}])
def test_a_place_is_not_taken_together_with_a_level_or_choices(more: dict[str, Any]) -> None:
    place = select("Belarus", 0.8)
    with pytest.raises(InputError, match=r"got a Selection and .*; to fix, write selection\.replace\("):
        select(place, **more)
    assert select(place) is place
    with pytest.raises(InputError, match=r"got a Selection and level=0\.9"):
        cases.ratio(place, level=0.9)
    assert cases.ratio(place).level == 0.8


def test_years_and_grades_without_a_case_are_refused_where_a_model_needs_one() -> None:
    with pytest.raises(InputError, match=r"no well-documented case \(supported, grade X\).*more grades"):
        cases.ratio(select("Russia", grades=["X"]))
    with pytest.raises(InputError, match=r"years since 2026.*choose other years"):
        cases.ratio(select("Russia", since=2026))


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: notices.count("Russia", snapshot="2020-01-02"), r'states requesting countries.*of="nationals"'),
        (lambda: notices.count("Russia", of="nationals", snapshot="1999-01-01"), r"snapshot '1999-01-01'"),
        (lambda: notices.count("Russia", of="colour"), r"requesting or nationals"),  # type: ignore[arg-type]
        (lambda: notices.count("Russia", grades=["A"]), r"some of the choices level, snapshot"),  # type: ignore[call-arg]
        (lambda: notices.delisted_share("Russia", snapshot="2025-05-23"), r"this number does not depend on it"),  # type: ignore[call-arg]
        (lambda: cases.people_held("Russia", grades=["A"]), r"some of the choices since, until"),  # type: ignore[call-arg]
        (lambda: rn.countries.index("Russia", "vdem_rule_of_law", since=2014), r"some of the choices level;"),  # type: ignore[call-arg]
        (lambda: notices.count("Hong Kong"), r"site cannot be asked for"),
        (lambda: rn.countries.index("Russia", "vdem_rule_of_lav"), r"vdem_rule_of_law"),
        (lambda: rn.cases.count_by(rn.cases.rows("Russia"), "colour"), r"column 'colour'"),
        (lambda: rn.cases.count_by(rn.cases.rows("Russia")), r"columns of the rows"),
        (lambda: rn.cases.ratio("Taiwan"), r"exposure is unknown"),
        (lambda: rn.cases.ratio(), r"no country.*name a country"),
        (lambda: cases.otherwise(select("Russia")), r"the published choices"),
        (lambda: top_ten(select("Russia")), r"the ranks of Russia only.*omit the country"),
    ],
)
def test_facts_refuse_what_they_cannot_count(ask: Callable[[], object], told: str) -> None:
    with pytest.raises((InputError, NoDataError), match=told):
        ask()


def test_names_codes_lists_and_texts_choose_the_same() -> None:
    one = select("belarus", grades="A,C", statuses=["supported"], since="2014")
    two = select("BLR", grades=["C", "A"], since=2014)
    assert one == two
    assert two.grades == ("A", "C")


@pytest.mark.thorough
def test_the_published_choices_spelt_out_are_no_choice() -> None:
    spelt = select("BLR", grades=["B", "A"], statuses=["supported"], snapshot="2023-04-12", exposure="refugees")
    assert spelt == select("BLR")
    assert "cases.otherwise" not in rn.summary(spelt, topic="cases")
    assert spelt.otherwise == []


def test_cases_are_counted_as_chosen() -> None:
    rows = shipped("cases").query("requesting_country == 'RUS' and 2012 <= year <= 2020")
    rows = rows[rows["evidence_grade"].isin(["A", "C"]) & (rows["claim_status"] == "contested")]
    rows = rows[~rows["instrument"].isin(["none_found", "interstate_wanted_list"])]
    place = select("Russia", grades=["A", "C"], statuses=["contested"], since=2012, until=2020)
    assert cases.count(place).value == len(rows) == evidence.rating(place).inputs["cases"]
    assert "contested, grade A or C, 2012 to 2020" in cases.count(place).counted
    assert "contested, grade A or C, 2012 to 2020" in evidence.rating(place).estimate.counted
    assert cases.otherwise(place).n == cases.count("Russia").value


@pytest.mark.parametrize("day", ["2020-01-02", "2023-04-12", "2023-05-16", "2025-05-15", "2025-05-23"])
def test_nationals_are_counted_at_every_snapshot(day: str) -> None:
    rows = shipped("public_notices_by_nationality")
    rows = rows[(rows["snapshot_date"] == day) & (rows["nationality"] == "TUR")]
    found = notices.count("Türkiye", of="nationals", snapshot=day)
    assert found.value == rows["notices"].sum()
    assert label(rows["nationality_basis"].iloc[0]) in found.counted


def test_a_later_snapshot_counts_the_requests_assigned_to_a_state() -> None:
    rows = shipped("public_notices_by_requesting_country").query("snapshot_date == '2025-05-23'")
    own = rows.loc[rows["requesting_country"] == "ARG", "notices"].sum()
    place = select("Argentina", snapshot="2025-05-23")
    found = notices.count(place)
    assert (found.value, found.low) == (own, None)
    assert "public on both 12 April 2023 and 23 May 2025" in found.counted
    people = shipped("governance_country_year").query("iso3 == 'ARG' and year == 2024")["population"].item()
    numbers = summary(place, topic="notices")
    assert numbers["notices.count"] == found
    assert numbers["notices.rate"].value == pytest.approx(own / people * 1e6, rel=1e-9)
    assert notices.count(snapshot="2025-05-23").value == notices.compare(place)["notices"].sum()
    listed = notices.over_time(place).set_index("snapshot_date")["requested"].dropna()
    assert listed["2025-05-23"] == own and set(listed.index) == {"2023-04-12", "2025-05-23"}


def _counted_by(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    return rn.cases.count_by(rows, *columns)


#: Facts that take rows.
OF_ROWS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    **{
        " and ".join(columns): partial(_counted_by, columns=columns)
        for columns in [
            ("claim_status", "evidence_grade"),
            ("year",),
            ("oversight_outcome", "article_grounds"),
            *((column,) for column in ("target_profile", "charge_category", "instrument", "host_country", "effect")),
        ]
    },
    "chosen, by year": lambda rows: rn.cases.count_by(
        rows.assign(well_documented=Selection(grades=("C",), since=2014).counts(plain(rows))), "year"
    ),
    "in groups": lambda rows: rn.cases.count_by(rows, "target_profile", "instrument", groups=True),
    "in_order": case_register.in_order,
    "grouped": lambda rows: breakdowns._grouped(case_register.in_order(rows), "target_profile").to_frame(),
    "headline_rows": lambda rows: PUBLISHED.counts(rows).to_frame(),
    "without_corrections": lambda rows: plain(case_register.without_corrections(rows)),
}


@pytest.mark.parametrize("name", sorted(OF_ROWS))
@pytest.mark.parametrize("country", ["Belarus", "Tuvalu"])
def test_rows_as_loaded_and_clean_rows_give_the_same(name: str, country: str) -> None:
    loaded, clean = load("cases", country=country), case_register.cases_of(select(country)).reset_index(drop=True)
    assert list(map(str, loaded.dtypes)) != list(map(str, clean.dtypes))
    pd.testing.assert_frame_equal(OF_ROWS[name](loaded), OF_ROWS[name](clean))


@pytest.mark.parametrize("name", sorted(OF_ROWS))
def test_rows_that_were_joined_and_lost_their_name_give_the_same(name: str) -> None:
    loaded, clean = load("cases", country="Belarus"), case_register.cases_of(select("Belarus")).reset_index(drop=True)
    joined = pd.DataFrame({column: loaded[column] for column in loaded})
    assert joined.attrs == {}
    pd.testing.assert_frame_equal(plain_too(OF_ROWS[name](joined)), plain_too(OF_ROWS[name](clean)))


def plain_too(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table whose rows may stand as they came, as text."""
    return table.astype(object).where(table.notna(), None).map(_as_text)


def _as_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def test_rows_by_host_and_by_year_add_up_to_plain_counts() -> None:
    rows = shipped("cases").query("requesting_country == 'TUR'")
    hosts = rn.cases.count_by(load("cases", country="Türkiye"), "host_country").set_index("host_country")["cases"]
    assert hosts.to_dict() == rows["host_country"].fillna("unknown").value_counts().to_dict()
    years = rn.cases.count_by(load("cases", country="Türkiye"), "year")
    dated = rows["year"].dropna()
    assert years.loc[years["cases"] > 0].set_index("year")["cases"].to_dict() == dated.value_counts().to_dict()
    assert list(years["year"]) == list(range(int(dated.min()), int(dated.max()) + 1))
    assert years.attrs["undated"] == rows["year"].isna().sum()
