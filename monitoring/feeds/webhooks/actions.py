"""Registering where to tell, and telling: nothing is lost or told twice whoever is killed when."""

import base64
import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.personal import encrypt
from accounts.races import save_or_say
from monitoring.feeds.clients.models import Client
from monitoring.feeds.webhooks import addresses, sending
from monitoring.feeds.webhooks.models import Delivery, Happening, Webhook, opened_by
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job

KIND = "webhooks.deliver"
MOST_WEBHOOKS = 10  # of one client
AT_ONCE = 500  # events of a delivery
CHUNK = 5_000
A_TURN = 20  # deliveries of a job
KEPT = timedelta(days=30)
# After each failure; the next one is the last. Together most of a day.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
State = Delivery.State


@transaction.atomic
def register(client: Client, *, by: User, url: str, news: Sequence[str]) -> tuple[Webhook, str]:
    """The webhook and the secret of its signatures, which is told this once."""
    _check(client, url, news)
    secret = sending.PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    webhook = Webhook(client=client, url=url, news=sorted(set(news)), secret_cipher=encrypt(secret))
    save_or_say(webhook, force_insert=True)
    _record(Event.WEBHOOK_REGISTERED, webhook, by=by, news=webhook.news)
    return webhook, secret


@transaction.atomic
def end(webhook: Webhook, *, by: User) -> None:
    """Nothing is told there any more, nor what waits."""
    Webhook.objects.filter(pk=webhook.pk, ended_at=None).update(ended_at=timezone.now())
    waiting = Delivery.objects.waiting().filter(webhook=webhook)
    waiting.update(state=State.DEAD, done_at=timezone.now())
    _record(Event.WEBHOOK_ENDED, webhook, by=by)


@transaction.atomic
def resend(delivery: Delivery, *, by: User) -> None:
    """Try a delivery anew that was given up."""
    webhook = delivery.webhook
    require(by, "clients.manage", webhook.client.division_id)
    if webhook.ended_at or not webhook.client.is_in_force:
        raise ValidationError(_("This address is no longer told anything."))
    dead = Delivery.objects.dead().filter(pk=delivery.pk)
    if not dead.update(state=State.WAITING, attempts=0, done_at=None):
        raise ValidationError(_("This is no longer given up. Look at the page again."))
    Webhook.objects.filter(pk=webhook.pk).update(next_at=timezone.now())
    _record(Event.WEBHOOK_RESENT, webhook, by=by, delivery=str(delivery.pk))


def tell() -> None:
    """Put what happened on its way, and have it sent wherever something is due."""
    while collect():
        pass
    busy = set(
        Job.objects.filter(kind=KIND, state__in=(Job.State.QUEUED, Job.State.RUNNING)).values_list(
            "params__webhook", flat=True
        )
    )
    for webhook in Webhook.objects.due().exclude(pk__in=busy):
        enqueue(KIND, by=None, division_code=webhook.client.division_id, webhook=webhook.pk)


@transaction.atomic
def collect() -> int:
    """Happenings become deliveries, in one transaction: each is in either place, never in both."""
    locked = Happening.objects.select_for_update(skip_locked=True).order_by("pk")
    happened = list(locked[:CHUNK])
    webhooks = Webhook.objects.running()
    Delivery.objects.bulk_create(each for webhook in webhooks for each in _due(webhook, happened))
    Happening.objects.filter(pk__in=[each.pk for each in happened]).delete()
    return len(happened)


def deliver(webhook: Webhook) -> int:
    """Send what waits, oldest first, up to the first failure; how many arrived."""
    arrived = 0
    for delivery in Delivery.objects.waiting().filter(webhook=webhook)[:A_TURN]:
        delivery.webhook = webhook
        answer = sending.send(delivery)
        _note_answer(delivery, answer)
        if answer.fault:
            break
        arrived += 1
    return arrived


def forget_old() -> int:
    """Delivered ones a month old."""
    old = Delivery.objects.filter(state=State.DELIVERED, done_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def _check(client: Client, url: str, news: Sequence[str]) -> None:
    closed = sorted({opened_by(each) for each in news if not client.may(opened_by(each))})
    if closed:
        message = _("For this news the access needs %(scopes)s.") % {"scopes": ", ".join(closed)}
        raise ValidationError({"news": message})
    if client.webhooks.filter(ended_at=None).count() >= MOST_WEBHOOKS:
        message = _("An access has up to %(most)s addresses. End one first.")
        raise ValidationError({"url": message % {"most": MOST_WEBHOOKS}})
    try:
        addresses.target(url)
    except addresses.Refused as refused:
        message = _("Nothing may be sent there. Give an https address that everybody can reach.")
        raise ValidationError({"url": message}) from refused
    except addresses.Unknown as unknown:
        raise ValidationError({"url": _("This name has no address.")}) from unknown


def _due(webhook: Webhook, happened: Sequence[Happening]) -> Iterator[Delivery]:
    client = webhook.client
    events = [
        {
            "event": each.news,
            "id": each.row_id,
            "division": each.division_code,
            "at": each.at.isoformat(),
        }
        for each in happened
        if each.news in webhook.news
        and client.may(opened_by(each.news))
        and client.division.contains(each.division_code)
        and each.department in ("", client.department)
    ]
    for start in range(0, len(events), AT_ONCE):
        yield Delivery(webhook=webhook, events=events[start : start + AT_ONCE])


@transaction.atomic
def _note_answer(delivery: Delivery, answer: sending.Answer) -> None:
    """Unless somebody decided about the delivery meanwhile."""
    now, attempts = timezone.now(), delivery.attempts + 1
    told: dict[str, Any] = {"attempts": attempts, "fault": answer.fault, "status": answer.status}
    if not answer.fault:
        told |= {"state": State.DELIVERED, "done_at": now}
    elif attempts > len(WAITS):
        told |= {"state": State.DEAD, "done_at": now}
    else:
        Webhook.objects.filter(pk=delivery.webhook_id).update(next_at=now + WAITS[attempts - 1])
    Delivery.objects.waiting().filter(pk=delivery.pk).update(**told)


def _record(event: Event, webhook: Webhook, *, by: User, **detail: Any) -> None:
    code = webhook.client.division_id
    audit.record(event, by=by, division_code=code, subject=webhook, **detail)
