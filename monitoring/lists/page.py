"""The page of a list: what is asked for, bound and fetched, the same for all of them."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import visible
from monitoring.lists.declared import Listing
from monitoring.lists.forms import ListFilter, PlaceForm
from monitoring.registry.forms import SearchForm
from monitoring.registry.paging import Counted, counted, page, query

if TYPE_CHECKING:
    from django.db.models import QuerySet

Q = TypeVar("Q", bound="QuerySet[Any]")
F = TypeVar("F")


@dataclass(frozen=True)
class Opened:
    form: Any  # the list's own ListFilter
    rows: Any  # of this page
    context: dict[str, Any]  # for templates/components/list_head.html


def opened(request: Request, listing: Listing[Any]) -> Opened:
    form = filtered(request, listing, request.GET)
    rows, order = listing.rows(form), form.order
    after, before = form.position
    found = page(
        listing.for_list(rows),
        order.keys,
        among=partial(visible, rows.model, request.user),
        after=after,
        before=before,
        size=listing.size,
        descending=order.descending,
    )
    form.offer_near_places()
    count = counted(rows)
    context = {
        "form": form,
        "listing": listing,
        "rows": found.rows,
        "count": count,
        "counted": said(listing, count),
        "previous": query(request.GET, before=found.previous),
        "next": query(request.GET, after=found.next),
        "search_form": search_form(listing),
        "may_export": may(request.user, listing.export),
    }
    return Opened(form, found.rows, context)


def filtered(request: Request, listing: Listing[Q], data: QueryDict) -> ListFilter[Q]:
    """A place outside the user's area is the same 404 as one that does not exist."""
    require(request.user, listing.view)
    searched = request.session.get(session_key(listing))
    form = listing.filter(data, user=request.user, searched=searched)
    if not form.is_valid():
        raise Http404
    return form


def placed(request: Request, data: QueryDict) -> PlaceForm:
    """Where a page that is no list of rows is about; outside the user's area it is a 404."""
    form = PlaceForm(data, user=request.user)
    if not form.is_valid():
        raise Http404
    return form


def at_place(request: Request, data: QueryDict) -> tuple[PlaceForm, Division]:
    """The form and its place: the chosen one, else the widest of the user's own; 404 without."""
    form = placed(request, data)
    if form.place is None:
        raise Http404
    return form, form.place


def session_key(listing: Listing[Any]) -> str:
    return f"search-{listing.name}"


def said(listing: Listing[Any], count: Counted) -> str:
    rows = listing.counted % {"count": count.number, "number": intcomma(count.number)}
    return _("more than %(rows)s") % {"rows": rows} if count.or_more else str(rows)


def search_form(listing: Listing[Any]) -> SearchForm:
    form = SearchForm()
    form.fields["text"].widget.attrs["placeholder"] = listing.searched_by
    return form
