"""From what happens to what a department's server gets: signed, once, and again where it failed."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client as Caller
from django.utils import timezone

from monitoring.feeds.clients import actions as clients
from monitoring.feeds.tasks.models import Task, TaskKind
from monitoring.feeds.webhooks import actions
from monitoring.feeds.webhooks.models import Delivery, Happening, News, Webhook
from monitoring.feeds.webhooks.tasks import deliver
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.rotation import rotate
from monitoring.screening.models import Flag
from tests import factories
from tests.queries import another_connection

pytestmark = pytest.mark.usefixtures("divisions")
State = Delivery.State
COPIED = ("household", "division", "version", "severity", "effect", "first_seen", "last_seen")


@pytest.fixture
def made(receiver):
    return factories.department_client()


@pytest.fixture
def webhook(made, receiver):
    return register(made, receiver)[0]


def register(of, receiver, *news):
    return actions.register(of, by=of.user, url=receiver.url, news=news or list(News))


def send():
    """As beat and a worker do it."""
    actions.tell()
    for job in Job.objects.filter(kind=actions.KIND, state=Job.State.QUEUED):
        jobs.run(str(job.pk))


def task(department):
    kind = TaskKind.objects.first()
    household = factories.household()
    return Task.objects.create(
        kind=kind, department=department, household=household, division=household.division,
        asked="请核实", given_by=factories.user("village", factories.VILLAGE),
    )  # fmt: skip


def events(receiver):
    return [event for _headers, body in receiver.got for event in json.loads(body)["events"]]


def told(receiver):
    return [(event["event"], event["id"]) for event in events(receiver)]


class TestWhatIsTold:
    def test_a_flag_raised_and_cleared_by_bulk_statements(self, webhook, receiver):
        flag = factories.flag(factories.household())
        Flag.objects.filter(pk=flag.pk).update(gap=1)  # nothing to tell
        send()
        Flag.objects.filter(pk=flag.pk).update(cleared_on="2026-09-01")
        send()
        assert told(receiver) == [("flags.raised", flag.pk), ("flags.cleared", flag.pk)]

    def test_only_ids_and_codes(self, webhook, receiver):
        household = factories.household(head_name="周密密")
        flag = factories.flag(household)
        send()
        [event] = events(receiver)
        assert event.pop("at")
        assert event == {"event": "flags.raised", "id": flag.pk, "division": factories.VILLAGE}
        assert "周" not in receiver.got[0][1].decode()

    def test_nothing_of_another_area_and_nothing_that_was_not_asked(self, made, receiver):
        register(made, receiver, "flags.cleared")
        factories.flag(factories.household())
        Flag.objects.update(cleared_on="2026-09-01")
        outside = factories.flag(factories.household(factories.FAR_VILLAGE))
        Flag.objects.filter(pk=outside.pk).update(cleared_on="2026-09-01")
        send()
        assert [event for event, _ in told(receiver)] == ["flags.cleared"]
        assert outside.pk not in [key for _, key in told(receiver)]

    def test_a_task_is_told_to_its_department_alone(self, webhook, receiver):
        others, own = task("水利局"), task("医保局")
        send()
        Task.objects.filter(pk__in=(others.pk, own.pk)).update(state="taken")
        send()
        assert told(receiver) == [("tasks.given", own.pk), ("tasks.changed", own.pk)]

    def test_who_lost_a_scope_is_told_no_more(self, made, webhook, receiver):
        kept = {name: getattr(made, name) for name in clients.CHANGEABLE}
        clients.change(made, by=made.made_by, **(kept | {"scopes": ["webhooks.manage"]}))
        factories.flag(factories.household())
        send()
        assert receiver.got == []

    def test_many_events_travel_together(self, webhook, receiver):
        household = factories.household()
        flag = factories.flag(household, cleared_on="2026-09-01")
        copied = {name: getattr(flag, name) for name in COPIED}
        Flag.objects.bulk_create(Flag(criterion=f"c{n}", **copied) for n in range(1100))
        send()
        assert [len(json.loads(body)["events"]) for _, body in receiver.got] == [500, 500, 100]

    def test_nothing_is_noted_while_nobody_listens(self):
        factories.flag(factories.household())
        task("医保局")
        assert not Happening.objects.exists()


class TestSignature:
    def test_it_is_made_over_id_time_and_body(self, made, receiver):
        _webhook, secret = register(made, receiver)
        factories.flag(factories.household())
        send()
        [(headers, body)] = receiver.got
        key = base64.b64decode(secret.removeprefix("whsec_"))
        said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = base64.b64encode(hmac.digest(key, said, hashlib.sha256)).decode()
        assert headers["webhook-signature"] == f"v1,{digest}"
        assert headers["webhook-id"] == json.loads(body)["id"]
        assert headers["host"] == receiver.url.split("/")[2]

    def test_it_stays_the_same_under_another_key_of_the_fields(self, made, receiver, settings):
        _webhook, _secret = register(made, receiver)
        before = bytes(Webhook.objects.get().secret_cipher)
        settings.FIELD_KEYS = ["bmV1ZXIgU2NobMO8c3NlbCBmw7xyIGRpZSBGZWxkZXI=", *settings.FIELD_KEYS]
        list(rotate())
        assert bytes(Webhook.objects.get().secret_cipher) != before
        factories.flag(factories.household())
        send()
        assert len(receiver.got) == 1


class TestFailures:
    @pytest.fixture
    def waiting(self, webhook):
        factories.flag(factories.household())
        return webhook

    def again(self, webhook):
        Webhook.objects.filter(pk=webhook.pk).update(next_at=timezone.now())
        send()

    @pytest.mark.parametrize("status", [301, 302, 400, 404, 410, 500, 503])
    def test_another_answer_is_tried_again_later(self, waiting, receiver, status):
        receiver.status, receiver.headers = status, {"Location": receiver.url}
        send()
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts, delivery.fault, delivery.status) == (
            "waiting",
            1,
            "answer",
            status,
        )
        assert len(receiver.got) == 1  # no redirect is followed
        send()
        assert len(receiver.got) == 1  # not before its time
        receiver.status = 200
        self.again(waiting)
        assert [body for _, body in receiver.got] == [receiver.got[0][1]] * 2
        assert Delivery.objects.get().state == State.DELIVERED

    def test_nobody_there(self, waiting, receiver):
        Webhook.objects.update(url="http://127.0.0.1:9/")
        send()
        assert Delivery.objects.get().fault == "unreachable"

    def test_who_takes_too_long(self, waiting, receiver, monkeypatch):
        monkeypatch.setattr("monitoring.feeds.webhooks.sending.SECONDS", 0.2)
        receiver.silent = True
        send()
        assert Delivery.objects.get().fault == "too_slow"

    def test_an_address_that_has_become_private(self, waiting, receiver, settings):
        settings.WEBHOOK_NETWORKS = []
        send()
        assert (Delivery.objects.get().fault, receiver.got) == ("refused", [])

    def test_it_waits_longer_each_time_and_gives_up(self, waiting, receiver):
        receiver.status = 500
        waits = []
        for _ in actions.WAITS:
            self.again(waiting)
            waits.append(Webhook.objects.get().next_at - timezone.now())
        assert waits == sorted(waits)
        assert waits[-1] > timedelta(hours=11)
        self.again(waiting)
        assert Delivery.objects.get().state == State.DEAD
        self.again(waiting)
        assert len(receiver.got) == len(actions.WAITS) + 1

    def test_given_up_is_sent_again_by_the_county(self, waiting, receiver):
        Delivery.objects.update(state=State.DEAD)
        actions.tell()
        dead = Delivery.objects.create(
            webhook=waiting, events=[], state=State.DEAD, attempts=8, done_at=timezone.now()
        )
        county = factories.user("county", factories.PINGSHAN)
        actions.resend(dead, by=county)
        send()
        dead.refresh_from_db()
        assert dead.state == State.DELIVERED


class TestNothingLostOrDoubled:
    def test_what_is_rolled_back_is_not_told(self, webhook, receiver):
        with transaction.atomic():
            factories.flag(factories.household())
            transaction.set_rollback(True)
        send()
        assert receiver.got == []

    def test_a_job_that_runs_again_sends_nothing_again(self, webhook, receiver):
        factories.flag(factories.household())
        send()
        job = Job.objects.get(kind=actions.KIND)
        deliver(job, None)
        assert len(receiver.got) == 1

    def test_a_worker_killed_before_it_noted_the_answer_repeats_the_same_id(
        self, webhook, receiver
    ):
        factories.flag(factories.household())
        actions.tell()
        before = Delivery.objects.get()
        actions.deliver(webhook)
        Delivery.objects.filter(pk=before.pk).update(state=State.WAITING)  # as if never noted
        actions.deliver(webhook)
        assert {headers["webhook-id"] for headers, _ in receiver.got} == {str(before.pk)}

    def test_one_job_at_a_time_for_an_address(self, webhook, receiver):
        factories.flag(factories.household())
        actions.tell()
        actions.tell()
        assert Job.objects.filter(kind=actions.KIND).count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_collect_each_event_once(self, divisions, receiver):
        made = factories.department_client()
        register(made, receiver)
        factories.flag(factories.household())
        with another_connection() as other, other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM monitoring_happening FOR UPDATE")
            assert actions.collect() == 0  # the other worker has it
            other.rollback()
        assert actions.collect() == 1
        assert Delivery.objects.count() == 1

    def test_ended_gets_nothing_more(self, made, webhook, receiver):
        factories.flag(factories.household())
        actions.tell()
        actions.end(webhook, by=made.user)
        send()
        assert (receiver.got, Delivery.objects.get().state) == ([], State.DEAD)

    def test_delivered_ones_are_forgotten_after_a_month(self, webhook, receiver):
        factories.flag(factories.household())
        send()
        assert actions.forget_old() == 0
        Delivery.objects.update(done_at=timezone.now() - timedelta(days=31))
        assert actions.forget_old() == 1


class TestApi:
    def call(self, of, method, path="", body=None):
        extra = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        caller = getattr(Caller(), method)
        return caller(f"/api/v1/webhooks/{path}", headers=factories.bearer(of), **extra)

    def test_register_look_and_end(self, made, receiver):
        answer = self.call(made, "post", body={"url": receiver.url, "news": ["flags.raised"]})
        assert answer.status_code == 201
        registered = answer.json()
        assert registered["secret"].startswith("whsec_")
        listed = self.call(made, "get")
        [row] = listed.json()["webhooks"]
        assert (row["id"], row["url"], row["news"]) == (
            registered["id"],
            receiver.url,
            ["flags.raised"],
        )
        assert registered["secret"] not in listed.content.decode()
        assert self.call(made, "delete", f"{row['id']}/").status_code == 204
        assert self.call(made, "get").json() == {"webhooks": []}
        assert self.call(made, "delete", f"{row['id']}/").status_code == 404

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"url": "https://127.0.0.1/", "news": ["flags.raised"]}, "url"),
            ({"url": "https://nobody.invalid/", "news": ["flags.raised"]}, "url"),
            ({"url": "https://8.8.8.8/", "news": []}, "news"),
            ({"url": "https://8.8.8.8/", "news": ["weather"]}, "news.0"),
            ({"news": ["flags.raised"]}, "url"),
        ],
        ids=str,
    )
    def test_refused(self, body, field):
        of = factories.department_client()
        answer = self.call(of, "post", body=body)
        assert (answer.status_code, answer.json()["error"]["details"][0]["field"]) == (400, field)
        assert not Webhook.objects.exists()

    def test_the_same_address_twice(self, made, webhook):
        answer = self.call(made, "post", body={"url": webhook.url, "news": ["flags.raised"]})
        assert answer.status_code == 400

    def test_news_of_rows_it_may_not_read(self, receiver):
        of = factories.department_client(scopes=["webhooks.manage", "cases.read"])
        answer = self.call(of, "post", body={"url": receiver.url, "news": ["flags.raised"]})
        assert answer.json()["error"]["details"][0]["field"] == "news"

    def test_anothers_cannot_be_ended(self, made, webhook):
        other = factories.department_client()
        assert self.call(other, "delete", f"{webhook.pk}/").status_code == 404


class TestPage:
    def test_what_did_not_arrive_and_again(self, webhook, receiver, client):
        dead = Delivery.objects.create(
            webhook=webhook, events=[{}], state=State.DEAD, fault="answer", status=503,
            attempts=8, done_at=timezone.now(),
        )  # fmt: skip
        client.force_login(
            factories.user("county", factories.PINGSHAN),
            "django.contrib.auth.backends.ModelBackend",
        )
        page = client.get("/webhooks/").content.decode()
        assert "503" in page
        assert receiver.url in page
        client.post(f"/webhooks/deliveries/{dead.pk}/resend/")
        send()
        assert len(receiver.got) == 1
        answer = client.post(f"/webhooks/deliveries/{dead.pk}/resend/", follow=True)
        assert "已不在" in answer.content.decode()
