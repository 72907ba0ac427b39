"""Handing in a visit: the one act that writes a visit, its changes and what it satisfies."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import Event
from accounts.models import User
from monitoring.cases.casework.models import Case
from monitoring.cases.visits import changes, questions, rules
from monitoring.cases.visits.contradictions import contradictions
from monitoring.cases.visits.effect import distance, open_criteria
from monitoring.cases.visits.facts import of_household, of_members
from monitoring.cases.visits.forms import UNCHANGED, Submission
from monitoring.cases.visits.known import known_of
from monitoring.cases.visits.models import Purpose, Visit, VisitDraft, VisitDue, VisitPhoto
from monitoring.cases.visits.sections import BY_CODE
from monitoring.registry.act import begin, finish
from monitoring.registry.models import Household, Source


@transaction.atomic
def submit_visit(household: Household, *, by: User, submission: Submission) -> Visit:
    """The visit, its changes in the registry with the visit as source, what it satisfies.

    Handed in again, the same id gives the same visit. ConflictError where somebody changed values
    meanwhile: nothing is written.
    """
    Household.objects.select_for_update().get(pk=household.pk)
    handed_in = Visit.objects.filter(pk=submission.id).first()
    if handed_in:
        return _the_same(handed_in, household, by)
    rules.judge(submission, by)
    source = _begin(household, by, submission)
    before = {"flags_before": open_criteria(household), "distance_before": distance(household)}
    known = known_of(household)
    given = questions.answers(household, submission.chosen)
    questions.refuse_both(given, submission.values)
    changed = changes.write(known, submission.values, submission.seen, source=source)
    changed += questions.settle(household, given, source=source)
    if "schooling" in submission.answers:
        changes.confirm_school_year(known, source=source)
    answers = _answers(submission, changed)
    visit = _save(household, by, submission, source, before | {"answers": answers})
    _keep_photos(visit, submission)
    _satisfy(visit)
    VisitDraft.objects.filter(household=household, by=by).delete()
    finish(Event.VISITED, source, household, visit=str(visit.pk), changed=len(changed))
    return visit


def _the_same(visit: Visit, household: Household, by: User) -> Visit:
    if (visit.household_id, visit.by_id) != (household.pk, by.pk):
        raise ValidationError(_("Another visit has this number. Load the page again."))
    return visit


def _begin(household: Household, by: User, submission: Submission) -> Source:
    note = str(Purpose(submission.purpose).label)
    return begin(household, by=by, note=note, kind=Source.Kind.VISIT, allowed=rules.require_visit)


def _save(
    household: Household, by: User, submission: Submission, source: Source, more: dict[str, Any]
) -> Visit:
    known = known_of(household)
    visit = Visit(
        id=submission.id,
        household=household,
        division=household.division,
        case=_running_case(household, submission),
        source=source,
        by=by,
        purpose=submission.purpose,
        way=submission.way,
        visited_on=submission.visited_on,
        difficulties=submission.difficulties,
        finding=submission.finding,
        finding_reason=submission.finding_reason,
        second_name=submission.second_name,
        second_by=rules.colleague(submission.second_name, household, by),
        refusal=submission.refusal,
        warnings=contradictions(of_household(known), of_members(known)),
        **more,
    )
    if submission.second_signature:
        visit.second_signature = submission.second_signature
    if submission.householder_signature:
        visit.householder_signature = submission.householder_signature
    visit.save(force_insert=True)
    return visit


def _answers(submission: Submission, changed: list[str]) -> dict[str, Any]:
    """By section "unchanged", or the keys of what changed there."""
    return {
        code: [key for key in changed if BY_CODE[code].has(_field(key))] or UNCHANGED
        for code in submission.answers
        if code in BY_CODE
    }


def _field(key: str) -> str:
    """member.12.labour is the section's field member.labour."""
    entity, column = key.split(".")[0], key.rpartition(".")[2]
    return f"{entity}.{column}"


def _running_case(household: Household, submission: Submission) -> Case | None:
    if submission.purpose != Purpose.CHECK:
        return None
    case = Case.objects.running().filter(household=household).first()
    if case is None:
        raise ValidationError(
            _("No case of this household is running. Hand this in as a follow-up visit.")
        )
    return case


def _keep_photos(visit: Visit, submission: Submission) -> None:
    for photo in submission.photos:
        VisitPhoto.objects.create(visit=visit, file=photo)


def _satisfy(visit: Visit) -> None:
    """Once for every visit that is due in a period that it falls into, whoever was to make it."""
    VisitDue.objects.open().filter(household=visit.household, starts__lte=visit.visited_on).update(
        visit=visit
    )
