"""Findings as episodes: what opens, keeps, changes and clears them, and who settles them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Division, Post
from assistance.awards.models import Award
from assistance.catalogue.models import Measure, Terms
from assistance.eligibility import actions
from assistance.eligibility.evaluation import Outcome
from assistance.eligibility.models import Finding
from assistance.eligibility.trial import Trial
from monitoring.indicators import wide
from monitoring.jobs.models import Job
from monitoring.registry.models import LivingConditions, Member
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = date(2026, 11, 20)


def compare(day: date = DAY, county: str = factories.PINGSHAN) -> Outcome:
    wide.refresh(as_of=day)
    return actions.compare(Division.objects.get(code=county), day=day)


def award(member: Member, code: str) -> Award:
    return Award.objects.create(
        measure=Measure.objects.get(code=code), household=member.household, member=member,
        division_id=member.division_id, starts_on=DAY, origin="roll",
    )  # fmt: skip


def disabled(**fields: Any) -> Member:
    said: dict[str, Any] = {"disability_grade": "一级", "low_income_allowance": False}
    return factories.member(factories.household(), **(said | fields))


def test_whoever_is_entitled_and_goes_without_is_found_once_somebody_receives_it() -> None:
    left_out, served = disabled(), disabled()
    assert compare().new == 0  # nobody here ever had it recorded: nothing can be said
    award(served, "disabled-care")
    assert compare().new == 1
    found = Finding.objects.get()
    assert (found.member, found.kind, found.department) == (left_out, "not_receiving", "民政局")
    assert found.values == {"person_severely_disabled": True}


def test_terms_of_one_person_may_ask_anything_of_the_household() -> None:
    """Also what the persons' table does not keep: the row of the household is looked for."""
    asked = {"and": [{"indicator": "person_severely_disabled"}, {"indicator": "unsafe_house"}]}
    Terms.objects.filter(measure__code="disabled-care").update(eligibility=asked)
    unsafe, safe, served = disabled(), disabled(), disabled()
    for member, dangerous in ((unsafe, True), (safe, False)):
        home = member.household
        LivingConditions.objects.create(
            household=home, source=home.source, dangerous_house=dangerous
        )
    award(served, "disabled-care")
    compare()
    found = Finding.objects.get(kind="not_receiving")
    assert (found.member, found.values["unsafe_house"]) == (unsafe, True)


def test_a_fact_that_is_missing_gives_no_finding() -> None:
    disabled(disability_grade=None, health=None)
    award(disabled(), "disabled-care")
    assert compare().new == 0


def test_a_night_without_change_writes_nothing() -> None:
    member = disabled(disability_grade="三级")
    award(member, "disabled-care")
    compare()
    before = Finding.objects.get()
    again = compare(DAY + timedelta(days=1))
    assert (again.new, again.changed, again.cleared) == (0, 0, 0)
    found = Finding.objects.get()
    assert (found.first_seen, found.last_seen) == (before.first_seen, before.last_seen)


def test_it_is_cleared_when_it_ends_and_a_new_one_opens_when_it_comes_back() -> None:
    member = disabled(disability_grade="三级")
    award(member, "disabled-care")
    compare()
    Member.objects.filter(pk=member.pk).update(disability_grade="二级")
    assert compare(DAY + timedelta(days=3)).cleared == 1
    found = Finding.objects.get()
    assert (found.cleared_on, found.last_seen) == (date(2026, 11, 23), date(2026, 11, 22))
    assert Award.objects.get().ends_on is None  # nothing stops by it
    Member.objects.filter(pk=member.pk).update(disability_grade="三级")
    assert compare(DAY + timedelta(days=4)).new == 1
    assert Finding.objects.open().get().first_seen == date(2026, 11, 24)


def test_two_posts_at_once_are_one_finding_of_a_pair() -> None:
    member = disabled(disability_grade=None, labour="普通劳动力", birth_date=date(1980, 1, 1))
    award(member, "public-post")
    award(member, "forest-guard")
    compare()
    (found,) = Finding.objects.filter(kind="exclusive")
    assert {found.measure.code, found.about} == {"public-post", "forest-guard"}


def test_another_county_is_left_alone() -> None:
    far = factories.member(factories.household(factories.FAR_VILLAGE), disability_grade="四级")
    award(far, "disabled-care")
    assert compare().new == 0
    assert compare(county=factories.ZANHUANG).new == 1
    assert compare().cleared == 0


