"""The county asks the departments, and reads their answer; an administrator keeps the items."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.comparison import actions, reading, requests, sheets
from monitoring.cases.comparison.forms import ItemFormSet, ReplyForm
from monitoring.cases.comparison.lists import REQUESTS
from monitoring.cases.comparison.models import Request as Asked
from monitoring.lists.page import opened

PER_PAGE = 50
ROWS_NAMED = 10


@require_safe
def request_list(request: Request) -> HttpResponse:
    page = opened(request, REQUESTS)
    waiting = requests.to_ask(request.user)
    context = page.context | {
        "people": waiting.count(),
        "cases": waiting.values("case").distinct().count(),
    }
    return render(request, "monitoring/comparison/requests.html", context)


@require_POST
def request_make(request: Request) -> HttpResponse:
    require(request.user, "cases.county")
    try:
        made = requests.make_request(by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("comparison:requests")
    return redirect("comparison:request", made[-1].pk)


@require_http_methods(["GET", "POST"])
def request_detail(request: Request, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    form = ReplyForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            reply = requests.read_reply(asked, form.cleaned_data["workbook"], by=request.user)
        except ValidationError as refused:
            form.add_error("workbook", list(refused.messages))
        else:
            _tell(request, reply)
            return redirect("comparison:request", asked.pk)
    persons = reading.persons_of(asked, by=request.user)
    context = {"asked": asked, "form": form, **_page(request, persons)}
    return render(request, "monitoring/comparison/request.html", context)


@require_POST
def request_workbook(request: Request, pk: int) -> FileResponse:
    asked = _asked(request, pk)
    out = BytesIO()
    sheets.write(out, requests.export_request(asked, by=request.user))
    out.seek(0)
    name = _("Information comparison %(number)s") % {"number": asked.pk}
    return FileResponse(out, as_attachment=True, filename=f"{name}.xlsx")


@require_http_methods(["GET", "POST"])
def item_list(request: Request) -> HttpResponse:
    require(request.user, "procedures.change")
    form = ItemFormSet(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_items(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("comparison:items")
    return render(request, "monitoring/comparison/items.html", {"formset": form})


def _asked(request: Request, pk: int) -> Asked:
    asked = get_visible_or_404(Asked, request.user, pk=pk)
    require(request.user, "cases.county", asked.county_id)
    return asked


def _page(request: Request, rows: QuerySet[Any]) -> dict[str, Any]:
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "previous": f"page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"page={page.next_page_number()}" if page.has_next() else "",
    }


def _tell(request: Request, reply: requests.Reply) -> None:
    answered, found = len(reply.answered), len(reply.hits)
    people = ngettext("%(count)d person answered,", "%(count)d people answered,", answered)
    hits = ngettext("%(count)d finding.", "%(count)d findings.", found)
    messages.success(request, f"{people % {'count': answered}} {hits % {'count': found}}")
    if reply.unmatched:
        told = "；".join(reply.unmatched[:ROWS_NAMED])
        sentence = _("%(count)d rows could not be used: %(rows)s")
        messages.error(request, sentence % {"count": len(reply.unmatched), "rows": told})
