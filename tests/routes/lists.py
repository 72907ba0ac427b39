from functools import partial
from typing import Any

from monitoring.lists.declared import Listing, listings
from monitoring.lists.figures import Figures, figures
from tests.routes import READERS, Route
from tests.routes.world import Place

EXPORTERS = "township county city auditor"
VIEWERS = {
    "comparison-requests": "county",
    "national": EXPORTERS,
    "findings": "county department city auditor",
    "rolls": f"{READERS} department",
    "roll-differences": "county department city auditor",
    "assets": "village township county city auditor",
    "asset-contracts": "village township county city auditor",
    "investments": "village township county city auditor",
    "asset-alarms": "village township county city auditor",
    "inspections": "village township county city auditor",
    "inspections-due": "village township county city auditor",
    "repairs": "village township county city auditor",
    "maintenance": "village township county city auditor",
    "receipts": "village township county city auditor",
    "distributions": "village township county city auditor",
    "publications": "village township county city auditor",
    "receivables": "village township county city auditor",
    "stations": "village township county city auditor",
    "disposals": "village township county city auditor",
    "restructurings": "village township county city auditor",
    "projects": "county city auditor",
    "organisations": "village township county city auditor",
    "parks": "village township county city auditor",
    "holdings": "village township county city auditor",
    "ventures": "county city auditor",
    "stock-lines": "village township county city auditor",
    "stock-differences": "village township county city auditor",
    "funds": "county city auditor",
    "payments": "township county city auditor department",
    "deliveries": f"{READERS} department",
    "tasks": f"{READERS} department",
    "flags": f"{READERS} department",
    "reports": "village township county city",
    "clients": "county city auditor",
    "review": "township county",
    "events": "village township county city auditor",
    "records": "county department city",
}


def named(listing: Listing[Any], _made: Place) -> dict[str, str]:
    return {"name": listing.name}


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


def text(_made: Place) -> dict[str, str]:
    return {"text": "王"}


def routes_of(listing: Listing[Any]) -> list[Route]:
    """A helper has no place of their own, so every place is outside."""
    viewers = VIEWERS.get(listing.name, READERS)
    asked: dict[str, Any] = {
        "kwargs": partial(named, listing),
        "method": "post",
        "status": 302,
    }
    placed = " ".join(role for role in viewers.split() if role != "helper")
    may_export = viewers if listing.export == listing.view else EXPORTERS
    exporters = " ".join(role for role in may_export.split() if role in viewers.split())
    return [
        Route("lists:search", viewers, data=text, outside=302, **asked),
        Route("lists:search", placed, data=place, **asked),
        Route("lists:export", exporters, data=place, **asked),
    ]


def of_figures(each: Figures, _made: Place) -> dict[str, str]:
    return {"name": each.name}


ROUTES = [route for listing in listings.values() for route in routes_of(listing)] + [
    Route(
        "lists:figures", EXPORTERS, data=place, kwargs=partial(of_figures, each), method="post",
        status=302,
    )
    for each in figures.values()
]  # fmt: skip
