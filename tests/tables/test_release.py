"""The release as a whole: figures that must hold, the digest of inputs, territories."""

import shutil

import pandas as pd
import pytest

from analysis.core import files as core_files
from analysis.core import judgement
from analysis.core.country_names import members
from analysis.core.errors import InputError
from analysis.core.judgement import headline_cases
from analysis.facts import countries, published_series
from analysis.tables.release import load_all, territories
from analysis.tables.shipped import raw_path, read_raw


@pytest.fixture(scope="module")
def release():
    return load_all()


def test_every_table_that_is_shipped_is_in_the_release(release):
    assert set(release) == {path.name.split(".")[0] for path in core_files.RAW.glob("*/*.csv*")}
    for table in release.values():
        assert not table.empty
        assert table.index.equals(pd.RangeIndex(len(table)))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("cases", 453),
        ("cases_flags", 389),
        ("cases_effects", 453),
        ("cases_readings", 1608),
        ("cases_criteria", 453),
        ("cases_rule", 494),
        ("cases_decisions", 380),
        ("cases_changes", 856),
        ("case_addresses", 453),
        ("cases_second_coding", 667),
        ("country_mentions", 132),
        ("repression_incidents", 18),
        ("oversight_statistics", 482),
        ("ccf_decisions", 56),
        ("oversight_timeline", 156),
        ("belarus_sanctions_timeline", 43),
        ("founding_claims", 16),
        ("governance_country_year", 5801),
        ("estimator_validation", 68),
    ],
)
def test_no_row_is_lost(release, name, rows):
    assert len(release[name]) == rows


def test_register_by_status_and_grade(release):
    counts = pd.crosstab(release["cases"]["evidence_grade"], release["cases"]["claim_status"])
    assert counts["supported"].to_dict() == {"A": 117, "B": 17, "C": 22, "D": 0, "X": 0}
    assert counts["contested"].sum() == 266
    assert counts["unsupported"].to_dict() == {"A": 0, "B": 2, "C": 2, "D": 7, "X": 20}


@pytest.mark.parametrize(
    ("state", "rows", "supported", "headline"), [("BLR", 18, 12, 10), ("RUS", 45, 19, 17), ("TUR", 46, 26, 21)]
)
def test_a_state_in_the_register(release, state, rows, supported, headline):
    cases = release["cases"].query("requesting_country == @state")
    assert len(cases) == rows
    assert (cases["claim_status"] == "supported").sum() == supported
    assert len(headline_cases(cases)) == headline


def test_states_of_the_register(release):
    cases = release["cases"]
    assert (cases["requesting_country"].nunique(), cases["host_country"].nunique()) == (104, 85)
    headline = headline_cases(cases)  # no row of a correction has status and grade of the headline
    assert len(headline) == len(cases.query("claim_status == 'supported' and evidence_grade in ('A', 'B')")) == 134


def test_new_outcomes_and_indicators(release):
    outcomes = release["cases"]["oversight_outcome"].value_counts()
    assert (outcomes["withdrawn_by_requesting_state"], outcomes["blocked_provisionally"]) == (11, 6)
    assert (release["oversight_statistics"]["indicator"] == "arrests_on_red_notice_or_diffusion").sum() == 2
    assert {"press_report", "request_upheld", "court_opinion"} <= set(release["oversight_timeline"]["measure_type"])


def test_supplements_of_the_timeline_are_joined_with_their_entries(release):
    rows, joined = read_raw("oversight_timeline"), release["oversight_timeline"]
    supplements = rows[rows["description"].str.startswith("Supplement to the existing entry")]
    assert (len(rows), len(supplements), len(joined)) == (158, 2, 156)
    assert not joined["source_url"].isin(supplements["source_url"]).any()
    assert joined["description"].str.contains("stolen works of art only").sum() == 1
    assert joined["description"].str.contains("with 84 votes").sum() == 1


def test_undated_figures_load_and_enter_no_chart_over_time(release):
    raw = read_raw("oversight_statistics")
    undated = release["oversight_statistics"][release["oversight_statistics"]["year"].isna()]
    assert len(undated) == (raw["year"] == "").sum() == 15
    assert undated["date_precision"].tolist() == [
        "unknown" if text == "not shown" else "period" for text in undated["date_text"]
    ]
    drawn = release["oversight_statistics"].assign(country="WORLD", unit="notices", value=1.0)
    for indicator in undated["indicator"].unique():
        years = set(
            published_series._as_figures(published_series.dated_values(drawn)).query("indicator == @indicator")["year"]
        )
        assert years == set(drawn.loc[drawn["indicator"] == indicator, "year"].dropna())
    assert countries.over_time()["year"].notna().all()


