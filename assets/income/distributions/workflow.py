"""The way of a distribution: the village decides and posts it, the township checks and pays.

The only writer of its state. What was done stays as a step with its paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import may, require
from assets.income.distributions.models import Distribution, DistributionStep
from monitoring.registry.act import refuse_if

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

State = Distribution.State
DRAFT, CHECK, PAY = "distributions.draft", "distributions.check", "distributions.pay"


class Act(models.TextChoices):
    DECIDE = "decide", gettext_lazy("Record the village's decision")
    POST = "post", gettext_lazy("Record the public notice")
    CHECK = "check", gettext_lazy("Check and agree")
    PAY = "pay", pgettext_lazy("distribution", "Pay out")
    SEND_BACK = "send-back", gettext_lazy("Send it back with a reason")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw it with a reason")


@dataclass(frozen=True)
class Move:
    to: str
    begins: frozenset[str]
    permission: str


MOVES: Mapping[str, Move] = {
    Act.DECIDE: Move(State.DECIDED, frozenset({State.DRAFT}), DRAFT),
    Act.POST: Move(State.NOTICED, frozenset({State.DECIDED}), DRAFT),
    Act.CHECK: Move(State.CHECKED, frozenset({State.NOTICED}), CHECK),
    Act.PAY: Move(State.PAID, frozenset({State.CHECKED}), PAY),
    Act.SEND_BACK: Move(State.DRAFT, frozenset({State.DECIDED, State.NOTICED}), CHECK),
    Act.WITHDRAW: Move(
        State.WITHDRAWN, frozenset({State.DRAFT, State.DECIDED, State.NOTICED}), DRAFT
    ),
}


def open_to(user: User, found: Distribution) -> list[Act]:
    """What the user can do with it now."""
    return [
        Act(act)
        for act, move in MOVES.items()
        if found.state in move.begins and may(user, move.permission, found.division_id)
    ]


def locked(found: Distribution, *, by: User, permission: str, states: frozenset[str]) -> Any:
    """Under lock, so that of two people who act at once the second is told."""
    require(by, permission, found.division_id)
    rows = Distribution.objects.select_for_update(of=("self",)).select_related("division")
    current = rows.get(pk=found.pk)
    refuse_if(
        current.state not in states,
        _("This distribution is “%(state)s” now. Open it again.")
        % {"state": current.get_state_display()},
    )
    return current


def begin(found: Distribution, act: Act, *, by: User) -> Distribution:
    """The row under lock, if the act can be done to it now."""
    move = MOVES[act]
    current: Distribution = locked(found, by=by, permission=move.permission, states=move.begins)
    return current


@transaction.atomic
def finish(
    current: Distribution,
    act: Act,
    *,
    by: User,
    on: date | None = None,
    note: str = "",
    file: "ContentFile[bytes] | None" = None,
    **fields: Any,
) -> None:
    """Of a row that `begin` gave."""
    Distribution.objects.filter(pk=current.pk).update(state=MOVES[act].to, **fields)
    step = DistributionStep(distribution=current, act=act, on=on, note=note.strip(), by=by)
    if file:
        step.file.save(str(file.name), file, save=False)
    step.save(force_insert=True)
    audit.record(
        Event.DISTRIBUTION_MOVED, by=by, division_code=current.division_id, subject=current, act=act
    )
