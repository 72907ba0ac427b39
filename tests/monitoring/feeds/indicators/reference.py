"""docs/feeds-pack.md once more, in plain Python: what a household's people and their records say.

A record is what came: feed, data, topic, starts, ends, current, id; a person has a status and
records. Shares nothing with the SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass
class Told:
    id: int
    feed: str
    data: dict[str, Any]
    starts: date
    ends: date | None
    topic: str = ""
    current: bool = True


@dataclass
class Person:
    status: str
    told: list[Told] = field(default_factory=list)


def counting(person: Person, feed: str, day: date) -> list[Told]:
    """The person's records of the feed that count on the day, the newest last."""
    found = [
        each
        for each in person.told
        if each.feed == feed and each.current and each.starts <= day
        if each.ends is None or day <= each.ends
    ]
    return sorted(found, key=lambda each: (each.starts, each.id))


def evaluate(people: Sequence[Person], day: date) -> dict[str, Any]:
    left_behind = [each for each in people if each.status in ("active", "deceased")]
    alive = [each for each in people if each.status == "active"]

    def largest(feed: str, name: str) -> Decimal:
        sums = [
            sum((Decimal(each.data[name]) for each in counting(person, feed, day)), Decimal(0))
            for person in left_behind
        ]
        return max(sums, default=Decimal(0))

    def newest(persons: Sequence[Person], feed: str) -> list[dict[str, Any]]:
        found = [counting(person, feed, day) for person in persons]
        return [told[-1].data for told in found if told]

    return {
        "medical_burden": largest("medical-costs", "own_burden"),
        "education_cost": largest("education-costs", "own_cost"),
        "disaster": any(counting(each, "disasters", day) for each in left_behind),
        "accident": any(counting(each, "accidents", day) for each in left_behind),
        "overdue_loan": any(
            Decimal(data["overdue"]) > 0 for data in newest(left_behind, "overdue-loans")
        ),
        "newly_disabled": any(
            data["grade"] in ("一级", "二级") for data in newest(alive, "disability-certificates")
        ),
        "dropped_from_allowance": any(_dropped(each, day) for each in alive),
        "lost_work": any(data["status"] == "失业" for data in newest(alive, "work")),
        "school_dropout_told": any(
            data["status"] in ("辍学", "疑似辍学") for data in newest(alive, "school-status")
        ),
        "platform_warning": any(counting(each, "platform-warnings", day) for each in left_behind),
    }


def _dropped(person: Person, day: date) -> bool:
    status: dict[str, str] = {}
    for told in counting(person, "assistance-rolls", day):
        status[told.topic] = told.data["status"]
    off = {roll for roll, said in status.items() if said == "退出"}
    return bool(off & {"低保", "特困"}) and "在册" not in status.values()
