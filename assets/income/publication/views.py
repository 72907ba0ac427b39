"""Who published what became of its income; what hangs on the wall of one village, to print."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.income.publication import actions, public
from assets.income.publication.forms import PublishForm
from assets.income.publication.lists import PUBLICATIONS
from assets.income.publication.models import Publication
from assets.income.publication.villages import publications_of, seen_by
from monitoring.cases.casework.attachments import shown
from monitoring.lists.page import opened

FIRST_YEAR = 2013


@require_safe
def publication_list(request: Request) -> HttpResponse:
    page = opened(request, PUBLICATIONS)
    context = page.context | {"today": timezone.localdate(), "year": page.form.of_year}
    return render(request, "assets/income/publication/list.html", context)


@require_http_methods(["GET", "POST"])
def village(request: Request, code: str, year: int) -> HttpResponse:
    """The wall of a village; who keeps its money says here that it hangs."""
    require(request.user, "assets.view")
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    found = get_object_or_404(seen_by(request.user).select_related("parent"), pk=code)
    may_publish = may(request.user, actions.PUBLISH, found.code)
    if request.method == "POST":
        require(request.user, actions.PUBLISH, found.code)
    form = PublishForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.publish(found, by=request.user, year=year, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("publications:village", found.code, year)
    received = public.came(found, year)
    context = {
        "village": found,
        "year": year,
        "came": received,
        "total": sum(each.amount for each in received),
        "used": public.used(found, year),
        "published": publications_of(found, year),
        "form": form if may_publish else None,
    }
    return render(request, "assets/income/publication/village.html", context)


@require_safe
def proof(request: Request, pk: int) -> FileResponse:
    require(request.user, "assets.view")
    found = get_visible_or_404(Publication, request.user, pk=pk)
    return shown(found.proof, str(found.year))
