"""What a department's program gets from the four lists."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client as Caller
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from monitoring.cases.casework.identification import begin_identification
from monitoring.feeds.changes.resources import RESOURCES
from monitoring.feeds.clients import actions
from monitoring.registry.models import Household
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")
NAMES = [resource.name for resource in RESOURCES]
EVERY_FIELD = [f"{each.name}.{field}" for each in RESOURCES for field in each.labels]


@pytest.fixture
def made(divisions):
    return factories.department_client(fields=EVERY_FIELD)


def get(of, name="households", **asked):
    return Caller().get(f"/api/v1/{name}/", asked, headers=factories.bearer(of))


def page(of, name="households", **asked):
    answer = get(of, name, **asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(answer, status, code):
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    return error


class TestRows:
    def test_of_a_household(self, made):
        of = factories.household(
            monitored_type="脱贫不稳定户", head_id_masked="130131********1234", declared_size=3
        )
        [row] = page(made)["rows"]
        assert row.pop("changed").endswith("Z")
        assert row == {
            "id": of.pk, "code": of.code, "division": factories.VILLAGE, "status": "active",
            "householder": of.head_name, "householder_id_number": "130131********1234",
            "size": 3, "type": "一般农户", "monitored_type": "脱贫不稳定户",
            "identified_month": "", "eliminated_month": "", "risk_eliminated": None,
            "elimination_method": None, "risk1": None, "risk2": None, "risk3": None,
            "risk4": None, "risk5": None, "no_labour_safety_net": None, "relocated": None,
            "facts_year": 2026,
        }  # fmt: skip

    def test_numbers_of_people_are_masked(self, made):
        of = factories.member(factories.household(), id_number="130131198005171234")
        answer = get(made, "members")
        [row] = answer.json()["rows"]
        assert (row["id"], row["household"], row["birth_date"]) == (
            of.pk,
            of.household.code,
            "1980-05-17",
        )
        assert row["id_number"] == of.id_number_masked
        assert "130131198005171234" not in answer.content.decode()

    def test_money_of_a_flag_is_text(self, made):
        factories.flag(factories.household(), gap=Decimal("120.50"))
        [row] = page(made, "flags")["rows"]
        assert (row["gap"], row["criterion"], row["cleared_on"]) == (
            "120.50",
            "income-below-line",
            None,
        )

    def test_a_case_says_at_which_step_it_stands(self, made):
        of = factories.household()
        by = factories.user("village", factories.VILLAGE)
        case = begin_identification(of, by=by)
        [row] = page(made, "cases")["rows"]
        here = case.procedure.steps.filter(position=case.position)
        assert row["steps"] == list(here.values_list("code", flat=True))
        assert (row["household"], row["process"], row["state"], row["decided_on"]) == (
            of.code,
            "identification",
            "running",
            None,
        )

    def test_only_the_fields_of_its_list(self):
        one = factories.department_client(fields=["households.code", "members.name"])
        factories.member(factories.household())
        assert set(page(one)["rows"][0]) == {"id", "changed", "code"}
        assert set(page(one, "members")["rows"][0]) == {"id", "changed", "name"}
        assert set(page(one, "flags")) == {"rows", "gone", "next", "more"}


class TestAccess:
    @pytest.mark.parametrize("name", NAMES)
    def test_each_needs_its_scope(self, name):
        others = [f"{other}.read" for other in NAMES if other != name]
        refused(get(factories.department_client(scopes=others), name), 403, "scope_missing")

    def test_nothing_from_outside_its_area(self, made):
        outside = factories.household(factories.FAR_VILLAGE)
        factories.member(outside)
        factories.flag(outside)
        for name in NAMES:
            assert page(made, name)["rows"] == []
            assert page(made, name, division=factories.FAR_VILLAGE)["rows"] == []
            assert page(made, name, household=outside.code)["rows"] == []

    def test_the_audit_names_the_households(self, made):
        members = [factories.member(factories.household()) for _ in range(3)]
        page(made, "members")
        row = AuditEvent.objects.filter(event="clients.called").first()
        assert row.count == 3
        assert row.detail["households"] == sorted(member.household_id for member in members)


class TestGoingOn:
    def test_page_by_page_each_once(self, made):
        wanted = [factories.household().pk for _ in range(7)]
        seen, cursor = [], {}
        while True:
            told = page(made, page_size=3, **cursor)
            seen += [row["id"] for row in told["rows"]]
            cursor = {"cursor": told["next"]}
            if not told["more"]:
                break
        assert sorted(seen) == wanted
        assert page(made, page_size=3, **cursor) == {
            "rows": [], "gone": [], "next": cursor["cursor"], "more": False,
        }  # fmt: skip

    def test_what_left_is_told_as_gone(self, made):
        away, deleted, stays = (factories.household() for _ in range(3))
        cursor = page(made)["next"]
        gone = {away.pk, deleted.pk}
        Household.objects.filter(pk=away.pk).update(division_id=factories.FAR_VILLAGE)
        deleted.delete()
        told = page(made, cursor=cursor)
        assert (told["rows"], set(told["gone"])) == ([], gone)
        assert stays.pk not in told["gone"]

    def test_moved_within_the_area_is_one_row_and_not_gone(self, made):
        of = factories.household()
        cursor = page(made)["next"]
        Household.objects.filter(pk=of.pk).update(division_id=factories.OTHER_VILLAGE)
        told = page(made, cursor=cursor)
        assert [row["division"] for row in told["rows"]] == [factories.OTHER_VILLAGE]
        assert told["gone"] == []

    def test_who_begins_is_not_told_what_was_gone_before(self, made):
        factories.household().delete()
        assert page(made)["gone"] == []

    def test_updated_since_tells_what_went_as_well(self, made):
        old, gone = factories.household(), factories.household()
        [since] = {row["changed"] for row in page(made)["rows"] if row["id"] == gone.pk}
        key = gone.pk
        gone.delete()
        new = factories.household()
        told = page(made, updated_since=since)
        assert (told["gone"], [row["id"] for row in told["rows"]]) == ([key], [new.pk])
        assert old.pk not in [row["id"] for row in told["rows"]]

    def test_a_filter_that_no_longer_fits_is_gone(self, made):
        of = factories.household(monitored_type="脱贫不稳定户")
        factories.household()
        told = page(made, monitored_type="脱贫不稳定户")
        assert [row["id"] for row in told["rows"]] == [of.pk]
        of.monitored_type = None
        of.save()
        later = page(made, monitored_type="脱贫不稳定户", cursor=told["next"])
        assert (later["rows"], later["gone"]) == ([], [of.pk])

    def test_of_one_household(self, made):
        of = factories.household()
        inside = factories.member(of)
        factories.member(factories.household())
        assert [row["id"] for row in page(made, "members", household=of.code)["rows"]] == [
            inside.pk
        ]

    def test_the_same_queries_for_any_number_of_rows(self, made):
        factories.household()
        counts = set()
        for more in (0, 40):
            for _ in range(more):
                factories.household()
            page(made)  # settles
            with CaptureQueriesContext(connection) as seen:
                page(made, status="active")
            counts.add(len(seen))
        assert len(counts) == 1


class TestRefusals:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize(
        "asked",
        [
            {"divison": factories.VILLAGE},
            {"page_size": 0},
            {"page_size": 1001},
            {"page_size": "many"},
            {"updated_since": "yesterday"},
            {"updated_since": "2026-09-01T08:00:00"},
            {"updated_since": "2026-02-31T08:00:00Z"},
            {"cursor": "1"},
            {"cursor": "€"},
            {"cursor": "A" * 70},
        ],
        ids=str,
    )
    def test_what_it_does_not_understand(self, made, name, asked):
        error = refused(get(made, name, **asked), 400, "invalid")
        [detail] = error["details"]
        assert detail["field"] in asked
        assert any("一" <= letter <= "鿿" for letter in detail["message"])

    @pytest.mark.parametrize(
        ("name", "asked"),
        [
            ("households", {"division": "999999999999"}),
            ("households", {"division": "nowhere"}),
            ("households", {"division": ""}),
            ("households", {"household": "nobody"}),
            ("households", {"status": "sleeping"}),
            ("households", {"risk_eliminated": "maybe"}),
            ("members", {"status": ""}),
            ("flags", {"criterion": "no-such-criterion"}),
            ("flags", {"state": "half-open"}),
            ("cases", {"process": "magic"}),
        ],
        ids=str,
    )
    def test_a_filter_that_names_nothing_returns_nothing(self, made, name, asked):
        of = factories.household()
        factories.member(of)
        factories.flag(of)
        told = page(made, name, **asked)
        assert (told["rows"], told["gone"], told["more"]) == ([], [], False)
        page(made, name, cursor=told["next"], **asked)

    def test_a_cursor_holds_for_its_question_only(self, made):
        cursor = page(made, status="active")["next"]
        refused(get(made, cursor=cursor), 410, "start_anew")
        refused(get(made, "members", cursor=cursor), 410, "start_anew")
        other = factories.department_client(factories.ZANHUANG, fields=EVERY_FIELD)
        refused(get(other, status="active", cursor=cursor), 410, "start_anew")

    def test_more_fields_begin_a_new_copy(self):
        one = factories.department_client(fields=["households.code"])
        cursor = page(one)["next"]
        kept = {name: getattr(one, name) for name in actions.CHANGEABLE}
        actions.change(one, by=one.made_by, **(kept | {"fields": ["households.status"]}))
        refused(get(one, cursor=cursor), 410, "start_anew")
