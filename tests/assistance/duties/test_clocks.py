"""Until when help is due: the statement against the rule in plain Python, and what follows."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.events import Event
from accounts.models import AuditEvent
from assistance.awards import actions as awards
from assistance.catalogue.models import Measure
from assistance.duties import limits
from assistance.duties.models import Duty
from assistance.duties.refresh import refresh
from monitoring.cases.casework import clocks
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Episode
from monitoring.cases.desk import todo
from tests import factories
from tests.assistance.plans import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
DEVELOPMENT = {"industry-support": True, "temporary-aid": False, "small-credit": True}
STEP = 10


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def duties(of: Episode) -> dict[str, tuple[date, date | None, str]]:
    rows = Duty.objects.filter(episode=of).values_list("kind", "due_on", "met_on", "missed_by")
    return {kind: tuple(said) for kind, *said in rows}  # type: ignore[misc]


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# The rule once more, without the database.
Given = tuple[str, date, int | None, date | None]  # code, from, days, when something came


def expected(
    monitored: date | None, green: date | None, labour: bool, given_: list[Given], day: date
) -> dict[str, tuple[date, date | None, str]]:
    begun = min(each for each in (monitored, green) if each)
    found = {}
    if green and green <= day:
        found["urgent"] = _said(green, [_urgent(each, green, day) for each in given_], day)
    if monitored and monitored <= day:
        came = [_came(each, monitored, begun, day) for each in given_]
        found["measure"] = _said(months_after(monitored, 1), came, day)
        if labour:
            developing = [on for on, each in zip(came, given_, strict=True) if DEVELOPMENT[each[0]]]
            found["development"] = _said(months_after(monitored, 6), developing, day)
    return found


def _urgent(each: Given, green: date, day: date) -> date | None:
    _code, starts, _length, came = each
    if green <= starts <= day:
        return starts
    return came if starts <= day and came and green <= came <= day else None


def _came(each: Given, since: date, begun: date, day: date) -> date | None:
    _code, starts, length, _reached = each
    over = length is not None and starts + timedelta(days=length) < begun
    return None if starts > day or over else max(starts, since)


def _said(due: date, came: list[date | None], day: date) -> tuple[date, date | None, str]:
    met = min((each for each in came if each), default=None)
    late = (day - due).days
    if met or late <= 0:
        return due, met, ""
    return due, None, "village" if late <= STEP else "township" if late <= 2 * STEP else "county"


past = st.integers(0, 260).map(ago)
measures = st.tuples(
    st.sampled_from(sorted(DEVELOPMENT)), st.integers(-20, 300).map(ago),
    st.none() | st.integers(0, 200), st.none() | past,
)  # fmt: skip
homes = st.tuples(
    past, st.none() | past, st.booleans(),
    st.lists(measures, max_size=3, unique_by=lambda each: each[0]), st.booleans(),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(homes, min_size=1, max_size=4), st.lists(st.integers(0, 200), max_size=2))
def test_the_clocks_say_what_the_rule_says_on_every_day_however_often_they_run(drawn, nights):
    with transaction.atomic():
        made = []
        for monitored, green, labour, given_, is_candidate in drawn:
            since = None if is_candidate and green else monitored
            begun = min(each for each in (since, green) if each)
            state = "monitored" if since else "candidate"
            episode = making.episode(
                has_labour=labour, monitored_on=since, green_since=green, opened_on=begun,
                state=state,
            )  # fmt: skip
            for code, starts, length, came in given_:
                ends = None if length is None else starts + timedelta(days=length)
                award = factories.award(episode.household, code, starts_on=starts, ends_on=ends)
                if came:
                    factories.delivery(award, paid_on=came)
            made.append((episode, since, green, labour, given_))
        for day in sorted({TODAY, *map(ago, nights)}):
            refresh(day)
            before = list(Duty.objects.order_by("pk").values())
            assert refresh(day) == 0
            assert list(Duty.objects.order_by("pk").values()) == before
            for episode, *facts in made:
                assert duties(episode) == expected(*facts, day)
        transaction.set_rollback(True)


def test_each_night_a_late_one_goes_up_once_level_by_level():
    episode = making.episode(monitored_on=ago(31), has_labour=False)
    due = months_after(ago(31), 1)
    nights = (0, 1, 2, STEP + 1, STEP + 2, 2 * STEP + 1)
    told = [(refresh(due + timedelta(days=late)), duties(episode)["measure"][2]) for late in nights]
    assert told == [
        (0, ""), (1, "village"), (0, "village"), (1, "township"), (0, "township"), (1, "county"),
    ]  # fmt: skip
    assert AuditEvent.objects.filter(event=Event.HELP_ESCALATED).count() == 3


def test_a_measure_given_meets_the_clock_at_once():
    episode = making.episode(monitored_on=ago(60))
    refresh(TODAY)
    township = factories.user("township", factories.PINGSHAN_TOWN)
    awards.award(
        Measure.objects.get(code="industry-support"), episode.household, by=township,
        starts_on=TODAY, origin="plan",
    )  # fmt: skip
    assert {met for _due, met, _missed in duties(episode).values()} == {TODAY}


def test_the_green_channel_begins_its_clock_the_day_it_opens():
    case = begin_identification(factories.household(), by=None)
    clocks.open_green_channel(case.episode, by=factories.user("township", factories.PINGSHAN_TOWN))
    assert duties(case.episode) == {"urgent": (TODAY, None, "")}


def test_where_nobody_can_work_any_more_no_development_is_due():
    episode = making.episode(monitored_on=ago(60))
    refresh(TODAY)
    making.HouseholdIndicators.objects.update(has_labour=False)
    refresh(TODAY)
    assert set(duties(episode)) == {"measure"}


def test_nothing_is_due_to_a_household_whose_risk_is_gone():
    episode = making.episode(monitored_on=ago(60))
    refresh(TODAY)
    Episode.objects.filter(pk=episode.pk).update(state="eliminated", closed_on=TODAY)
    refresh(TODAY)
    assert not Duty.objects.exists()


def test_what_has_begun_keeps_the_limits_of_its_day():
    admin = factories.user("admin")
    said: dict[str, Any] = {
        "urgent_days": 1, "measure_months": 2, "development_months": 3, "step_days": 5,
        "document": "县办法",
    }  # fmt: skip
    county = factories.Division.objects.get(code=factories.PINGSHAN)
    limits.set_limit(by=admin, county=county, valid_from=ago(30), **said)
    old, new = making.episode(monitored_on=ago(40)), making.episode(monitored_on=ago(20))
    far = making.episode(factories.household(factories.FAR_VILLAGE), monitored_on=ago(20))
    refresh(TODAY)
    assert duties(old)["measure"][0] == months_after(ago(40), 1)
    assert duties(new)["measure"][0] == months_after(ago(20), 2)
    assert duties(far)["measure"][0] == months_after(ago(20), 1)


def test_who_plans_sees_what_is_due_and_the_level_above_what_it_let_pass():
    making.episode(monitored_on=ago(40))
    refresh(TODAY)

    def waiting(role: str, place: str) -> dict[str, int]:
        user = factories.user(role, place)
        groups = todo.groups(user)
        return {each.label: each.count for each in groups if "due-help" in each.url}

    assert waiting("village", factories.VILLAGE) == {"应落实的帮扶": 2}
    assert waiting("township", factories.PINGSHAN_TOWN)["逾期未帮扶，已升级到您"] == 1
    assert waiting("county", factories.PINGSHAN) == {}


def test_the_pages_say_since_when_until_when_and_who_missed_it(client):
    episode = making.episode(monitored_on=ago(70))
    refresh(TODAY)
    factories.award(episode.household, "industry-support", starts_on=TODAY)
    village = factories.user("village", factories.VILLAGE)
    client.force_login(village, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/due-help/?missed_by=county").content.decode()
    assert f"{months_after(ago(70), 1):%Y-%m-%d}" in page
    home = client.get(f"/households/{episode.household_id}/").content.decode()
    assert "未按期落实的层级：区县" in home


def test_an_administrator_sets_the_limits_with_a_document(client):
    admin = factories.user("admin")
    client.force_login(admin, "django.contrib.auth.backends.ModelBackend")
    said = {
        "urgent_days": 1, "measure_months": 0, "development_months": 6, "step_days": 7,
        "valid_from": "2026-01-01", "document": "冀〔2026〕1号",
    }  # fmt: skip
    assert "大于或等于" in client.post("/due-help/limits/", said).content.decode()
    client.post("/due-help/limits/", said | {"measure_months": 1})
    assert "冀〔2026〕1号" in client.get("/due-help/limits/").content.decode()
