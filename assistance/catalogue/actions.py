"""Every write of terms. What one person writes, a second one releases; no measure simply ends."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Event
from accounts.models import Division, User
from assistance.catalogue.models import Measure, Terms
from monitoring.criteria import workflow
from monitoring.criteria.grammar import parse
from monitoring.criteria.scope import require_here
from monitoring.indicators.catalogue import EVERY, INDICATORS

COPIED = (
    "document", "paying_department", "amount_rule", "amount", "rhythm", "documents", "ends_with",
    "eligibility", "received",
)  # fmt: skip


@transaction.atomic
def draft(
    measure: Measure, *, by: User, valid_from: date, county: Division | None = None, **values: Any
) -> Terms:
    """New terms, which start as a copy of those they will follow."""
    require_here(by, "criteria.change", county)
    code = county.code if county else ""
    before = Terms.objects.in_force(valid_from, code).filter(measure=measure).first()
    copied = {name: getattr(before, name) for name in COPIED} if before else {}
    terms = Terms(
        measure=measure, county=county, valid_from=valid_from, made_by=by, **(copied | values)
    )
    _check(terms)
    terms.save()
    terms.excludes.set(before.excludes.all() if before else ())
    _record(Event.TERMS_DRAFTED, terms, by=by)
    return terms


@transaction.atomic
def change(terms: Terms, *, by: User, **values: Any) -> Terms:
    """New values while it is a draft, by who drafted it."""
    terms = _open(terms, by=by)
    for name, value in values.items():
        setattr(terms, name, value)
    _check(terms)
    terms.save(update_fields=list(values))
    _record(Event.TERMS_CHANGED, terms, by=by, changed=sorted(values))
    return terms


@transaction.atomic
def submit(terms: Terms, *, by: User) -> None:
    terms = _open(terms, by=by)
    workflow.advance(terms, workflow.SUBMIT, by=by)
    _record(Event.TERMS_SUBMITTED, terms, by=by)


@transaction.atomic
def release(terms: Terms, *, by: User) -> None:
    require_here(by, "criteria.release", terms.county)
    workflow.advance(terms, workflow.RELEASE, by=by, released_by=by)
    _record(Event.TERMS_RELEASED, terms, by=by, valid_from=str(terms.valid_from))


@transaction.atomic
def return_for_changes(terms: Terms, *, by: User, note: str) -> None:
    require_here(by, "criteria.release", terms.county)
    workflow.advance(terms, workflow.RETURN, by=by)
    _record(Event.TERMS_RETURNED, terms, by=by, note=note)


@transaction.atomic
def end(terms: Terms, *, by: User, on: date, successor: Measure) -> None:
    """`on` is the last day: a policy ends only where another is in force from the next day on."""
    require_here(by, "criteria.release", terms.county)
    terms = Terms.objects.select_for_update(of=("self",)).get(pk=terms.pk)
    if terms.state != Terms.State.RELEASED or terms.valid_to:
        raise ValidationError(_("Only terms that are in force can be ended, and once."))
    code = terms.county_id or ""
    following = Terms.objects.in_force(on + timedelta(days=1), code).filter(measure=successor)
    if successor == terms.measure or not following.exists():
        raise ValidationError(
            _("%(measure)s is not in force on the day after. Release its terms first.")
            % {"measure": successor}
        )
    terms.valid_to, terms.successor = on, successor
    terms.full_clean()
    terms.save(update_fields=("valid_to", "successor"))
    _record(Event.TERMS_ENDED, terms, by=by, on=str(on), successor=successor.code)


def _open(terms: Terms, *, by: User) -> Terms:
    """The terms, locked, if `by` may write them now."""
    terms = Terms.objects.select_for_update(of=("self",)).get(pk=terms.pk)
    require_here(by, "criteria.change", terms.county)
    if terms.made_by_id != by.pk or terms.state not in workflow.SUBMIT.before:
        raise ValidationError(_("These terms can no longer be changed by you. Draft new ones."))
    return terms


def _check(terms: Terms) -> None:
    """Conditions of the grammar; a measure for a household asks nothing of one person."""
    known = EVERY if terms.measure.per == Measure.Per.MEMBER else INDICATORS
    for name in ("eligibility", "received"):
        if tree := getattr(terms, name):
            setattr(terms, name, parse(tree, known).to_json())
    terms.full_clean()


def _record(event: Event, terms: Terms, *, by: User, **detail: Any) -> None:
    audit.record(
        event, by=by, division_code=terms.county_id or "", subject=terms,
        measure=terms.measure.code, **detail,
    )  # fmt: skip
