"""Which households a change of parameter values can touch at all.

A comparison with a limit answers otherwise only where the amount lies between the limit of before
and that of after. Asking this first spares most rows the judging of every criterion twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from psycopg2.sql import SQL, Composable, Composed

from monitoring.criteria.compiler import compile_between
from monitoring.criteria.nodes import Comparison, Condition, Numeric, Parameter, walk
from monitoring.criteria.reference import Parameters, amount

Span = tuple[Fraction, Fraction]


def reached(conditions: Iterable[Condition], before: Parameters, after: Parameters) -> Composable:
    """True at least where one of the conditions may have another verdict `after` than `before`."""
    spans: dict[Numeric, set[Span]] = defaultdict(set)
    for condition in conditions:
        for node in walk(condition):
            if not isinstance(node, Comparison) or not _moves(node, before, after):
                continue
            limits = [amount(node.right, {}, values) for values in (before, after)]
            known = [limit for limit in limits if limit is not None]
            if len(known) < 2 or _names_parameter(node.left):
                return SQL("TRUE")
            spans[node.left].add((min(known), max(known)))
    between = [_between(left, sorted(found)) for left, found in spans.items()]
    return SQL(" OR ").join(between) if between else SQL("FALSE")


def _between(left: Numeric, spans: list[Span]) -> Composed:
    """In one of the spans; most households are told by the one comparison with the highest."""
    whole = compile_between(left, spans[0][0], max(high for _low, high in spans))
    each = SQL(" OR ").join(compile_between(left, *span) for span in spans)
    return SQL("({} AND ({}))").format(whole, each)


def _moves(node: Comparison, before: Parameters, after: Parameters) -> bool:
    return any(
        before.get(part.code) != after.get(part.code)
        for part in walk(node)
        if isinstance(part, Parameter)
    )


def _names_parameter(node: Numeric) -> bool:
    return any(isinstance(part, Parameter) for part in walk(node))
