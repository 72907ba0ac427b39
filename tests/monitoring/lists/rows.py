"""What makes a row of each list about a household."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assets.alarms.models import Alarm
from assets.inspections.models import InspectionDue
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.models import StockLine, StockTake
from assistance.awards.models import Award
from assistance.catalogue.models import Measure, Terms
from assistance.deliveries.models import Delivery
from assistance.duties.models import Duty
from assistance.effect.models import HelpEffect
from assistance.eligibility.models import Finding
from assistance.schemes.insurance.models import Claim
from assistance.schemes.rolls.models import Roll, RollDifference
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Episode
from monitoring.cases.clues.reports.actions import take_in
from monitoring.cases.comparison.models import Request
from monitoring.cases.ending.models import Candidate
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Vote
from monitoring.cases.papers.models import Paper
from monitoring.feeds.events.models import VillageEvent
from monitoring.indicators.models import HouseholdIndicators
from monitoring.registry.models import Household
from monitoring.registry.numbers import stored
from tests import factories
from tests.assets import making as assets
from tests.assets.organisations import making as entered
from tests.assistance.plans import making
from tests.monitoring.cases.comparison import world as compared


def report(household: Household) -> Any:
    said = {"channel": "cadre", "name": household.head_name, "words": "住院"}
    return take_in(household.division, by=None, **said)


def meeting(household: Household) -> Any:
    made = Meeting.objects.create(
        division=household.division, place=household.head_name, by=factories.user()
    )
    return Vote.objects.create(meeting=made, case=_case(household), agree=1)


def notice(household: Household) -> Any:
    made = Notice.objects.create(
        division=household.division, place=household.head_name, by=factories.user(),
        until=timezone.localdate() + timedelta(days=5),
    )  # fmt: skip
    return made.cases.add(_case(household))


def announcement(household: Household) -> Any:
    made = Announcement.objects.create(
        division=household.division, number=household.head_name, by=factories.user()
    )
    return made.cases.add(_case(household))


def candidate(household: Household) -> Any:
    fields = {"division": household.division, "found_on": timezone.localdate()}
    return Candidate.objects.create(episode=_monitored(household), **fields)


def long_watched(household: Household) -> Any:
    fields = {"division_id": household.division_id, "has_labour": False}
    HouseholdIndicators.objects.create(household=household, **fields)
    return _monitored(household)


def paper(household: Household) -> Any:
    return Paper.objects.create(
        kind="help_card", division=household.division, household=household, title="明白卡",
        year=2026, serial=household.pk, county=household.division_id[:6], blocks=[],
        by=factories.user(),
    )  # fmt: skip


def event(household: Household) -> Any:
    same = f"2026-10-18|{household.head_name} {household.pk}"
    return VillageEvent.objects.create(
        division=household.division, feed="village-disasters", same=same
    )


def finding(household: Household) -> Any:
    terms = Terms.objects.get(measure__code="house-renovation")
    return Finding.objects.create(
        household=household, division=household.division, kind="not_receiving", terms=terms,
        measure=terms.measure, department="住建局", values={"unsafe_house": True, "watched": True},
        first_seen=timezone.localdate(), last_seen=timezone.localdate(),
    )  # fmt: skip


def delivery(household: Household) -> Any:
    fields = {"starts_on": timezone.localdate(), "ends_on": timezone.localdate()}
    measure = Measure.objects.filter(per="household").first()
    given = {"measure": measure, "household": household, "division": household.division}
    award = Award.objects.create(**given, origin="import", starts_on=fields["starts_on"])
    return Delivery.objects.create(award=award, **given, **fields, amount=1)


def asset(household: Household) -> Any:
    return assets.asset(household.division_id, name=household.head_name)


def contract(household: Household) -> Any:
    return assets.contract(asset(household), number=household.head_name)


def alarm(household: Household) -> Any:
    fields = {"division_id": household.division_id, "first_seen": timezone.localdate()}
    return Alarm.objects.create(asset=asset(household), kind="idle", level="village", **fields)


def inspection_due(household: Household) -> Any:
    fields = {"division_id": household.division_id, "due_on": timezone.localdate()}
    return InspectionDue.objects.create(asset=asset(household), **fields)


def investment(household: Household) -> Any:
    fields = {"kind": "equity", "name": household.head_name}
    return assets.investment(assets.asset(household.division_id, **fields))


def receipt(household: Household) -> Any:
    return assets.receipt(assets.asset(household.division_id, name=household.head_name))


def receivable(household: Household) -> Any:
    rented = assets.asset(household.division_id, name=household.head_name)
    return assets.contract(rented, first_due_on=date(2026, 3, 10), starts_on=date(2026, 3, 1))


def settlement(household: Household) -> Any:
    station = assets.asset(household.division_id, "photovoltaic", name=household.head_name)
    return assets.settlement(station)


def park(household: Household) -> Any:
    name = f"{household.head_name}{household.pk}"
    return entered.park(household.division_id, name=name)


def holding(household: Household) -> Any:
    name = f"{household.head_name}{household.pk}"
    village = household.division_id
    return entered.holding(entered.venture(f"{village[:6]}000000", name=name), village)


def stock_line(household: Household) -> Any:
    county = f"{household.division_id[:6]}000000"
    take, _made = StockTake.objects.get_or_create(
        county_id=county, year=2026, defaults={"opened_by": factories.user()}
    )
    return StockLine.objects.create(take=take, asset=asset(household), division=household.division)


def stock_difference(household: Household) -> Any:
    line = stock_line(household)
    return StockDifference.objects.create(
        take=line.take, line=line, division=line.division, what="missing", explanation="没有找到",
        explained_by=factories.user(),
    )  # fmt: skip


def request(household: Household) -> Any:
    county = f"{household.division_id[:6]}000000"
    made = Request.objects.create(
        county_id=county, by=factories.user(full_name=household.head_name)
    )
    member = factories.member(household, id_number=compared.number(household.pk % 1000))
    made.persons.create(
        case=_case(household), kind="member", member=member, name=household.head_name,
        **stored("id_number", compared.number(household.pk % 1000)),
    )  # fmt: skip
    return made


def _waiting_for_entry(household: Household) -> Any:
    case = _case(household)
    case.procedure.steps.update(evidence=["national_entry"])
    return case


def _case(household: Household) -> Any:
    return begin_identification(household, by=None)


def _monitored(household: Household) -> Any:
    return Episode.objects.create(
        household=household, division=household.division, number=1, state="monitored",
        monitored_on=timezone.localdate(), type="边缘易致贫户",
    )  # fmt: skip


def claim(household: Household) -> Any:
    return Claim.objects.create(
        household=household, division=household.division, kind="fund", cause="illness",
        year=2026, trigger="住院", opened_by=factories.user(),
    )  # fmt: skip


def roll_difference(household: Household) -> Any:
    return RollDifference.objects.create(
        roll=Roll.objects.earliest("pk"), month=date(2026, 10, 1), household=household,
        member=factories.member(household), division=household.division, department="民政局",
        kind="joined",
    )  # fmt: skip


ROWS: dict[str, Callable[[Household], Any]] = {
    "flags": factories.flag,
    "cases": _case,
    "review": _case,
    "clues": factories.clue,
    "visits-due": factories.visit_due,
    "visits": factories.visit,
    "without-contact": lambda household: household,
    "reports": report,
    "meetings": meeting,
    "notices": notice,
    "announcements": announcement,
    "candidates": candidate,
    "long-watch": long_watched,
    "papers": paper,
    "records": factories.record,
    "leaflets": lambda household: household,
    "tasks": factories.task,
    "deliveries": delivery,
    "events": event,
    "effects": lambda household: HelpEffect.objects.create(
        episode=making.episode(household),
        household=household,
        division=household.division,
        is_monitored=True,
        monitored_on="2026-03-01",
    ),
    "duties": lambda household: Duty.objects.create(
        episode=making.episode(household),
        household=household,
        division=household.division,
        kind="measure",
        since="2026-03-01",
        due_on="2026-04-01",
    ),
    "plans": lambda household: making.plan(making.episode(household)),
    "positions": factories.engagement,
    "engagements": factories.engagement,
    "loans": factories.loan,
    "work": factories.work,
    "relocated-jobless": factories.without_job,
    "students": factories.enrolment,
    "students-without": factories.student_without_aid,
    "findings": finding,
    "rolls": lambda household: factories.record(household, "assistance-rolls"),
    "roll-differences": roll_difference,
    "claims": claim,
    "assets": asset,
    "disposals": lambda household: assets.disposal(asset(household)),
    "restructurings": lambda household: assets.transfer(asset(household)),
    "asset-contracts": contract,
    "investments": investment,
    "inspections": lambda household: assets.inspection(asset(household)),
    "inspections-due": inspection_due,
    "asset-alarms": alarm,
    "repairs": lambda household: assets.repair(asset(household)),
    "maintenance": lambda household: assets.maintenance(asset(household)),
    "receipts": receipt,
    "stations": settlement,
    "receivables": receivable,
    "parks": park,
    "stock-lines": stock_line,
    "stock-differences": stock_difference,
    "holdings": holding,
    "comparison-requests": request,
    "national": _waiting_for_entry,
}
