"""Pages of the assessment: income by item, risks with the type, entry in the national system."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.assessment import actions, evidence, national, panels
from monitoring.cases.assessment.forms import AnswerForm, EntryForm, RisksForm, StatementForm
from monitoring.cases.assessment.lists import NATIONAL
from monitoring.cases.assessment.period import KINDS, is_open, twelve_months
from monitoring.cases.assessment.risks import suggested
from monitoring.cases.casework.models import Case
from monitoring.exchange.downloads import workbook_response
from monitoring.lists.page import opened


@require_http_methods(["GET", "POST"])
def statement(request: Request, pk: int) -> HttpResponse:
    """Income and spending by item; asked by htmx it only adds up what is typed."""
    case = _case(request, pk)
    if case.process not in KINDS:
        raise Http404
    kept = getattr(case, "assessment", None)
    form = StatementForm(_posted(request, case), case=case, kept=kept)
    if request.htmx and not form.is_valid():
        return HttpResponse(status=204)
    if request.method == "POST" and not request.htmx and form.is_valid():
        said = form.cleaned_data
        act = {"people": said["people"], "amounts": form.amounts, "seen": said["seen"]}
        if _accepted(form, lambda: actions.keep_statement(case, by=request.user, **act)):
            messages.success(request, _("Saved."))
            return redirect("assessment:statement", case.pk)
    context = _context(request, case) | {
        "form": form,
        "kept": kept,
        "period": twelve_months(case.opened_on),
        "sums": None if form.errors else panels.sums(case, form.statement()),
    }
    page = "typed" if request.htmx else "statement"
    return render(request, f"monitoring/assessment/{page}.html", context)


@require_http_methods(["GET", "POST"])
def risks(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk)
    proposals = suggested(case.household)
    form = RisksForm(_posted(request, case), case=case, suggested=proposals)
    if request.method == "POST" and form.is_valid():
        act = {"named": form.named, "chosen_type": form.cleaned_data["chosen_type"]}
        if _accepted(form, lambda: actions.name_risks(case, by=request.user, **act)):
            messages.success(request, _("Saved."))
            return redirect("assessment:risks", case.pk)
    context = _context(request, case) | {
        "form": form,
        "suggested": proposals,
        "derived": evidence.derived([case]).get(case.pk),
        "doubts": panels.risk_doubts(case),
    }
    return render(request, "monitoring/assessment/risks.html", context)


@require_safe
def national_list(request: Request) -> HttpResponse:
    """Cases that wait for the national system."""
    page = opened(request, NATIONAL)
    context = page.context | {
        "answer_form": AnswerForm(),
        "may_enter": national.waiting(request.user).exists(),
    }
    return render(request, "monitoring/assessment/national.html", context)


@require_POST
def national_export(request: Request) -> HttpResponseBase:
    require(request.user, "cases.export")
    try:
        tables = actions.export_entries(by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("assessment:national")
    return workbook_response(_("National system") + ".xlsx", *tables)


@require_POST
def national_read(request: Request) -> HttpResponse:
    require(request.user, "cases.export")
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            answers = actions.read_back(form.cleaned_data["workbook"], by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            for told, sentence in panels.told(answers):
                told(request, sentence)
    else:
        messages.error(request, _("Choose the workbook that the national system gave back."))
    return redirect("assessment:national")


@require_http_methods(["GET", "POST"])
def entry(request: Request, pk: int) -> HttpResponse:
    """The entry of one case: what the system answered, or confirmed by hand."""
    case = _case(request, pk)
    step = national.waiting(request.user).filter(case=case).first()
    if request.method == "POST" and step is None:
        require(request.user, "cases.township", case.division_id)
    form = EntryForm(request.POST or None, initial={"code": case.household.code})
    if request.method == "POST" and step and form.is_valid():
        code = form.cleaned_data["code"]
        if _accepted(form, lambda: actions.confirm_entry(step, by=request.user, code=code)):
            messages.success(request, _("Saved."))
            return redirect("assessment:entry", case.pk)
    context = _context(request, case) | {
        "form": form,
        "step": step,
        "entry": getattr(case, "national_entry", None),
    }
    return render(request, "monitoring/assessment/entry.html", context)


def _case(request: Request, pk: int) -> Case:
    case = get_visible_or_404(Case, request.user, pk=pk)
    require(request.user, "cases.view")
    return case


def _posted(request: Request, case: Case) -> Any:
    """What was sent, by somebody who may assess the case."""
    if request.method != "POST":
        return None
    require(request.user, "cases.assess", case.division_id)
    return request.POST


def _context(request: Request, case: Case) -> dict[str, Any]:
    may_assess = may(request.user, "cases.assess", case.division_id)
    return {
        "case": case,
        "household": case.household,
        "may_change": may_assess and is_open(case),
        "closed": may_assess and not is_open(case),
    }


def _accepted(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether the action did it; why it refused is said on the form."""
    try:
        act()
    except ValidationError as refused:
        form.add_error(None, list(refused.messages))
        return False
    return True
