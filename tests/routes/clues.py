from monitoring.cases.clues.reports.actions import take_in
from tests import factories
from tests.routes import EVERYONE, READERS, Route
from tests.routes.world import Place

REPORTERS = "village township county city"
JUDGES = "village township"
EXPORTERS = "township county city auditor"
PLACES = "village township county city auditor"  # who has an area of their own


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


def clue(made: Place) -> dict[str, int]:
    return {"pk": factories.clue(made.household).pk}


def known(made: Place) -> dict[str, object]:
    pk = factories.clue(made.household).pk
    return {"clue": pk, "verdict": "known", "reason": "已核实"}


def given(made: Place) -> dict[str, object]:
    to = factories.user("township", f"{made.village[:9]}000")
    return {"clue": factories.clue(made.household).pk, "to": to.pk}


def township(made: Place) -> dict[str, str]:
    return {"code": f"{made.village[:9]}000"}


def limit(_made: Place) -> dict[str, object]:
    return {"days": 3, "valid_from": "2026-06-01", "document": "冀防返贫办〔2026〕5号"}


def report(made: Place) -> dict[str, int]:
    fields = {"channel": "cadre", "name": made.household.head_name[:30], "words": "住院"}
    return {"pk": take_in(made.household.division, by=None, **fields).pk}


def village(made: Place) -> dict[str, str]:
    return {"code": made.village}


ROUTES = [
    Route("clues:list", READERS),
    Route("clues:list", PLACES, data=place),
    Route("clues:clue", READERS, kwargs=clue),
    Route("clues:judge", JUDGES, data=known, method="post", status=302),
    Route("clues:assign", JUDGES, data=given, method="post", status=302),
    Route("clues:queues", PLACES, data=place),
    Route("clues:capacity", "township", kwargs=township),
    Route("clues:limits", "township county city auditor admin"),
    Route("clues:limits", "admin", data=limit, method="post", status=302),
    Route("clues:report-list", REPORTERS),
    Route("clues:report-list", REPORTERS, data=place),
    Route("clues:report-new", REPORTERS),
    Route("clues:report", REPORTERS, kwargs=report),
    Route("clues:report-link", REPORTERS, kwargs=report),
    Route("clues:report-hand-over", REPORTERS, kwargs=report, method="post"),
    Route("clues:report-answer", REPORTERS, kwargs=report, method="post"),
    Route("clues:poster", REPORTERS, kwargs=village),
    Route("declare:form", EVERYONE, kwargs=village, outside=200, public=True),
    Route("declare:answer", EVERYONE, public=True),
]
