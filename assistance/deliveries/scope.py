"""A paying department sees its own lists and what stands on them, in the area of its office."""

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.posts import held
from accounts.scope import NOTHING, inside
from assistance.deliveries.models import Delivery, PaymentList

DEPARTMENT: dict[type[Model], str] = {
    PaymentList: "department",
    Delivery: "payment_list__department",
}


def own_payments(model: type[Model], user: User) -> Q | None:
    """For `accounts.scope`."""
    if model not in DEPARTMENT:
        return None
    seen = NOTHING
    for post in held(user):
        if post.role == Post.Role.DEPARTMENT and post.division and post.department:
            seen |= inside([post.division]) & Q(**{DEPARTMENT[model]: post.department})
    return seen
