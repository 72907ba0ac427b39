"""Pages of the census import: upload, preview, decide, and what it did."""

from io import BytesIO
from typing import TYPE_CHECKING, cast

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from monitoring.exchange.actions import give_back
from monitoring.exchange.models import Batch
from monitoring.jobs.telling import refusal_told
from monitoring.registry.census import actions, blank, overview
from monitoring.registry.census.forms import BatchFilterForm, ColumnsForm, UploadForm

if TYPE_CHECKING:
    from monitoring.exchange.querysets import BatchQuerySet

PER_PAGE = 25


@require_safe
def batch_list(request: Request) -> HttpResponse:
    require(request.user, "imports.view")
    form = BatchFilterForm(request.GET)
    batches = cast("BatchQuerySet", visible(Batch, request.user)).of_census()
    batches = batches.select_related("by", "job")
    if form.is_valid():
        batches = batches.matching(**form.cleaned_data)
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [(batch, overview.progress_of(batch)) for batch in page],
        "running": any(batch.is_running for batch in page),
        "previous": _query(request, page.previous_page_number() if page.has_previous() else 0),
        "next": _query(request, page.next_page_number() if page.has_next() else 0),
        "may_run": may(request.user, "imports.run"),
    }
    return render(request, "monitoring/imports/batch_list.html", context)


@require_http_methods(["GET", "POST"])
def batch_new(request: Request) -> HttpResponse:
    require(request.user, "imports.run")
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        batch = actions.upload(form.cleaned_data["workbooks"], by=request.user)
        return _go_to(request, batch)
    return render(request, "monitoring/imports/batch_new.html", {"form": form})


@require_safe
def batch(request: Request, pk: int) -> HttpResponse:
    """Whatever the batch waits for: its job, a decision, or nothing any more."""
    require(request.user, "imports.view")
    found = get_visible_or_404(Batch, request.user, pk=pk, kind="census")
    if request.htmx and not found.is_running:
        return HttpResponseClientRefresh()
    context = overview.of(found, tab=request.GET.get("tab", ""), after=request.GET.get("after", ""))
    context["may_run"] = may(request.user, "imports.run", found.division_code)
    return render(request, "monitoring/imports/batch.html", context)


@require_POST
def columns(request: Request, pk: int) -> HttpResponse:
    """Unknown columns get their meaning, and the batch is checked again."""
    found = get_visible_or_404(Batch, request.user, pk=pk, kind="census")
    require(request.user, "imports.run", found.division_code)
    form = ColumnsForm(found, request.POST)
    if form.is_valid() and form.mapped:
        with refusal_told(request):
            actions.remap(found, by=request.user, mapping=form.mapped)
    return _go_to(request, found)


@require_POST
def apply(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Batch, request.user, pk=pk, kind="census")
    require(request.user, "imports.run", found.division_code)
    with refusal_told(request):
        actions.start_applying(found, by=request.user)
    return _go_to(request, found)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Batch, request.user, pk=pk, kind="census")
    require(request.user, "imports.run", found.division_code)
    with refusal_told(request):
        actions.discard(found, by=request.user)
    return _go_to(request, found)


@require_http_methods(["GET", "POST"])
def undo(request: Request, pk: int) -> HttpResponse:
    """What undoing would do, and then doing it."""
    found = get_visible_or_404(Batch, request.user, pk=pk, kind="census")
    require(request.user, "imports.run", found.division_code)
    if request.method == "POST":
        with refusal_told(request):
            actions.start_undoing(found, by=request.user)
        return _go_to(request, found)
    return render(request, "monitoring/imports/undo.html", overview.of_undo(found))


@require_POST
def mark(request: Request, pk: int) -> HttpResponse:
    """The same workbook with its faults in red, made in the background."""
    found = get_visible_or_404(Batch, request.user, pk=pk, kind="census")
    require(request.user, "imports.run", found.division_code)
    return redirect("jobs:detail", give_back(found, by=request.user).pk)


@require_safe
def template(request: Request) -> FileResponse:
    """An empty census workbook to fill in."""
    require(request.user, "imports.view")
    out = BytesIO()
    blank.write(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=_("census-template.xlsx"))


def _go_to(request: Request, batch: Batch) -> HttpResponse:
    url = reverse("imports:batch", args=[batch.pk])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _query(request: Request, page: int) -> str:
    """The query string of another page of this list; empty where there is none."""
    query = request.GET.copy()
    query["page"] = str(page)
    return query.urlencode() if page else ""
