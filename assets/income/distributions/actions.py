"""A distribution from its drafting to the township's check; paying is in paying.py."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.income.distributions import recipients, workflow
from assets.income.distributions.checks import allowed, faults
from assets.income.distributions.limits import NOTICE
from assets.income.distributions.models import Distribution, Line, Spending
from assets.income.distributions.sharing import Part, divided
from assets.income.distributions.workflow import Act, State
from assets.income.receipts.models import Receipt
from assistance.schemes.limits.reading import whole
from monitoring.cases.casework.attachments import kept
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

DRAFT = workflow.DRAFT
FIRST = frozenset({State.DRAFT})
AGREED = frozenset({State.CHECKED, State.PAID})


@transaction.atomic
def draft(village: Division, *, by: User, starts_on: date, ends_on: date) -> Distribution:
    """Takes all that came until the last day and is in no other distribution.

    ValidationError where there is none, or the days are in one already.
    """
    require(by, DRAFT, village.code)
    refuse_if(village.level != Division.Level.VILLAGE, _("Choose a village."))
    made = Distribution(division=village, starts_on=starts_on, ends_on=ends_on, drafted_by=by)
    made.full_clean(exclude=("decided_by", "notice_until", "checked_by", "paid_on"))
    save_or_say(made, force_insert=True)
    refuse_if(not _take(made), _("No income came until that day that is not distributed yet."))
    audit.record(
        Event.DISTRIBUTION_DRAFTED, by=by, division_code=village.code, subject=made,
        total=str(made.total),
    )  # fmt: skip
    return made


@transaction.atomic
def take_in(found: Distribution, *, by: User) -> int:
    """What came since it was drafted, while nothing is decided; how many receipts."""
    current = workflow.locked(found, by=by, permission=DRAFT, states=FIRST)
    count = _take(current)
    refuse_if(not count, _("Nothing more has come."))
    audit.record(
        Event.DISTRIBUTION_CHANGED, by=by, division_code=current.division_id, subject=current,
        count=count,
    )  # fmt: skip
    return count


@transaction.atomic
def set_lines(found: Distribution, parts: Mapping[str, Part], *, by: User) -> None:
    """By use what it gets; a use that is left out gets nothing, and nobody out of it either."""
    current = workflow.locked(found, by=by, permission=DRAFT, states=FIRST)
    uses = {use.pk: use for use in allowed(current.division_id, timezone.localdate())}
    refuse_if(set(parts) - set(uses), _("This is not an allowed use."))
    amounts = dict(zip(parts, divided(current.total, list(parts.values())), strict=True))
    lines = {line.use_id: line for line in current.lines.all()}
    for code, line in lines.items():
        if code not in parts:
            line.payouts.all().delete()
            line.delete()
    for code, part in parts.items():
        line = lines.get(code) or Line(distribution=current, use=uses[code])
        line.share, line.amount = part.share, amounts[code]
        line.save()
        recipients.recount(line)
    _plan(current, sum(amounts.values(), Decimal(0)))
    audit.record(
        Event.DISTRIBUTION_CHANGED, by=by, division_code=current.division_id, subject=current,
        count=len(parts),
    )  # fmt: skip


@transaction.atomic
def decide(
    found: Distribution, *, by: User, on: date, note: str, upload: "UploadedFile[bytes]"
) -> None:
    """The village's democratic decision with its record; from now on nothing can be changed."""
    current = workflow.begin(found, Act.DECIDE, by=by)
    refuse_if_to_come(on)
    _refuse_faults(current)
    workflow.finish(current, Act.DECIDE, by=by, on=on, note=note, file=kept(upload), decided_by=by)


@transaction.atomic
def post(
    found: Distribution, *, by: User, on: date, until: date, note: str,
    upload: "UploadedFile[bytes]",
) -> None:  # fmt: skip
    """That it hangs on the wall, with its photo, from day to day."""
    current = workflow.begin(found, Act.POST, by=by)
    refuse_if_to_come(on)
    decided = current.steps.filter(act=Act.DECIDE).last()
    early = decided is not None and decided.on is not None and on < decided.on
    refuse_if(early, _("It cannot be on notice before the village decided."))
    days = whole(NOTICE, on, current.division_id)
    refuse_if(
        until < on + timedelta(days=days),
        _("The notice has to hang for %(days)s days at least.") % {"days": days},
    )
    workflow.finish(
        current, Act.POST, by=by, on=on, note=note, file=kept(upload), notice_until=until
    )


@transaction.atomic
def check(found: Distribution, *, by: User, note: str = "") -> None:
    """By the township, after the notice, never by who drafted or decided it."""
    current = workflow.begin(found, Act.CHECK, by=by)
    refuse_if(
        by.pk in (current.drafted_by_id, current.decided_by_id),
        _("Another person has to check what the village decided."),
    )
    open_still = current.notice_until and current.notice_until >= timezone.localdate()
    refuse_if(
        open_still,
        _("It is on notice until %(day)s. Check it after that day.")
        % {"day": current.notice_until},
    )
    _refuse_faults(current)
    workflow.finish(current, Act.CHECK, by=by, note=note, checked_by=by)


@transaction.atomic
def send_back(found: Distribution, *, by: User, note: str) -> None:
    """To the village, which decides anew."""
    refuse_if(not note.strip(), _("Say why."))
    current = workflow.begin(found, Act.SEND_BACK, by=by)
    workflow.finish(current, Act.SEND_BACK, by=by, note=note, decided_by=None, notice_until=None)


@transaction.atomic
def withdraw(found: Distribution, *, by: User, note: str) -> None:
    """Its income can be distributed anew."""
    refuse_if(not note.strip(), _("Say why."))
    current = workflow.begin(found, Act.WITHDRAW, by=by)
    Receipt.objects.filter(distribution=current).update(distribution=None)
    workflow.finish(current, Act.WITHDRAW, by=by, note=note)


@transaction.atomic
def spend(line: Line, *, by: User, amount: Decimal, spent_on: date, **values: Any) -> Spending:
    """Out of a line that goes to no people, up to what it was given."""
    current = workflow.locked(line.distribution, by=by, permission=workflow.PAY, states=AGREED)
    refuse_if(line.use.measure_id, _("This use is paid to the people on its list."))
    refuse_if_to_come(spent_on)
    made = Spending(line=line, amount=amount, spent_on=spent_on, by=by, **values)
    made.full_clean()
    enough = Line.objects.filter(pk=line.pk, spent__lte=F("amount") - amount)
    refuse_if(
        not enough.update(spent=F("spent") + amount),
        _("More cannot be spent than this use was given."),
    )
    made.save(force_insert=True)
    audit.record(
        Event.DISTRIBUTION_SPENT, by=by, division_code=current.division_id, subject=current,
        use=line.use_id, amount=str(amount),
    )  # fmt: skip
    return made


def _take(current: Distribution) -> int:
    """One statement takes what is in no other; what another takes at this moment is not there."""
    free = Receipt.objects.live().filter(division=current.division_id, distribution=None)
    count = free.filter(received_on__lte=current.ends_on).update(distribution=current)
    current.total = Receipt.objects.filter(distribution=current).sums()["amount"]
    current.save(update_fields=["total"])
    return count


def _plan(current: Distribution, planned: Decimal) -> None:
    Distribution.objects.filter(pk=current.pk).update(planned=planned)


def _refuse_faults(current: Distribution) -> None:
    if said := faults(current):
        raise ValidationError(said)
