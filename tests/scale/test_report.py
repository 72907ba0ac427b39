"""The table says honestly what was reached."""

from tests.scale.report import Row


def test_a_ratio_is_seconds_over_the_floor():
    assert Row("import", seconds=8, floor_seconds=4, target="ratio <= 2").met
    assert not Row("import", seconds=9, floor_seconds=4, target="ratio <= 2").met


def test_a_speed_up_is_the_floor_over_seconds():
    row = Row(
        "against a plain resource speed-up", seconds=1, floor_seconds=29, target="ratio >= 30"
    )
    assert (row.ratio, row.met) == (29, False)


def test_one_of_several_requirements_is_enough():
    row = Row(
        "import",
        seconds=10,
        floor_seconds=2,
        rows=200_000,
        target="rows_per_s >= 15000 or ratio <= 4",
    )
    assert row.met


def test_a_value_that_was_not_measured_meets_nothing():
    assert not Row("memory", seconds=1, target="peak_mb <= 1000").met
