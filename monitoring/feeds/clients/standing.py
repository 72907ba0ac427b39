"""Why a client may not call at all, whatever it asks: for its tokens and for every call."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from monitoring.feeds.clients.addresses import lies_in
from monitoring.feeds.clients.models import Client

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Hindrance(NamedTuple):
    code: str
    message: "StrOrPromise"
    status: int


REVOKED = Hindrance("revoked", _("This access was revoked."), 401)
EXPIRED = Hindrance("expired", _("This access has expired. Ask for it to be renewed."), 401)
ELSEWHERE = Hindrance("address_refused", _("Calls from this address are not allowed."), 403)


def hindrance(client: Client, address: str) -> Hindrance | None:
    if client.revoked_at or not client.user.is_active:
        return REVOKED
    if client.is_expired:
        return EXPIRED
    return None if lies_in(address, client.addresses) else ELSEWHERE
