"""How visits are worded."""

from datetime import date
from decimal import Decimal

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.cases.casework import clocks
from monitoring.cases.visits.forms import UNCHANGED
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.cases.visits.sections import SECTIONS
from monitoring.cases.visits.sheets import groups_said
from monitoring.registry import wording
from monitoring.registry.models import Change
from monitoring.templatetags.registry import SEVERITIES

register = template.Library()


@register.filter
def from_line(distance: Decimal | None) -> str:
    """How far above or below the income line."""
    if distance is None:
        return _("cannot be computed yet")
    amount = intcomma(f"{abs(distance):.2f}")
    said = _("{amount} yuan below the line") if distance < 0 else _("{amount} yuan above the line")
    return said.format(amount=amount)


@register.filter
def told(visit: Visit) -> list[tuple[str, str]]:
    """Each section and what of it changed."""
    return [
        (str(section.label), _said(visit.answers[section.code]))
        for section in SECTIONS
        if section.code in visit.answers
    ]


def _said(answer: str | list[str]) -> str:
    """ "No change", or the labels of the columns that changed."""
    if answer == UNCHANGED:
        return _("No change")
    places = (key.split(".") for key in answer)
    labels = [wording.label(wording.MODELS[Change.Entity(each[0])], each[-1]) for each in places]
    return "、".join(dict.fromkeys(labels))


@register.simple_tag
def today() -> date:
    return timezone.localdate()


@register.filter
def days_late(due: VisitDue, day: date) -> int:
    """0 within the period."""
    return clocks.days_overdue(due.due_on, day)


@register.filter
def why_due(due: VisitDue) -> str:
    """The group, and what puts the household into it."""
    reasons = groups_said(due)
    if due.kind == VisitDue.Kind.MUST:
        return f"{due.get_kind_display()}：{reasons}"
    return reasons or due.get_kind_display()


@register.filter
def severity(due: VisitDue) -> str:
    return SEVERITIES[due.risk - 1]
