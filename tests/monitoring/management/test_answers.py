"""With --json, standard output holds JSON and nothing else, whatever the exit status."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["explain", "NOPE", "--json"], 1),
        (["screen", "--division", "999999999999", "--json"], 1),
    ],
)
@pytest.mark.django_db
def test_a_refusal_is_said_as_json(command, status):
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(*command, stdout=out)
    assert json.loads(out.getvalue()) == {"error": str(refused.value)}
    assert refused.value.returncode == status
