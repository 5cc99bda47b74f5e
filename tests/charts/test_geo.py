"""Map geometry: TopoJSON is decoded as specified, and nothing streaks over the map."""

import itertools

import numpy as np
import pandas as pd
import pycountry
import pytest
from matplotlib.colors import to_hex

from analysis.charts.chart import COLOURS
from analysis.charts.world_map import _project, _thin, outlines, world_map
from analysis.core.country_names import members
from analysis.pages.world_overview import level_map
from analysis.tables.shipped import Ring, area, clip_pieces, decode_arcs, joined, stitch, unwrap, world
from tests.charts.examples import draw_map

#: Two squares that share an edge, as in the TopoJSON specification: quantised, delta-coded, one arc used backwards.
TOPOLOGY = {
    "transform": {"scale": [0.5, 2.0], "translate": [10.0, -4.0]},
    "arcs": [[[2, 0], [0, 1]], [[2, 1], [-2, 0], [0, -1], [2, 0]], [[2, 0], [2, 0], [0, 1], [-2, 0]]],
}


def square(left: float, right: float) -> Ring:
    return np.array([[left, 0], [right, 0], [right, 10], [left, 10], [left, 0]], dtype=float)


def test_arcs_are_summed_scaled_and_shifted() -> None:
    shared, *_ = decode_arcs(TOPOLOGY)
    assert shared.tolist() == [[11.0, -4.0], [11.0, -2.0]]


def test_a_ring_is_stitched_from_arcs_forwards_and_backwards() -> None:
    arcs = decode_arcs(TOPOLOGY)
    left, right = stitch([0, 1], arcs), stitch([2, ~0], arcs)
    assert left.tolist() == [[11, -4], [11, -2], [10, -2], [10, -4], [11, -4]]
    assert right.tolist() == [[11, -4], [12, -4], [12, -2], [11, -2], [11, -4]]
    assert area(left) == area(right) == 2.0


def test_area_is_that_of_the_square_whatever_its_direction() -> None:
    assert area(square(0, 20)) == 200.0
    assert area(square(0, 20)[::-1]) == 200.0


def test_a_ring_over_the_antimeridian_is_unwrapped() -> None:
    crossing = np.array([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]], dtype=float)
    assert unwrap(crossing)[:, 0].tolist() == [170, 190, 190, 170, 170]
    assert unwrap(square(0, 20)).tolist() == square(0, 20).tolist()


def test_a_crossing_ring_is_drawn_in_two_pieces_that_keep_its_area() -> None:
    east, west = clip_pieces(square(170, 190))
    assert (east[:, 0].min(), east[:, 0].max()) == (170, 180)
    assert (west[:, 0].min(), west[:, 0].max()) == (-180, -170)
    assert area(east) + area(west) == area(square(170, 190))
    assert len(clip_pieces(square(0, 20))) == 1


def test_russia_touches_the_antimeridian_only_where_it_crosses_it() -> None:
    """Its whole northern shore was once drawn along it, as an arc over the Pacific."""
    (russia,) = [shape for shape in world() if shape.iso3 == "RUS"]
    at_the_edge = np.concatenate([ring[np.abs(ring[:, 0]) == 180.0, 1] for ring in russia.rings])
    assert len(at_the_edge) and at_the_edge.min() > 64 and at_the_edge.max() < 72


def test_french_departments_overseas_that_tables_list_apart_are_drawn_apart() -> None:
    """French Guiana once had the colour of France, as the source draws it as one of its polygons."""
    rings = {shape.iso3: shape.rings for shape in world()}
    assert [len(rings[code]) for code in ("GUF", "GLP", "MTQ", "REU")] == [1, 3, 1, 1]
    assert all(ring[:, 1].min() > 40 for ring in rings["FRA"] if area(ring) > 0.05)
    assert rings["GUF"][0][:, 0].max() < -50 and 5 < area(rings["GUF"][0]) < 8


def test_no_ring_spans_more_than_half_the_map() -> None:
    for shape in world():
        for ring in shape.rings:
            assert np.ptp(ring[:, 0]) <= 180.0 or shape.iso3 == "ATA", shape.iso3
            assert np.abs(ring[:, 0]).max() <= 180.0


@pytest.mark.parametrize("iso3", ["RUS", "FJI", "USA", "NZL"])
def test_no_drawn_outline_streaks_over_the_map(iso3: str) -> None:
    width = float(np.ptp(_project(np.array([[-180.0, 0.0], [180.0, 0.0]]))[:, 0]))
    (rings,) = [rings for code, rings, _ in outlines() if code == iso3]
    for ring in rings:
        assert np.ptp(ring[:, 0]) < width / 2
        assert np.abs(np.diff(ring[:, 0])).max() < width / 8


def test_russia_and_fiji_lie_on_both_sides_of_the_antimeridian() -> None:
    shapes = {shape.iso3: shape for shape in world()}
    for iso3 in ("RUS", "FJI"):
        middles = [float(ring[:, 0].mean()) for ring in shapes[iso3].rings]
        assert min(middles) < -170.0
        assert max(middles) > 170.0


def test_every_member_of_the_un_but_tuvalu_has_a_shape() -> None:
    drawn = {shape.iso3 for shape in world()}
    assert set(members()) | {"PRK", "TWN", "XKX", "HKG"} <= drawn
    assert "TUV" not in drawn
    assert all(pycountry.countries.get(alpha_3=code) or code == "XKX" for code in drawn)


def test_land_is_where_it_should_be() -> None:
    shapes = {shape.iso3: shape.largest for shape in world()}
    for iso3, west, south, east, north in [("BLR", 23, 51, 33, 57), ("CHL", -76, -56, -66, -17)]:
        low, high = shapes[iso3].min(axis=0), shapes[iso3].max(axis=0)
        assert west < low[0] < high[0] < east
        assert south < low[1] < high[1] < north


