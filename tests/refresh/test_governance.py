"""Readers of the country-year sources: on small files with invented figures, then on the publishers' own."""

import gzip
import shutil

import pandas as pd
import pytest

from analysis.cli import main
from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.refresh import governance
from analysis.refresh.governance import build, country_year, describe, read
from analysis.tables.release import load
from analysis.tables.shipped import checked_bytes, read_raw

LEFT_OUT = "source,entity,reason\nowid_vdem,Europe,a mean\npopulation,Arab World,a group\nunhcr,UNK,unknown\n"


def vdem(name, value, *more):
    head = describe("owid_vdem").files[f"owid_vdem_{name}_2026.csv"]
    region = ["Europe"] if len(head) == 5 else []
    rows = [["Belarus", "BLR", "2020", value, *region], ["Belarus", "BLR", "1999", value, *region], *more]
    return pd.DataFrame(rows, columns=head)


def wgi_row(code, year, indicator, estimate, error):
    return [f"{code}{indicator}{year}", code, "-", year, indicator, estimate, error, "5", "1", "0", "2"]


def pts_row(country, code, year, amnesty, watch, state):
    return [country, country, year, "-", "-", code, "-", "-", amnesty, watch, state, "0", "0", "0"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Write the published files of two invented years, with the traps of the real ones."""
    left_out = tmp_path / "left_out.csv"
    left_out.write_text(LEFT_OUT)
    monkeypatch.setattr(governance, "LEFT_OUT", left_out)
    monkeypatch.setattr(governance, "refuse_shrunken", lambda *args: None)
    europe = ["Europe", "OWID_EUR", "2020", "0.7", "Europe"]
    published = {
        "owid_vdem_rule-of-law-index_2026.csv": vdem("rule-of-law-index", "0.2", europe),
        "owid_vdem_freedom-of-expression-index_2026.csv": vdem("freedom-of-expression-index", "0.1"),
        "owid_vdem_liberal-democracy-index_2026.csv": vdem("liberal-democracy-index", ""),
        "owid_vdem_political-regime_2026.csv": vdem("political-regime", "1"),
        "worldbank_population_1960-2024.csv": pd.DataFrame(
            [["Belarus", "BLR", "2020", "900"], ["Arab World", "ARB", "2020", "5000"]],
            columns=["Country Name", "Country Code", "Year", "Value"],
        ),
        "unhcr_refugees_by_origin_and_asylum_2000-2025.csv": pd.DataFrame(
            [["2020", "BLR", "POL", "10", "5"], ["2020", "BLR", "LTU", "7", "0"], ["2020", "UNK", "POL", "3", "3"]],
            columns=["year", "origin_iso3", "asylum_iso3", "refugees", "asylum_seekers"],
        ),
    }
    for name, table in published.items():
        table.to_csv(tmp_path / name, index=False)
    terror = [
        pts_row("Côte d'Ivoire", "CIV", "2020", "NA", "NA", "3"),
        pts_row("Romania", "ROM", "2020", "NA", "NA", "NA"),
    ]
    pd.DataFrame(terror, columns=PTS_HEAD).to_csv(
        tmp_path / "political_terror_scale_1976-2023.csv", index=False, encoding="latin-1"
    )
    quality = [
        wgi_row("BLR", "2020", "rl", "-1.1", "0.15"),
        wgi_row("BLR", "2020", "cc", "-0.5", "0.2"),
        wgi_row("ROM", "2002", "rl", "-0.2", "0.2"),
        wgi_row("ABW", "2000", "rl", "..", ".."),
    ]
    pd.DataFrame(quality, columns=WGI_HEAD).to_excel(tmp_path / "worldbank_wgi_1996-2023.xlsx", index=False)
    return tmp_path


PTS_HEAD = describe("pts").files["political_terror_scale_1976-2023.csv"]
WGI_HEAD = describe("wgi").files["worldbank_wgi_1996-2023.xlsx"]


def test_vdem_joins_the_indices_and_leaves_out_means(folder):
    found = read(describe("owid_vdem"), folder)
    assert found[["iso3", "year", "vdem_rule_of_law", "vdem_regime"]].to_numpy().tolist() == [["BLR", 2020, 0.2, 1]]
    assert found["vdem_liberal_democracy"].isna().all()


def test_wgi_keeps_one_indicator_with_its_error_under_modern_codes(folder):
    found = read(describe("wgi"), folder)
    assert found.to_numpy().tolist() == [["BLR", 2020, -1.1, 0.15], ["ROU", 2002, -0.2, 0.2]]


def test_population_leaves_out_groups(folder):
    assert read(describe("population"), folder).to_numpy().tolist() == [["BLR", 2020, 900]]


def test_pts_reads_latin_1_and_drops_rows_without_a_score(folder):
    found = read(describe("pts"), folder)
    assert found["iso3"].tolist() == ["CIV"]
    assert found["pts_state"].tolist() == [3]
    assert found["pts_amnesty"].isna().all()


def test_unhcr_by_origin_and_host(folder):
    found = read(describe("unhcr"), folder)
    assert found["host"].tolist() == ["LTU", "POL"]
    assert governance.by_country(describe("unhcr"), found).to_numpy().tolist() == [["BLR", 2020, 17, 5]]


def test_country_year_joins_all(folder):
    found = country_year(governance.read_all(folder)).set_index(["iso3", "year"])
    assert found.index.tolist() == [("BLR", 2020), ("CIV", 2020), ("ROU", 2002)]
    assert found.loc[("BLR", 2020), "population"] == 900
    assert found.loc[("BLR", 2020), "refugees_by_origin"] == 17
    assert pd.isna(found.loc[("CIV", 2020), "population"])


def test_column_that_the_schema_lacks_stops_the_run(folder):
    tables = governance.read_all(folder)
    with pytest.raises(InputError, match=r"the unknown column 'Value'"):
        country_year({**tables, "pts": tables["pts"].assign(Value=1)})


def test_yml_with_a_field_too_many_stops_the_run(tmp_path, monkeypatch):
    text = (governance.SOURCES / "wgi.yml").read_text(encoding="utf-8")
    (tmp_path / "invented.yml").write_text(f"{text.replace('title:', 'heading:')}", encoding="utf-8")
    monkeypatch.setattr(governance, "SOURCES", tmp_path)
    with pytest.raises(InputError, match=r"no field 'title'.*invented.yml at row 1"):
        describe("invented")


def test_build_writes_the_same_bytes_twice(folder, tmp_path):
    root = tmp_path / "raw"
    shutil.copytree(RAW / "governance", root / "governance")
    first = [path.read_bytes() for path in build(folder, root)]
    second = [path.read_bytes() for path in build(folder, root)]
    assert first == second
    assert gzip.decompress(first[1]).startswith(b"year,origin,host,refugees,asylum_seekers\n2020,BLR,LTU,7,0\n")
    assert len(read_raw("governance_country_year", root)) == 3


def alter(path, change):
    change(pd.read_csv(path, dtype=str, keep_default_na=False)).to_csv(path, index=False)


def test_unknown_entity_stops_the_run(folder):
    file = folder / "worldbank_population_1960-2024.csv"
    alter(file, lambda table: table.replace("Arab World", "Small moons").replace("ARB", "SMM"))
    (folder / "left_out.csv").write_text("source,entity,reason\n")
    with pytest.raises(InputError, match=r"country 'SMM'.*worldbank_population_1960-2024.csv at row 3"):
        read(describe("population"), folder)


def test_stale_entry_of_the_list_stops_the_run(folder):
    (folder / "left_out.csv").write_text(LEFT_OUT + "population,Prussia,ended\n")
    with pytest.raises(InputError, match=r"'Prussia' excluded from population.*remove the stale rows"):
        read(describe("population"), folder)


def test_new_column_stops_the_run(folder):
    alter(folder / "worldbank_population_1960-2024.csv", lambda table: table.assign(Note=""))
    with pytest.raises(InputError, match=r"'Note'.*population.yml.*row 1"):
        read(describe("population"), folder)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("Value", "many", "'many' in 'Value'; expected a number"), ("Country Code", "", "a blank 'Country Code'")],
)
def test_bad_value_stops_the_run(folder, column, value, message):
    file = folder / "worldbank_population_1960-2024.csv"
    alter(file, lambda table: table.assign(**{column: [value, *table[column][1:]]}))
    with pytest.raises(InputError, match=f"{message}.*row 2"):
        read(describe("population"), folder)


def test_a_score_that_is_not_whole_is_named_by_file_and_row(folder):
    file = folder / "political_terror_scale_1976-2023.csv"
    rows = [pts_row("Poland", "POL", "2020", "1", "2", "2"), pts_row("France", "FRA", "2020", "1", "2.5", "2")]
    pd.DataFrame(rows, columns=PTS_HEAD).to_csv(file, index=False, encoding="latin-1")
    with pytest.raises(InputError, match=r"'2.5' in 'PTS_H'; expected a whole.*political_terror_scale.*csv at row 3"):
        read(describe("pts"), folder)


def test_country_that_stands_twice_stops_the_run(folder):
    file = folder / "worldbank_population_1960-2024.csv"
    alter(file, lambda table: pd.concat([table, table.iloc[[0]]]))
    with pytest.raises(InputError, match="iso3 BLR, year 2020 twice"):
        read(describe("population"), folder)


def test_release_that_lost_countries_is_refused(tmp_path):
    table = pd.DataFrame({"iso3": ["BLR", "POL"], "year": 2020})
    with pytest.raises(InputError, match=r"2 countries in a release of pts; expected at least 185"):
        governance.refuse_shrunken(table, "iso3", describe("pts"), tmp_path)


def test_missing_and_empty_file(folder):
    file = folder / "worldbank_population_1960-2024.csv"
    alter(file, lambda table: table.iloc[:0])
    with pytest.raises(InputError, match="no row"):
        read(describe("population"), folder)
    file.unlink()
    with pytest.raises(InputError, match=r"no file worldbank_population.*download it from https://data.worldbank.org"):
        read(describe("population"), folder)


def test_the_verb_names_what_is_missing(tmp_path, capsys):
    assert main(["governance", str(tmp_path)]) == 1
    assert "got no file" in capsys.readouterr().err


def test_left_out_entities_have_reasons():
    listed = pd.read_csv(governance.LEFT_OUT, dtype=str, keep_default_na=False)
    assert set(listed["source"]) == {"owid_vdem", "population", "pts", "unhcr", "wgi"}
    assert (listed["reason"].str.len() > 10).all()
    assert not listed.duplicated(["source", "entity"]).any()


def test_no_wgi_in_2001_and_none_without_its_error():
    table = load("governance_country_year")
    assert table.loc[table["year"] == 2001, "wgi_rule_of_law"].isna().all()
    assert (table["wgi_rule_of_law"].isna() == table["wgi_rule_of_law_se"].isna()).all()
    assert table.loc[table["year"] == 2002, "wgi_rule_of_law"].notna().sum() > 180


@pytest.fixture(scope="session")
def rebuilt(source_files, tmp_path_factory):
    root = tmp_path_factory.mktemp("raw")
    shutil.copytree(RAW / "governance", root / "governance")
    build(source_files / "governance", root)
    return root


@pytest.mark.parametrize("name", ["governance_country_year", "refugees_by_origin_host"])
def test_the_publishers_files_give_the_shipped_table(rebuilt, name):
    assert checked_bytes(name, rebuilt) == checked_bytes(name)


def test_the_table_agrees_with_an_independent_join(source_files):
    panel = pd.read_csv(source_files / "governance" / "governance_panel_2000_2025.csv")
    both = load("governance_country_year").merge(panel, on=["iso3", "year"])
    pairs = {
        "vdem_rule_of_law": "vdem_rule",
        "vdem_freedom_of_expression": "vdem_freexp_altinf",
        "vdem_liberal_democracy": "vdem_libdem",
        "vdem_regime": "row_regime",
        "wgi_rule_of_law": "wgi_rl",
        "pts_hrw": "PTS_H",
        "population": "population_wb",
    }
    for ours, theirs in pairs.items():
        assert (both[ours].notna() == both[theirs].notna()).all(), ours
        assert (both[ours].astype(float) - both[theirs]).abs().max() < 1e-6, ours
    # The panel joined the Political Terror Scale by codes and so lost Andorra, whose code there is ADO.
    only_ours = both[both["pts_state"].notna() & both["PTS_S"].isna()]
    assert set(only_ours["iso3"]) == {"AND"}
    assert (both["pts_state"].astype(float) - both["PTS_S"]).abs().max() == 0
