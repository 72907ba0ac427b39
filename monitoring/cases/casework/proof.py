"""The decision log, proved: every decided step beside the audit row of its decision, both ways.

The audit holds a keyed hash of the step, because a reason is free text and may name an illness.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from accounts.audit import keyed
from accounts.events import Event
from accounts.proofs import Difference
from monitoring.cases.casework.models import CaseStep

EVENTS = (Event.STEP_PASSED, Event.STEP_SENT_BACK, Event.CASE_REFUSED)
AT_ONCE = 5000

# Compared as text: what other hands wrote into the audit need not be a number.
COMPARED = """
    SELECT said.id, said.proof, coalesce(said.case_id, s.case_id::text),
        coalesce(said.step, p.code), coalesce(said.decision, s.id::text),
        s.id, s.case_id, p.code, p.position, s.level, s.state, s.by_id, s.reason, s.opened_at,
        s.closed_at
    FROM monitoring_casestep s
    LEFT JOIN monitoring_step p ON p.id = s.step_id
    FULL JOIN (
        SELECT id, subject_id AS case_id, detail ->> 'step' AS step,
            detail ->> 'decision' AS decision, detail ->> 'proof' AS proof
        FROM accounts_auditevent WHERE event IN %s
    ) said ON said.decision = s.id::text
    WHERE said.id IS NOT NULL OR s.state IN ('passed', 'sent_back', 'refused')
    ORDER BY s.id, said.id
"""


def of(step: CaseStep) -> dict[str, Any]:
    """What the audit row of a decision says, for `differences` to find its step again."""
    proof = keyed(
        step.pk, step.case_id, step.step.code, step.step.position, step.level, step.state,
        step.by_id, step.reason, step.opened_at, step.closed_at,
    )  # fmt: skip
    return {"step": step.step.code, "decision": step.pk, "proof": proof.hex()}


def differences() -> Iterator[Difference]:
    """What verify_audit finds (monitoring/cases/wiring.py)."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(COMPARED, [EVENTS])
        while rows := cursor.fetchmany(AT_ONCE):
            yield from filter(None, map(_difference, rows))


def _difference(row: Sequence[Any]) -> Difference | None:
    audit_id, proof, case, code, decision, *said = row
    if audit_id is None:
        kind = "inserted"
    elif said[0] is None:
        kind = "deleted"
    elif proof != keyed(*said).hex():
        kind = "altered"
    else:
        return None
    return Difference(kind, {"case": case, "step": code, "decision": decision}, audit_id)
