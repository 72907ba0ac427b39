from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.outcomes.fate import Fate

Base = serializers.Serializer[Any]


class OutcomesQuery(Base):
    feed = serializers.ChoiceField(sorted(FEEDS), help_text=_("Code of the feed"))
    after = serializers.IntegerField(
        default=0, min_value=0, max_value=2**63 - 1, help_text=_("`next` of the page before")
    )


class OutcomeSerializer(Base):
    push = serializers.IntegerField(help_text=_("Number of the push"))
    row = serializers.IntegerField(help_text=_("Place in the push, from 1"))
    key = serializers.CharField(help_text=_("Idempotency key of the push; empty without one"))
    received_at = serializers.DateTimeField()
    matched_at = serializers.DateTimeField(allow_null=True)
    fate = serializers.ChoiceField(Fate.choices)
    flagged_on = serializers.DateField(allow_null=True)
    judged_on = serializers.DateField(allow_null=True)
    visited_on = serializers.DateField(allow_null=True)
    decided_on = serializers.DateField(allow_null=True)
    helped_on = serializers.DateField(allow_null=True, help_text=_("First day of a measure since"))
    reason = serializers.CharField(help_text=_("Why it was refused or is a known situation"))


class OutcomesSerializer(Base):
    results = OutcomeSerializer(many=True)
    next = serializers.IntegerField(help_text=_("To go on from, now or later"))
