"""Which flags a user sees: those of their area, and lists only where they are somebody's work."""

from typing import cast

from django.db.models import Model, Q

from accounts.models import Post, User
from accounts.permissions import may
from accounts.scope import areas, inside, visible
from monitoring.criteria.models import Criterion
from monitoring.lists.places import Viewer
from monitoring.screening.models import Flag, Run
from monitoring.screening.querysets import FlagQuerySet, RunQuerySet

Effect = Criterion.Effect
EVERY_EFFECT: frozenset[str] = frozenset(Effect.values)


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
