"""What departments wait for: from a record to the village's page, and answers about persons."""

import json
import random
import time
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test import Client as Caller
from django.urls import reverse
from django.utils import timezone

from accounts.personal import keyed_hashes
from monitoring.cases.clues.models import Clue
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.clients.models import Client
from monitoring.feeds.matches.asking import FIELDS
from monitoring.feeds.records.models import Record
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.identity import check_digit
from monitoring.registry.models import Member
from tests import factories
from tests.scale.pages import client

COUNTY = "130131000000"
SINGLE, MANY, PERSONS, QUESTIONS = 60, 5000, 1000, 20


def run() -> dict[str, float]:
    """Seconds from the POST of a record alone to the village's page of clues with it (p95), from a
    POST of 5,000 until all have their clue, and of 1,000 persons asked about (the median)."""
    people = _people(SINGLE + MANY)
    asker = Caller(SERVER_NAME="localhost", headers=factories.bearer(_client()))
    numbers = list(people)
    return {
        "alone": _alone(asker, [(number, people[number]) for number in numbers[:SINGLE]]),
        "many": _push(asker, numbers[SINGLE:]),
        "persons": _persons(asker, numbers),
    }


PLANT = """
    UPDATE monitoring_member m SET id_number_hash = planted.hash
    FROM unnest(%s::bigint[], %s::bytea[]) planted(id, hash) WHERE m.id = planted.id
"""


def _people(count: int) -> dict[str, Member]:
    """By the ID number given to them: people of different households of the county, in villages
    that no earlier run has used."""
    used = Clue.objects.filter(county=COUNTY[:6], criteria__contains=["accident"])
    rows = Member.objects.filter(county=COUNTY[:6], status="active")
    rows = rows.exclude(division__in=used.values("division").distinct())
    ids = rows.order_by("household", "pk").distinct("household").values_list("pk", flat=True)
    chosen = random.Random(1).sample(list(ids), count)
    told = Record.objects.count()  # by earlier runs, of other numbers
    numbers = [number(told + place) for place in range(count)]
    with connection.cursor() as cursor:
        cursor.execute(PLANT, [chosen, keyed_hashes(numbers)])
    people = Member.objects.select_related("household").in_bulk(chosen)
    return {number: people[pk] for number, pk in zip(numbers, chosen, strict=True)}


def number(place: int) -> str:
    born = date(1960, 1, 1) + timedelta(days=place // 900)
    digits = f"{COUNTY[:6]}{born:%Y%m%d}{place % 900 + 100}"
    return digits + check_digit(digits)


def _client() -> Client:
    """Of an earlier run, if there was one."""
    return Client.objects.first() or factories.department_client(
        COUNTY, feeds=list(FEEDS), fields=[f"matches.{name}" for name in FIELDS], per_minute=30_000
    )


def _accident(number: str) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"id_number": number, "happened_on": today, "accident": "交通事故"}


def _push(asker: Caller, numbers: list[str]) -> float:
    """Until every household has its clue, or its running case has it, the job included."""
    found = Clue.objects.open().filter(criteria__contains=["accident"])
    before, started = found.count(), time.perf_counter()
    _post(asker, "feeds/accidents/records", {"records": [_accident(number) for number in numbers]})
    for job in Job.objects.filter(state=Job.State.QUEUED, kind="screening.households"):
        jobs.run(str(job.pk))
    seconds = time.perf_counter() - started
    if found.count() - before != len(numbers):
        raise AssertionError(f"{found.count() - before} of {len(numbers)} have a clue")
    return seconds


def _alone(asker: Caller, people: list[tuple[str, Member]]) -> float:
    return sorted(_seen(asker, number, person) for number, person in people)[int(SINGLE * 0.95)]


def _seen(asker: Caller, number: str, person: Member) -> float:
    """Until the village's own page of clues says what happened in this household."""
    village, name = client("village", person.division_id), person.household.head_name
    seconds, started = _push(asker, [number]), time.perf_counter()
    page = village.get(reverse("clues:list"), {"criterion": "accident"}).content.decode()
    if name not in page:
        raise AssertionError("the village does not see the clue")
    return seconds + time.perf_counter() - started


def _persons(asker: Caller, numbers: list[str]) -> float:
    persons = [{"id_number": number} for number in random.Random(2).sample(numbers, PERSONS)]
    times = []
    for _ in range(QUESTIONS):
        started = time.perf_counter()
        answer = _post(asker, "matches", {"persons": persons})
        times.append(time.perf_counter() - started)
        if not answer["results"][0]["registered"]:
            raise AssertionError("a person of the registry is not found")
    return sorted(times)[QUESTIONS // 2]


def _post(asker: Caller, path: str, body: dict[str, Any]) -> Any:
    answer = asker.post(f"/api/v1/{path}/", json.dumps(body), content_type="application/json")
    if answer.status_code != 200:
        raise AssertionError(answer.content[:200])
    return answer.json()
