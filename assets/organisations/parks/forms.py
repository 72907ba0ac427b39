from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, DivisionField, PartForm
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.ledger.lists import assets_seen_by
from assets.ledger.models import Asset
from assets.organisations.parks.models import Community, JobCount, Park
from assets.organisations.parks.querysets import ParkQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of

LACKED = {
    "community": ParkQuerySet.without_community,
    "asset": ParkQuerySet.without_asset,
    "jobs": ParkQuerySet.without_jobs,
}
LABELS = (
    ("community", _("Relocation community")),
    ("asset", _("Assets in it")),
    ("jobs", _("Jobs")),
)


class ParkForm(PartForm):
    class Meta:
        model = Park
        fields = ("name", "document", "opened_on")
        widgets: ClassVar = {"opened_on": DateInput}

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        division = DivisionField(help_text=_("The village, township or county where it stands."))
        division.among = Division.objects.filter(inside(areas(user, MAY["parks.keep"]), "code"))
        self.fields["division"] = division
        self.order_fields(["name", "division"])


class CommunityForm(PartForm):
    class Meta:
        model = Community
        fields = ("name", "households")
        help_texts: ClassVar = {
            "name": _("One that is entered already gets the new number of households.")
        }


class InsideForm(forms.Form):
    asset = forms.CharField(label=_("Number of the asset"), max_length=40)

    def __init__(self, data: Any, *, park: Park, user: User) -> None:
        super().__init__(data)
        county = park.division_id[:6]
        self.among = assets_seen_by(user).filter(county=county)

    def clean_asset(self) -> Asset:
        asset = self.among.filter(number=self.cleaned_data["asset"].strip()).first()
        if asset is None:
            raise forms.ValidationError(_("No asset of your area has this number."))
        return asset


class JobCountForm(PartForm):
    class Meta:
        model = JobCount
        fields = ("day", "jobs", "relocated_jobs")
        widgets: ClassVar = {"day": DateInput}

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"day": timezone.localdate()})


class ParkFilter(ListFilter[ParkQuerySet]):
    lacks = any_of(_("What is missing"), LABELS)

    orders: ClassVar = {
        "": Order(_("Entered last"), ("id",), descending=True),
        "age": Order(_("Oldest"), ("opened_on", "id")),
    }

    def narrow(self, rows: ParkQuerySet) -> ParkQuerySet:
        rows, lacks = super().narrow(rows), self.cleaned_data["lacks"]
        return LACKED[lacks](rows) if lacks else rows

    def find(self, rows: ParkQuerySet, searched: Mapping[str, Any]) -> ParkQuerySet:
        words = searched["words"]
        found = Q(name__icontains=words) | Q(communities__name__icontains=words)
        return rows.filter(pk__in=rows.model.objects.filter(found).values("pk"))
