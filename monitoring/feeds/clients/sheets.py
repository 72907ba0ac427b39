"""The programs of departments as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.exchange.writing import Table
from monitoring.feeds.clients import offers
from monitoring.feeds.clients.models import Client


def client_table(clients: Iterable[Client]) -> Table:
    headers = [
        _("Department"), _("Name of the program"), _("For the area of"), _("State"), _("Purpose"),
        _("Legal basis"), _("May do"), _("Feeds it sends"), _("Fields it reads"),
        _("Calls come from"), _("Calls per minute"), _("Last day"), _("Made by"), _("Access since"),
        _("Last call"),
    ]  # fmt: skip
    return Table(_("Department access"), headers, (_row(client) for client in clients))


def _row(client: Client) -> tuple[object, ...]:
    last = getattr(client, "last_call", None)
    return (
        client.department, client.name, str(client.division), str(client.standing.label),
        client.purpose, client.legal_basis, "；".join(client.scope_labels),
        "；".join(offers.feed_labels(client)), "；".join(offers.field_labels(client)),
        " ".join(client.addresses), client.per_minute, client.expires_on, str(client.made_by),
        timezone.localtime(client.made_at).replace(tzinfo=None),
        timezone.localtime(last).replace(tzinfo=None) if last else None,
    )  # fmt: skip
