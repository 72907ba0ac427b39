"""Dividing an amount exactly: what is fixed first, the rest by shares, to the fen.

Fen that do not come out even go to the largest remainders, the first of equal ones first, so that
the same parts always give the same amounts and nothing is lost or made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.registry.quantities import FEN, ZERO


@dataclass(frozen=True)
class Part:
    """An amount, or a share of what the amounts leave."""

    amount: Decimal | None = None
    share: Decimal | None = None


def divided(total: Decimal, parts: Sequence[Part]) -> list[Decimal]:
    """Together `total` where any part has a share, and never more.

    ValidationError where the amounts are more than there is, or leave nothing for the shares.
    """
    fixed = sum((part.amount or ZERO for part in parts), ZERO)
    if fixed > total:
        raise ValidationError(
            _("The amounts come to %(sum)s yuan, but there are only %(total)s.")
            % {"sum": fixed, "total": total}
        )
    shared = iter(by_shares(total - fixed, [part.share for part in parts if part.share]))
    found = [next(shared) if part.share else part.amount or ZERO for part in parts]
    if any(amount <= 0 for amount in found):
        raise ValidationError(_("Nothing is left for one of them. Enter less elsewhere."))
    return found


def by_shares(total: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """Exactly `total`, where there is any share."""
    if not shares:
        return []
    fen, whole = int(total / FEN), sum(shares)
    exact = [divmod(fen * share, whole) for share in shares]
    found = [int(quotient) for quotient, _remainder in exact]
    largest = sorted(range(len(shares)), key=lambda place: -exact[place][1])
    for place in largest[: fen - sum(found)]:
        found[place] += 1
    return [number * FEN for number in found]
