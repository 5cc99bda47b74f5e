"""Tables loaded for a reader's own analysis: types, filters, descriptions and citations."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

import analysis as rn
from analysis.charts.drawing import Mark
from analysis.charts.years import lines_over_years
from analysis.core.errors import InputError
from analysis.core.files import SITE
from analysis.core.judgement import version
from analysis.core.messages import labels
from analysis.stats.estimate import COLUMNS
from analysis.tables import library
from analysis.tables.library import STYLES, cite, describe, list_tables, load, plain
from analysis.tables.release import load as load_clean
from analysis.tables.schemas import schema_of, with_role
from analysis.tables.shipped import sidecar
from tests.recount import raw

NAMES = list(list_tables()["name"])
# Computed by the project from its own tables: no publisher is to be cited.
COMPUTED = {"estimator_validation", "interval_coverage", "model_checks"}


def test_types_are_those_that_other_libraries_take(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            kinds = {column: str(dtype) for column, dtype in load(name).dtypes.items()}
            assert set(kinds.values()) <= {"float64", "str", "bool", "category", "datetime64[ns]"}, kinds


def test_plain_gives_the_clean_table_back(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            pd.testing.assert_frame_equal(plain(load(name)), load_clean(name))


@pytest.mark.parametrize("code", ["BLR", "TUV", "FRA"])
def test_rows_of_a_country_are_typed_as_if_they_were_the_table(code: str, subtests: pytest.Subtests) -> None:
    """Text that no row of the country has becomes numbers, whatever the column holds for others."""
    for name in [name for name in NAMES if with_role(schema_of(name).columns, "country")]:
        with subtests.test(name=name):
            whole, column = load_clean(name), with_role(schema_of(name).columns, "country")[0]
            rows = load(name, country=code)
            pd.testing.assert_frame_equal(plain(rows), whole[whole[column] == code].reset_index(drop=True))
            empty = [held for held in rows if rows[held].isna().all() and whole[held].dtype == "str"]
            assert all(rows[held].dtype == "float64" for held in empty)


def test_categories_stand_in_the_order_of_the_codebook(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            table, columns = load(name), schema_of(name).columns
            for column, held in columns.items():
                if held.metadata["values"] and str(table[column].dtype) == "category":
                    assert list(table[column].cat.categories) == list(held.metadata["values"])


def test_a_formula_takes_logarithms_of_what_is_loaded() -> None:
    rows = load("governance_country_year", since=2010, until=2015)
    fitted = smf.ols("vdem_rule_of_law ~ np.log(population) + pts_state", data=rows).fit()
    logs = np.log(rows["population"])
    kept = rows["vdem_rule_of_law"].notna() & rows["pts_state"].notna() & logs.notna()
    assert int(fitted.nobs) == int(kept.sum()) > 500
    design = np.column_stack([np.ones(int(kept.sum())), logs[kept], rows.loc[kept, "pts_state"]])
    by_hand = np.linalg.lstsq(design, rows.loc[kept, "vdem_rule_of_law"], rcond=None)[0]
    assert list(fitted.params) == pytest.approx(list(by_hand), rel=1e-8)


def test_stata_takes_every_table_and_gives_it_back(tmp_path: Path, subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            table = load(name, names=True)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                table.to_stata(tmp_path / "table.dta", write_index=False, version=118)
            again = pd.read_stata(tmp_path / "table.dta")
            assert list(again) == list(table)
            assert len(again) == len(table)
            for column in table.select_dtypes("float"):
                np.testing.assert_allclose(again[column], table[column])
            for column in table.select_dtypes("category"):
                told, kept = (one[column].astype("str").fillna("").tolist() for one in (again, table))
                assert told == kept


def test_stata_takes_rows_in_which_a_column_of_text_is_blank(tmp_path: Path) -> None:
    rows = load("cases", country="AFG", year=2021)
    assert rows["source_2_title"].notna().all() and rows["correction"].isna().all()
    rows.to_stata(tmp_path / "rows.dta", write_index=False, version=118)
    assert len(pd.read_stata(tmp_path / "rows.dta")) == len(rows) > 0


@pytest.mark.parametrize("country", ["Belarus", "BY", "blr", "belarus"])
def test_a_name_is_taken_as_a_code_is(country: str) -> None:
    expected = [row["case_id"] for row in raw("cases") if row["requesting_country"] == "BLR"]
    assert list(load("cases", country=country)["case_id"]) == expected


def test_filters_keep_what_plain_reading_keeps() -> None:
    found = load("cases", host_country=["Poland", "LTU"], claim_status="supported", since=2015, until=2021)
    expected = [
        row["case_id"]
        for row in raw("cases")
        if row["host_country"] in {"POL", "LTU"} and row["claim_status"] == "supported" and row["year"]
        if 2015 <= int(row["year"]) <= 2021
    ]
    assert list(found["case_id"]) == expected != []


def test_rows_without_a_year_are_left_out_and_counted() -> None:
    undated = sum(not row["year"] for row in raw("cases"))
    found = load("cases", since=1990)
    assert found.attrs["undated"] == undated > 0
    assert len(found) == len(raw("cases")) - undated
    assert load("cases").attrs["undated"] == 0


def test_days_bound_as_years_do() -> None:
    whole = load("oversight_timeline", since=2021, until=2021)
    assert len(load("oversight_timeline", since="2021-01-01", until="2021-12-31")) == len(whole) > 0
    later = load("public_notices_by_nationality", since="2023-05-01")
    assert later["snapshot_date"].min() > pd.Timestamp("2023-05-01")


def test_names_follow_their_codes() -> None:
    rows = load("cases", country="RUS", names=True)
    columns = list(rows.columns)
    assert columns[columns.index("host_country") + 1] == "host_country_name"
    assert set(rows["requesting_country_name"]) == {"Russia"}
    assert rows["host_country_name"].isna().equals(rows["host_country"].isna())


def test_every_code_has_a_name_also_that_of_a_state_that_is_no_more(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            table = load(name, names=True)
            for column in set(table) - set(load(name)):
                assert table[column].isna().equals(table[column.removesuffix("_name")].isna())
            if name == "public_notices_by_nationality":
                assert table.loc[table["nationality"] == "YUG", "nationality_name"].str.contains("Yugoslavia").all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": "case"}, r"got the table 'case'; .* did you mean cases"),
        ({"name": 1}, r"got the table 1; expected one of"),
        ({"name": "cases", "country": "Belrus"}, r"did you mean Belarus"),
        ({"name": "cases", "claim_status": "suported"}, r"did you mean supported"),
        ({"name": "cases", "evidence_grades": "A"}, r"did you mean evidence_grade"),
        ({"name": "cases", "since": "last year"}, r"got 'last year'; expected a year or a day"),
        ({"name": "founding_claims", "since": 2000}, r"a table with a year or a day"),
        ({"name": "founding_claims", "country": "BLR"}, r"a table with a column of countries"),
        ({"name": "public_notices_exits", "release": "0.1"}, r"got release '0.1'"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        load(**arguments)


def test_the_codebook_describes_every_column(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            told, table = describe(name), load(name)
            assert list(told["column"]) == list(table.columns)
            assert (told["meaning"].str.len() > 0).all()
            assert list(told["missing"]) == list(table.isna().sum())


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_names_table_and_release(style: str) -> None:
    said = cite("cases", style=style)
    assert "Register of documented cases" in said and version() in said
    assert "Register" not in cite(style=style)


def test_origins_are_cited_with_authors_year_and_address() -> None:
    bibtex, ris = (cite("governance_country_year", style=style) for style in ("bibtex", "ris"))
    assert "author = {Kaufmann, Daniel and Kraay, Aart}," in bibtex and "author = {{World Bank}}," in bibtex
    assert "AU  - Kaufmann, Daniel\nAU  - Kraay, Aart\nTI  - World Bank, Worldwide" in ris
    assert "AU  - Gibney, Mark\n" in ris and "TI  - Political Terror Scale 1976-2023\nPY  - 2024\n" in ris
    assert "UNHCR (2026). Refugee Population Statistics Database. https://www.unhcr.org/" in cite(
        "refugees_by_origin_host"
    )


def test_every_origin_of_a_table_has_its_address_and_no_other_author(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            card = sidecar(name)
            entries = cite(name, style="bibtex").split("\n\n")[1:]
            addresses = [] if name in COMPUTED else [[origin["url"]] for origin in card.origin]
            assert [re.findall(r"url = {(.+)}", entry) for entry in entries] == addresses
            for origin in card.origin:
                for author in origin.get("authors", []):
                    assert author.split(",")[0] in card.citation


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("cases_")])
def test_a_table_of_the_cases_cites_the_origins_of_the_register(name: str) -> None:
    entries = cite(name, style="ris").split("\n\n")[1:]
    assert entries == cite("cases", style="ris").split("\n\n")[1:]
    assert [entry.split("AU  - ")[1].split("\n")[0] for entry in entries] == [
        "Radio Free Europe/Radio Liberty", "Fair Trials", "INTERPOL", "Red Notice Monitor",
    ]  # fmt: skip


def test_a_chart_is_cited_by_its_title_and_the_origins_of_its_tables() -> None:
    chart = rn.charts.cases_over_time(load("cases", country="BLR"))
    for style in STYLES:
        said, of_table = cite(chart, style=style), cite("cases", style=style)
        assert chart.title in said and "Register of documented cases" not in said
        assert said.split("@")[2:] == of_table.split("@")[2:] and said.split("TY  -")[2:] == of_table.split("TY  -")[2:]
    assert cite(chart, style="bibtex").startswith(f"@misc{{red_notice_statistics_{chart.name}_")
    both = cite(chart, "oversight_timeline").splitlines()[0]
    assert chart.title in both and sidecar("oversight_timeline").title in both


def test_every_entry_has_an_author_and_a_year_and_a_key_of_its_own() -> None:
    entries = [entry for name in NAMES for entry in cite(name, style="bibtex").split("\n\n")]
    assert all("  author = {" in entry and re.search(r"  year = \{(19|20)\d\d\}", entry) for entry in entries)
    together = cite(*NAMES, style="bibtex").split("\n\n")
    assert len({entry.split(",")[0] for entry in together}) == len(together)
    assert r"title = {100\% \& more\_so}" in library._written(
        "bibtex", {"key": "k", "author": "A", "title": "100% & more_so", "year": "2026", "url": "https://x.y/a_b"}
    )


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_has_the_address_where_the_site_is_published(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SITE, raising=False)
    before = cite("cases", style=style), cite(style=style)
    assert "http" not in before[1]
    monkeypatch.setenv(SITE, "https://example.org/notices/")
    page, table = "https://example.org/notices/data.html", "https://example.org/notices/data/cases.csv"
    assert page in cite(style=style) and page in cite("cases", "cases_changes", style=style)
    assert table in cite("cases", style=style) and table not in before[0]


def test_an_unknown_form_of_citation_is_refused() -> None:
    with pytest.raises(InputError, match="one of 'text', 'bibtex', 'ris'"):
        cite("cases", style="endnote")


def test_each_line_of_the_values_is_one_code_with_its_meaning(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        with subtests.test(name=name):
            for column, text in describe(name).set_index("column")["values"].items():
                info = schema_of(name).columns[str(column)].metadata["values"]
                lines = [line.split(": ", 1) for line in text.splitlines()]
                assert [line[0] for line in lines] == [*map(str, info)]
                assert all(info[code] in ("", word) for code, *words in lines for word in words)


@pytest.mark.parametrize("column", ["target_profile", "charge_category", "claim_status", "instrument", "effect"])
def test_every_code_that_describes_a_case_has_a_meaning(column: str) -> None:
    text = describe("cases").set_index("column").loc[column, "values"]
    assert all(": " in line for line in text.splitlines())


MODEL = "cases ~ any_refugees"

#: What a function of facts that returns a table is called with, where it takes more than nothing.
ARGUMENTS: dict[str, Callable[[], tuple[object, ...]]] = {
    "cases.count_by": lambda: (rn.cases.rows(), "year"),
    "drivers.leave_one_out": lambda: (rn.drivers.fit(MODEL, rn.drivers.dyads(since=2024)), "any_refugees"),
    "drivers.ratios": lambda: ({"one": rn.drivers.fit(MODEL, rn.drivers.dyads(since=2024))},),
    **dict.fromkeys(
        ["notices.by_charge",
        "notices.over_time"], lambda: ("BLR",),
    ),
}  # fmt: skip


def tables_of_facts() -> list[object]:
    """List the public functions of facts that return a table; one of them is slow."""
    public = [(module, name) for module in rn._FACTS for name in getattr(rn, module).__all__]
    types = {(module, name): getattr(getattr(rn, module), name) for module, name in public}
    found = [".".join(key) for key, one in types.items() if getattr(one, "__annotations__", {}).get("return") == TABLE]
    return [pytest.param(name, marks=pytest.mark.slow if name == "robustness.agreement" else ()) for name in found]


TABLE = "pd.DataFrame"


@pytest.mark.parametrize("name", tables_of_facts())
def test_every_table_of_a_public_function_can_be_cited(name: str) -> None:
    module, function = name.split(".")
    table = getattr(getattr(rn, module), function)(*ARGUMENTS.get(name, tuple)())
    assert isinstance(table, pd.DataFrame) and cite(table).startswith(cite().split(" (")[0])
    stated = table.attrs.get("source", table.attrs.get("name", ", ".join(table.get("source", []))))
    named = stated.split(", ")
    assert {sidecar(one).title for one in named if one} <= {sidecar(one).title for one in NAMES}
    assert any(named) == (name != "evidence.rule")


def test_columns_of_estimates_and_dyads_have_their_own_meaning_and_unit() -> None:
    told = describe(rn.frame([rn.cases.count("BLR")]).reset_index()).set_index("column")
    assert list(told.index.sort_values()) == sorted(COLUMNS)
    assert all(("computed", column) in labels() for column in COLUMNS)
    table = rn.drivers.dyads(since=2025)
    dyads = describe(table).set_index("column")
    assert not [column for column in table if dyads.loc[column, "meaning"] == column.replace("_", " ")]
    scaled = [column for column in table if column.startswith(("requesting_", "host_", "log_"))]
    without = {"requesting_country", "host_country", "requesting_post_soviet"}
    assert set(dyads.index[dyads["unit"] != ""]) == set(scaled) - without


def test_a_table_of_an_earlier_release_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RED_NOTICE_SITE", "https://example.org/notices")
    now, earlier = (rn.cite(rn.load("cases", release=release), style="ris") for release in (None, "3.0.0"))
    address = "UR  - https://example.org/notices/data/cases.csv"
    assert address in now and address not in earlier


def test_a_table_of_an_earlier_release_is_cited_as_of_that_release() -> None:
    old = load("cases", release="2.0.0")
    assert "data release 2.0.0, 2026-11-25" in cite(old).splitlines()[0]
    assert cite(old, style="bibtex").startswith("@misc{red_notice_statistics_cases_2_0_0,")
    both = [line for line in cite(old, load("cases")).splitlines() if "data release" in line]
    assert [version in line for version, line in zip(("2.0.0", "4.0.0"), both, strict=True)] == [True, True]


def test_charts_of_one_shape_have_keys_of_their_own() -> None:
    texts = dict.fromkeys(["alt", "universe", "note"], "Invented.") | {"source": "cases"}
    table = pd.DataFrame({"year": [2015, 2016], "value": [3, 5]})
    drawn = [
        lines_over_years(table, [Mark("value")], words="{year}", name="one", title=title, **texts)
        for title in ("Türkiye", "Belarus")
    ]
    keys = [cite(chart, style="bibtex").partition(",")[0] for chart in drawn]
    assert keys[0].startswith("@misc{red_notice_statistics_one_turkiye_") and len(set(keys)) == 2


def test_a_number_is_cited_by_its_name_country_and_what_it_counts() -> None:
    cited = [rn.cite(rn.cases.ratio("TUR", since=year), style="bibtex") for year in (None, 2015)]
    of_all, since = (entries.split("\n\n")[0] for entries in cited)
    assert "title = {Red Notice Statistics: cases.ratio (Türkiye) with a 95 \\% interval: documented cases" in of_all
    assert of_all.startswith("@misc{red_notice_statistics_cases_ratio_TUR_0_95_10_1_")
    assert len({one.partition(",")[0] for one in (of_all, since)}) == 2
    assert "2015 to 2025" in since and "2015 to 2025" not in of_all
    ris = [rn.cite(rn.cases.ratio("TUR", level=level), style="ris").split("\n\n")[0] for level in (0.8, 0.95)]
    assert ris[0] != ris[1] and "\nID  - red_notice_statistics_cases_ratio_TUR_0_95_10_1_4_0_0\n" in ris[1]
    both = rn.cite(rn.cases.ratio("TUR"), "cases")
    assert (
        "(2026). cases.ratio (Türkiye) with a 95 % interval: documented" in both
        and "; Register of documented cases" in both
    )
