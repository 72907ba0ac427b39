"""A claim from what happened to the pay-out; a second person approves what one surveyed."""

from datetime import date
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
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.deliveries import actions as deliveries
from assistance.funds.models import Fund
from assistance.schemes.insurance.models import Claim
from assistance.schemes.insurance.parameters import INSURANCE
from assistance.schemes.insurance.payout import payout
from assistance.schemes.limits.reading import known
from assistance.schemes.rolls import statements
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member
from monitoring.registry.quantities import ZERO

State = Claim.State
MEASURES = {Claim.Kind.INSURANCE: "poverty-insurance", Claim.Kind.FUND: "assistance-fund"}


@transaction.atomic
def open_claim(
    household: Household,
    *,
    by: User,
    kind: str,
    cause: str,
    trigger: str,
    member: Member | None = None,
) -> Claim:
    """Something happened; once a household, kind, cause and year."""
    require(by, "insurance.open", household.division_id)
    refuse_if(household.status != Household.Status.ACTIVE, _("This household is closed."))
    claim = Claim(
        household=household, division_id=household.division_id, kind=kind, cause=cause,
        trigger=trigger.strip(), member=member, year=timezone.localdate().year, opened_by=by,
    )  # fmt: skip
    claim.full_clean()
    save_or_say(claim)
    _record(Event.CLAIM_OPENED, claim, by)
    return claim


@transaction.atomic
def survey(claim: Claim, *, by: User, burden: Decimal, survey: str) -> None:
    """What was found at the household, and what it comes to by the values in force."""
    claim = _locked(claim, State.OPENED, State.SURVEYED)
    require(by, "insurance.survey", claim.division_id)
    values = known(INSURANCE, timezone.localdate(), claim.division_id)
    home = claim.household
    found = payout(
        burden, values, claim.kind, watched=home.is_monitored or home.is_ex_poor,
        before=Claim.objects.promised(claim),
    )  # fmt: skip
    claim.state, claim.surveyed_by, claim.survey = State.SURVEYED, by, survey.strip()
    claim.burden, claim.amount = burden, found.amount
    claim.line, claim.share, claim.document = found.line, found.share, found.document
    _keep(claim)
    _record(Event.CLAIM_SURVEYED, claim, by)


@transaction.atomic
def approve(claim: Claim, *, by: User) -> None:
    claim = _locked(claim, State.SURVEYED)
    require(by, "insurance.decide", claim.division_id)
    refuse_if(claim.surveyed_by_id == by.pk, _("A second person has to approve what one surveyed."))
    refuse_if(not claim.amount, _("There is nothing to pay: the burden is not above the line."))
    claim.state, claim.decided_by = State.APPROVED, by
    _keep(claim)
    _record(Event.CLAIM_APPROVED, claim, by)


@transaction.atomic
def refuse(claim: Claim, *, by: User, reason: str) -> None:
    claim = _locked(claim, State.OPENED, State.SURVEYED, State.APPROVED)
    require(by, "insurance.decide", claim.division_id)
    refuse_if(not reason.strip(), _("Say why."))
    claim.state, claim.decided_by, claim.reason = State.REFUSED, by, reason.strip()
    _keep(claim)
    _record(Event.CLAIM_REFUSED, claim, by)


@transaction.atomic
def pay(claim: Claim, *, by: User, fund: Fund, on: date) -> None:
    """Out of the fund to the household, and into its yearly statement; once."""
    claim = _locked(claim, State.APPROVED)
    require(by, "insurance.decide", claim.division_id)
    refuse_if(on > timezone.localdate(), _("This day is in the future."))
    claim.delivery = deliveries.deliver(
        _award(claim, by, on), by=by, starts_on=on, ends_on=on, paid_on=on, fund=fund,
        amount=claim.amount or ZERO, kind="cash",
    )  # fmt: skip
    claim.state = State.PAID
    _keep(claim)
    statements.bring(claim.division, by=by, since=date(on.year, 1, 1))
    _record(Event.CLAIM_PAID, claim, by)


def _award(claim: Claim, by: User, on: date) -> Award:
    measure = Measure.objects.get(code=MEASURES[Claim.Kind(claim.kind)])
    there = Award.objects.on(on).filter(measure=measure, household=claim.household).first()
    return there or awards.award(
        measure, claim.household, by=by, starts_on=on, ends_on=on,
        origin=Award.Origin.APPLICATION, note=claim.trigger,
    )  # fmt: skip


def _locked(claim: Claim, *states: State) -> Claim:
    """Under lock, so that of two people who decide at once the second is told."""
    found = Claim.objects.select_for_update(of=("self",)).for_list().get(pk=claim.pk)
    refuse_if(
        found.state not in states,
        _("Somebody else decided about this meanwhile. Look at it again."),
    )
    return found


def _keep(claim: Claim) -> None:
    claim.full_clean(validate_constraints=False)
    save_or_say(claim)


def _record(event: Event, claim: Claim, by: User) -> None:
    detail: dict[str, Any] = {"claim": claim.pk, "kind": claim.kind}
    if claim.amount is not None:
        detail["amount"] = str(claim.amount)
    audit.record(event, by=by, division_code=claim.division_id, subject=claim.household, **detail)
