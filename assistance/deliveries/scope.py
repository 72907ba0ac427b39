"""A paying department sees its own lists and deliveries, in the area of its office."""

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.scope import areas, inside, of_offices
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.reports.shape import CODE
from monitoring.exchange.models import Batch

DEPARTMENT: dict[type[Model], str] = {
    PaymentList: "department",
    Delivery: "department",
}


def own_payments(model: type[Model], user: User) -> Q | None:
    """For accounts.scope."""
    return of_offices(user, DEPARTMENT[model]) if model in DEPARTMENT else None


def own_workbooks(model: type[Model], user: User) -> Q | None:
    """For accounts.scope: a department's officer sees the workbooks of deliveries they sent."""
    if model is not Batch:
        return None
    return inside(areas(user, [Post.Role.DEPARTMENT]), "division_code") & Q(kind=CODE, by=user)
