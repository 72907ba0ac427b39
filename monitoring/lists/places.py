"""Where the rows of a person's lists lie."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Division, Post, User
from accounts.scope import AREA_ROLES, areas

Viewer = User | AnonymousUser
ROLES = AREA_ROLES | {Post.Role.DEPARTMENT}


def places_of(user: Viewer) -> list[Division]:
    """The divisions whose rows the user sees, the widest first."""
    return sorted(areas(user, ROLES), key=lambda division: (len(division.prefix), division.code))
