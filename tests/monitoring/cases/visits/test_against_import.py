"""A census and a cadre write to one household at once: neither loses what the other said."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from monitoring.cases.visits.actions import submit_visit
from monitoring.cases.visits.models import Visit
from monitoring.registry.census import actions as census
from monitoring.registry.models import Change, Household, Member, Statement
from tests import factories
from tests.monitoring.cases.visits.submissions import submission
from tests.monitoring.registry.census import files
from tests.races import at_once

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


def both(home: Household, name: str, value: object, seen: object) -> ValidationError | None:
    """Apply a checked census and hand in a visit together; the refusal of the visit, if any."""
    officer = factories.user("county", factories.PINGSHAN)
    cadre = factories.user("village", factories.VILLAGE)
    sheets = (
        [files.household(年度=YEAR, 工资性收入=COUNTED)],
        [files.member(**{"务工时间（月）": "8"})],
    )
    batch = files.check(files.workbook(*sheets), by=officer)
    sent = submission(values={name: value}, seen={name: seen})
    applied, answer = at_once(
        lambda: census.apply(batch, by=officer),
        lambda: submit_visit(home, by=cadre, submission=sent),
    )
    assert not isinstance(applied, ValidationError)
    return answer if isinstance(answer, ValidationError) else None


@pytest.mark.parametrize("_again", range(3))
def test_different_values_both_stay(home, _again):
    member = Member.objects.get()
    refused = both(home, f"member.{member.pk}.work_months", 3, 8)
    assert refused is None
    member.refresh_from_db()
    assert (member.work_months, Statement.objects.get().wage_income) == (3, Decimal(COUNTED))


@pytest.mark.parametrize("_again", range(3))
def test_of_one_value_nothing_is_overwritten_unseen(home, _again):
    """Either the visit came first and its value stands in the history, or it is asked again."""
    refused = both(home, "statement.wage_income", Decimal(0), Decimal("30000.00"))
    steps = Change.objects.filter(field="wage_income").order_by("pk")
    told = [(Decimal(each.old), Decimal(each.new)) for each in steps]
    census_last = (Decimal(0), Decimal(COUNTED))
    if refused:
        assert told == [(Decimal(30000), Decimal(COUNTED))]
        assert not Visit.objects.exists()
    else:
        assert told == [(Decimal(30000), Decimal(0)), census_last]
    assert Statement.objects.get().wage_income == Decimal(COUNTED)
