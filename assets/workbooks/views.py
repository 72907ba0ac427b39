"""The ledger by workbook: the page to send one from; what becomes of it is a page of feeds."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import require
from accounts.requests import Request
from assets.workbooks.intake import OfLedger
from assets.workbooks.kinds import KINDS
from monitoring.feeds.records.senders import area_of
from monitoring.feeds.workbooks import actions, overview, template
from monitoring.feeds.workbooks.forms import WorkbookForm


@require_http_methods(["GET", "POST"])
def workbooks(request: Request, code: str) -> HttpResponse:
    """What was sent, and the way to send."""
    kind = _kind(request, code)
    area = area_of(request.user, kind.permission)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if area and form.is_valid():
        batch = actions.upload(code, form.cleaned_data["workbook"], by=request.user, area=area)
        return redirect("feeds:batch", batch.pk)
    context = {"shape": kind.shape, "form": form} | overview.sent(request.user, kind.offered())
    return render(request, f"assets/workbooks/{code}.html", context)


@require_safe
def empty_workbook(request: Request, code: str) -> FileResponse:
    return template.answer(_kind(request, code).offered())


def _kind(request: Request, code: str) -> OfLedger:
    if code not in KINDS:
        raise Http404
    require(request.user, KINDS[code].permission)
    return KINDS[code]
