"""Every change of a client. What it may is decided by who answers for the data of its area."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken, Application

from accounts import audit
from accounts.actions import create_machine
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from monitoring.feeds.clients.addresses import networks
from monitoring.feeds.clients.models import Client
from monitoring.feeds.clients.offers import refuse_unknown

# What may be changed later; area, department and name are what earlier calls are told by.
CHANGEABLE = (
    "purpose", "legal_basis", "scopes", "feeds", "fields", "addresses", "per_minute",
    "expires_on",
)  # fmt: skip


@transaction.atomic
def make(
    *, by: User, division: Division, department: str, name: str, **allowed: Any
) -> tuple[Client, str]:
    """The client and its secret, which nobody can read again."""
    require(by, "clients.manage", division.code)
    secret = generate_client_secret()
    user = create_machine(
        f"{department} {name}"[:60], by=by, division=division, department=department
    )
    application = _credentials(secret)
    client = Client(
        application=application, user=user, division=division, department=department, name=name,
        made_by=by, **allowed,
    )  # fmt: skip
    _check(client)
    save_or_say(client, force_insert=True)
    _record(Event.CLIENT_MADE, client, by, **_said(client))
    return client, secret


@transaction.atomic
def change(client: Client, *, by: User, **allowed: Any) -> None:
    """Holds from the next call on, whatever tokens are about."""
    _require_open(client, by)
    before = _said(client)
    for name in CHANGEABLE:
        setattr(client, name, allowed[name])
    _check(client)
    save_or_say(client, update_fields=CHANGEABLE)
    after = _said(client)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    _record(Event.CLIENT_CHANGED, client, by, **changed)


@transaction.atomic
def renew_secret(client: Client, *, by: User) -> str:
    """The old secret and every token stop working at once."""
    _require_open(client, by)
    secret: str = generate_client_secret()
    client.application.client_secret = secret
    client.application.save(update_fields=["client_secret", "updated"])
    _end_tokens(client)
    _record(Event.CLIENT_SECRET_RENEWED, client, by)
    return secret


@transaction.atomic
def revoke(client: Client, *, by: User) -> None:
    """For good. Its calls stay in the audit."""
    _require_open(client, by)
    client.revoked_at = timezone.now()
    client.save(update_fields=["revoked_at"])
    client.user.is_active = False
    client.user.save(update_fields=["is_active"])
    _end_tokens(client)
    _record(Event.CLIENT_REVOKED, client, by)


def _credentials(secret: str) -> Application:
    application: Application = Application.objects.create(
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_secret=secret,
    )
    return application


def _require_open(client: Client, by: User) -> None:
    """The row is locked, so that two officers decide one after the other."""
    require(by, "clients.manage", client.division_id)
    if Client.objects.select_for_update().get(pk=client.pk).revoked_at:
        raise ValidationError(_("This access was revoked already."))


def _check(client: Client) -> None:
    try:
        client.addresses = networks(client.addresses)
    except ValidationError as error:
        raise ValidationError({"addresses": error.messages}) from error
    if client.is_expired:
        message = _("Choose a day to come. To end an access at once, revoke it.")
        raise ValidationError({"expires_on": message})
    refuse_unknown(client)
    client.full_clean(exclude=["application", "user", "made_by"])


def _end_tokens(client: Client) -> None:
    AccessToken.objects.filter(application=client.application).delete()


def _said(client: Client) -> dict[str, Any]:
    values = {name: getattr(client, name) for name in CHANGEABLE}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _record(event: Event, client: Client, by: User, **detail: Any) -> None:
    audit.record(event, by=by, division_code=client.division_id, subject=client, **detail)
