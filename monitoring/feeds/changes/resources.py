"""The four lists: whose revisions, which rows, which parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, QuerySet, When

from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Step
from monitoring.feeds.changes import parameters, rows
from monitoring.feeds.changes.models import Revision
from monitoring.registry.models import Household, Member
from monitoring.screening.models import Flag

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Resource:
    name: str
    kind: Revision.Kind
    model: type[models.Model]
    household: str  # where a row names its household
    row: type[rows.Row]
    parameters: type[parameters.Parameters]
    computed: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda found: found

    @property
    def household_code(self) -> str:
        return "code" if self.household == "pk" else f"{self.household}__code"

    @property
    def labels(self) -> "dict[str, StrOrPromise]":
        """What a client can be given to read, beyond the key and the time of the change."""
        fields = self.row().fields.items()
        return {
            name: field.label or name for name, field in fields if name not in rows.Row().fields
        }

    @property
    def columns(self) -> dict[str, str]:
        """By field of the row, where it is stored."""
        fields = self.row().fields.items()
        return {
            name: str(field.source).replace(".", "__")
            for name, field in fields
            if name != "changed"
        }


def with_steps(cases: QuerySet[Any]) -> QuerySet[Any]:
    """Each with `current_steps`: they follow from its own row, so its revisions tell them too."""
    here = Step.objects.filter(procedure=OuterRef("procedure"), position=OuterRef("position"))
    standing = models.Case(When(status="running", then=ArraySubquery(here.values("code"))))
    told: QuerySet[Any] = cases.annotate(current_steps=standing)
    return told


HOUSEHOLDS = Resource(
    "households",
    Revision.Kind.HOUSEHOLD,
    Household,
    "pk",
    rows.HouseholdRow,
    parameters.HouseholdParameters,
)
MEMBERS = Resource(
    "members",
    Revision.Kind.MEMBER,
    Member,
    "household",
    rows.MemberRow,
    parameters.MemberParameters,
)
FLAGS = Resource(
    "flags",
    Revision.Kind.FLAG,
    Flag,
    "household",
    rows.FlagRow,
    parameters.FlagParameters,
)
CASES = Resource(
    "cases",
    Revision.Kind.CASE,
    Case,
    "household",
    rows.CaseRow,
    parameters.CaseParameters,
    computed=with_steps,
)

RESOURCES = (HOUSEHOLDS, MEMBERS, FLAGS, CASES)
