"""Students: enrolled with their measures, suspended on leave, paid once for a term."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.deliveries.actions import deliver
from assistance.deliveries.models import Delivery, PaymentList
from assistance.schemes.students import actions
from assistance.schemes.students.models import Enrolment, Leave
from assistance.schemes.students.people import without_aid
from assistance.schemes.students.terms import days_of
from monitoring.registry.models import Member
from tests import factories
from tests.assistance.deliveries.conftest import Money

pytestmark = pytest.mark.django_db
START, END = date(2025, 9, 1), date(2028, 6, 30)


def _enrol(**fields: Any) -> Enrolment:
    return factories.enrolment(fields.pop("household", None) or factories.household(), **fields)


def _township() -> Any:
    return factories.user("township", factories.PINGSHAN_TOWN)


def _days() -> set[tuple[str, date, date | None]]:
    return set(Award.objects.values_list("measure__code", "starts_on", "ends_on"))


@pytest.mark.parametrize(
    ("programme", "codes"),
    [("rain-dew", {"rain-dew"}), ("two-after", {"study-grant", "fee-waiver"})],
)
def test_who_is_enrolled_is_given_its_measures_until_the_stage_ends(
    programme: str, codes: set[str]
) -> None:
    _enrol(programme=programme)
    assert _days() == {(code, START, END) for code in codes}


def test_nothing_is_given_on_leave_and_again_after_it() -> None:
    student = _enrol()
    actions.suspend(student, by=_township(), on=date(2026, 3, 1), reason="养病")
    assert _days() == {("rain-dew", START, date(2026, 2, 28))}
    with pytest.raises(ValidationError, match="已经休学"):
        actions.suspend(student, by=_township(), on=date(2026, 4, 1), reason="养病")
    with pytest.raises(ValidationError, match="复学日期"):
        actions.resume(student, by=_township(), on=date(2026, 3, 1))
    actions.resume(student, by=_township(), on=date(2027, 3, 1))
    assert _days() == {
        ("rain-dew", START, date(2026, 2, 28)), ("rain-dew", date(2027, 3, 1), END),
    }  # fmt: skip
    assert Leave.objects.get().ends_on == date(2027, 2, 28)


def test_a_stage_that_ends_early_ends_the_measures() -> None:
    student = _enrol(programme="two-after")
    actions.finish(student, by=_township(), on=date(2027, 6, 30), reason="毕业")
    assert {ends for _, _, ends in _days()} == {date(2027, 6, 30)}
    with pytest.raises(ValidationError):
        actions.finish(student, by=_township(), on=date(2027, 6, 30), reason="再次")


def test_nobody_is_enrolled_twice_at_a_time_nor_outside_the_programme() -> None:
    student = _enrol()
    with pytest.raises(ValidationError, match="已经登记"):
        _enrol(household=student.household, member=student.member, programme="two-after")
    marginal = factories.household(monitored_type="边缘易致贫户")
    person, said = factories.member(marginal), {"school": "县职教中心", "starts_on": START,
                                                "ends_on": END, "by": _township()}  # fmt: skip
    with pytest.raises(ValidationError, match="脱贫户"):
        actions.enrol(person, programme="two-after", **said)
    actions.enrol(person, programme="rain-dew", **said)
    assert Enrolment.objects.count() == 2


def test_who_is_at_school_and_given_nothing() -> None:
    left_out = factories.student_without_aid(factories.household())
    factories.member(factories.household(), school_stage="中职一年级")  # ordinary
    factories.member(left_out.household, school_stage="小学")
    _enrol(starts_on=date(2026, 1, 1))
    assert list(without_aid(Member.objects.all(), timezone.localdate())) == [left_out]


def _paid(money: Money, part: str, **fields: Any) -> PaymentList:
    said: dict[str, Any] = {"by": money.by, "fund": money.fund, "year": 2025} | fields
    return actions.list_part(Measure.objects.get(code="rain-dew"), money.county, part=part, **said)


def test_a_term_is_paid_once_and_who_is_on_leave_is_left_out() -> None:
    money = Money()
    student, on_leave = _enrol(), _enrol()
    actions.suspend(on_leave, by=_township(), on=date(2026, 2, 28), reason="养病")
    assert _paid(money, "autumn").deliveries.count() == 2
    spring = _paid(money, "spring")
    row = spring.deliveries.get()
    assert (row.member, row.amount) == (student.member, Decimal("1500.00"))
    with pytest.raises(ValidationError, match="没有还应发放"):
        _paid(money, "spring")
    row.pk = None
    with pytest.raises(IntegrityError, match="delivery_once_a_period"), transaction.atomic():
        Delivery.objects.filter(payment_list=None).create(
            award=row.award, measure=row.measure, household=row.household, member=row.member,
            division=row.division, starts_on=row.starts_on, ends_on=row.ends_on, amount=1,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("rain-dew", (date(2026, 3, 1), date(2026, 6, 30))),  # no whole term
        ("rain-dew", (date(2026, 1, 1), date(2026, 6, 30))),
        ("study-grant", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_what_is_paid_by_terms_is_given_for_no_other_days(
    code: str, days: tuple[date, date]
) -> None:
    _enrol(programme="rain-dew" if code == "rain-dew" else "two-after")
    award = Award.objects.get(measure__code=code)
    with pytest.raises(ValidationError, match="完整的一期"):
        deliver(award, by=_township(), starts_on=days[0], ends_on=days[1], amount=Decimal(500),
                paid_on=date(2026, 9, 1), kind="cash")  # fmt: skip


def test_terms_follow_each_other_without_a_gap() -> None:
    assert days_of(2027, "autumn") == (date(2027, 9, 1), date(2028, 2, 29))
    assert days_of(2027, "spring") == (date(2028, 3, 1), date(2028, 8, 31))
    assert days_of(2027, "year") == (date(2027, 9, 1), date(2028, 8, 31))


def test_a_township_enrols_many_at_once_or_none(client: Client) -> None:
    people = [factories.student_without_aid(factories.household()) for _ in range(3)]
    far = factories.student_without_aid(factories.household(factories.OTHER_VILLAGE))
    client.force_login(_township())
    url = reverse("students:enrol", args=[factories.PINGSHAN_TOWN])
    sent: dict[str, Any] = {"programme": "rain-dew", "school": "县职教中心",
                            "starts_on": "2026-09-01", "ends_on": "2026-08-01",
                            "members": [people[0].pk, people[1].pk]}  # fmt: skip
    assert "县职教中心" in client.post(url, sent).content.decode()
    client.post(url, sent | {"ends_on": "2029-06-30", "members": [people[0].pk, far.pk]})
    assert not Enrolment.objects.exists()
    client.post(url, sent | {"ends_on": "2029-06-30"})
    assert set(Enrolment.objects.values_list("member", flat=True)) == {
        people[0].pk, people[1].pk,
    }  # fmt: skip
