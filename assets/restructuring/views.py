"""Splits, merges and transfers: the list, a proposal, and the decision about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from assets.ledger.actions import REGISTER
from assets.ledger.depreciation import net_value
from assets.ledger.models import Asset
from assets.restructuring import actions
from assets.restructuring.forms import (
    CollectiveForm,
    CountForm,
    MergeForm,
    OpinionForm,
    ProposalForm,
    SplitForm,
    TransferForm,
)  # fmt: skip
from assets.restructuring.lists import RESTRUCTURINGS
from assets.restructuring.models import Restructuring
from assets.restructuring.worth import passed_on
from monitoring.lists.page import opened

FORMS: dict[str, type[ProposalForm]] = {
    "split": SplitForm, "merge": MergeForm, "transfer": TransferForm, "collective": CollectiveForm,
}  # fmt: skip
# By act: its form and what does it.
ACTS: dict[str, tuple[type[forms.Form], Callable[..., None]]] = {
    "approve": (OpinionForm, actions.approve),
    "send-back": (OpinionForm, actions.send_back),
    "withdraw": (forms.Form, actions.withdraw),
}


@require_safe
def case_list(request: Request) -> HttpResponse:
    context = opened(request, RESTRUCTURINGS).context
    return render(request, "assets/restructuring/list.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: int, kind: str) -> HttpResponse:
    asset = get_visible_or_404(Asset, request.user, pk=pk)
    require(request.user, REGISTER, asset.division_id)
    count = CountForm(request.GET if "parts" in request.GET else {"parts": 2})
    sized = {"count": count.cleaned_data["parts"]} if kind == "split" and count.is_valid() else {}
    form = FORMS[kind](
        request.POST or None, request.FILES or None, asset=asset, user=request.user, **sized
    )
    if request.method == "POST" and accepted(
        form,
        lambda: actions.propose(form.assets, form.parts, by=request.user, **form.said),
    ):
        messages.success(request, _("Proposed. Another person of the county decides about it."))
        return redirect(asset)
    context = {"asset": asset, "form": form, "count": count if kind == "split" else None}
    return render(request, "assets/restructuring/new.html", context)


@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    return _page(request, _case(request, pk))


@require_POST
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found = _case(request, pk)
    require(request.user, _needed(act), found.division_id)
    kind, do = ACTS[act]
    form = kind(request.POST)
    if accepted(form, lambda: do(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Done."))
        return redirect(found)
    return _page(request, _case(request, pk), {act: form})


def _case(request: Request, pk: int) -> Restructuring:
    require(request.user, "assets.view")
    return get_visible_or_404(Restructuring, request.user, pk=pk)


def _needed(act: str) -> str:
    return REGISTER if act == "withdraw" else actions.APPROVE


def _offered(found: Restructuring, request: Request) -> list[str]:
    """A second person decides; who proposed it may withdraw it."""
    if found.state != Restructuring.State.PROPOSED:
        return []
    if found.by_id == request.user.pk:
        return ["withdraw"]
    return [act for act in ("approve", "send-back") if _may(act, found, request)]


def _may(act: str, found: Restructuring, request: Request) -> bool:
    return may(request.user, _needed(act), found.division_id)


def _page(
    request: Request, found: Restructuring, sent: dict[str, forms.Form] | None = None
) -> HttpResponse:
    old = [former.asset for former in found.formers.select_related("asset__division")]
    parts = list(found.successors.select_related("division", "asset"))
    worths = list(passed_on(old, [part.original_value for part in parts], found.day))
    seen = visible(Asset, request.user).filter(
        Q(pk__in=[each.pk for each in old]) | Q(origin__in=parts)
    )
    context: dict[str, Any] = {
        "case": found,
        "old": [(asset, asset, net_value(asset, found.day), None) for asset in old],
        "new": [
            (part, part.asset, worth.net_value, worth.life_months)
            for part, worth in zip(parts, worths, strict=True)
        ],
        "net_value": sum(worth.net_value for worth in worths),
        "acts": {name: ACTS[name][0]() for name in _offered(found, request)} | (sent or {}),
        "seen": set(seen.values_list("pk", flat=True)),
    }
    return render(request, "assets/restructuring/case.html", context)
