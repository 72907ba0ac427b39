"""Who gets what out of a line, while nothing is decided."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.races import save_or_say
from assets.income.distributions import workflow
from assets.income.distributions.models import Line, Payout
from assets.income.distributions.sharing import Part, divided
from assets.income.distributions.workflow import State
from assistance.awards.actions import fits
from assistance.schemes.posts.models import Engagement
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member

if TYPE_CHECKING:
    from decimal import Decimal

FIRST = frozenset({State.DRAFT})


class Group(models.TextChoices):
    """Whom the registry knows, to be listed at once."""

    MONITORED = "monitored", gettext_lazy("Households monitored now")
    WATCHED = "watched", gettext_lazy("Ex-poor households and monitored ones")
    POSTS = "posts", gettext_lazy("Who holds a public-interest post today")


GROUPS: dict[str, Callable[[str], list[tuple[int, int | None]]]] = {
    Group.MONITORED: lambda code: _households(Household.objects.monitored(), code),
    Group.WATCHED: lambda code: _households(Household.objects.watched(), code),
    Group.POSTS: lambda code: _holders(code),
}


def groups_of(line: Line) -> list[Group]:
    measure = line.use.measure
    if measure is None:
        return []
    households = [Group.MONITORED, Group.WATCHED]
    return households if measure.per == measure.Per.HOUSEHOLD else [Group.POSTS]


@transaction.atomic
def add(
    line: Line,
    household: Household,
    *,
    by: User,
    part: Part,
    member: Member | None = None,
) -> None:
    """One household or person of the village."""
    _begin(line, by)
    refuse_if(
        household.division_id != line.distribution.division_id or household.status != "active",
        _("Only households that live in this village get its income."),
    )
    refuse_if(line.use.measure is None, _("This use is not paid to people."))
    if line.use.measure:
        fits(line.use.measure, household, member)
    made = Payout(line=line, household=household, member=member, share=part.share)
    made.amount = part.amount or made.amount
    made.full_clean(exclude=("share", "delivery"))
    save_or_say(made, force_insert=True)
    recount(line)
    _record(line, by, 1)


@transaction.atomic
def add_group(line: Line, group: str, *, by: User) -> int:
    """All of them with one share each; who is listed already stays as they are. How many more."""
    _begin(line, by)
    refuse_if(group not in groups_of(line), _("This group does not fit the use."))
    found = GROUPS[group](line.distribution.division_id)
    known = set(line.payouts.values_list("household", "member"))
    new = [
        Payout(line=line, household_id=household, member_id=member, share=1)
        for household, member in found
        if (household, member) not in known
    ]
    refuse_if(not new, _("There is nobody of this group who is not on the list."))
    Payout.objects.bulk_create(new, ignore_conflicts=True)
    recount(line)
    _record(line, by, len(new))
    return len(new)


@transaction.atomic
def set_parts(line: Line, parts: Mapping[int, Part | None], *, by: User) -> None:
    """By payout what it is; None takes it off the list."""
    _begin(line, by)
    rows = list(line.payouts.filter(pk__in=parts))
    gone = [row.pk for row in rows if parts[row.pk] is None]
    line.payouts.filter(pk__in=gone).delete()
    kept = [row for row in rows if row.pk not in gone]
    for row in kept:
        part = parts[row.pk] or Part()
        row.share, row.amount = part.share, part.amount or row.amount
    Payout.objects.bulk_update(kept, ("share", "amount"))
    recount(line)
    _record(line, by, len(rows))


def recount(line: Line) -> None:
    """What each gets: amounts that were said first, the rest by shares; one statement."""
    rows = list(line.payouts.order_by("household__code", "member"))
    parts = [Part(share=row.share) if row.share else Part(amount=row.amount) for row in rows]
    amounts: list[Decimal] = divided(line.amount, parts)
    for row, amount in zip(rows, amounts, strict=True):
        row.amount = amount
    Payout.objects.bulk_update(rows, ("amount",))


def _begin(line: Line, by: User) -> None:
    workflow.locked(line.distribution, by=by, permission=workflow.DRAFT, states=FIRST)
    line.refresh_from_db(fields=["amount"])


def _households(rows: "models.QuerySet[Household]", code: str) -> list[tuple[int, int | None]]:
    there = rows.filter(division=code, status="active").order_by("code")
    return [(pk, None) for pk in there.values_list("pk", flat=True)]


def _holders(code: str) -> list[tuple[int, int | None]]:
    held = Engagement.objects.on(timezone.localdate()).filter(
        division=code, household__status="active", member__status="active"
    )
    return list(held.order_by("household__code").values_list("household", "member"))


def _record(line: Line, by: User, count: int) -> None:
    found = line.distribution
    audit.record(
        Event.DISTRIBUTION_CHANGED, by=by, division_code=found.division_id, subject=found,
        use=line.use_id, count=count,
    )  # fmt: skip
