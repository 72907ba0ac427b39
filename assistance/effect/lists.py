from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assistance.effect.forms import EffectFilter
from assistance.effect.querysets import HelpEffectQuerySet
from assistance.effect.seen import seen_by
from assistance.effect.sheets import effect_table
from monitoring.lists.declared import Listing

EFFECTS = Listing(
    name="effects",
    page="effect:list",
    title=_("What help did, by household"),
    counted=ngettext_lazy("%(number)s household", "%(number)s households", "count"),
    view="plans.view",
    export="plans.export",
    filter=EffectFilter,
    seen=seen_by,
    for_list=HelpEffectQuerySet.for_list,
    table=effect_table,
)
