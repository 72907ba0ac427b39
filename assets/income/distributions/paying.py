"""Paying out a distribution: to the people of its lists and nobody else, each once.

However many they are, awards and deliveries are one statement each.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from assets.income.distributions import workflow
from assets.income.distributions.models import Distribution, Payout
from assets.income.distributions.workflow import Act, State
from assistance.awards import changed
from assistance.awards.models import Award
from assistance.catalogue.models import Terms
from assistance.deliveries import rules
from assistance.deliveries.models import Delivery
from monitoring.registry.act import refuse_if

Key = tuple[int, int, int]  # measure, household, person
AGAIN = frozenset({State.PAID})


@transaction.atomic
def pay(found: Distribution, *, by: User, on: date) -> int:
    """All of it; how many people. Whoever pays at the same moment finds it paid."""
    current = workflow.begin(found, Act.PAY, by=by)
    count = _give(current, by=by, on=on)
    workflow.finish(current, Act.PAY, by=by, on=on, paid_on=on)
    return count


@transaction.atomic
def pay_again(found: Distribution, *, by: User, on: date) -> int:
    """What came back, or was reversed; how many people."""
    current = workflow.locked(found, by=by, permission=workflow.PAY, states=AGAIN)
    count = _give(current, by=by, on=on)
    refuse_if(not count, _("Everybody on the lists has got their money."))
    return count


def _give(current: Distribution, *, by: User, on: date) -> int:
    for permission in ("assistance.award", "deliveries.give"):
        require(by, permission, current.division_id)
    refuse_if(on > timezone.localdate(), _("This day is in the future."))
    due = list(
        Payout.objects.filter(line__distribution=current)
        .unpaid()
        .select_related("line__use__measure", "household", "member")
        .order_by("household__code", "member", "pk")
    )
    _refuse_given(current, due)
    try:
        with transaction.atomic():
            _deliver(current, due, by=by, on=on)
    except IntegrityError:  # given by somebody else at this moment
        _refuse_given(current, due)
        raise
    audit.record(
        Event.DISTRIBUTION_PAID, by=by, division_code=current.division_id, subject=current,
        count=len(due), amount=str(sum(row.amount for row in due)),
    )  # fmt: skip
    changed.tell(sorted({row.household_id for row in due}))
    return len(due)


def _deliver(current: Distribution, due: Sequence[Payout], *, by: User, on: date) -> None:
    awards = _awards(current, due, by)
    terms = _terms(current)
    made = [_delivery(current, row, awards[_key(row)], terms, on) for row in due]
    for row, given in zip(due, Delivery.objects.bulk_create(made), strict=True):
        row.delivery = given
    Payout.objects.bulk_update(due, ("delivery",))


def _delivery(
    current: Distribution, row: Payout, award: Award, terms: dict[int, Terms], on: date
) -> Delivery:
    in_force = terms.get(award.measure_id)
    made = Delivery(
        award=award, measure=award.measure, household=row.household, member=row.member,
        division_id=current.division_id, starts_on=current.starts_on, ends_on=current.ends_on,
        paid_on=on, amount=row.amount, state=Delivery.State.PAID, giver=_("Village collective"),
        department=in_force.paying_department if in_force else "",
    )  # fmt: skip
    if against := rules.faults(made, in_force):
        said = [f"{row}：{sentence}" for sentence in against.values()]
        raise ValidationError(said)
    return made


def _awards(current: Distribution, due: Sequence[Payout], by: User) -> dict[Key, Award]:
    """Of each its award of these days: the one there is, or a new one."""
    known = _known(current, due)
    made: dict[str, Any] = {
        "division_id": current.division_id, "starts_on": current.starts_on,
        "ends_on": current.ends_on, "origin": Award.Origin.APPLICATION, "note": str(current),
        "made_by": by,
    }  # fmt: skip
    new = [
        Award(measure=row.line.use.measure, household=row.household, member=row.member, **made)
        for row in due
        if _key(row) not in known
    ]
    Award.objects.bulk_create(new)
    return known | {(a.measure_id, a.household_id, a.member_id or 0): a for a in new}


def _known(current: Distribution, due: Sequence[Payout]) -> dict[Key, Award]:
    overlapping = Award.objects.filter(
        measure__in={row.line.use.measure_id for row in due},
        household__in={row.household_id for row in due},
        starts_on__lte=current.ends_on,
    ).exclude(ends_on__lt=current.starts_on)
    rows = overlapping.select_related("measure")
    return {(each.measure_id, each.household_id, each.person): each for each in rows}


def _terms(current: Distribution) -> dict[int, Terms]:
    in_force = Terms.objects.in_force(current.starts_on, current.division_id)
    return {each.measure_id: each for each in in_force}


def _refuse_given(current: Distribution, due: Sequence[Payout]) -> None:
    """Told by name: somebody who got the same for these days already, from elsewhere."""
    given = Delivery.objects.live().filter(
        measure__in={row.line.use.measure_id for row in due},
        household__in={row.household_id for row in due},
        starts_on__lte=current.ends_on, ends_on__gte=current.starts_on,
    )  # fmt: skip
    known = set(given.values_list("measure", "household", "person"))
    for row in due:
        refuse_if(
            _key(row) in known,
            _("%(who)s got “%(measure)s” for these days already.")
            % {"who": row, "measure": row.line.use.measure},
        )


def _key(row: Payout) -> Key:
    return row.line.use.measure_id or 0, row.household_id, row.member_id or 0
