"""docs/feeds-pack.md once more, in plain Python: what a household's people and their records say,
and the verdicts that follow. Shares nothing with the SQL, the grammar or the pack's data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.monitoring.indicators.reference import Verdict, both, opposite

RURAL_INCOME = ((date(2024, 1, 1), 20688), (date(2023, 1, 1), 19364), (date(2022, 1, 1), 18179))
PACK_BEGINS = date(2020, 3, 1)
EDUCATION_LIMIT, STOPPAGE_LIMIT = 10_000, 36


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


def evaluate(people: Sequence[Person], day: date, village: Sequence[Told] = ()) -> dict[str, Any]:
    """`village`: what was told of the village, where it called the household affected."""
    left_behind = [each for each in people if each.status in ("active", "deceased")]
    of_village = Person("village", list(village))
    alive = [each for each in people if each.status == "active"]

    def amounts(person: Person, feed: str, name: str) -> list[Decimal]:
        return [Decimal(0), *(Decimal(each.data[name]) for each in counting(person, feed, day))]

    def newest(persons: Sequence[Person], feed: str) -> list[dict[str, Any]]:
        found = [counting(person, feed, day) for person in persons]
        return [told[-1].data for told in found if told]

    return {
        # Costs of months add up; of a school year only one is told at a time.
        "medical_burden": max(
            (sum(amounts(each, "medical-costs", "own_burden")) for each in left_behind),
            default=Decimal(0),
        ),
        "education_cost": max(
            (max(amounts(each, "education-costs", "own_cost")) for each in left_behind),
            default=Decimal(0),
        ),
        "water_stoppage_days": max(
            (each.data["stoppage_days"] for each in counting(of_village, "water-supply", day)),
            default=0,
        ),
        "disaster": bool(counting(of_village, "village-disasters", day))
        or any(counting(each, "disasters", day) for each in left_behind),
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


def of_feeds(facts: dict[str, Any], day: date) -> dict[str, Verdict]:
    """The verdicts of a household of the registry whose facts these are; what is not told is no."""
    rural = next((value for since, value in RURAL_INCOME if since <= day), None)
    begun = day >= PACK_BEGINS
    burden = facts.get("medical_burden", 0)
    half, whole = _above(burden, rural and rural / 2), _above(burden, rural)
    said = ("disaster", "accident", "overdue_loan", "newly_disabled", "dropped_from_allowance",
            "lost_work", "platform_warning")  # fmt: skip
    return {
        "medical-burden-ex-poor": both(facts["ex_poor"], half),
        "medical-burden-others": both(opposite(facts["ex_poor"]), whole),
        "education-cost": _above(facts.get("education_cost", 0), begun and EDUCATION_LIMIT),
        "water-stoppage": _above(facts.get("water_stoppage_days", 0), begun and STOPPAGE_LIMIT),
        "dropout-told": facts.get("school_dropout_told", False),
        **{code.replace("_", "-"): facts.get(code, False) for code in said},
    }


def _above(amount: Any, limit: Any) -> Verdict:
    return amount > limit if limit else None
