"""Why a household is flagged: the same words from the page, the command and the API."""

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Post
from monitoring.screening.explain import explain
from monitoring.screening.models import Flag
from tests import factories
from tests.monitoring.screening.test_screen import TODAY, poor, screened

pytestmark = pytest.mark.usefixtures("divisions")


def test_a_flag_says_the_value_the_line_the_gap_and_what_would_clear_it():
    household = poor()
    screened()
    (flag,) = explain(household).flags
    (ground,) = flag.grounds
    assert flag.criterion.name == "人均纯收入低于监测标准"
    assert "6,666.66" in ground.clause.sentence
    assert flag.gap_sentence == "低于监测线 1,633.34 元/人"
    assert "4,900.00" in flag.change  # 3 × 8,300 − 20,000
    assert ground.clause.document
    assert round(flag.percent) == 80


def test_of_two_ways_to_meet_a_clause_the_gap_of_the_one_met_is_told():
    household = poor(income="90000.00")
    household.members.update(health=["患有大病"])
    household.statements.update(out_of_pocket=Decimal(60000))
    screened()
    flag = next(f for f in explain(household).flags if f.criterion.code == "serious-illness")
    assert flag.gap_sentence == "低于监测线的 1.5 倍 2,450.00 元/人"  # 12,450 − 30,000 / 3
    illness, income = flag.grounds
    assert illness.told.gap is None
    assert income.told.document


def test_each_clause_names_the_source_and_the_day_of_its_facts():
    household = poor()
    screened()
    (flag,) = explain(household).flags
    (fact,) = flag.grounds[0].facts
    assert fact.day == TODAY
    assert str(TODAY.year) in fact.source


def test_a_cleared_flag_is_not_among_the_reasons():
    household = poor()
    screened()
    Flag.objects.update(cleared_on=TODAY)
    assert not explain(household).flags


def test_one_missing_fact_beside_a_known_one_is_asked_at_the_next_contact():
    household = poor(household_type="脱贫户")  # watched; whether insured is not said
    screened()
    gaps = {gap.criterion.code: gap for gap in explain(household).near_gaps}
    assert "uninsured" in gaps
    assert "unsafe-water" not in gaps  # nothing of it is known: a percentage, no work
    assert gaps["uninsured"].missing


def test_a_household_without_members_says_so():
    household = factories.household()
    screened()
    assert explain(household).nobody_left


def test_page_command_and_api_say_the_same(client, capsys):
    household = poor()
    screened()
    client.force_login(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    answer = client.get(f"/api/v1/households/{household.code}/flags/")
    call_command("explain", household.code, "--json")
    assert json.loads(capsys.readouterr().out) == answer.json()
    (flag,) = answer.json()["flags"]
    page = client.get(f"/flags/{Flag.objects.get().pk}/").content.decode()
    for text in (flag["sentence"], flag["gap_sentence"], flag["change"]):
        assert text in page


def test_the_api_gives_amounts_as_text_and_no_personal_number(client):
    household = poor()
    screened()
    client.force_login(factories.user(Post.Role.VILLAGE, factories.VILLAGE))
    (flag,) = client.get(f"/api/v1/households/{household.code}/flags/").json()["flags"]
    (clause,) = flag["clauses"]
    assert Decimal(clause["limit"]) == Decimal(8300)
    assert isinstance(clause["gap"], str)


def test_a_village_reads_no_list_that_is_meant_for_a_department(client):
    household = factories.household()
    factories.member(household, resident_insurance=False, employee_insurance=False)
    screened()
    url = f"/api/v1/households/{household.code}/flags/"
    client.force_login(factories.user(Post.Role.VILLAGE, factories.VILLAGE))
    assert client.get(url).json()["flags"] == []
    client.force_login(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    assert [flag["criterion"] for flag in client.get(url).json()["flags"]] == ["uninsured-others"]


def test_the_api_knows_nothing_outside_the_area(client):
    household = poor(factories.FAR_VILLAGE)
    client.force_login(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    assert client.get(f"/api/v1/households/{household.code}/flags/").status_code == 404
    assert client.get("/api/v1/households/nobody/flags/").status_code == 404


def test_an_unknown_household_is_refused():
    with pytest.raises(CommandError, match="没有户编号为“42”的农户"):
        call_command("explain", "42")


def test_the_command_says_it_in_lines(capsys):
    household = poor()
    screened()
    call_command("explain", household.code)
    assert "低于监测线 1,633.34 元/人" in capsys.readouterr().out
