"""What waits for one person: in their area, at their level, explained by somebody else."""

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.stocktake.differences.actions import CHECK, DECIDE
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.differences.querysets import StockDifferenceQuerySet


def to_check(user: User) -> StockDifferenceQuerySet:
    theirs = StockDifference.objects.to_check().filter(inside(areas(user, MAY[CHECK])))
    return theirs.exclude(explained_by=user)


def to_decide(user: User) -> StockDifferenceQuerySet:
    theirs = StockDifference.objects.to_decide().filter(inside(areas(user, MAY[DECIDE])))
    return theirs.exclude(explained_by=user)
