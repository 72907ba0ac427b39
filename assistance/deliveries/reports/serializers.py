"""Reported deliveries, answers and reversals, as the API document describes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from assistance.deliveries.models import Delivery
from assistance.deliveries.reports.judging import STATUSES

Base = serializers.Serializer[Any]
LARGEST = 2**63 - 1  # a key


class ReportedRowSerializer(Base):
    row = serializers.IntegerField(min_value=1, help_text=_("Place in the push, from 1"))
    status = serializers.ChoiceField(STATUSES)
    id = serializers.IntegerField(
        allow_null=True, help_text=_("Of the delivery, to reverse it; none where it is invalid")
    )
    errors = serializers.DictField(  # type: ignore[assignment]  # a field, not its own errors
        child=serializers.CharField(), help_text=_("By field, where the record is invalid")
    )


class ReportedSerializer(Base):
    counts = serializers.DictField(child=serializers.IntegerField())
    results = ReportedRowSerializer(many=True)


class DeliveryQuery(Base):
    after = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=LARGEST,
        help_text=_("The id after which the list goes on: `next` of the answer before"),
    )  # fmt: skip
    state = serializers.ChoiceField(
        Delivery.State.choices, required=False, default="", help_text=_("Only in this state")
    )


class DeliveryRowSerializer(Base):
    id = serializers.IntegerField()
    beneficiary = serializers.CharField(help_text=_("The person, or the householder"))
    id_number = serializers.CharField(source="beneficiary_number", help_text=_("Masked"))
    measure = serializers.CharField(source="measure.name")
    kind = serializers.ChoiceField(Delivery.Kind.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    paid_on = serializers.DateField(allow_null=True)
    amount = serializers.DecimalField(12, 2, help_text=_("Yuan"))
    quantity = serializers.DecimalField(10, 2, allow_null=True)
    unit = serializers.CharField(allow_blank=True)
    giver = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(Delivery.State.choices)
    reason = serializers.CharField(
        source="why", allow_blank=True, help_text=_("Why it was returned or reversed")
    )


class DeliveryListSerializer(Base):
    results = DeliveryRowSerializer(many=True)
    next = serializers.IntegerField(allow_null=True, help_text=_("None on the last page"))


class ReversalSerializer(Base):
    reason = serializers.CharField(max_length=200)


class DeliveryStateSerializer(Base):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(Delivery.State.choices)
