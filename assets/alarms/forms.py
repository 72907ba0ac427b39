"""What the list of alarms is narrowed to."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division
from assets.alarms.kinds import choices
from assets.alarms.querysets import AlarmQuerySet
from assets.ledger.choices import AssetClass
from monitoring.cases.procedures.models import Level
from monitoring.lists.forms import ListFilter, Order, any_of

LEVELS = [(level.value, level.label) for level in Level]


class AlarmFilter(ListFilter[AlarmQuerySet]):
    level = any_of(_("Who sees to it"), LEVELS)
    asset_class = any_of(_("Class"), AssetClass.choices[:2])
    standing = any_of(
        _("Standing"), [("cleared", _("Cleared"))], empty=pgettext_lazy("alarm", "Open")
    )

    told = ("standing",)
    orders: ClassVar = {
        "": Order(pgettext_lazy("alarm", "Oldest"), ("first_seen", "id")),
        "new": Order(pgettext_lazy("alarm", "Newest"), ("first_seen", "id"), descending=True),
        "village": Order(pgettext_lazy("order", "By village"), ("division_id", "first_seen", "id")),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = any_of(_("What is wrong"), choices())
        self.order_fields(["division", "kind"])

    def within(self, rows: AlarmQuerySet, place: Division) -> AlarmQuerySet:
        return rows.within(place)

    def narrow(self, rows: AlarmQuerySet) -> AlarmQuerySet:
        said = self.cleaned_data
        rows = self.wherever(rows)
        return rows.filter(kind=said["kind"]) if said["kind"] else rows

    def wherever(self, rows: AlarmQuerySet) -> AlarmQuerySet:
        """Of every kind."""
        said, rows = self.cleaned_data, super().narrow(rows)
        rows = rows.cleared() if said["standing"] else rows.open()
        if said["level"]:
            rows = rows.filter(level=said["level"])
        return rows.filter(asset__asset_class=said["asset_class"]) if said["asset_class"] else rows

    def find(self, rows: AlarmQuerySet, searched: Mapping[str, Any]) -> AlarmQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(asset__number__icontains=words))
