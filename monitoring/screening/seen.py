"""Which flags a user sees: those of their area, and lists only where they are somebody's work."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q

from accounts.models import Division, Post, User
from accounts.permissions import may
from accounts.scope import AREA_ROLES, areas, inside, visible
from monitoring.criteria.models import Criterion
from monitoring.screening.models import Flag, Run
from monitoring.screening.querysets import FlagQuerySet, RunQuerySet

Viewer = User | AnonymousUser
Effect = Criterion.Effect
EVERY_EFFECT: frozenset[str] = frozenset(Effect.values)
ROLES = AREA_ROLES | {Post.Role.DEPARTMENT}


def effects_seen_by(user: Viewer) -> frozenset[str]:
    """A village gets no list that is meant for the department in charge (policy pack: effect)."""
    return EVERY_EFFECT if may(user, "lists.view") else EVERY_EFFECT - {Effect.LIST}


def flags_seen_by(user: Viewer) -> FlagQuerySet:
    flags = cast("FlagQuerySet", visible(Flag, user))
    return flags if Effect.LIST in effects_seen_by(user) else flags.without_lists()


def runs_seen_by(user: Viewer) -> RunQuerySet:
    return cast("RunQuerySet", visible(Run, user))


def lists_of_department(model: type[Model], user: User) -> Q | None:
    """A department office sees the lists of its area, and of a household no more than they say."""
    if model is not Flag:
        return None
    return inside(areas(user, [Post.Role.DEPARTMENT])) & Q(urgency__gt=30)


def places_of(user: Viewer) -> list[Division]:
    """The divisions whose flags the user sees, the widest first."""
    return sorted(areas(user, ROLES), key=lambda division: (len(division.prefix), division.code))
