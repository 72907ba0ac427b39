"""The same records by the API and by workbook, in two copies of the same place, and each again.

What is left behind must be the same: records, values of the registry, open differences, flags and
clues. (Of two people of one household who contradict each other, two pushes leave one change more
in the history than one workbook.) Each copy is told everything a second and, the other way, a third
time, which must change nothing.
"""

import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File
from django.db import connection
from django.db.models import QuerySet
from django.test import Client as Caller
from django.utils import timezone

from accounts.models import Division, User
from accounts.personal import keyed_hashes
from monitoring.cases.clues.models import Clue
from monitoring.exchange.batches import State
from monitoring.exchange.models import Batch
from monitoring.exchange.writing import Table, write_tables
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed, Field, Kind
from monitoring.feeds.records.models import Record
from monitoring.feeds.records.pushes import MOST
from monitoring.feeds.updates.models import Difference
from monitoring.feeds.workbooks import actions as workbooks
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.models import LivingConditions, Member
from monitoring.screening.models import Flag
from tests import factories
from tests.scale.departments import PLANT, number

PERSONS = [feed for feed in FEEDS.values() if not feed.of_villages]
YES_NO = {True: "是", False: "否"}
# Of all that is told: of nobody here, wrong, and once more.
STRANGERS, WRONG, AGAIN = 0.03, 0.01, 0.02

Records = list[dict[str, Any]]


def run(way: str, count: int) -> dict[str, Any]:
    """Tell `count` records; seconds, how they were judged, and what is left, by kind of row."""
    each = count // len(PERSONS)
    people = _people(each * 2)
    told = {feed: list(_records(feed, people, each)) for feed in PERSONS}
    ways = {"api": _by_api, "workbook": _by_workbook}
    started = time.perf_counter()
    judged = _tell(ways[way], told)
    seconds = time.perf_counter() - started
    left = standing()
    for again in (way, *(set(ways) - {way})):
        if _tell(ways[again], told)["accepted"] or standing() != left:
            raise AssertionError(f"told by {way} and again by {again}, something changed")
    return {"seconds": seconds, "judged": dict(judged), "left": left}


def standing() -> dict[str, tuple[int, str]]:
    """How many rows there are of each kind, and a digest of what they say."""
    of_registry = [update for feed in PERSONS for update in feed.updates]
    columns = {entity: sorted({u.column for u in of_registry if u.entity == entity})
               for entity in ("member", "conditions")}  # fmt: skip
    kinds: list[tuple[QuerySet[Any], Sequence[str]]] = [
        (Record.objects.all(), ("masked", "same", "data", "state", "current", "starts", "ends",
                  "household__code")),
        (Member.objects.all(), ("id_number_masked", "pk", *columns["member"])),
        (LivingConditions.objects.all(), ("household__code", *columns["conditions"])),
        (Difference.objects.open(), ("household__code", "entity", "entity_id", "field", "told")),
        (Flag.objects.all(), ("household__code", "criterion", "values", "cleared_on")),
        (Clue.objects.all(), ("household__code", "state", "criteria", "reds")),
    ]  # fmt: skip
    return {rows.model.__name__: _digest(rows, columns) for rows, columns in kinds}


def _digest(queryset: QuerySet[Any], columns: Sequence[str]) -> tuple[int, str]:
    rows = sorted(map(repr, queryset.values_list(*columns)))
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _people(count: int) -> list[str]:
    """The ID numbers given to people all over the city, the same in every copy."""
    ids = list(Member.objects.filter(status="active").order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(1).sample(ids, count)
    numbers = [number(place) for place in range(count)]
    with connection.cursor() as cursor:
        cursor.execute(PLANT, [chosen, keyed_hashes(numbers)])
    return numbers


def _records(feed: Feed, people: list[str], count: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(feed.code)
    for place, person in enumerate(chance.sample(people, count)):
        told = {field.name: _value(field, chance) for field in feed.own}
        told["id_number"] = number(10**6 + place) if chance.random() < STRANGERS else person
        if chance.random() < WRONG:
            told[feed.starts] = "someday"
        yield told
        if chance.random() < AGAIN:
            yield dict(told)


def _value(field: Field, chance: random.Random) -> Any:
    today = timezone.localdate()
    ways = {
        Kind.MONTH: lambda: f"{today.year}-{chance.randint(1, today.month):02d}",
        Kind.YEAR: lambda: today.year,
        Kind.DATE: lambda: (today - timedelta(days=chance.randint(0, 200))).isoformat(),
        Kind.MONEY: lambda: f"{chance.random() ** 2 * 60_000:.2f}",
        Kind.COUNT: lambda: chance.randint(0, min(field.most, 300)),
        Kind.YES_NO: lambda: chance.random() < 0.5,
        Kind.CHOICE: lambda: chance.choice(field.choices),
        Kind.TEXT: lambda: field.example or "无",
    }
    return ways[field.kind]()


def _tell(way: Any, told: dict[Feed, Records]) -> Counter[str]:
    judged: Counter[str] = Counter()
    for feed, records in told.items():
        judged += Counter(way(feed, records))
        while waiting := Job.objects.filter(state=Job.State.QUEUED).first():
            jobs.run(str(waiting.pk))
    if failed := Job.objects.filter(state=Job.State.FAILED).first():
        raise AssertionError(f"the job {failed.kind} failed")
    return judged


def _by_api(feed: Feed, records: Records) -> Counter[str]:
    sender = User.objects.filter(is_machine=True).first()
    client = sender.client if sender else factories.department_client(
        factories.CITY, feeds=list(FEEDS), per_minute=30_000
    )  # fmt: skip
    caller = Caller(SERVER_NAME="localhost", headers=factories.bearer(client))
    judged: Counter[str] = Counter()
    left = iter(records)
    while some := list(islice(left, MOST)):
        answer = caller.post(
            f"/api/v1/feeds/{feed.code}/records/", json.dumps({"records": some}),
            content_type="application/json",
        )  # fmt: skip
        judged += Counter(answer.json()["counts"])
    return judged


def _by_workbook(feed: Feed, records: Records) -> Counter[str]:
    officer = factories.user("city", factories.CITY)
    rows = ([_cell(record.get(field.name)) for field in feed.fields] for record in records)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.xlsx"
        write_tables(path, Table(str(feed.label), [str(each.label) for each in feed.fields], rows))
        with path.open("rb") as content:
            area = Division.objects.get(pk=factories.CITY)
            batch = workbooks.upload(feed.code, File(content, path.name), by=officer, area=area)
    checked = _done(batch)
    if checked.state != State.CHECKED:
        raise AssertionError(checked.findings.first())
    workbooks.start_applying(checked, by=officer)
    return Counter(_done(checked).counts)


def _done(batch: Batch) -> Batch:
    """After the job that it waits for."""
    batch.refresh_from_db()
    jobs.run(str(batch.job_id))
    batch.refresh_from_db()
    return batch


def _cell(value: Any) -> Any:
    return YES_NO[value] if isinstance(value, bool) else value
