"""Who sees a stock-take beside whoever sees the county: its townships and villages."""

from django.db.models import Model, Q

from accounts.models import User
from accounts.scope import areas
from assets.stocktake.models import StockTake


def of_own_county(model: type[Model], user: User) -> Q | None:
    """For accounts.scope."""
    if model is not StockTake:
        return None
    return Q(county__in={f"{area.code[:6]}000000" for area in areas(user)})
