"""What a claim comes to: a share of the own burden above the line, up to the cap of the year."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assistance.schemes.limits.reading import Known, Values
from monitoring.registry.quantities import FEN, ZERO


@dataclass(frozen=True)
class Payout:
    line: Decimal
    share: Decimal
    cap: Decimal | None
    amount: Decimal
    document: str


def payout(
    burden: Decimal,
    values: Values,
    kind: str,
    *,
    watched: bool,
    before: Decimal = ZERO,
) -> Payout:
    """`before` was paid this year already; ValidationError where the line or share is unknown."""
    code = f"insurance.{kind}"
    line_known = values[f"{code}.line.{'watched' if watched else 'other'}"]
    line, share = _entered(line_known), _entered(values[f"{code}.share"])
    cap = values[f"{code}.cap"].amount
    above = max(burden - line, ZERO)
    amount = (above * share / 100).quantize(FEN, ROUND_DOWN)
    amount = min(amount, above)
    if cap is not None:
        amount = min(amount, max(cap - before, ZERO))
    return Payout(line, share, cap, amount, line_known.document)


def _entered(known: Known) -> Decimal:
    if known.amount is None:
        said = _("%(what)s is not entered yet. Ask the administrator to enter it.")
        raise ValidationError(said % {"what": known.limit.label})
    return known.amount
