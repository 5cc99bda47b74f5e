"""Each table is refused at its first bad value, with value, file, row and cure."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.tables.release import load
from analysis.tables.schemas import all_schemas, expectation
from analysis.tables.shipped import raw_path, read_raw, store
from tests.tables.conftest import setting


def refused(root, name, *parts):
    with pytest.raises(InputError) as caught:
        load(name, root)
    for part in parts:
        assert part in str(caught.value)
    return caught.value


def test_unknown_table():
    with pytest.raises(InputError, match="no table 'sanctions'"):
        load("sanctions")


def test_new_column(root, edit):
    edit("cases", lambda table: table.assign(colour="red"))
    error = refused(root, "cases", "the unknown column 'colour'", "cases.csv", "data/raw/evidence/cases.yml")
    assert error.row == 1


def test_missing_column(root, edit):
    edit("cases", lambda table: table.drop(columns="effect"))
    refused(root, "cases", "no column 'effect'", "restore it", "cases.csv")


def test_renamed_column_names_both(root, edit):
    edit("cases", lambda table: table.rename(columns={"effect": "efect"}))
    refused(root, "cases", "the unknown column 'efect' and no column 'effect'")


def test_unknown_country_name(root, edit):
    edit("cases", setting(7, "requesting_country", "Ruritania"))
    error = refused(root, "cases", "country 'Ruritania'", "country_aliases.csv", "cases.csv")
    assert error.row == 7


def test_country_names_and_lower_case_become_codes(root, edit):
    edit("country_mentions", setting(4, "country", "Azerbaijan"))
    edit("oversight_timeline", setting(2, "country_concerned", "blr"))
    assert load("country_mentions", root)["country"][2] == "AZE"
    assert load("oversight_timeline", root)["country_concerned"][0] == "BLR"


def test_only_figures_may_concern_the_world(root, edit):
    edit("cases", setting(9, "host_country", "WORLD"))
    assert refused(root, "cases", "'WORLD' in column 'host_country'", "expected a country").row == 9


def test_row_cut_short_is_refused_with_its_line(root):
    path = raw_path("country_mentions", root)
    lines = path.read_bytes().split(b"\n")
    lines[6] = b"BLR"
    store(path, b"\n".join(lines))
    assert refused(root, "country_mentions", "got a row of 1 field", "5 in each row").row == 7


def test_blank_title_of_a_list(root, edit):
    edit("country_mentions", setting(6, "source_title", ""))
    assert refused(root, "country_mentions", "a blank in column 'source_title'").row == 6


def test_blank_where_a_value_is_required(root, edit):
    edit("cases", setting(9, "requesting_country", ""))
    error = refused(root, "cases", "a blank in column 'requesting_country'")
    assert error.row == 9


def test_wrong_value_in_an_enumeration(root, edit):
    edit("cases", setting(5, "evidence_grade", "E"))
    error = refused(root, "cases", "'E' in column 'evidence_grade'", "one of 'A', 'B', 'C', 'D', 'X'", "cases.csv")
    assert error.row == 5


def test_the_first_of_several_failures_is_named(root, edit):
    edit("cases", lambda table: setting(30, "effect", "x")(setting(12, "claim_status", "maybe")(table)))
    assert refused(root, "cases", "'maybe' in column 'claim_status'").row == 12


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("year", "20l7", "'20l7' in column 'year'; expected a whole number from 1990 to 2030"),
        ("year", "1066", "a whole number from 1990"),
        ("source_1_url", "ftp.example.org", "text like https"),
        ("case_id", "No Spaces", "text like"),
    ],
)
def test_wrong_type_range_or_form(root, edit, column, value, message):
    edit("cases", setting(4, column, value))
    assert refused(root, "cases", message).row == 4


def test_duplicate_key(root, edit):
    edit("cases", lambda table: pd.concat([table, table.iloc[[3]]]))
    assert refused(root, "cases", "a second time", "each key once").row == len(read_raw("cases")) + 2


@pytest.mark.parametrize("date", ["2017-13", "2017-02-30", "17-02-03", "spring 2017", "2017-2-3"])
def test_unparsable_date(root, edit, date):
    edit("cases", setting(6, "source_1_date", date))
    assert refused(root, "cases", repr(date), "a date that exists").row == 6


def test_coded_precision_must_fit_the_date(root, edit):
    months = read_raw("oversight_timeline", root)["date_precision"] == "month"
    row = int(months.idxmax()) + 2
    edit("oversight_timeline", setting(row, "date_precision", "day"))
    assert refused(root, "oversight_timeline", "precision 'day'").row == row


def test_unreadable_period(root, edit):
    edit("oversight_statistics", setting(3, "date_text", "around 2008"))
    assert refused(root, "oversight_statistics", "'around 2008' in column 'date_text'").row == 3


def test_unknown_indicator(root, edit):
    edit("oversight_statistics", setting(2, "indicator", "red_notices_publishd"))
    assert refused(root, "oversight_statistics", "'red_notices_publishd'", "indicators.csv").row == 2


def test_universe_of_an_indicator(root, edit):
    edit("oversight_statistics", setting(2, "basis", "in_force"))
    assert refused(root, "oversight_statistics", "'in_force'", "the basis of its indicator").row == 2


@pytest.mark.parametrize(("value", "words"), [("", ""), ("2343", "about 2,300")])
def test_one_value_for_each_figure(root, edit, value, words):
    edit("oversight_statistics", lambda table: setting(2, "value_text", words)(setting(2, "value", value)(table)))
    refused(root, "oversight_statistics", "either a value or a value_text")


def test_unmapped_source(root, edit):
    edit("country_mentions", setting(3, "source_title", "Gazette of Ruritania"))
    error = refused(root, "country_mentions", "'Gazette of Ruritania', which matches no family", "source_families.csv")
    assert error.row == 3


def test_source_of_two_families(root, edit):
    edit("country_mentions", setting(3, "source_title", "ICIJ on Amnesty International"))
    refused(root, "country_mentions", "matches 'ngos', 'press'")


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("cases_flags", "case_id"),
        ("cases_effects", "case_id"),
        ("cases_readings", "case_id"),
        ("cases_criteria", "case_id"),
        ("cases_changes", "case_id"),
        ("case_conflicts", "case_id"),
        ("founding_claims", "case_ids"),
    ],
)
def test_case_that_is_not_in_the_register(root, edit, name, column):
    edit(name, setting(4, column, "rur-1937-zenda"))
    assert refused(root, name, "the case 'rur-1937-zenda'").row == 4


@pytest.mark.parametrize(
    ("row", "column", "value", "message"),
    [
        (4, "case_id", "rur-1937-zenda", "two addresses or none"),
        (4, "case_id", "", "two addresses or none"),
        (4, "case_id", "afg-2021-ghani3", "two addresses or none for the case 'afg-2021-ghani3'"),
        (4, "address", "c001", "c001"),
        (4, "address", "ghani", "ghani"),
    ],
)
def test_each_case_has_one_address_which_no_other_had(root, edit, row, column, value, message):
    edit("case_addresses", setting(row, column, value))
    refused(root, "case_addresses", message)


def test_the_address_of_a_removed_case_is_kept_without_its_key(root, edit):
    edit("case_addresses", lambda table: pd.concat([table, pd.DataFrame({"address": ["c999"], "case_id": [""]})]))
    assert load("case_addresses", root)["case_id"].isna().sum() == 1


@pytest.mark.parametrize("coding_round", ["1", "2", "4"])
def test_second_coding_of_an_unknown_case_is_refused(root, edit, coding_round):
    rows = read_raw("cases_second_coding", root)["round"]
    row = int(rows.index[rows == coding_round][0]) + 2
    edit("cases_second_coding", setting(row, "case_id", "rur-1937-zenda"))
    assert refused(root, "cases_second_coding", "the case 'rur-1937-zenda'").row == row


def test_only_the_third_round_of_the_second_coding_holds_candidates():
    coded = load("cases_second_coding")
    candidates = coded[~coded["case_id"].isin(read_raw("cases")["case_id"])]
    assert candidates["round"].tolist() == ["3"] * 4


def test_a_case_without_its_row_of_effects_is_refused(root, edit):
    case_id = read_raw("cases", root)["case_id"][3]
    edit("cases_effects", lambda table: table[table["case_id"] != case_id])
    error = refused(root, "cases", f"the case {case_id}", "a row in cases_effects")
    assert (error.row, Path(str(error.file)).name) == (5, "cases.csv")


def test_conflict_must_be_coded_as_in_the_register(root, edit):
    edit("case_conflicts", setting(2, "coded", "red_notice"))
    error = refused(
        root, "case_conflicts", "'red_notice' for 'instrument' of tur-2018-salihmuslim", "'unspecified_interpol'"
    )
    assert error.row == 2


def test_last_change_must_be_what_the_register_holds(root, edit):
    edit("cases_changes", setting(2, "new", "upheld"))
    error = refused(root, "cases_changes", "'upheld' for 'oversight_outcome' of kwt-2018-mesaileem", "'deleted_by_ccf'")
    assert error.row == 2


def test_empty_table(root, edit):
    edit("cases", lambda table: table.iloc[:0])
    refused(root, "cases", "no row", "at least one row", "cases.csv")


@pytest.mark.parametrize("name", all_schemas())
def test_every_column_says_what_it_holds_and_accepts(name):
    for column in all_schemas()[name].columns.values():
        assert len(column.description) > 3
        assert expectation(column)
