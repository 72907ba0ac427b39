from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.eligibility.forms import FindingFilter
from assistance.eligibility.models import Finding
from assistance.eligibility.querysets import FindingQuerySet
from assistance.eligibility.sheets import finding_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def seen_by(user: Viewer) -> FindingQuerySet:
    return cast("FindingQuerySet", visible(Finding, user))


def _open(user: Viewer) -> FindingQuerySet:
    return seen_by(user).open()


FINDINGS = Listing(
    name="findings",
    page="entitlement:finding-list",
    title=_("Findings about measures"),
    counted=ngettext_lazy("%(number)s finding", "%(number)s findings", "count"),
    view="findings.view",
    export="findings.view",
    filter=FindingFilter,
    seen=_open,
    for_list=FindingQuerySet.for_list,
    table=finding_table,
)
