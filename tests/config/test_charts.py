"""What the charts are told to draw."""

from accounts.models import Division
from config import charts
from monitoring.dashboard import Place


def place(code: str, households: int, clues: int) -> Place:
    return Place(Division(code=code, name=code[:9], level="township"), households, clues)


def test_the_map_has_a_door_for_every_place_with_households():
    places = [place("130131100000", 10, 1), place("130131101000", 0, 0)]
    (tile,) = charts.treemap(places, "per_thousand")["series"][0]["data"]
    assert (tile["name"], tile["value"]) == ("130131100 100", 10)
    assert tile["url"].endswith("?division=130131100000")


def test_the_map_is_darkest_where_most_waits_and_its_letters_stay_readable():
    places = [place("130131100000", 100, 5), place("130131101000", 100, 0)]
    dark, light = charts.treemap(places, "per_thousand")["series"][0]["data"]
    assert (dark["itemStyle"]["color"], dark["label"]["color"]) == (charts.SCALE[-1], "#fff")
    assert light["itemStyle"]["color"] == charts.SCALE[0]


def test_a_map_without_flags_is_light():
    (tile,) = charts.treemap([place("130131100000", 100, 0)], "new")["series"][0]["data"]
    assert tile["itemStyle"]["color"] == charts.SCALE[0]


def test_a_sparkline_rises_with_its_values():
    assert charts.sparkline([0, 1, 2], width=100, height=24) == "0.0,22.0 50.0,12.0 100.0,2.0"
    assert charts.sparkline([0, 0], width=100, height=24) == "0.0,22.0 100.0,22.0"
