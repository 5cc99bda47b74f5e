"""Regressions by dyad, against R, statsmodels, firthmodels and hand calculation."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy import stats

from analysis.core.errors import InputError
from analysis.stats.dyads import SIDES, DyadModel, _sums, contrast, fit, fit_each, leave_one_out
from analysis.stats.estimate import ConvergenceError
from simulations.draws import draw_events, small_frame

YEARS, SENDERS, RECEIVERS = 4, 7, 8
FORMULA = "events ~ x1 + x2 + x3 + x4"
CLUSTERS = ["i", "j"]


def example() -> pd.DataFrame:
    """Give every year, sender and other receiver, with covariates of each, and events."""
    generator = np.random.default_rng(3)
    ours = generator.standard_normal((YEARS, SENDERS, 1))[:, :, 0]
    theirs = generator.standard_normal((YEARS, RECEIVERS, 2))
    places = [(t, i, i) for t in range(YEARS) for i in range(SENDERS)]
    places += [
        (t, i, j) for t in range(YEARS) for i in range(SENDERS) for j in range(RECEIVERS)
        if i != j and generator.random() < 0.5
    ]  # fmt: skip
    cells = np.array(places)
    inside = (cells[:, 1] != cells[:, 2]).astype(float)
    pairs = generator.standard_normal((len(cells), 1))[:, 0] * inside
    known = pd.DataFrame(cells, columns=["t", "i", "j"]).assign(x4=pairs, events=generator.poisson(0.7, len(cells)))
    rows = pd.MultiIndex.from_product([range(YEARS), range(SENDERS), range(RECEIVERS)], names=["t", "i", "j"])
    frame = rows.to_frame(index=False).query("i != j").merge(known, how="left").fillna(0.0)
    t, i, j = (frame[name].to_numpy() for name in ("t", "i", "j"))
    return frame.assign(x1=ours[t, i], x2=theirs[t, j, 0], x3=theirs[t, j, 1])


def design(frame: pd.DataFrame) -> np.ndarray:
    return np.column_stack([np.ones(len(frame)), frame[["x1", "x2", "x3", "x4"]]])


def sandwich(model: DyadModel) -> DyadModel:
    """Give the same fit with plain sandwich errors, which R has, in the place of the jackknife."""
    mean = model.predict(model.data).to_numpy()
    values = design(model.data)
    bread = np.linalg.inv((values.T * mean) @ values)
    residual = model.data[model.outcome].to_numpy() - mean
    both = pd.factorize(model.data["i"] * 100 + model.data["j"])[0]
    codes = [model.data["i"].to_numpy(), model.data["j"].to_numpy(), both]
    influences = tuple(pd.DataFrame(_sums(values, residual, one) @ bread, columns=model.params.index) for one in codes)
    return replace(model, influences=influences, family="negative binomial")


def test_poisson_agrees_with_statsmodels():
    frame = example()
    found = fit(FORMULA, frame, clusters=CLUSTERS)
    oracle = sm.GLM(frame["events"], design(frame), family=sm.families.Poisson()).fit(tol=1e-12)
    assert len(frame) == 196 and found.events == frame["events"].sum()
    assert_allclose(found.params, oracle.params, rtol=1e-8)
    assert_allclose(found.predict(frame), oracle.fittedvalues, rtol=1e-8)


def test_two_way_errors_agree_with_sandwich_of_r():
    """R, the rows of `example` in d: m <- glm(y ~ x1 + x2 + x3 + x4, poisson, d, epsilon = 1e-14);
    vcovCL(m, ~ i + j, type = "HC0", cadjust = TRUE, multi0 = FALSE, fix = TRUE); sandwich 3.1.1."""
    expected = [
        [0.0002830245670, -0.001120474727, 0.0004426175388, 0.001605189699, 0.0009804497029],
        [-0.0011204747266, 0.006603697626, -0.0020323696487, -0.007275026769, -0.0011379818100],
        [0.0004426175388, -0.002032369649, 0.0102831601033, 0.004226834544, -0.0160890037400],
        [0.0016051896992, -0.007275026769, 0.0042268345435, 0.009761656693, 0.0015088040316],
        [0.0009804497029, -0.001137981810, -0.0160890037400, 0.001508804032, 0.0380759588651],
    ]
    found = sandwich(fit(FORMULA, example(), clusters=CLUSTERS))
    assert_allclose(found.params, [-1.08561991621, -0.07090831323, -0.24517434769, 0.17371854243, 0.20718796478])
    assert_allclose(found.vcov, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("effect", ["", " | i", " | t"])
def test_the_jackknife_is_one_step_without_each_cluster(effect):
    """Compared with covariates, and a column for each constant, listed whole."""
    frame = example()
    found = fit(FORMULA + effect, frame, clusters=CLUSTERS)
    values = design(frame)
    if effect:
        group = frame[effect[-1]].to_numpy()
        values = np.hstack([values[:, 1:], (group[:, None] == np.unique(group)).astype(float)])
    oracle = sm.GLM(frame["events"], values, family=sm.families.Poisson()).fit(tol=1e-12)
    mean = np.asarray(oracle.fittedvalues)
    score, whole = (frame["events"].to_numpy() - mean)[:, None] * values, (values.T * mean) @ values
    kept = len(found.params)
    assert_allclose(found.params, oracle.params[:kept], rtol=1e-8)
    for side, name in enumerate(CLUSTERS):
        for place, unit in enumerate(pd.unique(frame[name])):
            here = (frame[name] == unit).to_numpy()
            left = whole - (values[here].T * mean[here]) @ values[here]
            step = np.linalg.pinv(left, rcond=1e-9, hermitian=True) @ score[here].sum(axis=0)
            assert_allclose(found.influences[side].iloc[place], step[:kept], atol=1e-8)
    if not effect:
        apart = np.sqrt(np.diag(found.vcov)) > np.sqrt(np.diag(sandwich(found).vcov))
        assert apart[2:].all()


def test_groups_without_an_event_are_left_out_of_a_model_with_a_constant_for_each():
    frame = example()
    frame.loc[frame["i"] == 3, "events"] = 0
    found = fit(f"{FORMULA} | i", frame, clusters=CLUSTERS)
    assert_allclose(found.params, fit(f"{FORMULA} | i", frame[frame["i"] != 3], clusters=CLUSTERS).params)
    assert 3 not in set(found.data["i"])
    with pytest.raises(ValueError, match="without `\\|`"):
        found.predict(frame)


def test_two_way_is_sender_plus_receiver_less_dyad_by_hand():
    """(3^2 + 0.5^2) * 2 + (1.5^2 + 1^2) * 2 - (1 + 4 + 0.25 + 1) * 4 / 3."""
    parts = [[3.0, -0.5], [1.5, 1.0], [1.0, 2.0, 0.5, -1.0]]
    model = fit("events ~ 1", example(), clusters=CLUSTERS)
    named = tuple(pd.DataFrame({"Intercept": part}) for part in parts)
    found = replace(model, influences=named, family="negative binomial")
    assert_allclose(found.vcov, [[9.25 * 2 + 3.25 * 2 - 6.25 * 4 / 3]])


def test_intervals_are_of_t_with_the_effective_clusters_less_one():
    """Kish's number of clusters: 2 where two senders hold half of the events each, 100 / 82 where one holds nine."""
    frame = pd.DataFrame({"events": [5.0, 0, 5, 0], "i": [0, 0, 1, 1], "j": [0, 1, 1, 0], "x": [1.0, 2, 3, 5]})
    assert fit("events ~ x", frame, clusters=CLUSTERS).freedom == 1
    uneven = pd.DataFrame({"events": [40.0, 20, 20, 10, 9, 1], "i": [0, 1, 2, 3, 4, 5], "x": [1.0, 2, 3, 5, 4, 1]})
    model = fit("events ~ x", uneven, clusters=["i"], level=0.9)
    assert model.freedom == pytest.approx(100**2 / (1600 + 800 + 100 + 81 + 1) - 1)
    row = model.table.set_index("term").loc["x"]
    reach = stats.t.ppf(0.95, model.freedom) * np.sqrt(model.vcov.loc["x", "x"])
    assert np.log(row["high"] / row["ratio"]) == pytest.approx(reach)


