"""Setting up a post: the village applies, the township checks, the county plans (按需设岗).

The only writer of a position's state.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import may, require
from assistance.schemes.posts.models import Position
from monitoring.registry.act import refuse_if

State = Position.State


class Act(models.TextChoices):
    CHECK = "check", gettext_lazy("The need is real: pass it on to the county")
    PLAN = "plan", gettext_lazy("Plan the post")
    REFUSE = "refuse", gettext_lazy("Refuse with a reason")
    CLOSE = "close", gettext_lazy("Close the post")


@dataclass(frozen=True)
class Move:
    to: str
    begins: Mapping[str, str]  # by state from which it begins: the permission
    with_reason: bool = False


MOVES = {
    Act.CHECK: Move(State.CHECKED, {State.APPLIED: "posts.check"}),
    Act.PLAN: Move(State.PLANNED, {State.CHECKED: "posts.plan"}),
    Act.REFUSE: Move(
        State.REFUSED,
        {State.APPLIED: "posts.check", State.CHECKED: "posts.plan"},
        with_reason=True,
    ),
    Act.CLOSE: Move(State.CLOSED, {State.PLANNED: "posts.plan"}, with_reason=True),
}


def open_to(user: User, position: Position) -> list[Act]:
    """What the user can do with it now."""
    return [
        act
        for act, move in MOVES.items()
        if position.state in move.begins
        and may(user, move.begins[position.state], position.division_id)
    ]


@transaction.atomic
def move(position: Position, act: str, *, by: User, reason: str = "") -> None:
    """One conditional UPDATE: of two people who decide at the same moment one finds it moved."""
    chosen = MOVES[Act(act)]
    permission = chosen.begins.get(position.state, next(iter(chosen.begins.values())))
    require(by, permission, position.division_id)
    refuse_if(chosen.with_reason and not reason.strip(), _("Say why."))
    here = Position.objects.filter(pk=position.pk, state__in=chosen.begins)
    if (
        here.filter(state=position.state).update(
            state=chosen.to, moved_by=by, reason=reason.strip()
        )
        != 1
    ):
        raise ValidationError(
            _("Somebody else has dealt with this post meanwhile. Look at it again.")
        )
    position.refresh_from_db()
    audit.record(
        Event.POSITION_MOVED, by=by, division_code=position.division_id, subject=position, act=act
    )
