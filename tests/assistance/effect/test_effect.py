"""What help did: the county's figures against plain Python, doors that lead to as many, exports
that equal the page, and one household's yuan that equal the sum of its rows."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Division
from assistance.awards import actions as awards
from assistance.catalogue.models import Measure
from assistance.effect.lists import EFFECTS
from assistance.effect.models import HelpEffect
from assistance.effect.places import Place, counted
from assistance.effect.querysets import conditions
from assistance.effect.refresh import refresh
from assistance.effect.story import helped, told
from assistance.effect.year import a_year_ago
from monitoring.registry.months import shifted
from tests import factories
from tests.assistance.plans import making
from tests.monitoring.lists.exported import figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
DEVELOPMENT = {"industry-support": True, "temporary-aid": False}
VILLAGES = (factories.VILLAGE, factories.OTHER_VILLAGE)
LONG_AGO = TODAY - timedelta(days=200)  # more than two quarters


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


past = st.integers(0, 700).map(ago)
measures = st.tuples(
    st.sampled_from(sorted(DEVELOPMENT)), past, st.none() | st.integers(0, 300),
    st.none() | st.tuples(past, st.sampled_from(["0.01", "1000.00", "99999.99"])),
)  # fmt: skip
homes = st.tuples(
    st.sampled_from(VILLAGES), past, st.none() | past, st.booleans(), st.booleans(),
    st.lists(measures, max_size=2, unique_by=lambda each: each[0]),
)  # fmt: skip


def insert(place: str, monitored: date, closed: Any, labour: bool, flagged: bool, given_: Any):
    home = factories.household(place)
    ended = closed and max(closed, monitored)
    making.episode(
        home, has_labour=labour, monitored_on=monitored, opened_on=monitored, closed_on=ended,
        state="eliminated" if ended else "monitored",
    )  # fmt: skip
    if flagged:
        factories.flag(home, "serious-illness", first_seen=LONG_AGO)
    for code, starts, length, came in given_:
        ends = None if length is None else starts + timedelta(days=length)
        award = factories.award(home, code, starts_on=starts, ends_on=ends)
        if came:
            factories.delivery(award, came[1], paid_on=came[0])


def expected(drawn: list[Any]) -> dict[str, Any]:
    """The figures once more, without the database."""
    year, rows = a_year_ago(), [_row(*each) for each in drawn]
    monitored = [row for row in rows if row["monitored"]]
    able = [row for row in monitored if row["labour"]]
    new = [row for row in rows if row["since"] > year]
    gone = [row for row in rows if not row["monitored"] and row["closed"] > year]
    waits = [row["lag"] for row in new if row["lag"] is not None]
    return {
        "monitored": len(monitored),
        "helped": sum(row["given"] > 0 for row in monitored),
        "able": len(able),
        "developing": sum(row["developing"] > 0 for row in able),
        "identified": len(new),
        "lag_median": median(waits) if waits else None,
        "eliminated": len(gone),
        "spent": sum((row["cost"] for row in gone), Decimal(0)),
        "stalled": sum(row["stalled"] > 0 for row in monitored),
        "stalled_measures": sum(row["stalled"] for row in monitored),
    }


def _row(
    _place: str, monitored: date, closed: Any, labour: bool, flagged: bool, given_: Any
) -> dict[str, Any]:
    closed = closed and max(closed, monitored)
    until = closed or TODAY
    counting = [
        (code, starts, None if length is None else starts + timedelta(days=length))
        for code, starts, length, _came in given_
    ]
    counting = [
        each for each in counting if each[1] <= until and (each[2] is None or each[2] >= monitored)
    ]
    runs = [each for each in counting if each[2] is None or each[2] >= TODAY]
    half = shifted(TODAY, -6)
    came = [each[3] for each in given_ if each[3]]
    return {
        "monitored": closed is None, "labour": labour, "since": monitored, "closed": closed,
        "lag": max((min(max(each[1], monitored) for each in counting) - monitored).days, 0)
        if counting
        else None,
        "given": len(runs),
        "developing": sum(DEVELOPMENT[each[0]] for each in runs),
        "cost": sum(
            (Decimal(amount) for day, amount in came if monitored <= day <= until), Decimal(0)
        ),
        "stalled": sum(each[1] <= half for each in runs)
        if flagged and closed is None and half >= LONG_AGO
        else 0,
    }  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.lists(homes, min_size=1, max_size=5))
def test_the_figures_are_those_of_the_rule_by_township_and_together(drawn):
    with transaction.atomic():
        for each in drawn:
            insert(*each)
        refresh(TODAY)
        assert refresh(TODAY) == 0
        user = factories.user("county", factories.PINGSHAN)
        total, places = counted(user, Division.objects.get(code=factories.PINGSHAN))
        assert _said(total) == expected(drawn)
        for place in places:
            inside = [each for each in drawn if each[0].startswith(place.division.code[:9])]
            assert _said(place) == expected(inside)
        for name in ("monitored", "helped", "able", "identified", "eliminated", "spent", "stalled"):
            assert sum(getattr(each, name) for each in places) == getattr(total, name)
        for name in conditions(TODAY):
            form = EFFECTS.filter({"only": name}, user=user)
            assert form.is_valid()
            assert EFFECTS.rows(form).count() == getattr(total, name)
        transaction.set_rollback(True)


def _said(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in expected([])}


def test_cost_and_coverage_divide_by_somebody():
    insert(factories.VILLAGE, ago(90), ago(10), True, False,
           [("temporary-aid", ago(80), 1, (ago(80), "1000.00"))])  # fmt: skip
    insert(factories.VILLAGE, ago(90), ago(10), True, False, [])
    refresh(TODAY)
    user = factories.user("county", factories.PINGSHAN)
    total, _places = counted(user, Division.objects.get(code=factories.PINGSHAN))
    assert (total.cost_each, total.coverage) == (Decimal("500.00"), None)


def test_the_page_leads_to_the_households_and_its_export_says_the_same(client):
    insert(factories.VILLAGE, ago(90), None, True, True, [("temporary-aid", ago(190), None, None)])
    refresh(TODAY)
    user = factories.user("county", factories.PINGSHAN)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    shown = client.get("/effect/").context
    rows = figures(client, "effect-places", factories.PINGSHAN)[1:]
    assert [row[2] for row in rows] == [1, 1]
    assert len(rows) == len(shown["places"]) + 1
    assert client.get("/effect/households/?only=stalled").context["count"].number == 1


def test_a_measure_given_or_ended_is_counted_at_once():
    episode = making.episode(monitored_on=ago(30))
    county = factories.user("county", factories.PINGSHAN)
    given_ = awards.award(
        Measure.objects.get(code="industry-support"), episode.household, by=county,
        starts_on=ago(10), origin="plan",
    )  # fmt: skip
    row = HelpEffect.objects.get(episode=episode)
    assert (row.lag, row.given, row.development_given) == (20, 1, 1)
    awards.end(given_, by=county, on=ago(1), reason="完成")
    row.refresh_from_db()
    assert (row.lag, row.given) == (20, 0)


def test_every_yuan_of_a_household_stands_in_its_sums_and_no_other():
    home = _with_history()
    story = told(home, factories.user("village", factories.VILLAGE))
    rows = [each.amount for each in story.deliveries if each.state == "paid"]
    assert story.total == sum(rows) == sum(each.yuan for each in story.given)
    assert story.total == Decimal("1500.10")
    assert len(story.deliveries) == 3


def test_did_it_help_is_said_of_risks_and_income():
    home = _with_history()
    user = factories.user("village", factories.VILLAGE)
    said = " ".join(helped(told(home, user)))
    assert "2 项风险" in said
    assert "1 项未解除" in said
    assert "4,000.00" in said
    assert "12,000.00" in said
    assert list(helped(told(factories.household(), user))) == []


def test_the_page_of_a_household_says_its_sum(client):
    home = _with_history()
    user = factories.user("village", factories.VILLAGE)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/effect/households/{home.pk}/").content.decode()
    assert "1,500.10" in page
    bare = client.get(f"/effect/households/{factories.household().pk}/").content.decode()
    assert "暂时无法判断" in bare


def _with_history() -> Any:
    """Helped since the middle of the year before; of two risks one is gone."""
    home = factories.household()
    begun = date(TODAY.year - 1, 6, 1)
    making.episode(home, monitored_on=begun, opened_on=begun)
    for year, wage in ((TODAY.year - 2, 12000), (TODAY.year, 36000)):
        zero = dict.fromkeys(("business_income", "transfer_income", "business_cost"), 0)
        factories.statement(home, year, wage_income=Decimal(wage), **zero)
    factories.flag(home, "serious-illness", first_seen=begun - timedelta(days=9))
    factories.flag(
        home, "unsafe-water", first_seen=begun - timedelta(days=9), last_seen=TODAY,
        cleared_on=TODAY,
    )  # fmt: skip
    award = factories.award(home, starts_on=begun)
    for number, (amount, state) in enumerate(_amounts()):
        on = begun + timedelta(days=31 * number)
        factories.delivery(
            award, amount, state=state, starts_on=on, ends_on=on, paid_on=on, why="误发"
        )
    return home


def _amounts() -> Iterator[tuple[str, str]]:
    yield from (("1000.00", "paid"), ("500.10", "paid"), ("77.00", "reversed"))
