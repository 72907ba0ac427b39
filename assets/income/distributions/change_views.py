"""Changing a distribution: its uses, who gets what, its steps, and what is spent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import accepted
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from assets.income.distributions import actions, paying, recipients, workflow
from assets.income.distributions.forms import (
    CheckForm,
    DecideForm,
    LinesForm,
    PayForm,
    PayoutsForm,
    PostForm,
    ReasonForm,
    RecipientForm,
    SpendingForm,
)
from assets.income.distributions.models import Distribution, Line
from assets.income.distributions.workflow import Act
from assets.ledger.answering import answered
from monitoring.jobs.telling import refusal_told

T = "assets/income/distributions"
FORM = f"{T}/form.html"
STEPS: dict[str, tuple[type[forms.Form], Callable[..., Any]]] = {
    Act.DECIDE: (DecideForm, actions.decide),
    Act.POST: (PostForm, actions.post),
    Act.CHECK: (CheckForm, actions.check),
    Act.PAY: (PayForm, paying.pay),
    Act.SEND_BACK: (ReasonForm, actions.send_back),
    Act.WITHDRAW: (ReasonForm, actions.withdraw),
}


@require_http_methods(["GET", "POST"])
def lines(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Distribution, request.user, pk=pk)
    require(request.user, workflow.DRAFT, found.division_id)
    form = LinesForm(request.POST or None, found)
    if request.method == "POST" and accepted(
        form, lambda: actions.set_lines(found, form.parts, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, f"{T}/lines.html", {"distribution": found, "form": form})


@require_http_methods(["GET", "POST"])
def people(request: Request, pk: int) -> HttpResponse:
    """Who gets what out of a line."""
    line = _line(request, pk, workflow.DRAFT)
    form = PayoutsForm(request.POST or None, line)
    if request.method == "POST" and accepted(
        form, lambda: recipients.set_parts(line, form.parts, by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect("distributions:people", line.pk)
    return _people(request, line, form, RecipientForm(None, line=line))


@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    line = _line(request, pk, workflow.DRAFT)
    form = RecipientForm(request.POST, line=line)
    if accepted(form, lambda: recipients.add(line, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("distributions:people", line.pk)
    return _people(request, line, PayoutsForm(None, line), form)


@require_POST
def add_group(request: Request, pk: int, group: str) -> HttpResponse:
    line = _line(request, pk, workflow.DRAFT)
    with refusal_told(request):
        number = recipients.add_group(line, group, by=request.user)
        messages.success(request, _("Listed: %(number)s") % {"number": number})
    return redirect("distributions:people", line.pk)


@require_http_methods(["GET", "POST"])
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """The next step, with what it asks for."""
    if act not in STEPS:
        raise Http404
    found = get_visible_or_404(Distribution, request.user, pk=pk)
    require(request.user, workflow.MOVES[act].permission, found.division_id)
    form_of, do = STEPS[act]
    options: dict[str, Any] = {"found": found} if form_of is PostForm else {}
    data = request.POST if request.method == "POST" else None
    form = form_of(data, request.FILES or None, **options)
    title = str(Act(act).label)
    return answered(request, found, form, partial(do, found), title, template=FORM)


@require_http_methods(["GET", "POST"])
def pay_again(request: Request, pk: int) -> HttpResponse:
    """What came back."""
    found = get_visible_or_404(Distribution, request.user, pk=pk)
    require(request.user, workflow.PAY, found.division_id)
    form = PayForm(request.POST or None)
    act, title = partial(paying.pay_again, found), _("Pay again what came back")
    return answered(request, found, form, act, title, template=FORM)


@require_http_methods(["GET", "POST"])
def spend(request: Request, pk: int) -> HttpResponse:
    line = _line(request, pk, workflow.PAY)
    form = SpendingForm(request.POST or None)
    act, title = partial(actions.spend, line), _("Spent on: %(use)s") % {"use": line.use}
    return answered(request, line.distribution, form, act, title, template=FORM)


def _line(request: Request, pk: int, permission: str) -> Line:
    seen = visible(Line, request.user).select_related(
        "use__measure", "distribution__division__parent"
    )
    line = get_object_or_404(seen, pk=pk)
    require(request.user, permission, line.distribution.division_id)
    return line


def _people(request: Request, line: Line, form: PayoutsForm, new: RecipientForm) -> HttpResponse:
    context = {
        "line": line,
        "form": form,
        "new": new,
        "groups": recipients.groups_of(line),
        "given": line.payouts.total(),
    }
    return render(request, f"{T}/people.html", context)
