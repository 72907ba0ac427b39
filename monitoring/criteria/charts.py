"""ECharts options as plain data; static/build/charts.js draws them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

INK, SOFT = "#24384b", "#9fb0bf"


def steps(values: Sequence[tuple[date, Decimal]]) -> dict[str, Any]:
    """A value that holds from its day until the next one."""
    return {
        "grid": {"left": 8, "right": 24, "top": 24, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [day.isoformat() for day, _value in values]},
        "yAxis": {"type": "value"},
        "series": [
            {
                "type": "line",
                "step": "end",
                "label": {"show": True, "position": "top"},
                "color": INK,
                "data": [float(value) for _day, value in values],
            }
        ],
    }


def today_and_tried(places: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """Two bars for each place: name, flagged today, flagged as tried."""
    shown = list(reversed(places))
    return {
        "grid": {"left": 8, "right": 48, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {
            "type": "category",
            "axisLabel": {"interval": 0},
            "data": [name for name, _today, _tried in shown],
        },
        "series": [
            _bars(_("Tried"), INK, [tried for _name, _today, tried in shown]),
            _bars(_("Today"), SOFT, [today for _name, today, _tried in shown]),
        ],
    }


def _bars(name: str, colour: str, numbers: list[int]) -> dict[str, Any]:
    label = {"show": True, "position": "right"}
    return {"type": "bar", "name": name, "color": colour, "label": label, "data": numbers}
