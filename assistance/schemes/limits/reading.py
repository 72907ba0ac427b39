"""What a limit is at a place on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assistance.schemes.limits.declared import Limit, limits
from assistance.schemes.limits.models import LimitValue
from monitoring.criteria.querysets import OWN_FIRST


def value_or_none(limit: Limit, day: date, code: str) -> Decimal | None:
    found = LimitValue.objects.in_force(limit.code, day, code)
    return found.number if found else None


def value(limit: Limit, day: date, code: str) -> Decimal:
    """ValidationError where none is in force at the place."""
    found = value_or_none(limit, day, code)
    if found is None:
        raise ValidationError(
            _("“%(limit)s” has no value here. Ask the administrator to enter it.")
            % {"limit": limit.label}
        )
    return found


def whole(limit: Limit, day: date, code: str) -> int:
    """Of what is counted: ages, days, times."""
    return int(value(limit, day, code))


def ever() -> QuerySet[LimitValue]:
    """Every value there was, of the limits that are declared."""
    return LimitValue.objects.filter(code__in=limits).for_list()


def without_value() -> list[Limit]:
    """Those that nobody has entered anywhere: what rests on them is not judged."""
    known = set(LimitValue.objects.values_list("code", flat=True))
    return [limit for code, limit in limits.items() if code not in known]


def steps(limit: Limit, code: str) -> list[tuple[date, Decimal]]:
    """From which day on what it is at the place, for what is calculated over a time."""
    known = list(LimitValue.objects.of_place(code).filter(code=limit.code).order_by("valid_from"))
    found = []
    for day in sorted({each.valid_from for each in known}):
        begun = [each for each in known if each.valid_from <= day]
        own = [each for each in begun if each.county_id]
        found.append((day, (own or begun)[-1].number))
    return found


@dataclass(frozen=True)
class Known:
    """A limit with what is in force, for what shows each with its document."""

    limit: Limit
    found: LimitValue | None

    @property
    def amount(self) -> Decimal | None:
        return self.found.number if self.found else None

    @property
    def document(self) -> str:
        return self.found.document if self.found else _("待确认: nobody has entered it")


Values = Mapping[str, Known]  # by code of the limit


def known(asked: Iterable[Limit], day: date, code: str) -> Values:
    """All at once."""
    by_code = {limit.code: limit for limit in asked}
    begun = LimitValue.objects.of_place(code).filter(code__in=by_code, valid_from__lte=day)
    newest = begun.order_by("code", *OWN_FIRST)
    found = {each.code: each for each in newest.distinct("code")}
    return {code: Known(limit, found.get(code)) for code, limit in by_code.items()}
