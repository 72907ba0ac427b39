"""What became of the records a client has sent."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.response import Response

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.outcomes.fate import Outcome, outcomes, sent_by
from monitoring.feeds.outcomes.serializers import OutcomesQuery, OutcomesSerializer
from monitoring.feeds.records.models import Record

PER_PAGE = 500


@extend_schema(operation_id="outcomes", tags=["feeds"], responses=OutcomesSerializer)
@api_view(["GET"])
@granted(Scope.RECORDS_READ, OutcomesQuery)
def record_outcomes(request: ClientRequest) -> Response:
    """Up to 500 of your own records of a feed, oldest first, each with what became of it."""
    feed, after = FEEDS[request.asked["feed"]], request.asked["after"]
    records = list(sent_by(request.user, feed, after=after)[:PER_PAGE])
    found = outcomes(records)
    request.auth.touched(len(records), [record.household_id for record in records])
    results = [_row(record, found[record.pk]) for record in records]
    return Response({"results": results, "next": records[-1].pk if records else after})


def _row(record: Record, outcome: Outcome) -> dict[str, Any]:
    return {
        "push": record.push_id,
        "row": record.row,
        "key": record.push.key,
        "received_at": record.at,
        "matched_at": record.matched_at,
        "fate": outcome.fate,
        "flagged_on": outcome.flagged_on,
        "judged_on": outcome.judged_on,
        "visited_on": outcome.visited_on,
        "decided_on": outcome.decided_on,
        "helped_on": outcome.helped_on,
        "reason": outcome.reason,
    }
