from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.schemes.insurance.forms import ClaimFilter
from assistance.schemes.insurance.models import Claim
from assistance.schemes.insurance.querysets import ClaimQuerySet
from assistance.schemes.insurance.sheets import claim_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def claims_seen_by(user: Viewer) -> ClaimQuerySet:
    return cast("ClaimQuerySet", visible(Claim, user))


CLAIMS = Listing(
    name="claims",
    page="insurance:list",
    title=_("Poverty insurance and assistance fund"),
    counted=ngettext_lazy("%(number)s claim", "%(number)s claims", "count"),
    view="insurance.view",
    export="assistance.export",
    filter=ClaimFilter,
    seen=claims_seen_by,
    for_list=ClaimQuerySet.for_list,
    table=claim_table,
)