def test_one_column_of_clusters_is_enough():
    frame = example()
    found = fit(FORMULA, frame, clusters=["i"])
    sums = found.influences[0].to_numpy()
    assert len(found.influences) == 1 and len(sums) == SENDERS
    assert_allclose(found.vcov, (SENDERS - 1) / SENDERS * sums.T @ sums)


def test_a_covariate_that_parts_all_events_is_refused_by_poisson_and_borne_by_firth():
    frame = pd.DataFrame({"events": [3, 0, 2, 0], "x": [1, 0, 1, 0], "i": [0, 0, 1, 1], "j": [0, 1, 1, 0]})
    with pytest.raises(ConvergenceError, match="no finite maximum"):
        fit("events ~ x", frame, clusters=CLUSTERS)
    assert not fit_each({"it": "events ~ x"}, frame, clusters=CLUSTERS)["it"].converged
    assert np.isfinite(fit("events ~ x", frame, clusters=CLUSTERS, family="firth").params).all()


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_the_unit_of_a_covariate_changes_its_coefficient_alone(scale):
    frame = example()
    other = fit(FORMULA, frame.assign(x2=frame["x2"] * scale), clusters=CLUSTERS)
    one = fit(FORMULA, frame, clusters=CLUSTERS)
    assert_allclose(other.params * [1, 1, scale, 1, 1], one.params, rtol=1e-7)
    for scaled, plain in zip(other.influences, one.influences, strict=True):
        assert_allclose(scaled["x3"], plain["x3"], rtol=1e-6, atol=1e-9)
        assert_allclose(scaled["x2"] * scale, plain["x2"], rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("family", ["poisson", "firth"])
def test_a_rare_covariate_with_many_events_is_fitted(family):
    rows = np.arange(50_000)
    events = (rows < 20) | ((rows >= 100) & (rows < 130))
    data = pd.DataFrame({"cases": events.astype(int), "treaty": rows < 100, "a": rows % 97, "b": rows % 89})
    data = data.astype({"treaty": int})
    ratio = (
        fit("cases ~ treaty", data, clusters=["a", "b"], family=family).table.set_index("term").loc["treaty", "ratio"]
    )
    rates = [(20, 100, 30, 49_900)] if family == "poisson" else [(20.5, 80.5, 30.5, 49_870.5)]
    (some, of_some, others, of_others) = rates[0]
    assert ratio == pytest.approx((some / of_some) / (others / of_others), rel=1e-6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x2": np.nan}, r"196 blanks in x2; expected none; to fix, data\['x2'\] = data\['x2'\].fillna\(0\)"),
        ({"i": None}, "196 blanks in i"),
        ({"events": 0}, "only zeros, or a negative count, in events"),
        ({"events": -1}, "a negative count"),
    ],
)
def test_blanks_and_rows_without_an_event_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        fit(FORMULA, example().assign(**change), clusters=CLUSTERS)