def _found() -> Finding:
    award(disabled(disability_grade="四级"), "disabled-care")
    compare()
    return Finding.objects.get()


def _office(department: str = "民政局", county: str = factories.PINGSHAN) -> Any:
    user = factories.user("department", county)
    Post.objects.filter(user=user).update(department=department)
    return user


def test_the_department_settles_it_with_a_reason_until_the_facts_change() -> None:
    found, office = _found(), _office()
    actions.settle(found, by=office, reason="已核实，证件换发中")
    event = AuditEvent.objects.get(event="assistance.finding_settled")
    assert event.detail["reason"] == "已核实，证件换发中"
    assert not Finding.objects.open().unsettled().exists()
    assert compare(DAY + timedelta(days=1)).changed == 0
    Member.objects.update(disability_grade="三级", health=["残疾"])
    assert compare(DAY + timedelta(days=2)).changed == 0  # it says the same as before
    Award.objects.all().delete()
    compare(DAY + timedelta(days=3))
    assert Finding.objects.get().cleared_on == date(2026, 11, 23)


def test_another_mark_of_the_same_finding_is_no_news() -> None:
    """An installation that is older than the marks, or a database that reckons them anew."""
    found = _found()
    actions.settle(found, by=_office(), reason="已核实")
    marked = Finding.objects.get().mark
    Finding.objects.update(mark=None)
    again = compare(DAY + timedelta(days=1))
    assert (again.new, again.changed, again.cleared) == (0, 0, 0)
    found.refresh_from_db()
    assert (found.mark, found.settled_reason) == (marked, "已核实")


def test_it_is_settled_once_with_a_reason_and_by_a_department() -> None:
    found = _found()
    with pytest.raises(PermissionDenied):
        actions.settle(found, by=factories.user("county", factories.PINGSHAN), reason="好")
    actions.settle(found, by=_office(), reason="已核实")
    with pytest.raises(ValidationError, match="刚刚已处理"):
        actions.settle(found, by=_office(), reason="已核实")


def tried(condition: Any, code: str = "disabled-care", place: str = factories.PINGSHAN) -> Trial:
    terms = Terms(measure=Measure.objects.get(code=code), eligibility=condition)
    return Trial(terms, Division.objects.get(code=place), DAY)


def test_terms_are_tried_on_a_county_and_write_nothing() -> None:
    severe, third = disabled(), disabled(disability_grade="三级")
    award(severe, "disabled-care")
    compare()
    trial = tried({"indicator": "person_disabled"})
    (town,) = trial.by_township()
    assert town.township.code == factories.PINGSHAN_TOWN
    counts = (town.before, town.entitled, town.joins, town.leaves, town.without)
    assert counts == (1, 2, 1, 0, 1)
    (joins,) = trial.moved(joins=True)
    assert (joins.household, joins.member) == (third.household, third)
    assert joins.reason == "本人是残疾人"
    assert trial.moved(joins=False) == []
    assert not Finding.objects.exclude(kind="facts").exists()


def test_whoever_is_no_longer_entitled_is_shown_what_is_not_met() -> None:
    disabled()
    compare()
    aged = {">=": [{"indicator": "person_age"}, {"number": "60"}]}
    trial = tried({"and": [{"indicator": "person_severely_disabled"}, aged]})
    assert [town.leaves for town in trial.by_township()] == [1]
    (leaves,) = trial.moved(joins=False)
    assert "本人年龄" in leaves.reason
    assert "残疾" not in leaves.reason  # that still holds
    without = tried(None)
    assert [each.reason for each in without.moved(joins=False)] == ["这期条件没有设条件。"]


def test_a_trial_stays_inside_its_area() -> None:
    disabled()
    compare()
    assert tried({"indicator": "person_disabled"}, place=factories.ZANHUANG).by_township() == []
    other = tried({"indicator": "person_disabled"}, place=factories.OTHER_VILLAGE)
    assert other.moved(joins=True) == []


def test_the_county_sees_what_became_of_the_comparison_at_night(client: Client) -> None:
    Job.objects.create(kind="entitlement.compare", state="failed", error="磁盘已满")
    client.force_login(factories.user("county", factories.PINGSHAN))
    page = client.get(reverse("desk:nightly")).content.decode()
    assert "应享与实享比对" in page
    assert "磁盘已满" in page
