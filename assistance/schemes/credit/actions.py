"""Lending, extending and repaying a small loan."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.awards import actions as awards
from assistance.awards import changed
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.schemes.credit import limits, rules
from assistance.schemes.credit.models import CreditLine, Extension, Loan, Repayment
from assistance.schemes.limits.reading import value
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member

KEEP = "credit.keep"
CREDIT, SUBSIDY = "small-credit", "credit-subsidy"


@transaction.atomic
def lend(member: Member, *, by: User, renews: Loan | None = None, **said: Any) -> Loan:
    """Record a loan of the bank. What it `renews` counts as repaid by it on its first day.

    `said`: bank, contract, use, purpose, amount, rate, starts_on, ends_on.
    """
    household = member.household
    require(by, KEEP, household.division_id)
    loan = Loan(
        household=household, member=member, division_id=household.division_id, renews=renews,
        owed=said["amount"], made_by=by, **said,
    )  # fmt: skip
    loan.full_clean(exclude=["award"])
    refuse_if(loan.starts_on > timezone.localdate(), _("This day is in the future."))
    rules.refuse_borrower(member, loan.starts_on)
    rules.refuse_terms(loan)
    line = _line(household, loan)
    if renews:
        _renew(renews, loan, line)
    _owe(line, loan)
    loan.award = _given(CREDIT, household, loan.starts_on, by)
    _given(SUBSIDY, household, loan.starts_on, by)
    save_or_say(loan)
    _tell(Event.LOAN_GIVEN, loan, by, loan.amount)
    return loan


@transaction.atomic
def repay(loan: Loan, *, by: User, amount: Decimal, on: date, note: str = "") -> None:
    """Principal. Once the household owes nothing, the measure ends."""
    require(by, KEEP, loan.division_id)
    line = CreditLine.objects.select_for_update().get(household=loan.household_id)
    loan = Loan.objects.select_for_update().get(pk=loan.pk)
    refuse_if(on < loan.starts_on, _("The loan was not paid out on that day yet."))
    refuse_if(on > timezone.localdate(), _("This day is in the future."))
    _pay_back(loan, line, by=by, amount=amount, on=on, note=note)
    if not line.owed:
        _end_awards(loan, on, by)
    _tell(Event.LOAN_REPAID, loan, by, amount)


@transaction.atomic
def extend(loan: Loan, *, by: User, until: date, reason: str) -> None:
    require(by, KEEP, loan.division_id)
    loan = Loan.objects.select_for_update().get(pk=loan.pk)
    refuse_if(not reason.strip(), _("Say why."))
    rules.refuse_extension(loan, until, timezone.localdate())
    Extension.objects.create(loan=loan, was=loan.ends_on, until=until, reason=reason, by=by)
    loan.ends_on = until
    loan.save(update_fields=("ends_on",))
    _tell(Event.LOAN_EXTENDED, loan, by, loan.owed)


def _line(household: Household, loan: Loan) -> CreditLine:
    """Under lock: of two who lend to a household at once the second counts what the first lent."""
    most = value(limits.AMOUNT, loan.starts_on, household.division_id)
    start = {"division_id": household.division_id, "most": most}
    CreditLine.objects.get_or_create(household=household, defaults=start)
    line = CreditLine.objects.select_for_update().get(household=household)
    line.most = max(most, line.owed)
    return line


def _owe(line: CreditLine, loan: Loan) -> None:
    free = line.most - line.owed
    refuse_if(
        loan.amount > free,
        _("This household may owe %(most)s yuan at most; %(free)s yuan are free.")
        % {"most": line.most, "free": free},
    )
    line.owed += loan.amount
    line.save(update_fields=("most", "owed"))


def _renew(old: Loan, loan: Loan, line: CreditLine) -> None:
    old = Loan.objects.select_for_update().get(pk=old.pk)
    rules.refuse_renewal(old, loan.household, loan.starts_on)
    refuse_if(loan.starts_on < old.starts_on, _("The loan was not paid out on that day yet."))
    _pay_back(
        old, line, by=loan.made_by, amount=old.owed, on=loan.starts_on,
        note=_("Renewed by contract %(contract)s") % {"contract": loan.contract},
    )  # fmt: skip


def _pay_back(
    loan: Loan, line: CreditLine, *, by: User, amount: Decimal, on: date, note: str
) -> None:
    refuse_if(amount <= 0, _("Give an amount above zero."))
    refuse_if(
        amount > loan.owed,
        _("More cannot be repaid than is owed: %(owed)s yuan.") % {"owed": loan.owed},
    )
    Repayment.objects.create(loan=loan, on=on, amount=amount, note=note[:200], by=by)
    loan.owed -= amount
    loan.settled_on = None if loan.owed else on
    loan.save(update_fields=("owed", "settled_on"))
    line.owed -= amount
    line.save(update_fields=("owed",))


def _given(code: str, household: Household, day: date, by: User) -> Award:
    """The measure runs as long as the household owes anything; what ended that day goes on."""
    known = Award.objects.filter(measure__code=code, household=household)
    running = known.on(day).filter(ends_on=None).first()
    if running:
        return running
    last = known.filter(ends_on__gte=day).order_by("-ends_on").first()
    starts_on = last.ends_on + timedelta(days=1) if last and last.ends_on else day
    measure = Measure.objects.get(code=code)
    origin = Award.Origin.APPLICATION
    return awards.award(measure, household, by=by, starts_on=starts_on, origin=origin)


def _end_awards(loan: Loan, on: date, by: User) -> None:
    running = Award.objects.filter(
        measure__code__in=(CREDIT, SUBSIDY), household=loan.household_id, ends_on=None
    )
    for award in running.order_by("pk"):
        awards.end(award, by=by, on=max(on, award.starts_on), reason=_("Everything is repaid"))


def _tell(event: Event, loan: Loan, by: User, amount: Decimal) -> None:
    audit.record(
        event, by=by, division_code=loan.division_id, subject=loan, amount=str(amount)
    )  # fmt: skip
    changed.tell([loan.household_id])
