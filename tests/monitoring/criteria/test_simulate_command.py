"""`manage.py simulate`: JSON alone on standard output, a clear sentence for what is wrong."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.monitoring.criteria.test_simulation import a_household, villages

__all__ = ["villages"]
pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command("simulate", *arguments)
    return capsys.readouterr().out


def test_the_json_says_what_changes(villages, capsys):
    said = json.loads(
        run(capsys, "--set", "monitoring_line=9000", "--division", "130131", "--json")
    )
    assert said["set"] == {"monitoring_line": "9000"}
    assert (said["division"], said["households"]) == (factories.PINGSHAN, 10)
    assert (said["today"], said["tried"]) == ({"flagged": 4}, {"flagged": 8})
    assert said["by_criterion"]["income-below-line"]["newly_flagged"] == 4
    assert said["by_township"][0] == {
        "code": factories.PINGSHAN_TOWN, "name": "平山镇",
        "today": 2, "tried": 4, "newly_flagged": 2, "newly_cleared": 0,
    }  # fmt: skip
    assert [row["code"] for row in said["by_village"]] == [
        factories.VILLAGE,
        factories.OTHER_VILLAGE,
    ]


def test_examples_are_household_codes_also_of_those_just_imported(villages, capsys):
    household = a_household("130131102201", "8500", code="1301311022010001")
    said = json.loads(run(capsys, "--set", "monitoring_line=9000", "--json"))
    assert household.code in said["examples"]["newly_flagged"]
    assert said["examples"]["newly_cleared"] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--set", "line=9000"], "monitoring_line"),
        (["--set", "monitoring_line"], "monitoring_line"),
        (["--set", "monitoring_line=viel"], "viel"),
        (["--set", "monitoring_line=-1"], "-1"),
        (["--set", "monitoring_line=NaN"], "NaN"),
        (["--set", "monitoring_line=9000", "--division", "990000"], "990000"),
        (["--set", "monitoring_line=9000", "--as-of", "gestern"], "gestern"),
        (["--set", "monitoring_line=9000", "--as-of", "2019-01-01"], "2019-01-01"),
    ],
)
def test_what_is_wrong_is_said(divisions, capsys, arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        run(capsys, *arguments, "--json")
    assert refused.value.returncode == 2
    assert json.loads(capsys.readouterr().out) == {"error": str(refused.value)}
