from datetime import date
from typing import Any

from accounts.models import Division
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.deliveries.models import Delivery, PaymentList
from assistance.funds.models import Fund
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

OVERSEERS = "county city auditor"
LISTS = "township county city auditor department"
GIVERS = "village township county"
REPORTERS = "county department"
MAY = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}


def fund(made: Place) -> dict[str, Any]:
    return {"pk": _fund(made).pk}


def _fund(made: Place) -> Fund:
    county = Division.objects.get(code=f"{made.village[:6]}000000")
    fields = {"source": "县级", "document": "文件", "budget": 9000, "committed": 500}
    found, _ = Fund.objects.get_or_create(
        name=made.household.head_name, county=county, year=2026, defaults=fields
    )
    return found


def _list(made: Place, state: str = "draft") -> PaymentList:
    """Of the township, by the department of the office that asks."""
    found, _ = Measure.objects.get_or_create(
        code="route", defaults={"name": "补贴", "category": "综合保障", "per": "household"}
    )
    listed = PaymentList.objects.create(
        measure=found, division_id=f"{made.village[:9]}000", fund=_fund(made), state=state,
        department="医保局", made_by=factories.user(), handed_on=date(2026, 6, 1), **MAY,
    )  # fmt: skip
    award = Award.objects.create(
        measure=found, household=made.household, division_id=made.village,
        starts_on=MAY["starts_on"], origin="import",
    )  # fmt: skip
    Delivery.objects.create(
        award=award, measure=found, household=made.household, division_id=made.village,
        payment_list=listed, department="医保局", fund=listed.fund, row=1, amount=500,
        state="planned" if state == "draft" else "listed", **MAY,
    )  # fmt: skip
    return listed


def draft(made: Place) -> dict[str, Any]:
    return {"pk": _list(made).pk}


def handed(made: Place) -> dict[str, Any]:
    return {"pk": _list(made, "handed").pk}


def carded(made: Place) -> dict[str, Any]:
    made.household.bank_card_cipher = b"cipher"
    made.household.save()
    return {"pk": _list(made, "checked").pk}


def delivery(made: Place) -> dict[str, Any]:
    return {"pk": Delivery.objects.get(payment_list=_list(made)).pk}


def award(made: Place) -> dict[str, Any]:
    return {"pk": Delivery.objects.get(payment_list=_list(made)).award_id}


def act(name: str, who: str, of: Any, status: int = 302, **options: Any) -> Route:
    return Route(f"payments:{name}", who, kwargs=of, method="post", status=status, **options)


ROUTES = [
    Route("funds:list", OVERSEERS),
    Route("funds:new", "county"),
    Route("funds:fund", OVERSEERS, kwargs=fund),
    Route("funds:fund", "county", kwargs=fund, method="post"),
    Route("payments:lists", LISTS),
    Route("payments:new", "county"),
    Route("payments:returned", "county", method="post", status=302),
    Route("payments:list", LISTS, kwargs=draft),
    act("amounts", "township county", draft),
    act("check", "county", draft),
    act("hand-over", "county", carded),
    act("confirm", "county", handed, 200),
    act("cancel", "county", draft, 200),
    act("export", "county", handed, 200),
    Route("deliveries:list", f"{READERS} department"),
    Route("deliveries:delivery", f"{READERS} department", kwargs=delivery),
    Route("deliveries:delivery", "township county", kwargs=delivery, method="post"),
    Route("deliveries:give", GIVERS, kwargs=award),
    Route("deliveries:give", GIVERS, kwargs=award, method="post"),
    Route("reports:workbooks", REPORTERS),
    Route("reports:template", REPORTERS),
]
