"""How visits are worded."""

from decimal import Decimal

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from monitoring.cases.visits.forms import UNCHANGED
from monitoring.cases.visits.models import Visit
from monitoring.cases.visits.sections import SECTIONS
from monitoring.registry import wording
from monitoring.registry.models import Change

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