def test_an_unknown_column_or_family_is_refused():
    with pytest.raises(ValueError, match="no column 'gdp'"):
        fit("events ~ gdp", example(), clusters=CLUSTERS)
    with pytest.raises(ValueError, match=r"no column 'np.log\(events\)'"):
        fit("np.log(events) ~ x1", example(), clusters=CLUSTERS)
    with pytest.raises(ValueError, match="the family 'probit'"):
        fit(FORMULA, example(), clusters=CLUSTERS, family="probit")


def test_what_a_family_or_a_pair_of_models_cannot_give_is_refused():
    frame = example()
    for family in ("firth", "negative binomial"):
        with pytest.raises(ValueError, match=f"a constant for each i with {family}; expected poisson"):
            fit(f"{FORMULA} | i", frame, clusters=CLUSTERS, family=family)
    poisson, firth = (fit(FORMULA, frame, clusters=CLUSTERS, family=family) for family in ("poisson", "firth"))
    some = fit(FORMULA, frame[frame["i"] > 0], clusters=CLUSTERS)
    inside = fit(f"{FORMULA} | i", frame, clusters=CLUSTERS)
    for other in (firth, some):
        with pytest.raises(ValueError, match="one family on the same rows"):
            contrast(poisson, other)
    for model in (firth, inside):
        with pytest.raises(ValueError, match="a Poisson model without constants"):
            leave_one_out(model, "x1", by="i")
    parted = frame.assign(x1=(frame["events"] > 0).astype(float))
    blank = fit_each({"it": "events ~ x1"}, parted, clusters=CLUSTERS)["it"]
    for use in (lambda: blank.table, lambda: contrast(blank, poisson)):
        with pytest.raises(ConvergenceError, match="no finite maximum"):
            use()


def test_firth_adds_half_to_each_cell_of_a_table_of_two_by_two():
    """Heinze & Schemper (2002): the saturated fit is that of the table with 1/2 added to every cell."""
    rows = pd.DataFrame({"events": [0.0, 1, 0, 1], "x": [0.0, 0, 1, 1]}).loc[np.repeat([0, 2, 3], [20, 4, 6])]
    found = fit("events ~ x", rows.assign(i=np.arange(30)), clusters=["i"], family="firth")
    assert_allclose(found.params.iloc[0], np.log(0.5 / 20.5), rtol=1e-7)
    assert_allclose(found.params.iloc[1], np.log(6.5 / 4.5) - np.log(0.5 / 20.5), rtol=1e-7)


