"""The decision log altered behind the application's back, and found by `verify_audit`."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts import audit, proofs
from accounts.events import Event
from accounts.models import AuditEvent
from monitoring.cases.casework import workflow
from monitoring.cases.casework.following import follow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep
from tests import factories
from tests.accounts.test_chain import tamper

pytestmark = pytest.mark.django_db

REASON = "户主患大病，但已获赔付"
STEP = "UPDATE monitoring_casestep SET"


@pytest.fixture
def case(township, village, county) -> Case:
    """Accepted, visited, compared, sent back, visited once more; and then refused."""
    made = begin_identification(factories.household(), by=township)
    accept = made.procedure.steps.get(code="accept")
    workflow.pass_on(waiting(made, "accept"), by=township)
    workflow.pass_on(waiting(made, "visit"), by=village, note="材料齐全")
    workflow.pass_on(waiting(made, "compare"), by=county)
    workflow.send_back(waiting(made, "review"), to=accept, by=township, reason="缺授权书")
    workflow.refuse(waiting(made, "accept"), by=township, reason=REASON)
    return made


def waiting(case: Case, code: str) -> CaseStep:
    return case.steps.open().get(step__code=code)


def refused(case: Case) -> CaseStep:
    return case.steps.get(state="refused")


def found() -> list[tuple[str, object, object]]:
    return [(each.kind, each.where["step"], each.where["case"]) for each in proofs.differences()]


def test_an_honest_log_has_no_differences_even_after_a_move(case, township):
    begin_identification(factories.household(), by=township)
    case.household.division_id = factories.OTHER_VILLAGE
    case.household.save()
    follow(factories.source(), [case.household_id])
    assert case.steps.filter(division=factories.OTHER_VILLAGE).count() == 5
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [
        "state = 'passed'",
        "state = 'void'",
        "state = 'open', by_id = NULL, closed_at = NULL",
        "level = 'county'",
        "reason = '收入高于标准'",
        "by_id = (SELECT max(id) FROM accounts_user)",
        "closed_at = closed_at - interval '1 second'",
        "opened_at = opened_at - interval '1 day'",
        "step_id = (SELECT max(id) FROM monitoring_step)",
    ],
)
def test_an_altered_step_is_named_by_case_and_step(case, change):
    tamper(f"{STEP} {change} WHERE id = %s", refused(case).pk)
    assert found() == [("altered", "accept", str(case.pk))]


def test_an_altered_procedure_alters_what_was_decided_by_it(case):
    tamper("UPDATE monitoring_step SET position = 9 WHERE code = 'compare'")
    assert found() == [("altered", "compare", str(case.pk))]


def test_two_decisions_exchanged_are_both_found(case):
    first, last = case.steps.get(step__code="visit"), case.steps.get(step__code="compare")
    for step, other in ((first, last), (last, first)):
        tamper(f"{STEP} reason = %s, by_id = %s WHERE id = %s", other.reason, other.by_id, step.pk)
    assert [(kind, step) for kind, step, _ in found()] == [
        ("altered", "visit"),
        ("altered", "compare"),
    ]


def test_a_deleted_step_is_found(case):
    step = refused(case)
    tamper("DELETE FROM monitoring_casestep WHERE id = %s", step.pk)
    assert found() == [("deleted", "accept", str(case.pk))]


def test_a_case_deleted_with_all_its_steps_is_found(case):
    tamper("DELETE FROM monitoring_casestep")
    assert {kind for kind, _, _ in found()} == {"deleted"}
    assert len(found()) == 5


def test_a_step_that_nobody_decided_is_found(case, county):
    begun = begin_identification(factories.household(), by=None)
    step = waiting(begun, "accept")
    tamper(
        f"{STEP} state = 'passed', by_id = %s, closed_at = now() WHERE id = %s", county.pk, step.pk
    )
    assert found() == [("inserted", "accept", str(begun.pk))]


def test_a_step_whose_audit_row_is_gone_is_found(case):
    last = AuditEvent.objects.filter(event="cases.refused").get()
    tamper("DELETE FROM accounts_auditevent WHERE id = %s", last.pk)
    assert found() == [("inserted", "accept", str(case.pk))]


def test_an_audit_row_made_up_for_a_step_proves_nothing(case, county):
    begun = begin_identification(factories.household(), by=None)
    step = waiting(begun, "accept")
    tamper(
        f"{STEP} state = 'passed', by_id = %s, closed_at = now() WHERE id = %s", county.pk, step.pk
    )
    copied = AuditEvent.objects.filter(event="cases.step_passed").first().detail
    audit.record(
        Event.STEP_PASSED,
        by=county,
        subject=begun,
        **(copied | {"step": "accept", "decision": step.pk}),
    )
    assert found() == [("altered", "accept", str(begun.pk))]


def test_the_command_names_case_and_step_and_fails(case):
    step = refused(case)
    row = AuditEvent.objects.get(event="cases.refused")
    assert verified() == (0, [])
    tamper(f"{STEP} state = 'passed' WHERE id = %s", step.pk)
    where = {"case": str(case.pk), "step": "accept", "decision": str(step.pk)}
    assert verified() == (1, [{"kind": "altered", "where": where, "id": row.pk}])
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=out)
    assert f"case {case.pk} step accept decision {step.pk}" in out.getvalue()


def verified() -> tuple[int, object]:
    out, status = StringIO(), 0
    try:
        call_command("verify_audit", "--json", stdout=out)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    answer = json.loads(out.getvalue())
    assert answer["ok"] is (status == 0)
    assert answer["findings"] == []
    return status, answer["differences"]


def test_the_audit_repeats_no_word_of_a_reason(case):
    assert not AuditEvent.objects.filter(detail__icontains=REASON[:4]).exists()
