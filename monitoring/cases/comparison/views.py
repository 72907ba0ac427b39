"""Pages of a comparison: confidential, so each opening of one is recorded."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison import actions, reading
from monitoring.cases.comparison.forms import (
    AuthorisationForm,
    ExplanationForm,
    GroundForm,
    PersonForm,
    ReasonForm,
)
from monitoring.cases.comparison.models import Authorisation, Hit, Person


@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    found = reading.readable_case(request.user, pk)
    reading.record_view(found, by=request.user)
    running = found.status == Case.Status.RUNNING
    context = reading.of_case(found) | {
        "case": found,
        "household": found.household,
        "may_prepare": running and may(request.user, "cases.assess", found.division_id),
        "may_accept": running and may(request.user, "cases.county", found.division_id),
    }
    return render(request, "monitoring/comparison/case.html", context)


@require_POST
def list_members(request: Request, pk: int) -> HttpResponse:
    found = _prepared(request, pk)
    with_sentence: list[str] = []
    try:
        with_sentence = actions.list_members(found, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    if with_sentence:
        names = "、".join(with_sentence)
        sentence = _("The registry lacks the ID number of %(names)s. Add it there first.")
        messages.error(request, sentence % {"names": names})
    return redirect("comparison:case", found.pk)


@require_http_methods(["GET", "POST"])
def person_add(request: Request, pk: int) -> HttpResponse:
    found = _prepared(request, pk)
    form = PersonForm(request.POST or None)
    return _acted(request, found, form, _("Add a person to compare"), actions.add_person, found)


@require_POST
def person_remove(request: Request, pk: int) -> HttpResponse:
    person = get_visible_or_404(Person, request.user, pk=pk)
    found = _prepared(request, person.case_id)
    try:
        actions.remove_person(person, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("comparison:case", found.pk)


@require_POST
def relatives(request: Request, pk: int) -> HttpResponse:
    found = _prepared(request, pk)
    try:
        actions.state_relatives(found, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("comparison:case", found.pk)


@require_http_methods(["GET", "POST"])
def authorise(request: Request, pk: int) -> HttpResponse:
    found = _prepared(request, pk)
    form = AuthorisationForm(request.POST or None, request.FILES or None, case=found)
    title = _("Keep a signed authorisation")
    page = "authorise"
    return _acted(request, found, form, title, actions.keep_authorisation, found, page)


@require_http_methods(["GET", "POST"])
def refuse(request: Request, pk: int) -> HttpResponse:
    person = get_visible_or_404(Person, request.user, pk=pk)
    found = _prepared(request, person.case_id)
    title = _("%(name)s refuses to sign") % {"name": person.name}
    form = ReasonForm(request.POST or None)
    return _acted(request, found, form, title, actions.refuse_to_sign, person)


@require_http_methods(["GET", "POST"])
def exempt(request: Request, pk: int) -> HttpResponse:
    found = _prepared(request, pk)
    title = _("Already compared for the low-income allowance")
    form = GroundForm(request.POST or None)
    return _acted(request, found, form, title, actions.exempt, found)


@require_http_methods(["GET", "POST"])
def explain(request: Request, pk: int) -> HttpResponse:
    hit = get_visible_or_404(Hit, request.user, pk=pk)
    found = _prepared(request, hit.person.case_id)
    title = _("%(name)s: explain “%(item)s”") % {"name": hit.person.name, "item": hit.item.name}
    form = ExplanationForm(request.POST or None, hit=hit)
    return _acted(request, found, form, title, actions.explain, hit)


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    hit = get_visible_or_404(Hit, request.user, pk=pk)
    require(request.user, "cases.county", hit.person.case.division_id)
    try:
        actions.accept(hit, by=request.user, explanation=request.POST.get("explanation", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("comparison:case", hit.person.case_id)


@require_safe
def paper(request: Request, pk: int) -> FileResponse:
    kept = get_visible_or_404(Authorisation, request.user, pk=pk)
    found = reading.readable_case(request.user, kept.case_id)
    reading.record_view(found, by=request.user)
    return FileResponse(kept.paper.open("rb"), as_attachment=True)


def _prepared(request: Request, pk: int) -> Case:
    """The case, for somebody who prepares its comparison."""
    found = reading.readable_case(request.user, pk)
    require(request.user, "cases.assess", found.division_id)
    return found


def _acted(
    request: Request,
    case: Case,
    form: forms.Form,
    title: str,
    action: Callable[..., Any],
    row: Any,
    page: str = "form",
) -> HttpResponse:
    """One form, one action; why it refused is said on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            action(row, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, list(refused.messages))
        else:
            messages.success(request, _("Saved."))
            return redirect("comparison:case", case.pk)
    context = {"form": form, "title": title, "case": case, "household": case.household}
    return render(request, f"monitoring/comparison/{page}.html", context)
