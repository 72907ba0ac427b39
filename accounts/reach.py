"""Whose accounts a user manages, and which posts they may give.

Townships manage their villages' accounts, counties their townships', cities their counties'; an
administrator everybody's. Nobody gives a post of their own level or above, or outside their area,
and nobody manages themselves.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from accounts.models import Division, Post, User
from accounts.posts import held
from accounts.querysets import holding, named
from accounts.scope import NOTHING, inside

Role = Post.Role

BELOW_TOWNSHIP = frozenset({Role.VILLAGE, Role.HELPER})
BELOW_COUNTY = BELOW_TOWNSHIP | {Role.TOWNSHIP, Role.DEPARTMENT}
BELOW_CITY = BELOW_COUNTY | {Role.COUNTY}

GIVES: dict[str, frozenset[str]] = {
    Role.TOWNSHIP: BELOW_TOWNSHIP,
    Role.COUNTY: BELOW_COUNTY,
    Role.CITY: BELOW_CITY,
    Role.ADMIN: BELOW_CITY | {Role.CITY, Role.AUDITOR},
}


def gives(user: User) -> frozenset[str]:
    """The roles that the user may give somewhere."""
    return frozenset().union(*(GIVES.get(post.role, ()) for post in held(user)))


def may_give(user: User, role: str, division: Division | None) -> bool:
    return any(
        role in GIVES.get(post.role, ())
        and (post.division is None or (division and post.division.contains(division.code)))
        for post in held(user)
    )


def managed(user: User | AnonymousUser) -> QuerySet[User]:
    """Accounts all of whose posts the user may give; of a person who left, the last ones count.

    Programs of departments have pages of their own.
    """
    if not isinstance(user, User):
        return User.objects.none()
    reached = Post.objects.filter(_reach(user))
    beyond = Post.objects.not_ended().exclude(pk__in=reached.values("pk"))
    people = User.objects.filter(is_machine=False).exclude(pk=user.pk)
    return people.filter(holding(reached), ~holding(beyond))


def narrowed(
    accounts: QuerySet[User], *, words: str = "", role: str = "", division: Division | None = None
) -> QuerySet[User]:
    """Those of `accounts` that fit everything given, with their posts."""
    if words:
        accounts = accounts.filter(named(words))
    posts = Post.objects.not_ended()
    if role:
        accounts = accounts.filter(holding(posts.filter(role=role)))
    if division:
        accounts = accounts.filter(holding(posts.filter(inside([division]))))
    ordered = accounts.order_by("-is_active", "full_name", "username")
    return ordered.prefetch_related("posts__division")


def seat(user: User) -> str:
    """Code of the division where the user has a post: whose audit speaks of them."""
    posts = Post.objects.not_ended().filter(user=user, division__isnull=False)
    return posts.values_list("division_id", flat=True).first() or ""


def administrators_see_divisions(model: type[Model], user: User) -> Q | None:
    """A rule of scope: the divisions themselves are no household data."""
    if model is not Division or not any(post.role == Role.ADMIN for post in held(user)):
        return None
    return ~NOTHING


def _reach(user: User) -> Q:
    """The posts that the user may give, as a condition on posts."""
    reach = NOTHING
    for post in held(user):
        role = Q(role__in=GIVES.get(post.role, ()))
        reach |= role & inside([post.division]) if post.division else role
    return reach
