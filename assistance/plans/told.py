"""Confirmed plans as lines of a household's file (papers/composing.py)."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.cases.papers.composing import Line
from monitoring.registry.models import Household


def timeline(household: Household) -> Iterator[Line]:
    decided = household.plans.filter(state__in=("confirmed", "closed"), decided_at__isnull=False)
    for plan in decided.select_related("decided_by").prefetch_related("items__measure"):
        named = "、".join(str(item) for item in plan.items.all())
        said = _("Plan of assistance confirmed")
        day = timezone.localdate(plan.decided_at) if plan.decided_at else ""
        yield str(day), said, str(plan.decided_by or ""), named
