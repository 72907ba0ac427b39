"""Rolls by month, their differences for the department, and what each roll means."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from assistance.schemes.rolls import actions
from assistance.schemes.rolls.forms import STATES, RollForm, SettleForm
from assistance.schemes.rolls.lists import DIFFERENCES, ENTRIES
from assistance.schemes.rolls.reading import rolls_ever, sent_by
from monitoring.lists.page import opened
from monitoring.registry.paging import query


@require_safe
def entry_list(request: Request) -> HttpResponse:
    page = opened(request, ENTRIES)
    context = page.context | {"feeds": sent_by(request.user)}
    return render(request, "assistance/rolls/list.html", context)


@require_safe
def differences(request: Request) -> HttpResponse:
    page = opened(request, DIFFERENCES)
    state = page.form.cleaned_data["state"]
    tabs = [
        {"label": label, "query": query(request.GET, state=key), "on": key == state}
        for key, label in STATES.items()
    ]
    settles = not state and may(request.user, "rolls.settle")
    context = page.context | {"tabs": tabs, "settle": SettleForm() if settles else None}
    return render(request, "assistance/rolls/differences.html", context)


@require_POST
def settle(request: Request) -> HttpResponse:
    """Those that are ticked, for one reason."""
    require(request.user, "rolls.settle")
    chosen = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdigit()]
    try:
        count = actions.settle(chosen, by=request.user, reason=request.POST.get("reason", ""))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("rolls:differences")
    said = ngettext("%(count)s settled.", "%(count)s settled.", count)
    messages.success(request, said % {"count": count})
    return redirect("rolls:differences")


@require_safe
def kinds(request: Request) -> HttpResponse:
    require(request.user, "procedures.view")
    context = {"rolls": rolls_ever(), "changes": may(request.user, "procedures.change")}
    return render(request, "assistance/rolls/kinds.html", context)


@require_http_methods(["GET", "POST"])
def kind(request: Request, pk: int) -> HttpResponse:
    require(request.user, "procedures.change")
    found = get_object_or_404(rolls_ever(), pk=pk)
    form = RollForm(request.POST or None, instance=found)
    if form.is_bound and accepted(
        form, lambda: actions.set_roll(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("rolls:kinds")
    return render(request, "assistance/rolls/kind.html", {"form": form, "roll": found})
