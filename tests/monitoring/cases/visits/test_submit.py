from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent
from monitoring.cases.casework import evidence, workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.visits import drafts
from monitoring.cases.visits.actions import submit_visit
from monitoring.cases.visits.changes import ConflictError
from monitoring.cases.visits.effect import effect_of
from monitoring.cases.visits.models import Visit, VisitDraft
from monitoring.registry.actions import edit_statement, pair_helper
from monitoring.registry.models import Change, Source, Statement
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.monitoring.cases.visits.submissions import check, submission
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

THIS_YEAR = timezone.localdate().year


@pytest.fixture
def household():
    made = factories.household(household_type="脱贫户")
    factories.member(made, name="王建国", relation="户主", work_months=8, work_place="石家庄")
    factories.statement(made, THIS_YEAR)
    factories.conditions(made, house_grade="B", safe_water=True, dangerous_house=False)
    return made


@pytest.fixture
def cadre():
    return factories.user("village", factories.VILLAGE, full_name="刘书记")


def wage(value="0", seen="30000.00"):
    return {
        "values": {"statement.wage_income": Decimal(value)},
        "seen": {"statement.wage_income": Decimal(seen)},
    }


def test_an_unchanged_visit_is_kept_and_changes_nothing(household, cadre):
    visit = submit_visit(household, by=cadre, submission=submission())
    assert Change.objects.count() == 0
    assert visit.answers["income"] == "unchanged"
    assert AuditEvent.objects.get(event="visits.handed_in").division_code == factories.VILLAGE


def test_a_change_has_the_visit_as_source_and_the_flags_follow(
    household, cadre, django_capture_on_commit_callbacks
):
    screen(as_of=timezone.localdate(), by=None, household_ids=[household.pk],
           trigger=Run.Trigger.MANUAL)  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        visit = submit_visit(household, by=cadre, submission=submission(**wage()))
    change = Change.objects.get(field="wage_income")
    assert change.source_id == visit.source_id
    assert change.source.kind == Source.Kind.VISIT
    assert visit.answers["income"] == ["statement.wage_income"]
    assert visit.warnings == ["王建国务工 8 个月，但家庭工资性收入为 0。"]
    effect = effect_of(visit, cadre)
    assert "人均纯收入低于监测标准" in effect.new
    assert (effect.distance_before, effect.distance_now) == (Decimal("3700.00"), -6300)


def test_amounts_of_last_year_begin_a_statement_of_this_year(household, cadre):
    Statement.objects.all().delete()
    factories.statement(household, THIS_YEAR - 1)
    submit_visit(household, by=cadre, submission=submission(**wage("1000")))
    before, now = Statement.objects.order_by("year")
    assert (before.wage_income, now.year, now.wage_income) == (30000, THIS_YEAR, 1000)
    assert now.business_income == before.business_income
    assert now.source.kind == Source.Kind.VISIT


def test_what_somebody_else_changed_meanwhile_is_put_to_the_visitor(household, cadre):
    officer = factories.user("county", factories.PINGSHAN)
    statement = household.statements.get()
    edit_statement(statement, by=officer, note="核对", wage_income=Decimal(12000))
    with pytest.raises(ConflictError) as conflict:
        submit_visit(household, by=cadre, submission=submission(**wage()))
    assert conflict.value.current == {"statement.wage_income": Decimal(12000)}
    assert Visit.objects.count() == 0
    mine = submission(**wage(seen="12000"))
    submit_visit(household, by=cadre, submission=mine)
    assert household.statements.get().wage_income == 0


@pytest.mark.django_db(transaction=True)
def test_handed_in_ten_times_at_once_it_is_one_visit(household, cadre):
    sent = submission(**wage())

    visits = at_once(*[lambda: submit_visit(household, by=cadre, submission=sent)] * 10)
    assert {visit.pk for visit in visits} == {sent.id}
    assert (Visit.objects.count(), Change.objects.count()) == (1, 1)


def test_somebody_elses_number_is_refused(household, cadre):
    sent = submission()
    submit_visit(household, by=cadre, submission=sent)
    other = factories.user("village", factories.VILLAGE)
    with pytest.raises(ValidationError):
        submit_visit(household, by=other, submission=sent)


def test_every_section_is_answered(household, cadre):
    partly = submission(answers={"people": "unchanged"})
    with pytest.raises(ValidationError, match="住房安全"):
        submit_visit(household, by=cadre, submission=partly)
    short = {"people": "unchanged", "income": "unchanged", "difficulties": "unchanged"}
    round_visit = submission(purpose="round", way="telephone", answers=short)
    assert submit_visit(household, by=cadre, submission=round_visit).way == "telephone"


