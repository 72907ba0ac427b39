"""What is known of a household for the matching, read once, whatever it has."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assistance.awards.models import Award
from assistance.catalogue.models import Measure, Terms
from assistance.plans.matching import Situation, Suggestion, suggest
from assistance.plans.needs import Person
from monitoring.cases.casework.models import Episode
from monitoring.cases.visits.groups import BEYOND_COMPULSORY
from monitoring.criteria.packs import parameters_in_force
from monitoring.criteria.querysets import county_code
from monitoring.criteria.sentences import Verdict, clauses
from monitoring.indicators import wide
from monitoring.registry.choices import Health, Labour, SchoolStage
from monitoring.registry.models import Member

ABLE = (Labour.ORDINARY, Labour.SKILLED, Labour.WEAK)
ILL = {Health.SERIOUS, Health.CHRONIC}
COMPULSORY = (
    SchoolStage.PRIMARY, SchoolStage.GRADE_7, SchoolStage.GRADE_8, SchoolStage.GRADE_9,
)  # fmt: skip


def of_episode(episode: Episode) -> list[Suggestion]:
    """For a household that is monitored, or helped by the green channel, today."""
    today = timezone.localdate()
    terms = list(
        Terms.objects.in_force(today, episode.division_id).prefetch_related("excludes")
    )  # fmt: skip
    return suggest(_situation(episode, terms, today), [each.measure for each in terms])


def offered(code: str) -> QuerySet[Measure]:
    """What can be given today at place `code`."""
    terms = Terms.objects.in_force(timezone.localdate(), code)
    return Measure.objects.filter(pk__in=terms.values("measure"))


def _situation(episode: Episode, terms: Sequence[Terms], today: date) -> Situation:
    known = wide.known([episode.household_id]).get(episode.household_id, {})
    awards = Award.objects.on(today).filter(household=episode.household_id)
    received = frozenset(awards.values_list("measure_id", "member_id"))
    met, unmet = _entitlements(episode, terms, known, today)
    given = {measure for measure, _member in received}
    return Situation(
        risks=[told["risk"] for told in episode.risks],
        has_labour=bool(known.get("has_labour")),
        people=_people(episode, today),
        received=received,
        excluded=frozenset(
            other.pk for each in terms if each.measure_id in given for other in each.excludes.all()
        ),
        unentitled=frozenset(unmet),
        entitled=met,
    )


def _entitlements(
    episode: Episode, terms: Sequence[Terms], known: Mapping[str, Any], today: date
) -> tuple[dict[int, str], list[int]]:
    """Of measures for a household whose conditions are facts: met in words, and those not met."""
    parameters = parameters_in_force(today, county_code(episode.division_id))
    met: dict[int, str] = {}
    unmet = []
    for each in terms:
        if each.eligibility is None or each.measure.per != Measure.Per.HOUSEHOLD:
            continue
        said = clauses(each.eligibility, known, parameters)
        if any(clause.verdict == Verdict.NO for clause in said):
            unmet.append(each.measure_id)
        elif all(clause.verdict == Verdict.YES for clause in said):
            met[each.measure_id] = "、".join(clause.sentence for clause in said)
    return met, unmet


def _people(episode: Episode, today: date) -> list[Person]:
    members = Member.objects.active().filter(household=episode.household_id).head_first()
    return [_person(member, today) for member in members]


def _person(member: Member, today: date) -> Person:
    return Person(
        pk=member.pk,
        name=member.name,
        age=member.age(today),
        can_work=member.labour in ABLE if member.labour else None,
        compulsory_pupil=member.school_stage in COMPULSORY,
        student=member.school_stage in BEYOND_COMPULSORY,
        ill=bool(ILL & set(member.health or ())),
        disabled=bool(member.disability_grade) or Health.DISABLED in (member.health or ()),
    )
