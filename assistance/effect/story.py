"""One household: every measure and every yuan in time, against its income and its risks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from assistance.awards.models import Award
from assistance.deliveries.models import Delivery
from monitoring.cases.casework.models import Episode
from monitoring.cases.visits.effect import line_at
from monitoring.criteria.models import Criterion
from monitoring.registry.models import Household, Statement
from monitoring.registry.quantities import ZERO
from monitoring.screening.forms import criterion_names
from monitoring.screening.models import Flag
from monitoring.screening.seen import effects_seen_by


@dataclass(frozen=True)
class Given:
    """A measure with what came of it; `yuan` is the sum of its deliveries that were paid."""

    award: Award
    deliveries: Sequence[Delivery]

    @property
    def yuan(self) -> Decimal:
        return sum((each.amount for each in self.deliveries if is_paid(each)), ZERO)


@dataclass(frozen=True)
class Risk:
    """A flag that asks for a clue, while it was open."""

    name: str
    first_seen: date
    cleared_on: date | None


@dataclass(frozen=True)
class Story:
    household: Household
    episodes: Sequence[Episode]
    given: Sequence[Given]
    statements: Sequence[Statement]  # of years, the oldest first
    risks: Sequence[Risk]
    line: Decimal | None

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """The newest first."""
        every = [delivery for each in self.given for delivery in each.deliveries]
        return sorted(
            every, key=lambda each: (each.paid_on or each.starts_on, each.pk), reverse=True
        )

    @property
    def total(self) -> Decimal:
        return sum((each.yuan for each in self.given), ZERO)

    @property
    def begun(self) -> date | None:
        return min((each.award.starts_on for each in self.given), default=None)


def told(household: Household, user: User) -> Story:
    awards = household.awards.select_related("measure", "member").order_by("starts_on", "pk")
    came: dict[int, list[Delivery]] = {}
    for each in household.deliveries.select_related("measure", "fund").order_by("paid_on", "pk"):
        came.setdefault(each.award_id, []).append(each)
    yearly = household.statements.filter(kind=Statement.Kind.YEARLY).order_by("year")
    return Story(
        household,
        list(household.episodes.order_by("number")),
        [Given(award, came.get(award.pk, [])) for award in awards],
        list(yearly),
        list(_risks(household, user)),
        line_at(household.division_id),
    )


def helped(story: Story) -> Iterator[str]:
    """Did it help? What changed since the first measure, in sentences; nothing where none came."""
    if story.begun is None:
        return
    yield from _ended(story)
    yield from _risk(story, story.begun)
    yield from _income(story, story.begun)


def is_paid(delivery: Delivery) -> bool:
    return delivery.state == Delivery.State.PAID


def _ended(story: Story) -> Iterator[str]:
    for each in story.episodes:
        if each.state == Episode.State.ELIMINATED and each.closed_on:
            said = _("The risk was eliminated on %(day)s.")
            yield said % {"day": f"{each.closed_on:%Y-%m-%d}"}


def _risk(story: Story, begun: date) -> Iterator[str]:
    before = [each for each in story.risks if each.first_seen <= begun and _open(each, begun)]
    still = [each for each in before if each.cleared_on is None]
    later = [each for each in story.risks if each.first_seen > begun and each.cleared_on is None]
    if before:
        yield _(
            "Of %(before)s risks flagged when help began, %(still)s are flagged still: %(names)s."
        ) % {"before": len(before), "still": len(still), "names": _names(still)}
    if later:
        yield _("New since then: %(names)s.") % {"names": _names(later)}


def _income(story: Story, begun: date) -> Iterator[str]:
    """The last year that ended before help began, or the first there is, and the newest."""
    known = [each for each in story.statements if each.net_income_per_person is not None]
    if not known:
        return
    earlier = [each for each in known if each.year < begun.year]
    before, now = (earlier or known)[-1 if earlier else 0], known[-1]
    if before.year != now.year:
        yield _(
            "Net income per person went from %(before)s yuan (%(from)s) to %(now)s yuan (%(to)s)."
        ) % {
            "before": _yuan(before.net_income_per_person), "from": before.year,
            "now": _yuan(now.net_income_per_person), "to": now.year,
        }  # fmt: skip
    if story.line is not None and now.net_income_per_person is not None:
        above = now.net_income_per_person >= story.line
        said = (
            _("It is above the line of %(line)s yuan.")
            if above
            else _("It is below the line of %(line)s yuan.")
        )
        yield said % {"line": _yuan(story.line)}


def _risks(household: Household, user: User) -> Iterator[Risk]:
    names = criterion_names()
    flags = Flag.objects.filter(household=household, effect=Criterion.Effect.CLUE)
    for flag in flags.filter(effect__in=effects_seen_by(user)).order_by("first_seen", "pk"):
        yield Risk(names.get(flag.criterion, flag.criterion), flag.first_seen, flag.cleared_on)


def _open(risk: Risk, day: date) -> bool:
    return risk.cleared_on is None or risk.cleared_on > day


def _names(risks: Sequence[Risk]) -> str:
    return "、".join(each.name for each in risks) or _("none")


def _yuan(amount: Decimal | None) -> str:
    return f"{amount:,.2f}"
