from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.schemes.credit.forms import LoanFilter
from assistance.schemes.credit.models import Loan
from assistance.schemes.credit.querysets import LoanQuerySet
from assistance.schemes.credit.sheets import loan_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def loans_seen_by(user: Viewer) -> LoanQuerySet:
    return cast("LoanQuerySet", visible(Loan, user))


LOANS = Listing(
    name="loans",
    page="credit:list",
    title=_("Small credit"),
    counted=ngettext_lazy("%(number)s loan", "%(number)s loans", "count"),
    view="credit.view",
    export="assistance.export",
    filter=LoanFilter,
    seen=loans_seen_by,
    for_list=LoanQuerySet.for_list,
    table=loan_table,
)
