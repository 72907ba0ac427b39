"""The parts of a sentence: what is compared, with what, and how the two stand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.criteria.amounts import money, plain, towards
from monitoring.criteria.nodes import (
    Amount,
    Arithmetic,
    Comparison,
    Condition,
    Fact,
    Group,
    Not,
    Number,
    Numeric,
    Parameter,
    basis,
)
from monitoring.criteria.packs import ParameterInForce
from monitoring.criteria.parameters import PARAMETERS
from monitoring.criteria.reference import Values, amount
from monitoring.criteria.wording import WORDS
from monitoring.indicators.catalogue import EVERY, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

PREDICATES: dict[str, "Text"] = {
    "<": gettext_lazy("%(subject)s is below %(limit)s"),
    "<=": gettext_lazy("%(subject)s is not above %(limit)s"),
    ">": gettext_lazy("%(subject)s is above %(limit)s"),
    ">=": gettext_lazy("%(subject)s is not below %(limit)s"),
    "=": gettext_lazy("%(subject)s equals %(limit)s"),
    "≠": gettext_lazy("%(subject)s is not %(limit)s"),
}
CALCULATED: dict[str, "Text"] = {
    "+": gettext_lazy("%(left)s plus %(right)s"),
    "-": gettext_lazy("%(left)s minus %(right)s"),
}
YUAN = gettext_lazy("%(number)s yuan")
COUNTED: dict[Kind, "Text"] = {
    Kind.DAYS: gettext_lazy("%(number)s days"),
    Kind.YEARS: gettext_lazy("%(number)s years"),
}


@dataclass(frozen=True)
class Ground:
    """What is known of one household, and the parameter values it is held against."""

    values: Values
    parameters: Mapping[str, ParameterInForce]

    @cached_property
    def numbers(self) -> dict[str, Decimal | None]:
        return {code: found.value for code, found in self.parameters.items()}


def rule_of(node: Condition) -> str:
    """The condition, its `not`s moved down to the facts, in words without values."""
    match node:
        case Fact(code):
            return str(WORDS[code].yes)
        case Not(Fact(code)):
            return str(WORDS[code].no)
        case Group(operator, parts):
            return joined(operator, ((part, rule_of(part)) for part in parts))
        case Comparison(operator, left, right):
            limit = fixed(right, left) if isinstance(right, Number) else label(right)
            return predicate(operator, label(left), limit)
        case _:
            raise TypeError(node)


def predicate(operator: str, subject: str, limit: str) -> str:
    return PREDICATES[operator] % {"subject": subject, "limit": limit}


def joined(operator: str, said: Iterable[tuple[Condition, str]]) -> str:
    """The sentences of a group's parts as one; a group inside it stands in brackets."""
    sentences = [
        _("(%(sentence)s)") % {"sentence": sentence} if isinstance(part, Group) else sentence
        for part, sentence in said
    ]
    return (_("; and ") if operator == "and" else _("; or ")).join(sentences)


def label(node: Numeric | Fact) -> str:
    """The name of what is compared: 监测收入标准的 1.5 倍."""
    return _composed(node, _short_label)


def line(node: Numeric) -> str:
    """The name as the end of a distance: 监测线的 1.5 倍."""
    return _composed(node, _spoken)


def term(node: Numeric, ground: Ground, limit: Fraction | None = None) -> str:
    """The name with its value and document; shown cents never cross `limit`."""
    match node:
        case Number(value):
            return YUAN % {"number": plain(value)}
        case Parameter(code):
            known = ground.parameters[code]
            shown = unit(node) % {"number": plain(known.value)}
            words = {"label": label(node), "value": shown, "document": known.document}
            return _("%(label)s %(value)s (%(document)s)") % words
        case Amount():
            words = {"label": label(node), "value": _value(node, ground, limit)}
            return _("%(label)s %(value)s") % words
        case Arithmetic():
            inside = _composed(node, lambda part: term(part, ground))
            words = {"label": inside, "value": _value(node, ground, limit)}
            return _("%(label)s, that is %(value)s") % words


def fixed(number: Number, beside: Numeric) -> str:
    """A bare number, which counts what stands beside it: 36 天."""
    return unit(beside) % {"number": plain(number.value)}


def valued(node: Numeric, ground: Ground, limit: Fraction) -> str:
    """The term as the subject of a sentence: 人均纯收入 7,988.00 元，"""
    return _("%(subject)s,") % {"subject": term(node, ground, limit)}


def gap_unit(node: Numeric) -> "Text | str":
    if basis(node) == Kind.RATIO:
        return gettext_lazy("%(number)s yuan/person")
    return unit(node)


def unit(node: Numeric) -> "Text | str":
    counted = basis(node)
    if counted == Kind.COUNT:
        return f"%(number)s {_counted(node)}"
    return COUNTED.get(counted, YUAN) if counted else YUAN


def _counted(node: Numeric) -> str:
    """What is counted: people, measures."""
    match node:
        case Amount(code):
            return str(EVERY[code].unit)
        case Arithmetic(_operator, left, right):
            return _counted(left) or _counted(right)
        case _:
            return ""


def _value(node: Numeric, ground: Ground, limit: Fraction | None) -> str:
    exact = amount(node, ground.values, ground.numbers)
    if exact is None:
        raise ValueError("a missing amount has no words")
    shown = towards(exact, exact if limit is None else limit)
    number = plain(shown) if basis(node) in (Kind.COUNT, *COUNTED) else money(shown)
    return unit(node) % {"number": number}


def _composed(node: Numeric | Fact, name: Callable[[Any], str]) -> str:
    match node:
        case Arithmetic("*", Number(factor), other) | Arithmetic("*", other, Number(factor)):
            words = {"factor": plain(factor), "what": _composed(other, name)}
            return _("%(factor)s times %(what)s") % words
        case Arithmetic("*", left, right):
            return f"{_composed(left, name)} × {_composed(right, name)}"
        case Arithmetic(operator, left, right):
            words = {"left": _composed(left, name), "right": _composed(right, name)}
            return CALCULATED[operator] % words
        case _:
            return name(node)


def _short_label(node: Numeric | Fact) -> str:
    match node:
        case Number(value):
            return plain(value)
        case Parameter(code):
            return str(PARAMETERS[code].short_label)
        case Amount(code) | Fact(code):
            return str(EVERY[code].label)
        case _:
            raise TypeError(node)


def _spoken(node: Numeric | Fact) -> str:
    return str(PARAMETERS[node.code].line) if isinstance(node, Parameter) else _short_label(node)
