"""The same records by the API and by workbook: the same facts, flags and clues, once."""

import random

import pytest
from django.db import models, transaction

from accounts.models import Division, Post
from monitoring.cases.clues.models import Clue
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.actions import receive
from monitoring.feeds.records.models import Record
from monitoring.feeds.workbooks import actions as workbooks
from monitoring.jobs import actions as jobs
from monitoring.registry.models import Change, Member
from monitoring.screening.models import Flag
from tests import factories
from tests.monitoring.cases.test_killed_at_night import killed_in_the_middle
from tests.monitoring.feeds.workbooks.test_workbooks import filled
from tests.monitoring.registry.census.files import id_number

ENROLMENT = FEEDS["insurance-enrolment"]
PEOPLE = 300


def told() -> list[dict[str, object]]:
    """What an office knows of some people, of some of them twice, with a few it should not."""
    chosen = random.Random(7)
    numbers = [id_number(f"19{55 + n % 40}0{1 + n % 9}1{n % 10}", "12") for n in range(PEOPLE)]
    records: list[dict[str, object]] = [
        {"id_number": number, "year": 2026, "resident": chosen.random() < 0.5, "employee": False}
        for number in [*numbers, *numbers[: PEOPLE // 4]]
    ]
    records[3] |= {"year": 1999}
    records[4] |= {"id_number": "130131195603121238"}
    return records


def people(records: list[dict[str, object]]) -> None:
    """All but every seventh of them, each in an ex-poor household of their own."""
    numbers = dict.fromkeys(str(record["id_number"]) for record in records)
    for place, number in enumerate(numbers):
        if place % 7 and number != records[4]["id_number"]:
            household = factories.household(household_type="脱贫户")
            insured = {"resident_insurance": place % 2 == 0, "employee_insurance": False}
            factories.member(household, id_number=number, **insured)


def by_api(records: list[dict[str, object]]) -> None:
    sender = factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)
    county = Division.objects.get(code=factories.PINGSHAN)
    receive(ENROLMENT, dict(enumerate(records, 1)), by=sender, area=county)


def checked_workbook(records: list[dict[str, object]]) -> Batch:
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    county = Division.objects.get(code=factories.PINGSHAN)
    yes_no = {True: "是", False: "否"}
    rows = [[r["id_number"], None, r["year"], yes_no[r["resident"] is True], "否"] for r in records]
    content = filled(ENROLMENT, *rows)
    batch = workbooks.upload(ENROLMENT.code, content, by=officer, area=county)
    workbooks.check(batch)
    return batch


def by_workbook(records: list[dict[str, object]]) -> None:
    batch = checked_workbook(records)
    workbooks.apply(batch, by=batch.by)


def standing() -> list[list[str]]:
    return [
        rows(Record, "masked", "same", "data", "state", "current", "starts", "household__code"),
        rows(Member, "id_number_masked", "resident_insurance", "employee_insurance"),
        rows(Change, "household_id", "entity", "field", "old", "new", "source__feed"),
        rows(Flag, "household__code", "criterion", "values", "cleared_on"),
        rows(Clue, "household__code", "state", "criteria", "reds"),
    ]


def rows(model: type[models.Model], *fields: str) -> list[str]:
    return sorted(map(str, model._default_manager.values_list(*fields)))


@pytest.fixture
def records(db):
    made = told()
    people(made)
    return made


def test_both_ways_lead_to_the_same(records, django_capture_on_commit_callbacks):
    left = []
    for way in (by_api, by_workbook):
        with transaction.atomic():
            with django_capture_on_commit_callbacks(execute=True):
                way(records)
            left.append(standing())
            transaction.set_rollback(True)
    assert left[0] == left[1]
    found, _members, changes, flags, clues = left[0]
    assert len(found) > PEOPLE // 2
    assert changes
    assert flags
    assert clues


def test_any_of_them_again_changes_nothing(records, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        by_api(records)
    before = standing()
    # What was told last: of a person told twice, the first word would be news again.
    newest = list({record["id_number"]: record for record in records}.values())
    for way in (by_workbook, by_api):
        with django_capture_on_commit_callbacks(execute=True):
            way(newest)
        assert standing() == before


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(divisions, start_worker):
    made = told()
    people(made)
    batch = checked_workbook(made)
    workbooks.start_applying(batch, by=batch.by)
    batch.refresh_from_db()
    before = standing()
    with transaction.atomic():
        jobs.run(str(batch.job_id))
        *undisturbed, _flags, _clues = standing()  # which follow once it has committed
        transaction.set_rollback(True)
    last = Member.objects.filter(id_number_masked__isnull=False).latest("household_id").household
    killed_in_the_middle(batch.job, last, start_worker)
    assert standing() == before
    jobs.run(str(batch.job_id))
    *facts, flags, clues = standing()
    assert facts == undisturbed
    uninsured = Member.objects.filter(resident_insurance=False).count()
    assert (len(flags), len(clues)) == (uninsured, uninsured)
