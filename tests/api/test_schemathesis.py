"""The running API against its own document: whatever schemathesis makes of it, nothing fails."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.clients.offers import every_field
from tests import factories

EXAMPLES = 10  # of each operation and phase
# Every feed is answered by the same view; three of them have every kind of field.
LIKE_THEM = "feeds/(?!medical-costs|water-supply|school-status)"
CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.django_db(transaction=True)
def test_the_api_keeps_to_its_document(live_server, divisions, tmp_path):
    document = tmp_path / "schema.yaml"
    call_command("spectacular", file=str(document), validate=True, fail_on_warn=True)
    member = factories.member(factories.household(), id_number="130131195603121234")
    factories.flag(member.household)
    client = factories.department_client(
        feeds=list(FEEDS), fields=sorted(every_field()), per_minute=32_000
    )
    token = factories.bearer(client)["Authorization"]
    ran = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG, "run",
            document, "--url", live_server.url, "-H", f"Authorization: {token}",
            "--exclude-path-regex", LIKE_THEM, "--checks", "all",
            "--max-examples", str(EXAMPLES), "--continue-on-failure", "--generation-deterministic",
            "--request-timeout", "60", "--no-color",
        ],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
