from datetime import date

from assistance.catalogue.models import Ending, Measure, Terms
from tests import factories
from tests.routes import Route
from tests.routes.criteria import VIEWERS, WRITERS, county
from tests.routes.world import Place

DAY = date(2027, 1, 1)


def code(_made: Place) -> dict[str, str]:
    return {"code": "disabled-care"}


def _terms(place: Place, state: str) -> dict[str, int]:
    """Of the place's county, written by somebody else where they wait for release."""
    maker = place.user if state == "draft" else factories.user()
    made = Terms.objects.create(
        measure=Measure.objects.get(code="disabled-care"), county_id=county(place), state=state,
        valid_from=DAY, document="文件", paying_department="民政局", amount_rule="calculated",
        rhythm="monthly", ends_with="review", made_by=maker,
    )  # fmt: skip
    return {"pk": made.pk}


def draft(place: Place) -> dict[str, int]:
    return _terms(place, "draft")


def waiting(place: Place) -> dict[str, int]:
    return _terms(place, "submitted")


def note(_made: Place) -> dict[str, str]:
    return {"note": "补文号"}


def released(place: Place) -> dict[str, int]:
    return _terms(place, "released")


def end_asked(place: Place) -> dict[str, int]:
    return _ending(place, "submitted")


def end_released(place: Place) -> dict[str, int]:
    return _ending(place, "released")


def _ending(place: Place, state: str) -> dict[str, int]:
    made = released(place)
    Ending.objects.create(
        terms_id=made["pk"], on=date(2027, 6, 30), state=state, made_by=factories.user(),
        successor=Measure.objects.get(code="disabled-living"),
    )  # fmt: skip
    return made


ROUTES = [
    Route("catalogue:create", WRITERS),
    Route("catalogue:about", "city admin", kwargs=code, outside=200),
    Route("catalogue:change", WRITERS, kwargs=draft),
    Route("catalogue:end", WRITERS, kwargs=released),
    Route("catalogue:end-release", WRITERS, kwargs=end_asked, method="post", status=302),
    Route("catalogue:end-return", WRITERS, kwargs=end_asked, method="post", status=302),
    Route("catalogue:end-undo", WRITERS, kwargs=end_released, method="post", status=302),
    Route("catalogue:list", VIEWERS),
    Route("catalogue:measure", VIEWERS, kwargs=code, outside=200),
    Route("catalogue:draft", WRITERS, kwargs=code, outside=200),
    Route("catalogue:terms", VIEWERS, kwargs=waiting),
    Route("catalogue:submit", WRITERS, kwargs=draft, method="post", status=302),
    Route("catalogue:release", WRITERS, kwargs=waiting, method="post", status=302),
    Route("catalogue:return", WRITERS, kwargs=waiting, data=note, method="post", status=302),
]
