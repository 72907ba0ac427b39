from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.income.distributions.forms import DistributionFilter
from assets.income.distributions.models import Distribution
from assets.income.distributions.querysets import DistributionQuerySet, UseRuleQuerySet
from assets.income.distributions.sheets import distribution_table
from assets.income.distributions.uses import UseRule
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def rules_seen_by(user: Viewer) -> UseRuleQuerySet:
    return cast("UseRuleQuerySet", visible(UseRule, user))


def distributions_seen_by(user: Viewer) -> DistributionQuerySet:
    return cast("DistributionQuerySet", visible(Distribution, user))


DISTRIBUTIONS = Listing(
    name="distributions",
    page="distributions:list",
    title=_("Distributions of income"),
    counted=ngettext_lazy("%(number)s distribution", "%(number)s distributions", "count"),
    view="assets.view",
    export="assets.export",
    filter=DistributionFilter,
    seen=distributions_seen_by,
    for_list=DistributionQuerySet.for_list,
    table=distribution_table,
    search=typed,
    searched_by=_("Name of the village"),
)
