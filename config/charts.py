"""ECharts options as plain data; static/build/charts.js draws them."""

from typing import Any

from django.urls import reverse

from monitoring.dashboard import Place

# Light to dark: more of the chosen figure. None is a colour of a severity.
SCALE = ("#e8ecf0", "#c9d3dc", "#9fb0bf", "#6b8299", "#3d566e", "#162635")
WHITE_FROM = 3  # the first step dark enough for white letters


def treemap(places: list[Place], figure: str) -> dict[str, Any]:
    """Divisions as areas sized by their households and shaded by `figure`; each one is a door."""
    top = max((getattr(place, figure) for place in places), default=0)
    tiles = [_tile(place, getattr(place, figure), top) for place in places if place.households]
    return {
        "tooltip": {"formatter": "{b}"},
        "series": [
            {
                "type": "treemap",
                "roam": False,
                "nodeClick": False,
                "breadcrumb": {"show": False},
                "left": 0,
                "top": 0,
                "width": "100%",
                "height": "100%",
                "itemStyle": {"borderColor": "#fff", "gapWidth": 2},
                "data": tiles,
            }
        ],
    }


def _tile(place: Place, shown: float, top: float) -> dict[str, Any]:
    step = round(shown / top * (len(SCALE) - 1)) if top else 0
    return {
        "name": f"{place.division.name} {shown:g}",
        "value": place.households,
        "url": f"{reverse('screening:flag-list')}?division={place.division.code}",
        "itemStyle": {"color": SCALE[step]},
        "label": {"color": "#fff" if step >= WHITE_FROM else "#162635"},
    }


def sparkline(values: list[int], width: int = 120, height: int = 28) -> str:
    """The points of a small line, for an SVG polyline of that size."""
    top = max(values) or 1
    step = width / (len(values) - 1)
    return " ".join(
        f"{place * step:.1f},{height - 2 - (height - 4) * value / top:.1f}"
        for place, value in enumerate(values)
    )
