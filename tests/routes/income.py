from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from assets.income.distributions.models import Distribution, DistributionStep, Line, Payout
from assets.income.publication.models import Publication
from assets.income.receipts.models import Receipt
from tests import factories
from tests.routes import Route
from tests.routes.assets import KEEPERS, READERS, asset_of
from tests.routes.world import Place


def asset(made: Place) -> dict[str, Any]:
    return {"pk": asset_of(made).pk}


def station(made: Place) -> dict[str, Any]:
    found = asset_of(made)
    found.kind_id = "photovoltaic"
    found.save(update_fields=["kind"])
    return {"pk": found.pk}


def receipt_of(made: Place) -> Receipt:
    day = date(2026, 7, 1)
    return Receipt.objects.create(
        asset=asset_of(made), division_id=made.village, kind="租金", starts_on=day, ends_on=day,
        received_on=day, amount=Decimal(1200), document="银行回单", by=factories.user(),
    )  # fmt: skip


def receipt(made: Place) -> dict[str, Any]:
    return {"pk": receipt_of(made).pk}


def distribution_of(made: Place, state: str = "draft") -> Distribution:
    """One at a time in a village."""
    Distribution.objects.filter(division=made.village).update(state="withdrawn")
    found = Distribution.objects.create(
        division_id=made.village, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31),
        total=Decimal(100), planned=Decimal(100), state=state, drafted_by=factories.user(),
        decided_by=factories.user(), checked_by=factories.user(), notice_until=date(2026, 2, 1),
    )  # fmt: skip
    receipt = receipt_of(made)
    receipt.distribution = found
    receipt.save(update_fields=["distribution"])
    return found


def distribution(made: Place) -> dict[str, Any]:
    return {"pk": distribution_of(made).pk}


def step(made: Place) -> dict[str, Any]:
    found = DistributionStep(distribution=distribution_of(made), act="decide", by=factories.user())
    found.file.save("paper.pdf", ContentFile(b"%PDF-1.4"))
    return {"pk": found.pk}


def act(name: str) -> Any:
    return lambda made: {"pk": distribution_of(made).pk, "act": name}


def line(made: Place) -> dict[str, Any]:
    found = Line.objects.create(
        distribution=distribution_of(made), use_id="difficult", amount=Decimal(100)
    )
    Payout.objects.create(line=found, household=made.household, share=1, amount=Decimal(100))
    return {"pk": found.pk}


def group(made: Place) -> dict[str, Any]:
    return line(made) | {"group": "monitored"}


def wall(made: Place) -> dict[str, Any]:
    return {"code": made.village, "year": 2025}


def proof(made: Place) -> dict[str, Any]:
    found = Publication(
        division_id=made.village, year=2025, published_on=date(2026, 1, 5), place="公示栏",
        by=factories.user(),
    )  # fmt: skip
    found.proof.save("paper.pdf", ContentFile(b"%PDF-1.4"))
    return {"pk": found.pk}


VILLAGE = "village township"

ROUTES = [
    Route("distributions:list", READERS),
    Route("distributions:new", VILLAGE),
    Route("distributions:new", VILLAGE, method="post"),
    Route("distributions:rules", "township county city auditor admin"),
    Route("distributions:rules", "admin", method="post"),
    Route("distributions:new-use", "admin"),
    Route("distributions:new-use", "admin", method="post"),
    Route("distributions:distribution", READERS, kwargs=distribution),
    Route("distributions:take-in", VILLAGE, kwargs=distribution, method="post", status=302),
    Route("distributions:lines", VILLAGE, kwargs=distribution),
    Route("distributions:lines", VILLAGE, kwargs=distribution, method="post"),
    Route("distributions:act", VILLAGE, kwargs=act("decide")),
    Route("distributions:act", VILLAGE, kwargs=act("decide"), method="post"),
    Route("distributions:act", VILLAGE, kwargs=act("post")),
    Route("distributions:act", VILLAGE, kwargs=act("withdraw")),
    Route("distributions:act", "township", kwargs=act("check")),
    Route("distributions:act", "township", kwargs=act("check"), method="post"),
    Route("distributions:act", "township", kwargs=act("pay")),
    Route("distributions:act", "township", kwargs=act("pay"), method="post"),
    Route("distributions:act", "township", kwargs=act("send-back")),
    Route("distributions:pay-again", "township", kwargs=distribution),
    Route("distributions:pay-again", "township", kwargs=distribution, method="post"),
    Route("distributions:file", READERS, kwargs=step),
    Route("distributions:people", VILLAGE, kwargs=line),
    Route("distributions:people", VILLAGE, kwargs=line, method="post"),
    Route("distributions:add", VILLAGE, kwargs=line, method="post"),
    Route("distributions:add-group", VILLAGE, kwargs=group, method="post", status=302),
    Route("distributions:spend", "township", kwargs=line),
    Route("distributions:spend", "township", kwargs=line, method="post"),
    Route("receivables:list", READERS),
    Route("publications:list", READERS),
    Route("publications:village", READERS, kwargs=wall),
    Route("publications:village", VILLAGE, kwargs=wall, method="post"),
    Route("publications:proof", READERS, kwargs=proof),
    Route("receipts:list", READERS),
    Route("receipts:stations", READERS),
    Route("receipts:receive", KEEPERS, kwargs=asset),
    Route("receipts:receive", KEEPERS, kwargs=asset, method="post"),
    Route("receipts:settle", KEEPERS, kwargs=station),
    Route("receipts:settle", KEEPERS, kwargs=station, method="post"),
    Route("receipts:receipt", READERS, kwargs=receipt),
    Route("receipts:receipt", KEEPERS, kwargs=receipt, method="post"),
]
