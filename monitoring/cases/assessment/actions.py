"""What people write about a case: its income by item, its risks, its entry elsewhere."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from monitoring.cases.assessment import national, risks
from monitoring.cases.assessment.evidence import derived
from monitoring.cases.assessment.items import totals
from monitoring.cases.assessment.models import Amount, Assessment, NationalEntry
from monitoring.cases.assessment.period import KINDS, is_open, twelve_months
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.procedures.models import Process
from monitoring.exchange.writing import Table
from monitoring.registry.act import begin, create_row, finish, refuse_if, update_row
from monitoring.registry.cleaning import digits
from monitoring.registry.models import Household, Source, Statement

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@transaction.atomic
def keep_statement(
    case: Case, *, by: User, people: int, amounts: Mapping[str, Decimal], seen: int | None = None
) -> Assessment:
    """The income of the twelve months by item; totals go to the registry, the type follows.

    `seen` is the source of the assessment that the person had in view.
    """
    case = _begin(case, by=by)
    refuse_if(case.process not in KINDS, _("No income is assessed in this process."))
    refuse_if(people < 1, _("Say how many people share the income."))
    found = Assessment.objects.filter(case=case).first()
    refuse_if(
        found is not None and found.source_id != seen,
        _("Somebody else changed this meanwhile. Look at it again."),
    )
    note = str(KINDS[case.process].label)
    source = begin(case.household, by=by, note=note, kind=Source.Kind.DECISION)
    statement = _keep_totals(case, source, {"people": people, **totals(amounts)})
    kept, _created = Assessment.objects.update_or_create(
        case=case, defaults={"statement": statement, "source": source}
    )
    kept.amounts.all().delete()
    Amount.objects.bulk_create(
        Amount(assessment=kept, item=item, yuan=yuan) for item, yuan in amounts.items()
    )
    _follow_facts(case)
    finish(Event.CASE_ASSESSED, source, case.household, case=case.pk)
    return kept


@transaction.atomic
def name_risks(
    case: Case, *, by: User, named: Sequence[risks.Given], chosen_type: str = ""
) -> None:
    """The risks in their order. The type follows from the facts; another one is refused."""
    case = _begin(case, by=by)
    refuse_if(
        case.process != Process.IDENTIFICATION, _("Risks are named when a household is identified.")
    )
    risks.check(named)
    case.episode.risks = [dict(given) for given in named]
    case.episode.save(update_fields=["risks"])
    if chosen_type:
        _refuse_another_type(case, chosen_type)
    _follow_facts(case)
    audit.record(Event.CASE_ASSESSED, by=by, division_code=case.division_id, subject=case)


@transaction.atomic
def export_entries(*, by: User) -> list[Table]:
    """The households that wait for the national system, in its own columns and in full."""
    steps = national.waiting(by)
    refuse_if(not steps.exists(), _("No household waits for its entry in the national system."))
    tables = national.tables(steps)
    audit.record(
        Event.EXPORTED,
        by=by,
        division_code=steps[0].division_id,
        count=steps.count(),
        purpose="national_entry",
    )
    return tables


@transaction.atomic
def read_back(file: "UploadedFile[bytes]", *, by: User) -> national.Answers:
    """What the national system answered, row by row; reading it twice changes nothing more."""
    steps = list(national.waiting(by))
    refuse_if(not steps, _("No household waits for its entry in the national system."))
    answers = national.answers(file, steps)
    for step in steps:
        if answer := answers.by_case.get(step.case_id):
            _enter(step.case, answer, by=by)
    audit.record(
        Event.NATIONAL_ANSWER_READ,
        by=by,
        division_code=steps[0].division_id,
        count=len(answers.by_case),
        unmatched=len(answers.unmatched),
    )
    return answers


@transaction.atomic
def confirm_entry(step: CaseStep, *, by: User, code: str) -> None:
    """Entered by hand, with the household's number there."""
    require(by, f"cases.{step.level}", step.division_id)
    refuse_if(
        not national.waiting(by).filter(pk=step.pk).exists(),
        _("This case does not wait for its entry in the national system."),
    )
    _enter(step.case, national.Answer(code=digits(code)), by=by)
    entry = NationalEntry.objects.get(case=step.case_id)
    if entry.errors:
        raise ValidationError(entry.errors)
    audit.record(
        Event.NATIONAL_ANSWER_READ,
        by=by,
        division_code=step.division_id,
        subject=step.case,
        count=1,
    )


def _begin(case: Case, *, by: User) -> Case:
    """The case under its lock, as long as it may be assessed."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("household", "episode")
    found = locked.get(pk=case.pk)
    require(by, "cases.assess", found.division_id)
    refuse_if(
        not is_open(found), _("The appraisal has passed. Have the case sent back to change this.")
    )
    return found


def _keep_totals(case: Case, source: Source, values: dict[str, Any]) -> Statement:
    starts, ends = twelve_months(case.opened_on)
    kind = KINDS[case.process]
    found = case.household.statements.filter(kind=kind, starts=starts).first()
    if found is None:
        found = Statement(household=case.household)
        create_row(
            found, source=source, kind=kind, year=ends.year, starts=starts, ends=ends, **values
        )
    else:
        update_row(found, source=source, **values)
    return found


def _refuse_another_type(case: Case, chosen: str) -> None:
    found = derived([case]).get(case.pk)
    if found is None:
        raise ValidationError(_("The type follows from the income. Itemise the income first."))
    refuse_if(
        chosen != found.type,
        _("The facts say otherwise: %(ground)s") % {"ground": found.ground},
    )


def _follow_facts(case: Case) -> None:
    """The type that follows from what is known now; none while something is missing."""
    if case.process != Process.IDENTIFICATION:
        return
    found = derived([case]).get(case.pk)
    case.episode.type = (found.type or "") if found else ""
    case.episode.save(update_fields=["type"])


def _enter(case: Case, answer: national.Answer, *, by: User) -> None:
    errors = answer.errors or _take_code(case.household, answer.code, by=by)
    NationalEntry.objects.update_or_create(
        case=case,
        defaults={
            "code": "" if errors else answer.code,
            "errors": errors,
            "by": by,
            "at": timezone.now(),
        },
    )


def _take_code(household: Household, code: str, *, by: User) -> list[str]:
    """The household goes by its national number from now on; the sentences where it cannot."""
    if not code:
        return [_("The household code is missing.")]
    if not (code.isascii() and code.isalnum()):
        # Also 1.3E+17: the spreadsheet program has lost its last digits.
        return [_("“%(code)s” is no household code. Write it as text.") % {"code": code[:40]}]
    if code == household.code:
        return []
    try:
        with transaction.atomic():
            note = _("Number of the national system")
            source = begin(household, by=by, note=note, kind=Source.Kind.DECISION)
            update_row(household, source=source, code=code)
            finish(Event.HOUSEHOLD_CHANGED, source, household, entity="household", fields=["code"])
    except ValidationError as refused:
        household.refresh_from_db(fields=["code"])
        return list(refused.messages)
    return []