def test_firth_agrees_with_firthmodels_and_with_a_maximum_in_r():
    """FirthLogisticRegression().fit(x1 to x4, y > 0) of firthmodels 0.8.2; in R, optim of the penalised likelihood
    sum(y * e - log1p(exp(e))) + determinant(t(X) %*% (W * X))$modulus / 2 gives the same to its tolerance."""
    found = fit(FORMULA, example(), clusters=CLUSTERS, family="firth")
    assert_allclose(found.params, [-1.12594034, -0.13189168, -0.27307298, 0.05171392, 0.17218922], rtol=2e-6)


#: Endometrial cancer of Heinze & Schemper (2002), as the package brglm2 of R gives it: 79 patients.
ENDOMETRIAL = {
    "NV": "0000000000000000000001111100000000000000000000011110000000000000000000100011010",
    "PI": "13 16 8 34 20 5 17 10 26 17 8 7 20 10 18 16 18 8 29 12 20 38 22 7 25 15 7 28 11 19 10 10 18 14 21 11 17 "
    "25 16 19 15 33 24 48 12 19 2 22 40 5 0 21 15 29 15 12 3 20 23 12 22 42 15 13 14 19 12 13 10 12 49 6 5 17 "
    "11 21 5 19 33",
    "EH": "1.64 2.26 3.14 2.68 1.28 2.31 1.8 1.68 1.56 2.31 2.01 1.89 3.15 1.23 1.27 1.76 2 2.64 0.88 1.27 1.37 0.97 "
    "1.14 0.88 0.91 0.58 0.97 1.5 1.33 2.37 1.82 3.13 1.31 1.92 1.64 2.01 1.88 1.93 2.11 1.29 1.72 0.75 1.92 1.84 1.11 "
    "1.61 1.18 1.44 1.18 0.93 1.17 1.19 1.06 2.02 2.29 2.33 2.9 1.7 1.41 2.25 1.54 1.97 1.75 2.16 2.57 1.37 3.61 2.04 "
    "2.17 1.69 0.27 1.84 1.3 0.96 1.01 0.98 0.35 1.02 0.85",
    "HG": "0000000000000000011111111110000000000000000111111111100000000000000001111111111",
}


def endometrial() -> pd.DataFrame:
    """Give the published example of separation."""
    read = {name: [float(one) for one in (text.split() if " " in text else text)] for name, text in ENDOMETRIAL.items()}
    return pd.DataFrame(read).assign(patient=np.arange(79))


def test_firth_agrees_with_the_published_example_of_separation():
    """Heinze & Schemper (2002), endometrial cancer: NV 2.93 (1.55), PI -0.035 (0.040), EH -2.60 (0.78), where the
    plain likelihood has no finite maximum. R, brglm2 0.9.2: data(endometrial); m <- glm(HG ~ NV + PI + EH, binomial,
    endometrial, method = "brglm_fit", type = "AS_mean", epsilon = 1e-12); coef(m)."""
    found = fit("HG ~ NV + PI + EH", endometrial(), clusters=["patient"], family="firth")
    assert_allclose(found.params, [3.774559713647, 2.929273353197, -0.034751759870, -2.604163925294], rtol=1e-6)
    assert found.params[1:].round(2).tolist() == [2.93, -0.03, -2.6]


