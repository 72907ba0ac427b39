"""Alarms in their list, on the page of an asset, and to do for the level that sees to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from assets.alarms.models import Alarm
from assets.alarms.refresh import refresh
from assets.contracts.beginning import let_what_begins
from assets.ledger.models import Asset
from monitoring.cases.desk import todo
from monitoring.jobs import actions as jobs
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()


def signed_in(client, role, division):
    client.force_login(factories.user(role, division))
    return client


def to_do(role, division):
    found = {str(each.label): each for each in todo.groups(factories.user(role, division))}
    waiting = found.get("资产预警")
    return (waiting.count, waiting.overdue, waiting.url) if waiting else None


def test_each_level_has_to_do_what_is_at_it(client):
    asset = making.asset(state="闲置", name="闲置的车间")
    refresh(TODAY)
    village, township = ("village", factories.VILLAGE), ("township", factories.PINGSHAN_TOWN)
    assert to_do(*village) == (2, 0, "/assets/alarms/?level=village")
    assert to_do(*township) is None
    signed_in(client, *township)
    assert "闲置" in client.get(asset.get_absolute_url()).context["panels"][0]
    refresh(TODAY + timedelta(days=31))
    assert to_do(*village) is None
    assert to_do(*township) == (2, 2, "/assets/alarms/?level=township")
    page = client.get("/assets/alarms/?level=township").content.decode()
    assert "闲置的车间" in page
    assert "逐级上报" in page
    refresh(TODAY + timedelta(days=61))
    assert to_do("county", factories.PINGSHAN) == (2, 2, "/assets/alarms/?level=county")


def test_the_list_counts_each_kind_and_narrows_to_it(client):
    making.asset(state="闲置", name="闲置的车间")
    making.asset(name="在用的车间")
    making.asset(factories.FAR_VILLAGE, name="别县的车间")
    refresh(TODAY)
    signed_in(client, "county", factories.PINGSHAN)
    page = client.get("/assets/alarms/")
    assert {str(label): number for label, number, _ in page.context["counts"]} == {
        "闲置": 1, "未办证": 2,
    }  # fmt: skip
    idle = client.get("/assets/alarms/?kind=idle")
    assert [each.asset.name for each in idle.context["rows"]] == ["闲置的车间"]
    Asset.objects.update(state="在用")
    refresh(TODAY + timedelta(days=1))
    assert not client.get("/assets/alarms/?kind=idle").context["rows"]
    assert client.get("/assets/alarms/?kind=idle&standing=cleared").context["rows"]


def test_a_household_asset_raises_none():
    making.asset(kind="household-fixed", household=factories.household(), state="损毁")
    refresh(TODAY)
    assert not Alarm.objects.exists()


def test_the_night_lets_what_begins_plans_inspections_and_looks():
    asset = making.asset()
    made = making.contract(asset, starts_on=TODAY, ends_on=TODAY + timedelta(days=40),
                           first_due_on=TODAY)  # fmt: skip
    Asset.objects.filter(pk=asset.pk).update(state="在用")
    asset.states.filter(state="出租").delete()  # as if it had been entered before it began
    job = jobs.enqueue("assets.alarms", by=None)
    jobs.run(str(job.pk))
    asset.refresh_from_db()
    first = asset.states.first()
    assert (asset.state, first.since, first.by) == ("出租", TODAY, made.by)
    assert let_what_begins(TODAY) == 0
    assert asset.inspection_due.due_on > TODAY
    kinds = set(asset.alarms.values_list("kind", flat=True))
    assert kinds == {"contract-ends", "no-title"}
    job.refresh_from_db()
    assert job.result["opened"] == 2
    assert not AuditEvent.objects.filter(event="assets.alarms_escalated").exists()
