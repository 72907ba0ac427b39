"""Public-interest posts: set up by three levels, held by one of a household, attended, left."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent, Division
from assistance.awards.models import Award
from assistance.schemes.posts import actions, workflow
from assistance.schemes.posts.models import Ages, Attendance, Engagement, Position
from monitoring.registry.models import Member
from tests import factories

pytestmark = pytest.mark.django_db
START, END = date(2026, 1, 1), date(2026, 12, 31)


def _position(state: str = "planned", **fields: Any) -> Position:
    defaults: dict[str, Any] = {
        "division_id": factories.VILLAGE, "kind": "cleaning", "name": "保洁员",
        "need": "村内主街保洁", "places": 1, "allowance": Decimal(500), "state": state,
        "applied_by": factories.user("village", factories.VILLAGE),
    }  # fmt: skip
    return Position.objects.create(**(defaults | fields))


def _person(**fields: Any) -> Member:
    return factories.member(factories.household(), **({"birth_date": date(1980, 5, 1)} | fields))


def _engage(position: Position, member: Member, **fields: Any) -> Engagement:
    given: dict[str, Any] = {
        "by": factories.user("township", factories.PINGSHAN_TOWN), "agreement": "协议1号",
        "starts_on": START, "ends_on": END, "insured_until": END,
    }  # fmt: skip
    return actions.engage(position, member, **(given | fields))


def _village() -> Division:
    return Division.objects.get(code=factories.VILLAGE)


def test_three_levels_set_a_post_up() -> None:
    position = actions.apply(
        _village(), by=factories.user("village", factories.VILLAGE), kind="roads", name="护路员",
        need="进村路", places=2, allowance=Decimal("600"),
    )  # fmt: skip
    workflow.move(position, "check", by=factories.user("township", factories.PINGSHAN_TOWN))
    workflow.move(position, "plan", by=factories.user("county", factories.PINGSHAN))
    assert position.state == Position.State.PLANNED
    events = AuditEvent.objects.filter(event__startswith="posts.").order_by("pk")
    assert list(events.values_list("event", flat=True)) == [
        "posts.applied", "posts.moved", "posts.moved",
    ]  # fmt: skip


LEVELS = {"village": factories.VILLAGE, "township": factories.PINGSHAN_TOWN,
          "county": factories.PINGSHAN}  # fmt: skip
MAY = {
    ("applied", "check", "township"), ("applied", "refuse", "township"),
    ("checked", "plan", "county"), ("checked", "refuse", "county"),
    ("planned", "close", "county"),
}  # fmt: skip


@pytest.mark.parametrize("role", LEVELS)
@pytest.mark.parametrize("act", [act.value for act in workflow.Act])
@pytest.mark.parametrize("state", Position.State.values)
def test_who_moves_what_from_where(state: str, act: str, role: str) -> None:
    position = _position(state)
    by = factories.user(role, LEVELS[role])
    allowed = (state, act, role) in MAY
    assert (act in workflow.open_to(by, position)) == allowed
    if allowed:
        workflow.move(position, act, by=by, reason="理由")
        return
    with pytest.raises((PermissionDenied, ValidationError)):
        workflow.move(position, act, by=by, reason="理由")
    position.refresh_from_db()
    assert position.state == state


def test_of_two_who_decide_at_once_one_is_told() -> None:
    position = _position("checked")
    seen = Position.objects.get(pk=position.pk)
    by = factories.user("county", factories.PINGSHAN)
    workflow.move(position, "plan", by=by)
    with pytest.raises(ValidationError, match="别人"):
        workflow.move(seen, "refuse", by=by, reason="没有需要")
    assert Position.objects.get().state == Position.State.PLANNED


@pytest.mark.parametrize(
    ("kind", "code"), [("cleaning", "public-post"), ("forest", "forest-guard")]
)
def test_taking_somebody_in_gives_the_award(kind: str, code: str) -> None:
    position, member = _position(kind=kind), _person()
    held = _engage(position, member)
    assert held.award == Award.objects.get(measure__code=code, member=member)
    assert (held.award.starts_on, held.award.ends_on) == (START, END)


def test_a_household_holds_one_post_and_a_place_is_held_by_one() -> None:
    first = _engage(_position(places=2), _person())
    second = factories.member(first.household, birth_date=date(1982, 1, 1))
    with pytest.raises(ValidationError, match="这户"):
        _engage(_position(), second)
    full, late = _position(), _person()
    _engage(full, _person())
    with pytest.raises(ValidationError, match="1 个"):
        _engage(full, late)
    assert Engagement.objects.count() == 2
    assert Award.objects.count() == 2


@pytest.mark.parametrize(
    ("born", "relaxed", "said"),
    [
        (date(1960, 1, 1), "", "说明"),  # 66 on the first day
        (date(1960, 1, 1), "有特殊技能", "65"),
        (date(1963, 6, 1), "", "60"),
        (date(2012, 1, 1), "", "太小"),
    ],
)
def test_ages_are_kept(born: date, relaxed: str, said: str) -> None:
    with pytest.raises(ValidationError):
        _engage(_position(), _person(birth_date=born), relaxed=relaxed)
    assert not Award.objects.exists()


def test_an_exception_of_age_needs_its_reason() -> None:
    held = _engage(_position(), _person(birth_date=date(1963, 6, 1)), relaxed="家中唯一劳动力")
    assert held.relaxed == "家中唯一劳动力"


def test_a_county_has_ages_of_its_own() -> None:
    by = factories.user("admin")
    county = Division.objects.get(code=factories.PINGSHAN)
    actions.set_ages(by=by, county=county, usual=55, relaxed=58, flagged=65,
                     valid_from=START, document="县文件")  # fmt: skip
    with pytest.raises(ValidationError, match="58"):
        _engage(_position(), _person(birth_date=date(1966, 1, 1)), relaxed="理由")
    assert Ages.objects.in_force(START, factories.FAR_VILLAGE).usual == 60  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2027, 1, 2)},
        {"insured_until": date(2026, 12, 30)},
        {"ends_on": date(2025, 12, 31)},
    ],
)
def test_an_agreement_lasts_a_year_at_most_and_is_insured(wrong: dict[str, date]) -> None:
    with pytest.raises(ValidationError):
        _engage(_position(), _person(), **wrong)
    assert not Engagement.objects.exists()
    assert not Award.objects.exists()


def test_nobody_is_taken_into_a_post_that_is_not_planned_or_of_another_village() -> None:
    with pytest.raises(ValidationError, match="规划"):
        _engage(_position("checked"), _person())
    stranger = factories.member(
        factories.household(factories.OTHER_VILLAGE), birth_date=date(1980, 1, 1)
    )
    with pytest.raises(ValidationError, match="另一个村"):
        _engage(_position(), stranger)


def test_who_leaves_frees_the_place_and_the_award_ends() -> None:
    position, member = _position(), _person()
    held = _engage(position, member)
    by = factories.user("township", factories.PINGSHAN_TOWN)
    actions.leave(held, by=by, on=date(2026, 3, 31), reason="外出务工", next_work="推荐到工业园")
    held.award.refresh_from_db()
    assert held.award.ends_on == date(2026, 3, 31)
    _engage(position, _person(), starts_on=date(2026, 4, 1))
    with pytest.raises(ValidationError, match="已经"):
        actions.leave(held, by=by, on=date(2026, 4, 1), reason="再次", next_work="")


def test_full_attendance_is_one_tap_and_overwrites_nothing() -> None:
    position = _position(places=3)
    held = [_engage(position, _person()) for _ in range(3)]
    by, month = factories.user("village", factories.VILLAGE), date(2026, 3, 1)
    actions.keep_absences(_village(), month, by=by, absent={held[0].pk: (3, "生病")})
    assert actions.all_present(_village(), month, by=by) == 2
    assert actions.all_present(_village(), month, by=by) == 0
    kept = dict(Attendance.objects.values_list("engagement", "days_absent"))
    assert kept == {held[0].pk: 3, held[1].pk: 0, held[2].pk: 0}


def test_attendance_is_of_this_village_and_of_months_that_began() -> None:
    held = _engage(_position(), _person())
    by = factories.user("village", factories.VILLAGE)
    next_year = date(timezone.localdate().year + 1, 1, 1)
    with pytest.raises(ValidationError, match="还没有"):
        actions.all_present(_village(), next_year, by=by)
    with pytest.raises(ValidationError):
        actions.keep_absences(_village(), date(2026, 3, 1), by=by, absent={held.pk + 99: (1, "")})
    with pytest.raises(ValidationError):
        actions.keep_absences(_village(), date(2026, 3, 1), by=by, absent={held.pk: (40, "")})
    with pytest.raises(PermissionDenied):
        actions.all_present(
            _village(), date(2026, 3, 1), by=factories.user("village", factories.OTHER_VILLAGE)
        )
    assert not Attendance.objects.exists()


def test_what_has_to_be_looked_at() -> None:
    position = _position(places=9)
    day = date(2026, 6, 15)
    young, old, dead = _person(), _person(), _person()
    _engage(position, young)
    over = _engage(position, old)
    ghost = _engage(position, dead)
    ended = _engage(position, _person(), ends_on=date(2026, 5, 31))
    Member.objects.filter(pk=old.pk).update(birth_date=date(1956, 6, 15))
    Member.objects.filter(pk=dead.pk).update(status="deceased", left_on=date(2026, 6, 1))
    all_ = Engagement.objects
    assert list(all_.over_age(day)) == [over]
    assert not all_.over_age(date(2026, 6, 14)).exists()
    assert list(all_.ghosts(day)) == [ghost]
    assert list(all_.expired(day)) == [ended]
    assert list(all_.expiring(date(2026, 5, 15), date(2026, 6, 14))) == [ended]
    actions.all_present(_village(), date(2026, 5, 1),
                        by=factories.user("village", factories.VILLAGE))  # fmt: skip
    assert not all_.without_attendance(date(2026, 5, 1)).exists()
    assert all_.without_attendance(date(2026, 6, 1)).count() == 3


def test_each_level_has_to_do_what_of_posts_is_its_own(client: Client) -> None:
    today = timezone.localdate()
    first, year = today.replace(day=1) - timedelta(days=40), timedelta(days=300)
    days = {"starts_on": first, "ends_on": first + year, "insured_until": first + year}
    old, dead = _person(), _person()
    position = _position(places=3)
    for person in (old, dead):
        _engage(position, person, **days)
    Member.objects.filter(pk=old.pk).update(birth_date=date(today.year - 71, 1, 1))
    Member.objects.filter(pk=dead.pk).update(status="deceased", left_on=today)
    _position("applied")
    _position("checked")

    def told(role: str, place: str) -> str:
        client.force_login(factories.user(role, place))
        return client.get("/").content.decode()

    village = told("village", factories.VILLAGE)
    assert "公益岗位：上月没有出勤登记" in village
    assert "公益岗位：超龄" not in village
    township = told("township", factories.PINGSHAN_TOWN)
    for said in ("待审核的岗位", "公益岗位：超龄", "公益岗位：已去世、离开或迁走"):
        assert said in township
    for said in ("公益岗位：上月没有出勤登记", "公益岗位：协议到期", "待规划的岗位"):
        assert said not in township
    assert "待规划的岗位" in told("county", factories.PINGSHAN)


@given(born=st.dates(date(1930, 1, 1), date(2010, 12, 31)), day=st.dates(date(2020, 1, 1)))
def test_an_age_is_counted_by_birthdays(born: date, day: date) -> None:
    years = Member(birth_date=born).age(day)
    assert years is not None
    before = (day.month, day.day) < (born.month, born.day)
    assert day.year - born.year - years == int(before)


def test_a_village_says_by_page_who_worked(client: Client) -> None:
    held = _engage(_position(places=2), _person())
    client.force_login(factories.user("village", factories.VILLAGE))
    url = reverse("posts:attendance", args=[factories.VILLAGE])
    answer = client.post(f"{url}?month=2026-03", {f"{held.pk}-days": "45", f"{held.pk}-note": ""})
    assert answer.status_code == 200
    assert not Attendance.objects.exists()
    client.post(f"{url}?month=2026-03", {f"{held.pk}-days": "2", f"{held.pk}-note": "住院"})
    assert Attendance.objects.get().days_absent == 2
    assert "缺勤 2 天" in client.get(f"{url}?month=2026-03").content.decode()
    client.post(f"{url}?month=2026-04", {"all": "1"})
    assert Attendance.objects.filter(month=date(2026, 4, 1), days_absent=0).count() == 1
    early = client.post(f"{url}?month={timezone.localdate().year + 1}-01", {"all": "1"})
    assert "还没有" in early.content.decode()
    assert Attendance.objects.count() == 2


def test_the_township_takes_in_by_page_and_is_told_what_is_wrong(client: Client) -> None:
    position, member = _position(), _person(birth_date=date(1950, 1, 1))
    client.force_login(factories.user("township", factories.PINGSHAN_TOWN))
    sent = {"member": member.pk, "agreement": "协议1号", "starts_on": "2026-01-01",
            "ends_on": "2026-12-31", "insured_until": "2026-12-31", "relaxed": ""}  # fmt: skip
    page = client.post(reverse("posts:engage", args=[position.pk]), sent).content.decode()
    assert "65" in page
    assert "协议1号" in page  # nothing entered is lost
    Member.objects.filter(pk=member.pk).update(birth_date=date(1980, 1, 1))
    client.post(reverse("posts:engage", args=[position.pk]), sent)
    assert Engagement.objects.get().member == member
