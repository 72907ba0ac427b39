"""What is known, as texts of a form: what the page and the rules of contradiction read."""

from typing import Any

from django.db import models
from django.utils import timezone

from monitoring.cases.visits.known import Known
from monitoring.cases.visits.sections import SECTIONS

# Read by rules, though no section asks them.
MEMBER_EXTRA = ("low_income_allowance",)


def of_household(known: Known) -> dict[str, Any]:
    """By "entity.column": the statement and the living conditions."""
    return {
        field: said(getattr(getattr(known, entity), column))
        for section in SECTIONS
        for field in section.fields
        for entity, _dot, column in [field.partition(".")]
        if entity != "member"
    }


def of_members(known: Known) -> list[dict[str, Any]]:
    """By column, with `id`, `name` and `age`."""
    columns = [
        field.partition(".")[2]
        for section in SECTIONS
        for field in section.fields
        if field.startswith("member.")
    ]
    today = timezone.localdate()
    return [
        {"id": str(member.pk), "name": member.name, "age": said(member.age(today))}
        | {column: said(getattr(member, column)) for column in (*columns, *MEMBER_EXTRA)}
        for member in known.members
    ]


def said(value: Any) -> str | list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, models.Choices):
        return str(value.value)
    return "" if value is None else str(value)
