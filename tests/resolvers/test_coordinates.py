import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.coordinates import Place, gcj_to_bd, to_wgs84, wgs_to_gcj
from resolvers.refusals import InvalidInput
from storage.codes import Datum

METRES_A_DEGREE = 111_320
latitudes = st.floats(18, 53)
longitudes = st.floats(75, 134)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], east) * METRES_A_DEGREE


@given(latitudes, longitudes)
def test_what_a_chinese_map_shows_is_found_again_in_wgs84(lat: float, lng: float) -> None:
    shown = wgs_to_gcj(lat, lng)
    back = to_wgs84(Place(*shown, Datum.GCJ02))
    assert metres((back.lat, back.lng), (lat, lng)) < 0.1
    back = to_wgs84(Place(*gcj_to_bd(*shown), Datum.BD09))
    assert metres((back.lat, back.lng), (lat, lng)) < 0.1


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
        ((39.915, 116.404), (39.91640428150164, 116.41024449916938)),
    ],
)
def test_points_that_others_published(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    # The examples of eviltransform (Shanghai, Shenzhen, Beijing) and of coordtransform.
    assert wgs_to_gcj(*wgs) == pytest.approx(gcj, abs=1e-9)


def test_a_point_that_others_published_as_baidu_shows_it() -> None:
    assert gcj_to_bd(39.915, 116.404) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)


def test_wgs84_stays_as_it_is() -> None:
    assert to_wgs84(Place(25.0389, 102.7183)) == Place(25.0389, 102.7183)


def test_outside_china_nothing_is_shifted() -> None:
    assert wgs_to_gcj(48.8584, 2.2945) == (48.8584, 2.2945)


@pytest.mark.parametrize(("lat", "lng"), [(91, 0), (0, 181), (-91, 0), (math.nan, 0), (0, math.inf)])
def test_what_is_no_point_on_earth_is_refused(lat: float, lng: float) -> None:
    with pytest.raises(InvalidInput):
        to_wgs84(Place(lat, lng, Datum.GCJ02))