def test_a_visit_is_not_in_the_future(household, cadre):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError):
        submit_visit(household, by=cadre, submission=submission(visited_on=tomorrow))


def test_only_who_answers_for_the_household_visits_it(household):
    helper = factories.user("helper", factories.OTHER_VILLAGE)
    for by in (helper, factories.user("village", factories.OTHER_VILLAGE),
               factories.user("county", factories.PINGSHAN)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            submit_visit(household, by=by, submission=submission())
    officer = factories.user("county", factories.PINGSHAN)
    pair_helper(household, helper=helper, by=officer)
    assert submit_visit(household, by=helper, submission=submission(**wage()))


def test_a_check_by_two_is_the_evidence_of_its_case(household, cadre):
    township = factories.user("township", factories.PINGSHAN_TOWN, full_name="王会计")
    case = begin_identification(household, by=None)
    workflow.pass_on(case.steps.open().get(), by=township)
    step = case.steps.open().get(step__code="visit")
    assert len(evidence.missing([step])[step.pk]) == 2
    with pytest.raises(ValidationError):
        submit_visit(household, by=cadre, submission=check(second_signature=None))
    submit_visit(household, by=cadre, submission=check())
    assert evidence.missing([step]) == {step.pk: []}
    took_part = set().union(*(people(case) for people in evidence.involved))
    assert {cadre.pk, township.pk} <= took_part


@pytest.mark.parametrize(
    "lacking",
    [
        {"way": "telephone"},
        {"second_name": ""},
        {"householder_signature": None},
        {"finding": ""},
        {"finding_reason": ""},
    ],
)
def test_a_check_without_one_of_its_parts_is_refused(household, cadre, lacking):
    begin_identification(household, by=None)
    with pytest.raises(ValidationError):
        submit_visit(household, by=cadre, submission=check(**lacking))
    assert Visit.objects.count() == 0


def test_a_recorded_refusal_stands_for_the_signature(household, cadre):
    case = begin_identification(household, by=None)
    refused = check(householder_signature=None, refusal="不愿授权查询")
    submit_visit(household, by=cadre, submission=refused)
    assert Visit.objects.checks_of(case).get().refusal == "不愿授权查询"


def test_a_check_needs_a_running_case(household, cadre):
    with pytest.raises(ValidationError, match="走访"):
        submit_visit(household, by=cadre, submission=check())


def test_nobody_is_the_second_checker_of_their_own_visit(household, cadre):
    factories.procedure((1, "visit", "village"), (2, "review", "township"))
    begin_identification(household, by=None)
    with pytest.raises(ValidationError, match="另一人"):
        submit_visit(household, by=cadre, submission=check(second_name=cadre.full_name))


def test_whoever_bears_the_second_checkers_name_does_not_review(household, cadre):
    factories.procedure((1, "visit", "village"), (2, "review", "township"))
    case = begin_identification(household, by=None)
    reviewer, _namesake = (
        factories.user("township", factories.PINGSHAN_TOWN, full_name="王会计") for _ in range(2)
    )
    submit_visit(household, by=cadre, submission=check(second_name="王会计"))
    workflow.pass_on(case.steps.open().get(), by=cadre)
    with pytest.raises(ValidationError, match="他人审核"):
        workflow.pass_on(case.steps.open().get(), by=reviewer)


def test_somebody_leaves_during_the_visit(household, cadre):
    left = factories.member(household, name="赵小兰", birth_date="1950-01-01")
    today = timezone.localdate()
    keys = {f"member.{left.pk}.status": "deceased", f"member.{left.pk}.left_on": today}
    submit_visit(household, by=cadre, submission=submission(values=keys))
    left.refresh_from_db()
    assert (left.status, left.left_on) == ("deceased", today)
    head = household.members.get(relation="户主")
    keys = {f"member.{head.pk}.status": "deceased", f"member.{head.pk}.left_on": today}
    with pytest.raises(ValidationError, match="新户主"):
        submit_visit(household, by=cadre, submission=submission(values=keys))


def test_asked_about_school_this_year_a_childs_stage_is_this_years(household, cadre):
    child = factories.member(
        household, birth_date=f"{THIS_YEAR - 9}-03-01", school_stage="小学",
        school_year=THIS_YEAR - 1,
    )  # fmt: skip
    submit_visit(household, by=cadre, submission=submission())
    child.refresh_from_db()
    assert child.school_year == THIS_YEAR


def test_the_draft_goes_with_its_visit_and_does_not_come_back(household, cadre):
    sent = submission()
    data = {"id": str(sent.id), "values": {}}
    assert drafts.keep(household, by=cadre, data=data)
    submit_visit(household, by=cadre, submission=sent)
    assert not drafts.keep(household, by=cadre, data=data)
    assert VisitDraft.objects.count() == 0
