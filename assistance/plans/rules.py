"""What a plan must hold before it is submitted, each as a sentence (domain.md 5.2)."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.awards.models import Award
from assistance.catalogue.models import Category, Measure
from assistance.plans.models import Plan, PlanItem
from monitoring.cases.casework.models import Episode
from monitoring.indicators import wide
from monitoring.registry.models import Household


def may_be_helped(episode: Episode) -> bool:
    """While it is monitored; by the green channel help comes before the procedure ends."""
    identified = episode.state == Episode.State.MONITORED
    return identified or (episode.state == Episode.State.CANDIDATE and bool(episode.green_since))


def has_labour(household: Household) -> bool:
    """What is not known counts as no: nobody is asked to work who perhaps cannot."""
    return bool(wide.known([household.pk]).get(household.pk, {}).get("has_labour"))


def problems(plan: Plan) -> list[str]:
    """Empty where the plan may be submitted."""
    items = list(plan.items.select_related("measure", "member"))
    given = list(
        Award.objects.on(timezone.localdate())
        .filter(household=plan.household)
        .select_related("measure")
    )
    return [
        *_unfit_episode(plan.episode),
        *_without_contact(plan),
        *_given_already(items, given),
        *_not_enough(plan.household, items, given),
    ]


def _unfit_episode(episode: Episode) -> Iterator[str]:
    if not may_be_helped(episode):
        yield _("This household is not monitored, and no green channel is open for it.")


def _without_contact(plan: Plan) -> Iterator[str]:
    if not (plan.contact and plan.contact_phone):
        yield _("Name one contact person with a telephone number.")


def _given_already(items: Sequence[PlanItem], given: Sequence[Award]) -> Iterator[str]:
    said = _("%(measure)s is already given. Take it out of the plan.")
    for item in items:
        if any(_same(item, award) for award in given):
            yield said % {"measure": item}


def _same(item: PlanItem, award: Award) -> bool:
    """The same measure for the same one, in days that overlap."""
    last, ends = item.ends_on or date.max, award.ends_on or date.max
    same = (item.measure_id, item.member_id) == (award.measure_id, award.member_id)
    return same and item.starts_on <= ends and award.starts_on <= last


def _not_enough(
    household: Household, items: Sequence[PlanItem], given: Sequence[Award]
) -> Iterator[str]:
    if not items:
        yield _("Choose at least one measure.")
        return
    measures: list[Measure] = [item.measure for item in items]
    measures += [award.measure for award in given]
    if has_labour(household):
        if not any(measure.is_development for measure in measures):
            yield _(
                "Somebody in this household can work: add a development measure that is more than "
                "training or “other”."
            )
    elif not any(measure.category == Category.SAFETY_NET for measure in measures):
        yield _("Nobody in this household can work: add a measure of the social safety net.")
