"""How the registry's values look on a page."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.personal import mask
from monitoring.cases.casework.clocks import days_overdue
from monitoring.registry import wording
from monitoring.registry.models import LivingConditions, Member, Statement

SEVERITIES = ("red", "yellow", "blue")  # the worst first

register = template.Library()
register.filter("masked", mask)
register.filter(days_overdue)


@register.filter
def yuan(amount: Decimal | None) -> str:
    return "—" if amount is None else _("{amount} yuan").format(amount=intcomma(f"{amount:.2f}"))


@register.filter
def listed(values: list[str] | None) -> str:
    return "、".join(values or ()) or "—"


@register.filter
def worst(flags: Iterable[Any]) -> str:
    """The worst severity among the flags; empty for none."""
    found = {flag.severity for flag in flags}
    return next((severity for severity in SEVERITIES if severity in found), "")


@register.filter
def amounts(statement: Statement) -> list[tuple[str, Decimal | None]]:
    """Every amount of a statement with its label; parts that nobody gave are left out."""
    pairs = _labelled(statement, wording.AMOUNTS)
    return [(label, value) for label, value in pairs if value is not None]


@register.filter
def living(conditions: LivingConditions) -> list[tuple[str, str]]:
    """Every living condition in words."""
    return [
        (str(field.verbose_name), wording.said(field, getattr(conditions, field.name)))
        for field in conditions._meta.concrete_fields
        if field.name not in ("household", "source")
    ]


@register.filter
def rights(member: Member) -> str:
    """The insurances and assistance that the person has."""
    return "、".join(label for label, value in _labelled(member, wording.RIGHTS) if value) or "—"


@register.simple_tag
def age(member: Member, on: date | None) -> str:
    years = member.age(on or timezone.localdate())
    return "—" if years is None else _("{years} years old").format(years=years)


def _labelled(row: Model, names: tuple[str, ...]) -> list[tuple[str, Decimal | None]]:
    return [(wording.label(type(row), name), getattr(row, name)) for name in names]
