"""Tasks and the answer to one, as the API document describes them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from monitoring.feeds.tasks.models import Task

Base = serializers.Serializer[Any]
LARGEST = 2**63 - 1  # a key


class TaskQuery(Base):
    after = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=LARGEST,
        help_text=_("The id after which the list goes on: `next` of the answer before"),
    )  # fmt: skip
    state = serializers.ChoiceField(
        Task.State.choices, required=False, default="",
        help_text=_("Only tasks in this state; otherwise all that are not closed"),
    )  # fmt: skip


class TaskRowSerializer(Base):
    """The fields after `escalated_on` are there only where they were agreed with the client."""

    id = serializers.IntegerField()
    kind = serializers.CharField(help_text=_("Code of the kind"))
    name = serializers.CharField()
    state = serializers.ChoiceField(Task.State.choices)
    given_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    escalated_on = serializers.DateField(allow_null=True)
    village_code = serializers.CharField(required=False)
    village = serializers.CharField(required=False)
    householder = serializers.CharField(required=False, help_text=_("Masked; empty for a village"))
    phone = serializers.CharField(required=False, help_text=_("Only where the kind needs a call"))
    asked = serializers.CharField(required=False)
    contact = serializers.CharField(required=False, help_text=_("Who gave the task"))
    contact_phone = serializers.CharField(required=False)


class TaskListSerializer(Base):
    results = TaskRowSerializer(many=True)
    next = serializers.IntegerField(allow_null=True, help_text=_("None on the last page"))


class ReplySerializer(Base):
    outcome = serializers.ChoiceField([("done", _("Done")), ("refused", _("Refused"))])
    text = serializers.CharField(max_length=500)
    document_number = serializers.CharField(max_length=60, required=False, default="")
    document_date = serializers.DateField(required=False, allow_null=True, default=None)


class TaskStateSerializer(Base):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(Task.State.choices)
