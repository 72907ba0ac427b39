"""Every write of measures and terms. What one person writes, a second one releases."""

from collections.abc import Iterable
from datetime import date
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
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
def create(about: dict[str, Any], *, by: User, county: Division | None, **terms: Any) -> Terms:
    """A new measure, and the draft of its first terms; until they are released nobody is given it.

    `about` is its name, category, to whom it is given, and whether it is development and due.
    """
    require_here(by, "criteria.change", county)
    measure = Measure(code=f"own-{token_hex(4)}", county=county, **about)
    if Measure.objects.of([county] if county else ()).filter(name=measure.name).exists():
        raise ValidationError(_("There is a measure of this name already."))
    measure.full_clean()
    measure.save()
    _record(Event.MEASURE_CREATED, measure, by=by, name=measure.name)
    return draft(measure, by=by, county=county, **terms)


@transaction.atomic
def change_measure(measure: Measure, *, by: User, **values: Any) -> None:
    """What it is called and counts as, from now on and whatever its terms."""
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    require_here(by, "criteria.release", measure.county)
    changed = {
        name: [getattr(measure, name), value]
        for name, value in values.items()
        if getattr(measure, name) != value
    }
    for name, value in values.items():
        setattr(measure, name, value)
    measure.full_clean()
    measure.save(update_fields=list(values))
    _record(Event.MEASURE_CHANGED, measure, by=by, changed=changed)


@transaction.atomic
def draft(
    measure: Measure,
    *,
    by: User,
    valid_from: date,
    county: Division | None = None,
    excludes: Iterable[Measure] | None = None,
    **values: Any,
) -> Terms:
    """New terms, which start as a copy of those they will follow."""
    require_here(by, "criteria.change", county)
    if measure.county and measure.county != county:
        raise ValidationError(
            _("This measure is given in %(county)s only.") % {"county": measure.county}
        )
    code = county.code if county else ""
    before = Terms.objects.in_force(valid_from, code).filter(measure=measure).first()
    copied = {name: getattr(before, name) for name in COPIED} if before else {}
    terms = Terms(
        measure=measure, county=county, valid_from=valid_from, made_by=by, **(copied | values)
    )
    _check(terms)
    terms.save()
    if excludes is None and before:
        excludes = before.excludes.all()
    terms.excludes.set(excludes or ())
    _record(Event.TERMS_DRAFTED, terms, by=by)
    return terms


@transaction.atomic
def change(
    terms: Terms, *, by: User, excludes: Iterable[Measure] | None = None, **values: Any
) -> Terms:
    """New values while it is a draft, by who drafted it."""
    terms = _open(terms, by=by)
    changed = {name for name, value in values.items() if getattr(terms, name) != value}
    for name, value in values.items():
        setattr(terms, name, value)
    _check(terms)
    terms.save(update_fields=list(values))
    if excludes is not None and set(excludes) != set(terms.excludes.all()):
        terms.excludes.set(excludes)
        changed.add("excludes")
    _record(Event.TERMS_CHANGED, terms, by=by, changed=sorted(changed))
    return terms


@transaction.atomic
def submit(terms: Terms, *, by: User) -> None:
    terms = _open(terms, by=by)
    if terms.measure.is_owed and not terms.eligibility:
        raise ValidationError(
            _("It is due to whoever meets its conditions, but has none. Say who is entitled.")
        )
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


def _record(event: Event, row: Measure | Terms, *, by: User, **detail: Any) -> None:
    measure = row if isinstance(row, Measure) else row.measure
    audit.record(
        event, by=by, division_code=row.county_id or "", subject=row,
        measure=measure.code, **detail,
    )  # fmt: skip
