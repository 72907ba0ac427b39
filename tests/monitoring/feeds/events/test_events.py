"""One event of a village with its households, ticked by the village; only those are flagged."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import AuditEvent, Division, Post
from monitoring.cases.clues.models import Clue
from monitoring.cases.desk import todo
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.events import actions
from monitoring.feeds.events.models import AttachedHousehold, VillageEvent
from monitoring.feeds.indicators.models import FeedIndicators
from monitoring.feeds.records.actions import receive
from monitoring.feeds.workbooks.undo import take_back
from monitoring.jobs.actions import Refusal
from monitoring.screening.models import Flag
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")
YEAR = timezone.localdate().year


@pytest.fixture
def homes():
    return [_home(factories.VILLAGE) for _ in range(3)]


@pytest.fixture
def cadre():
    return factories.user(Post.Role.VILLAGE, factories.VILLAGE)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def _home(village: str):
    home = factories.household(village)
    factories.member(home)
    return home


def tell(days: int = 40, village: str = factories.VILLAGE, **options):
    return receive(
        FEEDS["water-supply"],
        {1: {"village": village, "year": YEAR, "stoppage_days": days}},
        by=factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN),
        area=Division.objects.get(code=factories.PINGSHAN),
        **options,
    )


def affected() -> set[int]:
    rows = AttachedHousehold.objects.filter(affected=True)
    return set(rows.values_list("household_id", flat=True))


def flagged() -> set[int]:
    open_ones = Flag.objects.open().filter(criterion="water-stoppage")
    return set(open_ones.values_list("household_id", flat=True))


def test_what_is_told_of_a_village_is_one_event_and_one_line_of_work(homes, cadre, commit):
    closed = factories.household(factories.VILLAGE, status="closed")
    _elsewhere = _home("130131100002")
    with commit():
        tell()
    event = VillageEvent.objects.get()
    assert {row.household for row in event.attached.all()} == set(homes) - {closed}
    (group,) = [each for each in todo.groups(cadre) if "村级事件" in each.label]
    assert (group.count, group.url) == (1, "/events/?state=open")
    assert not Clue.objects.exists()
    assert not Flag.objects.exists()


def test_deciding_flags_the_affected_and_nobody_else(homes, cadre, commit):
    with commit():
        tell()
    event = VillageEvent.objects.get()
    with commit():
        actions.decide(event, [homes[0].pk, homes[2].pk], by=cadre, seen="")
    assert affected() == flagged() == {homes[0].pk, homes[2].pk}
    assert Clue.objects.count() == 2
    assert not [each for each in todo.groups(cadre) if "村级事件" in each.label]
    row = AuditEvent.objects.get(event="feeds.village_event_decided")
    assert (row.division_code, row.count) == (factories.VILLAGE, 2)


def test_a_draft_is_kept_and_flags_nobody(homes, cadre, commit):
    with commit():
        tell()
    with commit():
        actions.save(VillageEvent.objects.get(), [homes[1].pk], by=cadre, seen="")
    event = VillageEvent.objects.get()
    assert event.attached.get(ticked=True).household == homes[1]
    assert (event.decided_at, affected(), flagged()) == (None, set(), set())


def test_a_decision_can_be_corrected(homes, cadre, commit):
    with commit():
        tell()
    with commit():
        event = actions.decide(
            VillageEvent.objects.get(), [homes[0].pk, homes[1].pk], by=cadre, seen=""
        )
    with commit():
        actions.decide(event, [homes[1].pk], by=cadre, seen=event.version)
    assert affected() == flagged() == {homes[1].pk}


def test_told_again_it_is_the_same_event_with_its_ticks(homes, cadre, commit):
    with commit():
        tell(days=20)
    with commit():
        actions.decide(VillageEvent.objects.get(), [homes[0].pk], by=cadre, seen="")
    assert not flagged()  # 20 days are not too many
    newcomer = _home(factories.VILLAGE)
    with commit():
        tell(days=37)
    event = VillageEvent.objects.get()
    assert event.decided_at
    assert affected() == flagged() == {homes[0].pk}
    assert event.attached.get(household=newcomer).ticked is False
    assert ("本年累计停水天数", "37") in event.lines


def test_where_nobody_was_affected_the_village_is_asked_again(homes, cadre, commit):
    with commit():
        tell(days=5)
    actions.decide(VillageEvent.objects.get(), [], by=cadre, seen="")
    with commit():
        tell(days=50)
    assert VillageEvent.objects.undecided().exists()


def test_the_same_twice_changes_nothing(homes, cadre, commit):
    with commit():
        tell()
    before = VillageEvent.objects.values().get()
    with commit():
        tell()
    assert VillageEvent.objects.values().get() == before


def test_a_disaster_of_a_village_counts_for_the_affected(homes, cadre, commit):
    today = timezone.localdate().isoformat()
    receive(
        FEEDS["village-disasters"],
        {1: {"village": factories.VILLAGE, "happened_on": today, "disaster": "洪涝"}},
        by=factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN),
        area=Division.objects.get(code=factories.PINGSHAN),
    )
    with commit():
        actions.decide(VillageEvent.objects.get(), [homes[1].pk], by=cadre, seen="")
    assert FeedIndicators.objects.get().household == homes[1]
    assert homes[1].flags.get(criterion="disaster").severity == "red"


def test_what_a_department_takes_back_counts_no_more(homes, cadre, commit):
    batch = Batch.objects.create(
        kind="water-supply", by=cadre, division_code=factories.PINGSHAN, state="applied"
    )
    with commit():
        tell(batch=batch)
    with commit():
        actions.decide(VillageEvent.objects.get(), [homes[0].pk], by=cadre, seen="")
    assert flagged()
    with commit():
        batch.undone_at = timezone.now()
        take_back(batch, by=cadre)
    assert not flagged()
    assert VillageEvent.objects.get().lines == []


def test_ticks_of_somebody_else_are_not_overwritten(homes, cadre, commit):
    with commit():
        tell()
    event = VillageEvent.objects.get()
    actions.save(event, [homes[0].pk], by=cadre, seen="")
    with pytest.raises(Refusal):
        actions.decide(event, [], by=cadre, seen="")
    assert AttachedHousehold.objects.filter(ticked=True).count() == 1


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("township", factories.PINGSHAN_TOWN),
        ("village", "130131100002"),
        ("county", factories.PINGSHAN),
    ],
)
def test_only_the_village_itself_decides(homes, commit, role, place):
    with commit():
        tell()
    with pytest.raises(PermissionDenied):
        actions.decide(
            VillageEvent.objects.get(), [homes[0].pk], by=factories.user(role, place), seen=""
        )
    assert not affected()


def test_a_household_of_another_village_cannot_be_made_affected(homes, cadre, commit):
    stranger = _home("130131100002")
    with commit():
        tell()
    actions.decide(VillageEvent.objects.get(), [stranger.pk], by=cadre, seen="")
    assert not affected()


def test_many_villages_are_as_many_statements_as_one(commit, django_assert_max_num_queries):
    for village in (factories.VILLAGE, factories.OTHER_VILLAGE):
        _home(village)
    records = {
        n: {"village": village, "year": YEAR, "stoppage_days": 40}
        for n, village in enumerate((factories.VILLAGE, factories.OTHER_VILLAGE), 1)
    }
    by = factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)
    area = Division.objects.get(code=factories.PINGSHAN)
    with django_assert_max_num_queries(24), commit():
        receive(FEEDS["water-supply"], records, by=by, area=area)
    assert VillageEvent.objects.count() == 2
