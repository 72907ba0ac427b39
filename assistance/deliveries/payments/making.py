"""Who stands on a payment list: whoever the measure was given to and who has not got it yet."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from assistance.catalogue.models import Measure, Terms
from assistance.deliveries import reserved, rules
from assistance.deliveries.models import PaymentList
from monitoring.registry.act import refuse_if

Rule = Terms.AmountRule

# One row per entitlement, in the order in which a village reads them aloud. Whoever is listed by
# somebody else in the same moment is left out by the constraint: of two lists one has them. All who
# write many write in this order (reports/storing.py), so that nobody waits for one who waits.
FILL = """
    INSERT INTO assistance_delivery (award_id, measure_id, household_id, member_id, division_id,
        department, fund_id, payment_list_id, row, kind, starts_on, ends_on, amount, unit, giver,
        state, why)
    SELECT id, measure_id, household_id, member_id, division_id, %(department)s, %(fund)s, %(list)s,
        row_number() OVER (ORDER BY division_id, code, person), 'cash', %(starts)s, %(ends)s,
        %(amount)s, '', '', 'planned', ''
    FROM (
        SELECT DISTINCT ON (a.household_id, a.person) a.*, h.code
        FROM assistance_award a JOIN monitoring_household h ON h.id = a.household_id
        WHERE a.measure_id = %(measure)s AND a.division_id BETWEEN %(first)s AND %(last)s
            AND a.starts_on <= %(ends)s AND (a.ends_on IS NULL OR a.ends_on >= %(starts)s)
            AND h.status = 'active'
            AND NOT EXISTS (
                SELECT FROM assistance_delivery d
                WHERE d.measure_id = a.measure_id AND d.household_id = a.household_id
                    AND d.person = a.person AND d.state IN ('planned', 'listed', 'paid')
                    AND (d.starts_on <= %(ends)s AND d.ends_on >= %(starts)s
                        OR %(once)s AND d.award_id = a.id))
        ORDER BY a.household_id, a.person, a.id DESC
    ) owed
    ORDER BY division_id, code, person
    ON CONFLICT DO NOTHING
"""


def terms_of(measure: Measure, county: str, day: date) -> Terms:
    """ValidationError where no money is paid under it by lists, or nothing is in force."""
    own_way = reserved.said(measure)
    refuse_if(own_way, own_way)
    terms = Terms.objects.in_force(day, county).filter(measure=measure).first()
    if terms is None or terms.amount_rule == Rule.NONE:
        raise ValidationError(_("On that day no terms of this measure provide for money."))
    return terms


def refuse_other_period(terms: Terms, starts_on: date, ends_on: date) -> None:
    """What is paid every month is listed month by month, so that no month is paid twice or half."""
    if found := rules.other_period(terms, starts_on, ends_on):
        raise ValidationError(found)


def amount_of(terms: Terms, each: Decimal | None) -> Decimal:
    """What stands in every row at first; 0 is still to be entered."""
    if terms.amount_rule == Rule.FIXED and terms.amount is not None:
        return terms.amount
    too_much = each is not None and terms.amount is not None and each > terms.amount
    refuse_if(too_much, _("The terms allow %(most)s yuan at most.") % {"most": terms.amount})
    return each or Decimal(0)


def fill(made: PaymentList, terms: Terms, amount: Decimal) -> int:
    """How many rows. What comes once and is done then, comes once under an award."""
    once = terms.rhythm == Terms.Rhythm.ONCE and terms.ends_with == Terms.EndsWith.DONE
    first, last = made.division.code_range
    values: dict[str, Any] = {
        "fund": made.fund_id, "list": made.pk, "measure": made.measure_id, "first": first,
        "last": last, "starts": made.starts_on, "ends": made.ends_on, "amount": amount,
        "department": made.department, "once": once,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FILL, values)
        return int(cursor.rowcount)
