"""What becomes of each row of a report: taken, known already, or refused with its sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Division, User
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.deliveries import reserved, rules
from assistance.deliveries.models import Delivery
from assistance.deliveries.reports.known import Known, known_of, terms_of
from assistance.deliveries.reports.payers import departments_of
from assistance.deliveries.reports.shape import KINDS, SHAPE
from assistance.deliveries.rules import Faults
from assistance.funds.models import Fund
from monitoring.feeds.records.parsing import Parsed, read
from monitoring.registry.models import Member

STATUSES = ("accepted", "duplicate", "invalid")


@dataclass
class Verdict:
    status: str = "invalid"
    errors: Faults = field(default_factory=dict)
    given: Delivery | None = None  # to be kept, or the same one that is there

    def result(self, row: int) -> dict[str, Any]:
        id = self.given.pk if self.given else None
        return {"row": row, "status": self.status, "id": id, "errors": self.errors}


def judge(raw: Mapping[int, object], by: User, area: Division) -> dict[int, Verdict]:
    """Row by row, each as if those before it were kept; nothing is stored."""
    readings = {row: read(SHAPE, each) for row, each in raw.items()}
    known = known_of([each.parsed for each in readings.values() if each.parsed], area)
    departments = departments_of(by)
    verdicts = {}
    for row, reading in readings.items():
        verdicts[row] = Verdict(errors=reading.errors)
        if reading.parsed:
            try:
                verdicts[row] = _judged(row, reading.parsed, known, departments)
            except ValidationError as refused:
                verdicts[row].errors = {
                    name: sentences[0] for name, sentences in refused.message_dict.items()
                }
    return verdicts


def _judged(row: int, parsed: Parsed, known: Known, departments: Any) -> Verdict:
    person, measure = _person(parsed, known), _measure(parsed, known)
    starts, ends = _day(parsed, "starts_on"), _day(parsed, "ends_on")
    award = _award(measure, person, known, starts, ends)
    terms = terms_of(known, measure, award.division_id, starts)
    department = terms.paying_department if terms else ""
    if departments is not None and department not in departments:
        raise ValidationError({"measure": _("Your department does not pay this measure.")})
    given = _given(row, parsed, award, _fund(parsed, award, known))
    given.department = department
    if found := rules.faults(given, terms):
        raise ValidationError(dict(found))
    return _once(given, known)


def _once(given: Delivery, known: Known) -> Verdict:
    there = known.live[given.measure_id, given.household_id, given.member_id or 0]
    for each in there:
        if rules.is_same(given, each):
            return Verdict("duplicate", given=each)
        if rules.overlaps(given, each):
            raise ValidationError({"starts_on": _("This was already given for these days.")})
    if given.fund:
        _take(given.fund, given.amount, known)
    there.append(given)
    return Verdict("accepted", given=given)


def _take(fund: Fund, amount: Decimal, known: Known) -> None:
    free = known.free[fund.pk]
    if amount > free:
        said = _("The fund has only %(free)s yuan that are not committed.")
        raise ValidationError({"fund": said % {"free": free}})
    known.free[fund.pk] = free - amount


def _person(parsed: Parsed, known: Known) -> Member:
    person = known.people.get(parsed.subject)
    if person is None or (parsed.name and parsed.name != person.name):
        raise ValidationError({"id_number": _("Nobody of this area has this ID number and name.")})
    return person


def _measure(parsed: Parsed, known: Known) -> Measure:
    measure = known.measures.get(parsed.data["measure"])
    if measure is None:
        raise ValidationError({"measure": _("There is no such measure. Choose one of the list.")})
    if own_way := reserved.said(measure):
        raise ValidationError({"measure": own_way})
    return measure


def _award(measure: Measure, person: Member, known: Known, starts: date, ends: date) -> Award:
    """The one of these days, or any where none fits: then its days are what is wrong."""
    who = person.pk if measure.per == Measure.Per.MEMBER else 0
    awards = known.awards.get((measure.pk, person.household_id, who), [])
    if not awards:
        raise ValidationError(
            {"measure": _("This measure is not given to them. It has to be awarded first.")}
        )
    fitting = (
        each
        for each in awards
        if each.starts_on <= ends and (each.ends_on is None or each.ends_on >= starts)
    )
    return next(fitting, awards[0])


def _fund(parsed: Parsed, award: Award, known: Known) -> Fund | None:
    name = parsed.data.get("fund")
    if not name:
        return None
    here = [f for f in known.funds.get(name, ()) if f.county_id[:6] == award.division_id[:6]]
    if len(here) != 1:
        raise ValidationError(
            {"fund": _("There is no such fund in this county. Choose one of the list.")}
        )
    fund: Fund = here[0]
    return fund


def _given(row: int, parsed: Parsed, award: Award, fund: Fund | None) -> Delivery:
    said = parsed.data
    quantity = said.get("quantity")
    return Delivery(
        award=award, measure=award.measure, household=award.household, member=award.member,
        division_id=award.division_id, row=row, kind=KINDS[said["kind"]], fund=fund,
        starts_on=_day(parsed, "starts_on"), ends_on=_day(parsed, "ends_on"),
        paid_on=_day(parsed, "paid_on"), amount=Decimal(said.get("amount", 0)),
        quantity=Decimal(quantity) if quantity else None, unit=said.get("unit", ""),
        giver=said.get("giver", ""), state=Delivery.State.PAID,
    )  # fmt: skip


def _day(parsed: Parsed, name: str) -> date:
    return date.fromisoformat(parsed.data[name])
