"""Seconds in the server of the pages people open most, over many places and households."""

import random
import time
from collections.abc import Callable
from functools import cache

from django.test import Client
from django.urls import reverse

from accounts.models import Division, Post, User
from accounts.personal import keyed_hash
from monitoring.registry.models import Household, Member
from tests.factories import PASSWORD

REQUESTS = 60
WARM_UP = 5
ID_NUMBER = "130131195603121234"


def p95() -> dict[str, float]:
    """By page: the 95th percentile, in seconds, of requests by a county and a city officer."""
    chosen = random.Random(1)
    county, city = client("county", "130131000000"), client("city", "130100000000")
    households = _some_households(chosen)
    _plant_id_number()
    pages: dict[str, Callable[[int], object]] = {
        "household list": lambda n: get(city, "registry:household-list", division=place(n)),
        "search by ID number": lambda n: _search(city, ID_NUMBER),
        "search by name in a county": lambda n: _search(county, NAMES[n % len(NAMES)]),
        "one household": lambda n: county.get(
            reverse("registry:household-detail", args=[households[n % len(households)]])
        ),
        "flags page": lambda n: get(city, "screening:flag-list", division=place(n)),
    }
    return {name: percentile(page) for name, page in pages.items()}


NAMES = ("王", "李伟", "张秀兰", "刘", "陈华文")


def percentile(page: Callable[[int], object]) -> float:
    for number in range(WARM_UP):
        page(number)
    times = []
    for number in range(REQUESTS):
        start = time.perf_counter()
        page(number)
        times.append(time.perf_counter() - start)
    return sorted(times)[int(REQUESTS * 0.95)]


def client(role: str, division: str) -> Client:
    user, made = User.objects.get_or_create(username=f"bench-{role}-{division}")
    if made:
        Post.objects.create(user=user, role=role, division_id=division)
        user.set_password(PASSWORD)
        user.save()
    signed_in = Client(SERVER_NAME="localhost")
    signed_in.force_login(user)
    return signed_in


def place(number: int) -> str:
    """The whole city, a county, a township, a village in turn."""
    levels = [Division.Level.CITY, Division.Level.COUNTY, Division.Level.TOWNSHIP]
    codes = _codes([*levels, Division.Level.VILLAGE][number % 4])
    return codes[number % len(codes)]


@cache
def _codes(level: str) -> list[str]:
    """Read once: it is no part of the page that is measured."""
    found = Division.objects.filter(level=level).order_by("code")
    return list(found.values_list("code", flat=True))


def get(by: Client, name: str, **query: str) -> None:
    answer = by.get(reverse(name), query)
    if answer.status_code != 200:
        raise AssertionError(f"{name} {query}: {answer.status_code}")


def _search(by: Client, text: str) -> None:
    """The search and the page that it leads to."""
    answer = by.post(reverse("registry:household-search"), {"text": text}, follow=True)
    if answer.status_code != 200:
        raise AssertionError(f"search: {answer.status_code}")


def _some_households(chosen: random.Random) -> list[int]:
    inside = Household.objects.filter(division__gte="130131", division__lt="130132")
    return chosen.sample(list(inside.order_by("id").values_list("id", flat=True)[:20_000]), 40)


def _plant_id_number() -> None:
    """One person who can be found: the invented ones have no numbers that anybody knows."""
    found = Member.objects.filter(id_number_hash=keyed_hash(ID_NUMBER))
    if not found.exists():
        person = Member.objects.filter(county="130131").order_by("id")[777]
        Member.objects.filter(pk=person.pk).update(id_number_hash=keyed_hash(ID_NUMBER))
