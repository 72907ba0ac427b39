"""`manage.py screen`: what a script reads from it."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from monitoring.screening.models import Flag
from tests import factories
from tests.monitoring.screening.test_screen import TODAY, poor

pytestmark = pytest.mark.usefixtures("divisions")


def said(capsys, *arguments):
    call_command("screen", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_json_has_the_counts_and_nothing_else_is_printed(capsys):
    poor()
    result = said(capsys)
    assert (result["households"], result["flagged"], result["new"], result["cleared"]) == (
        1,
        1,
        1,
        0,
    )
    assert result["data_gaps"] > 0
    assert result["seconds"] >= 0
    assert result["criteria"]["income-below-line"]["yes"] == 1
    assert "monitoring_line" in result["stale_parameters"]


def test_a_division_may_be_named_without_its_zeros(capsys):
    poor()
    assert said(capsys, "--division=130131")["households"] == 1
    assert said(capsys, "--division=130129")["households"] == 0


def test_verdicts_go_to_a_file(capsys, tmp_path):
    household = poor()
    path = tmp_path / "verdicts.csv"
    said(capsys, f"--verdicts={path}")
    assert f"{household.code},income-below-line,yes" in path.read_text().splitlines()


def test_another_day_writes_no_flags(capsys):
    poor()
    day = TODAY - timedelta(days=3)
    result = said(capsys, f"--as-of={day}")
    assert (result["as_of"], result["flagged"], result["new"]) == (day.isoformat(), 1, 0)
    assert not Flag.objects.exists()


def test_refusals_say_what_to_do():
    with pytest.raises(CommandError, match="没有代码为“99”的行政区划"):
        call_command("screen", "--division=99")
    with pytest.raises(CommandError, match="2001-01-01 没有现行标准"):
        call_command("screen", "--as-of=2001-01-01")


def test_a_county_alone_is_screened(capsys):
    poor(factories.FAR_VILLAGE)
    assert said(capsys, f"--division={factories.ZANHUANG}")["flagged"] == 1
