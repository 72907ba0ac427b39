"""Pages of a list: by number where it is short, by key where it is long (every page as fast)."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.requests import ids

SIZE = 50


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    previous: str  # query strings of the neighbours, empty at an end
    next: str
    count: int | None = None  # of all pages, where it is cheap to know


def numbered(rows: QuerySet[Any], query: QueryDict) -> Page:
    """The page that `page=NUMBER` in the address asks for."""
    page = Paginator(rows, SIZE).get_page(query.get("page"))
    return Page(
        list(page),
        previous=f"page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"page={page.next_page_number()}" if page.has_next() else "",
        count=page.paginator.count,
    )


def newest_first(rows: QuerySet[Any], query: QueryDict) -> Page:
    """The page that `before=ID` or `after=ID` in the address asks for; the first without."""
    before, after = _key(query, "before"), _key(query, "after")
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: SIZE + 1])
        return _page(found[:SIZE][::-1], newer=len(found) > SIZE, older=True)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: SIZE + 1])
    return _page(found[:SIZE], newer=bool(before), older=len(found) > SIZE)


def _key(query: QueryDict, name: str) -> int | None:
    return next(iter(ids([query.get(name, "")])), None)


def _page(rows: list[Any], *, newer: bool, older: bool) -> Page:
    return Page(
        rows,
        previous=f"after={rows[0].pk}" if rows and newer else "",
        next=f"before={rows[-1].pk}" if rows and older else "",
    )
