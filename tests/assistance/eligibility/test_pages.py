"""What the department that pays sees of its findings, and what nobody else does."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Division, Post
from assistance.catalogue import actions as catalogue
from assistance.catalogue.models import Category, Measure, Terms
from assistance.eligibility import actions
from assistance.eligibility.models import Finding
from monitoring.indicators import wide
from monitoring.jobs.models import Job
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/entitlement/"


def found(code: str = "disabled-care", village: str = factories.VILLAGE, **said: Any) -> Finding:
    terms = Terms.objects.get(measure__code=code)
    member = factories.member(factories.household(village))
    fields = {
        "member": member, "kind": "not_receiving", "values": {"person_severely_disabled": True},
        "first_seen": date(2026, 11, 1), "last_seen": date(2026, 11, 1),
    }  # fmt: skip
    return Finding.objects.create(
        household=member.household, division=member.division, terms=terms,
        measure=terms.measure, department=terms.paying_department, **(fields | said),
    )  # fmt: skip


@pytest.fixture
def office(client: Any) -> Any:
    user = factories.user("department", factories.PINGSHAN)
    Post.objects.filter(user=user).update(department="民政局")
    client.force_login(user, BACKEND)
    return client


def test_an_office_sees_what_it_pays_in_its_county_and_why(office: Any) -> None:
    mine = found()
    others = found("house-renovation", member=None), found(village=factories.FAR_VILLAGE)
    page = office.get(LIST).content.decode()
    assert mine.household.head_name in page
    assert "重度残疾人护理补贴应享受，但没有享受记录：本人是重度残疾人（一、二级）" in page
    for each in others:
        assert each.household.head_name not in page
        assert office.get(f"{LIST}{each.pk}/").status_code == 404


def test_what_is_received_wrongly_says_which_condition_is_not_met(office: Any) -> None:
    one = found(kind="not_entitled", values={"person_severely_disabled": False})
    assert "不完全符合条件：本人不是重度残疾人" in office.get(f"{LIST}{one.pk}/").content.decode()


def test_it_is_settled_with_a_reason_and_leaves_the_list(office: Any) -> None:
    one = found()
    refused = office.post(f"{LIST}{one.pk}/settle/", {"reason": ""}, follow=True)
    assert "请填写处理说明" in refused.content.decode()
    office.post(f"{LIST}{one.pk}/settle/", {"reason": "已核实，下月发放"})
    assert one.household.head_name not in office.get(LIST).content.decode()
    settled = office.get(LIST, {"state": "settled"}).content.decode()
    assert one.household.head_name in settled
    assert "已核实，下月发放" in office.get(f"{LIST}{one.pk}/").content.decode()


def test_the_office_has_to_do_what_nobody_settled(office: Any) -> None:
    found()
    assert "待核实的政策比对" in office.get("/").content.decode()
    Finding.objects.update(cleared_on=date(2026, 11, 2))
    assert "待核实的政策比对" not in office.get("/").content.decode()


def test_a_township_has_its_counts_by_kind(office: Any) -> None:
    found()
    found()
    found(kind="facts", about="not-disabled", values={"person_disabled": False})
    found(village=factories.OTHER_VILLAGE)
    answer = office.get(reverse("entitlement:townships"))
    counts = {row["division__parent"]: row for row in answer.context["rows"]}
    town = counts[factories.PINGSHAN_TOWN]
    assert (town["not_receiving"], town["facts"], town["all"]) == (2, 1, 3)
    assert sum(row["all"] for row in counts.values()) == Finding.objects.count()


def test_every_month_each_office_with_findings_gets_its_workbook(office: Any) -> None:
    found()
    elsewhere = factories.user("department", factories.ZANHUANG)
    Post.objects.filter(user=elsewhere).update(department="民政局")
    (job,) = actions.tell_departments()
    assert Job.objects.filter(kind="lists.export").get() == job
    assert job.by is not None
    assert job.by != elsewhere


def test_a_trial_says_where_nothing_is_known_yet(client: Any) -> None:
    terms = Terms.objects.get(measure__code="disabled-care")
    client.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    assert "还不能试算" in client.get(f"{LIST}trial/{terms.pk}/").content.decode()
    member = factories.member(factories.household(), disability_grade="二级", health=["残疾"])
    wide.refresh(as_of=timezone.localdate(), household_ids=[member.household_id])
    actions.compare(Division.objects.get(code=factories.PINGSHAN), day=timezone.localdate())
    page = client.get(f"{LIST}trial/{terms.pk}/").content.decode()
    assert "还不能试算" not in page
    assert "平山镇" in page


def test_a_draft_with_another_condition_says_whom_it_moves_and_why(client: Any) -> None:
    writer = factories.user("county", factories.PINGSHAN)
    client.force_login(writer, BACKEND)
    near = factories.member(factories.household(), disability_grade="三级", health=["残疾"])
    far = factories.member(
        factories.household(factories.OTHER_VILLAGE), disability_grade="三级", health=["残疾"]
    )
    county = Division.objects.get(code=factories.PINGSHAN)
    wide.refresh(as_of=timezone.localdate())
    actions.compare(county, day=timezone.localdate())
    drafted = catalogue.draft(
        Measure.objects.get(code="disabled-care"), by=writer, county=county,
        valid_from=date(2027, 1, 1), eligibility={"indicator": "person_disabled"},
    )  # fmt: skip
    page = client.get(f"{LIST}trial/{drafted.pk}/").content.decode()
    assert near.household.head_name in page
    assert "本人是残疾人" in page
    of_town = client.get(f"{LIST}trial/{drafted.pk}/", {"division": factories.PINGSHAN_TOWN})
    assert far.household.head_name not in of_town.content.decode()
    township = factories.user("township", factories.PINGSHAN_TOWN)
    client.force_login(township, BACKEND)
    own = client.get(f"{LIST}trial/{drafted.pk}/").content.decode()
    assert near.household.head_name in own
    assert far.household.head_name not in own
    elsewhere = {"division": factories.OTHER_VILLAGE}
    assert client.get(f"{LIST}trial/{drafted.pk}/", elsewhere).status_code == 404


def test_the_catalogue_names_categories_as_the_national_form(client: Any) -> None:
    client.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    page = client.get("/catalogue/").content.decode()
    assert all(category in page for category in Category.values)
