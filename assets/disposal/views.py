"""Disposals: the list, one with what it lacks and what comes next, and the requirements."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.disposal import actions
from assets.disposal.forms import (
    AppraisalForm,
    DecisionForm,
    NoticeForm,
    OpinionForm,
    RequirementForm,
    TermsForm,
)
from assets.disposal.lists import DISPOSALS, disposals_seen_by
from assets.disposal.models import Disposal, Requirement
from assets.disposal.requirements import ever, lacking, proceeds, required
from assets.ledger.actions import REGISTER
from assets.ledger.depreciation import net_value
from assets.ledger.models import Asset
from monitoring.lists.page import opened

State = Disposal.State
PREPARING = (State.DRAFT,)
# By act: what does it, and in which states.
ACTS: dict[str, tuple[Callable[..., None], tuple[State, ...]]] = {
    "terms": (actions.change, PREPARING),
    "appraisal": (partial(actions.add_paper, paper="appraisal"), PREPARING),
    "decision": (partial(actions.add_paper, paper="decision"), PREPARING),
    "notice": (partial(actions.add_paper, paper="notice"), PREPARING),
    "submit": (actions.submit, PREPARING),
    "approve": (actions.approve, (State.SUBMITTED,)),
    "send-back": (actions.send_back, (State.SUBMITTED,)),
    "withdraw": (actions.withdraw, (State.DRAFT, State.SUBMITTED)),
}
DECISIONS = ("approve", "send-back")
PAPERS = {"appraisal": AppraisalForm, "decision": DecisionForm, "notice": NoticeForm}


@require_safe
def case_list(request: Request) -> HttpResponse:
    return render(request, "assets/disposal/list.html", opened(request, DISPOSALS).context)


@require_http_methods(["GET", "POST"])
def prepare(request: Request, pk: int) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, REGISTER, asset.division_id)
    form = TermsForm(request.POST or None, asset=asset)
    if request.method == "POST" and accepted(
        form, lambda: actions.prepare(asset, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Prepared. Its page says what is still lacking."))
        return redirect(asset.disposals.latest("pk"))
    return render(request, "assets/disposal/new.html", {"asset": asset, "form": form})


@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    return _page(request, _case(request, pk))


@require_POST
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found = _case(request, pk)
    require(request.user, _permission(act, required(found)), found.division_id)
    form = _form(act, found, request.POST, request.FILES)
    do, _states = ACTS[act]
    if accepted(form, lambda: do(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Done."))
        return redirect(found)
    return _page(request, _case(request, pk), {act: form})


@require_http_methods(["GET", "POST"])
def requirements(request: Request) -> HttpResponse:
    """What each act needs; set by an administrator."""
    require(request.user, "procedures.view")
    if request.method == "POST":
        require(request.user, "procedures.change")
    form = RequirementForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.set_requirement(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("disposal:requirements")
    changes = may(request.user, "procedures.change")
    context = {"form": form if changes else None, "rules": ever()}
    return render(request, "assets/disposal/requirements.html", context)


def _case(request: Request, pk: int) -> Disposal:
    require(request.user, "assets.view")
    return get_visible_or_404(Disposal, request.user, pk=pk)


def _permission(act: str, rule: Requirement | None) -> str:
    if act not in DECISIONS:
        return REGISTER
    return (rule and rule.permission) or "assets.approve"


def _form(act: str, found: Disposal, data: Any = None, files: Any = None) -> forms.BaseForm:
    if act == "terms":
        return TermsForm(data, asset=found.asset, instance=found)
    if act in PAPERS:
        return PAPERS[act](data, files, instance=found)
    return OpinionForm(data) if act in DECISIONS else forms.Form(data)


def _page(
    request: Request, found: Disposal, sent: dict[str, forms.BaseForm] | None = None
) -> HttpResponse:
    rule, user = required(found), request.user
    offered = {
        name: _form(name, found)
        for name, (_do, states) in ACTS.items()
        if found.state in states and may(user, _permission(name, rule), found.division_id)
    }
    context = {
        "case": found,
        "rule": rule,
        "lacking": lacking(found, rule) if found.is_open else [],
        "net_value": net_value(found.asset, found.done_on or timezone.localdate()),
        "receipts": proceeds(found),
        "received": disposals_seen_by(user).with_received().get(pk=found.pk).received,
        "may_receive": found.state == State.DONE and may(user, REGISTER, found.division_id),
        "acts": offered | (sent or {}),
    }
    return render(request, "assets/disposal/case.html", context)
