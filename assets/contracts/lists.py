from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.contracts.forms import ContractFilter
from assets.contracts.models import Contract
from assets.contracts.querysets import ContractQuerySet
from assets.contracts.sheets import contract_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def contracts_seen_by(user: Viewer) -> ContractQuerySet:
    return cast("ContractQuerySet", visible(Contract, user))


CONTRACTS = Listing(
    name="asset-contracts",
    page="contracts:list",
    title=_("Contracts of assets"),
    counted=ngettext_lazy("%(number)s contract", "%(number)s contracts", "count"),
    view="assets.view",
    export="assets.export",
    filter=ContractFilter,
    seen=contracts_seen_by,
    for_list=ContractQuerySet.for_list,
    table=contract_table,
    search=typed,
    searched_by=_("Number, operator or asset"),
)
