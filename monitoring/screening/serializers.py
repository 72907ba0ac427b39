"""The shape of an explanation, for the API and `manage.py explain --json`."""

from typing import Any

from rest_framework import serializers

Base = serializers.Serializer[Any]


class FactSerializer(Base):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not its own label
    value = serializers.CharField(allow_null=True)
    as_of = serializers.DateField(allow_null=True, source="day")
    source = serializers.CharField()  # type: ignore[assignment]  # likewise
    members = serializers.ListField(child=serializers.CharField())


class ClauseSerializer(Base):
    rule = serializers.CharField(source="clause.rule")
    sentence = serializers.CharField(source="clause.sentence")
    verdict = serializers.ChoiceField(["yes", "no", "missing"], source="clause.verdict")
    value = serializers.CharField(source="told.value", allow_null=True)
    parameter = serializers.CharField(source="told.parameter")
    limit = serializers.CharField(source="told.limit", allow_null=True)
    document = serializers.CharField(source="told.document")
    gap = serializers.CharField(source="told.gap", allow_null=True)
    gap_sentence = serializers.CharField(source="told.gap_sentence")
    change = serializers.CharField(source="clause.change")
    facts = FactSerializer(many=True)


class FlagSerializer(Base):
    criterion = serializers.CharField(source="criterion.code")
    name = serializers.CharField(source="criterion.name")
    severity = serializers.ChoiceField(["red", "yellow", "blue"], source="flag.severity")
    effect = serializers.ChoiceField(["clue", "visit", "list"], source="flag.effect")
    risk = serializers.CharField(source="criterion.risk")
    document = serializers.CharField()
    first_seen = serializers.DateField(source="flag.first_seen")
    sentence = serializers.CharField()
    gap_sentence = serializers.CharField()
    clauses = ClauseSerializer(many=True, source="grounds")
    change = serializers.CharField()


class NearGapSerializer(Base):
    criterion = serializers.CharField(source="criterion.code")
    name = serializers.CharField(source="criterion.name")
    known = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField())


class ExplanationSerializer(Base):
    household = serializers.CharField(source="household.code")
    as_of = serializers.DateField()
    flags = FlagSerializer(many=True)
    near_gaps = NearGapSerializer(many=True)
    nobody_left = serializers.BooleanField()
