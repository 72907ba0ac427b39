"""Every list of rows that is searched, filtered and exported, declared once by its slice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from monitoring.exchange.writing import Table
from monitoring.lists.forms import ListFilter
from monitoring.lists.places import Viewer
from monitoring.registry import listing

if TYPE_CHECKING:
    from django.db.models import QuerySet

Q = TypeVar("Q", bound="QuerySet[Any]")

BY_HOUSEHOLD = _("Name, ID number, phone or household code")


def typed(_user: User, text: str) -> dict[str, Any]:
    """A search for words that name no person."""
    return {"words": text.strip(), "said": text.strip()}


@dataclass(frozen=True)
class Listing(Generic[Q]):
    name: str  # in addresses, jobs and the audit
    page: str  # name of its URL
    title: Any  # of its page and of its workbook
    counted: Any  # "%(number)s case", lazily, its plural by "count"
    view: str  # permission
    export: str  # permission
    filter: type[ListFilter[Q]]
    seen: Callable[[Viewer], Q]
    for_list: Callable[[Q], Q]
    table: Callable[[Iterable[Any]], Table]
    # Chosen with a search where nothing else is: a search looks everywhere.
    searching: Mapping[str, str] = field(default_factory=dict)
    search: Callable[[User, str], dict[str, Any]] = listing.search
    searched_by: Any = BY_HOUSEHOLD
    size: int = 50  # rows of a page

    def rows(self, form: ListFilter[Q]) -> Q:
        """Of a valid form: what the person sees, narrowed, and found where they searched."""
        rows = form.narrow(self.seen(form.user))
        return form.find(rows, form.searched) if form.searched else rows

    def exportable(self, form: ListFilter[Q]) -> Q:
        """Those rows, in their order, where the person may export."""
        rows = self.rows(form)
        area = getattr(rows.model, "area_field", "division_id")
        mine = self.for_list(rows.filter(inside(areas(form.user, MAY[self.export]), area)))
        keys = [f"-{key}" if form.order.descending else key for key in form.order.keys]
        return mine.order_by(*keys)


# Filled in monitoring/apps.py and monitoring/cases/wiring.py.
listings: dict[str, Listing[Any]] = {}


def declare(*declared: Listing[Any]) -> None:
    listings.update({each.name: each for each in declared})
