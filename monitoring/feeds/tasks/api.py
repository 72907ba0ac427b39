"""A department's program reads the tasks of its department in its area, and answers them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError as Invalid
from rest_framework.response import Response

from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.clients.offers import readable
from monitoring.feeds.tasks import actions
from monitoring.feeds.tasks.models import Task
from monitoring.feeds.tasks.reading import Row, rows, tasks_seen_by
from monitoring.feeds.tasks.serializers import (
    ReplySerializer,
    TaskListSerializer,
    TaskQuery,
    TaskStateSerializer,
)
from monitoring.feeds.tasks.workflow import MovedError
from monitoring.rest.bodies import body
from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import Refused

PER_PAGE = 100
# What may be agreed with a client beyond kind, state and dates.
FIELDS = {
    "village_code": _("Code of the village"),
    "village": _("Village"),
    "householder": _("Householder, masked"),
    "phone": _("Phone of the household, where the kind needs a call"),
    "asked": _("What is asked"),
    "contact": _("Who gave the task"),
    "contact_phone": _("Phone of who gave the task"),
}
NAMES = {"document_number": "number", "document_date": "dated_on"}


@extend_schema(operation_id="tasks", tags=["tasks"], responses=TaskListSerializer)
@api_view(["GET"])
@granted(Scope.TASKS_ANSWER, TaskQuery)
def tasks(request: ClientRequest) -> Response:
    """Up to 100 tasks of your department in your area, by id; go on with `after`."""
    state, seen = request.asked["state"], tasks_seen_by(request.user).for_list()
    chosen = seen.filter(state=state) if state else seen.open()
    found = list(chosen.filter(pk__gt=request.asked["after"]).order_by("pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    request.auth.touched(len(shown), [task.household_id for task in shown])
    names = readable(request.auth.client, "tasks", FIELDS)
    results = [_told(row, names) for row in rows(shown, request.user)]
    last = shown[-1].pk if len(found) > PER_PAGE else None
    return Response({"results": results, "next": last})


@extend_schema(
    operation_id="reply_task",
    tags=["tasks"],
    summary=_("Answer a task"),
    request=ReplySerializer,
    responses={200: TaskStateSerializer, 409: ErrorSerializer},
)
@api_view(["POST"])
@granted(Scope.TASKS_ANSWER)
def reply(request: ClientRequest, pk: int) -> Response:
    """Done or refused. A kind that asks for a picture is replied to on its page."""
    task = get_object_or_404(tasks_seen_by(request.user).for_list(), pk=pk)
    _answer(task, request, body(request, ReplySerializer))
    request.auth.touched(1, [task.household_id])
    return Response({"id": task.pk, "state": task.state})


def _answer(task: Task, request: ClientRequest, said: dict[str, Any]) -> None:
    try:
        if said["outcome"] == "refused":
            actions.refuse(task, by=request.user, text=said["text"])
        else:
            document = {NAMES[name]: said[name] for name in NAMES}
            actions.reply(task, by=request.user, text=said["text"], **document)
    except MovedError as moved:
        raise Refused(409, "moved", moved.messages[0]) from moved
    except ValidationError as lacking:
        raise Invalid(_by_field(lacking)) from lacking


def _by_field(lacking: ValidationError) -> dict[str, list[str]]:
    """Under the names of the API."""
    if not hasattr(lacking, "error_dict"):
        return {"text": lacking.messages}
    names = {ours: theirs for theirs, ours in NAMES.items()} | {"file": "outcome"}
    return {names[field]: said for field, said in lacking.message_dict.items()}


def _told(row: Row, names: list[str]) -> dict[str, Any]:
    task = row.task
    agreed = {
        "village_code": task.division_id,
        "village": task.division.path,
        "householder": row.householder,
        "phone": row.phone,
        "asked": task.asked,
        "contact": str(task.given_by),
        "contact_phone": task.given_by.phone,
    }
    return {
        "id": task.pk,
        "kind": task.kind.code,
        "name": str(task.kind),
        "state": task.state,
        "given_on": task.given_on,
        "due_on": task.due_on,
        "escalated_on": task.escalated_on,
    } | {name: agreed[name] for name in names}
