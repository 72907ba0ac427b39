"""What the nightly comparison asks of every row, as SQL: one question per way of being found.

A measure is received where an award is in force or its terms know it from the registry. Without
either nobody can say who goes without it, so it is not asked who does.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from psycopg2.sql import SQL, Composable, Composed, Identifier, Literal

from assistance.catalogue.models import Measure, Terms
from assistance.eligibility.facts import Rule, rules_for
from assistance.eligibility.models import Finding
from monitoring.criteria.compiler import compile_condition
from monitoring.criteria.grammar import Known, parse
from monitoring.criteria.nodes import columns
from monitoring.indicators.catalogue import EVERY, INDICATORS

Tree = Any
KNOWN: dict[str, Known] = {Measure.Per.HOUSEHOLD: INDICATORS, Measure.Per.MEMBER: EVERY}


@dataclass(frozen=True)
class Question:
    kind: str
    terms: Terms
    condition: Composable
    trees: tuple[Tree, ...]  # whose values a finding keeps
    about: str = ""
    needs_award: bool = False  # nobody is found by it who is given nothing

    @property
    def columns(self) -> list[str]:
        found = (columns(parse(tree, EVERY)) for tree in self.trees if tree)
        return list(dict.fromkeys(name for names in found for name in names))


@dataclass(frozen=True)
class Catalogue:
    """The terms in force in one county, its parameters, and the measures that were ever given."""

    terms: tuple[Terms, ...]
    parameters: Mapping[str, Decimal | None]
    recorded: Collection[int]

    @cached_property
    def by_code(self) -> dict[str, Terms]:
        return {terms.measure.code: terms for terms in self.terms}

    def entitled(self, terms: Terms) -> Composed:
        return self._compiled(terms.eligibility, terms.measure.per)

    def receives(self, terms: Terms, per: str) -> Composed:
        """Whether a row of households or persons receives it."""
        given = SQL("(i.gets AND {} = ANY (i.given))").format(Literal(terms.measure_id))
        if _by_award(terms, per):
            return given
        return SQL("({} OR {})").format(given, self._compiled(terms.received, per))

    def questions(self, per: str) -> list[Question]:
        mine = [terms for terms in self.terms if terms.measure.per == per]
        asked: list[Question] = []
        for terms in mine:
            asked += [*self._entitlement(terms), *self._exclusive(terms)]
        rules = rules_for(per, self.by_code)
        return asked + [self._against(rule) for rule in rules]

    def _entitlement(self, terms: Terms) -> Iterator[Question]:
        if terms.eligibility is None:
            return
        entitled, receives = self.entitled(terms), self.receives(terms, terms.measure.per)
        trees = (terms.eligibility, terms.received)
        if terms.measure.is_owed and self._told(terms):
            without = SQL("({} AND NOT {})").format(entitled, receives)
            yield Question(Finding.Kind.NOT_RECEIVING, terms, without, trees)
        wrongly = SQL("({} AND NOT {})").format(receives, entitled)
        by_award = _by_award(terms, terms.measure.per)
        yield Question(Finding.Kind.NOT_ENTITLED, terms, wrongly, trees, needs_award=by_award)

    def _told(self, terms: Terms) -> bool:
        return terms.received is not None or terms.measure_id in self.recorded

    def _exclusive(self, terms: Terms) -> Iterator[Question]:
        """Of a pair that excludes each other, asked once, where the first of it stands."""
        per = terms.measure.per
        for measure in terms.excludes.all():
            other = self.by_code.get(measure.code)
            if other is None or (terms.measure in other.excludes.all() and other.pk < terms.pk):
                continue
            both = SQL("({} AND {})").format(self.receives(terms, per), self.receives(other, per))
            trees = (terms.received, other.received if other.measure.per == per else None)
            by_award = _by_award(terms, per) or _by_award(other, per)
            yield Question(Finding.Kind.EXCLUSIVE, terms, both, trees, measure.code, by_award)

    def _against(self, rule: Rule) -> Question:
        asked = [self.by_code[code] for code in rule.measures if code in self.by_code]
        received = SQL(" OR ").join(self.receives(terms, rule.per) for terms in asked)
        facts = self._compiled(rule.where, rule.per)
        shape = SQL(
            "({facts} AND ({received}))" if rule.given else "({facts} AND NOT ({received}))"
        )
        condition = shape.format(facts=facts, received=received)
        by_award = rule.given and all(_by_award(terms, rule.per) for terms in asked)
        return Question(Finding.Kind.FACTS, asked[0], condition, (rule.where,), rule.code, by_award)

    def _compiled(self, tree: Tree, per: str) -> Composed:
        return compile_condition(tree, self.parameters, KNOWN[per])


def _by_award(terms: Terms, per: str) -> bool:
    """Whether only an award tells: the registry does not, or only of each person."""
    of_persons = terms.measure.per == Measure.Per.MEMBER and per == Measure.Per.HOUSEHOLD
    return terms.received is None or of_persons


def names(asked: Composable) -> set[str]:
    """The columns that compiled questions read."""
    if isinstance(asked, Composed):
        return set().union(*(names(part) for part in asked.seq))
    return {asked.strings[-1]} if isinstance(asked, Identifier) else set()
