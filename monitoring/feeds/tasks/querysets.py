"""Reads of tasks and their kinds, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Subquery

if TYPE_CHECKING:
    from monitoring.feeds.tasks.models import Task, TaskKind  # noqa: F401

AT_DEPARTMENT = ("given", "taken", "sent_back")
CLOSED = ("confirmed", "dropped")
ANSWERED = ("replied", "refused")


class TaskKindQuerySet(models.QuerySet["TaskKind"]):
    def of_villages(self) -> Self:
        return self.filter(of_village=True)

    def suggested_by(self, criteria: models.QuerySet[Any, str]) -> Self:
        """`criteria` gives codes of criteria."""
        return self.filter(criteria__overlap=ArraySubquery(criteria))


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.exclude(state__in=CLOSED)

    def at_department(self) -> Self:
        return self.filter(state__in=AT_DEPARTMENT)

    def to_take(self) -> Self:
        """Nobody of the department has said yet that they see to it."""
        return self.filter(state__in=("given", "sent_back"))

    def to_answer(self) -> Self:
        return self.filter(state="taken")

    def to_confirm(self) -> Self:
        """The department has answered, with yes or no."""
        return self.filter(state__in=ANSWERED)

    def escalated(self) -> Self:
        """Before the county: the department is late, or its refusal is contested."""
        return self.filter(state__in=(*AT_DEPARTMENT, "contested"), escalated_on__isnull=False)

    def overdue(self, day: date) -> Self:
        return self.at_department().filter(due_on__lt=day)

    def for_list(self) -> Self:
        """Each with its `answer`, what the department said last."""
        said = self.model._meta.get_field("steps").related_model._default_manager
        last = said.filter(task=OuterRef("pk"), act__in=("reply", "refuse")).order_by("-pk")
        joined = self.select_related("kind", "household", "division__parent", "given_by")
        return joined.annotate(answer=Subquery(last.values("text")[:1]))
