"""The example in docs/api does what it says, against the running API."""

import json
import subprocess
import sys

import pytest

from tests import factories
from tests.e2e.pages import DOCS

WANG = "130131195603121234"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_docs_sends_and_follows_its_records(live_server, divisions, tmp_path):
    factories.member(factories.household(), id_number=WANG)
    client, secret = factories.department_client_and_secret(feeds=["medical-costs"])
    records = [
        {"id_number": WANG, "month": "2026-10", "own_burden": "3260.50"},
        {"id_number": WANG, "month": "2026-13", "own_burden": "3260.50"},
    ]
    (tmp_path / "records.json").write_text(json.dumps(records))
    ran = subprocess.run(
        [sys.executable, DOCS / "api" / "client.py", "medical-costs", tmp_path / "records.json"],
        env={
            "MONITORING_URL": live_server.url,
            "CLIENT_ID": client.application.client_id,
            "CLIENT_SECRET": secret,
        },
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    wrong, fates = ran.stdout.splitlines()
    assert wrong.startswith("2 {'month'")
    assert "'matched': 1" in fates or "'flagged': 1" in fates
