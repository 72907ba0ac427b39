"""What every URL answers to every role, inside and outside its area.

One module per slice, each with a list `ROUTES`; `tests/test_permissions.py` drives them. An entry
names the roles that are let in; every other role is refused (403 or 404), inside and outside, and
whoever has not signed in is sent to sign in. With `kwargs` or `data` made from a place, the same
request for a place outside the role's area must answer 404, as if it did not exist. Without them
the page must show nothing of the place outside.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.routes.world import Place

ROLES = ("village", "helper", "township", "county", "department", "city", "auditor", "admin")
NOBODY = "nobody"  # signed in, without a post
ANONYMOUS = "anonymous"

# Roles as they often come together.
READERS = "village helper township county city auditor"
EVERYONE = " ".join((*ROLES, NOBODY))

Made = Callable[[Place], Mapping[str, Any]]


@dataclass(frozen=True)
class Route:
    name: str  # of the URL: "registry:household"
    allowed: str  # the roles let in, by spaces
    kwargs: Made | None = None  # of the URL
    data: Made | None = None  # query string of a GET, form of a POST
    method: str = "get"
    status: int = 200  # for those let in
    outside: int = 404  # for those let in, asking for a place outside their area
    public: bool = False  # open without signing in

    @property
    def has_place(self) -> bool:
        return bool(self.kwargs or self.data)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def routes() -> Iterator[Route]:
    """The entries of every slice."""
    for module in pkgutil.iter_modules(__path__):
        yield from getattr(importlib.import_module(f"{__name__}.{module.name}"), "ROUTES", ())
