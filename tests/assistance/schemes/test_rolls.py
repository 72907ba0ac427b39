"""Rolls by month: compared with the month before, given as awards, brought into statements."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Division
from assistance.awards.models import Award
from assistance.schemes.rolls import actions
from assistance.schemes.rolls.lists import differences_seen_by, entries_seen_by
from assistance.schemes.rolls.models import Entry, PaidIncome, Roll, RollDifference
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.actions import receive
from monitoring.registry.models import Change, Member, Statement
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")
BEFORE, NOW = "2026-09", "2026-10"
SEVEN = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(serial: int) -> str:
    """A valid ID number of a woman born in 1956."""
    first = f"13013119560312{serial:03d}"
    check = "10X98765432"[sum(int(d) * w for d, w in zip(first, SEVEN, strict=True)) % 11]
    return first + check


class Office:
    """The civil affairs office of 平山, which sends its rolls."""

    def __init__(self) -> None:
        self.county = Division.objects.get(pk=factories.PINGSHAN)
        self.by = factories.user("department", factories.PINGSHAN)
        self.by.posts.update(department="民政局")
        self.numbers: dict[int, str] = {}

    def person(self, **fields: Any) -> Member:
        serial = len(self.numbers) + 1
        made = factories.member(
            fields.pop("household", None) or factories.household(), id_number=number(serial),
            **fields,
        )  # fmt: skip
        self.numbers[made.pk] = number(serial)
        return made

    def tell(self, month: str, *rows: tuple[Member, str, str | None], **more: Any) -> None:
        said = {
            n: {
                "id_number": self.numbers[member.pk], "month": month, "roll": roll,
                "status": "在册" if amount is not None else "退出", **more,
                **({"amount": amount} if amount else {}),
            }
            for n, (member, roll, amount) in enumerate(rows, 1)
        }  # fmt: skip
        receive(FEEDS["assistance-rolls"], said, by=self.by, area=self.county)

    def compare(self) -> None:
        actions.compare(self.county, by=self.by)


@pytest.fixture
def office() -> Office:
    return Office()


def found() -> set[tuple[str, str, str]]:
    rows = RollDifference.objects.values_list("member__name", "kind", "about")
    return {(name, kind, about) for name, kind, about in rows}


def test_a_month_is_compared_with_the_one_before(office: Office) -> None:
    stays, joins, leaves, vanishes, more = (office.person(name=f"甲{n}") for n in range(5))
    office.tell(BEFORE, *((who, "低保", "400") for who in (stays, leaves, vanishes, more)))
    office.tell(NOW, (stays, "低保", "400"), (joins, "低保", "400"), (more, "低保", "450"))
    office.tell(NOW, (leaves, "低保", None), reason="收入超过标准")
    office.compare()
    assert found() == {
        ("甲1", "joined", ""), ("甲2", "left", ""), ("甲3", "missing", ""), ("甲4", "changed", ""),
    }  # fmt: skip
    changed = RollDifference.objects.get(kind="changed")
    assert (changed.before, changed.now) == (Decimal("400.00"), Decimal("450.00"))
    assert {row.department for row in RollDifference.objects.all()} == {"民政局"}


def test_the_first_month_of_a_roll_is_no_news(office: Office) -> None:
    office.tell(NOW, (office.person(), "低保", "400"))
    office.compare()
    assert not RollDifference.objects.exists()


def test_who_died_is_told_whether_matched_before_or_after(office: Office) -> None:
    early, late = office.person(name="早"), office.person(name="晚")
    office.tell(NOW, (early, "低保", "400"))
    Member.objects.filter(pk__in=(early.pk, late.pk)).update(
        status="deceased", left_on=date(2026, 10, 5)
    )
    office.tell(NOW, (late, "低保", "400"))
    office.compare()
    assert found() == {("早", "deceased", ""), ("晚", "deceased", "")}


def test_two_rolls_that_exclude_each_other_are_told_once(office: Office) -> None:
    both = office.person(name="双")
    office.tell(NOW, (both, "低保", "400"), (both, "特困", "800"))
    office.compare()
    assert found() == {("双", "exclusive", "特困")}


def test_a_roll_sent_again_takes_its_differences_back_but_not_what_was_settled(
    office: Office,
) -> None:
    one, two = office.person(name="一"), office.person(name="二")
    office.tell(BEFORE, (one, "低保", "400"), (two, "低保", "400"))
    office.tell(NOW, (one, "低保", "450"), (two, "低保", "450"))
    office.compare()
    settled = RollDifference.objects.get(member=one)
    actions.settle([settled.pk], by=office.by, reason="提标")
    office.tell(NOW, (two, "低保", "400"))
    office.compare()
    (left,) = RollDifference.objects.all()
    assert left.pk == settled.pk
    assert left.settled_reason == "提标"


def test_what_was_settled_comes_back_once_it_says_otherwise(office: Office) -> None:
    one = office.person()
    office.tell(BEFORE, (one, "低保", "400"))
    office.tell(NOW, (one, "低保", "450"))
    office.compare()
    actions.settle([RollDifference.objects.get().pk], by=office.by, reason="提标")
    office.compare()
    assert RollDifference.objects.get().settled_on
    office.tell(NOW, (one, "低保", "500"))
    office.compare()
    assert RollDifference.objects.get().settled_on is None


def test_settling_needs_a_reason_a_choice_and_the_office(office: Office) -> None:
    one = office.person()
    office.tell(BEFORE, (one, "低保", "400"))
    office.tell(NOW, (one, "低保", "450"))
    office.compare()
    pk = RollDifference.objects.get().pk
    for chosen, reason in (([pk], " "), ([], "提标"), ([pk + 1], "提标")):
        with pytest.raises(ValidationError):
            actions.settle(chosen, by=office.by, reason=reason)
    with pytest.raises(PermissionDenied):
        actions.settle([pk], by=factories.user("county", factories.PINGSHAN), reason="提标")
    other = factories.user("department", factories.PINGSHAN)
    other.posts.update(department="教育局")
    with pytest.raises(ValidationError):
        actions.settle([pk], by=other, reason="提标")
    assert RollDifference.objects.get().settled_on is None
    actions.settle([pk], by=office.by, reason="提标")
    assert AuditEvent.objects.filter(event="rolls.settled", count=1).exists()


def _statement(office: Office, member: Member, **fields: Any) -> Statement:
    return factories.statement(member.household, 2026, **fields)


def test_amounts_reach_the_statement_once_however_often_they_are_sent(office: Office) -> None:
    one = office.person()
    statement = _statement(office, one, low_income_allowance=None, transfer_income=Decimal(100))
    for _again in range(2):
        office.tell(BEFORE, (one, "低保", "400"))
        office.tell(NOW, (one, "低保", "400.50"))
        office.compare()
    statement.refresh_from_db()
    assert statement.low_income_allowance == Decimal("800.50")
    assert statement.transfer_income == Decimal("900.50")
    told = Change.objects.filter(entity="statement", field="low_income_allowance")
    assert [each.source.note for each in told] == ["社会救助花名册和赔付"]


def test_a_corrected_month_corrects_the_statement(office: Office) -> None:
    one = office.person()
    statement = _statement(office, one, low_income_allowance=None)
    office.tell(NOW, (one, "低保", "400"))
    office.compare()
    office.tell(NOW, (one, "低保", None), reason="录错")
    office.compare()
    statement.refresh_from_db()
    assert statement.low_income_allowance is None
    assert statement.transfer_income == Decimal("2000.00")


def test_what_a_census_said_for_the_whole_year_is_not_lowered_by_some_months(
    office: Office,
) -> None:
    one = office.person()
    statement = _statement(office, one, low_income_allowance=Decimal(4800))
    office.tell(NOW, (one, "低保", "400"))
    office.compare()
    statement.refresh_from_db()
    assert statement.low_income_allowance == Decimal(4800)
    Statement.objects.update(low_income_allowance=Decimal(300))
    office.compare()
    statement.refresh_from_db()
    assert statement.low_income_allowance == Decimal(400)
    assert PaidIncome.objects.get().others == Decimal(300)


def test_without_a_statement_of_the_year_the_amounts_wait(office: Office) -> None:
    one = office.person()
    office.tell(NOW, (one, "困难残疾人生活补贴", "90"))
    office.compare()
    assert not Statement.objects.exists()
    statement = _statement(office, one, other_transfer=None)
    office.compare()
    statement.refresh_from_db()
    assert statement.other_transfer == Decimal(90)


def test_who_is_on_a_roll_is_given_its_measure_until_told_to_have_left(office: Office) -> None:
    one = office.person()
    office.tell(BEFORE, (one, "低保", "400"))
    office.compare()
    office.compare()
    given = Award.objects.get(measure__code="minimum-living", member=one)
    assert (given.starts_on, given.ends_on, given.origin) == (date(2026, 9, 1), None, "roll")
    office.tell(NOW, (one, "低保", None), reason="收入超过标准")
    office.compare()
    given.refresh_from_db()
    assert (given.ends_on, given.end_reason) == (date(2026, 9, 30), "收入超过标准")


def test_who_is_missing_without_a_reason_keeps_the_measure(office: Office) -> None:
    one, two = office.person(), office.person()
    office.tell(BEFORE, (one, "低保", "400"), (two, "低保", "400"))
    office.tell(NOW, (two, "低保", "400"))
    office.compare()
    assert Award.objects.get(member=one).ends_on is None


def test_each_sees_what_is_theirs(office: Office) -> None:
    one = office.person()
    office.tell(BEFORE, (one, "低保", "400"))
    office.tell(NOW, (one, "低保", "450"))
    office.compare()
    elsewhere = factories.user("county", factories.ZANHUANG)
    education = factories.user("department", factories.PINGSHAN)
    education.posts.update(department="教育局")
    for user in (elsewhere, education):
        assert not entries_seen_by(user).exists()
        assert not differences_seen_by(user).exists()
    assert entries_seen_by(office.by).count() == 2
    assert differences_seen_by(office.by).count() == 1


def test_every_roll_that_a_feed_names_means_something(divisions: None) -> None:
    named = {
        (feed.code, choice)
        for feed in FEEDS.values()
        for field in feed.fields
        if field.name == "roll"
        for choice in field.choices
    }
    assert set(Roll.objects.values_list("feed", "name")) == named


def test_a_household_shows_its_rolls_and_what_its_statement_took_over(
    office: Office, client: Client
) -> None:
    one = office.person()
    _statement(office, one)
    office.tell(NOW, (one, "低保", "400"), entry="渐退期", exit_until="2027-04-30")
    office.compare()
    client.force_login(factories.user("county", factories.PINGSHAN))
    page = client.get(reverse("registry:household-detail", args=[one.household_id]))
    shown = page.content.decode()
    assert "渐退期；2027-04-30" in shown
    assert "按花名册 400" in shown


def test_the_department_settles_what_it_ticks(office: Office, client: Client) -> None:
    one, two = office.person(), office.person()
    for month, amount in ((BEFORE, "400"), (NOW, "450")):
        office.tell(month, (one, "低保", amount), (two, "低保", amount))
    office.compare()
    client.force_login(office.by)
    ticked = RollDifference.objects.get(member=one).pk
    client.post(reverse("rolls:settle"), {"chosen": [ticked], "reason": "提标"})
    assert set(RollDifference.objects.settled().values_list("pk", flat=True)) == {ticked}
    page = client.get(reverse("rolls:differences"))
    assert one.name not in page.content.decode()
    assert two.name in page.content.decode()


def test_what_it_holds_is_read_as_amounts() -> None:
    entry = Entry(data={"amount": "12.30", "deducted": "6000.00"})
    assert (entry.amount, entry.deducted, entry.work_cost) == (
        Decimal("12.30"), Decimal("6000.00"), None,
    )  # fmt: skip
