from datetime import date
from decimal import Decimal

from monitoring.criteria.models import Criterion, Pack, ParameterValue, Version
from monitoring.criteria.querysets import county_code
from tests import factories
from tests.routes import Route
from tests.routes.world import Place

VIEWERS = "township county city auditor admin"
WRITERS = "county city admin"
DAY = date(2027, 1, 1)


def county(place: Place) -> str:
    """A township reads the criteria of its whole county: outside is another county for it too."""
    elsewhere = place.village == factories.OTHER_VILLAGE
    return factories.ZANHUANG if elsewhere else county_code(place.village)


def version(place: Place, state: str = "submitted") -> Version:
    """A version of the place's county, written by somebody else where it waits for release."""
    number = Version.objects.latest("number").number + 1
    maker = place.user if state == "draft" else factories.user()
    made = Version.objects.create(
        pack=Pack.objects.get(), number=number, county_id=county(place),
        valid_from=DAY, document="文件", state=state, made_by=maker,
    )  # fmt: skip
    Criterion.objects.create(
        version=made, position=1, code="dropout", name="失学", condition={"indicator": "dropout"},
        severity="red", effect="clue",
    )  # fmt: skip
    return made


def version_key(place: Place) -> dict[str, int]:
    return {"pk": version(place).pk}


def value_key(place: Place) -> dict[str, int]:
    value = ParameterValue.objects.create(
        parameter="monitoring_line", county_id=county(place), value=Decimal(9000),
        valid_from=DAY, document="文件", state="submitted", made_by=factories.user(),
    )  # fmt: skip
    return {"pk": value.pk}


def own_draft(place: Place) -> dict[str, int]:
    return {"pk": version(place, "draft").pk}


def own_criterion(place: Place) -> dict[str, int]:
    return {"pk": version(place, "draft").criteria.get().pk}


def draft(place: Place) -> dict[str, str]:
    return {"county": county(place), "valid_from": "2027-01-01", "document": "文件"}


def value(place: Place) -> dict[str, str]:
    return draft(place) | {"parameter": "monitoring_line", "value": "9000"}


def trial(place: Place) -> dict[str, str]:
    return {"division": place.village, "monitoring_line": "9000"}


def proposal(place: Place) -> dict[str, str]:
    return draft(place) | trial(place)


ROUTES = [
    Route("criteria:version-list", VIEWERS),
    Route("criteria:parameter-list", VIEWERS),
    Route("criteria:version", VIEWERS, kwargs=version_key),
    Route("criteria:version-draft", WRITERS, data=draft, method="post", status=302, outside=200),
    Route("criteria:version-submit", WRITERS, kwargs=own_draft, method="post", status=302),
    Route("criteria:version-release", WRITERS, kwargs=version_key, method="post", status=302),
    Route("criteria:version-return", WRITERS, kwargs=version_key, method="post", status=302),
    Route("criteria:criterion-add", WRITERS, kwargs=own_draft),
    Route("criteria:criterion-change", WRITERS, kwargs=own_criterion),
    Route("criteria:criterion-remove", WRITERS, kwargs=own_criterion, method="post", status=302),
    Route("criteria:parameter-set", WRITERS, data=value, method="post", status=302, outside=200),
    Route("criteria:parameter-release", WRITERS, kwargs=value_key, method="post", status=302),
    Route("criteria:parameter-return", WRITERS, kwargs=value_key, method="post", status=302),
    Route("criteria:parameter-confirm", WRITERS, kwargs=value_key, method="post", status=302),
    Route("criteria:try", "township county city", data=trial),
    Route("criteria:propose", "county city", data=proposal, method="post", status=302),
]
