"""Pages of a long list by key: page 5,000 costs what the first one costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import QueryDict

from accounts.requests import ids

M = TypeVar("M", bound=Model)

Key = int | UUID
MOST = 10_000


class Counted(NamedTuple):
    number: int
    or_more: bool


@dataclass(frozen=True)
class Page(Generic[M]):
    rows: Sequence[M]
    previous: Key | None  # `before` of the page before this one; None on the first
    next: Key | None  # `after` of the page after this one; None on the last


def page(
    rows: QuerySet[M],
    keys: Sequence[str],
    *,
    among: Callable[[], QuerySet[M]],
    after: Key = 0,
    before: Key = 0,
    size: int = 50,
    descending: bool = False,
) -> Page[M]:
    """`size` rows in the order of `keys`, which are unique together, next to the row with that id.

    An id, not the key itself: a name must not stand in an address. `among` gives all that the
    person may see: a page must not tell where somebody else's row would stand.
    """
    backwards = bool(before)
    anchor = _values(among(), keys, before or after) if before or after else None
    downwards = backwards != descending
    ordered = rows.order_by(*(f"-{key}" if downwards else key for key in keys))
    if anchor:
        lookup = LessThan if downwards else GreaterThan
        ordered = ordered.filter(lookup(_row(*map(F, keys)), _row(*map(Value, anchor))))
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    first, last = (found[0].pk, found[-1].pk) if found else (None, None)
    has_previous = more if backwards else bool(anchor)
    has_next = bool(anchor) if backwards else more
    return Page(found, first if has_previous else None, last if has_next else None)


def turned(
    asked: QueryDict,
    rows: QuerySet[Any],
    keys: Sequence[str],
    *,
    among: Callable[[], QuerySet[Any]] | None = None,
    descending: bool = False,
) -> dict[str, Any]:
    """The page that an address asks for: its `rows`, and the query strings `previous` and `next`.

    `among`: by default the rows themselves, where the page is about all that the person may see.
    """
    after, before = (next(iter(ids([asked.get(name, "")])), 0) for name in ("after", "before"))
    found = page(
        rows, keys, among=among or (lambda: rows), after=after, before=before,
        descending=descending,
    )  # fmt: skip
    return {
        "rows": found.rows,
        "previous": query(asked, before=found.previous),
        "next": query(asked, after=found.next),
    }


def counted(rows: QuerySet[Any]) -> Counted:
    """How many, exactly up to MOST and no further: counting all of a city takes too long."""
    number = rows.order_by()[: MOST + 1].count()
    return Counted(min(number, MOST), number > MOST)


def query(asked: QueryDict, **changes: Any) -> str:
    """The query string of the same rows with `changes`; empty where a change is None."""
    if None in changes.values():
        return ""
    changed = asked.copy()
    for name in ("after", "before"):
        changed.pop(name, None)
    for name, value in changes.items():
        changed[name] = str(value)
    return changed.urlencode()


def _values(among: QuerySet[M], keys: Sequence[str], pk: Key) -> tuple[Any, ...] | None:
    """The key of the row beside the page; also of one that has left the filter since."""
    found: tuple[Any, ...] | None = among.filter(pk=pk).values_list(*keys).first()
    return found


def _row(*parts: Any) -> Func:
    """Compared as a whole, so that an index on these columns finds the place."""
    return Func(*parts, function="ROW", output_field=TextField())