def test_changes_count_cells_and_added_rows(release):
    changes = release["cases_changes"]
    assert (changes["new"] == "row added").sum() == changes["column"].isna().sum() == 203
    cells = changes["column"].dropna()
    assert (cells.str.startswith("cases_effects.").sum(), len(cells)) == (101, 653)


def test_rounds_of_the_second_coding(release):
    rounds = release["cases_second_coding"].groupby("round")["case_id"].agg(set)
    sizes = {"1": 40, "2": 50, "3": 64, "4": 19, "5": 44, "6": 44, "7": 200, "8": 206}
    assert rounds.map(len).to_dict() == sizes
    assert rounds["5"] == rounds["6"] and not rounds["5"] & (rounds["1"] | rounds["4"])
    added = release["cases_changes"].query("release == 4 and new == 'row added'")["case_id"]
    assert rounds["5"] | rounds["7"] | rounds["8"] == set(release["cases"]["case_id"]) - set(added)


def test_approximate_years_are_marked(release):
    assert release["cases"]["year_precision"].value_counts().to_dict() == {"year": 419, "approximate": 19, "unread": 15}
    assert release["cases"].loc[release["cases"]["year_precision"] == "unread", "year"].isna().all()


def test_types(release):
    assert str(release["cases"]["year"].dtype) == "Int64"
    assert str(release["governance_country_year"]["wgi_rule_of_law"].dtype) == "Float64"
    assert str(release["oversight_statistics"]["preferred"].dtype) == "bool"
    assert release["cases"]["host_country"].isna().sum() == 61


def test_territories(release):
    codes = territories(release)
    assert set(members()) <= set(codes)
    assert list(codes) == sorted(set(codes))
    assert {"XKX", "TWN", "HKG", "PRK", "TUV"} <= set(codes)
    assert not {"WORLD", "XIC", "XIR"} & set(codes)


def test_every_territory_has_a_region(release):
    assert set(territories(release)) <= set(judgement.table("regions.csv")["iso3"])


@pytest.mark.thorough
def test_an_edited_table_is_refused_however_often_it_was_read(root):
    load_all(root)
    path = raw_path("cases", root)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(InputError, match="sha256"):
        load_all(root)


@pytest.mark.parametrize("part", ["HAND", "NOTEBOOKS", "analysis", "uv.lock"])
def test_a_changed_byte_of_any_input_changes_the_one_fingerprint(part, tmp_path, monkeypatch):
    """Before, no yml of data/hand and no file of sources or stats counted for the clean tables."""
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("HAND", "NOTEBOOKS"):
        monkeypatch.setattr(core_files, name, empty)
    if part in ("HAND", "NOTEBOOKS"):
        monkeypatch.setattr(core_files, "ROOT", empty)
        monkeypatch.setattr(core_files, part, tmp_path / "copy")
        shutil.copytree(
            core_files.RAW.parents[1] / {"HAND": "data/hand", "NOTEBOOKS": "notebooks"}[part], tmp_path / "copy",
            ignore=shutil.ignore_patterns("__pycache__"),
        )  # fmt: skip
        files = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    else:
        copy = shutil.copytree if part == "analysis" else shutil.copyfile
        (tmp_path / "copy").mkdir()
        copy(core_files.ROOT / part, tmp_path / "copy" / part)
        monkeypatch.setattr(core_files, "ROOT", tmp_path / "copy")
        files = [path for path in (tmp_path / "copy").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    met = {core_files.inputs_digest(empty)}
    for file in files[:: max(1, len(files) // 60)]:
        content = bytearray(file.read_bytes() or b" ")
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
        digest = core_files.inputs_digest(empty)
        assert digest not in met, file
        met.add(digest)
    files[0].unlink()
    assert core_files.inputs_digest(empty) not in met


def test_load_all_names_a_missing_table(root):
    raw_path("ccf_decisions", root).unlink()
    with pytest.raises(InputError, match="no table 'ccf_decisions'"):
        load_all(root)


def test_regions_hold_every_code_once():
    regions = judgement.table("regions.csv")
    assert regions.loc[regions["iso3"] == "BLR", "subregion"].tolist() == ["Eastern Europe"]
    assert regions.groupby("region")["subregion"].nunique().to_dict() == {
        "Africa": 5,
        "Americas": 4,
        "Antarctica": 1,
        "Asia": 5,
        "Europe": 4,
        "Oceania": 4,
    }
