"""The question and its answer as the API document describes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from monitoring.registry.choices import MonitoredType

Base = serializers.Serializer[Any]


class PersonSerializer(Base):
    """Exactly one of the two."""

    id_number = serializers.RegexField(r"^\d{17}[\dXx]$", required=False)
    hash = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False,
        help_text=_("HMAC-SHA256 of the 18 characters under your own key, in hex"),
    )  # fmt: skip


class QuestionSerializer(Base):
    persons = serializers.ListField(child=PersonSerializer(), min_length=1, max_length=1000)
    as_of = serializers.DateField(required=False, help_text=_("Today where it is left out"))


class AnswerSerializer(Base):
    """Only the fields that were agreed with the client are there."""

    row = serializers.IntegerField(min_value=1)
    error = serializers.CharField(required=False)
    registered = serializers.BooleanField(required=False)
    monitored = serializers.BooleanField(required=False)
    monitored_type = serializers.ChoiceField(MonitoredType.choices, required=False, allow_null=True)
    since = serializers.DateField(required=False, allow_null=True)
    eliminated = serializers.BooleanField(required=False)
    eliminated_on = serializers.DateField(required=False, allow_null=True)
    risks = serializers.ListField(child=serializers.CharField(), required=False)
    ex_poor = serializers.BooleanField(required=False, allow_null=True)
    measures = serializers.ListField(child=serializers.CharField(), required=False)


class AnswersSerializer(Base):
    as_of = serializers.DateField()
    results = AnswerSerializer(many=True)
