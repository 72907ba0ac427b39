"""What is known of a household when a visit begins, and every value that the visit may change."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from monitoring.cases.visits.sections import SECTIONS, Section
from monitoring.registry.models import Household, LivingConditions, Member, Statement

Row = Household | LivingConditions | Statement | Member


@dataclass(frozen=True)
class Place:
    """One value: `key` names it on the page, `row` and `column` in the registry."""

    key: str
    row: Row
    column: str

    @property
    def field(self) -> "models.Field[Any, Any]":
        found = self.row._meta.get_field(self.column)
        assert isinstance(found, models.Field)  # noqa: S101  # sections name columns only
        return found

    @property
    def value(self) -> Any:
        return getattr(self.row, self.column)


@dataclass(frozen=True)
class Known:
    household: Household
    conditions: LivingConditions
    statement: Statement  # of this year; its amounts are last year's until somebody changes one
    carried_from: int | None  # the year whose amounts the statement shows
    members: tuple[Member, ...]

    def places(self, section: Section) -> Iterator[Place]:
        """In the order of the page: what is the household's, then member by member."""
        own = (field.partition(".") for field in section.fields)
        for entity, _dot, column in own:
            if entity != "member":
                yield Place(f"{entity}.{column}", getattr(self, entity), column)
        for member in filter(section.asks, self.members):
            for field in section.fields:
                entity, _dot, column = field.partition(".")
                if entity == "member":
                    yield Place(f"member.{member.pk}.{column}", member, column)

    @property
    def by_key(self) -> dict[str, Place]:
        return {place.key: place for each in SECTIONS for place in self.places(each)}


def known_of(household: Household) -> Known:
    conditions = LivingConditions.objects.filter(household=household).first()
    statement, carried_from = _statement(household)
    return Known(
        household=household,
        conditions=conditions or LivingConditions(household=household),
        statement=statement,
        carried_from=carried_from,
        members=tuple(household.members.active().head_first()),
    )


def _statement(household: Household) -> tuple[Statement, int | None]:
    """This year's; else one to be written for this year that begins with last year's amounts."""
    year = timezone.localdate().year
    yearly = household.statements.filter(kind=Statement.Kind.YEARLY, year__in=(year, year - 1))
    newest = yearly.order_by("-year").first()
    if newest is None or newest.year == year:
        return newest or _of_year(Statement(household=household), year), None
    carried = copy.copy(newest)
    carried.pk, carried._state = None, models.base.ModelState()
    return _of_year(carried, year), newest.year


def _of_year(statement: Statement, year: int) -> Statement:
    statement.year = year
    statement.starts, statement.ends = date(year, 1, 1), date(year, 12, 31)
    return statement
