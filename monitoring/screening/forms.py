"""What a list of flags is narrowed to, and how that is said in words."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Division
from monitoring.criteria.models import Criterion
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.lists.places import Viewer
from monitoring.screening.querysets import URGENT_FIRST, FlagQuerySet

EFFECTS = {
    "": pgettext_lazy("flags", "All"),
    "clue": gettext_lazy("To be judged"),
    "visit": gettext_lazy("To be visited"),
    "list": gettext_lazy("Lists for departments"),
}
PERIODS = {
    "": gettext_lazy("At any time"),
    "week": gettext_lazy("This week"),
    "month": gettext_lazy("This month"),
}
SEVERITIES = {"": gettext_lazy("Every severity"), **dict(Criterion.Severity.choices)}


class FlagFilter(ListFilter[FlagQuerySet]):
    effect = forms.ChoiceField(choices=EFFECTS.items(), required=False, widget=forms.HiddenInput)
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"), choices=SEVERITIES.items(), required=False
    )
    new = forms.ChoiceField(
        label=gettext_lazy("First seen"), choices=PERIODS.items(), required=False
    )

    orders: ClassVar = {"": Order("", URGENT_FIRST)}
    tabs = "effect"

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        every = gettext_lazy("Every criterion")
        self.fields["criterion"] = any_of(_("Criterion"), criterion_names().items(), every)

    def within(self, rows: FlagQuerySet, place: Division) -> FlagQuerySet:
        return rows.within(place)

    def narrow(self, rows: FlagQuerySet) -> FlagQuerySet:
        flags, chosen = super().narrow(rows), self.cleaned_data
        if chosen["effect"]:
            flags = flags.with_effect(chosen["effect"])
        if chosen["new"]:
            flags = flags.filter(first_seen__gte=_beginning(chosen["new"]))
        if chosen["severity"]:
            flags = flags.with_severity(chosen["severity"])
        return flags.filter(criterion=chosen["criterion"]) if chosen["criterion"] else flags


def criterion_names() -> dict[str, str]:
    """The name of each criterion, as its newest released version says it, in the pack's order."""
    rows = Criterion.objects.filter(version__state="released").order_by("position", "version_id")
    return dict(rows.values_list("code", "name"))


def _beginning(period: str) -> date:
    today = timezone.localdate()
    if period == "month":
        return today.replace(day=1)
    return today - timedelta(days=today.weekday())
