"""Whose findings a department office sees: those of the measures it pays, in its area."""

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.posts import held
from accounts.scope import NOTHING, inside
from assistance.eligibility.models import Finding


def findings_of_department(model: type[Model], user: User) -> Q | None:
    if model is not Finding:
        return None
    seen = NOTHING
    for post in held(user):
        if post.role == Post.Role.DEPARTMENT and post.division:
            seen |= Q(department=post.department) & inside([post.division])
    return seen
