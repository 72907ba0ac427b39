"""The audit refuses change, and shows the change of whoever got around that."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts import audit, chain
from accounts.events import Event
from accounts.models import AuditEvent

pytestmark = pytest.mark.django_db

TABLE = "accounts_auditevent"


def record(**detail: Any) -> AuditEvent:
    return audit.record(Event.SCREENED, by=None, count=3, **detail)


def sealed_rows(count: int = 4) -> list[AuditEvent]:
    rows = [record(number=number) for number in range(count)]
    chain.seal()
    return rows


def tamper(sql: str, *values: Any) -> None:
    """What a superuser of the database can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = origin")


def found() -> list[tuple[str, int | None]]:
    return [(finding.kind, finding.position) for finding in chain.verify().findings]


def test_an_honest_audit_has_no_findings_and_goes_on():
    sealed_rows()
    record()
    assert (chain.seal(), chain.seal()) == (1, 0)
    assert found() == []


def test_a_row_that_commits_late_is_sealed_later_whatever_its_id():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{TABLE}', 'id'))")
        held_back = cursor.fetchone()[0]
    sealed_rows()
    late = record()
    tamper(f"UPDATE {TABLE} SET id = %s WHERE id = %s", held_back, late.pk)
    assert chain.seal() == 1
    assert found() == []


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {TABLE} SET count = 1 WHERE id = %s",
        f"UPDATE {TABLE} SET chain = NULL WHERE id = %s",
        f"UPDATE {TABLE} SET position = position + 10 WHERE id = %s",
        f"DELETE FROM {TABLE} WHERE id = %s",
        f"TRUNCATE {TABLE} /* %s */",
    ],
)
def test_the_database_refuses_to_change_the_audit(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER audit_truncate")
    row = sealed_rows(1)[0]
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql, [row.pk])
    assert AuditEvent.objects.get(pk=row.pk).count == 3


def test_an_altered_row_is_found():
    rows = sealed_rows()
    tamper(f"UPDATE {TABLE} SET count = 300 WHERE id = %s", rows[1].pk)
    assert found() == [("altered", 2)]


def test_a_deleted_row_is_found():
    rows = sealed_rows()
    tamper(f"DELETE FROM {TABLE} WHERE id = %s", rows[1].pk)
    assert found() == [("deleted", 2)]


def test_deleting_the_newest_rows_is_found():
    rows = sealed_rows()
    tamper(f"DELETE FROM {TABLE} WHERE id >= %s", rows[2].pk)
    record()
    chain.seal()
    assert found() == [("deleted", 3), ("deleted", 4)]


def test_an_inserted_row_is_found_and_never_sealed():
    sealed_rows()
    tamper(
        f"INSERT INTO {TABLE} (at, event, division_code, subject, subject_id, detail, request_id,"
        " digest) VALUES (now(), 'screening.screened', '', '', '', '{}', '', 'made up')"
    )
    chain.seal()
    assert found() == [("inserted", None)]


def test_a_row_put_in_the_place_of_another_is_found():
    rows = sealed_rows()
    other = record()
    tamper(f"UPDATE {TABLE} SET position = NULL, chain = NULL WHERE id = %s", rows[1].pk)
    tamper(f"UPDATE {TABLE} SET position = 2, chain = %s WHERE id = %s", rows[0].digest, other.pk)
    assert ("altered", 2) in found()


def test_the_command_says_so_and_fails():
    rows = sealed_rows()
    out = StringIO()
    call_command("verify_audit", "--json", stdout=out)
    assert json.loads(out.getvalue())["ok"] is True
    tamper(f"DELETE FROM {TABLE} WHERE id = %s", rows[1].pk)
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_audit", "--json", stdout=out)
    assert stopped.value.code == 1
    assert json.loads(out.getvalue())["findings"] == [
        {"kind": "deleted", "position": 2, "id": None}
    ]
