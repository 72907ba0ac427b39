"""Opening the stock-take of a year, ticking what was found, and closing it."""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.stocktake.models import StockLine, StockTake
from monitoring.registry.act import refuse_if

OPEN = "stocktake.open"
COUNT = "assets.register"

# All that stand there, in one statement; what households hold is their own affair (自主管理).
FILL = """
    INSERT INTO assets_stockline (take_id, asset_id, division_id, result)
    SELECT %(take)s, id, division_id, 'open' FROM assets_asset
    WHERE county = %(county)s AND ended_on IS NULL AND asset_class <> %(household)s
    ORDER BY division_id, id
"""


@transaction.atomic
def open_take(county: Division, *, by: User, year: int) -> StockTake:
    """With a line for every asset of the county that stands on this day."""
    require(by, OPEN, county.code)
    refuse_if(county.level != Division.Level.COUNTY, _("Choose a county."))
    refuse_if(year > timezone.localdate().year, _("Choose a year that has begun."))
    take = StockTake(county=county, year=year, opened_by=by)
    take.full_clean()
    save_or_say(take, force_insert=True)
    told: dict[str, Any] = {
        "take": take.pk,
        "county": county.code[:6],
        "household": AssetClass.HOUSEHOLD.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, told)
        count = cursor.rowcount
    audit.record(
        Event.STOCKTAKE_OPENED, by=by, division_code=county.code, subject=take, count=count
    )
    return take


@transaction.atomic
def tick(take: StockTake, place: Division, *, by: User, lines: Collection[int]) -> int:
    """How many of these were found as recorded, and had not been looked for before.

    The same tick sent twice changes nothing the second time, and neither does a tick of what
    somebody explained a difference of.
    """
    require(by, COUNT, place.code)
    take = running(take)
    ticked = take.lines.to_find().filter(pk__in=lines, division=place)
    now = {"result": StockLine.Result.FOUND, "by": by, "at": timezone.now()}
    seen = dict(ticked.values_list("pk", "asset"))
    count = StockLine.objects.filter(pk__in=seen, result="open").update(**now)
    if count:
        Asset.objects.filter(pk__in=seen.values()).confirm(timezone.localdate())
        audit.record(
            Event.STOCKTAKE_TICKED, by=by, division_code=place.code, subject=take, count=count
        )
    return count


@transaction.atomic
def close_take(take: StockTake, *, by: User, left_because: str = "") -> None:
    """ValidationError where something is left and nobody says why it stays so."""
    require(by, OPEN, take.county_id)
    take = running(take)
    take.left_open = take.lines.to_find().count()
    take.left_undecided = take.differences.undecided().count()
    left = take.left_open or take.left_undecided
    refuse_if(left and not left_because.strip(), _("Not everything is done. Say why you close it."))
    take.left_because = left_because.strip() if left else ""
    take.state, take.closed_by, take.closed_at = StockTake.State.CLOSED, by, timezone.now()
    take.save()
    audit.record(
        Event.STOCKTAKE_CLOSED, by=by, division_code=take.county_id, subject=take,
        left=take.left_open, undecided=take.left_undecided,
    )  # fmt: skip


def running(take: StockTake) -> StockTake:
    """Locked, so that nothing comes in while it is closed; what comes in is short.

    ValidationError where it is closed.
    """
    take = StockTake.objects.select_for_update().get(pk=take.pk)
    refuse_if(not take.is_open, _("This stock-take is closed."))
    return take
