from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput
from monitoring.cases.papers.models import Kind, Leaflet, Paper
from monitoring.lists.forms import HouseholdFilter, PeriodFilter, any_of
from monitoring.registry.querysets import HouseholdQuerySet


class PaperFilter(PeriodFilter[QuerySet[Paper]]):
    kind = any_of(_("Kind of paper"), Kind.choices, _("Every kind"))

    day = "at__date"

    def narrow(self, rows: QuerySet[Paper]) -> QuerySet[Paper]:
        kind, rows = self.cleaned_data["kind"], super().narrow(rows)
        return rows.filter(kind=kind) if kind else rows

    def find(self, rows: QuerySet[Paper], searched: Mapping[str, Any]) -> QuerySet[Paper]:
        if "paper" not in searched:
            return super().find(rows, searched)
        county, year, serial = searched["paper"]
        return rows.filter(county=county, year=int(year), serial=int(serial))


class MakeForm(forms.Form):
    kind = forms.ChoiceField(choices=Kind.choices)
    subject = forms.CharField(max_length=40)
    day = forms.DateField(required=False, widget=DateInput, initial=timezone.localdate)

    def clean_day(self) -> Any:
        return self.cleaned_data["day"] or timezone.localdate()


class LeafletFilter(HouseholdFilter):
    """Households that have not been given the leaflet."""

    topic = any_of(
        _("Leaflet"),
        [(Leaflet.Topic.HELP.value, Leaflet.Topic.HELP.label)],
        Leaflet.Topic.APPLYING.label,
    )

    told = ("topic",)

    @property
    def chosen_topic(self) -> str:
        return self.cleaned_data["topic"] or Leaflet.Topic.APPLYING

    def narrow(self, rows: HouseholdQuerySet) -> HouseholdQuerySet:
        return self.concerned(rows).exclude(leaflets__topic=self.chosen_topic)

    def concerned(self, rows: HouseholdQuerySet) -> HouseholdQuerySet:
        """Every household, or for the leaflet about help every monitored one."""
        rows = super().narrow(rows)
        return rows.monitored() if self.chosen_topic == Leaflet.Topic.HELP else rows
