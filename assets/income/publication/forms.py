from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput
from accounts.models import Division
from assets.files.forms import PaperField
from assets.income.publication.villages import unpublished, with_income
from monitoring.lists.forms import ListFilter, Order, any_of


class PublishForm(forms.Form):
    published_on = forms.DateField(
        label=_("Published on"), widget=DateInput, initial=timezone.localdate
    )
    place = forms.CharField(label=_("Where it hangs"), max_length=200)
    upload = PaperField(label=pgettext_lazy("publication", "Photo of it"))


class PublicationFilter(ListFilter[QuerySet[Division]]):
    """Of the year before, where none is chosen: it is the one to be published now."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2013, max_value=2100)
    state = any_of(
        _("State"),
        [
            ("published", pgettext_lazy("publication", "Published")),
            ("open", _("Not published yet")),
            ("late", _("Not published in time")),
        ],
    )

    orders: ClassVar = {"": Order("", ("code",))}
    told: ClassVar = ("year",)

    @property
    def of_year(self) -> int:
        return self.cleaned_data["year"] or timezone.localdate().year - 1

    def narrow(self, rows: QuerySet[Division]) -> QuerySet[Division]:
        today, state = timezone.localdate(), self.cleaned_data["state"]
        found: Any = with_income(super().narrow(rows), self.of_year, today)
        if state == "late":
            found = unpublished(found, today)
        elif state:
            found = found.filter(published_on__isnull=state == "open")
        return cast("QuerySet[Division]", found)

    def find(self, rows: QuerySet[Division], searched: Any) -> QuerySet[Division]:
        return rows.filter(name__icontains=searched["words"])

    def _words(self, name: str) -> str:
        if name == "year":
            return str(_("Year %(year)s") % {"year": self.of_year})
        return super()._words(name)
