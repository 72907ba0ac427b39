from django.core.files.base import ContentFile

from monitoring.feeds.tasks.models import Task, TaskKind, TaskStep
from tests import factories
from tests.routes import EVERYONE, READERS, Route
from tests.routes.casework import case_pk
from tests.routes.world import Place

VIEWERS = f"{READERS} department"
GIVERS = "village township county"


def made(place: Place, **fields: object) -> Task:
    """Of the department whose office the world has."""
    kind = TaskKind.objects.get(code="enrol-insurance")
    by, household = place.user or factories.user(), place.household
    return Task.objects.create(
        kind=kind, department=kind.department, household=household, division=household.division,
        asked="参保", given_by=by, **fields,
    )  # fmt: skip


def task(place: Place) -> dict[str, object]:
    return {"pk": made(place).pk}


def paper(place: Place) -> dict[str, object]:
    task = made(place)
    file = ContentFile(b"%PDF-1.4", name="paper.pdf")
    step = TaskStep.objects.create(task=task, act="reply", by=task.given_by, file=file)
    return {"pk": task.pk, "step": step.pk}


def to_take(place: Place) -> dict[str, object]:
    return task(place) | {"act": "take"}


def to_confirm(place: Place) -> dict[str, object]:
    return {"pk": made(place, state="replied").pk, "act": "confirm"}


def to_drop(place: Place) -> dict[str, object]:
    return {"pk": made(place, state="contested").pk, "act": "drop"}


def household(place: Place) -> dict[str, object]:
    return {"pk": place.household.pk}


def visit(place: Place) -> dict[str, object]:
    return {"pk": factories.visit(place.household).pk}


def village(place: Place) -> dict[str, object]:
    return {"code": place.village}


ROUTES = [
    # For programs with a token; a person who is signed in brings none.
    Route(
        "api:reply-task",
        EVERYONE,
        kwargs=task,
        method="post",
        status=401,
        outside=401,
        public=True,
    ),
    Route("tasks:list", VIEWERS),
    Route("tasks:kinds", "admin"),
    Route("tasks:task", VIEWERS, kwargs=task),
    Route("tasks:file", VIEWERS, kwargs=paper),
    Route("tasks:act", "department", kwargs=to_take, method="post", status=302),
    Route("tasks:act", "village township", kwargs=to_confirm, method="post", status=302),
    Route("tasks:act", "county", kwargs=to_drop, method="post", status=302),
    Route("tasks:give-household", GIVERS, kwargs=household),
    Route("tasks:give-case", GIVERS, kwargs=case_pk),
    Route("tasks:give-visit", GIVERS, kwargs=visit),
    Route("tasks:give-village", GIVERS, kwargs=village),
]
