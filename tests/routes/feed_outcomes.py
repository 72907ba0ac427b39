from tests.routes import Route
from tests.routes.feed_workbooks import batch
from tests.routes.world import Place

SENDERS = "county department city"
SUPERVISORS = "county city auditor"


def criterion(_place: Place) -> dict[str, object]:
    return {"code": "income-below-line"}


ROUTES = [
    Route("outcomes:records", SENDERS),
    Route("outcomes:results", SENDERS, kwargs=batch, method="post", status=302),
    Route("outcomes:criteria", SUPERVISORS),
    Route("outcomes:try-value", SUPERVISORS, kwargs=criterion, outside=200),
]
