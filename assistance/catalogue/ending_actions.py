"""How a measure ends: asked by one person, released by a second, and never before its successor is
in force (domain.md 15, 二(一)). Until its last day has passed it can be taken back.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from assistance.catalogue.models import Ending, Measure, Terms
from monitoring.criteria import workflow
from monitoring.criteria.scope import require_here

UNDO = workflow.Step(frozenset({Ending.State.RELEASED}), Ending.State.RETURNED)


@transaction.atomic
def propose(terms: Terms, *, by: User, on: date, successor: Measure) -> Ending:
    """`on` is the last day."""
    require_here(by, "criteria.change", terms.county)
    terms = _locked(terms)
    if terms.state != Terms.State.RELEASED or terms.valid_to:
        raise ValidationError(_("Only terms that are in force can be ended, and once."))
    _require_successor(terms, on, successor)
    ending = Ending(terms=terms, on=on, successor=successor, made_by=by)
    ending.full_clean()
    ending.save()
    _record(Event.TERMS_END_ASKED, ending, by=by)
    return ending


@transaction.atomic
def release(ending: Ending, *, by: User) -> None:
    """The terms end, if what takes their place still does."""
    terms = _locked(ending.terms)
    require_here(by, "criteria.release", terms.county)
    workflow.advance(ending, workflow.RELEASE, by=by, released_by=by)
    _require_successor(terms, ending.on, ending.successor)
    _end(terms, ending.on, ending.successor)
    _record(Event.TERMS_ENDED, ending, by=by)


@transaction.atomic
def give_back(ending: Ending, *, by: User) -> None:
    """Not released; the terms go on."""
    require_here(by, "criteria.change", ending.terms.county)
    workflow.advance(ending, workflow.RETURN, by=by)
    _record(Event.TERMS_END_RETURNED, ending, by=by)


@transaction.atomic
def undo(ending: Ending, *, by: User) -> None:
    """The terms go on after all; once they have ended, only new terms bring the measure back."""
    terms = _locked(ending.terms)
    require_here(by, "criteria.release", terms.county)
    if ending.on < timezone.localdate():
        raise ValidationError(_("Its last day has passed. Draft new terms to bring it back."))
    workflow.advance(ending, UNDO, by=by)
    _end(terms, None, None)
    _record(Event.TERMS_END_RETURNED, ending, by=by)


def _locked(terms: Terms) -> Terms:
    return Terms.objects.select_for_update(of=("self",)).get(pk=terms.pk)


def _end(terms: Terms, on: date | None, successor: Measure | None) -> None:
    terms.valid_to, terms.successor = on, successor
    terms.full_clean()
    terms.save(update_fields=("valid_to", "successor"))


def _require_successor(terms: Terms, on: date, successor: Measure) -> None:
    if on < max(timezone.localdate(), terms.valid_from):
        raise ValidationError({"on": _("The last day must not lie before today or the first day.")})
    if successor == terms.measure:
        raise ValidationError(
            {"successor": _("A measure does not follow itself. For other terms, draft new ones.")}
        )
    if lacking := _lacking(successor, on + timedelta(days=1), terms.county_id or ""):
        raise ValidationError({"successor": lacking})


def _lacking(successor: Measure, day: date, code: str) -> str:
    """What the successor lacks to be in force on `day` at place `code`; "" if it is."""
    if Terms.objects.in_force(day, code).filter(measure=successor).exists():
        return ""
    words = {"measure": successor, "day": day}
    here = Terms.objects.of_place(code).filter(measure=successor)
    if later := here.filter(state=Terms.State.RELEASED, valid_from__gt=day).last():
        last = later.valid_from - timedelta(days=1)
        words |= {"later": later.valid_from, "last": last}
        return _("%(measure)s is in force only from %(later)s on, not on %(day)s. Let these terms "
                 "end on %(last)s or later.") % words  # fmt: skip
    if waiting := here.exclude(state=Terms.State.RELEASED).first():
        words |= {"state": waiting.get_state_display()}
        return _("%(measure)s is not in force on %(day)s: its terms are not released "
                 "(%(state)s). Release them first.") % words  # fmt: skip
    return _("%(measure)s is not in force on %(day)s: it has no terms for that day. Draft and "
             "release them first.") % words  # fmt: skip


def _record(event: Event, ending: Ending, *, by: User) -> None:
    audit.record(
        event, by=by, division_code=ending.terms.county_id or "", subject=ending.terms,
        measure=ending.terms.measure.code, on=str(ending.on), successor=ending.successor.code,
    )  # fmt: skip
