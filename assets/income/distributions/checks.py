"""What stands against a distribution: said on its page, and asked again at every decision."""

from datetime import date
from decimal import ROUND_UP, Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from assets.income.distributions.models import Distribution, Line
from assets.income.distributions.uses import Use, UseRule
from assets.income.receipts.models import Receipt
from monitoring.registry.quantities import FEN, ZERO

ALL = UseRule.Income.ALL


def allowed(code: str, day: date) -> list[Use]:
    """The uses that are allowed on the day at the place."""
    rules = UseRule.objects.in_force(day, code).filter(income=ALL, is_allowed=True)
    return sorted((rule.use for rule in rules), key=lambda use: (use.position, use.code))


def faults(found: Distribution) -> list[str]:
    """Sentences; none where nothing stands against it."""
    lines = list(found.lines.select_related("use__measure"))
    said = []
    if found.planned != found.total:
        said.append(
            _("The uses come to %(planned)s yuan; there are %(total)s to distribute.")
            % {"planned": found.planned, "total": found.total}
        )
    return said + _of_uses(found, lines) + _of_people(lines) + _of_parts(found, lines)


def _of_uses(found: Distribution, lines: list[Line]) -> list[str]:
    known = {use.pk for use in allowed(found.division_id, timezone.localdate())}
    return [
        _("“%(use)s” is not an allowed use. Give its amount to another one.") % {"use": line.use}
        for line in lines
        if line.use_id not in known
    ]


def _of_people(lines: list[Line]) -> list[str]:
    """Who gets what: all of the line, to people who live there."""
    paid = Line.objects.filter(pk__in=[line.pk for line in lines if line.use.measure_id])
    gone = ~Q(payouts__household__status="active") | (
        Q(payouts__member__isnull=False) & ~Q(payouts__member__status="active")
    )
    counted = paid.annotate(
        given=Sum("payouts__amount"), gone=Count("payouts", filter=Q(payouts__isnull=False) & gone),
        empty=Count("payouts", filter=Q(payouts__amount=0)),
    ).select_related("use")  # fmt: skip
    said = []
    for line in counted:
        use = {"use": line.use}
        if (line.given or ZERO) != line.amount or line.empty:
            said.append(_("“%(use)s” does not say yet who gets all of it.") % use)
        if line.gone:
            said.append(_("“%(use)s” names somebody who is not there any more.") % use)
    return said


def _of_parts(found: Distribution, lines: list[Line]) -> list[str]:
    """What documents say of the least and the most of a use."""
    amounts = {line.use_id: line.amount for line in lines}
    said = []
    for rule in _parts(found):
        income, amount = _income(found, rule), amounts.get(rule.use_id, ZERO)
        least, most = _part(income, rule.least_percent), _part(income, rule.most_percent)
        use = {"use": rule.use, "document": rule.document}
        if least is not None and amount < least:
            wanted = _("“%(use)s” gets at least %(least)s yuan (%(document)s).")
            said.append(wanted % (use | {"least": least}))
        if most is not None and income and amount > most:
            wanted = _("“%(use)s” gets %(most)s yuan at most (%(document)s).")
            said.append(wanted % (use | {"most": most}))
    return said


def _parts(found: Distribution) -> list[UseRule]:
    """Of all income those of today; of power those of the days when it came."""
    today = UseRule.objects.in_force(timezone.localdate(), found.division_id)
    now = today.filter(income=ALL).with_part(found.division_id)
    power = UseRule.objects.filter(income=UseRule.Income.POWER).with_part(found.division_id)
    return [*now, *power]


def _income(found: Distribution, rule: UseRule) -> Decimal:
    if rule.income == ALL:
        return found.total
    came = Receipt.objects.filter(distribution=found, received_on__gte=rule.valid_from).of_power()
    if rule.valid_to:
        came = came.filter(received_on__lte=rule.valid_to)
    return came.sums()["amount"]


def _part(income: Decimal, percent: Decimal | None) -> Decimal | None:
    return None if percent is None else (income * percent / 100).quantize(FEN, ROUND_UP)
