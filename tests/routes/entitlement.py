from datetime import date

from accounts.models import Post
from assistance.catalogue.models import Terms
from assistance.eligibility.models import Finding
from tests.routes import Route
from tests.routes.catalogue import waiting
from tests.routes.world import Place

SEERS = "county department city auditor"


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


def finding(made: Place) -> dict[str, int]:
    """Of the measure that whoever asks pays, where it is an office."""
    Post.objects.filter(role="department").update(department="民政局")
    terms = Terms.objects.get(measure__code="disabled-care", county=None)
    found, _ = Finding.objects.get_or_create(
        household=made.household, division=made.household.division, kind="not_receiving",
        measure=terms.measure, terms=terms, department="民政局",
        defaults={"values": {}, "first_seen": date(2026, 11, 1), "last_seen": date(2026, 11, 1)},
    )  # fmt: skip
    return {"pk": found.pk}


def reason(_made: Place) -> dict[str, str]:
    return {"reason": "已核实"}


ROUTES = [
    Route("entitlement:trial", "township county city", kwargs=waiting),
    Route("entitlement:finding-list", SEERS),
    Route("entitlement:finding-list", SEERS, data=place),
    Route("entitlement:townships", SEERS, data=place),
    Route("entitlement:finding", SEERS, kwargs=finding),
    Route(
        "entitlement:settle", "department", kwargs=finding, data=reason, method="post", status=302
    ),
]
