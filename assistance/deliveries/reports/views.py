"""Deliveries by workbook: the page to send one from; what becomes of it is a page of feeds."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import require
from accounts.requests import Request
from assistance.deliveries.reports.payers import PERMISSION
from assistance.deliveries.reports.shape import CODE, SHAPE, offered
from monitoring.feeds.records.senders import area_of
from monitoring.feeds.workbooks import actions, overview, template
from monitoring.feeds.workbooks.forms import WorkbookForm


@require_http_methods(["GET", "POST"])
def workbooks(request: Request) -> HttpResponse:
    """What was sent, and the way to send."""
    require(request.user, PERMISSION)
    area = area_of(request.user, PERMISSION)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if area and form.is_valid():
        batch = actions.upload(CODE, form.cleaned_data["workbook"], by=request.user, area=area)
        return redirect("feeds:batch", batch.pk)
    sent = overview.sent(request.user, offered(request.user, area) if area else SHAPE)
    context = {"form": form if area else None} | sent
    return render(request, "assistance/reports/workbooks.html", context)


@require_safe
def empty_workbook(request: Request) -> FileResponse:
    """With the measures one may report and the funds of the area to choose from."""
    require(request.user, PERMISSION)
    area = area_of(request.user, PERMISSION)
    if area is None:
        raise Http404
    return template.answer(offered(request.user, area))
