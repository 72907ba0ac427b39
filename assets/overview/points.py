"""Where assets stand, as points of a map: those that stand close to each other are one point."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Func, Sum

from accounts.models import Division
from assets.ledger.querysets import AssetQuerySet

# Decimals of a degree: about a kilometre, and about ten metres.
DIGITS = {Division.Level.CITY: 2, Division.Level.COUNTY: 2}
CLOSE = 4
DEGREES = DecimalField(max_digits=9, decimal_places=6)
MOST = 1000  # points that can be told from each other


@dataclass(frozen=True)
class Point:
    latitude: Decimal
    longitude: Decimal
    count: int
    original: Decimal

    @property
    def cell(self) -> str:
        return f"{self.latitude},{self.longitude}"


def points(rows: AssetQuerySet, area: Division) -> list[Point]:
    """The places where most assets stand."""
    digits = DIGITS.get(Division.Level(area.level), CLOSE)
    cells: Any = (
        rows.filter(latitude__isnull=False)
        .order_by()
        .values(lat=_cut("latitude", digits), lon=_cut("longitude", digits))
    )
    found = cells.annotate(count=Count("pk"), original=Sum("original_value"))
    fine = Decimal(1).scaleb(-digits)
    return [
        Point(row["lat"].quantize(fine), row["lon"].quantize(fine), row["count"], row["original"])
        for row in found.order_by("-count", "lat", "lon")[:MOST]
    ]


def _cut(name: str, digits: int) -> Any:
    return Func(F(name), digits, function="trunc", output_field=DEGREES)
