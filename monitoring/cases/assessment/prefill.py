"""What is known of each item before anybody types, and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.cases.assessment.items import UNDIVIDED
from monitoring.registry.models import Household, Member, Statement

OTHER_PARTS = (
    "family_planning", "low_income_allowance", "extreme_poverty_support", "pension",
    "eco_compensation",
)  # fmt: skip


@dataclass
class Known:
    """`amount` as the form proposes it, None where only the facts beside it are known."""

    amount: Decimal | None = None
    grounds: list[str] = field(default_factory=list)


def known(household: Household) -> dict[str, Known]:
    """By code of the item."""
    found: dict[str, Known] = {}
    for code, amount, ground in _of_statement(latest_yearly(household)):
        found.setdefault(code, Known()).amount = amount
        found[code].grounds.append(ground)
    for member in household.members.active().head_first():
        for code, ground in _of_member(member):
            found.setdefault(code, Known()).grounds.append(ground)
    return found


def latest_yearly(household: Household) -> Statement | None:
    return household.statements.filter(kind=Statement.Kind.YEARLY).order_by("-year").first()


def _of_statement(statement: Statement | None) -> Iterator[tuple[str, Decimal, str]]:
    if statement is None:
        return
    ground = _("Statement of %(year)s") % {"year": statement.year}
    for total, item in UNDIVIDED.items():
        amount = getattr(statement, total)
        if total == "other_transfer":
            amount = _rest_of_transfer(statement)
        if amount is not None:
            yield item, amount, ground


def _rest_of_transfer(statement: Statement) -> Decimal | None:
    """What of the transfer income no other part explains."""
    total: Decimal | None = statement.transfer_income
    if total is None:
        rest: Decimal | None = statement.other_transfer
        return rest
    others = (getattr(statement, part) or Decimal(0) for part in OTHER_PARTS)
    return max(total - sum(others), Decimal(0))


def _of_member(member: Member) -> Iterator[tuple[str, str]]:
    told = {"name": member.name}
    if member.work_months:
        at_work = _("%(name)s worked %(months)s months")
        yield "wage_work", at_work % (told | {"months": member.work_months})
    if member.public_post:
        in_post = _("%(name)s holds the post %(post)s for %(months)s months")
        months = member.public_post_months or "—"
        yield "post_village", in_post % (told | {"post": member.public_post, "months": months})
    if member.low_income_allowance:
        yield "low_income_allowance", _("%(name)s receives the low-income allowance") % told
    if member.extreme_poverty_support:
        yield "extreme_poverty_support", _("%(name)s receives extreme-poverty support") % told
    if member.disability_grade:
        grade = member.get_disability_grade_display()
        yield "disability", _("%(name)s is disabled (%(grade)s)") % (told | {"grade": grade})
