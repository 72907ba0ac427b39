"""Seconds in the server of the pages of casework, over many places, cases and people."""

import random

from django.test import Client
from django.urls import reverse

from accounts.models import Division
from monitoring.cases.casework.models import Case
from tests.scale.pages import client, get, percentile, place

COUNTY = "130131"


def p95() -> dict[str, float]:
    """By page: the 95th percentile, in seconds, of requests by officers of three levels."""
    city, county = client("city", "130100000000"), client("county", f"{COUNTY}000000")
    township = client("township", _a_township())
    officers = (county, township)
    cases = _some_cases(random.Random(1))
    pages = {
        "list of cases": lambda n: get(city, "cases:list", division=place(n)),
        "one case": lambda n: _one(county, cases[n % len(cases)]),
        "cases to review": lambda n: get(officers[n % 2], "cases:review"),
        "queue of clues": lambda n: get(city, "clues:list", division=place(n)),
        "plan of visits": lambda n: get(city, "visits:plan", division=place(n)),
        "candidates for elimination": lambda n: get(city, "endings:candidates"),
        "where cases stand, county": lambda n: get(county, "desk:standing"),
        "where cases stand, city": lambda n: get(city, "desk:standing"),
        "home of a county": lambda n: get(county, "home"),
        "home of a township": lambda n: get(township, "home"),
    }
    return {name: percentile(page) for name, page in pages.items()}


def _a_township() -> str:
    inside = Division.objects.filter(level=Division.Level.TOWNSHIP, code__startswith=COUNTY)
    return inside.order_by("code")[0].code


def _some_cases(chosen: random.Random) -> list[int]:
    ids = Case.objects.running().filter(county=COUNTY).order_by("pk").values_list("pk", flat=True)
    return chosen.sample(list(ids), min(40, len(ids)))


def _one(by: Client, case: int) -> None:
    answer = by.get(reverse("cases:case", args=[case]))
    if answer.status_code != 200:
        raise AssertionError(f"case {case}: {answer.status_code}")
