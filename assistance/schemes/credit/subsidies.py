"""The interest that is subsidised, half a year at a time, on a payment list of its own.

The list is one of deliveries/payments: it is checked by a second person, paid from a fund through
the bank, and no half-year is paid twice.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.scope import inside
from assistance.catalogue.models import Measure
from assistance.deliveries import actions as deliveries
from assistance.deliveries.models import PaymentList
from assistance.deliveries.payments import actions as payments
from assistance.funds.models import Fund
from assistance.schemes.credit import limits
from assistance.schemes.credit.actions import SUBSIDY
from assistance.schemes.credit.interest import Debt, subsidy
from assistance.schemes.credit.models import Loan
from assistance.schemes.limits.reading import steps, value
from monitoring.registry.act import refuse_if


@transaction.atomic
def list_half_year(
    division: Division, *, by: User, fund: Fund, year: int, half: int
) -> PaymentList:
    """Of a county or township; whose interest is nothing stands on no list."""
    first, last = days_of(year, half)
    measure = Measure.objects.get(code=SUBSIDY)
    listed = payments.make(
        measure, division, by=by, fund=fund, starts_on=first, ends_on=last
    )  # fmt: skip
    owed = owed_to(division, first, last)
    rows = list(listed.deliveries.all())
    for row in rows:
        if not owed.get(row.household_id):
            deliveries.reverse(row, by=by, reason=_("No interest in this half-year"))
    amounts = {row.row or 0: owed[row.household_id] for row in rows if owed.get(row.household_id)}
    refuse_if(not amounts, _("No interest is subsidised there in this half-year."))
    payments.set_amounts(listed, amounts, by=by)
    audit.record(
        Event.LOAN_SUBSIDISED, by=by, division_code=division.code, subject=listed,
        count=len(amounts), amount=str(sum(amounts.values())),
    )  # fmt: skip
    return listed


def owed_to(division: Division, first: date, last: date) -> dict[int, Decimal]:
    """By household, the subsidies of all its loans; two queries however many there are."""
    loans = Loan.objects.in_period(first, last).filter(inside([division]))
    found: dict[int, Decimal] = defaultdict(Decimal)
    shares = steps(limits.SUBSIDY, division.code)
    days_of_year = value(limits.DAYS_OF_YEAR, last, division.code)
    for loan in loans.prefetch_related("repayments"):
        found[loan.household_id] += subsidy(
            debt_of(loan), shares, first, last, days_of_year=days_of_year
        )
    return found


def debt_of(loan: Loan) -> Debt:
    repaid = [(each.on, each.amount) for each in loan.repayments.all()]
    return Debt(loan.amount, loan.rate, loan.starts_on, loan.ends_on, repaid)


def days_of(year: int, half: int) -> tuple[date, date]:
    """The first half or the second of a year."""
    if half == 1:
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)