def test_equal_earth_gives_the_published_extent() -> None:
    """Šavrič, Patterson & Jenny 2018: 2.05458 : 1, and Y of the pole 1.3173627591574133, X of the edge 2.70663...

    Checked with `proj`: echo 180 0 | proj +proj=eqearth +R=1 gives 2.7066299836960748, 0 90 gives 1.3173627591574133.
    """
    edge, pole, origin = _project(np.array([[180.0, 0.0], [0.0, 90.0], [0.0, 0.0]]))
    assert edge == pytest.approx([2.7066299836960748, 0.0], abs=1e-12)
    assert pole == pytest.approx([0.0, 1.3173627591574133], abs=1e-12)
    assert origin.tolist() == [0.0, 0.0]
    assert edge[0] / pole[1] == pytest.approx(2.05458, abs=1e-5)


@pytest.mark.parametrize("latitude", [-75.0, -30.0, 0.0, 45.0, 80.0])
def test_equal_earth_keeps_areas(latitude: float) -> None:
    """A small cell's area is R² cos(latitude) dlon dlat on the sphere, whatever the latitude."""
    step = 0.01
    corner = np.array([[50.0, latitude], [50 + step, latitude], [50 + step, latitude + step], [50.0, latitude + step]])
    sphere = np.radians(step) * (np.sin(np.radians(latitude + step)) - np.sin(np.radians(latitude)))
    assert area(_project(corner)) == pytest.approx(sphere, rel=1e-5)


def test_thinning_keeps_the_ends_and_the_far_points() -> None:
    line = np.array([[0, 0], [0.1, 0], [0.5, 0], [0.55, 0], [1, 0], [0, 0]], dtype=float)
    assert _thin(line).tolist() == [[0, 0], [0.5, 0], [1, 0], [0, 0]]


def test_small_states_are_drawn_as_dots() -> None:
    small = {code for code, _, needs_dot in outlines() if needs_dot}
    assert {"MCO", "SGP", "BHR"} <= small
    assert not {"RUS", "BLR", "FRA"} & small


def holds(ring: Ring, longitude: float, latitude: float) -> bool:
    """Tell whether a ring encloses a point: a ray to the east crosses it an odd number of times."""
    crossings = 0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring.tolist()):
        if (y1 > latitude) != (y2 > latitude):
            crossings += longitude < x1 + (x2 - x1) * (latitude - y1) / (y2 - y1)
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "iso3"),
    [
        ("Simferopol", 34.1, 44.95, "UKR"),
        ("Kerch", 36.2, 45.3, "UKR"),
        ("Kyiv", 30.5, 50.45, "UKR"),
        ("Krasnodar", 39.0, 45.05, "RUS"),
        ("Moscow", 37.6, 55.75, "RUS"),
        ("Minsk", 27.55, 53.9, "BLR"),
    ],
)
def test_each_place_lies_in_one_country(place: str, longitude: float, latitude: float, iso3: str) -> None:
    found = {shape.iso3 for shape in world() for ring in shape.rings if holds(ring, longitude, latitude)}
    assert found == {iso3}, place


def test_crimea_and_the_mainland_are_one_outline() -> None:
    (ukraine,) = [shape for shape in world() if shape.iso3 == "UKR"]
    assert holds(ukraine.largest, 34.1, 44.95)
    assert holds(ukraine.largest, 30.5, 50.45)
    assert ukraine.largest[0].tolist() == ukraine.largest[-1].tolist()


def test_rings_that_share_an_edge_become_one_of_the_same_area() -> None:
    (both,) = joined([square(0, 10)], square(10, 30))
    assert area(both) == area(square(0, 30))
    assert len(both) == 7
    assert len(joined([square(0, 10)], square(20, 30))) == 2


def test_the_map_says_whose_borders_it_draws_and_counts_complaints_apart() -> None:
    chart = level_map()
    assert "resolution 68/262" in chart.note
    assert "No opinion is implied" in chart.note
    assert "complaints only: Libya and the United States" in chart.alt
    held = chart.data.set_index("iso3")
    assert held.loc["BLR", "stays_thresholds"] == pytest.approx(2 / 3)
    assert held["stays_thresholds"].notna().sum() == (~held["word"].isin(["weak or none", "not searched"])).sum()


def test_map_colours_the_country_and_gives_a_small_one_a_dot() -> None:
    svg = draw_map().svg
    assert "#7f0000" in svg
    assert svg.count("#fdbb84") >= 2


def test_a_country_without_a_word_or_with_one_of_no_colour_is_pale() -> None:
    words = pd.Series({"RUS": "much", "FRA": "unheard of"})
    texts = {"universe": "invented", "source": "invented", "note": "Invented."}
    chart = world_map(words, {"much": "#7F0000"}, name="map", title="Words", alt="A map.", **texts)
    assert chart.data["iso3"].tolist() == ["RUS", "FRA"]
    colours = {to_hex(patch.get_facecolor()) for patch in chart.figure().axes[0].patches}
    assert sum(len(patch.get_path().to_polygons()) for patch in chart.figure().axes[0].patches) > 100
    assert colours == {"#7f0000", COLOURS["pale"].lower()}


def test_what_stands_beside_the_words_is_in_the_data() -> None:
    beside = pd.DataFrame({"cases": [3]}, index=pd.Index(["RUS"], name="iso3"))
    texts = {"universe": "invented", "source": "invented", "note": "Invented."}
    chart = world_map(pd.Series({"RUS": "much"}), {}, name="map", title="W", alt="A map.", more_columns=beside, **texts)
    assert chart.data.to_dict("records") == [{"iso3": "RUS", "word": "much", "cases": 3}]
