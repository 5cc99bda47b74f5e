"""Country names and codes are read strictly, and a name that is not known is refused with file and row."""

import re
import unicodedata
from collections.abc import Callable

import pandas as pd
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.country_names import (
    ALIASES,
    NAMES,
    _by_words,
    _index,
    _words,
    country_name,
    fold,
    members,
    parse_countries,
    parse_country,
    parse_country_column,
)
from analysis.core.errors import InputError
from analysis.core.judgement import table

WORDS = st.text(max_size=20)
CODE = re.compile(r"[A-Z]{3}|WORLD")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("  rUSSIA ", "RUS"),
        ("ru", "RUS"),
        ("blr", "BLR"),
        ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("Kosovo", "XKX"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo (Democratic Republic of)", "COD"),
        ("DR Congo", "COD"),
        ("D.R. Congo", "COD"),
        ("United Kingdom of Great Britain", "GBR"),
        ("U.S.A.", "USA"),
        ("U.K.", "GBR"),
        ("Hong Kong SAR", "HKG"),
        ("Macedonia", "MKD"),
        ("The Netherlands", "NLD"),
        ("The Gambia", "GMB"),
        ("Bosnia", "BIH"),
        ("Czech Rep.", "CZE"),
        ("Dem. Rep. of the Congo", "COD"),
        ("S. Korea", "KOR"),
        ("N. Korea", "PRK"),
        ("Korea, Dem. People's Rep. of", "PRK"),
        ("Iran (Islamic Rep.)", "IRN"),
        ("Kosovo*", "XKX"),
        ("the United States of America", "USA"),
        ("the U.S.", "USA"),
        ("Korea, Rep.", "KOR"),
        ("Congo, Dem. Rep.", "COD"),
        ("Virgin Islands (U.S.)", "VIR"),
        ("Br. Virgin Is.", "VGB"),
        ("St. Vincent & the Grenadines", "VCT"),
        ("Czechia (Czech Republic)", "CZE"),
        ("Myanmar/ Burma", "MMR"),
        ("West Bank and Gaza", "PSE"),
        ("Hong Kong (China)", "HKG"),
    ],
)
def test_names_codes_and_aliases_in_any_case_and_accent(written: str, code: str) -> None:
    assert parse_country(written, strict=False) == code


@pytest.mark.parametrize(
    "change",
    [
        lambda name: f"The {name}",
        lambda name: f"{name}, The",
        lambda name: f"{name} (the)",
        lambda name: name.replace(" and ", " & ").replace("Saint ", "St. ").replace(" Islands", " Is."),
        lambda name: name.replace("Republic", "Rep.").replace("Democratic", "Dem.").replace("United ", "Utd. "),
        lambda name: re.sub(r"^(Republic|Kingdom|State) of (?:the )?(.*)$", r"\2, \1 of", name),
        lambda name: re.sub(r"^(.*) of (?:the )?(.*)$", r"\2 (\1 of the)", name),
        lambda name: name.replace("North ", "N. ").replace("South ", "S. ").replace("-", " ").upper(),
    ],
)
def test_every_country_is_known_by_each_form_of_its_names(change: Callable[[str], str]) -> None:
    for country in pycountry.countries:
        names = {getattr(country, field, country.name) for field in ("name", "official_name", "common_name")}
        assert {parse_country(change(name), strict=False) for name in names} == {country.alpha_3}


def test_no_two_countries_have_names_of_the_same_words() -> None:
    names = {name: code for name, code in _index().items() if len(name) > 3}
    assert {name: _by_words()[_words(name)] for name in names} == names


@pytest.mark.parametrize(
    "written", ["Korea", "Islands", "the", "Saint", "Virgin Islands", "Russia/Ukraine", "S.", "()"]
)
def test_what_names_no_one_country_is_not_guessed(written: str) -> None:
    assert not parse_country(written, strict=False)


def test_every_alias_has_a_known_code_and_a_reason() -> None:
    aliases = table(ALIASES.name)
    assert len(aliases) > 20
    for row in aliases.to_dict("records"):
        assert parse_country(row["alias"], strict=False) == row["iso3"]
        assert CODE.fullmatch(row["iso3"])
        assert row["reason"].strip(), row


def test_no_alias_takes_over_the_name_of_another_country() -> None:
    for country in pycountry.countries:
        assert parse_country(country.name) == country.alpha_3
        assert parse_country(country.alpha_3) == country.alpha_3


def test_each_country_has_a_display_name_that_reads_back() -> None:
    for code in members():
        assert parse_country(country_name(code)) == code
    assert table(NAMES.name)["iso3"].is_unique


