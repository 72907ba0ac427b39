"""The records of each feed as the API document describes them, made from their declaration.

They describe only: `parsing.read` judges every record, so that one answer can tell of each.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from monitoring.feeds.catalogue.schema import Field, Kind, Shape
from monitoring.feeds.catalogue.wording import takes
from monitoring.feeds.records.actions import STATUSES

Base = serializers.Serializer[Any]
MONEY = r"^\d{1,10}(\.\d{1,2})?$"
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
ID_NUMBER = r"^\d{17}[\dXx]([1-7][1-4](..)?)?$"


class PushQuery(Base):
    dry_run = serializers.BooleanField(
        default=False, help_text=_("Only say what would become of each record; nothing is kept.")
    )


class PushHeaders(Base):
    key = serializers.RegexField(r"^[\x21-\x7e]{1,100}$", required=False)


class ResultSerializer(Base):
    row = serializers.IntegerField(min_value=1, help_text=_("Place in the push, from 1"))
    status = serializers.ChoiceField(STATUSES)
    errors = serializers.DictField(  # type: ignore[assignment]  # a field, not its own errors
        child=serializers.CharField(), help_text=_("By field, where the record is invalid")
    )


class PushedSerializer(Base):
    counts = serializers.DictField(child=serializers.IntegerField())
    results = ResultSerializer(many=True)


def push_serializer(shape: Shape, most: int) -> type[Base]:
    """The body of a push of such records."""
    name = "".join(word.title() for word in shape.code.split("-"))
    record = type(f"{name}Record", (Base,), {each.name: _field(each) for each in shape.fields})
    records = serializers.ListField(child=record(), min_length=1, max_length=most)
    return type(f"{name}Push", (Base,), {"records": records})


def _field(declared: Field) -> Any:
    said: dict[str, Any] = {
        "required": declared.required,
        "help_text": f"{declared.label}: {takes(declared)}",
        "label": declared.label,
    }
    if not declared.required:
        said["allow_null"] = True
    return _FIELDS[declared.kind](declared, said)


_FIELDS: dict[Kind, Callable[[Field, dict[str, Any]], Any]] = {
    Kind.ID_NUMBER: lambda _, said: serializers.RegexField(ID_NUMBER, **said),
    Kind.VILLAGE: lambda _, said: serializers.RegexField(r"^\d{12}$", **said),
    Kind.TEXT: lambda field, said: serializers.CharField(max_length=field.most, **said),
    Kind.MONEY: lambda _, said: serializers.RegexField(MONEY, **said),
    Kind.COUNT: lambda field, said: serializers.IntegerField(
        min_value=0, max_value=field.most, **said
    ),
    Kind.QUANTITY: lambda _, said: serializers.RegexField(MONEY, **said),
    Kind.DATE: lambda _, said: serializers.DateField(**said),
    Kind.MONTH: lambda _, said: serializers.RegexField(MONTH, **said),
    Kind.YEAR: lambda _, said: serializers.IntegerField(min_value=2000, max_value=2100, **said),
    Kind.YES_NO: lambda _, said: serializers.BooleanField(**said),
    Kind.CHOICE: lambda field, said: serializers.ChoiceField(field.choices, **said),
}