def test_clustered_errors_of_firth_agree_with_r():
    """R, the rows in d with sender i and receiver j, e <- as.numeric(y > 0):
    m <- glm(e ~ x1 + x2 + x3, binomial, d, method = "brglm_fit", type = "AS_mean", epsilon = 1e-13);
    X <- model.matrix(m); p <- fitted(m); W <- p * (1 - p); B <- solve(t(X) %*% (W * X));
    H <- rowSums((X %*% B) * X) * W; S <- (e - p + H * (.5 - p)) * X;
    M <- function(g) { s <- rowsum(S, g); G <- nrow(s); G / (G - 1) * t(s) %*% s };
    V <- B %*% (M(d$i) + M(d$j) - M(paste(d$i, d$j))) %*% B; v <- eigen((V + t(V)) / 2);
    sqrt(diag(v$vectors %*% (pmax(v$values, 0) * t(v$vectors))))."""
    frame = small_frame(4, 14, 2)
    terms = ["sender", "receiver", "pair"]
    mean = np.exp(-0.5 + frame[terms].to_numpy() @ [0.3, -0.2, 0.2])
    drawn = frame.assign(events=draw_events(frame, mean, (0.8, 0.5), np.random.default_rng(8)))
    found = fit("events ~ sender + receiver + pair", drawn, family="firth")
    assert_allclose(found.params, [-1.3399584459972, 0.4455621838643, -0.2794345216050, 0.3726426639983], rtol=1e-6)
    x, chance = np.column_stack([np.ones(len(drawn)), drawn[terms]]), found.predict(drawn).to_numpy()
    spread = chance * (1 - chance)
    bread = np.linalg.inv((x.T * spread) @ x)
    lever = np.einsum("rk,kl,rl->r", x, bread, x) * spread
    scores = drawn["events"].gt(0) - chance + lever * (0.5 - chance)
    sides = [pd.factorize(drawn[name])[0] for name in SIDES]
    codes = [*sides, pd.factorize(sides[0] * 1000 + sides[1])[0]]
    plain = [pd.DataFrame(_sums(x, scores.to_numpy(), one) @ bread, columns=found.params.index) for one in codes]
    assert_allclose(
        np.sqrt(np.diag(replace(found, influences=tuple(plain), family="negative binomial").vcov)),
        [0.40827400214821, 0.31928304113911, 0.23331025013001, 0.06165334126131],
        rtol=1e-6,
    )


def test_the_difference_of_two_outcomes_agrees_with_sandwich_of_r():
    """R, the rows of `example` twice in s, y of the one outcome with o = 1 and of the other with o = 0:
    m <- glm(y ~ 0 + x0 + x1 + x2 + x3 + x4 + I(o * x0) + I(o * x1) + I(o * x2) + I(o * x3) + I(o * x4), poisson, s,
    epsilon = 1e-14); v <- vcovCL(m, ~ i + j, type = "HC0", cadjust = TRUE, multi0 = FALSE)[6:10, 6:10]; e <- eigen(v);
    sqrt(diag(e$vectors %*% (pmax(e$values, 0) * t(e$vectors)))); sandwich 3.1.1."""
    frame = example()
    first = np.random.default_rng(4).binomial(frame["events"].astype(int), 0.5)
    halves = frame.assign(first=first, second=frame["events"] - first)
    names = ["first", "second"]
    one, other = (sandwich(fit(f"{name} ~ x1 + x2 + x3 + x4", halves, clusters=CLUSTERS)) for name in names)
    table = contrast(one, other)
    assert_allclose(
        np.log(table["ratio"]),
        [0.36987284836, 0.00963025441, -0.22527714127, -0.13075060401, -0.57023911607],
        rtol=1e-6,
        atol=1e-9,
    )
    reach = stats.t.ppf(0.975, min(one.freedom, other.freedom))
    assert_allclose(
        np.log(table["high"] / table["ratio"]) / reach,
        [0.130844393034, 0.150353819189, 0.186987898965, 0.158257445784, 0.392871605889],
        rtol=1e-6,
    )


def test_a_difference_of_a_fit_with_itself_has_no_error():
    found = fit(FORMULA, example(), clusters=CLUSTERS)
    assert_allclose(contrast(found, found)[["ratio", "low", "high"]], 1)


def test_a_contrast_of_contrasts_is_that_of_both_pairs_with_all_four_errors_together():
    """Params by statsmodels; the covariance of four sums of influences, two ways and jackknifed, written out."""
    frame, generator = example(), np.random.default_rng(5)
    names = ["first", "second", "third", "fourth"]
    frame = frame.assign(**{name: generator.binomial(frame["events"].astype(int), 0.6) for name in names})
    models = [fit(f"{name} ~ x1 + x2 + x3 + x4", frame, clusters=CLUSTERS) for name in names]
    plain = [sm.GLM(frame[name], design(frame), family=sm.families.Poisson()).fit(tol=1e-12).params for name in names]
    table = contrast(*models)
    assert_allclose(np.log(table["ratio"]), plain[0] - plain[1] - plain[2] + plain[3], rtol=1e-6, atol=1e-8)
    sums = [one - two - three + four for one, two, three, four in zip(*(m.influences for m in models), strict=True)]
    parts = [part.to_numpy().T @ part.to_numpy() for part in sums]
    sizes = [len(part) for part in sums]
    total = parts[0] * (1 - 1 / sizes[0]) + parts[1] * (1 - 1 / sizes[1]) - parts[2] * sizes[2] / (sizes[2] - 1)
    values, vectors = np.linalg.eigh(total)
    errors = np.sqrt(np.diag(vectors @ np.diag(values.clip(0)) @ vectors.T))
    reach = stats.t.ppf(0.975, min(model.freedom for model in models))
    assert_allclose(np.log(table["high"] / table["ratio"]) / reach, errors, rtol=1e-6)
    assert_allclose(contrast(*models[:2], *models[:2])[["ratio", "low", "high"]], 1)


