"""What departments wait for: from a record to the flag, and answers about persons."""

import json
import random
import time
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client as Caller
from django.utils import timezone

from accounts.models import Division
from accounts.personal import keyed_hashes
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.clients.models import Client
from monitoring.feeds.matches.asking import FIELDS
from monitoring.feeds.records.actions import receive
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.identity import check_digit
from monitoring.registry.models import Member
from monitoring.screening.models import Flag
from tests import factories

COUNTY = "130131000000"
SINGLE, MANY, PERSONS, QUESTIONS = 60, 5000, 1000, 20


def run() -> dict[str, float]:
    """Seconds of a record alone (p95), of 5,000 in one push until all are flagged, and of one
    thousand persons asked about (the median)."""
    numbers = _numbers(SINGLE + MANY)
    asker = _client()
    return {
        "alone": _alone(asker, numbers[:SINGLE]),
        "many": _many(asker, numbers[SINGLE:]),
        "persons": _persons(asker, numbers),
    }


PLANT = """
    UPDATE monitoring_member m SET id_number_hash = planted.hash
    FROM unnest(%s::bigint[], %s::bytea[]) planted(id, hash) WHERE m.id = planted.id
"""


def _numbers(count: int) -> list[str]:
    """ID numbers given to people of different households of the county."""
    people = Member.objects.filter(county=COUNTY[:6], status="active")
    rows = people.order_by("household", "pk").distinct("household").values_list("pk", flat=True)
    numbers = [_number(place) for place in range(count)]
    with connection.cursor() as cursor:
        cursor.execute(PLANT, [list(rows[:count]), keyed_hashes(numbers)])
    return random.Random(1).sample(numbers, count)


def _number(place: int) -> str:
    born = date(1960, 1, 1) + timedelta(days=place // 900)
    digits = f"{COUNTY[:6]}{born:%Y%m%d}{place % 900 + 100}"
    return digits + check_digit(digits)


def _client() -> Client:
    return factories.department_client(
        COUNTY, feeds=list(FEEDS), fields=[f"matches.{name}" for name in FIELDS], per_minute=30_000
    )


def _accident(number: str) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"id_number": number, "happened_on": today, "accident": "交通事故"}


def _push(by: Client, numbers: list[str]) -> float:
    """Until every household is flagged, its job included."""
    flags = Flag.objects.filter(criterion="accident", cleared_on=None)
    before, started = flags.count(), time.perf_counter()
    raw = dict(enumerate(map(_accident, numbers), 1))
    area = Division.objects.get(code=COUNTY)
    with transaction.atomic():
        receive(FEEDS["accidents"], raw, by=by.user, area=area)
    for job in Job.objects.filter(state=Job.State.QUEUED, kind="screening.households"):
        jobs.run(str(job.pk))
    seconds = time.perf_counter() - started
    if flags.count() - before != len(numbers):
        raise AssertionError(f"{flags.count() - before} of {len(numbers)} are flagged")
    return seconds


def _alone(by: Client, numbers: list[str]) -> float:
    return sorted(_push(by, [number]) for number in numbers)[int(SINGLE * 0.95)]


def _many(by: Client, numbers: list[str]) -> float:
    return _push(by, numbers)


def _persons(by: Client, numbers: list[str]) -> float:
    headers, caller = factories.bearer(by), Caller(SERVER_NAME="localhost")
    persons = [{"id_number": number} for number in random.Random(2).sample(numbers, PERSONS)]
    body, times = json.dumps({"persons": persons}), []
    for _ in range(QUESTIONS):
        started = time.perf_counter()
        answer = caller.post(
            "/api/v1/matches/", body, content_type="application/json", headers=headers
        )
        times.append(time.perf_counter() - started)
        if answer.status_code != 200 or not answer.json()["results"][0]["registered"]:
            raise AssertionError(answer.content[:200])
    return sorted(times)[QUESTIONS // 2]
