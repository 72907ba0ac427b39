"""With --json, standard output holds JSON and nothing else, whatever the exit status."""

import io
import json

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["explain", "NOPE"], 1),
        (["screen", "--division", "999999999999"], 1),
        (["screen", "--as-of", "2026-13-45"], 1),
        (["screen", "--verdicts", "/nowhere/verdicts.csv"], 1),
        (["simulate", "--set", "monitoring_line=9000", "--as-of", "yesterday"], 2),
        (["import_census", "a.xlsx", "--by", "li", "--report", "/nowhere/red.xlsx"], 2),
    ],
)
@pytest.mark.django_db
def test_a_refusal_is_said_as_json(command, status):
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(*command, "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"error": str(refused.value)}
    assert refused.value.returncode == status


@pytest.mark.usefixtures("divisions")
def test_a_workbook_that_cannot_be_written_is_refused_before_the_work():
    with pytest.raises(CommandError, match="/nowhere"):
        call_command(
            "make_census", "/nowhere/a.xlsx", "--division=130131", "--households=1", "--seed=1"
        )


@pytest.mark.parametrize(
    "words", [("simulate", "--json"), ("import_census", "--json"), ("screen", "--json", "--what")]
)
def test_words_that_are_not_understood_are_said_as_json_too(words, capsys, monkeypatch):
    argv = ["manage.py", *words]
    monkeypatch.setattr("sys.argv", argv)
    with pytest.raises(SystemExit) as stopped:
        execute_from_command_line(argv)
    assert stopped.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]
