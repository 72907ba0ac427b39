from typing import Any

from accounts.models import Division
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.webhooks.models import Delivery, Webhook
from tests import factories
from tests.routes import EVERYONE, Route
from tests.routes.world import Place

READERS = "county city auditor"
MANAGERS = "county city"


def client(made: Place) -> dict[str, int]:
    """Of the county of the place."""
    return {"pk": factories.department_client(f"{made.village[:6]}000000").pk}


def new(made: Place) -> dict[str, object]:
    county = Division.objects.get(code=f"{made.village[:6]}000000")
    return {
        "division": county.pk, "department": "教育局", "name": "学籍", "purpose": "控辍保学",
        "legal_basis": "协议", "scopes": ["flags.read"], "addresses": "10.0.0.0/8",
        "per_minute": 60, "expires_on": "2099-01-01",
    }  # fmt: skip


def changed(made: Place) -> dict[str, object]:
    return {key: value for key, value in new(made).items() if key not in ("division", "name")}


def program(name: str, method: str = "get") -> Route:
    """For programs with a token; a person who is signed in brings none."""
    return Route(f"api:{name}", EVERYONE, method=method, status=401, public=True)


def given_up(made: Place) -> dict[str, Any]:
    """News that did not arrive, of a department of the place's county."""
    webhook = Webhook.objects.create(client_id=client(made)["pk"], url="https://8.8.8.8/", news=[])
    dead = Delivery.objects.create(webhook=webhook, events=[], state=Delivery.State.DEAD)
    return {"pk": dead.pk}


ROUTES = [
    Route("api:schema", EVERYONE),
    Route("api:docs", EVERYONE),
    # Open to whoever brings credentials, and answers 400 to whoever brings none.
    Route("api:token", EVERYONE, method="post", status=400, public=True),
    *(
        program(name)
        for name in (
            "households",
            "members",
            "flags",
            "cases",
            "assets",
            "webhooks",
            "outcomes",
            "deliveries",
        )
    ),
    *(program(f"push-{code}", method="post") for code in FEEDS),
    program("matches", method="post"),
    program("tasks"),
    Route("clients:list", READERS),
    Route("clients:new", MANAGERS),
    # A place that is not theirs is no choice of the form: it comes again.
    Route("clients:new", MANAGERS, data=new, method="post", outside=200),
    Route("clients:client", READERS, kwargs=client),
    Route("clients:change", MANAGERS, kwargs=client),
    Route("clients:change", MANAGERS, kwargs=client, data=changed, method="post", status=302),
    Route("clients:renew-secret", MANAGERS, kwargs=client, method="post"),
    Route("matches:make-key", MANAGERS, kwargs=client, method="post"),
    Route("clients:revoke", MANAGERS, kwargs=client, method="post", status=302),
    *(
        Route(
            f"api:{name}",
            EVERYONE,
            kwargs=lambda _place: {"pk": 1},
            method=method,
            status=401,
            outside=401,
            public=True,
        )
        for name, method in (("webhook", "delete"), ("reverse-delivery", "post"))
    ),
    Route("webhooks:list", "county city auditor"),
    Route("webhooks:resend", "county city", kwargs=given_up, method="post", status=302),
]
