"""ECharts options of the overview as plain data; each bar and point is a door."""

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Division
from assets.overview.points import Point
from assets.overview.whole import Line, door

INK, SOFT = "#3d566e", "#6b8299"
TEN_THOUSAND = Decimal(10_000)
SMALLEST, LARGEST = 8, 40  # pixels of a point
BESIDE = Decimal("0.005")  # degrees


def bars(lines: Sequence[Line]) -> dict[str, Any]:
    """Original value in 万元, the first on top."""
    return {
        "tooltip": {},
        "grid": {"left": 8, "right": 24, "top": 8, "bottom": 32, "containLabel": True},
        "xAxis": {
            "type": "value", "splitNumber": 4, "axisLabel": {"hideOverlap": True},
            "name": _("Original value (10,000 yuan)"), "nameLocation": "middle", "nameGap": 28,
        },
        "yAxis": {
            "type": "category", "inverse": True, "data": [line.label for line in lines],
            "axisLabel": {"width": 110, "overflow": "truncate", "interval": 0},
        },
        "series": [{
            "type": "bar", "color": INK, "barMaxWidth": 18,
            "data": [
                {"value": round(float(line.sums.original / TEN_THOUSAND), 2), "url": line.url}
                for line in lines
            ],
        }],
    }  # fmt: skip


def scatter(points: Sequence[Point], area: Division) -> dict[str, Any]:
    """Each point as large as the number of assets there."""
    here, said = door(area), _("%(count)s assets, %(value)s yuan")
    longitudes = _axis([point.longitude for point in points])
    latitudes = _axis([point.latitude for point in points])
    return {
        "tooltip": {"formatter": "{b}"},
        "grid": {"left": 8, "right": 40, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": longitudes | {"name": _("Longitude")},
        "yAxis": latitudes | {"name": _("Latitude"), "nameTextStyle": {"align": "left"}},
        "series": [{
            "type": "scatter", "itemStyle": {"color": SOFT, "opacity": 0.7},
            "data": [
                {
                    "name": said % {"count": point.count, "value": f"{point.original:,}"},
                    "value": [float(point.longitude), float(point.latitude)],
                    "symbolSize": min(round(SMALLEST * sqrt(point.count)), LARGEST),
                    "url": f"{here}&cell={point.cell}",
                }
                for point in points
            ],
        }],
    }  # fmt: skip


def _axis(values: Sequence[Decimal]) -> dict[str, Any]:
    """From before the first to behind the last: a single point stands in the middle."""
    first, last = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    edges = {"min": float(first - BESIDE), "max": float(last + BESIDE)}
    labels = {"showMinLabel": False, "showMaxLabel": False}
    return {"type": "value", "splitLine": {"show": False}, "axisLabel": labels} | edges
