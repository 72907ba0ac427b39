"""Every URL, asked by every role, inside and outside its area."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.routes import ANONYMOUS, Route, routes
from tests.routes.world import POSTS, Place, World, build

REFUSED = (403, 404)
ALL = list(routes())


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    made = {role: Client() for role in (*POSTS, ANONYMOUS)}
    for role, user in world.users.items():
        made[role].force_login(user, "django.contrib.auth.backends.ModelBackend")
    return made


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """The name of every URL; the admin site, which guards itself, counts as its index."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace == "admin":
            yield "admin:index"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)


def test_every_url_has_an_entry_and_every_entry_a_url():
    urls = set(names(get_resolver().url_patterns))
    entries = {route.name for route in ALL}
    assert (sorted(urls - entries), sorted(entries - urls)) == ([], [])


@pytest.mark.parametrize("route", ALL, ids=str)
@pytest.mark.usefixtures("db")
def test_who_gets_in(route: Route, world: World, clients: dict[str, Client]):
    wrong = [
        f"{role} {where}: {said}"
        for role, client in clients.items()
        for where, said in complaints(route, role, world, client)
    ]
    assert wrong == []


def complaints(route: Route, role: str, world: World, client: Client) -> Iterator[tuple[str, str]]:
    """What the URL answers `role` wrongly: (inside or outside, the answer)."""
    outside = None if role == ANONYMOUS else world.outside(role)
    answer = ask(client, route, replace(world.inside, user=world.users.get(role)))
    if not right(route, role, answer, route.status):
        yield "inside", described(answer)
    elif not route.has_place and outside and shows(answer, outside):
        yield "inside", "shows a household of another area"
    if route.has_place and outside:
        answer = ask(client, route, outside)
        if not right(route, role, answer, route.outside) or shows(answer, outside):
            yield "outside", described(answer)


def ask(client: Client, route: Route, place: Place) -> HttpResponse:
    """One request whose changes are taken back, session included."""
    with transaction.atomic():
        url = reverse(route.name, kwargs=dict(route.kwargs(place)) if route.kwargs else None)
        data = dict(route.data(place)) if route.data else {}
        asking = Client(raise_request_exception=False)
        asking.cookies.load({key: morsel.value for key, morsel in client.cookies.items()})
        response: HttpResponse = getattr(asking, route.method)(url, data)
        transaction.set_rollback(True)
    return response


def right(route: Route, role: str, answer: HttpResponse, expected: int) -> bool:
    if role in route.allowed.split() or (role == ANONYMOUS and route.public):
        return answer.status_code == expected and not sent_to_sign_in(answer)
    if role == ANONYMOUS:
        return sent_to_sign_in(answer) or answer.status_code in (401, 403)
    return answer.status_code in REFUSED or sent_to_sign_in(answer)


def sent_to_sign_in(answer: HttpResponse) -> bool:
    doors = tuple(f"{reverse(name)}?next=" for name in (settings.LOGIN_URL, "admin:login"))
    return answer.status_code == 302 and answer.headers["Location"].startswith(doors)


def shows(answer: HttpResponse, place: Place) -> bool:
    """Whether a page tells anything about the household of `place`."""
    if answer.streaming or answer.status_code != 200:
        return False
    text = answer.content.decode(errors="replace")
    return any(word in text for word in (place.household.head_name, place.household.code))


def described(answer: HttpResponse) -> str:
    return f"{answer.status_code} {answer.headers.get('Location', '')}".strip()
