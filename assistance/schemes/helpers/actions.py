"""Handing over a helper's households, and keeping who gives what from outside."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, Post, User
from accounts.permissions import require
from assistance.schemes.helpers.models import Gift, Giver
from assistance.schemes.helpers.reading import of_place
from monitoring.cases.visits.models import VisitDue
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Pairing

CHANGE, KEEP = "households.change", "helpers.keep"


@transaction.atomic
def hand_over(place: Division, *, by: User, helper: User, to: User, on: date, reason: str) -> int:
    """All households of a helper in a place, from the day `on`, with the visits owed by then.

    What is due before a later day is still visited by who is paired until then.
    """
    require(by, CHANGE, place.code)
    refuse_if(helper == to, _("Choose another helper."))
    refuse_if(on < timezone.localdate(), _("Choose today or a later day."))
    refuse_if(not reason.strip(), _("Say why."))
    held = Post.objects.current().filter(user=to, role=Post.Role.HELPER)
    refuse_if(not held.exists(), _("Only an account with a helper's post can be paired."))
    pairings = list(of_place(place).filter(user=helper).select_for_update(of=("self",)))
    refuse_if(not pairings, _("This helper has no households there any more."))
    households = [each.household_id for each in pairings]
    Pairing.objects.filter(pk__in=[each.pk for each in pairings]).update(ends=on)
    _pair(to, households, on)
    owed = VisitDue.objects.open().filter(household__in=households, assigned_to=helper)
    if on > timezone.localdate():
        owed = owed.filter(due_on__gte=on)
    owed.update(assigned_to=to)
    audit.record(
        Event.HELPER_HANDED_OVER, by=by, division_code=place.code, count=len(households),
        helper=helper.pk, to=to.pk, on=f"{on:%Y-%m-%d}",
    )  # fmt: skip
    return len(households)


@transaction.atomic
def add_giver(place: Division, *, by: User, **said: Any) -> Giver:
    require(by, KEEP, place.code)
    giver = Giver(division=place, made_by=by, **said)
    giver.full_clean()
    giver.save()
    audit.record(Event.GIVER_ADDED, by=by, division_code=place.code, subject=giver)
    return giver


@transaction.atomic
def record_gift(giver: Giver, *, by: User, division: Division, **said: Any) -> Gift:
    """To a place inside that of the giver; what one household got is a delivery."""
    require(by, KEEP, division.code)
    refuse_if(
        not giver.division.contains(division.code), _("Choose a place inside that of the giver.")
    )
    gift = Gift(giver=giver, division=division, by=by, **said)
    gift.full_clean()
    refuse_if(gift.on > timezone.localdate(), _("This day is in the future."))
    gift.save()
    audit.record(
        Event.GIFT_RECORDED, by=by, division_code=division.code, subject=giver,
        amount=str(gift.amount),
    )  # fmt: skip
    return gift


@transaction.atomic
def reverse_gift(gift: Gift, *, by: User, reason: str) -> None:
    """It was recorded by mistake; the row stays and counts no more."""
    require(by, KEEP, gift.division_id)
    refuse_if(not reason.strip(), _("Say why."))
    hit = Gift.objects.filter(pk=gift.pk, reversed_why="").update(reversed_why=reason.strip())
    refuse_if(not hit, _("It was already returned or reversed."))
    audit.record(
        Event.GIFT_REVERSED, by=by, division_code=gift.division_id, subject=gift.giver,
        amount=str(gift.amount),
    )  # fmt: skip


def _pair(helper: User, households: list[int], on: date) -> None:
    """Whoever is paired with some of them already stays so."""
    known = Pairing.objects.filter(user=helper, ends=None, household__in=households)
    paired = set(known.values_list("household", flat=True))
    Pairing.objects.bulk_create(
        Pairing(user=helper, household_id=pk, starts=on) for pk in households if pk not in paired
    )
