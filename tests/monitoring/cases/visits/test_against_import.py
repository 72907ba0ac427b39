"""A census and a cadre write to one household at once: neither loses what the other said."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from monitoring.cases.visits.actions import submit_visit
from monitoring.cases.visits.changes import ConflictError
from monitoring.cases.visits.models import Visit
from monitoring.registry.census import actions as census
from monitoring.registry.models import Change, Household, Member, Statement
from tests import factories
from tests.monitoring.cases.visits.submissions import submission
from tests.monitoring.registry.census import files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("divisions")]

YEAR = timezone.localdate().year
COUNTED = "20000"  # what the census says of wages; before it was 30,000


@pytest.fixture
def home() -> Household:
    sheets = (
        [files.household(年度=YEAR, 工资性收入="30000")],
        [files.member(**{"务工时间（月）": "8"})],
    )
    files.bring_in(files.workbook(*sheets), by=factories.user("county", factories.PINGSHAN))
    return Household.objects.get()


def at_once(home: Household, name: str, value: object, seen: object) -> ConflictError | None:
    """Apply a checked census and hand in a visit together; the refusal of the visit, if any."""
    officer = factories.user("county", factories.PINGSHAN)
    cadre = factories.user("village", factories.VILLAGE)
    sheets = (
        [files.household(年度=YEAR, 工资性收入=COUNTED)],
        [files.member(**{"务工时间（月）": "8"})],
    )
    batch = files.check(files.workbook(*sheets), by=officer)
    sent = submission(values={name: value}, seen={name: seen})
    together = Barrier(2)

    def hand_in() -> ConflictError | None:
        together.wait()
        try:
            submit_visit(home, by=cadre, submission=sent)
        except ConflictError as refused:
            return refused
        finally:
            connection.close()
        return None

    def bring_in() -> None:
        together.wait()
        try:
            census.apply(batch, by=officer)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        applied, refused = pool.submit(bring_in), pool.submit(hand_in)
        applied.result()
        return refused.result()


@pytest.mark.parametrize("_again", range(3))
def test_different_values_both_stay(home, _again):
    member = Member.objects.get()
    refused = at_once(home, f"member.{member.pk}.work_months", 3, 8)
    assert refused is None
    member.refresh_from_db()
    assert (member.work_months, Statement.objects.get().wage_income) == (3, Decimal(COUNTED))


@pytest.mark.parametrize("_again", range(3))
def test_of_one_value_nothing_is_overwritten_unseen(home, _again):
    """Either the visit came first and its value stands in the history, or it is asked again."""
    refused = at_once(home, "statement.wage_income", Decimal(0), Decimal("30000.00"))
    steps = Change.objects.filter(field="wage_income").order_by("pk")
    told = [(Decimal(each.old), Decimal(each.new)) for each in steps]
    census_last = (Decimal(0), Decimal(COUNTED))
    if refused:
        assert told == [(Decimal(30000), Decimal(COUNTED))]
        assert not Visit.objects.exists()
    else:
        assert told == [(Decimal(30000), Decimal(0)), census_last]
    assert Statement.objects.get().wage_income == Decimal(COUNTED)
