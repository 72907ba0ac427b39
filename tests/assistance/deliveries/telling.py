"""What departments report: people with an award, rows about them, and reports of those rows."""

from datetime import date
from typing import Any

from accounts.models import User
from assistance.awards import actions as awards
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.deliveries.reports import actions
from monitoring.feeds.records.pushes import Received
from monitoring.registry.identity import check_digit
from tests import factories
from tests.assistance.deliveries.conftest import Money

WANG, LI = "130131195603121234", "130131198005170013"


def number(n: int) -> str:
    """An ID number of its own."""
    first = f"13013119800517{n:03d}"
    return first + check_digit(first)


def person(money: Money, id_number: str, village: str = factories.VILLAGE) -> Award:
    household = factories.household(village)
    member = factories.member(household, id_number=id_number)
    by = factories.user("county", f"{village[:6]}000000")
    return awards.award(
        money.measure, household, by=by, starts_on=date(2026, 1, 1), member=member,
        origin=Award.Origin.APPLICATION,
    )  # fmt: skip


def row(id_number: str = WANG, **fields: Any) -> dict[str, Any]:
    said = {
        "id_number": id_number, "measure": "公益性岗位", "kind": "资金", "starts_on": "2026-05-01",
        "ends_on": "2026-05-31", "paid_on": "2026-06-03", "amount": "500.00",
    }  # fmt: skip
    return said | {"measure": Measure.objects.get(code="public-post").name} | fields


def receive(office: User, money: Money, *raw: object, **options: Any) -> Received:
    return actions.receive(dict(enumerate(raw, 1)), by=office, area=money.county, **options)
