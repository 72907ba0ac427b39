"""Who sees an offer from around their own place."""

from django.db.models import Model, Q

from accounts.models import User
from accounts.scope import areas
from assistance.schemes.employment.models import Offer
from assistance.schemes.employment.querysets import around


def offers_around(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: what the township or county offers reaches its villages."""
    if model is not Offer:
        return None
    return Q(division__in={code for area in areas(user) for code in around(area)})
