"""Who looks after an asset looks after what it becomes (restructuring/following.py)."""

from collections.abc import Sequence

from accounts.models import User
from assets.contracts.maintenance.models import Maintenance
from assets.ledger.lasting import end_before
from assets.ledger.models import Asset
from assets.restructuring.models import Restructuring

SAME = ("body", "person", "phone", "cost", "months", "ends_on")


def follow(case: Restructuring, assets: Sequence[Asset], new: Sequence[Asset], *, by: User) -> None:
    """As with rights, the body of the first one goes on with all that begin; the old ones end."""
    day = case.day
    Maintenance.objects.bulk_create(
        Maintenance(
            asset=each, starts_on=max(day, duty.starts_on), by=by,
            **{name: getattr(duty, name) for name in SAME},
        )
        for duty in assets[0].maintenance.from_then(day)
        for each in new
    )  # fmt: skip
    end_before(Maintenance.objects.from_then(day).filter(asset__in=assets), day)
