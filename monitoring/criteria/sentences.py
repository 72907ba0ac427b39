"""What a condition says in words: as a rule, and of one household with its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from monitoring.criteria.amounts import cents, money, plain
from monitoring.criteria.clearing import smallest_change
from monitoring.criteria.grammar import parse
from monitoring.criteria.nodes import (
    Amount,
    Comparison,
    Condition,
    Fact,
    Group,
    Number,
    Parameter,
    basis,
    clauses_of,
    indicators_of,
    opposite,
    positive,
    walk,
)
from monitoring.criteria.packs import ParameterInForce
from monitoring.criteria.reference import Values, amount, verdict
from monitoring.criteria.terms import (
    COUNTED,
    Ground,
    fixed,
    gap_unit,
    joined,
    label,
    line,
    predicate,
    rule_of,
    term,
    valued,
)
from monitoring.criteria.wording import WORDS
from monitoring.indicators.catalogue import EVERY


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    MISSING = "missing"

    @classmethod
    def of(cls, known: bool | None) -> "Verdict":
        return cls.MISSING if known is None else cls.YES if known else cls.NO


@dataclass(frozen=True)
class Clause:
    """One top-level clause of a criterion, said of one household."""

    rule: str  # without values: 人均纯收入低于监测收入标准
    sentence: str  # with them
    verdict: Verdict
    indicators: tuple[str, ...]
    value: Decimal | bool | None = None
    parameter: str = ""  # its code
    limit: Decimal | None = None
    document: str = ""
    gap: Decimal | None = None  # distance from the limit, rounded up to a cent
    gap_sentence: str = ""
    change: str = ""  # the smallest change that ends it
    parts: tuple["Clause", ...] = ()  # of a group


def rule(tree: object) -> str:
    """The condition as a sentence without values."""
    return rule_of(positive(parse(tree, EVERY)))


def rules(tree: object) -> list[str]:
    """The same, one sentence per top-level clause."""
    return [rule_of(part) for part in clauses_of(positive(parse(tree, EVERY)))]


def clauses(
    tree: object, values: Values, parameters: Mapping[str, ParameterInForce]
) -> list[Clause]:
    """Each top-level clause said of the household whose columns are `values`."""
    ground = Ground(values, parameters)
    return [_clause(part, ground) for part in clauses_of(positive(parse(tree, EVERY)))]


def change(tree: object, values: Values, parameters: Mapping[str, ParameterInForce]) -> str:
    """The smallest change after which the whole criterion is no longer met; "" for none."""
    return smallest_change(positive(parse(tree, EVERY)), values, Ground(values, parameters).numbers)


def _clause(node: Condition, ground: Ground) -> Clause:
    found = verdict(node, ground.values, ground.numbers)
    match node:
        case Group(operator, parts):
            inside = tuple(_clause(part, ground) for part in parts)
            # One met part of an "or" is why; what is not met beside it would only confuse.
            told = [
                (part, clause.sentence)
                for part, clause in zip(parts, inside, strict=True)
                if operator == "and" or not found or clause.verdict == Verdict.YES
            ]
            details: dict[str, Any] = {"sentence": joined(operator, told), "parts": inside}
        case Comparison():
            details = _comparison(node, found, ground)
        case _:
            details = _fact(node, ground)
    return Clause(
        rule=rule_of(node),
        verdict=Verdict.of(found),
        indicators=tuple(indicators_of(node)),
        change=smallest_change(node, ground.values, ground.numbers),
        **details,
    )


def _fact(node: Condition, ground: Ground) -> dict[str, Any]:
    code = indicators_of(node)[0]
    value = ground.values.get(code)
    if value is None:
        return {"sentence": _missing([label(Fact(code))], node)}
    return {"sentence": str(WORDS[code].yes if value else WORDS[code].no), "value": bool(value)}


def _comparison(node: Comparison, found: bool | None, ground: Ground) -> dict[str, Any]:
    left, right = (amount(side, ground.values, ground.numbers) for side in (node.left, node.right))
    named = next((part for part in walk(node.right) if isinstance(part, Parameter)), None)
    known = ground.parameters.get(named.code) if named else None
    details: dict[str, Any] = {
        "parameter": named.code if named else "",
        "document": known.document if known else "",
        "limit": None if right is None else cents(right),
        "value": None if left is None else cents(left),
    }
    if left is None or right is None:
        return details | {"sentence": _missing(_missing_parts(node, ground), node)}
    operator = node.operator if found else opposite(node.operator)
    limit = (
        fixed(node.right, node.left) if isinstance(node.right, Number) else term(node.right, ground)
    )
    subject = label(node.left) if operator == "=" else valued(node.left, ground, right)
    sentence = predicate(operator, subject, limit)
    return details | {"sentence": sentence} | _gap(node, left, right)


def _gap(node: Comparison, left: Fraction, right: Fraction) -> dict[str, Any]:
    gap = cents(abs(left - right), ROUND_CEILING)
    if not right:
        return {"gap": gap}
    if not gap:
        return {"gap": gap, "gap_sentence": _("exactly at %(limit)s") % {"limit": line(node.right)}}
    said = _("%(amount)s below %(limit)s") if left < right else _("%(amount)s above %(limit)s")
    number = plain(gap) if basis(node.left) in COUNTED else money(gap)
    words = {"amount": gap_unit(node.left) % {"number": number}, "limit": line(node.right)}
    return {"gap": gap, "gap_sentence": said % words}


def _missing(what: list[str], node: Condition) -> str:
    return _("%(what)s is missing, so it is not known whether %(rule)s") % {
        "what": _(", ").join(what),
        "rule": rule_of(node),
    }


def _missing_parts(node: Comparison, ground: Ground) -> list[str]:
    parts = [part for part in walk(node) if isinstance(part, Amount | Parameter)]
    lacking = [part for part in parts if amount(part, ground.values, ground.numbers) is None]
    return list(dict.fromkeys(label(part) for part in lacking))
