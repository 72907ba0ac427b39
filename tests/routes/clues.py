from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

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


ROUTES = [
    Route("clues:list", READERS),
    Route("clues:list", PLACES, data=place),
    Route("clues:clue", READERS, kwargs=clue),
    Route("clues:judge", JUDGES, data=known, method="post", status=302),
    Route("clues:assign", JUDGES, data=given, method="post", status=302),
    Route("clues:export", EXPORTERS, data=place, method="post", status=302),
    Route("clues:queues", PLACES, data=place),
    Route("clues:capacity", "township", kwargs=township),
]
