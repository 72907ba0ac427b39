"""A paying department sees its own lists and what stands on them, in the area of its office."""

from django.db.models import Model, Q

from accounts.models import User
from accounts.scope import of_offices
from assistance.deliveries.models import Delivery, PaymentList

DEPARTMENT: dict[type[Model], str] = {
    PaymentList: "department",
    Delivery: "payment_list__department",
}


def own_payments(model: type[Model], user: User) -> Q | None:
    """For accounts.scope."""
    return of_offices(user, DEPARTMENT[model]) if model in DEPARTMENT else None
