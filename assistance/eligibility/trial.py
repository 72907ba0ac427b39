"""Terms tried on everybody in an area before they are released; nothing is written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db import connection
from django.utils.translation import gettext as _
from psycopg2.sql import SQL, Composable, Literal

from accounts.models import CODE_LENGTH, Division
from assistance.catalogue.models import Terms
from assistance.eligibility.actions import catalogue_of
from assistance.eligibility.evaluation import source, values_of
from assistance.eligibility.explain import in_yuan
from assistance.eligibility.questions import Catalogue
from monitoring.criteria.grammar import parse
from monitoring.criteria.nodes import columns
from monitoring.criteria.packs import ParameterInForce, parameters_in_force
from monitoring.criteria.sentences import Verdict, clauses
from monitoring.indicators.catalogue import EVERY
from monitoring.registry.models import Household, Member

MOST = 100  # households that are shown
TRIED = """
    SELECT rpad(left(i.division_id, {width}), {length}, '0'),
        count(*) FILTER (WHERE {before}), count(*) FILTER (WHERE {tried}),
        count(*) FILTER (WHERE {joins}), count(*) FILTER (WHERE {leaves}),
        count(*) FILTER (WHERE {tried} AND NOT {receives})
    FROM {rows} i GROUP BY 1 ORDER BY 1
"""
MOVED = """
    SELECT i.household_id, i.member_id, {values} FROM {rows} i WHERE {moves}
    ORDER BY i.division_id, i.household_id, i.member_id LIMIT {most}
"""


@dataclass(frozen=True)
class Tried:
    township: Division
    before: int
    entitled: int
    joins: int
    leaves: int
    without: int  # entitled, and nothing says that it is received


@dataclass(frozen=True)
class Moved:
    """Somebody who would become entitled, or no longer be, and why."""

    household: Household
    member: Member | None
    reason: str


@dataclass(frozen=True)
class Trial:
    terms: Terms
    area: Division
    day: date

    def by_township(self) -> list[Tried]:
        counted = SQL(TRIED).format(
            width=Literal(Division.PREFIX[Division.Level.TOWNSHIP]),
            length=Literal(CODE_LENGTH),
            before=self._before,
            tried=self._tried,
            joins=self._moves(joins=True),
            leaves=self._moves(joins=False),
            receives=self._receives,
            rows=self._rows,
        )
        with connection.cursor() as cursor:
            cursor.execute(counted)
            found = cursor.fetchall()
        townships = Division.objects.in_bulk([code for code, *_counts in found])
        return [Tried(townships[code], *counts) for code, *counts in found if code in townships]

    def moved(self, *, joins: bool) -> list[Moved]:
        """The first of those who would become entitled, or no longer be."""
        names = columns(parse(self.terms.eligibility, EVERY)) if self.terms.eligibility else ()
        chosen = SQL(MOVED).format(
            values=values_of(names), rows=self._rows, moves=self._moves(joins=joins),
            most=Literal(MOST),
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(chosen)
            found = cursor.fetchall()
        households = Household.objects.select_related("division__parent").in_bulk(
            [household for household, _member, _values in found]
        )
        members = Member.objects.in_bulk([member for _household, member, _values in found])
        return [
            Moved(households[household], members.get(member), self._reason(values, joins=joins))
            for household, member, values in found
            if household in households
        ]

    @cached_property
    def _catalogue(self) -> Catalogue:
        return catalogue_of(self.area, self.day)

    @cached_property
    def _parameters(self) -> Mapping[str, ParameterInForce]:
        return parameters_in_force(self.day, self.area.code)

    @property
    def _rows(self) -> Composable:
        asked = self._before + self._tried + self._receives
        return source(self.terms.measure.per, self.area, self.day, asked)

    @property
    def _receives(self) -> Composable:
        return self._catalogue.receives(self.terms, self.terms.measure.per)

    @property
    def _tried(self) -> Composable:
        tried = replace(self._catalogue, terms=(self.terms,))
        return tried.entitled(self.terms) if self.terms.eligibility else SQL("FALSE")

    @property
    def _before(self) -> Composable:
        terms = self._catalogue.by_code.get(self.terms.measure.code)
        return self._catalogue.entitled(terms) if terms and terms.eligibility else SQL("FALSE")

    def _moves(self, *, joins: bool) -> Composable:
        new, old = (self._tried, self._before) if joins else (self._before, self._tried)
        return SQL("(({}) IS TRUE AND ({}) IS NOT TRUE)").format(new, old)

    def _reason(self, values: str, *, joins: bool) -> str:
        """What is met of the conditions tried; of whoever leaves, what is not met or not known."""
        if not self.terms.eligibility:
            return _("These terms have no condition.")
        found = clauses(self.terms.eligibility, in_yuan(json.loads(values)), self._parameters)
        told = [each.sentence for each in found if (each.verdict == Verdict.YES) is joins]
        return _("; ").join(told)
