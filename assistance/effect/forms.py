from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division
from assistance.effect.querysets import HelpEffectQuerySet, conditions
from assistance.effect.year import a_year_ago
from monitoring.lists.forms import ListFilter, Order, any_of

ONLY = (
    ("monitored", _("Monitored")),
    ("helped", _("With a measure")),
    ("without", _("Without any measure")),
    ("able", _("Able to work")),
    ("developing", _("With a development measure")),
    ("undeveloped", _("Able to work, without a development measure")),
    ("identified", _("Identified in 12 months")),
    ("reached", _("Identified in 12 months and helped")),
    ("eliminated", _("Eliminated in 12 months")),
    ("stalled", _("Without effect after two quarters")),
)


class EffectFilter(ListFilter[HelpEffectQuerySet]):
    only = any_of(_("Which"), ONLY)

    orders: ClassVar = {
        "": Order(
            _("The newest identified first"), ("monitored_on", "episode_id"), descending=True
        ),
        "village": Order(pgettext_lazy("order", "By village"), ("division_id", "episode_id")),
    }

    def within(self, rows: HelpEffectQuerySet, place: Division) -> HelpEffectQuerySet:
        return rows.within(place)

    def narrow(self, rows: HelpEffectQuerySet) -> HelpEffectQuerySet:
        rows, only = super().narrow(rows), self.cleaned_data["only"]
        return rows.filter(conditions(a_year_ago())[only]) if only else rows
