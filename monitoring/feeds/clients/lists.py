from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.feeds.clients.forms import ClientFilter
from monitoring.feeds.clients.models import Client
from monitoring.feeds.clients.querysets import ClientQuerySet
from monitoring.feeds.clients.sheets import client_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def _seen(user: Viewer) -> ClientQuerySet:
    return cast("ClientQuerySet", visible(Client, user))


def _for_list(clients: ClientQuerySet) -> ClientQuerySet:
    return clients.with_last_call().select_related("division", "made_by")


CLIENTS = Listing(
    name="clients",
    page="clients:list",
    title=_("Department access"),
    counted=ngettext_lazy("%(number)s program", "%(number)s programs", "count"),
    view="clients.view",
    export="clients.view",
    filter=ClientFilter,
    seen=_seen,
    for_list=_for_list,
    table=client_table,
    search=typed,
    searched_by=_("Department, name or purpose"),
)
