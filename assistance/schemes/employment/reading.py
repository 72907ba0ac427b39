"""What the pages of employment show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Division
from accounts.scope import inside
from assistance.schemes.employment.limits import COST
from assistance.schemes.employment.matching import Match, match
from assistance.schemes.employment.models import Offer, Training, Work, Workshop
from assistance.schemes.employment.people import able, jobless, relocated_without_job
from assistance.schemes.employment.querysets import OfferQuerySet
from assistance.schemes.limits.reading import value_or_none
from monitoring.registry.models import Household, Member
from monitoring.registry.months import month_before
from monitoring.registry.quantities import FEN
from monitoring.registry.querysets import MemberQuerySet

SHOWN = 50


@dataclass(frozen=True)
class Row:
    member: Member
    work: Work | None


def of_month(village: Division, month: date) -> list[Row]:
    """Everybody able of the village with their work in that month, if somebody said so."""
    people = able(Member.objects.filter(division=village)).order_by("household__code", "pk")
    known = {each.member_id: each for each in Work.objects.in_month(month).filter(division=village)}
    return [Row(member, known.get(member.pk)) for member in people]


def people_for(offer: Offer, seen: MemberQuerySet) -> list[Match]:
    """Of those the user sees, whom it fits; who is at work is left alone."""
    today = timezone.localdate()
    since = month_before(today)
    here = seen.filter(inside([offer.division]))
    households = Household.objects.filter(inside([offer.division]))
    urgent = frozenset(relocated_without_job(households, since).values_list("pk", flat=True))
    return match(offer, jobless(here, since), today, without_job=urgent)[:SHOWN]


def offers(place: Division, day: date) -> OfferQuerySet:
    """Those open that day that reach the place."""
    return Offer.objects.open_on(day).reaching(place)


def workshops(place: Division, month: date) -> "QuerySet[Workshop]":
    """Each with `workers`, how many worked there in that month."""
    here = Workshop.objects.filter(inside([place])).select_related("division")
    return here.annotate(workers=Count("work", filter=Q(work__month=month)))


def workshops_near(village: Division) -> list[tuple[int, str]]:
    """Of its county, to choose from."""
    county = Workshop.objects.filter(division__code__startswith=village.code[:6])
    return list(county.order_by("name").values_list("pk", "name"))


def trainings(place: Division) -> "QuerySet[Training]":
    here = Training.objects.filter(inside([place])).select_related("division")
    return here.annotate(people=Count("taken"))


def necessary_cost(household: Household, first: date, last: date) -> Decimal | None:
    """What going to work cost its members who receive 低保, in these days: left out of the income
    for 低保. None where nobody entered how much a month costs.
    """
    each = value_or_none(COST, last, household.division_id)
    if each is None:
        return None
    months = Work.objects.filter(
        household=household, member__low_income_allowance=True, month__gte=first.replace(day=1),
        month__lte=last,
    )  # fmt: skip
    return (each * months.count()).quantize(FEN)
