"""Which rows a client sees: those of its area, of the kinds that its scopes open."""

from django.db.models import Model, Q

from accounts.models import User
from accounts.scope import inside

# By model: the scope that opens its rows. Filled in monitoring/feeds/wiring.py.
OPENS: dict[type[Model], str] = {}


def rule(model: type[Model], user: User) -> Q | None:
    if not user.is_machine or not user.is_active or model not in OPENS:
        return None
    client = user.client
    if not client.may(OPENS[model]):
        return None
    return inside([client.division], getattr(model, "area_field", "division_id"))