def test_the_negative_binomial_agrees_with_mass_of_r():
    """R: m <- MASS::glm.nb(y ~ x + z, control = glm.control(epsilon = 1e-14)); coef(m); 1 / m$theta."""
    counts = [0, 0, 3, 1, 0, 7, 2, 0, 0, 1, 4, 0, 12, 0, 1, 2, 0, 5, 0, 0, 9, 1, 0, 3, 0, 0, 2, 6, 0, 1.0]
    rows = pd.DataFrame({"events": counts, "x": np.tile([-1.2, -0.4, 0.1, 0.7, 1.5], 6)})
    rows = rows.assign(z=np.tile([0.0, 1], 15), i=np.arange(30))
    found = fit("events ~ x + z", rows, clusters=["i"], family="negative binomial")
    assert_allclose(found.params, [0.657833286127, -0.652694152665, -0.046638700556], rtol=1e-4)
    assert_allclose(found.dispersion, 1.72348726360, rtol=1e-4)


def test_clustered_errors_of_the_negative_binomial_agree_with_statsmodels():
    frame = example()
    found = fit(FORMULA, frame, clusters=["i"], family="negative binomial")
    oracle = sm.NegativeBinomial(frame["events"], design(frame)).fit(
        disp=0, method="newton", tol=1e-12, start_params=[*found.params, found.dispersion],
        cov_type="cluster", cov_kwds={"groups": frame["i"], "use_correction": False},
    )  # fmt: skip
    plain = np.asarray(oracle.cov_params())[:5, :5] * SENDERS / (SENDERS - 1)
    assert_allclose(found.vcov, plain, rtol=1e-4, atol=1e-7)


def test_each_formula_is_fitted_and_starts_from_the_one_before():
    frame = example()
    found = fit_each({"short": "events ~ x1", "long": FORMULA}, frame, clusters=CLUSTERS, level=0.8)
    assert_allclose(found["long"].params, fit(FORMULA, frame, clusters=CLUSTERS).params, rtol=1e-8)
    assert {model.level for model in found.values()} == {0.8}


def test_each_country_is_left_out_in_turn():
    frame = example()
    found = leave_one_out(fit(FORMULA, frame, clusters=CLUSTERS), "x1", by="i").set_index("without")["ratio"]
    for unit in frame["i"].unique():
        rest = fit(FORMULA, frame[frame["i"] != unit], clusters=CLUSTERS)
        assert found[str(unit)] == pytest.approx(np.exp(rest.params["x1"]), abs=5.1e-4)
    assert found.is_monotonic_increasing


@pytest.mark.parametrize(
    "term",
    [
        "{print(1)}",
        "__import__('os').system('x')",
        "log(open('x'))",
        "np.exp(x)(1)",
        "x.values.tofile(x)",
        "eval(x)",
        "`a b`",
    ],
)
def test_a_formula_that_runs_code_is_refused_unless_it_is_trusted(term: str) -> None:
    pairs = pd.DataFrame({"cases": [4, 6, 2, 1], "x": [1.0, 0, 0, 1], "a": [*"ttss"], "b": [*"uvuv"]})
    with pytest.raises(InputError, match=r"which runs as code; expected columns, .*add trusted=True"):
        fit(f"cases ~ x + {term}", pairs, clusters=["a", "b"])


def test_a_formula_may_transform_its_columns() -> None:
    pairs = pd.DataFrame({"cases": [4, 6, 2, 1], "x": [1.0, 0, 0, 1], "a": [*"ttss"], "b": [*"uvuv"]})
    plain, scaled = (fit(f"cases ~ {term}", pairs, clusters=["a", "b"]) for term in ("x", "(exp(x))"))
    assert scaled.predict(pairs).tolist() == pytest.approx(plain.predict(pairs).tolist())
    trusted = fit("cases ~ {x + 1}", pairs, clusters=["a", "b"], trusted=True)
    assert trusted.predict(pairs).tolist() == pytest.approx(plain.predict(pairs).tolist())
