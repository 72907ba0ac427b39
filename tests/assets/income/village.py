"""A village with income to distribute, its people, and who decides, checks and pays."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.divisions import load_divisions
from accounts.models import Division
from assets.income.distributions import actions, paying, recipients
from assets.income.distributions.models import Distribution, Line, Payout
from assets.income.distributions.sharing import Part
from assets.income.receipts.models import Receipt
from assistance.awards.models import Award
from assistance.deliveries.models import Delivery
from monitoring.registry.models import Household
from tests import factories
from tests.assets import making

if TYPE_CHECKING:
    from assets.ledger.models import Asset

YEAR = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}


def shares(**said: str | int) -> dict[str, Part]:
    """By use: "5a" is an amount of 5 yuan, anything else a share."""
    found = {}
    for use, text in said.items():
        amount = str(text).endswith("a")
        value = Decimal(str(text).removesuffix("a"))
        found[use] = Part(amount=value) if amount else Part(share=value)
    return found


class Village:
    def __init__(self, code: str = factories.VILLAGE) -> None:
        if not Division.objects.exists():
            load_divisions()
        self.division = Division.objects.get(pk=code)
        town = self.division.parent_id
        self.cadre = factories.user("village", code)
        self.officer = factories.user("township", town)
        self.second = factories.user("township", town)
        self.asset: Asset = making.asset(code)

    def income(self, amount: str = "10000.00", **fields: Any) -> Receipt:
        said: dict[str, Any] = {
            "starts_on": YEAR["starts_on"], "ends_on": YEAR["ends_on"],
            "received_on": date(2025, 7, 1), "by": self.cadre,
        }  # fmt: skip
        return making.receipt(fields.pop("asset", self.asset), amount, **(said | fields))

    def draft(self, *amounts: str, **fields: Any) -> Distribution:
        for amount in amounts or ("10000.00",):
            self.income(amount)
        return actions.draft(self.division, by=self.cadre, **(YEAR | fields))

    def planned(self, *amounts: str, people: int = 3, **uses: str | int) -> Distribution:
        """Of the difficult and of maintenance by halves, unless something else is said."""
        made = self.draft(*amounts)
        actions.set_lines(
            made, shares(**(uses or {"difficult": 1, "maintenance": 1})), by=self.cadre
        )
        for _n in range(people):
            self.list(made, self.home())
        made.refresh_from_db()
        return made

    def home(self, **fields: Any) -> Household:
        return factories.household(self.division.pk, **fields)

    def list(self, made: Distribution, home: Household, **part: str) -> None:
        said = {name: Decimal(value) for name, value in part.items()} or {"share": Decimal(1)}
        recipients.add(self.line(made), home, by=self.cadre, part=Part(**said))

    def line(self, made: Distribution, use: str = "difficult") -> Line:
        return Line.objects.select_related("use__measure", "distribution__division").get(
            distribution=made, use=use
        )

    def decided(self, *amounts: str, **fields: Any) -> Distribution:
        return self.decide(self.planned(*amounts, **fields))

    def decide(self, made: Distribution) -> Distribution:
        today = timezone.localdate()
        actions.decide(
            made, by=self.cadre, on=today - timedelta(days=20), note="到会32人，同意32人",
            upload=making.upload(),
        )  # fmt: skip
        made.refresh_from_db()
        return made

    def noticed(self, *amounts: str, **fields: Any) -> Distribution:
        return self.post(self.decided(*amounts, **fields))

    def post(self, made: Distribution) -> Distribution:
        today = timezone.localdate()
        actions.post(
            made, by=self.cadre, on=today - timedelta(days=15), until=today - timedelta(days=1),
            note="村委会公示栏", upload=making.upload(),
        )  # fmt: skip
        made.refresh_from_db()
        return made

    def checked(self, *amounts: str, **fields: Any) -> Distribution:
        return self.check(self.noticed(*amounts, **fields))

    def check(self, made: Distribution) -> Distribution:
        actions.check(made, by=self.officer)
        made.refresh_from_db()
        return made

    def agree(self, made: Distribution) -> Distribution:
        return self.check(self.post(self.decide(made)))

    def paid(self, *amounts: str, **fields: Any) -> Distribution:
        made = self.checked(*amounts, **fields)
        paying.pay(made, by=self.officer, on=timezone.localdate())
        made.refresh_from_db()
        return made


def of(made: Distribution) -> list[Payout]:
    return list(Payout.objects.filter(line__distribution=made).for_list().order_by("pk"))


def given() -> Decimal:
    return Delivery.objects.paid().total()


def counts() -> tuple[int, int]:
    return Award.objects.count(), Delivery.objects.count()
