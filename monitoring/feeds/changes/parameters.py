"""What the lists may be asked: a filter turns its text into a condition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.scope import NOTHING
from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Process
from monitoring.criteria.models import Criterion
from monitoring.registry import choices
from monitoring.registry.models import Household, Member

MOST = 1_000
USUAL = 500


@extend_schema_field(OpenApiTypes.STR)
class Filter(serializers.Field[Q, str, str, Any]):
    """One of some values of a column, as a condition; a value outside them names nothing."""

    allow_blank = True  # is outside them too

    def __init__(self, path: str, values: Mapping[str, Any] | type[models.TextChoices]) -> None:
        self._path = path
        self._values = values if isinstance(values, Mapping) else {v: v for v in values.values}
        super().__init__(required=False, help_text=" | ".join(self._values))

    def to_internal_value(self, data: str) -> Q:
        return Q(**{self._path: self._values[data]}) if data in self._values else NOTHING


@extend_schema_field(OpenApiTypes.STR)
class CriterionFilter(serializers.Field[Q, str, str, Any]):
    allow_blank = True

    def to_internal_value(self, data: str) -> Q:
        known = Criterion.objects.filter(code=data).exists()
        return Q(criterion=data) if known else NOTHING


@extend_schema_field(OpenApiTypes.DATETIME)
class Moment(serializers.CharField):
    """A time with its zone: without one, two clients would mean two times."""

    def to_internal_value(self, data: Any) -> datetime:  # type: ignore[override]  # a time
        try:
            moment = parse_datetime(super().to_internal_value(data))
        except ValueError:
            moment = None
        if moment is None or not is_aware(moment):
            message = _("Give a time with its zone, for example 2026-09-01T08:00:00Z.")
            raise serializers.ValidationError(message)
        return moment


class Parameters(serializers.Serializer[Any]):
    """Those of every list."""

    cursor = serializers.CharField(
        required=False, help_text=_("`next` of the page before; everything else as before")
    )
    updated_since = Moment(
        required=False,
        help_text=_("What changed or went since, for example 2026-09-01T00:00:00Z"),
    )
    page_size = serializers.IntegerField(default=USUAL, min_value=1, max_value=MOST)
    division = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text=_("Code of a division: it and all below"),
    )
    household = serializers.CharField(
        required=False, allow_blank=True, help_text=_("Code of one household")
    )


class HouseholdParameters(Parameters):
    status = Filter("status", Household.Status)
    type = Filter("household_type", choices.HouseholdType)
    monitored_type = Filter("monitored_type", choices.MonitoredType)
    risk_eliminated = Filter("risk_eliminated", {"true": True, "false": False})


class MemberParameters(Parameters):
    status = Filter("status", Member.Status)
    school_stage = Filter("school_stage", choices.SchoolStage)
    disability_grade = Filter("disability_grade", choices.DisabilityGrade)


class FlagParameters(Parameters):
    criterion = CriterionFilter(required=False, help_text=_("Code of a criterion"))
    severity = Filter("severity", Criterion.Severity)
    effect = Filter("effect", Criterion.Effect)
    state = Filter("cleared_on__isnull", {"open": True, "cleared": False})


class CaseParameters(Parameters):
    process = Filter("process", Process)
    state = Filter("status", Case.Status)