def test_an_unknown_name_of_a_column_is_refused_with_value_file_row_and_cure() -> None:
    """The index holds the rows of the file."""
    column = pd.Series(["Belarus", "", "Ruritania"], index=[7, 8, 19])
    with pytest.raises(InputError, match=r"in f\.csv at row 19") as caught:
        parse_country_column(column, "f.csv")
    assert (caught.value.file, caught.value.row) == ("f.csv", 19)
    assert "'Ruritania'" in str(caught.value)
    assert "data/hand/country_aliases.csv" in str(caught.value)


def test_a_column_keeps_blanks_and_index() -> None:
    column = pd.Series(["Belarus", "", "fr"], index=[5, 3, 9])
    assert parse_country_column(column).to_dict() == {5: "BLR", 3: "", 9: "FRA"}


@pytest.mark.parametrize("blank", [" ", "-", "n/a", "nan"])
def test_a_blank_or_placeholder_is_no_country(blank: str) -> None:
    with pytest.raises(InputError):
        parse_country(blank)
    with pytest.raises(InputError):
        parse_country_column(pd.Series([blank]))


def test_namibia_survives_its_code_na() -> None:
    assert parse_country("NA") == "NAM"
    assert parse_country_column(pd.Series(["NA"])).tolist() == ["NAM"]


def test_interpol_has_196_members() -> None:
    """The UN's 193 members without North Korea and Tuvalu, and five others: interpol.int, Member countries."""
    assert len(members()) == len(set(members())) == 196
    assert not {"PRK", "TUV", "TWN", "XKX", "HKG"} & set(members())
    assert {"ABW", "CUW", "SXM", "VAT", "PSE"} <= set(members())


@pytest.mark.parametrize(
    ("typed", "code"),
    [("blr", "BLR"), (" BLR ", "BLR"), ("xkx", "XKX"), ("BY", "BLR"), ("belarus", "BLR"), ("United  States", "USA")],
)
def test_a_country_is_asked_for_by_name_or_code(typed: str, code: str) -> None:
    assert parse_country(typed) == code


@pytest.mark.parametrize("typed", ["", "ZZZ", "XIC", "WORLD", "../BLR", "BLR;RUS"])
def test_what_names_no_country_is_not_asked_for(typed: str) -> None:
    with pytest.raises(InputError, match="a country's name, or an ISO 3166-1 code such as BLR"):
        parse_country(typed)


def test_a_name_that_is_spelt_nearly_so_is_offered() -> None:
    with pytest.raises(InputError, match=r"country 'Belarsu'.*did you mean Belarus\?"):
        parse_country("Belarsu")


@pytest.mark.parametrize("word", ["World", "WORLD", "International Criminal Court"])
def test_what_is_no_country_is_neither_taken_nor_offered(word: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_country(word)
    assert word.title() not in str(refused.value).partition("to fix")[2]


def test_an_unknown_code_has_no_name() -> None:
    with pytest.raises(InputError, match="ZZZ"):
        country_name("ZZZ")


@given(WORDS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from([country.name for country in pycountry.countries]), st.booleans(), st.booleans())
def test_folding_ignores_case_composition_and_spacing(name: str, upper: bool, decomposed: bool) -> None:
    varied = unicodedata.normalize("NFD" if decomposed else "NFC", name)
    varied = "  " + (varied.upper() if upper else varied.lower()).replace(" ", "  ")
    assert fold(varied) == fold(name)


@given(WORDS)
def test_any_text_gives_a_code_of_three_capitals_or_an_input_error(text: str) -> None:
    try:
        code = parse_country(text)
    except InputError:
        return
    assert CODE.fullmatch(code)


@pytest.mark.parametrize(
    ("iso3", "said"),
    [("USA", "the United States"), ("ARE", "the United Arab Emirates"), ("NLD", "the Netherlands"), ("FRA", "France")],
)
def test_a_name_within_a_sentence_has_its_article(iso3, said):
    assert country_name(iso3, with_article=True) == said


def test_every_article_belongs_to_a_known_name_and_is_the_same_word():
    listed = table(NAMES.name)
    assert set(listed["article"]) == {"", "the"}
    assert all(country_name(iso3) == name for iso3, name in zip(listed["iso3"], listed["name"], strict=True))


def test_a_remark_makes_no_other_country_of_one() -> None:
    for written in ("Congo (Democratic Republic of)", "Congo (Kinshasa)", "Congo (DRC)"):
        assert parse_countries(written) == (["COD"], []), written
    assert parse_countries("U.S.A.; D.R. Congo") == (["USA", "COD"], [])
