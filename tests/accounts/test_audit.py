"""What the audit keeps of signing in, and who reads it."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions, audit
from accounts.events import Event
from accounts.models import AuditEvent
from accounts.personal import keyed_hash
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

LIST = reverse("accounts:audit-list")


def signed_in(role: str, division: str | None = None) -> Client:
    client = Client()
    client.force_login(factories.user(role, division))
    return client


def shown(client: Client) -> Any:
    return client.get(LIST).context["page"].rows


def filtered(client: Client, **form: str) -> Any:
    return client.post(LIST, form, follow=True).context["page"].rows


def test_signing_in_and_out_is_kept(client):
    cadre = factories.user("village", factories.VILLAGE)
    sign_in = {"username": cadre.username, "password": factories.PASSWORD}
    client.post(reverse("accounts:sign-in"), sign_in)
    client.post(reverse("accounts:sign-out"))
    rows = AuditEvent.objects.filter(by=cadre, division_code=factories.VILLAGE).order_by("id")
    assert [row.event for row in rows] == [Event.SIGNED_IN, Event.SIGNED_OUT]


def test_a_failed_sign_in_keeps_a_hash_and_no_name(client):
    client.post(reverse("accounts:sign-in"), {"username": "my-password-1", "password": "x"})
    row = AuditEvent.objects.get(event=Event.SIGN_IN_FAILED)
    assert row.detail == {"username_hash": keyed_hash("my-password-1").hex()}
    assert row.by is None


def test_a_county_reads_its_own_acts_only():
    county = signed_in("county", factories.PINGSHAN)
    audit.record(Event.SCREENED, by=None, division_code=factories.VILLAGE)
    audit.record(Event.SCREENED, by=None, division_code=factories.FAR_VILLAGE)
    audit.record(Event.SCREENED, by=None)
    codes = [row.division_code for row in shown(county) if row.event == Event.SCREENED]
    assert codes == [factories.VILLAGE]


def test_a_post_that_may_not_read_the_audit_opens_no_area_of_it():
    both = factories.user("township", factories.PINGSHAN_TOWN)
    both.posts.create(role="auditor", division_id=factories.ZANHUANG)
    audit.record(Event.SCREENED, by=None, division_code=factories.VILLAGE)
    assert not audit.trail(both).filter(division_code=factories.VILLAGE).exists()


def test_an_administrator_reads_nothing_about_households():
    admin = signed_in("admin")
    audit.record(Event.UNMASKED, by=None, division_code=factories.VILLAGE)
    assert {row.event for row in shown(admin)} == {Event.SIGNED_IN}


def test_filters_by_event_person_division_and_day():
    county = signed_in("county", factories.PINGSHAN)
    cadre = factories.user("village", factories.VILLAGE, full_name="王小二")
    kept = audit.record(Event.SCREENED, by=cadre, division_code=factories.VILLAGE)
    audit.record(Event.SCREENED, by=None, division_code=factories.OTHER_VILLAGE)
    assert filtered(county, person="王小") == [kept]
    assert filtered(county, event=Event.SCREENED, division=factories.PINGSHAN_TOWN) == [kept]
    assert filtered(county, day="2020-01-01") == []


def test_an_act_on_an_account_says_whose():
    county = signed_in("county", factories.PINGSHAN)
    cadre = factories.user("village", factories.VILLAGE, full_name="王小二")
    actions.reset_password(cadre, by=None)
    assert "王小二" in county.get(LIST).content.decode()


def test_pages_go_back_and_forth_without_loss():
    county = signed_in("county", factories.PINGSHAN)
    made = [
        audit.record(Event.SCREENED, by=None, division_code=factories.VILLAGE) for _ in range(60)
    ]
    first = county.get(LIST).context["page"]
    second = county.get(f"{LIST}?{first.next}").context["page"]
    back = county.get(f"{LIST}?{second.previous}").context["page"]
    assert [row.pk for row in first.rows] == [row.pk for row in back.rows]
    assert {row.pk for row in made} <= {row.pk for row in first.rows + second.rows}


def test_the_export_holds_what_the_filter_shows_and_is_kept_itself():
    county = signed_in("county", factories.PINGSHAN)
    audit.record(Event.SCREENED, by=None, division_code=factories.VILLAGE, count=7, note="=1+1")
    county.post(LIST, {"event": Event.SCREENED})
    response = county.post(reverse("accounts:audit-export"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert [(row[3], row[6]) for row in rows] == [("丽水湾社区居民委员会", 7)]
    assert AuditEvent.objects.get(event=Event.AUDIT_EXPORTED).count == 1


def test_the_list_is_read_in_a_fixed_number_of_queries(recorded_queries):
    county = signed_in("county", factories.PINGSHAN)
    for _ in range(5):
        audit.record(Event.SCREENED, by=None, division_code=factories.VILLAGE)
    with recorded_queries("accounts:audit-list"):
        county.get(LIST)
