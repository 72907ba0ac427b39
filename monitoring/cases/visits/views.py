import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.casework.models import Case
from monitoring.cases.visits import actions, drafts, panels
from monitoring.cases.visits.changes import ConflictError
from monitoring.cases.visits.effect import effect_of
from monitoring.cases.visits.facts import said
from monitoring.cases.visits.forms import VisitForm
from monitoring.cases.visits.known import known_of
from monitoring.cases.visits.models import Purpose, Visit
from monitoring.cases.visits.page import blocks, page_data
from monitoring.cases.visits.questions import questions_of
from monitoring.cases.visits.rules import require_visit
from monitoring.cases.visits.sent import read_draft
from monitoring.registry.models import Household
from monitoring.screening.explain import explain
from monitoring.screening.seen import effects_seen_by


def visit(request: Request, pk: int) -> HttpResponse:
    """The page of a visit, and what it hands in."""
    household = get_visible_or_404(Household, request.user, pk=pk)
    require_visit(request.user, household)
    if request.method == "POST":
        return _handed_in(request, household)
    known = known_of(household)
    last = household.visits.latest_first().first()
    asked = questions_of(household)
    context = {
        "household": household,
        "known": known,
        "last": last,
        "form": VisitForm(known=known, initial={"purpose": _purpose(request, household)}),
        "blocks": blocks(known, last, asked),
        "may_change": may(request.user, "households.change", household.division_id),
        "data": page_data(known, request.user, asked),
        "explanation": explain(household, effects_seen_by(request.user)),
    }
    return render(request, "monitoring/visits/visit.html", context)


@require_POST
def draft(request: Request, pk: int) -> JsonResponse:
    """Keeps what is typed; the page sends it by itself."""
    household = get_visible_or_404(Household, request.user, pk=pk)
    require_visit(request.user, household)
    data = read_draft(request.body)
    if data is None:
        return JsonResponse({"kept": False}, status=400)
    return JsonResponse({"kept": drafts.keep(household, by=request.user, data=data)})


@require_safe
def detail(request: Request, pk: uuid.UUID) -> HttpResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Visit, request.user, pk=pk)
    context = {
        "visit": found,
        "effect": effect_of(found, request.user),
        "panels": panels.rendered(found, request),
    }
    return render(request, "monitoring/visits/detail.html", context)


@require_safe
def photo(request: Request, pk: uuid.UUID, number: int) -> FileResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Visit, request.user, pk=pk).photos.filter(pk=number).first()
    return _picture(found and found.file)


@require_safe
def signature(request: Request, pk: uuid.UUID, whose: str) -> FileResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Visit, request.user, pk=pk)
    signed = {"second": found.second_signature, "householder": found.householder_signature}
    return _picture(signed.get(whose))


@require_safe
def of_case(request: Request, pk: int) -> HttpResponse:
    """Where the evidence of a check is supplied: the page that makes it."""
    case = get_visible_or_404(Case, request.user, pk=pk)
    require_visit(request.user, case.household)
    return redirect(f"{reverse('visits:visit', args=[case.household_id])}?purpose=check")


def _handed_in(request: Request, household: Household) -> JsonResponse:
    """What the scripts of the page need to go on; status 409 asks a person to choose."""
    form = VisitForm(request.POST, request.FILES, known=known_of(household))
    if not form.is_valid():
        return _refused(form.sentences())
    try:
        made = actions.submit_visit(household, by=request.user, submission=form.submission)
    except ConflictError as conflict:
        current = {key: said(value) for key, value in conflict.current.items()}
        return JsonResponse({"current": current, "errors": conflict.messages}, status=409)
    except ValidationError as refused:
        return _refused(refused.messages)
    return JsonResponse({"url": reverse("visits:detail", args=[made.pk])})


def _refused(sentences: Iterable[object]) -> JsonResponse:
    return JsonResponse({"errors": [str(each) for each in sentences]}, status=400)


def _purpose(request: Request, household: Household) -> str:
    """As the link says; else the check of a case that runs, else a follow-up."""
    asked = request.GET.get("purpose", "")
    if asked in Purpose.values:
        return asked
    running = household.cases.running().awaiting_visit().exists()
    return Purpose.CHECK if running else Purpose.FOLLOW_UP


def _picture(file: Any) -> FileResponse:
    if not file:
        raise Http404
    return FileResponse(file.open("rb"))
