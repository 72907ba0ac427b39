from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput
from monitoring.criteria.models import Criterion
from monitoring.criteria.parameters import PARAMETERS
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.outcomes.accuracy import parameters
from monitoring.feeds.records.models import Record
from monitoring.feeds.records.querysets import RecordQuerySet
from monitoring.lists.forms import PeriodFilter, any_of

HALF_A_YEAR = timedelta(days=182)


class RecordFilter(PeriodFilter[RecordQuerySet]):
    feed = any_of(_("Data"), [(code, feed.label) for code, feed in FEEDS.items()])
    state = any_of(_("State"), Record.State.choices)

    day = "at__date"

    def narrow(self, rows: RecordQuerySet) -> RecordQuerySet:
        rows = super().narrow(rows)
        chosen = {name: self.cleaned_data[name] for name in ("feed", "state")}
        return rows.filter(**{name: value for name, value in chosen.items() if value})

    def find(self, rows: RecordQuerySet, searched: Mapping[str, Any]) -> RecordQuerySet:
        """By what was told: the office that sent it need not see the household."""
        if "subject" in searched:
            return rows.filter(subject=bytes.fromhex(searched["subject"]))
        return rows.filter(name__startswith=searched["name"])


def half_a_year_ago() -> date:
    return timezone.localdate() - HALF_A_YEAR


class SinceForm(forms.Form):
    """Bound with nothing, it shows and gives the last half year."""

    since = forms.DateField(label=_("Decided since"), required=False, widget=DateInput)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"since": half_a_year_ago()} | {k: v for k, v in data.items() if v})


class TryForm(SinceForm):
    """Another value for each parameter that the criterion rests on."""

    def __init__(self, data: Any, *, criterion: Criterion, today: Mapping[str, Any]) -> None:
        super().__init__(data)
        for code in parameters(criterion):
            declared = PARAMETERS[code]
            self.fields[code] = forms.DecimalField(
                label=declared.label, min_value=0, max_digits=12, decimal_places=4,
                required=False, help_text=declared.unit, initial=today.get(code),
            )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        chosen = {code: self.cleaned_data.get(code) for code in PARAMETERS}
        return {code: value for code, value in chosen.items() if value is not None}
