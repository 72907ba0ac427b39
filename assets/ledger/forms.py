"""What the pages of projects and assets ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import (
    CountyField,
    DateInput,
    DivisionField,
    ModelChoiceField,
    ModelForm,
    PartForm,
)
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside, visible
from assets.ledger import sources, uses
from assets.ledger.choices import AssetClass
from assets.ledger.funding import Funding
from assets.ledger.lacking import choices, lacking
from assets.ledger.models import Asset, DepreciationRule, Kind, Project
from assets.ledger.querysets import AssetQuerySet, ProjectQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.registry.models import Household

# What needs a decision of its own first.
SAID = [choice for choice in Asset.State.choices if choice[0] != Asset.State.DISPOSED]


class ProjectForm(ModelForm):
    class Meta:
        model = Project
        fields = (
            "name", "number", "year", "document", "contract_sum", "builder", "accepted_on",
            "county",
        )  # fmt: skip
        widgets: ClassVar = {"accepted_on": DateInput}

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year})
        mine = [division.pk for division in areas(user, MAY["projects.keep"])]
        self.fields["county"] = forms.ModelChoiceField(
            Division.objects.filter(pk__in=mine), label=_("County"), empty_label=None
        )


class ProjectCorrectionForm(PartForm):
    reason = forms.CharField(label=pgettext_lazy("asset", "Reason"), max_length=200)

    class Meta:
        model = Project
        fields = (
            "name", "number", "year", "document", "contract_sum", "builder", "accepted_on",
        )  # fmt: skip
        widgets: ClassVar = {"accepted_on": DateInput}


class FundingForm(ModelForm):
    class Meta:
        model = Funding
        fields = ("source", "year", "amount")


class AssetForm(forms.Form):
    name = forms.CharField(label=_("Name of the asset"), max_length=100)
    kind = forms.ModelChoiceField(Kind.objects.all(), label=_("Sub-class"))
    original_value = forms.DecimalField(
        label=_("Original value (yuan)"), max_digits=14, decimal_places=2, min_value=0
    )
    began_on = forms.DateField(label=_("In use since"), widget=DateInput)
    number = forms.CharField(
        label=_("Number of the asset"), max_length=40, required=False,
        help_text=_("Leave it empty to have the next one given."),
    )  # fmt: skip
    place = forms.CharField(label=_("Where it stands"), max_length=200, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"), max_digits=9, decimal_places=6, required=False
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), max_digits=9, decimal_places=6, required=False
    )
    household = forms.CharField(
        label=_("Household code"), max_length=40, required=False,
        help_text=_("Of a household asset only."),
    )  # fmt: skip

    def __init__(self, data: Any, *, user: User, **options: Any) -> None:
        super().__init__(data, **options)
        self.user = user
        mine = areas(user, MAY["assets.register"])
        division = DivisionField(help_text=_("The village, township or county that it belongs to."))
        division.among = Division.objects.filter(inside(mine, "code"))
        self.fields["division"] = division
        counties = [f"{area.code[:6]}000000" for area in mine]
        self.fields["project"] = ModelChoiceField(
            Project.objects.filter(county__in=counties), label=_("Project"), required=False,
            empty_label=_("None"),
        )  # fmt: skip
        self.order_fields(("name", "kind", "division", "project"))

    def clean_household(self) -> Household | None:
        code = self.cleaned_data["household"].strip()
        if not code:
            return None
        found = visible(Household, self.user).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("No household of your area has this code."))
        return found


class DepreciationForm(ModelForm):
    class Meta:
        model = DepreciationRule
        fields = ("kind", "county", "valid_from", "life_months", "residual_percent", "document")
        widgets: ClassVar = {"valid_from": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Equity keeps its value, and what a household was given is its own affair.
        wearing = Kind.objects.filter(is_equity=False).exclude(asset_class=AssetClass.HOUSEHOLD)
        self.fields["kind"] = forms.ModelChoiceField(wearing, label=_("Sub-class"))
        self.fields["county"] = CountyField()


class DayForm(forms.Form):
    on = forms.DateField(label=_("Worth on"), required=False, widget=DateInput)

    @property
    def day(self) -> date:
        """The chosen one, else today."""
        chosen: date | None = self.cleaned_data["on"] if self.is_valid() else None
        return chosen or timezone.localdate()


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=SAID)
    since = forms.DateField(label=_("Since"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(label=pgettext_lazy("asset", "Reason"), max_length=200)


class AssetFilter(ListFilter[AssetQuerySet]):
    asset_class = any_of(_("Class"), AssetClass.choices)
    state = any_of(_("State"), Asset.State.choices)
    kind = forms.ModelChoiceField(
        Kind.objects.all(), label=_("Sub-class"), required=False,
        empty_label=pgettext_lazy("flags", "All"),
    )  # fmt: skip
    use = any_of(_("In use or not"), uses.CHOICES)
    year = forms.IntegerField(
        label=_("In use since the year"), required=False, min_value=1990, max_value=2100
    )
    source = any_of(_("Main source of money"), sources.CHOICES)
    alone = forms.BooleanField(
        label=_("Without the places below"), required=False, widget=forms.HiddenInput
    )
    cell = forms.RegexField(
        r"^\d{1,3}\.\d{1,6},\d{1,3}\.\d{1,6}$", required=False, widget=forms.HiddenInput
    )  # latitude, longitude

    orders: ClassVar = {
        "": Order(_("Entered last"), ("id",), descending=True),
        "value": Order(_("Original value"), ("original_value", "id"), descending=True),
        "age": Order(_("Oldest"), ("began_on", "id")),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lacks"] = any_of(_("What is missing"), choices())

    def narrow(self, rows: AssetQuerySet) -> AssetQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("asset_class", "state", "kind")}
        rows = super().narrow(rows).filter(**{k: value for k, value in chosen.items() if value})
        lacks = self.cleaned_data["lacks"]
        return self._look(lacking[lacks][1](rows) if lacks else rows)

    def _look(self, rows: AssetQuerySet) -> AssetQuerySet:
        """What the page of the whole counts."""
        said = self.cleaned_data
        if said["use"]:
            rows = uses.only(rows, said["use"], timezone.localdate())
        if said["year"]:
            rows = rows.filter(began_on__year=said["year"])
        if said["source"]:
            rows = sources.only(rows, said["source"])
        if said["alone"] and self.place:
            rows = rows.filter(division=self.place)
        return rows.in_cell(*said["cell"].split(",")) if said["cell"] else rows

    def find(self, rows: AssetQuerySet, searched: Mapping[str, Any]) -> AssetQuerySet:
        words = searched["words"]
        return rows.filter(Q(name__icontains=words) | Q(number__icontains=words))


class ProjectFilter(ListFilter[ProjectQuerySet]):
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2013, max_value=2100)

    orders: ClassVar = {"": Order("", ("year", "id"), descending=True)}

    def narrow(self, rows: ProjectQuerySet) -> ProjectQuerySet:
        year = self.cleaned_data["year"]
        return super().narrow(rows).filter(**({"year": year} if year else {}))

    def find(self, rows: ProjectQuerySet, searched: Mapping[str, Any]) -> ProjectQuerySet:
        words = searched["words"]
        return rows.filter(Q(name__icontains=words) | Q(number__icontains=words))
