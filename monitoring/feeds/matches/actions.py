import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.personal import encrypt
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.matches.models import MatchKey
from monitoring.jobs.actions import enqueue
from monitoring.registry.act import refuse_if


@transaction.atomic
def make_key(client: Client, *, by: User) -> str:
    """A new key of the client in hex, shown once; the people of its area are hashed by a job."""
    require(by, "clients.manage", client.division_id)
    refuse_if(client.revoked_at, _("This access was revoked already."))
    refuse_if(
        Scope.MATCHES_ASK not in client.scopes,
        _("This access may not ask about persons. Allow that first."),
    )
    key = secrets.token_hex(32)
    MatchKey.objects.update_or_create(
        client=client, defaults={"cipher": encrypt(key), "by": by, "ready_at": None}
    )
    audit.record(Event.MATCH_KEY_MADE, by=by, division_code=client.division_id, subject=client)
    enqueue("feeds.hash", by=by, division_code=client.division_id, client=client.pk)
    return key
