"""Every verdict, against an independent reading of the pack: by chance, and for a whole census."""

import csv
import io
import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings

from accounts.models import Post
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.monitoring.indicators import reference
from tests.monitoring.indicators.test_reference import insert, villages
from tests.monitoring.screening.reference_verdicts import verdicts

pytestmark = pytest.mark.usefixtures("divisions")

Said = dict[str, dict[str, str]]  # by household code and criterion


def said_by_screening(day: date) -> Said:
    file = io.StringIO()
    screen(as_of=day, by=None, trigger=Run.Trigger.MANUAL, verdicts=file)
    found: Said = {}
    for row in csv.DictReader(io.StringIO(file.getvalue())):
        found.setdefault(row["household_code"], {})[row["criterion"]] = row["verdict"]
    return found


def said_by_reference(
    household: Household, members: Any, statements: Any, conditions: Any, day: date
) -> dict[str, str]:
    if not any(member.status == "active" for member in members):
        return {}
    facts = reference.evaluate(household, members, statements, conditions, day)
    words = {True: "yes", None: "missing"}
    judged = verdicts(facts, day).items()
    return {code: words[verdict] for code, verdict in judged if verdict is not False}


@settings(max_examples=60, deadline=None)
@given(villages())
def test_screening_agrees_with_the_reference_whatever_is_blank(village):
    day, homes = village
    with transaction.atomic():
        made = insert(homes)
        found = said_by_screening(day)
        transaction.set_rollback(True)
    for household, members, statements, conditions in made:
        expected = said_by_reference(household, members, statements, conditions, day)
        assert found.get(household.code, {}) == expected


@pytest.fixture
def census(tmp_path, capsys) -> dict[str, Any]:
    """Two years of an invented census, through the import; what the import said of the second."""
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="importer")
    for year in (2025, 2026):
        path = str(tmp_path / f"census-{year}.xlsx")
        size = ("--households=600", "--seed=5", f"--year={year}")
        call_command("make_census", path, "--division=130131", *size)
        capsys.readouterr()
        with pytest.raises(SystemExit):
            call_command("import_census", path, "--by=importer", "--json")
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_an_invented_census_is_clean_and_every_verdict_of_it_is_right(census):
    assert census["households"]["refused"] == census["members"]["refused"] == 0
    day = date(2026, 11, 23)
    found = said_by_screening(day)
    conditions = {each.household_id: each for each in LivingConditions.objects.all()}
    for household in Household.objects.prefetch_related("members", "statements"):
        expected = said_by_reference(
            household, household.members.all(), household.statements.all(),
            conditions.get(household.pk), day,
        )  # fmt: skip
        assert found.get(household.code, {}) == expected
    assert (Member.objects.count(), Statement.objects.count()) > (1500, 1199)


def test_a_few_percent_of_the_invented_households_are_at_risk_by_most_criteria(census):
    yes = Counter(
        criterion
        for verdicts in said_by_screening(date(2026, 11, 23)).values()
        for criterion, verdict in verdicts.items()
        if verdict == "yes"
    )
    assert len(yes) >= 10
    assert 0.02 < yes.total() / Household.objects.count() < 0.25
