"""What matching adds to the page of a client: its own key, where it may ask."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.matches.models import MatchKey


def of_client(client: Client, user: User) -> tuple[str, dict[str, Any]] | None:
    if Scope.MATCHES_ASK not in client.scopes:
        return None
    context = {
        "client": client,
        "key": MatchKey.objects.filter(client=client).select_related("by").first(),
        "may_make": not client.revoked_at and may(user, "clients.manage", client.division_id),
    }
    return "monitoring/feeds/match_key.html", context
