"""Every movement of money: the column and its line in the ledger, in one transaction."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.funds.models import Fund, FundEntry
from monitoring.registry.act import refuse_if

Kind = FundEntry.Kind
KEEP, PAY = "funds.keep", "funds.spend"
COLUMN: dict[str, str] = {
    Kind.BUDGET: "budget",
    Kind.ADJUSTED: "budget",
    Kind.COMMITTED: "committed",
    Kind.RELEASED: "committed",
    Kind.PAID: "paid",
    Kind.RETURNED: "paid",
}


@transaction.atomic
def open_fund(
    county: Division, *, by: User, name: str, source: str, year: int, budget: Decimal, document: str
) -> Fund:
    require(by, KEEP, county.code)
    refuse_if(county.level != Division.Level.COUNTY, _("A fund belongs to a county."))
    refuse_if(budget <= 0, _("Give an amount above zero."))
    fund = Fund(county=county, name=name, source=source, year=year, document=document)
    fund.full_clean()
    save_or_say(fund, force_insert=True)
    reason = _("Opened")
    _move(fund, Kind.BUDGET, budget, by=by, reason=reason, document=document)
    _record(Event.FUND_OPENED, fund, by, budget)
    return fund


@transaction.atomic
def adjust(fund: Fund, *, by: User, amount: Decimal, document: str, reason: str) -> None:
    """More budget, or less with a negative amount; never less than what is committed."""
    require(by, KEEP, fund.county_id)
    refuse_if(not amount, _("Give an amount other than zero."))
    refuse_if(not document.strip(), _("A budget rests on a document. Give it."))
    _move(fund, Kind.ADJUSTED, amount, by=by, reason=reason, document=document.strip())
    _record(Event.FUND_ADJUSTED, fund, by, amount)


@transaction.atomic
def commit(fund: Fund, *, by: User, amount: Decimal, reason: str) -> None:
    """Promise it, as far as the budget suffices."""
    _pay_act(fund, Kind.COMMITTED, amount, by=by, reason=reason)


@transaction.atomic
def release(fund: Fund, *, by: User, amount: Decimal, reason: str) -> None:
    """Take back a promise of what was not paid."""
    _pay_act(fund, Kind.RELEASED, amount, by=by, reason=reason)


@transaction.atomic
def pay(fund: Fund, *, by: User, amount: Decimal, reason: str) -> None:
    """Of what is committed."""
    _pay_act(fund, Kind.PAID, amount, by=by, reason=reason)


@transaction.atomic
def take_back(fund: Fund, *, by: User, amount: Decimal, reason: str) -> None:
    """What was paid came back; it stays committed until it is released or paid again."""
    _pay_act(fund, Kind.RETURNED, amount, by=by, reason=reason)


def _pay_act(fund: Fund, kind: str, amount: Decimal, *, by: User, reason: str) -> None:
    require(by, PAY, fund.county_id)
    refuse_if(amount <= 0, _("Give an amount above zero."))
    signed = -amount if kind in (Kind.RELEASED, Kind.RETURNED) else amount
    _move(fund, kind, signed, by=by, reason=reason)
    _record(Event.FUND_MOVED, fund, by, amount, kind=str(kind))


def _move(
    fund: Fund, kind: str, amount: Decimal, *, by: User, reason: str, document: str = ""
) -> None:
    """The conditional UPDATE settles races: whoever comes second reads what the first one left."""
    refuse_if(not reason.strip(), _("Say why."))
    column = COLUMN[kind]
    after: dict[str, Any] = {name: F(name) for name in ("budget", "committed", "paid")}
    after[column] = F(column) + amount
    holds = Fund.objects.alias(
        budget_after=after["budget"], committed_after=after["committed"], paid_after=after["paid"]
    ).filter(
        pk=fund.pk,
        paid_after__gte=0,
        paid_after__lte=F("committed_after"),
        committed_after__lte=F("budget_after"),
    )
    if not holds.update(**{column: after[column]}):
        fund.refresh_from_db()
        raise ValidationError(_why(fund, kind))
    fund.refresh_from_db()
    FundEntry.objects.create(
        fund=fund, kind=kind, amount=amount, by=by, reason=reason.strip(), document=document
    )


def _why(fund: Fund, kind: str) -> str:
    sentence = {
        Kind.BUDGET: _("The budget does not suffice."),
        Kind.ADJUSTED: _("%(committed)s yuan are committed; the budget cannot be less."),
        Kind.COMMITTED: _("The fund has only %(free)s yuan that are not committed."),
        Kind.RELEASED: _("Only %(promised)s yuan are committed and not paid."),
        Kind.PAID: _("Only %(promised)s yuan are committed and not paid."),
        Kind.RETURNED: _("Only %(paid)s yuan were paid."),
    }[Kind(kind)]
    return sentence % {
        "free": fund.free, "promised": fund.promised, "paid": fund.paid,
        "committed": fund.committed,
    }  # fmt: skip


def _record(event: Event, fund: Fund, by: User, amount: Decimal, **detail: Any) -> None:
    audit.record(
        event, by=by, division_code=fund.county_id, subject=fund, amount=str(amount), **detail
    )
