"""Which rows a user may see: their divisions and below, or what another rule adds by OR.

Fail closed: a user without a current post sees nothing. An object reaches a page, an export or
the API only through `visible` or `get_visible_or_404`.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from accounts.models import Division, Post, User
from accounts.posts import held

M = TypeVar("M", bound=Model)

# Roles whose post opens the household data of its division and everything below.
AREA_ROLES = frozenset(
    {Post.Role.VILLAGE, Post.Role.TOWNSHIP, Post.Role.COUNTY, Post.Role.CITY, Post.Role.AUDITOR}
)

NOTHING = Q(pk__in=())

# Further rules, each giving the rows of `model` that `user` sees for another reason than area
# (a helper's paired households). Registered by the application above in AppConfig.ready().
Rule = Callable[[type[Model], User], Q | None]
_rules: list[Rule] = []


def register(rule: Rule) -> None:
    if rule not in _rules:
        _rules.append(rule)


def areas(user: User | AnonymousUser, roles: Iterable[str] = AREA_ROLES) -> list[Division]:
    """The divisions where the user holds one of `roles` today."""
    wanted = frozenset(roles)
    return [post.division for post in held(user) if post.division and post.role in wanted]


def inside(divisions: Iterable[Division], field: str = "division_id") -> Q:
    """Rows whose division code `field` lies in one of `divisions`; none for no division."""
    ranges = (division.code_range for division in divisions)
    found = [Q(**{f"{field}__gte": first, f"{field}__lte": last}) for first, last in ranges]
    return reduce(or_, found) if found else NOTHING


def of_offices(user: User, department: str = "department") -> Q:
    """Rows of the departments whose offices the user holds, each in the area of its post.

    `department` names the column that says whose a row is.
    """
    seen = NOTHING
    for post in held(user):
        if post.role == Post.Role.DEPARTMENT and post.division and post.department:
            seen |= inside([post.division]) & Q(**{department: post.department})
    return seen


def within(division: Division) -> Q:
    """As `inside`, of rows with a `county` of six digits, with which the indexes of lists begin.

    A whole county is said by it alone: two conditions that say the same are taken for two that
    leave few rows, and those few would be sorted instead of read in their order.
    """
    digits = Division.PREFIX[Division.Level.COUNTY]
    if len(division.prefix) < digits:
        return inside([division])
    county = Q(county=division.code[:digits])
    return county if len(division.prefix) == digits else county & inside([division])


def visible(model: type[M], user: User | AnonymousUser) -> QuerySet[M]:
    """The rows of `model` that `user` may see.

    `model.area_field` names its division code column (default `division_id`).
    """
    if not isinstance(user, User):
        return model._default_manager.none()
    condition = inside(areas(user), getattr(model, "area_field", "division_id"))
    further = (rule(model, user) for rule in _rules)  # most have nothing to say of a model
    return model._default_manager.filter(reduce(or_, filter(None, further), condition))


def get_visible_or_404(model: type[M], user: User | AnonymousUser, **lookup: Any) -> M:
    """The one row; outside the user's area is the same 404 as what does not exist."""
    found = visible(model, user).filter(**lookup).first()
    if found is None:
        raise Http404
    return found
