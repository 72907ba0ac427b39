from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.events import Event
from accounts.permissions import may, require
from accounts.requests import Request, ids
from accounts.scope import get_visible_or_404
from monitoring.cases.papers import actions, docx, forms, kinds
from monitoring.cases.papers.codes import picture
from monitoring.cases.papers.lists import LEAFLETS, PAPERS
from monitoring.cases.papers.models import Paper
from monitoring.lists.page import filtered, opened, said
from monitoring.registry.paging import counted


@require_safe
def paper_list(request: Request) -> HttpResponse:
    page = opened(request, PAPERS)
    county = next((place for place in page.form.own if place.level == "county"), None)
    context = page.context | {"county": county, "make": forms.MakeForm()}
    return render(request, "monitoring/papers/list.html", context)


@require_POST
def make(request: Request) -> HttpResponse:
    """Make a paper about something the user sees, and show it."""
    require(request.user, "papers.make")
    form = forms.MakeForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind, key = form.cleaned_data["kind"], form.cleaned_data["subject"]
    try:
        subject = get_visible_or_404(kinds.DECLARED[kind].subject, request.user, pk=key)
    except (ValueError, ValidationError):
        raise Http404 from None
    site = request.build_absolute_uri("/").rstrip("/")
    given = {"day": form.cleaned_data["day"], "site": site}
    try:
        made = actions.make(kind, subject, by=request.user, **given)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("papers:list")
    return redirect("papers:paper", made.pk)


@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """Ready to print on A4."""
    require(request.user, "cases.view")
    found = get_visible_or_404(Paper, request.user, pk=pk)
    blocks = [
        block | {"picture": picture(block["code"])} if "code" in block else block
        for block in found.blocks
    ]
    return render(request, "monitoring/papers/paper.html", {"paper": found, "blocks": blocks})


@require_safe
def download(request: Request, pk: int) -> FileResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Paper, request.user, pk=pk)
    audit.record(
        Event.EXPORTED, by=request.user, division_code=found.division_id, subject=found, count=1
    )
    return FileResponse(docx.write(found), as_attachment=True, filename=f"{found.number}.docx")


def leaflets(request: Request) -> HttpResponse:
    """Which households have not been given a leaflet yet; tick those who were."""
    form = cast("forms.LeafletFilter", filtered(request, LEAFLETS, request.GET))
    if request.method == "POST":
        _give(request, form.chosen_topic)
        return redirect(request.get_full_path())
    concerned = form.concerned(LEAFLETS.seen(request.user))
    context = opened(request, LEAFLETS).context | {
        "concerned": said(LEAFLETS, counted(concerned)),
        "may_give": may(request.user, "papers.make"),
    }
    return render(request, "monitoring/papers/leaflets.html", context)


def _give(request: Request, topic: str) -> None:
    require(request.user, "papers.make")
    chosen = request.POST.getlist("household")
    given = actions.give_leaflets(ids(chosen), by=request.user, topic=topic)
    noted = ngettext("%(n)s household noted.", "%(n)s households noted.", given)
    messages.success(request, noted % {"n": given})
