"""Pages that read: the list of households, and one household as on any day."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from monitoring.jobs.actions import enqueue
from monitoring.registry import actions, listing, panels, snapshots, wording
from monitoring.registry.columns import Column, chosen_columns
from monitoring.registry.forms import DayForm, ExportForm, FilterForm, PurposeForm, SearchForm
from monitoring.registry.models import Household, Member
from monitoring.registry.paging import query, turned

COUNT_LIMIT = 1000
SEARCH = "household-search"
COLUMNS = "household-columns"


@require_safe
def household_list(request: Request) -> HttpResponse:
    require(request.user, "households.view")
    form = FilterForm(request.GET, user=request.user)
    filters, search = form.filters(), _search(request)
    rows = listing.households(request.user, filters | {"search": search})
    found = turned(
        request.GET,
        # Not joined: for a name that thousands bear PostgreSQL would begin at the divisions.
        rows.prefetch_related("division__parent").with_open_flags(),
        listing.ORDERS[filters.get("sort") or "area"],
        among=partial(visible, Household, request.user),
    )
    count = rows.order_by()[: COUNT_LIMIT + 1].count()
    context = {
        "form": form,
        "search_form": SearchForm(),
        "search": search,
        **found,
        "count": min(count, COUNT_LIMIT),
        "more": count > COUNT_LIMIT,
        "query": query(request.GET),
        "columns": chosen_columns(request.session.get(COLUMNS)),
        "all_columns": Column.choices,
        "said": form.said(),
        "may_export": may(request.user, "households.export"),
    }
    return render(request, "monitoring/registry/household_list.html", context)


@require_POST
def household_search(request: Request) -> HttpResponse:
    """By POST, and a number is forgotten at once: personal data stands in no address."""
    require(request.user, "households.view")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("registry:household-list")
    found = request.session[SEARCH] = listing.search(request.user, form.cleaned_data["text"])
    if len(found.get("ids", ())) == 1:
        return redirect("registry:household-detail", found["ids"][0])
    return redirect(f"{reverse('registry:household-list')}?search=1")


@require_POST
def household_columns(request: Request) -> HttpResponse:
    """Which columns this person wants to see on a wide screen."""
    require(request.user, "households.view")
    request.session[COLUMNS] = [each for each in request.POST.getlist("columns") if each in Column]
    return redirect("registry:household-list")


def household_export(request: Request) -> HttpResponse:
    """Ask for the list as a workbook: everything the filter finds, made in the background."""
    require(request.user, "households.export")
    filters = FilterForm(request.GET, user=request.user)
    form = ExportForm(request.POST or None, may_unmask=may(request.user, "households.unmask"))
    if request.method == "POST" and form.is_valid():
        wanted = filters.filters() | {"search": _search(request)}
        job = enqueue(
            "registry.export",
            by=request.user,
            division_code=listing.places(request.user)[0].code,
            filters=wanted,
            purpose=form.cleaned_data["purpose"],
        )
        return redirect("jobs:detail", job.pk)
    context = {"form": form, "said": filters.said(), "search": _search(request)}
    return render(request, "monitoring/registry/household_export.html", context)


@require_safe
def household_detail(request: Request, pk: int) -> HttpResponse:
    require(request.user, "households.view")
    household = get_visible_or_404(Household, request.user, pk=pk)
    form = DayForm(request.GET)
    past = form.past()
    tab = request.GET.get("tab", "")
    tab = tab if tab in dict(wording.TABS) else wording.TABS[0][0]
    shown = snapshots.as_on(household, past) if past else snapshots.today(household)
    context: dict[str, Any] = {
        "household": household,
        "shown": shown,
        "day_form": form,
        "past": past,
        "tab": tab,
        "tabs": wording.TABS,
        "pairings": household.pairings.current().select_related("user"),
    }
    if not past:
        context |= _of_today(request, household)
    if tab == "income" and shown:
        context["chart"] = wording.income_chart(shown.statements)
    if tab == "history":
        context |= _history(request, household)
    return render(request, "monitoring/registry/household_detail.html", context)


def _of_today(request: Request, household: Household) -> dict[str, Any]:
    """What belongs to the present alone: why this household, and what may be done."""
    place, active = household.division_id, household.status == Household.Status.ACTIVE
    return {
        "panels": panels.rendered(household, request),
        "may_change": active and may(request.user, "households.change", place),
        "may_unmask": may(request.user, "households.unmask", place),
    }


def _history(request: Request, household: Household) -> dict[str, Any]:
    changes = wording.changes(household)
    found = turned(request.GET, changes, ("id",), descending=True)
    return found | {"lines": wording.lines(found["rows"])}


def member_id_number(request: Request, pk: int) -> HttpResponse:
    return _unmasked(request, get_visible_or_404(Member, request.user, pk=pk), "id_number")


def household_head_id(request: Request, pk: int) -> HttpResponse:
    return _unmasked(request, get_visible_or_404(Household, request.user, pk=pk), "head_id")


def household_bank_card(request: Request, pk: int) -> HttpResponse:
    return _unmasked(request, get_visible_or_404(Household, request.user, pk=pk), "bank_card")


def _unmasked(request: Request, row: Household | Member, field: str) -> HttpResponse:
    """The purpose is asked for first; the number is shown once, to who gave one."""
    require(request.user, "households.unmask", row.division_id)
    form = PurposeForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "masked": getattr(row, f"{field}_masked")}
    if request.method == "POST" and form.is_valid():
        try:
            context["number"] = actions.unmask(row, field, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
    return render(request, "monitoring/registry/unmask.html", context)


def _search(request: Request) -> dict[str, Any] | None:
    """What was searched for last, where the address says that the list is about it."""
    return request.session.get(SEARCH) if "search" in request.GET else None
