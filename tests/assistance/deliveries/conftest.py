from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.divisions import load_divisions
from accounts.models import Division
from accounts.personal import encrypt, mask
from assistance.awards import actions as awards
from assistance.awards.models import Award
from assistance.catalogue import shipped
from assistance.catalogue.models import Measure, Terms
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import actions
from assistance.funds.actions import open_fund
from assistance.funds.models import Fund
from tests import factories

MAY = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}
CARD = "6217000130001234567"


class Money:
    """A county with a fund of 10,000 yuan and a monthly post, paid at 500 each or as entered."""

    def __init__(self, budget: str = "10000.00") -> None:
        if not Division.objects.exists():
            load_divisions()
        shipped.install()
        self.county = Division.objects.get(code=factories.PINGSHAN)
        self.town = Division.objects.get(code=factories.PINGSHAN_TOWN)
        self.by = factories.user("county", factories.PINGSHAN)
        self.second = factories.user("county", factories.PINGSHAN)
        self.measure = Measure.objects.get(code="public-post")
        self.department = Terms.objects.get(measure=self.measure).paying_department
        self.fund = open_fund(
            self.county, by=self.by, name="衔接资金", source="中央", year=2026,
            budget=Decimal(budget), document="冀财农〔2026〕1号",
        )  # fmt: skip

    def award(self, village: str = factories.VILLAGE, **fields: Any) -> Award:
        """To somebody of a new household, with its card unless `card` is None."""
        card = fields.pop("card", CARD)
        known = {"bank_card_cipher": encrypt(card), "bank_card_masked": mask(card)} if card else {}
        household = factories.household(village, bank_name="农商行", **known, **fields)
        return awards.award(
            self.measure, household, by=self.by, starts_on=date(2026, 1, 1), ends_on=None,
            origin=Award.Origin.APPLICATION, member=factories.member(household),
        )  # fmt: skip

    def make(self, each: str | None = "500", **fields: Any) -> PaymentList:
        said: dict[str, Any] = {"division": self.county, "by": self.by, "fund": self.fund} | MAY
        amount = Decimal(each) if each else None
        said |= fields
        return actions.make(self.measure, said.pop("division"), each=amount, **said)

    def checked(self) -> PaymentList:
        made = self.make()
        actions.check(made, by=self.second)
        return made

    def handed(self) -> PaymentList:
        made = self.checked()
        actions.hand_over(made, by=self.by)
        made.refresh_from_db()
        return made

    def columns(self) -> tuple[Decimal, Decimal]:
        """What is committed and paid."""
        fund = Fund.objects.get(pk=self.fund.pk)
        return fund.committed, fund.paid


@pytest.fixture
def money(db: None) -> Money:
    return Money()


@pytest.fixture
def rows() -> Callable[[PaymentList], list[tuple[int, str, str]]]:
    """Row, amount and state of each delivery of a list."""

    def told(of: PaymentList) -> list[tuple[int, str, str]]:
        kept = (
            Delivery.objects.filter(payment_list=of)
            .order_by("row")
            .values_list("row", "amount", "state")
        )
        return [(row or 0, str(amount), state) for row, amount, state in kept]

    return told
