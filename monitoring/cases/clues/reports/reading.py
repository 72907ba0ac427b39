"""What the pages say of reports: age, the time each office kept one, whose household it may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Division, User
from accounts.scope import areas, inside, visible
from monitoring.cases.clues.reports.models import HandOver, Report
from monitoring.registry.models import Household

MOST = 20  # households offered at once


@dataclass(frozen=True)
class Row:
    report: Report
    days: int  # since it was received, until today or its answer


@dataclass(frozen=True)
class Stay:
    """An office had the report, from one hand-over to the next."""

    hand_over: HandOver
    kept: timedelta


def rows(reports: Iterable[Report]) -> list[Row]:
    today = timezone.localdate()
    return [
        Row(report, ((report.answered_on or today) - report.received_on).days) for report in reports
    ]


def stays(report: Report) -> list[Stay]:
    """In their order; the last one goes on."""
    found = list(report.hand_overs.select_related("origin", "to__parent", "by"))
    ends = [each.at for each in found[1:]] + [timezone.now()]
    return [Stay(each, end - each.at) for each, end in zip(found, ends, strict=True)]


def offices(report: Report, user: User) -> QuerySet[Division]:
    """Where it may go: the user's own area, and the office above the one where it lies."""
    own = inside(areas(user), "code")
    return Division.objects.filter(own | Q(pk=report.division.parent_id))


def likely_households(report: Report, user: User) -> QuerySet[Household]:
    """Those of the user's area where the person of the report lives, by ID number or name."""
    own = visible(Household, user).filter(status=Household.Status.ACTIVE)
    named = Q(head_name=report.name, division=report.division_id)
    if report.id_number_hash:
        number = bytes(report.id_number_hash)
        named |= Q(members__id_number_hash=number) | Q(head_id_hash=number)
    found = own.filter(named).distinct()
    return found.select_related("division__parent")[:MOST]


def state_of(receipt_hash: bytes) -> str | None:
    """Of the report with this receipt; None where there is none."""
    found = Report.objects.filter(receipt_hash=receipt_hash)
    return found.values_list("state", flat=True).first()
