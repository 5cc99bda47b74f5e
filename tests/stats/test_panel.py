import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.stats import panel as panel_module
from analysis.stats.checks import ConvergenceError
from analysis.stats.panel import country_year_ratios
from tests.stats.examples import ABOUT

X = """-1.01 1.56 -0.66 1.47 2.5 -0.1 -0.3 -1.01 0.84 2.41 3.22 -0.28 -0.57 1.0 2.18 1.32 0.45 1.8 -0.02 0.1 -0.13 1.29
1.51 1.41 -0.22 -0.98 0.11 2.11 1.01 0.06 1.33 0.83 2.71 0.96 0.74 0.05 1.32 2.87 -0.22 0.25 1.8 0.67 -0.27 -0.05 0.79
1.99 1.22 2.42"""
COUNT = """11 29 10 19 30 12 5 5 4 11 14 3 4 3 3 3 2 3 6 26 8 16 22 17 14 7 5 22 18 11 6 8 8 5 3 1 9 4 3 2 5 0 1 0 1 4 1
3"""
PANEL = pd.DataFrame(
    {
        "country": np.repeat([f"C{place}" for place in range(8)], 6),
        "year": np.tile(range(2010, 2016), 8),
        "count": np.array(COUNT.split(), dtype=int),
        "exposure": np.repeat([18.0, 9, 3, 18, 12, 4, 3, 3], 6),
        "index": np.array(X.split(), dtype=float),
    }
)


def test_jackknife_over_countries_agrees_with_r():
    """R: glm(y ~ x + g + yr - 1, family = poisson, offset = log(e)), again without each country; sqrt(7 / 8 *
    sum((J - mean(J))^2)); exp(b + qnorm(c(.5, .025, .975)) * se)."""
    found = country_year_ratios(PANEL, ["index"], about=ABOUT).ratios["index"]
    expected = (1.40198862795415, 1.25358138970997, 1.56796529451311)
    assert_allclose((found.value, found.low, found.high), expected, rtol=1e-7)
    assert "1.4 times as many public notices with one unit more of index within a country" in found.sentence
    assert found.n == PANEL["count"].sum()


def test_clustered_errors_agree_with_r(monkeypatch):
    """R: the sandwich of rowsum(X * (y - fitted(m)), g), times G / (G - 1) * (N - 1) / (N - K); the square root is
    0.0515782256972003."""
    monkeypatch.setattr(panel_module, "MANY_COUNTRIES", 8)
    found = country_year_ratios(PANEL, ["index"], about=ABOUT).ratios["index"]
    assert_allclose(np.log(found.high / found.low) / (2 * 1.959963984540054), 0.0515782256972003, rtol=1e-7)


def test_a_country_without_events_is_left_out_and_named():
    silent = PANEL[PANEL["country"] == "C0"].assign(country="ZZZ", count=0)
    found = country_year_ratios(pd.concat([PANEL, silent]), ["index"], about=ABOUT)
    assert (found.left_out, found.countries) == (("ZZZ",), 8)
    assert_allclose(found.ratios["index"].value, 1.40198862795415, rtol=1e-7)


def spread_counts(countries=45, years=8):
    generator = np.random.default_rng(2)
    frame = pd.DataFrame(
        {"country": np.repeat(np.arange(countries).astype(str), years), "year": np.tile(np.arange(years), countries)}
    )
    frame["index"] = generator.normal(size=len(frame))
    frame["exposure"] = 1.0
    level = np.repeat(generator.normal(1.5, 0.5, countries), years)
    frame["count"] = generator.poisson(np.exp(level + 0.3 * frame["index"]) * generator.gamma(2, 0.5, len(frame)))
    return frame


def test_negative_binomial_stands_beside_poisson_and_both_find_the_truth():
    for model in ("poisson", "negative binomial"):
        found = country_year_ratios(spread_counts(), ["index"], about=ABOUT, model=model).ratios["index"]
        assert found.low < np.exp(0.3) < found.high
        assert found.method == f"{model} regression with country constants"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda p: p.drop(columns="exposure"), r"missing columns or values in \['exposure'\]"),
        (lambda p: p.assign(index=p["index"].where(p["year"] > 2010)), r"missing columns or values in \['index'\]"),
        (lambda p: pd.concat([p, p.head(1)]), "a country-year twice"),
        (lambda p: p.assign(exposure=0.0), "exposures above 0"),
        (lambda p: p.assign(count=p["count"] + 0.5), "whole number"),
        (lambda p: p[p["country"] < "C4"], "fewer than 5 countries"),
        (lambda p: p.assign(index=p["exposure"]), "change within countries"),
    ],
)
def test_refuses(change, message):
    with pytest.raises(ValueError, match=message):
        country_year_ratios(change(PANEL), ["index"], about=ABOUT)


def test_refuses_another_model():
    with pytest.raises(ValueError, match="'poisson' or 'negative binomial'"):
        country_year_ratios(PANEL, ["index"], about=ABOUT, model="hurdle")


def test_a_failed_fit_is_an_error_that_names_the_model(monkeypatch):
    class Failing(panel_module.sm.GLM):
        def fit(self, *args, **kwargs):
            return super().fit(*args, **kwargs | {"maxiter": 1})

    monkeypatch.setattr(panel_module.sm, "GLM", Failing)
    with pytest.raises(ConvergenceError, match="poisson model by country and year"):
        country_year_ratios(PANEL, ["index"], about=ABOUT)
