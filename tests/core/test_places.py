"""Country names and codes: languages, codes without a state, states that ended, prose."""

import pycountry
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.core.country_names import parse_countries, parse_country


@pytest.mark.parametrize(
    ("written", "language", "code"),
    [
        ("RU", "en", "RUS"),
        ("ru", "en", "RUS"),
        ("Russie", "fr", "RUS"),
        ("Emirats arabes unis", "fr", "ARE"),
        ("Corée (République de)", "fr", "KOR"),
        ("sous mandat de la MINUK (Kosovo)", "fr", "XKX"),
        ("Almanya", "tr", "DEU"),
        ("Rusia", "es", "RUS"),
        ("Argelia", "es", "DZA"),
        ("Россия", "ru", "RUS"),
        ("Ruritania", "no language", None),
        ("914", "en", "XIC"),
        ("922", "en", "XIR"),
        ("UNK", "en", "XKX"),
        ("SU", "en", "SUN"),
        ("suhh", "en", "SUN"),
        ("YU", "en", "YUG"),
        ("zz", "en", ""),
        ("XXA", "en", ""),
        ("", "en", ""),
        ("Atlantis", "en", None),
        ("Almanya", "en", None),
    ],
)
def test_a_country_as_a_source_writes_it(written: str, language: str, code: str | None) -> None:
    assert parse_country(written, language, strict=False) == code


@pytest.mark.parametrize(
    ("cell", "codes", "unknown"),
    [
        ("Korea, North", ["PRK"], []),
        ("Congo, Democratic Republic of the", ["COD"], []),
        ("North Macedonia, The Republic of", ["MKD"], []),
        ("Bosnia and Herzegovina", ["BIH"], []),
        ("Trinidad and Tobago; Saint Kitts and Nevis", ["TTO", "KNA"], []),
        ("(a) German, (b) Moroccan", ["DEU", "MAR"], []),
        ("Ukrainian and/or Russian", ["UKR", "RUS"], []),
        ("Iranian and US", ["IRN", "USA"], []),
        ("Myanmar/ Burma", ["MMR"], []),
        ("Syrian/Lebanese", ["SYR", "LBN"], []),
        ("possibly Palestinian", ["PSE"], []),
        ("Syrian (presumed)", ["SYR"], []),
        ("Tunisian. National Identification No.: 00000000", ["TUN"], []),
        ("Russian, Atlantean", ["RUS"], ["Atlantean"]),
        ("Congolese", [], []),
        ("", [], []),
    ],
)
def test_prose(cell: str, codes: list[str], unknown: list[str]) -> None:
    assert parse_countries(cell) == (codes, unknown)


@given(st.sampled_from([country.alpha_2 for country in pycountry.countries]), st.booleans())
def test_every_code_is_known_in_any_case(code: str, lower: bool) -> None:
    found = parse_country(code.lower() if lower else code)
    assert found is not None
    assert len(found) == 3


@given(st.text(max_size=40))
@example("World; XIC")
def test_any_text_is_codes_and_a_rest(text: str) -> None:
    codes, _ = parse_countries(text)
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_damage_of_any_length_ends_soon() -> None:
    text = "x" * 200_000
    assert parse_countries(text) == ([], [text])
